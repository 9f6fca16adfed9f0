"""The tool's own files are found in a checkout and in a wheel; a folder adds to them by name."""

import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Literal

import pytest

from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.files.tool_files import own_files, tool_files
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.language import Text


def test_a_checkout_has_them_at_its_top(project: Path) -> None:
    assert tool_files("ontology")["authorities.csv"] == project / "ontology" / "authorities.csv"


def test_names_are_sorted_and_chosen_by_their_end(tmp_path: Path) -> None:
    folder = tmp_path / "queries"
    (folder / "b").mkdir(parents=True)
    for name in ("z.rq", "a.rq", "b/c.rq", "note.txt", ".hidden.rq", "_draft.rq"):
        (folder / name).write_text("", "utf-8")
    own = set(tool_files("queries"))
    names = list(tool_files("queries", tmp_path, suffix=".rq"))
    assert names == sorted(names)
    assert [name for name in names if name not in own] == ["a.rq", "b/c.rq", "z.rq"]


@pytest.mark.parametrize(
    ("kind", "name"), [("shapes", "own.ttl"), ("ontology", "more/own.ttl"), ("queries", "own.rq")]
)
def test_a_file_of_a_folder_that_is_too_large_is_told(
    tmp_path: Path, kind: Literal["shapes", "ontology", "queries"], name: str
) -> None:
    file = tmp_path / kind / name
    file.parent.mkdir(parents=True)
    with file.open("wb") as hole:
        hole.truncate(20 << 30)
    for files in (own_files, tool_files):
        with pytest.raises(FolderError) as refused:
            files(kind, tmp_path, suffix=file.suffix)
        assert refused.value.code == "folder.own-file-too-large"
        assert name in str(refused.value)
        # What is not read may be as large as it likes.
        files(kind, tmp_path, suffix=".zip")


def test_a_catalogue_folder_overrides_by_name_and_adds(tmp_path: Path) -> None:
    folder = tmp_path / "ontology"
    folder.mkdir()
    (folder / "authorities.csv").write_text(
        "table,code,iri\nlanguage,tlh,http://a.example/\n", "utf-8"
    )
    (folder / "more.ttl").write_text("", "utf-8")
    files = tool_files("ontology", tmp_path)
    assert files["authorities.csv"] == folder / "authorities.csv"
    assert files["more.ttl"] == folder / "more.ttl"
    assert set(tool_files("ontology")) <= set(files)
    assert set(read_authorities(tmp_path).names("language").values()) == {"tlh"}


def test_the_tools_authorities_have_the_words_of_their_owner_and_ours() -> None:
    authorities = read_authorities()
    french = authorities.get("language", "fr")
    assert french is not None
    assert french.iri == "http://publications.europa.eu/resource/authority/language/FRA"
    assert french.labels == Text("français", "French")
    assert len(set(authorities.names("data-theme").values())) == 13
    html = authorities.get("file-type", "HTML")
    assert html is not None
    assert (html.preferred, html.labels) == (
        Text("", "HTML"),
        Text("Page web (HTML)", ""),
    )
    assert authorities.names("file-type")["Page web (HTML)"] == "HTML"


def test_a_wheel_has_them_in_its_package(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    program = (
        "from tressons_ld.files.tool_files import tool_files\n"
        "for kind in ('ontology', 'shapes', 'queries'):\n"
        "    print(kind, *{str(path.parent) for path in tool_files(kind).values()})\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    inside = str(tmp_path / "tressons_ld" / "ontology")
    assert inside in done.stdout
    assert "src/tressons_ld" not in done.stdout
