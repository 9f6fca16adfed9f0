"""What a catalogue is made of: frozen values, without RDF.

References between things are ids, already resolved: a cell that names «Avise» has become the id
``avise``. Each value knows the row it was read from, and so the cell of each of its fields.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tressons_ld.findings.errors import Text
from tressons_ld.findings.finding import Location, column_letters

SCHEME_OF_COLUMN = {
    "kind": "genre",
    "themes": "theme",
    "audiences": "public",
    "section": "section",
    "certainty": "certitude",
}
"""The concept scheme that the cells of a column name their concepts from."""


@dataclass(frozen=True, slots=True)
class Header:
    """The heading row of a table.

    Attributes:
        file: path from the catalogue folder, ``data/resources.csv``.
        columns: column name of the model -> (index from 0, heading as it stands in the file).
        sheet: name of the sheet, in a workbook.
        tabular: False for JSON Lines, where a place is a line and a key, not a cell.
    """

    file: str
    columns: Mapping[str, tuple[int, str]]
    sheet: str | None = None
    tabular: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """Where a thing was read: the row's number as a spreadsheet shows it, and the file's line.

    A quoted cell may hold line ends, so the two differ in CSV; a workbook has no lines.
    """

    header: Header
    number: int
    line: int | None

    def at(self, column: str | None = None) -> Location:
        """Return the location of a column's cell in this row, or of the row.

        That of a column which the table lacks is the row: its first cell, without a heading.
        """
        index, heading = self.header.columns.get(column or "", (0, None))
        cell = f"{column_letters(index)}{self.number}" if self.header.tabular else None
        return Location(
            self.header.file, self.line, sheet=self.header.sheet, cell=cell, column=heading
        )


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file of a resource, at the address where it can be fetched.

    Attributes:
        name: last part of its IRI, ``distribution-etude-pdf``.
        download_url: address of the file.
        format: code of the EU file-type table, ``PDF``, or None.
        size: bytes, or None when unknown.
        licence: IRI of the licence its publisher states, or None.
    """

    name: str
    download_url: str
    format: str | None = None
    size: int | None = None
    licence: str | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """A fact found later, with its source (a line of ``additions.csv``).

    Attributes:
        column: the column it fills or would fill.
        value: the value as it stands in the cell, or the id that it names.
        source: address of the page that says it.
        found_on: day it was read, ``2026-11-23``.
        certainty: id of a concept of the scheme ``certitude``, or None.
        divergent: True when the document says otherwise and its value is the published one.
        name: last part of the statement's IRI, ``ajout-landing-page``.
        row: where it stands.
    """

    column: str
    value: str
    source: str
    found_on: str
    certainty: str | None
    divergent: bool
    name: str
    row: Row


@dataclass(frozen=True, slots=True)
class Entry:
    """One resource of the catalogue.

    ``issued`` and ``event_date`` are a year, a month or a day (``2019``, ``2019-06``,
    ``2019-06-30``) and say no more than the source; ``period`` is what the resource is about in
    time, one such date or two with a bar between, ``2018/2021``, where ``..`` stands for an end
    that is not known; ``access_rights`` is a code of the EU table. ``kind``, ``section``,
    ``themes``, ``audiences`` are ids of concepts; ``organisations``, ``persons``, ``publisher`` ids
    of agents; ``places``, ``series`` ids of theirs; ``based_on`` ids of other entries.
    """

    id: str
    row: Row
    kind: str
    title: str
    description: str
    section: str | None = None
    printed_title: str | None = None
    issued: str | None = None
    organisations: tuple[str, ...] = ()
    persons: tuple[str, ...] = ()
    publisher: str | None = None
    printed_authors: str | None = None
    themes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    series: tuple[str, ...] = ()
    based_on: tuple[str, ...] = ()
    event_date: str | None = None
    period: str | None = None
    language: str = "fr"
    access_rights: str | None = None
    landing_page: str | None = None
    pages: tuple[str, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    additions: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True)
