"""The differences of two publications, one thing after the other.

Each dump is read once for a digest of each graph; then the lines of those that differ, and of no
other, are read again. A resource that is gone and whose successor is stated
(``<old> dct:isReplacedBy <new>``) has got another name, or has been merged into its successor.
"""

import struct
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

from tressons_ld.files.output import scratch_folder
from tressons_ld.publication.comparison.cells import (
    Cell,
    Side,
    cells_of,
)
from tressons_ld.publication.comparison.dump import (
    ByteRange,
    BytesRead,
    DumpReader,
)
from tressons_ld.publication.comparison.index import (
    RECORD_GRAPHS,
    THING_GRAPHS,
    GraphIndex,
    GraphKind,
    IndexedGraph,
    differing,
    index_of,
    key_of,
)
from tressons_ld.rdf.terms import (
    Iri,
    Triple,
    literal_parts,
)
from tressons_ld.rdf.terms import Literal as LiteralTerm
from tressons_ld.rdf.vocabularies import DCT

What: TypeAlias = Literal["added", "removed", "renamed", "merged", "changed"]

Statements: TypeAlias = tuple[bytes, frozenset[Triple], frozenset[Triple]]
"""A graph, what one dump alone states in it, and what the other alone does."""

_PAIR = struct.Struct(">QQQQ")
_GRAPH = struct.Struct(">?QQQQ")
_NOWHERE = ByteRange(0, 0)


class NamedThing(NamedTuple):
    """A thing of one dump: the path of its IRI under the base, its IRI, its name if it has one."""

    path: str
    iri: str
    label: str | None


@dataclass(frozen=True, slots=True)
class ThingChange:
    """What became of one thing.

    Attributes:
        what: ``added``, ``removed``; ``renamed``, it has another IRI; ``merged``, an entry that
            was there before takes its place; ``changed``.
        kind: an entry, something shared, or a notice about an entry that is gone.
        old: the thing in the old publication; None when it is new.
        new: the thing in the new one, its successor if it was merged; None when it is gone.
        cells: the cells that differ; all of them for a thing that is new or gone.
    """

    what: What
    kind: GraphKind
    old: NamedThing | None
    new: NamedThing | None
    cells: tuple[Cell, ...]


@dataclass
class _Places:
    """Where what differs stands, packed, by kind and by what became of it."""

    packed: dict[tuple[GraphKind, What], list[bytes]] = field(default_factory=dict)

    def add(
        self, kind: GraphKind, what: What, old: ByteRange | None, new: ByteRange | None
    ) -> None:
        first, second = (new, old) if new else (old, new)
        record = _PAIR.pack(*(first or _NOWHERE), *(second or _NOWHERE))
        self.packed.setdefault((kind, what), []).append(record)

    def add_notice(self, before: IndexedGraph | None, after: IndexedGraph | None) -> None:
        """Add what became of a notice, if one of the two graphs is one."""
        was = before if before and before.kind is GraphKind.NOTICE else None
        now = after if after and after.kind is GraphKind.NOTICE else None
        if was or now:
            what: What = "changed" if was and now else "added" if now else "removed"
            self.add(GraphKind.NOTICE, what, was.place if was else None, now.place if now else None)

    def of(
        self, kind: GraphKind, what: What
    ) -> Iterator[tuple[ByteRange | None, ByteRange | None]]:
        for record in sorted(self.packed.get((kind, what), ())):
            offset, length, other, rest = _PAIR.unpack(record)
            first, second = ByteRange(offset, length), ByteRange(other, rest) if rest else None
            yield (first, second) if what == "removed" else (second, first)


_ORDER: tuple[tuple[GraphKind, What], ...] = tuple(
    (kind, what)
    for kind in GraphKind
    for what in ("added", "removed", "renamed", "merged", "changed")
)


