"""The graphs of a publication, each with the digest by which a change is seen.

What is held is a few hundred bytes a graph; statements are read again when they are sent.
"""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple

from tressons_ld.catalogue.iris import Iris
from tressons_ld.publication.comparison.dump import (
    Block,
    ByteRange,
    BytesRead,
    DumpReader,
)
from tressons_ld.rdf.terms import Iri, Triple, unescape


class PublishedGraph(NamedTuple):
    """A graph of a publication.

    Attributes:
        name: its IRI.
        digest: SHA-256 of its lines in N-Quads, sorted, in hexadecimal.
        triples: how many statements it holds.
        place: where its lines stand in the dump.
    """

    name: Iri
    digest: str
    triples: int
    place: ByteRange


class PublishedGraphs:
    """The graphs of a publication, in the order of its dump.

    Attributes:
        base: what the names of its things begin with.
        iris: these names.
    """

    def __init__(self, dump: DumpReader, on_read: BytesRead | None = None) -> None:
        """Read all of them.

        Args:
            dump: the dump, open.
            on_read: called with the number of bytes just read.

        Raises:
            PublicationError: a line cannot be read.
        """
        self._dump = dump
        self.iris = Iris(dump.base.decode(), dump.paths)
        self.base = self.iris.base
        graphs = self._read(on_read)
        if graphs is None:
            # Another tool has sorted the lines: the graphs are put together first.
            dump.gather()
            graphs = self._read(None)
        self._graphs = graphs or {}

    def _read(self, on_read: BytesRead | None) -> dict[Iri, PublishedGraph] | None:
        graphs: dict[Iri, PublishedGraph] = {}
        for block in self._dump.blocks(on_read):
            graph = _graph_of(block)
            if graph.name in graphs:
                return None
            graphs[graph.name] = graph
        return graphs

    def __iter__(self) -> Iterator[PublishedGraph]:
        """Yield the graphs, in the order of the dump."""
        return iter(self._graphs.values())

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._graphs)

    def __contains__(self, name: object) -> bool:
        return name in self._graphs

    def quads(self, graph: PublishedGraph) -> bytes:
        """Return the lines of a graph, each whole."""
        text = self._dump.text(graph.place)
        return text if text.endswith(b"\n") else text + b"\n"

    def n_triples(self, graph: PublishedGraph) -> bytes:
        """Return the statements of a graph in N-Triples.

        Raises:
            PublicationError: a line cannot be read.
        """
        lines = self.quads(graph).splitlines(keepends=True)
        end = b" %b .\n" % graph.name.encode()
        if all(line.endswith(end) for line in lines):
            return b"".join([line[: -len(end)] + b" .\n" for line in lines])
        return b"".join(b"%b .\n" % " ".join(each).encode() for each in sorted(self.triples(graph)))

    def triples(self, graph: PublishedGraph) -> frozenset[Triple]:
        """Return the statements of a graph.

        Raises:
            PublicationError: a line cannot be read.
        """
        return self._dump.triples(graph.place)


def _graph_of(block: Block) -> PublishedGraph:
    lines = sorted({line.rstrip(b"\r\n") for line in block.text.splitlines()} - {b""})
    digest = hashlib.sha256(b"".join(b"%b\n" % line for line in lines)).hexdigest()
    return PublishedGraph(Iri(unescape(block.graph.decode())), digest, len(lines), block.place)
