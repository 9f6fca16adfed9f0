"""The file of a table, in any of its formats -> the table, its headings read.

CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180#section-2; comma, semicolon, tab or
bar) and JSON Lines (https://jsonlines.org/) are streamed, compressed by gzip or not; XLSX and ODS
workbooks are read whole.
"""

from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path

from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import Header, Settings, TableStart
from tressons_ld.catalogue.tables.delimited import DelimitedFile, sign_between
from tressons_ld.catalogue.tables.heading_row import heading_row
from tressons_ld.catalogue.tables.headings import (
    heading_key,
    named_columns,
    read_headings,
    writable,
)
from tressons_ld.catalogue.tables.house_columns import absent_headings, headings_of, joined_columns
from tressons_ld.catalogue.tables.json_lines import JsonLines
from tressons_ld.catalogue.tables.other_files import names_in
from tressons_ld.catalogue.tables.review_marks import NOT_PUBLISHED, review_column
from tressons_ld.catalogue.tables.rows import SUFFIXES, Record, Table, file_errors
from tressons_ld.catalogue.tables.source_folders import leads_out
from tressons_ld.catalogue.tables.text_files import encoding_of
from tressons_ld.catalogue.tables.workbooks import SHEET_HIDDEN, Workbook, open_workbook
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding, Location, column_letters, finding

_ANYWHERE = TableStart()
_OF_EACH_COLUMN = ("table.column-missing", "table.column-unknown")


def find_table(data: Path, name: str, file: str | None = None) -> str | None:
    """Return the name of the table's file in the data folder, or None if there is none.

    Args:
        data: the folder of the tables.
        name: ``resources``, ``agents``…
        file: its name, when the settings give one.

    Raises:
        FolderError: the file that the settings name is missing or lies outside the catalogue's
            folder, several could be meant, or what is called so is no file.
    """
    if file is not None:
        if leads_out(data.parent, data / file):
            raise FolderError("folder.named-file-outside", file=file)
        if not (data / file).is_file():
            raise FolderError("folder.named-file-missing", file=file)
        return file
    wanted = [name + suffix for suffix in SUFFIXES]
    # Another program may have written it in capitals.
    present = [each for each in names_in(data) if each.lower() in wanted]
    present.sort(key=lambda each: (wanted.index(each.lower()), each.swapcase()))
    if len(present) > 1:
        listed = ", ".join(f"data/{file}" for file in present)
        raise FolderError("folder.several-files", listed=listed, name=name, first=present[0])
    if present and not (data / present[0]).is_file():
        raise FolderError("folder.table-no-file", file=f"data/{present[0]}")
    return present[0] if present else None


def open_house_table(
    folder: Path, file: str, layout: Layout, settings: Settings, besides: str = ""
) -> Table:
    """Return a table whose columns a house may call otherwise, or give by settings.

    Args:
        folder: the catalogue folder.
        file: path from the folder, with forward slashes: ``data/resources.csv``.
        layout: the columns it may have.
        settings: of the catalogue.
        besides: a heading whose cells are asked for, be it a column or not.

    Raises:
        FolderError: the file cannot be opened, or is not what its name says.
    """
    aliases = NOT_PUBLISHED | headings_of(layout, settings)
    if besides and not layout.in_language(besides):
        named = named_columns(layout, aliases)
        if heading_key(besides) not in named:
            aliases[besides] = ""
    joined = joined_columns(layout, aliases)
    start = settings.start_of(layout.name)
    table = open_table(folder, file, layout, aliases, start, joined, besides)
    absent = absent_headings(layout, settings, table.headings, file)
    return table.with_rules(layout, settings).with_findings(absent)


