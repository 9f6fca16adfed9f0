"""The lock file ``identities.csv``: what was published, when, and what became of it.

A line per minted thing: ``id`` (its path under the base), ``status``, ``successor``,
``first_published``, ``modified`` (the day its content last changed), ``digest`` of its own
statements, ``reason``. Lines stand in the order of first publication. Written by the tool,
committed with the catalogue, never edited by hand.

A million lines are held as a few arrays, 50 bytes a line; the texts stay in the file.
"""

import csv
import datetime
import hashlib
import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from tressons_ld.errors import LedgerError
from tressons_ld.mapping.entry import RecordDates
from tressons_ld.namespaces import PROFILE, TLD
from tressons_ld.terms import Triple, is_lexical

COLUMNS = ("id", "status", "successor", "first_published", "modified", "digest", "reason")
PUBLISHED, ABSENT = "published", "absent"
_DIGEST_BYTES = 16
_DIGEST = re.compile(rf"[0-9a-f]{{{2 * _DIGEST_BYTES}}}")


class Recorded(NamedTuple):
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
    for address in (TLD.namespace, PROFILE[1:-1]):
        if address.startswith(base_iri):
            text = text.replace("base:" + address.removeprefix(base_iri), address)
    lines = "\n".join(sorted(text.split("\n")))
    return hashlib.blake2b(lines.encode(), digest_size=_DIGEST_BYTES).hexdigest()


def _hashed(id: str) -> int:
    return int.from_bytes(hashlib.blake2b(id.encode(), digest_size=8).digest(), "big")


def _day(text: str) -> int:
    return datetime.date.fromisoformat(text).toordinal()


def _text(day: int) -> str:
    return datetime.date.fromordinal(day).isoformat()


class Ledger:
    """The lock file as it was read, for a publication on a given day.

    Reading it is pure: :meth:`record` says what is to be recorded and keeps nothing, so that it
    can be asked in any process. :class:`Recording` gathers the answers.

    Attributes:
        date: the day of the publication, ISO 8601.
    """

    def __init__(self, date: str) -> None:
        self.date = date
        self._hashes = array("Q")
        self._lines = array("I")
        self._digests = bytearray()
        self._first = array("I")
        self._modified = array("I")
        self._published = bytearray()

    @classmethod
    def read(cls, lines: Iterable[str], date: str, file: str = "identities.csv") -> "Ledger":
        """Return the ledger that the lines hold.

        Raises:
            LedgerError: they are not such a table; the line is said.
        """
        ledger, hashes = cls(date), array("Q")
        for id, status, _, first, modified, digest, _ in _rows(lines, file):
            hashes.append(_hashed(id))
            ledger._first.append(_day(first))
            ledger._modified.append(_day(modified))
            ledger._digests += bytes.fromhex(digest)
            ledger._published.append(status == PUBLISHED)
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        ledger._hashes = array("Q", (hashes[line] for line in order))
        ledger._lines = array("I", order)
        return ledger

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._lines)

    def line_of(self, id: str) -> int | None:
        """Return the line of an id, from 0 below the heading, or None."""
        hashed = _hashed(id)
        place = bisect_left(self._hashes, hashed)
        if place == len(self._hashes) or self._hashes[place] != hashed:
            return None
        return self._lines[place]

    def digest_at(self, line: int) -> str:
        """Return the digest on a line, in hexadecimal."""
        return self._digests[line * _DIGEST_BYTES : (line + 1) * _DIGEST_BYTES].hex()

    def record(self, id: str, digest: str) -> Recorded:
        """Return what this publication records of a thing.

        Its ``modified`` is the day of this publication when the thing is new, came back, or has
        another digest than the one recorded; it stays what it was otherwise.
        """
        line = self.line_of(id)
        if line is None:
            return Recorded(id, digest, RecordDates(self.date, self.date))
        same = self._published[line] and self.digest_at(line) == digest
        modified = _text(self._modified[line]) if same else self.date
        return Recorded(id, digest, RecordDates(_text(self._first[line]), modified))

    def published_lines(self) -> Iterator[int]:
        """Yield the lines of what was published last time."""
        return (line for line, published in enumerate(self._published) if published)

    def days(self) -> Iterator[tuple[int, int]]:
        """Yield the first and the last change of each line, as ordinal days."""
        return zip(self._first, self._modified, strict=True)


