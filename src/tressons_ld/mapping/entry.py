"""A resource of the catalogue as RDF: DCAT 3 with Dublin Core, and schema.org beside it.

::

    <ressource/x> a dcat:Dataset, schema:Report ; dct:title "…"@fr ; … .
    <ressource/x#fiche> a dcat:CatalogRecord ; foaf:primaryTopic <ressource/x> ; … .
    <ressource/x#event>, <ressource/x#distribution-x-pdf>, <ressource/x#ajout-landing-page> …
    <catalogue> dcat:dataset <ressource/x> ; dcat:record <ressource/x#fiche> .

An entry is a closed unit: all that is stated follows from its own row and the shared part; other
entries are named by IRI only. A resource is a dcat:Dataset because DCAT takes in text and video
(https://www.w3.org/TR/vocab-dcat-3/#Class:Dataset) and harvesters see nothing else.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from tressons_ld.catalogue.columns.partial_dates import bounds_of
from tressons_ld.catalogue.model import RESOURCES, SCHEME_OF_COLUMN, Addition, Distribution, Entry
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.additions import (
    STATEMENT,
    Stated,
    additions_to_rdf,
    stated_by,
)
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    addresses,
    agents,
    authorities,
    concepts,
    constant,
    data_themes,
    dated,
    places,
    plain,
    tagged,
)
from tressons_ld.mapping.foaf_documents import PAGE, pages_to_rdf
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    Triple,
    date,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCMITYPE,
    DCT,
    FOAF,
    PROFILE,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    TLD,
)

TAGGED = schema_org.TAGGED


@dataclass(frozen=True, slots=True)
class RecordDates:
    """When a record was first published and when its content last changed (ISO 8601 days)."""

    issued: str
    modified: str


def _resource_types(entry: Entry, context: Context) -> Collection[Term]:
    return [DCAT.Dataset, *schema_org.resource_types(entry, context)]


def _dcmi_type(entry: Entry, context: Context) -> Collection[Term]:
    kind = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
    return (DCMITYPE[kind.dcmi_type],) if kind and kind.dcmi_type else ()


def _period(entry: Entry, context: Context) -> Collection[Term]:
    return [period for period, _ in period_of(entry, context)] if entry.period else ()


def _day_of_session(entry: Entry, context: Context) -> Collection[Term]:
    return () if entry.period else [period for period, _ in period_of(entry, context)]


def _series(entry: Entry, context: Context) -> Collection[Term]:
    return [context.series[id] for id in entry.series]


RESOURCE = ThingMapping[Entry](
    "Resource",
    "ressource/{id}",
    (
        Field(
            "kind",
            RDF.type,
            _resource_types,
            "dcat:Dataset and the kind's schema.org types",
            through="schema_type",
        ),
        Field("title", DCT.title, tagged("title"), TAGGED),
        Field("printed_title", SKOS.altLabel, tagged("printed_title"), TAGGED),
        Field("description", DCT.description, tagged("description"), TAGGED),
        Field("id", DCT.identifier, plain("id"), "text"),
        Field("issued", DCT.issued, dated("issued"), "xsd:gYear, gYearMonth or date"),
        Field("kind", DCT.type, concepts("kind"), "skos:Concept of the scheme « genre »"),
        Field("kind", DCT.type, _dcmi_type, "the kind's DCMI type", through="dcmi_type"),
        Field("section", TLD.section, concepts("section"), "skos:Concept of « section »"),
        Field("organisations", DCT.creator, agents("organisations"), "foaf:Organization"),
        Field("persons", DCT.creator, agents("persons"), "foaf:Person"),
        Field("publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("keywords", DCAT.keyword, tagged("keywords"), TAGGED),
        Field("themes", DCAT.theme, concepts("themes"), "skos:Concept of « theme »"),
        Field(
            "themes",
            DCAT.theme,
            data_themes("themes"),
            "EU data theme",
            "the concept has one",
            through="data_theme",
        ),
        Field("audiences", DCT.audience, concepts("audiences"), "skos:Concept of « public »"),
        Field("language", DCT.language, authorities("language", "language"), "EU language"),
        Field(
            "access_rights",
            DCT.accessRights,
            authorities("access_rights", "access-right"),
            "EU access right",
        ),
        Field("places", DCT.spatial, places("places"), "dct:Location"),
        Field("period", DCT.temporal, _period, "dct:PeriodOfTime"),
        Field(
            "event_date",
            DCT.temporal,
            _day_of_session,
            "dct:PeriodOfTime",
            "the day of the session is known, and no period",
        ),
        Field("series", DCT.isPartOf, _series, "schema:CreativeWorkSeries or schema:Collection"),
        Field("based_on", DCT.source, schema_org.based_on, "dcat:Dataset"),
        Field(
            "programme.id",
            PROV.wasGeneratedBy,
            schema_org.programme,
            "prov:Activity",
            "a programme is set",
        ),
        Field(
            "event_date",
            PROV.wasGeneratedBy,
            schema_org.session,
            "prov:Activity",
            "the day of the session is known",
        ),
        Field("landing_page", DCAT.landingPage, addresses("landing_page"), "foaf:Document"),
        Field("page", FOAF.page, addresses("pages"), "foaf:Document"),
        Field("download_url", DCAT.distribution, schema_org.files, "dcat:Distribution"),
        *schema_org.RESOURCE,
    ),
)


def _source(_entry: Entry, context: Context) -> Collection[Term]:
    return (context.source,) if context.source else ()


def _statements(divergent: bool) -> Rule:
    def terms(entry: Entry, context: Context) -> Collection[Term]:
        resource = context.iris.resource(entry.id)
        return [
            context.iris.part(resource, addition.name)
            for addition in entry.additions
            if addition.divergent is divergent
        ]

    return terms


def _record_language(_entry: Entry, context: Context) -> Collection[Term]:
    return context.authority_iri("language", context.language)


def _topic(entry: Entry, context: Context) -> Collection[Term]:
    return (context.iris.resource(entry.id),)


RECORD = ThingMapping[Entry](
    "Catalogue record",
    "ressource/{id}#fiche",
    (
        Field(None, RDF.type, constant(DCAT.CatalogRecord), "dcat:CatalogRecord"),
        Field("id", FOAF.primaryTopic, _topic, "dcat:Dataset"),
        Field("catalogue.language", DCT.language, _record_language, "EU language"),
        Field(None, DCT.conformsTo, constant(PROFILE), "prof:Profile"),
        Field("source.id", PROV.wasDerivedFrom, _source, "prov:Entity", "a source document is set"),
        Field(None, TLD.addition, _statements(False), "rdf:Statement", "a fact was found later"),
        Field(
            None,
            TLD.divergence,
            _statements(True),
            "rdf:Statement",
            "a source found later says otherwise than the document",
        ),
    ),
)

RECORD_DATES = ThingMapping[RecordDates](
    "Dates of publication, from identities.csv",
    "ressource/{id}#fiche, catalogue and catalogue/donnees",
    (
        Field(None, DCT.issued, lambda d, _: (typed(d.issued, "date"),), "xsd:date"),
        Field(None, DCT.modified, lambda d, _: (typed(d.modified, "date"),), "xsd:date"),
    ),
)


def _record(entry: Entry, context: Context) -> Collection[Term]:
    return (context.iris.record(entry.id),)


MEMBERSHIP = ThingMapping[Entry](
    "Place of a resource in the catalogue",
    "catalogue",
    (
        Field("id", DCAT.dataset, _topic, "dcat:Dataset"),
        Field("id", DCAT.record, _record, "dcat:CatalogRecord"),
    ),
)

EVENT = ThingMapping[Entry](
    "Session",
    "ressource/{id}#event",
    (
        Field(
            None,
            RDF.type,
            constant(SCHEMA.EducationEvent, PROV.Activity),
            "schema:EducationEvent, prov:Activity",
        ),
        Field("title", DCT.title, tagged("title"), TAGGED),
        Field("event_date", DCT.date, dated("event_date"), "xsd:date"),
        *schema_org.EVENT,
    ),
)


def _bound(end: int) -> Rule:
    def terms(entry: Entry, _context: Context) -> Collection[Term]:
        known = bounds_of(entry.period)[end] if entry.period else None
        return (date(known),) if known else ()

    return terms


PERIOD = ThingMapping[Entry](
    "Period that a resource is about",
    "ressource/{id}#periode",
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("period", DCAT.startDate, _bound(0), "xsd:gYear, gYearMonth or date"),
        Field("period", DCAT.endDate, _bound(1), "xsd:gYear, gYearMonth or date"),
    ),
)

DAY_OF_SESSION = ThingMapping[Entry](
    "Day of a session",
    "ressource/{id}#event-periode",
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("event_date", DCAT.startDate, dated("event_date"), "xsd:date"),
        Field("event_date", DCAT.endDate, dated("event_date"), "xsd:date"),
    ),
)

DISTRIBUTION = ThingMapping[Distribution](
    "Distribution",
    "ressource/{id}#distribution-{file}",
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Distribution, SCHEMA.MediaObject),
            "dcat:Distribution, schema:MediaObject",
        ),
        Field("download_url", DCAT.accessURL, addresses("download_url"), "rdfs:Resource"),
        Field("download_url", DCAT.downloadURL, addresses("download_url"), "rdfs:Resource"),
        Field("format", DCT.format, authorities("format", "file-type"), "EU file type"),
        Field(
            "format",
            DCAT.mediaType,
            lambda file, context: context.authority_iri(
                "media-type", schema_org.media_type(file, context)
            ),
            "IANA media type",
        ),
        Field(
            "size",
            DCAT.byteSize,
            lambda file, _: (
                () if file.size is None else (typed(str(file.size), "nonNegativeInteger"),)
            ),
            "xsd:nonNegativeInteger, bytes",
        ),
        Field("licence", DCT.license, addresses("licence"), "dct:LicenseDocument"),
        *schema_org.DISTRIBUTION,
    ),
)


def period_of(entry: Entry, context: Context) -> list[tuple[Iri, ThingMapping[Entry]]]:
    """Return the period that a resource is about with its mapping, if one is known.

    That of its column, else the day of the session that it records.
    """
    resource = context.iris.resource(entry.id)
    if entry.period:
        return [(context.iris.part(resource, "periode"), PERIOD)]
    if entry.event_date:
        return [(context.iris.part(resource, "event-periode"), DAY_OF_SESSION)]
    return []


MAPPINGS: tuple[ThingMapping[Any], ...] = (
    RESOURCE,
    RECORD,
    RECORD_DATES,
    MEMBERSHIP,
    EVENT,
    PERIOD,
    DAY_OF_SESSION,
    DISTRIBUTION,
    STATEMENT,
    PAGE,
)


# What an addition states of a period: the period as text, for the node has the one published.
_COVERAGE = ThingMapping[Entry](
    RESOURCE.name,
    RESOURCE.subject,
    tuple(field for field in RESOURCE.fields if field.property == SCHEMA.temporalCoverage),
)


def _stated(entry: Entry, addition: Addition, context: Context) -> Iterator[Stated]:
    """Yield the addition with its statement: of the resource, its session or one of its files."""
    resource, column = context.iris.resource(entry.id), addition.column
    if column == "event_date":
        session = context.iris.part(resource, "event")
        yield from stated_by(entry, session, EVENT, addition, context)
    elif RESOURCES[column].part:
        files = (
            f for f in entry.distributions if str(getattr(f, addition.attribute)) == addition.value
        )
        for file in islice(files, 1):
            part = context.iris.part(resource, file.name)
            yield from stated_by(file, part, DISTRIBUTION, addition, context)
    elif column == "period":
        yield from stated_by(entry, resource, _COVERAGE, addition, context)
    else:
        yield from stated_by(entry, resource, RESOURCE, addition, context)


def entry_to_rdf(entry: Entry, context: Context) -> list[Triple]:
    """Return the statements about an entry, all but the two dates of its record.

    The shape is the one at the head of this module. The order is: the resource, its record, its
    session, its period, its distributions, its additions, the pages it names, its place in the
    catalogue.
    """
    resource, record = context.iris.resource(entry.id), context.iris.record(entry.id)
    triples = [
        *RESOURCE.triples(entry, resource, context),
        *RECORD.triples(entry, record, context),
    ]
    if entry.event_date:
        triples.extend(EVENT.triples(entry, context.iris.part(resource, "event"), context))
    for period, mapping in period_of(entry, context):
        triples.extend(mapping.triples(entry, period, context))
    for file in entry.distributions:
        triples.extend(DISTRIBUTION.triples(file, context.iris.part(resource, file.name), context))
        if file.licence:
            triples.append((iri(file.licence), RDF.type, DCT.LicenseDocument))
    stated = [each for addition in entry.additions for each in _stated(entry, addition, context)]
    triples.extend(additions_to_rdf(resource, stated, context))
    triples.extend(pages_to_rdf([entry.landing_page, *entry.pages], context))
    triples.extend(MEMBERSHIP.triples(entry, context.iris.catalogue, context))
    return triples


def record_dates_to_rdf(entry: Entry, dates: RecordDates, context: Context) -> list[Triple]:
    """Return when the entry's record was first published and last changed.

    ``<ressource/x#fiche> dct:issued "2026-11-23"^^xsd:date ; dct:modified …``
    (DCAT 3, section 6.5, https://www.w3.org/TR/vocab-dcat-3/#Class:Catalog_Record).
    """
    return list(RECORD_DATES.triples(dates, context.iris.record(entry.id), context))


def entry_stub(
    id: str, kind: str | None, context: Context, titled: tuple[str, str] | None = None
) -> list[Triple]:
    """Return what is said of an entry where another one names it: its types, and its title.

    Args:
        id: the entry's id.
        kind: the id of its kind.
        context: the shared part.
        titled: its title and its language, where they are known.
    """
    known = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], kind or ""))
    names = known.schema_types if known else ()
    resource = context.iris.resource(id)
    types: list[Iri] = [DCAT.Dataset, *(SCHEMA[name] for name in names)]
    stub: list[Triple] = [(resource, RDF.type, type) for type in types]
    if titled:
        title = text(*titled)
        stub += [(resource, DCT.title, title), (resource, SCHEMA.name, title)]
    return stub
