"""Triples written as text: the same bytes for the same statements, whatever the run.

A file of many units is ``head()``, then the units with ``separator`` between them, then ``tail``;
batches of units are joined by the same separator, so the way they are batched leaves no trace::

    order = PropertyOrder(...)
    turtle = SERIALISERS["turtle"]
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
from tressons_ld.rdf.formats import (
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    TURTLE,
    Format,
)
from tressons_ld.rdf.plain_ascii import json_ascii, xml_ascii
from tressons_ld.rdf.terms import Iri, ascii_only
from tressons_ld.rdf.units import OrderedUnit, names_of


class Serialiser(NamedTuple):
    """How one format is written.

    Attributes:
        format: the format.
        unit: the text of one unit.
        head: the start of a file, given the names it uses (see :func:`names_of`), None for all.
        separator: what stands between two units.
        tail: the end of a file.
        within: a whole small document, from the names it uses and its units, already joined.
        in_ascii: its text with every letter outside ASCII escaped.
    """

    format: Format
    unit: Callable[[OrderedUnit], str]
    head: Callable[[Iterable[Iri] | None], str]
    separator: str
    tail: str
    within: Callable[[Iterable[Iri], str], str]
    in_ascii: Callable[[str], str]


def _no_head(names: Iterable[Iri] | None = None) -> str:
    return ""


def _as_it_is(names: Iterable[Iri], body: str) -> str:
    return body


SERIALISERS = {
    each.format.name: each
    for each in (
        Serialiser(N_TRIPLES, ntriples.triples, _no_head, "", "", _as_it_is, ascii_only),
        Serialiser(N_QUADS, ntriples.quads, _no_head, "", "", _as_it_is, ascii_only),
        Serialiser(
            TURTLE, turtle.unit, turtle.head, turtle.SEPARATOR, "", turtle.document, ascii_only
        ),
        Serialiser(
            JSON_LD,
            jsonld.unit,
            jsonld.head,
            jsonld.SEPARATOR,
            jsonld.TAIL,
            jsonld.document,
            json_ascii,
        ),
        Serialiser(
            RDF_XML,
            rdfxml.unit,
            rdfxml.head,
            rdfxml.SEPARATOR,
            rdfxml.TAIL,
            rdfxml.document,
            xml_ascii,
        ),
    )
}
"""How each format is written, by its name."""


def document(format: str, units: Iterable[OrderedUnit]) -> str:
    """Return a whole document of these units, in the format of this name.

    Raises:
        KeyError: there is no such format.
    """
    serialiser = SERIALISERS[format]
    arranged = tuple(units)
    body = serialiser.separator.join(map(serialiser.unit, arranged))
    return serialiser.within(names_of(arranged), body)
