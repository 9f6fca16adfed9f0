"""XLSX and ODS workbooks are read as they are, each cell with its sheet."""

import datetime
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from reading_folders import make_folder, read_all
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding

HEADINGS = ["id", "kind", "title", "description", "issued", "event_date", "size", "download_url"]
URL = "https://example.org/a.pdf"


def ods_cell(value: Any) -> TableCell:
    match value:
        case None:
            return TableCell()
        case datetime.date():
            cell = TableCell(valuetype="date", datevalue=value.isoformat())
        case int() | float():
            cell = TableCell(valuetype="float", value=str(value))
        case _:
            cell = TableCell(valuetype="string")
    for line in str(value).split("\n"):
        cell.addElement(P(text=line))
    return cell


def save(path: Path, rows: Sequence[Sequence[Any]], sheet: str = "Feuille1") -> None:
    """Write the rows as the first sheet of a workbook, of the format that the name says."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".ods":
        book = OpenDocumentSpreadsheet()
        table = Table(name=sheet)
        for row in rows:
            line = TableRow()
            for value in row:
                line.addElement(ods_cell(value))
            table.addElement(line)
        book.spreadsheet.addElement(table)
        book.save(str(path))
        return
    workbook = openpyxl.Workbook()
    worksheet = workbook.active
    assert worksheet is not None
    worksheet.title = sheet
    for row in rows:
        worksheet.append(list(row))
    workbook.save(path)


def read_rows(
    folder: Path, name: str, rows: Sequence[Sequence[Any]]
) -> tuple[list[Entry | None], list[Finding]]:
    made = make_folder(folder)
    (made / "data" / "resources.csv").unlink()
    save(made / "data" / name, rows)
    _, entries, findings = read_all(made)
    return entries, findings


both = pytest.mark.parametrize("name", ["resources.xlsx", "resources.ods"])


@both
def test_numbers_and_days_read_as_a_person_would_type_them(tmp_path: Path, name: str) -> None:
    day = datetime.date(2020, 5, 7)
    row = ["a", "Étude", "1984", "Un\ntexte", 2019, day, 1258291, URL]
    entries, findings = read_rows(tmp_path, name, [HEADINGS, row])
    assert findings == []
    entry = entries[0]
    assert entry is not None
    assert (entry.title, entry.description) == ("1984", "Un\ntexte")
    assert (entry.issued, entry.event_date) == ("2019", "2020-05-07")
    assert entry.distributions[0].size == 1258291


@both
def test_blank_rows_are_skipped_and_counted(tmp_path: Path, name: str) -> None:
    rows = [
        [None] * 8,
        HEADINGS,
        [None] * 8,
        ["a", "Étude", "A", "T"],
        [None, " "],
        ["b", "Étude", "B", "T", "20l9"],
        [None] * 8,
    ]
    entries, findings = read_rows(tmp_path, name, rows)
    assert [(e.id, e.row.number, e.row.line) for e in entries if e] == [
        ("a", 4, None),
        ("b", 6, None),
    ]
    (found,) = findings
    assert found.in_language("fr").startswith(
        f"data/{name}, feuille « Feuille1 », E6, colonne « issued » : année « 20l9 » illisible."
    )


@pytest.mark.parametrize("value", [2019.5, 20200, True, datetime.datetime(2020, 5, 7, 10, 30)])
def test_a_number_that_is_no_year_is_found(tmp_path: Path, value: object) -> None:
    row = ["a", "Étude", "A", "T", value]
    _, findings = read_rows(tmp_path, "resources.xlsx", [HEADINGS, row])
    (found,) = findings
    assert found.code in ("table.year-unreadable", "table.date-unreadable")
    assert found.location is not None
    assert found.location.cell == "E2"


def test_a_cell_merged_down_counts_for_each_of_its_rows(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in (
        ["id", "section", "kind", "title", "description"],
        ["a", "Comprendre", "Étude", "A", "T"],
        ["b", None, "Étude", "B", "T"],
        [None] * 5,
        ["c", None, "Étude", "C", "T"],
    ):
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("D5:E5")
    workbook.save(made / "data" / "resources.xlsx")
    _, entries, findings = read_all(made)
    assert [(e.id, e.section, e.description) for e in entries if e] == [
        ("a", "comprendre", "T"),
        ("b", "comprendre", "T"),
        ("c", None, ""),
    ]
    assert [(f.code, f.location and f.location.cell) for f in findings] == [
        ("table.merged-cells", "B2"),
        ("table.merged-cells", "D5"),
    ]


def test_the_sheet_named_like_the_table_is_read_before_the_first(tmp_path: Path) -> None:
    files = "\n".join(f'{name} = "catalogue.xlsx"' for name in ("resources", "agents"))
    made = make_folder(tmp_path, settings=f"[files]\n{files}\n")
    workbook = openpyxl.Workbook()
    notes = workbook.active
    assert notes is not None
    notes.append(["Mode d'emploi"])
    for name, rows in {
        "Resources": [HEADINGS, ["a", "Étude", "A", "T"]],
        "Agents": [["id", "type", "name"], ["avise", "organisation", "Avise (agence)"]],
    }.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    workbook.save(made / "data" / "catalogue.xlsx")
    shared, entries, findings = read_all(made)
    assert findings == []
    assert shared.agents["avise"].name == "Avise (agence)"
    assert [entry and entry.id for entry in entries] == ["a"]


@both
@pytest.mark.parametrize(
    "content", [b"", b"id,kind\n", b"PK\x03\x04 broken", b"<html></html>"], ids=repr
)
def test_a_broken_workbook_is_one_clear_error(tmp_path: Path, name: str, content: bytes) -> None:
    made = make_folder(tmp_path, files={name: content})
    with pytest.raises(FolderError, match=f"data/{name}: this workbook cannot be read"):
        read_all(made)


@both
def test_a_workbook_cut_short_is_one_clear_error(tmp_path: Path, name: str) -> None:
    path = tmp_path / "whole" / name
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    content = path.read_bytes()
    made = make_folder(tmp_path, files={name: content[: len(content) // 2]})
    with pytest.raises(FolderError, match="cannot be read"):
        read_all(made)


@both
def test_an_empty_sheet_is_found(tmp_path: Path, name: str) -> None:
    entries, findings = read_rows(tmp_path, name, [])
    assert entries == []
    assert [finding.code for finding in findings] == ["table.header-missing"]


def with_part(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change the text of one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part].decode()).encode()
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        ("resources.xlsx", "xl/worksheets/sheet1.xml", 'r="A2"', 'r="A1048576"'),
        ("resources.xlsx", "xl/worksheets/sheet1.xml", 'r="D2"', 'r="XFD2"'),
        ("resources.xlsx", "xl/worksheets/sheet1.xml", 'r="D2"', 'r="ZZZZZZ99999999999"'),
        (
            "resources.ods",
            "content.xml",
            "<table:table-row>",
            '<table:table-row table:number-rows-repeated="1048576">',
        ),
        (
            "resources.ods",
            "content.xml",
            "<table:table-cell ",
            '<table:table-cell table:number-columns-repeated="16384" ',
        ),
    ],
)
def test_text_in_a_far_corner_is_one_clear_error(
    tmp_path: Path, name: str, part: str, old: str, new: str
) -> None:
    path = tmp_path / "data" / name
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    with_part(path, part, lambda text: text.replace(old, new))
    made = make_folder(tmp_path, files={name: path.read_bytes()})
    with pytest.raises(FolderError, match="save the table as CSV"):
        read_all(made)


def test_far_cells_without_text_are_nothing(tmp_path: Path) -> None:
    path = tmp_path / "data" / "resources.ods"
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    blank = (
        '<table:table-row table:number-rows-repeated="1048574">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
    )
    with_part(path, "content.xml", lambda text: text.replace("</table:table>", blank))
    _, entries, findings = read_all(
        make_folder(tmp_path, files={"resources.ods": path.read_bytes()})
    )
    assert findings == []
    assert len(entries) == 1


def test_a_broken_part_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "data" / "resources.ods"
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    with_part(
        path, "content.xml", lambda text: text.replace("<table:table-row>", "<table:tab-row>")
    )
    made = make_folder(tmp_path, files={"resources.ods": path.read_bytes()})
    with pytest.raises(FolderError, match="cannot be read"):
        read_all(made)
