"""``catalogue.csv``: one row per resource, for a spreadsheet.

Things are named by their labels, several in a cell by « ; ». A cell that a spreadsheet would
take for a formula is preceded by an apostrophe, in this file alone
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import csv
import io
from collections.abc import Iterable, Sequence

from tressons_ld.artifacts import Artifact, Facts, Fold, MappedEntry, Part, Stream
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Entry
from tressons_ld.catalogue.tables.layouts import RESOURCES
from tressons_ld.mapping.fields import Context
from tressons_ld.rdf.terms import iri_text

COLUMNS = ("iri", *RESOURCES.columns)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Spreadsheet(Artifact):
    """The table of all resources: ``catalogue.csv``."""

    name = "csv"
    streams = (Stream("csv", "catalogue.csv", b"", measured=True),)

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
    def head(self, _stream: str, _facts: Facts) -> bytes:
        return head().encode()


def neutral(value: str) -> str:
    """Return the cell's text, with an apostrophe before what would be read as a formula.

    >>> neutral("=cmd()"), neutral("Étude")
    ("'=cmd()", 'Étude')
    """
    return f"'{value}" if value.startswith(_FORMULA) else value


def head() -> str:
    """Return the heading row."""
    return _line(COLUMNS)


def row(entry: Entry, context: Context) -> str:
    """Return an entry's row."""
    shared = context.shared

    def label(column: str, id: str) -> str:
        return shared.concepts[SCHEME_OF_COLUMN[column], id].labels.fr

    def agents(ids: Iterable[str]) -> str:
        return _several(shared.agents[id].name for id in ids)

    files = entry.distributions
    values = {
        "iri": iri_text(context.iris.resource(entry.id)),
        "id": entry.id,
        "section": label("section", entry.section) if entry.section else "",
        "kind": label("kind", entry.kind) if entry.kind else "",
        "title": entry.title,
        "printed_title": entry.printed_title or "",
        "issued": entry.issued or "",
        "organisations": agents(entry.organisations),
        "persons": agents(entry.persons),
        "printed_authors": entry.printed_authors or "",
        "publisher": agents([entry.publisher] if entry.publisher else []),
        "description": entry.description,
        "themes": _several(label("themes", id) for id in entry.themes),
        "keywords": _several(entry.keywords),
        "audiences": _several(label("audiences", id) for id in entry.audiences),
        "places": _several(shared.places[id].name for id in entry.places),
        "series": _several(shared.series[id].title for id in entry.series),
        "based_on": _several(entry.based_on),
        "event_date": entry.event_date or "",
        "period": entry.period or "",
        "language": entry.language,
        "access_rights": entry.access_rights or "",
        "landing_page": entry.landing_page or "",
        "page": _several(entry.pages),
        "download_url": _several(file.download_url for file in files),
        "format": _parallel(file.format for file in files),
        "size": _parallel(None if file.size is None else str(file.size) for file in files),
        "licence": _parallel(file.licence for file in files),
    }
    return _line(neutral(values[column]) for column in COLUMNS)


def _several(values: Iterable[str]) -> str:
    return "; ".join(values)


def _parallel(values: Iterable[str | None]) -> str:
    """Return values by position, empty ones included, or nothing when all are empty."""
    known = [value or "" for value in values]
    return "; ".join(known) if any(known) else ""


def _line(values: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(values)
    return out.getvalue()
