"""``tressons-ld import``: a document becomes a table once, and is compared with it ever after."""

import csv
import shutil
from pathlib import Path

import pytest

from command_line import edit, files_of, tressons_ld

DOCUMENT = "data/source/catalogue-tressons-2022.md"


def test_the_committed_table_does_not_differ_from_its_document(tressons: Path) -> None:
    before = files_of(tressons)
    done = tressons_ld("import", DOCUMENT, folder=tressons)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout == (
        "28 entrées lues, comparées au tableau : 0 violation, 0 avertissement, 0 remarque.\n"
    )
    assert files_of(tressons) == before


def test_a_difference_is_told_at_its_cell_and_nothing_is_changed(tressons: Path) -> None:
    edit(
        tressons / "data/resources.csv",
        ",PROGRAMMES LEADER ET ESS,2020,",
        ",PROGRAMMES LEADER ET ESS,2021,",
    )
    before = files_of(tressons)
    done = tressons_ld("import", DOCUMENT, folder=tressons)
    assert done.returncode == 1
    assert "data/resources.csv, F9, colonne « issued »" in done.stdout
    assert files_of(tressons) == before


def test_without_a_table_the_document_is_proposed_as_one(tressons: Path) -> None:
    (tressons / "data/resources.csv").unlink()
    done = tressons_ld("import", DOCUMENT, folder=tressons)
    assert done.returncode == 0, done.stdout + done.stderr
    with (tressons / "data/resources.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert len(rows) == 28
    assert rows[7]["printed_title"] == "PROGRAMMES LEADER ET ESS"
    assert rows[7]["issued"] == "2020"


def test_the_proposed_table_is_publishable(tressons: Path) -> None:
    # A table is proposed before anything is published: the ids are new.
    (tressons / "data/identities.csv").unlink()
    (tressons / "data/resources.csv").unlink()
    (tressons / "data/additions.csv").unlink()
    assert tressons_ld("import", DOCUMENT, folder=tressons).returncode == 0
    done = tressons_ld("publish", folder=tressons)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("28 ressources")


def test_a_new_catalogue_reads_a_document_of_which_it_knows_nothing(tressons: Path) -> None:
    fresh = tressons / "neuf"
    assert tressons_ld("init", fresh).returncode == 0
    (fresh / "data/resources.csv").unlink()
    shutil.copy(tressons / DOCUMENT, fresh / "document.md")
    done = tressons_ld("import", "document.md", folder=fresh)
    assert "28 entrées lues" in done.stderr + done.stdout
    assert len((fresh / "data/resources.csv").read_text("utf-8").splitlines()) > 28


def test_a_file_that_exists_is_not_written_over(tressons: Path) -> None:
    before = files_of(tressons)
    done = tressons_ld("import", DOCUMENT, "--output", "data/agents.csv", folder=tressons)
    assert done.returncode == 1
    assert "existe déjà" in done.stderr
    assert files_of(tressons) == before


@pytest.mark.parametrize("document", ["absent.md", "data"], ids=["missing", "folder"])
def test_a_document_that_cannot_be_read_is_said(tressons: Path, document: str) -> None:
    done = tressons_ld("import", document, folder=tressons)
    assert done.returncode == 1
    assert done.stderr.startswith(f"Erreur : {document}")
    assert "Traceback" not in done.stderr
