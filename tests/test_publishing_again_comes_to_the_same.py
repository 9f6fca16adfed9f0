"""What is kept of an earlier publication never shows: files and findings are those of a first."""

import shutil
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import DATE, files_of, tressons_ld

# What is changed between two publications; it moves findings, or what other tables give to entries.
CHANGES = {
    "the type of a kind": [("concepts genre:guide schema_type", "Report")],
    "the nature of a kind": [("concepts genre:guide dcmi_type", "Sound")],
    "the European theme of a theme": [("concepts theme:velo data_theme", "ENVI")],
    "a label": [("concepts theme:velo label_en", "Bicycle")],
    "the name of an agent": [
        ("agents atelier name", "L'atelier"),
        ("agents atelier acronym", "Atelier du vélo"),
    ],
    "the site of the files": [("catalogue.toml site_url", '"https://www.example.net/autre/"')],
    "a title": [("resources guide-du-velo title", "Guide du cycliste")],
    "a finding in a row": [("resources guide-du-velo keywords", "")],
}


def publish(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """The files published, and the findings, without what differs by being a second time."""
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    return files_of(folder / "public"), done.stderr.splitlines()


def declare(folder: Path, *words: str) -> None:
    done = tressons_ld("identity", *words, "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr


def published_twice_and_once(folder: Path) -> tuple[object, object]:
    """What the changed folder comes to over an earlier publication, and without one."""
    again = publish(folder)
    shutil.rmtree(folder / "public")
    return again, publish(folder)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The catalogue «atelier», published; two findings of its entries stand in other tables."""
    made = without_site(copy_of_atelier(tmp_path / "atelier"))
    change(made, "additions carnet-de-voyage certainty", "")
    change(made, "concepts genre:webinaire dcmi_type", "")
    publish(made)
    return made


@pytest.mark.parametrize("changed", CHANGES)
def test_after_a_change_of(changed: str, folder: Path) -> None:
    for place, value in CHANGES[changed]:
        change(folder, place, value)
    declare(folder, "rebase")
    again, first = published_twice_and_once(folder)
    assert again == first


@pytest.mark.parametrize("table", ["concepts", "additions", "resources"])
def test_after_the_rows_of_a_table_have_moved(folder: Path, table: str) -> None:
    path = folder / "data" / f"{table}.csv"
    head, _, rows = path.read_text("utf-8").partition("\n")
    path.write_text(f"{head}\n\n{rows}", "utf-8")
    again, first = published_twice_and_once(folder)
    assert again == first


def test_after_the_pages_are_left_out(folder: Path) -> None:
    settings = folder / "data/catalogue.toml"
    without = settings.read_text("utf-8")
    settings.write_text(without.replace("site = false", "site = true"), "utf-8")
    publish(folder)
    settings.write_text(without, "utf-8")
    again, first = published_twice_and_once(folder)
    assert again == first


def test_after_the_lines_of_the_settings_have_moved(folder: Path) -> None:
    change(folder, "catalogue.toml source", None)
    declare(folder, "remove", "source/liste-2021", "--reason", "Sans objet.")
    publish(folder)
    path = folder / "data" / "catalogue.toml"
    path.write_text("# Une ligne de plus.\n" + path.read_text("utf-8"), "utf-8")
    again, first = published_twice_and_once(folder)
    assert again == first


def inodes(folder: Path) -> dict[str, int]:
    files = (folder / "public").glob("catalogue.*")
    return {path.name: path.stat().st_ino for path in files if path.suffix != ".html"}


def test_files_in_which_nothing_changed_are_those_of_before(folder: Path) -> None:
    first, before = publish(folder)[0], inodes(folder)
    assert publish(folder)[0] == first
    assert inodes(folder) == before


def test_files_in_which_something_changed_are_others(folder: Path) -> None:
    before = inodes(folder)
    change(folder, "resources guide-du-velo title", "Guide du cycliste")
    publish(folder)
    assert not set(inodes(folder).values()) & set(before.values())
