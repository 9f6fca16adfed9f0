"""What the heading of a column means, where headings stand, and what the user says of them."""

from pathlib import Path

import pytest

from adoption_twins import write_csv, write_workbook
from table_adoption import adopted, csv_of, written_rows
from tressons_ld.catalogue.adoption.heading_words import carried_columns, data, meanings
from tressons_ld.catalogue.model import RESOURCES


@pytest.mark.parametrize(
    "heading",
    [
        "Place",
        "Lieu",
        "Edition",
        "Issue",
        "Pages",
        "Session",
        "Service",
        "Volume",
    ],
)
def test_a_heading_of_something_else_is_no_column_of_ours(heading: str) -> None:
    assert meanings(heading) == ()


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Mots-clés", "keywords"),
        ("MOTS_CLES", "keywords"),
        ("Schlagwörter", "keywords"),
        ("Título", "title"),
        ("Titolo (it)", "title"),
        ("Titre du document", "title"),
        ("OriginalTags", "keywords"),
        ("Año de publicación", "issued"),
        ("Verfasser", "authors"),
        ("License", "licence"),
        ("العنوان", "title"),
    ],
)
def test_a_heading_means_a_column_in_any_of_the_languages(heading: str, column: str) -> None:
    assert meanings(heading)[0].column == column


def test_no_word_means_two_columns_first() -> None:
    words = data("heading_words")
    first = [names[0] for column, names in words.items() if column != "words" and names]
    assert len(set(first)) == len(first)


def test_each_column_that_a_heading_can_mean_is_one_that_is_written(tmp_path: Path) -> None:
    given = {
        "id": "a-1",
        "kind": "Rapport",
        "section": "Savoir",
        "issued": "2020",
        "event_date": "2020-05-01",
        "period": "2018/2021",
        "language": "en",
        "access_rights": "PUBLIC",
        "landing_page": "https://exemple.fr/a",
        "page": "https://exemple.fr/b",
        "download_url": "https://exemple.fr/a.csv",
        "format": "CSV",
        "size": "12",
        "licence": "https://creativecommons.org/licenses/by/4.0/",
        "based_on": "a-2",
        "identifiers": "https://doi.org/10.1234/exemple",
        "modified": "2021-02-03",
        "version": "1.2",
        "frequency": "ANNUAL",
        "levels": "Débutant",
        "number_of_pages": "12",
        "duration": "PT2H",
        "translation_of": "a-2",
        "version_of": "a-2",
        "replaces": "a-2",
        "references": "a-2",
        "status": "brouillon",
    }
    columns = carried_columns()
    cells = [given.get(column, "Jeanne Dupont") for column in columns]
    other = [{"id": "a-2", "title": "Une autre"}.get(column, "") for column in columns]
    source = write_csv(tmp_path / "t.csv", list(columns), [cells, other])
    assert set(columns) <= set(RESOURCES.names)
    written = adopted(source).rows[0].cells
    # Authors of several columns stand together.
    assert set(columns) - set(written) <= {"persons", "organisations"}


def test_a_heading_is_what_the_user_says(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "Nom|Espèce|Titre", "Chêne|arbre|Un chêne", "Ronce|arbuste|Une ronce")
    (row, _) = written_rows(adopted(source, Nom="title", Titre="", **{"Espèce": "kind"}))
    assert (row["title"], row["kind"]) == ("Chêne", "arbre")


def test_the_sheet_and_the_row_of_the_headings_are_found(tmp_path: Path) -> None:
    source = write_workbook(
        tmp_path / "t.xlsx",
        {
            "À lire": [["Ce classeur liste des documents."], ["Version 2"]],
            "Documents": [
                ["Nos documents"],
                ["mis à jour en mai"],
                [],
                ["Cote", "Type", "Titre", "Année"],
                ["a-1", "Rapport", "Étude", 2020],
                ["a-2", "Guide", "Manuel", 2021],
            ],
        },
    )
    made = adopted(source)
    assert (made.table.sheet, made.table.heading_row) == ("Documents", 4)
    assert made.table.other_sheets == ("À lire",)
    assert [row.cells["id"] for row in made.rows] == ["a-1", "a-2"]
