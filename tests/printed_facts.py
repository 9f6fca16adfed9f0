"""The document as printed, read by this module alone, and the graph that is published of it."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Literal, URIRef
from rdflib.term import Node

from tressons_ld.rdf import vocabularies

SCHEMA = rdflib.Namespace(vocabularies.SCHEMA.namespace)


TLD = rdflib.Namespace(vocabularies.TLD.namespace)


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


def printed_days(text: str) -> list[str]:
    """The days that a text names, ISO 8601: «7 mai 2020»."""
    named = re.findall(rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b", text)
    return [f"{year}-{MONTHS.index(month) + 1:02}-{int(day):02}" for day, month, year in named]
