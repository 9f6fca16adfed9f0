"""A table has a row for each file, as portals export them: ``group_by`` makes resources of them."""

import json
from pathlib import Path

import pytest

from adoption_twins import write_workbook
from command_line import DATE
from reading_folders import make_folder, read_all
from rows_of_files import CSV, PDF, PONTS, SHP, file, files, read, settings, told
from tressons_ld import open_catalogue
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.tables.resource_table import open_resources, read_index
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.finding import Severity

BANCS = {
    "PageURL": "https://exemple.fr/bancs",
    "id": "bancs",
    "kind": "Étude",
    "title": "Bancs publics",
    "description": "L'emplacement des bancs publics d'une commune.",
}


PORTAL = [file(PONTS, CSV), file(BANCS, "bancs.csv"), file(PONTS, SHP), file(PONTS, PDF)]


def test_rows_with_one_value_are_one_resource_wherever_they_stand(tmp_path: Path) -> None:
    (ponts, bancs), findings = read(tmp_path, PORTAL)
    assert told(findings) == []
    assert (ponts.id, ponts.title, bancs.id) == ("ponts", "Ponts et hauteurs", "bancs")
    assert files(ponts) == [
        ("https://exemple.fr/ponts.csv", "CSV"),
        ("https://exemple.fr/ponts.shp", "SHP"),
        ("https://exemple.fr/ponts.pdf", "PDF"),
    ]
    assert [one.row.number for one in ponts.distributions] == [2, 4, 5]
    assert [one.name for one in ponts.distributions] == [
        "distribution-ponts-csv",
        "distribution-ponts-shp",
        "distribution-ponts-pdf",
    ]


@pytest.mark.parametrize("heading", ["id", "PageURL", "page url", "landing_page", "Jeu"])
def test_the_heading_may_be_any_of_the_table_or_a_column(tmp_path: Path, heading: str) -> None:
    rows = [{"Jeu": f"{row['id']}-1", **row} for row in PORTAL]
    toml = settings(heading, "" if heading == "Jeu" else '"Jeu" = ""')
    entries, findings = read(tmp_path, rows, toml)
    assert [(entry.id, len(entry.distributions)) for entry in entries] == [
        ("ponts", 3),
        ("bancs", 1),
    ]
    assert told(findings) == []


def test_a_heading_that_is_not_there_is_told_with_those_that_are(tmp_path: Path) -> None:
    entries, findings = read(tmp_path, PORTAL, settings("PagURL"))
    assert entries == []
    (found,) = (each for each in findings if each.severity is Severity.VIOLATION)
    assert found.code == "settings.group-heading"
    assert found.location is not None
    assert (found.location.file, found.location.column) == (
        "data/catalogue.toml",
        "resources.group_by",
    )
    assert "PageURL, id, kind, title" in found.remedy.fr
    assert "« PageURL »" in found.remedy.fr.partition("Écrire")[0]


def test_a_heading_without_any_value_is_told_once(tmp_path: Path) -> None:
    rows = [{**row, "Jeu": ""} for row in PORTAL]
    entries, findings = read(tmp_path, rows, settings("Jeu"))
    assert entries == []
    assert [each.code for each in findings if each.severity is Severity.VIOLATION] == [
        "settings.group-empty"
    ]


def test_a_row_that_does_not_say_which_resource_it_is_of_is_told(tmp_path: Path) -> None:
    rows = [*PORTAL, file({**BANCS, "PageURL": ""}, "autre.csv", id="autre")]
    entries, findings = read(tmp_path, rows)
    assert told(findings) == [("table.group-missing", "A6", None)]
    assert [len(entry.distributions) for entry in entries] == [3, 1, 1]


@pytest.mark.parametrize(("column", "said"), [("download_url", True), ("title", False)])
def test_without_the_setting_files_under_one_id_are_told_of_it(
    tmp_path: Path, column: str, said: bool
) -> None:
    rows = [file(PONTS, CSV), file(PONTS, SHP)]
    kept = [{**{k: row[k] for k in PONTS}, column: row[column]} for row in rows]
    _, findings = read(tmp_path, kept, settings(group_by=""))
    (found,) = (each for each in findings if each.code == "table.id-duplicate")
    assert ('group_by = "id", under [resources]' in found.remedy.en) == said


def test_what_one_row_alone_says_of_the_resource_is_said_of_it(tmp_path: Path) -> None:
    bare = {"PageURL": PONTS["PageURL"]}
    rows = [file(bare, CSV), file(PONTS, SHP), file(bare, PDF, issued="20l9")]
    (entry,), findings = read(tmp_path, rows)
    assert (entry.id, entry.title) == ("ponts", "Ponts et hauteurs")
    assert entry.row.at("title").cell == "F3"
    assert told(findings) == [("table.year-unreadable", "H4", "20l9")]


