"""A document against an existing table: each difference at its cell, nothing changed."""

import csv
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from reading_folders import make_folder, read_all
from received_documents import FILE, Notice, codes, composed, told
from tressons_ld.catalogue.importer import (
    compare,
    propose_rows,
    read_document,
    write_table,
)
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.finding import Finding, column_letters

NOTICES = [
    Notice(),
    Notice(
        "UNE ÉTUDE DE LA MOBILITÉ",
        "Étude",
        "2019",
        "Avise (Jeanne PAPPA)",
        ["Cette étude décrit les besoins des habitants.", "Elle a deux parties."],
    ),
    Notice("LES LIEUX PARTAGÉS", authors="RTES", paragraphs=["Des lieux et leurs habitants."]),
]
Change = Callable[[list[dict[str, str]]], object]


def differences(
    folder: Path,
    change: Change = lambda rows: None,
    notices: list[Notice] = NOTICES,
    additions: list[dict[str, str]] | None = None,
    document: str | None = None,
) -> list[Finding]:
    """What is found between the notices and the table made of NOTICES, once it was changed."""
    empty = make_folder(folder)
    shared, _ = read_shared(empty)
    rows = propose_rows(read_document(composed(*NOTICES), FILE, shared)[0], shared)
    change(rows)
    added = {"additions": additions} if additions else {}
    make_folder(folder, files={"resources.csv": write_table(rows)}, **added)
    shared, table, problems = read_all(folder)
    assert told(one for one in problems if one.code != "table.addition-divergent") == []
    imported, _ = read_document(document or composed(*notices), FILE, shared)
    before = digest(folder)
    found = compare(imported, [entry for entry in table if entry], shared)
    assert digest(folder) == before
    return found


def digest(folder: Path) -> str:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def test_a_table_just_imported_does_not_differ(tmp_path: Path) -> None:
    assert told(differences(tmp_path)) == []


def cell(column: str, row: int) -> str:
    """The address of a cell of the table that is proposed."""
    written = next(csv.reader(io.StringIO(write_table([]))))
    return f"{column_letters(written.index(column))}{row}"


CELLS = {
    "section": (4, "", "Comprendre"),
    "kind": (4, "Étude", "Webinaire"),
    "printed_title": (4, "LES LIEUX PARTAGES", "LES LIEUX PARTAGÉS"),
    "issued": (4, "2021", "2020"),
    "organisations": (4, "Avise", "Réseau des collectivités"),
    "persons": (4, "Jeanne Pappas", ""),
    "printed_authors": (4, "Le RTES", "RTES"),
    "description": (4, "Des lieux.", "Des lieux et leurs habitants."),
}


@pytest.mark.parametrize("column", CELLS)
def test_a_changed_cell_is_told_with_both_values(tmp_path: Path, column: str) -> None:
    row, value, printed = CELLS[column]
    (found,) = differences(tmp_path, lambda rows: rows[2].update({column: value}))
    assert found.code == "import.differs"
    assert found.location is not None
    assert (found.location.file, found.location.cell) == (
        "data/resources.csv",
        cell(column, row),
    )
    assert found.location.column == column
    message = found.in_language("fr")
    assert f"le tableau « {value}" in message
    assert f"« {printed}" in message
    assert "ligne " in message


@pytest.mark.parametrize("column", ["title", "themes", "keywords", "places", "id", "event_date"])
def test_columns_that_the_document_does_not_print_are_free(tmp_path: Path, column: str) -> None:
    value = {"themes": "Mobilité", "places": "France", "id": "autre", "event_date": "2020-05-07"}
    changed = value.get(column, "Tout autre chose")
    assert told(differences(tmp_path, lambda rows: rows[0].update({column: changed}))) == []


def test_a_missing_column_is_not_compared(tmp_path: Path) -> None:
    def drop(rows: list[dict[str, str]]) -> None:
        for row in rows:
            row.pop("section")

    folder = make_folder(tmp_path)
    shared, _ = read_shared(folder)
    rows = propose_rows(read_document(composed(*NOTICES), FILE, shared)[0], shared)
    drop(rows)
    make_folder(folder, resources=rows)
    shared, table, _ = read_all(folder)
    imported, _ = read_document(composed(*NOTICES), FILE, shared)
    assert told(compare(imported, [entry for entry in table if entry], shared)) == []


def test_white_space_and_apostrophes_are_no_difference(tmp_path: Path) -> None:
    notices = [Notice(paragraphs=["L'essai d'un  texte."]), *NOTICES[1:]]
    found = differences(
        tmp_path,
        lambda rows: rows[0].update(description=" L’essai d’un\u00a0texte. "),
        notices=notices,
    )
    assert told(found) == []


def test_a_paragraph_less_is_a_difference(tmp_path: Path) -> None:
    def join(rows: list[dict[str, str]]) -> None:
        rows[1]["description"] = rows[1]["description"].replace("\n\n", " ")

    (found,) = differences(tmp_path, join)
    assert found.location and found.location.cell == cell("description", 3)


def test_long_texts_are_shown_where_they_differ(tmp_path: Path) -> None:
    long = "Un mot et puis un autre, " * 40
    notices = [Notice(paragraphs=[f"{long} la fin."]), *NOTICES[1:]]
    (found,) = differences(
        tmp_path, lambda rows: rows[0].update(description=f"{long} le début."), notices=notices
    )
    message = found.in_language("fr")
    assert "la fin." in message and "le début." in message
    assert len(message) < 400


