"""``manifest.jsonl``: what a publication was made from, so that the next redoes only what changed.

The first line describes the whole: a digest of all that every entry depends on, a digest of each
shared thing and of each other file of the catalogue (where a finding of an entry may stand), the
length of the head of each file. Then a line per shard: the digest of its rows,
the shared things and linked entries that it names, the length of its part of each file, what it
counted, what was found. Parts are copied from one publication to the next by their place in its
files; a manifest of a million entries is read a line at a time.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from tressons_ld.errors import Text
from tressons_ld.findings import Finding, Location, Severity
from tressons_ld.mapping.data import Counts
from tressons_ld.rendering import Rendered, Tally, between
from tressons_ld.tables.rows import Record

FILE = "manifest.jsonl"
FORMAT = 4


class Part(NamedTuple):
    """Where a shard stands in the files of a publication.

    Attributes:
        line: offset of its line in the manifest.
        offsets: stream -> offset of its part of that file, in bytes.
        lengths: stream -> length of its part, in bytes.
        page: the page of the feeds that it stands in, from 1.
    """

    line: int
    offsets: dict[str, int]
    lengths: dict[str, int]
    page: int


@dataclass(frozen=True)
class Kept:
    """What the manifest keeps of a shard, but for its texts.

    Attributes:
        entries: number of entries.
        named: what its page of each feed has to describe.
        uses: the shared things that it names.
        links: the entries of other shards that it names, each with a digest of what
            is said of it there.
        tally: what it counted.
        findings: what was found, places counted from its first row.
    """

    entries: int
    named: dict[str, list[str]]
    uses: list[str]
    links: list[tuple[str, str]]
    tally: Tally
    findings: list[Finding]


class Manifest:
    """The manifest of an earlier publication, open for reading."""

    def __init__(self, folder: Path, streams: Sequence[str], paged: Sequence[str]) -> None:
        """Read the places of all shards.

        Args:
            folder: the folder of the publication.
            streams: the streams wanted that are one file each.
            paged: those that are cut into pages.

        Raises:
            OSError, ValueError, KeyError: there is none, or it cannot be read.
        """
        self.folder = folder
        self._file = (folder / FILE).open("rb")
        with ExitStack() as on_error:
            on_error.callback(self.close)
            self._read(streams, paged)
            on_error.pop_all()

    def _read(self, streams: Sequence[str], paged: Sequence[str]) -> None:
        header = json.loads(self._file.readline())
        if header["format"] != FORMAT or list(header["heads"]) != [*streams, *paged]:
            raise ValueError("another format")
        self.everything: str = header["everything"]
        self.things: dict[str, str] = header["things"]
        self.tables: dict[str, str] = header["tables"]
        self.ledger: str = header["ledger"]
        self.parts: dict[str, Part] = {}
        heads: dict[str, int] = header["heads"]
        offsets, page = dict(heads), 1
        self.files: dict[str, str] = header["files"]
        self.digests: dict[str, str] = header["digests"]
        separators = {name: len(between(name)) for name in heads}
        place = self._file.tell()
        while line := self._file.readline():
            key, (number, *lengths) = json.loads(line[: line.index(b"]") + 1] + b"]")
            if number != page:
                page = number
                offsets.update((name, heads[name]) for name in paged)
            sizes = dict(zip(heads, lengths, strict=True))
            self.parts[key] = Part(place, dict(offsets), sizes, page)
            for name, size in sizes.items():
                offsets[name] += size + separators[name]
            place = self._file.tell()
        ends = {path: (self.folder / path).stat().st_size for path in header["sizes"]}
        if ends != header["sizes"]:
            raise ValueError("the files are not those of the manifest")

    def kept(self, part: Part) -> Kept:
        """Return what is kept of a shard."""
        self._file.seek(part.line)
        _, _, entries, named, uses, links, counted, found = json.loads(self._file.readline())
        triples, classes, properties, foreign, others = counted
        counts = Counts(triples, 0, Counter(classes), Counter(properties))
        return Kept(
            entries=entries,
            named=named,
            uses=uses,
            links=[(id, said) for id, said in links],
            tally=Tally(
                counts,
                {(property, typed): _numbers(hashed) for property, typed, hashed in foreign},
                frozenset(others),
            ),
            findings=[_finding_from_json(each) for each in found],
        )

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def header(
    *,
    everything: str,
    things: Mapping[str, str],
    tables: Mapping[str, str],
    ledger: str,
    heads: Mapping[str, int],
    files: Mapping[str, str],
    sizes: Mapping[str, int],
    digests: Mapping[str, str],
) -> str:
    """Return the first line of a manifest."""
    return _line(
        {
            "format": FORMAT,
            "everything": everything,
            "things": dict(things),
            "tables": dict(tables),
            "ledger": ledger,
            "heads": dict(heads),
            "files": dict(files),
            "sizes": dict(sizes),
            "digests": dict(digests),
        }
    )


def shard_line(key: str, page: int, lengths: Iterable[int], kept: Kept) -> str:
    """Return the line of a shard.

    Args:
        key: digest of its rows.
        page: the page of the feeds that it stands in.
        lengths: length of its part of each stream, in bytes.
        kept: the rest.
    """
    counts, foreign = kept.tally.counts, kept.tally.foreign
    counted = (
        counts.triples,
        dict(sorted(counts.classes.items())),
        dict(sorted(counts.properties.items())),
        [(*said, "".join(f"{number:016x}" for number in foreign[said])) for said in foreign],
        sorted(kept.tally.named),
    )
    found = [_finding_to_json(each) for each in kept.findings]
    # The lengths end with the first bracket of the line: they are read without the rest of it.
    places = [page, *lengths]
    return _line((key, places, kept.entries, kept.named, kept.uses, kept.links, counted, found))


def _numbers(hexadecimal: str) -> list[int]:
    starts = range(0, len(hexadecimal), 16)
    return [int(hexadecimal[start : start + 16], 16) for start in starts]


def kept_of(rendered: Rendered, file: str, first: Record) -> Kept:
    """Return what is kept of a shard that was just rendered.

    Args:
        rendered: what it came to.
        file: path of the table, whose places are kept as they lie from the shard's first row.
        first: that row.
    """
    up = Move(file, 1 - first.number, 1 - (first.line or 1))
    return Kept(
        entries=rendered.entries,
        named=rendered.named,
        uses=rendered.uses,
        links=rendered.links,
        tally=rendered.tally,
        findings=[up.of(each) for each in rendered.findings],
    )


class Move(NamedTuple):
    """How far the rows of a table have moved."""

    file: str
    rows: int
    lines: int

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
