"""Tables whose cells are separated by a comma, a semicolon or a tab (RFC 4180, section 2)."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.tables.headings import heading_key, named_columns
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.catalogue.tables.text_files import open_lines
from tressons_ld.findings.finding import Location, finding

LONGEST_CELL = 10_000_000
"""Characters after which a quoted cell counts as one that was never closed."""


class DelimitedFile(NamedTuple):
    """A file whose cells a delimiter separates."""

    path: Path
    file: str
    encoding: str
    delimiter: str

    def first_line(self) -> str:
        """Return the first line that is not blank."""
        with open_lines(self.path, self.encoding) as lines:
            return next((line for line in lines if line.strip()), "")

    def rows(self) -> Iterator[Record]:
        """Yield its rows."""
        csv.field_size_limit(LONGEST_CELL)
        with open_lines(self.path, self.encoding) as lines:
            reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
            number = 0
            while True:
                number += 1
                line = reader.line_num + 1
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
                    yield Record(number, line, cells)


def _quoting_problem(message: str) -> str:
    """Return the code of what the csv module complains about."""
    if "unexpected end of data" in message or "field larger than" in message:
        return "table.quote-open"
    return "table.quote-stray"


def delimiter_of(line: str, layout: Layout, aliases: Mapping[str, str]) -> str:
    """Return the delimiter that finds the most known headings in the line, or cuts it the most."""
    named = named_columns(layout, aliases)

    def success(delimiter: str) -> tuple[int, int]:
        headings = [heading.strip().strip('"') for heading in line.split(delimiter)]
        return sum(heading_key(heading) in named for heading in headings), len(headings)

    return max(",;\t", key=success)
