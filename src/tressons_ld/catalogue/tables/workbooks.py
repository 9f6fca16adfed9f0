"""Workbooks, XLSX and ODS, read whole, from the sheet of a table."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.tables.headings import heading_key
from tressons_ld.catalogue.tables.ods import OdsWorkbook
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.catalogue.tables.sheet import (
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Sheet,
    TooLargeError,
    address,
)
from tressons_ld.catalogue.tables.workbook_package import NOT_A_WORKBOOK, WorkbookPackage
from tressons_ld.catalogue.tables.xlsx import XlsxWorkbook
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, finding


class Workbook(NamedTuple):
    """A sheet, its cells as text."""

    sheet: str
    cells: list[list[str]]

    def rows(self) -> Iterator[Record]:
        """Yield its rows, each as wide as the widest one."""
        width = max(map(len, self.cells), default=0)
        for number, cells in enumerate(self.cells, start=1):
            yield Record(number, None, cells + [""] * (width - len(cells)))


def open_workbook(path: Path, file: str, name: str) -> tuple[Workbook, list[Finding]]:
    """Return the sheet called ``name``, or the first one that is shown, and what is wrong with it.

    Raises:
        FolderError: the file is not a workbook, is protected by a password, or is too large.
    """
    try:
        with WorkbookPackage(path, file) as package:
            kind = OdsWorkbook if file.endswith(".ods") else XlsxWorkbook
            book: OdsWorkbook | XlsxWorkbook = kind(package)
            shown = [sheet for sheet in book.sheets if sheet.shown]
            chosen = next((one for one in shown if heading_key(one.title) == name), shown[0])
            sheet = book.read(chosen)
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
    findings = [_unmerged(sheet, area, file, chosen.title) for area in sorted(sheet.merged)]
    return Workbook(chosen.title, sheet.rows), findings


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