class Agent:
    """An organisation or a person.

    Attributes:
        person: True for a person.
        spellings: other printed forms of the name, acronyms included.
        part_of: ids of the agents it belongs to (a unit, a member).
        siren: nine digits of the French register of companies and associations.
        publisher_type: local name in ADMS's publisher types, ``NonProfitOrganisation``.
        same_as: IRIs of the same agent elsewhere.
        additions: facts about it found later.
    """

    id: str
    row: Row
    name: str
    person: bool = False
    acronym: str | None = None
    spellings: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    homepage: str | None = None
    siren: str | None = None
    publisher_type: str | None = None
    same_as: tuple[str, ...] = ()
    description: str | None = None
    additions: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A territory.

    Attributes:
        schema_type: ``AdministrativeArea`` or ``Place``.
        siren: nine digits, where the territory is a legal person.
        nuts: NUTS codes of the areas it lies in.
        within: ids of places it lies in.
        bbox: WKT polygon in longitude and latitude (CRS84), or None.
    """

    id: str
    row: Row
    name: str
    schema_type: str = "Place"
    spellings: tuple[str, ...] = ()
    description: str | None = None
    siren: str | None = None
    nuts: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    homepage: str | None = None
    same_as: tuple[str, ...] = ()
    bbox: str | None = None
    additions: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True)
class Series:
    """A series or a set of resources; ``schema_type`` CreativeWorkSeries or Collection."""

    id: str
    row: Row
    title: str
    schema_type: str = "Collection"
    spellings: tuple[str, ...] = ()
    description: str | None = None
    homepage: str | None = None
    additions: tuple[Addition, ...] = ()


@dataclass(frozen=True, slots=True)
class Concept:
    """A concept of one of the catalogue's schemes.

    Attributes:
        scheme: ``genre``, ``theme``, ``public``, ``section``, ``certitude`` or another.
        labels: the preferred label in each language.
        spellings: other printed forms of the label.
        broader: id of the broader concept of the same scheme.
        notation: code or printed form in the source.
        schema_types: schema.org types of a resource of this kind.
        dcmi_type: local name of its DCMI type, ``Text``.
        data_themes: codes of the EU data-theme table.
        matches: (SKOS mapping property, IRI) pairs: ``("exactMatch", "http://eurovoc…")``.
    """

    scheme: str
    id: str
    row: Row
    labels: Text
    spellings: tuple[str, ...] = ()
    definition: str | None = None
    broader: str | None = None
    notation: str | None = None
    schema_types: tuple[str, ...] = ()
    dcmi_type: str | None = None
    data_themes: tuple[str, ...] = ()
    matches: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """The document that the catalogue was read from, as received."""

    id: str
    title: str
    created: str | None = None
    description: str | None = None
    creators: tuple[str, ...] = ()
    rights: Text | None = None
    file: str | None = None


@dataclass(frozen=True, slots=True)
class Programme:
    """The programme that produced the resources.

    ``start`` and ``end`` as the source gives them (a year is a year). ``leaders``, ``supporters``
    and ``funders`` are ids of agents.
    """

    id: str
    name: str
    acronym: str | None = None
    description: str | None = None
    start: str | None = None
    end: str | None = None
    leaders: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    supporters: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    homepage: str | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to write to about the catalogue."""

    name: str
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Licence:
    """The licence of the project's own work.

    Attributes:
        iri: address of the licence.
        label: its name.
        confirmed: whether the publisher has confirmed it; until then it is not published.
    """

    iri: str
    label: str
    confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """The time that the catalogue covers, and on what ground that is said."""

    start: str
    end: str
    basis: str


def bounds_of(period: str) -> tuple[str | None, str | None]:
    """Return the first and the last year, month or day of a period, None where one is open.

    >>> bounds_of("2018/2021"), bounds_of("2019-06"), bounds_of("2018/..")
    (('2018', '2021'), ('2019-06', '2019-06'), ('2018', None))
    """
    start, bar, end = period.partition("/")
    known = [None if each == OPEN else each for each in (start, end if bar else start)]
    return known[0], known[1]


OPEN = ".."
"""An end of a period that is not known (ISO 8601-2, as schema:temporalCoverage takes it)."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is said of the catalogue itself, and of the catalogue as data (``catalogue.toml``)."""

    title: Text
    description: Text
    publisher: str
    language: str = "fr"
    issued: str | None = None
    places: tuple[str, ...] = ()
    contact: Contact | None = None
    licence: Licence | None = None
    rights: Text | None = None
    data_title: Text | None = None
    data_description: Text | None = None
    data_frequency: str | None = None
    data_period: Period | None = None
    data_keywords: tuple[str, ...] = ()
    data_themes: tuple[str, ...] = ()
    data_access_rights: str | None = None


