"""The table of resources as a whole: its file, its headings, the index of its ids.

It is passed over twice: a light pass for the ids, which entries use to refer to each other, and the
one that makes the entries (:mod:`tressons_ld.catalogue.tables.entries`).
"""

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from tressons_ld.catalogue.columns.cell_texts import values_of
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.columns.row_status import is_draft
from tressons_ld.catalogue.columns.spelling import fold, nearest
from tressons_ld.catalogue.hashes import hash_of, in_order
from tressons_ld.catalogue.model import (
    FOLDER_TABLES,
    RELATIONS,
    RESOURCES,
    SCHEME_OF_COLUMN,
    Proposal,
    Settings,
    SharedPart,
)
from tressons_ld.catalogue.tables.additions import by_target, read_additions, unknown_target
from tressons_ld.catalogue.tables.entries import TitleReader, title_columns
from tressons_ld.catalogue.tables.grouped_table import grouped
from tressons_ld.catalogue.tables.keyword_spellings import KeywordSpellings
from tressons_ld.catalogue.tables.opening import find_table, open_house_table
from tressons_ld.catalogue.tables.other_files import is_named_like, look_alikes
from tressons_ld.catalogue.tables.resource_index import (
    MOST_NAMES,
    MOST_TITLES,
    ResourceIndex,
    ResourceTitle,
)
from tressons_ld.catalogue.tables.rows import SUFFIXES, Record, Table
from tressons_ld.catalogue.tables.same_resources import TitlesAndPages
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, finding

Watch: TypeAlias = Callable[[Table, Iterable[Record]], Iterable[Record]]
"""Given a table and its rows as they are read for the first time, passes these on."""


def resources_file(folder: Path, settings: Settings) -> str:
    """Return the path of the table of resources from the folder.

    Raises:
        FolderError: there is none, or several.
    """
    file = find_table(folder / "data", "resources", settings.files.get("resources"))
    if file is None:
        raise _no_resources(folder / "data")
    return f"data/{file}"


def _no_resources(data: Path) -> FolderError:
    """Return the error of a folder without a table of resources: what lies there, if anything."""
    others = frozenset(layout.name for layout in FOLDER_TABLES) - {"resources"}
    lying = list(look_alikes(data, "resources", others))
    if not lying:
        formats = ", ".join(suffix[1:] for suffix in SUFFIXES[:5])
        return FolderError("folder.no-resources", folder=data, formats=formats)
    file, mend = min(lying, key=lambda one: not is_named_like(one[0], "resources"))
    listed = ", ".join(f"data/{each}" for each, _ in lying[:20])
    return FolderError("folder.no-resources-but", file=file, mend=mend, listed=listed)


def open_resources(folder: Path, settings: Settings, *, with_drafts: bool = False) -> Table:
    """Return the table of resources, its headings read, its rows grouped where the settings say so.

    Args:
        folder: the catalogue folder.
        settings: of the catalogue.
        with_drafts: whether drafts are rows like the others.

    Raises:
        FolderError: it is missing or cannot be read.
    """
    file, by = resources_file(folder, settings), settings.group_by
    table = open_house_table(folder, file, RESOURCES, settings, by)
    return grouped(table, settings, with_drafts=with_drafts) if by else table


def read_index(
    folder: Path,
    shared: SharedPart,
    table: Table,
    *,
    with_drafts: bool = False,
    watch: Watch | None = None,
) -> tuple[ResourceIndex, list[Finding]]:
    """Return the index of the entries, and what is wrong with the table as a whole.

    Args:
        folder: the catalogue folder.
        shared: its shared part.
        table: its table of resources.
        with_drafts: whether drafts are entries like the others.
        watch: sees the rows as they pass.

    Raises:
        FolderError: the table cannot be read.
    """
    names = SharedNames.of(shared)
    rows = _IndexedRows(table, names, with_drafts=with_drafts)
    records = table.records()
    findings = [*table.findings, *rows.read(watch(table, records) if watch else records)]
    index = rows.index()
    shared = shared.with_languages_in(index.languages)
    additions, wrong = _additions_to_entries(folder, shared, names, index)
    index = replace(index, additions=additions, naming=_naming(rows.naming, additions, index))
    linked = {each.value for some in additions.values() for each in some}
    linked.update(rows.naming)
    linked.update(id for some in index.naming.values() for _, id in some)
    if linked and len(index) <= MOST_TITLES:
        reader = TitleReader(table, shared, names)
        index = replace(index, titles=rows.titles(linked, reader))
    return index, findings + wrong


