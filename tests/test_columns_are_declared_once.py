"""A column is declared once, and all that reads, writes or explains tables follows from there."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from reading_folders import TABLES, make_folder, read_all
from tressons_ld.catalogue.columns.column import column
from tressons_ld.catalogue.columns.datatypes import TEXT
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.guide import columns_table, with_columns
from tressons_ld.catalogue.importer import propose_rows, read_document, write_table
from tressons_ld.catalogue.model import FOLDER_TABLES, RESOURCES, Entry, SharedPart
from tressons_ld.consumers import spreadsheet
from tressons_ld.findings.language import Text
from tressons_ld.mapping.fields import Context

GUIDES = {
    "data/README.md": ["fr"],
    "src/tressons_ld/starter/fr/LISEZMOI.md": ["fr"],
    "src/tressons_ld/starter/en/README.md": ["en"],
}
"""Each guide, with the languages that it is written in."""
FULL = {
    **{column.name: "Un texte" for column in RESOURCES.columns if column.datatype is TEXT},
    **TABLES["resources"][0],
    "identifiers": "doi:10.1234/abc; isbn:9782070368228",
    "section": "Comprendre",
    "printed_title": "UNE ÉTUDE",
    "issued": "2019-06",
    "modified": "2020-11-02",
    "version": "2.1",
    "number_of_pages": "120",
    "duration": "PT1H30M",
    "rights": "Tous droits réservés.",
    "contacts": "Jeanne Dupont <jeanne@example.org>; Avise",
    "frequency": "MONTHLY",
    "organisations": "Avise; RTES",
    "persons": "J. Pappas",
    "printed_authors": "Avise, RTES (J. Pappas)",
    "publisher": "RTES",
    "themes": "Vélo; Mobilité",
    "keywords": "vélo; train",
    "audiences": "Élus",
    "levels": "Débutant",
    "places": "Parc naturel régional du Vercors",
    "series": "Carnets",
    "based_on": "un-debat",
    "translation_of": "un-debat",
    "version_of": "https://www.example.org/source",
    "replaces": "https://www.example.org/avant",
    "references": "un-debat; https://www.example.org/autre",
    "event_date": "2020-05-07",
    "period": "2018/..",
    "language": "en",
    "access_rights": "PUBLIC",
    "landing_page": "https://www.example.org/etude",
    "page": "https://www.example.org/a; https://www.example.org/b",
    "download_url": "https://www.example.org/a.pdf; https://www.example.org/b.csv",
    "format": "; CSV",
    "size": "12; ",
    "licence": "; https://www.etalab.gouv.fr/licence-ouverte-open-licence",
}
"""A row with something in each cell."""


@pytest.fixture
def edition(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of a column that the table of resources has in this test alone."""

    @dataclass(frozen=True, slots=True, kw_only=True)
    class EntryWithEdition(Entry):
        edition: str | None = column(Text("le rang de l'édition", "the number of the edition"))

    layout = Layout.of("resources", EntryWithEdition)
    monkeypatch.setitem(vars(RESOURCES), "columns", layout.columns)
    monkeypatch.setitem(vars(RESOURCES), "thing", EntryWithEdition)
    return "edition"


def rows_of_spreadsheet(
    entries: Iterable[Entry | None], shared: SharedPart
) -> list[dict[str, str]]:
    """The rows of ``catalogue.csv``."""
    columns = spreadsheet.published_columns()
    lines = [spreadsheet.row(entry, Context(shared), columns) for entry in entries if entry]
    text = "".join((spreadsheet.heading_row(columns), *lines))
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_new_column_is_read(tmp_path: Path, edition: str) -> None:
    rows = [{**TABLES["resources"][0], edition: "3e"}, TABLES["resources"][1]]
    _, entries, findings = read_all(make_folder(tmp_path, resources=rows))
    assert findings == []
    assert [getattr(entry, edition) for entry in entries] == ["3e", None]


