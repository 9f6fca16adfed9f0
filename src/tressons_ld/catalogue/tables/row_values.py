"""From the cells of a row to the fields of a value, and from these to the value itself."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

from tressons_ld.catalogue.columns.cell_texts import Parser
from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.tables.rows import Table
from tressons_ld.findings.finding import Finding
from tressons_ld.findings.language import Text

Plan: TypeAlias = Sequence[tuple[int, str, str, Parser | None, dict[str, Any]]]
"""For each column that a table has: index of the cell, name of the column, field, parser, and what
texts came to of which nothing is to be said."""

_MOST_TEXTS = 512
_LONGEST = 100
"""So many texts of a column, up to so many characters, are read once: others say the same."""


def plan(table: Table, columns: Iterable[Column], references: References) -> Plan:
    """Return how the rows of this table are read.

    Args:
        table: the table.
        columns: those of its columns that are asked for.
        references: what their cells may name.
    """
    return [
        (table.index(column.name), column.name, column.path, column.parser(references), {})
        for column in columns
        if column.name in table.header.columns
    ]


def fields(plan: Plan, row: Row, cells: Sequence[str], problems: list[Finding]) -> dict[str, Any]:
    """Return the fields of a row that are filled: those of empty and unreadable cells are left out.

    Args:
        plan: how the rows of the table are read.
        row: where the cells stand.
        cells: their texts, without outer white space.
        problems: what is wrong with them is added here.
    """
    values: dict[str, Any] = {}
    for index, name, field, parse, known in plan:
        text = cells[index]
        if not text:
            continue
        value = text if parse is None else known.get(text)
        if value is None and parse is not None:
            before = len(problems)
            value = parse(text, row, name, problems)
            if len(problems) == before and len(known) < _MOST_TEXTS and len(text) <= _LONGEST:
                known[text] = value
        if value is not None:
            values[field] = value
    return values


def thing_of(layout: Layout, values: dict[str, Any], **others: Any) -> Any:
    """Return the value that a row became.

    Args:
        layout: of the table.
        values: its fields; those of the two sides of a :class:`Text` become one.
        others: attributes that no column fills.
    """
    for attribute in layout.bilingual:
        sides = (values.pop(f"{attribute}.{language}", "") for language in ("fr", "en"))
        values[attribute] = Text(*sides)
    for attribute in layout.languages.values():
        start = f"{attribute}."
        given = sorted([path for path in values if path.startswith(start)])
        values[attribute] = tuple((path.removeprefix(start), values.pop(path)) for path in given)
    return layout.thing(**values, **others)
