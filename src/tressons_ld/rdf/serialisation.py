"""Triples written as text: the same bytes for the same statements, whatever the run.

A file of many units is ``head()``, then the units with ``separator`` between them, then ``tail``;
batches of units are joined by the same separator, so the way they are batched leaves no trace::

    order = PropertyOrder(...)
    turtle = FORMATS["turtle"]
    out.write(turtle.head())
    out.write(turtle.separator.join(turtle.unit(order.arrange(unit)) for unit in units))
    out.write(turtle.tail)

A small document declares only what it uses: :func:`document`.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from tressons_ld.rdf import (
    jsonld,
    ntriples,
    rdfxml,
    turtle,
)
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.units import (
    Arranged,
    PropertyOrder,
    Unit,
    names_of,
    prefixes_of,
    short,
)

__all__ = [
    "FORMATS",
    "Arranged",
    "Format",
    "PropertyOrder",
    "Unit",
    "document",
    "names_of",
    "prefixes_of",
    "short",
]


class Format(NamedTuple):
    """How one serialisation is written.

    Attributes:
        extension: of its files, with the dot.
        media_type: as registered at IANA.
        unit: the text of one unit.
        head: the start of a file, given the names it uses (see :func:`names_of`), None for all.
        separator: what stands between two units.
        tail: the end of a file.
        within: a whole small document, from the names it uses and its units, already joined.
    """

    extension: str
    media_type: str
    unit: Callable[[Arranged], str]
    head: Callable[[Iterable[Iri] | None], str]
    separator: str
    tail: str
    within: Callable[[Iterable[Iri], str], str]


def _no_head(names: Iterable[Iri] | None = None) -> str:
    return ""


def _as_it_is(names: Iterable[Iri], body: str) -> str:
    return body


FORMATS = {
    "n-triples": Format(
        ".nt", "application/n-triples", ntriples.triples, _no_head, "", "", _as_it_is
    ),
    "n-quads": Format(".nq", "application/n-quads", ntriples.quads, _no_head, "", "", _as_it_is),
    "turtle": Format(
        ".ttl", "text/turtle", turtle.unit, turtle.head, turtle.SEPARATOR, "", turtle.document
    ),
    "json-ld": Format(
        ".jsonld",
        "application/ld+json",
        jsonld.unit,
        jsonld.head,
        jsonld.SEPARATOR,
        jsonld.TAIL,
        jsonld.document,
    ),
    "rdf-xml": Format(
        ".rdf",
        "application/rdf+xml",
        rdfxml.unit,
        rdfxml.head,
        rdfxml.SEPARATOR,
        rdfxml.TAIL,
        rdfxml.document,
    ),
}


def document(format: str, units: Iterable[Arranged]) -> str:
    """Return a whole document of these units, in the format of this name.

    Raises:
        KeyError: there is no such format.
    """
    chosen = FORMATS[format]
    arranged = tuple(units)
    body = chosen.separator.join(map(chosen.unit, arranged))
    return chosen.within(names_of(arranged), body)
