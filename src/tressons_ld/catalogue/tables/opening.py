"""The file of a table, in any of its formats -> the table, its headings read.

CSV (RFC 4180, https://www.rfc-editor.org/rfc/rfc4180#section-2; comma, semicolon or tab) and JSON
Lines (https://jsonlines.org/) are streamed, compressed by gzip or not; XLSX and ODS workbooks are
read whole.
"""

from collections.abc import Mapping
from pathlib import Path

from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import Header
from tressons_ld.catalogue.tables.delimited import DelimitedFile, delimiter_of
from tressons_ld.catalogue.tables.headings import read_headings, writable
from tressons_ld.catalogue.tables.json_lines import JsonLines
from tressons_ld.catalogue.tables.rows import SUFFIXES, Table, file_errors
from tressons_ld.catalogue.tables.text_files import encoding_of
from tressons_ld.catalogue.tables.workbooks import Workbook, open_workbook
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Location, finding


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
            raise FolderError("folder.named-file-missing", file=file)
        return file
    present = [name + suffix for suffix in SUFFIXES if (data / (name + suffix)).is_file()]
    if len(present) > 1:
        listed = ", ".join(f"data/{file}" for file in present)
        raise FolderError("folder.several-files", listed=listed, name=name, first=present[0])
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
    with file_errors(file):
        if file.endswith((".jsonl", ".jsonl.gz")):
            encoding, findings = encoding_of(path, file)
            lines = JsonLines(path, file, encoding, layout, dict(aliases))
            return Table(lines.header, layout.names, tuple(findings), lines, 0)
        form: DelimitedFile | Workbook
        sheet = None
        if file.endswith((".xlsx", ".ods")):
            form, findings = open_workbook(path, file, layout.name)
            sheet = form.sheet
        else:
            encoding, findings = encoding_of(path, file)
            form = DelimitedFile(path, file, encoding, ",")
            form = form._replace(delimiter=delimiter_of(form.first_line(), layout, aliases))
        for record in form.rows():
            if record.problems or any(map(str.strip, record.cells)):
                break
        else:
            known = ", ".join(layout.names)
            empty = finding("table.header-missing", Location(file, sheet=sheet), columns=known)
            return Table(Header(file, {}, sheet), (), (*findings, empty), form, 0)
        findings.extend(record.problems)
        headings = [writable(text.strip()) for text in record.cells]
        while headings and not headings[-1]:
            headings.pop()
        header, names, wrong = read_headings(file, sheet, record, headings, layout, aliases)
        findings.extend(wrong)
        if isinstance(form, Workbook):
            findings.extend(form.findings(header, names, record.number, layout))
        return Table(header, names, tuple(findings), form, record.number)