def test_rows_that_differ_are_told_at_the_cell_with_both_values(tmp_path: Path) -> None:
    rows = [
        file(PONTS, CSV, keywords="eau; pont"),
        file(PONTS, SHP, keywords="pont;eau", title="Ponts  et hauteurs"),
        file(PONTS, PDF, keywords="pont", title="Ponts"),
    ]
    (entry,), findings = read(tmp_path, rows)
    assert told(findings) == [
        ("table.group-differs", "D4", "Ponts"),
        ("table.group-differs", "H4", "pont"),
    ]
    assert {each.severity for each in findings} == {Severity.VIOLATION}
    (first, _) = findings
    assert "« Ponts et hauteurs » à la ligne 2" in first.message.fr
    assert "« PageURL »" in first.message.fr
    assert entry.title == "Ponts et hauteurs"


def test_two_resources_of_one_title_and_page_are_told_at_their_titles(tmp_path: Path) -> None:
    rows = [
        file({**PONTS, "Jeu": "1", "title": ""}, CSV),
        file({**PONTS, "Jeu": "1"}, SHP),
        file({**PONTS, "Jeu": "2", "id": "ponts-2"}, PDF),
    ]
    _, findings = read(tmp_path, rows, settings("Jeu"))
    assert told(findings) == [("table.rows-alike", "D3", None)]
    assert "2 lignes (3, 4)" in findings[0].message.fr


def test_a_keyword_of_two_spellings_is_told_where_it_stands(tmp_path: Path) -> None:
    rows = [file(PONTS, CSV), file(PONTS, SHP, keywords="Ponts")]
    rows += [file({**BANCS, "id": i, "PageURL": i}, f"{i}.csv", keywords="ponts") for i in "ab"]
    toml = settings("id").replace('"PageURL" = "landing_page"', '"PageURL" = ""')
    _, findings = read(tmp_path, rows, toml)
    (found,) = (each for each in findings if each.code == "table.keyword-near")
    assert found.location is not None
    assert found.location.cell == "H3"


def test_one_thing_said_in_two_ways_is_no_difference(tmp_path: Path) -> None:
    rows = [
        file(PONTS, CSV, issued="2020-03", organisations="RTES; Avise"),
        file(PONTS, SHP, issued="mars 2020", organisations="avise; rtes", kind="etude"),
        file(PONTS, PDF, issued="mars 20l0"),
    ]
    (entry,), findings = read(tmp_path, rows)
    assert entry.organisations == ("rtes", "avise")
    assert [(each.code, each.location and each.location.cell) for each in findings] == [
        ("table.value-read", "H3"),
        ("table.group-differs", "H4"),
    ]


def test_a_constant_is_no_difference(tmp_path: Path) -> None:
    rows = [file({**PONTS, "kind": ""}, CSV), file(PONTS, SHP), file({**BANCS, "kind": ""}, "b")]
    rows[2]["format"] = ""
    toml = settings(more='[columns.resources]\nkind = { constant = "Webinaire" }')
    (ponts, bancs), findings = read(tmp_path, rows, toml)
    assert told(findings) == []
    assert (ponts.kind, bancs.kind) == ("etude", "webinaire")


def test_a_cell_that_several_rows_have_is_told_at_each(tmp_path: Path) -> None:
    rows = [file(PONTS, name, themes="Vélos") for name in (CSV, SHP, PDF)]
    _, findings = read(tmp_path, rows)
    assert told(findings) == [
        ("reference.unknown-theme", f"H{number}", "Vélos") for number in (2, 3, 4)
    ]


def test_what_is_wrong_with_a_file_is_told_at_its_own_row(tmp_path: Path) -> None:
    rows = [file(PONTS, CSV), file(PONTS, SHP, format="schéma"), file(PONTS, PDF, download_url="")]
    (entry,), findings = read(tmp_path, rows)
    assert told(findings) == [
        ("reference.unknown-format", "G3", "schéma"),
        ("table.distribution-nowhere", "G4", None),
    ]
    assert [one.row.number for one in entry.distributions] == [2, 3]


def test_a_file_that_two_rows_tell_alike_is_published_once_and_told(tmp_path: Path) -> None:
    rows = [file(PONTS, CSV), file(PONTS, SHP), file(PONTS, CSV)]
    (entry,), findings = read(tmp_path, rows)
    assert told(findings) == [("table.group-file-repeated", "F4", "https://exemple.fr/ponts.csv")]
    assert [one.format for one in entry.distributions] == ["CSV", "SHP"]


