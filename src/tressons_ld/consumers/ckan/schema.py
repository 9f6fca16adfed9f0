"""What the schema that ckanext-dcat carries changes: dcat_ap_full.yaml, under ckanext-scheming.

It is the set-up of ckanext-dcat's own documentation. Extras become fields, lists are lists, and
all contacts, publishers, creators and periods are kept where a bare CKAN keeps the first.
Our statement of ckanext-dcat 2.4.4, profiles/euro_dcat_ap_scheming.py.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tressons_ld.consumers.ckan import registers as registers
from tressons_ld.consumers.ckan.values import (
    Fields,
    agents,
    contact_points,
    period_bounds,
    value,
)
from tressons_ld.consumers.rehearsal.page_statements import Reason, Statements
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node

_PEOPLE = ("contact_", "publisher_", "creator_")
_PLACE_FIRST = {"spatial_uri": "uri", "spatial_text": "text", "spatial": "geom"}
_PLACE_THEN = {"spatial_bbox": "bbox", "spatial_centroid": "centroid"}

_BOX_DROPPED = Reason(
    sentence("ckan.full-schema"),
    registers.SCHEME,
)


def with_schema(fields: Fields, page: Statements, dataset: Node) -> Fields:
    """Return the fields of :func:`ckan_dataset.dataset_fields` as the schema arranges them."""
    arranged: Fields = {key: found for key, found in fields.items() if key != "extras"}
    extras: Fields = {}
    for key, found in fields["extras"].items():
        if key in registers.SCHEMA_FIELDS:
            arranged.setdefault(key, _loaded(key, found))
        elif not key.startswith((*_PEOPLE, "temporal_", *_PLACE_FIRST)):
            extras[key] = found
    arranged["extras"] = extras
    arranged["resources"] = [
        {key: _loaded(key, found) for key, found in one.items()} for one in fields["resources"]
    ]
    if found := _place(fields["extras"], page, dataset):
        arranged["spatial_coverage"] = [found]
    if periods := _periods(page, dataset):
        arranged["temporal_coverage"] = periods
    for key, people in (
        ("contact", contact_points(page, dataset)),
        ("publisher", agents(page, dataset, "dct:publisher")),
        ("creator", agents(page, dataset, "dct:creator")),
    ):
        if people:
            arranged[key] = people if key == "contact" else _without_translations(people)
    for name in ("dcat:contactPoint", "dct:publisher", "dct:creator"):
        _keep_nodes(page, dataset, name)
    if relations := _relations(page, dataset):
        arranged["qualified_relation"] = relations
    return arranged


def _loaded(key: str, value: Any) -> Any:
    """Return a list where the schema has one, the text otherwise."""
    if isinstance(value, str) and (key in registers.SCHEMA_LISTS or key == "access_services"):
        return json.loads(value)
    return value


def _place(extras: Fields, page: Statements, dataset: Node) -> Fields:
    """Return the one place; its box and centroid only where it has nothing else."""
    first = {to: extras[key] for key, to in _PLACE_FIRST.items() if key in extras}
    then = {to: extras[key] for key, to in _PLACE_THEN.items() if key in extras}
    if first:
        for spot in page.objects(dataset, "dct:spatial"):
            for name in ("dcat:bbox", "dcat:centroid"):
                for geometry in page.objects(spot, name):
                    page.forget(spot, name, geometry, _BOX_DROPPED)
    return first or then


def _periods(page: Statements, dataset: Node) -> list[dict[str, str]]:
    found = []
    for node in page.objects(dataset, "dct:temporal"):
        if bounds := period_bounds(page, node):
            page.keep(dataset, "dct:temporal", node)
            found.append(bounds)
    return found


def _without_translations(people: list[Fields]) -> list[Fields]:
    return [
        {
            key: _without_translations(found) if key == "actedOnBehalfOf" else found
            for key, found in one.items()
            if key != "name_translated"
        }
        for one in people
    ]


def _keep_nodes(page: Statements, dataset: Node, name: str) -> None:
    from rdflib import Literal

    for node in page.objects(dataset, name):
        if not isinstance(node, Literal):
            page.keep(dataset, name, node)


def _relations(page: Statements, dataset: Node) -> list[Fields]:
    from rdflib import URIRef

    found = []
    for node in page.objects(dataset, "dcat:qualifiedRelation"):
        page.keep(dataset, "dcat:qualifiedRelation", node)
        found.append(
            {
                "uri": str(node) if isinstance(node, URIRef) else "",
                "role": value(page, node, "dcat:hadRole"),
                "relation": value(page, node, "dct:relation"),
            }
        )
    return found
