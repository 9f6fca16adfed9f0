"""The cells of a row, read as values of our columns; what becomes of each is noted."""

import re
from dataclasses import dataclass, field

from tressons_ld.catalogue.adoption.cell_readings import How, Reading, ValueReader, clean_text
from tressons_ld.catalogue.adoption.day_orders import OrdersOfDays
from tressons_ld.catalogue.adoption.heading_units import with_unit
from tressons_ld.catalogue.adoption.heading_words import IDENTIFIERS
from tressons_ld.catalogue.adoption.identifier_columns import identifiers_in
from tressons_ld.catalogue.adoption.matched_columns import MatchedColumns
from tressons_ld.catalogue.adoption.outcome import Outcome
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

VALUE_GUESSED = sentence("adoption.column-read-from")
EVENT_DATE = "event_date"
DURATION_COLUMN = "duration"
_ISBD_BEHIND = re.compile(r"\s+[:/;=]$")
"""What libraries put between a title and what follows it, « Le vélo : » (ISBD)."""
_LINK_OF_MARKDOWN = re.compile(r"\[[^\[\]]*\]\((https?://[^\s()]+)\)")
_ADDRESS = re.compile(r"https?://[^\s;|<>\"]+")


@dataclass
class AdoptedRow:
    """A row of the table of resources, what was guessed in it, the number of its source row."""

    cells: dict[str, str] = field(default_factory=dict)
    notes: list[Text] = field(default_factory=list)
    number: int = 0


class RowReader:
    """Reads the cells of one table that name nothing."""

    def __init__(
        self, table: SourceTable, matched: MatchedColumns, references: References, outcome: Outcome
    ) -> None:
        """Read nothing yet.

        Args:
            table: the table.
            matched: what its columns give.
            references: the codes that cells may hold.
            outcome: what becomes of values is noted there.
        """
        self.table, self.matched, self.outcome = table, matched, outcome
        self._references = references
        self._readers: dict[str, ValueReader] = {}
        self._orders = OrdersOfDays(table, references)

    def cell(self, row: SourceRow, column: str) -> tuple[int, str]:
        """Return the first filled cell of those that give a column, and its index."""
        for index in self.matched.columns.get(column, ()):
            if text := row.cells[index].strip():
                return index, text
        return -1, ""

    def text(self, row: SourceRow, column: str, *, paragraphs: bool = False) -> str:
        """Return the text of the first filled cell of a column, fit to be published."""
        index, text = self.cell(row, column)
        if not text:
            return ""
        clean = clean_text(text, paragraphs=paragraphs)
        self.outcome.html += clean.html
        self.outcome.characters += clean.characters
        if not clean.text:
            self.outcome.value(index, row.number, text, Reading("", How.ABSENT))
        return clean.text

    def title(self, row: SourceRow, text: str) -> str:
        """Return the title in a text, without what is no part of it, and note that it went."""
        title = _ISBD_BEHIND.sub("", text)
        if title != text:
            index, _ = self.cell(row, "title")
            self.outcome.value(index, row.number, text, Reading(title, How.REWRITTEN))
        return title

    def value(self, row: SourceRow, column: str, adopted: AdoptedRow) -> str:
        """Return the value of the first column that gives one."""
        read = ""
        for index in self.matched.columns.get(column, ()):
            text = row.cells[index].strip()
            if text and read:
                self.outcome.second_values[column] += 1
            elif text:
                read = self.read(index, row, column, text, adopted)
        return read

    def read(self, index: int, row: SourceRow, column: str, text: str, adopted: AdoptedRow) -> str:
        """Return the value of a text, and note what became of it."""
        if column == DURATION_COLUMN:
            text = with_unit(text, self.table.headings[index])
        reading = self.reader(column).read(text)
        if (day := self._orders.read(index, column, text)) and day != reading.text:
            reading = Reading(day, How.GUESSED)
        if column == EVENT_DATE and 0 < len(reading.text) < len("2020-05-07"):
            # A session is on a day: that of a year or a month is when the resource was issued.
            issued = adopted.cells.setdefault("issued", reading.text) == reading.text
            reading = Reading("", How.AS_ISSUED if issued else How.REFUSED)
        self.outcome.value(index, row.number, text, reading)
        if reading.how is How.GUESSED:
            short = text if len(text) <= 60 else f"{text[:57]}…"
            adopted.notes.append(VALUE_GUESSED.format(column=column, text=short))
        return reading.text

    def reader(self, column: str) -> ValueReader:
        """Return the reader of the values of a column."""
        if column not in self._readers:
            self._readers[column] = ValueReader(RESOURCES[column], self._references)
        return self._readers[column]

    def identifiers(self, row: SourceRow) -> str:
        """Return the identifiers that others give, of all columns that hold some, each once."""
        read: list[str] = []
        reader = self.reader(IDENTIFIERS)
        for index in self.matched.columns.get(IDENTIFIERS, ()):
            if text := row.cells[index].strip():
                for part, reading in identifiers_in(text, self.table.headings[index], reader):
                    read.append(self.outcome.value(index, row.number, part, reading))
        return "; ".join(dict.fromkeys(filter(None, read)))

    def addresses(self, row: SourceRow, column: str) -> list[str]:
        """Return the addresses in the cells of a row, each once."""
        read: list[str] = []
        for index in self.matched.columns.get(column, ()):
            text = _LINK_OF_MARKDOWN.sub(r"\1", row.cells[index].strip())
            found = _ADDRESS.findall(text)
            for one in (found if len(found) > 1 else [text]) if text else ():
                reading = self.reader(column).read(one)
                if written := self.outcome.value(index, row.number, one, reading):
                    read.append(written.replace(";", "%3B"))
        return list(dict.fromkeys(read))
