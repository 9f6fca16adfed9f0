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

from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import RESOURCES, SCHEME_OF_COLUMN, Addition, Entry
from tressons_ld.catalogue.paths import Paths, part_path
from tressons_ld.mapping import other_identifier, resource_contact, resource_rights, schema_org
from tressons_ld.mapping.description import BELONGING
from tressons_ld.mapping.distribution import DISTRIBUTION
from tressons_ld.mapping.extent import DCT_EXTENT, DURATION, NUMBER_OF_PAGES, extents_to_rdf
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
    countries,
    data_themes,
    dates,
    lang_strings,
    other_languages,
    places,
    strings,
)
from tressons_ld.mapping.foaf_documents import DOCUMENT, pages_to_rdf
from tressons_ld.mapping.period import RESOURCE_PERIOD, period_of
from tressons_ld.mapping.ranges import (
    COUNTRY,
    DATE,
    IS_A_COUNTRY,
    NAMES_A_THING,
    ORGANISATION,
    OTHER_LANGUAGE,
    PAGE,
    RESOURCE_TEXT,
    TEXT,
)
from tressons_ld.mapping.reification import (
    STATEMENT,
    Statement,
    addition_statements,
    additions_to_rdf,
)
from tressons_ld.mapping.relations import DCAT_RELATIONS
from tressons_ld.mapping.session import SESSION
from tressons_ld.rdf.terms import Term, Triple, iri, typed
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCMITYPE,
    DCT,
    FOAF,
    OWL,
    PROFILE,
    PROV,
    RDF,
    SCHEMA,
    SKOS,
    TLD,
    term_of,
)


@dataclass(frozen=True, slots=True)
class RecordDates:
    """When a record was first published and when its content last changed (ISO 8601 days)."""

    issued: str
    modified: str


def _resource_types(entry: Entry, context: Context) -> Collection[Term]:
    return [DCAT.Dataset, *schema_org.resource_types(entry.kind, context)]


def _rdf_types(entry: Entry, context: Context) -> Collection[Term]:
    kind = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
    return [term_of(name) for name in kind.rdf_types] if kind else ()


def _dcmi_type(entry: Entry, context: Context) -> Collection[Term]:
    kind = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
    return (DCMITYPE[kind.dcmi_type],) if kind and kind.dcmi_type else ()


def _period(entry: Entry, context: Context) -> Collection[Term]:
    return period_of(entry, context)


def _series(entry: Entry, context: Context) -> Collection[Term]:
    return [context.series[id] for id in entry.series]


def _resource_path(paths: Paths) -> str:
    return paths.resource("{id}")


def _record_path(paths: Paths) -> str:
    return part_path(_resource_path(paths), paths.names.record)


