"""The headings of a table: which column each stands for."""

import json
import re
from collections.abc import Mapping, Sequence, Set

from tressons_ld.catalogue.columns.spelling import did_you_mean, nearest
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import Header
from tressons_ld.catalogue.tables.house_columns import heading_key
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.findings.finding import Finding, Location, column_letters, finding

__all__ = ["heading_key", "named_columns", "read_headings", "unknown_heading", "writable"]

_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def writable(heading: str) -> str:
    """Return the heading with what no report or terminal can hold in it escaped."""
    return _NOT_SHOWN.sub(lambda match: ascii(match[0])[1:-1], heading)


def named_columns(layout: Layout, aliases: Mapping[str, str]) -> dict[str, str]:
    """Return, for each heading as it is compared, the column; empty for one that is not read."""
    named = {heading_key(column): column for column in layout.names}
    named.update(
        (heading_key(heading), column)
        for heading, column in aliases.items()
        if column in layout.names or not column or layout.in_language(column)
    )
    return named


def read_headings(
    file: str,
    sheet: str | None,
    record: Record,
    headings: Sequence[str],
    layout: Layout,
    aliases: Mapping[str, str],
    joined: Set[str] = frozenset(),
) -> tuple[Header, tuple[str, ...], list[Finding]]:
    """Return the columns that are read, the name of each heading's column, and what is wrong.

    Args:
        file: path of the table from the folder.
        sheet: name of the sheet, in a workbook.
        record: the row of the headings.
        headings: their texts.
        layout: the columns that the table may have.
        aliases: a house's own heading -> name of the column.
        joined: the columns that several headings may give.
    """
    named = named_columns(layout, aliases)
    columns: dict[str, tuple[int, str]] = {}
    names: list[str] = []
    findings: list[Finding] = []
    for index, heading in enumerate(headings):
        cell = f"{column_letters(index)}{record.number}"
        place = Location(file, record.line, sheet=sheet, cell=cell, column=heading or None)
        column = named.get(heading_key(heading))
        if column is None and (of_language := layout.in_language(heading)):
            column = of_language.name
        if not heading or column == "":
            column = ""
        elif column is None:
            findings.append(unknown_heading(heading, place, layout))
            column = ""
        elif column in columns and column not in joined:
            first = f"{column_letters(columns[column][0])}{record.number}"
            findings.append(finding("table.column-repeated", place, heading, first=first))
            column = ""
        else:
            columns.setdefault(column, (index, heading))
        names.append(column)
    row = Location(file, record.line, sheet=sheet, cell=f"A{record.number}")
    findings.extend(
        finding("table.column-missing", row, column)
        for column in layout.required
        if column not in columns
    )
    return Header(file, columns, sheet), tuple(names), findings


def unknown_heading(heading: str, place: Location, layout: Layout) -> Finding:
    """Return the finding of a heading that stands for no column."""
    near = nearest(heading_key(heading), {heading_key(column): column for column in layout.names})
    return finding(
        "table.column-unknown",
        place,
        heading,
        suggestion=did_you_mean(*near),
        key=json.dumps(heading[:80], ensure_ascii=False),
    )