def test_a_new_column_can_be_filled_by_an_addition(tmp_path: Path, edition: str) -> None:
    addition = {
        "resource": "un-debat",
        "column": edition,
        "value": "2e",
        "source": "https://www.example.org/",
        "found_on": "2026-11-23",
    }
    _, entries, findings = read_all(make_folder(tmp_path, additions=[addition]))
    assert findings == []
    assert [getattr(entry, edition) for entry in entries] == [None, "2e"]


def test_a_new_column_is_written_into_the_spreadsheet(tmp_path: Path, edition: str) -> None:
    rows = [{**TABLES["resources"][0], edition: "3e"}, TABLES["resources"][1]]
    shared, entries, _ = read_all(make_folder(tmp_path, resources=rows))
    assert [row[edition] for row in rows_of_spreadsheet(entries, shared)] == ["3e", ""]


def test_a_new_column_is_in_the_table_that_an_import_proposes(edition: str) -> None:
    entries, _ = read_document("## UNE ÉTUDE\nÉtude (2019)\nAvise\n\nUn texte.\n", "document.md")
    heading, *rows = csv.reader(io.StringIO(write_table(propose_rows(entries)), newline=""))
    assert edition in heading
    assert [len(row) for row in rows] == [len(heading)]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "| `edition` | | le rang de l'édition |"),
        ("en", "| `edition` | | the number of the edition |"),
    ],
)
def test_a_new_column_is_in_the_guide(edition: str, language: str, line: str) -> None:
    assert edition in RESOURCES.names
    assert line in columns_table(RESOURCES, language, {}).splitlines()


def test_what_the_spreadsheet_says_is_read_back_as_it_was(tmp_path: Path) -> None:
    published = [column.name for column in RESOURCES.columns if not column.editorial]
    assert set(FULL) == set(published)
    level = {"scheme": "niveau", "id": "debutant", "label_fr": "Débutant", "label_en": "Beginner"}
    concepts = [*TABLES["concepts"], level]
    # The settings of that folder end with the titles of its schemes.
    titles = 'niveau = { fr = "Niveaux", en = "Levels" }\n'
    shared, entries, findings = read_all(
        make_folder(
            tmp_path / "first",
            settings=titles,
            resources=[FULL, TABLES["resources"][1]],
            concepts=concepts,
        )
    )
    assert findings == []
    rows = [{name: row[name] for name in published} for row in rows_of_spreadsheet(entries, shared)]
    _, again, findings = read_all(
        make_folder(tmp_path / "second", settings=titles, resources=rows, concepts=concepts)
    )
    assert findings == []
    for before, after in zip(entries, again, strict=True):
        assert before is not None
        assert after is not None
        for each in RESOURCES.columns:
            assert each.values(after) == each.values(before), each.name


@pytest.mark.parametrize("guide", GUIDES)
def test_the_tables_of_a_guide_are_up_to_date(project: Path, guide: str) -> None:
    """``make docs`` brings them up to date."""
    text = (project / guide).read_text("utf-8")
    assert with_columns(text) == text


@pytest.mark.parametrize(("guide", "languages"), list(GUIDES.items()))
def test_a_guide_explains_every_table(project: Path, guide: str, languages: list[str]) -> None:
    marks = re.findall(r"<!-- columns of (\w+), (\w+) -->", (project / guide).read_text("utf-8"))
    assert set(marks) == {(table.name, each) for table in FOLDER_TABLES for each in languages}


def test_an_example_of_the_guide_stays_where_its_column_is() -> None:
    table = columns_table(RESOURCES, "fr", {"issued": "`2021`"})
    guide = f"<!-- columns of resources, fr -->\n\n{table}\n\n<!-- end of columns -->\n"
    assert "| `2021` |" in guide
    assert with_columns(guide) == guide


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_column_is_explained_in_both_languages(language: str) -> None:
    columns = [column for table in FOLDER_TABLES for column in table.columns]
    assert [each.name for each in columns if not each.help.in_language(language)] == []
