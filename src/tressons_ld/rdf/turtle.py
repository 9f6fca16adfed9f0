"""Turtle, to be read by people: one property a line, one blank line between subjects.

::

    <https://example.org/ressource/etude> a dcat:Dataset, schema:Report ;
        dct:title "Étude"@fr ;
        dct:issued "2019"^^xsd:gYear .

Specification: RDF 1.1 Turtle (https://www.w3.org/TR/turtle/#sec-grammar).
"""

import re
from collections.abc import Iterable, Sequence

from tressons_ld.rdf.terms import Iri, Term
from tressons_ld.rdf.units import (
    OrderedUnit,
    prefixes_of,
    short,
)
from tressons_ld.rdf.vocabularies import RDF

SEPARATOR = "\n"
_LONGEST_LINE = 100


def head(names: Iterable[Iri] | None = None) -> str:
    """Return the prefixes that the names need, or all of them."""
    lines = [f"@prefix {prefix}: <{url}> .\n" for prefix, url in prefixes_of(names).items()]
    return "".join(lines) + "\n" if lines else ""


def unit(arranged: OrderedUnit) -> str:
    """Return the unit's statements, subject by subject."""
    return SEPARATOR.join(
        short(subject)
        + " "
        + " ;\n    ".join(
            [
                ("a" if name == RDF.type else short(name)) + _objects(objects)
                for name, objects in properties.items()
            ]
        )
        + " .\n"
        for subject, properties in arranged.nodes.items()
    )


def document(names: Iterable[Iri], body: str) -> str:
    """Return a small document: the prefixes in use, then the units."""
    return head(names) + body


def _objects(objects: Sequence[Term]) -> str:
    if len(objects) == 1:
        return " " + _term(objects[0])
    terms = [_term(term) for term in objects]
    line = ", ".join(terms)
    if len(line) <= _LONGEST_LINE:
        return " " + line
    return "\n        " + ",\n        ".join(terms)


def _term(term: Term) -> str:
    if term[0] != '"':
        return short(term)
    if "\\n" in term:
        return _long(term)
    if term[-1] == ">":
        end = term.rindex('"') + 3
        return term[:end] + short(Iri(term[end:]))
    return term


# A line end, a quotation mark that neither ends the text nor stands before another, the rest.
_ESCAPE = re.compile(r'\\(?:(n)|(")(?!\\"|\Z)|.)')


def _long(term: str) -> str:
    """Return the literal between three quotation marks, with the line ends it has.

    Production [24], STRING_LITERAL_LONG_QUOTE: one or two quotation marks may stand in the text
    as they are, but not before the three that end it.
    """
    end = term.rindex('"')
    text = _ESCAPE.sub(lambda m: "\n" if m[1] else m[2] or m[0], term[1:end])
    rest = term[end + 1 :]
    if rest.startswith("^^"):
        rest = "^^" + short(Iri(rest[2:]))
    return f'"""{text}"""{rest}'
