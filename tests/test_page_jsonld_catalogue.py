"""The pages of this repository's own catalogue, one for each of its resources."""

from pathlib import Path

import pytest
import rdflib
import yaml
from rdflib import DCAT, DCTERMS

from page_units import IN_PYTHON, untyped
from tressons_ld.api import open_catalogue
from tressons_ld.composition import open_folder
from tressons_ld.consumers.web_page import (
    Stub,
    page_jsonld,
    plain,
    stub_of,
)
from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import PROFILE_VERSION


@pytest.fixture(scope="module")
def units(project: Path) -> list[Unit]:
    inputs = open_folder(project, date="2026-01-31")
    iris = inputs.graph.context.iris
    return [
        Unit(iris.record(entry.id), iris.resource(entry.id), tuple(inputs.recorder.entry(entry)[0]))
        for entry in inputs.folder.entries()
    ]


@pytest.fixture(scope="module")
def things(project: Path, units: list[Unit]) -> dict[Iri, list[Triple]]:
    shared = open_folder(project, date="2026-01-31").graph.things
    return {**shared, **{unit.root: list(unit.triples) for unit in units}}


@pytest.fixture(scope="module")
def names(things: dict[Iri, list[Triple]]) -> dict[Iri, Stub]:
    stubs = {thing: stub_of(thing, triples, "fr") for thing, triples in things.items()}
    return {thing: stub for thing, stub in stubs.items() if stub}


def test_every_page_is_a_projection_of_the_graph(
    units: list[Unit], things: dict[Iri, list[Triple]], names: dict[Iri, Stub]
) -> None:
    graph = untyped(triple for triples in things.values() for triple in triples)
    for unit in units:
        text = plain(page_jsonld(unit, names))
        read = [reader(text) for reader in IN_PYTHON.values()]
        assert read[0] == read[1] == read[2]
        assert {(s, p, o[0]) for s, p, o in read[0]} - graph == set()


def test_everything_a_page_names_has_a_type(units: list[Unit], names: dict[Iri, Stub]) -> None:
    def bare(value: object) -> list[object]:
        if isinstance(value, list):
            return [found for item in value for found in bare(item)]
        if isinstance(value, dict):
            inside = [found for item in value.values() for found in bare(item)]
            return [value, *inside] if value.keys() == {"@id"} else inside
        return []

    assert [found for unit in units for found in bare(page_jsonld(unit, names))] == []


def test_the_catalogue_as_data_is_a_dataset_that_a_search_engine_takes(project: Path) -> None:
    """Required and recommended: developers.google.com/search/docs/appearance/structured-data."""
    page = open_catalogue(project, date="2026-01-31").page("catalogue/donnees")
    assert page["@type"] == "Dataset"
    assert 50 <= len(page["description"][0]) <= 5000
    assert page["creator"]["@type"] == "Organization"
    assert {"name", "keywords", "inLanguage", "spatialCoverage", "isPartOf"} <= set(page)
    assert page["temporalCoverage"] == "2018/2021"
    files = [each for each in page["distribution"] if each["@type"] == "DataDownload"]
    assert {each["encodingFormat"] for each in files} >= {"text/csv", "text/turtle"}
    assert all(each["contentUrl"].startswith("https://") for each in files)


def test_the_catalogue_itself_is_a_collection(project: Path) -> None:
    page = open_catalogue(project, date="2026-01-31").page("catalogue")
    assert page["@type"] == "Collection"


def test_the_data_can_be_cited(published: Path) -> None:
    data = rdflib.Graph().parse(published / "catalogue/donnees.ttl")
    subject = rdflib.URIRef("https://w3id.org/tressons/catalogue/donnees")
    modified = str(data.value(subject, DCTERMS.modified))
    assert str(data.value(subject, rdflib.URIRef(f"{DCAT}version"))) == modified
    citation = str(data.value(subject, DCTERMS.bibliographicCitation))
    assert citation.startswith("Projet tressons-ld, Données du catalogue")
    assert citation.endswith(f"version {modified}, {subject}")
    (creator,) = data.objects(subject, DCTERMS.creator)
    assert str(creator).endswith("/organisation/tressons-ld")
    assert (subject, DCTERMS.conformsTo, rdflib.URIRef(PROFILE_VERSION[1:-1])) in data
    file = yaml.safe_load((published / "CITATION.cff").read_text("utf-8"))
    assert file["version"] == modified
    assert file["authors"] == [{"name": "Projet tressons-ld"}]
    assert "license-url" not in file, "the licence is not confirmed"
