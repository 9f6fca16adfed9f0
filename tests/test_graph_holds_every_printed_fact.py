"""What the document prints is in the graph, and what the graph says of a resource has a source.

The document is read here by its blank lines, by a reading of its own: neither the importer nor the
tables stand between it and the graph.
"""

import csv
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, SKOS, XSD, Literal, URIRef
from rdflib.term import Node

from tressons_ld.rdf import vocabularies

SCHEMA = rdflib.Namespace(vocabularies.SCHEMA.namespace)
TLD = rdflib.Namespace(vocabularies.TLD.namespace)
ADMS = rdflib.Namespace(vocabularies.ADMS.namespace)

PROJECT = Path(__file__).resolve().parents[1]
DOCUMENT = (PROJECT / "data/source/catalogue-tressons-2022.md").read_text("utf-8")
MONTHS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]
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


class Printed(NamedTuple):
    """An entry as the document prints it."""

    number: int
    section: str
    title: str
    kind: str
    year: str
    authors: str
    paragraphs: list[str]

    @property
    def text(self) -> str:
        return " ".join([self.title, *self.paragraphs])

    @property
    def bodies(self) -> list[str]:
        return re.split(r", | et ", self.authors.partition(" (")[0])

    @property
    def people(self) -> list[str]:
        _, _, people = self.authors.rstrip(")").partition(" (")
        return [name for name in people.split(", ") if name]


def plain(text: str) -> str:
    """The text without case and accents, each run of spaces one."""
    letters = unicodedata.normalize("NFD", text.casefold())
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


def read(document: str) -> Iterator[Printed]:
    """Read the entries: each has its kind and its year in a block of their own."""
    blocks = [block.strip() for block in re.split(r"\n\s*\n", document) if block.strip()]
    sections = set(re.findall(r"^- P\.\d+ (.+)$", document, re.MULTILINE))
    section, number = "", 0
    for at, block in enumerate(blocks):
        if block.lstrip("# ") in sections:
            section = block.lstrip("# ")
        if kind := re.fullmatch(r"(.+) \((\d{4})\)", block):
            number += 1
            link = next(i for i in range(at, len(blocks)) if blocks[i].startswith("[>"))
            authors, title = blocks[at + 1].strip("*"), blocks[at - 1].lstrip("# ")
            yield Printed(number, section, title, kind[1], kind[2], authors, blocks[at + 2 : link])


ENTRIES = list(read(DOCUMENT))
each_entry = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"entry-{entry.number}")


class Row(NamedTuple):
    """What the tables add to an entry: its id, and the words it is indexed with."""

    id: str
    themes: set[str]
    audiences: set[str]
    language: str


def table(name: str) -> list[dict[str, str]]:
    with (PROJECT / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(cell: str) -> set[str]:
    return {value.strip() for value in cell.split(";") if value.strip()}


ROWS = {
    row["printed_title"]: Row(
        row["id"], values(row["themes"]), values(row["audiences"]), row["language"]
    )
    for row in table("resources")
}
CONCEPTS = table("concepts")


@pytest.fixture(scope="module")
def graph(published: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(published / "catalogue.nt")


def resource_of(entry: Printed, graph: rdflib.Graph) -> URIRef:
    """The resource that has the printed title; there is one alone."""
    (resource,) = graph.subjects(SKOS.altLabel, Literal(entry.title, "fr"))
    assert isinstance(resource, URIRef)
    assert (resource, RDF.type, DCAT.Dataset) in graph
    return resource


def spellings(thing: Node, graph: rdflib.Graph) -> set[str]:
    """Every name that a thing goes by."""
    names = (FOAF.name, SKOS.prefLabel, SKOS.altLabel, DCTERMS.title)
    return {str(name) for property in names for name in graph.objects(thing, property)}


def part_of_scheme(concept: Node, graph: rdflib.Graph) -> str:
    scheme = graph.value(concept, SKOS.inScheme)
    return str(graph.value(scheme, DCTERMS.identifier))


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


def printed_days(text: str) -> list[str]:
    """The days that a text names, ISO 8601: «7 mai 2020»."""
    named = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", text)
    return [f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}" for day, month, year in named]


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
