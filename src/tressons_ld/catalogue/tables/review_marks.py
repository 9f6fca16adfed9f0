"""The column of a table that says which rows wait to be read over by somebody."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.tables.house_columns import heading_key
from tressons_ld.findings.finding import Finding, Location, column_letters, finding
from tressons_ld.findings.messages import sentence

REVIEW = sentence("review.heading")
"""The heading of the column that says what was guessed in a row. It is read of any table, and what
it holds is told, never published."""

NOT_PUBLISHED = dict.fromkeys(REVIEW, "")
"""The headings of that column, as those of the columns that stand for none."""

_KEYS = frozenset(map(heading_key, REVIEW))


class ReviewColumn(NamedTuple):
    """Where that column stands in a table.

    Attributes:
        at: index of its cells.
        heading: as it stands.
    """

    at: int
    heading: str


def review_heading(headings: Sequence[str], language: str) -> str:
    """Return the heading of the column of notes that a table has, or would have."""
    return next((each for each in REVIEW if each in headings), REVIEW.in_language(language))


def review_column(headings: Sequence[str], names: Sequence[str]) -> ReviewColumn | None:
    """Return the column of notes of a table, or None where it has none.

    Args:
        headings: as they stand.
        names: of the columns that they stand for; a house may have given one of these to it.
    """
    for index, (heading, name) in enumerate(zip(headings, names, strict=False)):
        if not name and heading_key(heading) in _KEYS:
            return ReviewColumn(index, heading)
    return None


def waiting(column: ReviewColumn | None, cells: Sequence[str], row: Row) -> Iterator[Finding]:
    """Yield that a row waits to be read over, at the cell of its mark.

    Args:
        column: the column of notes, where there is one.
        cells: of the row.
        row: where it stands.
    """
    if column is not None and (mark := cells[column.at].strip()):
        file, sheet = row.header.file, row.header.sheet
        cell = f"{column_letters(column.at)}{row.number}"
        place = Location(file, row.line, sheet=sheet, cell=cell, column=column.heading)
        yield finding("table.to-review", place, mark)
