"""XLSX workbooks: their sheets, and the cells of one of them (ECMA-376 part 1, section 18)."""

import datetime
import re
from collections.abc import Mapping
from functools import cached_property

from tressons_ld.catalogue.columns.cell_texts import FormulaText
from tressons_ld.catalogue.tables.moments import elapsed_time, moment_of, moment_shown
from tressons_ld.catalogue.tables.number_formats import (
    BUILT_IN,
    date_part,
    date_shown,
    is_date,
    shows_elapsed,
    shows_hour,
)
from tressons_ld.catalogue.tables.sheet import (
    MOST_COLUMNS,
    MOST_ROWS,
    Area,
    Remark,
    Sheet,
    SheetName,
    TooLargeError,
    add_sheet,
    link_of,
)
from tressons_ld.catalogue.tables.shown_numbers import GENERAL, number_shown, text_shown
from tressons_ld.catalogue.tables.typed_values import text_of
from tressons_ld.catalogue.tables.workbook_package import WorkbookPackage
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

_ADDRESS = re.compile(r"\$?([A-Za-z]{1,8})\$?([0-9]{1,10})")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?Z?$")
_DAYS = re.compile("[0-9]{5}")
_WHOLE = re.compile("-?[0-9]{1,15}")
_ON = ("1", "true")
_TRUE, _FALSE = sentence("table.true"), sentence("table.false")


class XlsxWorkbook:
    """A workbook: its sheets, and what their cells share.

    Args:
        package: its parts.
    """

    def __init__(self, package: WorkbookPackage) -> None:
        self._package = package
        roots = package.relations("").values()
        (self._main, *_) = [part for kind, part in roots if kind == "officeDocument"]
        self._relations = package.relations(self._main)
        self._book = _Book(self._relations)
        package.parse(self._main, self._book)
        self.sheets = self._book.sheets

    @cached_property
    def _shared(self) -> "tuple[_Strings, _Styles]":
        """What the cells of all sheets share."""
        strings, styles = _Strings(), _Styles()
        for kind, part in self._relations.values():
            if kind in ("sharedStrings", "styles") and part in self._package:
                self._package.parse(part, strings if kind == "sharedStrings" else styles)
        return strings, styles

    def read(self, name: SheetName) -> Sheet:
        """Return the cells of a sheet.

        Raises:
            TooLargeError: a cell lies too far away.
        """
        strings, styles = self._shared
        sheet = Sheet()
        cells = _Cells(sheet, strings, styles, self._book)
        self._package.parse(name.part, cells)
        addresses = self._package.links(name.part) if cells.links else {}
        for reference, link in cells.links:
            top, left, bottom, right = _area(reference)
            if (address := addresses.get(link)) and top == bottom and left == right:
                sheet.remark_link(top, left, address)
        return sheet


class _Book:
    """``xl/workbook.xml``: the sheets, their first day, and whether results are missing."""

    def __init__(self, relations: Mapping[str, tuple[str, str]]) -> None:
        self._relations = relations
        self.sheets: list[SheetName] = []
        self.epoch = datetime.datetime(1899, 12, 30)
        self.to_compute = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            self.epoch = datetime.datetime(1904, 1, 1)
        elif name == "calcPr":
            self.to_compute = attributes.get("fullCalcOnLoad") in ("1", "true")
        elif name == "sheet":
            kind, part = self._relations.get(attributes["id"], ("", ""))
            if kind == "worksheet":
                shown = attributes.get("state", "visible") == "visible"
                add_sheet(self.sheets, SheetName(attributes["name"], part, shown))

    def text(self, text: str) -> None:
        """Take none."""

    def end(self, name: str) -> None:
        """Do nothing."""


