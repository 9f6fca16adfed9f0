"""Each bundled question, on the real catalogue, answers what was read in the document by hand.

The tables of tests/queries were typed from the document; where a table leaves a column out, other
tests hold it (titles) or it follows from another column.
"""

import csv
from pathlib import Path

import pytest
import rdflib
from rdflib.compare import graph_diff

from queries_support import (
    BUNDLED,
    LAYOUTS,
    TABLES,
    both_engines_in_time,
    columns,
    every_query,
    expected,
    loaded,
)
from tressons_ld.rdf.terms import Iri, text, typed
from tressons_ld.rdf.vocabularies import DCAT, DCT, FOAF, OWL, PREFIXES, RDF
from tressons_ld.sparql.answers import GraphResult, SelectResult
from tressons_ld.sparql.store import EngineName, run

WITH_A_TABLE = sorted(path.stem for path in TABLES.glob("*.csv"))
# Held to the catalogue's own tables, below.
WITHOUT = {
    *("identifiants", "qui-le-dit", "tout-sur-une-ressource"),
    *("citations", "ressource-en-clair"),
}


def test_every_question_has_its_table_or_its_test() -> None:
    assert set(BUNDLED.by_name) == {*WITH_A_TABLE, *WITHOUT}


@pytest.mark.parametrize("name", WITH_A_TABLE)
def test_the_answer_is_the_hand_checked_table(name: str, published: Path) -> None:
    head, rows = expected(name)
    result = loaded(published).run(BUNDLED[name].text)
    assert columns(result, head) == rows


@both_engines_in_time
@every_query
def test_both_engines_and_both_layouts_give_the_same_answer(
    name: str, engine: EngineName, published: Path
) -> None:
    first = loaded(published).run(BUNDLED[name].text)
    for layout in LAYOUTS:
        assert loaded(published / layout, engine).run(BUNDLED[name].text) == first


@every_query
def test_no_row_stands_twice(name: str, published: Path) -> None:
    result = loaded(published).run(BUNDLED[name].text)
    rows = result.rows if isinstance(result, SelectResult) else result.triples  # type: ignore[union-attr]
    assert rows
    assert len(set(rows)) == len(rows)


def table(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "data" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "name", [name for name, query in BUNDLED.by_name.items() if "?titre" in query.text]
)
def test_titles_are_those_of_the_table(name: str, published: Path, project: Path) -> None:
    titles = {row["id"]: row["title"] for row in table(project, "resources.csv")}
    result = loaded(published).run(BUNDLED[name].text)
    for id, title in columns(result, ["ressource", "titre"]):
        assert title == titles[id]
    if "?titre_source" in BUNDLED[name].text:
        for id, title in columns(result, ["source", "titre_source"]):
            assert title == titles[id]


def test_the_ids_are_those_of_the_tables(published: Path, project: Path) -> None:
    wanted = {
        *(("ressource", row["id"], row["title"]) for row in table(project, "resources.csv")),
        *((row["type"], row["id"], row["name"]) for row in table(project, "agents.csv")),
        *(("territoire", row["id"], row["name"]) for row in table(project, "places.csv")),
        *(("serie", row["id"], row["title"]) for row in table(project, "series.csv")),
        *((row["scheme"], row["id"], row["label_fr"]) for row in table(project, "concepts.csv")),
        ("liste", "genre", "Genres de ressources"),
        ("liste", "theme", "Thèmes"),
        ("liste", "public", "Publics"),
        ("liste", "section", "Parties du catalogue"),
        ("liste", "certitude", "Certitude d'un fait ajouté"),
    }
    result = loaded(published).run(BUNDLED["identifiants"].text)
    assert {tuple(row) for row in columns(result, ["liste", "identifiant", "nom"])} == wanted


def test_all_names_are_given_where_they_are_asked_for(published: Path) -> None:
    values = {"pour": "organisation", "noms": "tous"}
    result = loaded(published).run(BUNDLED["identifiants"].bind(values))
    names = [name for id, name in columns(result, ["identifiant", "nom"]) if id == "rtes"]
    assert names == [
        "RTES",
        "Réseau des collectivités territoriales pour l'économie solidaire",
        "Réseau des collectivités territoriales pour une économie solidaire",
    ]


def test_the_concepts_of_others_are_those_of_the_table(published: Path, project: Path) -> None:
    wanted = {
        (iri, relation, row["scheme"], row["id"])
        for row in table(project, "concepts.csv")
        for match in filter(None, row["matches"].split(";"))
        for relation, iri in [match.split()]
    }
    result = loaded(published).run(BUNDLED["concepts-exterieurs"].text)
    given = columns(result, ["exterieur", "relation", "liste", "concept"])
    assert {tuple(row) for row in given} == wanted
    used = dict(columns(result, ["concept", "nombre"]))
    assert used["mobilite"] == "2"
    assert used["developpement-rural"] == "0"


CITED = {
    "avenir-des-territoires-ruraux-est-il-social-et-solidaire": "Avise, RTES (2020). L'avenir des "
    "territoires ruraux est-il social et solidaire ? [Webinaire]. "
    "https://avise.org/actualites/lavenir-des-territoires-ruraux-est-il-social-et-solidaire",
    "ess-dans-les-territoires-ruraux": "Avise, RTES et Observatoire national de l'ESS du CNCRESS "
    "(2019). L'ESS dans les territoires ruraux [Étude quantitative].",
}


@pytest.mark.parametrize("id", CITED)
def test_a_resource_is_cited_by_what_is_printed_of_it(id: str, published: Path) -> None:
    result = loaded(published).run(BUNDLED["citations"].bind({"pour": id}))
    assert columns(result, ["chose", "citation"]) == [[id, CITED[id]]]


