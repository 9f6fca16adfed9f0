"""Organisations and persons.

``<organisation/x> a foaf:Agent, foaf:Organization, org:Organization, … ; foaf:name "…" .``
"""

from collections.abc import Collection, Iterator

from tressons_ld.catalogue.model import Agent
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    authorities,
    common_page,
    homepage,
    lang_strings,
    part_if,
    same_things,
    strings,
)
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.mapping.ranges import (
    CATALOGUE_TEXT,
    COMMON_SITE,
    NAMES_A_THING,
    ORGANISATION,
    OWN_SITE,
    PAGE,
    TEXT,
)
from tressons_ld.mapping.reification import thing_to_rdf
from tressons_ld.mapping.siren import SIREN
from tressons_ld.rdf.terms import Term, Triple
from tressons_ld.rdf.vocabularies import ADMS, DCT, FOAF, ORG, OWL, PROV, RDF, SCHEMA, SKOS


def _agent(agent: Agent, context: Context) -> Collection[Term]:
    return (context.agents[agent.id],)


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
    lambda paths: " or ".join(paths.agent("{id}", person=person) for person in (False, True)),
    (
        Field("type", RDF.type, _agent_types, "foaf:Organization or foaf:Person, and their kin"),
        Field("name", FOAF.name, strings("name"), TEXT),
        Field("acronym", SKOS.altLabel, strings("acronym"), TEXT),
        Field("spellings", SKOS.altLabel, strings("spellings"), TEXT),
        Field("description", DCT.description, lang_strings("description"), CATALOGUE_TEXT),
        Field("id", DCT.identifier, strings("id"), TEXT),
        Field("siren", ADMS.identifier, part_if("siren", _agent), "adms:Identifier"),
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
        Field("homepage", FOAF.homepage, homepage, PAGE, OWN_SITE),
        Field("homepage", FOAF.page, common_page, PAGE, COMMON_SITE),
        Field("same_as", OWL.sameAs, same_things, "the same agent elsewhere", NAMES_A_THING),
        *schema_org.AGENT,
    ),
)


def agent_to_rdf(agent: Agent, context: Context) -> Iterator[Triple]:
    """Yield the statements about an organisation or a person."""
    subject = context.agents[agent.id]
    yield from thing_to_rdf(agent, subject, AGENT, context)
    if agent.siren:
        yield from SIREN.triples(agent, context.iris.part(subject, context.names.siren), context)
    yield from pages_to_rdf([agent.homepage], context)
