"""The bundled questions are whole: header, parameters, prefixes, order, and no catalogue's IRI."""

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib.plugins.sparql import prepareQuery

from queries_support import BUNDLED, every_query, loaded
from tressons_ld.rdf.vocabularies import PREFIXES
from tressons_ld.sparql.tokens import surface_of

# What researchers ask, and the question that answers it.
ASKED = {
    "counts by kind": "ressources-par-genre",
    "counts by year": "ressources-par-annee",
    "counts by section": "ressources-par-section",
    "counts by organisation": "ressources-par-organisation",
    "counts by theme": "ressources-par-theme",
    "webinars per year": "genre-par-annee",
    "who produced what": "qui-a-produit-quoi",
    "with whom": "qui-a-produit-avec-qui",
    "persons and what they wrote": "personnes-et-leurs-ecrits",
    "produced by one body alone": "produit-par-une-seule-organisation",
    "territories and their monographs": "territoires-et-leurs-monographies",
    "series and sets": "series-et-leurs-ressources",
    "synthesis of": "syntheses-et-leurs-etudes",
    "timeline": "chronologie",
    "resources for an audience": "ressources-pour-un-public",
    "about a theme with its narrower ones": "ressources-sur-un-theme",
    "search": "recherche",
    "with a landing page": "ressources-avec-page",
    "without a landing page": "ressources-sans-page",
    "exact dates": "dates-exactes",
    "who says so": "qui-le-dit",
    "where sources differ": "divergences",
    "partners and funders": "partenaires-et-financeurs",
    "programme outputs outside its years": "hors-des-annees-du-programme",
    "printed spellings of a name": "graphies-d-un-nom",
    "everything about one resource": "tout-sur-une-ressource",
}


def test_no_file_is_faulty() -> None:
    assert not BUNDLED.faults


@pytest.mark.parametrize("question", ASKED)
def test_what_researchers_ask_has_its_file(question: str) -> None:
    assert ASKED[question] in BUNDLED.by_name


@every_query
def test_the_header_is_whole(name: str) -> None:
    query = BUNDLED[name]
    for summary, description in zip(query.summary, query.description, strict=True):
        assert summary.endswith("?")
        assert description.endswith(".")
    assert query.summary.fr != query.summary.en
    assert query.description.fr != query.description.en
    assert query.tags
    assert query.text.startswith("#+ summary:")
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", name)


@every_query
def test_the_file_is_valid_sparql_as_it_lies(name: str) -> None:
    text = BUNDLED[name].text
    pyoxigraph.Store().query(text)
    prepareQuery(text)


@every_query
def test_only_the_prefixes_in_use_are_declared_as_everywhere(name: str) -> None:
    text = BUNDLED[name].text
    declared = dict(re.findall(r"^PREFIX (\w+): <(.*)>$", text, re.MULTILINE))
    tokens = surface_of(text).tokens
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    assert declared == {prefix: PREFIXES[prefix] for prefix in sorted(used)}
    assert list(declared) == sorted(declared)


@every_query
def test_rows_are_in_order(name: str) -> None:
    surface = surface_of(BUNDLED[name].text)
    assert surface.form == "CONSTRUCT" or "ORDER" in surface.keywords


@every_query
def test_no_iri_of_a_catalogue_is_named(name: str, published: Path) -> None:
    iris = {token.text for token in surface_of(BUNDLED[name].text).tokens if token.kind == "iri"}
    catalogue = (published / "catalogue.nt").read_text("utf-8")
    subjects = {line.partition(" ")[0] for line in catalogue.splitlines()}
    assert not {iri for iri in iris & subjects if "eurovoc" not in iri}
    assert all("/ontologie#" in iri for iri in iris if "tressons" in iri)


@every_query
def test_engines_may_disagree_on_what_is_not_used(name: str) -> None:
    # YEAR() of a gYear, the order of mixed terms, GRAPH in a store whose default graph is a union.
    keywords = surface_of(BUNDLED[name].text).keywords
    assert not keywords & {"YEAR", "MONTH", "DAY", "GRAPH", "FROM", "SERVICE", "NOW", "RAND"}


@every_query
def test_a_parameter_set_to_its_default_changes_nothing_but_its_spelling(
    name: str, published: Path
) -> None:
    query = BUNDLED[name]
    bound = query.bind({one.name: one.default for one in query.parameters})
    assert loaded(published).run(bound) == loaded(published).run(query.text)


def test_the_list_shows_each_question_with_its_parameters() -> None:
    listing = BUNDLED.listing("fr")
    for name, query in BUNDLED.by_name.items():
        assert f"\n{name}  " in f"\n{listing}"
        assert query.summary.fr in listing
        assert query.summary.en in BUNDLED.listing("en")
        for one in query.parameters:
            assert f"-p {one.name}={one.default}" in listing
