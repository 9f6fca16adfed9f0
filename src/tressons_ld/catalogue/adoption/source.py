"""A file that people have -> its headings and rows, as they stand."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tressons_ld.catalogue.adoption.feed_things import GivenThings
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import column_letters
from tressons_ld.findings.language import Text


class SourceRow(NamedTuple):
    """One row: its number as a spreadsheet shows it, and its cells, one for each heading."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class SourceTable:
    """The headings and rows of a file.

    Attributes:
        file: its name.
        headings: of its columns; empty where a column has none.
        rows: those below the headings that are not blank.
        sheet: that it was read from, in a workbook.
        heading_row: the number of the row of the headings; 0 where the file has none.
        other_sheets: names of the sheets that are not read.
        stray_quotes: numbers of the rows whose quotation marks are out of place, and kept.
        left_out: what else the file holds and is not read, each as a sentence.
        remarks: what of a sheet its cells do not show, each as a sentence.
        things: what a feed says of the things that its datasets name.
    """

    file: str
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    sheet: str = ""
    heading_row: int = 1
    other_sheets: tuple[str, ...] = ()
    stray_quotes: tuple[int, ...] = ()
    left_out: tuple[Text, ...] = ()
    remarks: tuple[Text, ...] = ()
    things: GivenThings = field(default_factory=dict)

    @property
    def is_feed(self) -> bool:
        """Whether the columns are properties of a feed, which mean what they say."""
        return self.heading_row == 0 and bool(self.things)

    def name(self, index: int) -> str:
        """Return the heading of a column, or its letters in a spreadsheet."""
        return " ".join(self.headings[index].split()) or column_letters(index)

    def filled(self, index: int) -> Iterator[str]:
        """Yield the texts of a column that are not blank."""
        for row in self.rows:
            if text := row.cells[index].strip():
                yield text


MOST_CELLS = 30_000_000
"""Cells of a table that is adopted, the empty ones included: it is held whole."""


def rectangular_table(
    file: str,
    headings: list[str],
    rows: list[SourceRow],
    sheet: str = "",
    heading_row: int = 1,
    other_sheets: tuple[str, ...] = (),
) -> SourceTable:
    """Return a table whose rows have a cell for each column that has a heading or a text."""
    width = max([len(headings), *(len(row.cells) for row in rows)])
    _refuse_wider(file, width, len(rows))
    wide = [row.cells + ("",) * (width - len(row.cells)) for row in rows]
    heads = [*headings, *[""] * (width - len(headings))]
    kept = [i for i in range(width) if heads[i].strip() or any(cells[i].strip() for cells in wide)]
    return SourceTable(
        file,
        tuple(heads[i].strip() for i in kept),
        tuple(
            SourceRow(row.number, tuple(cells[i] for i in kept))
            for row, cells in zip(rows, wide, strict=True)
            if any(text.strip() for text in cells)
        ),
        sheet,
        heading_row,
        other_sheets,
    )


def of_records(file: str, records: list[dict[str, str]]) -> SourceTable:
    """Return the table of records that have their own names for what they hold."""
    headings = list(dict.fromkeys(name for record in records for name in record))
    _refuse_wider(file, len(headings), len(records))
    rows = [
        SourceRow(number, tuple(record.get(name, "") for name in headings))
        for number, record in enumerate(records, start=1)
    ]
    return rectangular_table(file, headings, rows, heading_row=0)


def _refuse_wider(file: str, columns: int, rows: int) -> None:
    if columns * rows > MOST_CELLS:
        raise FolderError("folder.source-too-wide", file=file, columns=columns, rows=rows)
