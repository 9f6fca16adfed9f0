"""The level of those whom a resource is for, a concept of the scheme «niveau»."""

from pathlib import Path

import pytest
import rdflib

from adoption_twins import write_csv
from catalogue_folder import change, copy_of_atelier
from command_line import DATE, tressons_ld
from tressons_ld.api import open_catalogue
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish

GUIDE = "guide-du-velo"
BASE = "https://id.example.net/atelier/"
LEVEL = rdflib.URIRef(f"{BASE}vocabulaire/niveau/debutant")
DCT, SCHEMA = rdflib.DCTERMS, rdflib.Namespace("http://schema.org/")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue in which nothing is wrong, with a level."""
    folder = copy_of_atelier(tmp_path / "atelier")
    concepts = folder / "data/concepts.csv"
    text = concepts.read_text("utf-8")
    columns = text.partition("\n")[0].split(",")
    row = {"scheme": "niveau", "id": "debutant", "label_fr": "Débutant", "label_en": "Beginner"}
    line = ",".join(row.get(column, "") for column in columns)
    concepts.write_text(f"{text.rstrip()}\n{line}\n", "utf-8")
    settings = folder / "data/catalogue.toml"
    title = '[schemes]\nniveau = { fr = "Niveaux", en = "Levels" }'
    settings.write_text(settings.read_text("utf-8").replace("[schemes]", title), "utf-8")
    return folder


def test_a_level_is_a_concept_in_both_vocabularies(folder: Path) -> None:
    change(folder, f"resources {GUIDE} levels", "Débutant")
    catalogue = open_catalogue(folder, date=DATE)
    assert catalogue.check().findings == ()
    graph, resource = catalogue.graph(), rdflib.URIRef(f"{BASE}ressource/{GUIDE}")
    assert set(graph.predicates(resource, LEVEL)) == {
        DCT.educationLevel,
        SCHEMA.educationalLevel,
    }
    types = set(graph.objects(LEVEL, rdflib.RDF.type))
    assert types == {rdflib.SKOS.Concept, DCT.AgentClass, SCHEMA.DefinedTerm}


def test_an_unknown_level_is_told(folder: Path) -> None:
    change(folder, f"resources {GUIDE} levels", "Expert")
    found = open_catalogue(folder, date=DATE).check().findings
    assert [each.code for each in found] == ["reference.unknown-level"]


def test_the_page_of_a_level_lists_its_resources(folder: Path) -> None:
    change(folder, f"resources {GUIDE} levels", "debutant")
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    html = (folder / "public/vocabulaire/niveau/debutant.html").read_text(encoding="utf-8")
    assert f"ressource/{GUIDE}.html" in html
    page = (folder / f"public/ressource/{GUIDE}.html").read_text(encoding="utf-8")
    assert "vocabulaire/niveau/debutant.html" in page


def test_init_makes_the_levels_of_a_table(tmp_path: Path) -> None:
    names = ("Ponts", "Routes", "Quais", "Places")
    rows = [[f"Les {name}", f"Une page sur les {name}.", "Débutant"] for name in names]
    source = write_csv(tmp_path / "t.csv", ["Titre", "Description", "Niveau"], rows)
    done = tressons_ld("init", str(tmp_path / "made"), "--from", str(source))
    assert done.returncode == 0, done.stderr
    found = open_catalogue(tmp_path / "made", date=DATE).check()
    assert found.publishable
    entries = list(open_catalogue(tmp_path / "made", date=DATE))
    assert {each.levels for each in entries} == {("debutant",)}
