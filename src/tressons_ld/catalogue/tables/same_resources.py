"""Rows that seem to be one resource: they have one title and one page.

Portals export a row for each file of a resource.
"""

import json
from array import array
from collections.abc import Iterator, Sequence
from itertools import groupby

from tressons_ld.catalogue.columns.absences import Holds, code_of_absence
from tressons_ld.catalogue.columns.url_syntax import page_key
from tressons_ld.catalogue.hashes import in_order
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.tables.rows import Record, Table
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.messages import sentence

_MOST_LISTED = 10
_ALL_BITS = (1 << 64) - 1


class TitlesAndPages:
    """The title and page of each row, as 64 bits of their hash: 16 bytes a row.

    Python's own hash, which is another in each process, and quick: it is compared within one alone.
    """

    def __init__(self, table: Table) -> None:
        """Begin with no row.

        Args:
            table: the table of resources.
        """
        self._table = table
        self._title, self._page = table.index("title"), table.index("landing_page")
        self._hashes, self._rows, self._lines = array("Q"), array("I"), array("I")

    def add(self, record: Record) -> None:
        """Take note of a row."""
        page = record.cells[self._page].strip()
        title = page and record.cells[self._title].strip()
        if title and code_of_absence(title, Holds.TEXTS) is None:
            named = " ".join(title.casefold().split()).rstrip(".")
            self._hashes.append(hash((named, page_key(page))) & _ALL_BITS)
            row = self._table.giver(record, self._title)
            self._rows.append(row.number)
            self._lines.append(row.line or 0)

    def findings(self) -> Iterator[Finding]:
        """Yield a finding for the rows that share a title and a page, at the first of them."""
        hashes, order = self._hashes, in_order(self._hashes)
        for _, group in groupby(order, key=lambda position: hashes[position]):
            same = sorted(group)
            if len(same) > 1:
                yield self._finding(same)

    def _finding(self, positions: Sequence[int]) -> Finding:
        first = positions[0]
        row = Row(self._table.header, self._rows[first], self._lines[first] or None)
        rows = [str(self._rows[position]) for position in positions]
        listed = ", ".join(rows[:_MOST_LISTED]) + (", …" if len(rows) > _MOST_LISTED else "")
        count = len(rows)
        return finding(
            "table.rows-alike",
            row.at("title"),
            page=json.dumps(self._table.header.columns["landing_page"][1], ensure_ascii=False),
            rows=sentence("table.several-rows", count=count, listed=listed),
        )
