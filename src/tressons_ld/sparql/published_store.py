"""The store of a publication on the disk: built once, opened by many processes, read only.

``.public.store/`` lies beside ``public/``; in it a folder for each publication that is served,
named by the digest of its manifest::

    0f3c…/db/          the files of the engine (RocksDB): the statements as the default graph, each
                       once, and the quads beside
    0f3c…/store.json   what was built from what, by which engine; those files

A store of another version, or whose files are not as they were built, is built again; from files
that are what was published, or from none.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import tempfile
from array import array
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from tressons_ld.files.regular_file import regular_file
from tressons_ld.findings.errors import FolderError, OutputError, reason_of
from tressons_ld.sparql.dump_digests import refuse_altered_dumps
from tressons_ld.sparql.engine import files_of, fill, opened_file
from tressons_ld.sparql.store_files import BuiltFile, built_files, held_against

if TYPE_CHECKING:
    import pyoxigraph as ox

FORMAT = 3
DATABASE = "db"
MOST_GRAPHS = 200
"""Named graphs that a description lists: a catalogue has one for each thing."""
MOST_OVERLAPPING = 1000
"""Of the graphs that share a statement as many are known: each worker has the list of them."""
_DESCRIPTION = "store.json"
_MANIFEST = "manifest.jsonl"
_LOCK = ".tressons-ld.lock"
_NEW = ".tressons-ld-new-"
_WHERE = ": While "
_DIGEST = re.compile(r"[0-9a-f]{16,}")
_ROOM = 1.5
"""Bytes of disk for each byte of text: what was measured, and half as much while it is packed."""
_PACKED = 12
_LEAST_ROOM = 50 << 20

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class StoreDescription:
    """What a store holds.

    Attributes:
        publication: digest of the publication that it was built from.
        triples: number of statements of the default graph.
        graphs: number of named graphs.
        quads: number of statements in named graphs; one counts in each.
        largest: named graphs, as IRIs, each with its number of statements: all of them, or where
            there are more than :data:`MOST_GRAPHS` those that hold most.
        overlapping: the named graphs, as IRIs, that share a statement with another one; None where
            there are more than :data:`MOST_OVERLAPPING`, and any may.
        format: version of this description.
        engine: version of the engine.
        files: those of the database, by their names.
    """

    publication: str
    triples: int
    graphs: int
    quads: int
    largest: dict[str, int]
    overlapping: tuple[str, ...] | None
    format: int
    engine: str
    files: dict[str, BuiltFile]


def publication_digest(public: Path) -> str:
    """Return what tells this publication from any other: the digest that its manifest ends with.

    Without a manifest that has one, the names, sizes and times of its dumps.

    Raises:
        FolderError: there is no publication.
    """
    with (
        suppress(OSError, ValueError, KeyError, TypeError),
        regular_file(public / _MANIFEST).open("rb") as file,
    ):
        file.seek(-min(1000, file.seek(0, os.SEEK_END)), os.SEEK_CUR)
        digest = str(json.loads(file.read().rstrip(b"\n").rpartition(b"\n")[2])["digest"])
        # It becomes the name of a folder.
        if _DIGEST.fullmatch(digest):
            return digest
    stamps = [(p.name, (s := p.stat()).st_size, s.st_mtime_ns) for p in files_of(public, True) if p]
    return hashlib.sha256(json.dumps(stamps).encode()).hexdigest()[:32]


class PublishedStores:
    """The stores of one output folder.

    Attributes:
        folder: where they lie.
    """

    def __init__(self, public: Path, folder: Path | None = None) -> None:
        """Take the published folder, and where its stores lie: beside it, unless told otherwise."""
        self._public = public
        self.folder = folder or public.with_name(f".{public.name}.store")

    def current(self, digest: str, thorough: bool = False) -> StoreDescription | None:
        """Return the store of a publication; None where there is none, or none that is whole.

        Args:
            digest: of the publication.
            thorough: whether all its files are read, whatever their times.
        """
        folder = self.folder / digest
        try:
            description = _described(regular_file(folder / _DESCRIPTION).read_text("utf-8"))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            return None
        built = (description.publication, description.format, description.engine)
        if built != (digest, FORMAT, _engine()):
            return None
        files = held_against(folder / DATABASE, description.files, thorough)
        if files is None:
            return None
        if files != description.files:
            # A copy: read once, and known by its times from now on.
            description = replace(description, files=files)
            with suppress(OSError):
                _describe(description, folder)
        return description

    def discard(self, digest: str) -> None:
        """Have the store of a publication be none: it is built again when it is asked for."""
        with suppress(OSError):
            _remove(self.folder / digest / _DESCRIPTION)

    def database(self, digest: str) -> Path:
        """Return where the engine's files of a publication lie."""
        return self.folder / digest / DATABASE

    def build(self, digest: str, progress: Progress | None = None) -> StoreDescription:
        """Build the store of the publication that has this digest, unless another process has.

        Args:
            digest: of the publication, as it lies there now.
            progress: told the bytes read, and their number.

        Raises:
            FolderError: there is no publication, its files are damaged, or it was replaced
                meanwhile by another one.
            OutputError: there is no room, or the store cannot be written.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with self._alone():
                if there := self.current(digest):
                    return there
                self._remove_unfinished()
                self._refuse_full_disk()
                refuse_altered_dumps(self._public, _MANIFEST)
                with tempfile.TemporaryDirectory(prefix=_NEW, dir=self.folder) as new:
                    description = self._filled(Path(new) / "s", digest, progress)
                    if publication_digest(self._public) != digest:
                        raise FolderError("folder.publication-replaced", path=self._public)
                    _remove(self.folder / digest)
                    (Path(new) / "s").rename(self.folder / digest)
                return description
        except (OSError, RuntimeError) as error:
            # What the engine says of it ends in a path of its own.
            told, *_ = str(error).split(_WHERE)
            reason = reason_of(error) if getattr(error, "errno", None) else told
            raise OutputError("output.store", place=self.folder, reason=reason) from error

    @property
    def megabytes(self) -> int:
        """How much is to be read for the store of the publication that lies there."""
        with suppress(FolderError, OSError):
            files = [path for path in files_of(self._public, True) if path]
            return sum(path.stat().st_size for path in files) >> 20
        return 0

    def remove_others(self, digests: set[str]) -> None:
        """Remove the stores of publications that are none of these; what is no store stays."""
        with suppress(OSError):
            for folder in self.folder.iterdir():
                a_store = _DIGEST.fullmatch(folder.name) and (folder / _DESCRIPTION).is_file()
                if a_store and folder.name not in digests:
                    shutil.rmtree(folder, ignore_errors=True)

    def remove_unfinished(self) -> None:
        """Remove what somebody had begun to build and was ended, unless another builds there."""
        with suppress(OSError), self._alone(wait=False):
            self._remove_unfinished()

    def _remove_unfinished(self) -> None:
        for litter in self.folder.glob(f"{_NEW}*"):
            shutil.rmtree(litter, ignore_errors=True)

    def _filled(self, folder: Path, digest: str, progress: Progress | None) -> StoreDescription:
        import pyoxigraph as ox

        folder.mkdir()
        store = ox.Store(folder / DATABASE)
        sources = [path for path in files_of(self._public, True) if path]
        whole = sum(path.stat().st_size for path in sources)
        done = 0

        def opened(path: Path) -> IO[bytes]:
            return cast(IO[bytes], _CountingReader(opened_file(path), count))

        def count(more: int) -> None:
            nonlocal done
            done += more
            if progress is not None:
                progress(min(done, whole), whole)

        fill(store, self._public, True, opened)
        store.optimize()
        store.flush()
        graphs = sum(1 for _ in store.named_graphs())
        triples = _count(store, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")
        quads = len(store) - triples
        named = files_of(self._public, True)[1]
        overlapping = overlapping_graphs(lambda: opened_file(named)) if named else ()
        largest = _largest_graphs(store)
        del store
        known = tuple(overlapping) if len(overlapping) <= MOST_OVERLAPPING else None
        description = StoreDescription(
            *(digest, triples, graphs, quads, largest, known),
            *(FORMAT, _engine(), built_files(folder / DATABASE)),
        )
        _describe(description, folder)
        return description

    def _refuse_full_disk(self) -> None:
        files = [path for path in files_of(self._public, True) if path]
        texts = sum(p.stat().st_size * (_PACKED if p.suffix == ".gz" else 1) for p in files)
        needed = int(texts * _ROOM) + _LEAST_ROOM
        free = shutil.disk_usage(self.folder).free
        if free < needed:
            raise OutputError(
                "output.no-room-for-store",
                place=self.folder,
                needed=needed >> 20,
                free=free >> 20,
            )

    @contextmanager
    def _alone(self, wait: bool = True) -> Iterator[None]:
        """Hold the folder: another process that builds there is waited for, or is an OSError."""
        try:
            import fcntl
        except ImportError:
            yield
            return
        with (self.folder / _LOCK).open("a", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
            yield


def open_store(database: Path) -> ox.Store:
    """Return a store, opened to be read only; any number of processes may.

    Raises:
        OSError: it is missing or damaged.
    """
    import pyoxigraph as ox

    return ox.Store.read_only(str(database))


_BUCKETS = 64


def overlapping_graphs(opened: Callable[[], IO[bytes]]) -> list[str]:
    """Return the graphs of an N-Quads file, as IRIs, that share a statement with another one.

    Each statement is known by a hash of eight bytes; they are compared a bucket at a time.

    Args:
        opened: opens the file, which is read twice.
    """
    buckets = [array("q") for _ in range(_BUCKETS)]
    with opened() as file:
        for line in file:
            number = hash(line.rpartition(b" <")[0])
            buckets[number % _BUCKETS].append(number)
    shared: set[int] = set()
    for bucket in buckets:
        seen: set[int] = set()
        for number in bucket:
            (shared if number in seen else seen).add(number)
    if not shared:
        return []
    graphs = set()
    with opened() as file:
        for line in file:
            triple, _, graph = line.rpartition(b" <")
            if hash(triple) in shared:
                graphs.add(graph.partition(b">")[0].decode())
    return sorted(graphs)


class _CountingReader:
    """A file that tells how much of it was read."""

    def __init__(self, file: IO[bytes], count: Callable[[int], None]) -> None:
        self._file, self._count = file, count

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._count(len(piece))
        return piece

    def __enter__(self) -> _CountingReader:
        return self

    def __exit__(self, *error: object) -> None:
        self._file.close()


def _count(store: ox.Store, question: str) -> int:
    (row,) = cast(Any, store.query(question))
    return int(row[0].value)


def _largest_graphs(store: ox.Store) -> dict[str, int]:
    """Return the named graphs that hold most statements, by name, with the number of each."""
    rows = cast(
        Any,
        store.query(
            "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g "
            f"ORDER BY DESC(?n) ?g LIMIT {MOST_GRAPHS}"
        ),
    )
    return dict(sorted((row["g"].value, int(row["n"].value)) for row in rows))


def _engine() -> str:
    import pyoxigraph

    return pyoxigraph.__version__


def _described(text: str) -> StoreDescription:
    values = json.loads(text)
    known = values["overlapping"]
    values["overlapping"] = None if known is None else tuple(known)
    values["files"] = {name: BuiltFile(*each) for name, each in values["files"].items()}
    return StoreDescription(**values)


def _describe(description: StoreDescription, folder: Path) -> None:
    new = folder / f"{_DESCRIPTION}.new"
    new.write_text(json.dumps(asdict(description)), "utf-8")
    new.replace(folder / _DESCRIPTION)


def _remove(place: Path) -> None:
    """Remove a folder, or whatever stands in its place."""
    if place.is_dir() and not place.is_symlink():
        shutil.rmtree(place)
    else:
        place.unlink(missing_ok=True)
