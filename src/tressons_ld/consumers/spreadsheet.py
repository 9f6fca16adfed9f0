"""``catalogue.csv``: one row per resource, for a spreadsheet.

Things are named by their labels, several in a cell by « ; ». A cell that a spreadsheet would
take for a formula is preceded by an apostrophe, in this file alone
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence

from tressons_ld.artifacts import Artifact, Fold, MappedEntry, Part, PublicationFacts, Stream
from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.model import RESOURCES, Entry
from tressons_ld.catalogue.paths import dump_path
from tressons_ld.mapping.fields import Context
from tressons_ld.rdf.formats import CSV
from tressons_ld.rdf.terms import iri_text

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Spreadsheet(Artifact):
    """The table of all resources: ``catalogue.csv``."""

    name = CSV.name
    streams = (Stream(CSV.name, dump_path(CSV), b"", measured=True),)

    def __init__(self, context: Context) -> None:
        """Take the labels of what cells name."""
        self._context = context

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the rows of some entries."""
        rows = (row(entry.entry, self._context) for entry in entries)
        return Part(runs={self.name: "".join(rows).encode()})

    def fold(self) -> Fold:
        """Return what stands before the rows."""
        return _Headings()


class _Headings(Fold):
    def head(self, _stream: str, _facts: PublicationFacts) -> bytes:
        return head().encode()


def neutral(value: str) -> str:
    """Return the cell's text, with an apostrophe before what would be read as a formula.

    >>> neutral("=cmd()"), neutral("Étude")
    ("'=cmd()", 'Étude')
    """
    return f"'{value}" if value.startswith(_FORMULA) else value


def head() -> str:
    """Return the heading row: the IRI, then the columns of the table of resources."""
    return csv_line(("iri", *(column.name for column in _published())))


def row(entry: Entry, context: Context) -> str:
    """Return an entry's row."""
    iri = iri_text(context.iris.resource(entry.id))
    cells = (column.cell(entry, context.shared) for column in _published())
    return csv_line((iri, *cells))


def _published() -> Iterable[Column]:
    return (column for column in RESOURCES.columns if not column.editorial)


def csv_line(values: Iterable[str]) -> str:
    """Return a line of CSV, in which a spreadsheet reads no formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(neutral, values))
    return out.getvalue()
