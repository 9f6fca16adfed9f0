"""How ckanext-dcat reads one value, the values, the agents, periods and places of a property.

Our statement of ckanext-dcat 2.4.4, profiles/base.py. Of several values of a single field, CKAN
takes the text in its own language, else the first one read; a node that bears an rdfs:label
arrives as that label.
"""

from __future__ import annotations

import itertools
import json
from typing import TYPE_CHECKING, Any, TypeAlias

from tressons_ld.consumers.ckan import registers as registers
from tressons_ld.consumers.rehearsal.page_statements import (
    Reason,
    Statements,
    term,
)
from tressons_ld.consumers.rehearsal.wkt import geojson_of
from tressons_ld.findings.errors import FeedError
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import MEDIA_TYPES

if TYPE_CHECKING:
    from rdflib.term import Node

Fields = dict[str, Any]

_INSTANTS = ("time:inXSDDateTimeStamp", "time:inXSDDateTime", "time:inXSDDate")
_Form: TypeAlias = tuple[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]]
_PERIODS: tuple[_Form, ...] = (
    (("dcat:startDate", ()), ("dcat:endDate", ())),
    (("time:hasBeginning", _INSTANTS), ("time:hasEnd", _INSTANTS)),
    (("schema:startDate", ()), ("schema:endDate", ())),
)
_GEOJSON = f"{MEDIA_TYPES}application/vnd.geo+json"

_LABELLED = Reason(
    sentence("ckan.label-in-place"),
    f"{registers.DCAT}/profiles/base.py, _object_value",
)
_NUMBERED = Reason(
    sentence("ckan.blank-node"),
    f"{registers.DCAT}/profiles/base.py, _object_value_list",
)
_GEOMETRY = Reason(
    sentence("ckan.geometry"),
    f"{registers.DCAT}/profiles/base.py, _parse_geodata",
)

BLANK = "_:"
"""What stands here for the number, new in each reading, that CKAN stores for a blank node."""


def stored_text(node: Node) -> str:
    """Return a term as CKAN stores it, a blank node as :data:`BLANK`."""
    from rdflib import BNode

    return BLANK if isinstance(node, BNode) else str(node)


def value(page: Statements, subject: Node, name: str) -> str:
    """Return the one value that CKAN takes of a property, or "" (base.py, _object_value)."""
    from rdflib import BNode, Literal

    fallback: Node | None = None
    for found in page.objects(subject, name):
        if isinstance(found, Literal):
            if found.language and found.language == page.language:
                fallback = found
                break
            if fallback is None and str(found):
                fallback = found
            continue
        for label in page.graph.objects(found, term("rdfs:label")):
            page.keep(found, "rdfs:label", label)
            if str(found).startswith(("http:", "https:")):
                page.dismiss(subject, name, found, _LABELLED)
            else:
                page.keep(subject, name, found)
            return stored_text(label)
        if isinstance(found, BNode):
            page.dismiss(subject, name, found, _NUMBERED)
            return BLANK
        fallback = found
        break
    if fallback is None:
        return ""
    page.keep(subject, name, fallback)
    return str(fallback)


def values(page: Statements, subject: Node, name: str) -> list[str]:
    """Return all values of a property as CKAN lists them (base.py, _object_value_list)."""
    from rdflib import BNode

    found = page.objects(subject, name)
    for one in found:
        if isinstance(one, BNode):
            page.dismiss(subject, name, one, _NUMBERED)
        else:
            page.keep(subject, name, one)
    return [stored_text(one) for one in found]


def agents(page: Statements, subject: Node, name: str, depth: int = 0) -> list[Fields]:
    """Return the agents of a property as CKAN knows them (base.py, _agents_details)."""
    from rdflib import Literal, URIRef

    found: list[Fields] = []
    for agent in page.objects(subject, name):
        names = page.objects(agent, "foaf:name")
        translated = {
            text.language: str(text)
            for text in names
            if isinstance(text, Literal) and text.language
        }
        plain = [
            stored_text(text) for text in names if not getattr(text, "language", None) and str(text)
        ]
        called = translated.get(page.language.partition("_")[0]) or next(
            iter([*plain, *translated.values()]), ""
        )
        mail = value(page, agent, "foaf:mbox") or value(page, agent, "vcard:hasEmail")
        details: Fields = {
            "uri": str(agent) if isinstance(agent, URIRef) else "",
            "name": called,
            "email": mail.replace("mailto:", ""),
            "url": value(page, agent, "foaf:homepage"),
            "type": value(page, agent, "dct:type"),
            "identifier": value(page, agent, "dct:identifier"),
        }
        if translated:
            details["name_translated"] = translated
        if depth < 8 and (superiors := agents(page, agent, "prov:actedOnBehalfOf", depth + 1)):
            details["actedOnBehalfOf"] = superiors
        for text in names:
            if stored_text(text) == called:
                page.keep(agent, "foaf:name", text)
        if not found and not isinstance(agent, Literal):
            page.keep(subject, name, agent)
        found.append(details)
    return found


