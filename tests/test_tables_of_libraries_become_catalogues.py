"""What tables of libraries and archives have, that a catalogue folder is to hold truly."""

from pathlib import Path

import pytest
import rdflib

from table_adoption import adopted_rows, written_agents, written_rows
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.agent_names import names_in
from tressons_ld.catalogue.adoption.heading_words import meanings
from tressons_ld.composition import open_folder
from tressons_ld.files.output import create_folder
from tressons_ld.publication.publish import publish

# --- who wrote, who published -------------------------------------------------------------------


def test_a_publisher_is_a_body_whose_name_stays_as_it_stands(tmp_path: Path) -> None:
    houses = ["Il Saggiatore", "Marius Aubin", "ETH Zürich", "JC Lambert", "Routledge, London"]
    rows = [f"Livre {n}|Jeanne Dupont|{house}" for n, house in enumerate(houses)]
    agents = written_agents(adopted_rows(tmp_path, "Titre|Auteur|Éditeur", *rows))
    assert {agents[house]["type"] for house in houses} == {"organisation"}
    assert "personne ou organisme ?" in agents["Marius Aubin"]["à relire"]


def test_an_author_who_publishes_is_one_person(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path,
        "Titre|Auteur|Éditeur",
        "Un|Jeanne Dupont|Dupont, Jeanne",
        "Deux|Jeanne Dupont|DUPONT Jeanne",
    )
    assert [row["publisher"] for row in written_rows(made)] == ["Jeanne Dupont"] * 2
    assert written_agents(made)["Jeanne Dupont"]["type"] == "personne"


def test_the_places_of_a_house_do_not_change_its_name(tmp_path: Path) -> None:
    houses = ["Aubin Paris, Lyon", "Aubin Paris Lyon"]
    made = adopted_rows(
        tmp_path, "Titre|Éditeur", *(f"Livre {n}|{h}" for n, h in enumerate(houses))
    )
    house = written_agents(made)["Aubin Paris, Lyon"]
    assert (house["type"], house["spellings"]) == ("organisation", "Aubin Paris Lyon")


def test_a_word_alone_among_persons_is_one_and_is_to_be_looked_at(tmp_path: Path) -> None:
    families = ["Ruiz", "Martin", "Dupont", "Petit", "Bo", "Ek", "Aubin", "Lenoir", "Morel", "Roux"]
    rows = [f"Livre {family}|Ana {family}" for family in families]
    agents = written_agents(
        adopted_rows(tmp_path, "Titre|Auteur", *rows, "L'Énéide|Virgile", "Tables|INSEE")
    )
    assert agents["Virgile"]["type"] == "personne"
    assert "personne ou organisme ?" in agents["Virgile"]["à relire"]
    assert agents["INSEE"]["type"] == "organisation"


def test_a_word_alone_among_bodies_is_one(tmp_path: Path) -> None:
    bodies = ["Institut des haies", "Ville de Lyon", "Centre de lecture"] * 4
    rows = [f"Livre {n}|{name} {n}" for n, name in enumerate(bodies)]
    agents = written_agents(adopted_rows(tmp_path, "Titre|Auteur", *rows, "Tables|Emmaüs"))
    assert agents["Emmaüs"]["type"] == "organisation"


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("William T. Aubin, Jr.", ["William T. Aubin Jr."]),
        ("Aubin, William T., Jr.", ["William T. Aubin Jr."]),
        ("James E. Aubin III", ["James E. Aubin III"]),
        ("William T. Aubin, Jr., Ida Ek", ["William T. Aubin Jr.", "Ida Ek"]),
        ("Marie-France AUBIN", ["Marie-France Aubin"]),
    ],
)
def test_what_stands_behind_a_name_is_no_name(cell: str, names: list[str]) -> None:
    found = names_in(cell, persons=None, inverted=False)
    assert [name.name for name in found] == names
    assert all(name.person for name in found)


def test_strokes_part_names_among_persons(tmp_path: Path) -> None:
    families = ["Ruiz", "Martin", "Dupont", "Petit", "Bo", "Ek", "Aubin", "Lenoir", "Morel", "Roux"]
    rows = [f"Livre {family}|Ana {family}" for family in families]
    made = adopted_rows(tmp_path, "Titre|Auteur", *rows, "A|ROY Léa/DIAZ Ugo", "B|Roy L. - Noir P.")
    *_, first, last = (row["authors"] for row in written_rows(made))
    assert (first, last) == ("Léa Roy; Ugo Diaz", "Roy L.; Noir P.")


