"""A sheet of a workbook as it is read, within the rows, columns and cells that one may have."""

import datetime
import re
from contextlib import suppress
from typing import NamedTuple, TypeAlias

from tressons_ld.findings.finding import column_letters
from tressons_ld.findings.language import Text

MOST_ROWS = 50_000
"""Rows that a sheet may have: a workbook is read whole."""

MOST_COLUMNS = 702
"""Columns that a sheet may have: A to ZZ."""

MOST_CELLS = 5_000_000
"""Cells that a sheet may have, the empty ones before the last of a row included."""

MOST_NAMED = 10_000
"""Sheets that a workbook may have."""

_LINK = re.compile(r'(?:of:)?=?\s*HYPERLINK\(\s*"(?P<address>[^"]+)"', re.IGNORECASE)
_EARLY = "1930"
# A year that is typed into a date cell becomes so many days from this one on: a day of 1905.
_FIRST_DAY = datetime.date(1899, 12, 30)
_YEARS = range(1900, 2101)

Area: TypeAlias = tuple[int, int, int, int]
"""Merged cells: the first row and column, the last row and column, each from 0."""


class TooLargeError(Exception):
    """A cell lies beyond what a workbook may have; its address is the message."""


class SheetName(NamedTuple):
    """A sheet of a workbook.

    Attributes:
        title: its name.
        part: where it lies in the workbook, or its place among the sheets.
        visible: whether it is one that the program shows.
    """

    title: str
    part: str
    visible: bool


def add_sheet(sheets: list[SheetName], sheet: SheetName) -> None:
    """Add a sheet to those of a workbook.

    Raises:
        ValueError: there are more than a workbook may have.
    """
    if len(sheets) >= MOST_NAMED:
        raise ValueError(f"> {MOST_NAMED} sheets")
    sheets.append(sheet)


class Remark(NamedTuple):
    """What the text of a cell does not tell.

    Attributes:
        row: of the cell, from 0.
        column: of the cell, from 0.
        kind: ``date``, ``date-early``, ``date-year``, ``date-partial``, ``number``,
            ``number-format``, ``struck`` or ``link``: the finding is ``table.cell-<kind>``; ``day``
            of a number that is one where days are counted from 1904.
        shown_text: what the cell shows; the format where that is not known; the address of a link;
            the day that a number may be.
        number: the days from the last ones of 1899 to an early date.
    """

    row: int
    column: int
    kind: str
    shown_text: Text
    number: int = 0


class Sheet:
    """The cells of a sheet as texts.

    Attributes:
        rows: its rows, each up to its last cell that is not empty.
        merged: its merged areas.
        remarks: what the texts of its cells do not tell.
        hidden_rows: those of its rows that are not shown, from 0.
        hidden_columns: those of its columns that are not shown, from 0.
    """

    def __init__(self) -> None:
        self.rows: list[list[str]] = []
        self.merged: list[Area] = []
        self.remarks: list[Remark] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self._cells = self._merged_rows = 0

    def put(self, row: int, column: int, text: str) -> None:
        """Write a text that is not empty into a cell; rows and columns from 0.

        Raises:
            TooLargeError: the cell lies too far away.
        """
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            raise TooLargeError(address(row, column))
        while len(self.rows) <= row:
            self.rows.append([])
        cells = self.rows[row]
        if (more := column + 1 - len(cells)) > 0:
            self._cells += more
            if self._cells > MOST_CELLS:
                raise TooLargeError(address(row, column))
            cells.extend([""] * more)
        cells[column] = text

    def merge(self, area: Area) -> None:
        """Note a merged area.

        Raises:
            TooLargeError: there are more than a sheet of this size can have.
        """
        top, left, bottom, _ = area
        self._merged_rows += max(min(bottom, MOST_ROWS) - top, 0) + 1
        if self._merged_rows > MOST_CELLS or len(self.merged) >= MOST_ROWS:
            raise TooLargeError(address(top, left))
        self.merged.append(area)

    def put_date(self, row: int, column: int, day: str, part: str | None, shown_text: Text) -> None:
        """Write a date into a cell: the part of a day that it shows; None for none that is one."""
        self.put(row, column, part or day)
        kind = "date-partial" if part is None else "date-early" if day < _EARLY else "date"
        number = 0
        if kind == "date-early":
            # A workbook may hold a day that there is not: it is refused where the cell is read.
            with suppress(ValueError):
                number = (datetime.date.fromisoformat(day) - _FIRST_DAY).days
        if number in _YEARS:
            kind = "date-year"
        self.remarks.append(Remark(row, column, kind, shown_text, number))

    def put_shown(
        self, row: int, column: int, text: str, shown_text: Text | None, code: str
    ) -> None:
        """Write a number, a truth value or a text into a cell, which may show something else.

        Args:
            row: of the cell.
            column: of the cell.
            text: as a person would type it.
            shown_text: what the cell shows; None where that is not known.
            code: the format of the cell.
        """
        self.put(row, column, text)
        if shown_text is None:
            self.remarks.append(Remark(row, column, "number-format", Text(code, code)))
        elif text not in shown_text:
            self.remarks.append(Remark(row, column, "number", shown_text))

    def remark_link(self, row: int, column: int, address: str) -> None:
        """Note the link behind the text of a cell, unless the text is its address."""
        text = self.text(row, column).strip()
        if text and address and address.removeprefix("mailto:").rstrip("/") != text.rstrip("/"):
            self.remarks.append(Remark(row, column, "link", Text(address, address)))

    def text(self, row: int, column: int) -> str:
        """Return the text of a cell; "" where there is none."""
        cells = self.rows[row] if row < len(self.rows) else []
        return cells[column] if column < len(cells) else ""


def link_of(formula: str) -> str:
    """Return the address that a formula puts behind its text; "" where it puts none.

    >>> link_of('of:=HYPERLINK("https://example.org/";"See")'), link_of("SUM(A1:A3)")
    ('https://example.org/', '')
    """
    found = _LINK.match(formula)
    return found["address"] if found else ""


def address(row: int, column: int) -> str:
    """Return the address of a cell; rows and columns from 0.

    >>> address(14, 4), address(10**9, 10**9)
    ('E15', 'R1000000001C1000000001')
    """
    far = column >= 26**3 + 26**2 + 26
    return f"R{row + 1}C{column + 1}" if far else f"{column_letters(column)}{row + 1}"
