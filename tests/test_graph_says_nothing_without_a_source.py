"""Nothing is stated that is neither printed in the document nor has its source."""

import re
import unicodedata
from typing import TypeAlias

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, SKOS, URIRef
from rdflib.term import Node

from printed_facts import (
    DOCUMENT,
    ENTRIES,
    ROWS,
    SCHEMA,
    TLD,
    Printed,
    each_entry,
    part_of_scheme,
    printed_days,
    resource_of,
    spellings,
    table,
    values,
)
from printed_facts import graph as graph
from tressons_ld.rdf import vocabularies

ADMS = rdflib.Namespace(vocabularies.ADMS.namespace)


# The entries whose own text names the people that they are made for.
WITH_AN_AUDIENCE = {13, 14, 16, 24, 25}


# Each stands beside the property of DCAT or Dublin Core that says the same.
SAME_AS = {
    SCHEMA.name: DCTERMS.title,
    SCHEMA.description: DCTERMS.description,
    SCHEMA.identifier: DCTERMS.identifier,
    SCHEMA.datePublished: DCTERMS.issued,
    SCHEMA.genre: DCTERMS.type,
    SCHEMA.learningResourceType: DCTERMS.type,
    SCHEMA.author: DCTERMS.creator,
    SCHEMA.sourceOrganization: PROV.wasGeneratedBy,
    SCHEMA.keywords: DCAT.keyword,
    SCHEMA.about: DCAT.theme,
    SCHEMA.audience: DCTERMS.audience,
    SCHEMA.spatialCoverage: DCTERMS.spatial,
    SCHEMA.isPartOf: DCTERMS.isPartOf,
    SCHEMA.isBasedOn: DCTERMS.source,
    SCHEMA.recordedAt: PROV.wasGeneratedBy,
    SCHEMA.url: DCAT.landingPage,
    SCHEMA.startDate: DCTERMS.date,
}


Stated: TypeAlias = tuple[Node | None, Node | None, Node | None]


