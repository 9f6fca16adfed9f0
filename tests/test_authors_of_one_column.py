"""One column « authors » names persons and organisations, which agents.csv tells apart."""

from pathlib import Path

from reading_folders import TABLES, make_folder, read_all
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding


def entry_of(folder: Path, **cells: str) -> tuple[Entry, list[Finding]]:
    first, *others = TABLES["resources"]
    made = make_folder(folder, resources=[{**first, **cells}, *others])
    _, entries, findings = read_all(made)
    assert entries[0] is not None
    return entries[0], findings


def test_each_author_is_what_agents_csv_says(tmp_path: Path) -> None:
    entry, findings = entry_of(tmp_path, authors="RTES; J. Pappas; Avise")
    assert entry.organisations == ("rtes", "avise")
    assert entry.persons == ("jeanne-pappas",)
    assert findings == []


def test_it_adds_to_the_columns_of_its_own_kind(tmp_path: Path) -> None:
    entry, findings = entry_of(tmp_path, organisations="Avise", authors="J. Pappas; Avise; RTES")
    assert entry.organisations == ("avise", "rtes")
    assert entry.persons == ("jeanne-pappas",)
    assert findings == []


def test_an_unknown_author_is_told_at_the_cell_and_once(tmp_path: Path) -> None:
    _, findings = entry_of(tmp_path, authors="J. Papas")
    (found,) = findings
    assert found.code == "reference.unknown-agent"
    assert found.location is not None and found.location.column == "authors"


def test_it_is_published_as_authors_and_not_as_a_column(tmp_path: Path) -> None:
    entry, _ = entry_of(tmp_path, authors="RTES")
    assert entry.authors == ()
