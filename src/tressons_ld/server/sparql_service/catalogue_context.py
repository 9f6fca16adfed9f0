"""What the front knows of the catalogue beside the store: its site, its questions, its facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from tressons_ld.catalogue.iris import Iris
from tressons_ld.rdf.formats import TURTLE
from tressons_ld.rdf.terms import Iri, Subject, Triple
from tressons_ld.server.static_site import StaticSite
from tressons_ld.sparql.queries import Queries


@dataclass(frozen=True)
class CatalogueContext:
    """What is known of a catalogue.

    Attributes:
        public: where it is published.
        iris: of the catalogue.
        site: its published site.
        queries: the questions at hand.
        version: of the tool.
    """

    public: Path
    iris: Iris
    site: StaticSite
    queries: Queries
    version: str

    def site_in(self, folder: Path) -> StaticSite:
        """Return the site of a publication, whose files lie in a folder."""
        return StaticSite(folder, self.site.site)


def data_facts(folder: Path, path: str) -> Iterator[Triple]:
    """Yield what a publication says of the catalogue as data, whose document has this path."""
    try:
        yield from _statements(folder / f"{path}{TURTLE.extension}")
    except (OSError, SyntaxError):
        return


def _statements(path: Path) -> tuple[Triple, ...]:
    import pyoxigraph as ox

    from tressons_ld.sparql.engine import term_of

    quads = ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)
    return tuple(
        (cast(Subject, term_of(q.subject)), Iri(term_of(q.predicate)), term_of(q.object))
        for q in quads
    )
