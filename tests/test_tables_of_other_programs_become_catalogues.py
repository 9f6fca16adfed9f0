"""What programs and houses call their columns, and put between their rows, in an export."""

from pathlib import Path

import pytest

from table_adoption import adopted, adopted_rows, written_rows
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.heading_words import meanings
from tressons_ld.composition import open_folder
from tressons_ld.files.output import create_folder


def account(made: AdoptedTable) -> str:
    return " ".join(Account(made, "fr").text().split())


# --- family and given names in two columns ------------------------------------------------------


@pytest.mark.parametrize(
    "headings",
    [
        "Titre|Nom auteur|Prénom auteur",
        "Titre|Auteur(s) - Nom|Auteur(s) - Prénom",
        "Titel|Nachname|Vorname",
        "Título|Apellidos|Nombre",
        "Titolo|Cognome|Nome",
        "Title|Author last name|Author first name",
    ],
)
def test_family_and_given_names_of_two_columns_are_one_name(tmp_path: Path, headings: str) -> None:
    made = adopted_rows(tmp_path, headings, "Le vélo|DUPONT|Jeanne", "La marche|Martin|Paul")
    assert [row["authors"] for row in written_rows(made)] == ["Jeanne Dupont", "Paul Martin"]
    assert made.table.headings[1] == ", ".join(headings.split("|")[1:])


def test_several_names_of_two_columns_are_joined_in_their_order(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path, "Titre|Nom|Prénom", "Le vélo|Dupont; Martin|Jeanne; Paul", "Un|Roy|Ana"
    )
    assert written_rows(made)[0]["authors"] == "Jeanne Dupont; Paul Martin"


def test_the_names_of_a_contact_are_not_those_of_authors(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path, "Titre|Nom du contact|Prénom du contact", "Un|Roy|Ana", "Deux|Lac|Eva"
    )
    assert all("authors" not in row for row in written_rows(made))


# --- what headings mean -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("245$a", "title"),
        ("200$a - Titre propre", "title"),
        ("210$d - Date de publication", "issued"),
        ("Quel est le titre de la ressource ?", "title"),
        ("Qui en est l'auteur ?", "authors"),
        ("Quels thèmes aborde-t-elle ? (plusieurs choix)", "themes"),
        ("metadata.creators", "authors"),
        ("producedDate_tdate", "issued"),
        ("Data inizio", "event_date"),
        ("Dirigido a", "audiences"),
        ("Mis à jour", "modified"),
        ("Creator/Editor", "authors"),
        ("Medium", "kind"),
    ],
)
def test_headings_of_programs_are_understood(heading: str, column: str) -> None:
    assert [meaning.column for meaning in meanings(heading)][:1] == [column]


def test_a_question_that_asks_for_no_column_means_none() -> None:
    assert meanings("Avez-vous d'autres remarques ?") == ()


def test_the_record_of_a_repository_is_taken_apart(tmp_path: Path) -> None:
    source = tmp_path / "t.jsonl"
    source.write_text(
        '{"id": 123, "metadata": {"title": "Bike data", "creators": [{"name": "Doe, Jane"}],'
        ' "description": "On bikes.", "publication_date": "2021-03-11", "language": "eng",'
        ' "keywords": ["bike"]}}\n',
        encoding="utf-8",
    )
    (row,) = written_rows(adopted(source))
    assert (row["title"], row["authors"], row["issued"]) == ("Bike data", "Jane Doe", "2021-03-11")


# --- what no heading tells ----------------------------------------------------------------------


def test_addresses_below_any_heading_are_pages_and_that_is_told(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path,
        "Titre|Photo|Où s'inscrire",
        "Un|https://example.org/1.jpg|https://example.org/1",
        "Deux|https://example.org/2.jpg|[https://example.org/2](https://example.org/2)",
    )
    pages = ["https://example.org/1", "https://example.org/2"]
    assert [row["landing_page"] for row in written_rows(made)] == pages
    assert "la page est" in account(made)


def test_amounts_are_no_titles_where_another_column_may_be_one(tmp_path: Path) -> None:
    rows = ["20 horas|Caminar", "10 horas|Mapas", "15 horas|Reparar"]
    made = adopted_rows(tmp_path, "Carga|Nombre de la sesión", *rows)
    assert [row["title"] for row in written_rows(made)] == ["Caminar", "Mapas", "Reparar"]


def test_an_id_that_stands_twice_makes_no_table_of_files(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path,
        "Réf.|Titre|Adresse",
        "2019/1|Un|https://example.org/a",
        "2019/2|Deux|https://example.org/b",
        "2019/2|Trois|https://example.org/c",
    )
    assert [row["title"] for row in written_rows(made)] == ["Un", "Deux", "Trois"]


# --- rows that are no entries -------------------------------------------------------------------

SECTIONS = """Titre;Auteur;Année;Prix
MOBILITÉ;;;
Le vélo;Jeanne Dupont;2019;12,50
La marche;Paul Martin;2020;10,00
;;;
Santé;;;
Le sommeil;Ana Roy;2018;9,90
Bien manger;Ana Roy;2017;8,00
Total;;;40,40
"""


