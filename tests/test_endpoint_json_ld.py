"""Statements leave the endpoint as JSON-LD with the prefixes of the question, and are read back."""

import json
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from endpoint_server import EndpointServer
from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.terms import XSD_NAMESPACE
from tressons_ld.sparql.answer_jsonld import write_json_ld

EX = "http://example.org/"
TYPE = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")


def written(statements: list[ox.Triple], prefixes: dict[str, str]) -> Any:
    pieces: list[bytes] = []
    write_json_ld(statements, pieces.append, prefixes)
    return json.loads(b"".join(pieces))


def read_back(document: Any) -> set[ox.Triple]:
    """What the reference processor of JSON-LD reads."""
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    return {quad.triple for quad in ox.parse(quads.encode(), ox.RdfFormat.N_QUADS)}


# Names that are prefixes and schemes at once, and namespaces within each other.
WORDS = st.sampled_from(["", "a", "geo", "urn", "a/b", "x#y", "//h/", "12", "é", "a:b"])
IRIS = st.builds(
    "{}:{}".format, st.sampled_from(["http", "urn", "geo", "a", "x"]), WORDS.filter(bool)
) | st.builds(lambda word: f"{EX}{word}", WORDS)
NODES = IRIS.map(ox.NamedNode)
LITERALS = (
    st.builds(ox.Literal, WORDS)
    | st.builds(lambda word: ox.Literal(word, language="fr"), WORDS)
    | st.builds(lambda word, iri: ox.Literal(word, datatype=ox.NamedNode(iri)), WORDS, IRIS)
)
STATEMENTS = st.lists(
    st.builds(ox.Triple, NODES, NODES | st.just(TYPE), NODES | LITERALS), max_size=8
)
PREFIXES = st.dictionaries(st.sampled_from(["", "a", "b", "geo", "urn", "http"]), IRIS, max_size=4)


@given(STATEMENTS, PREFIXES)
def test_whatever_the_prefixes_the_statements_are_read_back(
    statements: list[ox.Triple], prefixes: dict[str, str]
) -> None:
    assert read_back(written(statements, prefixes)) == set(statements)


def test_names_are_shortened_by_the_prefixes() -> None:
    s, p = ox.NamedNode(f"{EX}s"), ox.NamedNode("http://purl.org/dc/terms/extent")
    one = ox.Literal("1", datatype=ox.NamedNode(f"{XSD_NAMESPACE}integer"))
    prefixes = {"": EX, "dct": "http://purl.org/dc/terms/", "xsd": XSD_NAMESPACE}
    document = written([ox.Triple(s, TYPE, ox.NamedNode(f"{EX}C")), ox.Triple(s, p, one)], prefixes)
    assert document["@context"] == {
        "dct": "http://purl.org/dc/terms/",
        "xsd": XSD_NAMESPACE,
        "@vocab": EX,
    }
    node = {
        "@id": f"{EX}s",
        "@type": ["C"],
        "dct:extent": [{"@value": "1", "@type": "xsd:integer"}],
    }
    assert document["@graph"] == [node]


def test_a_subject_of_many_statements_is_not_held_together() -> None:
    s, p = ox.NamedNode(f"{EX}s"), ox.NamedNode(f"{EX}p")
    statements = [ox.Triple(s, p, ox.Literal(str(number))) for number in range(5000)]
    pieces: list[bytes] = []
    write_json_ld(statements, pieces.append, {"ex": EX})
    assert len(pieces) > 3
    read = ox.parse(b"".join(pieces), ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in read} == set(statements)


def test_what_json_ld_cannot_write_is_told() -> None:
    s = ox.NamedNode(f"{EX}s")
    with pytest.raises(QueryError) as error:
        written([ox.Triple(s, s, ox.Triple(s, s, s))], {})
    assert error.value.code == "query.not-writable"


def test_the_endpoint_answers_with_the_prefixes_of_the_question(endpoint: EndpointServer) -> None:
    question = (
        "PREFIX dct: <http://purl.org/dc/terms/> PREFIX d: <http://www.w3.org/ns/dcat#> "
        "CONSTRUCT { ?s a d:Dataset ; dct:title ?t } { ?s a d:Dataset ; dct:title ?t }"
    )
    answer = endpoint.ask(question, "application/ld+json")
    document = json.loads(answer.body)
    assert set(document["@context"]) == {"dct", "d"}
    assert {key for node in document["@graph"] for key in node} == {"@id", "@type", "dct:title"}
    same = endpoint.ask(question, "application/n-triples")
    triples = {q.triple for q in ox.parse(same.body, ox.RdfFormat.N_TRIPLES)}
    assert read_back(document) == triples
