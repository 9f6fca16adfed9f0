"""The paths of things under the base of a catalogue, made and taken apart here alone.

A path is words of one :class:`PathNames` and ids; the part of a thing is a hash after its path.
"""

from dataclasses import dataclass

from tressons_ld.rdf.formats import Format


@dataclass(frozen=True, slots=True)
class PathNames:
    """The words that paths and the hashes of parts are made of, in one language.

    Attributes:
        catalogue: the catalogue, and the files that hold all of it.
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
        contact: part: whom to write to.
        rights: part: a statement of rights.
        siren: part: a number in the register Sirene.
        identifier: what the part of an identifier that others give begins with.
        distribution: what the part of a file begins with.
        addition: what the part of a fact found later begins with.
        class_partition: what the part of the statistics of a class begins with.
        linkset: what the part of the links to a dataset of others begins with.
        property_partition: what the part of the statistics of a property begins with.
    """

    catalogue: str
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
    contact: str
    rights: str
    siren: str
    identifier: str
    distribution: str
    addition: str
    class_partition: str
    linkset: str
    property_partition: str


FRENCH = PathNames(
    catalogue="catalogue",
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

NAMES = FRENCH
"""The words that catalogues are published with."""


class Paths:
    """The paths of things under the base, made and taken apart.

    >>> PATHS.concept("theme", "ess"), PATHS.resource_id("ressource/etude")
    ('vocabulaire/theme/ess', 'etude')

    Attributes:
        catalogue: of the catalogue.
        data: of the catalogue as data.
        authorities: of the terms of other people's tables.
        about: of the page about the catalogue.
        accessibility: of the accessibility statement.
        search: of the folder of the index of the search.
        figures: of the page of the figures.
        quality: of the page of the quality.
        own_terms: of the page of the catalogue's own shapes and terms, beside its shapes.
        agents: the folders of agents.
        folders: the folders of things that have one id.
    """

    def __init__(self, names: PathNames) -> None:
        self._names = names
        self._resources = f"{names.resource}/"
        self.catalogue = names.catalogue
        self.data = f"{names.catalogue}/{names.data}"
        self.authorities = self.scheme(names.authorities)
        self.about, self.accessibility = names.about, names.accessibility
        self.search, self.figures = names.search, names.figures
        self.quality, self.own_terms = names.quality, names.shapes
        self.agents = frozenset((names.organisation, names.person))
        self.folders = self.agents | {
            names.resource,
            names.source,
            names.place,
            names.series,
            names.programme,
        }

    def resource(self, id: str) -> str:
        """Return the path of a resource."""
        return self._resources + id

    def agent(self, id: str, *, person: bool) -> str:
        """Return the path of an organisation or a person."""
        return f"{self._names.person if person else self._names.organisation}/{id}"

    def source(self, id: str) -> str:
        """Return the path of the document as received."""
        return f"{self._names.source}/{id}"

    def place(self, id: str) -> str:
        """Return the path of a place."""
        return f"{self._names.place}/{id}"

    def series(self, id: str) -> str:
        """Return the path of a series."""
        return f"{self._names.series}/{id}"

    def programme(self, id: str) -> str:
        """Return the path of the programme."""
        return f"{self._names.programme}/{id}"

    def scheme(self, scheme: str) -> str:
        """Return the path of a concept scheme."""
        return f"{self._names.vocabulary}/{scheme}"

    def concept(self, scheme: str, id: str) -> str:
        """Return the path of a concept."""
        return f"{self._names.vocabulary}/{scheme}/{id}"

    def year(self, year: str) -> str:
        """Return the path of the page of a year; no thing has it for an IRI."""
        return f"{self._names.year}/{year}"

    def question(self, name: str) -> str:
        """Return the path of the page of a question."""
        return f"{self._names.questions}/{name}"

    def part(self, path: str, name: str) -> str:
        """Return the path of a part: ``ressource/etude#fiche``."""
        return f"{path}#{name}"

    def is_resource(self, path: str) -> bool:
        """Return whether a path is that of a resource."""
        return path.startswith(self._resources)

    def resource_id(self, path: str) -> str | None:
        """Return the id of the resource at a path, or None if it is that of another thing."""
        return path[len(self._resources) :] if path.startswith(self._resources) else None

    def split(self, path: str) -> tuple[str, str]:
        """Return the folder of a path, and the id that ends it."""
        folder, _, id = path.rpartition("/")
        return folder, id

    def sibling(self, path: str, id: str) -> str:
        """Return the path of the thing of this id in the folder of another thing."""
        return f"{self.split(path)[0]}/{id}"

    def ids(self, path: str) -> tuple[str, ...] | None:
        """Return the ids in the path of a thing that has some, or None where it is no such path.

        >>> PATHS.ids("serie/x"), PATHS.ids("vocabulaire/theme/x"), PATHS.ids("rien/x")
        (('x',), ('theme', 'x'), None)
        """
        folder, *ids = path.split("/")
        known = len(ids) == 1 if folder in self.folders else folder == self._names.vocabulary
        return tuple(ids) if known and len(ids) in (1, 2) else None

    def graph_of(self, path: str) -> str:
        """Return the path of the graph that holds what is said of the thing at a path."""
        return self.part(path, self._names.record if self.is_resource(path) else self._names.graph)


PATHS = Paths(NAMES)
"""The paths that catalogues are published with."""


def dump_path(format: Format) -> str:
    """Return the path of the file that holds the whole catalogue in a format, ``catalogue.nt``."""
    return f"{PATHS.catalogue}{format.extension}"
