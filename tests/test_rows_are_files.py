"""A table has a row for each file, as portals export them: ``group_by`` makes resources of them."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adoption_twins import write_workbook
from catalogue_folder import copy_of_atelier, without_site
from command_line import DATE, files_of
from reading_folders import make_folder, read_all
from tressons_ld import open_catalogue
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.plan import mending_plan
from tressons_ld.catalogue.mending.writing import write_mended
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.tables import read_index, read_shared
from tressons_ld.catalogue.tables.resource_table import open_resources
from tressons_ld.composition import open_folder
from tressons_ld.consumers.cards.remedies import entry_remedy
from tressons_ld.findings.finding import Finding, Severity
from tressons_ld.publication import shards
from tressons_ld.publication.publish import Publication, check, publish

Rows = Sequence[Mapping[str, str]]

PONTS = {
    "PageURL": "https://exemple.fr/ponts",
    "id": "ponts",
    "kind": "Étude",
    "title": "Ponts et hauteurs",
    "description": "La hauteur libre sous les ponts d'une commune.",
}
BANCS = {
    "PageURL": "https://exemple.fr/bancs",
    "id": "bancs",
    "kind": "Étude",
    "title": "Bancs publics",
    "description": "L'emplacement des bancs publics d'une commune.",
}


def file(resource: Mapping[str, str], name: str, **cells: str) -> dict[str, str]:
    """A row: what is said of the resource, and of one file of it."""
    address = {"download_url": f"https://exemple.fr/{name}", "format": name.rpartition(".")[2]}
    return {**resource, **address, **cells}


CSV, SHP, PDF = "ponts.csv", "ponts.shp", "ponts.pdf"
PORTAL = [file(PONTS, CSV), file(BANCS, "bancs.csv"), file(PONTS, SHP), file(PONTS, PDF)]


def settings(group_by: str = "PageURL", more: str = "") -> str:
    grouped = f'group_by = "{group_by}"' if group_by else ""
    return f'\n[columns]\n"PageURL" = "landing_page"\n{more}\n\n[resources]\n{grouped}\n'


def read(folder: Path, rows: Rows, toml: str = settings()) -> tuple[list[Entry], list[Finding]]:
    """The entries of a table, and what is found in it."""
    _, entries, findings = read_all(make_folder(folder, settings=toml, resources=rows))
    return [entry for entry in entries if entry is not None], findings


def told(findings: Iterable[Finding]) -> list[tuple[str, str | None, str | None]]:
    """The code, the cell and the value of each finding."""
    return [
        (each.code, each.location and each.location.cell, each.value)
        for each in findings
        if each.severity > Severity.INFO
    ]


def files(entry: Entry) -> list[tuple[str | None, str | None]]:
    return [(one.download_url, one.format) for one in entry.distributions]


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


# --- any table ----------------------------------------------------------------------------------

NAMES = ("ponts", "bancs", "arbres")


@st.composite
def tables(draw: st.DrawFn) -> list[dict[str, str]]:
    """Rows of a few resources, some of which say no more of theirs than which it is."""
    rows: list[dict[str, str]] = []
    for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, unique=True)):
        said = {**PONTS, "PageURL": f"https://exemple.fr/{name}", "id": name}
        said |= {"issued": draw(st.sampled_from(["", "2019"])), "keywords": "eau; pont"}
        number = draw(st.integers(1, 4))
        saying = draw(st.integers(0, number - 1))
        for place in range(number):
            whole = place == saying or draw(st.booleans())
            rows.append(
                file(
                    said if whole else {"PageURL": said["PageURL"]},
                    f"{name}-{place}.csv",
                    format=draw(st.sampled_from(["", "CSV", "PDF"])),
                    size=draw(st.sampled_from(["", "12"])),
                )
            )
    return rows


def facts(entries: Iterable[Entry]) -> set[str]:
    """The resources and their files, wherever they stand."""
    return {
        repr(
            replace(
                entry,
                row=None,
                distributions=tuple(
                    sorted((replace(one, row=None) for one in entry.distributions), key=repr)
                ),
            )
        )
        for entry in entries
    }


def read_anywhere(rows: Rows, toml: str) -> tuple[list[Entry], list[Finding]]:
    with TemporaryDirectory() as folder:
        return read(Path(folder), rows, toml)


@given(rows=tables(), data=st.data())
def test_rows_in_any_order_give_the_same_resources_and_files(
    rows: list[dict[str, str]], data: st.DataObject
) -> None:
    entries, findings = read_anywhere(rows, settings())
    assert told(findings) == []
    assert sum(len(entry.distributions) for entry in entries) == len(rows)
    moved = data.draw(st.permutations(rows))
    again, found = read_anywhere(moved, settings())
    assert told(found) == []
    assert facts(again) == facts(entries)
    firsts = list(dict.fromkeys(row["PageURL"] for row in moved))
    assert [entry.landing_page for entry in again] == firsts


@given(rows=tables())
def test_a_table_with_a_row_for_each_resource_is_the_same_grouped(
    rows: list[dict[str, str]],
) -> None:
    alone = list({row["PageURL"]: row for row in rows if "id" in row}.values())
    assert read_anywhere(alone, settings()) == read_anywhere(alone, settings(group_by=""))


def test_the_mends_of_one_meaning_are_made_in_each_row(tmp_path: Path) -> None:
    rows = [file(PONTS, n, issued="mars 2020") for n in (CSV, SHP)]
    rows[1]["format"] = ".shp"
    _, findings = read(tmp_path, rows)
    write_mended(tmp_path, mending_plan(CatalogueFolder.read(tmp_path), findings).files)
    mended = rows_in(tmp_path)
    assert [(row["issued"], row["format"]) for row in mended] == [
        ("2020-03", "csv"),
        ("2020-03", "SHP"),
    ]


# --- publications -------------------------------------------------------------------------------


def row_for_each_file(folder: Path) -> Path:
    """A copy of the catalogue « atelier » whose table has a row for each file: a twin of it."""
    path = copy_of_atelier(folder) / "data" / "resources.csv"
    with path.open(encoding="utf-8", newline="") as lines:
        listed = list(csv.DictReader(lines))
    rows = []
    for row in listed:
        parts = {
            name: [part.strip() for part in row[name].split(";")]
            for name in ("download_url", "format", "size", "licence")
        }
        for place in range(len(parts["download_url"])):
            own = {name: (told[place : place + 1] or [""])[0] for name, told in parts.items()}
            rows.append({**row, **own})
    write(path, rows)
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[resources]\ngroup_by = "id"\n')
    return folder


def write(path: Path, rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.DictWriter(lines, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def rows_in(folder: Path) -> list[dict[str, str]]:
    with (folder / "data" / "resources.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def published(folder: Path, output: str = "public") -> Publication:
    return publish(open_folder(folder, date=DATE), folder / output, jobs=1)


def test_a_twin_with_a_row_for_each_file_publishes_the_same(tmp_path: Path) -> None:
    twin = row_for_each_file(tmp_path / "twin")
    assert len(rows_in(twin)) > len(rows_in(copy_of_atelier(tmp_path / "atelier")))
    one, other = published(tmp_path / "atelier"), published(twin)
    assert one.report.codes == other.report.codes
    there, here = files_of(one.output), files_of(other.output)
    assert here.keys() == there.keys()
    assert {name for name in here if here[name] != there[name]} <= {"manifest.jsonl"}


@pytest.mark.parametrize("change", ["a row moves", "a file changes", "a row goes", "a row is new"])
def test_publishing_again_comes_to_what_a_first_time_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    monkeypatch.setattr(shards, "_ENDS", 1)
    folder = without_site(row_for_each_file(tmp_path / "twin"))
    rows = rows_in(folder)
    rows[-1]["format"] = ".pdf"
    write(folder / "data" / "resources.csv", rows)
    place = next(i for i, row in enumerate(rows) if row["id"] == rows[i - 1]["id"])
    published(folder)
    if change == "a row moves":
        rows.append(rows.pop(place))
    elif change == "a file changes":
        rows[place] |= {"format": "ODT"}
    elif change == "a row goes":
        del rows[place]
    else:
        rows.append(file(rows[place], "neuf.pdf", format="nul"))
        rows[-1]["format"] = ""
    write(folder / "data" / "resources.csv", rows)
    again, first = published(folder), published(folder, "first")
    (found,) = (e for e in first.report.report().findings if e.code == "table.value-read")
    row = 2 + [row["format"] for row in rows].index(".pdf")
    assert found.location is not None
    assert found.location.cell == f"Y{row}"
    assert again.report.report() == first.report.report()
    assert files_of(again.output) == files_of(first.output)
    assert first.rendered == first.resources
    assert change == "a row moves" or again.rendered < first.rendered


def test_what_a_shape_or_a_portal_wants_of_a_file_is_told_at_its_row(tmp_path: Path) -> None:
    folder = without_site(row_for_each_file(tmp_path / "twin"))
    rows = rows_in(folder)
    place = next(i for i, row in enumerate(rows) if row["id"] == rows[i - 1]["id"])
    licence = "https://exemple.fr/licence"
    rows[place] |= {"format": "", "licence": licence, "download_url": "http://localhost/x.pdf"}
    write(folder / "data" / "resources.csv", rows)
    inputs = open_folder(folder, date=DATE)
    assert {
        each.code: each.location and each.location.cell
        for each in check(inputs, jobs=1).report().findings
    } == {
        "feed.licence-unknown": f"AA{place + 2}",
        "feed.address-not-public": f"X{place + 2}",
        "shape.distribution-format-known": f"Y{place + 2}",
    }
    entry = next(one for one in inputs.folder.entries() if one.id == rows[place]["id"])
    for indicator, column in (("formatAvailability", "Y"), ("knownLicence", "AA")):
        lacking = [replace(one, format=None, licence=None) for one in entry.distributions[1:]]
        files = (entry.distributions[0], *lacking)
        remedy = entry_remedy(indicator, replace(entry, distributions=files), inputs.folder.shared)
        assert remedy.at is not None
        assert remedy.at.cell == f"{column}{place + 2}"
