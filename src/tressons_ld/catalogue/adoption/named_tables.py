"""Which table, or scheme of concepts, each column of resources names, as the columns declare it."""

from collections.abc import Mapping

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.thing_names import ConceptName, ThingName
from tressons_ld.catalogue.model import RESOURCES

KIND = "kind"
"""The column of the kinds, which are concepts with types of their own."""


def _table_named(column: Column) -> str:
    """Return the table or the scheme that holds what a column names; "" where it names nothing."""
    match column.datatype:
        case ConceptName(scheme=scheme):
            return scheme
        case ThingName(table=table):
            return table
    return ""


TABLE_NAMED: Mapping[str, str] = {
    column.name: table for column in RESOURCES.columns if (table := _table_named(column))
}
"""Column of resources -> the table, or the scheme, that holds what it names."""

SCHEME_OF: Mapping[str, str] = {
    column.name: column.datatype.scheme
    for column in sorted(RESOURCES.columns, key=lambda one: not one.many)
    if isinstance(column.datatype, ConceptName) and column.name != KIND
}
"""Column of concepts -> their scheme: those of several values, then those of one."""


def columns_naming(table: str) -> tuple[str, ...]:
    """Return the columns that name what a table, or a scheme, holds.

    >>> columns_naming("agents"), columns_naming("niveau")
    (('organisations', 'persons', 'authors', 'publisher'), ('levels',))
    """
    return tuple(column for column, named in TABLE_NAMED.items() if named == table)