class _IndexedRows:
    """What the index holds of the rows of a table, and what the rows are compared by.

    Attributes:
        naming: id or address -> the entries whose cells name it, each with the attribute.
    """

    def __init__(self, table: Table, names: SharedNames, *, with_drafts: bool) -> None:
        self._table, self._with_drafts = table, with_drafts
        self._kind_index = table.index("kind")
        self._known_kinds = names.concepts_of(SCHEME_OF_COLUMN["kind"])
        self._kind_numbers, self._read_kinds = {"": 0}, dict[str, int]()
        self._hashes, self._rows, self._lines = array("Q"), array("I"), array("I")
        self._kinds, self._drafts = array("I"), array("Q")
        self._names, self._languages = list[str](), set[str]()
        self._titles = dict[str, tuple[int, int | None, list[str]]]()
        self.naming: dict[str, list[tuple[str, str]]] = {}

    def read(self, records: Iterable[Record]) -> list[Finding]:
        """Take note of the rows; return what is wrong with several of them together."""
        table = self._table
        id_index, language_index = table.index("id"), table.index("language")
        title_cells = [table.index(name) for name in title_columns(table)]
        status_index = table.index("status")
        relations = [
            (column.attribute, table.index(column.name))
            for column in RELATIONS
            if column.name in table.header.columns
        ]
        blank, alike, keywords = True, TitlesAndPages(table), KeywordSpellings(table)
        for record in records:
            blank = False
            id = record.cells[id_index].strip()
            if not self._with_drafts and is_draft(record.cells[status_index]):
                if is_id(id):
                    self._drafts.append(hash_of(id))
                continue
            alike.add(record)
            keywords.add(record)
            if len(self._languages) < MOST_NAMES:
                self._languages.add(record.cells[language_index])
            if not is_id(id):
                continue
            self._add(id, record)
            if len(self._hashes) <= MOST_TITLES:
                told = [record.cells[place] for place in title_cells]
                self._titles.setdefault(id, (record.number, record.line, told))
                for relation, place in relations:
                    if named := record.cells[place].strip():
                        for other in filter(None, values_of(named)):
                            self.naming.setdefault(other, []).append((relation, id))
            else:
                # Of so many entries none is known by its title, nor by what names it.
                self._titles.clear()
                self.naming.clear()
        empty = blank and table.header.columns
        return [
            *([finding("table.empty", Location(table.header.file))] if empty else ()),
            *alike.findings(),
            *keywords.findings(),
        ]

    def _add(self, id: str, record: Record) -> None:
        self._hashes.append(hash_of(id))
        self._rows.append(record.number)
        self._lines.append(record.line or 0)
        self._kinds.append(self._kind(record.cells[self._kind_index]))
        if len(self._names) <= MOST_NAMES:
            self._names.append(id)

    def _kind(self, text: str) -> int:
        """Return the number of the kind that a cell names; 0 for none."""
        if (kind := self._read_kinds.get(text)) is None:
            found = self._known_kinds.find(text.strip()) or ""
            kind = self._kind_numbers.setdefault(found, len(self._kind_numbers))
            if len(self._read_kinds) < MOST_NAMES:
                self._read_kinds[text] = kind
        return kind

    def titles(self, ids: Set[str], reader: TitleReader) -> dict[str, ResourceTitle]:
        """Return the titles of the entries of these ids."""
        rows = self._titles.items()
        return {id: title for id, row in rows if id in ids and (title := reader.title(*row))}

    def index(self) -> ResourceIndex:
        """Return the index of the rows, the first of those that have one id."""
        order = _first_of_each(self._hashes)
        return ResourceIndex(
            additions={},
            titles={},
            _hashes=array("Q", (self._hashes[i] for i in order)),
            _rows=array("I", (self._rows[i] for i in order)),
            _lines=array("I", (self._lines[i] for i in order)),
            _kinds=array("I", (self._kinds[i] for i in order)),
            _kind_names=list(self._kind_numbers),
            _names=self._names if len(self._names) <= MOST_NAMES else [],
            _doubled=len(order) < len(self._hashes),
            _drafts=array("Q", sorted(self._drafts)),
            with_drafts=self._with_drafts,
            languages=frozenset(self._languages),
        )


def _naming(
    cells: Mapping[str, Sequence[tuple[str, str]]],
    additions: Mapping[str, Sequence[Proposal]],
    index: ResourceIndex,
) -> dict[str, tuple[tuple[str, str], ...]]:
    """Return which resources name each, and by which relation, in cells and in additions."""
    if len(index) > MOST_TITLES:
        return {}
    naming = {id: list(some) for id, some in cells.items() if id in index}
    of_column = {column.name: column.attribute for column in RELATIONS}
    for id, proposals in additions.items():
        for each in proposals:
            if each.column in of_column and each.value in index:
                naming.setdefault(each.value, []).append((of_column[each.column], id))
    return {
        id: tuple(dict.fromkeys(each for each in some if each[1] != id))
        for id, some in naming.items()
    }


def _first_of_each(hashes: Sequence[int]) -> Sequence[int]:
    """Return the positions of the hashes in their order, of equal ones the first."""
    order = array("I")
    for position in in_order(hashes):
        if not order or hashes[order[-1]] != hashes[position]:
            order.append(position)
    return order


def _additions_to_entries(
    folder: Path, shared: SharedPart, names: SharedNames, index: ResourceIndex
) -> tuple[dict[str, list[Proposal]], list[Finding]]:
    if not len(index) and not len(index._drafts):
        # Why there is no entry is said; each addition would only say it again.
        return {}, []
    references = names.references(shared.authorities, language=shared.catalogue.language)
    # What is wrong with the file itself is said by read_shared, which reads it too.
    proposals, _ = read_additions(folder, shared.settings, references)
    grouped = by_target(p for p in proposals if "/" not in p.target)
    unknown = [t for t in grouped if t not in index and not index.is_draft(t)]
    findings = [
        unknown_target(proposal, nearest(fold(target), {id: id for id in index.near(target)}))
        for target in unknown
        for proposal in grouped.pop(target)
    ]
    return grouped, findings
