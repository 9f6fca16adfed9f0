"""The dump of a publication, ``catalogue.nq``, read a graph at a time.

A publication writes each graph in one run of lines; a file that another tool has sorted is
gathered again, graph by graph, in a scratch folder.
"""

import gzip
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from hashlib import blake2b
from pathlib import Path
from typing import IO, NamedTuple

from tressons_ld.catalogue.paths import CATALOGUE_PATH, FRENCH_PATHS, PATHS_IN, Paths, dump_path
from tressons_ld.findings.errors import PublicationError, reason_of
from tressons_ld.publication.comparison.statements import (
    NotAQuad,
    graph_of,
    is_nothing,
    triples_of,
)
from tressons_ld.publication.manifest import header_of
from tressons_ld.rdf.formats import N_QUADS
from tressons_ld.rdf.terms import Triple

FILES = (dump_path(N_QUADS), f"{dump_path(N_QUADS)}.gz")
_CATALOGUES = {f"{paths.graph_of(CATALOGUE_PATH)}>".encode(): paths for paths in PATHS_IN.values()}
_MOST_LINES = 4_000_000
_PIECE = 1 << 24
_LONGEST_LINE = 1 << 24
_UNPACKED, _TIMES = 64 << 20, 200
"""Bytes that any file may unpack to, and times its size: a publication comes to 25."""

BytesRead = Callable[[int], None]
"""Called with the number of bytes read since the last call."""


class ByteRange(NamedTuple):
    """Where the lines of a graph stand in the file: offset and length in bytes."""

    offset: int
    length: int


class Block(NamedTuple):
    """The lines of a graph."""

    graph: bytes
    place: ByteRange
    text: bytes


class ScatteredGraphError(Exception):
    """The lines of a graph do not stand together."""


