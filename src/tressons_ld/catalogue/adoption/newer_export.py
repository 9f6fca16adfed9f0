"""A newer export of a table that was adopted -> what it changes in the folder, and its files."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.known_rows import keep_ids
from tressons_ld.catalogue.adoption.last_import import (
    LastImport,
    last_import_texts,
    read_last_import,
)
from tressons_ld.catalogue.adoption.named_tables import columns_naming
from tressons_ld.catalogue.adoption.proposed_things import distinct_id
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.adoption.thing_tables import (
    agent_rows,
    concept_rows,
    thing_rows,
)
from tressons_ld.catalogue.adoption.three_way import MergedRows, merged_rows
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.catalogue.importer.new_rows import csv_text
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.tables.resource_table import resources_file
from tressons_ld.catalogue.tables.review_marks import review_heading
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.language import quotation


@dataclass(frozen=True)
class NewerExport:
    """What a newer export changes in a folder.

    Attributes:
        adopted: the export.
        merged: the rows that the table becomes.
        names: table -> names that are added to it.
        vanished: headings that the last import had, and this one has not.
        known_rows: how many rows keep their ids though their keys are others.
        files: path in the folder -> text, or the file to copy: what is to be written.
    """

    adopted: AdoptedTable
    merged: MergedRows
    names: dict[str, list[str]]
    vanished: list[str]
    known_rows: int
    files: dict[str, str | Path]


def newer_export(folder: Path, source: Path, language: str) -> NewerExport:
    """Return what a newer export changes in a folder. Nothing is written.

    Args:
        folder: the catalogue folder, made of an earlier one.
        source: the newer one.
        language: of the notes, fr or en.

    Raises:
        FolderError: nothing was imported before, the table has a row for each file, or a file
            cannot be read.
    """
    shared, _ = read_shared(folder)
    if by := shared.settings.group_by:
        raise FolderError("folder.import-grouped", heading=quotation(by))
    last = read_last_import(folder)
    table = read_source(source)
    if last.sheet in table.other_sheets:
        table = read_source(source, last.sheet)
    headings = {table.name(index) for index in range(len(table.headings))}
    adopted = adopt(
        table,
        shared.authorities,
        language=shared.catalogue.language,
        user_columns={name: last.headings[name] for name in last.headings if name in headings},
        language_known=True,
        answers=last.answers,
    )
    known_rows = keep_ids(adopted.rows, last.rows)
    file = resources_file(folder, shared.settings)
    here = _Csv.read(folder, file)
    there = {row.cells["id"]: row.cells for row in adopted.rows}
    vanished = sorted(heading for heading in last.headings if heading not in headings)
    columns = _columns_given(adopted, last, vanished)
    merged = merged_rows(last.rows, here.rows, there, columns)
    _note_new_rows(merged, here, adopted, language)
    files: dict[str, str | Path] = {}
    names = _add_names(folder, adopted, merged, SharedNames.of(shared), language, files)
    files[file] = here.text_with(merged.rows, columns)
    files[f"data/source/{source.name}"] = source
    files |= last_import_texts(adopted)
    return NewerExport(adopted, merged, names, vanished, known_rows, files)


def _columns_given(adopted: AdoptedTable, last: LastImport, vanished: Iterable[str]) -> list[str]:
    """Return the columns that an export gives but for the id, then those that only the last gave.

    What no heading gives any more is not emptied: a heading is renamed as often as it goes.

    Args:
        adopted: the export.
        last: the import before it.
        vanished: the headings that only that one had.
    """
    given = {name for row in adopted.rows for name in row.cells}
    before = {name for row in last.rows.values() for name in row}
    before -= {last.headings[heading] for heading in vanished}
    names = [name for name in RESOURCES.names if name != "id"]
    columns = [name for name in names if name in given]
    return columns + [name for name in names if name in before - given]


@dataclass(frozen=True)
class _Csv:
    """A CSV file of the folder: its headings and rows as texts."""

    headings: list[str]
    rows: list[dict[str, str]]
    marked: bool

    @classmethod
    def read(cls, folder: Path, file: str) -> "_Csv":
        """Return the file.

        Raises:
            FolderError: it is no CSV in UTF-8, with commas.
        """
        if not file.lower().endswith(".csv"):
            raise FolderError("folder.import-not-csv", file=file)
        content = (folder / file).read_bytes()
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise FolderError("folder.import-not-csv", file=file) from error
        reader = csv.reader(io.StringIO(text, newline=""))
        headings = next(reader, [])
        if "id" not in headings:
            raise FolderError("folder.import-not-csv", file=file)
        rows = [
            dict(zip(headings, [*cells, *[""] * len(headings)], strict=False))
            for cells in reader
            if any(map(str.strip, cells))
        ]
        return cls(headings, rows, content.startswith(b"\xef\xbb\xbf"))

    def text_with(self, rows: Iterable[dict[str, str]], columns: Sequence[str] = ()) -> str:
        """Return the file with these rows; columns that it lacks go before its last one."""
        listed = list(rows)
        new = [
            name
            for name in columns
            if name not in self.headings and any(row.get(name) for row in listed)
        ]
        headings = [*self.headings[:-1], *new, *self.headings[-1:]]
        lines = [headings, *([row.get(name, "") for name in headings] for row in listed)]
        return ("\ufeff" if self.marked else "") + csv_text(lines)


def _add_names(
    folder: Path,
    adopted: AdoptedTable,
    merged: MergedRows,
    shared_names: SharedNames,
    language: str,
    files: dict[str, str | Path],
) -> dict[str, list[str]]:
    """Add to the tables what the rows that are taken name and no table has."""
    added: dict[str, list[str]] = {}
    for table, rows in (
        ("agents", agent_rows(adopted, language)),
        ("concepts", concept_rows(adopted, language)),
        ("places", thing_rows(adopted.places, "name", language)),
        ("series", thing_rows(adopted.series, "title", language)),
    ):
        new = []
        for row in rows:
            key = row["scheme"] if table == "concepts" else table
            names = (
                shared_names.concepts_of(key)
                if table == "concepts"
                else getattr(shared_names, table)
            )
            name = row.get("name") or row.get("title") or row[f"label_{adopted.language}"]
            if _is_named(name, row["id"], key, merged) and names.find(name) is None:
                new.append(row)
                added.setdefault(table, []).append(name)
        if new:
            path = f"data/{table}.csv"
            lies = (folder / path).is_file()
            there = _Csv.read(folder, path) if lies else _Csv(list(new[0]), [], marked=False)
            taken = dict.fromkeys((row.get("scheme", ""), row["id"]) for row in there.rows)
            for row in new:
                ids = {id: None for scheme, id in taken if scheme == row.get("scheme", "")}
                row["id"] = distinct_id(row["id"], ids)
                taken[row.get("scheme", ""), row["id"]] = None
            files[path] = there.text_with([*there.rows, *new], list(new[0]))
    return added


def _is_named(name: str, id: str, key: str, merged: MergedRows) -> bool:
    wanted = {fold(name), id}
    return any(
        fold(each) in wanted
        for column in columns_naming(key)
        for text in merged.new_texts.get(column, ())
        for each in (part.strip() for part in text.split(";"))
    )


def _note_new_rows(merged: MergedRows, here: _Csv, adopted: AdoptedTable, language: str) -> None:
    """Write what is to be read over into the rows that only the export has."""
    notes = {
        row.cells["id"]: "; ".join(note.in_language(language) for note in row.notes)
        for row in adopted.rows
    }
    known_ids = {row.get("id", "") for row in here.rows}
    review = review_heading(here.headings, language)
    for row in merged.rows:
        if row["id"] not in known_ids:
            row[review] = notes[row["id"]]
