"""Tables in any of their formats -> headings and rows, each row with its place in the file.

CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180#section-2; comma, semicolon or tab) and JSON
Lines (https://jsonlines.org/) are streamed, compressed by gzip or not; XLSX and ODS workbooks are
read whole.
"""

import codecs
import csv
import datetime
import gzip
import io
import json
import math
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, NamedTuple, Protocol

from tressons_ld.catalogue.model import Header, Row
from tressons_ld.catalogue.tables.cells import did_you_mean
from tressons_ld.catalogue.tables.layouts import Layout
from tressons_ld.catalogue.tables.references import nearest
from tressons_ld.catalogue.tables.workbooks import (
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_A_WORKBOOK,
    TooLargeError,
    check_workbook,
)
from tressons_ld.findings.codes import finding
from tressons_ld.findings.errors import FolderError, reason_of
from tressons_ld.findings.finding import (
    Finding,
    Location,
    column_letters,
)

SUFFIXES = (".csv", ".tsv", ".xlsx", ".ods", ".jsonl", ".csv.gz", ".tsv.gz", ".jsonl.gz")
"""Formats of a table, by the end of its file's name."""

LONGEST_CELL = 10_000_000
"""Characters after which a quoted cell counts as one that was never closed."""

_BLOCK = 1 << 20
_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


class Record(NamedTuple):
    """One row as it stands: its number in a spreadsheet, its line in the file, its cells.

    The cells are as many as the columns of the table; one empty text more stands for every column
    that the table lacks. What is wrong with the row as a whole is in ``problems``.
    """

    number: int
    line: int | None
    cells: list[str]
    problems: tuple[Finding, ...] = ()


class _Form(Protocol):
    """A file format: its rows as they stand, blank ones and headings included."""

    def rows(self) -> Iterator[Record]: ...


@dataclass(frozen=True)
class Table:
    """A table whose headings have been read.

    Attributes:
        header: the columns that are read, and where they stand.
        names: for each cell of a record, the name of its column; empty where it is not read.
        findings: what is wrong with the file and its headings.
    """

    header: Header
    names: tuple[str, ...]
    findings: tuple[Finding, ...]
    _form: _Form
    _header_row: int

    def index(self, column: str) -> int:
        """Return which cell of a record is the column's; -1, the empty one, if there is none."""
        return self.header.columns[column][0] if column in self.header.columns else -1

    def records(self) -> Iterator[Record]:
        """Yield the rows below the headings that are not blank, in the order of the file.

        Raises:
            FolderError: the file cannot be read to its end.
        """
        width = len(self.names)
        with _reading(self.header.file):
            for record in self._form.rows():
                number, line, cells, problems = record
                if number <= self._header_row or not (problems or any(map(str.strip, cells))):
                    continue
                if len(cells) != width:
                    record = self._squared(record)
                    cells = record.cells
                cells.append("")
                yield record

    def _squared(self, record: Record) -> Record:
        """Return the record with as many cells as there are headings."""
        number, line, cells, problems = record
        width = len(self.names)
        beyond = next((i for i in range(width, len(cells)) if cells[i].strip()), None)
        row = Row(self.header, number, line)
        if beyond is not None:
            place = Location(
                self.header.file,
                line,
                sheet=self.header.sheet,
                cell=f"{column_letters(beyond)}{number}",
            )
            problems = (
                *problems,
                finding("table.row-long", place, cells[beyond], count=len(cells), expected=width),
            )
        elif len(cells) < width and not problems:
            missing = finding("table.row-short", row.at(), count=len(cells), expected=width)
            problems = (*problems, missing)
        return Record(number, line, [*cells, *[""] * width][:width], problems)


def find_table(data: Path, name: str, file: str | None = None) -> str | None:
    """Return the name of the table's file in the data folder, or None if there is none.

    Args:
        data: the folder of the tables.
        name: ``resources``, ``agents``…
        file: its name, when the settings give one.

    Raises:
        FolderError: the file that the settings name is missing, or several could be meant.
    """
    if file is not None:
        if not (data / file).is_file():
            raise FolderError(
                f"data/{file} : ce fichier, nommé dans data/catalogue.toml sous [files], n'existe "
                "pas. Corriger son nom ou l'y mettre.",
                f"data/{file}: this file, named in data/catalogue.toml under [files], does not "
                "exist. Correct its name or put it there.",
            )
        return file
    present = [name + suffix for suffix in SUFFIXES if (data / (name + suffix)).is_file()]
    if len(present) > 1:
        listed = ", ".join(f"data/{file}" for file in present)
        raise FolderError(
            f"{listed} : plusieurs fichiers pour une table. N'en garder qu'un, ou dire lequel dans "
            f'data/catalogue.toml, sous [files] : {name} = "{present[0]}".',
            f"{listed}: several files for one table. Keep only one, or say which one in "
            f'data/catalogue.toml, under [files]: {name} = "{present[0]}".',
        )
    return present[0] if present else None


