"""Properties are written in the order of the shapes and of the mapping, in every class alike."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from rdflib import RDF, SH, Graph, URIRef

from shapes_files import SHAPES_FILES
from tressons_ld.mapping import (
    data,
    entry_fields,
    shared_things,
)
from tressons_ld.mapping.fields import Field, ThingMapping, constant
from tressons_ld.mapping.fields import property_order as order_of_all
from tressons_ld.mapping.rdf_documents import property_order
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.units import Unit
from tressons_ld.rdf.vocabularies import (
    DCT,
    SCHEMA,
    SKOS,
)
from tressons_ld.rdf.vocabularies import RDF as RDF_TERMS

MAPPINGS = dict.fromkeys((*entry_fields.MAPPINGS, *shared_things.MAPPINGS, *data.MAPPINGS))
CLASSES = sorted({path.name.partition(".")[0] for path in SHAPES_FILES} - {"parts"})
X = Iri("<https://example.org/x>")


def as_written(properties: Iterable[Iri]) -> list[Iri]:
    """The properties in the order in which a node that has them all is written."""
    unit = Unit(X, X, tuple((X, property, X) for property in properties))
    return list(property_order("fr").arrange(unit).nodes[X])


def places_in_shapes(name: str) -> dict[float, set[Iri]]:
    """The properties at each place (sh:order) of the shapes of a class."""
    graph, places = Graph(), defaultdict(set)
    for path in SHAPES_FILES:
        if path.name.partition(".")[0] == name:
            graph.parse(path)
    for shape in graph.subjects(RDF.type, SH.PropertyShape):
        property, place = graph.value(shape, SH.path), graph.value(shape, SH.order)
        assert place is not None, f"{shape} has no sh:order"
        if isinstance(property, URIRef):
            places[float(place)].add(Iri(property.n3()))
    return places


@pytest.mark.parametrize("name", CLASSES)
def test_the_order_of_the_shapes_is_the_order_of_writing(name: str) -> None:
    places = places_in_shapes(name)
    written = as_written(property for properties in places.values() for property in properties)
    ordered = [places[place] for place in sorted(places)]
    assert [properties for properties in ordered if len(properties) > 1] == []
    assert written == [property for properties in ordered for property in properties]


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.name)
def test_a_thing_is_written_in_the_order_of_its_fields(mapping: ThingMapping[Any]) -> None:
    fields = list(dict.fromkeys(field.property for field in mapping.fields))
    schema_org = [property for property in fields if property in set(SCHEMA)]
    others = [property for property in fields if property not in schema_org]
    assert as_written(reversed(fields)) == [*others, *schema_org]


@pytest.mark.parametrize("mapping", MAPPINGS, ids=lambda mapping: mapping.name)
def test_names_come_first_then_descriptions_then_identifiers(mapping: ThingMapping[Any]) -> None:
    order = [RDF_TERMS.type, DCT.title, SKOS.prefLabel, SKOS.altLabel, DCT.description]
    order += [SKOS.definition, DCT.identifier, DCT.issued, DCT.modified]
    written = as_written(field.property for field in mapping.fields)
    known = [property for property in written if property in order]
    assert all(order.index(one) < order.index(next) for one, next in pairwise(known))


def test_two_orders_of_the_same_properties_are_refused_with_the_names_of_the_classes() -> None:
    def mapping(name: str, *properties: Iri) -> ThingMapping[Any]:
        fields = tuple(Field(None, each, constant(X), "") for each in properties)
        return ThingMapping(name, lambda _: "", fields)

    one = mapping("Resource", DCT.contributor, DCT.publisher)
    other = mapping("Programme", DCT.publisher, DCT.contributor)
    with pytest.raises(ValueError, match="no order of properties") as refusal:
        order_of_all((one, other))
    _, *steps = str(refusal.value).splitlines()
    assert sorted(steps) == [
        f"Programme: {DCT.publisher} before {DCT.contributor}",
        f"Resource: {DCT.contributor} before {DCT.publisher}",
    ]
