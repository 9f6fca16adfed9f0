"""The ledger: what the lock file says was published, and what a publication records in it.

A million lines are held as a few arrays, 47 bytes a line; the texts stay in the file. Only what
was retired is held whole.
"""

from array import array
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, partial
from itertools import islice
from operator import eq
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.hashes import (
    in_order,
    position_of,
)
from tressons_ld.catalogue.model import RetiredThing
from tressons_ld.catalogue.paths import is_resource
from tressons_ld.findings.errors import LedgerError
from tressons_ld.findings.language import quotation
from tressons_ld.identity.digests import version_of
from tressons_ld.identity.lock_columns import LockColumns, day_of
from tressons_ld.identity.lock_file import (
    ADDRESSES,
    FILE,
    PUBLISHED,
    REMOVED,
    RENAMED,
    RETIRED,
    STATUSES,
    LockLine,
    is_day,
    read_lines,
)
from tressons_ld.identity.published_lines import PublishedLines
from tressons_ld.mapping.entry_fields import RecordDates

EARLIEST, LATEST = "1990-01-01", "2199-12-31"
"""The days between which a day of publication lies: there was no web before."""

_LONGEST_LINE = 1 << 21
"""Characters of a line: a cell has 131 072 at most, as Python's module ``csv`` reads it."""

LEDGER_FILE = "data/identities.csv"
"""Path of the lock file in a catalogue folder."""


def ledger_lines(folder: Path) -> Iterator[str]:
    """Yield the lines of a folder's lock file, none if there is no such file yet.

    Bytes that are no UTF-8 become halves of surrogate pairs, which no line can hold: they are told
    at their line.
    """
    file = folder / LEDGER_FILE
    if file.exists():
        if not file.is_file():  # A pipe would be waited for, a device might never end.
            raise LedgerError("ledger.no-file", file=LEDGER_FILE)
        with file.open("r", encoding="utf-8", errors="surrogateescape", newline="") as lines:
            # A hole of many gigabytes is one line: in pieces it is none of a lock file.
            yield from iter(partial(lines.readline, _LONGEST_LINE), "")


class LedgerRecord(NamedTuple):
    """What a publication records of a thing: its id, the digest of its facts, its dates."""

    id: str
    digest: str
    dates: RecordDates

    def changed_on(self, day: str) -> "LedgerRecord":
        """Return the same, as changed on a day, which is not before that of its publication."""
        issued = self.dates.issued
        return self._replace(dates=RecordDates(issued, max(day, issued)))


