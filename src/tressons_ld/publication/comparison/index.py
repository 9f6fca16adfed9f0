"""Which graphs of two dumps differ, from a digest of each: 37 bytes a graph are held, no statement.

The records of a dump are spread over 256 lists by the first byte of their key, and joined list by
list.
"""

import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import blake2b
from typing import NamedTuple

from tressons_ld.catalogue.paths import RESOURCE_FOLDERS, SETS
from tressons_ld.mapping.shared_things import LABELS
from tressons_ld.publication.comparison.dump import (
    Block,
    ByteRange,
    BytesRead,
    DumpReader,
    ScatteredGraphError,
)
from tressons_ld.rdf.terms import Triple, is_literal
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    OWL,
)

_RECORD = struct.Struct(">12s12sQIB")
_DATASET = DCAT.Dataset.encode()
_DEPRECATED = OWL.deprecated.encode()
_REPLACED = DCT.isReplacedBy.encode()
RECORD_GRAPHS = tuple(f"#{names.record}>".encode() for names in SETS.values())
THING_GRAPHS = tuple(f"#{names.graph}>".encode() for names in SETS.values())
_RESOURCES = tuple(folder.encode() for folder in RESOURCE_FOLDERS)


class GraphKind(IntEnum):
    """What a graph is about.

    ENTRY: a resource. THING: something shared. NOTICE: what became of either when it is gone.
    """

    ENTRY = 0
    THING = 1
    NOTICE = 2


class IndexedGraph(NamedTuple):
    """A graph in an index."""

    digest: bytes
    place: ByteRange
    kind: GraphKind


@dataclass
class GraphIndex:
    """The graphs of one dump, by the key of their names.

    Attributes:
        labels: the names of the shared things, by IRI.
        replaced: the IRI of each thing that another one replaces, with that one's.
    """

    labels: dict[str, str] = field(default_factory=dict)
    replaced: dict[str, str] = field(default_factory=dict)
    _lists: list[bytearray] = field(default_factory=lambda: [bytearray() for _ in range(256)])

    def add(self, key: bytes, graph: IndexedGraph) -> None:
        """Add a graph."""
        digest, place, kind = graph
        self._lists[key[0]] += _RECORD.pack(key, digest, *place, kind)

    def part(self, first: int) -> dict[bytes, IndexedGraph]:
        """Return the graphs whose keys begin with this byte.

        Raises:
            ScatteredGraphError: a graph was added twice.
        """
        records = _RECORD.iter_unpack(self._lists[first])
        found = {
            key: IndexedGraph(digest, ByteRange(offset, length), GraphKind(kind))
            for key, digest, offset, length, kind in records
        }
        if len(found) * _RECORD.size != len(self._lists[first]):
            raise ScatteredGraphError
        return found

    @property
    def digest(self) -> bytes:
        """A digest of the whole dump, whatever the order of its graphs."""
        whole = blake2b(digest_size=16)
        for first in range(256):
            for key, found in sorted(self.part(first).items()):
                whole.update(key + found.digest)
        return whole.digest()

    def get(self, key: bytes) -> IndexedGraph | None:
        """Return the graph of a key, if there is one."""
        return self.part(key[0]).get(key)


def key_of(path: bytes) -> bytes:
    """Return the key of a graph, by its path under the base or by its whole name."""
    return blake2b(path, digest_size=12).digest()


def index_of(
    dump: DumpReader,
    relative: bool,
    spelt: Callable[[bytes], bytes],
    on_read: BytesRead | None = None,
) -> GraphIndex:
    """Return the index of a dump.

    Args:
        dump: the dump; its file is gathered first where it must be.
        relative: key the graphs by their paths under the base.
        spelt: gives the lines as they are to be compared.
        on_read: called as the file is read.

    Raises:
        PublicationError: a line cannot be read.
    """
    for _ in range(2):
        index = GraphIndex()
        for block in dump.blocks(on_read):
            path = _path(block, dump.base)
            kind = _kind(path, block.text)
            digest = blake2b(spelt(block.text), digest_size=12).digest()
            index.add(
                key_of(path if relative else block.graph), IndexedGraph(digest, block.place, kind)
            )
            if kind is GraphKind.THING:
                for triple in dump.triples(block.place, block.text):
                    _label(index.labels, triple)
            if _REPLACED in block.text:
                stated = dump.triples(block.place, block.text)
                index.replaced.update((s, o) for s, p, o in sorted(stated) if p == DCT.isReplacedBy)
        try:
            for first in range(256):
                index.part(first)
        except ScatteredGraphError:
            dump.gather()
            continue
        break
    return index


def _path(block: Block, base: bytes) -> bytes:
    return block.graph[1:].removeprefix(base)


def _kind(path: bytes, text: bytes) -> GraphKind:
    if not path.startswith(_RESOURCES):
        return GraphKind.NOTICE if b" %b " % _DEPRECATED in text else GraphKind.THING
    live = path.endswith(RECORD_GRAPHS) and b" %b " % _DATASET in text
    return GraphKind.ENTRY if live else GraphKind.NOTICE


def _label(labels: dict[str, str], triple: Triple) -> None:
    """Keep a name: the French one of several, else the first in the order of the alphabet."""
    subject, property, value = triple
    if property not in LABELS or not is_literal(value):
        return
    known = labels.get(subject)
    if known is None or _rank(value) < _rank(known):
        labels[subject] = value


def _rank(literal: str) -> tuple[bool, str]:
    return not literal.endswith("@fr"), literal


def differing(
    old: GraphIndex, new: GraphIndex
) -> Iterator[tuple[bytes, IndexedGraph | None, IndexedGraph | None]]:
    """Yield the key of each graph that is in one dump only or whose digests differ."""
    for first in range(256):
        before, after = old.part(first), new.part(first)
        for key, found in before.items():
            there = after.pop(key, None)
            if there is None or found.digest != there.digest or found.kind != there.kind:
                yield key, found, there
        for key, found in after.items():
            yield key, None, found
