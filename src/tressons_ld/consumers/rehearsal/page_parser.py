"""The text of a page as a graph, read as rdflib reads it at the consumer."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.findings.errors import FeedError
from tressons_ld.rdf.formats import JSON_LD, N3, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from tressons_ld.rdf.terms import iri_text
from tressons_ld.rdf.vocabularies import HYDRA

if TYPE_CHECKING:
    import rdflib

PAGINATIONS = (
    (HYDRA.PartialCollectionView, HYDRA.next),
    (HYDRA.PagedCollection, HYDRA.nextPage),
)

_FORMATS = (TURTLE, N3, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
FORMAT_OF_EXTENSION = {each.extension[1:]: each.rdflib for each in _FORMATS} | {
    "turtle": TURTLE.rdflib,
    "xml": RDF_XML.rdflib,
    "owl": RDF_XML.rdflib,
    "json": JSON_LD.rdflib,
    "json-ld": JSON_LD.rdflib,
    "nquads": N_QUADS.rdflib,
    "trix": "trix",
    "html": "html",
    "xhtml": "html",
}
"""Extension -> rdflib's name: the formats' own, and those beside that the consumers know."""
FORMAT_OF_TYPE = {each.media_type: each.rdflib for each in _FORMATS if each is not N_QUADS} | {
    "application/xml": RDF_XML.rdflib,
    "text/xml": RDF_XML.rdflib,
    "application/x-turtle": TURTLE.rdflib,
    "application/json": JSON_LD.rdflib,
}
"""Media type -> rdflib's name: of a page whose address has no extension; N-Quads has no say."""

# What a worker of the consumer would put before a relative IRI: rdflib takes the working folder.
_NO_BASE = "file:///"


def next_page(graph: rdflib.Graph) -> str | None:
    """Return the address of the next page that a page names (udata's dcat.py:52-55,135-141).

    >>> import rdflib
    >>> hydra = "@prefix h: <http://www.w3.org/ns/hydra/core#> . "
    >>> graph = rdflib.Graph().parse(
    ...     data=hydra + "<urn:1> a h:PagedCollection ; h:nextPage <urn:2> ."
    ... )
    >>> next_page(graph)
    'urn:2'
    """
    from rdflib import RDF, URIRef

    for kind, property in PAGINATIONS:
        view = graph.value(predicate=RDF.type, object=URIRef(iri_text(kind)))
        if view is not None:
            found = graph.value(view, URIRef(iri_text(property)))
            return str(found) if found else None
    return None


def parse(text: str, form: str, here: str | Path) -> rdflib.Graph:
    """Return a page as a graph, relative IRIs as wrong as at the consumer.

    A remote JSON-LD context is not fetched: at the consumer the whole job hangs on that server.
    """
    import rdflib

    if form == JSON_LD.rdflib:
        _without_remote_context(text, here)
    graph = rdflib.Graph()
    try:
        with _quiet():
            graph.parse(data=text, format=form, publicID=_NO_BASE)
    # Each of rdflib's parsers fails with exceptions of its own, some of them bare.
    except Exception as error:
        raise FeedError(
            "feed.not-rdf", here=here, form=form, reason=shortened(error, 200)
        ) from error
    return graph


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep off the terminal what rdflib logs of values that their datatype does not allow.

    Such a value stays a text, and what becomes of it is told with its item.
    """
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _without_remote_context(text: str, here: str | Path) -> None:
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            contexts = value.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    raise FeedError("feed.remote-context", here=here, context=context)
            waiting.extend(value.values())
