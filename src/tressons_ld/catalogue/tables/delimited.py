"""Tables whose cells a comma, a semicolon, a tab or a bar separates (RFC 4180, section 2)."""

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.tables.heading_row import (
    FEWEST_KNOWN,
    MOST_ROWS_ABOVE,
    columns_named,
)
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.catalogue.tables.text_files import open_lines
from tressons_ld.findings.finding import Location, finding

LONGEST_CELL = 10_000_000
"""Characters after which a quoted cell counts as one that was never closed."""

# What Excel reads in the first line, and writes for no one: « sep=; ».
_TOLD = re.compile(r'"?sep=(?P<delimiter>[^"\r\n])"?', re.IGNORECASE)


class DelimitedFile(NamedTuple):
    """A file whose cells a delimiter separates.

    Attributes:
        path: where it lies.
        file: what to call it in messages.
        encoding: of its text.
        delimiter: between two cells.
        names_delimiter: whether its first line says which delimiter it has; it is no row, as in
            Excel.
        strict: whether a quotation mark out of place is a problem; else it is a sign as others are.
    """

    path: Path
    file: str
    encoding: str
    delimiter: str
    names_delimiter: bool = False
    strict: bool = True

    @classmethod
    def of(cls, path: Path, file: str, encoding: str, named: Mapping[str, str]) -> "DelimitedFile":
        """Return the file, with the delimiter that its first line tells, or its headings show.

        Args:
            path: where it lies.
            file: what to call it in messages.
            encoding: of its text.
            named: heading as it is compared -> column; empty for one that is not read.
        """
        with open_lines(path, encoding, file) as lines:
            filled = (line for line in lines.single() if line.strip())
            first = list(islice(filled, MOST_ROWS_ABOVE))
        told = _TOLD.fullmatch(first[0].strip("\r\n ")) if first else None
        delimiter = told["delimiter"] if told else delimiter_of(first, named)
        return cls(path, file, encoding, delimiter, told is not None)

    def rows(self, start: Record | None = None) -> Iterator[Record]:
        """Yield its rows; the lines before the start are passed over unread."""
        csv.field_size_limit(LONGEST_CELL)
        with open_lines(self.path, self.encoding, self.file) as lines:
            number, above, told = 0, 0, self.names_delimiter
            if start is not None:
                number, above, told = start.number - 1, (start.line or 1) - 1, False
                deque(islice(lines.single(), above), maxlen=0)
            reader = csv.reader(lines, delimiter=self.delimiter, strict=self.strict)
            while True:
                number += 1
                line = above + reader.line_num + 1
                lines.begin_row()
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    code = _quoting_problem(str(error))
                    place = Location(self.file, line, cell=f"A{number}")
                    yield Record(number, line, [], (finding(code, place),))
                    if code == "table.quote-open":
                        return
                else:
                    if told and any(cells):
                        number, told = number - 1, False
                        continue
                    yield Record(number, line, cells)


def _quoting_problem(message: str) -> str:
    """Return the code of what the csv module complains about."""
    if "unexpected end of data" in message or "field larger than" in message:
        return "table.quote-open"
    return "table.quote-stray"


def delimiter_of(lines: Iterable[str], named: Mapping[str, str]) -> str:
    r"""Return the delimiter that finds the most known headings, or cuts the first line the most.

    >>> delimiter_of(["Our list, in May\n", "id;title\n"], {"id": "id", "title": "title"})
    ';'
    """
    listed = list(lines) or [""]

    def success(delimiter: str) -> tuple[int, int]:
        cut = [[text.strip().strip('"') for text in line.split(delimiter)] for line in listed]
        return max(len(columns_named(cells, named)) for cells in cut), len(cut[0])

    return max(",;\t|", key=success)


def sign_between(line: str, named: Mapping[str, str]) -> str | None:
    """Return the sign that seems to separate the headings of a line, none of those that are read.

    >>> (
    ...     sign_between("id^title^issued", {"id": "id", "title": "title"}),
    ...     sign_between("Our list", {}),
    ... )
    ('^', None)
    """
    signs: list[str] = re.findall(r"[^\w\s\"',;|-]", line)
    for sign in sorted(set(signs)):
        if len(columns_named(line.split(sign), named)) >= FEWEST_KNOWN:
            return sign
    return None
