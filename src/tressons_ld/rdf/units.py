"""What every format writes: the statements of one thing, put into their order once for all."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, TypeAlias

from tressons_ld.rdf.terms import (
    Iri,
    Subject,
    Term,
    Triple,
)
from tressons_ld.rdf.vocabularies import PREFIXES, RDF

Properties: TypeAlias = Mapping[Iri, Sequence[Term]]
"""What is said of one subject: each property once, with its objects."""


class Unit(NamedTuple):
    """The statements of one thing: an entry with its record and parts, or a shared thing.

    Attributes:
        graph: the named graph they stand in, in N-Quads.
        root: the thing itself, written before its parts.
        triples: the statements, in any order, of the root and of its parts.
    """

    graph: Iri
    root: Iri
    triples: tuple[Triple, ...]


class OrderedUnit(NamedTuple):
    """A unit in the order it is written in: what :meth:`PropertyOrder.arrange` returns.

    Attributes:
        graph: see :class:`Unit`.
        root: see :class:`Unit`.
        nodes: each subject with its properties and their objects, all in order, all once.
    """

    graph: Iri
    root: Iri
    nodes: Mapping[Subject, Properties]


class PropertyOrder:
    """The order that statements are written in.

    Properties: types, then those given, then the others by IRI. Objects of one property: types as
    they are spelled with prefixes; texts in ``language`` before all others; the rest by their
    N-Triples spelling.

    >>> from tressons_ld.rdf.vocabularies import DCT
    >>> x = Iri("<https://example.org/x>")
    >>> unit = Unit(x, x, ((x, DCT.type, x), (x, DCT.title, '"X"')))
    >>> list(PropertyOrder().arrange(unit).nodes[x])
    ['<http://purl.org/dc/terms/title>', '<http://purl.org/dc/terms/type>']
    >>> list(PropertyOrder([DCT.type]).arrange(unit).nodes[x])
    ['<http://purl.org/dc/terms/type>', '<http://purl.org/dc/terms/title>']
    """

    def __init__(self, properties: Iterable[Iri] = (), language: str = "fr") -> None:
        self._places = {
            name: place for place, name in enumerate(dict.fromkeys((RDF.type, *properties)))
        }
        self._tag = f'"@{language}'
        self._orders: dict[tuple[Iri, ...], tuple[Iri, ...] | None] = {}

    def arrange(self, unit: Unit) -> OrderedUnit:
        """Return the unit in order, each statement once.

        The root comes first, other subjects as they first appear.
        """
        found: dict[Subject, dict[Iri, list[Term]]] = {unit.root: {}}
        node: Subject | None = None
        property: Iri | None = None
        # Most statements are of the subject, and many of the property, of the one before.
        for subject, name, value in unit.triples:
            if subject is not node:
                node, property = subject, None
                said = found.setdefault(subject, {})
            if name is not property:
                property = name
                objects = said.setdefault(name, [])
            objects.append(value)
        if not found[unit.root]:
            del found[unit.root]
        for subject, said in found.items():
            for name, objects in said.items():
                if len(objects) > 1:
                    said[name] = self._sorted(name, objects)
            order = self._ordered(tuple(said))
            if order is not None:
                found[subject] = {name: said[name] for name in order}
        return OrderedUnit(unit.graph, unit.root, found)

    def _ordered(self, properties: tuple[Iri, ...]) -> tuple[Iri, ...] | None:
        """Return the properties of a subject in order, None where they stand in it.

        Most subjects have those of another.
        """
        if properties in self._orders:
            return self._orders[properties]
        places, last = self._places, len(self._places)
        order = tuple(sorted(properties, key=lambda name: (places.get(name, last), name)))
        known = None if order == properties else order
        if len(self._orders) < _MOST_ORDERS:
            self._orders[properties] = known
        return known

    def _sorted(self, name: Iri, objects: Iterable[Term]) -> list[Term]:
        if name == RDF.type:
            return sorted(set(objects), key=short)
        ordered = sorted(set(objects))
        own = [term for term in ordered if term.endswith(self._tag)]
        return own + [term for term in ordered if not term.endswith(self._tag)] if own else ordered


_MOST_ORDERS = 4096
_PREFIX_OF = {namespace: prefix for prefix, namespace in PREFIXES.items()}
# A name that is at once a PN_LOCAL of Turtle, without escapes, and an NCName of XML.
_LOCAL = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


@lru_cache(maxsize=4096)
def short(term: Iri) -> str:
    """Return a term's spelling with a prefix, or, where there is none, the term as it is.

    >>> from tressons_ld.rdf.vocabularies import DCAT
    >>> short(DCAT.Dataset)
    'dcat:Dataset'
    >>> short(Iri("<https://example.org/étude>"))
    '<https://example.org/étude>'
    """
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    prefix = _PREFIX_OF.get(term[1:cut])
    if prefix is None or not _LOCAL.fullmatch(term, cut, len(term) - 1):
        return term
    return f"{prefix}:{term[cut:-1]}"


def names_of(units: Iterable[OrderedUnit]) -> frozenset[Iri]:
    """Return the IRIs in these units that are spelled with a prefix, datatypes included."""
    iris: set[str] = set()
    for unit in units:
        iris.update(unit.nodes)
        for properties in unit.nodes.values():
            iris.update(properties)
            for term in chain.from_iterable(properties.values()):
                if term[-1] == ">":
                    iris.add(term if term[0] == "<" else term[term.rindex("<") :])
    return frozenset(Iri(iri) for iri in iris if short(Iri(iri)) is not iri)


def prefixes_of(names: Iterable[Iri] | None) -> dict[str, str]:
    """Return prefix -> namespace of those that the names need, or all of them for None."""
    return PREFIXES if names is None else _prefixes_of(frozenset(names))


@lru_cache(maxsize=8)
def _prefixes_of(names: frozenset[Iri]) -> dict[str, str]:
    used = {short(name).partition(":")[0] for name in names}
    return {prefix: namespace for prefix, namespace in PREFIXES.items() if prefix in used}
