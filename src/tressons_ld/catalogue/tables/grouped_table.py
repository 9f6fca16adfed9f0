"""A table of resources that has a row for each file: ``[resources] group_by``.

::

    [resources]
    group_by = "PageURL"  # a heading, or a column

Rows with one value there are one resource, wherever they stand. It stands where the first of them
does. What they say of the resource is read once, of the first that says it; what each says of its
own file, row by row (:mod:`tressons_ld.catalogue.tables.grouped_rows`).

Held are the rows of one resource and, for each row of the table, 4 bytes where those of each
resource lie side by side; else 16, and the rows wait in a temporary file.
"""

import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import groupby, islice
from operator import itemgetter

from tressons_ld.catalogue.columns.row_status import is_draft
from tressons_ld.catalogue.columns.spelling import did_you_mean, nearest
from tressons_ld.catalogue.hashes import hash_of, in_order
from tressons_ld.catalogue.model import RESOURCES, Header, Settings
from tressons_ld.catalogue.tables.headings import heading_key
from tressons_ld.catalogue.tables.rows import Record, Table
from tressons_ld.files.shelf import Shelf
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, column_letters, finding
from tressons_ld.findings.language import quotation

OF_EACH_ROW = frozenset(
    column.name for column in RESOURCES.columns if column.part or column.name == "status"
)
"""The columns that tell of the file of a row, and whether that row is published."""


def grouped(table: Table, settings: Settings, *, with_drafts: bool) -> Table:
    """Return the table, its rows grouped as the settings say.

    Where no row can be grouped, that is what is found, and no row is read.

    Args:
        table: the table, opened with the heading besides its columns.
        settings: of the catalogue.
        with_drafts: whether drafts are rows like the others.

    Raises:
        FolderError: it cannot be read to its end.
    """
    if not table.names:
        return table
    heading, place = settings.group_by, settings.at("resources.group_by")
    if table.besides is None:
        known = {heading_key(each): each for each in table.headings if each}
        return _unread(
            table,
            finding(
                "settings.group-heading",
                place,
                heading,
                file=table.header.file,
                headings=", ".join(known.values()),
                suggestion=did_you_mean(*nearest(heading_key(heading), known)),
            ),
        )
    every = {field.name: getattr(table, field.name) for field in fields(table)}
    whole = GroupedTable(**every, heading=heading, with_drafts=with_drafts)
    hashes, empty = array("Q"), array("I")
    for position, record in enumerate(table.records()):
        value = whole.group_of(record)
        hashes.append(hash_of(value) if value else 0)
        if not value:
            empty.append(position)
    if len(empty) == len(hashes) > 0:
        file = table.header.file
        return _unread(table, finding("settings.group-empty", place, heading, file=file))
    return replace(whole, firsts=_firsts(hashes, frozenset(empty)))


def _unread(table: Table, found: Finding) -> Table:
    """Return the table without a column that is read: else each row would suffer from one word."""
    header = Header(table.header.file, {}, table.header.sheet, tabular=table.header.tabular)
    return replace(table, header=header, findings=(*table.findings, found))


def _firsts(hashes: Sequence[int], alone: frozenset[int]) -> Sequence[int]:
    """Return for each row the position of the first row of its group."""
    firsts = array("I", range(len(hashes)))
    for _, group in groupby(in_order(hashes), key=lambda position: hashes[position]):
        together = [position for position in group if position not in alone]
        for position in together:
            firsts[position] = together[0]
    return firsts


@dataclass(frozen=True)
class GroupedTable(Table):
    """A table whose rows are grouped: a record for each resource.

    Attributes:
        heading: whose cells say which rows are one resource.
        with_drafts: whether drafts are rows like the others.
        firsts: for each row, the position of the first of its group.
    """

    heading: str = ""
    with_drafts: bool = False
    firsts: Sequence[int] = ()

    def group_of(self, record: Record) -> str:
        """Return the value that the rows of one resource share."""
        assert self.besides is not None
        return unicodedata.normalize("NFC", " ".join(record.cells[self.besides].split()))

    def records(self, start: Record | None = None) -> Iterator[Record]:
        """Yield the resources, each with its rows, in the order of their first rows.

        Args:
            start: what comes before this row may be left out, and is not.

        Raises:
            FolderError: the file cannot be read to its end, or has changed.
            OutputError: there is no room left for temporary files.
        """
        rows: Iterable[tuple[int, Record]] = self._numbered()
        if any(map(int.__gt__, self.firsts, islice(self.firsts, 1, None))):
            shelf = Shelf(rows)
            order = array("I", sorted(range(len(shelf)), key=self.firsts.__getitem__))
            rows = map(shelf.__getitem__, order)
        for _, group in groupby(rows, key=itemgetter(0)):
            yield self._merged([record for _, record in group])

    def _numbered(self) -> Iterator[tuple[int, Record]]:
        """Yield each row with the position of the first of its group."""
        # A constant stands where no row of a resource says otherwise.
        rules = [
            (index, many, rule if self._is_of_each_row(index) else rule._replace(constant=""))
            for index, many, rule in self.rules
        ]
        firsts = iter(self.firsts)
        for record in self._read(rules):
            first = next(firsts, None)
            if first is None:
                break
            if not (record.problems or self.group_of(record)):
                missing = finding("table.group-missing", self._place(record), heading=self._named)
                record = record._replace(problems=(missing,))
            yield first, record
        else:
            if next(firsts, None) is None:
                return
        raise FolderError("folder.changed", file=self.header.file.removeprefix("data/"))

    @property
    def _named(self) -> object:
        return quotation(self.heading)

    def _is_of_each_row(self, index: int) -> bool:
        return self.names[index] in OF_EACH_ROW

    def _place(self, record: Record) -> Location:
        """Return where the value stands that says which resource a row is of."""
        assert self.besides is not None
        header = self.header
        tabular = header.tabular
        cell = f"{column_letters(self.besides)}{record.number}" if tabular else None
        heading = self.headings[self.besides] if self.headings else self.heading
        return Location(header.file, record.line, sheet=header.sheet, cell=cell, column=heading)

    def ready(self, record: Record) -> Sequence[Record]:
        """Return the rows of a resource that are published; all of them where it is a draft."""
        status = self.index("status")
        ready = [r for r in record.rows if self.with_drafts or not is_draft(r.cells[status])]
        return ready or record.rows

    def giver(self, record: Record, index: int) -> Record:
        """Return the row that gives a cell of a record."""
        rows = (row for row in self.ready(record) if row.cells[index].strip())
        return next(rows, record)

    def givers(self, record: Record) -> Mapping[int, Record]:
        """Return for each column that is filled, by its cell, the first row that says it."""
        given: dict[int, Record] = {}
        for row in self.ready(record):
            for index, name in enumerate(self.names):
                if name and index not in given and row.cells[index].strip():
                    given[index] = row
        return given

    def _merged(self, rows: Sequence[Record]) -> Record:
        """Return the record of the rows of one resource."""
        record = rows[0]
        if len(rows) > 1:
            problems = tuple(problem for row in rows for problem in row.problems)
            record = Record(record.number, record.line, [], problems, tuple(rows))
            cells = [""] * len(rows[0].cells)
            for index, row in self.givers(record).items():
                if not self._is_of_each_row(index):
                    cells[index] = row.cells[index]
            status, ready = self.index("status"), self.ready(record)
            if ready is record.rows and not self.with_drafts:
                cells[status] = rows[0].cells[status]
            record = record._replace(cells=cells)
        for index, _, rule in self.rules:
            if not self._is_of_each_row(index):
                record.cells[index] = record.cells[index].strip() or rule.constant
        return record
