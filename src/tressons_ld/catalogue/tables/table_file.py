"""Which file holds a table, and where the table begins there, as ``catalogue.toml`` says it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from tressons_ld.catalogue.model import TableStart


class TableFile(NamedTuple):
    """The file of a table: its name where it is given, and where the table begins in it."""

    file: str | None
    start: TableStart


def table_file(value: Mapping[str, Any]) -> TableFile | None:
    """Return the file of a table and where it begins there, or None where the keys are others.

    Args:
        value: what a key of ``[files]`` says: ``{ file = "…", sheet = "…", heading_row = 3 }``.
    """
    file, sheet, row = (value.get(key) for key in ("file", "sheet", "heading_row"))
    texts = all(each is None or isinstance(each, str) for each in (file, sheet))
    number = row is None or (isinstance(row, int) and not isinstance(row, bool) and row >= 1)
    if value.keys() - {"file", "sheet", "heading_row"} or not texts or not number:
        return None
    return TableFile(file, TableStart(sheet, row))
