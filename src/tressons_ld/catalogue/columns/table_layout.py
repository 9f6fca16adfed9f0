"""The layout of a table: its columns, in their order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tressons_ld.catalogue.columns.column import Column, columns_of


@dataclass(frozen=True)
class Layout:
    """The columns that a table may have.

    Attributes:
        name: of the table, ``resources``.
        thing: the class of the values that its rows become.
        columns: they, in the order of the table.
        kind: what an unknown thing of the table is, in the code ``reference.unknown-<kind>``.
    """

    name: str
    thing: type
    columns: Sequence[Column]
    kind: str = ""

    @classmethod
    def of(cls, name: str, thing: type, kind: str = "") -> "Layout":
        """Return the layout of the table whose rows become values of a dataclass."""
        return cls(name, thing, tuple(columns_of(thing)), kind)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of its columns."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of those that the table must have."""
        return tuple(column.name for column in self.columns if column.required)

    @cached_property
    def bilingual(self) -> frozenset[str]:
        """The attributes each of whose two sides a column fills."""
        parted = (column.attribute.partition(".") for column in self.columns)
        return frozenset(attribute for attribute, dot, _ in parted if dot)

    def names_of(self, thing: Any) -> list[str]:
        """Return the names that a thing has for other tables."""
        named = (column for column in self.columns if column.naming)
        return [name for column in named for name in column.values(thing) if name]

    def __getitem__(self, name: str) -> Column:
        """Return the column of a name.

        Raises:
            KeyError: there is none.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)
