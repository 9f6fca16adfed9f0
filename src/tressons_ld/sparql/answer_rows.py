"""The rows of an answer as programs take them, each value by its name: in Python, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import SupportsIndex, overload

from tressons_ld.findings.language import Text
from tressons_ld.sparql.answers import plain_text
from tressons_ld.sparql.results import SelectResult


class AnswerRow(tuple[str | None, ...]):
    """One row: a tuple of texts, None for what is unbound, each by its place or its column.

    >>> row = AnswerRow(("year", "from"), ("2020", None))
    >>> row.year, row["from"], row[0], len(row)
    ('2020', None, '2020', 2)
    >>> row
    AnswerRow(year='2020', from=None)
    """

    _fields: tuple[str, ...]

    def __new__(cls, columns: tuple[str, ...], values: tuple[str | None, ...]) -> AnswerRow:
        """Return the row of these values, one a column."""
        row = super().__new__(cls, values)
        row._fields = columns
        return row

    def __getnewargs__(self) -> tuple[tuple[str, ...], tuple[str | None, ...]]:
        """Return what a copy is made of."""
        return self._fields, tuple(self)

    @overload
    def __getitem__(self, place: SupportsIndex | str) -> str | None: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[str | None, ...]: ...
    def __getitem__(self, place: SupportsIndex | str | slice) -> object:
        """Return the value at a place or in a column, or those of a slice.

        Raises:
            IndexError: there is no such place.
            KeyError: there is no such column.
        """
        if not isinstance(place, str):
            return super().__getitem__(place)
        if place not in self._fields:
            raise KeyError(place)
        return super().__getitem__(self._fields.index(place))

    def __getattr__(self, name: str) -> str | None:
        """Return the value in a column."""
        if name.startswith("_") or name not in self._fields:
            raise AttributeError(name)
        return super().__getitem__(self._fields.index(name))

    def __repr__(self) -> str:
        """Return the row as Python would write it, each value after its column."""
        values = ", ".join(f"{name}={value!r}" for name, value in self.items())
        return f"AnswerRow({values})"

    def items(self) -> Iterator[tuple[str, str | None]]:
        """Yield each column with its value."""
        return zip(self._fields, self, strict=True)


class AnswerRows(list[AnswerRow]):
    """The rows that answer a question, in its order.

    Attributes:
        columns: their names, also where there is no row.
        notes: what is to be told of the answer, in French and English.
    """

    def __init__(self, result: SelectResult, notes: tuple[Text, ...] = ()) -> None:
        """Take the bare texts of an answer: IRIs, lexical forms, labels of blank nodes."""
        self.columns = result.variables
        self.notes = (*notes, *result.warnings)
        super().__init__(
            AnswerRow(self.columns, tuple(None if t is None else plain_text(t) for t in row))
            for row in result.rows
        )


def objects(result: SelectResult) -> bytes:
    r"""Return the rows as JSON, each an object of its texts; null stands for what is unbound.

    >>> objects(SelectResult(("id", "n"), (('"a"@fr', None),)))
    b'{"columns": ["id", "n"], "rows": [{"id": "a", "n": null}]}'
    """
    rows = [
        {
            name: None if term is None else plain_text(term)
            for name, term in zip(result.variables, row, strict=True)
        }
        for row in result.rows
    ]
    value = {"columns": list(result.variables), "rows": rows}
    return json.dumps(value, ensure_ascii=False).encode()
