"""The ontology, its alignments and the profile parse, and every term explains itself."""

from pathlib import Path

import pyshacl
import pytest
import rdflib
from rdflib import DCTERMS, OWL, PROF, RDF, RDFS, SH, SKOS, VANN, XSD

from tressons_ld.rdf.vocabularies import (
    PREFIXES,
    PROFILE,
    TLD,
    VOCABULARIES,
)

ONTOLOGY = Path(__file__).resolve().parents[1] / "ontology"
FILES = sorted(ONTOLOGY.glob("*.ttl"))
HEADER = rdflib.URIRef("https://w3id.org/tressons/ontologie")
NAMESPACE = "https://w3id.org/tressons/ontologie#"
DCAT_AP = rdflib.URIRef("https://semiceu.github.io/DCAT-AP/releases/3.0.1")
# https://www.w3.org/ns/dx/prof/role/
ROLE = "http://www.w3.org/ns/dx/prof/role/"
ROLES = {
    *("constraints", "example", "guidance", "mapping"),
    *("schema", "specification", "validation", "vocabulary"),
}
FRENCH_AND_ENGLISH = ["en", "fr"]


def read(name: str) -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY / name, format="turtle")


def languages(graph: rdflib.Graph, subject: rdflib.term.Node, property: rdflib.URIRef) -> list[str]:
    said = graph.objects(subject, property)
    return sorted(text.language or "" for text in said if isinstance(text, rdflib.Literal))


TERMS = sorted(str(term) for term in read("tressons.ttl").subjects(RDFS.isDefinedBy, HEADER))


def test_the_files_are_those_known() -> None:
    known = ["alignments.ttl", "example.ttl", "profile.ttl", "tressons.ttl"]
    assert [path.name for path in FILES] == known


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_stands_alone_and_without_blank_nodes(path: Path) -> None:
    graph = rdflib.Graph().parse(path, format="turtle")
    assert [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)] == []
    elsewhere = rdflib.Graph().parse(path, format="turtle", publicID="https://else.example.org/")
    assert graph.isomorphic(elsewhere), "an IRI is relative"
    assert path.read_text("utf-8").startswith("# "), "its purpose is said at the head"


def test_the_header_says_what_it_is_and_its_version() -> None:
    graph = read("tressons.ttl")
    assert graph.value(predicate=RDF.type, object=OWL.Ontology) == HEADER
    assert languages(graph, HEADER, DCTERMS.title) == FRENCH_AND_ENGLISH
    assert languages(graph, HEADER, DCTERMS.description) == FRENCH_AND_ENGLISH
    version = str(graph.value(HEADER, OWL.versionInfo))
    assert graph.value(HEADER, OWL.versionIRI) == HEADER + "/" + version
    assert str(graph.value(HEADER, VANN.preferredNamespacePrefix)) == "tld"
    assert str(graph.value(HEADER, VANN.preferredNamespaceUri)) == NAMESPACE
    assert isinstance(graph.value(HEADER, DCTERMS.license), rdflib.URIRef)
    created = graph.value(HEADER, DCTERMS.created)
    assert isinstance(created, rdflib.Literal)
    assert created.datatype == XSD.date


def test_the_terms_are_those_that_the_code_may_use() -> None:
    assert [f"<{term}>" for term in TERMS] == sorted(TLD)
    assert VOCABULARIES["tld"].namespace == NAMESPACE


def test_every_subject_is_the_header_or_a_term_of_it() -> None:
    assert {str(subject) for subject in read("tressons.ttl").subjects()} == {str(HEADER), *TERMS}


@pytest.mark.parametrize("term", TERMS)
@pytest.mark.parametrize("property", [RDFS.label, SKOS.definition, SKOS.scopeNote], ids=str)
def test_a_term_is_explained_in_french_and_english(term: str, property: rdflib.URIRef) -> None:
    assert languages(read("tressons.ttl"), rdflib.URIRef(term), property) == FRENCH_AND_ENGLISH


