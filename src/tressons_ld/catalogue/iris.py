"""What things are called: every IRI that the tool mints, under one base.

An IRI is the base, a path and, for a part of a thing, a hash. Paths are made and taken apart here
alone, from the words of one :class:`PathNames`. Ids are checked when they are read (lower-case
ASCII letters, digits, hyphens), so a minted IRI needs no escaping. Parts of a thing are hash IRIs
of it; they dereference on any static host.
"""

from tressons_ld.catalogue.model import Agent
from tressons_ld.catalogue.paths import CATALOGUE_PATH, FRENCH_PATHS, Paths
from tressons_ld.rdf.terms import Iri, iri

PLACEHOLDER = ".example.org/"


def is_placeholder(address: str) -> bool:
    """Return whether an address is reserved for examples, and leads nowhere (RFC 2606).

    >>> is_placeholder("https://catalogue.example.org/"), is_placeholder("https://example.fr/")
    (True, False)
    """
    return PLACEHOLDER in address


class Iris:
    """The IRIs of one catalogue, by its ``base_iri`` and its paths.

    >>> Iris("https://example.org/").resource("etude")
    '<https://example.org/ressource/etude>'
    """

    def __init__(self, base_iri: str, paths: Paths = FRENCH_PATHS) -> None:
        iri(base_iri)
        self.base, self.paths = base_iri, paths
        self.catalogue = self.at(CATALOGUE_PATH)
        self.data = self.at(self.paths.data)

    def at(self, path: str) -> Iri:
        """Return the IRI at ``path`` under the base."""
        return Iri(f"<{self.base}{path}>")

    def part(self, whole: Iri, name: str) -> Iri:
        """Return the hash IRI of a part: ``<…/ressource/etude#fiche>``."""
        return Iri(f"{whole[:-1]}#{name}>")

    def resource(self, id: str) -> Iri:
        """Return the IRI of a resource."""
        return self.at(self.paths.resource(id))

    def record(self, id: str) -> Iri:
        """Return the IRI of a resource's catalogue record; it also names its graph."""
        return self.part(self.resource(id), self.paths.names.record)

    def graph(self, thing: Iri) -> Iri:
        """Return the name of the graph that holds what is said of a thing under the base."""
        return self.at(self.paths.graph_of(thing[1 + len(self.base) : -1]))

    def source(self, id: str) -> Iri:
        """Return the IRI of the document as received."""
        return self.at(self.paths.source(id))

    def agent(self, agent: Agent) -> Iri:
        """Return the IRI of an organisation or a person."""
        return self.at(self.paths.agent(agent.id, person=agent.person))

    def place(self, id: str) -> Iri:
        """Return the IRI of a territory."""
        return self.at(self.paths.place(id))

    def series(self, id: str) -> Iri:
        """Return the IRI of a series."""
        return self.at(self.paths.series(id))

    def programme(self, id: str) -> Iri:
        """Return the IRI of the programme."""
        return self.at(self.paths.programme(id))

    def scheme(self, scheme: str) -> Iri:
        """Return the IRI of a concept scheme."""
        return self.at(self.paths.scheme(scheme))

    def concept(self, scheme: str, id: str) -> Iri:
        """Return the IRI of a concept."""
        return self.at(self.paths.concept(scheme, id))

    def relative(self, term: str) -> str | None:
        """Return the path under the base of an IRI, hash included, or None if it lies elsewhere."""
        start = f"<{self.base}"
        return term[len(start) : -1] if term.startswith(start) else None