def open_table(
    folder: Path,
    file: str,
    layout: Layout,
    aliases: Mapping[str, str] | None = None,
) -> Table:
    """Return the table in a file, its headings read.

    Args:
        folder: where the path begins.
        file: path from the folder, with forward slashes: ``data/resources.csv``.
        layout: the columns it may have.
        aliases: a house's own heading -> name of the column.

    Raises:
        FolderError: the file cannot be opened, or is not what its name says.
    """
    path = folder / file
    aliases = aliases or {}
    with _reading(file):
        if file.endswith((".jsonl", ".jsonl.gz")):
            encoding, findings = _encoding(path, file)
            lines = _JsonLines(path, file, encoding, layout, dict(aliases))
            return Table(lines.header, layout.columns, tuple(findings), lines, 0)
        form: _Delimited | _Workbook
        sheet = None
        if file.endswith((".xlsx", ".ods")):
            form, findings = _workbook(path, file, layout.name)
            sheet = form.sheet
        else:
            encoding, findings = _encoding(path, file)
            form = _Delimited(path, file, encoding, ",")
            form = form._replace(delimiter=_delimiter(form.first_line(), layout, aliases))
        for record in form.rows():
            if record.problems or any(map(str.strip, record.cells)):
                break
        else:
            known = ", ".join(layout.columns)
            empty = finding("table.header-missing", Location(file, sheet=sheet), columns=known)
            return Table(Header(file, {}, sheet), (), (*findings, empty), form, 0)
        findings.extend(record.problems)
        headings = [_writable(text.strip()) for text in record.cells]
        while headings and not headings[-1]:
            headings.pop()
        header, names, wrong = _columns(file, sheet, record, headings, layout, aliases)
        return Table(header, names, (*findings, *wrong), form, record.number)


# --- headings ---------------------------------------------------------------------------------


