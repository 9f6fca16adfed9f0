"""Closed lists of codes: languages, formats, themes of data, kinds of things."""

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import NearNames, did_you_mean, fold
from tressons_ld.findings.finding import Finding, finding


class Codes:
    """A closed list of codes, each with what a cell may say for it.

    Case does not count. An empty list knows nothing and refuses nothing: the text is its own code.
    """

    def __init__(self, kind: str, codes: Mapping[str, str] | Sequence[str]) -> None:
        """Make the list.

        Args:
            kind: what an unknown code is, in the code ``reference.unknown-<kind>``.
            codes: the codes, or what a cell may say -> the code it stands for.
        """
        self.kind = kind
        given = codes if isinstance(codes, Mapping) else {code: code for code in codes}
        self._codes = {fold(name): code for name, code in given.items()} | dict(given)
        self._shown: dict[str, str] = {}
        first: dict[str, str] = {}
        for name, code in given.items():
            self._shown.setdefault(fold(name), name)
            first.setdefault(code, name)
        self._known = tuple(first.values())

    @cached_property
    def _near(self) -> NearNames:
        return NearNames(self._shown)

    def one(
        self, text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> str | None:
        """Return the code that the cell names (a Parser)."""
        code = self._codes.get(text) or self._codes.get(fold(text))
        if code is not None or not self._codes:
            return code or text
        problems.append(
            finding(
                f"reference.unknown-{self.kind}",
                row.at(column),
                text,
                suggestion=did_you_mean(*self._near.of(fold(text))),
                known=_listed(self._known),
            )
        )
        return None


@lru_cache(maxsize=64)
def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:15]) + (", …" if len(names) > 15 else "")
