"""Naming things: what a cell calls a thing, by its id, its label or any spelling -> its id.

Names are compared as :mod:`tressons_ld.catalogue.columns.spelling` says.
"""

from collections.abc import Callable, Iterable

from tressons_ld.catalogue.columns.absences import Holds, report_absence
from tressons_ld.catalogue.columns.cell_texts import CellAddresses, Parser, once, values_of
from tressons_ld.catalogue.columns.separators import one_of_list, separated
from tressons_ld.catalogue.columns.spelling import NearNames, did_you_mean, fold
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text

_MOST_UNKNOWN = 10_000
"""Unknown names whose nearest ones are remembered: many rows have the same slip."""


class Names:
    """What the things of one kind are called, and the id that each name stands for.

    >>> themes = Names("theme", "data/concepts.csv")
    >>> themes.add("mobilite", ["Mobilité"])
    []
    >>> themes.find("MOBILITÉ"), themes.find("mobilitee")
    ('mobilite', None)
    >>> themes.suggestion("mobilitee").en
    'Did you mean "Mobilité"? '
    """

    def __init__(self, kind: str, table: str) -> None:
        """Begin without any name.

        Args:
            kind: what an unknown name is, in the code ``reference.unknown-<kind>``.
            table: path of the table that holds the things, for the remedy.
        """
        self.kind = kind
        self.table = table
        self._ids: dict[str, str] = {}
        self._names: dict[str, str] = {}
        self._shown: dict[str, str] = {}
        self._shared: dict[str, tuple[str, str]] = {}
        self._groups: set[str] = set()
        self._found: dict[str, str] = {}
        self._suggestions: dict[str, tuple[str, ...]] = {}
        self._near: NearNames | None = None

    def add(self, id: str, names: Iterable[str]) -> list[tuple[str, str]]:
        """Name a thing by its id and by its names.

        Returns:
            those of the names that another thing bears already, with the id of that one.
        """
        self._ids[id] = id
        self._near = None
        taken = []
        for name in names:
            key = fold(name)
            first = self._names.setdefault(key, id)
            self._shown.setdefault(key, name)
            if first != id:
                self._shared.setdefault(key, (first, id))
                taken.append((name, first))
        return taken

    def add_group(self, names: Iterable[str]) -> None:
        """Name a group of the things, so that a cell that names it in their stead is told so."""
        self._groups.update(map(fold, names))

    def find(self, name: str) -> str | None:
        """Return the id of the thing that bears this name, or None.

        An id comes before a label. A name that two things bear stands for neither.
        """
        known = self._found.get(name)
        if known is not None:
            return known
        key = fold(name)
        id = self._ids.get(key)
        if id is None and key not in self._shared:
            id = self._names.get(key)
        if id is not None:
            self._found[name] = id
        return id

    def borne_twice(self, name: str) -> tuple[str, str] | None:
        """Return the ids of the first two things that bear this name, or None."""
        return self._shared.get(fold(name))

    def collisions(self) -> list[tuple[str, ...]]:
        """Return the names that stand for two things, and those that are the id of another one."""
        twice = [(name, *ids) for name, ids in self._shared.items()]
        ids = [(name, id) for name, id in self._names.items() if self._ids.get(name, id) != id]
        return sorted([*twice, *ids])

    def one(
        self, text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> str | None:
        """Return the id that the cell names (a Parser)."""
        return self._one(text, row, column, problems, _any)

    def many(
        self, text: str, row: CellAddresses, column: str, problems: list[Finding]
    ) -> tuple[str, ...]:
        """Return the ids that the cell names, separated by ``;``, each once (a Parser)."""
        return self._many(text, row, column, problems, _any)

    def many_that(self, fits: Callable[[str], bool]) -> Parser:
        """Return such a parser, which offers those things only of whose id ``fits`` is true."""

        def parse_fitting(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> tuple[str, ...]:
            return self._many(text, row, column, problems, fits)

        return parse_fitting

    def _one(
        self,
        text: str,
        row: CellAddresses,
        column: str,
        problems: list[Finding],
        fits: Callable[[str], bool],
    ) -> str | None:
        id = self.find(text)
        if id is None and not report_absence(text, Holds.VALUES, row, column, problems):
            problems.append(self._unknown(text, row, column, fits))
        return id

    def _many(
        self,
        text: str,
        row: CellAddresses,
        column: str,
        problems: list[Finding],
        fits: Callable[[str], bool],
    ) -> tuple[str, ...]:
        names = values_of(text)
        known = [id for name in names if (id := self.find(name)) is not None]
        if len(set(known)) == len(names):
            return tuple(known)

        def named(
            name: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> str | None:
            return self._one(name, row, column, problems, fits)

        def find(name: str) -> str | None:
            id = self.find(name)
            return id if id is not None and fits(id) else None

        one = one_of_list(named, find)
        ids = [one(name, row, column, problems) for name in names]
        return once([id for id in ids if id is not None], row, column, problems)

    def _unknown(
        self, name: str, row: CellAddresses, column: str, fits: Callable[[str], bool]
    ) -> Finding:
        if borne := self.borne_twice(name):
            return finding(
                "reference.ambiguous", row.at(column), name, first=borne[0], second=borne[1]
            )
        if fold(name) in self._groups:
            return finding("reference.group", row.at(column), name, table=self.table)
        each = self._each_of(name)
        mends = tuple(one for one in each or self.near(name) if fits(self.find(one) or ""))
        if len(mends) < len(each):
            # Whoever took one of them would lose the others.
            mends = ()
        return finding(
            f"reference.unknown-{self.kind}",
            row.at(column),
            name,
            mends=mends,
            suggestion=did_you_mean(*mends),
            table=self.table,
        )

    def _each_of(self, text: str) -> tuple[str, ...]:
        """Return the names of which a text is made that should be one name."""
        values = values_of(text)
        if len(values) < 2 or not all(map(self.find, values)):
            values = separated(text, self.find)
        return tuple(values)

    def suggestion(self, name: str) -> Text:
        """Return «did you mean …? » with the nearest names, or nothing, in both languages."""
        return did_you_mean(*self.near(name))

    def near(self, name: str) -> tuple[str, ...]:
        """Return the nearest names, each of one thing: ``name`` may mean them."""
        key = fold(name)
        if key in self._suggestions:
            return self._suggestions[key]
        if self._near is None:
            shown = {k: shown for k, shown in self._shown.items() if k not in self._shared}
            self._near = NearNames(shown | {i: i for i in self._ids if i not in self._shown})
        near = tuple(self._near.of(key))
        if len(self._suggestions) < _MOST_UNKNOWN:
            self._suggestions[key] = near
        return near


def _any(_id: str) -> bool:
    return True
