"""Rights told under « licence », and licences told under « rights »: each where it belongs."""

import re

from tressons_ld.catalogue.adoption.cell_readings import How, Reading, clean_text, is_nothing
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow, RowReader
from tressons_ld.catalogue.adoption.source import SourceRow
from tressons_ld.catalogue.columns.licence_names import licence_named


def as_rights(row: SourceRow, adopted: AdoptedRow, reader: RowReader) -> bool:
    """Carry words of the column of licences that name none as the rights; return whether.

    « All rights reserved » is no licence; « Licence ouverte », one of two, stays to be said.
    """
    index, text = reader.cell(row, "licence")
    if " " not in text or "://" in text or is_nothing(text):
        return False
    read, parts = reader.reader("licence").read, [text, *re.split(r"\s*[;|,\n]\s*", text)]
    if any(licence_named(part).addresses or read(part).text for part in parts if part):
        return False
    statement = clean_text(text, paragraphs=False).text
    if not statement or adopted.cells.get("rights", statement) != statement:
        return False
    adopted.cells["rights"] = reader.outcome.value(
        index, row.number, text, Reading(statement, How.AS_RIGHTS)
    )
    return True


def as_licence(row: SourceRow, adopted: AdoptedRow, reader: RowReader) -> None:
    """Carry the rights as the licence of the files, or of the page, where they name one licence."""
    cells = adopted.cells
    index, text = reader.cell(row, "rights")
    licence = reader.reader("licence").read(text).text if text else ""
    files = cells.get("download_url", "").count(";") + 1
    if (
        licence
        and cells.get("rights")
        and not cells.get("licence")
        and (cells.get("download_url") or cells.get("landing_page"))
    ):
        reader.outcome.value(index, row.number, text, Reading(licence, How.AS_LICENCE))
        formats = cells.get("format", "").count(";") + 1 if not cells.get("download_url") else files
        cells["licence"] = "; ".join([licence] * formats)
        del cells["rights"]
