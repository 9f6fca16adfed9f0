"""The ledger: what the lock file says was published, and what a publication records in it.

A million lines are held as a few arrays, 50 bytes a line; the texts stay in the file. Only what
was retired is held whole.
"""

import datetime
import hashlib
from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice, pairwise
from operator import eq
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.hashes import (
    hash_of,
    in_order,
    position_of,
)
from tressons_ld.catalogue.model import RetiredThing
from tressons_ld.catalogue.paths import PATHS
from tressons_ld.findings.errors import LedgerError
from tressons_ld.identity.lock_file import (
    ADDRESSES,
    DIGEST_BYTES,
    PUBLISHED,
    REMOVED,
    RETIRED,
    STATUSES,
    LockLine,
    csv_line,
    line_of,
    order_of_address,
    read_lines,
    read_texts,
    written,
)
from tressons_ld.mapping.entry_fields import RecordDates
from tressons_ld.rdf.terms import Triple
from tressons_ld.rdf.vocabularies import TOOL

LEDGER_FILE = "data/identities.csv"
"""Path of the lock file in a catalogue folder."""


def ledger_lines(folder: Path) -> Iterator[str]:
    """Yield the lines of a folder's lock file, none if there is no such file yet."""
    file = folder / LEDGER_FILE
    if file.exists():
        with file.open("r", encoding="utf-8", newline="") as lines:
            yield from lines


class LedgerRecord(NamedTuple):
    """What a publication records of a thing: its id, the digest of its content, its dates."""

    id: str
    digest: str
    dates: RecordDates


def digest_of(triples: Iterable[Triple], base_iri: str, site_url: str) -> str:
    """Return the BLAKE2b digest of a thing's statements, 128 bits in hexadecimal.

    The statements are taken relative to the two addresses of the catalogue, so that another base
    or another host is not a change of content, and sorted.
    """
    text = "\n".join({f"{s} {p} {o}" for s, p, o in triples})
    text = text.replace(base_iri, "base:").replace(site_url, "site:")
    # The tool's own terms keep their names where the base begins like them.
    if TOOL.startswith(base_iri):
        text = text.replace("base:" + TOOL.removeprefix(base_iri), TOOL)
    lines = "\n".join(sorted(text.split("\n")))
    return hashlib.blake2b(lines.encode(), digest_size=DIGEST_BYTES).hexdigest()


def _first_twice(hashes: Sequence[int], lines: Sequence[int]) -> tuple[int, int] | None:
    """Return two lines of one id, given the sorted hashes of all ids with their lines."""
    same = map(eq, hashes, islice(hashes, 1, None))
    return next(compress(pairwise(lines), same), None)