class Recording:
    """What one publication records: which lines are seen, changed, new.

    Args:
        ledger: the lock file as it was read.
        spool: called with the CSV line of each new thing; the caller keeps the text.
    """

    def __init__(self, ledger: Ledger, spool: Callable[[str], object]) -> None:
        self._ledger, self._spool = ledger, spool
        self._seen = bytearray(len(ledger))
        self._changed = bytearray(len(ledger))
        self._digests = bytearray(ledger._digests)
        self._new = 0
        today = _day(ledger.date)
        first, last = today, 0
        for issued, modified in ledger.days():
            first, last = min(first, issued), max(last, modified)
        self._first, self._last = first, last

    def add(self, recorded: Recorded) -> None:
        """Keep what is recorded of one thing."""
        line = self._ledger.line_of(recorded.id)
        if line is None:
            self._new += 1
            day = recorded.dates.modified
            self._spool(f"{recorded.id},{PUBLISHED},,{day},{day},{recorded.digest},\n")
            self._last = max(self._last, _day(day))
            return
        self._seen[line] = True
        if recorded.dates.modified == self._ledger.date:
            self._last = max(self._last, _day(recorded.dates.modified))
            if self._ledger.digest_at(line) != recorded.digest or not self._was_published(line):
                self._changed[line] = True
                place = slice(line * _DIGEST_BYTES, (line + 1) * _DIGEST_BYTES)
                self._digests[place] = bytes.fromhex(recorded.digest)

    def _was_published(self, line: int) -> bool:
        return bool(self._ledger._published[line])

    @property
    def gone(self) -> list[int]:
        """The lines of what was published last time and is not there now."""
        return [line for line in self._ledger.published_lines() if not self._seen[line]]

    @property
    def changed(self) -> bool:
        """Whether this publication changes the lock file."""
        return bool(self._new or any(self._changed) or self.gone)

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
        yield ",".join(COLUMNS) + "\n"
        gone = set(self.gone)
        for line, row in enumerate(_rows(old, "identities.csv")):
            id, status, successor, first, modified, digest, reason = row
            if self._changed[line]:
                status, modified = PUBLISHED, self._ledger.date
                digest = self._digests[line * _DIGEST_BYTES : (line + 1) * _DIGEST_BYTES].hex()
            elif line in gone:
                status, modified = ABSENT, self._ledger.date
            yield _csv_line((id, status, successor, first, modified, digest, reason))
        yield from new

    def gone_ids(self, old: Iterable[str]) -> Iterator[str]:
        """Yield the ids of what has gone, given the lines of the lock file as it was."""
        gone = set(self.gone)
        if gone:
            rows = enumerate(_rows(old, "identities.csv"))
            yield from (row[0] for line, row in rows if line in gone)


def _csv_line(values: tuple[str, ...]) -> str:
    quoted = [f'"{v.replace(chr(34), 2 * chr(34))}"' if set(v) & set(',"\n') else v for v in values]
    return ",".join(quoted) + "\n"


@lru_cache(maxsize=4096)
def _is_day(text: str) -> bool:
    return is_lexical(text, "date")


def _rows(lines: Iterable[str], file: str) -> Iterator[list[str]]:
    rows = csv.reader(lines)
    try:
        header = next(rows, None)
        if header is None:
            return
        if tuple(header) != COLUMNS:
            raise _unreadable(file, 1)
        for row in rows:
            if not (
                len(row) == len(COLUMNS)
                and _is_day(row[3])
                and _is_day(row[4])
                and _DIGEST.fullmatch(row[5])
            ):
                raise _unreadable(file, rows.line_num)
            yield row
    except csv.Error:
        raise _unreadable(file, rows.line_num) from None
    except UnicodeDecodeError:
        raise _unreadable(file, rows.line_num + 1) from None


def _unreadable(file: str, line: int) -> LedgerError:
    expected = ", ".join(COLUMNS)
    return LedgerError(
        f"{file}:{line} : le fichier des identités est illisible (attendu : {expected}). "
        "Reprendre sa dernière version enregistrée ; ce fichier ne s'écrit pas à la main.",
        f"{file}:{line}: the lock file is unreadable (expected: {expected}). "
        "Take back its last committed version; this file is not written by hand.",
    )