def open_table(
    folder: Path,
    file: str,
    layout: Layout,
    aliases: Mapping[str, str] | None = None,
    start: TableStart = _ANYWHERE,
    joined: Set[str] = frozenset(),
    besides: str = "",
) -> Table:
    """Return the table in a file, its headings read.

    Args:
        folder: where the path begins.
        file: path from the folder, with forward slashes: ``data/resources.csv``.
        layout: the columns it may have.
        aliases: a house's own heading -> name of the column.
        start: the sheet and the row of the headings, where the settings say so.
        joined: the columns that several headings may give.
        besides: a heading whose cells are asked for, be it a column or not.

    Raises:
        FolderError: the file cannot be opened, or is not what its name says.
    """
    path = folder / file
    aliases = aliases or {}
    with file_errors(file):
        if file.lower().endswith((".jsonl", ".jsonl.gz")):
            encoding, findings = encoding_of(path, file)
            lines = JsonLines(path, file, encoding, layout, dict(aliases), joined, besides)
            return Table(
                lines.header, lines.names, tuple(findings), lines, 0, besides=lines.besides
            )
        named = named_columns(layout, aliases)
        form, findings = _form(path, file, layout, named, start)
        sheet = form.sheet if isinstance(form, Workbook) else None
        if any(each.code == SHEET_HIDDEN for each in findings):
            return Table(Header(file, {}, sheet), (), tuple(findings), form, 0)
        rows = _rows_of_headings(form, named, start)
        if rows is None:
            known = ", ".join(layout.required)
            empty = finding("table.header-missing", Location(file, sheet=sheet), columns=known)
            return Table(Header(file, {}, sheet), (), (*findings, empty), form, 0)
        first, record = rows
        above = None if first is record else next(filter(str.strip, first.cells))
        findings.extend(record.problems)
        headings = _headings_of(record)
        header, names, wrong = read_headings(file, sheet, record, headings, layout, aliases, joined)
        if not header.columns and layout.required:
            wrong = _unknown(file, sheet, record, headings, layout, named, wrong)
        findings.extend(wrong)
        if above is not None:
            place = Location(file, record.line, sheet=sheet, cell=f"A{record.number}")
            findings = [one for one in findings if not _is_above(one, record.number)]
            findings.append(finding("table.headings-below", place, above, row=record.number))
        findings.extend(_unheaded(form, headings, header, record))
        if isinstance(form, Workbook):
            findings.extend(form.findings(header, names, record.number, layout))
        return Table(
            header,
            names,
            tuple(findings),
            form,
            record.number,
            review=review_column(headings, names),
            headings=tuple(headings),
            besides=_place_of(besides, headings, header),
        )


def _headings_of(record: Record) -> list[str]:
    """Return the headings of a row, without the empty cells behind the last one."""
    headings = [writable(text.strip()) for text in record.cells]
    while headings and not headings[-1]:
        headings.pop()
    return headings


def _place_of(heading: str, headings: Sequence[str], header: Header) -> int | None:
    """Return where the cells of a heading stand, be it a column or not; None without a heading."""
    if not heading:
        return None
    keys, key = list(map(heading_key, headings)), heading_key(heading)
    return keys.index(key) if key in keys else header.columns.get(heading, (None, ""))[0]


def _unknown(
    file: str,
    sheet: str | None,
    record: Record,
    headings: Sequence[str],
    layout: Layout,
    named: Mapping[str, str],
    wrong: Sequence[Finding],
) -> list[Finding]:
    """Return what is wrong with headings of which none is known, given what each of them is told.

    They may be cells between which another sign stands; else what was seen is told once, in the
    stead of each column that is missing or not known.
    """
    place = Location(file, record.line, sheet=sheet, cell=f"A{record.number}")
    sign = sign_between(headings[0], named) if len(headings) == 1 and sheet is None else None
    if sign is not None:
        return [finding("table.delimiter-unknown", place, headings[0], sign=sign)]
    seen, columns = " | ".join(filter(None, headings)), ", ".join(layout.required)
    return [
        finding("table.headings-unknown", place, seen, columns=columns),
        *(each for each in wrong if each.code not in _OF_EACH_COLUMN),
    ]


def _form(
    path: Path, file: str, layout: Layout, named: Mapping[str, str], start: TableStart
) -> tuple[DelimitedFile | Workbook, list[Finding]]:
    """Return the rows of a file that is no JSON, and what is to be said of it."""
    if file.lower().endswith((".xlsx", ".ods")):
        return open_workbook(path, file, layout, named, start.sheet)
    if start.sheet is not None:
        raise FolderError("folder.no-sheets", file=file, sheet=start.sheet)
    encoding, findings = encoding_of(path, file)
    return DelimitedFile.of(path, file, encoding, named), findings


def _rows_of_headings(
    form: DelimitedFile | Workbook, named: Mapping[str, str], start: TableStart
) -> tuple[Record, Record] | None:
    """Return the first row and that of the headings: one where the settings say which it is."""
    if start.heading_row is None:
        return heading_row(form.rows(), named)
    record = next((one for one in form.rows() if one.number == start.heading_row), None)
    return record and (record, record)


def _is_above(found: Finding, row: int) -> bool:
    """Return whether a finding is that of merged cells above the row of the headings."""
    cell = found.location.cell if found.location else None
    if found.code != "table.merged-cells" or not cell:
        return False
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) < row


def _unheaded(
    form: DelimitedFile | Workbook, headings: Sequence[str], header: Header, row: Record
) -> Iterator[Finding]:
    """Yield a finding for each column without a heading that holds text: at its first text."""
    waiting = [index for index, heading in enumerate(headings) if not heading]
    for record in form.rows() if waiting else ():
        if record.number <= row.number:
            continue
        for index in waiting[:]:
            if index < len(record.cells) and (text := record.cells[index].strip()):
                waiting.remove(index)
                cell = f"{column_letters(index)}{record.number}"
                place = Location(header.file, record.line, sheet=header.sheet, cell=cell)
                yield finding("table.column-unheaded", place, text)
        if not waiting:
            return