def contact_points(
    page: Statements, subject: Node, name: str = "dcat:contactPoint"
) -> list[Fields]:
    """Return the contacts as CKAN knows them (base.py, _contact_details)."""
    from rdflib import Literal, URIRef

    found: list[Fields] = []
    for contact in page.objects(subject, name):
        names = page.objects(contact, "vcard:fn") + page.objects(contact, "vcard:hasFN")
        translated = {
            text.language: str(text)
            for text in names
            if isinstance(text, Literal) and text.language
        }
        called = _vcard(page, contact, "vcard:hasFN", "vcard:fn")
        called = translated.get(page.language.partition("_")[0]) or called
        details: Fields = {
            "uri": str(contact) if isinstance(contact, URIRef) else "",
            "name": called,
            "email": _vcard(page, contact, "vcard:hasEmail").replace("mailto:", ""),
            "identifier": _vcard(page, contact, "vcard:hasUID"),
            "url": _vcard(page, contact, "vcard:hasURL"),
        }
        if translated:
            details["name_translated"] = translated
        if not found and not isinstance(contact, Literal):
            page.keep(subject, name, contact)
        found.append(details)
    return found


def _vcard(page: Statements, subject: Node, name: str, plain: str = "") -> str:
    from rdflib import BNode

    if plain and (found := value(page, subject, plain)):
        return found
    for node in page.objects(subject, name)[:1]:
        if isinstance(node, BNode):
            page.keep(subject, name, node)
            return value(page, node, "vcard:hasValue")
    return value(page, subject, name)


def temporal_bounds(page: Statements, dataset: Node) -> dict[str, str]:
    """Return the one start and the one end that a CKAN without the schema has.

    Of the first period that says either: in schema.org's terms, else W3C Time's
    (euro_dcat_ap_base.py); then, in their place, in DCAT's, else the others' (euro_dcat_ap_2.py).
    """
    found: dict[str, str] = {}
    for forms in (_PERIODS[:0:-1], _PERIODS):
        each = (
            (node, bounds)
            for form in forms
            for node in page.objects(dataset, "dct:temporal")
            if (bounds := _bounds(page, node, form))
        )
        for node, bounds in itertools.islice(each, 1):
            page.keep(dataset, "dct:temporal", node)
            found |= bounds
    return found


def period_bounds(page: Statements, period: Node) -> dict[str, str]:
    """Return the start and end of one period, in the first form that it has one in."""
    return next((found for form in _PERIODS if (found := _bounds(page, period, form))), {})


def _bounds(page: Statements, period: Node, form: _Form) -> dict[str, str]:
    return {
        key: bound
        for key, place in zip(("start", "end"), form, strict=True)
        if (bound := _bound(page, period, *place))
    }


def _bound(page: Statements, period: Node, name: str, instants: tuple[str, ...]) -> str:
    if not instants:
        return value(page, period, name)
    for node in page.objects(period, name)[:1]:
        for instant in instants:
            if found := value(page, node, instant):
                page.keep(period, name, node)
                return found
    return ""


def place(page: Statements, dataset: Node) -> dict[str, str]:
    """Return the one place that CKAN makes of all: its last IRI, label, and first geometries.

    Raises:
        FeedError: a geometry is a node.
    """
    from rdflib import RDF, Literal, URIRef

    merged: dict[str, str] = {}
    source: dict[str, tuple[Node, str, Node]] = {}

    def take(key: str, statement: tuple[Node, str, Node], text: str) -> None:
        merged[key], source[key] = text, statement

    for place in page.objects(dataset, "dct:spatial"):
        said = (dataset, "dct:spatial", place)
        if isinstance(place, URIRef):
            take("spatial_uri", said, str(place))
        elif isinstance(place, Literal):
            take("spatial_text", said, str(place))
        else:
            page.keep(*said)
        if (place, RDF.type, term("dct:Location")) not in page.graph:
            continue
        for key, name in (
            ("spatial", "locn:geometry"),
            ("spatial_bbox", "dcat:bbox"),
            ("spatial_centroid", "dcat:centroid"),
        ):
            for geometry in page.objects(place, name):
                if text := _geometry(geometry, bool(merged.get(key))):
                    take(key, (place, name, geometry), text)
                elif not merged.get(key):
                    page.dismiss(place, name, geometry, _GEOMETRY)
        for name in ("skos:prefLabel", "rdfs:label"):
            for label in page.objects(place, name):
                take("spatial_text", (place, name, label), stored_text(label))
    for said in source.values():
        page.keep(*said)
    return {key: text for key, text in merged.items() if text}


def _geometry(geometry: Node, taken: bool) -> str | None:
    """Return a geometry as GeoJSON; WKT counts only where nothing was found before."""
    from rdflib import Literal

    if not isinstance(geometry, Literal):
        raise FeedError("feed.geometry-a-node", geometry=geometry)
    if geometry.datatype is None or str(geometry.datatype) == _GEOJSON:
        try:
            json.loads(str(geometry))
        except (ValueError, RecursionError):
            return None
        return str(geometry)
    if not taken and geometry.datatype == term("geosparql:wktLiteral"):
        shape = geojson_of(str(geometry))
        return None if shape is None else json.dumps(shape)
    return None
