"""Two keywords of the table of resources that are perhaps two spellings of one."""

from collections.abc import Iterator

from tressons_ld.catalogue.columns.absences import Holds, code_of_absence
from tressons_ld.catalogue.columns.cell_texts import values_of
from tressons_ld.catalogue.columns.separators import seems_several
from tressons_ld.catalogue.columns.spelling import LONGEST_NAME, Fingerprint, fingerprint
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.tables.rows import Record, Table
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

MOST_KEYWORDS = 20_000
"""Different keywords that are compared: those that a larger table has first."""

_MOST_LISTED = 10


class _Spelling:
    """One spelling of a keyword: how many rows have it, the line and numbers of the first."""

    __slots__ = ("line", "number", "rows", "text")

    def __init__(self, text: str, line: int | None) -> None:
        self.text, self.line = text, line
        self.number = 0
        self.rows: list[int] = []

    def listed(self) -> Text:
        """Return the rows in words, the first of them by their numbers."""
        rows = ", ".join(map(str, self.rows)) + (", …" if self.number > len(self.rows) else "")
        return sentence("table.spelling-rows", n=self.number, rows=rows)


class KeywordSpellings:
    """The keywords of the rows, each spelling once.

    Unlike names of things, keywords that differ by case alone are two: each is published as it is
    written.
    """

    def __init__(self, table: Table) -> None:
        """Begin with no row.

        Args:
            table: the table of resources.
        """
        self._table, self._column = table, table.index("keywords")
        self._spellings: dict[str, _Spelling] = {}

    def add(self, record: Record) -> None:
        """Take note of the keywords of a row."""
        cell = record.cells[self._column]
        if not cell:
            return
        record, spellings = self._table.giver(record, self._column), self._spellings
        for keyword in values_of(cell.strip()):
            spelling = spellings.get(keyword)
            if spelling is None:
                if len(spellings) == MOST_KEYWORDS:
                    continue
                spelling = spellings[keyword] = _Spelling(keyword, record.line)
            spelling.number += 1
            if spelling.number <= _MOST_LISTED:
                spelling.rows.append(record.number)

    def findings(self) -> Iterator[Finding]:
        """Yield a remark for each spelling of a keyword but the most frequent, at its first row."""
        alike: dict[Fingerprint, list[_Spelling]] = {}
        for text, spelling in self._spellings.items():
            # What is several keywords is told as such: none of its spellings is one.
            if len(text) > LONGEST_NAME or seems_several(text):
                continue
            if code_of_absence(text, Holds.TEXTS) is not None:
                continue
            written = fingerprint(text)
            if any(written):
                alike.setdefault(written, []).append(spelling)
        for spellings in alike.values():
            most = max(spellings, key=lambda one: one.number)
            for other in spellings:
                if other is not most and other.text.split() != most.text.split():
                    yield self._finding(other, most)

    def _finding(self, spelling: _Spelling, most: _Spelling) -> Finding:
        return finding(
            "table.keyword-near",
            Row(self._table.header, spelling.rows[0], spelling.line).at("keywords"),
            spelling.text,
            mends=(most.text,),
            rows=spelling.listed(),
            other=most.text,
            others=most.listed(),
        )