def test_a_new_entry_is_told_at_its_place_in_the_document(tmp_path: Path) -> None:
    added = Notice("TROIS ÎLES", paragraphs=["Un guide des îles."])
    (found,) = differences(tmp_path, notices=[*NOTICES[:2], added, NOTICES[2]])
    assert found.code == "import.entry-new"
    assert found.location is not None
    lines = composed(*NOTICES[:2], added, NOTICES[2]).split("\n")
    assert found.location.file == FILE
    assert lines[(found.location.line or 0) - 1] == "## TROIS ÎLES"
    assert "trois-iles" in found.in_language("fr")


def test_a_row_that_the_document_lacks_is_told_at_its_cell(tmp_path: Path) -> None:
    (found,) = differences(tmp_path, notices=[NOTICES[0], NOTICES[2]])
    assert found.code == "import.entry-absent"
    assert found.severity.name == "INFO"
    assert found.location and found.location.cell == cell("printed_title", 3)


@pytest.mark.parametrize(
    "title",
    ["UNE ÉTUDE SUR LA MOBILITÉ", "UNE ETUDE DE LA MOBILITE", "L'ÉTUDE DE MOBILITÉ", "AUTRE CHOSE"],
)
def test_a_changed_title_is_a_difference_not_another_entry(tmp_path: Path, title: str) -> None:
    changed = Notice(title, *_rest(NOTICES[1]))
    (found,) = differences(tmp_path, notices=[NOTICES[0], changed, NOTICES[2]])
    assert found.code == "import.differs"
    assert found.location and found.location.cell == cell("printed_title", 3)
    assert title in found.in_language("fr")


def test_a_changed_title_and_description_are_one_entry(tmp_path: Path) -> None:
    changed = Notice("UNE ÉTUDE SUR LA MOBILITÉ", "Étude", "2019", "Avise (Jeanne PAPPA)")
    found = differences(tmp_path, notices=[NOTICES[0], changed, NOTICES[2]])
    assert [finding.location and finding.location.cell for finding in found] == [
        cell("printed_title", 3),
        cell("description", 3),
    ]


def test_another_entry_is_not_taken_for_a_changed_one(tmp_path: Path) -> None:
    other = Notice("UN GUIDE DES LIEUX", paragraphs=["Tout autre chose."])
    found = differences(tmp_path, notices=[*NOTICES[:2], other])
    assert sorted(codes(found)) == ["entry-absent", "entry-new"]


def test_entries_in_another_order_do_not_differ(tmp_path: Path) -> None:
    assert told(differences(tmp_path, notices=NOTICES[::-1])) == []


def test_two_entries_of_one_title_are_matched_by_the_rest(tmp_path: Path) -> None:
    folder = make_folder(tmp_path)
    shared, _ = read_shared(folder)
    twins = [Notice(), Notice(kind="Étude", year="2019"), Notice(year="2021")]
    rows = propose_rows(read_document(composed(*twins), FILE, shared)[0], shared)
    make_folder(folder, resources=[rows[2], rows[0], rows[1]])
    shared, table, _ = read_all(folder)
    imported, _ = read_document(composed(*twins), FILE, shared)
    assert told(compare(imported, [entry for entry in table if entry], shared)) == []


def test_a_real_link_is_told_unless_the_table_has_it(tmp_path: Path) -> None:
    address = "https://www.example.org/mobilite"
    notices = [Notice(link=f"[> Lire]({address})"), *NOTICES[1:]]
    (found,) = differences(tmp_path, notices=notices)
    assert (found.code, found.location and found.location.column) == (
        "import.differs",
        "landing_page",
    )
    for column in ("landing_page", "page", "download_url"):
        known = differences(
            tmp_path, lambda rows, name=column: rows[0].update({name: address}), notices=notices
        )
        assert told(known) == []


def addition(column: str, value: str) -> dict[str, str]:
    return {
        "resource": "agir-pour-la-mobilite",
        "column": column,
        "value": value,
        "source": "https://www.example.org/page",
        "found_on": "2026-11-23",
        "certainty": "Sûre",
    }


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("landing_page", "https://www.example.org/mobilite"),
        ("issued", "2020-05-07"),
        ("organisations", "jeanne-pappas"),
        ("persons", "Jeanne Pappas"),
        ("page", "https://www.example.org/page"),
    ],
)
def test_an_addition_is_no_difference(tmp_path: Path, column: str, value: str) -> None:
    if column == "organisations":
        value = "RTES"
    assert told(differences(tmp_path, additions=[addition(column, value)])) == []


@pytest.mark.parametrize("damaged", ["20l9", None])
def test_what_cannot_be_read_is_not_compared(tmp_path: Path, damaged: str | None) -> None:
    notices = [Notice(year=damaged, authors="Fondation Bleue"), *NOTICES[1:]]
    found = differences(tmp_path, notices=notices)
    assert [finding.location and finding.location.column for finding in found] == [
        "printed_authors"
    ]


def test_an_empty_document_makes_every_row_absent(tmp_path: Path) -> None:
    found = differences(tmp_path, document="\n")
    assert codes(found) == ["entry-absent"] * 3


def _rest(notice: Notice) -> tuple[str | None, str | None, str | None, list[str]]:
    return notice.kind, notice.year, notice.authors, notice.paragraphs


def test_the_rows_are_read_as_they_were_written() -> None:
    rows = propose_rows(read_document(composed(*NOTICES), FILE)[0])
    read = list(csv.DictReader(io.StringIO(write_table(rows), newline="")))
    assert [{k: v for k, v in row.items() if v} for row in read] == [
        {k: v for k, v in row.items() if v} for row in rows
    ]
