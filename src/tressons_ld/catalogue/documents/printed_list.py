"""What a document lists: rows with headings, each with its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence


class ListShape(Enum):
    """How a list is printed; the value is a number of its rows in words."""

    TABLE = sentence("import.table-rows")
    REFERENCES = sentence("import.references")
    LINKS = sentence("import.list-links")

    def words(self, count: int) -> Text:
        """Return how many rows of a list so printed there are."""
        return self.value.format(n=count)


class PrintedRow(NamedTuple):
    """A row: its line in the document, from 1, and the text of each cell."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PrintedList:
    """A list of a document.

    Attributes:
        shape: how it is printed.
        headings: of its cells: those of a table as they stand, else columns of ours.
        rows: at least one.
    """

    shape: ListShape
    headings: tuple[str, ...]
    rows: tuple[PrintedRow, ...]

    @property
    def words(self) -> Text:
        """What it is, and how many rows it has."""
        return self.shape.words(len(self.rows))


def listed(
    shape: ListShape, headings: Sequence[str], rows: Sequence[PrintedRow]
) -> PrintedList | None:
    """Return a list without the columns that no row fills; None where no row is left."""
    kept = [i for i in range(len(headings)) if any(row.cells[i] for row in rows)]
    if not rows or not kept:
        return None
    return PrintedList(
        shape,
        tuple(headings[i] for i in kept),
        tuple(PrintedRow(row.line, tuple(row.cells[i] for i in kept)) for row in rows),
    )
