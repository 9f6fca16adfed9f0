"""The paths of things under the base of a catalogue, made and taken apart here alone.

A path is words of one :class:`PathNames` and ids; the part of a thing is a hash after its path. A
catalogue keeps its words: its settings hold the :class:`Paths` that make its paths. Who takes one
apart need not know whose it is, as no word stands for two things in two languages.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from tressons_ld.rdf.formats import Format


@dataclass(frozen=True, slots=True)
class PathNames:
    """The words that paths and the hashes of parts are made of, in one language.

    Attributes:
        data: the catalogue as data, under the catalogue.
        resource: the folder of resources.
        source: the folder of the document as received.
        organisation: the folder of organisations.
        person: the folder of people.
        place: the folder of places.
        series: the folder of series.
        programme: the folder of the programme.
        vocabulary: the folder of concept schemes and their concepts.
        authorities: the terms of other people's tables, among the concept schemes.
        shapes: the file of the catalogue's own shapes.
        terms: the folder of its own terms.
        questions: the folder of its own questions.
        year: the folder of the pages of years.
        about: the page about the catalogue, its re-use and its legal notice.
        accessibility: the accessibility statement.
        search: the folder of the index of the search; no page lies in it.
        figures: the page of the figures, and the folder of their numbers.
        quality: the page of the quality, and the folder of its numbers.
        record: part: the record of a resource; it names the graph of the resource too.
        graph: part: the graph of anything else.
        pushes: part: the graph of a store that holds what was sent there.
        push: what the part of that graph about one of those sent begins with.
        session: part: the session that a resource records.
        period: part: a period.
        pages: part: a number of pages.
        duration: part: how long something takes.
        contact: part: whom to write to.
        rights: part: a statement of rights.
        siren: part: a number in the register Sirene.
        identifier: what the part of an identifier that others give begins with.
        distribution: what the part of a file begins with.
        addition: what the part of a fact found later begins with.
        class_partition: what the part of the statistics of a class begins with.
        linkset: what the part of the links to a dataset of others begins with.
        property_partition: what the part of the statistics of a property begins with.
        schemes: id of a concept scheme of the tool -> its word in paths, where that is another.
    """

    data: str
    resource: str
    source: str
    organisation: str
    person: str
    place: str
    series: str
    programme: str
    vocabulary: str
    authorities: str
    shapes: str
    terms: str
    questions: str
    year: str
    about: str
    accessibility: str
    search: str
    figures: str
    quality: str
    record: str
    graph: str
    pushes: str
    push: str
    session: str
    period: str
    pages: str
    duration: str
    contact: str
    rights: str
    siren: str
    identifier: str
    distribution: str
    addition: str
    class_partition: str
    linkset: str
    property_partition: str
    schemes: Mapping[str, str] = field(default_factory=dict)


FRENCH = PathNames(
    data="donnees",
    resource="ressource",
    source="source",
    organisation="organisation",
    person="personne",
    place="territoire",
    series="serie",
    programme="programme",
    vocabulary="vocabulaire",
    authorities="autorites",
    shapes="formes",
    terms="ontologie",
    questions="questions",
    year="annee",
    about="a-propos",
    accessibility="accessibilite",
    search="recherche",
    figures="chiffres",
    quality="qualite",
    record="fiche",
    graph="graphe",
    pushes="envois",
    push="envoi",
    session="event",
    period="periode",
    pages="pages",
    duration="duree",
    contact="contact",
    rights="droits",
    siren="siren",
    identifier="identifiant",
    distribution="distribution",
    addition="ajout",
    class_partition="classe",
    linkset="liens",
    property_partition="propriete",
)

ENGLISH = PathNames(
    data="data",
    resource="resource",
    source="source",
    organisation="organisation",
    person="person",
    place="place",
    series="series",
    programme="programme",
    vocabulary="vocabulary",
    authorities="authorities",
    shapes="shapes",
    terms="ontology",
    questions="questions",
    year="year",
    about="about",
    accessibility="accessibility",
    search="search",
    figures="figures",
    quality="quality",
    record="record",
    graph="graph",
    pushes="pushes",
    push="push",
    session="event",
    period="period",
    pages="pages",
    duration="duration",
    contact="contact",
    rights="rights",
    siren="siren",
    identifier="identifier",
    distribution="distribution",
    addition="addition",
    class_partition="class",
    linkset="links",
    property_partition="property",
    schemes={
        "genre": "kind",
        "public": "audience",
        "niveau": "level",
        "certitude": "certainty",
    },
)

SETS = {"fr": FRENCH, "en": ENGLISH}
"""The words of paths, by their language."""

CATALOGUE_PATH = "catalogue"
"""The path of the catalogue in every language; files that hold all of it begin with it."""

SPARQL_PATH = "sparql"
"""The path of the page on which visitors run queries in their own browser, in every language."""

LINKSET_PATH = "linkset.json"
"""The path of the links of FAIR Signposting, in every language."""

RESOURCE_FOLDERS = tuple(f"{names.resource}/" for names in SETS.values())
"""What the paths of resources begin with."""

AGENT_FOLDERS = frozenset(
    word for names in SETS.values() for word in (names.organisation, names.person)
)
"""The folders of agents."""

THING_FOLDERS = AGENT_FOLDERS | {
    word
    for names in SETS.values()
    for word in (names.resource, names.source, names.place, names.series, names.programme)
}
"""The folders of things that have one id."""

RECORD_PARTS = frozenset(names.record for names in SETS.values())
"""The parts that are the record of a resource."""

VOCABULARY_FOLDERS = frozenset(names.vocabulary for names in SETS.values())
"""The folders of concept schemes."""

DATA_PATHS = frozenset(f"{CATALOGUE_PATH}/{names.data}" for names in SETS.values())
"""The paths of the catalogue as data."""


def is_resource(path: str) -> bool:
    """Return whether a path is that of a resource."""
    return path.startswith(RESOURCE_FOLDERS)


def resource_id(path: str) -> str | None:
    """Return the id of the resource at a path, or None if it is that of another thing.

    >>> resource_id("ressource/etude"), resource_id("serie/etude")
    ('etude', None)
    """
    return path.partition("/")[2] if is_resource(path) else None


def folder_and_id(path: str) -> tuple[str, str]:
    """Return the folder of a path, and the id that ends it."""
    folder, _, id = path.rpartition("/")
    return folder, id


def sibling(path: str, id: str) -> str:
    """Return the path of the thing of this id in the folder of another thing."""
    return f"{folder_and_id(path)[0]}/{id}"


def ids_in(path: str) -> tuple[str, ...] | None:
    """Return the ids in the path of a thing that has some, or None where it is no such path.

    >>> ids_in("serie/x"), ids_in("vocabulaire/theme/x"), ids_in("rien/x")
    (('x',), ('theme', 'x'), None)
    """
    folder, *found = path.split("/")
    known = len(found) == 1 if folder in THING_FOLDERS else folder in VOCABULARY_FOLDERS
    return tuple(found) if known and len(found) in (1, 2) else None


def in_a_folder(path: str) -> str:
    """Return where the documents at a path lie in a folder named by the end of the id."""
    folder, _, id = path.rpartition("/")
    return f"{folder}/{id[-2:]}/{id}"


def part_path(path: str, name: str) -> str:
    """Return the path of a part: ``ressource/etude#fiche``."""
    return f"{path}#{name}"


