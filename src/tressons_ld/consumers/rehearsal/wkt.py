"""Geometries in WKT, read as consumers read them: udata and ckanext-dcat both ask geomet."""

from tokenize import TokenError
from typing import Any

from geomet import wkt


def geojson_of(text: str) -> dict[str, Any] | None:
    """Return a WKT geometry as GeoJSON, or None where geomet cannot read it.

    It reads names in capitals only, and nothing after the last parenthesis.

    >>> geojson_of("POINT(2.5 48)")
    {'type': 'Point', 'coordinates': [2.5, 48.0]}
    >>> geojson_of("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POINT(2 48)") is None
    True
    """
    try:
        geometry: dict[str, Any] = wkt.loads(text)
    # geomet reads by the tokens of Python, and lets through what that raises and what is cut short.
    except (ValueError, TokenError, SyntaxError, StopIteration, IndexError, RecursionError):
        return None
    return geometry
