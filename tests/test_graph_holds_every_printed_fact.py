"""What the document prints is in the graph, and what the graph says of a resource has a source.

The document is read here by its blank lines, by a reading of its own: neither the importer nor the
tables stand between it and the graph.
"""

import re
from collections import Counter

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, ORG, PROV, RDF, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from printed_facts import (
    DOCUMENT,
    ENTRIES,
    MONTHS,
    ROWS,
    SCHEMA,
    TLD,
    Printed,
    each_entry,
    part_of_scheme,
    printed_days,
    resource_of,
    spellings,
)
from printed_facts import graph as graph


def test_the_document_has_28_entries() -> None:
    assert [entry.number for entry in ENTRIES] == list(range(1, 29))


@each_entry
def test_the_title_is_there_as_printed_and_in_sentence_case(
    entry: Printed, graph: rdflib.Graph
) -> None:
    resource = resource_of(entry, graph)
    (title,) = graph.objects(resource, DCTERMS.title)
    assert str(title).upper() == entry.title.upper()


@each_entry
def test_the_kind_is_a_concept_with_the_printed_name(entry: Printed, graph: rdflib.Graph) -> None:
    named = [
        concept
        for concept in graph.objects(resource_of(entry, graph), DCTERMS.type)
        if entry.kind in spellings(concept, graph)
    ]
    assert [part_of_scheme(concept, graph) for concept in named] == ["genre"]


@each_entry
def test_the_year_is_a_year(entry: Printed, graph: rdflib.Graph) -> None:
    resource = resource_of(entry, graph)
    for property in (DCTERMS.issued, SCHEMA.datePublished):
        (issued,) = graph.objects(resource, property)
        assert isinstance(issued, Literal)
        assert (str(issued), issued.datatype) == (entry.year, XSD.gYear)


@each_entry
def test_the_section_is_the_heading_above(entry: Printed, graph: rdflib.Graph) -> None:
    (section,) = graph.objects(resource_of(entry, graph), TLD.section)
    assert Literal(entry.section, "fr") in graph.objects(section, SKOS.prefLabel)


@each_entry
def test_each_author_is_one_creator_under_the_printed_name(
    entry: Printed, graph: rdflib.Graph
) -> None:
    resource = resource_of(entry, graph)
    for property in (DCTERMS.creator, SCHEMA.author):
        creators = list(graph.objects(resource, property))
        for kind, printed in (
            (FOAF.Organization, entry.bodies),
            (FOAF.Person, entry.people),
        ):
            found = [
                creator
                for name in printed
                for creator in creators
                if name in spellings(creator, graph) and (creator, RDF.type, kind) in graph
            ]
            assert len(found) == len(set(found)) == len(printed)
        assert len(creators) == len(entry.bodies) + len(entry.people)


@each_entry
def test_people_belong_to_the_body_that_they_are_printed_behind(
    entry: Printed, graph: rdflib.Graph
) -> None:
    people = [
        creator
        for creator in graph.objects(resource_of(entry, graph), DCTERMS.creator)
        if (creator, RDF.type, FOAF.Person) in graph
    ]
    for person in people:
        (body,) = graph.objects(person, ORG.memberOf)
        assert entry.bodies[-1] in spellings(body, graph)


@each_entry
def test_the_author_line_is_there_as_printed(entry: Printed, graph: rdflib.Graph) -> None:
    credit = graph.objects(resource_of(entry, graph), SCHEMA.creditText)
    assert list(credit) == [Literal(entry.authors, "fr")]


@each_entry
def test_the_description_has_every_paragraph(entry: Printed, graph: rdflib.Graph) -> None:
    resource = resource_of(entry, graph)
    for property in (DCTERMS.description, SCHEMA.description):
        (description,) = graph.objects(resource, property)
        assert str(description).split("\n\n") == entry.paragraphs


@each_entry
def test_a_printed_day_is_that_of_a_session(entry: Printed, graph: rdflib.Graph) -> None:
    resource = resource_of(entry, graph)
    days = [
        str(day)
        for event in graph.objects(resource, SCHEMA.recordedAt)
        for day in graph.objects(event, DCTERMS.date)
    ]
    assert set(printed_days(entry.text)) <= set(days)


