"""What ``catalogue.toml`` says, as RDF: the programme, the source document, the catalogue itself.

::

    <programme/x> a prov:Activity, foaf:Project, schema:Project ; dct:title "…"@fr ; … .
    <source/x> a prov:Entity, foaf:Document, schema:CreativeWork ; dct:created "2022-06"… .
    <catalogue> a dcat:Catalog, schema:Collection ; dct:title "…"@fr ; … .
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from tressons_ld.catalogue.model import Catalogue, Contact, Licence, Programme, SourceDocument
from tressons_ld.catalogue.model.multilingual import others_of
from tressons_ld.catalogue.paths import part_path
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.description import licence, rights
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    addresses,
    agents,
    bilingual,
    common_page,
    constant,
    countries,
    dates,
    english,
    french,
    further_languages,
    homepage,
    lang_strings,
    places,
    strings,
)
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.mapping.period import PERIOD
from tressons_ld.mapping.ranges import (
    ADDRESS,
    BILINGUAL,
    CATALOGUE_TEXT,
    COMMON_SITE,
    COUNTRY,
    DATE,
    ENGLISH,
    FRENCH,
    IS_A_COUNTRY,
    ORGANISATION,
    OTHER_LANGUAGE,
    OWN_SITE,
    PAGE,
    SCHEMA_ORGANISATION,
    TEXT,
)
from tressons_ld.mapping.reification import thing_to_rdf
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    EU_AUTHORITIES,
    FOAF,
    PROF,
    PROFILE,
    PROFILE_VERSION,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VCARD,
)


def _programme_period(programme: Programme, context: Context) -> Collection[Term]:
    if not (programme.start or programme.end):
        return ()
    return (context.iris.part(context.iris.programme(programme.id), context.names.period),)


PROGRAMME = ThingMapping[Programme](
    "Programme",
    lambda paths: paths.programme("{id}"),
    (
        Field(
            None,
            RDF.type,
            constant(PROV.Activity, FOAF.Project, SCHEMA.Project),
            "prov:Activity, foaf:Project, schema:Project",
        ),
        Field("programme.name", DCT.title, lang_strings("name"), CATALOGUE_TEXT),
        Field("programme.acronym", SKOS.altLabel, strings("acronym"), TEXT),
        Field(
            "programme.description", DCT.description, lang_strings("description"), CATALOGUE_TEXT
        ),
        Field("programme.id", DCT.identifier, strings("id"), TEXT),
        Field("programme.start", DCT.temporal, _programme_period, "dct:PeriodOfTime"),
        Field("programme.leaders", PROV.wasAssociatedWith, agents("leaders"), ORGANISATION),
        Field("programme.partners", DCT.contributor, agents("partners"), ORGANISATION),
        Field("programme.homepage", FOAF.homepage, homepage, PAGE, OWN_SITE),
        Field("programme.homepage", FOAF.page, common_page, PAGE, COMMON_SITE),
        Field("programme.pages", FOAF.page, addresses("pages"), PAGE),
        *schema_org.PROGRAMME,
    ),
)


def _source_rights(source: SourceDocument, context: Context) -> Collection[Term]:
    if source.rights is None:
        return ()
    return (context.iris.part(context.iris.source(source.id), context.names.rights),)


SOURCE = ThingMapping[SourceDocument](
    "Source document",
    lambda paths: paths.source("{id}"),
    (
        Field(
            None,
            RDF.type,
            constant(PROV.Entity, FOAF.Document, SCHEMA.CreativeWork),
            "prov:Entity, foaf:Document, schema:CreativeWork",
        ),
        Field("source.title", DCT.title, lang_strings("title"), CATALOGUE_TEXT),
        Field("source.description", DCT.description, lang_strings("description"), CATALOGUE_TEXT),
        Field("source.id", DCT.identifier, strings("id"), TEXT),
        Field("source.creators", DCT.creator, agents("creators"), ORGANISATION),
        Field("source.created", DCT.created, dates("created"), DATE),
        Field("source.rights_fr", DCT.rights, _source_rights, "dct:RightsStatement"),
        Field("source.title", SCHEMA.name, lang_strings("title"), CATALOGUE_TEXT),
        Field(
            "source.description", SCHEMA.description, lang_strings("description"), CATALOGUE_TEXT
        ),
        Field("source.created", SCHEMA.dateCreated, dates("created"), DATE),
        Field("source.creators", SCHEMA.author, agents("creators"), SCHEMA_ORGANISATION),
    ),
)


def _homepage(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return (iri(context.shared.settings.site_url),)


def _identifier(_catalogue: Catalogue, _context: Context) -> Collection[Term]:
    return (text("catalogue"),)


def language(_thing: Any, context: Context) -> Collection[Term]:
    """Return the language of the catalogue (a rule of a field)."""
    return context.authority_iri("language", context.language)


DATA_THEMES = iri(f"{EU_AUTHORITIES}data-theme")


def _taxonomies(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return [*(term for id, term in context.schemes.items() if id == "theme"), DATA_THEMES]


def derived_from(_thing: Any, context: Context) -> Collection[Term]:
    """Return the source document, if there is one (a rule of a field)."""
    return (context.source,) if context.source else ()


def contact(catalogue: Catalogue, context: Context) -> Collection[Term]:
    """Return whom to write to, if it is known (a rule of a field)."""
    return (
        (context.iris.part(context.iris.catalogue, context.names.contact),)
        if catalogue.contact
        else ()
    )


def _data(_catalogue: Catalogue, context: Context) -> Collection[Term]:
    return (context.iris.data,)


CATALOGUE = ThingMapping[Catalogue](
    "Catalogue",
    lambda paths: paths.catalogue,
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Catalog, SCHEMA.Collection),
            "dcat:Catalog, schema:Collection",
        ),
        Field("catalogue.title_fr", DCT.title, french("title"), FRENCH),
        Field("catalogue.title_en", DCT.title, english("title"), ENGLISH),
        Field("catalogue.title_xx", DCT.title, further_languages("title"), OTHER_LANGUAGE),
        Field("catalogue.description_fr", DCT.description, french("description"), FRENCH),
        Field("catalogue.description_en", DCT.description, english("description"), ENGLISH),
        Field(
            "catalogue.description_xx",
            DCT.description,
            further_languages("description"),
            OTHER_LANGUAGE,
        ),
        Field(None, DCT.identifier, _identifier, "« catalogue »"),
        Field("catalogue.publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contact.name", DCAT.contactPoint, contact, "vcard:Kind"),
        Field("catalogue.language", DCT.language, language, "EU language"),
        Field("catalogue.places", DCT.spatial, places("places"), "dct:Location"),
        Field("catalogue.places", DCT.spatial, countries("places"), COUNTRY, IS_A_COUNTRY),
        Field("site_url", FOAF.homepage, _homepage, PAGE),
        Field(None, DCAT.themeTaxonomy, _taxonomies, "skos:ConceptScheme"),
        Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
        Field("source.id", PROV.wasDerivedFrom, derived_from, "prov:Entity"),
        Field(None, DCAT.dataset, _data, "dcat:Dataset"),
        Field("catalogue.title_fr", SCHEMA.name, french("title"), FRENCH),
        Field("catalogue.title_en", SCHEMA.name, english("title"), ENGLISH),
        Field("catalogue.title_xx", SCHEMA.name, further_languages("title"), OTHER_LANGUAGE),
        Field("catalogue.description_fr", SCHEMA.description, french("description"), FRENCH),
        Field("catalogue.description_en", SCHEMA.description, english("description"), ENGLISH),
        Field(
            "catalogue.description_xx",
            SCHEMA.description,
            further_languages("description"),
            OTHER_LANGUAGE,
        ),
        Field("catalogue.publisher", SCHEMA.publisher, agents("publisher"), SCHEMA_ORGANISATION),
        Field("catalogue.language", SCHEMA.inLanguage, strings("language"), "BCP 47 code"),
        Field("catalogue.places", SCHEMA.spatialCoverage, places("places"), "schema:Place"),
        Field("site_url", SCHEMA.url, _homepage, ADDRESS),
        Field("licence.iri", SCHEMA.license, licence, ADDRESS, "licence confirmed"),
    ),
)

CONTACT = ThingMapping[Contact](
    "Contact",
    lambda paths: part_path(paths.catalogue, paths.names.contact),
    (
        Field(None, RDF.type, constant(VCARD.Kind), "vcard:Kind"),
        Field("contact.name", VCARD.fn, strings("name"), TEXT),
        Field(
            "contact.email",
            VCARD.hasEmail,
            lambda contact, _: [iri(f"mailto:{contact.email}")] if contact.email else [],
            "mailto: IRI",
        ),
        Field("contact.url", VCARD.hasURL, addresses("url"), ADDRESS),
    ),
)

LICENCE = ThingMapping[Licence](
    "Licence",
    lambda _: "the licence's own IRI",
    (
        Field(None, RDF.type, constant(DCT.LicenseDocument), "dct:LicenseDocument"),
        Field("licence.label", RDFS.label, lang_strings("label"), CATALOGUE_TEXT),
    ),
)


def _tagged(words: str, language: str) -> Collection[Term]:
    return (text(words, language),) if words else ()


RIGHTS = ThingMapping[Text](
    "Rights statement",
    lambda paths: part_path("{thing}", paths.names.rights),
    (
        Field(None, RDF.type, constant(DCT.RightsStatement), "dct:RightsStatement"),
        Field("rights.fr", RDFS.label, lambda words, _: _tagged(words.fr, "fr"), FRENCH),
        Field("rights.en", RDFS.label, lambda words, _: _tagged(words.en, "en"), ENGLISH),
        Field(
            "rights.xx",
            RDFS.label,
            lambda words, _: [text(each, tag) for tag, each in others_of(words)],
            OTHER_LANGUAGE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Standard:
    """A scheme or profile that every catalogue names: its IRI, its classes, its title."""

    iri: Iri
    types: tuple[Iri, ...]
    title: Text
    version_of: Iri | None = None


_PROFILE_TITLE = sentence("mapping.profile-title")
STANDARDS = (
    Standard(DATA_THEMES, (SKOS.ConceptScheme,), sentence("mapping.theme-title")),
    Standard(PROFILE, (PROF.Profile, DCT.Standard), _PROFILE_TITLE),
    Standard(PROFILE_VERSION, (PROF.Profile, DCT.Standard), _PROFILE_TITLE, PROFILE),
)

STANDARD = ThingMapping[Standard](
    "EU data themes, application profile",
    lambda _: "its own IRI",
    (
        Field(
            None,
            RDF.type,
            lambda standard, _: standard.types,
            "skos:ConceptScheme; prof:Profile, dct:Standard",
        ),
        Field(None, DCT.title, bilingual("title"), BILINGUAL),
        Field(
            None,
            DCT.isVersionOf,
            lambda standard, _: (standard.version_of,) if standard.version_of else (),
            "prof:Profile",
            "a version",
        ),
    ),
)

MAPPINGS: tuple[ThingMapping[Any], ...] = (
    CATALOGUE,
    CONTACT,
    LICENCE,
    RIGHTS,
    SOURCE,
    PROGRAMME,
    PERIOD,
    STANDARD,
)


def programme_to_rdf(programme: Programme, context: Context) -> Iterator[Triple]:
    """Yield the statements about the programme."""
    subject = context.iris.programme(programme.id)
    yield from thing_to_rdf(programme, subject, PROGRAMME, context)
    if programme.start or programme.end:
        yield from PERIOD.triples(
            programme, context.iris.part(subject, context.names.period), context
        )
    yield from pages_to_rdf([programme.homepage, *programme.pages], context)


def source_to_rdf(source: SourceDocument, context: Context) -> Iterator[Triple]:
    """Yield the statements about the source document."""
    subject = context.iris.source(source.id)
    yield from SOURCE.triples(source, subject, context)
    if source.rights:
        yield from RIGHTS.triples(
            source.rights, context.iris.part(subject, context.names.rights), context
        )


def catalogue_to_rdf(catalogue: Catalogue, context: Context) -> Iterator[Triple]:
    """Yield the statements about the catalogue: its contact, licence, rights and standards too."""
    subject = context.iris.catalogue
    yield from CATALOGUE.triples(catalogue, subject, context)
    if catalogue.contact:
        contact = context.iris.part(subject, context.names.contact)
        yield from CONTACT.triples(catalogue.contact, contact, context)
    if catalogue.licence and catalogue.licence.confirmed:
        yield from LICENCE.triples(catalogue.licence, iri(catalogue.licence.iri), context)
    if catalogue.rights and context.rights:
        yield from RIGHTS.triples(catalogue.rights, context.rights, context)
    yield from pages_to_rdf([context.shared.settings.site_url], context)
    for standard in STANDARDS:
        yield from STANDARD.triples(standard, standard.iri, context)
