"""A lock file that git joined out of two branches: an id may have a line from each.

Where the two say the same thing with other days, one line says both: the first day of publication,
the last change, whatever was declared. Where they contradict each other somebody has to decide.
A reason that one of the two lines lacks is in neither: it may have had to be forgotten.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from tressons_ld.findings.errors import LedgerError
from tressons_ld.identity.ledger import LEDGER_FILE, Ledger, ledger_lines
from tressons_ld.identity.lock_file import (
    ABOVE,
    ADDRESSES,
    FILE,
    RETIRED,
    LockLine,
    read_lines,
    written,
)


class JoinedLines(NamedTuple):
    """The lines of a lock file, each id once.

    Attributes:
        lines: the lines.
        repeated: the lines that stood there beside another one of their id: number in the file,
            from 1 and the heading, and id.
    """

    lines: list[LockLine]
    repeated: list[tuple[int, str]]


def joined(texts: Iterable[str], file: str) -> JoinedLines:
    """Return the lines of a lock file, two of one id as one.

    Raises:
        LedgerError: it is no lock file, or two lines of an id contradict each other.
    """
    lines = list[LockLine]()
    # One address may be both that of names and that of files.
    places = dict[tuple[str, str], tuple[int, int]]()
    repeated = list[tuple[int, str]]()
    number = 2
    for line in read_lines(texts, file):
        here, number = number, number + 1 + line.reason.count("\n")
        key = line.status if line.status in ABOVE else "", line.id
        first, place = places.get(key, (here, len(lines)))
        if place == len(lines):
            places[key] = first, place
            lines.append(line)
            continue
        both = _both(lines[place], line)
        if both is None:
            raise LedgerError("ledger.id-repeated", file=file, first=first, second=here)
        lines[place] = both
        repeated.append((here, line.id))
    return JoinedLines(lines, repeated)


def read_ledger(folder: Path, date: str, *, date_given: bool = True) -> Ledger:
    """Return the ledger of a catalogue folder, two lines of one id read as one.

    Args:
        folder: the catalogue folder.
        date: the day of the publication, ISO 8601.
        date_given: whether somebody gave that day, and not a clock.

    Raises:
        LedgerError: the lock file cannot be read, or two lines of an id contradict each other; or
            the day is none of this time.
    """
    ledger = Ledger.read(ledger_lines(folder), date, date_given=date_given)
    if not ledger.has_twice:
        return ledger
    lines, repeated = joined(ledger_lines(folder), LEDGER_FILE)
    ledger = Ledger.read(written(lines), date, date_given=date_given)
    ledger.repeated = repeated
    return ledger


def lock_lines(folder: Path, ledger: Ledger) -> Iterator[str]:
    """Return the lines of a lock file as its ledger was read from them, heading first."""
    if ledger.repeated:
        return written(joined(ledger_lines(folder), LEDGER_FILE).lines)
    return ledger_lines(folder)


def _both(one: LockLine, other: LockLine) -> LockLine | None:
    """Return the line that says what two lines of an id say, or None where they contradict."""
    if one.status in ADDRESSES:
        return one if one.successor == other.successor else None
    retired = [
        line
        for line in (one, other)
        if line.status in RETIRED or (line.status == FILE and line.retired)
    ]
    if len({(line.status, line.successor) for line in retired}) > 1:
        return None
    last = max(one, other, key=lambda line: line.modified)
    declared = min(retired, key=lambda line: line.retired) if retired else last
    is_silent = any(not line.reason for line in retired)
    return declared._replace(
        reason="" if is_silent else declared.reason,
        first_published=min(one.first_published, other.first_published),
        modified=last.modified,
        digest=last.digest,
        identifier=one.identifier or other.identifier,
    )
