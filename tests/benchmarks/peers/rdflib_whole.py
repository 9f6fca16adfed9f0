"""``python -m peers.rdflib_whole PREPARED OUTPUT``: rdflib and pyshacl, the usual way.

The whole catalogue is one graph, validated by pyshacl and written as N-Triples, N-Quads, Turtle,
JSON-LD and RDF/XML; every entry, agent, place, series and concept is written as Turtle and JSON-LD
too, with the types and the names of what it names. The statements of the shared part are read
ready-made from ``shared.nt``.

Options that make rdflib faster are used: literals are not normalised, and only the catalogue's own
prefixes are bound.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import pyshacl
import rdflib
from rdflib import Dataset, Graph, Literal, URIRef

from .mapping import Mapper, Terms, read
from .vocabulary import DCT, FOAF, PREFIXES, RDF, RDFS, SCHEMA, SKOS

FORMATS = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld", "rdf": "xml"}
DOCUMENTS = {"ttl": "turtle", "jsonld": "json-ld"}
NAMING = frozenset(
    map(
        URIRef,
        (
            RDF + "type",
            FOAF + "name",
            SKOS + "prefLabel",
            DCT + "title",
            RDFS + "label",
            SCHEMA + "name",
        ),
    )
)
SEVERITY = URIRef("http://www.w3.org/ns/shacl#resultSeverity")
VIOLATION = URIRef("http://www.w3.org/ns/shacl#Violation")

Triple = tuple[URIRef, URIRef, URIRef | Literal]


def bare_graph() -> Graph:
    """Return an empty graph that knows the catalogue's prefixes and no others."""
    graph = Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    return graph


def main() -> None:
    """Read the command line, validate and write everything."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--base-iri", required=True)
    parser.add_argument("--shapes", type=Path, required=True)
    given = parser.parse_args()
    rdflib.NORMALIZE_LITERALS = False
    terms = Terms(
        iri=URIRef,
        text=Literal,
        tagged=partial(Literal, lang="fr"),
        typed=lambda value, datatype: Literal(value, datatype=URIRef(datatype)),
    )
    mapper = Mapper(terms, given.base_iri)
    whole, quads = bare_graph(), Dataset()
    whole.parse(given.prepared / "shared.nt", format="nt")
    named: dict[URIRef, list[Triple]] = defaultdict(list)
    documents: dict[str, Graph] = defaultdict(bare_graph)
    for triple in whole:
        subject, property, _ = triple
        quads.add(triple)
        if property in NAMING:
            named[subject].append(triple)
        path = subject.partition("#")[0].removeprefix(given.base_iri)
        if path != subject and not path.startswith("catalogue"):
            documents[path].add(triple)
    for entry in read(given.prepared / "entries.jsonl"):
        graph = documents[f"ressource/{entry['id']}"]
        context = quads.graph(URIRef(entry["record"]))
        for triple in mapper.triples(entry):
            graph.add(triple)
            context.add(triple)
            whole.add(triple)

    shapes = Graph()
    for path in sorted(given.shapes.glob("*.ttl")):
        shapes.parse(path, publicID=given.base_iri)
    _, report, text = pyshacl.validate(whole, shacl_graph=shapes)
    violations = sum(1 for _ in report.subjects(SEVERITY, VIOLATION))

    given.output.mkdir(parents=True, exist_ok=True)
    for extension, format in FORMATS.items():
        whole.serialize(given.output / f"catalogue.{extension}", format=format, encoding="utf-8")
    quads.serialize(given.output / "catalogue.nq", format="nquads", encoding="utf-8")
    for path, graph in documents.items():
        add_names(graph, named)
        for extension, format in DOCUMENTS.items():
            target = given.output / f"{path}.{extension}"
            target.parent.mkdir(parents=True, exist_ok=True)
            graph.serialize(target, format=format, encoding="utf-8")
    if violations:
        sys.exit(text)


def add_names(graph: Graph, named: Mapping[URIRef, list[Triple]]) -> None:
    """Add the types and names of what the graph names and does not describe."""
    for name in set(graph.objects()) - set(graph.subjects()):
        for triple in named.get(name, ()):
            graph.add(triple)


if __name__ == "__main__":
    main()