def test_an_address_of_which_two_rows_say_other_things_is_two_distributions(
    tmp_path: Path,
) -> None:
    rows = [file(PONTS, "api", format="CSV"), file(PONTS, "api", format="JSON")]
    (entry,), _ = read(tmp_path, rows)
    assert [one.format for one in entry.distributions] == ["CSV", "JSON"]
    assert len({one.name for one in entry.distributions}) == 2


def test_rows_without_an_address_tell_of_what_the_page_gives(tmp_path: Path) -> None:
    rows = [{**PONTS, "format": name} for name in ("CSV", "PDF")]
    (entry,), findings = read(tmp_path, rows)
    assert told(findings) == []
    assert [(one.page, one.format) for one in entry.distributions] == [
        ("https://exemple.fr/ponts", "CSV"),
        ("https://exemple.fr/ponts", "PDF"),
    ]


def test_a_draft_row_keeps_its_file_back_and_stops_nothing(tmp_path: Path) -> None:
    rows = [
        file(PONTS, CSV),
        file(PONTS, SHP, status="brouillon", title="Ponts", format="schéma"),
    ]
    (entry,), findings = read(tmp_path, rows)
    assert [one.format for one in entry.distributions] == ["CSV"]
    assert entry.status is None
    assert {each.code for each in findings} == {
        "table.draft",
        "table.group-differs",
        "reference.unknown-format",
    }
    assert max(each.severity for each in findings) is Severity.WARNING


def test_a_resource_whose_rows_are_all_drafts_is_one(tmp_path: Path) -> None:
    rows = [file(BANCS, "bancs.csv"), *(file(PONTS, n, status="brouillon") for n in (CSV, SHP))]
    entries, findings = read(tmp_path, rows)
    assert [entry.status for entry in entries] == [None, "draft"]
    assert len(entries[1].distributions) == 2
    assert max(each.severity for each in findings) is Severity.INFO
    shared, _ = read_shared(tmp_path)
    table = open_resources(tmp_path, shared.settings)
    index, _ = read_index(tmp_path, shared, table)
    assert "ponts" not in index
    assert index.is_draft("ponts")


def test_rows_of_json_lines_are_grouped_too(tmp_path: Path) -> None:
    rows = [{**row, "Jeu": row["id"]} for row in PORTAL]
    lines = "".join(f"{json.dumps(row)}\n" for row in rows)
    make_folder(tmp_path, settings=settings("Jeu"), files={"resources.jsonl": lines})
    _, entries, findings = read_all(tmp_path)
    assert [entry and len(entry.distributions) for entry in entries] == [3, 1]
    assert told(findings) == []


def test_rows_of_a_workbook_are_grouped_below_its_title(tmp_path: Path) -> None:
    rows = [{"Jeu": row["id"], **row} for row in PORTAL]
    make_folder(tmp_path, settings=settings("Jeu"), files={"resources.xlsx": b""})
    head = [["Inventaire"], [], list(rows[0])]
    sheets = {"À lire": [["Rien"]], "Liste": [*head, *(list(row.values()) for row in rows)]}
    write_workbook(tmp_path / "data" / "resources.xlsx", sheets)
    _, entries, _ = read_all(tmp_path)
    assert [
        [one.row.at("download_url").cell for one in entry.distributions]
        for entry in entries
        if entry
    ] == [["G4", "G6", "G7"], ["G5"]]


def test_with_drafts_the_files_of_drafts_are_shown(tmp_path: Path) -> None:
    rows = [file(PONTS, CSV), file(PONTS, SHP, status="brouillon")]
    make_folder(tmp_path, settings=settings(), resources=rows)
    shown = CatalogueFolder.read(tmp_path, with_drafts=True)
    assert [len(entry.distributions) for entry in shown.entries()] == [2]


def test_what_was_found_later_completes_a_resource_of_several_rows(tmp_path: Path) -> None:
    known = {
        "resource": "ponts",
        "source": "https://e.fr/",
        "found_on": "2026-11-01",
        "certainty": "Sûre",
    }
    address = "https://exemple.fr/neuf.odt"
    facts = {"issued": "2019", "download_url": address, "format": "ODT"}
    later = [{**known, "column": column, "value": value} for column, value in facts.items()]
    make_folder(tmp_path, settings=settings(), resources=PORTAL, additions=later)
    _, entries, findings = read_all(tmp_path)
    assert told(findings) == []
    (ponts, _) = entries
    assert ponts is not None
    assert ponts.issued == "2019"
    assert files(ponts)[3:] == [(address, "ODT")]


def test_a_resource_of_several_rows_is_found_by_its_id(tmp_path: Path) -> None:
    make_folder(tmp_path, settings=settings(), resources=PORTAL)
    catalogue = open_catalogue(tmp_path, date=DATE)
    assert len(catalogue) == 2
    assert len(catalogue["ponts"].distributions) == 3
    assert len(catalogue["bancs"].distributions) == 1
