"""What no shape can ask for is kept from the engines; what one can ask for is not."""

import pytest

from tressons_ld.rdf.terms import (
    Iri,
    Triple,
    text,
)
from tressons_ld.validation import Shapes

BASE = "https://example.org/"
PREFIXES = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix : <https://example.org/> .
"""


def term(name: str) -> Iri:
    return Iri(f"<{BASE}{name}>")


TYPE = Iri("<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>")
THING = term("thing")
STATED: dict[str, Triple] = {
    "a :Book": (THING, TYPE, term("Book")),
    "a :Other": (THING, TYPE, term("Other")),
    ":title": (THING, term("title"), text("x")),
    ":name": (THING, term("name"), text("x")),
}


def shown(shapes: str, *, value: bool) -> set[str]:
    relevance = Shapes.parse([("made.ttl", PREFIXES + shapes)], BASE).relevance
    asked = relevance.of_values if value else relevance.of_focus_nodes
    kept = set(asked(STATED.values()))
    return {words for words, triple in STATED.items() if triple in kept}


TITLED = ":s a sh:NodeShape ; sh:targetClass :Book ; sh:property :p . "


@pytest.mark.parametrize(
    ("shapes", "of_focus_nodes", "of_values"),
    [
        (TITLED + ":p sh:path :title ; sh:minCount 1 .", {"a :Book", ":title"}, set()),
        (
            TITLED + ":p sh:path :title ; sh:class :Other .",
            {"a :Book", "a :Other", ":title"},
            {"a :Other"},
        ),
        (
            TITLED + ":p sh:path :title ; sh:node [ sh:property [ sh:path :name ] ] .",
            {"a :Book", ":title", ":name"},
            {":name"},
        ),
        (
            TITLED + ":p sh:path ( :title :name ) .",
            {"a :Book", ":title", ":name"},
            {":title", ":name"},
        ),
        (TITLED + ":p sh:path [ sh:inversePath :name ] .", {"a :Book", ":name"}, {":name"}),
        (
            TITLED + ":p sh:path rdf:type ; sh:minCount 2 .",
            {"a :Book", "a :Other"},
            set(),
        ),
        (
            TITLED + ":p sh:path :title ; sh:or ( [ sh:not [ sh:path rdf:type ] ] ) .",
            {"a :Book", "a :Other", ":title"},
            {"a :Book", "a :Other"},
        ),
        (TITLED + ":p sh:path :title ; sh:equals :name .", {"a :Book", ":title", ":name"}, set()),
        (":s a sh:NodeShape ; sh:closed true .", set(STATED), set(STATED)),
        (
            ":s a sh:NodeShape ; sh:targetSubjectsOf :name ; sh:nodeKind sh:IRI .",
            {":name"},
            {":name"},
        ),
    ],
)
def test_shapes_are_shown_what_they_can_ask_for(
    shapes: str, of_focus_nodes: set[str], of_values: set[str]
) -> None:
    assert shown(shapes, value=False) == of_focus_nodes
    assert shown(shapes, value=True) == of_values
