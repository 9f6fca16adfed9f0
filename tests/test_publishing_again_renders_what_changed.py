"""Of an earlier publication a shard is kept while nothing that it depends on has changed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, location
from command_line import DATE, edit, files_of
from identity_folder import rows, write_rows
from tressons_ld.composition import open_folder
from tressons_ld.publication import shards
from tressons_ld.publication.publish import Publication, publish
from tressons_ld.publication.shard_list import ShardList


@pytest.fixture(autouse=True)
def rows_are_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """End a shard after each row."""
    monkeypatch.setattr(shards, "_ENDS", 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The catalogue «atelier», published; nothing is found in it, so nothing is redone for that."""
    made = copy_of_atelier(tmp_path / "atelier")
    assert not published(made).report.codes
    return made


def published(folder: Path, output: str = "public") -> Publication:
    known = ShardList()
    inputs = open_folder(folder, date=DATE, watch=known.watch)
    return publish(inputs, folder / output, jobs=1, shards=known)


def as_a_first_one(folder: Path, again: Publication) -> bool:
    """Whether a publication over an earlier one has the files and findings of a first one."""
    first = published(folder, "first")
    assert first.rendered == first.resources
    return (files_of(again.output), again.report.report()) == (
        files_of(first.output),
        first.report.report(),
    )


# What is changed of a concept, and how many of the three entries that touches: where one links to
# another, the schema.org types of that one are stated too. The European themes are those of the
# catalogue as data too, which each record names.
OF_CONCEPTS = {
    "the schema.org type of a kind": ("concepts genre:guide schema_type", "Report", 3),
    "the nature of a kind": ("concepts genre:guide dcmi_type", "Sound", 2),
    "the European theme of a theme": ("concepts theme:velo data_theme", "ENVI", 3),
}


@pytest.mark.parametrize("changed", OF_CONCEPTS)
def test_the_entries_of_a_concept_are_rendered_after_a_change_of(
    changed: str, folder: Path
) -> None:
    place, value, entries = OF_CONCEPTS[changed]
    change(folder, place, value)
    again = published(folder)
    assert again.rendered == entries
    assert as_a_first_one(folder, again)


@pytest.mark.parametrize(
    ("column", "value"),
    [("title", "Guide du cycliste"), ("kind", "Webinaire"), ("language", "en")],
)
def test_an_entry_is_rendered_after_another_one_that_it_links_to(
    folder: Path, column: str, value: str
) -> None:
    change(folder, f"resources guide-du-velo {column}", value)
    again = published(folder)
    # The guide, and the debate that is based on it; not the third one.
    assert again.rendered == 2
    assert as_a_first_one(folder, again)


def add_row(folder: Path, table: str, **cells: str) -> None:
    """Add a row to a table."""
    every = rows(folder, table)
    write_rows(folder, table, [*every, {**dict.fromkeys(every[0], ""), **cells}], list(every[0]))


BASE = "https://id.example.net/atelier/"
# What the address of a file of an entry names, and what happens to that.
NAMED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "another entry": (
        f"{BASE}ressource/carnet-de-voyage",
        lambda folder: change(folder, "resources carnet-de-voyage kind", "Webinaire"),
    ),
    "an entry that was not there": (
        f"{BASE}ressource/nouveau",
        lambda folder: add_row(
            folder, "resources", id="nouveau", kind="Guide", title="Nouveau", description="Neuf."
        ),
    ),
    "an agent that was not there": (
        f"{BASE}organisation/nouvelle",
        lambda folder: add_row(
            folder, "agents", id="nouvelle", type="organisation", name="Nouvelle"
        ),
    ),
    "the homepage of an agent": (
        "https://www.example.net/autre",
        lambda folder: change(folder, "agents atelier homepage", "https://www.example.net/autre"),
    ),
}


@pytest.mark.parametrize("named", NAMED)
def test_an_entry_is_as_at_first_after_a_change_of_what_an_address_of_it_names(
    folder: Path, named: str
) -> None:
    address, happens = NAMED[named]
    change(folder, "resources debat-sur-la-marche download_url", address)
    published(folder)
    happens(folder)
    assert as_a_first_one(folder, published(folder))


def test_a_publication_with_other_files_is_no_earlier_one(folder: Path) -> None:
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nfeeds = false\n")
    again = publish(open_folder(folder, date=DATE), folder / "public", jobs=1, dropping=6)
    assert again.rendered == again.resources
    assert as_a_first_one(folder, again)


def test_what_has_files_no_more_is_remembered_without_them(folder: Path) -> None:
    # Whatever else of the row is taken over.
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\ndocuments = false\nsite = true\n")
    again = publish(open_folder(folder, date=DATE), folder / "public", jobs=1, dropping=5)
    assert as_a_first_one(folder, again)


def test_a_row_that_lost_its_last_cells_is_no_longer_the_same(folder: Path) -> None:
    # They were empty: what the row says is what it said.
    edit(folder / "data/resources.csv", "carnets" + "," * 11 + "\n", "carnets,,\n")
    again = published(folder)
    assert again.report.codes == {"table.row-short": 1}
    assert not again.published


def test_a_finding_of_a_shard_that_moved_is_at_its_cell_and_at_its_line(folder: Path) -> None:
    place = "resources carnet-de-voyage keywords"
    change(folder, place, "")
    published(folder)
    before = location(folder, place)
    table = folder / "data/resources.csv"
    head, _, rows = table.read_text("utf-8").partition("\n")
    cells = {"id": "nouveau", "kind": "Guide", "title": "Nouveau", "description": '"a\n\n\nb\n\nc"'}
    row = ",".join(cells.get(column, "") for column in head.split(","))
    table.write_text("\n".join([head, row, rows]), "utf-8")
    again = published(folder)
    now = location(folder, place)
    assert (before.cell, now.cell) == ("M4", "M5")
    assert now.line == (before.line or 0) + 6
    assert again.rendered == 1
    assert now in [each.location for each in again.report.sorted()]
    assert as_a_first_one(folder, again)


def test_a_blank_line_between_two_rows_of_a_shard_moves_the_findings_of_the_second(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_ENDS", 1 << 32)
    place = "resources carnet-de-voyage keywords"
    change(folder, place, "")
    published(folder)
    where = location(folder, place)
    edit(folder / "data/resources.csv", "\ncarnet-de-voyage,", "\n\ncarnet-de-voyage,")
    again = published(folder)
    below = replace(where, line=(where.line or 0) + 1, cell="M5")
    assert below in [each.location for each in again.report.sorted()]
    assert as_a_first_one(folder, again)


def test_a_finding_in_a_table_of_another_folder_moves_with_its_row(folder: Path) -> None:
    place = "concepts genre:webinaire dcmi_type"
    change(folder, place, "")
    concepts = folder / "data/tables/concepts.csv"
    concepts.parent.mkdir()
    (folder / "data/concepts.csv").rename(concepts)
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[files]\nconcepts = "tables/concepts.csv"\n')
    assert published(folder).report.codes == {"shape.resource-nature-known": 1}
    head, _, rest = concepts.read_text("utf-8").partition("\n")
    concepts.write_text(f"{head}\n\n{rest}", "utf-8")
    assert as_a_first_one(folder, published(folder))
