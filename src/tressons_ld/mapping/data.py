"""The catalogue as data: one dcat:Dataset with the files that hold the whole catalogue.

::

    <catalogue/donnees> a dcat:Dataset, void:Dataset, schema:Dataset ;
        dcat:distribution <catalogue/donnees#turtle>, … ; void:triples 12345 ; … .

The sizes, checksums and counts describe files that hold the rest of these statements, so they
stand in the document of the dataset alone (VoID, section 4.6,
https://www.w3.org/TR/void/#statistics).
"""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from tressons_ld.catalogue.model import Catalogue
from tressons_ld.catalogue.model.multilingual import others_of, words_in
from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.findings.language import Text
from tressons_ld.mapping.catalogue_fields import contact, derived_from, language
from tressons_ld.mapping.data_files import (
    ALGORITHM,
    CHECKSUM,
    DATA_DISTRIBUTION,
    DATA_FILES,
    FILE_FACTS,
)
from tressons_ld.mapping.description import licence, rights
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    agents,
    authorities,
    concepts,
    constant,
    countries,
    data_themes,
    places,
    strings,
)
from tressons_ld.mapping.period import period_to_rdf
from tressons_ld.mapping.ranges import (
    ADDRESS,
    CATALOGUE_TEXT,
    COUNTRY,
    ENGLISH,
    FRENCH,
    IS_A_COUNTRY,
    OTHER_LANGUAGE,
    SCHEMA_ORGANISATION,
    TEXT,
)
from tressons_ld.mapping.void_statistics import (
    CLASS_PARTITION,
    LINKSET,
    PROPERTY_PARTITION,
    STATISTICS,
)
from tressons_ld.rdf.formats import CSV
from tressons_ld.rdf.terms import Term, Triple, iri, text
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    PROFILE_VERSION,
    PROV,
    RDF,
    SCHEMA,
    VOID,
)

CONCEPT = "skos:Concept of the scheme « theme »"


def title_of(catalogue: Catalogue) -> Text:
    """Return the title of the catalogue as data: its own, or one made of the catalogue's."""
    french, english = catalogue.title
    return catalogue.data_title or words_in(
        french and f"{french} : les données",
        english and f"{english}: data",
        others_of(catalogue.title),
    )


def description_of(catalogue: Catalogue) -> Text:
    """Return the description of the catalogue as data: its own, or the catalogue's."""
    return catalogue.data_description or catalogue.description


def _side(words: Callable[[Catalogue], Text], language: str) -> Rule:
    def terms(catalogue: Catalogue, _context: Context) -> Collection[Term]:
        side = words(catalogue).in_language(language)
        return (text(side, language),) if side else ()

    return terms


def _others(words: Callable[[Catalogue], Text]) -> Rule:
    return lambda catalogue, _: [text(each, tag) for tag, each in others_of(words(catalogue))]


def _parts(names: Iterable[str], context: Context) -> list[Term]:
    return [context.iris.part(context.iris.data, name) for name in names]


def _keywords(catalogue: Catalogue, _context: Context) -> Collection[Term]:
    return [text(keyword, catalogue.language) for keyword in catalogue.data_keywords]


