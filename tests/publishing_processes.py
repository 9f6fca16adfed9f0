"""Catalogues of some hundred rows, published by several processes."""

import shutil
from pathlib import Path

import pytest

from catalogue_folder import without_site
from tressons_ld.publication import shards

ROWS = 500


@pytest.fixture(scope="module")
def large(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of many shards: TRESSONS, its first row written again under other ids."""
    folder = tmp_path_factory.mktemp("large")
    shutil.copytree(project / "data", folder / "data")
    (folder / "data/identities.csv").unlink()
    table = folder / "data/resources.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    row = lines[1].partition(",")[2]
    with table.open("a", encoding="utf-8", newline="") as out:
        out.writelines(f"copie-{number},{row}" for number in range(ROWS))
    return without_site(folder)


@pytest.fixture
def many(large: Path, tmp_path: Path) -> Path:
    """A copy of it to be changed at will."""
    folder = tmp_path / "many"
    shutil.copytree(large / "data", folder / "data")
    return folder


@pytest.fixture
def several(many: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Its first rows, which this process cuts into as many shards."""
    monkeypatch.setattr(shards, "_ENDS", 4)
    table = many / "data/resources.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:91]), "utf-8")
    return many


def names_in(folder: Path) -> list[str]:
    """What a folder holds, but for the stamps of a publication."""
    return sorted(path.name for path in folder.iterdir() if path.suffix != ".stamps")
