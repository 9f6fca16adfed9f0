"""The lines of the lock file ``identities.csv``, as they stand there.

A line per minted thing: ``id`` (its path under the base), ``status``, ``successor``,
``first_published``, ``modified`` (the day its content last changed), ``digest`` of its own
facts, ``retired`` (the day on which it was declared renamed, merged or removed), ``reason``.
Lines stand in the order of first publication. Before them, a line for each address that was
published: the address itself is the id, ``base_iri`` or ``site_url`` its status, and the address
that took its place, if any, its successor. After those, by their paths, the addresses of data that
readers may have written down and that no id stands for: ``file`` is their status, and ``retired``
the day on which one was given up. Written by the tool, committed with the catalogue, never edited
by hand.

``identifier`` is what portals know a thing by, where that is not its IRI: the IRI that it had when
it first stood in a feed, kept since it was renamed, or is called by another base. Earlier versions
wrote no such column.
"""

import csv
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from tressons_ld.catalogue.columns.cell_texts import unpublishable_character
from tressons_ld.catalogue.columns.ids import is_path
from tressons_ld.catalogue.paths import LINKSET_PATH, dump_path
from tressons_ld.findings.errors import LedgerError
from tressons_ld.findings.language import quotation
from tressons_ld.identity.digests import DIGEST_VERSION, version_of
from tressons_ld.rdf.formats import (
    BIBTEX,
    CSL_JSON,
    CSV,
    JSON_LD,
    N_QUADS,
    N_TRIPLES,
    RDF_XML,
    RIS,
    TURTLE,
)
from tressons_ld.rdf.terms import TermError, iri, is_lexical

COLUMNS = (
    "id",
    "status",
    "successor",
    "first_published",
    "modified",
    "digest",
    "retired",
    "reason",
    "identifier",
)
PUBLISHED = "published"
RENAMED, MERGED, REMOVED = "renamed", "merged", "removed"
RETIRED = (RENAMED, MERGED, REMOVED)
ADDRESSES = ("base_iri", "site_url")
FILE = "file"
ABOVE = (*ADDRESSES, FILE)
"""The statuses of lines that stand above those of things."""

STATUSES = (PUBLISHED, *RETIRED)
_HEADING = ",".join(COLUMNS) + "\n"
_CONFLICT = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")
_PLAIN = re.compile(rf'[^,"]*,{PUBLISHED},[^"\r\n]*\n')
_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_NEVER_RETIRED = re.compile(
    rf"([a-z0-9/-]+),{PUBLISHED},,({_DAY}),({_DAY}),((?:[2-{DIGEST_VERSION}]-)?[0-9a-f]{{32}}),,,?\n"
)


class LockLine(NamedTuple):
    """A line of the lock file, as it stands there."""

    id: str
    status: str
    successor: str
    first_published: str
    modified: str
    digest: str
    retired: str
    reason: str
    identifier: str = ""


def order_above(line: LockLine) -> tuple[int, bool, str]:
    """Return the order of the lines above things: ``base_iri`` first, the present one last."""
    is_file = line.status == FILE
    return ABOVE.index(line.status), not (is_file or line.successor), line.id * is_file


def written(lines: Iterable[LockLine]) -> Iterator[str]:
    """Yield the lock file that holds these lines, heading first."""
    yield _HEADING
    yield from map(csv_line, lines)


def csv_line(values: LockLine) -> str:
    """Return a line as it is written, its end included."""
    quoted = [f'"{v.replace(chr(34), 2 * chr(34))}"' if set(v) & set(',"\n') else v for v in values]
    return ",".join(quoted) + "\n"


def read_lines(lines: Iterable[str], file: str = "identities.csv") -> Iterator[LockLine]:
    """Yield the lines of a lock file.

    Raises:
        LedgerError: it is not such a table; the line is said.
    """
    # A branch that an earlier version published may have brought a line without the last.
    lengths = len(COLUMNS) - 1, len(COLUMNS)
    rest, number, heading = iter(lines), 0, True
    for text in rest:
        number += 1
        if not heading and (plain := _never_retired(text)):
            yield plain
            continue
        rows = csv.reader(chain([text], rest))
        try:
            row = next(rows)
        except csv.Error:
            raise _unreadable(file, number + rows.line_num - 1) from None
        number += rows.line_num - 1
        if heading:
            heading = False
            if tuple(row) not in (COLUMNS, COLUMNS[:-1]):
                raise _unreadable(file, number)
            continue
        if len(row) not in lengths or not _is_line(line := LockLine(*row)):
            if row and row[0].startswith(_CONFLICT):
                raise LedgerError("ledger.conflict", file=file, line=number)
            raise _unreadable(file, number)
        _check_texts(line, file, number)
        yield line