class Comparison:
    """Two publications, open."""

    def __init__(self, old: Path, new: Path) -> None:
        """Open both.

        Args:
            old: the publication before, a folder or a file of N-Quads.
            new: the publication after.

        Raises:
            PublicationError: one of them is no publication.
        """
        self._stack = ExitStack()
        try:
            self.old, self.new = (
                self._stack.enter_context(
                    DumpReader(source, self._stack.enter_context(scratch_folder(None)))
                )
                for source in (old, new)
            )
        except BaseException:
            self._stack.close()
            raise
        self._from = b"<" + self.old.base
        self._to = b"<" + self.new.base

    def __enter__(self) -> "Comparison":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    @property
    def size(self) -> int:
        """Number of bytes to be read for the digests."""
        return self.old.size + self.new.size

    @property
    def bases(self) -> tuple[str, str]:
        """The ``base_iri`` of each."""
        return self.old.base.decode(), self.new.base.decode()

    def changes(self, on_read: BytesRead | None = None) -> Iterator[ThingChange]:
        """Return what became of each thing that differs: entries first, in the order of the table.

        Where ``base_iri`` differs, things are compared by their paths under it.

        Raises:
            PublicationError: a line of a dump cannot be read.
        """
        old = index_of(self.old, True, self.rebased, on_read)
        new = index_of(self.new, True, bytes, on_read)
        places = self._places(old, new)
        told = _Telling(self, old.labels, new.labels)
        changes = (
            told.change(kind, what, before, after)
            for kind, what in _ORDER
            for before, after in places.of(kind, what)
        )
        return (change for change in changes if change is not None)

    def graphs(self, on_read: BytesRead | None = None) -> "Graphs":
        """Return the graphs that differ, by their whole names.

        Raises:
            PublicationError: a line of a dump cannot be read.
        """
        old, new = (
            index_of(self.old, False, bytes, on_read),
            index_of(self.new, False, bytes, on_read),
        )
        packed = sorted(
            _GRAPH.pack(
                before is None,
                *(before.place if before else _NOWHERE),
                *(after.place if after else _NOWHERE),
            )
            for _, before, after in differing(old, new)
            if not (before and after and before.digest == after.digest)
        )
        return Graphs(self, (old.digest, new.digest), packed)

    def rebased(self, text: bytes) -> bytes:
        """Return lines of the old dump with the ``base_iri`` of the new one."""
        return text if self._from == self._to else text.replace(self._from, self._to)

    # --- what corresponds to what -----------------------------------------------------------------

    def _places(self, old: GraphIndex, new: GraphIndex) -> _Places:
        places = _Places()
        successors = self._successors(new)
        wanted = {key for pair in successors.items() for key in pair}
        gone: dict[bytes, IndexedGraph] = {}
        come: dict[bytes, IndexedGraph] = {}
        for key, before, after in differing(old, new):
            was, now = _described(before), _described(after)
            if was and now:
                places.add(now.kind, "changed", was.place, now.place)
            elif was and key in wanted:
                gone[key] = was
            elif was:
                places.add(was.kind, "removed", was.place, None)
            elif now and key in wanted:
                come[key] = now
            elif now:
                places.add(now.kind, "added", None, now.place)
            places.add_notice(before, after)
        for key, before in sorted(gone.items(), key=lambda each: each[1].place):
            self._add_successor(places, key, before, successors, come, new)
        for after in come.values():
            places.add(after.kind, "added", None, after.place)
        return places

    @staticmethod
    def _add_successor(
        places: _Places,
        key: bytes,
        before: IndexedGraph,
        successors: dict[bytes, bytes],
        come: dict[bytes, IndexedGraph],
        new: GraphIndex,
    ) -> None:
        """Follow the chain of successors of what is gone to one that is there."""
        passed = {key}
        following = successors.get(key)
        while following is not None and following not in passed:
            passed.add(following)
            if after := come.pop(following, None):
                places.add(before.kind, "renamed", before.place, after.place)
                return
            there = new.get(following)
            if there and there.kind is before.kind:
                places.add(before.kind, "merged", before.place, there.place)
                return
            following = successors.get(following)
        places.add(before.kind, "removed", before.place, None)

    def _successors(self, new: GraphIndex) -> dict[bytes, bytes]:
        """Return, for the key of each graph of a thing that is replaced, that of its successor."""
        return {
            key_of(self._path(old) + graph): key_of(self._path(successor) + graph)
            for old, successor in new.replaced.items()
            for graph in (*RECORD_GRAPHS, *THING_GRAPHS)
        }

    def _path(self, iri: str) -> bytes:
        name = iri[1:-1].encode()
        return name.removeprefix(self.new.base).removeprefix(self.old.base)