class Ledger:
    """The lock file as it was read, for a publication on a given day.

    Reading it is pure: :meth:`record` says what is to be recorded and keeps nothing, so that it
    can be asked in any process. :class:`LedgerUpdate` gathers the answers.

    Attributes:
        date: the day of the publication, ISO 8601.
        date_given: whether somebody gave that day, and not a clock.
        addresses: ``base_iri`` and ``site_url`` as they were last published, as far as they were.
        former: the addresses that gave way to others, oldest first.
        files: the addresses of data, given up or not, by their paths
            (:class:`.data_addresses.DataAddresses`).
        retired: what was renamed, merged or removed, by id, in the order of the file.
        resources: number of resources that were published and are not declared retired.
        repeated: number and id of each line that stood beside another one of its id, and was read
            with it as one.
        columns: the lines of things.
        hashes: of the ids of all lines, in ascending order.
    """

    def __init__(self, date: str, *, date_given: bool = True) -> None:
        if not is_day(date) or not EARLIEST <= date <= LATEST:
            raise LedgerError("ledger.day", day=quotation(date), earliest=EARLIEST, latest=LATEST)
        self.date, self.date_given = date, date_given
        self.addresses: dict[str, str] = {}
        self.former: list[LockLine] = []
        self.files: dict[str, LockLine] = {}
        self.retired: dict[str, LockLine] = {}
        self.resources = 0
        self.repeated: list[tuple[int, str]] = []
        self.columns = LockColumns()
        self.hashes = array("Q")
        self._former_paths: dict[str, str] = {}
        self._lines = array("I")
        self._statuses = bytearray()
        self._has_file_twice = False

    @classmethod
    def read(
        cls, lines: Iterable[str], date: str, file: str = LEDGER_FILE, *, date_given: bool = True
    ) -> "Ledger":
        """Return the ledger that the lines hold.

        Of an id that has two lines, one is found again: see :attr:`has_twice`.

        Raises:
            LedgerError: they are not such a table; the line is said. Or the day is none of this
                time.
        """
        ledger = cls(date, date_given=date_given)
        columns = ledger.columns
        statuses = {status: code for code, status in enumerate(STATUSES)}
        line_of_file = dict[str, int]()
        for number, line in enumerate(read_lines(lines, file), start=2):
            if line.status in ADDRESSES:
                if line.successor:
                    ledger.former.append(line)
                else:
                    ledger.addresses[line.status] = line.id
                continue
            if line.status == FILE:
                line_of_file[line.id] = number
                ledger._has_file_twice |= line.id in ledger.files
                ledger.files[line.id] = line
                continue
            columns.append(
                line.id, line.first_published, line.modified, line.digest, line.identifier
            )
            ledger._statuses.append(statuses[line.status])
            if line.status in RETIRED:
                ledger.retired[line.id] = line
                if line.status == RENAMED:
                    ledger._former_paths[line.successor] = line.id
            elif is_resource(line.id):
                ledger.resources += 1
        ledger._lines = array("I", in_order(columns.hashes))
        ledger.hashes = array("Q", (columns.hashes[line] for line in ledger._lines))
        _refuse_files_of_things(ledger, line_of_file, file)
        return ledger

    @property
    def has_twice(self) -> bool:
        """Whether an id has two lines, as a merge of two branches may leave it."""
        twice = any(map(eq, self.hashes, islice(self.hashes, 1, None)))
        return twice or self._has_file_twice

    def __len__(self) -> int:
        """Return the number of things."""
        return len(self._lines)

    def line_of(self, id: str) -> int | None:
        """Return the line of an id among the things, from 0, or None."""
        place = position_of(id, self.hashes)
        return None if place is None else self._lines[place]

    def status_of(self, id: str) -> str | None:
        """Return what became of an id, or None if it was never published."""
        line = self.line_of(id)
        return None if line is None else self.status_at(line)

    def status_at(self, line: int) -> str:
        """Return the status on a line."""
        return STATUSES[self._statuses[line]]

    @property
    def dates_digest(self) -> str:
        """Digest of what entries take from the file.

        No declaration moves it but one that gives an identifier back, so what was rendered before
        one still holds.
        """
        return self.columns.digest()

    def record(self, id: str, digest: str) -> LedgerRecord:
        """Return what this publication records of a thing.

        Its ``modified`` is the day of this publication when the thing is new or has another digest
        than the one recorded; it stays what it was otherwise, and where the digest recorded is of
        another version: that says nothing of the thing.
        """
        line = self.line_of(id)
        if line is None:
            return LedgerRecord(id, digest, RecordDates(self.date, self.date))
        issued, modified, recorded = self.columns.at(line)
        if recorded != digest and version_of(recorded) == version_of(digest):
            modified = max(self.date, issued)
        return LedgerRecord(id, digest, RecordDates(issued, modified))

    def identifier(self, path: str) -> str:
        """Return what portals know the thing at a path by; empty where that is its IRI.

        A thing that is being renamed is known as before, once it stood in a feed at an address that
        is no placeholder.
        """
        line = self.line_of(path)
        if line is not None:
            return self.columns.identifiers.at(line, path)
        former = self._former_paths.get(path)
        if former is None or not is_resource(path) or not self.is_public:
            return ""
        return self.identifier(former) or self.addresses["base_iri"] + former

    @property
    def is_public(self) -> bool:
        """Whether anything was published at addresses that are no placeholders."""
        return set(ADDRESSES) <= self.addresses.keys()

    def successors(self, id: str) -> list[str]:
        """Return what an id leads to, one after the other; where they go round, each once."""
        seen = {id: None}
        while (line := self.retired.get(id)) and line.successor and line.successor not in seen:
            id = line.successor
            seen[id] = None
        return list(seen)[1:]

    def resolved(self, id: str) -> str:
        """Return what an id leads to: its last successor, or the id itself if it has none."""
        return self._ends.get(id, id)

    @cached_property
    def _ends(self) -> dict[str, str]:
        return _last_successors(self.retired)

    @property
    def oldest(self) -> str:
        """The oldest day of a first publication, or that of this one where there was none."""
        day = self.columns.oldest()
        return day_of(day) if day else self.date

    @property
    def newest(self) -> str:
        """The newest day in the file, or that of the publication where it has none."""
        others = (*self.retired.values(), *self.former, *self.files.values())
        days = (max(line.retired, line.modified * (line.status == FILE)) for line in others)
        newest = max(days, default="")
        day = self.columns.newest()
        return max(newest, day_of(day)) if day else newest or self.date

    def all_retired(self) -> Iterator[RetiredThing]:
        """Yield what was renamed, merged or removed, successors of successors resolved."""
        for line in self.retired.values():
            successor = None if line.status == REMOVED else self.resolved(line.id)
            yield RetiredThing(line.id, line.retired, successor, line.reason)

    @cached_property
    def published(self) -> PublishedLines:
        """What all lines are known by."""
        above = [(line.status, line.id) for line in (*self.former, *self.files.values())]
        return PublishedLines.of(self.hashes, [*above, *self.addresses.items()])

    def lines_to_come(self) -> Iterator[int]:
        """Yield the lines of what was published last time and is not declared retired."""
        published = STATUSES.index(PUBLISHED)
        return (line for line, status in enumerate(self._statuses) if status == published)


def _refuse_files_of_things(ledger: Ledger, line_of_file: Mapping[str, int], file: str) -> None:
    """Refuse a line that guards a file of a thing: the line of the thing does so itself."""
    for path, number in line_of_file.items():
        thing = path.rpartition(".")[0]
        if "/" in thing and ledger.line_of(thing) is not None:
            raise LedgerError(
                "ledger.file-of-a-thing", file=file, line=number, path=quotation(path)
            )


def circles(ledger: Ledger) -> Iterator[LockLine]:
    """Yield the lines whose successors go round, as a hand or a merge may leave them."""
    for line in ledger.retired.values():
        end = ledger.retired.get(ledger.resolved(line.id))
        if end and end.status != REMOVED:
            yield line


def _last_successors(retired: Mapping[str, LockLine]) -> dict[str, str]:
    """Return what each id leads to at last, or one of those that go round; each way once."""
    ends = dict[str, str]()
    for id in retired:
        way = dict[str, None]()
        while id not in ends and id not in way and (line := retired.get(id)):
            if not line.successor:
                break
            way[id] = None
            id = line.successor
        ends.update(dict.fromkeys(way, ends.get(id, id)))
    return ends