# --- headings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Nom auteur complet", "authors"),
        ("speaker_display_name", "persons"),
        ("speaker_2_display_name", "persons"),
        ("Mot clé 3", "keywords"),
        ("Genere", "themes"),
        ("LCSH_topic", "themes"),
        ("lcsh_geographic", "places"),
        ("fulltext_url", "download_url"),
    ],
)
def test_a_heading_of_libraries_means_a_column(heading: str, column: str) -> None:
    assert meanings(heading)[0].column == column


def test_columns_that_are_numbered_are_joined(tmp_path: Path) -> None:
    made = adopted_rows(
        tmp_path,
        "Titre|Auteur 1|Auteur 2|Mot-clé 1|Mot-clé 2",
        "Un|Jeanne Dupont|Paul Martin|eau|haies",
        "Deux|Ana Ruiz||air|",
    )
    first, _ = written_rows(made)
    assert first["authors"] == "Jeanne Dupont; Paul Martin"
    assert first["keywords"] == "eau; haies"


# --- the feeds ----------------------------------------------------------------------------------


@pytest.mark.parametrize("titles", ["as it is made", "in French and English alone"])
def test_a_feed_of_a_catalogue_in_another_language_names_each_dataset(
    tmp_path: Path, titles: str
) -> None:
    made = adopted_rows(
        tmp_path,
        "Titolo|Autore|Editore",
        "Il bosco e la città|Ana Ruiz|Il Saggiatore",
        "La città che non dorme e il mare|Paul Martin|Einaudi",
        "Una storia della lettura nelle scuole|Jeanne Dupont|Einaudi",
    )
    assert made.language == "it"
    files = adopted_files(made, tmp_path / "t.csv", "en")
    settings = files["data/catalogue.toml"]
    assert isinstance(settings, str)
    if titles != "as it is made":
        kept = [line for line in settings.splitlines() if "_it = " not in line]
        assert len(kept) < len(settings.splitlines())
        files["data/catalogue.toml"] = "\n".join(kept) + "\n"
    folder = tmp_path / "catalogue"
    create_folder(folder, files)
    publish(open_folder(folder, date="2026-11-23"), folder / "public", jobs=1)
    feed = rdflib.Graph().parse(folder / "public/harvest/dcat.rdf")
    datasets = set(feed.subjects(rdflib.RDF.type, rdflib.DCAT.Dataset))
    assert len(datasets) == 4
    assert all((dataset, rdflib.DCTERMS.title, None) in feed for dataset in datasets)


# --- kinds --------------------------------------------------------------------------------------


def test_a_kind_of_two_words_and_a_stroke_is_one(tmp_path: Path) -> None:
    kinds = ["Ethnographie / Biographie", "Ethnographie", "Biographie"] * 4
    made = adopted_rows(
        tmp_path, "Titre|Type", *(f"Livre {n}|{kind}" for n, kind in enumerate(kinds))
    )
    assert [row["kind"] for row in written_rows(made)] == kinds
    assert "Ethnographie" in {row["label_fr"] for row in written_rows(made, "concepts")}


# --- the account --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_account_of_a_table_of_very_many_columns_is_a_screen_and_a_half(
    tmp_path: Path, language: str
) -> None:
    known = {
        "Titre": ["Un", "Deux", "Trois"],
        "Date": ["cop. 2019", "12/03/2021", "vers l'an mil"],
        "Date de mise à jour": ["cop. 2019", "12/03/2021", "vers l'an mil"],
        "Langue": ["français", "anglais", "martien"],
        "Licence": ["CC BY 4.0", "n/a", "la mienne"],
        "Lien": ["https://exemple.fr/a", "https://exemple.fr/b", "pas une adresse"],
    }
    many = {f"DOI {n}": ["10.1234/a", "https://doi.org/10.1234/b", "rien"] for n in range(60)}
    left = {f"Colonne inconnue {n}": ["a", "b", "c"] for n in range(200)}
    columns = {**known, **many, **left}
    rows = ["|".join(cells[n] for cells in columns.values()) for n in range(3)]
    made = adopted_rows(tmp_path, "|".join(columns), *rows)
    assert len(Account(made, language).text().splitlines()) <= 40
    whole = Account(made, language, whole=True).text()
    whole = " ".join(whole.split())
    assert "DOI 59" in whole and "inconnue 199" in whole