def _distributions(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return _parts((file.name for file in DATA_FILES), context)


def _period(catalogue: Catalogue, context: Context) -> Collection[Term]:
    return _parts((context.names.period,), context) if catalogue.data_period else ()


def _coverage(catalogue: Catalogue, _context: Context) -> Collection[Term]:
    period = catalogue.data_period
    return (text(f"{period.start}/{period.end}"),) if period else ()


def _whole(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return (context.iris.catalogue,)


def _dumps(_thing: Any, context: Context) -> Collection[Term]:
    site = context.shared.settings.site_url
    return [iri(site + file.path) for file in DATA_FILES if file.format is not CSV]


def _identifier(_thing: Any, context: Context) -> Collection[Term]:
    return (text(context.iris.paths.data),)


def _uri_space(_thing: Any, context: Context) -> Collection[Term]:
    return (text(context.iris.base + context.iris.paths.resource("")),)


DATA = ThingMapping[Catalogue](
    STATISTICS.name,
    STATISTICS.subject,
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Dataset, VOID.Dataset, SCHEMA.Dataset),
            "dcat:Dataset, void:Dataset, schema:Dataset",
        ),
        Field("data.title_fr", DCT.title, _side(title_of, "fr"), FRENCH),
        Field("data.title_en", DCT.title, _side(title_of, "en"), ENGLISH),
        Field("data.title_xx", DCT.title, _others(title_of), OTHER_LANGUAGE),
        Field("data.description_fr", DCT.description, _side(description_of, "fr"), FRENCH),
        Field("data.description_en", DCT.description, _side(description_of, "en"), ENGLISH),
        Field("data.description_xx", DCT.description, _others(description_of), OTHER_LANGUAGE),
        Field(None, DCT.identifier, _identifier, f"« {FRENCH_PATHS.data} »"),
        Field("catalogue.publisher", DCT.creator, agents("publisher"), "foaf:Agent"),
        Field("catalogue.publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contact.name", DCAT.contactPoint, contact, "vcard:Kind"),
        Field("data.keywords", DCAT.keyword, _keywords, CATALOGUE_TEXT),
        Field("data.themes", DCAT.theme, concepts("themes", "data_themes"), CONCEPT),
        Field(
            "data.themes",
            DCAT.theme,
            data_themes("data_themes"),
            "EU data theme",
            "the concept has one",
        ),
        Field("catalogue.language", DCT.language, language, "EU language"),
        Field(
            "data.access_rights",
            DCT.accessRights,
            authorities("data_access_rights", "access-right"),
            "EU access right",
        ),
        Field("catalogue.places", DCT.spatial, places("places"), "dct:Location"),
        Field("catalogue.places", DCT.spatial, countries("places"), COUNTRY, IS_A_COUNTRY),
        Field("data.period_start", DCT.temporal, _period, "dct:PeriodOfTime"),
        Field(
            "data.frequency",
            DCT.accrualPeriodicity,
            authorities("data_frequency", "frequency"),
            "EU frequency",
        ),
        Field(None, DCT.conformsTo, constant(PROFILE_VERSION), "prof:Profile"),
        Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
        Field("source.id", PROV.wasDerivedFrom, derived_from, "prov:Entity"),
        Field(None, DCAT.distribution, _distributions, "dcat:Distribution"),
        Field(None, VOID.dataDump, _dumps, "address of a file"),
        Field(None, VOID.uriSpace, _uri_space, TEXT),
        Field("data.title_fr", SCHEMA.name, _side(title_of, "fr"), FRENCH),
        Field("data.title_en", SCHEMA.name, _side(title_of, "en"), ENGLISH),
        Field("data.title_xx", SCHEMA.name, _others(title_of), OTHER_LANGUAGE),
        Field("data.description_fr", SCHEMA.description, _side(description_of, "fr"), FRENCH),
        Field("data.description_en", SCHEMA.description, _side(description_of, "en"), ENGLISH),
        Field("data.description_xx", SCHEMA.description, _others(description_of), OTHER_LANGUAGE),
        Field("catalogue.publisher", SCHEMA.creator, agents("publisher"), SCHEMA_ORGANISATION),
        Field("catalogue.publisher", SCHEMA.publisher, agents("publisher"), SCHEMA_ORGANISATION),
        Field("data.keywords", SCHEMA.keywords, _keywords, CATALOGUE_TEXT),
        Field("data.themes", SCHEMA.about, concepts("themes", "data_themes"), "schema:DefinedTerm"),
        Field("catalogue.language", SCHEMA.inLanguage, strings("language"), "BCP 47 code"),
        Field("catalogue.places", SCHEMA.spatialCoverage, places("places"), "schema:Place"),
        Field(None, SCHEMA.isPartOf, _whole, "schema:Collection"),
        Field("data.period_start", SCHEMA.temporalCoverage, _coverage, "ISO 8601 interval"),
        Field("licence.iri", SCHEMA.license, licence, ADDRESS, "licence confirmed"),
        Field(None, SCHEMA.distribution, _distributions, "schema:DataDownload"),
    ),
)


def data_to_rdf(context: Context) -> list[Triple]:
    """Return what the graph itself states of the catalogue as data and of its files."""
    catalogue, subject = context.shared.catalogue, context.iris.data
    triples = list(DATA.triples(catalogue, subject, context))
    if catalogue.data_period:
        period = context.iris.part(subject, context.names.period)
        triples.extend(period_to_rdf(catalogue.data_period, period, context))
    for file in DATA_FILES:
        part = context.iris.part(subject, file.name)
        triples.extend(DATA_DISTRIBUTION.triples(file, part, context))
    return triples


MAPPINGS: tuple[ThingMapping[Any], ...] = (
    ThingMapping(DATA.name, DATA.subject, (*DATA.fields, *STATISTICS.fields)),
    LINKSET,
    CLASS_PARTITION,
    PROPERTY_PARTITION,
    DATA_DISTRIBUTION,
    FILE_FACTS,
    CHECKSUM,
    ALGORITHM,
)