def dump_path(format: Format) -> str:
    """Return the path of the file that holds the whole catalogue in a format, ``catalogue.nt``."""
    return f"{CATALOGUE_PATH}{format.extension}"


@dataclass(frozen=True)
class Paths:
    """The paths of the things of one catalogue under its base, made.

    >>> Paths(FRENCH).concept("theme", "ess")
    'vocabulaire/theme/ess'

    Attributes:
        names: the words that they are made of.
    """

    names: PathNames

    @property
    def language(self) -> str:
        """The language of the words."""
        return next(language for language, names in SETS.items() if names == self.names)

    @property
    def catalogue(self) -> str:
        """Path of the catalogue."""
        return CATALOGUE_PATH

    @cached_property
    def data(self) -> str:
        """Path of the catalogue as data."""
        return f"{CATALOGUE_PATH}/{self.names.data}"

    @cached_property
    def authorities(self) -> str:
        """Path of the terms of other people's tables."""
        return self.scheme(self.names.authorities)

    def resource(self, id: str) -> str:
        """Return the path of a resource."""
        return f"{self.names.resource}/{id}"

    def agent(self, id: str, *, person: bool) -> str:
        """Return the path of an organisation or a person."""
        return f"{self.names.person if person else self.names.organisation}/{id}"

    def source(self, id: str) -> str:
        """Return the path of the document as received."""
        return f"{self.names.source}/{id}"

    def place(self, id: str) -> str:
        """Return the path of a place."""
        return f"{self.names.place}/{id}"

    def series(self, id: str) -> str:
        """Return the path of a series."""
        return f"{self.names.series}/{id}"

    def programme(self, id: str) -> str:
        """Return the path of the programme."""
        return f"{self.names.programme}/{id}"

    def scheme(self, scheme: str) -> str:
        """Return the path of a concept scheme."""
        return f"{self.names.vocabulary}/{self.scheme_word(scheme)}"

    def scheme_word(self, scheme: str) -> str:
        """Return the word of a concept scheme, by its id.

        >>> Paths(ENGLISH).scheme_word("genre"), Paths(ENGLISH).scheme_word("theme")
        ('kind', 'theme')
        """
        return self.names.schemes.get(scheme, scheme)

    def scheme_id(self, word: str) -> str:
        """Return the id of the concept scheme of a word, which a house may write for it.

        >>> Paths(ENGLISH).scheme_id("kind"), Paths(FRENCH).scheme_id("kind")
        ('genre', 'kind')
        """
        return {known: id for id, known in self.names.schemes.items()}.get(word, word)

    def concept(self, scheme: str, id: str) -> str:
        """Return the path of a concept."""
        return f"{self.scheme(scheme)}/{id}"

    def year(self, year: str) -> str:
        """Return the path of the page of a year; no thing has it for an IRI."""
        return f"{self.names.year}/{year}"

    def question(self, name: str) -> str:
        """Return the path of the page of a question."""
        return f"{self.names.questions}/{name}"

    def graph_of(self, path: str) -> str:
        """Return the path of the graph that holds what is said of the thing at a path."""
        return part_path(path, self.names.record if is_resource(path) else self.names.graph)


PATHS_IN = {language: Paths(names) for language, names in SETS.items()}
"""The paths in each language."""

FRENCH_PATHS = PATHS_IN["fr"]
"""The paths of a catalogue whose settings say nothing of them."""


def beginnings(of: Callable[[Paths, str], str]) -> tuple[str, ...]:
    """Return what the paths of a sort of things begin with, in each language.

    >>> beginnings(Paths.place)[0]
    'territoire/'
    """
    return tuple(dict.fromkeys(of(paths, "") for paths in PATHS_IN.values()))
