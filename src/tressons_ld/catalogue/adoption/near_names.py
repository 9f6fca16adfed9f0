"""Names that are perhaps one: by a slip, or by initials."""

import difflib
import re
from collections.abc import Iterable

from tressons_ld.catalogue.columns.code_lists import ALIKE
from tressons_ld.catalogue.columns.spelling import (
    LONGEST_NAME,
    MANY_NAMES,
    Fingerprint,
    fingerprint,
    fold,
    without_accents,
)

_SLIP = 0.92
"""How much alike two names of persons are that may be one, written with a slip."""
_MANY = 60
"""Names of one family or given name that are compared with each other."""


def perhaps_same(persons: Iterable[str]) -> dict[str, str]:
    """Return the names of persons that an earlier one may be another spelling of -> that one.

    Compared are those of one family name, and those of one given name and one initial behind.

    >>> perhaps_same(["Jeanne Dupont", "J. Dupont", "Paul Dupont", "Jeanne Dupond", "Jean Roux"])
    {'J. Dupont': 'Jeanne Dupont', 'Jeanne Dupond': 'Jeanne Dupont'}
    """
    found: dict[str, str] = {}
    met: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name in persons:
        plain = _plain(name)
        given, _, family = plain.rpartition(" ")
        if not given:
            continue
        keys = (("", family), (given, family[:1]))
        others = (other for key in keys for other in met.get(key, ()))
        near = next((known for one, known in others if _may_be_one(plain, one)), None)
        if near is not None:
            found[name] = near
        for key in keys:
            bucket = met.setdefault(key, [])
            bucket += [(plain, name)] if len(bucket) < _MANY else []
    return found


def _may_be_one(one: str, other: str) -> bool:
    if one.rpartition(" ")[2] == other.rpartition(" ")[2] and _by_initials(one, other):
        return True
    matcher = difflib.SequenceMatcher(None, one, other)
    return matcher.quick_ratio() >= _SLIP and matcher.ratio() >= _SLIP


class PerhapsKnown:
    """Names, and which of them another one may be a second spelling of.

    >>> names = PerhapsKnown()
    >>> for name in ("Jeanne Dupont", "Rapport 2018"):
    ...     names.add(name)
    >>> names.near("Jeanne Dupond"), names.near("J. Dupont"), names.near("Rapport 2019")
    (['Jeanne Dupont'], ['Jeanne Dupont'], [])
    """

    def __init__(self) -> None:
        """Begin without any name."""
        self._all: dict[str, str] = {}
        self._alike: dict[tuple[str, int], list[str]] = {}
        self._by_last_word: dict[str, list[str]] = {}
        self._by_fingerprint: dict[Fingerprint, str] = {}

    def add(self, name: str) -> None:
        """Add a name."""
        plain = _plain(name)
        if plain in self._all:
            return
        self._all[plain] = name
        self._alike.setdefault((plain[:1], len(plain)), []).append(plain)
        self._by_last_word.setdefault(_last_word(plain), []).append(plain)
        self._by_fingerprint.setdefault(fingerprint(name), name)

    def near(self, name: str) -> list[str]:
        """Return the names that this one may be a second spelling of, at most two.

        Those that differ from it by accents, by the order of words or punctuation, by a slip or by
        the initials of given names. Two names that hold other numbers are never one.
        """
        plain = _plain(name)
        if plain in self._all:
            return [self._all[plain]]
        written = fingerprint(name)
        if any(written) and written in self._by_fingerprint:
            return [self._by_fingerprint[written]]
        if len(plain) > LONGEST_NAME:
            return []
        digits = re.findall(r"[0-9]+", plain)
        like = [one for one in self._like(plain) if re.findall(r"[0-9]+", one) == digits]
        close = difflib.get_close_matches(plain, like, n=1, cutoff=ALIKE)
        if not close:
            namesakes = self._by_last_word.get(_last_word(plain), ())
            close = [one for one in namesakes if _by_initials(plain, one)]
        return [self._all[one] for one in close[:2]]

    def _like(self, plain: str) -> list[str]:
        if len(self._all) <= MANY_NAMES:
            return list(self._all)
        like: list[str] = []
        for difference in (0, 1, -1, 2, -2, 3, -3):
            like += self._alike.get((plain[:1], len(plain) + difference), ())
        return like[:MANY_NAMES]


def _plain(name: str) -> str:
    return without_accents(fold(name))


def _last_word(plain: str) -> str:
    return plain.rpartition(" ")[2]


def _by_initials(one: str, other: str) -> bool:
    """Return whether two names of one last word are one, given names of either as initials.

    >>> _by_initials("j. dupont", "jeanne dupont"), _by_initials("paul dupont", "jeanne dupont")
    (True, False)
    """
    given = [re.findall(r"\w+", name.rpartition(" ")[0]) for name in (one, other)]
    if not all(given) or not any(all(len(word) == 1 for word in words) for words in given):
        return False
    return all(first[0] == second[0] for first, second in zip(*given, strict=False))
