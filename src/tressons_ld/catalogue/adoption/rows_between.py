"""The rows of a table that are no entries: headings of its sections, sums below them."""

import re
from collections.abc import Iterator
from dataclasses import replace

from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.findings.messages import sentence

_SUM = re.compile(
    r"(?:sous[- ])?tota(?:l|ux|le|li|les)(?: g[eé]n[eé]ral)?|(?:sub|grand )[- ]?total|"
    r"(?:gesamt|zwischen)?summe|gesamt|suma|somma",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[-+0-9\s.,'\xa0\u202f%€$£]+")
_FEWEST_CELLS = 3
"""Filled cells that most rows must have, for one of a single cell to be no entry."""
_MOST = 1 / 3
"""Share of the rows that may be headings of sections."""
_MOST_SHOWN = 3


def without_rows_between(table: SourceTable) -> SourceTable:
    """Return the table without headings of sections and sums, which it names as left out."""
    sections, sums = set(_sections(table)), set(_sums(table))
    between = sections | sums
    if not between:
        return table
    told = []
    for rows, code in (
        (sections, "adoption.section-headings-left-aside"),
        (sums, "adoption.sums-left-aside"),
    ):
        if rows:
            shown = [
                f"{row.number} {_first(row)}" for row in sorted(rows, key=lambda one: one.number)
            ]
            listed = ", ".join(shown[:_MOST_SHOWN]) + (", …" if len(shown) > _MOST_SHOWN else "")
            told.append(sentence(code, number=len(rows), listed=listed))
    entries = tuple(row for row in table.rows if row not in between)
    return replace(table, rows=entries, left_out=(*table.left_out, *told))


def _sections(table: SourceTable) -> Iterator[SourceRow]:
    """Yield the rows of one text that stands apart: in capitals, or below a blank row."""
    counts = sorted(map(_filled, table.rows))
    if not counts or counts[len(counts) // 2] < _FEWEST_CELLS:
        return
    found = []
    before = table.heading_row
    for row, after in zip(table.rows, [*table.rows[1:], None], strict=True):
        text = _first(row)
        apart = text.isupper() or row.number > before + 1
        if _filled(row) == 1 and apart and after is not None and _filled(after) > 1:
            found.append(row)
        before = row.number
    if len(found) <= _MOST * len(table.rows):
        yield from found


def _sums(table: SourceTable) -> Iterator[SourceRow]:
    """Yield the rows that say « Total », and hold nothing else but numbers."""
    for row in table.rows:
        texts = [text.strip() for text in row.cells if text.strip()]
        if _SUM.fullmatch(texts[0].rstrip(" :")) and all(map(_NUMBER.fullmatch, texts[1:])):
            yield row


def _filled(row: SourceRow) -> int:
    return sum(1 for text in row.cells if text.strip())


def _first(row: SourceRow) -> str:
    return next((text.strip() for text in row.cells if text.strip()), "")
