"""A shapes file read: its statements with their lines, its shapes without a name given one."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from tressons_ld.findings.errors import ShapesError
from tressons_ld.rdf.terms import is_blank, is_iri
from tressons_ld.rdf.vocabularies import RDF, SH

_GENID = "/.well-known/genid/"  # RDF 1.1 Concepts, section 3.5
SHAPE_PROPERTIES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
"""By which a shape names another one."""

SHAPE_LIST_PROPERTIES = (SH["and"], SH["or"], SH.xone)
"""By which a shape names a list of others."""


class ShapeStatement(NamedTuple):
    """A statement of a shapes file, its terms in their N-Triples spelling.

    Attributes:
        place: the file and the line, ``shapes/maison.ttl:7``.
    """

    subject: str
    property: str
    value: str
    place: str


def is_unnamed(shape: str) -> bool:
    """Return whether a shape has an IRI that was made for it here."""
    return _GENID in shape


def read_shapes(files: Iterable[tuple[str, str]], base_iri: str) -> list[ShapeStatement]:
    """Return the statements of some shapes files.

    A shape without a name gets one (RDF 1.1, section 3.5: a Skolem IRI), that of the shape that
    holds it and of its path, ``…/.well-known/genid/a-spatial``, so that results name it.

    Args:
        files: name and Turtle text of each file.
        base_iri: what relative IRIs are resolved against.

    Raises:
        ShapesError: a file does not parse, at the line and column named.
    """
    statements: list[ShapeStatement] = []
    taken: Counter[str] = Counter()
    for number, (name, turtle) in enumerate(files):
        of_file = list(_parse(name, turtle.removeprefix("\ufeff"), base_iri, number))
        names = _names_of_unnamed(name, of_file, base_iri, taken)
        statements.extend(
            each._replace(
                subject=names.get(each.subject, each.subject),
                value=names.get(each.value, each.value),
            )
            for each in of_file
        )
    return statements


class _Lines(io.RawIOBase):
    """A text given out line by line: how many were asked for says where a parser stands."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.number = 0
        self._text = io.BytesIO(text.encode())
        self._within_line = False

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        line = self._text.readline(size)
        self.number += bool(line) and not self._within_line
        self._within_line = not line.endswith(b"\n")
        return line


def _parse(name: str, turtle: str, base_iri: str, number: int) -> Iterator[ShapeStatement]:
    import pyoxigraph as ox

    def term(node: object) -> str:
        # A label of one file is another node than the same label of another file.
        return f"_:f{number}{node.value}" if isinstance(node, ox.BlankNode) else str(node)

    lines = _Lines(turtle)
    try:
        for quad in ox.parse(lines, ox.RdfFormat.TURTLE, base_iri=base_iri):  # type: ignore[arg-type]
            place = f"{name}:{lines.number}"
            yield ShapeStatement(term(quad.subject), term(quad.predicate), term(quad.object), place)
    except SyntaxError as error:
        place = f"{name}:{error.lineno}:{error.offset}"
        raise ShapesError("shapes.unreadable", place=place, reason=error.msg) from None


def _names_of_unnamed(
    file: str, statements: list[ShapeStatement], base_iri: str, taken: Counter[str]
) -> dict[str, str]:
    """Return an IRI for each blank node that is a shape."""
    stated: dict[str, dict[str, list[str]]] = {}
    for each in statements:
        stated.setdefault(each.subject, {}).setdefault(each.property, []).append(each.value)
    cells = {value for properties in stated.values() for value in properties.get(RDF.rest, ())}
    paths = _paths(stated)
    base = base_iri.rstrip("/#")
    stem = file.rpartition("/")[2].removesuffix(".ttl")
    names: dict[str, str] = {}

    def is_shape(node: str) -> bool:
        return node in stated and RDF.first not in stated[node]

    def give(node: str, owner: str) -> None:
        path = next((each for each in stated.get(node, {}).get(SH.path, ()) if is_iri(each)), "")
        name = f"{local_name(owner)}-{local_name(path)}".rstrip("-")
        taken[name] += 1
        name += f"-{taken[name]}" if taken[name] > 1 or not path else ""
        names[node] = f"<{base}{_GENID}{name}>"

    def descend(outermost: str) -> None:
        # Whoever wrote the file may have put any number of shapes within one another.
        above = [(outermost, _inner_shapes(outermost, stated))]
        while above:
            owner, inner = above[-1]
            node = next(inner, None)
            if node is None:
                above.pop()
            elif is_blank(node) and node not in names and is_shape(node):
                give(node, names.get(owner, owner))
                above.append((node, _inner_shapes(node, stated)))

    for subject in stated:
        if is_iri(subject):
            descend(subject)
    for subject, properties in stated.items():
        shape = any(each.startswith(f"<{SH.namespace}") for each in properties)
        if is_blank(subject) and subject not in names and shape and subject not in paths | cells:
            give(subject, f"<{stem}>")
            descend(subject)
    return names


def _inner_shapes(owner: str, stated: Mapping[str, Mapping[str, list[str]]]) -> Iterator[str]:
    for property, values in stated.get(owner, {}).items():
        if property in SHAPE_PROPERTIES:
            yield from values
        elif property in SHAPE_LIST_PROPERTIES:
            for value in values:
                seen: set[str] = set()
                while value in stated and value not in seen:
                    seen.add(value)
                    yield from stated[value].get(RDF.first, ())
                    value = next(iter(stated[value].get(RDF.rest, ())), "")


def _paths(stated: Mapping[str, Mapping[str, list[str]]]) -> set[str]:
    """Return the blank nodes that paths are made of: an engine knows a path by its being one."""
    waiting = [each for properties in stated.values() for each in properties.get(SH.path, ())]
    found: set[str] = set()
    while waiting:
        node = waiting.pop()
        if is_blank(node) and node not in found:
            found.add(node)
            waiting.extend(value for values in stated.get(node, {}).values() for value in values)
    return found


def local_name(term: str) -> str:
    """Return the last part of an IRI."""
    return term[1:-1].replace("/", "#").rsplit("#", 1)[-1]
