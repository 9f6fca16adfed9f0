"""Places as udata reads them: polygons only, all merged into one (core/dataset/rdf.py:522-612)."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from tressons_ld.consumers.datagouv.udata.lookup import (
    DATASET,
    Reader,
    RefusedItem,
    bad_value,
    is_node,
    python_value,
)
from tressons_ld.consumers.rehearsal.page_statements import Reason
from tressons_ld.consumers.rehearsal.wkt import geojson_of
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import GEO, MEDIA_TYPES

if TYPE_CHECKING:
    from rdflib.term import Node

_JSON = (
    f"{GEO.namespace}geoJSONLiteral",
    f"{MEDIA_TYPES}application/vnd.geo+json",
)
_WKT = (f"{GEO.namespace}wktLiteral", "http://www.opengis.net/rdf#wktLiteral")


def spatial(page: Reader, subject: Node, faults: list[Text]) -> dict[str, Any] | None:
    """Return the geometry of a dataset as GeoJSON, or None.

    A ring that is empty or not closed, or a point with a height, goes into ``faults``: the item
    fails.
    """
    shapes: list[Any] = []
    for place in page.objects(subject, "dct:spatial"):
        found = _shapes(page, place)
        shapes.extend(found)
        if any(_polygons(shape) for shape in found):
            page.keep(subject, "dct:spatial", place)
        else:
            page.dismiss(subject, "dct:spatial", place, _NO_POLYGON)
    polygons: list[Any] = []
    for shape in shapes:
        polygons.extend(one for one in _polygons(shape) if one not in polygons)
    if not polygons:
        return None
    if not _numbers(polygons):
        page.dismiss_all(subject, "dct:spatial", _NO_POLYGON)
        return None
    faults.extend(_ring_faults(polygons))
    return {"type": "MultiPolygon", "coordinates": polygons}


def _shapes(page: Reader, place: Node) -> list[Any]:
    if not is_node(place):
        box = _box(python_value(place))
        return [box] if box is not None else []
    found: list[Any] = []
    for value in page.all(place):
        datatype = str(getattr(value, "datatype", ""))
        if datatype in _JSON:
            try:
                found.append(json.loads(str(value)))
            except (ValueError, RecursionError):
                continue
        elif datatype in _WKT:
            shape = geojson_of(str(value).strip().upper())
            if shape is not None:
                found.append(shape)
    return found


def _box(value: object) -> Any:
    """Return a text « west,south,east,north » as a polygon (core/dataset/rdf.py:1110-1137)."""
    sides = value.strip().split(",") if isinstance(value, str) else []
    if len(sides) != 4:
        return None
    try:
        west, south, east, north = (float(side) for side in sides)
    except ValueError:
        return None
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "MultiPolygon", "coordinates": [[ring]]}


def _polygons(shape: Any) -> list[Any]:
    try:
        kind = shape["type"]
        if kind == "Polygon":
            return [shape["coordinates"]]
        return list(shape["coordinates"]) if kind == "MultiPolygon" else []
    except (KeyError, TypeError) as error:
        raise RefusedItem(
            bad_value(
                "dct:spatial",
                shape,
                sentence("datagouv.not-geojson"),
            )
        ) from error


def _numbers(value: Any) -> bool:
    if isinstance(value, list):
        return all(_numbers(one) for one in value)
    return isinstance(value, int) or (isinstance(value, float) and math.isfinite(value))


def _ring_faults(polygons: list[Any]) -> list[Text]:
    """Return what mongoengine refuses in a MultiPolygonField (mongoengine/base/fields.py:630)."""
    faults = []
    if not polygons[0]:
        empty = sentence("datagouv.polygon-empty")
        faults.append(bad_value("dct:spatial", "POLYGON EMPTY", empty))
    rings = [one for polygon in polygons for one in (polygon if _is_list(polygon) else [polygon])]
    for ring in rings:
        if not _is_list(ring) or not all(_is_list(point) and len(point) == 2 for point in ring):
            why = sentence("datagouv.point-without-two-numbers")
        elif not ring or ring[0] != ring[-1]:
            why = sentence("datagouv.ring-not-closed")
        else:
            continue
        faults.append(bad_value("dct:spatial", ring, why))
    return faults


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


_NO_POLYGON = Reason(
    sentence("datagouv.polygons-only"),
    f"{DATASET}:522-612",
)
