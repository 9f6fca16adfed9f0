"""Naming things: what a cell calls a thing, by its id, its label or any spelling -> its id.

Names are compared without regard to case, to runs of spaces and to the form of the apostrophe.
Accents count; a name that differs by its accents alone is offered in the finding, as is the nearest
name.
"""

import difflib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from tressons_ld.catalogue.tables.cells import (
    Addressed,
    did_you_mean,
    once,
    values_of,
    without_accents,
)
from tressons_ld.findings.codes import finding
from tressons_ld.findings.errors import Text
from tressons_ld.findings.finding import Finding

MANY_NAMES = 500
"""Above so many names, only those of like beginning and length are compared with an unknown one."""

MOST_CELLS = 10_000
"""Cells, and unknown names, that are remembered: many rows name the same things."""


def folded(name: str) -> str:
    """Return the name as it is compared.

    >>> folded("Réseau  Rural\u00a0français") == folded("réseau rural français")
    True
    """
    return " ".join(unicodedata.normalize("NFC", name.replace("’", "'").casefold()).split())


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
        self._found: dict[str, str] = {}
        self._cells: dict[str, tuple[str, ...]] = {}
        self._near: dict[str, Text] = {}

    def add(self, id: str, names: Iterable[str]) -> list[tuple[str, str]]:
        """Name a thing by its id and by its names.

        Returns:
            those of the names that another thing bears already, with the id of that one.
        """
        self._ids[id] = id
        taken = []
        for name in names:
            key = folded(name)
            first = self._names.setdefault(key, id)
            self._shown.setdefault(key, name)
            if first != id:
                self._shared.setdefault(key, (first, id))
                taken.append((name, first))
        return taken

    def find(self, name: str) -> str | None:
        """Return the id of the thing that bears this name, or None.

        An id comes before a label. A name that two things bear stands for neither.
        """
        known = self._found.get(name)
        if known is not None:
            return known
        key = folded(name)
        id = self._ids.get(key)
        if id is None and key not in self._shared:
            id = self._names.get(key)
        if id is not None:
            self._found[name] = id
        return id

    def borne_twice(self, name: str) -> tuple[str, str] | None:
        """Return the ids of the first two things that bear this name, or None."""
        return self._shared.get(folded(name))

    def collisions(self) -> list[tuple[str, ...]]:
        """Return the names that stand for two things, and those that are the id of another one."""
        twice = [(name, *ids) for name, ids in self._shared.items()]
        ids = [(name, id) for name, id in self._names.items() if self._ids.get(name, id) != id]
        return sorted([*twice, *ids])

    def one(self, text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
        """Return the id that the cell names (a Parser)."""
        id = self.find(text)
        if id is None:
            problems.append(self._unknown(text, row, column))
        return id

    def many(
        self, text: str, row: Addressed, column: str, problems: list[Finding]
    ) -> tuple[str, ...]:
        """Return the ids that the cell names, separated by ``;``, each once (a Parser)."""
        known = self._cells.get(text)
        if known is not None:
            return known
        before = len(problems)
        ids = [self.one(name, row, column, problems) for name in values_of(text)]
        read = once([id for id in ids if id is not None], row, column, problems)
        if len(problems) == before and len(self._cells) < MOST_CELLS:
            self._cells[text] = read
        return read

    def _unknown(self, name: str, row: Addressed, column: str) -> Finding:
        if borne := self.borne_twice(name):
            return finding(
                "reference.ambiguous", row.at(column), name, first=borne[0], second=borne[1]
            )
        return finding(
            f"reference.unknown-{self.kind}",
            row.at(column),
            name,
            suggestion=self.suggestion(name),
            table=self.table,
        )

    def suggestion(self, name: str) -> Text:
        """Return «did you mean …? » with the nearest names, or nothing, in both languages."""
        key = folded(name)
        if key in self._near:
            return self._near[key]
        shown = self._shown | {id: id for id in self._ids if id not in self._shown}
        found = did_you_mean(*nearest(key, shown))
        if len(self._near) < MOST_CELLS:
            self._near[key] = found
        return found


_plain = lru_cache(maxsize=1 << 16)(without_accents)


def nearest(name: str, shown: Mapping[str, str]) -> list[str]:
    """Return the names closest to a folded name: the one without its accents, or the most alike.

    Args:
        name: an unknown name, folded.
        shown: folded name -> the name as it is shown.
    """
    if len(name) > 200:
        return []
    plain = without_accents(name)
    keys = {key: _plain(key) for key in shown}
    same = [shown[key] for key, bare in keys.items() if bare == plain]
    if same:
        return list(dict.fromkeys(same))[:2]
    if len(keys) > MANY_NAMES:
        keys = {
            key: bare
            for key, bare in keys.items()
            if bare[:1] == plain[:1] and abs(len(bare) - len(plain)) <= 3
        }
    by_plain = {bare: key for key, bare in reversed(keys.items())}
    close = difflib.get_close_matches(plain, by_plain, n=1, cutoff=0.7)
    return [shown[by_plain[bare]] for bare in close]


class Codes:
    """A closed list of codes: languages, formats, themes of data, kinds of things.

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
        self._codes = {folded(name): code for name, code in given.items()} | dict(given)
        self._shown: dict[str, str] = {}
        first: dict[str, str] = {}
        for name, code in given.items():
            self._shown.setdefault(folded(name), name)
            first.setdefault(code, name)
        self._known = tuple(first.values())

    def one(self, text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
        """Return the code that the cell names (a Parser)."""
        code = self._codes.get(text) or self._codes.get(folded(text))
        if code is not None or not self._codes:
            return code or text
        problems.append(
            finding(
                f"reference.unknown-{self.kind}",
                row.at(column),
                text,
                suggestion=did_you_mean(*nearest(folded(text), self._shown)),
                known=_listed(self._known),
            )
        )
        return None


@lru_cache(maxsize=64)
def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(names[:15]) + (", …" if len(names) > 15 else "")
