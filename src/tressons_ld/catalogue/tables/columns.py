"""From the cells of a row to the fields of a value: which column fills which field, and how."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple, TypeAlias

from tressons_ld.catalogue.model import Row
from tressons_ld.catalogue.tables.cells import Parser
from tressons_ld.catalogue.tables.rows import Table
from tressons_ld.findings.finding import Finding


class Column(NamedTuple):
    """A column and the field that it fills.

    Attributes:
        name: name of the column.
        field: name of the field, in the model.
        parse: how its cells are read; None for a text that is kept as it stands.
        many: whether it holds several values; its field is then a tuple.
        parallel: whether its values answer, one by one, those of another column.
    """

    name: str
    field: str
    parse: Parser | None = None
    many: bool = False
    parallel: bool = False


Plan: TypeAlias = Sequence[tuple[int, str, str, Parser | None]]
"""For each column that a table has: index of the cell, name of the column, field, parser."""


def plan(table: Table, columns: Iterable[Column]) -> Plan:
    """Return how the rows of this table are read."""
    return [
        (table.index(column.name), column.name, column.field, column.parse)
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
    for index, name, field, parse in plan:
        text = cells[index]
        if text:
            value = text if parse is None else parse(text, row, name, problems)
            if value is not None:
                values[field] = value
    return values
