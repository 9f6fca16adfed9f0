"""How the triples of a peer differ from ours."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pyoxigraph as ox

Triple = tuple[str, str, str]
WHOLE = {
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "ttl": ox.RdfFormat.TURTLE,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdf": ox.RdfFormat.RDF_XML,
}


class Compared(NamedTuple):
    """A peer's triples beside ours.

    Attributes:
        peer: what it is called in the results, with the format if it writes several.
        ours: number of our triples.
        missing: number of those that it does not make.
        extra: number of those that it alone makes.
        examples: some of both, in N-Triples, after a minus or a plus sign.
    """

    peer: str
    ours: int
    missing: int
    extra: int
    examples: list[str]


class Published:
    """What tressons-ld says of a catalogue.

    Attributes:
        whole: all triples.
        entries: those about entries, which is what peers make that only map.
    """

    def __init__(self, public: Path) -> None:
        """Read the quads of the publication that lies in a folder."""
        quads = list(_triples(public / "catalogue.nq", ox.RdfFormat.N_QUADS))
        self.whole = {triple for _, triple in quads}
        self.entries = {triple for graph, triple in quads if graph.endswith("#fiche>")}

    def beside(self, peer: str, output: Path) -> Iterator[Compared]:
        """Yield how what a peer wrote differs, for each format that it writes."""
        if (output / "catalogue.nq").exists():
            for extension, format in WHOLE.items():
                theirs = {
                    triple for _, triple in _triples(output / f"catalogue.{extension}", format)
                }
                yield _compared(f"{peer}, .{extension}", self.whole, theirs)
        else:
            theirs = {triple for _, triple in _triples(output, ox.RdfFormat.N_TRIPLES)}
            yield _compared(peer, self.entries, theirs)


def _triples(path: Path, format: ox.RdfFormat) -> Iterator[tuple[str, Triple]]:
    """Yield the triples of a file, or of all files of a folder, with the name of their graph."""
    for file in sorted(path.glob("*.nt")) if path.is_dir() else [path]:
        for quad in ox.parse(path=str(file), format=format):
            triple = str(quad.subject), str(quad.predicate), str(quad.object)
            yield str(quad.graph_name), triple


def _compared(peer: str, ours: set[Triple], theirs: set[Triple]) -> Compared:
    missing, extra = ours - theirs, theirs - ours
    examples = [f"- {' '.join(triple)}" for triple in _of_each_property(missing)]
    examples += [f"+ {' '.join(triple)}" for triple in _of_each_property(extra)]
    return Compared(peer, len(ours), len(missing), len(extra), examples)


def _of_each_property(triples: set[Triple]) -> Iterator[Triple]:
    """Yield one triple of each property."""
    yield from {triple[1]: triple for triple in sorted(triples, reverse=True)}.values()
