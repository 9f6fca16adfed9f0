"""XLSX and ODS workbooks are read as they are, each cell with its sheet."""

import datetime
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from reading_folders import make_folder, read_all
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.tables import sheet, workbook_package
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


@pytest.mark.parametrize("value", [2019.5, 20200, True])
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


@pytest.mark.parametrize("name", ["resources.xlsx", "resources.ods"])
def test_more_sheets_than_a_workbook_may_have_are_refused(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_NAMED", 0)
    save(path := tmp_path / name, [HEADINGS, ["a", "Étude", "A", "T"]])
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


def test_a_broken_part_does_not_hang(tmp_path: Path) -> None:
    path = tmp_path / "data" / "resources.ods"
    save(path, [HEADINGS, ["a", "Étude", "A", "T"]])
    with_part(
        path, "content.xml", lambda text: text.replace("<table:table-row>", "<table:tab-row>")
    )
    made = make_folder(tmp_path, files={"resources.ods": path.read_bytes()})
    with pytest.raises(FolderError, match="cannot be read"):
        read_all(made)


def rewritten(path: Path, **parts: str | bytes) -> None:
    """Replace or add parts of a workbook."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()}
    for name, text in parts.items():
        content[name] = text if isinstance(text, bytes) else text.encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)


def refused(tmp_path: Path, path: Path) -> str:
    """Return the code that a workbook is refused with."""
    made = make_folder(tmp_path / "made", files={path.name: path.read_bytes()})
    with pytest.raises(FolderError) as caught:
        read_all(made)
    return caught.value.code


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("resources.xlsx", "xl/worksheets/sheet1.xml"),
        ("resources.xlsx", "xl/workbook.xml"),
        ("resources.xlsx", "xl/styles.xml"),
        ("resources.ods", "content.xml"),
    ],
)
def test_a_part_that_unpacks_to_too_much_is_refused_by_what_the_archive_states(
    tmp_path: Path, name: str, part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_package, "LARGEST_PART", 100_000)
    save(path := tmp_path / name, [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path) as archive:
        content = archive.read(part)
    rewritten(path, **{part: content + b" " * 100_000})
    assert refused(tmp_path, path) == "folder.workbook-unpacks-large"


def test_a_part_that_unpacks_to_more_than_the_archive_states_is_not_unpacked(
    tmp_path: Path,
) -> None:
    save(path := tmp_path / "resources.ods", [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    rewritten(path, **{"content.xml": content + b" " * 10_000_000})
    stated = (len(content) + 10_000_000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(stated, len(content).to_bytes(4, "little")))
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "xl/theSheet.bin"])
def test_a_far_cell_is_seen_wherever_its_part_lies(tmp_path: Path, name: str) -> None:
    save(path := tmp_path / "resources.xlsx", [HEADINGS, ["a", "Étude", "A", "T"]])
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        relations = archive.read("xl/_rels/workbook.xml.rels").decode()
    rewritten(
        path,
        **{
            name: sheet.replace('r="D2"', 'r="XFD2"'),
            "xl/_rels/workbook.xml.rels": relations.replace(
                "/xl/worksheets/sheet1.xml", f"/{name}"
            ),
        },
    )
    assert refused(tmp_path, path) == "folder.workbook-too-large"


@pytest.mark.parametrize(
    ("row", "cell"),
    [(' r="900000"', ""), ("", ' r="A900000"'), (' r="900000"', ' r="A900000"')],
)
def test_a_far_row_is_seen_however_it_is_numbered(tmp_path: Path, row: str, cell: str) -> None:
    save(path := tmp_path / "resources.xlsx", [HEADINGS])
    far = f'<row{row}><c{cell} t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", far))
    assert refused(tmp_path, path) == "folder.workbook-too-large"


def test_repeated_cells_come_to_no_more_than_a_sheet_may_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheet, "MOST_CELLS", 50_000)
    save(path := tmp_path / "resources.ods", [HEADINGS])
    many = (
        '<table:table-row table:number-rows-repeated="49000"><table:table-cell '
        'table:number-columns-repeated="700" office:value-type="string"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>"
    )
    with_part(path, "content.xml", lambda text: text.replace("</table:table>", many))
    assert refused(tmp_path, path) == "folder.workbook-too-large"


def test_two_cells_far_apart_take_no_room_between_them(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    save(path := made / "data" / "resources.xlsx", [HEADINGS, ["a", "Étude", "A", "T"]])
    corner = '<row r="5000"><c r="ZZ5000" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", corner))
    _, _, findings = read_all(made)
    assert [found.location and found.location.cell for found in findings] == ["ZZ5000"]


@pytest.mark.parametrize("repeated", ["0", "-3", "many"])
def test_a_cell_repeated_in_no_way_is_one_clear_error(tmp_path: Path, repeated: str) -> None:
    save(path := tmp_path / "resources.ods", [HEADINGS])
    times = f'<table:table-row table:number-rows-repeated="{repeated}">'
    with_part(path, "content.xml", lambda text: text.replace("<table:table-row>", times))
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


def test_merged_areas_without_an_end_are_refused(tmp_path: Path) -> None:
    save(path := tmp_path / "resources.xlsx", [HEADINGS])
    many = "</sheetData><mergeCells>" + '<mergeCell ref="A1:A50000"/>' * 200 + "</mergeCells>"
    with_part(path, "xl/worksheets/sheet1.xml", lambda text: text.replace("</sheetData>", many))
    assert refused(tmp_path, path) == "folder.workbook-too-large"


@both
def test_entities_of_its_own_are_refused(tmp_path: Path, name: str) -> None:
    save(path := tmp_path / name, [HEADINGS])
    part = "content.xml" if name.endswith(".ods") else "xl/workbook.xml"
    declared = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><'
    with_part(path, part, lambda text: text[text.index("?>") + 2 :] if "?>" in text else text)
    with_part(path, part, lambda text: declared + text.lstrip()[1:])
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


@pytest.mark.parametrize("kind", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_in_another_way_is_not_unpacked(tmp_path: Path, kind: int) -> None:
    save(path := tmp_path / "resources.ods", [HEADINGS])
    with zipfile.ZipFile(path) as archive:
        content = archive.read("content.xml")
    with zipfile.ZipFile(path, "w", kind) as archive:
        archive.writestr("content.xml", content)
    assert refused(tmp_path, path) == "folder.workbook-unreadable"


def test_texts_in_several_runs_and_inline_are_read_whole(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    save(path := made / "data" / "resources.xlsx", [HEADINGS, ["a", "Étude", "A", "T"]])
    runs = (
        '<c r="C2" t="inlineStr"><is><r><t xml:space="preserve">Deux </t></r><r><t>mots</t></r>'
        '<rPh sb="0" eb="1"><t>lus</t></rPh></is></c><c r="D2" t="str"><v>a_x000A_b</v></c>'
    )

    def changed(text: str) -> str:
        start, end = text.index('<c r="C2"'), text.index("</row>", text.index('<c r="C2"'))
        return text[:start] + runs + text[end:]

    with_part(path, "xl/worksheets/sheet1.xml", changed)
    _, (entry,), findings = read_all(made)
    assert findings == []
    assert entry is not None
    assert (entry.title, entry.description) == ("Deux mots", "a\nb")


def test_days_are_counted_from_the_day_that_the_workbook_says(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.MAC_EPOCH
    sheet = workbook.active
    assert sheet is not None
    sheet.append(HEADINGS)
    sheet.append(["a", "Étude", "A", "T", None, datetime.date(2020, 5, 7)])
    workbook.save(made / "data" / "resources.xlsx")
    _, (entry,), findings = read_all(made)
    assert findings == []
    assert entry is not None and entry.event_date == "2020-05-07"
