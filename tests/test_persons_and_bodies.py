"""An author is a person or a body by the form of a name and its words; a guess is marked."""

from pathlib import Path

import pytest

from adoption_twins import write_csv
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.agent_names import WrittenName, names_in
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities


def name(text: str, persons: bool | None = None) -> WrittenName:
    (found,) = names_in(text, persons=persons, inverted=False)
    return found


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Jeanne DUPONT", "Jeanne Dupont"),
        ("DUPONT Jeanne", "Jeanne Dupont"),
        ("DUPONT, Jeanne", "Jeanne Dupont"),
        ("DUPONT JEANNE", "Jeanne Dupont"),
        ("JEANNE DUPONT", "Jeanne Dupont"),
        ("DUPONT J.-P.", "J.-P. Dupont"),
        ("DUPONT-MARTIN Élie", "Élie Dupont-Martin"),
        ("de LA FONTAINE, Jean", "Jean de la Fontaine"),
        ("Prof. MÜLLER Hans", "Prof. Hans Müller"),
        ("MARTIN (Paul), 1850-1920", "Paul Martin"),
        ("Martin, Paul, 1850-", "Paul Martin"),
        ("Martin, Paul (18..-1920)", "Paul Martin"),
        ("Jeanne DUPONT (INSEE)", "Jeanne Dupont (INSEE)"),
        ("Dr Emre YILMAZ", "Dr Emre Yilmaz"),
    ],
)
def test_a_family_name_in_capitals_is_that_of_a_person(text: str, written: str) -> None:
    found = name(text)
    assert (found.name, found.person, found.sure) == (written, True, True)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Anatole FRANCE", "Anatole France"),
        ("FRANCE Anatole", "Anatole France"),
        ("FRANCE, Anatole", "Anatole France"),
        ("Mary Ann BANK", "Mary Ann Bank"),
        ("Marie-Claire MAISON", "Marie-Claire Maison"),
    ],
)
def test_a_family_name_that_is_a_word_of_bodies_is_that_of_a_person_to_be_looked_at(
    text: str, written: str
) -> None:
    found = name(text)
    assert (found.name, found.person, found.sure) == (written, True, False)


@pytest.mark.parametrize(
    "text",
    [
        "BANQUE DE FRANCE",
        "Banque MONDIALE",
        "Ville de PARIS",
        "Fondation Anatole FRANCE",
        "Lycée Jean MOULIN",
        "Pays DE LA LOIRE",
        "AFNOR Editions",
        "Musée de la paix (1914-1918)",
    ],
)
def test_a_body_with_words_in_capitals_stays_one_as_it_is_written(text: str) -> None:
    found = name(text)
    assert (found.name, found.person, found.sure) == (text, False, True)


@pytest.mark.parametrize(
    "text", ["INSEE", "OECD", "UNESCO Paris", "ETH Zürich", "ONU Femmes", "AIR LIQUIDE", "LE MONDE"]
)
def test_what_capitals_alone_tell_of_keeps_its_words_and_is_to_be_looked_at(text: str) -> None:
    found = name(text)
    assert (found.name, found.person, found.sure) == (text, False, False)


@pytest.mark.parametrize("text", ["Anatole France", "John Bank"])
def test_a_given_name_before_a_word_of_bodies_is_to_be_looked_at(text: str) -> None:
    assert (name(text).person, name(text).sure) == (False, False)
    assert (name(text, persons=True).person, name(text, persons=True).sure) == (True, False)


def test_a_person_in_a_column_of_bodies_is_to_be_looked_at() -> None:
    assert name("Jeanne DUPONT", persons=False) == (
        "Jeanne DUPONT",
        False,
        False,
        "",
        "Jeanne DUPONT",
    )
    assert name("Ville de Lyon", persons=False).sure


def test_persons_whose_family_names_are_words_of_bodies_are_parted() -> None:
    found = names_in("Anatole FRANCE et Jeanne DUPONT", persons=None, inverted=False)
    assert [one.name for one in found] == ["Anatole France", "Jeanne Dupont"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr. Amina Yusuf, Prof. John Bank", ["Dr. Amina Yusuf", "Prof. John Bank"]),
        ("Jeanne Dupont, Paul Roux", ["Jeanne Dupont", "Paul Roux"]),
        ("Dupont Martin, Jeanne Marie", ["Jeanne Marie Dupont Martin"]),
        ("DUPONT, Jeanne", ["Jeanne Dupont"]),
    ],
)
def test_a_comma_parts_names_that_begin_as_those_of_persons(text: str, names: list[str]) -> None:
    found = names_in(text, persons=None, inverted=True)
    assert [one.name for one in found] == names


@pytest.mark.parametrize("text", ["Mme Banque", "Prof. John Bank"])
def test_a_title_tells_a_person_to_be_looked_at_where_a_word_tells_a_body(text: str) -> None:
    assert (name(text).name, name(text).person, name(text).sure) == (text, True, False)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("DUPONT Jeanne / Bureau des achats", ["Jeanne Dupont", "Bureau des achats"]),
        ("Jeanne Dupont / Paul Martin", ["Jeanne Dupont", "Paul Martin"]),
        ("Centre 3 / Ville de Lyon", ["Centre 3 / Ville de Lyon"]),
        ("Ville de Lyon / RTES", ["Ville de Lyon / RTES"]),
        ("ACME / Dupont", ["ACME / Dupont"]),
    ],
)
def test_a_stroke_parts_a_person_from_others(text: str, names: list[str]) -> None:
    found = names_in(text, persons=None, inverted=False)
    assert [one.name for one in found] == names


def adopted(folder: Path, *authors: str) -> AdoptedTable:
    rows = [[f"Le titre {number}", author] for number, author in enumerate(authors)]
    table = read_source(write_csv(folder / "t.csv", ["Titre", "Auteurs"], rows))
    return adopt(table, read_authorities(), language="fr")


def test_names_among_persons_are_those_of_persons(tmp_path: Path) -> None:
    known = [f"DUPONT{letter} Jeanne" for letter in "ABCDEFGHIJ"]
    agents = {agent.name: agent for agent in adopted(tmp_path, *known, "YILMAZ Emre").agents}
    assert agents["Emre Yilmaz"].cells["type"] == "personne"
    assert [note.fr for note in agents["Emre Yilmaz"].notes] == ["personne ou organisme ?"]
    others = [f"YILMAZ{letter} Emre" for letter in "ABCDEFGHIJ"]
    mixed = adopted(tmp_path, *known, *others, "Ville de Lyon").agents
    assert sum(agent.cells["type"] == "personne" for agent in mixed) == 20
    alone = {agent.name: agent for agent in adopted(tmp_path, "YILMAZ Emre").agents}
    assert alone["YILMAZ Emre"].cells["type"] == "organisation"
    assert [note.fr for note in alone["YILMAZ Emre"].notes] == ["personne ou organisme ?"]


def test_two_orders_of_one_name_are_one_person_and_nothing_to_be_looked_at(tmp_path: Path) -> None:
    (agent,) = adopted(tmp_path, "YILMAZ Emre", "Yilmaz, Emre").agents
    assert (agent.name, agent.cells["type"]) == ("Emre Yilmaz", "personne")
    assert list(agent.spellings) == ["YILMAZ Emre"]
    assert "personne ou organisme ?" not in {note.fr for note in agent.notes}
