"""``manifest.jsonl``: what a publication was made from, so that the next redoes only what changed.

The first line describes the whole: digests of what every entry depends on, of the shapes, of each
shared thing and of each other file of the catalogue (where a finding of an entry may stand); the
fingerprint of each artifact; the files of each stream. Then a line per shard: the digest of its
rows, the length of its run in each stream, the summary of each artifact, the shared things and
linked entries that it names, what was found. Runs are copied from one publication to the next by
their place in its files; a manifest of a million entries is read a line at a time.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.findings.finding import Finding, Location, Severity
from tressons_ld.findings.language import Text
from tressons_ld.identity.published_lines import PublishedLines

FILE = "manifest.jsonl"
FORMAT = 5


@dataclass(frozen=True)
class Fingerprints:
    """Digests of all that the parts of a publication depend on beside their own rows.

    Attributes:
        common: of what every entry depends on: settings, headings, ontology, the tool itself.
        validation: of the shapes.
        ledger: of the dates that entries take from the lock file, as it lies beside the
            publication.
        lines: what the lines of the lock file are known by, as it lies beside the publication.
        mapping: the table of the mapping, so that the next version can say what it maps otherwise.
        things: of each shared thing, by its path under the base.
        tables: of each file of the catalogue but the table of resources, by its path.
        artifacts: of what the parts of each artifact depend on, by its name.
    """

    common: str
    validation: str
    ledger: str
    lines: str
    mapping: Sequence[str]
    things: Mapping[str, str]
    tables: Mapping[str, str]
    artifacts: Mapping[str, str]


class StreamFile(NamedTuple):
    """How a stream lies in its file, or in each of its pages.

    Attributes:
        path: of the file; empty where there are pages.
        start: length of what stands before the first run, in bytes.
        separator: length of what stands between two runs.
        artifact: whose stream it is.
    """

    path: str
    start: int
    separator: int
    artifact: str


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
            there.
        findings: what was found, places counted from its first row.
    """

    entries: int
    summaries: Mapping[str, Any]
    uses: Sequence[str]
    links: Sequence[tuple[str, str]]
    findings: Sequence[Finding]