def _never_retired(text: str) -> LockLine | None:
    """Return the line of a thing as nearly all are, read at once; None of any other."""
    if match := _NEVER_RETIRED.fullmatch(text):
        id, first, modified, digest = match.groups()
        if is_path(id) and is_day(first) and is_day(modified):
            return LockLine(id, PUBLISHED, "", first, modified, digest, "", "")
    return None


def read_texts(lines: Iterable[str]) -> Iterator[tuple[str, LockLine | None]]:
    """Yield each line of a lock file as it is written, and read where it is not a thing's alone.

    A line of a thing that was never retired, which is nearly all of them, is not read: it has no
    quotation mark, and its text is what would be written again.

    Raises:
        LedgerError: it is not such a table.
    """
    rest = iter(lines)
    heading = next(rest, None)
    if heading is None:
        return
    if heading != _HEADING:
        yield from ((csv_line(line), line) for line in read_lines(chain([heading], rest)))
        return
    for text in rest:
        while text.count('"') % 2:
            text += next(rest, '"')
        if _PLAIN.fullmatch(text):
            yield text, None
        else:
            line = line_of(text)
            yield csv_line(line), line


def line_of(text: str) -> LockLine:
    """Return what a line of a lock file says."""
    (line,) = read_lines([_HEADING, text])
    return line


def _is_line(line: LockLine) -> bool:
    days = (line.first_published, line.modified, line.retired or line.modified)
    if not all(map(is_day, days)):
        return False
    if line.status in ABOVE:
        return not line.digest
    if line.status in RETIRED and not line.retired:
        return False
    return line.status in STATUSES and version_of(line.digest) is not None


def _check_texts(line: LockLine, file: str, number: int) -> None:
    """Check what becomes the path of a file, a part of an IRI or a text that is published.

    Raises:
        LedgerError: it can be none.
    """
    is_name = _NAMES.get(line.status, is_path)
    if not is_name(line.id):
        raise LedgerError("ledger.no-path", file=file, line=number, path=quotation(line.id))
    is_successor = _is_place if line.status == FILE else is_name
    if line.successor and not is_successor(line.successor):
        raise LedgerError("ledger.no-path", file=file, line=number, path=quotation(line.successor))
    if len(line.digest) > 32 and int(line.digest[0]) > DIGEST_VERSION:
        raise LedgerError("ledger.newer", file=file, line=number)
    if line.identifier and not (_is_base(f"{line.identifier}/") and is_path(line.id)):
        raise LedgerError("ledger.no-path", file=file, line=number, path=quotation(line.identifier))
    if line.reason and (wrong := unpublishable_character(line.reason)):
        if "\udc80" <= wrong[0] <= "\udcff":  # A byte that is no UTF-8.
            raise _unreadable(file, number)
        character = f"U+{ord(wrong[0]):04X}"
        raise LedgerError("ledger.character", file=file, line=number, character=character)


def _is_base(address: str) -> bool:
    return _is_address(address) and address.endswith("/")


def _is_address(text: str) -> bool:
    try:
        iri(text)
    except TermError:
        return False
    return text.startswith(("http://", "https://"))


def is_data_path(path: str) -> bool:
    """Return whether a text is the path of a file of data below the site, as a line can hold it.

    Pages for people, the tables behind them and search files come and go.

    >>> is_data_path("questions/les nôtres.rq"), is_data_path("questions/../x.rq")
    (True, False)
    >>> is_data_path("index.html"), is_data_path("chiffres/par-annee.csv")
    (False, False)
    """
    is_of_data = path in _DATA or path.endswith(_DATA_EXTENSIONS)
    return is_of_data and not (_NO_FILE.search(path) or unpublishable_character(path))


def _is_place(text: str) -> bool:
    return _is_address(text) or is_data_path(text)


_DATA = (dump_path(CSV), LINKSET_PATH)
_DATA_FORMATS = (JSON_LD, N_QUADS, N_TRIPLES, RDF_XML, TURTLE, BIBTEX, CSL_JSON, RIS)
_DATA_EXTENSIONS = (*(each.extension for each in _DATA_FORMATS), ".rq")
_NO_FILE = re.compile(r"[\x00-\x1f\x7f\\]|(?:^|/)[.]{0,2}(?:/|$)")
_NAMES = {**dict.fromkeys(ADDRESSES, _is_base), FILE: is_data_path}


@lru_cache(maxsize=4096)
def is_day(text: str) -> bool:
    """Return whether a text is a day, ISO 8601."""
    # A date of RDF may have a time zone, or a year of five digits: a day of a calendar has neither.
    return re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) is not None and is_lexical(
        text, "date"
    )


def _unreadable(file: str, line: int) -> LedgerError:
    expected = ", ".join(COLUMNS)
    return LedgerError("ledger.unreadable", file=file, line=line, expected=expected)
