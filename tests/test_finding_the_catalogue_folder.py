"""The folder of a catalogue is found from within, and its tables by their names."""

from pathlib import Path

import pytest

from reading_folders import make_folder, read_all
from tressons_ld.catalogue.tables.toml_file import find_folder
from tressons_ld.findings.errors import FolderError


def test_the_folder_is_the_nearest_one_above(tmp_path: Path) -> None:
    made = make_folder(tmp_path / "a")
    inner = made / "b" / "c"
    inner.mkdir(parents=True)
    assert find_folder(inner) == find_folder(made) == made.resolve()
    with pytest.raises(FolderError, match="tressons-ld init"):
        find_folder(inner, parents=False)


def test_no_folder_and_no_catalogue_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="there is no such folder"):
        find_folder(tmp_path / "nowhere")
    with pytest.raises(FolderError, match="no catalogue folder here") as raised:
        find_folder(tmp_path, parents=False)
    assert "tressons-ld init" in raised.value.text.fr


def test_no_table_of_resources_is_told(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    (made / "data" / "resources.csv").unlink()
    with pytest.raises(FolderError, match="there is no table of resources"):
        read_all(made)


def test_two_tables_of_resources_are_told(tmp_path: Path) -> None:
    made = make_folder(tmp_path, files={"resources.jsonl": "{}"})
    (made / "data" / "resources.csv").write_text("id\n", "utf-8")
    with pytest.raises(FolderError, match=r"data/resources\.csv, data/resources\.jsonl: several"):
        read_all(made)


def test_the_settings_name_the_file_of_a_table(tmp_path: Path) -> None:
    row = '{"id": "a", "kind": "etude", "title": "A", "description": "T"}\n'
    made = make_folder(
        tmp_path, settings='[files]\nresources = "notre.jsonl"\n', files={"notre.jsonl": row}
    )
    _, entries, findings = read_all(made)
    assert findings == []
    assert [entry and entry.row.header.file for entry in entries] == ["data/notre.jsonl"]


@pytest.mark.parametrize("file", ["../../elsewhere.csv", "x/../../../elsewhere.csv", "{0}"])
def test_a_file_outside_the_folder_of_the_catalogue_is_not_read(tmp_path: Path, file: str) -> None:
    elsewhere = tmp_path / "elsewhere.csv"
    elsewhere.write_text("id,kind,title,description\na,etude,A,T\n", "utf-8")
    named = file.format(elsewhere)
    made = make_folder(tmp_path / "made", settings=f'[files]\nresources = "{named}"\n')
    with pytest.raises(FolderError, match="outside the catalogue's folder"):
        read_all(made)


def test_a_file_beside_the_tables_is_read_where_the_settings_name_it(tmp_path: Path) -> None:
    made = make_folder(tmp_path, settings='[files]\nresources = "../beside.csv"\n')
    (made / "beside.csv").write_text("id,kind,title,description\na,etude,A,T\n", "utf-8")
    assert [entry and entry.id for entry in read_all(made)[1]] == ["a"]


def test_the_lock_file_is_taken_for_no_table(tmp_path: Path) -> None:
    made = make_folder(tmp_path, files={"identities.csv": "id,status\n"})
    (made / "data/resources.csv").unlink()
    with pytest.raises(FolderError) as caught:
        read_all(made)
    assert caught.value.code == "folder.no-resources"


@pytest.mark.parametrize("file", ["absent.csv", "../catalogue.toml", "", "x\\u0000y"])
def test_a_file_that_the_settings_name_and_is_not_there_is_told(tmp_path: Path, file: str) -> None:
    made = make_folder(tmp_path, settings=f'[files]\nresources = "{file}"\n')
    with pytest.raises(FolderError, match=r"under \[files\]"):
        read_all(made)