PAGE_SIZE = 500
"""Entries of a page of a feed, unless a setting says so."""

LARGEST_LOSS = 0.2
"""Share of the resources that may go at once without a further word, unless a setting says so."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a catalogue folder (``catalogue.toml``).

    Attributes:
        base_iri: what things are called, ends with ``/``.
        site_url: where the files lie, ends with ``/``.
        file: path of catalogue.toml from the folder.
        lines: dotted key -> line of the file, to point at a setting.
        aliases: a house's own heading -> column name.
        files: name of a table -> name of its file in the folder data.
        documents: whether each resource is published in documents of its own.
        feeds: whether the feeds for harvesters are published.
        page_size: entries after which a page of a feed ends, where the table may be cut.
        largest_loss: share of the resources that may go at once without a further word.
        for_one_run: which of ``base_iri`` and ``site_url`` are not those of the file.
    """

    base_iri: str
    site_url: str
    file: str = "data/catalogue.toml"
    lines: Mapping[str, int] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    documents: bool = True
    feeds: bool = True
    page_size: int = PAGE_SIZE
    largest_loss: float = LARGEST_LOSS
    for_one_run: frozenset[str] = frozenset()

    def at(self, key: str) -> Location:
        """Return the location of a setting, by its dotted key.

        The line of one that is not there is that of the table where it would stand.
        """
        line = self.lines.get(key) or self.lines.get(key.rpartition(".")[0])
        return Location(self.file, line, column=key)


class Retired(NamedTuple):
    """What was published and is no more: renamed, merged into another thing, or removed.

    Attributes:
        id: its path under the base, ``ressource/etude``.
        day: the day on which that was declared, ISO 8601.
        successor: path of what took its place, or None for what was removed.
        reason: why, in the words of who declared it, or empty.
    """

    id: str
    day: str
    successor: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Shared:
    """All that entries have in common: small, held in memory, named by ids."""

    settings: Settings
    catalogue: Catalogue
    agents: Mapping[str, Agent]
    places: Mapping[str, Place]
    series: Mapping[str, Series]
    concepts: Mapping[tuple[str, str], Concept]
    schemes: Mapping[str, Text]
    source: SourceDocument | None = None
    programme: Programme | None = None
    authorities: "Authorities" = field(default_factory=lambda: Authorities({}))

    def concepts_of(self, scheme: str) -> Iterator[Concept]:
        """Yield the concepts of a scheme, in the order of the table."""
        return (c for c in self.concepts.values() if c.scheme == scheme)


@dataclass(frozen=True, slots=True)
class Authority:
    """A term of somebody else's table that the graph names, with its labels.

    ``table`` is ``language``, ``data-theme``, ``file-type``, ``media-type``, ``frequency``,
    ``dcmitype``, ``publisher-type``…; ``code`` is what the folder's cells say (``fr``, ``PDF``).
    """

    table: str
    code: str
    iri: str
    labels: Text
    scheme: str | None = None
    media_type: str | None = None


@dataclass(frozen=True, slots=True)
class Authorities:
    """The tool's table of such terms (``ontology/authorities.csv``)."""

    terms: Mapping[tuple[str, str], Authority]

    def get(self, table: str, code: str) -> Authority | None:
        """Return the term of a table by its code, or None."""
        return self.terms.get((table, code))

    def names(self, table: str) -> dict[str, str]:
        """Return what may stand for each term of a table: its code first, then its own labels.

        A label that two terms share stands for neither.
        """
        terms = [term for (name, _), term in self.terms.items() if name == table]
        named: dict[str, set[str]] = {}
        for term in terms:
            for name in (term.code, *term.labels):
                named.setdefault(name.casefold(), set()).add(term.code)
        labels = {
            label: term.code
            for term in terms
            for label in term.labels
            if label and named[label.casefold()] == {term.code}
        }
        return {term.code: term.code for term in terms} | labels
