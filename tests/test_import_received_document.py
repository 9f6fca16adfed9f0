"""The document as received is read whole: each entry, each value, at its place."""

from collections import Counter
from pathlib import Path

import pytest

from reading_folders import read_all
from received_documents import FILE, LINES, RECEIVED, places, told
from tressons_ld.catalogue.importer import (
    ImportedEntry,
    compare,
    read_document,
)
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared


@pytest.fixture(scope="module")
def shared(project: Path) -> SharedPart:
    return read_shared(project)[0]


@pytest.fixture(scope="module")
def entries(shared: SharedPart) -> list[ImportedEntry]:
    found, findings = read_document(RECEIVED, FILE, shared)
    assert told(findings) == []
    return found


def test_there_are_28_entries_in_three_sections(entries: list[ImportedEntry]) -> None:
    assert len(entries) == 28
    sections = Counter(entry.section.id for entry in entries if entry.section)
    assert list(sections.items()) == [
        ("comprendre", 14),
        ("s-inspirer", 7),
        ("passer-a-l-action", 7),
    ]


def test_years_and_kinds_are_those_counted_by_hand(entries: list[ImportedEntry]) -> None:
    years = Counter(entry.issued.text for entry in entries if entry.issued)
    assert years == {"2019": 6, "2020": 16, "2021": 5, "2022": 1}
    kinds = Counter(entry.kind.text for entry in entries if entry.kind)
    assert kinds == {
        "Webinaire": 10,
        "Fiche pratique": 6,
        "Etude de cas": 4,
        "Etude quantitative": 1,
        "Synthèse d'une étude": 1,
        "Analyse": 1,
        "Vidéo de sensibilisation": 1,
        "Fiche thématique": 1,
        "Carnet de projets": 1,
        "Mode d'emploi": 1,
        "Guide": 1,
    }
    assert len({entry.kind.id for entry in entries if entry.kind} - {None}) == 11


def test_organisations_and_persons_are_those_counted_by_hand(
    entries: list[ImportedEntry],
) -> None:
    made = Counter(name.id for entry in entries for name in entry.organisations)
    assert made == {
        "avise": 27,
        "rtes": 22,
        "ecole-urbaine-de-sciences-po": 5,
        "extracite": 4,
        "observatoire-national-de-l-ess": 2,
    }
    wrote = Counter(name.id for entry in entries for name in entry.persons)
    assert wrote == dict.fromkeys(
        ("oriane-louveau", "pinelopi-pappas", "zoe-raimbault", "maud-reymond"), 5
    )
    spelled = {name.text for entry in entries for name in entry.persons if "Pinelopi" in name.text}
    assert spelled == {"Pinelopi PAPPAS", "Pinelopi PAPPA"}


def test_every_line_of_an_entry_is_in_a_value(entries: list[ImportedEntry]) -> None:
    for entry, place in zip(entries, places(), strict=True):
        assert f"{'#' * LINES[place.title].count('#')} {entry.title.text}" == LINES[place.title]
        assert entry.kind and entry.issued and entry.authors and entry.description
        assert f"{entry.kind.text} ({entry.issued.text})" == LINES[place.kind]
        assert entry.authors.text == LINES[place.authors].strip("*")
        paragraphs = [LINES[i] for i in range(place.description, place.link) if LINES[i].strip()]
        assert entry.description.text.split("\n\n") == paragraphs
        assert entry.link is None
        assert entry.further_links == ()


def test_each_value_says_its_line_and_character(entries: list[ImportedEntry]) -> None:
    for entry in entries:
        single = [entry.section, entry.title, entry.kind, entry.issued, entry.authors]
        for printed in (*single, *entry.organisations, *entry.persons):
            assert printed is not None
            line = LINES[printed.line - 1]
            assert line[printed.character - 1 :].startswith(printed.text)


def test_only_entry_14_has_two_paragraphs(entries: list[ImportedEntry]) -> None:
    two = [i for i, e in enumerate(entries, 1) if e.description and "\n\n" in e.description.text]
    assert two == [14]


def test_a_folder_without_tables_reads_the_same_entries(entries: list[ImportedEntry]) -> None:
    bare, findings = read_document(RECEIVED, FILE)
    assert told(findings) == []
    for entry, other in zip(entries, bare, strict=True):
        assert other.title == entry.title
        assert other.description == entry.description
        assert other.section and entry.section and other.section.text == entry.section.text
        assert [n.text for n in other.organisations] == [n.text for n in entry.organisations]
        assert [n.text for n in other.persons] == [n.text for n in entry.persons]
        assert other.section.id is None


def test_the_committed_table_does_not_differ_from_the_document(
    project: Path, entries: list[ImportedEntry]
) -> None:
    shared, table, _ = read_all(project)
    assert told(compare(entries, [entry for entry in table if entry], shared)) == []


def test_the_proposed_ids_are_all_different(entries: list[ImportedEntry]) -> None:
    ids = [entry.id for entry in entries]
    assert len(set(ids)) == 28
    assert ids[7] == "programmes-leader-et-ess"
