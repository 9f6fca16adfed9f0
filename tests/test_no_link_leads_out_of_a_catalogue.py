"""A link out of a catalogue, or to nothing, is refused: a stranger may have proposed it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from catalogue_folder import ATELIER, copy_of_atelier
from command_line import files_of, tressons_ld
from tressons_ld.catalogue.adoption.last_import import read_last_import
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.catalogue.tables.toml_file import find_folder
from tressons_ld.findings.errors import FolderError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need rights there")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue, beside what is not its own."""
    (tmp_path / "secret").write_text("id,name\nsecret,Jeton\n", "utf-8")
    return copy_of_atelier(tmp_path / "atelier")


def refusal(folder: Path) -> FolderError:
    with pytest.raises(FolderError) as refused:
        read_shared(folder)
    return refused.value


@pytest.mark.parametrize(
    "path",
    [
        "data/agents.csv",
        "data/catalogue.toml",
        "data/identities.csv",
        "data/resources.csv",
        "templates/resource.html",
        "shapes/own.ttl",
        "shapes/more/own.ttl",
        "queries/own.rq",
        "ontology/authorities.csv",
    ],
)
@pytest.mark.parametrize("target", ["secret", "nothing"])
@pytest.mark.parametrize("start", [str, os.path.relpath])
def test_a_link_that_leads_out_is_refused(
    folder: Path, path: str, target: str, start: Callable[..., str]
) -> None:
    link, given = folder / path, folder.parent / target
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(start(given) if start is str else start(given, link.parent))
    refused = refusal(folder)
    assert refused.code == "folder.link-outside"
    assert path in str(refused)


@pytest.mark.parametrize("name", ["data", "shapes", "queries", "ontology", "templates"])
def test_a_folder_that_is_a_link_is_refused_too(folder: Path, name: str) -> None:
    (other := folder.parent / "other").mkdir()
    if (folder / name).exists():
        shutil.move(folder / name, other / name)
    else:
        (other / name).mkdir()
    (folder / name).symlink_to(other / name)
    assert refusal(folder).code == "folder.link-outside"


def test_a_folder_within_that_is_a_link_is_refused_where_it_is_read(folder: Path) -> None:
    (folder / "data/more").symlink_to(folder.parent)
    (folder.parent / "agents.csv").write_text("id,name\nsecret,Jeton\n", "utf-8")
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write('[files]\nagents = "more/agents.csv"\n')
    # What links below data/ lead to is not read, unless the settings name it.
    assert refusal(folder).code == "folder.link-outside"


def test_what_was_last_imported_is_not_read_elsewhere(folder: Path) -> None:
    shutil.rmtree(folder / "data/source", ignore_errors=True)
    (folder / "data/source").symlink_to(folder.parent)
    (folder.parent / "last-import.csv").write_text("id\n", "utf-8")
    (folder.parent / "last-import.toml").write_text("[headings]\n", "utf-8")
    with pytest.raises(FolderError) as refused:
        read_last_import(folder)
    assert refused.value.code == "folder.link-outside"


def test_a_link_within_the_catalogue_is_read(folder: Path) -> None:
    for name in ("agents.csv", "catalogue.toml"):
        (folder / "data" / name).rename(folder / name)
        (folder / "data" / name).symlink_to(f"../{name}")
    assert read_shared(folder) == read_shared(ATELIER)


def test_a_catalogue_that_is_reached_by_a_link_is_read(folder: Path) -> None:
    (link := folder.parent / "link").symlink_to(folder)
    assert read_shared(link) == read_shared(ATELIER)
    assert read_shared(find_folder(link)) == read_shared(ATELIER)


def test_a_command_tells_it_in_a_sentence(folder: Path) -> None:
    (folder / "data/agents.csv").unlink()
    (folder / "data/agents.csv").symlink_to("/etc/hostname")
    before = files_of(folder)
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 1
    assert "data/agents.csv : ce lien mène hors du dossier du catalogue" in done.stderr
    assert files_of(folder) == before


@pytest.mark.parametrize(
    "path", ["data/additions.csv", "data/identities.csv", "shapes/own.ttl", "queries/more/own.rq"]
)
@pytest.mark.parametrize("target", ["nothing", "own"])
def test_a_link_to_nothing_or_to_itself_is_refused(folder: Path, path: str, target: str) -> None:
    link = folder / path
    link.parent.mkdir(parents=True, exist_ok=True)
    link.unlink(missing_ok=True)
    link.symlink_to(link.name if target == "own" else target)
    refused = refusal(folder)
    assert refused.code == "folder.link-to-nothing"
    assert path in str(refused)


def test_the_link_by_which_an_editor_holds_a_table_is_none_of_the_catalogue(folder: Path) -> None:
    (folder / "data/.#agents.csv").symlink_to("jeanne@machine.1234")
    assert read_shared(folder) == read_shared(ATELIER)


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo])
@pytest.mark.parametrize("name", ["additions.csv", "Terms.xlsx"])
def test_what_is_called_as_a_table_and_is_no_file_is_refused(
    folder: Path, name: str, make: Callable[[Path], None]
) -> None:
    path = folder / "data" / name
    path.unlink(missing_ok=True)
    make(path)
    refused = refusal(folder)
    assert refused.code == "folder.table-no-file"
    assert name in str(refused)
