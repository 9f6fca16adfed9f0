"""``manifest.jsonl``: what a publication was made from, so that the next redoes only what changed.

The first line describes the whole: digests of what every entry depends on, of the shapes, of each
shared thing and of each other file of the catalogue (where a finding of an entry may stand); the
fingerprint of each artifact; the files of each stream and how they end; where the files of entries
lie. Then a line per file that is made once: its path and its digest. Then a line per shard: the
digest of its rows, the length of its run in each stream, the summary of each artifact, the shared
things and linked entries that it names, what was found, the digests of its runs and of its files.
The last line is the digest of all lines before. A manifest that does not end so, or whose sums do
not agree, is none. Runs are copied from one publication to the next by their place in its files; a
manifest of a million entries is read a line at a time.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, NamedTuple

from tressons_ld.artifacts.artifact import page_path
from tressons_ld.files.regular_file import LONGEST_LINE, regular_file
from tressons_ld.files.shelved_mapping import ShelvedMapping
from tressons_ld.findings.finding import Finding
from tressons_ld.identity.published_lines import PublishedLines
from tressons_ld.mapping.rdf_documents import EXTENSIONS
from tressons_ld.publication.shard_findings import finding_from_json, finding_to_json

FILE = "manifest.jsonl"
FORMAT = 7

_MADE_ONCE = b'{"path":'
"""How the line of a file that is made once begins."""


@dataclass(frozen=True)
class Fingerprints:
    """Digests of all that the parts of a publication depend on beside their own rows.

    Attributes:
        common: of what every entry depends on: settings, headings, ontology, the tool itself.
        validation: of the shapes.
        ledger: of the dates that entries take from the lock file, as it lies beside the
            publication.
        things: of each shared thing, by its path under the base.
        tables: of each file of the catalogue but the table of resources, by its path.
        artifacts: of what the parts of each artifact depend on, by its name.
    """

    common: str
    validation: str
    ledger: str
    things: Mapping[str, str]
    tables: Mapping[str, str]
    artifacts: Mapping[str, str]


class StreamFile(NamedTuple):
    """How a stream lies in its file, or in each of its pages.

    Attributes:
        path: of the file; of the first page where there are pages.
        start: length of what stands before the first run, in bytes.
        separator: length of what stands between two runs.
        artifact: whose stream it is.
        paged: whether there are pages.
    """

    path: str
    start: int
    separator: int
    artifact: str
    paged: bool


class StreamEnd(NamedTuple):
    """What the file of a stream, or a page of it, holds beside runs.

    Attributes:
        size: of the file, in bytes.
        head: length of what stands before the first run and its separator.
        tail: length of what stands after the last run.
        digest: of both.
    """

    size: int
    head: int
    tail: int
    digest: str


class ShardPosition(NamedTuple):
    """Where a shard stands in the files of a publication.

    Attributes:
        line: offset of its line in the manifest.
        offsets: stream -> offset of its run in that file, in bytes.
        lengths: stream -> length of its run, in bytes.
        page: the page that it stands in, of streams that have pages, from 1.
    """

    line: int
    offsets: dict[str, int]
    lengths: dict[str, int]
    page: int


@dataclass(frozen=True)
class ShardRecord:
    """What the manifest keeps of a shard, but for its texts.

    Attributes:
        entries: number of entries.
        summaries: artifact -> the summary of its part.
        uses: paths under the base of the shared things that it names.
        links: the entries of other shards that it names, each with a digest of what is said of it
            there; with no id, a digest of which entries name its own, where any does.
        findings: what was found, places counted from its first row.
        runs: stream -> digest of its run.
        files: artifact -> digest of the files of its entries, where it has any.
    """

    entries: int
    summaries: Mapping[str, Any]
    uses: Sequence[str]
    links: Sequence[tuple[str, str]]
    findings: Sequence[Finding]
    runs: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


class Manifest:
    """The manifest of the previous publication, whole, open for reading.

    Attributes:
        folder: the folder of the publication.
        digest: of all its lines but the last.
        fingerprints: what it was made from.
        streams: stream -> how it lies in its file.
        sha512: SHA-512 of each file that was measured, by its path.
        places: where each shard stands, by the digest of its rows.
        ends: what the file of each stream holds beside runs, by its path, pages too.
    """

    def __init__(self, folder: Path) -> None:
        """Read the places of all shards.

        Raises:
            OSError: there is none.
            ValueError, KeyError, TypeError, IndexError: it is not whole, or of another version.
        """
        self.folder = folder
        path = folder / FILE
        if path.is_symlink() or not path.is_file():
            raise FileNotFoundError(path)
        self._file = path.open("rb")
        with ExitStack() as on_error:
            on_error.callback(self.close)
            self._read()
            on_error.pop_all()

    @classmethod
    def of(cls, folder: Path) -> "Manifest | None":
        """Return the manifest of the publication in a folder; None if there is any doubt."""
        with suppress(*_DOUBTS):
            return cls(folder)
        return None

    def _read(self) -> None:
        digest, first = hashlib.blake2b(digest_size=16), self._file.readline(LONGEST_LINE)
        digest.update(first)
        header = json.loads(first)
        if header["format"] != FORMAT:
            raise ValueError("another format")
        self.fingerprints = Fingerprints(**header["fingerprints"])
        self.streams = {name: StreamFile(*each) for name, each in header["streams"].items()}
        self.sha512: dict[str, str] = header["sha512"]
        self.ends = {path: StreamEnd(*each) for path, each in header["ends"].items()}
        self._made_once_at = line_at = self._file.tell()
        while (line := self._file.readline(LONGEST_LINE)).startswith(_MADE_ONCE):
            digest.update(line)
            line_at += len(line)
        self.places = ShelvedMapping[str, ShardPosition]()
        starts = {name: each.start for name, each in self.streams.items()}
        paged = [name for name, each in self.streams.items() if each.paged]
        offsets, page = dict(starts), 1
        reached = {(name, 1): 0 for name in starts}
        while line.startswith(b"["):
            digest.update(line)
            key, (number, *lengths) = json.loads(line[: line.index(b"]") + 1] + b"]")
            if number != page:
                page = number
                offsets.update((name, starts[name]) for name in paged)
            sizes = dict(zip(self.streams, lengths, strict=True))
            self.places.add(key, ShardPosition(line_at, dict(offsets), sizes, page))
            for name, size in sizes.items():
                reached[name, page if self.streams[name].paged else 1] = offsets[name] + size
                offsets[name] += size + self.streams[name].separator
            line_at, line = self._file.tell(), self._file.readline(LONGEST_LINE)
        self.digest = digest.hexdigest()
        if line != _line({"digest": self.digest}).encode() or self._file.read(1):
            raise ValueError("not whole")
        # The runs, with what stands around them, fill the files.
        for (name, page), end_of_runs in reached.items():
            end = self.ends[page_path(self.streams[name].path, page)]
            if end.size != (end_of_runs or end.head) + end.tail:
                raise ValueError("the sums do not agree")

    def made_once(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the digest of each file that is made once."""
        at = self._made_once_at
        while True:
            self._file.seek(at)
            line = self._file.readline()
            if not line.startswith(_MADE_ONCE):
                return
            yield path_and_digest(line)
            at += len(line)

    def record(self, place: ShardPosition) -> ShardRecord:
        """Return what is kept of a shard."""
        self._file.seek(place.line)
        _, _, entries, summaries, uses, links, found, runs, files = json.loads(
            self._file.readline()
        )
        return ShardRecord(
            entries=entries,
            summaries=summaries,
            uses=uses,
            links=[(id, digest) for id, digest in links],
            findings=[finding_from_json(each) for each in found],
            runs=dict(zip(self.streams, runs, strict=True)),
            files=files,
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()


_DOUBTS = (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


def header_of(folder: Path) -> Mapping[str, Any]:
    """Return the first line of the manifest in a folder, whatever its format.

    It is empty where there is none, or none that can be read.
    """
    with suppress(*_DOUBTS), regular_file(folder / FILE).open("rb") as file:
        header = json.loads(file.readline(LONGEST_LINE))
        if isinstance(header, dict):
            return header
    return {}


def published_lines(header: Mapping[str, Any]) -> PublishedLines | None:
    """Return what a manifest says of the lines of its lock file, None if nothing.

    Args:
        header: its first line. The lock file is meant as it was after the publication.
    """
    with suppress(*_DOUBTS):
        return PublishedLines.from_text(header["lines"])
    return None


def paths_named(folder: Path) -> Iterator[str]:
    """Yield the paths of all files that the manifest in a folder names, whole or not.

    Those of the entries are not among them. Up to format 6 the first line named all.
    """
    yield FILE
    header = header_of(folder)
    for key in ("ends", "once"):
        with suppress(*_DOUBTS):
            yield from map(str, header[key])
    with suppress(*_DOUBTS), regular_file(folder / FILE).open("rb") as file:
        file.readline(LONGEST_LINE)
        while (line := file.readline(LONGEST_LINE)).startswith(_MADE_ONCE):
            yield path_and_digest(line)[0]


def places_of_entry_files(header: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what stands before and after the path of an entry in those of its files.

    Args:
        header: the first line of a manifest; where it does not say it, there were documents alone.
    """
    with suppress(*_DOUBTS):
        return [(str(before), str(after)) for before, after in header["entry_files"]]
    return [("", extension) for extension in EXTENSIONS.values()]


def header_line(
    base_iri: str,
    fingerprints: Fingerprints,
    lock_file: str,
    lines: str,
    mapping: Sequence[str],
    streams: Mapping[str, StreamFile],
    sha512: Mapping[str, str],
    ends: Mapping[str, StreamEnd],
    entry_files: Sequence[tuple[str, str]],
) -> str:
    """Return the first line of a manifest.

    Args:
        base_iri: the base of the catalogue.
        fingerprints: what the publication was made from.
        lock_file: digest of the lock file as it is after the publication.
        lines: what the lines of that file are known by.
        mapping: the table of the mapping, so that the next version can say what it maps otherwise.
        streams: stream -> how it lies in its file.
        sha512: SHA-512 of each file that was measured, by its path.
        ends: what the file of each stream holds beside runs, by its path.
        entry_files: what stands before and after the path of an entry in those of its files.
    """
    return _line(
        {
            "format": FORMAT,
            "base_iri": base_iri,
            "fingerprints": asdict(fingerprints),
            "lock_file": lock_file,
            "lines": lines,
            "mapping": mapping,
            "streams": streams,
            "sha512": sha512,
            "ends": dict(sorted(ends.items())),
            "entry_files": entry_files,
        }
    )


def made_once_line(path: str, digest: str) -> str:
    """Return the line of a file that is made once.

    Args:
        path: of the file.
        digest: of its bytes.
    """
    return _line({"path": path, "digest": digest})


def path_and_digest(line: bytes) -> tuple[str, str]:
    """Return the path and the digest of a file that is made once, from its line."""
    of_file = json.loads(line)
    return of_file["path"], of_file["digest"]


def shard_line(key: str, page: int, lengths: Iterable[int], record: ShardRecord) -> str:
    """Return the line of a shard.

    Args:
        key: digest of its rows.
        page: the page that it stands in.
        lengths: length of its run in each stream, in bytes.
        record: the rest.
    """
    findings = [finding_to_json(each) for each in record.findings]
    # The lengths end with the first bracket of the line: they are read without the rest of it.
    place, runs = [page, *lengths], list(record.runs.values())
    about = record.entries, record.summaries, record.uses, record.links
    return _line((key, place, *about, findings, runs, record.files))


def write_manifest(folder: Path, header: str, made_once: IO[bytes], shards: IO[bytes]) -> str:
    """Write the manifest of a publication; return its digest.

    Args:
        folder: the folder of the publication.
        header: its first line.
        made_once: the lines of the files that are made once.
        shards: the lines of its shards.
    """
    digest = hashlib.blake2b(header.encode(), digest_size=16)
    with (folder / FILE).open("wb") as out:
        out.write(header.encode())
        for lines in (made_once, shards):
            lines.seek(0)
            while block := lines.read(1 << 20):
                digest.update(block)
                out.write(block)
        out.write(_line({"digest": digest.hexdigest()}).encode())
    return digest.hexdigest()


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n"