@pytest.mark.parametrize("term", TERMS)
def test_a_term_says_what_it_links(term: str) -> None:
    graph, subject = read("tressons.ttl"), rdflib.URIRef(term)
    types = set(graph.objects(subject, RDF.type))
    assert types in (
        {RDF.Property, OWL.ObjectProperty},
        {RDF.Property, OWL.AnnotationProperty},
    )
    for property in (RDFS.domain, RDFS.range):
        (linked,) = graph.objects(subject, property)
        assert any(f"<{linked}>" in vocabulary for vocabulary in map(set, VOCABULARIES.values()))


@pytest.mark.parametrize("term", TERMS)
def test_the_example_of_a_term_is_turtle_that_uses_it(term: str) -> None:
    graph, subject = read("tressons.ttl"), rdflib.URIRef(term)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    (example,) = graph.objects(subject, SKOS.example)
    parsed = rdflib.Graph().parse(
        data=prefixes + str(example), format="turtle", publicID="https://example.org/"
    )
    assert list(parsed.subject_objects(subject))


def test_alignments_speak_of_the_terms_and_of_nothing_else() -> None:
    graph = read("alignments.ttl")
    header = graph.value(predicate=RDF.type, object=OWL.Ontology)
    assert {str(subject) for subject in graph.subjects()} - {str(header)} == set(TERMS)
    for subject, property, value in graph:
        if subject != header:
            assert not value.startswith(NAMESPACE), (subject, property, value)  # type: ignore[attr-defined]


def test_the_profile_is_one_of_dcat_ap() -> None:
    graph, profile = read("profile.ttl"), rdflib.URIRef(PROFILE[1:-1])
    assert set(graph.objects(profile, RDF.type)) == {PROF.Profile, DCTERMS.Standard}
    assert list(graph.objects(profile, PROF.isProfileOf)) == [DCAT_AP]
    assert languages(graph, profile, DCTERMS.title) == FRENCH_AND_ENGLISH
    assert languages(graph, profile, DCTERMS.description) == FRENCH_AND_ENGLISH
    assert graph.value(profile, PROF.hasToken) is not None


def test_every_resource_of_the_profile_is_described_with_its_role() -> None:
    graph, profile = read("profile.ttl"), rdflib.URIRef(PROFILE[1:-1])
    named = set(graph.objects(profile, PROF.hasResource))
    assert named == set(graph.subjects(RDF.type, PROF.ResourceDescriptor))
    given = {str(role).removeprefix(ROLE) for role in graph.objects(None, PROF.hasRole)}
    assert {"validation", "mapping", "guidance", "example", "vocabulary"} <= given <= ROLES
    for resource in named:
        assert languages(graph, resource, DCTERMS.title) == FRENCH_AND_ENGLISH
        assert graph.value(resource, DCTERMS["format"]) is not None
        assert graph.value(resource, PROF.hasRole) is not None
        assert graph.value(resource, PROF.hasArtifact) is not None


def test_every_artifact_of_the_profile_is_a_file_of_the_publication(published: Path) -> None:
    types = {".ttl": "text/turtle", ".md": "text/markdown"}
    graph = read("profile.ttl")
    for resource, artifact in graph.subject_objects(PROF.hasArtifact):
        name = str(artifact).removeprefix("https://w3id.org/tressons/")
        (file,) = (path for path in published.glob(f"{name}.*") if path.suffix in types)
        assert str(graph.value(resource, DCTERMS["format"])).endswith(types[file.suffix])


def test_the_profile_says_only_terms_of_prof() -> None:
    for name in ("profile.ttl", "example.ttl"):
        for triple in read(name):
            for term in triple:
                if str(term).startswith(str(PROF)) and not str(term).startswith(ROLE):
                    assert term in PROF


@pytest.mark.parametrize("data", ["exemple.ttl", "catalogue.ttl"])
def test_what_is_published_keeps_to_the_published_shapes_as_they_lie(
    published: Path, data: str
) -> None:
    graph = rdflib.Graph().parse(published / data)
    assert set(graph.objects(None, DCTERMS.conformsTo)) == {rdflib.URIRef(PROFILE[1:-1])}
    shapes = rdflib.Graph().parse(published / "formes.ttl")
    _, report, words = pyshacl.validate(graph, shacl_graph=shapes)
    assert isinstance(report, rdflib.Graph)
    assert (None, SH.resultSeverity, SH.Violation) not in report, words
