"""What keepers of lists and their programs write, as ``init --from`` reads it, or asks about it."""

import csv
import io
from pathlib import Path

import pytest

from adoption_twins import write_csv
from table_adoption import adopted, adopted_rows
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.agent_names import names_in
from tressons_ld.catalogue.adoption.heading_words import meanings
from tressons_ld.catalogue.adoption.several_values import separator_of


def cells(folder: Path, headings: str, *rows: str) -> list[dict[str, str]]:
    return [row.cells for row in adopted_rows(folder, headings, *rows).rows]


def account(made: AdoptedTable) -> str:
    return " ".join(Account(made, "fr").text().replace("\xa0", " ").split())


def agents(made: AdoptedTable) -> dict[str, str]:
    """Return what is noted of each agent."""
    files = adopted_files(made, Path("t.csv"), "fr")
    text = files["data/agents.csv"]
    assert isinstance(text, str)
    return {row["name"]: row["à relire"] for row in csv.DictReader(io.StringIO(text))}


# --- headings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("published_date", "issued"),
        ("date_published", "issued"),
        ("Published On", "issued"),
        ("publisher_name", "publisher"),
        ("authorLabel", "authors"),
        ("category name", "themes"),
        ("tipologia", "kind"),
        ("Área de Conhecimento", "themes"),
        ("descrição", "description"),
        ("Statut de publication", "status"),
        ("Époque", "period"),
        ("numero_control", "id"),
    ],
)
def test_the_words_of_a_heading_mean_a_column_in_any_order(heading: str, column: str) -> None:
    assert meanings(heading)[0].column == column


@pytest.mark.parametrize("heading", ["place name", "file name", "user name", "Nom de la ville"])
def test_a_name_of_something_else_is_no_column_of_ours(heading: str) -> None:
    assert meanings(heading) == ()


def test_a_genre_of_too_many_values_is_a_theme(tmp_path: Path) -> None:
    rows = [f"Livre {n}|Roman {n}" for n in range(30)]
    assert cells(tmp_path, "Titre|Genre", *rows)[0]["themes"] == "Roman 0"


def test_the_authors_are_those_whom_a_word_of_the_heading_and_the_cells_name(
    tmp_path: Path,
) -> None:
    rows = ["Un essai|Ruiz, Ana|France", "Un conte|Dupont, Jeanne|Italie"]
    made = adopted_rows(tmp_path, "Titre|autore_saggio|autore_paese", *rows)
    assert [row.cells["authors"] for row in made.rows] == ["Ana Ruiz", "Jeanne Dupont"]
    assert "les auteurs sont « autore_saggio »" in account(made)
    assert "« autore_paese » (2)" in account(made)


def test_addresses_name_no_author(tmp_path: Path) -> None:
    rows = [f"Un essai {n}|https://exemple.org/Q{n}|Ana Ruiz" for n in range(4)]
    found = cells(tmp_path, "itemLabel|author|authorLabel", *rows)
    assert {row["authors"] for row in found} == {"Ana Ruiz"}


def test_the_address_of_an_image_is_no_page(tmp_path: Path) -> None:
    rows = [f"Livre {n}|https://exemple.org/{n}.jpg" for n in range(4)]
    assert not any("landing_page" in row for row in cells(tmp_path, "Titre|Ansicht", *rows))


def test_a_column_of_titles_without_any_title_makes_no_table_of_files(tmp_path: Path) -> None:
    rows = [f"Notice {n}|https://exemple.fr/{n}|978-{n % 3}|" for n in range(9)]
    found = cells(tmp_path, "Titre|Lien|ISBN|Titre en", *rows)
    assert [row["title"] for row in found[:2]] == ["Notice 0", "Notice 1"]


# --- rows ---------------------------------------------------------------------------------------


def test_a_row_without_a_title_is_a_draft_and_stops_no_other(tmp_path: Path) -> None:
    rows = ["Un|https://exemple.fr/1|2020", "|https://exemple.fr/2|2021", "|https://exemple.fr/3|"]
    made = adopted_rows(tmp_path, "Titre|Lien|Année", *rows)
    assert [row.cells.get("status") for row in made.rows] == [None, "draft", "draft"]
    assert "2 lignes sans titre, qui restent brouillon" in account(made)
    # Their ids do not depend on how many of them there are.
    ids = [row.cells["id"] for row in made.rows]
    assert [row["id"] for row in cells(tmp_path, "Titre|Lien|Année", rows[0], rows[2])] == [
        ids[0],
        ids[2],
    ]


