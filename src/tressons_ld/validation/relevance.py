"""Which statements a set of shapes can ask for: the others need not be shown to an engine.

A shape looks at its focus nodes through its paths (SHACL, section 2.3.1,
https://www.w3.org/TR/shacl/#property-paths); at the values of these it looks only through nested
shapes and through paths of several steps. Whatever it never looks at changes no result, and most of
the time of an engine goes into reading.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import TypeAlias

from tressons_ld.rdf.terms import Triple, is_iri
from tressons_ld.rdf.vocabularies import RDF, SH
from tressons_ld.validation.shapes_file import SHAPE_LIST_PROPERTIES, SHAPE_PROPERTIES

Descriptions: TypeAlias = Mapping[str, Mapping[str, Sequence[str]]]
"""What a graph states of each subject: its properties with their values."""

_TO_INNER_SHAPES = frozenset((*SHAPE_PROPERTIES, *SHAPE_LIST_PROPERTIES, RDF.first, RDF.rest))
_TO_PROPERTIES = (SH.path, SH.equals, SH.disjoint, SH.lessThan, SH.lessThanOrEquals)


class Relevance:
    """Which statements of a graph a set of shapes can ask for."""

    def __init__(self, shapes: Descriptions) -> None:
        """Look through the shapes.

        Args:
            shapes: the shapes graph.
        """
        self._closed = any(SH.closed in properties for properties in shapes.values())
        self._classes = {
            value
            for properties in shapes.values()
            for property, values in properties.items()
            for value in values
            if property != SH.targetClass
        }
        self._targets = target_classes(shapes)
        target_properties = {
            value
            for properties in shapes.values()
            for target in (SH.targetSubjectsOf, SH.targetObjectsOf)
            for value in properties.get(target, ())
        }
        with_path = [properties for properties in shapes.values() if SH.path in properties]
        inner = _reachable(
            (
                value
                for properties in with_path
                for property in _TO_INNER_SHAPES
                for value in properties.get(property, ())
            ),
            shapes,
            _TO_INNER_SHAPES,
        )
        paths = (path for properties in with_path for path in properties[SH.path])
        of_several_steps = [path for path in paths if not is_iri(path)]
        self._properties = _properties(shapes, shapes) | target_properties
        self._properties_of_values = (
            _properties(inner, shapes) | target_properties | _reachable(of_several_steps, shapes)
        )

    def of_focus_nodes(self, triples: Iterable[Triple]) -> list[Triple]:
        """Return the statements that can matter to nodes that are judged."""
        return self._relevant(triples, self._properties, self._classes | self._targets)

    def of_values(self, triples: Iterable[Triple]) -> list[Triple]:
        """Return the statements that can matter to nodes that only others name."""
        return self._relevant(triples, self._properties_of_values, self._classes)

    def _relevant(
        self, triples: Iterable[Triple], properties: Set[str], classes: Set[str]
    ) -> list[Triple]:
        if self._closed:
            return list(triples)
        typed = RDF.type
        return [
            triple
            for triple in triples
            if triple[1] in properties or (triple[1] == typed and triple[2] in classes)
        ]


def target_classes(shapes: Descriptions) -> frozenset[str]:
    """Return the classes that the shapes target (SHACL, section 2.1.3.2)."""
    return frozenset(
        value for properties in shapes.values() for value in properties.get(SH.targetClass, ())
    )


def _properties(nodes: Iterable[str], shapes: Descriptions) -> set[str]:
    """Return the properties that some shapes name in their paths and comparisons."""
    values = (
        value
        for node in nodes
        for property in _TO_PROPERTIES
        for value in shapes.get(node, {}).get(property, ())
    )
    return _reachable(values, shapes)


def _reachable(
    starts: Iterable[str], graph: Descriptions, properties: Set[str] | None = None
) -> set[str]:
    """Return the nodes that can be reached from some, themselves included.

    Args:
        starts: where to begin.
        graph: the descriptions to follow.
        properties: the properties to follow; None for all those of blank nodes.
    """
    reached: set[str] = set()
    waiting = list(starts)
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            if properties or not is_iri(node):
                for property, values in graph.get(node, {}).items():
                    if properties is None or property in properties:
                        waiting.extend(values)
    return reached