def _described(graph: IndexedGraph | None) -> IndexedGraph | None:
    """Return the graph if it describes a thing, and does not only say what became of it."""
    return None if graph is None or graph.kind is GraphKind.NOTICE else graph


class Graphs:
    """The graphs that two dumps do not state alike.

    Attributes:
        digests: a digest of each dump.
    """

    def __init__(
        self, comparison: Comparison, digests: tuple[bytes, bytes], packed: list[bytes]
    ) -> None:
        self._old, self._new = comparison.old, comparison.new
        self.digests, self._packed = digests, packed

    def __iter__(self) -> Iterator[Statements]:
        """Yield the name of each graph, what the old dump alone states in it, and the new alone.

        Graphs of the old dump come first, in its order; then those of the new one alone.

        Raises:
            PublicationError: a line of a dump cannot be read.
        """
        for record in self._packed:
            _, *numbers = _GRAPH.unpack(record)
            before, after = ByteRange(*numbers[:2]), ByteRange(*numbers[2:])
            old_text, new_text = self._old.text(before), self._new.text(after)
            old, new = self._old.triples(before, old_text), self._new.triples(after, new_text)
            if old != new:
                yield DumpReader.graph(old_text or new_text), old - new, new - old


class _Telling:
    """Reads again what differs, and says in what."""

    def __init__(self, comparison: Comparison, old: dict[str, str], new: dict[str, str]) -> None:
        self._old, self._new = comparison.old, comparison.new
        self._rebased = comparison.rebased
        self._base = self._new.base.decode()
        self._labels = _relabelled(old, *comparison.bases), new

    def change(
        self, kind: GraphKind, what: What, before: ByteRange | None, after: ByteRange | None
    ) -> ThingChange | None:
        """Return the change, or None if both say the same in another spelling."""
        old_text = self._old.text(before) if before else b""
        new_text = self._new.text(after) if after else b""
        old = self._named(old_text, self._old, before, self._labels[0]) if before else None
        new = self._named(new_text, self._new, after, self._labels[1]) if after else None
        if what == "merged":
            return ThingChange(what, kind, old, new, ())
        spelt = self._rebased(old_text)
        if old and new and old.path != new.path:
            for end in (b">", b"#"):
                was, now = (f"<{self._base}{each.path}".encode() + end for each in (old, new))
                spelt = spelt.replace(was, now)
        told = new or old
        assert told is not None
        root = Iri(f"<{self._base}{told.path}>")
        stated_old = self._old.triples(before, spelt) if before else frozenset()
        stated_new = self._new.triples(after, new_text) if after else frozenset()
        if stated_old == stated_new:
            return None
        sides = Side(stated_old, self._labels[0]), Side(stated_new, self._labels[1])
        return ThingChange(what, kind, old, new, cells_of(self._base, root, *sides))

    @staticmethod
    def _named(
        text: bytes, dump: DumpReader, place: ByteRange | None, labels: dict[str, str]
    ) -> NamedThing:
        assert place is not None
        base, triples = dump.base.decode(), dump.triples(place, text)
        iri = f"{DumpReader.graph(text).decode().rpartition('#')[0]}>"
        titles = sorted(o for s, p, o in triples if s == iri and p == DCT.title)
        name = labels.get(iri) or next(iter(titles), None)
        label = literal_parts(LiteralTerm(name))[0] if name else None
        return NamedThing(iri[1:-1].removeprefix(base), iri[1:-1], label)


def _relabelled(labels: dict[str, str], old_base: str, new_base: str) -> dict[str, str]:
    """Return the labels by the IRIs that things have under another base."""
    if old_base == new_base:
        return labels
    start = f"<{old_base}"
    moved = {
        f"<{new_base}{iri[len(start) :]}": label
        for iri, label in labels.items()
        if iri.startswith(start)
    }
    return labels | moved
