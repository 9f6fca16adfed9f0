"""The shared part as RDF: agents, places, series, concepts, programme, source document, catalogue.

::

    <organisation/x> a foaf:Agent, foaf:Organization, org:Organization, … ; foaf:name "…" .
    <territoire/x> a dct:Location, schema:AdministrativeArea ; skos:prefLabel "…"@fr .
    <vocabulaire/theme/x> a skos:Concept, schema:DefinedTerm ; skos:prefLabel "…"@fr, "…"@en .
    <catalogue> a dcat:Catalog, schema:Collection ; dct:title "…"@fr ; … .

Each thing is one item of the mapping returned by :func:`shared_to_rdf`: its IRI, then all that is
stated about it and its parts.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tressons_ld.errors import Text
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.additions import additions_to_rdf, stated_by
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    addresses,
    agents,
    authorities,
    bilingual,
    constant,
    dated,
    english,
    french,
    places,
    plain,
    tagged,
)
from tressons_ld.mapping.pages import pages_to_rdf
from tressons_ld.model import (
    Agent,
    Authority,
    Catalogue,
    Concept,
    Contact,
    Licence,
    Period,
    Place,
    Programme,
    Series,
    SourceDocument,
)
from tressons_ld.namespaces import (
    ADMS,
    DCAT,
    DCMITYPE,
    DCT,
    FOAF,
    GEO,
    ORG,
    OWL,
    PROF,
    PROFILE,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
    VCARD,
)
from tressons_ld.terms import Iri, Literal, Term, Triple, escape, iri, text

NAME = "text"
TAGGED = "text in the language of the catalogue"
FRENCH, ENGLISH = "text in French", "text in English"
BILINGUAL = "text in French and English"
PAGE = "foaf:Document"
ORGANISATION = "foaf:Organization"


def _part_if(attribute: str, name: str, own: Rule) -> Rule:
    """Return the rule that names a part of the thing, when the attribute has a value."""

    def terms(thing: Any, context: Context) -> Iterable[Term]:
        if not getattr(thing, attribute):
            return ()
        (whole,) = own(thing, context)
        return (context.iris.part(Iri(whole), name),)

    return terms


def _agent(agent: Agent, context: Context) -> Iterable[Term]:
    return (context.agents[agent.id],)


def _place(place: Place, context: Context) -> Iterable[Term]:
    return (context.places[place.id],)


def _agent_types(agent: Agent, _context: Context) -> Iterable[Term]:
    if agent.person:
        return FOAF.Agent, FOAF.Person, PROV.Agent, SCHEMA.Person
    return FOAF.Agent, FOAF.Organization, ORG.Organization, PROV.Agent, SCHEMA.Organization


def _member_of(agent: Agent, context: Context) -> Iterable[Term]:
    return [context.agents[id] for id in agent.part_of] if agent.person else ()


def _sub_organization_of(agent: Agent, context: Context) -> Iterable[Term]:
    return () if agent.person else [context.agents[id] for id in agent.part_of]


AGENT = ThingMapping[Agent](
    "Agent",
    "organisation/{id} or personne/{id}",
    (
        Field("type", RDF.type, _agent_types, "foaf:Organization or foaf:Person, and their kin"),
        Field("name", FOAF.name, plain("name"), NAME),
        Field("acronym", SKOS.altLabel, plain("acronym"), NAME),
        Field("spellings", SKOS.altLabel, plain("spellings"), NAME),
        Field("description", DCT.description, tagged("description"), TAGGED),
        Field("id", DCT.identifier, plain("id"), NAME),
        Field("siren", ADMS.identifier, _part_if("siren", "siren", _agent), "adms:Identifier"),
        Field(
            "publisher_type",
            DCT.type,
            authorities("publisher_type", "publisher-type"),
            "ADMS publisher type",
        ),
        Field(
            "part_of", ORG.subOrganizationOf, _sub_organization_of, ORGANISATION, "an organisation"
        ),
        Field("part_of", ORG.memberOf, _member_of, ORGANISATION, "a person"),
        Field("homepage", FOAF.homepage, addresses("homepage"), PAGE),
        Field("same_as", OWL.sameAs, addresses("same_as"), "the same agent elsewhere"),
        *schema_org.AGENT,
    ),
)

SIREN = ThingMapping[Agent | Place](
    "Number in the French register Sirene",
    "{thing}#siren",
    (
        Field(
            None,
            RDF.type,
            constant(ADMS.Identifier, SCHEMA.PropertyValue),
            "adms:Identifier, schema:PropertyValue",
        ),
        Field("siren", SKOS.notation, plain("siren"), "nine digits"),
        Field(None, ADMS.schemaAgency, constant(text("Insee")), "« Insee »"),
        Field(None, SCHEMA.propertyID, constant(text("SIREN")), "« SIREN »"),
        Field("siren", SCHEMA.value, plain("siren"), "nine digits"),
    ),
)


def _schema_type(thing: Place | Series, _context: Context) -> Iterable[Term]:
    return (SCHEMA[thing.schema_type],)


def _nuts(place: Place, _context: Context) -> Iterable[Term]:
    return [iri(f"http://data.europa.eu/nuts/code/{code}") for code in place.nuts]


def _bbox(place: Place, _context: Context) -> Iterable[Term]:
    if not place.bbox:
        return ()
    return (Literal(f'"{escape(place.bbox)}"^^{GEO.wktLiteral}'),)


PLACE = ThingMapping[Place](
    "Place",
    "territoire/{id}",
    (
        Field(None, RDF.type, constant(DCT.Location), "dct:Location"),
        Field("schema_type", RDF.type, _schema_type, "a schema:Place"),
        Field("name", SKOS.prefLabel, tagged("name"), TAGGED),
        Field("spellings", SKOS.altLabel, tagged("spellings"), TAGGED),
        Field("description", DCT.description, tagged("description"), TAGGED),
        Field("id", DCT.identifier, plain("id"), NAME),
        Field("siren", ADMS.identifier, _part_if("siren", "siren", _place), "adms:Identifier"),
        Field("nuts", DCT.relation, _nuts, "NUTS area that it lies in or crosses"),
        Field("within", DCT.isPartOf, places("within"), "dct:Location"),
        Field("homepage", FOAF.homepage, addresses("homepage"), PAGE),
        Field("same_as", OWL.sameAs, addresses("same_as"), "the same place elsewhere"),
        Field("bbox", DCAT.bbox, _bbox, "geosparql:wktLiteral, longitude and latitude"),
        *schema_org.PLACE,
    ),
)


SERIES = ThingMapping[Series](
    "Series",
    "serie/{id}",
    (
        Field(None, RDF.type, constant(DCMITYPE.Collection), "dcmitype:Collection"),
        Field("schema_type", RDF.type, _schema_type, "a schema:CreativeWork"),
        Field("title", DCT.title, tagged("title"), TAGGED),
        Field("spellings", SKOS.altLabel, tagged("spellings"), TAGGED),
        Field("description", DCT.description, tagged("description"), TAGGED),
        Field("id", DCT.identifier, plain("id"), NAME),
        Field("homepage", FOAF.homepage, addresses("homepage"), PAGE),
        *schema_org.SERIES,
    ),
)


def _concept_types(concept: Concept, _context: Context) -> Iterable[Term]:
    if schema_org.is_audience(concept):
        return SKOS.Concept, DCT.AgentClass, SCHEMA.Audience
    return SKOS.Concept, SCHEMA.DefinedTerm


def _scheme_of(concept: Concept, context: Context) -> Iterable[Term]:
    return (context.schemes[concept.scheme],)


def _top_concept_of(concept: Concept, context: Context) -> Iterable[Term]:
    return () if concept.broader else _scheme_of(concept, context)


def _broader(concept: Concept, context: Context) -> Iterable[Term]:
    return (context.concepts[concept.scheme, concept.broader],) if concept.broader else ()


def _match(property: str) -> Rule:
    return lambda concept, _: [
        iri(address) for name, address in concept.matches if name == property
    ]


MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

CONCEPT = ThingMapping[Concept](
    "Concept",
    "vocabulaire/{scheme}/{id}",
    (
        Field("scheme", RDF.type, _concept_types, "skos:Concept and schema:DefinedTerm"),
        Field("label_fr", SKOS.prefLabel, french("labels"), FRENCH),
        Field("label_en", SKOS.prefLabel, english("labels"), ENGLISH),
        Field("spellings", SKOS.altLabel, tagged("spellings"), TAGGED),
        Field("definition", SKOS.definition, tagged("definition"), TAGGED),
        Field("notation", SKOS.notation, plain("notation"), NAME),
        Field("id", DCT.identifier, plain("id"), NAME),
        Field("scheme", SKOS.inScheme, _scheme_of, "skos:ConceptScheme"),
        Field(
            "broader",
            SKOS.topConceptOf,
            _top_concept_of,
            "skos:ConceptScheme",
            "no broader concept",
        ),
        Field("broader", SKOS.broader, _broader, "skos:Concept"),
        *(
            Field[Concept]("matches", SKOS[name], _match(name), "concept of another scheme")
            for name in MATCHES
        ),
        *schema_org.CONCEPT,
    ),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: its id and its title."""

    id: str
    title: Text


