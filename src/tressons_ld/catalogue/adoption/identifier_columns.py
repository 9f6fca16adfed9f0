"""The identifiers that others give a resource, in the cells of any table."""

import re

from tressons_ld.catalogue.adoption.cell_readings import How, Reading, ValueReader
from tressons_ld.catalogue.columns.usual_names import name_key

_PREFIXES = {"issn": "ISSN ", "handle": "hdl:", "hdl": "hdl:", "ark": "ark:/"}
"""What the heading says of its cells, and what stands before an identifier that says it itself."""

_BETWEEN = re.compile(r"\s*[;,|\n]\s*")


def identifiers_in(text: str, heading: str, reader: ValueReader) -> list[tuple[str, Reading]]:
    """Return each part of a cell, and what it is read as: under « ISSN », a bare number is one.

    Args:
        text: of the cell.
        heading: of its column.
        reader: of the column of identifiers.
    """
    key = name_key(heading)
    before = next((each for word, each in _PREFIXES.items() if word in key), "")

    def read(part: str) -> Reading:
        reading = reader.read(part)
        return reader.read(before + part) if before and reading.how is How.REFUSED else reading

    whole = read(text)
    if whole.how is not How.REFUSED and ";" not in whole.text:
        return [(text, whole)]
    return [(part, read(part)) for part in _BETWEEN.split(text) if part]
