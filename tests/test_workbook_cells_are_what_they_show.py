"""A cell of a workbook is published as it is shown, or there is a finding at it."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.style import Style, TextProperties
from odf.table import Table, TableCell, TableColumn, TableRow
from odf.text import A, P, Span
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
from openpyxl.worksheet.worksheet import Worksheet

from reading_folders import make_folder, read_all
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding

HEADINGS = ["id", "kind", "title", "description", "issued"]
DAY = datetime.date(2019, 6, 1)


def read_sheet(
    folder: Path, change: Callable[[Worksheet], Any]
) -> tuple[Entry | None, list[tuple[str, str | None]]]:
    """Return the entry of a workbook that openpyxl wrote, and its findings with their cells."""
    made = make_folder(folder)
    (made / "data" / "resources.csv").unlink()
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(["a", "Étude", "A", "T", None])
    change(sheet)
    book.save(made / "data" / "resources.xlsx")
    _, entries, findings = read_all(made)
    return entries[0] if entries else None, places(findings)


def places(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(found.code, found.location.cell if found.location else None) for found in findings]


def put(address: str, value: Any, code: str = "General") -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[address] = value
        sheet[address].number_format = code

    return change


@pytest.mark.parametrize(
    ("code", "issued"),
    [
        ("yyyy", "2019"),
        ("mmm\\-yy", "2019-06"),
        ("mmmm yyyy", "2019-06"),
        ("[$-40C]mmmm\\ yyyy;@", "2019-06"),
        ("dd/mm/yyyy", "2019-06-01"),
    ],
)
def test_a_date_cell_is_the_year_month_or_day_that_it_shows(
    tmp_path: Path, code: str, issued: str
) -> None:
    entry, findings = read_sheet(tmp_path, put("E2", DAY, code))
    assert entry is not None
    assert (entry.issued, findings) == (issued, [])


@pytest.mark.parametrize(
    ("address", "value", "code", "found"),
    [
        ("E2", DAY, "dd-mmm", "table.cell-date-partial"),
        ("E2", datetime.date(1905, 7, 11), "dd/mm/yyyy", "table.cell-date-year"),
        ("E2", datetime.date(1928, 7, 11), "dd/mm/yyyy", "table.cell-date-early"),
        ("A2", DAY, "dd-mmm", "table.cell-date"),
        ("C2", DAY, "dd/mm/yyyy", "table.cell-date"),
        ("A2", 42, "00000", "table.cell-number"),
        ("C2", 0.5, "0%", "table.cell-number"),
        ("C2", 2.1, "0.00", "table.cell-number"),
        ("C2", True, "General", "table.cell-number"),
        ("E2", "#N/A", "General", "table.cell-error"),
        ("D2", "#NOM ?", "General", "table.cell-error"),
        ("D2", "########", "General", "table.cell-error"),
        ("D2", "eau; Err:502", "General", "table.cell-error"),
        ("D2", '=CONCATENATE(A2,"x")', "General", "table.cell-formula"),
        ("E2", 43990, "General", "table.date-number"),
        ("C2", 1984, "#,##0", "table.cell-number"),
        ("C2", 9782070413119, "General", "table.cell-number"),
        ("C2", 0.5, "# ?/?", "table.cell-number-format"),
        ("C2", datetime.datetime(2019, 6, 1, 10, 30), "hh:mm", "table.cell-date"),
    ],
)
def test_a_cell_that_stores_something_else_is_found(
    tmp_path: Path, address: str, value: Any, code: str, found: str
) -> None:
    _, findings = read_sheet(tmp_path, put(address, value, code))
    assert findings == [(found, address)]


@pytest.mark.parametrize(("value", "code"), [(1984, "General"), (1984, "0"), (12, "#,##0")])
def test_a_number_that_is_shown_as_it_is_stored_is_a_text(
    tmp_path: Path, value: int, code: str
) -> None:
    entry, findings = read_sheet(tmp_path, put("C2", value, code))
    assert entry is not None
    assert (entry.title, findings) == (str(value), [])


@pytest.mark.parametrize("code", ["dd/mm/yyyy", "yyyy-mm-dd"])
def test_an_hour_that_is_not_shown_is_none(tmp_path: Path, code: str) -> None:
    entry, findings = read_sheet(tmp_path, put("E2", datetime.datetime(2019, 6, 1, 10, 30), code))
    assert entry is not None
    assert (entry.issued, findings) == ("2019-06-01", [])


def struck_out(sheet: Worksheet) -> None:
    sheet["C2"].font = Font(strike=True)


def partly_struck_out(sheet: Worksheet) -> None:
    sheet["C2"] = CellRichText("Un ", TextBlock(InlineFont(strike=True), "mot"), " de trop")


def linked(sheet: Worksheet) -> None:
    sheet["C2"].hyperlink = "https://example.org/page"
    sheet["C2"].value = "Voir"


def linked_to_what_it_says(sheet: Worksheet) -> None:
    sheet["C2"].value = "https://example.org/page"
    sheet["C2"].hyperlink = "https://example.org/page/"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (struck_out, [("table.cell-struck", "C2")]),
        (partly_struck_out, [("table.cell-struck", "C2")]),
        (linked, [("table.cell-link", "C2")]),
        (linked_to_what_it_says, []),
    ],
)
def test_what_lies_behind_or_over_a_text_is_told(
    tmp_path: Path, change: Callable[[Worksheet], None], found: list[tuple[str, str]]
) -> None:
    _, findings = read_sheet(tmp_path, change)
    assert findings == found


def test_a_text_of_ods_is_struck_out_by_its_style_and_bears_a_link(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    book = OpenDocumentSpreadsheet()
    style = Style(name="barre", family="table-cell")
    style.addElement(TextProperties(textlinethroughstyle="solid"))
    book.automaticstyles.addElement(style)
    table = Table(name="Feuille1")
    for texts in (HEADINGS[:4], ["a", "Étude", "Titre", "Voir"]):
        row = TableRow()
        for text in texts:
            cell = TableCell(valuetype="string", stylename=style if text == "Titre" else None)
            paragraph = P()
            paragraph.addElement(
                A(href="https://example.org/", text=text) if text == "Voir" else Span(text=text)
            )
            cell.addElement(paragraph)
            row.addElement(cell)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    book.save(str(made / "data" / "resources.ods"))
    _, _, findings = read_all(made)
    assert places(findings) == [("table.cell-struck", "C2"), ("table.cell-link", "D2")]


@pytest.mark.parametrize(
    ("column", "code", "found"),
    [
        ("issued", "mmm-yy", []),
        ("event_date", "dd/mm/yyyy", []),
        ("title", "mmm-yy", [("table.cell-date", "C2")]),
    ],
)
def test_the_value_of_an_addition_is_a_date_where_its_column_takes_dates(
    tmp_path: Path, column: str, code: str, found: list[tuple[str, str]]
) -> None:
    made = make_folder(tmp_path)
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["resource", "column", "value", "source", "found_on"])
    sheet.append(["une-etude", column, DAY, "https://example.org/", "2026-11"])
    sheet["C2"].number_format = code
    book.save(made / "data" / "additions.xlsx")
    _, entries, findings = read_all(made)
    assert [place for place in places(findings) if place[0].startswith("table.cell")] == found
    entry = entries[0]
    assert entry is not None
    expected = {"issued": "2019-06", "event_date": "2019-06-01"}
    if column in expected:
        assert getattr(entry, column) == expected[column]


def test_rows_and_columns_that_are_hidden_are_told(tmp_path: Path) -> None:
    def change(sheet: Worksheet) -> None:
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["D"].hidden = True
        sheet.column_dimensions["H"].hidden = True  # holds nothing

    _, findings = read_sheet(tmp_path, change)
    assert findings == [("table.rows-hidden", None), ("table.columns-hidden", None)]


def read_ods(
    folder: Path, column: str, shown: str, **cell: str
) -> tuple[Entry | None, list[tuple[str, str | None]]]:
    """The entry of a table whose fourth column, without a cell there, is hidden."""
    made = make_folder(folder)
    (made / "data" / "resources.csv").unlink()
    book = OpenDocumentSpreadsheet()
    table = Table(name="Feuille1")
    table.addElement(TableColumn(numbercolumnsrepeated=3))
    table.addElement(TableColumn(visibility="collapse"))
    for texts in ([*HEADINGS[:4], column], ["a", "Étude", "A", "T"]):
        row = TableRow()
        for text in texts:
            put = TableCell(valuetype="string")
            put.addElement(P(text=text))
            row.addElement(put)
        table.addElement(row)
    put = TableCell(**cell)
    put.addElement(P(text=shown))
    row.addElement(put)
    book.spreadsheet.addElement(table)
    book.save(str(made / "data" / "resources.ods"))
    _, (entry,), findings = read_all(made)
    first, *others = places(findings)
    assert first == ("table.columns-hidden", None)
    return entry, others


@pytest.mark.parametrize(
    ("shown", "issued"),
    [
        ("2019", "2019"),
        ("juin 2019", "2019-06"),
        ("06/19", "2019-06"),
        ("01/06/2019", "2019-06-01"),
    ],
)
def test_a_date_cell_of_ods_is_what_it_shows(tmp_path: Path, shown: str, issued: str) -> None:
    entry, found = read_ods(tmp_path, "issued", shown, valuetype="date", datevalue="2019-06-01")
    assert entry is not None
    assert (entry.issued, found) == (issued, [])


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("samedi", "2019-06-01"),
        ("T2 2019", "2019-06-01"),
        ("1 juin", "2019-06-01"),
        ("10:30", "2019-06-01T10:30:00"),
    ],
)
def test_a_date_cell_of_ods_that_shows_a_part_of_a_day_is_found_once(
    tmp_path: Path, shown: str, value: str
) -> None:
    entry, found = read_ods(tmp_path, "issued", shown, valuetype="date", datevalue=value)
    assert entry is not None
    assert (entry.issued, found) == (None, [("table.cell-date-partial", "E2")])


@pytest.mark.parametrize(
    ("column", "found"),
    [
        ("duration", "table.value-read"),
        ("issued", "table.date-unreadable"),
        ("keywords", "table.cell-date"),
    ],
)
def test_a_time_of_ods_is_a_duration_and_no_date(tmp_path: Path, column: str, found: str) -> None:
    cell = {"valuetype": "time", "timevalue": "PT26H30M00S"}
    entry, told = read_ods(tmp_path, column, "26:30", **cell)
    assert entry is not None
    assert told == [(found, "E2")]
    assert entry.duration == ("PT26H30M" if column == "duration" else None)


def read_duration(
    folder: Path, value: Any, code: str
) -> tuple[str | None, list[tuple[str, str | None]]]:
    def change(sheet: Worksheet) -> None:
        sheet["F1"] = "duration"
        put("F2", value, code)(sheet)

    entry, findings = read_sheet(folder, change)
    return entry.duration if entry else None, findings


@pytest.mark.parametrize(
    ("value", "code", "duration"),
    [
        (datetime.time(1, 30), "h:mm", "PT1H30M"),
        (datetime.timedelta(hours=26, minutes=30), "[h]:mm", "PT26H30M"),
        (datetime.time(0, 45), '[mm]" min"', "PT45M"),
        (90, '0" min"', "PT1H30M"),
        (1.5, '0.0" h"', "PT1H30M"),
    ],
)
def test_a_duration_that_is_shown_is_read_and_told_so(
    tmp_path: Path, value: Any, code: str, duration: str
) -> None:
    told = [("table.value-read", "F2")]
    assert read_duration(tmp_path, value, code) == (duration, told)


def test_a_date_in_a_column_of_durations_is_found_once(tmp_path: Path) -> None:
    assert read_duration(tmp_path, DAY, "dd/mm/yyyy") == (None, [("table.cell-date", "F2")])


@pytest.mark.parametrize(
    ("value", "code", "found"),
    [
        (datetime.time(10, 30), "h:mm", "table.date-unreadable"),
        (datetime.timedelta(hours=26), "[h]:mm:ss", "table.date-unreadable"),
        (datetime.datetime(2019, 6, 1, 10, 30), "h:mm", "table.cell-date-partial"),
        (2019, '"vers "0', "table.date-unreadable"),
        (2019, "# ?/?", "table.cell-number-format"),
    ],
)
def test_what_shows_no_date_in_a_column_of_dates_is_found_once(
    tmp_path: Path, value: Any, code: str, found: str
) -> None:
    _, findings = read_sheet(tmp_path, put("E2", value, code))
    assert findings == [(found, "E2")]


@pytest.mark.parametrize(
    ("epoch", "number"), [(CALENDAR_WINDOWS_1900, 43617), (CALENDAR_MAC_1904, 42155)]
)
def test_the_number_of_a_day_is_counted_from_the_first_day_of_its_workbook(
    tmp_path: Path, epoch: datetime.datetime, number: int
) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    book = openpyxl.Workbook()
    book.epoch = epoch
    sheet = book.worksheets[0]
    sheet.append(HEADINGS)
    sheet.append(["a", "Étude", "A", "T", number])
    sheet.append(["b", "Étude", str(number), number, number])
    put("E3", number, "yyyy-mm-dd")(sheet)
    book.save(made / "data" / "resources.xlsx")
    _, entries, findings = read_all(made)
    assert [(f.code, f.mends, f.location and f.location.cell) for f in findings] == [
        ("table.date-number", ("2019-06-01",), "E2")
    ]
    assert [entry and entry.issued for entry in entries] == [None, "2019-06-01"]


def test_a_number_that_shows_a_month_is_that_month(tmp_path: Path) -> None:
    entry, findings = read_sheet(tmp_path, put("E2", 201906, "0000-00"))
    assert entry is not None
    assert (entry.issued, findings) == ("2019-06", [])
