"""A row may be a draft: it is checked, and shown to its keeper alone, and its id stays free."""

import csv
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier, without_site
from command_line import DATE, tressons_ld
from reading_folders import TABLES, make_folder, read_all, with_cell
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Severity
from tressons_ld.publication.publish import check, rehearse

DRAFT = "essai-de-pneus"


def with_rows(folder: Path, *rows: dict[str, str]) -> Path:
    """The folder, some rows and the column « status » put at the end of its table."""
    table = folder / "data/resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    headings = [*listed[0], "status"]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, headings, restval="")
        writer.writeheader()
        writer.writerows([*listed, *rows])
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return without_site(copy_of_atelier(tmp_path / "atelier"))


def draft(**cells: str) -> dict[str, str]:
    """A row that is ready but for its word."""
    ready = {"kind": "Guide", "title": "Essai de pneus", "description": "Des pneus, essayés."}
    return {"id": DRAFT, **ready, "status": "brouillon", **cells}


def test_a_draft_is_published_nowhere_and_its_id_is_not_recorded(folder: Path) -> None:
    with_rows(folder, draft(issued="20l9"))
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr
    written = [folder / "data/identities.csv", *(folder / "public").rglob("*")]
    assert len(written) > 50
    for path in written:
        assert DRAFT not in path.name
        assert not path.is_file() or DRAFT.encode() not in path.read_bytes(), path
        assert not path.is_file() or b"20l9" not in path.read_bytes(), path


def test_what_is_wrong_with_a_draft_is_told_and_stops_nothing(folder: Path) -> None:
    with_rows(folder, draft(issued="20l9", description=""))
    report = check(open_folder(folder, date=DATE))
    assert report.publishable
    found = {each.code: each.severity for each in report.sorted()}
    assert found["table.year-unreadable"] == Severity.WARNING
    assert found["shape.resource-description-present"] == Severity.WARNING
    assert found["table.draft"] == Severity.INFO


def test_each_publication_tells_it_again(folder: Path) -> None:
    with_rows(folder, draft(issued="20l9"))
    said = [tressons_ld("publish", folder=folder).stderr for _ in range(2)]
    assert "20l9" in said[0]
    assert said[1] == said[0]


def test_a_draft_that_is_ready_is_published_by_emptying_its_cell(folder: Path) -> None:
    table = with_rows(folder, draft()) / "data/resources.csv"
    tressons_ld("publish", folder=folder)
    for word in ("publié", ""):
        table.write_text(table.read_text("utf-8").replace("brouillon", word), "utf-8")
        done = tressons_ld("publish", folder=folder)
        assert done.returncode == 0, done.stderr
        assert (folder / f"public/ressource/{DRAFT}.ttl").is_file()
        assert f"ressource/{DRAFT},published" in (folder / "data/identities.csv").read_text("utf-8")


def test_what_was_published_does_not_become_a_draft_without_a_word(folder: Path) -> None:
    table = with_rows(folder, draft(status="")) / "data/resources.csv"
    assert tressons_ld("publish", folder=folder).returncode == 0
    text = table.read_text("utf-8")
    table.write_text(text.rstrip("\r\n") + "brouillon\r\n", "utf-8")
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 1
    assert "publication.id-gone" in done.stderr


@pytest.mark.parametrize("word", ["brouillon", "Brouillon", "DRAFT", " draft "])
def test_a_draft_is_said_in_both_languages(word: str, tmp_path: Path) -> None:
    _, (entry, _), found = read_all(make_folder(tmp_path, resources=with_cell("status", word)))
    assert entry is not None and entry.status == "draft"
    assert [each.code for each in found] == ["table.draft"]


@pytest.mark.parametrize("word", ["publié", "Published", ""])
def test_what_is_published_needs_no_word(word: str, tmp_path: Path) -> None:
    _, (entry, _), found = read_all(make_folder(tmp_path, resources=with_cell("status", word)))
    assert entry is not None and entry.status is None
    assert found == []


def test_another_word_stops_the_publication(tmp_path: Path) -> None:
    _, _, (found,) = read_all(make_folder(tmp_path, resources=with_cell("status", "bruillon")))
    assert (found.code, found.severity) == ("reference.unknown-status", Severity.VIOLATION)
    assert "brouillon" in found.mends


def test_nothing_that_is_published_leads_to_a_draft(tmp_path: Path) -> None:
    first, second = TABLES["resources"]
    rows = [{**first, "based_on": second["id"]}, {**second, "status": "draft"}]
    _, _, found = read_all(make_folder(tmp_path, resources=rows))
    assert {each.code for each in found} == {"reference.draft", "table.draft"}


def test_an_addition_to_a_draft_waits_with_it(tmp_path: Path) -> None:
    page = "https://www.example.org/"
    addition = {
        "resource": TABLES["resources"][0]["id"], "column": "landing_page", "value": page,
        "source": page, "found_on": "2026-11",
    }  # fmt: skip
    folder = make_folder(tmp_path, resources=with_cell("status", "draft"), additions=[addition])
    _, (entry, _), found = read_all(folder)
    assert [each.code for each in found] == ["table.draft"]
    assert entry is not None and entry.landing_page == page


def test_no_addition_makes_a_draft(tmp_path: Path) -> None:
    page = "https://www.example.org/"
    addition = {
        "resource": TABLES["resources"][0]["id"], "column": "status", "value": "draft",
        "source": page, "found_on": "2026-11",
    }  # fmt: skip
    _, (entry, _), found = read_all(make_folder(tmp_path, additions=[addition]))
    assert entry is not None and entry.status is None
    assert found != []


def test_drafts_are_shown_to_their_keeper(folder: Path, tmp_path: Path) -> None:
    with_rows(folder, draft())
    before = sorted(folder.rglob("*"))
    report = rehearse(open_folder(folder, date=DATE, with_drafts=True), tmp_path / "shown")
    assert report.publishable
    assert (tmp_path / f"shown/ressource/{DRAFT}.ttl").is_file()
    assert sorted(folder.rglob("*")) == before


def test_a_draft_that_cannot_be_shown_is_told(folder: Path, system_clock: dict[str, str]) -> None:
    with_rows(folder, draft(title=""))
    done = tressons_ld("preview", "--drafts", folder=folder, environment=system_clock)
    assert done.returncode == 1
    assert "shape.resource-title-present" in done.stderr


def test_drafts_are_shown_from_no_folder_that_is_published(folder: Path) -> None:
    done = tressons_ld("preview", "--drafts", "--output", "public", folder=folder)
    assert done.returncode == 2
    assert "--output" in done.stderr
