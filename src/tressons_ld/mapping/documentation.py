"""The mapping as a table for people: property, column, value, condition.

``python -m tressons_ld.mapping.documentation FILE`` rewrites the table between the two marks of a
Markdown file.
"""

import sys
from pathlib import Path
from typing import Any

from tressons_ld.mapping import (
    additions,
    data,
    entry,
    retired,
    shared,
)
from tressons_ld.mapping.fields import Field
from tressons_ld.rdf.units import short

START, END = "<!-- mapping table -->", "<!-- end of mapping table -->"


def mapping_table() -> str:
    """Return the whole mapping in Markdown, a table for each class of thing."""
    parts = []
    every = (
        *entry.MAPPINGS,
        additions.STATEMENT,
        *shared.MAPPINGS,
        *data.MAPPINGS,
        *retired.MAPPINGS,
    )
    for mapping in dict.fromkeys(every):
        rows = [
            f"| `{short(field.property)}` | {_column(field)} | {field.range} | {field.condition} |"
            for field in mapping.fields
        ]
        head = [
            f"### {mapping.name}: `{mapping.subject}`",
            "",
            "| property | column or setting | value | when |",
            "|---|---|---|---|",
        ]
        parts.append("\n".join([*head, *rows]))
    return "\n\n".join(parts)


def _column(field: Field[Any]) -> str:
    if not field.column:
        return ""
    return f"`{field.column}`" + (f", its `{field.through}`" if field.through else "")


def with_table(markdown: str) -> str:
    """Return a document with the table between its two marks brought up to date."""
    before, _, rest = markdown.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n\n{mapping_table()}\n\n{END}{after}"


if __name__ == "__main__":
    path = Path(sys.argv[1])
    path.write_text(with_table(path.read_text("utf-8")), "utf-8")
