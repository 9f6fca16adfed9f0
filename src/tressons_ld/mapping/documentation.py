"""The mapping as a table for people: property, column, value, condition.

``python -m tressons_ld.mapping.documentation`` writes docs/mapping.md to standard output.
"""

import sys
from typing import Any

from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.mapping import (
    data,
    edition,
    entry_fields,
    retired_things,
    shared_things,
)
from tressons_ld.mapping.fields import Field
from tressons_ld.rdf.units import short

MAPPINGS = (
    *entry_fields.MAPPINGS,
    *shared_things.MAPPINGS,
    *data.MAPPINGS,
    edition.EDITION,
    *retired_things.MAPPINGS,
)


def mapping_table() -> str:
    """Return the whole mapping in Markdown, a table for each class of thing."""
    parts = []
    for mapping in dict.fromkeys(MAPPINGS):
        rows = [
            f"| `{short(field.property)}` | {_column(field)} | {field.range} | {field.condition} |"
            for field in mapping.fields
        ]
        head = [
            f"### {mapping.name}: `{mapping.subject(FRENCH_PATHS)}`",
            "",
            "| property | column or setting | value | when |",
            "|---|---|---|---|",
        ]
        parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts)


def mapping_document() -> str:
    """Return the text of docs/mapping.md: a heading, a sentence and the table."""
    sentence = (
        "Which column of a table, or key of `catalogue.toml`, becomes which property, for each\n"
        "class of thing; generated from `src/tressons_ld/mapping/` by `make docs`."
    )
    return f"# The mapping\n\n{sentence}\n\n{mapping_table()}\n"


def _column(field: Field[Any]) -> str:
    if not field.column:
        return ""
    return f"`{field.column}`" + (f", its `{field.through}`" if field.through else "")


if __name__ == "__main__":
    sys.stdout.buffer.write(mapping_document().encode())