def plain(text: str) -> str:
    """The text without case and accents, each run of spaces one."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


CONCEPTS = table("concepts")


@pytest.fixture(scope="module")
def additions(graph: rdflib.Graph) -> set[Stated]:
    """The facts found later that are published, each with its page, its date, its certainty."""
    found = {
        (
            graph.value(one, RDF.subject),
            graph.value(one, RDF.predicate),
            graph.value(one, RDF.object),
        )
        for one in graph.subjects(RDF.type, RDF.Statement)
        if all(
            (one, known, None) in graph
            for known in (DCTERMS.source, DCTERMS.created, TLD.certainty)
        )
        and (None, TLD.divergence, one) not in graph
    }
    divergent = set(graph.objects(None, TLD.divergence))
    assert len(found) + len(divergent) == len(table("additions"))
    return found


def is_sourced(entry: Printed, property: URIRef, value: Node, graph: rdflib.Graph) -> bool:
    """Whether the document or a column that indexes it gives a resource this value."""
    row, words, text = ROWS[entry.title], str(value), plain(entry.text)
    indexed = {"genre": {entry.kind}, "theme": row.themes, "public": row.audiences}

    def concept(scheme: str) -> bool:
        named = spellings(value, graph) & indexed[scheme]
        return bool(named) and part_of_scheme(value, graph) == scheme

    def given_by_a_concept(column: str, scheme: str) -> bool:
        code = re.split(r"[/#]", words)[-1]
        return any(
            code in {name.rpartition(":")[2] for name in values(row[column])}
            for row in CONCEPTS
            if row["scheme"] == scheme
            and {row["label_fr"], *values(row["spellings"])} & indexed[scheme]
        )

    match property:
        case RDF.type:
            return value == DCAT.Dataset or any(
                given_by_a_concept(column, "genre") for column in ("schema_type", "rdf_types")
            )
        case DCTERMS.title:
            return words.casefold() == entry.title.casefold()
        case SKOS.altLabel:
            return words == entry.title
        case DCTERMS.description:
            return words == "\n\n".join(entry.paragraphs)
        case DCTERMS.identifier:
            return words == row.id
        case DCTERMS.issued:
            return words == entry.year
        case DCTERMS.type:
            return concept("genre") or given_by_a_concept("dcmi_type", "genre")
        case TLD.section:
            return entry.section in spellings(value, graph)
        case DCTERMS.creator:
            return bool(spellings(value, graph) & {*entry.bodies, *entry.people})
        case SCHEMA.creditText:
            return words == entry.authors
        case DCAT.keyword:
            return words.casefold() in entry.text.casefold()
        case DCAT.theme:
            return concept("theme") or given_by_a_concept("data_theme", "theme")
        case DCTERMS.audience:
            return concept("public") and entry.number in WITH_AN_AUDIENCE
        case DCTERMS.language:
            return words.endswith("/language/FRA") and row.language == "fr"
        case SCHEMA.inLanguage:
            return words == row.language
        case DCTERMS.spatial:
            return any(plain(name) in text for name in spellings(value, graph))
        case DCTERMS.isPartOf:
            is_catalogue = (value, RDF.type, DCAT.Catalog) in graph
            return is_catalogue or any(plain(name) in text for name in spellings(value, graph))
        case DCTERMS.source:
            titles = {ROWS[other.title].id: plain(other.title) for other in ENTRIES}
            return text.startswith(titles[words.rpartition("/")[2]])
        case PROV.wasGeneratedBy:
            whole = "l'ensemble des publications et ressources produites dans le cadre"
            if (value, RDF.type, FOAF.Project) in graph:
                return whole in DOCUMENT
            return str(graph.value(value, DCTERMS.date)) in printed_days(entry.text)
        case _:
            return False


@each_entry
def test_nothing_is_said_of_a_resource_without_a_source(
    entry: Printed, graph: rdflib.Graph, additions: set[Stated]
) -> None:
    resource = resource_of(entry, graph)
    unsourced = []
    for property, value in graph.predicate_objects(resource):
        assert isinstance(property, URIRef)
        said = SAME_AS.get(property, property)
        if is_sourced(entry, said, value, graph) or (resource, said, value) in additions:
            continue
        day = graph.value(value, DCTERMS.date)
        if (value, DCTERMS.date, day) not in additions:
            unsourced.append((property, value))
    assert unsourced == []


@each_entry
def test_nothing_is_said_of_its_session_but_its_day(
    entry: Printed, graph: rdflib.Graph, additions: set[Stated]
) -> None:
    for event in graph.objects(resource_of(entry, graph), SCHEMA.recordedAt):
        for property, value in graph.predicate_objects(event):
            match SAME_AS.get(property, property):
                case RDF.type:
                    assert value in (SCHEMA.EducationEvent, PROV.Activity)
                case DCTERMS.title:
                    assert str(value).casefold() == entry.title.casefold()
                case SCHEMA.inLanguage:
                    assert str(value) == ROWS[entry.title].language
                case said:
                    assert said == DCTERMS.date
                    found = (event, said, value) in additions
                    assert found or str(value) in printed_days(entry.text)


def test_a_resource_has_an_audience_only_where_its_text_names_one(graph: rdflib.Graph) -> None:
    having = {
        entry.number
        for entry in ENTRIES
        if (resource_of(entry, graph), DCTERMS.audience, None) in graph
    }
    assert having == WITH_AN_AUDIENCE


def named_things() -> list[str]:
    agents = [f"{row['type']}/{row['id']}" for row in table("agents")]
    return [*agents, *(f"territoire/{row['id']}" for row in table("places"))]


@pytest.mark.parametrize("path", named_things())
def test_what_is_said_of_an_agent_or_a_place_is_printed_or_has_its_source(
    path: str, graph: rdflib.Graph, additions: set[Stated]
) -> None:
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    thing = URIRef(str(catalogue).removesuffix("catalogue") + path)
    assert (thing, None, None) in graph
    if (catalogue, DCTERMS.publisher, thing) in graph:
        return  # Who publishes this edition is said by the edition, not by the document.
    document = plain(DOCUMENT)
    texts = (FOAF.name, SKOS.prefLabel, SKOS.altLabel, DCTERMS.description)
    wholes = (ORG.memberOf, ORG.subOrganizationOf)
    for property in (
        *texts,
        *wholes,
        FOAF.homepage,
        DCTERMS.type,
        DCTERMS.relation,
        OWL.sameAs,
        ADMS.identifier,
        DCTERMS.isPartOf,
    ):
        for value in graph.objects(thing, property):
            if (thing, property, value) in additions:
                continue
            if property in texts:
                assert plain(str(value)).rstrip(".") in document
            elif property == ORG.subOrganizationOf:
                names = [plain(name) for name in spellings(value, graph)]
                own = [plain(name) for name in spellings(thing, graph)]
                assert any(name.endswith(whole) for name in own for whole in names)
            else:
                assert property == ORG.memberOf  # Tested with the author lines.
