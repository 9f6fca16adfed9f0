"""Any number of findings in bounded memory, and in the order of a report.

The first ones are held; when they become too many, all go to a temporary database that the system
removes with the program (https://www.sqlite.org/inmemorydb.html#temp_db) and that sorts on disk.
"""

import pickle
import sqlite3
import weakref
from collections.abc import Iterator
from itertools import groupby

from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.finding import Finding, Report, Severity, distinct

MOST_HELD = 10_000

_TABLE = """CREATE TABLE finding (
    number INTEGER PRIMARY KEY,
    file BLOB, line INTEGER, cell BLOB, code BLOB, value BLOB, severity INTEGER, whole BLOB
)"""
_ADD = "INSERT INTO finding VALUES (NULL, ?, ?, ?, ?, ?, ?, ?)"
_ORDER = "ORDER BY file, line, cell, code, value, number"


class Spool:
    """Findings, in the order in which they come until they are asked for."""

    def __init__(self) -> None:
        """Begin without any finding, and without any file."""
        self._held: list[Finding] = []
        self._database: sqlite3.Connection | None = None

    def add(self, finding: Finding) -> None:
        """Keep a finding.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        self._held.append(finding)
        if len(self._held) > MOST_HELD:
            self._spill()

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield the findings sorted by place, each distinct, or those of one severity.

        What several things suffer from one cell is said distinct, of the first of them.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        if self._database is None:
            held = Report.of(self._held).findings
            yield from (each for each in held if severity in (None, each.severity))
            return
        self._spill()
        asked = "" if severity is None else f"WHERE severity = {int(severity)}"
        try:
            rows = self._database.execute(f"SELECT whole FROM finding {asked} {_ORDER}")
            # Written by this program a moment ago, into a file that has no name.
            found: Iterator[Finding] = (pickle.loads(row[0]) for row in rows)
            for _, alike in groupby(found, key=lambda each: each.sort_key):
                yield from distinct(alike)
        except sqlite3.Error as error:
            raise _no_room(error) from error

    def _spill(self) -> None:
        """Put what is held into the database."""
        try:
            if self._database is None:
                self._database = sqlite3.connect("", check_same_thread=False)
                weakref.finalize(self, self._database.close)
                self._database.execute(_TABLE)
            with self._database:
                self._database.executemany(_ADD, map(_row, self._held))
        except sqlite3.Error as error:
            raise _no_room(error) from error
        self._held.clear()


def _row(finding: Finding) -> tuple[bytes | int, ...]:
    """Return the key of the order, its texts as UTF-8, which sorts as they do, and the finding."""
    key = (
        part if isinstance(part, int) else part.encode("utf-8", "surrogatepass")
        for part in finding.sort_key
    )
    return *key, int(finding.severity), pickle.dumps(finding, pickle.HIGHEST_PROTOCOL)


def _no_room(error: sqlite3.Error) -> OutputError:
    return OutputError("output.temporary-findings", error=error)
