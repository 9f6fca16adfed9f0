"""What is counted of the catalogue as data: VoID, section 4.6 and 5.

::

    <catalogue/donnees> void:triples 4101 ; void:classPartition <catalogue/donnees#classe-…> .
    <catalogue/donnees#classe-…> void:class dcat:Dataset ; void:entities 29 .

Specification: https://www.w3.org/TR/void/#statistics.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tressons_ld.catalogue.columns.matches import MATCHES
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, Rule, ThingMapping, constant
from tressons_ld.mapping.ranges import ADDRESS, ITSELF
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, typed
from tressons_ld.rdf.vocabularies import DATASETS_OF_OTHERS, GEO, OWL, RDF, SKOS, VOCABULARIES, VOID


@dataclass(slots=True)
class Counts:
    """What the N-Triples file holds, counted while it is written.

    Attributes:
        triples: number of triples.
        resources: number of resources.
        classes: instances of each class.
        properties: triples of each property.
        examples: some resources.
        links: triples that link to each dataset of others, by their property and its name.
    """

    triples: int
    resources: int
    classes: Counter[Iri]
    properties: Counter[Iri]
    examples: Sequence[Iri] = ()
    links: Mapping[tuple[Iri, str], int] = field(default_factory=dict)

    def vocabularies(self) -> list[str]:
        """Return the namespaces of all properties and classes."""
        used = {_short(term).partition("-")[0] for term in (*self.classes, *self.properties)}
        return sorted(VOCABULARIES[prefix].namespace for prefix in used)


def links_to_others(things: Iterable[Iterable[Triple]]) -> Counter[tuple[Iri, str]]:
    """Return how many triples of shared things link to each dataset of others, by property."""
    return Counter(
        (property, name)
        for triples in things
        for _, property, value in triples
        if property in _LINKS
        for name, start in DATASETS_OF_OTHERS.items()
        if value.startswith(f"<{start}")
    )


_LINKS = frozenset((OWL.sameAs, GEO.sfIntersects, *(SKOS[name] for name in MATCHES)))


@dataclass(frozen=True, slots=True)
class Linkset:
    """The triples of one property that link to a dataset of others, and how many they are."""

    property: Iri
    target: str
    size: int


@dataclass(frozen=True, slots=True)
class Partition:
    """The part of the graph that a class or a property makes up, and how large it is."""

    term: Iri
    size: int


def _short(term: Iri) -> str:
    for prefix, vocabulary in VOCABULARIES.items():
        if term.startswith(f"<{vocabulary.namespace}"):
            return f"{prefix}-{term[len(vocabulary.namespace) + 1 : -1]}"
    raise KeyError(term)


def _counted(count: Callable[[Any], int]) -> Rule:
    return lambda thing, _context: (typed(str(count(thing)), "integer"),)


def _partitions(name: str, counted: Mapping[Iri, int], context: Context) -> dict[Iri, Partition]:
    return {
        context.iris.part(context.iris.data, f"{name}-{_short(term)}"): Partition(term, size)
        for term, size in sorted(counted.items())
    }


def _itself(_thing: Any, context: Context) -> Collection[Term]:
    return (context.iris.data,)


def _of_classes(counts: Counts, context: Context) -> dict[Iri, Partition]:
    return _partitions(context.names.class_partition, counts.classes, context)


def _of_properties(counts: Counts, context: Context) -> dict[Iri, Partition]:
    return _partitions(context.names.property_partition, counts.properties, context)


def _of_links(counts: Counts, context: Context) -> dict[Iri, Linkset]:
    data = context.iris.data
    return {
        context.iris.part(data, f"{context.names.linkset}-{_short(property)}-{name}"): Linkset(
            property, DATASETS_OF_OTHERS[name], size
        )
        for (property, name), size in sorted(counts.links.items())
    }


STATISTICS = ThingMapping[Counts](
    "Catalogue as data",
    lambda paths: paths.data,
    (
        Field(None, VOID.triples, _counted(lambda c: c.triples), "xsd:integer", ITSELF),
        Field(None, VOID.entities, _counted(lambda c: c.resources), "xsd:integer", ITSELF),
        Field(None, VOID.classes, _counted(lambda c: len(c.classes)), "xsd:integer", ITSELF),
        Field(None, VOID.properties, _counted(lambda c: len(c.properties)), "xsd:integer", ITSELF),
        Field(None, VOID.exampleResource, lambda c, _: c.examples, "a resource", ITSELF),
        Field(
            None,
            VOID.vocabulary,
            lambda c, _: [iri(name) for name in c.vocabularies()],
            "namespace",
            ITSELF,
        ),
        Field(None, VOID.subset, _of_links, "void:Linkset", ITSELF),
        Field(None, VOID.classPartition, _of_classes, "void:Dataset", ITSELF),
        Field(None, VOID.propertyPartition, _of_properties, "void:Dataset", ITSELF),
    ),
)

CLASS_PARTITION = ThingMapping[Partition](
    "Instances of a class",
    lambda paths: part_path(paths.data, f"{paths.names.class_partition}-{{class}}"),
    (
        Field(None, VOID["class"], lambda part, _: (part.term,), "the class", ITSELF),
        Field(None, VOID.entities, _counted(lambda part: part.size), "xsd:integer", ITSELF),
    ),
)

PROPERTY_PARTITION = ThingMapping[Partition](
    "Triples of a property",
    lambda paths: part_path(paths.data, f"{paths.names.property_partition}-{{property}}"),
    (
        Field(None, VOID.property, lambda part, _: (part.term,), "the property", ITSELF),
        Field(None, VOID.triples, _counted(lambda part: part.size), "xsd:integer", ITSELF),
    ),
)


LINKSET = ThingMapping[Linkset](
    "Links to a dataset of others",
    lambda paths: part_path(paths.data, f"{paths.names.linkset}-{{property}}-{{dataset}}"),
    (
        Field(None, RDF.type, constant(VOID.Linkset), "void:Linkset", ITSELF),
        Field(None, VOID.linkPredicate, lambda links, _: (links.property,), "property", ITSELF),
        Field(None, VOID.subjectsTarget, _itself, "void:Dataset", ITSELF),
        Field(None, VOID.objectsTarget, lambda links, _: (iri(links.target),), ADDRESS, ITSELF),
        Field(None, VOID.triples, _counted(lambda links: links.size), "xsd:integer", ITSELF),
    ),
)


def counts_to_rdf(counts: Counts, context: Context) -> Iterator[Triple]:
    """Yield the VoID statistics: counts, examples, links, a partition per class and property."""
    yield from STATISTICS.triples(counts, context.iris.data, context)
    for part, links in _of_links(counts, context).items():
        yield from LINKSET.triples(links, part, context)
    for part, partition in _of_classes(counts, context).items():
        yield from CLASS_PARTITION.triples(partition, part, context)
    for part, partition in _of_properties(counts, context).items():
        yield from PROPERTY_PARTITION.triples(partition, part, context)
