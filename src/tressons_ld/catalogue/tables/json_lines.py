"""JSON: one object a line (https://jsonlines.org/) or an array of them; their keys are columns."""

import json
import re
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import Header
from tressons_ld.catalogue.tables.headings import (
    named_columns,
    unknown_heading,
    writable,
)
from tressons_ld.catalogue.tables.house_columns import heading_key, joined_texts
from tressons_ld.catalogue.tables.json_values import json_values
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.catalogue.tables.text_files import open_lines
from tressons_ld.catalogue.tables.typed_values import text_of
from tressons_ld.findings.finding import Finding, Location, finding

# What stands in a line where a key of :meth:`.Layout.in_language` does, or the same within a text.
_KEY_OF_A_LANGUAGE = re.compile(r'"\s*([A-Za-z]+_[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)\s*"\s*:')


class _Object(list[tuple[str, Any]]):
    """The pairs of a JSON object, repeated keys included."""


class JsonLines:
    """Objects, whose keys are the columns. An array within one holds the values of a cell."""

    def __init__(
        self,
        path: Path,
        file: str,
        encoding: str,
        layout: Layout,
        aliases: dict[str, str],
        joined: Set[str] = frozenset(),
        besides: str = "",
    ) -> None:
        self.path = path
        self.file = file
        self.encoding = encoding
        self.layout = layout
        self.aliases = aliases
        self.names = (*layout.names, *self._of_languages())
        self.joined = frozenset(self.names.index(column) for column in joined)
        self.columns = {name: (i, name) for i, name in enumerate(self.names)}
        self.header = Header(file, self.columns, tabular=False)
        named = named_columns(layout, aliases).get(heading_key(besides))
        self.besides: int | None = None
        if named:
            self.besides = self.columns[named][0]
        elif besides:
            self.besides, self.names = len(self.names), (*self.names, "")
        self._besides = heading_key(besides)

    def _of_languages(self) -> list[str]:
        """Return the columns of languages, ``label_de``, that a key somewhere in the file names."""
        names: dict[str, None] = {}
        if self.layout.languages:
            with open_lines(self.path, self.encoding, self.file) as lines:
                for text in lines.single():
                    for key in _KEY_OF_A_LANGUAGE.findall(text):
                        if column := self.layout.in_language(key):
                            names[column.name] = None
        return list(names)

    def rows(self, start: Record | None = None) -> Iterator[Record]:
        """Yield its rows, whatever the start: a value may stand on several lines."""
        width = len(self.names)
        named = named_columns(self.layout, self.aliases)
        indexes: dict[str, int | None] = {}
        decode = json.JSONDecoder(object_pairs_hook=_Object).decode
        with open_lines(self.path, self.encoding, self.file) as lines:
            for number, text in json_values(lines):
                lines.begin_row()
                cells = [""] * width
                try:
                    pairs = decode(text.strip())
                except (ValueError, RecursionError) as error:
                    line = number + getattr(error, "lineno", 1) - 1
                    place = Location(self.file, line, getattr(error, "colno", None))
                    reason = getattr(error, "msg", "") or str(error)
                    problem = finding("table.json-unreadable", place, reason=reason)
                    yield Record(number, number, cells, (problem,))
                    continue
                if not isinstance(pairs, _Object):
                    problem = finding("table.json-not-object", Location(self.file, number))
                    yield Record(number, number, cells, (problem,))
                    continue
                problems: list[Finding] = []
                read: set[int] = set()
                for raw_key, value in pairs:
                    key = raw_key if raw_key.isascii() else writable(raw_key)
                    if key not in indexes:
                        indexes[key] = self._index_of(key, named, number, problems)
                    index = indexes[key]
                    if index is None:
                        continue
                    place = Location(self.file, number, column=key)
                    before = cells[index] if index in self.joined else ""
                    if index in read and index not in self.joined:
                        problems.append(finding("table.key-repeated", place, key))
                        continue
                    read.add(index)
                    if type(value) is str:
                        cells[index] = value
                    else:
                        cells[index] = _json_text(value, place, problems)
                    if before:
                        cells[index] = joined_texts((before, cells[index]))
                yield Record(number, number, cells, tuple(problems))

    def _index_of(
        self, key: str, named: Mapping[str, str], number: int, problems: list[Finding]
    ) -> int | None:
        """Return the column that a key stands for, seen for the first time."""
        column = named.get(heading_key(key))
        if column is None and (of_language := self.layout.in_language(key)):
            column = of_language.name
        if column is None:
            problems.append(
                unknown_heading(key, Location(self.file, number, column=key), self.layout)
            )
        if not column:
            return self.besides if self._besides and heading_key(key) == self._besides else None
        index = self.columns[column][0]
        self.columns[column] = (index, key)
        return index


def _json_text(value: object, place: Location, problems: list[Finding]) -> str:
    """Return what a JSON value would be in a cell."""
    if value is None:
        return ""
    if isinstance(value, list) and not isinstance(value, _Object):
        parts = [_json_text(part, place, problems) for part in value]
        for part in parts:
            if ";" in part:
                problems.append(finding("table.value-divided", place, part))
        return "; ".join(parts)
    text = text_of(value)
    if text is None:
        shown = json.dumps(dict(value) if isinstance(value, _Object) else value)
        problems.append(finding("table.value-kind", place, shown[:200]))
        return ""
    return text
