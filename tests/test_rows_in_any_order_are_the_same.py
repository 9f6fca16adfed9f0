"""However the rows of files lie, and whatever their table is, the same resources are published."""

import csv
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier, without_site
from command_line import DATE, files_of
from rows_of_files import CSV, PONTS, SHP, Rows, facts, file, read, settings, told
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.plan import mending_plan
from tressons_ld.catalogue.mending.writing import write_mended
from tressons_ld.catalogue.model import Entry
from tressons_ld.composition import open_folder
from tressons_ld.consumers.score_cards.remedies import entry_remedy
from tressons_ld.findings.finding import Finding
from tressons_ld.publication import shards
from tressons_ld.publication.publish import Publication, check, publish

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