CHANGED = [
    *((Iri(f"<urn:{id}#f>"), RDF.type, DCAT.CatalogRecord) for id in "ab"),
    *((Iri(f"<urn:{id}#f>"), FOAF.primaryTopic, Iri(f"<urn:{id}>")) for id in "ab"),
    *((Iri(f"<urn:{id}#f>"), DCT.issued, typed("2026-01-10", "date")) for id in "ab"),
    *((Iri(f"<urn:{id}>"), DCT.identifier, text(id)) for id in "ab"),
    *((Iri(f"<urn:{id}>"), DCT.title, text(f"Titre {id}")) for id in "ab"),
    (Iri("<urn:a#f>"), DCT.modified, typed("2026-01-10", "date")),
    (Iri("<urn:b#f>"), DCT.modified, typed("2026-03-01", "date")),
    *((Iri(f"<urn:{id}>"), OWL.deprecated, typed("true", "boolean")) for id in "cd"),
    *((Iri(f"<urn:{id}>"), FOAF.isPrimaryTopicOf, Iri(f"<urn:{id}#f>")) for id in "cd"),
    *((Iri(f"<urn:{id}#f>"), DCT.modified, typed("2026-02-01", "date")) for id in "cd"),
    (Iri("<urn:d>"), DCT.isReplacedBy, Iri("<urn:a>")),
]
CHANGES = [
    ["2026-03-01", "modifiée", "b", "Titre b"],
    ["2026-02-01", "retirée", "urn:c", ""],
    ["2026-02-01", "remplacée", "urn:d", "urn:a"],
    ["2026-01-10", "publiée", "a", "Titre a"],
    ["2026-01-10", "publiée", "b", "Titre b"],
]


@both_engines_in_time
@pytest.mark.parametrize(("since", "number"), [("", 5), ("2026-02-01", 3), ("2026-03-02", 0)])
def test_what_changed_is_told_since_a_day(since: str, number: int, engine: EngineName) -> None:
    result = run(BUNDLED["changements"].bind({"depuis": since}), CHANGED, engine=engine)
    assert columns(result, ["date", "changement", "chose", "nom"]) == CHANGES[:number]


PROPERTY_OF_COLUMN = {
    "page": "http://xmlns.com/foaf/0.1/page",
    "landing_page": "http://www.w3.org/ns/dcat#landingPage",
    "based_on": "http://purl.org/dc/terms/source",
    "event_date": "http://purl.org/dc/terms/date",
    "homepage": "http://xmlns.com/foaf/0.1/homepage",
    "publisher_type": "http://purl.org/dc/terms/type",
    "spellings": "http://www.w3.org/2004/02/skos/core#altLabel",
    "description": "http://purl.org/dc/terms/description",
    "siren": "http://www.w3.org/ns/adms#identifier",
    "nuts": "http://www.opengis.net/ont/geosparql#sfIntersects",
    "pages": "http://xmlns.com/foaf/0.1/page",
}


def property_of(row: dict[str, str]) -> str:
    """The property that an addition states: of the same thing elsewhere, by what its IRI names."""
    if row["column"] != "same_as":
        return PROPERTY_OF_COLUMN[row["column"]]
    names_it = "wikidata.org/entity" in row["value"] or "geonames" in row["value"]
    return "http://www.w3.org/2002/07/owl#sameAs" if names_it else "http://schema.org/sameAs"


def test_each_addition_says_who_says_so(published: Path, project: Path) -> None:
    additions = [row for row in table(project, "additions.csv") if row["column"] != "issued"]
    wanted = sorted(
        [
            row["resource"].rpartition("/")[2],
            property_of(row),
            row["source"],
            row["found_on"],
            row["certainty"],
        ]
        for row in additions
    )
    result = loaded(published).run(BUNDLED["qui-le-dit"].text)
    head = ["sujet", "propriete", "source", "lu_le", "certitude"]
    assert sorted(columns(result, head)) == wanted
    values = {row["value"] for row in additions if row["column"] != "nuts"}
    values = {value if "/" in value else value.rpartition("#")[2] for value in values}
    given = {value for (value,) in columns(result, ["valeur"])}
    assert values - {"NonProfitOrganisation"} <= given
    assert "http://purl.org/adms/publishertype/NonProfitOrganisation" in given


RESOURCES = [
    "programmes-leader-et-ess",
    "ess-et-ruralites",
    "mobiliser-les-habitants-pour-encourager-la-creation-de-projets-citoyens",
    "monographie-du-parc-naturel-regional-du-vercors",
    "pratiques-de-mobilisation-des-programmes-de-developpement-rural",
]


@both_engines_in_time
@pytest.mark.parametrize("id", RESOURCES)
def test_all_about_a_resource_is_what_its_document_says(
    id: str, engine: EngineName, published: Path
) -> None:
    text = BUNDLED["tout-sur-une-ressource"].bind({"ressource": id})
    result = loaded(published, engine).run(text)
    assert isinstance(result, GraphResult)
    answer = rdflib.Graph().parse(
        data="".join(f"{s} {p} {o} .\n" for s, p, o in result.triples), format="nt"
    )
    document = rdflib.Graph().parse(published / "ressource" / f"{id}.ttl")
    _, missing, more = graph_diff(document, answer)
    assert not set(missing)
    # Beside it, the question names the other resources, and what names itself in the catalogue.
    named = {FOAF.name, DCT.title, f"<{rdflib.RDF.type}>"}
    names = {f"<{PREFIXES['skos']}prefLabel>", f"<{PREFIXES['schema']}name>", *named}
    assert {f"<{predicate}>" for _, predicate, _ in more} <= names
