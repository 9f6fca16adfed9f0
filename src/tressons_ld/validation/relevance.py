"""Which statements a set of shapes can ask for: the others need not be shown to an engine.

A shape looks at its focus nodes through its paths (SHACL, section 2.3.1,
https://www.w3.org/TR/shacl/#property-paths); at the values of these it looks only through nested
shapes and through paths of several steps. Whatever it never looks at changes no result, and most of
the time of an engine goes into reading.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeAlias

from tressons_ld.rdf.terms import Triple, is_iri
from tressons_ld.rdf.vocabularies import RDF, SH

Statements: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]
"""Subject -> property -> values."""

_TO_INNER_SHAPES = frozenset(
    (
        *(SH.property, SH.node, SH.qualifiedValueShape),
        *(SH["not"], SH["and"], SH["or"], SH.xone),
        *(RDF.first, RDF.rest),
    )
)
_TO_PROPERTIES = (SH.path, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)


class Relevance:
    """What a set of shapes can ask for."""

    def __init__(self, said: Statements) -> None:
        """Look through the shapes.

        Args:
            said: the statements of the shapes graph.
        """
        self._closed = any(SH.closed in statements for statements in said.values())
        self._classes = {
            value
            for statements in said.values()
            for property, values in statements.items()
            for value in values
            if property != SH.targetClass
        }
        self._targets = targets_of(said)
        shapes = [shape for shape, statements in said.items() if SH.path in statements]
        aimed_through = {
            value
            for statements in said.values()
            for property in (SH.targetSubjectsOf, SH.targetObjectsOf)
            for value in statements.get(property, ())
        }
        self._properties = _properties(said, said) | aimed_through
        inner = _reached(
            (
                value
                for shape in shapes
                for property in _TO_INNER_SHAPES
                for value in said[shape].get(property, ())
            ),
            said,
            _TO_INNER_SHAPES,
        )
        self._properties_of_values = _properties(inner, said).union(
            aimed_through,
            *(_reached([path], said) for shape in shapes for path in _compound(said[shape])),
        )

    def of_focus_nodes(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Yield the statements that can matter to nodes that are judged."""
        return self._that_matter(triples, self._properties, self._classes | self._targets)

    def of_values(self, triples: Iterable[Triple]) -> Iterator[Triple]:
        """Yield the statements that can matter to nodes that only others name."""
        return self._that_matter(triples, self._properties_of_values, self._classes)

    def _that_matter(
        self, triples: Iterable[Triple], properties: Set[str], classes: Set[str]
    ) -> Iterator[Triple]:
        if self._closed:
            return iter(triples)
        typed = RDF.type
        return (
            triple
            for triple in triples
            if triple[1] in properties or (triple[1] == typed and triple[2] in classes)
        )


def targets_of(said: Statements) -> frozenset[str]:
    """Return the classes that the shapes target (SHACL, section 2.1.3.2)."""
    return frozenset(
        target for statements in said.values() for target in statements.get(SH.targetClass, ())
    )


def _compound(statements: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the paths of a shape that have several steps."""
    return [path for path in statements[SH.path] if not is_iri(path)]


def _properties(shapes: Iterable[str], said: Statements) -> set[str]:
    """Return the properties that some shapes name in their paths and comparisons."""
    named = (
        value
        for shape in shapes
        for property in _TO_PROPERTIES
        for value in said.get(shape, {}).get(property, ())
    )
    return _reached(named, said)


def _reached(starts: Iterable[str], said: Statements, through: Set[str] | None = None) -> set[str]:
    """Return the nodes that are reached from some, themselves included.

    Args:
        starts: where to begin.
        said: what is said of each node.
        through: the properties to follow; None for all those of blank nodes.
    """
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            if through or not is_iri(node):
                for property, values in said.get(node, {}).items():
                    if through is None or property in through:
                        waiting.extend(values)
    return reached