class DumpReader:
    """The dump of one publication.

    Attributes:
        source: the folder or file that was named.
        path: the file of quads.
        base: the ``base_iri`` of the catalogue, as bytes.
    """

    def __init__(self, source: Path, scratch: Path) -> None:
        """Find the file and what its IRIs begin with.

        Args:
            source: a published folder, or a file of N-Quads, ``.gz`` too.
            scratch: an empty folder for what must be unpacked or gathered.

        Raises:
            PublicationError: there is no such file, or it is not that of a publication.
        """
        self.source, self._scratch, self._stack = source, scratch, ExitStack()
        self.path = _file_of(source)
        self._file = self._opened()
        self.base, self.paths = self._base()

    def __enter__(self) -> "DumpReader":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    @property
    def size(self) -> int:
        """Length of the file that is read, in bytes."""
        return self._file.seek(0, 2)

    def blocks(self, on_read: BytesRead | None = None) -> Iterator[Block]:
        """Yield the lines of each graph, in the order of the file.

        Raises:
            PublicationError: a line is no quad of a named graph; the last one is cut.
        """
        self._file.seek(0)
        offset, suffix, graph = 0, b"\0", b""
        lines: list[bytes] = []
        for line in self._lines():
            if line.endswith(suffix):
                lines.append(line)
                continue
            named = graph_of(line)
            if named is None:
                if not line.endswith(b"\n"):
                    raise PublicationError("dump.cut", path=self.path)
                if not is_nothing(line):
                    raise self._unreadable(offset + sum(map(len, lines)))
                named = graph
            if named != graph:
                if lines:
                    block = self._block(graph, offset, lines)
                    offset += block.place.length
                    yield block
                    if on_read:
                        on_read(block.place.length)
                graph, lines = named, []
                suffix = b" %b .\n" % named
            lines.append(line)
            if len(lines) > _MOST_LINES:
                raise self._not_a_publication()
        if lines:
            yield self._block(graph, offset, lines)

    def _lines(self) -> Iterator[bytes]:
        number = 0
        while line := self._file.readline(_LONGEST_LINE):
            number += 1
            if len(line) == _LONGEST_LINE:
                megabytes = _LONGEST_LINE >> 20
                raise PublicationError(
                    "dump.line-too-long", path=self.path, number=number, megabytes=megabytes
                )
            yield line

    def _block(self, graph: bytes, offset: int, lines: list[bytes]) -> Block:
        text = b"".join(lines)
        if not graph:
            raise self._not_a_publication()
        return Block(graph, ByteRange(offset, len(text)), text)

    def text(self, place: ByteRange) -> bytes:
        """Return the lines that stand at a place."""
        self._file.seek(place.offset)
        return self._file.read(place.length)

    @staticmethod
    def graph(text: bytes) -> bytes:
        """Return the name of the graph that lines state something in, ``<…>``."""
        named = (graph_of(line) for line in text.splitlines(keepends=True))
        return next((graph for graph in named if graph), b"")

    def triples(self, place: ByteRange, text: bytes | None = None) -> frozenset[Triple]:
        """Return the statements of the lines at a place.

        Args:
            place: where they stand.
            text: the lines, where they are read already.

        Raises:
            PublicationError: a line cannot be read.
        """
        lines = self.text(place) if text is None else text
        try:
            return triples_of(lines)
        except NotAQuad as error:
            before = lines.split(b"\n")[: error.args[0]]
            raise self._unreadable(place.offset + sum(len(line) + 1 for line in before)) from None

    def gather(self) -> None:
        """Put the lines of each graph together, in a file of the scratch folder."""
        number = min(max(self.size // _PIECE, 1), 256)
        target = self._scratch / "gathered.nq"
        with ExitStack() as stack, target.open("wb") as out:
            pieces = [
                stack.enter_context((self._scratch / f"piece-{each}").open("w+b"))
                for each in range(number)
            ]
            for block in self.blocks():
                hashed = blake2b(block.graph, digest_size=4).digest()
                ended = block.text if block.text.endswith(b"\n") else block.text + b"\n"
                pieces[int.from_bytes(hashed) % number].write(ended)
            for piece in pieces:
                piece.seek(0)
                lines = [line.rstrip(b"\r\n") + b"\n" for line in piece if not is_nothing(line)]
                lines.sort(key=lambda line: (graph_of(line) or b"", line))
                out.writelines(lines)
        self._file = self._stack.enter_context(target.open("rb"))

    # --- opening --------------------------------------------------------------------------------

    def _opened(self) -> IO[bytes]:
        try:
            if self.path.suffix != ".gz":
                self._check_size()
                return self._stack.enter_context(self.path.open("rb"))
            target = self._scratch / "unpacked.nq"
            with gzip.open(self.path) as packed, target.open("wb") as out:
                most = max(_UNPACKED, self.path.stat().st_size * _TIMES)
                while block := packed.read(1 << 20):
                    if out.tell() > most:
                        raise PublicationError(
                            "dump.unpacks-large", path=self.path, megabytes=most >> 20
                        )
                    out.write(block)
            return self._stack.enter_context(target.open("rb"))
        except EOFError:
            raise PublicationError("dump.cut", path=self.path) from None
        except (gzip.BadGzipFile, zlib.error):
            raise PublicationError("dump.not-gzip", path=self.path) from None
        except OSError as error:
            reason = reason_of(error)
            raise PublicationError("dump.unreadable", path=self.path, reason=reason) from None

    def _check_size(self) -> None:
        """Compare the file's size with the one that the publication wrote down, if it did."""
        if self.path.name != FILES[0]:
            return
        try:
            stated = header_of(self.path.parent)["ends"][FILES[0]][0]
        except (KeyError, IndexError, TypeError):
            return
        size = self.path.stat().st_size
        if isinstance(stated, int) and size < stated:
            raise PublicationError("dump.too-short", path=self.path, size=size, stated=stated)

    def _base(self) -> tuple[bytes, Paths]:
        first = self._file.readline(_LONGEST_LINE)
        if not first:
            raise PublicationError("dump.empty", path=self.path)
        if first.endswith(b"\n"):
            self._file.seek(0)
            for line in self._lines():
                for name, paths in _CATALOGUES.items():
                    if name in line and (graph := graph_of(line)) and graph.endswith(name):
                        return graph[1 : -len(name)], paths
        raise self._not_a_publication()

    # --- what is wrong --------------------------------------------------------------------------

    def _not_a_publication(self) -> PublicationError:
        graph = FRENCH_PATHS.graph_of(CATALOGUE_PATH)
        return PublicationError("dump.not-a-publication", path=self.path, graph=graph)

    def _unreadable(self, offset: int) -> PublicationError:
        self._file.seek(0)
        number, left = 1, offset
        while left and (piece := self._file.read(min(left, 1 << 20))):
            number, left = number + piece.count(b"\n"), left - len(piece)
        return PublicationError("dump.not-a-quad", path=self.path, number=number)


def _file_of(source: Path) -> Path:
    if source.is_dir():
        for name in FILES:
            if (source / name).is_file():
                return source / name
        raise PublicationError("dump.missing", source=source)
    if not source.exists():
        raise PublicationError("dump.not-found", source=source)
    if Path(source.name.removesuffix(".gz")).suffix != N_QUADS.extension:
        raise PublicationError("dump.unknown-extension", source=source)
    return source
