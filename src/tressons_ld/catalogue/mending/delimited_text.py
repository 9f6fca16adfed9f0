"""Cells of a delimited text replaced where they stand: all other signs stay as they are.

RFC 4180, section 2. A cell keeps its quotation marks; one without gets them where it needs them.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tressons_ld.catalogue.mending.mend import RowChange

DELIMITERS = ",;\t|"

Cell = tuple[int, int]
"""The number of a row, from 1, as spreadsheets count them, and of a column, from 0."""


class Span(NamedTuple):
    """Where a cell begins and ends in a text, its quotation marks included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the text of the cell."""
        raw = text[self.start : self.end]
        return raw[1:-1].replace('""', '"') if raw.startswith('"') else raw


class DelimitedRow(NamedTuple):
    """A row of a text: its number, the line it begins at, where it stands, its cells."""

    number: int
    line: int
    span: Span
    cells: Sequence[Span]


def rows_in(text: str, delimiter: str) -> Iterator[DelimitedRow]:
    """Yield the rows of a text, blank ones included; a first line « sep=; » is none.

    They end before a cell that cannot be read.
    """
    cell = re.compile(rf'"[^"]*(?:""[^"]*)*"|(?!")[^{re.escape(delimiter)}\r\n]*')
    end = re.compile(r"\r\n|\r|\n|\Z")
    at, number, line, told = 0, 0, 1, _tells_its_delimiter(text)
    while at < len(text):
        start, cells = at, []
        while (match := cell.match(text, at)) is not None:
            cells.append(Span(at, match.end()))
            at = match.end()
            if text[at : at + 1] != delimiter:
                break
            at += 1
        ended = end.match(text, at)
        if match is None or ended is None:
            return
        row = Span(start, at)
        at = ended.end()
        if told and row.start < row.end:
            told = False
        else:
            number += 1
            yield DelimitedRow(number, line, row, cells)
        line += len(re.findall(r"\r\n|\r|\n", text[start:at]))


def _tells_its_delimiter(text: str) -> bool:
    return re.match(r'\s*"?sep=', text, re.IGNORECASE) is not None


def replace_cells(
    text: str, delimiter: str, cells: Mapping[Cell, str]
) -> tuple[str, list[RowChange]]:
    """Return the text with other cells, and the rows that changed.

    Args:
        text: of the table.
        delimiter: between two cells.
        cells: the new text of each cell that changes.
    """
    pieces: list[str] = []
    changes: list[RowChange] = []
    at = 0
    changed = {number for number, _ in cells}
    for row in rows_in(text, delimiter):
        if row.number not in changed:
            continue
        begun = len(pieces)
        pieces.append(text[at : row.span.start])
        at = row.span.start
        for column, span in enumerate(row.cells):
            new = cells.get((row.number, column))
            if new is not None:
                quoted = text[span.start : span.end].startswith('"')
                pieces += (text[at : span.start], _written(new, delimiter, quoted=quoted))
                at = span.end
        pieces.append(text[at : row.span.end])
        at = row.span.end
        before, after = text[row.span.start : row.span.end], "".join(pieces[begun + 1 :])
        changes.append(RowChange(row.number, row.line, before, after))
    return "".join((*pieces, text[at:])), changes


def _written(cell: str, delimiter: str, *, quoted: bool) -> str:
    if quoted or cell.startswith('"') or re.search(rf"[{re.escape(delimiter)}\r\n]", cell):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def cells_that_differ(before: str, after: str, delimiter: str) -> dict[Cell, str] | None:
    """Return the cells of a second text that differ from the first's, as the csv module reads both.

    None where their rows or columns are not as many, or one cannot be read.
    """
    differ: dict[Cell, str] = {}
    told = _tells_its_delimiter(before)
    old, new = (
        csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        for text in (before, after)
    )
    number = 0
    try:
        for one, other in zip(old, new, strict=True):
            if told and any(one):
                told = False
                if one != other:
                    return None
                continue
            number += 1
            if len(one) != len(other):
                return None
            if one != other:
                pairs = enumerate(zip(one, other, strict=True))
                differ |= {(number, i): b for i, (a, b) in pairs if a != b}
    except (csv.Error, ValueError):
        return None
    return differ