def _day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def _text(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


def _dates_digest(*columns: "array[int] | bytearray") -> str:
    """Return the digest of the ids, the first days, the last days and the digests of all things."""
    digest = hashlib.blake2b(digest_size=DIGEST_BYTES)
    for column in columns:
        digest.update(column)
    return digest.hexdigest()


class Ledger:
    """The lock file as it was read, for a publication on a given day.

    Reading it is pure: :meth:`record` says what is to be recorded and keeps nothing, so that it
    can be asked in any process. :class:`LedgerUpdate` gathers the answers.

    Attributes:
        date: the day of the publication, ISO 8601.
        addresses: ``base_iri`` and ``site_url`` as they were last published, as far as they were.
        former: the addresses that gave way to others, oldest first.
        retired: what was renamed, merged or removed, by id, in the order of the file.
        resources: number of resources that were published and are not declared retired.
        dates_digest: digest of what entries take from the file. No declaration moves it, so what
            was rendered before one still holds.
    """

    def __init__(self, date: str) -> None:
        self.date = date
        self.addresses: dict[str, str] = {}
        self.former: list[LockLine] = []
        self.retired: dict[str, LockLine] = {}
        self.resources = 0
        self.dates_digest = ""
        self._hashes = array("Q")
        self._lines = array("I")
        self._digests = bytearray()
        self._first = array("I")
        self._modified = array("I")
        self._statuses = bytearray()

    @classmethod
    def read(cls, lines: Iterable[str], date: str, file: str = LEDGER_FILE) -> "Ledger":
        """Return the ledger that the lines hold.

        Raises:
            LedgerError: they are not such a table, or an id has two; the line is said.
        """
        ledger, hashes = cls(date), array("Q")
        statuses = {status: code for code, status in enumerate(STATUSES)}
        other_lines: list[int] = []
        for line in read_lines(lines, file):
            if line.status in ADDRESSES:
                other_lines.append(len(hashes))
                if line.successor:
                    ledger.former.append(line)
                else:
                    ledger.addresses[line.status] = line.id
                continue
            hashes.append(hash_of(line.id))
            ledger._first.append(_day(line.first_published))
            ledger._modified.append(_day(line.modified))
            ledger._digests += bytes.fromhex(line.digest)
            ledger._statuses.append(statuses[line.status])
            if line.status in RETIRED:
                ledger.retired[line.id] = line
                other_lines += [len(hashes)] * line.reason.count("\n")
            elif PATHS.is_resource(line.id):
                ledger.resources += 1
        ledger._lines = array("I", in_order(hashes))
        ledger._hashes = array("Q", (hashes[line] for line in ledger._lines))
        if twice := _first_twice(ledger._hashes, ledger._lines):
            first, second = (at + 2 + sum(other <= at for other in other_lines) for at in twice)
            # As a merge of two versions may leave it.
            raise LedgerError("ledger.id-repeated", file=file, first=first, second=second)
        ledger.dates_digest = _dates_digest(
            hashes, ledger._first, ledger._modified, ledger._digests
        )
        return ledger

    def __len__(self) -> int:
        """Return the number of things."""
        return len(self._lines)

    def line_of(self, id: str) -> int | None:
        """Return the line of an id among the things, from 0, or None."""
        place = position_of(id, self._hashes)
        return None if place is None else self._lines[place]

    def status_of(self, id: str) -> str | None:
        """Return what became of an id, or None if it was never published."""
        line = self.line_of(id)
        return None if line is None else self.status_at(line)

    def status_at(self, line: int) -> str:
        """Return the status on a line."""
        return STATUSES[self._statuses[line]]

    def digest_at(self, line: int) -> str:
        """Return the digest on a line, in hexadecimal."""
        return self._digests[line * DIGEST_BYTES : (line + 1) * DIGEST_BYTES].hex()

    def modified_at(self, line: int) -> str:
        """Return the day on which the content of a line last changed."""
        return _text(self._modified[line])

    def record(self, id: str, digest: str) -> LedgerRecord:
        """Return what this publication records of a thing.

        Its ``modified`` is the day of this publication when the thing is new or has another digest
        than the one recorded; it stays what it was otherwise.
        """
        line = self.line_of(id)
        if line is None:
            return LedgerRecord(id, digest, RecordDates(self.date, self.date))
        same = self.digest_at(line) == digest
        modified = self.modified_at(line) if same else self.date
        return LedgerRecord(id, digest, RecordDates(_text(self._first[line]), modified))

    def resolved(self, id: str) -> str:
        """Return what an id leads to: its last successor, or the id itself if it has none."""
        seen = {id}
        while (line := self.retired.get(id)) and line.successor and line.successor not in seen:
            id = line.successor
            seen.add(id)
        return id

    def all_retired(self) -> Iterator[RetiredThing]:
        """Yield what was renamed, merged or removed, successors of successors resolved."""
        for line in self.retired.values():
            successor = None if line.status == REMOVED else self.resolved(line.id)
            yield RetiredThing(line.id, line.retired, successor, line.reason)

    def lines_to_come(self) -> Iterator[int]:
        """Yield the lines of what was published last time and is not declared retired."""
        published = STATUSES.index(PUBLISHED)
        return (line for line, status in enumerate(self._statuses) if status == published)

    def days(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last change of each line, as ordinal days."""
        return zip(self._first, self._modified, strict=True)


class LedgerUpdate:
    """What one publication records: which lines are seen, changed, new.

    Args:
        ledger: the lock file as it was read.
        spool: called with the CSV line of each new thing; the caller keeps the text.
        addresses: ``base_iri`` and ``site_url`` as they are published, to be recorded where none
            was.

    Attributes:
        reused: ids that were retired and stand in the catalogue again.
        withdrawn: ids of resources whose removal this publication is the first to tell.
    """

    def __init__(
        self,
        ledger: Ledger,
        spool: Callable[[str], object],
        addresses: Mapping[str, str] | None = None,
    ) -> None:
        self._ledger, self._spool = ledger, spool
        self._addresses = {
            name: address
            for name, address in (addresses or {}).items()
            if name not in ledger.addresses
        }
        self.reused: list[str] = []
        self.withdrawn: list[str] = []
        self._seen = bytearray(len(ledger))
        self._changed = bytearray(len(ledger))
        self._digests = bytearray(ledger._digests)
        self._new_hashes, self._new_days = array("Q"), array("I")
        self._new_digests = bytearray()
        today = _day(ledger.date)
        first, last = today, 0
        for issued, modified in ledger.days():
            first, last = min(first, issued), max(last, modified)
        self._first, self._last = first, last

    def add(self, recorded: LedgerRecord) -> None:
        """Keep what is recorded of one thing of the catalogue."""
        if recorded.id in self._ledger.retired:
            self.reused.append(recorded.id)
        self._add(recorded)

    def add_unchanged(self, id: str) -> None:
        """Keep that a thing of the catalogue, which the lock file knows, is as it was recorded."""
        ledger, line = self._ledger, self._ledger.line_of(id)
        assert line is not None
        if ledger.status_at(line) == PUBLISHED:
            self._seen[line] = True
        else:
            self.add(ledger.record(id, ledger.digest_at(line)))

    def add_retired(self, recorded: LedgerRecord) -> None:
        """Keep what is recorded of what stays of a thing that was retired."""
        told = self._ledger.retired[recorded.id]
        line = self._add(recorded)
        if (
            told.status == REMOVED
            and self._changed[line]
            and PATHS.is_resource(recorded.id)
            and told.modified <= told.retired
        ):
            self.withdrawn.append(recorded.id)

    def _add(self, recorded: LedgerRecord) -> int:
        ledger, line = self._ledger, self._ledger.line_of(recorded.id)
        if line is None:
            day = recorded.dates.modified
            self._new_hashes.append(hash_of(recorded.id))
            self._new_days.append(_day(day))
            self._new_digests += bytes.fromhex(recorded.digest)
            self._spool(
                csv_line(LockLine(recorded.id, PUBLISHED, "", day, day, recorded.digest, "", ""))
            )
            self._last = max(self._last, _day(day))
            return -1
        self._seen[line] = True
        if recorded.dates.modified == ledger.date:
            self._last = max(self._last, _day(recorded.dates.modified))
            if ledger.digest_at(line) != recorded.digest:
                self._changed[line] = True
                place = slice(line * DIGEST_BYTES, (line + 1) * DIGEST_BYTES)
                self._digests[place] = bytes.fromhex(recorded.digest)
        return line

    @property
    def gone(self) -> list[int]:
        """The lines of what was published last time, is not there now, and was not retired."""
        return [line for line in self._ledger.lines_to_come() if not self._seen[line]]

    @property
    def changed(self) -> bool:
        """Whether this publication changes the lock file."""
        return bool(self._new_hashes or self._addresses or any(self._changed))

    @property
    def dates_digest(self) -> str:
        """The digest of the lock file's dates as they are after this publication."""
        ledger, today = self._ledger, _day(self._ledger.date)
        hashes = array("Q", bytes(8 * len(ledger)))
        for line, hashed in zip(ledger._lines, ledger._hashes, strict=True):
            hashes[line] = hashed
        modified = (
            today if changed else day
            for changed, day in zip(self._changed, ledger._modified, strict=True)
        )
        return _dates_digest(
            hashes + self._new_hashes,
            ledger._first + self._new_days,
            array("I", modified) + self._new_days,
            self._digests + self._new_digests,
        )

    @property
    def newest(self) -> str:
        """The newest day on which anything recorded changed, what has gone included."""
        return self._ledger.date if self.gone else _text(self._last or _day(self._ledger.date))

    @property
    def oldest(self) -> str:
        """The day of the first publication."""
        return _text(self._first)

    def lines(self, old: Iterable[str], new: Iterable[str]) -> Iterator[str]:
        """Yield the lock file as it is after this publication, heading first.

        Args:
            old: the lines of the lock file as it was, heading first.
            new: the lines given to ``spool``.
        """
        yield from written(())
        day = self._ledger.date
        addresses = [
            LockLine(address, name, "", day, day, "", "", "")
            for name, address in self._addresses.items()
        ]
        place = 0
        for text, line in read_texts(old):
            if line is not None and line.status in ADDRESSES:
                addresses.append(line)
                continue
            yield from _drained(addresses)
            changed, place = self._changed[place], place + 1
            if changed:
                yield csv_line(self._after(line or line_of(text), place - 1))
            else:
                yield text
        yield from _drained(addresses)
        yield from new

    def _after(self, line: LockLine, place: int) -> LockLine:
        """Return a line that changed as it is now."""
        start = place * DIGEST_BYTES
        digest = self._digests[start : start + DIGEST_BYTES].hex()
        return line._replace(modified=self._ledger.date, digest=digest)

    def gone_ids(self, old: Iterable[str]) -> Iterator[str]:
        """Yield the ids of what has gone, given the lines of the lock file as it was."""
        gone = set(self.gone)
        if gone:
            things = (line for line in read_lines(old) if line.status not in ADDRESSES)
            yield from (line.id for place, line in enumerate(things) if place in gone)


def _drained(addresses: list[LockLine]) -> Iterator[str]:
    """Yield the lines of addresses in their order, once."""
    yield from map(csv_line, sorted(addresses, key=order_of_address))
    addresses.clear()