def _top_concepts(scheme: Scheme, context: Context) -> Iterable[Term]:
    return [
        context.concepts[concept.scheme, concept.id]
        for concept in context.shared.concepts_of(scheme.id)
        if not concept.broader
    ]


SCHEME = ThingMapping[Scheme](
    "Concept scheme",
    "vocabulaire/{scheme}",
    (
        Field(
            None,
            RDF.type,
            constant(SKOS.ConceptScheme, SCHEMA.DefinedTermSet),
            "skos:ConceptScheme, schema:DefinedTermSet",
        ),
        Field("schemes", DCT.title, bilingual("title"), BILINGUAL),
        Field("schemes", DCT.identifier, plain("id"), NAME),
        Field(None, SKOS.hasTopConcept, _top_concepts, "skos:Concept"),
        Field("schemes", SCHEMA.name, bilingual("title"), BILINGUAL),
    ),
)


def _programme_period(programme: Programme, context: Context) -> Iterable[Term]:
    if not (programme.start or programme.end):
        return ()
    return (context.iris.part(context.iris.programme(programme.id), "periode"),)


PROGRAMME = ThingMapping[Programme](
    "Programme",
    "programme/{id}",
    (
        Field(
            None,
            RDF.type,
            constant(PROV.Activity, FOAF.Project, SCHEMA.Project),
            "prov:Activity, foaf:Project, schema:Project",
        ),
        Field("programme.name", DCT.title, tagged("name"), TAGGED),
        Field("programme.acronym", SKOS.altLabel, plain("acronym"), NAME),
        Field("programme.description", DCT.description, tagged("description"), TAGGED),
        Field("programme.id", DCT.identifier, plain("id"), NAME),
        Field("programme.start", DCT.temporal, _programme_period, "dct:PeriodOfTime"),
        Field("programme.leaders", PROV.wasAssociatedWith, agents("leaders"), ORGANISATION),
        Field("programme.partners", DCT.contributor, agents("partners"), ORGANISATION),
        Field("programme.homepage", FOAF.homepage, addresses("homepage"), PAGE),
        Field("programme.pages", FOAF.page, addresses("pages"), PAGE),
        *schema_org.PROGRAMME,
    ),
)

