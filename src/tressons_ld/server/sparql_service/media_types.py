"""Which of several writings an ``Accept`` header asks for (RFC 9110, section 12.5).

The most specific range that names a type gives its quality; the best quality wins, and of equal
ones the first offer.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from tressons_ld.rdf import formats
from tressons_ld.rdf.formats import Format

Offers = Mapping[Format, Sequence[str]]

ROWS: Offers = {
    formats.SPARQL_JSON: (formats.SPARQL_JSON.media_type, "application/json"),
    formats.SPARQL_XML: (formats.SPARQL_XML.media_type, "application/xml", "text/xml"),
    formats.CSV: (formats.CSV.media_type,),
    formats.TSV: (formats.TSV.media_type,),
}
"""What rows, and yes or no, are written in, by the types that ask for it."""

GRAPHS: Offers = {
    formats.TURTLE: (formats.TURTLE.media_type, "application/x-turtle"),
    formats.N_TRIPLES: (formats.N_TRIPLES.media_type, "text/plain"),
    formats.JSON_LD: (formats.JSON_LD.media_type, "application/json"),
    formats.RDF_XML: (formats.RDF_XML.media_type, "application/xml", "text/xml"),
}
"""What statements are written in."""

VARY = "Accept, Accept-Encoding, Accept-Language"
"""What an answer is chosen by (RFC 9110, section 12.5.5)."""

_QUALITY = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")
_MOST = 100
"""Ranges that are read of a header."""
# Each client sends the same headers with every request: as many of them are remembered.
_remembered = lru_cache(200)


@_remembered
def ranges_of(header: str) -> Mapping[str, float]:
    """Return the quality of each range of a header, in lower case; what is no range is left out.

    >>> ranges_of("text/csv;q=0.5, */*;q=0.1")
    {'text/csv': 0.5, '*/*': 0.1}
    """
    ranges: dict[str, float] = {}
    for part in header.split(",")[:_MOST]:
        name, *parameters = (each.strip() for each in part.split(";"))
        quality = "1"
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = value.strip()
        if name and _QUALITY.match(quality):
            ranges.setdefault(name.lower(), float(quality))
    return ranges


def quality(ranges: Mapping[str, float], media_type: str) -> float:
    """Return the quality that ranges give a media type."""
    # The last is how some clients write the one before.
    for name in (media_type, media_type.partition("/")[0] + "/*", "*/*", "*"):
        if name in ranges:
            return ranges[name]
    return 0.0


def preferred(accept: str | None, offers: Offers) -> Format | None:
    """Return the offer that a header asks for; None if it takes none of them.

    >>> preferred("application/xml;q=0.2, text/csv;q=0.1", ROWS).name
    'xml'
    """
    ranges = ranges_of(accept or "") or {"*/*": 1.0}
    best, most = None, 0.0
    for offer, types in offers.items():
        named = [ranges[each] for each in types if each in ranges]
        wanted = max(named) if named else quality(ranges, types[0])
        if wanted > most:
            best, most = offer, wanted
    return best


@_remembered
def wants_page(accept: str | None) -> bool:
    """Return whether a page for people is asked for rather than data."""
    ranges = ranges_of(accept or "")
    page = max(ranges.get("text/html", 0.0), ranges.get("application/xhtml+xml", 0.0))
    data = [
        quality(ranges, each) for offers in (ROWS, GRAPHS) for ts in offers.values() for each in ts
    ]
    return page > max(data)


@_remembered
def language_of(header: str | None) -> str:
    """Return the language of two that an ``Accept-Language`` header asks for; French without.

    >>> language_of("en-GB,en;q=0.9,fr;q=0.5"), language_of(None), language_of("de, en;q=0.5")
    ('en', 'fr', 'en')
    """
    wanted = {"fr": 0.0, "en": 0.0}
    for name, quality in ranges_of(header or "").items():
        tag = name.partition("-")[0]
        for language in wanted:
            if tag in (language, "*"):
                wanted[language] = max(wanted[language], quality if tag != "*" else quality / 2)
    return "en" if wanted["en"] > wanted["fr"] else "fr"