RESOURCE = ThingMapping[Entry](
    "Resource",
    _resource_path,
    (
        Field(
            "kind",
            RDF.type,
            _resource_types,
            "dcat:Dataset and the kind's schema.org types",
            through="schema_type",
        ),
        Field(
            "kind",
            RDF.type,
            _rdf_types,
            "class of another vocabulary",
            "the kind names one",
            through="rdf_types",
        ),
        Field("version", DCAT.version, strings("version"), TEXT),
        Field("title", DCT.title, lang_strings("title"), RESOURCE_TEXT),
        Field("title_xx", DCT.alternative, other_languages("other_titles"), OTHER_LANGUAGE),
        Field("printed_title", SKOS.altLabel, lang_strings("printed_title"), RESOURCE_TEXT),
        Field("description", DCT.description, lang_strings("description"), RESOURCE_TEXT),
        Field("id", DCT.identifier, strings("id"), TEXT),
        Field("identifiers", ADMS.identifier, other_identifier.nodes, "adms:Identifier"),
        Field("issued", DCT.issued, dates("issued"), DATE),
        Field("modified", DCT.modified, dates("modified"), DATE),
        Field("kind", DCT.type, concepts("kind"), "skos:Concept of the scheme « genre »"),
        Field("kind", DCT.type, _dcmi_type, "the kind's DCMI type", through="dcmi_type"),
        Field("section", TLD.section, concepts("section"), "skos:Concept of « section »"),
        Field("organisations", DCT.creator, agents("organisations"), ORGANISATION),
        Field("persons", DCT.creator, agents("persons"), "foaf:Person"),
        Field("publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contacts", DCAT.contactPoint, resource_contact.contacts, "vcard:Kind"),
        Field("keywords", DCAT.keyword, lang_strings("keywords"), RESOURCE_TEXT),
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
        Field("levels", DCT.educationLevel, concepts("levels"), "skos:Concept of « niveau »"),
        Field("language", DCT.language, authorities("language", "language"), "EU language"),
        Field(
            "access_rights",
            DCT.accessRights,
            authorities("access_rights", "access-right"),
            "EU access right",
        ),
        Field("places", DCT.spatial, places("places"), "dct:Location"),
        Field("places", DCT.spatial, countries("places"), COUNTRY, IS_A_COUNTRY),
        Field("period", DCT.temporal, _period, "dct:PeriodOfTime"),
        Field(
            "frequency",
            DCT.accrualPeriodicity,
            authorities("frequency", "frequency"),
            "EU frequency",
        ),
        Field("series", DCT.isPartOf, _series, "schema:CreativeWorkSeries or schema:Collection"),
        *DCT_EXTENT,
        *DCAT_RELATIONS,
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
        Field("landing_page", DCAT.landingPage, addresses("landing_page"), PAGE),
        Field("page", FOAF.page, addresses("pages"), PAGE),
        Field(
            "identifiers",
            OWL.sameAs,
            other_identifier.same_things,
            "the same resource elsewhere",
            NAMES_A_THING,
        ),
        Field("rights", DCT.rights, resource_rights.rights_statement, "dct:RightsStatement"),
        Field("download_url", DCAT.distribution, schema_org.files, "dcat:Distribution"),
        *schema_org.RESOURCE,
    ),
)


def _source(_entry: Entry, context: Context) -> Collection[Term]:
    return (context.source,) if context.source else ()