class _Text:
    """The text of ``<si>`` or ``<is>``: of its runs, without what tells how to pronounce it.

    Attributes:
        struck: whether a part of it is struck out.
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._taken = self._phonetic = self.struck = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "rPh":
            self._phonetic = True
        elif name == "strike":
            self.struck = self.struck or attributes.get("val", "1") in _ON
        self._taken = name == "t" and not self._phonetic

    def add(self, text: str) -> None:
        if self._taken:
            self._pieces.append(text)

    def end(self, name: str) -> None:
        self._taken = False
        if name == "rPh":
            self._phonetic = False

    def take(self) -> str:
        text = unescaped("".join(self._pieces))
        self._pieces.clear()
        self.struck = False
        return text


class _Strings:
    """``xl/sharedStrings.xml``: the texts that cells name by number."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.struck: set[int] = set()
        self._text = _Text()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._text.start(name, attributes)

    def text(self, text: str) -> None:
        self._text.add(text)

    def end(self, name: str) -> None:
        self._text.end(name)
        if name == "si":
            if self._text.struck:
                self.struck.add(len(self.texts))
            self.texts.append(self._text.take())


class _Styles:
    """``xl/styles.xml``: of each style of cells, the number format, and whether it strikes out."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.struck: set[int] = set()
        self._known = dict(BUILT_IN)
        self._in_cells = self._in_fonts = False
        self._font = -1
        self._struck_fonts: set[int] = set()

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._known[int(attributes["numFmtId"])] = attributes["formatCode"]
        elif name == "fonts":
            self._in_fonts = True
        elif name == "font":
            self._font += 1
        elif name == "strike" and self._in_fonts:
            if attributes.get("val", "1") in _ON:
                self._struck_fonts.add(self._font)
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            number = int(attributes.get("numFmtId", "0"))
            if int(attributes.get("fontId", "0")) in self._struck_fonts:
                self.struck.add(len(self.codes))
            self.codes.append(self._known.get(number, GENERAL))

    def text(self, text: str) -> None:
        """Take none."""

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False
        elif name == "fonts":
            self._in_fonts = False


class _Cells:
    """A sheet: ``<row r="15"><c r="E15" t="s" s="3"><v>12</v></c></row>``.

    Attributes:
        links: the cells that hold a link, and its id.
    """

    def __init__(self, sheet: Sheet, strings: _Strings, styles: _Styles, book: _Book) -> None:
        self._sheet, self._strings, self._styles, self._book = sheet, strings, styles, book
        self.links: list[tuple[str, str]] = []
        self._row = self._column = -1
        self._kind = self._style = ""
        self._value: list[str] = []
        self._formula: list[str] | None = None
        self._inline = _Text()
        self._in_value = self._in_formula = self._in_inline = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 2)) - 1, -1
            hidden = attributes.get("hidden") in _ON or _is_zero(attributes.get("ht"))
            if hidden and self._row < MOST_ROWS:
                self._sheet.hidden_rows.add(self._row)
        elif name == "col":
            if attributes.get("hidden") not in _ON and not _is_zero(attributes.get("width")):
                return
            last = min(int(attributes["max"]), MOST_COLUMNS)
            self._sheet.hidden_columns.update(range(int(attributes["min"]) - 1, last))
        elif name == "c":
            if "r" in attributes:
                self._row, self._column = _place(attributes["r"])
            else:
                self._column += 1
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "0")
        elif name == "v":
            self._in_value = True
        elif name == "f":
            self._in_formula, self._formula = True, []
        elif name == "is":
            self._in_inline = True
        elif self._in_inline:
            self._inline.start(name, attributes)
        elif name == "hyperlink" and "id" in attributes:
            self.links.append((attributes["ref"], attributes["id"]))
        elif name == "mergeCell":
            self._sheet.merge(_area(attributes["ref"]))

    def text(self, text: str) -> None:
        if self._in_value:
            self._value.append(text)
        elif self._in_formula and self._formula is not None:
            self._formula.append(text)
        elif self._in_inline:
            self._inline.add(text)

    def end(self, name: str) -> None:
        if name == "v":
            self._in_value = False
        elif name == "f":
            self._in_formula = False
        elif name == "is":
            self._in_inline = False
        elif self._in_inline:
            self._inline.end(name)
        elif name == "c":
            struck = self._inline.struck
            self._finish("".join(self._value), self._inline.take(), struck)
            self._value.clear()
            self._formula = None

    def _finish(self, value: str, inline: str, struck: bool) -> None:
        """Put a cell where it stands, with what its text does not tell."""
        place, style = (self._row, self._column), int(self._style)
        formula = None if self._formula is None else "".join(self._formula).strip()
        if formula is not None and self._is_not_computed(value):
            self._sheet.put(*place, FormulaText("=" + (formula or "…")))
            return
        code = self._styles.codes[style] if self._styles.codes else GENERAL
        text = inline or self._text_of(value, code)
        if not text:
            return
        if self._kind in ("n", "d") and (is_date(code) or self._kind == "d"):
            self._put_date(place, text, code)
        elif self._kind == "b":
            self._sheet.put_shown(*place, text, _TRUE if text == "true" else _FALSE, code)
        elif self._kind == "n":
            self._sheet.put_shown(*place, text, number_shown(code, text), code)
            if self._book.epoch.year == 1904 and _DAYS.fullmatch(text):
                day = moment_of(float(text), self._book.epoch)
                self._sheet.remarks.append(Remark(*place, "day", Text(day, day)))
        else:
            self._sheet.put_shown(*place, text, text_shown(code, text), code)
            struck = struck or (self._kind == "s" and int(value) in self._strings.struck)
        if struck or style in self._styles.struck:
            self._sheet.remarks.append(Remark(*place, "struck", Text(text, text)))
        if formula:
            self._sheet.remark_link(*place, link_of(formula))

    def _put_date(self, place: tuple[int, int], text: str, code: str) -> None:
        """Put a date, of which the format may show a part, or an hour."""
        shown = Text(text, text)
        if is_date(code) and (moment := moment_shown(text)):
            shown = date_shown(code, moment)
        day, _, hour = text.partition("T")
        if not is_date(code) and _DAY.fullmatch(text):
            self._sheet.put_date(*place, day, day, shown)
        elif _DAY.fullmatch(day) and is_date(code) and not shows_hour(code):
            self._sheet.put_date(*place, day, date_part(code, day), shown)
        else:
            self._sheet.put(*place, text)
            whole = not is_date(code) or date_part(code, day)
            kind = "date" if whole else "date-partial"
            self._sheet.remarks.append(Remark(*place, kind, shown))

    def _is_not_computed(self, value: str) -> bool:
        """Return whether the file lacks the result of a formula, or has 0 in its place."""
        return (not value and self._kind != "str") or (value == "0" and self._book.to_compute)

    def _text_of(self, value: str, code: str) -> str:
        """Return what a person would type for the value of a cell."""
        if not value:
            return ""
        if self._kind == "s":
            return self._strings.texts[int(value)]
        if self._kind == "b":
            return "true" if value == "1" else "false"
        if self._kind == "d":
            return _MIDNIGHT.sub("", value)
        if self._kind != "n":
            return unescaped(value)
        if is_date(code):
            number = float(value)
            elapsed = shows_elapsed(code)
            return elapsed_time(number) if elapsed else moment_of(number, self._book.epoch)
        if _WHOLE.fullmatch(value):
            return value
        # A spreadsheet shows fifteen digits, and keeps more.
        return text_of(float(f"{float(value):.15g}")) or value


def unescaped(text: str) -> str:
    r"""Return a text with the characters that XML cannot hold (section 22.9.2.19, ST_Xstring).

    >>> unescaped("a_x000D_b"), unescaped("_x005F_x000D_")
    ('a\rb', '_x000D_')
    """
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _place(reference: str) -> tuple[int, int]:
    """Return row and column, from 0, of an address.

    Raises:
        TooLargeError: it lies beyond any sheet.
        ValueError: it is none.
    """
    found = _ADDRESS.fullmatch(reference)
    if found is None:
        if len(reference) > 18 or re.fullmatch("[A-Za-z]+[0-9]+", reference):
            raise TooLargeError(reference[:30])
        raise ValueError(f"cell {reference}")
    column = 0
    for letter in found[1].upper():
        column = column * 26 + ord(letter) - 64
    row = int(found[2])
    if not row:
        raise ValueError(f"cell {reference}")
    return row - 1, column - 1


def _is_zero(length: str | None) -> bool:
    """Return whether a height or a width is given, and is none."""
    return length is not None and float(length) == 0


def _area(reference: str) -> Area:
    first, _, last = reference.partition(":")
    top, left = _place(first)
    bottom, right = _place(last or first)
    return min(top, MOST_ROWS), left, min(bottom, MOST_ROWS), right