def test_headings_of_sections_and_sums_are_no_resources_and_are_named(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text(SECTIONS, encoding="utf-8")
    made = adopted(source)
    titles = ["Le vélo", "La marche", "Le sommeil", "Bien manger"]
    assert [row["title"] for row in written_rows(made)] == titles
    told = account(made)
    assert "ligne 2 MOBILITÉ, 6 Santé" in told
    assert "ligne 9 Total" in told


def test_a_title_alone_in_its_row_stays_an_entry(tmp_path: Path) -> None:
    rows = ["Un|Jeanne Dupont|2019", "Deux||", "Trois|Paul Martin|2020"]
    assert len(written_rows(adopted_rows(tmp_path, "Titre|Auteur|Année", *rows))) == 3


# --- values -------------------------------------------------------------------------------------


def test_keywords_between_three_hashes_are_several(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Mots-clés", "Un|eau###zone humide", "Deux|eau###rivière")
    assert written_rows(made)[0]["keywords"] == "eau; zone humide"


def test_the_day_of_an_element_of_html_is_read(tmp_path: Path) -> None:
    day = '<time datetime="2019-03-12T10:00:00Z">mardi 12 mars - 11:00</time>'
    assert (
        written_rows(adopted_rows(tmp_path, "Titre|Date", f"Un|{day}"))[0]["issued"] == "2019-03-12"
    )


def test_the_sign_that_libraries_put_behind_a_title_is_no_part_of_it(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre", "Le vélo :", "La marche /", "Où va-t-on : suite")
    titles = ["Le vélo", "La marche", "Où va-t-on : suite"]
    assert [row["title"] for row in written_rows(made)] == titles
    assert "Le vélo : → Le vélo" in account(made)


def test_hebrew_is_hebrew_in_spanish(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Título|Idioma", "Uno|español", "Dos|hebreo")
    assert [row["language"] for row in written_rows(made)][1] == "he"


def test_a_quoted_name_in_a_list_is_one_name(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Title|Authors", 'One|"Doe, Jane",Paul Smith', "Two|Paul Smith")
    assert written_rows(made)[0]["authors"] == "Jane Doe; Paul Smith"


def test_a_list_that_a_program_wrote_needs_no_space_behind_its_commas(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Title|Topics", "One|Cycling,Repair", "Two|Walking")
    assert written_rows(made)[0]["themes"] == "Cycling; Repair"
    assert "« , » sépare les valeurs" in account(made).replace("\xa0", " ")


def test_a_comma_within_a_theme_parts_nothing(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Title|Topics", "One|Houses, old and new", "Two|Walking")
    assert written_rows(made)[0]["themes"] == "Houses, old and new"


def test_the_numbers_of_a_list_of_sharepoint_are_no_keywords(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Mots-clés", "Un|vélo;#12;#guide;#13", "Deux|marche;#14")
    assert [row["keywords"] for row in written_rows(made)] == ["vélo; guide", "marche"]


def test_the_full_stop_behind_a_given_name_is_no_part_of_it(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Auteur", "Un|Durand, Élise.", "Deux|Dupont, J.")
    assert [row["authors"] for row in written_rows(made)] == ["Élise Durand", "J. Dupont"]


def test_nobody_is_called_n_n(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titel|Dozent", "Eins|N.N.", "Zwei|Hans Meier")
    assert [row["persons"] for row in written_rows(made)] == ["", "Hans Meier"]


def test_of_a_cell_of_two_languages_the_one_of_the_texts_is_taken(tmp_path: Path) -> None:
    title = "Procedencia de los estudiantes de la universidad en los cursos de"
    rows = [f"{title} {n}|ca; es" for n in range(2019, 2024)]
    made = adopted_rows(tmp_path, "Título|Idioma", *rows)
    assert made.language == "es"
    assert {row.get("language", "es") for row in written_rows(made)} == {"es"}


def test_a_resource_in_several_languages_has_a_composed_description(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path, "Título|Idioma", "Diccionario de francés|multilingüe", "Dos|español"
    )
    folder = tmp_path / "folder"
    create_folder(folder, adopted_files(made, tmp_path / "t.csv", "fr"))
    inputs = open_folder(folder, date="2026-11-23")
    described = {entry.title: entry.description for entry in inputs.folder.entries()}
    assert described["Diccionario de francés"].startswith("Diccionario de francés.")


# --- Web of Science -----------------------------------------------------------------------------

TAGGED = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Bin, X
   Wu, L
AF Bin, Xin
   Wu, Li
TI Metrics for
   batteries
LA English
DT Article
DE Circular economy; Batteries
PY 2024
DI 10.1234/abc
ER

EF
"""


def test_the_tagged_export_of_web_of_science_is_read(tmp_path: Path) -> None:
    source = tmp_path / "savedrecs.txt"
    source.write_text(TAGGED, encoding="utf-8")
    (row,) = written_rows(adopted(source))
    assert (row["title"], row["authors"]) == ("Metrics for batteries", "Xin Bin; Li Wu")
    assert (row["issued"], row["language"]) == ("2024", "en")
    assert row["keywords"] == "Circular economy; Batteries"


def test_the_table_of_web_of_science_is_read_by_its_tags(tmp_path: Path) -> None:
    source = tmp_path / "savedrecs.txt"
    source.write_text("PT\tAU\tTI\tPY\nJ\tBin, X; Wu, L\tMetrics\t2024\n", encoding="utf-8")
    (row,) = written_rows(adopted(source))
    assert (row["title"], row["authors"], row["issued"]) == ("Metrics", "X Bin; L Wu", "2024")
