"""Mends written into the cells of a delimited text."""

import re
from collections.abc import Sequence

from tressons_ld.catalogue.mending.delimited_text import (
    DELIMITERS,
    Cell,
    cells_that_differ,
    replace_cells,
    rows_in,
)
from tressons_ld.catalogue.mending.mend import Mend, MendedText
from tressons_ld.catalogue.mending.mended_text import mended_text


def mend_cells(text: str, mends: Sequence[Mend]) -> MendedText | None:
    """Return the text of a table with the mends that can be written (a Mender).

    Its delimiter is the one by which the values are found in their cells.
    """
    delimiter = max(DELIMITERS, key=lambda sign: len(_texts(text, sign, mends)))
    texts = _texts(text, delimiter, mends)
    written: dict[int, list[Mend]] = {}
    cells: dict[Cell, str] = {}
    for mend in mends:
        cell = _cell(mend)
        new = mended_text(cells.get(cell, texts[cell]), *mend) if cell in texts else None
        if new is not None:
            cells[cell] = new
            written.setdefault(cell[0], []).append(mend)
    after, rows = replace_cells(text, delimiter, cells)
    if not cells or cells_that_differ(text, after, delimiter) != cells:
        return None
    return MendedText(after, rows, written)


def _texts(text: str, delimiter: str, mends: Sequence[Mend]) -> dict[Cell, str]:
    """Return the texts of the cells that hold what was found in them."""
    wanted: dict[int, list[Mend]] = {}
    for mend in mends:
        wanted.setdefault(_cell(mend)[0], []).append(mend)
    texts = {}
    for row in rows_in(text, delimiter):
        for mend in wanted.get(row.number, ()):
            _, column = cell = _cell(mend)
            if column < len(row.cells):
                known = row.cells[column].of(text)
                if mended_text(known, *mend) is not None:
                    texts[cell] = known
    return texts


def _cell(mend: Mend) -> Cell:
    """Return the row and the column of an address such as ``AB12``."""
    place = mend.finding.location
    match = re.fullmatch("([A-Z]+)([0-9]+)", place.cell or "") if place else None
    if match is None:
        return 0, 0
    column = 0
    for letter in match[1]:
        column = 26 * column + ord(letter) - 64
    return int(match[2]), column - 1
