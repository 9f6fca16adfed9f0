"""Where a value was read: the headings of its table, and its row."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tressons_ld.findings.finding import Location, column_letters


@dataclass(frozen=True, slots=True)
class Header:
    """The heading row of a table.

    Attributes:
        file: path from the catalogue folder, ``data/resources.csv``.
        columns: column name of the model -> (index from 0, heading as it stands in the file).
        sheet: name of the sheet, in a workbook.
        tabular: False for JSON Lines, where a place is a line and a key, not a cell.
        constants: column name -> the setting that gives it, where no heading does.
    """

    file: str
    columns: Mapping[str, tuple[int, str]]
    sheet: str | None = None
    tabular: bool = True
    constants: Mapping[str, Location] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """Where a thing was read: the row's number as a spreadsheet shows it, and the file's line.

    A quoted cell may hold line ends, so the two differ in CSV; a workbook has no lines.

    Attributes:
        elsewhere: of a thing that several rows tell of, column -> number and line of the row whose
            cell gives it, where that is not this one.
    """

    header: Header
    number: int
    line: int | None
    elsewhere: Mapping[str, tuple[int, int | None]] = field(default_factory=dict)

    def at(self, column: str | None = None) -> Location:
        """Return the location of a column's cell in this row, or of the row.

        That of a column which the table lacks is the row, and the name of the column; of one that
        a setting gives, that setting.
        """
        if column is not None and column in self.header.constants:
            return self.header.constants[column]
        index, heading = self.header.columns.get(column or "", (0, column))
        lacking = column is not None and column not in self.header.columns
        letters = "" if lacking else column_letters(index)
        number, line = self.elsewhere.get(column or "", (self.number, self.line))
        cell = f"{letters}{number}" if self.header.tabular else None
        return Location(self.header.file, line, sheet=self.header.sheet, cell=cell, column=heading)