def _key(heading: str) -> str:
    """Return a heading as it is compared: without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", heading.casefold())


def _writable(heading: str) -> str:
    """Return the heading with what no report or terminal can hold in it escaped."""
    return _NOT_SHOWN.sub(lambda match: ascii(match[0])[1:-1], heading)


def _named(layout: Layout, aliases: Mapping[str, str]) -> dict[str, str]:
    """Return, for each heading as it is compared, the column; empty for one that is not read."""
    named = {_key(column): column for column in layout.columns}
    named.update(
        (_key(heading), column)
        for heading, column in aliases.items()
        if column in layout.columns or not column
    )
    return named


def _columns(
    file: str,
    sheet: str | None,
    record: Record,
    headings: Sequence[str],
    layout: Layout,
    aliases: Mapping[str, str],
) -> tuple[Header, tuple[str, ...], list[Finding]]:
    named = _named(layout, aliases)
    columns: dict[str, tuple[int, str]] = {}
    names: list[str] = []
    findings: list[Finding] = []
    for index, heading in enumerate(headings):
        cell = f"{column_letters(index)}{record.number}"
        place = Location(file, record.line, sheet=sheet, cell=cell, column=heading or None)
        column = named.get(_key(heading))
        if not heading or column == "":
            column = ""
        elif column is None:
            findings.append(_unknown(heading, place, layout))
            column = ""
        elif column in columns:
            first = f"{column_letters(columns[column][0])}{record.number}"
            findings.append(finding("table.column-repeated", place, heading, first=first))
            column = ""
        else:
            columns[column] = (index, heading)
        names.append(column)
    row = Location(file, record.line, sheet=sheet, cell=f"A{record.number}")
    findings.extend(
        finding("table.column-missing", row, column)
        for column in layout.required
        if column not in columns
    )
    return Header(file, columns, sheet), tuple(names), findings


def _unknown(heading: str, place: Location, layout: Layout) -> Finding:
    near = nearest(_key(heading), {_key(column): column for column in layout.columns})
    return finding(
        "table.column-unknown",
        place,
        heading,
        suggestion=did_you_mean(*near),
        columns=", ".join(layout.columns),
    )


# --- files ------------------------------------------------------------------------------------


@contextmanager
def _reading(file: str) -> Iterator[None]:
    """Turn what the system says of a file into a FolderError."""
    try:
        yield
    except FileNotFoundError as error:
        raise FolderError(f"{file} : ce fichier n'existe pas.", f"{file}: no such file.") from error
    except (OSError, EOFError, zlib.error) as error:
        reason = reason_of(error)
        raise FolderError(
            f"{file} : lecture impossible ({reason.fr}). Vérifier que c'est un fichier entier, et "
            "qu'il peut être lu.",
            f"{file}: cannot be read ({reason.en}). Check that it is a whole file, and readable.",
        ) from error


def _bytes(path: Path) -> gzip.GzipFile | io.BufferedReader:
    return gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb")


# What a file begins with, when it is not the text that its name says.
_SIGNATURES = (
    (b"PK\x03\x04", "un classeur ou une archive zip", "a workbook or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "un classeur d'un ancien Excel", "a workbook of an older Excel"),
    (b"\x1f\x8b", "un fichier compressé par gzip", "a file compressed by gzip"),
    (b"\xff\xfe", "un texte en UTF-16", "a text in UTF-16"),
    (b"\xfe\xff", "un texte en UTF-16", "a text in UTF-16"),
)


def _encoding(path: Path, file: str) -> tuple[str, list[Finding]]:
    """Return the encoding of a text, from all of its bytes, and what is to be said of it.

    UTF-8, with or without a byte order mark; else Windows-1252. A text that is UTF-8 except for
    some broken bytes is read as UTF-8: the bytes become halves of characters, which are findings
    of their cells.

    Raises:
        FolderError: the file is not a text.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    lines = 1
    with _bytes(path) as stream:
        block = stream.read(_BLOCK)
        for signature, french, english in _SIGNATURES:
            if block.startswith(signature):
                raise FolderError(
                    f"{file} : c'est {french}, et non le texte que dit son nom. L'enregistrer en "
                    "CSV UTF-8, ou lui donner l'extension qui convient (.xlsx, .ods, .csv.gz).",
                    f"{file}: this is {english}, not the text that its name says. Save it as CSV "
                    "UTF-8, or give it the extension that fits (.xlsx, .ods, .csv.gz).",
                )
        try:
            while block:
                decoder.decode(block)
                lines += block.count(b"\n")
                block = stream.read(_BLOCK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            line = lines + error.object[: error.start].count(b"\n")
        else:
            return "utf-8-sig", []
    if _mostly_utf_8(path):
        return "utf-8-sig", []
    return "cp1252", [finding("table.encoding-windows", Location(file, line))]


def _mostly_utf_8(path: Path) -> bool:
    """Return whether more characters outside ASCII are good UTF-8 than bytes are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    with _bytes(path) as stream:
        while block := stream.read(_BLOCK):
            text = decoder.decode(block)
            broken = len(re.findall("[\udc80-\udcff]", text))
            bad += broken
            good += len(re.findall("[^\x00-\x7f]", text)) - broken
    return good > bad


@contextmanager
def _lines(path: Path, encoding: str) -> Iterator[IO[str]]:
    with (
        _bytes(path) as stream,
        io.TextIOWrapper(stream, encoding, "surrogateescape", newline="") as lines,
    ):
        yield lines


# --- CSV --------------------------------------------------------------------------------------


class _Delimited(NamedTuple):
    path: Path
    file: str
    encoding: str
    delimiter: str

    def first_line(self) -> str:
        """Return the first line that is not blank."""
        with _lines(self.path, self.encoding) as lines:
            return next((line for line in lines if line.strip()), "")

    def rows(self) -> Iterator[Record]:
        csv.field_size_limit(LONGEST_CELL)
        with _lines(self.path, self.encoding) as lines:
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


def _delimiter(line: str, layout: Layout, aliases: Mapping[str, str]) -> str:
    """Return the delimiter that finds the most known headings in the line, or cuts it the most."""
    named = _named(layout, aliases)

    def success(delimiter: str) -> tuple[int, int]:
        headings = [heading.strip().strip('"') for heading in line.split(delimiter)]
        return sum(_key(heading) in named for heading in headings), len(headings)

    return max(",;\t", key=success)


# --- JSON Lines -------------------------------------------------------------------------------


class _Object(list[tuple[str, Any]]):
    """The pairs of a JSON object, repeated keys included."""


class _JsonLines:
    """One object a line; its keys are the columns. An array holds the values of a cell."""

    def __init__(
        self, path: Path, file: str, encoding: str, layout: Layout, aliases: dict[str, str]
    ) -> None:
        self.path = path
        self.file = file
        self.encoding = encoding
        self.layout = layout
        self.aliases = aliases
        self.columns = {name: (i, name) for i, name in enumerate(layout.columns)}
        self.header = Header(file, self.columns, tabular=False)

    def rows(self) -> Iterator[Record]:
        width = len(self.layout.columns)
        named = _named(self.layout, self.aliases)
        indexes: dict[str, int | None] = {}
        decode = json.JSONDecoder(object_pairs_hook=_Object).decode
        with _lines(self.path, self.encoding) as lines:
            for number, text in enumerate(lines, start=1):
                cells = [""] * width
                if not text.strip():
                    continue
                try:
                    pairs = decode(text.strip())
                except (ValueError, RecursionError) as error:
                    place = Location(self.file, number, getattr(error, "colno", None))
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
                    key = raw_key if raw_key.isascii() else _writable(raw_key)
                    if key not in indexes:
                        indexes[key] = self._index_of(key, named, number, problems)
                    index = indexes[key]
                    if index is None:
                        continue
                    place = Location(self.file, number, column=key)
                    if index in read:
                        problems.append(finding("table.key-repeated", place, key))
                        continue
                    read.add(index)
                    if type(value) is str:
                        cells[index] = value
                    else:
                        cells[index] = _json_text(value, place, problems)
                yield Record(number, number, cells, tuple(problems))

    def _index_of(
        self, key: str, named: Mapping[str, str], number: int, problems: list[Finding]
    ) -> int | None:
        """Return the column that a key stands for, seen for the first time."""
        column = named.get(_key(key))
        if column is None:
            problems.append(_unknown(key, Location(self.file, number, column=key), self.layout))
        if not column:
            return None
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
    text = _text_of(value)
    if text is None:
        shown = json.dumps(dict(value) if isinstance(value, _Object) else value)
        problems.append(finding("table.value-kind", place, shown[:200]))
        return ""
    return text


def _text_of(value: object) -> str | None:
    """Return the text of a number, a day or a text as a person would type it, or None.

    >>> _text_of(2019.0), _text_of(datetime.datetime(2020, 5, 7))
    ('2019', '2020-05-07')
    """
    match value:
        case str():
            return value
        case bool():
            return None
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return None


# --- workbooks --------------------------------------------------------------------------------


class _Workbook(NamedTuple):
    sheet: str
    cells: list[list[str]]

    def rows(self) -> Iterator[Record]:
        for number, cells in enumerate(self.cells, start=1):
            yield Record(number, None, list(cells))


def _workbook(path: Path, file: str, name: str) -> tuple[_Workbook, list[Finding]]:
    """Return the sheet called ``name``, or the first one that is shown, and what is wrong with it.

    Raises:
        FolderError: the file is not a workbook, is protected by a password, or has too many rows.
    """
    import python_calamine as calamine

    try:
        check_workbook(path)
        book = calamine.CalamineWorkbook.from_path(path)
        shown = [
            sheet.name
            for sheet in book.sheets_metadata
            if sheet.typ == calamine.SheetTypeEnum.WorkSheet
            and sheet.visible == calamine.SheetVisibleEnum.Visible
        ]
        title = next((sheet for sheet in shown if _key(sheet) == name), shown[0])
        sheet = book.get_sheet_by_name(title)
        rows = sheet.to_python(skip_empty_area=False)
        merged = sheet.merged_cell_ranges or []
    except TooLargeError as error:
        raise FolderError(
            f"{file} : ce classeur a du texte en {error}, au-delà de ce qu'un classeur peut avoir "
            f"ici ({MOST_ROWS} lignes, {MOST_COLUMNS} colonnes). L'effacer, ou enregistrer la "
            "table en CSV UTF-8, qui n'a pas de limite.",
            f"{file}: this workbook has text in {error}, beyond what a workbook may have here "
            f"({MOST_ROWS} rows, {MOST_COLUMNS} columns). Delete it, or save the table as CSV "
            "UTF-8, which has no limit.",
        ) from error
    except (calamine.CalamineError, *NOT_A_WORKBOOK) as error:
        raise FolderError(
            f"{file} : ce classeur ne peut pas être lu ({error}). Ôter son mot de passe s'il en a "
            "un, l'ouvrir dans le tableur et l'enregistrer de nouveau, ou l'enregistrer en CSV "
            "UTF-8.",
            f"{file}: this workbook cannot be read ({error}). Remove its password if it has one, "
            "open it in the spreadsheet program and save it again, or save it as CSV UTF-8.",
        ) from error
    cells = [["" if value == "" else _cell_text(value) for value in row] for row in rows]
    findings = [_unmerged(cells, area, file, title) for area in sorted(merged)]
    return _Workbook(title, cells), findings


def _cell_text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _text_of(value) or str(value)


def _unmerged(
    cells: list[list[str]],
    area: tuple[tuple[int, int], tuple[int, int]],
    file: str,
    sheet: str,
) -> Finding:
    """Return the finding of a merged area, its text repeated down the rows that hold any other."""
    (top, left), (bottom, right) = area
    text = cells[top][left] if top < len(cells) and left < len(cells[top]) else ""
    for row in cells[top + 1 : bottom + 1]:
        if text and left < len(row) and any(row):
            row[left] = text
    place = Location(file, sheet=sheet, cell=f"{column_letters(left)}{top + 1}")
    last = f"{column_letters(right)}{bottom + 1}"
    return finding("table.merged-cells", place, text, last=last)
