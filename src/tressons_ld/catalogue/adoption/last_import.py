"""What was last imported: the rows as they were adopted, and what each heading gave.

``data/source/last-import.csv`` and ``data/source/last-import.toml``: a newer export is read as the
last one was, and compared with it and with the folder.
"""

import csv
import io
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable
from tressons_ld.catalogue.adoption.keeper_answers import KeeperAnswers
from tressons_ld.catalogue.importer.new_rows import csv_text
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.tables.source_folders import refuse_link_out
from tressons_ld.catalogue.tables.toml_file import toml_string
from tressons_ld.findings.errors import FolderError, reason_of

ROWS = "data/source/last-import.csv"
HEADINGS = "data/source/last-import.toml"


class LastImport(NamedTuple):
    """What was last imported.

    Attributes:
        rows: id -> cells.
        headings: heading -> column; empty where it was not carried.
        answers: what was said in the place of guesses of cells.
        sheet: that it was read from, in a workbook.
    """

    rows: Mapping[str, Mapping[str, str]]
    headings: Mapping[str, str]
    answers: KeeperAnswers
    sheet: str = ""


def last_import_texts(adopted: AdoptedTable) -> dict[str, str]:
    """Return the files that record an import: path -> text."""
    names = [name for name in RESOURCES.names if any(name in row.cells for row in adopted.rows)]
    rows = [[row.cells.get(name, "") for name in names] for row in adopted.rows]
    given = {
        index: column for column, indexes in adopted.matched.columns.items() for index in indexes
    }
    table = adopted.table
    headings = {table.name(index): given.get(index, "") for index in range(len(table.headings))}
    lines = [
        f"{toml_string(heading)} = {toml_string(column)}" for heading, column in headings.items()
    ]
    kind = adopted.answers.kind
    said = ["", "[answers]", f"kind = {toml_string(kind)}"] if kind else []
    sheet = [f"sheet = {toml_string(table.sheet)}", ""] if table.sheet else []
    return {
        ROWS: csv_text([names, *rows]),
        HEADINGS: "\n".join([*sheet, "[headings]", *lines, *said, ""]),
    }


def read_last_import(folder: Path) -> LastImport:
    """Return what was last imported into a folder.

    Raises:
        FolderError: nothing was, or its record cannot be read.
    """
    for file in (ROWS, HEADINGS):
        refuse_link_out(folder, folder / file)
    try:
        text = (folder / ROWS).read_text("utf-8")
        document = tomllib.loads((folder / HEADINGS).read_text("utf-8"))
        headings, kind = document["headings"], document.get("answers", {}).get("kind")
        sheet = str(document.get("sheet", ""))
    except FileNotFoundError as error:
        raise FolderError("folder.never-imported", file=ROWS) from error
    except (OSError, ValueError, KeyError) as error:
        reason = reason_of(error) if isinstance(error, OSError) else str(error)
        raise FolderError("folder.file-unreadable", file=ROWS, reason=reason) from error
    rows = csv.DictReader(io.StringIO(text, newline=""))
    answers = KeeperAnswers(kind=kind)
    return LastImport({row["id"]: row for row in rows}, headings, answers, sheet)
