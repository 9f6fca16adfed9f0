"""What a resource says of others: translation, version, what it replaces, what it cites."""

import re
from pathlib import Path

import pytest
import rdflib

from adoption_twins import write_csv
from catalogue_folder import change, copy_of_atelier
from command_line import DATE, tressons_ld
from table_adoption import adopted
from tressons_ld.api import open_catalogue
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.harvested_records import dcat_feed
from tressons_ld.composition import open_folder
from tressons_ld.publication import shards
from tressons_ld.publication.publish import publish
from tressons_ld.rdf.vocabularies import RDF

GUIDE, DEBATE = "guide-du-velo", "debat-sur-la-marche"
BASE = "https://id.example.net/atelier/ressource/"
ELSEWHERE = "https://www.example.net/autre"
DCT, SCHEMA = rdflib.DCTERMS, rdflib.Namespace("http://schema.org/")
DCAT = rdflib.Namespace("http://www.w3.org/ns/dcat#")
STATED = {
    "translation_of": {DCT.isVersionOf, SCHEMA.translationOfWork},
    "version_of": {DCAT.isVersionOf, SCHEMA.exampleOfWork},
    "replaces": {DCT.replaces},
    "references": {DCT.references, SCHEMA.citation},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the catalogue in which nothing is wrong."""
    return copy_of_atelier(tmp_path / "atelier")


def codes(folder: Path) -> list[str]:
    return [found.code for found in open_catalogue(folder, date=DATE).check().findings]


@pytest.mark.parametrize("column", STATED)
@pytest.mark.parametrize(("cell", "other"), [(DEBATE, f"{BASE}{DEBATE}"), (ELSEWHERE, ELSEWHERE)])
def test_a_relation_leads_to_a_resource_of_the_catalogue_or_elsewhere(
    folder: Path, column: str, cell: str, other: str
) -> None:
    change(folder, f"resources {GUIDE} {column}", cell)
    assert codes(folder) == []
    graph = open_catalogue(folder, date=DATE).graph()
    stated = set(graph.predicates(rdflib.URIRef(f"{BASE}{GUIDE}"), rdflib.URIRef(other)))
    assert stated == STATED[column]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("guide-du-vélo-de-1990", "reference.unknown-resource"),
        (GUIDE, "reference.itself"),
        (f"{BASE}{GUIDE}", "reference.itself"),
        ("ftp://example.org/a", "table.url-scheme"),
    ],
)
def test_what_names_nothing_else_is_told(folder: Path, cell: str, code: str) -> None:
    change(folder, f"resources {GUIDE} replaces", cell)
    assert codes(folder) == [code]


def page(folder: Path, id: str) -> str:
    return (folder / "public" / "ressource" / f"{id}.html").read_text(encoding="utf-8")


def facts(html: str) -> dict[str, list[str]]:
    """The facts of a page -> the places that they lead to."""
    rows = re.findall(r"<dt>(.*?)</dt>\s*((?:<dd>.*?</dd>\s*)+)", html, re.DOTALL)
    return {name: re.findall(r'href="([^"]+)"', values) for name, values in rows}


def test_the_pages_of_both_tell_it_also_where_the_other_row_alone_changed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_ENDS", 1)
    change(folder, f"resources {GUIDE} version_of", ELSEWHERE)

    def published(cell: str) -> tuple[list[str], list[str]]:
        change(folder, f"resources {GUIDE} replaces", cell)
        publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
        here, there = facts(page(folder, GUIDE)), facts(page(folder, DEBATE))
        return here.get("Remplace", []), there.get("Remplacée par", [])

    assert published("") == ([], [])
    assert published(DEBATE) == (
        [f"../ressource/{DEBATE}.html"],
        [f"../ressource/{GUIDE}.html"],
    )
    feed = rdflib.Graph().parse(folder / "public/harvest/dcat.rdf")
    guide, debate = rdflib.URIRef(f"{BASE}{GUIDE}"), rdflib.URIRef(f"{BASE}{DEBATE}")
    assert (guide, DCT.relation, debate) in feed
    assert (guide, DCT.isVersionOf, rdflib.URIRef(ELSEWHERE)) in feed
    assert published("") == ([], [])


def test_an_addition_is_told_on_the_page_of_the_other_too(folder: Path) -> None:
    with (folder / "data/additions.csv").open("a", encoding="utf-8") as file:
        file.write(f"{GUIDE},translation_of,{DEBATE},{ELSEWHERE},2024-02,une-source\n")
    index = open_catalogue(folder, date=DATE)._inputs.folder.index
    assert index.naming[DEBATE] == (("translation_of", GUIDE),)


@pytest.mark.parametrize("portal", ["ckan", "dcat-ap"])
def test_a_portal_keeps_them(folder: Path, portal: str) -> None:
    for column in STATED:
        change(folder, f"resources {GUIDE} {column}", f"{ELSEWHERE}/{column}")
    done = tressons_ld("harvest", "--as", portal, "--date", DATE, "-j", "1", folder=folder)
    assert done.returncode == 0, done.stderr
    assert not re.search("translation_of|version_of|replaces|references|relation", done.stdout)


@pytest.mark.parametrize("column", STATED)
def test_a_feed_brings_them_back(folder: Path, column: str) -> None:
    change(folder, f"resources {GUIDE} {column}", f"{DEBATE}; {ELSEWHERE}")
    graph = open_catalogue(folder, date=DATE).graph()
    records = dcat_feed(graph.serialize(format="nt").encode(), "feed.nt", ".nt").records
    record = next(each for each in records if each["id"] == GUIDE)
    told = {name: set(record[name].split("; ")) for name in STATED if record.get(name)}
    assert told == {column: {DEBATE, ELSEWHERE}}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Traduction de", "translation_of"),
        ("Édition de", "version_of"),
        ("Remplace", "replaces"),
        ("Références citées", "references"),
    ],
)
def test_a_table_of_others_brings_them_by_its_keys(
    tmp_path: Path, heading: str, column: str
) -> None:
    rows = [["P-1", "Les ponts", ""], ["P-2", "Les routes", f"P-1; {ELSEWHERE}"]]
    write_csv(tmp_path / "table.csv", ["Identifiant", "Titre", heading], rows)
    made = adopted(tmp_path / "table.csv")
    assert made.rows[1].cells[column] == f"p-1; {ELSEWHERE}"


def test_a_table_of_others_names_its_own_row_or_none_and_each_is_told_as_that(
    tmp_path: Path,
) -> None:
    page = "https://exemple.fr/ponts"
    rows = [
        ["P-1", "Les ponts", page, "P-1"],
        ["P-2", "Les routes", "", "P-1; P-9"],
        ["P-3", "Les gués", f"{page}/3", f"{page}/3"],
    ]
    write_csv(tmp_path / "table.csv", ["Identifiant", "Titre", "Lien", "Remplace"], rows)
    made = adopted(tmp_path / "table.csv")
    assert [row.cells.get("replaces") for row in made.rows] == [None, "p-1", None]
    told = " ".join(Account(made, "fr", whole=True).text().split())
    assert "2 lignes se nomment elles-mêmes (ligne 2 P-1, …) : écrire la clé d'une autre" in told
    assert "1 valeur ne nomme aucune ligne du tableau (ligne 3 P-9)" in told
    assert "illisible" not in told


def test_a_resource_has_the_same_types_at_home_and_where_another_names_it(folder: Path) -> None:
    change(folder, "concepts genre:webinaire schema_type", "")
    inputs = open_folder(folder, date=DATE)
    graph = inputs.graph
    for entry in inputs.folder.entries():
        resource = graph.context.iris.resource(entry.id)
        types = {o for s, p, o in graph.entry(entry) if (s, p) == (resource, RDF.type)}
        assert {o for _, p, o in graph.stub(entry.id) if p == RDF.type} == types
