"""What is published depends on nothing but the catalogue."""

from pathlib import Path

import pytest

from command_line import files_of
from publishing import publish


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "2", "LC_ALL": "en_GB.UTF-8"},
        {"LC_ALL": "C", "PYTHONUTF8": "0"},
        {"LC_ALL": "tr_TR.UTF-8"},
        {"TZ": "Pacific/Kiritimati"},
    ],
    ids=lambda environment: ",".join(f"{k}={v}" for k, v in environment.items()),
)
def test_the_bytes_do_not_depend_on_the_environment(
    tressons: Path, published: Path, environment: dict[str, str]
) -> None:
    publish(tressons, **environment)
    assert files_of(tressons / "public") == files_of(published)


def test_the_bytes_do_not_depend_on_the_day_when_nothing_changed(
    tressons: Path, published: Path
) -> None:
    publish(tressons, "--date", "2031-02-03")
    assert files_of(tressons / "public") == files_of(published)


def test_the_bytes_do_not_depend_on_the_working_directory(
    tressons: Path, published: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    publish(elsewhere, "--folder", str(tressons))
    assert files_of(tressons / "public") == files_of(published)


@pytest.mark.parametrize("engine", ["pyshacl", "shacl"])
def test_the_bytes_do_not_depend_on_the_engine(
    tressons: Path, published: Path, engine: str
) -> None:
    if engine == "shacl":
        pytest.importorskip("shacl")
    publish(tressons, "--engine", engine)
    assert files_of(tressons / "public") == files_of(published)
