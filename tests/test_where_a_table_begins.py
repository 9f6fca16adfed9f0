"""A table below a title, on another sheet, of another dialect or name: read, or told."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import openpyxl
import pytest

from reading_folders import make_folder, read_all, written
from test_reading_workbooks import save
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Severity

HEADINGS = ["id", "kind", "title", "description"]
ROW = ["a", "Étude", "Titre", "Texte"]
TABLE = "\n".join([";".join(HEADINGS), ";".join(ROW), ""])


def read_file(
    folder: Path, name: str, content: str | bytes, settings: str = ""
) -> tuple[list[Entry | None], list[Finding]]:
    made = make_folder(folder, settings=settings, files={name: content, "resources": b""})
    (made / "data" / "resources").unlink()
    _, entries, findings = read_all(made)
    return entries, findings


def read_sheets(
    folder: Path, sheets: Mapping[str, Sequence[Sequence[str]]], settings: str = ""
) -> tuple[list[Entry | None], list[Finding]]:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    file = folder / "made.xlsx"
    book.save(file)
    return read_file(folder, "resources.xlsx", file.read_bytes(), settings)


def told(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(found.code, found.location.cell if found.location else None) for found in findings]


def the_entry(entries: list[Entry | None]) -> tuple[str, str, int]:
    (entry,) = entries
    assert entry is not None
    return entry.id, entry.title, entry.row.number


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "SEP=;", "\ufeffsep=;"])
def test_a_line_that_tells_the_delimiter_is_no_row(tmp_path: Path, line: str) -> None:
    entries, findings = read_file(tmp_path, "resources.csv", f"{line}\r\n{TABLE}")
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])
    (entry,) = entries
    assert entry is not None and entry.row.line == 3


@pytest.mark.parametrize("told_by", ["", "sep=|\n"])
def test_cells_may_be_separated_by_bars(tmp_path: Path, told_by: str) -> None:
    entries, findings = read_file(tmp_path, "resources.csv", told_by + TABLE.replace(";", "|"))
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


def test_a_tab_may_be_told(tmp_path: Path) -> None:
    entries, findings = read_file(tmp_path, "resources.csv", "sep=\t\n" + TABLE.replace(";", "\t"))
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


@pytest.mark.parametrize("sign", [":", "^", "~"])
def test_another_sign_between_the_cells_is_told_once(tmp_path: Path, sign: str) -> None:
    _, findings = read_file(tmp_path, "resources.csv", TABLE.replace(";", sign))
    assert told(findings) == [("table.delimiter-unknown", "A1")]
    assert f"« {sign} »" in findings[0].message.fr


@pytest.mark.parametrize("above", ["Notre liste, en mai\n", "Notre liste, en mai;;;\n\n;Note;;\n"])
def test_headings_below_a_title_are_found_and_told(tmp_path: Path, above: str) -> None:
    number = above.count("\n") + 1
    entries, findings = read_file(tmp_path, "resources.csv", above + TABLE)
    assert the_entry(entries) == ("a", "Titre", number + 1)
    assert told(findings) == [("table.headings-below", f"A{number}")]
    assert "Notre liste, en mai" in findings[0].message.fr


@pytest.mark.parametrize("name", ["resources.xlsx", "resources.ods"])
def test_headings_below_a_title_of_a_workbook_are_found_and_told(tmp_path: Path, name: str) -> None:
    save(tmp_path / name, [["Notre liste"], [], HEADINGS, ROW])
    entries, findings = read_file(tmp_path, name, (tmp_path / name).read_bytes())
    assert the_entry(entries) == ("a", "Titre", 4)
    assert told(findings) == [("table.headings-below", "A3")]


def test_the_first_row_is_that_of_the_headings_where_it_names_columns(tmp_path: Path) -> None:
    rows = [dict(zip(HEADINGS, each, strict=True)) for each in (ROW, ["b", *HEADINGS[1:]])]
    _, findings = read_file(tmp_path, "resources.csv", written(rows))
    assert "table.headings-below" not in {found.code for found in findings}


def test_the_sheet_that_holds_the_headings_is_read_and_told(tmp_path: Path) -> None:
    sheets = {
        "Lisez-moi": [["Ceci est un catalogue"]],
        "Séries": [["id", "title", "schema_type"], ["s", "Une série", "Collection"]],
        "Ressources": [["Titre"], HEADINGS, ROW],
    }
    entries, findings = read_sheets(tmp_path, sheets)
    assert the_entry(entries) == ("a", "Titre", 3)
    assert told(findings) == [
        ("table.sheet-without-headings", None),
        ("table.headings-below", "A2"),
    ]
    said = findings[0].in_language("fr")
    assert "feuille « Lisez-moi »" in said and "« Ressources », qui en a 4" in said


def test_another_sheet_of_the_same_table_is_told(tmp_path: Path) -> None:
    sheets = {
        "2023": [HEADINGS, ROW],
        "2024": [["Suite"], [*HEADINGS, "issued"], ["b", *ROW[1:], "2024"]],
        "Concepts": [["scheme", "id", "label_fr", "label_en"]],
        "Notes": [["id", "title"]],
    }
    entries, findings = read_sheets(tmp_path, sheets)
    assert the_entry(entries) == ("a", "Titre", 2)
    (found,) = findings
    assert (found.code, found.value) == ("table.sheet-unread", "2024")


def test_a_sheet_that_is_called_as_the_table_is_the_one_that_is_meant(tmp_path: Path) -> None:
    sheets = {"2023": [HEADINGS, ["b", *ROW[1:]]], "Resources": [HEADINGS, ROW]}
    entries, findings = read_sheets(tmp_path, sheets)
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
@pytest.mark.parametrize("shown", [[], ["Rien"]])
def test_a_hidden_sheet_is_told_with_the_setting_that_reads_it(
    tmp_path: Path, state: str, shown: list[str]
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].append(shown)
    hidden = book.create_sheet('Ressources "2024"')
    hidden.append(HEADINGS)
    hidden.append(ROW)
    hidden.sheet_state = state
    book.save(tmp_path / "made.xlsx")
    content = (tmp_path / "made.xlsx").read_bytes()
    entries, findings = read_file(tmp_path, "resources.xlsx", content)
    (told_once,) = findings
    assert (told_once.code, entries) == ("table.sheet-hidden", [])
    setting = re.search(r"\[files\]: (.*)\.$", told_once.remedy.en)
    assert setting is not None
    again = f"[files]\n{setting[1]}\n"
    entries, findings = read_file(tmp_path / "again", "resources.xlsx", content, again)
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


@pytest.mark.parametrize(
    "text", ["a;Guide;Un titre\nb;Guide;Un autre\n", "'id';'kind'\n'a';'b'\n", "<html><p>id</p>\n"]
)
def test_where_no_heading_is_known_what_was_seen_is_told_once(tmp_path: Path, text: str) -> None:
    _, findings = read_file(tmp_path, "resources.csv", text.encode())
    (found,) = (each for each in findings if each.severity is Severity.VIOLATION)
    assert (found.code, found.location and found.location.cell) == ("table.headings-unknown", "A1")
    assert text.split(";")[0].split("\n")[0] in found.in_language("en")


SHEETS = {"Un": [HEADINGS, ROW], "Deux": [["x"], ["y"], HEADINGS, ["b", *ROW[1:]]]}
ONE_SHEET = {"Un": [HEADINGS, ROW]}


def test_the_settings_say_which_sheet_and_which_row(tmp_path: Path) -> None:
    settings = '[files]\nresources = { sheet = "Deux", heading_row = 3 }\n'
    entries, findings = read_sheets(tmp_path, SHEETS, settings)
    assert (the_entry(entries), findings) == (("b", "Titre", 4), [])


def test_the_settings_name_the_file_and_the_sheet(tmp_path: Path) -> None:
    save(tmp_path / "book.xlsx", [HEADINGS, ROW], sheet="Deux")
    settings = '[files.resources]\nfile = "book.xlsx"\nsheet = "Deux"\n'
    content = (tmp_path / "book.xlsx").read_bytes()
    entries, findings = read_file(tmp_path, "book.xlsx", content, settings)
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


def test_a_sheet_that_the_settings_name_and_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match=r'has not the sheet "Trois".* Its sheets: Un, Deux'):
        read_sheets(tmp_path, SHEETS, '[files]\nresources = { sheet = "Trois" }\n')


def test_a_sheet_of_a_file_without_sheets_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="has no sheets"):
        read_file(tmp_path, "resources.csv", TABLE, '[files]\nresources = { sheet = "Un" }\n')


def test_a_row_of_headings_that_is_not_there_is_told(tmp_path: Path) -> None:
    _, findings = read_sheets(tmp_path, ONE_SHEET, "[files]\nresources = { heading_row = 9 }\n")
    assert told(findings) == [("table.header-missing", None)]


@pytest.mark.parametrize(
    "value", ['{ page = "Deux" }', "{ heading_row = 0 }", "{ heading_row = true }", "{ sheet = 2 }"]
)
def test_what_is_said_of_a_table_is_of_the_kind_that_is_asked_for(
    tmp_path: Path, value: str
) -> None:
    _, findings = read_sheets(tmp_path, ONE_SHEET, f"[files]\nresources = {value}\n")
    assert [found.code for found in findings] == ["settings.wrong-kind"]


def test_text_under_a_blank_heading_is_told_once(tmp_path: Path) -> None:
    table = "id;kind;;title;description\na;Étude;;T;T\nb;Étude;vu;T;T\nc;Étude;lu;T;T\n"
    _, findings = read_file(tmp_path, "resources.csv", table)
    assert told(findings) == [("table.column-unheaded", "C3")]


def test_a_blank_heading_over_nothing_is_not_told(tmp_path: Path) -> None:
    _, findings = read_file(
        tmp_path, "resources.csv", "id;kind;;title;description\na;Étude; ;T;T\n"
    )
    assert findings == []


@pytest.mark.parametrize("name", ["RESOURCES.CSV", "Resources.csv"])
def test_a_name_in_capitals_is_read(tmp_path: Path, name: str) -> None:
    entries, findings = read_file(tmp_path, name, TABLE)
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


def test_of_two_names_that_differ_by_case_alone_none_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "Resources.csv").write_text(TABLE, "utf-8")
    with pytest.raises(FolderError, match=r"data/resources\.csv, data/Resources\.csv"):
        read_file(tmp_path, "resources.csv", TABLE)


def test_a_workbook_in_capitals_is_read(tmp_path: Path) -> None:
    save(tmp_path / "made.xlsx", [HEADINGS, ROW])
    content = (tmp_path / "made.xlsx").read_bytes()
    entries, findings = read_file(tmp_path, "RESOURCES.XLSX", content)
    assert (the_entry(entries), findings) == (("a", "Titre", 2), [])


@pytest.mark.parametrize(
    ("name", "mend"),
    [
        ("resources.xls", "open it, and save it as resources.xlsx"),
        ("resources.xlsm", "open it, and save it as resources.xlsx"),
        ("ressources.csv", "rename it resources.csv, or write in catalogue.toml: "),
        ("resources (1).csv", "rename it resources.csv, or write in catalogue.toml: "),
        ("resources.csv.txt", "rename it resources.csv"),
        ("Catalogue 2024.ods", "rename it resources.ods, or write in catalogue.toml: "),
    ],
)
def test_what_lies_where_there_is_no_table_is_named(tmp_path: Path, name: str, mend: str) -> None:
    made = make_folder(tmp_path, files={"resources.csv": "", name: b"x"})
    (made / "data" / "resources.csv").unlink()
    with pytest.raises(FolderError) as caught:
        read_all(made)
    assert str(caught.value).startswith(f"data/{name}: this file is not read, ")
    assert f": {mend}" in str(caught.value)


@pytest.mark.parametrize(
    ("text", "into"),
    [
        ('[{"id": "a"}]', None),
        ('[\n  {\n    "id": "a"\n  }\n]', None),
        ('{"id": "a"}\n{"id": "b"}', None),
        ('{"count": 1, "next": null, "results": [{"id": "a"}]}', "write its objects"),
        ('{\n  "results": []\n}', "write its objects"),
    ],
)
def test_a_file_of_json_is_renamed_where_it_is_then_read(
    tmp_path: Path, text: str, into: str | None
) -> None:
    made = make_folder(tmp_path, files={"resources.csv": "", "resources.json": text})
    data = made / "data"
    (data / "resources.csv").unlink()
    with pytest.raises(FolderError) as caught:
        read_all(made)
    assert (into or "rename it resources.jsonl") in str(caught.value)
    if into is None:
        (data / "resources.json").rename(data / "resources.jsonl")
        _, entries, findings = read_all(made)
        assert len(entries) == text.count('"id"')
        assert not [each for each in findings if each.code.startswith("table.json")]


def test_where_nothing_lies_the_formats_are_named(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    with pytest.raises(FolderError, match=r"there is no table of resources\. Put a file"):
        read_all(made)


def test_a_file_called_as_another_table_and_not_read_is_told(tmp_path: Path) -> None:
    made = make_folder(tmp_path, files={"notes.csv": "", "Series (2).csv": ""})
    (made / "data" / "series.csv").unlink(missing_ok=True)
    _, _, findings = read_all(made)
    assert [(f.code, f.location and f.location.file) for f in findings] == [
        ("table.file-not-read", "data/Series (2).csv")
    ]
