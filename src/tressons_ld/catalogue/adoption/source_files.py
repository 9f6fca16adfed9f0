"""A file that people have, in any of its formats -> its headings and rows.

CSV, TSV, XLSX, ODS and JSON Lines are read as the tables of a catalogue folder are: encoding,
delimiter, sheet and row of the headings are found by the words of the field.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from tressons_ld.catalogue.adoption.bibliographies import (
    bibtex_records,
    csl_records,
    is_csl,
    ris_records,
)
from tressons_ld.catalogue.adoption.harvested_records import FEED_ENDINGS, dcat_feed
from tressons_ld.catalogue.adoption.heading_words import KnownHeadings
from tressons_ld.catalogue.adoption.nested_values import json_text, taken_apart
from tressons_ld.catalogue.adoption.oai_records import is_oai, oai_records
from tressons_ld.catalogue.adoption.rows_between import without_rows_between
from tressons_ld.catalogue.adoption.source import (
    SourceRow,
    SourceTable,
    of_records,
    rectangular_table,
)
from tressons_ld.catalogue.adoption.source_documents import document_table
from tressons_ld.catalogue.adoption.split_names import with_whole_names
from tressons_ld.catalogue.adoption.web_of_science import (
    is_tagged,
    tagged_records,
    with_fields_named,
)
from tressons_ld.catalogue.documents.document_text import DOCUMENT_ENDINGS
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.tables.delimited import DelimitedFile
from tressons_ld.catalogue.tables.heading_row import FEWEST_KNOWN, heading_row, most_columns
from tressons_ld.catalogue.tables.rows import Record, file_errors
from tressons_ld.catalogue.tables.sheet import address
from tressons_ld.catalogue.tables.text_files import encoding_of, open_bytes, open_lines
from tressons_ld.catalogue.tables.workbooks import Workbook, open_workbook, sheet_names
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

_TABLES = (".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".ods", ".jsonl", ".ndjson")
_DOCUMENTS = tuple(each for each in DOCUMENT_ENDINGS if each != ".txt")
_RECORDS = (".bib", ".ris", ".xml", ".json", *FEED_ENDINGS)
TABLE_ENDINGS = (*_TABLES, *(f"{each}.gz" for each in _TABLES), *_RECORDS)
"""Endings of the names of files that are read as tables."""

LARGEST = 100 << 20
"""Bytes of a file that is no table: it is held whole."""

_BEGINNING = 1 << 10

MOST_ROWS = 200_000
"""Rows of a table that is adopted: it is held whole."""

LARGEST_TABLE = 512 << 20
"""Bytes of a table that is adopted, unpacked."""


def read_source(path: Path, sheet: str | None = None) -> SourceTable:
    """Return the headings and rows of a file.

    Args:
        path: of the file.
        sheet: the one to read, in a workbook.

    Raises:
        FolderError: it cannot be read, is of no known format, or holds no row.
    """
    file, ending = path.name, path.name.lower().removesuffix(".gz")
    with file_errors(file):
        if not path.is_file():
            raise FolderError("folder.file-missing", file=path)
        if ending.endswith((".jsonl", ".ndjson")):
            table = _json_lines(path, file)
        elif ending.endswith((".xlsx", ".ods", ".xlsm")):
            table = _workbook(path, file, sheet)
        elif ending.endswith((".csv", ".tsv", ".txt", ".tab")):
            table = _tagged(path, file) or with_fields_named(_delimited(path, file))
        elif ending.endswith(_DOCUMENTS):
            table = document_table(path)
        elif ending.endswith(_RECORDS):
            table = _records(path, file, ending)
        else:
            raise FolderError("folder.source-unknown", file=file)
    if not table.rows:
        raise FolderError("folder.source-empty", file=file)
    _refuse_longer(file, len(table.rows))
    return with_whole_names(taken_apart(table))


def _records(path: Path, file: str, ending: str) -> SourceTable:
    """Return the records of a file that is no table, as one."""
    with open_bytes(path) as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise FolderError("folder.source-too-large", file=file, megabytes=LARGEST >> 20)
    if ending.endswith((".bib", ".ris")):
        encoding, _ = encoding_of(path, file)
        text = content.decode(encoding, "replace")
        is_bibtex = ending.endswith(".bib")
        return of_records(
            file, bibtex_records(text, file) if is_bibtex else ris_records(text, file)
        )
    if ending.endswith(".xml") and is_oai(content):
        return of_records(file, oai_records(content, file))
    if ending.endswith(".json"):
        items = _json(content, file)
        if is_csl(items):
            return of_records(file, csl_records(items))
        if isinstance(items, list):
            return of_records(file, [_texts(item) for item in items if isinstance(item, dict)])
    feed = dcat_feed(content, file, f".{ending.rpartition('.')[2]}")
    return replace(of_records(file, feed.records), things=feed.things, left_out=feed.left_out)


def _json(content: bytes, file: str) -> Any:
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise FolderError("folder.source-broken", file=file, line=line) from error


def _texts(item: Mapping[str, Any]) -> dict[str, str]:
    return {str(key): json_text(each) for key, each in item.items()}


def _tagged(path: Path, file: str) -> SourceTable | None:
    """Return the records of a text of tagged fields; None of any other text."""
    with open_bytes(path) as stream:
        content = stream.read(_BEGINNING)
        if not is_tagged(content):
            return None
        content += stream.read(LARGEST + 1 - _BEGINNING)
    if len(content) > LARGEST:
        raise FolderError("folder.source-too-large", file=file, megabytes=LARGEST >> 20)
    encoding, _ = encoding_of(path, file)
    return of_records(file, tagged_records(content.decode(encoding, "replace")))


def _delimited(path: Path, file: str) -> SourceTable:
    encoding, _ = encoding_of(path, file, LARGEST_TABLE)
    form = DelimitedFile.of(path, file, encoding, KnownHeadings())
    broken: list[Record] = []
    for record in form.rows():
        if record.problems:
            broken.append(record)
            _refuse_longer(file, len(broken))
    stray = all(one.problems[0].code == "table.quote-stray" for one in broken)
    if not broken or not stray:
        return _table(form, file)
    read = _table(form._replace(strict=False), file)
    return replace(read, stray_quotes=tuple(record.number for record in broken))


def _workbook(path: Path, file: str, wanted: str | None) -> SourceTable:
    book, found = _sheet(path, file, wanted)
    for row, column, kind, words, _ in book.remarks:
        if kind in _SHOWN and not _TIME.fullmatch(book.cells[row][column]):
            # A day that was made of a year or of a month is what its cell shows; « 1:30 » may be
            # hours or minutes where 01:30:00 may not.
            book.cells[row][column] = words.fr
        elif kind == "number":
            book.cells[row][column] = _number(book.cells[row][column], words)
    others = tuple(name for name in sheet_names(path, file) if name != book.sheet)
    table = _table(book, file, book.sheet, others)
    return replace(table, remarks=tuple(_told(book, found, table.heading_row)))


def _told(book: Workbook, found: Iterable[Finding], heading_row: int) -> Iterator[Text]:
    """Yield what is told of the sheet that its cells do not show: merged ones, hidden ones."""
    merged = [
        f"{address(top, left)}:{address(bottom, right)}"
        for top, left, bottom, right in sorted(book.merged)
        if bottom > top >= heading_row and any(book.cells[top][left : left + 1])
    ]
    if merged:
        listed = ", ".join(merged[:_MOST_MERGED]) + (", …" if len(merged) > _MOST_MERGED else "")
        yield sentence("adoption.merged-cells", listed=listed)
    yield from (each.message for each in found if each.code in _HIDDEN)


def _number(text: str, shown: Text) -> str:
    """Return what a cell shows of a number, but for the marks between its thousands.

    >>> _number("42", Text("00042", "00042")), _number("1984", Text("1 984", "1,984"))
    ('00042', '1984')
    >>> _number("0.5", Text("50 %", "50 %")), _number("2.1", Text("2,10", "2.10"))
    ('50 %', '2.10')
    """
    if text in ("true", "false"):
        return text
    return re.sub(r"(?<=[0-9])[, \xa0\u202f](?=[0-9]{3}(?![0-9]))", "", shown.en)


def _sheet(path: Path, file: str, wanted: str | None) -> tuple[Workbook, list[Finding]]:
    """Return the sheet that is wanted, else the first one that names some columns, else the first.

    With it comes what is found of it.

    Raises:
        FolderError: the file is no workbook, or has not the sheet that is wanted.
    """
    book, found = open_workbook(path, file, RESOURCES, KnownHeadings(), wanted)
    if wanted is None and _known(book) < FEWEST_KNOWN:
        for name in sheet_names(path, file)[:_MOST_SHEETS]:
            if name != book.sheet:
                other, of_other = open_workbook(path, file, RESOURCES, KnownHeadings(), name)
                if _known(other) >= FEWEST_KNOWN:
                    return other, of_other
    return book, found


def _known(book: Workbook) -> int:
    return len(most_columns(book.cells, KnownHeadings()))


_MOST_SHEETS = 20
_TIME = re.compile("[0-9]{2,}:[0-9]{2}:[0-9]{2}")
_MOST_MERGED = 5
_HIDDEN = ("table.rows-hidden", "table.columns-hidden")
_SHOWN = ("date-year", "date-partial")


def _table(
    form: DelimitedFile | Workbook, file: str, sheet: str = "", others: tuple[str, ...] = ()
) -> SourceTable:
    found = heading_row(form.rows(), KnownHeadings())
    if found is None:
        raise FolderError("folder.source-empty", file=file)
    _, headings = found
    rows: list[SourceRow] = []
    for record in form.rows():
        if record.problems:
            place = record.problems[0].location
            line = place.line if place else None
            raise FolderError("folder.source-broken", file=file, line=line or record.number)
        if record.number > headings.number and any(map(str.strip, record.cells)):
            rows.append(SourceRow(record.number, tuple(record.cells)))
            _refuse_longer(file, len(rows))
    return without_rows_between(
        rectangular_table(file, list(headings.cells), rows, sheet, headings.number, others)
    )


def _json_lines(path: Path, file: str) -> SourceTable:
    encoding, _ = encoding_of(path, file, LARGEST_TABLE)
    records: list[dict[str, str]] = []
    with open_lines(path, encoding, file) as lines:
        for number, line in enumerate(lines.single(), start=1):
            if line.strip():
                records.append(_record(line, file, number))
                _refuse_longer(file, len(records))
    return of_records(file, records)


def _refuse_longer(file: str, rows: int) -> None:
    if rows > MOST_ROWS:
        raise FolderError("folder.source-too-long", file=file, most=MOST_ROWS)


def _record(line: str, file: str, number: int) -> dict[str, str]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise FolderError("folder.source-broken", file=file, line=number) from error
    if not isinstance(value, dict):
        raise FolderError("folder.source-broken", file=file, line=number)
    return _texts(value)
