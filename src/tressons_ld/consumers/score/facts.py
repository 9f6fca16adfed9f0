"""What a graph says of one dataset and of its distributions, by property."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from tressons_ld.rdf.terms import (
    Iri,
    Subject,
    Term,
    Triple,
)
from tressons_ld.rdf.vocabularies import DCAT

PropertyValues: TypeAlias = Mapping[Iri, tuple[Term, ...]]
"""The values of each property of one thing."""

NOTHING: PropertyValues = {}


@dataclass(frozen=True, slots=True)
class DatasetFacts:
    """A dataset as a judge sees it.

    Attributes:
        subject: its IRI.
        dataset: the values of its properties.
        files: those of each of its distributions, in the order in which they are stated.
        nodes: those of every thing described beside it.
    """

    subject: Subject
    dataset: PropertyValues
    files: tuple[PropertyValues, ...]
    nodes: Mapping[Term, PropertyValues]

    def node(self, property: Iri) -> PropertyValues:
        """Return what is said of the first value of a property of the dataset."""
        values = self.dataset.get(property, ())
        return self.nodes.get(values[0], NOTHING) if values else NOTHING


def facts_of(
    triples: Iterable[Triple], subject: Subject, around: dict[Term, PropertyValues] | None = None
) -> DatasetFacts:
    """Return what triples say of a dataset.

    Args:
        triples: the statements about it and its parts.
        subject: its IRI.
        around: the things of others that it may name, already gathered (see
            :func:`statements_by_subject`).
    """
    own = statements_by_subject(triples)
    dataset = own.get(subject, NOTHING)
    files = tuple(own.get(node, NOTHING) for node in dataset.get(DCAT.distribution, ()))
    return DatasetFacts(subject, dataset, files, ChainMap(own, around or {}))


def statements_by_subject(triples: Iterable[Triple]) -> dict[Term, PropertyValues]:
    """Return the values of each property of each subject, each value once, in the order given."""
    nodes: dict[Term, dict[Iri, dict[Term, None]]] = {}
    for s, p, o in triples:
        nodes.setdefault(s, {}).setdefault(p, {})[o] = None
    return {s: {p: tuple(values) for p, values in about.items()} for s, about in nodes.items()}
