"""Closed lists of codes: languages, formats, themes of data, kinds of things."""

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from tressons_ld.catalogue.columns.absences import Holds, report_absence
from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.readings import reading_remark
from tressons_ld.catalogue.columns.spelling import NearNames, did_you_mean, fold, without_accents
from tressons_ld.catalogue.columns.usual_names import NO_NAMES, UsualNames, name_key
from tressons_ld.findings.finding import Finding, finding

ALIKE = 0.82
"""How much alike a code must be to be offered: a code is short, and another word seldom one."""


class Codes:
    """A closed list of codes, each with what a cell may say for it.

    Case does not count. An empty list knows nothing and refuses nothing: the text is its own code.
    """

    def __init__(
        self,
        kind: str,
        codes: Mapping[str, str] | Sequence[str],
        usual: UsualNames = NO_NAMES,
    ) -> None:
        """Make the list.

        Args:
            kind: what an unknown code is, in the code ``reference.unknown-<kind>``.
            codes: the codes, or what a cell may say -> the code it stands for.
            usual: how people call them besides; what is read by such a name is told.
        """
        self.kind = kind
        self.usual = usual
        given = codes if isinstance(codes, Mapping) else {code: code for code in codes}
        self._codes = {fold(name): code for name, code in given.items()} | dict(given)
        self._shown: dict[str, str] = {}
        first: dict[str, str] = {}
        for name, code in given.items():
            self._shown.setdefault(fold(name), name)
            first.setdefault(code, name)
        self._known = tuple(first.values())
        self._all = frozenset(given.values())

    @cached_property
    def _by_key(self) -> dict[str, dict[str, None]]:
        by_key: dict[str, dict[str, None]] = {}
        for name, code in self._codes.items():
            by_key.setdefault(name_key(name), {})[code] = None
        return by_key

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._shown)

    def find(self, text: str) -> str | None:
        """Return the code that a text says by itself, or None."""
        return self._codes.get(text) or self._codes.get(fold(text))

    def codes_named(self, text: str) -> tuple[tuple[str, ...], bool]:
        """Return the codes that a text names as people do, and whether it is the first for sure."""
        codes, sure = self.usual.codes(text)
        known = tuple(code for code in codes if code in self._all)
        if not known and "(" not in text and (key := name_key(text)) in self._by_key:
            known, sure = tuple(self._by_key[key]), True
        return known, sure and len(known) == 1

    def one(
        self, text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> str | None:
        """Return the code that the cell names (a Parser)."""
        code = self.find(text)
        if code is not None or not self._codes:
            return code or text
        if report_absence(text, Holds.VALUES, row, column, problems):
            return None
        named, sure = self.codes_named(text)
        if sure:
            problems.append(reading_remark(text, named, row, column))
            return named[0]
        mends = named or self._alike(fold(text)) or self._words(text)
        problems.append(
            finding(
                f"reference.unknown-{self.kind}",
                row.at(column),
                text,
                mends=mends,
                suggestion=did_you_mean(*mends),
                known=_listed(self._known),
            )
        )
        return None

    def _alike(self, text: str) -> tuple[str, ...]:
        """Return the names that differ by a slip: a letter, or two that changed place."""
        plain = without_accents(text)
        near = self._near.of(text)
        return tuple(one for one in near if _is_slip(plain, without_accents(fold(one))))

    def _words(self, text: str) -> tuple[str, ...]:
        """Return the codes that single words of a text say, two at most."""
        words = [word.strip(".:") for word in re.split(r"[\s/,;()+]+", text)]
        if not 1 < len(words) <= 8:
            return ()
        # The codes of languages are words: «de», «en», «no».
        least = 4 if self.usual.table == "language" else 2
        found = [self._by_key.get(name_key(word), {}) for word in words if len(word) >= least]
        codes = tuple(dict.fromkeys(code for each in found if len(each) == 1 for code in each))
        return codes if len(codes) <= 2 else ()


def _is_slip(text: str, name: str) -> bool:
    alike = difflib.SequenceMatcher(None, text, name).ratio() >= ALIKE
    return alike or (len(text) > 3 and sorted(text) == sorted(name))


@lru_cache(maxsize=64)
def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:15]) + (", …" if len(names) > 15 else "")