def test_the_counts_are_those_of_the_document(graph: rdflib.Graph) -> None:
    resources = [resource_of(entry, graph) for entry in ENTRIES]
    assert len(set(resources)) == 28

    def count(property: URIRef) -> Counter[str]:
        return Counter(str(o).rpartition("/")[2] for r in resources for o in graph[r:property])

    assert count(DCTERMS.issued) == {"2019": 6, "2020": 16, "2021": 5, "2022": 1}
    assert count(TLD.section) == {"comprendre": 14, "s-inspirer": 7, "passer-a-l-action": 7}
    assert sorted(count(SCHEMA.genre).values()) == [*[1] * 8, 4, 6, 10]
    assert count(DCTERMS.creator) == {
        "avise": 27,
        "rtes": 22,
        "ecole-urbaine-de-sciences-po": 5,
        "extracite": 4,
        "observatoire-national-de-l-ess": 2,
        "oriane-louveau": 5,
        "pinelopi-pappas": 5,
        "zoe-raimbault": 5,
        "maud-reymond": 5,
    }


def test_there_is_no_resource_without_a_row(graph: rdflib.Graph) -> None:
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    start = str(catalogue).removesuffix("catalogue") + "ressource/"
    named = {str(s).removeprefix(start) for s in graph.subjects() if str(s).startswith(start)}
    assert {name for name in named if "#" not in name} == {row.id for row in ROWS.values()}


class TestTheDocumentItself:
    def test_its_title_and_its_date_are_there(self, graph: rdflib.Graph) -> None:
        (title,) = re.findall(r"^# (Catalogue .+)$", DOCUMENT, re.MULTILINE)
        ((month, year),) = re.findall(r"^Date de réalisation : (\w+) (\d{4})$", DOCUMENT, re.M)
        (source,) = graph.subjects(DCTERMS.title, Literal(title, "fr"))
        (date,) = graph.objects(source, DCTERMS.created)
        assert isinstance(date, Literal)
        assert (str(date), date.datatype) == (
            f"{year}-{MONTHS.index(month) + 1:02}",
            XSD.gYearMonth,
        )

    def test_every_record_is_derived_from_it(self, graph: rdflib.Graph) -> None:
        (source,) = graph.subjects(RDF.type, PROV.Entity)
        records = set(graph.subjects(RDF.type, DCAT.CatalogRecord))
        assert len(records) == 28
        assert records <= set(graph.subjects(PROV.wasDerivedFrom, source))

    def test_what_it_is_called_on_its_cover_is_its_description(self, graph: rdflib.Graph) -> None:
        (source,) = graph.subjects(RDF.type, PROV.Entity)
        words = str(graph.value(source, DCTERMS.description))
        assert words.rstrip(".") in DOCUMENT


class TestTheProgramme:
    @pytest.fixture
    def programme(self, graph: rdflib.Graph) -> Node:
        (programme,) = graph.subjects(RDF.type, FOAF.Project)
        return programme

    def test_its_name_and_acronym(self, programme: URIRef, graph: rdflib.Graph) -> None:
        ((acronym, name),) = re.findall(r"le programme (\w+) – (.+)\.$", DOCUMENT, re.MULTILINE)
        assert spellings(programme, graph) == {acronym, name}

    def test_its_paragraph(self, programme: URIRef, graph: rdflib.Graph) -> None:
        (paragraph,) = re.findall(r"^Initié en .+$", DOCUMENT, re.MULTILINE)[-1:]
        assert str(graph.value(programme, DCTERMS.description)) == paragraph

    def test_its_years(self, programme: URIRef, graph: rdflib.Graph) -> None:
        period = graph.value(programme, DCTERMS.temporal)
        ((start, end),) = re.findall(r"^De (\d{4}) à (\d{4}), ", DOCUMENT, re.MULTILINE)
        assert graph.value(period, DCAT.startDate) == Literal(start, datatype=XSD.gYear)
        assert graph.value(period, DCAT.endDate) == Literal(end, datatype=XSD.gYear)

    def test_those_who_led_it(self, programme: URIRef, graph: rdflib.Graph) -> None:
        ((first, second),) = re.findall(r"l'(\w+), agence .+\((\w+)\) ont mis en œuvre", DOCUMENT)
        leaders = list(graph.objects(programme, PROV.wasAssociatedWith))
        assert len(leaders) == 2
        for name in (first, second):
            assert [name for leader in leaders if name in spellings(leader, graph)] == [name]

    def test_those_who_supported_it(self, programme: URIRef, graph: rdflib.Graph) -> None:
        ((network, fund, acronym),) = re.findall(
            r"avec le soutien du (.+?) et du (.+?) \((\w+)\)", DOCUMENT
        )
        supporters = list(graph.objects(programme, SCHEMA.sponsor))
        assert len(supporters) == 2
        for name in (network, fund, acronym):
            assert any(name in spellings(supporter, graph) for supporter in supporters)
        # The support of a fund is money; of anybody else the document does not say so.
        funders = list(graph.objects(programme, SCHEMA.funder))
        assert [fund in spellings(funder, graph) for funder in funders] == [True]
