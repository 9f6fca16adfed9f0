"""The shapes of the project and their fixtures, as the tests of the shapes read them."""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import SH

from tressons_ld.rdf.terms import Triple

PROJECT = Path(__file__).resolve().parents[1]
SHAPES = PROJECT / "shapes"
FIXTURES = PROJECT / "tests" / "shapes"
NAMESPACE = "https://w3id.org/tressons-ld/formes#"
BASES = ("https://w3id.org/tressons/", "https://catalogue.example.net/autre/")

SHAPES_FILES = sorted(SHAPES.glob("*.ttl"))
FIXTURE_FILES = sorted(FIXTURES.glob("*/*.ttl"))


def shapes_texts() -> list[tuple[str, str]]:
    """Name and text of each shapes file."""
    return [(path.name, path.read_text("utf-8")) for path in SHAPES_FILES]


@cache
def shapes_graph(base: str = BASES[0]) -> rdflib.Graph:
    """All shapes files as one graph, to be read only."""
    graph = rdflib.Graph()
    for path in SHAPES_FILES:
        graph.parse(path, format="turtle", publicID=base)
    return graph


def reporting_shapes(graph: rdflib.Graph) -> list[rdflib.URIRef]:
    """The property shapes that make results of their own: those that a target reaches."""
    targets = (SH.targetClass, SH.targetNode, SH.targetObjectsOf, SH.targetSubjectsOf)
    found = {
        shape
        for target in targets
        for node_shape in graph.subjects(target)
        for shape in graph.objects(node_shape, SH.property)
    }
    return sorted(shape for shape in found if isinstance(shape, rdflib.URIRef))


def local_name(shape: object) -> str:
    """``resource-title-present``, of a shape's IRI."""
    return str(shape).strip("<>").removeprefix(NAMESPACE)


def first_property(graph: rdflib.Graph, path: rdflib.term.Node) -> rdflib.URIRef:
    """The property that a path begins with."""
    while not isinstance(path, rdflib.URIRef):
        inner = graph.value(path, SH.alternativePath) or graph.value(path, rdflib.RDF.first)
        assert inner is not None, "a path that is neither alternatives nor a sequence"
        path = inner
    return path


def triples_of(path: Path, base: str) -> list[Triple]:
    """The triples of a fixture, its relative IRIs resolved against ``base``."""
    text = path.read_text("utf-8")
    quads = ox.parse(text, ox.RdfFormat.TURTLE, base_iri=base)
    return [(str(q.subject), str(q.predicate), str(q.object)) for q in quads]  # type: ignore[misc]
