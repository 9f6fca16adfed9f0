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

    def __init__(self, context: Context, names: Iterable[str] = ()) -> None:
        """Take the labels of what cells name.

        Args:
            context: they.
            names: the columns of the catalogue's own table: those of a language, ``title_de``, are
                columns here too.
        """
        self._context, self._columns = context, published_columns(names)

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the rows of some entries."""
        rows = (row(entry.entry, self._context, self._columns) for entry in entries)
        return Part(runs={self.name: [each.encode() for each in rows]})

    def fold(self) -> Fold:
        """Return what stands before the rows."""
        return _Headings(self._columns)


class _Headings(Fold):
    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = columns

    def head(self, _stream: str, _facts: PublicationFacts) -> bytes:
        return heading_row(self._columns).encode()


def neutral(value: str) -> str:
    """Return the cell's text, with an apostrophe before what would be read as a formula.

    >>> neutral("=cmd()"), neutral("Étude")
    ("'=cmd()", 'Étude')
    """
    return f"'{value}" if value.startswith(_FORMULA) else value


def published_columns(names: Iterable[str] = ()) -> Sequence[Column]:
    """Return the columns of resources that are published, with those of languages among names."""
    return tuple(column for column in RESOURCES.columns_of(names) if not column.editorial)


def heading_row(columns: Iterable[Column]) -> str:
    """Return the heading row: the IRI, then the columns."""
    return csv_line(("iri", *(column.name for column in columns)))


def row(entry: Entry, context: Context, columns: Iterable[Column]) -> str:
    """Return an entry's row."""
    iri = iri_text(context.iris.resource(entry.id))
    return csv_line((iri, *(column.cell(entry, context.shared) for column in columns)))


def csv_line(values: Iterable[str]) -> str:
    """Return a line of CSV, in which a spreadsheet reads no formula."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(neutral, values))
    return out.getvalue()