PERIOD = ThingMapping[Any](
    "Period",
    "{thing}#periode",
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("start", DCAT.startDate, dated("start"), "xsd:gYear, gYearMonth or date"),
        Field("end", DCAT.endDate, dated("end"), "xsd:gYear, gYearMonth or date"),
    ),
)


def _source_rights(source: SourceDocument, context: Context) -> Iterable[Term]:
    if source.rights is None:
        return ()
    return (context.iris.part(context.iris.source(source.id), "droits"),)


SOURCE = ThingMapping[SourceDocument](
    "Source document",
    "source/{id}",
    (
        Field(
            None,
            RDF.type,
            constant(PROV.Entity, FOAF.Document, SCHEMA.CreativeWork),
            "prov:Entity, foaf:Document, schema:CreativeWork",
        ),
        Field("source.title", DCT.title, tagged("title"), TAGGED),
        Field("source.description", DCT.description, tagged("description"), TAGGED),
        Field("source.id", DCT.identifier, plain("id"), NAME),
        Field("source.creators", DCT.creator, agents("creators"), ORGANISATION),
        Field("source.created", DCT.created, dated("created"), "xsd:gYear, gYearMonth or date"),
        Field("source.rights_fr", DCT.rights, _source_rights, "dct:RightsStatement"),
        Field("source.title", SCHEMA.name, tagged("title"), TAGGED),
        Field("source.description", SCHEMA.description, tagged("description"), TAGGED),
        Field(
            "source.created", SCHEMA.dateCreated, dated("created"), "xsd:gYear, gYearMonth or date"
        ),
        Field("source.creators", SCHEMA.author, agents("creators"), "schema:Organization"),
    ),
)


