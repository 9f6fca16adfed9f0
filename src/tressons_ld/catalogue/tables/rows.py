"""A table whose headings have been read: its rows, each with its place in the file."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple, Protocol

from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import ColumnRule, Header, Row, Settings
from tressons_ld.catalogue.tables.house_columns import joined_texts, ruled
from tressons_ld.catalogue.tables.review_marks import ReviewColumn
from tressons_ld.findings.errors import FolderError, reason_of
from tressons_ld.findings.finding import Finding, Location, column_letters, finding

SUFFIXES = (".csv", ".tsv", ".xlsx", ".ods", ".jsonl", ".csv.gz", ".tsv.gz", ".jsonl.gz")
"""Formats of a table, by the end of its file's name."""


class Record(NamedTuple):
    """One row as it stands: its number in a spreadsheet, its line in the file, its cells.

    The cells are as many as the columns of the table; one empty text more stands for every column
    that the table lacks. What is wrong with the row as a whole is in ``problems``. ``rows`` are
    those that were grouped into it, where there are several; their cells are as they stand.
    """

    number: int
    line: int | None
    cells: list[str]
    problems: tuple[Finding, ...] = ()
    rows: tuple["Record", ...] = ()


class Form(Protocol):
    """A file format: its rows as they stand, blank ones and headings included."""

    def rows(self, start: Record | None = None) -> Iterator[Record]:
        """Yield its rows.

        Args:
            start: what comes before this row may be left out.
        """


@dataclass(frozen=True)
class Table:
    """A table whose headings have been read.

    Attributes:
        header: the columns that are read, and where they stand.
        names: for each cell of a record, the name of its column; empty where it is not read.
        findings: what is wrong with the file and its headings.
        rules: what the house says of its columns: where the cell stands, whether it holds several
            values, and the rule.
        review: the column that says which rows wait to be read over.
        headings: as they stand, where the cells of a record are theirs.
        besides: which cell of a record is that of the heading that was asked for besides columns.
    """

    header: Header
    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    _form: Form
    _header_row: int
    rules: tuple[tuple[int, bool, ColumnRule], ...] = ()
    review: ReviewColumn | None = None
    headings: tuple[str, ...] = ()
    besides: int | None = None
    _given: int = 0

    def with_rules(self, layout: Layout, settings: Settings) -> "Table":
        """Return the table with the columns that settings give, or say how to read.

        Args:
            layout: the columns it may have.
            settings: of the catalogue.
        """
        rules = settings.column_rules.get(layout.name, {})
        if not rules or not self.names:
            return self
        columns = dict(self.header.columns)
        given = [name for name, rule in rules.items() if rule.constant and name not in columns]
        constants = {name: settings.at(f"columns.{layout.name}.{name}") for name in given}
        names = (*self.names, *given)
        columns |= {name: (len(self.names) + i, name) for i, name in enumerate(given)}
        return replace(
            self,
            header=replace(self.header, columns=columns, constants=constants),
            names=names,
            findings=tuple(
                each
                for each in self.findings
                if not (each.code == "table.column-missing" and each.value in given)
            ),
            rules=tuple(
                (columns[name][0], layout[name].many, rule)
                for name, rule in rules.items()
                if name in columns
            ),
            _given=len(given),
        )

    def with_findings(self, findings: Iterable[Finding]) -> "Table":
        """Return the table, of which something more is to be said."""
        return replace(self, findings=(*self.findings, *findings))

    @property
    def form(self) -> Form:
        """Its file, in its format."""
        return self._form

    @property
    def header_row(self) -> int:
        """Number of the row of the headings, from 1."""
        return self._header_row

    def index(self, column: str) -> int:
        """Return which cell of a record is the column's; -1, the empty one, if there is none."""
        return self.header.columns[column][0] if column in self.header.columns else -1

    def giver(self, record: Record, index: int) -> Record:
        """Return the row that gives a cell of a record: this one, where it is no group of rows."""
        return record

    def records(self, start: Record | None = None) -> Iterator[Record]:
        """Yield the rows below the headings that are not blank, in the order of the file.

        Args:
            start: what comes before this row may be left out.

        Raises:
            FolderError: the file cannot be read to its end.
        """
        return self._read(self.rules, start)

    def _read(
        self, rules: Sequence[tuple[int, bool, ColumnRule]], start: Record | None = None
    ) -> Iterator[Record]:
        width = len(self.names) - self._given
        repeated = self._repeated()
        with file_errors(self.header.file):
            for record in self._form.rows(start):
                number, _, cells, problems, _ = record
                if number <= self._header_row or not (problems or any(map(str.strip, cells))):
                    continue
                if len(cells) != width:
                    record = self._squared(record)
                    cells = record.cells
                for first, *others in repeated:
                    cells[first] = joined_texts(cells[index] for index in (first, *others))
                if rules:
                    cells.extend([""] * self._given)
                    for index, many, rule in rules:
                        cells[index] = ruled(cells[index], rule, many=many)
                cells.append("")
                yield record

    def _repeated(self) -> list[list[int]]:
        """Return which cells of a record are joined: those of the same column."""
        indexes: dict[str, list[int]] = {}
        for index, name in enumerate(self.names):
            if name:
                indexes.setdefault(name, []).append(index)
        return [each for each in indexes.values() if len(each) > 1]

    def _squared(self, record: Record) -> Record:
        """Return the record with as many cells as there are headings."""
        number, line, cells, problems, _ = record
        width = len(self.names) - self._given
        beyond = next((i for i in range(width, len(cells)) if cells[i].strip()), None)
        row = Row(self.header, number, line)
        if beyond is not None:
            place = Location(
                self.header.file,
                line,
                sheet=self.header.sheet,
                cell=f"{column_letters(beyond)}{number}",
            )
            problems = (
                *problems,
                finding("table.row-long", place, cells[beyond], count=len(cells), expected=width),
            )
        elif len(cells) < width and not problems:
            missing = finding("table.row-short", row.at(), count=len(cells), expected=width)
            problems = (*problems, missing)
        return Record(number, line, [*cells, *[""] * width][:width], problems)


@contextmanager
def file_errors(file: str) -> Iterator[None]:
    """Turn what the system says of a file into a FolderError."""
    try:
        yield
    except FileNotFoundError as error:
        raise FolderError("folder.file-missing", file=file) from error
    except (OSError, EOFError, zlib.error) as error:
        reason = reason_of(error)
        raise FolderError("folder.file-unreadable", file=file, reason=reason) from error
