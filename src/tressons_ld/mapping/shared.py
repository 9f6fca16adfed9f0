"""The shared part as RDF: agents, places, series, concepts, and what ``catalogue.py`` maps.

::

    <organisation/x> a foaf:Agent, foaf:Organization, org:Organization, … ; foaf:name "…" .
    <territoire/x> a dct:Location, schema:AdministrativeArea ; skos:prefLabel "…"@fr .
    <vocabulaire/theme/x> a skos:Concept, schema:DefinedTerm ; skos:prefLabel "…"@fr, "…"@en .

Each thing is one item of the mapping returned by :func:`shared_to_rdf`: its IRI, then all that is
stated about it and its parts.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tressons_ld.catalogue.iris import NAMES, PATHS
from tressons_ld.catalogue.model import (
    Agent,
    Authority,
    Concept,
    Place,
    Series,
)
from tressons_ld.findings.errors import Text
from tressons_ld.mapping import catalogue, schema_org
from tressons_ld.mapping.additions import additions_to_rdf, stated_by
from tressons_ld.mapping.catalogue import (
    BILINGUAL,
    ENGLISH,
    FRENCH,
    NAME,
    ORGANISATION,
    PAGE,
    TAGGED,
)
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    addresses,
    authorities,
    bilingual,
    constant,
    english,
    french,
    places,
    plain,
    tagged,
)
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    Term,
    Triple,
    escape,
    iri,
    text,
)
from tressons_ld.rdf.vocabularies import (
    ADMS,
    DCAT,
    DCMITYPE,
    DCT,
    FOAF,
    GEO,
    NUTS,
    ORG,
    OWL,
    PROV,
    RDF,
    RDFS,
    SCHEMA,
    SKOS,
)


def _part_if(attribute: str, name: str, own: Rule) -> Rule:
    """Return the rule that names a part of the thing, when the attribute has a value."""

    def terms(thing: Any, context: Context) -> Collection[Term]:
        if not getattr(thing, attribute):
            return ()
        (whole,) = own(thing, context)
        return (context.iris.part(Iri(whole), name),)

    return terms


def _agent(agent: Agent, context: Context) -> Collection[Term]:
    return (context.agents[agent.id],)


def _place(place: Place, context: Context) -> Collection[Term]:
    return (context.places[place.id],)


def _agent_types(agent: Agent, _context: Context) -> Collection[Term]:
    if agent.person:
        return FOAF.Agent, FOAF.Person, PROV.Agent, SCHEMA.Person
    return FOAF.Agent, FOAF.Organization, ORG.Organization, PROV.Agent, SCHEMA.Organization


def _member_of(agent: Agent, context: Context) -> Collection[Term]:
    return [context.agents[id] for id in agent.part_of] if agent.person else ()


def _sub_organization_of(agent: Agent, context: Context) -> Collection[Term]:
    return () if agent.person else [context.agents[id] for id in agent.part_of]


AGENT = ThingMapping[Agent](
    "Agent",
    f"{PATHS.agent('{id}', person=False)} or {PATHS.agent('{id}', person=True)}",
    (
        Field("type", RDF.type, _agent_types, "foaf:Organization or foaf:Person, and their kin"),
        Field("name", FOAF.name, plain("name"), NAME),
        Field("acronym", SKOS.altLabel, plain("acronym"), NAME),
        Field("spellings", SKOS.altLabel, plain("spellings"), NAME),
        Field("description", DCT.description, tagged("description"), TAGGED),
        Field("id", DCT.identifier, plain("id"), NAME),
        Field("siren", ADMS.identifier, _part_if("siren", NAMES.siren, _agent), "adms:Identifier"),
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
    PATHS.part("{thing}", NAMES.siren),
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


def _schema_type(thing: Place | Series, _context: Context) -> Collection[Term]:
    return (SCHEMA[thing.schema_type],)


def _nuts(place: Place, _context: Context) -> Collection[Term]:
    return [iri(NUTS + code) for code in place.nuts]


def _bbox(place: Place, _context: Context) -> Collection[Term]:
    if not place.bbox:
        return ()
    return (Literal(f'"{escape(place.bbox)}"^^{GEO.wktLiteral}'),)


PLACE = ThingMapping[Place](
    "Place",
    PATHS.place("{id}"),
    (
        Field(None, RDF.type, constant(DCT.Location), "dct:Location"),
        Field("schema_type", RDF.type, _schema_type, "a schema:Place"),
        Field("name", SKOS.prefLabel, tagged("name"), TAGGED),
        Field("spellings", SKOS.altLabel, tagged("spellings"), TAGGED),
        Field("description", DCT.description, tagged("description"), TAGGED),
        Field("id", DCT.identifier, plain("id"), NAME),
        Field("siren", ADMS.identifier, _part_if("siren", NAMES.siren, _place), "adms:Identifier"),
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
    PATHS.series("{id}"),
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


def _concept_types(concept: Concept, _context: Context) -> Collection[Term]:
    if schema_org.is_audience(concept):
        return SKOS.Concept, DCT.AgentClass, SCHEMA.Audience
    return SKOS.Concept, SCHEMA.DefinedTerm


def _scheme_of(concept: Concept, context: Context) -> Collection[Term]:
    return (context.schemes[concept.scheme],)


def _top_concept_of(concept: Concept, context: Context) -> Collection[Term]:
    return () if concept.broader else _scheme_of(concept, context)


def _broader(concept: Concept, context: Context) -> Collection[Term]:
    return (context.concepts[concept.scheme, concept.broader],) if concept.broader else ()


def _match(property: str) -> Rule:
    return lambda concept, _: [
        iri(address) for name, address in concept.matches if name == property
    ]


MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")

CONCEPT = ThingMapping[Concept](
    "Concept",
    PATHS.concept("{scheme}", "{id}"),
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


def _top_concepts(scheme: Scheme, context: Context) -> Collection[Term]:
    return [
        context.concepts[concept.scheme, concept.id]
        for concept in context.shared.concepts_of(scheme.id)
        if not concept.broader
    ]


SCHEME = ThingMapping[Scheme](
    "Concept scheme",
    PATHS.scheme("{scheme}"),
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


AUTHORITY_CLASSES = {
    "language": DCT.LinguisticSystem,
    "file-type": DCT.MediaType,
    "media-type": DCT.MediaType,
    "frequency": DCT.Frequency,
    "access-right": DCT.RightsStatement,
}


def _authority_types(term: Authority, _context: Context) -> Collection[Term]:
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
    *catalogue.MAPPINGS,
    AGENT,
    SIREN,
    PLACE,
    SERIES,
    SCHEME,
    CONCEPT,
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
        yield from SIREN.triples(agent, context.iris.part(subject, NAMES.siren), context)
    yield from pages_to_rdf([agent.homepage], context)


def _place_to_rdf(place: Place, context: Context) -> Iterator[Triple]:
    subject = context.places[place.id]
    yield from _with_additions(place, subject, PLACE, context)
    if place.siren:
        yield from SIREN.triples(place, context.iris.part(subject, NAMES.siren), context)
    yield from pages_to_rdf([place.homepage], context)


def _series_to_rdf(series: Series, context: Context) -> Iterator[Triple]:
    yield from _with_additions(series, context.series[series.id], SERIES, context)
    yield from pages_to_rdf([series.homepage], context)


def shared_to_rdf(context: Context) -> dict[Iri, list[Triple]]:
    """Return each shared thing's IRI with the statements about it, in the order of publication.

    The catalogue comes first, then the source document, the programme, the agents, the places,
    the series, and each concept scheme followed by its concepts. Without dates of publication,
    which the lock file gives, and without the catalogue as data.
    """
    shared, iris = context.shared, context.iris
    things: dict[Iri, list[Triple]] = {
        iris.catalogue: list(catalogue.catalogue_to_rdf(shared.catalogue, context))
    }
    if shared.source:
        things[iris.source(shared.source.id)] = list(
            catalogue.source_to_rdf(shared.source, context)
        )
    if shared.programme:
        programme = shared.programme
        things[iris.programme(programme.id)] = list(catalogue.programme_to_rdf(programme, context))
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
