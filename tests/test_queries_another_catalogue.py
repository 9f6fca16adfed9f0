"""The bundled questions name nothing of TRESSONS: another catalogue has its own answers."""

from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld
from queries_support import BUNDLED, LAYOUTS, both_engines_in_time, columns, every_query, loaded
from tressons_ld.sparql.store import EngineName

# Read in the tables of «atelier», a catalogue of three resources.
WANTED = {
    "chronologie": (
        "date evenement ressource",
        [
            ["2019", "parution", "guide-du-velo"],
            ["2020-05-07", "séance", "debat-sur-la-marche"],
            ["2021-06-30", "parution", "carnet-de-voyage"],
        ],
    ),
    "dates-exactes": (
        "date evenement ressource",
        [
            ["2020-05-07", "séance", "debat-sur-la-marche"],
            ["2021-06-30", "parution", "carnet-de-voyage"],
        ],
    ),
    "genre-par-annee": ("annee nombre", [["2020", "1"]]),
    "hors-des-annees-du-programme": ("ressource", []),
    "partenaires-et-financeurs": (
        "programme role organisation",
        [
            ["velocite", "pilote", "atelier"],
            ["velocite", "partenaire", "ligue"],
            ["velocite", "soutien", "atelier"],
            ["velocite", "financeur", "ligue"],
        ],
    ),
    "personnes-et-leurs-ecrits": ("personne ressource", [["camille-roue", "guide-du-velo"]]),
    "produit-par-une-seule-organisation": (
        "organisation ressource",
        [["atelier", "carnet-de-voyage"], ["ligue", "debat-sur-la-marche"]],
    ),
    "qui-a-produit-avec-qui": ("organisation avec nombre", [["atelier", "ligue", "1"]]),
    "qui-le-dit": (
        "sujet propriete valeur",
        [
            [
                "carnet-de-voyage",
                "http://www.w3.org/ns/dcat#landingPage",
                "https://www.example.net/voyage",
            ],
            [
                "ligue",
                "http://schema.org/sameAs",
                "https://www.example.org/id/ligue",
            ],
        ],
    ),
    "ressources-par-annee": ("annee nombre", [["2019", "1"], ["2020", "1"], ["2021", "1"]]),
    "ressources-par-genre": ("genre nombre", [["guide", "2"], ["webinaire", "1"]]),
    "ressources-sur-un-theme": (
        "precis annee ressource",
        [
            ["mobilite", "2019", "guide-du-velo"],
            ["mobilite", "2020", "debat-sur-la-marche"],
            ["velo", "2019", "guide-du-velo"],
            ["velo", "2021", "carnet-de-voyage"],
        ],
    ),
    "syntheses-et-leurs-etudes": (
        "ressource source",
        [["debat-sur-la-marche", "guide-du-velo"]],
    ),
    "territoires-et-leurs-monographies": (
        "territoire annee ressource",
        [
            ["vieux-port", "2019", "guide-du-velo"],
            ["villeneuve", "2019", "guide-du-velo"],
            ["villeneuve", "2020", "debat-sur-la-marche"],
            ["villeneuve", "2021", "carnet-de-voyage"],
        ],
    ),
}


@pytest.fixture(scope="session")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a publication of «atelier»."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("queries") / "atelier")
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "public"


@pytest.mark.parametrize("name", WANTED)
def test_the_answers_are_those_of_the_other_catalogue(name: str, atelier: Path) -> None:
    head, rows = WANTED[name]
    assert columns(loaded(atelier).run(BUNDLED[name].text), head.split()) == rows


@both_engines_in_time
@every_query
def test_both_engines_and_both_layouts_agree_there_too(
    name: str, engine: EngineName, atelier: Path
) -> None:
    first = loaded(atelier).run(BUNDLED[name].text)
    for layout in LAYOUTS:
        assert loaded(atelier / layout, engine).run(BUNDLED[name].text) == first


def test_the_search_is_in_its_words(atelier: Path) -> None:
    result = loaded(atelier).run(BUNDLED["recherche"].bind({"texte": "velo"}))
    assert columns(result, ["ressource"]) == [["guide-du-velo"], ["carnet-de-voyage"]]


def test_the_defaults_that_are_listed_are_those_of_the_catalogue(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    listed = tressons_ld("query", folder=folder).stdout
    assert "-p ressource=carnet-de-voyage" in listed
    assert "-p genre=webinaire" in listed
    assert "-p public=elus" in listed
    assert "-p exterieur=http://eurovoc.europa.eu/5311" in listed
    told = tressons_ld("query", "resource-in-plain-words", "--help", "--lang", "en", folder=folder)
    assert "=carnet-de-voyage" in told.stdout


def test_outside_a_catalogue_the_defaults_are_those_of_the_questions(tmp_path: Path) -> None:
    assert "-p ressource=programmes-leader-et-ess" in tressons_ld("query", folder=tmp_path).stdout


def test_a_catalogue_that_cannot_be_read_hides_no_question(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    (folder / "data/concepts.csv").write_bytes(b"PK\x03\x04")
    assert "ressources-sur-un-theme" in tressons_ld("query", folder=folder).stdout


def test_a_text_that_nothing_answers_to_gives_way_to_one_that_something_does(
    tmp_path: Path,
) -> None:
    question = tmp_path / "ma-recherche.rq"
    text = (BUNDLED["recherche"].text).replace("mobilite", "zeppelin")
    question.write_text(text, "utf-8")
    folder = copy_of_atelier(tmp_path / "atelier")
    assert tressons_ld("publish", folder=folder).returncode == 0
    done = tressons_ld("query", str(question), folder=folder)
    assert "zeppelin" in done.stderr
    assert "guide-du-velo" in done.stdout or "carnet-de-voyage" in done.stdout
    given = tressons_ld("query", str(question), "-p", "texte=zeppelin", folder=folder)
    assert "aucune ligne" in given.stderr + given.stdout
    assert given.stdout.count("velo") == 0