def _statements(divergent: bool) -> Rule:
    def terms(entry: Entry, context: Context) -> Collection[Term]:
        return [
            context.iris.part(context.iris.resource(entry.id), addition.name)
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
    _record_path,
    (
        Field(None, RDF.type, constant(DCAT.CatalogRecord), "dcat:CatalogRecord"),
        Field("id", FOAF.primaryTopic, _topic, "dcat:Dataset"),
        Field("catalogue.language", DCT.language, _record_language, "EU language"),
        Field(None, DCT.conformsTo, constant(PROFILE), "prof:Profile"),
        *BELONGING,
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
    lambda paths: f"{_record_path(paths)}, {paths.catalogue} and {paths.data}",
    (
        Field(None, DCT.issued, lambda d, _: (typed(d.issued, "date"),), "xsd:date"),
        Field(None, DCT.modified, lambda d, _: (typed(d.modified, "date"),), "xsd:date"),
    ),
)


def _record(entry: Entry, context: Context) -> Collection[Term]:
    return (context.iris.record(entry.id),)


MEMBERSHIP = ThingMapping[Entry](
    "Place of a resource in the catalogue",
    lambda paths: paths.catalogue,
    (
        Field("id", DCAT.dataset, _topic, "dcat:Dataset"),
        Field("id", DCAT.record, _record, "dcat:CatalogRecord"),
    ),
)

MAPPINGS: tuple[ThingMapping[Any], ...] = (
    RESOURCE,
    RECORD,
    RECORD_DATES,
    MEMBERSHIP,
    SESSION,
    RESOURCE_PERIOD,
    other_identifier.OTHER_IDENTIFIER,
    NUMBER_OF_PAGES,
    DURATION,
    resource_contact.RESOURCE_CONTACT,
    resource_rights.RESOURCE_RIGHTS,
    resource_rights.FILE_RIGHTS,
    DISTRIBUTION,
    STATEMENT,
    DOCUMENT,
)


# What an addition states of a period: the period as text, for the node has the one published.
_COVERAGE = ThingMapping[Entry](
    RESOURCE.name,
    RESOURCE.subject,
    tuple(field for field in RESOURCE.fields if field.property == SCHEMA.temporalCoverage),
)


def _addition_statements(entry: Entry, addition: Addition, context: Context) -> Iterator[Statement]:
    """Yield the addition with its statement: of the resource, its session or one of its files."""
    resource, column = context.iris.resource(entry.id), addition.column
    names = context.names
    of_parts: dict[str, tuple[str, ThingMapping[Entry]]] = {
        "event_date": (names.session, SESSION),
        "number_of_pages": (names.pages, NUMBER_OF_PAGES),
        "duration": (names.duration, DURATION),
    }
    if column == "rights" and not is_url(addition.value):
        of_parts["rights"] = names.rights, resource_rights.RESOURCE_RIGHTS
    if column in of_parts:
        name, mapping = of_parts[column]
        part = context.iris.part(resource, name)
        yield from addition_statements(entry, part, mapping, addition, context)
    elif RESOURCES[column].part:
        files = (
            f for f in entry.distributions if str(getattr(f, addition.attribute)) == addition.value
        )
        for file in islice(files, 1):
            part = context.iris.part(resource, file.name)
            yield from addition_statements(file, part, DISTRIBUTION, addition, context)
    elif column == "period":
        yield from addition_statements(entry, resource, _COVERAGE, addition, context)
    else:
        yield from addition_statements(entry, resource, RESOURCE, addition, context)


def entry_to_rdf(entry: Entry, context: Context) -> list[Triple]:
    """Return the statements about an entry, all but the two dates of its record.

    The shape is the one at the head of this module. The order is: the resource, its record, its
    session, its period, its identifiers elsewhere, its extents, its contacts, its rights,
    its distributions, its additions, the pages it names, its place in the catalogue.
    """
    resource, record = context.iris.resource(entry.id), context.iris.record(entry.id)
    triples = [
        *RESOURCE.triples(entry, resource, context),
        *RECORD.triples(entry, record, context),
    ]
    if entry.event_date:
        triples.extend(
            SESSION.triples(entry, context.iris.part(resource, context.names.session), context)
        )
    for period in period_of(entry, context):
        triples.extend(RESOURCE_PERIOD.triples(entry, period, context))
    triples.extend(other_identifier.identifiers_to_rdf(entry, context))
    triples.extend(extents_to_rdf(entry, context))
    triples.extend(resource_contact.contacts_to_rdf(entry, context))
    triples.extend(resource_rights.rights_to_rdf(entry, context))
    for file in entry.distributions:
        triples.extend(DISTRIBUTION.triples(file, context.iris.part(resource, file.name), context))
        if file.licence:
            triples.append((iri(file.licence), RDF.type, DCT.LicenseDocument))
    statements = [
        statement
        for addition in entry.additions
        for statement in _addition_statements(entry, addition, context)
    ]
    triples.extend(additions_to_rdf(resource, statements, context))
    triples.extend(pages_to_rdf([entry.landing_page, *entry.pages], context))
    triples.extend(MEMBERSHIP.triples(entry, context.iris.catalogue, context))
    return triples


def record_dates_to_rdf(entry: Entry, dates: RecordDates, context: Context) -> list[Triple]:
    """Return when the entry's record was first published and last changed.

    ``<ressource/x#fiche> dct:issued "2026-11-23"^^xsd:date ; dct:modified …``
    (DCAT 3, section 6.5, https://www.w3.org/TR/vocab-dcat-3/#Class:Catalog_Record).
    """
    return list(RECORD_DATES.triples(dates, context.iris.record(entry.id), context))
