"""Territories.

``<territoire/x> a dct:Location, schema:AdministrativeArea ; skos:prefLabel "…"@fr .``
"""

from collections.abc import Collection, Iterator

from tressons_ld.catalogue.model import Place
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    common_page,
    constant,
    homepage,
    lang_strings,
    part_if,
    places,
    same_things,
    strings,
)
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.mapping.ranges import (
    CATALOGUE_TEXT,
    COMMON_SITE,
    NAMES_A_THING,
    OWN_SITE,
    PAGE,
    TEXT,
)
from tressons_ld.mapping.reification import thing_to_rdf
from tressons_ld.mapping.siren import SIREN
from tressons_ld.rdf.terms import Literal, Term, Triple, escape, iri
from tressons_ld.rdf.vocabularies import ADMS, DCAT, DCT, FOAF, GEO, NUTS, OWL, RDF, SKOS


def _place(place: Place, context: Context) -> Collection[Term]:
    return (context.places[place.id],)


def _nuts(place: Place, _context: Context) -> Collection[Term]:
    return [iri(f"{NUTS}{code}") for code in place.nuts]


def _bbox(place: Place, _context: Context) -> Collection[Term]:
    if not place.bbox:
        return ()
    return (Literal(f'"{escape(place.bbox)}"^^{GEO.wktLiteral}'),)


PLACE = ThingMapping[Place](
    "Place",
    lambda paths: paths.place("{id}"),
    (
        Field(None, RDF.type, constant(DCT.Location), "dct:Location"),
        Field("schema_type", RDF.type, schema_org.schema_type, "a schema:Place"),
        Field("name", SKOS.prefLabel, lang_strings("name"), CATALOGUE_TEXT),
        Field("spellings", SKOS.altLabel, lang_strings("spellings"), CATALOGUE_TEXT),
        Field("description", DCT.description, lang_strings("description"), CATALOGUE_TEXT),
        Field("id", DCT.identifier, strings("id"), TEXT),
        Field("siren", ADMS.identifier, part_if("siren", _place), "adms:Identifier"),
        Field("nuts", GEO.sfIntersects, _nuts, "NUTS area that it lies in or crosses"),
        Field("within", DCT.isPartOf, places("within"), "dct:Location"),
        Field("homepage", FOAF.homepage, homepage, PAGE, OWN_SITE),
        Field("homepage", FOAF.page, common_page, PAGE, COMMON_SITE),
        Field("same_as", OWL.sameAs, same_things, "the same place elsewhere", NAMES_A_THING),
        Field("bbox", DCAT.bbox, _bbox, "geosparql:wktLiteral, longitude and latitude"),
        *schema_org.PLACE,
    ),
)


def place_to_rdf(place: Place, context: Context) -> Iterator[Triple]:
    """Yield the statements about a territory."""
    subject = context.places[place.id]
    yield from thing_to_rdf(place, subject, PLACE, context)
    if place.siren:
        yield from SIREN.triples(place, context.iris.part(subject, context.names.siren), context)
    yield from pages_to_rdf([place.homepage], context)
