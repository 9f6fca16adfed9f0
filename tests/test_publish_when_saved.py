"""`publish --watch` publishes again when a table is saved."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from child_processes import started, wait_until
from command_line import FRENCH, command
from tressons_ld.files.watching import stamps, wait_for_change

PAGE = "public/ressource/guide-du-velo.html"


@contextmanager
def watching(folder: Path, log: Path) -> Iterator[subprocess.Popen[str]]:
    """`publish --watch` in a catalogue folder; what it says goes into the log."""
    with (
        log.open("w", encoding="utf-8") as said,
        started(
            command("publish", "--watch"),
            cwd=folder,
            stdout=said,
            stderr=said,
            env={**os.environ, **FRENCH},
        ) as process,
    ):
        yield process


@pytest.mark.slow
def test_a_table_that_is_saved_is_published_again_and_a_broken_one_told(tmp_path: Path) -> None:
    folder, log = copy_of_atelier(tmp_path / "atelier"), tmp_path / "log"
    page = folder / PAGE
    with watching(folder, log) as process:
        wait_until(lambda: log.read_text("utf-8").count("En attente") == 1, process, log)
        change(folder, "resources guide-du-velo title", "Tout autre titre")
        wait_until(lambda: log.read_text("utf-8").count("En attente") == 2, process, log)
        assert "Tout autre titre" in page.read_text("utf-8")
        (folder / "data/catalogue.toml").write_text("base_iri =", "utf-8")
        wait_until(lambda: log.read_text("utf-8").count("En attente") == 3, process, log)
        assert "Traceback" not in log.read_text("utf-8")
        assert "Tout autre titre" in page.read_text("utf-8")


def test_a_file_that_is_being_written_is_waited_for(tmp_path: Path) -> None:
    file = tmp_path / "resources.csv"
    file.write_text("id\n", "utf-8")
    before, looks = stamps([tmp_path]), 0

    def sleep(_seconds: float) -> None:
        nonlocal looks
        looks += 1
        if 2 <= looks <= 4:
            file.write_text("id\n" + looks * "a\n", "utf-8")

    wait_for_change([tmp_path], before, sleep)
    assert looks == 5


def test_a_table_that_lies_elsewhere_is_looked_at(tmp_path: Path) -> None:
    table = tmp_path / "elsewhere.csv"
    table.write_text("id\n", "utf-8")
    before = stamps([tmp_path / "data", table])
    table.write_text("id\na\n", "utf-8")
    assert stamps([tmp_path / "data", table]).keys() == before.keys() == {str(table)}
    assert stamps([tmp_path / "data", table]) != before


@pytest.mark.slow
def test_what_is_saved_during_a_publication_is_published(tmp_path: Path) -> None:
    folder, log = copy_of_atelier(tmp_path / "atelier"), tmp_path / "log"
    page = folder / PAGE
    with watching(folder, log) as process:
        # The lock file is among the last things that it writes.
        wait_until((folder / "data/identities.csv").is_file, process, log)
        change(folder, "resources guide-du-velo title", "Enregistré entre-temps")
        wait_until(
            lambda: page.is_file() and "Enregistré entre-temps" in page.read_text("utf-8"),
            process,
            log,
        )


@pytest.mark.parametrize(
    "name",
    [
        ".~lock.resources.ods#",
        "~$resources.xlsx",
        ".resources.swp",
        "resources.csv~",
        "#resources.csv#",
    ],
)
def test_what_editors_and_spreadsheets_put_beside_a_table_is_no_change(
    name: str, tmp_path: Path
) -> None:
    before = stamps([tmp_path])
    (tmp_path / name).write_text("moi", "utf-8")
    assert stamps([tmp_path]) == before
