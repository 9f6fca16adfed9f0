"""The mapping of an entry for the peers whose mapping is Python code (rdflib, pyoxigraph).

The statements are those of ``mapping/entry_fields.py``, by an author who knows the graph
wanted and writes it down directly.
"""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Generic, NamedTuple, TypeVar

from .vocabulary import (
    DATE,
    DCAT,
    DCT,
    FOAF,
    FRENCH,
    LICENCE,
    PROFILE,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    TLD,
    VOID,
    XSD,
)

T = TypeVar("T")


class Terms(NamedTuple, Generic[T]):
    """How a library makes its terms.

    Attributes:
        iri: of an address.
        text: of a plain text.
        tagged: of a text in French.
        typed: of a lexical form and the address of its datatype.
    """

    iri: Callable[[str], T]
    text: Callable[[str], T]
    tagged: Callable[[str], T]
    typed: Callable[[str, str], T]


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the prepared entries."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


class Mapper(Generic[T]):
    """Makes the triples of entries with the terms of one library."""

    def __init__(self, terms: Terms[T], base_iri: str) -> None:
        iri = terms.iri
        self.terms = terms
        self.catalogue = iri(base_iri + "catalogue")
        self.data = iri(base_iri + "catalogue/donnees")
        self.rights = iri(base_iri + "catalogue#droits")
        self.programme = iri(base_iri + "programme/mesures")
        self.source = iri(base_iri + "source/tirage")
        self.date = terms.typed(DATE, XSD + "date")
        self.known: dict[str, T] = {}

    def _known(self, address: str) -> T:
        """Return a term of which there are few, made once."""
        term = self.known.get(address)
        if term is None:
            term = self.known[address] = self.terms.iri(address)
        return term

    def triples(self, entry: dict[str, Any]) -> Iterator[tuple[T, T, T]]:
        """Yield the statements about an entry."""
        iri, text, tagged, typed = self.terms
        known, get = self._known, entry.get
        resource, record = iri(entry["resource"]), iri(entry["record"])
        a = known(RDF + "type")
        title, description = tagged(entry["title"]), tagged(entry["description"])
        identifier = text(entry["id"])
        for type in entry["types"]:
            yield resource, a, known(type)
        yield resource, known(DCT + "title"), title
        yield resource, known(SCHEMA + "name"), title
        if printed := get("printed_title"):
            yield resource, known(SKOS + "altLabel"), tagged(printed)
        yield resource, known(DCT + "description"), description
        yield resource, known(SCHEMA + "description"), description
        yield resource, known(DCT + "identifier"), identifier
        yield resource, known(SCHEMA + "identifier"), identifier
        if issued := get("issued"):
            date = typed(issued, entry["issued_type"])
            yield resource, known(DCT + "issued"), date
            yield resource, known(SCHEMA + "datePublished"), date
        kind = known(entry["kind"])
        yield resource, known(DCT + "type"), kind
        yield resource, known(SCHEMA + "genre"), kind
        if learning_type := get("learning_type"):
            yield resource, known(SCHEMA + "learningResourceType"), known(learning_type)
        yield resource, known(DCT + "type"), known(entry["dcmi_type"])
        if section := get("section"):
            yield resource, known(TLD + "section"), known(section)
        for creator in get("creators", ()):
            yield resource, known(DCT + "creator"), known(creator)
            yield resource, known(SCHEMA + "author"), known(creator)
        if publisher := get("publisher"):
            yield resource, known(DCT + "publisher"), known(publisher)
            yield resource, known(SCHEMA + "publisher"), known(publisher)
        if authors := get("authors"):
            yield resource, known(SCHEMA + "creditText"), tagged(authors)
        for keyword in map(tagged, get("keywords", ())):
            yield resource, known(DCAT + "keyword"), keyword
            yield resource, known(SCHEMA + "keywords"), keyword
        for theme in get("themes", ()):
            yield resource, known(DCAT + "theme"), known(theme)
            yield resource, known(SCHEMA + "about"), known(theme)
        for theme in get("data_themes", ()):
            yield resource, known(DCAT + "theme"), known(theme)
        for audience in get("audiences", ()):
            yield resource, known(DCT + "audience"), known(audience)
            yield resource, known(SCHEMA + "audience"), known(audience)
        yield resource, known(DCT + "language"), known(entry["language_iri"])
        yield resource, known(SCHEMA + "inLanguage"), text(entry["language"])
        for place in get("places", ()):
            yield resource, known(DCT + "spatial"), known(place)
            yield resource, known(SCHEMA + "spatialCoverage"), known(place)
        for series in get("series", ()):
            yield resource, known(DCT + "isPartOf"), known(series)
            yield resource, known(SCHEMA + "isPartOf"), known(series)
        yield resource, known(SCHEMA + "isPartOf"), self.catalogue
        for source in map(iri, get("sources", ())):
            yield resource, known(DCT + "source"), source
            yield resource, known(SCHEMA + "isBasedOn"), source
        yield resource, known(PROV + "wasGeneratedBy"), self.programme
        yield resource, known(SCHEMA + "sourceOrganization"), self.programme
        if address := get("landing_page"):
            page = iri(address)
            yield resource, known(DCAT + "landingPage"), page
            yield resource, known(SCHEMA + "url"), page
            yield page, a, known(FOAF + "Document")
        for page in map(iri, get("pages", ())):
            yield resource, known(FOAF + "page"), page
            yield page, a, known(FOAF + "Document")
        if day := get("event_date"):
            event, date = iri(entry["event"]), typed(day, XSD + "date")
            yield resource, known(PROV + "wasGeneratedBy"), event
            yield resource, known(SCHEMA + "recordedAt"), event
            yield event, a, known(SCHEMA + "EducationEvent")
            yield event, a, known(PROV + "Activity")
            yield event, known(DCT + "title"), title
            yield event, known(SCHEMA + "name"), title
            yield event, known(DCT + "date"), date
            yield event, known(SCHEMA + "startDate"), date
            yield event, known(SCHEMA + "inLanguage"), text(entry["language"])
        for file in get("files", ()):
            yield from self._file(file, resource)
        yield record, a, known(DCAT + "CatalogRecord")
        yield record, known(FOAF + "primaryTopic"), resource
        yield record, known(DCT + "language"), known(FRENCH)
        yield record, known(DCT + "conformsTo"), known(PROFILE)
        yield record, known(VOID + "inDataset"), self.data
        yield record, known(DCT + "license"), known(LICENCE)
        yield record, known(DCT + "rights"), self.rights
        yield record, known(PROV + "wasDerivedFrom"), self.source
        yield record, known(DCT + "issued"), self.date
        yield record, known(DCT + "modified"), self.date
        yield self.catalogue, known(DCAT + "dataset"), resource
        yield self.catalogue, known(DCAT + "record"), record

    def _file(self, file: dict[str, str], resource: T) -> Iterator[tuple[T, T, T]]:
        iri, text, _, typed = self.terms
        known, get = self._known, file.get
        distribution, url = iri(file["distribution"]), iri(file["url"])
        a = known(RDF + "type")
        yield resource, known(DCAT + "distribution"), distribution
        yield resource, known(SCHEMA + "encoding"), distribution
        yield distribution, a, known(DCAT + "Distribution")
        yield distribution, a, known(SCHEMA + "MediaObject")
        yield distribution, known(DCAT + "accessURL"), url
        yield distribution, known(DCAT + "downloadURL"), url
        yield distribution, known(SCHEMA + "contentUrl"), url
        yield distribution, known(DCT + "format"), known(file["format"])
        yield distribution, known(DCAT + "mediaType"), known(file["media"])
        yield distribution, known(SCHEMA + "encodingFormat"), text(file["media_type"])
        if size := get("size"):
            yield distribution, known(DCAT + "byteSize"), typed(size, XSD + "nonNegativeInteger")
            yield distribution, known(SCHEMA + "contentSize"), text(file["content_size"])
        if licence := get("licence"):
            yield distribution, known(DCT + "license"), known(licence)
            yield distribution, known(SCHEMA + "license"), known(licence)
            yield known(licence), a, known(DCT + "LicenseDocument")
