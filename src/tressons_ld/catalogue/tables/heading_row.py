"""Which row of a table holds its headings: the first one, or one below a title or a note."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice

from tressons_ld.catalogue.tables.headings import heading_key
from tressons_ld.catalogue.tables.rows import Record

MOST_ROWS_ABOVE = 30
"""Rows that are not blank among which the headings are looked for."""

FEWEST_KNOWN = 2
"""Known headings by which a row that is not the first one is told to be that of the headings."""


def columns_named(cells: Iterable[str], named: Mapping[str, str]) -> set[str]:
    """Return the columns that a row names.

    Args:
        cells: the texts of the row.
        named: heading as it is compared -> column; empty for one that is not read.
    """
    return {named.get(heading_key(text.strip()), "") for text in cells} - {""}


def heading_row(
    records: Iterable[Record], named: Mapping[str, str]
) -> tuple[Record, Record] | None:
    """Return the first row that is not blank, and that of the headings; None in an empty table.

    They are one where it names a column, or no other names some. A row that cannot be read ends the
    search.

    Args:
        records: the rows of the table, from the first on.
        named: heading as it is compared -> column; empty for one that is not read.
    """
    filled = (one for one in records if one.problems or any(map(str.strip, one.cells)))
    first = next(filled, None)
    if first is None:
        return None
    known = 0 if first.problems else len(columns_named(first.cells, named))
    if first.problems or known >= FEWEST_KNOWN:
        return first, first
    best, most = first, max(known, FEWEST_KNOWN - 1)
    for record in islice(filled, MOST_ROWS_ABOVE - 1):
        if record.problems:
            break
        if (found := len(columns_named(record.cells, named))) > most:
            best, most = record, found
    return first, best


def most_columns(rows: Sequence[Sequence[str]], named: Mapping[str, str]) -> set[str]:
    """Return the columns that one of the first rows of a sheet names, of which it names the most.

    Args:
        rows: of the sheet.
        named: heading as it is compared -> column; empty for one that is not read.
    """
    filled = islice((cells for cells in rows if any(map(str.strip, cells))), MOST_ROWS_ABOVE)
    return max((columns_named(cells, named) for cells in filled), key=len, default=set())
