"""What the endpoint says of itself: service, dataset, counts, limits, questions.

The shape, shortened::

    <…/sparql> a sd:Service ; sd:endpoint <…/sparql> ; sd:supportedLanguage sd:SPARQL11Query ;
        sd:resultFormat … ; sd:feature sd:UnionDefaultGraph ; rdfs:comment "30 s…"@en ;
        sd:defaultDataset <…/sparql#dataset> .
    <…/sparql#dataset> a sd:Dataset ; sd:defaultGraph <…/sparql#default> ; dct:modified … ;
        dct:license … ; void:inDataset <…/catalogue/donnees> ; sd:namedGraph <…/sparql#named-1> .
    <…/sparql#named-1> a sd:NamedGraph ; sd:name <…/ressource/x> ; sd:graph <…/sparql#graph-1> .
    <…/sparql#graph-1> a sd:Graph, void:Dataset ; void:triples 42 .
    <…/sparql#default> a sd:Graph, void:Dataset ; void:triples 4077 .
    <…/api/queries/NAME> a sh:SPARQLExecutable, sh:SPARQLSelectExecutable ; rdfs:label … ;
        sh:select "…" ; schema:target <…/sparql> .

Specifications: SPARQL 1.1 Service Description
(https://www.w3.org/TR/sparql11-service-description/), VoID (https://www.w3.org/TR/void/), SHACL
Advanced Features, section 5 (https://www.w3.org/TR/shacl-af/#SPARQLExecutable).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

from tressons_ld.catalogue.iris import Iris
from tressons_ld.catalogue.paths import CATALOGUE_PATH, dump_path
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import GRAPH_FORMATS, JSON_LD, ROW_FORMATS, TURTLE, Format
from tressons_ld.rdf.terms import Iri, Triple, iri, text, typed
from tressons_ld.rdf.vocabularies import DCT, PREFIXES, RDF, RDFS, SCHEMA, SD, SH, VOID
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.sparql.published_store import StoreDescription
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_header import without_header
from tressons_ld.sparql.query_parameter import Parameter
from tressons_ld.sparql.results import GraphResult
from tressons_ld.sparql.tokens import surface_of

# What W3C calls the formats: https://www.w3.org/ns/formats/.
_W3C = "http://www.w3.org/ns/formats/"
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "n-triples": "N-Triples",
    "json-ld": "JSON-LD",
    "rdf-xml": "RDF_XML",
}
_FORMS = {
    "SELECT": (SH.SPARQLSelectExecutable, SH.select),
    "ASK": (SH.SPARQLAskExecutable, SH.ask),
    "CONSTRUCT": (SH.SPARQLConstructExecutable, SH.construct),
}
_FACTS = (DCT.modified, DCT.title, DCT.rights)
_LIMITS = sentence("service.limits")
_ALL_GRAPHS = sentence("service.named-graphs")
_SOME_GRAPHS = sentence("service.largest-named-graphs")


def service_triples(
    endpoint: str,
    site: str,
    iris: Iris,
    store: StoreDescription,
    limits: ServiceLimits,
    queries: Iterable[Query],
    facts: Iterable[Triple],
    default_of: Callable[[Parameter], str] | None = None,
) -> Iterator[Triple]:
    """Yield the statements of the description.

    Args:
        endpoint: address of the endpoint.
        site: address of the site.
        iris: of the catalogue.
        store: what the store holds.
        limits: what a question may take.
        queries: the questions at hand.
        facts: what is said of the catalogue as data: its licence and its last change among it.
        default_of: what a parameter of a question is by default in this catalogue.
    """
    service, dataset = iri(endpoint), iri(f"{endpoint}#dataset")
    yield service, RDF.type, SD.Service
    yield service, SD.endpoint, service
    yield service, SD.supportedLanguage, SD.SPARQL11Query
    yield service, SD.feature, SD.UnionDefaultGraph
    for format in (*ROW_FORMATS, *GRAPH_FORMATS):
        yield service, SD.resultFormat, iri(_W3C + _NAMES[format.name])
    sentence = _LIMITS.format(seconds=f"{limits.timeout:g}", megabytes=limits.memory >> 20)
    yield service, RDFS.comment, text(sentence.fr, "fr")
    yield service, RDFS.comment, text(sentence.en, "en")
    yield service, SD.defaultDataset, dataset
    yield from _dataset_triples(endpoint, iris, store)
    for subject, predicate, value in facts:
        of_data = subject == iris.data
        # The licence stands at its files.
        if predicate == DCT.license or (of_data and predicate in _FACTS):
            yield dataset, predicate, value
    for query in queries:
        yield from _executable(query, service, site, default_of)


def _dataset_triples(endpoint: str, iris: Iris, store: StoreDescription) -> Iterator[Triple]:
    """Yield the statements about the graphs of the store, the largest of them by name."""
    dataset, default = (iri(f"{endpoint}{part}") for part in ("#dataset", "#default"))
    yield dataset, RDF.type, SD.Dataset
    yield dataset, SD.defaultGraph, default
    yield dataset, VOID.inDataset, iris.data
    yield default, RDF.type, SD.Graph
    yield default, RDF.type, VOID.Dataset
    yield default, VOID.triples, typed(str(store.triples), "integer")
    listed = len(store.largest)
    graphs = (_ALL_GRAPHS if listed == store.graphs else _SOME_GRAPHS).format(
        number=store.graphs, listed=listed
    )
    yield dataset, RDFS.comment, text(graphs.fr, "fr")
    yield dataset, RDFS.comment, text(graphs.en, "en")
    for number, (name, triples) in enumerate(store.largest.items(), 1):
        named, graph = (iri(f"{endpoint}#{word}-{number}") for word in ("named", "graph"))
        yield dataset, SD.namedGraph, named
        yield named, RDF.type, SD.NamedGraph
        yield named, SD.name, iri(name)
        yield named, SD.graph, graph
        yield graph, RDF.type, SD.Graph
        yield graph, RDF.type, VOID.Dataset
        yield graph, VOID.triples, typed(str(triples), "integer")


def _executable(
    query: Query, service: Iri, site: str, default_of: Callable[[Parameter], str] | None
) -> Iterator[Triple]:
    form = surface_of(query.text).form
    if form not in _FORMS:
        return
    kind, property = _FORMS[form]
    here = iri(f"{site}api/queries/{query.name}")
    yield here, RDF.type, SH.SPARQLExecutable
    yield here, RDF.type, kind
    for words, language in zip(query.summary, LANGUAGES, strict=True):
        if words:
            yield here, RDFS.label, text(words, language)
    for words, language in zip(query.description, LANGUAGES, strict=True):
        if words:
            yield here, RDFS.comment, text(words, language)
    asked = query.bind_here(default_of)
    # With other defaults than those of its header, it goes without one.
    yield here, property, text(asked if asked == query.text else without_header(asked).lstrip())
    yield here, SCHEMA.target, service


def written(triples: Iterable[Triple], format: Format) -> bytes:
    """Return statements in a format for graphs."""
    import pyoxigraph as ox

    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in GraphResult.of(triples).triples)
    quads = ox.parse(lines.encode(), ox.RdfFormat.N_TRIPLES)
    prefixes = {
        prefix: PREFIXES[prefix] for prefix in ("dct", "rdf", "rdfs", "schema", "sh", "void")
    }
    body = ox.serialize(
        (quad.triple for quad in quads),
        format=ox.RdfFormat.from_media_type(format.media_type),
        prefixes={**prefixes, "sd": SD.namespace},
    )
    return body or b""


def api_catalog(origin: str, root: str) -> bytes:
    """Return the linkset of the programming interfaces (RFC 9727).

    Args:
        origin: of the server, ``https://www.example.org``.
        root: path of the site on it.
    """
    site = f"{origin}{root}"
    turtle, json_ld = TURTLE.media_type, JSON_LD.media_type
    linkset = [
        {
            "anchor": f"{site}sparql",
            "service-desc": [{"href": f"{site}sparql", "type": turtle}],
            "service-doc": [{"href": f"{site}sparql", "type": "text/html"}],
            "service-meta": [{"href": f"{origin}/.well-known/void", "type": turtle}],
            "status": [{"href": f"{site}health", "type": "application/json"}],
        },
        {
            "anchor": f"{site}api/",
            "service-desc": [{"href": f"{site}api/openapi.json", "type": "application/json"}],
        },
        {
            "anchor": f"{site}{CATALOGUE_PATH}",
            "service-desc": [{"href": f"{site}{dump_path(JSON_LD)}", "type": json_ld}],
        },
    ]
    return json.dumps({"linkset": linkset}, indent=2).encode()
