"""The published graph says nothing that schema.org 30.0 does not expect."""

from pathlib import Path

import pytest
import rdflib

from schema_org_rules import SCHEMA, Fault, Vocabulary
from tressons_ld.rdf.vocabularies import SCHEMA as TERMS

PREFIXES = f"@prefix schema: <{SCHEMA}> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"
RULES = (
    "unknown class",
    "superseded class",
    "unknown property",
    "superseded property",
    "domain",
    "range",
)


@pytest.fixture(scope="module")
def vocabulary(shared_folder: Path) -> Vocabulary:
    name = "schemaorg-30.0-all-https.jsonld.gz"
    return Vocabulary.read(shared_folder / "reference" / "schema-org" / name)


@pytest.fixture(scope="module")
def faults(vocabulary: Vocabulary, published_graph: rdflib.Graph) -> list[Fault]:
    return list(vocabulary.faults(published_graph))


@pytest.mark.parametrize("rule", RULES)
def test_the_published_graph_breaks_no_rule(rule: str, faults: list[Fault]) -> None:
    assert [fault for fault in faults if fault.rule == rule] == []


def test_every_schema_org_term_of_the_code_exists(vocabulary: Vocabulary) -> None:
    names = {term[1:-1].removeprefix(SCHEMA) for term in TERMS}
    assert names - vocabulary.classes - vocabulary.properties == set()
    assert [name for name in sorted(names) if vocabulary.superseded(name)] == []


@pytest.mark.parametrize(
    ("rule", "turtle"),
    [
        ("unknown class", "<a> a schema:Webinar ."),
        ("superseded class", "<a> a schema:UserTweets ."),
        ("unknown property", '<a> a schema:Report ; schema:titel "x" .'),
        ("superseded property", '<a> a schema:Report ; schema:fileFormat "text/html" .'),
        ("domain", "<a> a schema:Event ; schema:publisher <b> . <b> a schema:Organization ."),
        ("domain", '<a> schema:name "a thing without a type" .'),
        ("range", '<a> a schema:Report ; schema:author "a name" .'),
        ("range", "<a> a schema:Report ; schema:author <b> ."),
        ("range", '<a> a schema:Report ; schema:datePublished "20 juin" .'),
        ("range", "<a> a schema:Report ; schema:inLanguage <b> ."),
    ],
)
def test_a_fault_is_found(rule: str, turtle: str, vocabulary: Vocabulary) -> None:
    graph = rdflib.Graph().parse(data=PREFIXES + turtle, publicID="https://example.org/")
    assert {fault.rule for fault in vocabulary.faults(graph)} == {rule}


@pytest.mark.parametrize(
    "turtle",
    [
        '<a> a schema:Report ; schema:name "Étude"@fr ; schema:datePublished "2020"^^xsd:gYear .',
        "<a> a schema:Report ; schema:author <b> . <b> a schema:Person .",
        "<a> a schema:VideoObject ; schema:recordedAt <b> . <b> a schema:EducationEvent .",
        "<a> a schema:Report ; schema:url <https://example.org/page> .",
        "<a> a schema:Report ; schema:sourceOrganization <b> . <b> a schema:Project .",
    ],
)
def test_what_schema_org_expects_is_no_fault(turtle: str, vocabulary: Vocabulary) -> None:
    graph = rdflib.Graph().parse(data=PREFIXES + turtle, publicID="https://example.org/")
    assert list(vocabulary.faults(graph)) == []
