"""A fix is taken back to the byte, and one that cannot be written leaves all as it was."""

import hashlib
import json
import os
from pathlib import Path

import pytest

from command_line import files_of
from fixed_folders import RESOURCES, fix, plan_of
from reading_folders import TABLES, make_folder, with_cell
from tressons_ld.catalogue.mending.writing import undo_mending, write_mended
from tressons_ld.findings.errors import OutputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of which two tables have a mend."""
    agents = [{**TABLES["agents"][0], "homepage": "HTTPS://AVISE.ORG/"}, *TABLES["agents"][1:]]
    return make_folder(tmp_path, agents=agents, resources=with_cell("issued", "juin 2019"))


def test_undo_puts_back_every_byte_and_leaves_nothing(folder: Path) -> None:
    before = files_of(folder)
    plan = fix(folder)
    assert [each.file for each in plan.files] == ["data/agents.csv", RESOURCES]
    assert plan_of(folder).files == []
    assert files_of(folder) != before
    assert undo_mending(folder) == ["data/agents.csv", RESOURCES]
    assert files_of(folder) == before


def test_undo_refuses_a_file_that_has_changed_since(folder: Path) -> None:
    fix(folder)
    with (folder / RESOURCES).open("a", encoding="utf-8") as table:
        table.write("\n")
    edited = files_of(folder)
    with pytest.raises(OutputError) as refused:
        undo_mending(folder)
    assert refused.value.code == "output.changed-since-mended"
    assert files_of(folder) == edited


def test_undo_without_a_fix_says_so(folder: Path) -> None:
    with pytest.raises(OutputError) as refused:
        undo_mending(folder)
    assert refused.value.code == "output.nothing-mended"


@pytest.mark.parametrize("name", ["../kept", "{0}/kept", "data/link", "data/../../kept"])
def test_undo_writes_nothing_outside_of_the_catalogue(folder: Path, name: str) -> None:
    outside = folder.parent / "kept"
    outside.write_text("mine", "utf-8")
    fix(folder)
    (folder / "data/link").symlink_to(outside)
    kept = folder / "data/.before-fix"
    digests = [hashlib.sha256(each).hexdigest() for each in (b"theirs", b"mine")]
    listed = [{"file": name.format(folder.parent), "before": digests[0], "after": digests[1]}]
    (kept / "files.json").write_text(json.dumps(listed), "utf-8")
    (kept / "0").write_bytes(b"theirs")
    with pytest.raises(OutputError) as refused:
        undo_mending(folder)
    assert refused.value.code == "output.no-list-of-mends"
    assert outside.read_text("utf-8") == "mine"


@pytest.mark.parametrize("text", ["", "[1]", '[{"file": "a"}]', "[" * 100_000, None])
def test_undo_refuses_a_list_that_is_none(folder: Path, text: str | None) -> None:
    fix(folder)
    listed = folder / "data/.before-fix/files.json"
    listed.unlink()
    if text is None:
        os.mkfifo(listed)
    else:
        listed.write_text(text, "utf-8")
    with pytest.raises(OutputError) as refused:
        undo_mending(folder)
    assert refused.value.code == "output.no-list-of-mends"


def _read_only(table: Path) -> None:
    table.chmod(0o444)


def _open_in_libreoffice(table: Path) -> None:
    table.with_name(f".~lock.{table.name}#").write_text("", encoding="utf-8")


def _edited(table: Path) -> None:
    table.write_bytes(table.read_bytes() + b"\n")


@pytest.mark.parametrize(
    ("happens", "code"),
    [
        (_read_only, "output.table-read-only"),
        (_open_in_libreoffice, "output.table-open"),
        (_edited, "output.table-changed"),
    ],
)
def test_a_table_that_cannot_be_written_leaves_all_as_they_were(
    folder: Path, happens: object, code: str
) -> None:
    plan = plan_of(folder)
    assert callable(happens)
    happens(folder / RESOURCES)
    before = files_of(folder)
    with pytest.raises(OutputError) as refused:
        write_mended(folder, plan.files)
    assert refused.value.code == code
    assert files_of(folder) == before


def test_a_table_that_windows_keeps_for_another_program_leaves_all_as_they_were(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, before, replace = plan_of(folder), files_of(folder), Path.replace

    def refused_for_resources(self: Path, target: Path) -> Path:
        if target.name == "resources.csv":
            raise PermissionError(13, "held", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refused_for_resources)
    with pytest.raises(OutputError) as refused:
        write_mended(folder, plan.files)
    assert refused.value.code == "output.table-open"
    assert files_of(folder) == before
