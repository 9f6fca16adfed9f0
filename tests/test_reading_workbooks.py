"""XLSX and ODS workbooks are read as they are, each cell with its sheet."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import openpyxl.utils.datetime
import pytest

from reading_folders import make_folder, read_all
from saved_workbooks import HEADINGS, both, save, with_part
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding

URL = "https://example.org/a.pdf"


def read_rows(
    folder: Path, name: str, rows: Sequence[Sequence[Any]]
) -> tuple[list[Entry | None], list[Finding]]:
    made = make_folder(folder)
    (made / "data" / "resources.csv").unlink()
    save(made / "data" / name, rows)
    _, entries, findings = read_all(made)
    return entries, findings


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
