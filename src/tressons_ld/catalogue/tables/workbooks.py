"""Workbooks, XLSX and ODS, read whole, from the sheet of a table."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.datatypes import (
    DATES,
    DURATION,
    PAGES,
    PERIOD,
    SIREN,
    SIZE,
    VALUE_OF_COLUMN,
    Datatype,
)
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import FOLDER_TABLES, PROGRAMME, Header, Row
from tressons_ld.catalogue.tables.heading_row import FEWEST_KNOWN, most_columns
from tressons_ld.catalogue.tables.headings import heading_key
from tressons_ld.catalogue.tables.ods import OdsWorkbook
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.catalogue.tables.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Remark,
    Sheet,
    SheetName,
    TooLargeError,
    address,
)
from tressons_ld.catalogue.tables.workbook_package import NOT_A_WORKBOOK, WorkbookPackage
from tressons_ld.catalogue.tables.xlsx import XlsxWorkbook
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, Severity, column_letters, finding
from tressons_ld.findings.language import Text, quotation

SHEET_HIDDEN = "table.sheet-hidden"
"""The finding of a workbook of which a hidden sheet alone holds the table: nothing is read."""

MOST_SHEETS = 20
"""Sheets that are looked at where the first one holds no table."""

# Columns that the tables of one workbook may have in common.
_FEW_COLUMNS = 3
# Of the columns of the sheet that is read, what another one has that holds the same table.
_MOST_OF = 0.7
_DAY = re.compile("[0-9]{4}-")
_OF_DAYS = frozenset((*DATES, PERIOD))
_OF_NUMBERS = _OF_DAYS | {SIZE, PAGES, SIREN, DURATION}
_TRUTH = ("true", "false")


class Workbook(NamedTuple):
    """A sheet, its cells as text.

    Attributes:
        sheet: its name.
        cells: its rows.
        remarks: what the texts of its cells do not tell.
        merged: its merged areas.
    """

    sheet: str
    cells: list[list[str]]
    remarks: Sequence[Remark] = ()
    merged: Sequence[Area] = ()

    def rows(self, start: Record | None = None) -> Iterator[Record]:
        """Yield its rows, each as wide as the widest one, whatever the start: all are held."""
        width = max(map(len, self.cells), default=0)
        for number, cells in enumerate(self.cells, start=1):
            yield Record(number, None, cells + [""] * (width - len(cells)))

    def findings(
        self, header: Header, names: Sequence[str], first: int, layout: Layout
    ) -> list[Finding]:
        """Return what is wrong with the cells that are read, and is told once of each.

        A number that shows words beside it, as « 90 min », is read as it is shown where its column
        takes numbers or days; a cell that cannot be published as it stands is emptied.

        Args:
            header: of the table.
            names: for each column of the sheet, the name of the table's; empty for none.
            first: the number of the row of headings.
            layout: the columns of the table.
        """
        findings = []
        for remark in self.remarks:
            row, column = remark.row, remark.column
            name = names[column] if column < len(names) else ""
            if not name or row < first:
                continue
            text = self.cells[row][column]
            datatypes = self._datatypes(layout, name, names, row)
            place = Row(header, row + 1, None).at(name)
            if _is_read_as_shown(remark, text, datatypes):
                self.cells[row][column] = remark.shown_text.fr
            elif found := _finding_of(remark, text, datatypes, place):
                findings.append(found)
                if found.severity is Severity.VIOLATION and not _identifies(layout[name]):
                    self.cells[row][column] = ""
        return findings

    def _datatypes(
        self, layout: Layout, name: str, names: Sequence[str], row: int
    ) -> Set[Datatype]:
        """Return how a cell is read: as its column, or as the one that its row names."""
        datatype = layout[name].datatype
        if datatype is not VALUE_OF_COLUMN or "column" not in names:
            return {datatype}
        place, cells = names.index("column"), self.cells[row]
        named = cells[place].strip() if place < len(cells) else ""
        return {
            column.datatype
            for table in (*FOLDER_TABLES, PROGRAMME)
            for column in table.columns
            if column.name == named
        }


def _is_read_as_shown(remark: Remark, text: str, datatypes: Set[Datatype]) -> bool:
    """Return whether a number stands beside words, in a column that takes numbers or days."""
    takes = remark.kind == "number" and not _OF_NUMBERS.isdisjoint(datatypes)
    return takes and text not in _TRUTH and not _same_number(remark.shown_text.en, text)


def _finding_of(
    remark: Remark, text: str, datatypes: Set[Datatype], place: Location
) -> Finding | None:
    """Return the finding that a remark of a cell is, if any.

    Args:
        remark: of the cell.
        text: what is read.
        datatypes: how it is read.
        place: of the cell.
    """
    _, _, kind, shown, number = remark
    if kind == "day":
        if _OF_DAYS.isdisjoint(datatypes):
            return None
        meant = (shown.fr,)
        suggestion = did_you_mean(*meant)
        return finding("table.date-number", place, text, mends=meant, suggestion=suggestion)
    told = _told(kind, text, datatypes)
    if not told:
        return None
    seen = Text(quotation(shown.fr).fr, quotation(shown.en).en)
    code = f"table.cell-{told}"
    return finding(code, place, shown.fr, stored=text, shown=seen, number=number)


def _told(kind: str, text: str, datatypes: Set[Datatype]) -> str:
    """Return which finding a remark of a cell is, empty for none.

    Args:
        kind: of the remark.
        text: what is read.
        datatypes: how it is read.
    """
    if kind.startswith("date"):
        # A time without a day is a duration, and refused where a day is read.
        timed = not _DAY.match(text)
        if DURATION in datatypes:
            return "" if timed else "date"
        if _OF_DAYS.isdisjoint(datatypes):
            return "date"
        return "" if kind == "date" or timed else kind
    # A truth value is refused where the cell is read, a number that shows itself is read.
    return "" if kind == "number" and not _OF_NUMBERS.isdisjoint(datatypes) else kind


def _identifies(column: Column) -> bool:
    """Return whether a row is nothing without a column: an empty cell of it is told, too."""
    return column.key or column.required


def _same_number(shown: str, text: str) -> bool:
    """Return whether a number is shown as it is, but for the spaces between its thousands.

    >>> _same_number("1,984.00", "1984"), _same_number("50 %", "0.5")
    (True, False)
    """
    try:
        return float(re.sub("[\\s,]", "", shown)) == float(text)
    except ValueError:
        return False


def open_workbook(
    path: Path, file: str, layout: Layout, named: Mapping[str, str], sheet_name: str | None = None
) -> tuple[Workbook, list[Finding]]:
    """Return the sheet of a table, and what is wrong with it.

    It is the one that is wanted, else the one that is called as the table, else the first that is
    shown; where its headings are not known, the first one that has those of the table.

    Args:
        path: of the workbook.
        file: what to call it in messages.
        layout: the columns of the table.
        named: heading as it is compared -> column; empty for one that is not read.
        sheet_name: the name of the sheet, where the settings say it.

    Raises:
        FolderError: the file is not a workbook, is protected by a password, is too large, or has
            not the sheet that is wanted.
    """
    findings: list[Finding] = []
    try:
        with WorkbookPackage(path, file) as package:
            kind = OdsWorkbook if file.lower().endswith(".ods") else XlsxWorkbook
            book: OdsWorkbook | XlsxWorkbook = kind(package)
            chosen = _chosen(book.sheets, file, layout.name, sheet_name)
            sheet = book.read(chosen)
            known = most_columns(sheet.rows, named)
            if sheet_name is None and len(known) < FEWEST_KNOWN:
                others = [one for one in book.sheets if one is not chosen]
                # Those that are shown come first; a hidden one is told, and not read.
                for other in sorted(others, key=lambda one: not one.visible)[:MOST_SHEETS]:
                    columns = most_columns((read := book.read(other)).rows, named)
                    if len(columns) > _FEW_COLUMNS or columns.issuperset(layout.required):
                        findings.append(_without_headings(file, chosen, other, layout, columns))
                        if other.visible:
                            chosen, sheet = other, read
                        break
            elif sheet_name is None and heading_key(chosen.title) != layout.name:
                findings.extend(_alike(book, chosen, known, file, layout, named))
    except TooLargeError as error:
        raise FolderError(
            "folder.workbook-too-large",
            file=file,
            error=error,
            most_rows=MOST_ROWS,
            most_columns=MOST_COLUMNS,
            most_cells=MOST_CELLS,
        ) from error
    except NOT_A_WORKBOOK as error:
        raise FolderError("folder.workbook-unreadable", file=file, error=error) from error
    findings += [_unmerged(sheet, area, file, chosen.title) for area in sorted(sheet.merged)]
    findings.extend(_hidden(sheet, Location(file, sheet=chosen.title)))
    return Workbook(chosen.title, sheet.rows, sheet.remarks, sheet.merged), findings


def sheet_names(path: Path, file: str) -> list[str]:
    """Return the names of the sheets of a workbook that are shown.

    Raises:
        FolderError: the file is not a workbook, or is protected by a password.
    """
    try:
        with WorkbookPackage(path, file) as package:
            kind = OdsWorkbook if file.lower().endswith(".ods") else XlsxWorkbook
            return [sheet.title for sheet in kind(package).sheets if sheet.visible]
    except NOT_A_WORKBOOK as error:
        raise FolderError("folder.workbook-unreadable", file=file, error=error) from error


def _alike(
    book: OdsWorkbook | XlsxWorkbook,
    chosen: SheetName,
    known: Set[str],
    file: str,
    layout: Layout,
    named: Mapping[str, str],
) -> Iterator[Finding]:
    """Yield the findings of sheets that hold a table of the same columns, and are not read."""
    tables = {table.name for table in FOLDER_TABLES}
    others = [one for one in book.sheets if one.visible and one is not chosen]
    for other in others[:MOST_SHEETS]:
        if heading_key(other.title) in tables:
            continue
        same = known & most_columns(book.read(other).rows, named)
        if len(same) > max(_FEW_COLUMNS, len(known) * _MOST_OF):
            read = quotation(chosen.title)
            place = Location(file, sheet=other.title)
            yield finding("table.sheet-unread", place, other.title, read=read, name=layout.name)


def _without_headings(
    file: str, first: SheetName, read: SheetName, layout: Layout, columns: Set[str]
) -> Finding:
    """Return the finding of a sheet in whose place another one is read, or would be if shown."""
    place, name, known = Location(file, sheet=first.title), layout.name, len(columns)
    if read.visible:
        code = "table.sheet-without-headings"
        return finding(code, place, read.title, known=known, name=name)
    setting = f"{name} = {{ sheet = {json.dumps(read.title, ensure_ascii=False)} }}"
    return finding(SHEET_HIDDEN, place, read.title, known=known, setting=setting)


def _chosen(sheets: Sequence[SheetName], file: str, name: str, sheet_name: str | None) -> SheetName:
    """Return the sheet that is wanted, or called as the table, or else the first one shown.

    Raises:
        FolderError: the one that is wanted is not there.
    """
    if sheet_name is not None:
        for sheet in sheets:
            if sheet.title.strip() == sheet_name.strip():
                return sheet
        listed = ", ".join(sheet.title for sheet in sheets)
        raise FolderError("folder.no-such-sheet", file=file, sheet=sheet_name, listed=listed)
    shown = [sheet for sheet in sheets if sheet.visible]
    return next((one for one in shown if heading_key(one.title) == name), shown[0])


def _hidden(sheet: Sheet, place: Location) -> Iterator[Finding]:
    """Yield the findings of the rows and the columns that are not shown, though they hold text."""
    rows = [row for row in sorted(sheet.hidden_rows) if row < len(sheet.rows)]
    if numbers := [str(row + 1) for row in rows if any(sheet.rows[row])]:
        yield finding("table.rows-hidden", place, listed=_listed(numbers))
    filled = {c for cells in sheet.rows for c in sheet.hidden_columns if any(cells[c : c + 1])}
    if letters := [column_letters(column) for column in sorted(filled)]:
        yield finding("table.columns-hidden", place, listed=_listed(letters))


def _listed(names: Sequence[str]) -> str:
    """Return the first names, and how many there are more."""
    return ", ".join(names[:20]) + (f"… (+{len(names) - 20})" if len(names) > 20 else "")


def _unmerged(sheet: Sheet, area: Area, file: str, title: str) -> Finding:
    """Return the finding of a merged area, its text repeated down the rows that hold any other."""
    top, left, bottom, right = area
    text = sheet.text(top, left)
    for cells in sheet.rows[top + 1 : bottom + 1]:
        if text and any(cells):
            cells.extend([""] * (left + 1 - len(cells)))
            cells[left] = text
    place = Location(file, sheet=title, cell=address(top, left))
    return finding("table.merged-cells", place, text, last=address(bottom, right))
