"""A document -> the entries under its headings, or the headings and rows of what it lists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from tressons_ld.catalogue.adoption.matched_columns import matched_columns
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable, rectangular_table
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.documents.document_text import DocumentText, read_text
from tressons_ld.catalogue.documents.lists import printed_lists
from tressons_ld.catalogue.documents.printed_list import PrintedList
from tressons_ld.catalogue.importer import ImportedEntry, PrintedValue, read_document
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.findings.errors import FolderError, SettingsError
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

HEADINGS = sentence("adoption.headings-and-paragraphs")


@dataclass(frozen=True)
class DocumentEntries:
    """What a document says.

    Attributes:
        entries: those under its headings; empty where a list says more.
        table: the list that says more, or None.
        shape: what was seen, in words; no text where nothing was understood.
        findings: what cannot be read, and the lists that are not read.
    """

    entries: Sequence[ImportedEntry]
    table: SourceTable | None
    shape: Text
    findings: Sequence[Finding]


def read_entries_of(path: Path, shared: SharedPart | None = None) -> DocumentEntries:
    """Return what a document says, by the shape that it has.

    Headings with a kind beneath them make entries. Where there are none, the lists of one shape
    that have the most rows do; what is printed in another shape is told.

    Args:
        path: of the document.
        shared: the catalogue folder, which says what kinds, sections and agents there are.

    Raises:
        FolderError: it cannot be read.
        MissingPackageError: its format needs a package of the extra ``documents``.
    """
    document = read_text(path)
    entries, findings = read_document(document.text, str(path), shared)
    unsure = not any(entry.kind for entry in entries)
    lists = printed_lists(document.text, path.name) if unsure else []
    titled, untitled = _by_title(lists, path.name)
    best = max(titled, key=lambda one: len(one.rows), default=None)
    if best is None or len(best.rows) < len(entries):
        seen = [_of_no_title(each, str(path)) for each in untitled] if not entries else []
        shape = HEADINGS if entries else Text("", "")
        told = _placed([*document.findings, *findings, *seen], document)
        return DocumentEntries(
            [_moved(entry, document.lines) for entry in entries], None, shape, told
        )
    read = [one for one in titled if one.shape is best.shape]
    table = _table(read, path.name)
    left = [
        finding(
            "import.list-unread",
            Location(str(path), one.rows[0].line),
            words=one.words,
            shape=best.shape.words(len(table.rows)),
        )
        for one in titled
        if one.shape is not best.shape
    ]
    left += [_of_no_title(each, str(path)) for each in untitled]
    shape = best.shape.words(len(table.rows))
    told = _placed([*document.findings, *left], document)
    return DocumentEntries((), _in_file(table, document), shape, told)


def document_table(path: Path) -> SourceTable:
    """Return the headings and rows of a document, those of its entries where it has such.

    Raises:
        FolderError: it cannot be read, or nothing in it is understood.
        MissingPackageError: its format needs a package of the extra ``documents``.
    """
    read = read_entries_of(path)
    if read.table is not None:
        return replace(read.table, left_out=tuple(map(_sentence, read.findings)))
    if not read.entries:
        seen = next((each for each in read.findings if each.code == "import.no-entry"), None)
        words = seen.message if seen else Text("", "")
        raise FolderError("folder.document-not-understood", file=path.name, seen=words)
    records = [_cells(entry) for entry in read.entries]
    headings = list(dict.fromkeys(name for record in records for name in record))
    rows = [
        SourceRow(entry.title.line, tuple(record.get(name, "") for name in headings))
        for entry, record in zip(read.entries, records, strict=True)
    ]
    table = rectangular_table(path.name, headings, rows, heading_row=0)
    return replace(table, left_out=tuple(map(_sentence, read.findings)))


def _sentence(found: Finding) -> Text:
    line = found.location and found.location.line
    if not line:
        return found.message
    return sentence("adoption.message-of-line", line=line, message=found.message)


def _cells(entry: ImportedEntry) -> dict[str, str]:
    cells = {
        name: "; ".join(one.text for one in printed) for name, printed in entry.cells().items()
    }
    return {"title": entry.title.text, **{name: text for name, text in cells.items() if text}}


def _by_title(
    lists: Iterable[PrintedList], file: str
) -> tuple[list[PrintedList], list[PrintedList]]:
    """Return the lists that have a column of titles, and the others."""
    references = References(codes=read_authorities().names)
    titled: list[PrintedList] = []
    untitled: list[PrintedList] = []
    for one in lists:
        try:
            matched_columns(_table([one], file), references)
        except SettingsError:
            untitled.append(one)
        else:
            titled.append(one)
    return titled, untitled


def _of_no_title(one: PrintedList, file: str) -> Finding:
    return finding(
        "import.list-without-title",
        Location(file, one.rows[0].line),
        "; ".join(one.headings),
        words=one.words,
    )


def _table(lists: Sequence[PrintedList], file: str) -> SourceTable:
    """Return lists of one shape as one table."""
    headings = list(dict.fromkeys(name for one in lists for name in one.headings))
    rows = []
    for one in lists:
        places = {name: place for place, name in enumerate(one.headings)}
        rows += [
            SourceRow(
                row.line,
                tuple(row.cells[places[name]] if name in places else "" for name in headings),
            )
            for row in one.rows
        ]
    rows.sort(key=lambda row: row.number)
    return rectangular_table(file, headings, rows, heading_row=0)


def _in_file(table: SourceTable, document: DocumentText) -> SourceTable:
    lines = document.lines
    if lines is None:
        return table
    rows = tuple(row._replace(number=lines[row.number - 1]) for row in table.rows)
    return replace(table, rows=rows)


def _placed(findings: Iterable[Finding], document: DocumentText) -> list[Finding]:
    """Return findings at the lines of the file, where these are not those of the text."""
    lines = document.lines
    if lines is None:
        return list(findings)
    own = {id(each) for each in document.findings}
    return [
        each
        if id(each) in own or each.location is None or each.location.line is None
        else replace(
            each,
            location=replace(each.location, line=lines[each.location.line - 1], character=None),
        )
        for each in findings
    ]


def _moved(entry: ImportedEntry, lines: Sequence[int] | None) -> ImportedEntry:
    """Return an entry at the lines of the file, where these are not those of the text."""
    if lines is None:
        return entry

    def moved(printed: PrintedValue) -> PrintedValue:
        return replace(printed, line=lines[printed.line - 1], character=1)

    changed: dict[str, object] = {}
    for field in fields(entry):
        value = getattr(entry, field.name)
        if isinstance(value, PrintedValue):
            changed[field.name] = moved(value)
        elif isinstance(value, tuple):
            changed[field.name] = tuple(map(moved, value))
    return replace(entry, **changed)  # type: ignore[arg-type]