class Manifest:
    """The manifest of the previous publication, open for reading.

    Attributes:
        folder: the folder of the publication.
        fingerprints: what it was made from.
        streams: stream -> how it lies in its file.
        digests: SHA-512 of each file that was measured, by its path.
        places: where each shard stands, by the digest of its rows.
    """

    def __init__(self, folder: Path) -> None:
        """Read the places of all shards.

        Raises:
            OSError, ValueError, KeyError, TypeError: there is none, or it cannot be read.
        """
        self.folder = folder
        self._file = (folder / FILE).open("rb")
        with ExitStack() as on_error:
            on_error.callback(self.close)
            self._read()
            on_error.pop_all()

    def _read(self) -> None:
        header = json.loads(self._file.readline())
        if header["format"] != FORMAT:
            raise ValueError("another format")
        self.fingerprints = Fingerprints(**header["fingerprints"])
        self.streams = {name: StreamFile(*each) for name, each in header["streams"].items()}
        self.digests: dict[str, str] = header["digests"]
        self.places: dict[str, ShardPosition] = {}
        starts = {name: each.start for name, each in self.streams.items()}
        paged = [name for name, each in self.streams.items() if not each.path]
        offsets, page, line_at = dict(starts), 1, self._file.tell()
        while line := self._file.readline():
            key, (number, *lengths) = json.loads(line[: line.index(b"]") + 1] + b"]")
            if number != page:
                page = number
                offsets.update((name, starts[name]) for name in paged)
            sizes = dict(zip(self.streams, lengths, strict=True))
            self.places[key] = ShardPosition(line_at, dict(offsets), sizes, page)
            for name, size in sizes.items():
                offsets[name] += size + self.streams[name].separator
            line_at = self._file.tell()
        ends = {path: (self.folder / path).stat().st_size for path in header["sizes"]}
        if ends != header["sizes"]:
            raise ValueError("the files are not those of the manifest")

    def record(self, place: ShardPosition) -> ShardRecord:
        """Return what is kept of a shard."""
        self._file.seek(place.line)
        _, _, entries, summaries, uses, links, found = json.loads(self._file.readline())
        return ShardRecord(
            entries=entries,
            summaries=summaries,
            uses=uses,
            links=[(id, digest) for id, digest in links],
            findings=[_finding_from_json(each) for each in found],
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def lock_file_of(folder: Path) -> str:
    """Return the digest of the lock file that the publication in a folder was made with.

    Raises:
        OSError, ValueError, KeyError, TypeError: there is no manifest, or it cannot be read.
    """
    with (folder / FILE).open("rb") as file:
        digest: str = json.loads(file.readline())["lock_file"]
    return digest


def published_lines_of(folder: Path) -> PublishedLines | None:
    """Return what the publication in a folder says of the lines of its lock file, None if nothing.

    It is that file as it was after the publication.
    """
    with suppress(OSError, ValueError, KeyError, TypeError), (folder / FILE).open("rb") as file:
        header = json.loads(file.readline())
        return PublishedLines.from_text(header["fingerprints"]["lines"])
    return None


def header_line(
    fingerprints: Fingerprints,
    lock_file: str,
    streams: Mapping[str, StreamFile],
    sizes: Mapping[str, int],
    digests: Mapping[str, str],
) -> str:
    """Return the first line of a manifest.

    Args:
        fingerprints: what the publication was made from.
        lock_file: digest of the lock file as it is after the publication.
        streams: stream -> how it lies in its file.
        sizes: size of each file of a stream, by its path, in bytes.
        digests: SHA-512 of each file that was measured, by its path.
    """
    return _line(
        {
            "format": FORMAT,
            "fingerprints": asdict(fingerprints),
            "lock_file": lock_file,
            "streams": streams,
            "sizes": sizes,
            "digests": digests,
        }
    )


def shard_line(key: str, page: int, lengths: Iterable[int], record: ShardRecord) -> str:
    """Return the line of a shard.

    Args:
        key: digest of its rows.
        page: the page that it stands in.
        lengths: length of its run in each stream, in bytes.
        record: the rest.
    """
    findings = [_finding_to_json(each) for each in record.findings]
    # The lengths end with the first bracket of the line: they are read without the rest of it.
    place = [page, *lengths]
    return _line(
        (key, place, record.entries, record.summaries, record.uses, record.links, findings)
    )


class Move(NamedTuple):
    """How far the rows of a table have moved.

    Attributes:
        file: path of the table.
        rows: by how many rows.
        lines: by how many lines of the file.
    """

    file: str
    rows: int
    lines: int

    @classmethod
    def to(cls, file: str, first: Record) -> "Move":
        """Return the move from places counted from a shard's first row to where that row is."""
        return cls(file, first.number - 1, (first.line or 1) - 1)

    @property
    def back(self) -> "Move":
        """The move the other way."""
        return Move(self.file, -self.rows, -self.lines)

    def of(self, finding: Finding) -> Finding:
        """Return the finding at the cell where its row is now."""
        place = finding.location
        if place is None or place.file != self.file:
            return finding
        cell = place.cell
        if cell is not None:
            letters = cell.rstrip("0123456789")
            cell = f"{letters}{int(cell[len(letters) :]) + self.rows}"
        line = None if place.line is None else place.line + self.lines
        return replace(finding, location=replace(place, line=line, cell=cell))


def digest_of_texts(texts: Iterable[str]) -> str:
    """Return one digest of several texts, 128 bits in hexadecimal."""
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


def digest_of_file(path: Path) -> str:
    """Return the digest of a file, 128 bits in hexadecimal, read by blocks: it may be large."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _line(data: Any) -> str:
    return json.dumps(data, ensure_ascii=True, separators=(",", ":")) + "\n"


def _finding_to_json(finding: Finding) -> list[Any]:
    place = finding.location
    where = place and [place.file, place.line, place.character, place.sheet, place.cell]
    return [
        finding.code,
        int(finding.severity),
        list(finding.message),
        where and [*where, place and place.column],
        finding.value,
        list(finding.remedy),
        finding.focus,
        finding.path,
        finding.shape,
        finding.component,
    ]


def _finding_from_json(data: Sequence[Any]) -> Finding:
    code, severity, message, where, value, remedy, *about = data
    place = where and Location(*where)
    return Finding(code, Severity(severity), Text(*message), place, value, Text(*remedy), *about)
