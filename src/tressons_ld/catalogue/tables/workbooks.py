"""Workbooks, XLSX and ODS, read whole; and whether one may be handed to the library that does so.

That library lays a sheet out as a full grid up to its last cell, and can run for ever on a broken
part; so the parts are parsed here first, and cells that lie too far away are refused.

Formats: Office Open XML (ECMA-376 part 1, section 18.3.1.4, cells) and OpenDocument 1.3 (part 3,
section 9.1.4, cells, and 19.677 and 19.679, repeated ones).
"""

import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, NamedTuple
from xml.parsers import expat

from tressons_ld.catalogue.tables.headings import heading_key
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.catalogue.tables.typed_values import text_of
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, column_letters, finding

MOST_ROWS = 50_000
"""Rows that a sheet may have: a workbook is read whole."""

MOST_COLUMNS = 702
"""Columns that a sheet may have: A to ZZ."""

NOT_A_WORKBOOK = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    OSError,
    LookupError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
"""What the standard library raises for a file that is not the workbook that its name says."""


class TooLargeError(Exception):
    """A cell lies beyond what a workbook may have; its address is the message."""


def check_workbook(path: Path) -> None:
    """Parse each part of a workbook, and look where its cells lie.

    Raises:
        TooLargeError: a cell that is not empty lies beyond the rows or columns that are read.
    """
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                with archive.open(name) as part:
                    if name.startswith("xl/worksheets/"):
                        _check_sheet(part)
                    elif name == "content.xml":
                        _check_content(part)
                    else:
                        expat.ParserCreate().ParseFile(part)


def _check_sheet(part: IO[bytes]) -> None:
    """Look at the cells of a sheet of an XLSX workbook: ``<c r="E15"><v>…``."""
    address = ""

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal address
        if name.endswith(" c"):
            address = attributes.get("r", "")
        elif name.endswith((" v", " is", " f")):
            column = address.rstrip("0123456789")
            row = address[len(column) :]
            if len(column) > 2 or len(row) > 5 or int(row or 0) > MOST_ROWS:
                raise TooLargeError(address)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.ParseFile(part)


def _check_content(part: IO[bytes]) -> None:
    """Look at the cells of an ODS workbook, where a row or a cell may be repeated many times."""
    row = rows = column = columns = 0

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, rows, column, columns
        kind = name.rpartition(" ")[2]
        if kind == "table":
            row = rows = 0
        elif kind == "table-row":
            row, column, columns = row + rows, 0, 0
            rows = _repeated("rows", attributes)
        elif kind in ("table-cell", "covered-table-cell"):
            column += columns
            columns = _repeated("columns", attributes)
            far = column + columns > MOST_COLUMNS or row + rows > MOST_ROWS
            if far and any(key.endswith("value-type") for key in attributes):
                raise TooLargeError(f"R{row + rows}C{column + columns}")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.ParseFile(part)


def _repeated(what: str, attributes: dict[str, str]) -> int:
    for name, value in attributes.items():
        if name.endswith(f" number-{what}-repeated"):
            return int(value)
    return 1


class Workbook(NamedTuple):
    """A sheet, its cells as text."""

    sheet: str
    cells: list[list[str]]

    def rows(self) -> Iterator[Record]:
        """Yield its rows."""
        for number, cells in enumerate(self.cells, start=1):
            yield Record(number, None, list(cells))


def open_workbook(path: Path, file: str, name: str) -> tuple[Workbook, list[Finding]]:
    """Return the sheet called ``name``, or the first one that is shown, and what is wrong with it.

    Raises:
        FolderError: the file is not a workbook, is protected by a password, or has too many rows.
    """
    import python_calamine as calamine

    try:
        check_workbook(path)
        book = calamine.CalamineWorkbook.from_path(path)
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
        title = next((sheet for sheet in shown if heading_key(sheet) == name), shown[0])
        sheet = book.get_sheet_by_name(title)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except TooLargeError as error:
        raise FolderError(
            "folder.workbook-too-large",
            file=file,
            error=error,
            most_rows=MOST_ROWS,
            most_columns=MOST_COLUMNS,
        ) from error
    except (calamine.CalamineError, *NOT_A_WORKBOOK) as error:
        raise FolderError("folder.workbook-unreadable", file=file, error=error) from error
    cells = [["" if value == "" else _cell_text(value) for value in row] for row in rows]
    findings = [_unmerged(cells, area, file, title) for area in sorted(merged)]
    return Workbook(title, cells), findings


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return text_of(value) or str(value)


def _unmerged(
    cells: list[list[str]],
    area: tuple[tuple[int, int], tuple[int, int]],
    file: str,
    sheet: str,
) -> Finding:
    """Return the finding of a merged area, its text repeated down the rows that hold any other."""
    (top, left), (bottom, right) = area
    text = cells[top][left] if top < len(cells) and left < len(cells[top]) else ""
    for row in cells[top + 1 : bottom + 1]:
        if text and left < len(row) and any(row):
            row[left] = text
    place = Location(file, sheet=sheet, cell=f"{column_letters(left)}{top + 1}")
    last = f"{column_letters(right)}{bottom + 1}"
    return finding("table.merged-cells", place, text, last=last)
