"""The rows that tables lack -> the files that have them, or what is to be written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass

from tressons_ld.catalogue.adoption.missing_names import DoubtfulName, missing_names
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.mending.appended_rows import CsvStyle, new_table, style_of, with_rows
from tressons_ld.catalogue.model import AGENTS, CONCEPTS, PLACES, SERIES
from tressons_ld.catalogue.tables.opening import find_table, open_house_table
from tressons_ld.catalogue.tables.rows import file_errors


@dataclass(frozen=True)
class TableAddition:
    """The rows that one table lacks.

    Attributes:
        file: path of the table from the folder.
        rows: column -> text.
        content: the bytes that the file becomes; None where it is no text of cells, or its
            encoding lacks a character: the rows are to be written by hand.
        widened: whether the file is given the column of the marks, which it lacks.
    """

    file: str
    rows: Sequence[dict[str, str]]
    content: bytes | None
    widened: bool


@dataclass(frozen=True)
class TableAdditions:
    """What cells name and no table has.

    Attributes:
        tables: those that rows are to be added to.
        doubtful: names that are perhaps known ones, of which no row is made.
    """

    tables: Sequence[TableAddition]
    doubtful: Sequence[DoubtfulName]

    @property
    def files(self) -> dict[str, bytes]:
        """Path in the folder -> the bytes that are to be written."""
        return {each.file: each.content for each in self.tables if each.content is not None}


def table_additions(folder: CatalogueFolder, language: str) -> TableAdditions:
    """Return the rows that the tables of a catalogue lack. Nothing is written.

    Args:
        folder: the catalogue.
        language: of the marks, fr or en.

    Raises:
        FolderError: a table cannot be read.
    """
    missing = missing_names(folder, language)
    settings = folder.shared.settings
    tables = []
    for layout in (AGENTS, CONCEPTS, PLACES, SERIES):
        rows = missing.rows.get(layout.name)
        if not rows:
            continue
        name = find_table(folder.path / "data", layout.name, settings.files.get(layout.name))
        file = f"data/{name or layout.name + '.csv'}"
        widened = False
        with file_errors(file):
            if name is None:
                # As the table of resources is, so that one program opens both.
                content = new_table(rows, style_of(folder.table) or CsvStyle())
            else:
                table = open_house_table(folder.path, file, layout, settings)
                content = with_rows(table, folder.path / file, rows, language)
                widened = table.review is None
        tables.append(TableAddition(file, rows, content, widened))
    return TableAdditions(tables, missing.doubtful)
