"""The text of a page as a graph, read as rdflib reads it at the consumer."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.parsers import expat

from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.files import walls
from tressons_ld.files.workers import WorkerDied, run_in_own_process
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

SECONDS = 120
"""That a page may take to be read."""

LEAST_MEMORY, MOST_MEMORY = 256 << 20, 2 << 30
"""Bytes that any page may take to be read, under Linux, and the most that a large one may."""

_MEMORY_OF_A_CHARACTER = 32
"""Bytes of a graph for each character of its page: those of our own pages are 28."""

MOST_CHARACTERS = 256 << 20
"""Characters of all terms of a page: numbers are written out, prefixes repeated, each anew."""

# A text of HTML takes the square of its depth, seconds even in so small a page.
_SMALL = 1 << 14
# A number with a great exponent, which rdflib writes out in full; or one that an escape may hide.
_MULTIPLIES = re.compile(r"[0-9.][eE]\+?[0-9]{4}|\\u00[2-7]|\\U000000[2-7]|&#")

DEEPEST_XML = 1000
"""Elements within one another; Python's own limit of calls bounds the other formats."""

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

    A page that would have the reader fetch or open something else, or unfold entities without an
    end, is refused: at the consumer the whole job hangs on it. rdflib's time grows with the square
    of many things; so all but small pages are read in a process that has bounds.

    Raises:
        FeedError: it is refused, or is not what its format says.
    """
    page = _Page(text, form, here, MOST_CHARACTERS)
    if len(text) <= _SMALL and not _MULTIPLIES.search(text):
        return _graph_of(page)
    try:
        with _quiet():  # rdflib reads each value anew where a graph comes from another process.
            return run_in_own_process(_graph_behind_walls, page, SECONDS)
    except WorkerDied:
        raise _too_costly(page) from None


class _Page(NamedTuple):
    """The text of a page, its format by rdflib's name, where it lies, and what it may come to."""

    text: str
    form: str
    here: str | Path
    most_characters: int

    @property
    def memory(self) -> int:
        """Bytes that it may take to be read."""
        return min(LEAST_MEMORY + _MEMORY_OF_A_CHARACTER * len(self.text), MOST_MEMORY)


def _graph_behind_walls(page: _Page) -> rdflib.Graph:
    walls.forbid_core_dumps()
    walls.deny_network()
    walls.limit_memory(page.memory)
    graph = _graph_of(page)
    # Whoever waits for it holds it too, and has no walls.
    if sum(len(str(term)) for triple in graph for term in triple) > page.most_characters:
        raise _too_costly(page)
    return graph


def _graph_of(page: _Page) -> rdflib.Graph:
    import rdflib

    text, form, here, _ = page
    if form == JSON_LD.rdflib:
        _refuse_remote_contexts(text, here)
    elif form in (RDF_XML.rdflib, "trix"):
        _refuse_unbounded_xml(text, form, here)
    graph = rdflib.Graph()
    try:
        with _quiet():
            graph.parse(data=text, format=form, publicID=_NO_BASE)
    except RecursionError:
        raise FeedError("feed.too-deep", here=here) from None
    except (MemoryError, OverflowError):
        raise _too_costly(page) from None
    # Each of rdflib's parsers fails with exceptions of its own, some of them bare.
    except Exception as error:
        raise _not_rdf(here, form, error) from error
    return graph


def _too_costly(page: _Page) -> FeedError:
    megabytes = page.memory >> 20
    return FeedError("feed.too-costly", here=page.here, seconds=SECONDS, megabytes=megabytes)


def _not_rdf(here: str | Path, form: str, error: Exception) -> FeedError:
    return FeedError("feed.not-rdf", here=here, form=form, reason=shortened(error, 200))


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


def _refuse_remote_contexts(text: str, here: str | Path) -> None:
    """Refuse a page with a context that lies elsewhere, wherever one may be named.

    JSON-LD 1.1, section 9.15: a context is null, an address, a map (which may ``@import`` one) or
    a list of these; rdflib takes lists of lists too.
    """
    try:
        waiting = [json.loads(text)]
    except ValueError as error:
        raise _not_rdf(here, JSON_LD.rdflib, error) from error
    except RecursionError:
        raise FeedError("feed.too-deep", here=here) from None
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            contexts = [value[key] for key in ("@context", "@import") if key in value]
            while contexts:
                context = contexts.pop()
                if isinstance(context, str):
                    raise FeedError("feed.remote-context", here=here, context=shortened(context))
                contexts.extend(context if isinstance(context, list) else ())
            waiting.extend(value.values())


def _refuse_unbounded_xml(text: str, form: str, here: str | Path) -> None:
    """Refuse an XML page that declares entities (XML 1.0, section 4.2), or whose elements nest.

    rdflib's time and memory grow with the square of their depth.
    """
    depth = 0

    def declared(name: str, *_: object) -> None:
        raise FeedError("feed.entities", here=here, name=shortened(name))

    def start(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST_XML:
            raise FeedError("feed.too-deep", here=here)

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = declared
    parser.StartElementHandler, parser.EndElementHandler = start, end
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except expat.ExpatError as error:
        raise _not_rdf(here, form, error) from error
