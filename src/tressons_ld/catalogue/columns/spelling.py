"""How words are compared, and which known one somebody meant who wrote an unknown one.

Words are compared without regard to case, to runs of spaces and to the form of the apostrophe.
Accents count; a word that differs by its accents alone, or by what a fingerprint leaves out, is the
first to be offered.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TypeAlias

from tressons_ld.findings.language import OR, Text, in_quotation_marks, joined
from tressons_ld.findings.messages import sentence

MANY_NAMES = 500
"""Names that an unknown one is compared with: of more, those of like beginning and length."""

LONGEST_NAME = 200
"""Characters of a name that is longer than anybody misspells: no other is offered for it."""

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ß": "ss", "’": "'"})


def without_accents(text: str) -> str:
    """Return the text without its diacritics, ligatures undone.

    >>> without_accents("Écologie, œuvre")
    'Ecologie, oeuvre'
    """
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in parts if not unicodedata.combining(c))


def in_the_alphabet(text: str) -> tuple[str, str]:
    """Return what a text is sorted by: its letters without accents and case, then with them.

    >>> sorted(["zone", "Été", "ete", "Eau"], key=in_the_alphabet)
    ['Eau', 'ete', 'Été', 'zone']
    """
    return without_accents(text).casefold(), text


def fold(name: str) -> str:
    """Return the name as it is compared.

    >>> fold("Réseau  Rural\u00a0français") == fold("réseau rural français")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name.replace("’", "'").casefold()).split())


Fingerprint: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]
"""The words of a name in the order of the alphabet, and its numbers in their own."""

# Between digits, and as the sign before one, punctuation makes another number of it. Points between
# single letters are those of an acronym.
_WORDS = re.compile(
    r"(?:(?<![^\s(])-)?[^\W_]*\d(?:[^\W_]|[^\w\s](?=\d))*[+#]*"
    r"|(?<![^\W_])[^\W_](?:\.[^\W_](?![^\W_]))+"
    r"|[^\W_]+[+#]*"
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))


def name_words(name: str) -> list[str]:
    """Return the words of a name in their order, without case, accents and punctuation.

    What may be another name stays: numbers with their signs, signs such as those of « C++ » and
    « C# »; a name in whose alphabet marks are no accents is one word. Without letters and digits
    there is none.

    >>> name_words("L'Économie-sociale : C.N.R.S., 2018")
    ['l', 'economie', 'sociale', 'cnrs', '2018']
    """
    text = fold(name)
    if not text.isascii():
        text = _without_latin_accents(text).translate(_DASHES)
        if any(unicodedata.category(character)[0] == "M" for character in text):
            return [text]
    return [word if _is_number(word) else word.replace(".", "") for word in _WORDS.findall(text)]


def fingerprint(name: str) -> Fingerprint:
    """Return what is equal for two spellings of one name, as OpenRefine's fingerprints are.

    The words of :func:`name_words` in any order; numbers keep theirs, and a word that comes twice
    is another name.

    >>> fingerprint("Réseau-rural,  C.N.R.S.") == fingerprint("CNRS (réseau RURAL)")
    True
    >>> fingerprint("Nord") == fingerprint("Nort"), fingerprint("Lot 1.5") == fingerprint("Lot 15")
    (False, False)
    """
    words: list[str] = []
    numbers: list[str] = []
    for word in name_words(name):
        (numbers if _is_number(word) else words).append(word)
    return tuple(sorted(words)), tuple(numbers)


def _is_number(word: str) -> bool:
    return any(map(str.isnumeric, word))


def _without_latin_accents(text: str) -> str:
    parts = []
    for character in unicodedata.normalize("NFC", text).translate(_LIGATURES):
        base = unicodedata.normalize("NFD", character)[0]
        parts.append(base if base.isascii() else character)
    return "".join(parts)


class NearNames:
    """The known names, in the order in which an unknown one is looked for among them.

    What is prepared takes time once, in proportion to the names; what each question takes after
    that does not grow with them.
    """

    def __init__(self, forms: Mapping[str, str]) -> None:
        """Prepare them.

        Args:
            forms: folded name -> the name as it is shown.
        """
        self._shown: dict[str, list[str]] = {}
        self._alike: dict[tuple[str, int], list[str]] = {}
        self._fingerprints: dict[Fingerprint, list[str]] = {}
        for key, name in forms.items():
            plain = without_accents(key)
            if plain not in self._shown:
                self._shown[plain] = []
                self._alike.setdefault((plain[:1], len(plain)), []).append(plain)
            self._shown[plain].append(name)
            self._fingerprints.setdefault(fingerprint(key), []).append(name)
        self._many = len(forms) > MANY_NAMES

    def of(self, name: str) -> list[str]:
        """Return the names closest to a folded name, at most two.

        Those that differ by their accents alone, those of the same fingerprint, or the one that is
        most alike.
        """
        if len(name) > LONGEST_NAME:
            return []
        plain = without_accents(name)
        if plain in self._shown:
            return list(dict.fromkeys(self._shown[plain]))[:2]
        written = fingerprint(name)
        if any(written) and written in self._fingerprints:
            return list(dict.fromkeys(self._fingerprints[written]))[:2]
        like = self._like(plain) if self._many else self._shown
        candidates = list(islice(like, MANY_NAMES))
        close = difflib.get_close_matches(plain, candidates, n=1, cutoff=0.7)
        return [self._shown[one][0] for one in close]

    def _like(self, plain: str) -> Iterator[str]:
        for difference in (0, 1, -1, 2, -2, 3, -3):
            yield from self._alike.get((plain[:1], len(plain) + difference), ())


def nearest(name: str, forms: Mapping[str, str]) -> list[str]:
    """Return the names closest to a folded name (see :meth:`NearNames.of`).

    Args:
        name: an unknown name, folded.
        forms: folded name -> the name as it is shown.
    """
    return NearNames(forms).of(name)


def did_you_mean(*names: str | None) -> Text:
    """Return «did you mean …? » for the names that are not None, or nothing, in both languages."""
    given = [name for name in names if name]
    if not given:
        return Text("", "")
    *others, last = [
        Text(in_quotation_marks(name, "fr"), in_quotation_marks(name, "en")) for name in given
    ]
    listed = joined([joined(others), last], OR) if others else last
    return sentence("table.did-you-mean", names=listed)


def for_example(value: str) -> Text:
    """Return «, for example "…"», or nothing where there is no example, in both languages."""
    if not value:
        return Text("", "")
    return sentence("table.for-example", value=value)
