"""ODS workbooks: their sheets, and the cells of one of them.

Format: OpenDocument 1.3 part 3, sections 9.1 (tables) and 6.1 (text); a row or a cell may be
repeated many times (19.677 and 19.679).
"""

import re
from collections.abc import Mapping

from tressons_ld.catalogue.columns.cell_texts import FormulaText
from tressons_ld.catalogue.tables.number_formats import date_part_shown
from tressons_ld.catalogue.tables.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Remark,
    Sheet,
    SheetName,
    add_sheet,
    link_of,
)
from tressons_ld.catalogue.tables.typed_values import text_of
from tressons_ld.catalogue.tables.workbook_package import WorkbookPackage
from tressons_ld.findings.language import Text

_CONTENT = "content.xml"
_CELLS = ("table-cell", "covered-table-cell")
# What stands in a cell beside its own text.
_ASIDE = ("annotation", "frame", "table", "note", "ruby-text", "custom-shape", "g")
_HIDDEN = ("collapse", "filter")
_NUMBERS = ("float", "percentage", "currency")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"PT(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9.]+)S)?")
_BLANKS = re.compile("[ \t\r\n]+")


class OdsWorkbook:
    """A workbook: its sheets.

    Args:
        package: its parts.
    """

    def __init__(self, package: WorkbookPackage) -> None:
        self._package = package
        names = _Names()
        package.parse(_CONTENT, names)
        self.sheets = names.sheets
        self._struck = names.struck

    def read(self, name: SheetName) -> Sheet:
        """Return the cells of a sheet.

        Raises:
            TooLargeError: a cell lies too far away.
        """
        sheet = Sheet()
        self._package.parse(_CONTENT, _Cells(sheet, int(name.part), self._struck))
        return sheet


class _Tables:
    """Which sheet is being read: its number among those of the workbook, or -1.

    Tables within the cells of another are none, nor what is kept of earlier changes.
    """

    def __init__(self) -> None:
        self.number = -1
        self._depth = 0
        self._in_sheets = False

    @property
    def at_sheet(self) -> bool:
        """Whether a sheet, and no table within one, is being read."""
        return self._in_sheets and self._depth == 1

    def start(self, name: str) -> None:
        if name == "spreadsheet":
            self._in_sheets = True
        elif name == "table":
            self._depth += 1
            self.number += self.at_sheet

    def end(self, name: str) -> None:
        if name == "table":
            self._depth -= 1


class _Names:
    """The sheets of a workbook; one whose style says so is not shown.

    Attributes:
        sheets: they.
        struck: the names of the styles that strike text out.
    """

    def __init__(self) -> None:
        self.sheets: list[SheetName] = []
        self._tables = _Tables()
        self._style = ""
        self._hidden: set[str] = set()
        self.struck: set[str] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._tables.start(name)
        if name == "style":
            self._style = attributes.get("name", "")
        elif name == "table-properties" and attributes.get("display") == "false":
            self._hidden.add(self._style)
        elif name == "text-properties":
            lines = (attributes.get(f"text-line-through-{what}") for what in ("style", "type"))
            if any(line not in (None, "none") for line in lines):
                self.struck.add(self._style)
        elif name == "table" and self._tables.at_sheet:
            shown = attributes.get("style-name") not in self._hidden
            part = str(self._tables.number)
            add_sheet(self.sheets, SheetName(attributes.get("name", ""), part, shown))

    def text(self, text: str) -> None:
        """Take none."""

    def end(self, name: str) -> None:
        self._tables.end(name)