def test_where_a_part_has_no_title_that_of_the_whole_is_taken_and_told(tmp_path: Path) -> None:
    rows = ["Le bocage|Les paysages|12", "|Les haies|13", "Le pré|Les herbes|14"]
    made = adopted_rows(tmp_path, "titolo_saggio|titolo_volume|pagine", *rows)
    assert [row.cells["title"] for row in made.rows] == ["Le bocage", "Les haies", "Le pré"]
    assert "où il n'y en a pas, le titre est « titolo_volume »" in account(made)


def test_a_subtitle_stands_behind_its_title_and_that_is_told(tmp_path: Path) -> None:
    rows = ["Le vélo|un guide|2019", "La marche||2020"]
    made = adopted_rows(tmp_path, "Titre|Sous-titre|Année", *rows)
    assert [row.cells["title"] for row in made.rows] == ["Le vélo : un guide", "La marche"]
    assert "« Sous-titre » est joint à « Titre »" in account(made)


def test_what_is_said_of_a_column_of_subtitles_stands(tmp_path: Path) -> None:
    source = write_csv(tmp_path / "t.csv", ["Titre", "Sous-titre"], [["Le vélo", "un guide"]])
    given = {"Sous-titre": "description"}
    made = adopted(source, **given)
    assert made.rows[0].cells["description"] == "un guide"


@pytest.mark.parametrize("word", ["Brouillon", "draft", "Entwurf", "borrador", "Bozza"])
def test_what_the_table_calls_a_draft_is_one(tmp_path: Path, word: str) -> None:
    rows = [f"Un guide|{word}", "Un rapport|Publié", "Une carte|en ligne"]
    made = adopted_rows(tmp_path, "Titre|Statut", *rows)
    assert [row.cells.get("status") for row in made.rows] == ["draft", None, None]
    assert "1 brouillon, vérifié et pas publié" in account(made)


def test_a_state_of_something_else_is_not_carried(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Statut", "Un guide|Disponible", "Un rapport|Prêté")
    assert not any("status" in row.cells for row in made.rows)
    assert "« Statut » (2)" in account(made)


def test_rows_that_differ_by_their_author_are_one_resource(tmp_path: Path) -> None:
    rows = [
        "https://exemple.org/Q1|https://exemple.org/P1|Un atlas|Ana Ruiz|Contribution",
        "https://exemple.org/Q1|https://exemple.org/P2|Un atlas|Jeanne Dupont|Contribution",
        "https://exemple.org/Q2|https://exemple.org/P1|Un plan|Ana Ruiz|Contribution",
    ]
    made = adopted_rows(tmp_path, "item|author|itemLabel|authorLabel|itemDescription", *rows)
    assert [row.cells["authors"] for row in made.rows] == ["Ana Ruiz; Jeanne Dupont", "Ana Ruiz"]
    assert "1 ligne réunie à celle de même « item », « itemLabel »" in account(made)


def test_the_ids_are_those_of_the_column_that_has_one_for_each_row(tmp_path: Path) -> None:
    rows = ["978-1|Un atlas|K1", "978-1|Un plan|K2", "978-3|Une carte|K3", "978-4|Un guide|K4"]
    found = cells(tmp_path, "isbn|title|numero_control", *rows)
    assert [row["id"] for row in found] == ["k1", "k2", "k3", "k4"]


def test_copies_of_one_book_stay_apart(tmp_path: Path) -> None:
    rows = [
        "978-1|Un atlas|Ana Ruiz|0042",
        "978-1|Un atlas|Ana Ruiz|0043",
        "978-2|Un plan|J. Roux|1",
    ]
    assert len(cells(tmp_path, "isbn|title|authors|inventarios", *rows)) == 3


def test_rows_of_one_id_that_differ_otherwise_stay_apart(tmp_path: Path) -> None:
    rows = ["a1|Un atlas|Ana Ruiz|2019", "a1|Un atlas|Ana Ruiz|2020", "a2|Un plan|Ana Ruiz|2021"]
    assert len(cells(tmp_path, "id|title|authors|issued", *rows)) == 3


# --- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Corin Abel Lund, Mirza Østby, Ana Ruiz", ["Corin Abel Lund", "Mirza Østby", "Ana Ruiz"]),
        ("John Prill, Arax Tahan", ["John Prill", "Arax Tahan"]),
        (
            "Ana Ruiz, Omar Lund, Paul Roux and Mia Holt",
            ["Ana Ruiz", "Omar Lund", "Paul Roux", "Mia Holt"],
        ),
        ("Ruiz Díaz, Ana María", ["Ana María Ruiz Díaz"]),
        ("Roux, Paul - Dupont, Jeanne", ["Paul Roux", "Jeanne Dupont"]),
    ],
)
def test_commas_part_whole_names_also_where_other_cells_have_semicolons(
    text: str, names: list[str]
) -> None:
    assert [one.name for one in names_in(text, persons=None, inverted=True)] == names