def _homepage(_catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return (iri(context.shared.settings.site_url),)


def _identifier(_catalogue: Catalogue, _context: Context) -> Iterable[Term]:
    return (text("catalogue"),)


def _language(_thing: Any, context: Context) -> Iterable[Term]:
    return context.authority_iri("language", context.language)


DATA_THEMES = iri("http://publications.europa.eu/resource/authority/data-theme")


def _taxonomies(_catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return [*(term for id, term in context.schemes.items() if id == "theme"), DATA_THEMES]


def _rights(_thing: Any, context: Context) -> Iterable[Term]:
    return (context.rights,) if context.rights else ()


def _licence(_thing: Any, context: Context) -> Iterable[Term]:
    licence = context.shared.catalogue.licence
    return (iri(licence.iri),) if licence and licence.confirmed else ()


def _derived_from(_thing: Any, context: Context) -> Iterable[Term]:
    return (context.source,) if context.source else ()


def _contact(catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return (context.iris.part(context.iris.catalogue, "contact"),) if catalogue.contact else ()


def _data(_catalogue: Catalogue, context: Context) -> Iterable[Term]:
    return (context.iris.data,)


CATALOGUE = ThingMapping[Catalogue](
    "Catalogue",
    "catalogue",
    (
        Field(
            None,
            RDF.type,
            constant(DCAT.Catalog, SCHEMA.Collection),
            "dcat:Catalog, schema:Collection",
        ),
        Field("catalogue.title_fr", DCT.title, french("title"), FRENCH),
        Field("catalogue.title_en", DCT.title, english("title"), ENGLISH),
        Field("catalogue.description_fr", DCT.description, french("description"), FRENCH),
        Field("catalogue.description_en", DCT.description, english("description"), ENGLISH),
        Field(None, DCT.identifier, _identifier, "« catalogue »"),
        Field("catalogue.publisher", DCT.publisher, agents("publisher"), "foaf:Agent"),
        Field("contact.name", DCAT.contactPoint, _contact, "vcard:Kind"),
        Field("catalogue.language", DCT.language, _language, "EU language"),
        Field("catalogue.places", DCT.spatial, places("places"), "dct:Location"),
        Field("site_url", FOAF.homepage, _homepage, PAGE),
        Field(None, DCAT.themeTaxonomy, _taxonomies, "skos:ConceptScheme"),
        Field("licence.iri", DCT.license, _licence, "dct:LicenseDocument", "licence confirmed"),
        Field("rights.fr", DCT.rights, _rights, "dct:RightsStatement"),
        Field("source.id", PROV.wasDerivedFrom, _derived_from, "prov:Entity"),
        Field(None, DCAT.dataset, _data, "dcat:Dataset"),
        Field("catalogue.title_fr", SCHEMA.name, french("title"), FRENCH),
        Field("catalogue.title_en", SCHEMA.name, english("title"), ENGLISH),
        Field("catalogue.description_fr", SCHEMA.description, french("description"), FRENCH),
        Field("catalogue.description_en", SCHEMA.description, english("description"), ENGLISH),
        Field("catalogue.publisher", SCHEMA.publisher, agents("publisher"), "schema:Organization"),
        Field("catalogue.language", SCHEMA.inLanguage, plain("language"), "BCP 47 code"),
        Field("catalogue.places", SCHEMA.spatialCoverage, places("places"), "schema:Place"),
        Field("site_url", SCHEMA.url, _homepage, "IRI"),
        Field("licence.iri", SCHEMA.license, _licence, "IRI", "licence confirmed"),
    ),
)

CONTACT = ThingMapping[Contact](
    "Contact",
    "catalogue#contact",
    (
        Field(None, RDF.type, constant(VCARD.Kind), "vcard:Kind"),
        Field("contact.name", VCARD.fn, plain("name"), NAME),
        Field(
            "contact.email",
            VCARD.hasEmail,
            lambda contact, _: [iri(f"mailto:{contact.email}")] if contact.email else [],
            "mailto: IRI",
        ),
        Field("contact.url", VCARD.hasURL, addresses("url"), "IRI"),
    ),
)

LICENCE = ThingMapping[Licence](
    "Licence",
    "the licence's own IRI",
    (
        Field(None, RDF.type, constant(DCT.LicenseDocument), "dct:LicenseDocument"),
        Field("licence.label", RDFS.label, tagged("label"), TAGGED),
    ),
)


def _tagged(words: str, language: str) -> Iterable[Term]:
    return (text(words, language),) if words else ()


RIGHTS = ThingMapping[Text](
    "Rights statement",
    "{thing}#droits",
    (
        Field(None, RDF.type, constant(DCT.RightsStatement), "dct:RightsStatement"),
        Field("rights.fr", RDFS.label, lambda words, _: _tagged(words.fr, "fr"), FRENCH),
        Field("rights.en", RDFS.label, lambda words, _: _tagged(words.en, "en"), ENGLISH),
    ),
)


@dataclass(frozen=True, slots=True)
class Standard:
    """A scheme or profile that every catalogue names: its IRI, its classes, its title."""

    iri: Iri
    types: tuple[Iri, ...]
    title: Text


STANDARDS = (
    Standard(DATA_THEMES, (SKOS.ConceptScheme,), Text("Thème de données", "Data theme")),
    Standard(
        PROFILE,
        (PROF.Profile, DCT.Standard),
        Text("Profil d'application de tressons-ld", "Application profile of tressons-ld"),
    ),
)

STANDARD = ThingMapping[Standard](
    "EU data themes, application profile",
    "its own IRI",
    (
        Field(
            None,
            RDF.type,
            lambda standard, _: standard.types,
            "skos:ConceptScheme; prof:Profile, dct:Standard",
        ),
        Field(None, DCT.title, bilingual("title"), BILINGUAL),
    ),
)

AUTHORITY_CLASSES = {
    "language": DCT.LinguisticSystem,
    "file-type": DCT.MediaType,
    "media-type": DCT.MediaType,
    "frequency": DCT.Frequency,
}


def _authority_types(term: Authority, _context: Context) -> Iterable[Term]:
    own = AUTHORITY_CLASSES.get(term.table)
    if own is None:
        return (SKOS.Concept,)
    if own == DCT.MediaType:
        return DCT.MediaType, DCT.MediaTypeOrExtent, SKOS.Concept
    return own, SKOS.Concept


AUTHORITY = ThingMapping[Authority](
    "Term of somebody else's table",
    "its own IRI",
    (
        Field("table", RDF.type, _authority_types, "skos:Concept and the class of the table"),
        Field("label_fr", SKOS.prefLabel, bilingual("labels"), BILINGUAL),
        Field("scheme", SKOS.inScheme, addresses("scheme"), "skos:ConceptScheme"),
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
    AGENT,
    SIREN,
    PLACE,
    SERIES,
    SCHEME,
    CONCEPT,
    STANDARD,
    AUTHORITY,
)


def _with_additions(
    thing: Agent | Place | Series, subject: Iri, mapping: ThingMapping[Any], context: Context
) -> Iterator[Triple]:
    own = list(mapping.triples(thing, subject, context))
    yield from own
    stated = [
        stated
        for addition in thing.additions
        for stated in stated_by(thing, subject, mapping, addition, context)
    ]
    names = {value for _, property, value in own if property in (OWL.sameAs, DCT.relation)}
    yield from additions_to_rdf(subject, stated, context, names=names)


def _agent_to_rdf(agent: Agent, context: Context) -> Iterator[Triple]:
    subject = context.agents[agent.id]
    yield from _with_additions(agent, subject, AGENT, context)
    if agent.siren:
        yield from SIREN.triples(agent, context.iris.part(subject, "siren"), context)
    yield from pages_to_rdf([agent.homepage], context)


def _place_to_rdf(place: Place, context: Context) -> Iterator[Triple]:
    subject = context.places[place.id]
    yield from _with_additions(place, subject, PLACE, context)
    if place.siren:
        yield from SIREN.triples(place, context.iris.part(subject, "siren"), context)
    yield from pages_to_rdf([place.homepage], context)


def _series_to_rdf(series: Series, context: Context) -> Iterator[Triple]:
    yield from _with_additions(series, context.series[series.id], SERIES, context)
    yield from pages_to_rdf([series.homepage], context)


def _programme_to_rdf(programme: Programme, context: Context) -> Iterator[Triple]:
    subject = context.iris.programme(programme.id)
    yield from PROGRAMME.triples(programme, subject, context)
    if programme.start or programme.end:
        yield from PERIOD.triples(programme, context.iris.part(subject, "periode"), context)
    yield from pages_to_rdf([programme.homepage, *programme.pages], context)


def _source_to_rdf(source: SourceDocument, context: Context) -> Iterator[Triple]:
    subject = context.iris.source(source.id)
    yield from SOURCE.triples(source, subject, context)
    if source.rights:
        yield from RIGHTS.triples(source.rights, context.iris.part(subject, "droits"), context)


def period_to_rdf(period: Period, subject: Iri, context: Context) -> Iterator[Triple]:
    """Yield a dct:PeriodOfTime with its first and last year, month or day."""
    yield from PERIOD.triples(period, subject, context)


def _catalogue_to_rdf(catalogue: Catalogue, context: Context) -> Iterator[Triple]:
    subject = context.iris.catalogue
    yield from CATALOGUE.triples(catalogue, subject, context)
    if catalogue.contact:
        contact = context.iris.part(subject, "contact")
        yield from CONTACT.triples(catalogue.contact, contact, context)
    if catalogue.licence and catalogue.licence.confirmed:
        yield from LICENCE.triples(catalogue.licence, iri(catalogue.licence.iri), context)
    if catalogue.rights and context.rights:
        yield from RIGHTS.triples(catalogue.rights, context.rights, context)
    yield from pages_to_rdf([context.shared.settings.site_url], context)
    for standard in STANDARDS:
        yield from STANDARD.triples(standard, standard.iri, context)


def shared_to_rdf(context: Context) -> dict[Iri, list[Triple]]:
    """Return each shared thing's IRI with the statements about it, in the order of publication.

    The catalogue comes first, then the source document, the programme, the agents, the places,
    the series, and each concept scheme followed by its concepts. Without dates of publication,
    which the lock file gives, and without the catalogue as data.
    """
    shared, iris = context.shared, context.iris
    things: dict[Iri, list[Triple]] = {
        iris.catalogue: list(_catalogue_to_rdf(shared.catalogue, context))
    }
    if shared.source:
        things[iris.source(shared.source.id)] = list(_source_to_rdf(shared.source, context))
    if shared.programme:
        programme = shared.programme
        things[iris.programme(programme.id)] = list(_programme_to_rdf(programme, context))
    for agent in shared.agents.values():
        things[context.agents[agent.id]] = list(_agent_to_rdf(agent, context))
    for place in shared.places.values():
        things[context.places[place.id]] = list(_place_to_rdf(place, context))
    for series in shared.series.values():
        things[context.series[series.id]] = list(_series_to_rdf(series, context))
    for scheme, title in shared.schemes.items():
        subject = context.schemes[scheme]
        things[subject] = list(SCHEME.triples(Scheme(scheme, title), subject, context))
        for concept in shared.concepts_of(scheme):
            subject = context.concepts[scheme, concept.id]
            things[subject] = list(CONCEPT.triples(concept, subject, context))
    return things


def authorities_to_rdf(used: Iterable[str], context: Context) -> list[Triple]:
    """Return the labels and classes of the terms of others that ``used`` names.

    ``<http://publications.europa.eu/…/language/FRA> a dct:LinguisticSystem, skos:Concept ;
    skos:prefLabel "français"@fr, "French"@en .``
    """
    named = set(used)
    return [
        triple
        for authority in context.shared.authorities.terms.values()
        if (subject := iri(authority.iri)) in named
        for triple in AUTHORITY.triples(authority, subject, context)
    ]


LABELS = (FOAF.name, SKOS.prefLabel, DCT.title, RDFS.label, SCHEMA.name)


def labels_of(things: Mapping[Iri, Iterable[Triple]]) -> dict[Iri, tuple[Triple, ...]]:
    """Return, for every node described, the triples that say its types and its names.

    What a document states of the things that it names but does not describe.
    """
    kept: dict[Iri, list[Triple]] = {}
    for triples in things.values():
        for triple in triples:
            if triple[1] == RDF.type or triple[1] in LABELS:
                kept.setdefault(Iri(triple[0]), []).append(triple)
    return {subject: tuple(triples) for subject, triples in kept.items()}


def site_address(path: str, context: Context) -> Iri:
    """Return the address of a published file: ``site_url`` and its path."""
    return iri(context.shared.settings.site_url + path)