class _Cells:
    """The cells of one sheet."""

    def __init__(self, sheet: Sheet, number: int, struck: set[str]) -> None:
        self._sheet, self._number, self._struck = sheet, number, struck
        # The styles of cells that name none: the first column after it, and the style.
        self._styles: list[tuple[int, str]] = []
        self._link = ""
        self._in_struck = False
        self._tables = _Tables()
        self._row = self._rows = self._column = self._columns = 0
        self._cell: Mapping[str, str] | None = None
        self._depth = self._aside = 0
        self._paragraphs: list[list[str]] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._tables.start(name)
        if self._cell is not None:
            self._depth += 1
            if self._aside or name in _ASIDE:
                self._aside += 1
            elif self._depth == 1 and name in ("p", "h"):
                self._paragraphs.append([])
            elif self._depth > 1 and self._paragraphs:
                self._paragraphs[-1].append(_sign(name, attributes))
                self._link = self._link or (attributes.get("href", "") if name == "a" else "")
                self._in_struck |= attributes.get("style-name") in self._struck
        elif not self._tables.at_sheet or self._tables.number != self._number:
            return
        elif name == "table-row":
            self._rows, self._column = _repeated("rows", attributes), 0
            if attributes.get("visibility") in _HIDDEN:
                last = min(self._row + self._rows, MOST_ROWS)
                self._sheet.hidden_rows.update(range(self._row, last))
        elif name == "table-column":
            first, number = self._columns, _repeated("columns", attributes)
            self._columns += number
            self._styles.append((self._columns, attributes.get("default-cell-style-name", "")))
            if attributes.get("visibility") in _HIDDEN:
                last = min(self._columns, MOST_COLUMNS)
                self._sheet.hidden_columns.update(range(first, last))
        elif name in _CELLS:
            self._cell = attributes

    def text(self, text: str) -> None:
        if self._cell is not None and self._depth and not self._aside and self._paragraphs:
            self._paragraphs[-1].append(_BLANKS.sub(" ", text))

    def end(self, name: str) -> None:
        self._tables.end(name)
        if self._cell is not None and self._depth:
            self._depth -= 1
            self._aside -= self._aside > 0
        elif self._cell is not None:
            self._finish(self._cell)
            self._cell, self._link, self._in_struck = None, "", False
            self._paragraphs.clear()
        elif name == "table-row" and self._tables.number == self._number:
            self._row += self._rows

    def _finish(self, cell: Mapping[str, str]) -> None:
        """Put a cell where it stands, as often as it is repeated."""
        number = _repeated("columns", cell)
        shown = "\n".join("".join(pieces) for pieces in self._paragraphs)
        text = _text_of(cell, shown)
        if text:
            for row in range(self._row, self._row + self._rows):
                for column in range(self._column, self._column + number):
                    self._put(row, column, cell, text, shown)
        down = int(cell.get("number-rows-spanned", "1"))
        right = int(cell.get("number-columns-spanned", "1"))
        if (down > 1 or right > 1) and self._rows == 1:
            last = self._row + down - 1, self._column + right - 1
            self._sheet.merge((self._row, self._column, *last))
        self._column += number

    def _put(self, row: int, column: int, cell: Mapping[str, str], text: str, shown: str) -> None:
        """Put a cell where it stands, with what its text does not tell."""
        kind = cell.get("value-type")
        day, _, hour = text.partition("T")
        words = Text(shown or text, shown or text)
        if kind == "date" and _DAY.fullmatch(day) and not (hour and ":" in shown):
            self._sheet.put_date(row, column, day, date_part_shown(shown, day), words)
        elif kind in ("date", "time") and text:
            self._sheet.put(row, column, text)
            whole = kind == "time" or date_part_shown(shown, day)
            told = "date" if whole else "date-partial"
            self._sheet.remarks.append(Remark(row, column, told, words))
        elif kind in (*_NUMBERS, "boolean"):
            same = not shown or shown.replace(",", ".") == text
            self._sheet.put_shown(row, column, text, Text(text, text) if same else words, "")
        else:
            self._sheet.put(row, column, text)
        if self._in_struck or self._style(cell, column) in self._struck:
            self._sheet.remarks.append(Remark(row, column, "struck", words))
        self._sheet.remark_link(row, column, self._link or link_of(cell.get("formula", "")))

    def _style(self, cell: Mapping[str, str], column: int) -> str:
        """Return the style of a cell: its own, or that of its column."""
        own = cell.get("style-name")
        return own or next((name for after, name in self._styles if column < after), "")


def _sign(name: str, attributes: Mapping[str, str]) -> str:
    """Return what an element in a paragraph stands for."""
    if name == "line-break":
        return "\n"
    if name == "tab":
        return "\t"
    return " " * min(int(attributes.get("c", "1")), 1000) if name == "s" else ""


def _repeated(what: str, attributes: Mapping[str, str]) -> int:
    number = int(attributes.get(f"number-{what}-repeated", "1"))
    if number < 1:
        raise ValueError(f"number-{what}-repeated {number}")
    return number


def _text_of(cell: Mapping[str, str], shown: str) -> str:
    """Return what a person would type for the value of a cell, given what it shows."""
    match cell.get("value-type"):
        case _ if shown.startswith(("#", "Err:")) and "formula" in cell:
            return shown
        case None if not shown and "formula" in cell:
            return FormulaText("=" + cell["formula"].removeprefix("of:").removeprefix("="))
        case "float" | "percentage" | "currency" if cell.get("value"):
            return text_of(float(f"{float(cell['value']):.15g}")) or shown
        case "date" if cell.get("date-value"):
            return cell["date-value"].removesuffix("T00:00:00")
        case "time" if found := _TIME.fullmatch(cell.get("time-value", "")):
            return ":".join(f"{int(float(part or 0)):02d}" for part in found.groups())
        case "boolean" if cell.get("boolean-value"):
            return cell["boolean-value"]
        case _:
            return shown or cell.get("string-value", "")
