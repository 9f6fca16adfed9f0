"""The order of day and month in a column of dates, told by those of its cells that are one day.

« 30/09/2021 » in a column tells that « 12/03/2021 » beside it is the 12th of March, in whatever
language; « 09/30/2021 » tells the other order.
"""

import re
from dataclasses import replace

from tressons_ld.catalogue.adoption.cell_readings import How, ValueReader
from tressons_ld.catalogue.adoption.source import SourceTable
from tressons_ld.catalogue.columns.datatypes import DATES
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.model import RESOURCES

_NUMBERS = re.compile(r"\b([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})\b")
_DAY_FIRST = "fr"
_MONTHS = 12


class OrdersOfDays:
    """Reads the dates of a table that may be two days, by the others of their column."""

    def __init__(self, table: SourceTable, references: References) -> None:
        """Read nothing yet.

        Args:
            table: the table.
            references: the codes that cells may hold.
        """
        self._table = table
        self._references = replace(references, language=_DAY_FIRST)
        self._orders: dict[int, str] = {}

    def read(self, index: int, column: str, text: str) -> str:
        """Return the day of a text that may be one of two, or the empty text.

        Args:
            index: of the column of the table.
            column: what it gives.
            text: of the cell.
        """
        if RESOURCES[column].datatype not in DATES or not _NUMBERS.search(text):
            return ""
        order = self.order(index)
        if not order:
            return ""
        day_first = text if order == "day" else _NUMBERS.sub(r"\3\2\1\2\4", text)
        reading = ValueReader(RESOURCES[column], self._references).read(day_first)
        return reading.text if reading.how is not How.REFUSED else ""

    def order(self, index: int) -> str:
        """Return ``day`` or ``month``, which the dates of a column have first; or nothing."""
        if index not in self._orders:
            first = second = False
            for text in self._table.filled(index):
                for found in _NUMBERS.finditer(text):
                    first |= int(found[1]) > _MONTHS
                    second |= int(found[3]) > _MONTHS
            self._orders[index] = "" if first == second else "day" if first else "month"
        return self._orders[index]
