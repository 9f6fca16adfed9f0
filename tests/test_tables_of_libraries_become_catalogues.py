"""What tables of libraries and archives have, that a catalogue folder is to hold truly."""

import csv
import io
from pathlib import Path

from adoption_twins import write_csv
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.adopted_rows import Adopted, adopt
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities


def adopted(folder: Path, headings: str, *rows: str) -> Adopted:
    cells = [row.split("|") for row in rows]
    source = write_csv(folder / "t.csv", headings.split("|"), cells)
    return adopt(read_source(source), read_authorities(), language="fr")


def rows_of(made: Adopted, name: str = "resources") -> list[dict[str, str]]:
    text = adopted_files(made, Path("t.csv"), "fr")[f"data/{name}.csv"]
    assert isinstance(text, str)
    return list(csv.DictReader(io.StringIO(text)))


def agents_of(made: Adopted) -> dict[str, dict[str, str]]:
    return {row["name"]: row for row in rows_of(made, "agents")}


# --- who wrote, who published -------------------------------------------------------------------


def test_a_publisher_is_a_body_whose_name_stays_as_it_stands(tmp_path: Path) -> None:
    houses = ["Il Saggiatore", "Marius Aubin", "ETH Zürich", "JC Lambert", "Routledge, London"]
    rows = [f"Livre {n}|Jeanne Dupont|{house}" for n, house in enumerate(houses)]
    agents = agents_of(adopted(tmp_path, "Titre|Auteur|Éditeur", *rows))
    assert {agents[house]["type"] for house in houses} == {"organisation"}
    assert "personne ou organisme ?" in agents["Marius Aubin"]["à relire"]


def test_an_author_who_publishes_is_one_person(tmp_path: Path) -> None:
    made = adopted(
        tmp_path,
        "Titre|Auteur|Éditeur",
        "Un|Jeanne Dupont|Dupont, Jeanne",
        "Deux|Jeanne Dupont|DUPONT Jeanne",
    )
    assert [row["publisher"] for row in rows_of(made)] == ["Jeanne Dupont"] * 2
    assert agents_of(made)["Jeanne Dupont"]["type"] == "personne"


def test_a_word_alone_among_persons_is_one_and_is_to_be_looked_at(tmp_path: Path) -> None:
    families = ["Ruiz", "Martin", "Dupont", "Petit", "Bo", "Ek", "Aubin", "Lenoir", "Morel", "Roux"]
    rows = [f"Livre {family}|Ana {family}" for family in families]
    agents = agents_of(adopted(tmp_path, "Titre|Auteur", *rows, "L'Énéide|Virgile", "Tables|INSEE"))
    assert agents["Virgile"]["type"] == "personne"
    assert "personne ou organisme ?" in agents["Virgile"]["à relire"]
    assert agents["INSEE"]["type"] == "organisation"


def test_a_word_alone_among_bodies_is_one(tmp_path: Path) -> None:
    bodies = ["Institut des haies", "Ville de Lyon", "Centre de lecture"] * 4
    rows = [f"Livre {n}|{name} {n}" for n, name in enumerate(bodies)]
    agents = agents_of(adopted(tmp_path, "Titre|Auteur", *rows, "Tables|Emmaüs"))
    assert agents["Emmaüs"]["type"] == "organisation"
