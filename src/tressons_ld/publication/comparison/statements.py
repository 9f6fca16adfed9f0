r"""Lines of N-Quads as statements in one spelling (https://www.w3.org/TR/n-quads/#n-quads-grammar).

Two lines that spell one statement differently, ``"\u00c9tude"`` and ``"Étude"``, are equal here.
"""

import re

from tressons_ld.rdf.terms import (
    XSD_NAMESPACE,
    Iri,
    Literal,
    Term,
    Triple,
    escape,
    unescape,
)

_IRI = rb'<[^\x00-\x20<>"]*>'
_LITERAL = rb'"(?>(?:[^"\\\r\n]++|\\.)*)"(?:@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\^\^' + _IRI + rb")?"
_TRIPLE = rb"[ \t]*(%b)[ \t]*(%b)[ \t]*(%b|%b)[ \t]*" % (_IRI, _IRI, _IRI, _LITERAL)
_END = rb"\.[ \t]*(?:#[^\n]*)?\r?\n?"
_LINE = re.compile(rb"%b(%b)[ \t]*%b" % (_TRIPLE, _IRI, _END))
_LINE_OF_GRAPH = re.compile(_TRIPLE + _END)
_NOTHING = re.compile(rb"[ \t]*(?:#[^\n]*)?\r?\n?")
_STRING = f"^^<{XSD_NAMESPACE}string>"


class NotAQuad(ValueError):
    """A line that states nothing of a named graph; its number within what was read."""


def is_nothing(line: bytes) -> bool:
    """Return whether the line is empty or a comment."""
    return _NOTHING.fullmatch(line) is not None


def graph_of(line: bytes) -> bytes | None:
    """Return the graph that a line states something in, ``<…>``, or None if it is no quad."""
    match = _LINE.fullmatch(line)
    return match[4] if match else None


def triples_of(text: bytes) -> frozenset[Triple]:
    """Return the statements of the lines of one graph.

    Raises:
        NotAQuad: a line cannot be read; its number from 0 is the error's argument.
    """
    return _statements(text, _LINE)


def triples_of_graph(text: bytes) -> frozenset[Triple]:
    """Return the statements of lines of N-Triples, none of which names a blank node.

    Raises:
        NotAQuad: a line cannot be read; its number from 0 is the error's argument.
    """
    return _statements(text, _LINE_OF_GRAPH)


def _statements(text: bytes, pattern: re.Pattern[bytes]) -> frozenset[Triple]:
    found: set[Triple] = set()
    for number, line in enumerate(text.splitlines(keepends=True)):
        match = pattern.fullmatch(line)
        if match is None:
            if is_nothing(line):
                continue
            raise NotAQuad(number)
        try:
            subject, property, value = (each.decode() for each in match.groups()[:3])
        except UnicodeDecodeError:
            raise NotAQuad(number) from None
        found.add((_iri(subject), _iri(property), _term(value)))
    return frozenset(found)


def _iri(term: str) -> Iri:
    return Iri(unescape(term))


def _term(term: str) -> Term:
    if term.startswith("<"):
        return _iri(term)
    if "\\" in term:
        end = term.rindex('"')
        term = f'"{escape(unescape(term[1:end]))}"{term[end + 1 :]}'
    return Literal(term.removesuffix(_STRING))
