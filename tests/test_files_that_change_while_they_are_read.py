"""A publication is made of one state of the folder: a file that changes meanwhile ends it."""

import re
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import FolderError
from tressons_ld.publication.publish import check, publish


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def moved(folder: Path, table: str, place: str) -> None:
    """Move a table, and say in the settings where it lies now."""
    old, new = folder / f"data/{table}.csv", folder / "data" / place
    new.parent.mkdir(exist_ok=True)
    old.rename(new)
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[files]\n{table} = "{place}"\n')


def refused(folder: Path, file: str) -> None:
    """Open the folder, touch a file of it, and see both commands refuse what they have read."""
    inputs = open_folder(folder, date=DATE)
    with (folder / "data" / file).open("a", encoding="utf-8") as table:
        table.write("\n")
    for work in (lambda: check(inputs), lambda: publish(inputs, folder / "public", jobs=1)):
        with pytest.raises(FolderError, match=re.escape(f"data/{file}")) as refusal:
            work()
        assert refusal.value.code == "folder.changed"
    assert not (folder / "public").exists()


@pytest.mark.parametrize(
    "file", ["resources.csv", "agents.csv", "concepts.csv", "catalogue.toml", "identities.csv"]
)
def test_a_file_of_the_folder_that_changes_ends_the_command(folder: Path, file: str) -> None:
    publish(open_folder(folder, date=DATE), folder / "first", jobs=1)
    refused(folder, file)


@pytest.mark.parametrize("table", ["resources", "concepts"])
@pytest.mark.parametrize("place", ["tables/2026.csv", "../elsewhere.csv"])
def test_a_table_that_lies_elsewhere_is_watched_there(folder: Path, table: str, place: str) -> None:
    moved(folder, table, place)
    refused(folder, place)


def test_a_table_that_appears_is_a_change(folder: Path) -> None:
    inputs = open_folder(folder, date=DATE)
    (folder / "data/terms.csv").write_text("table,code,iri\n", "utf-8")
    with pytest.raises(FolderError, match=r"data/terms\.csv"):
        check(inputs)


def test_what_is_no_table_of_the_catalogue_may_change(folder: Path) -> None:
    inputs = open_folder(folder, date=DATE)
    (folder / "data/source").mkdir(exist_ok=True)
    (folder / "data/source/received.csv").write_text("a\n", "utf-8")
    (folder / "data/~$resources.xlsx").write_text("", "utf-8")
    assert check(inputs).publishable