def test_initials_behind_family_names_are_those_of_persons(tmp_path: Path) -> None:
    rows = [
        "Un|Dupont JM, Ruiz A, Hall AG, Cann MB",
        "Deux|Ruiz A, Cann B",
        "Trois|van den Berg P, Institut du lait",
    ]
    made = adopted_rows(tmp_path, "Titre|Auteurs", *rows)
    assert [row.cells["authors"] for row in made.rows] == [
        "J. M. Dupont; A. Ruiz; A. G. Hall; M. B. Cann",
        "A. Ruiz; B. Cann",
        "P. van den Berg; Institut du lait",
    ]
    assert made.agents.persons == 6


def test_what_stands_behind_the_names_of_bodies_are_no_initials(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Auteurs", "Un|Nordwind AG", "Deux|Laiterie du Sud SA")
    assert made.agents.persons == 0


def test_a_person_with_and_without_a_title_is_one(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Auteur", "Un|Dr. Anna Müller", "Deux|Anna Müller")
    assert [row.cells["authors"] for row in made.rows] == ["Anna Müller", "Anna Müller"]
    assert "graphies réunies" in agents(made)["Anna Müller"]


def test_two_persons_of_one_family_name_and_a_title_are_two(tmp_path: Path) -> None:
    made = adopted_rows(tmp_path, "Titre|Auteur", "Un|Mme Petit", "Deux|M. Petit")
    assert made.rows[0].cells["authors"] != made.rows[1].cells["authors"]


def test_a_person_who_may_be_another_one_is_asked_about(tmp_path: Path) -> None:
    names = ["Jeanne Dupont", "J. Dupont", "Jeanne Dupond", "Paul Dupont", "Jean Dumas"]
    made = adopted_rows(tmp_path, "Titre|Auteur", *(f"Notice {name}|{name}" for name in names))
    noted = agents(made)
    asked = [name for name in names if "peut-être Jeanne Dupont" in noted[name]]
    assert asked == ["J. Dupont", "Jeanne Dupond"]


# --- several values -----------------------------------------------------------------------------


def test_lists_of_themes_are_parted_by_their_commas() -> None:
    texts = [f"Thème {n}, Sujet {n}, Domaine {n}" for n in range(20)]
    assert separator_of(texts, terms=False).values("Eau, Air, Sol") == ["Eau", "Air", "Sol"]


def test_a_few_semicolons_do_not_hide_the_commas_of_other_cells() -> None:
    texts = [*(f"Thème {n}, Sujet {n}, Domaine {n}" for n in range(20)), "Bandes; dessins, Eau"]
    separator = separator_of(texts, terms=False)
    assert separator.values("Bandes; dessins, Eau") == ["Bandes", "dessins", "Eau"]
    assert separator.sign == ","


def test_a_series_that_is_named_twice_is_not_parted_by_its_commas() -> None:
    texts = [*["Política, servicios y trabajo social"] * 4, "Biblioteca actual", "Cuadernos"]
    assert separator_of(texts, terms=False).sign == ""
    assert (
        separator_of([*texts, "Trabajo social", "Política"], terms=False, commas=False).sign == ""
    )


def test_a_name_of_a_theme_with_commas_stays_whole() -> None:
    texts = ["Agriculture, fisheries, forestry and food", "Education, culture and sport", "Health"]
    assert separator_of(texts, terms=False).sign == ""


# --- values -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        ("Collation", "304 p. : ill. ; 24 cm", "304"),
        ("Collation", "192 p. il., fot.", "192"),
        ("Collation", "121, 116 p.", None),
        ("Collation", "xii-120 p.", None),
        ("Langue", "francés", "fr"),
        ("Langue", "tedesco", "de"),
        ("Langue", "Italienisch", "it"),
    ],
)
def test_a_value_as_libraries_write_it(
    tmp_path: Path, column: str, text: str, value: str | None
) -> None:
    known = {"Collation": "12", "Langue": "español"}[column]
    ours = {"Collation": "number_of_pages", "Langue": "language"}[column]
    _, row = cells(tmp_path, f"Titre|{column}", f"Un atlas|{known}", f"Un plan|{text}")
    assert row.get(ours) == value
