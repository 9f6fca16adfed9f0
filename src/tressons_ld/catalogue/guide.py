"""The columns of the tables, as tables of the documentalist's guide.

``python -m tressons_ld.catalogue.guide FILE…`` rewrites, in Markdown files, what stands between two
such marks, the name of a table and a language::

    <!-- columns of resources, fr -->
    <!-- end of columns -->

The examples are those of the catalogue that the file belongs to, and stay as they stand there.
"""

import re
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import FOLDER_TABLES
from tressons_ld.findings.messages import sentence

_HEADINGS = (
    sentence("table.guide-column"),
    sentence("table.guide-required"),
    sentence("table.guide-content"),
    sentence("table.guide-example"),
)
_YES = sentence("table.guide-yes")
_TABLE = re.compile(
    r"(?P<start><!-- columns of (?P<name>\w+), (?P<language>\w+) -->)\n"
    r"(?P<table>.*?)"
    r"(?P<end><!-- end of columns -->)",
    re.DOTALL,
)


def with_columns(markdown: str) -> str:
    """Return a document with each table of columns between two marks brought up to date.

    Raises:
        KeyError: a mark names a table that there is not.
    """
    layouts = {layout.name: layout for layout in FOLDER_TABLES}

    def updated(match: re.Match[str]) -> str:
        table = columns_table(
            layouts[match["name"]], match["language"], examples_of(match["table"])
        )
        return f"{match['start']}\n\n{table}\n\n{match['end']}"

    return _TABLE.sub(updated, markdown)


def columns_table(layout: Layout, language: str, examples: Mapping[str, str]) -> str:
    """Return the columns of a table in Markdown: which it must have, and what is written in each.

    Args:
        layout: of the table.
        language: of the words, ``fr`` or ``en``.
        examples: name of a column -> an example of what stands in its cells; without any there is
            no column for them.
    """
    headings = _HEADINGS if examples else _HEADINGS[:-1]
    lines = [
        _line([heading.in_language(language) for heading in headings]),
        "|" + "---|" * len(headings),
    ]
    for column in layout.columns:
        required = _YES.in_language(language) if column.required else ""
        words = [f"`{column.name}`", required, column.help.in_language(language)]
        lines.append(_line([*words, examples.get(column.name, "")][: len(headings)]))
    return "\n".join(lines)


def examples_of(table: str) -> dict[str, str]:
    """Return the example of each column in a table of the guide.

    >>> examples_of("| `issued` | | the year | `2021` |")
    {'issued': '`2021`'}
    """
    rows = re.findall(r"^\| `(\w+)` \|[^|\n]*\|[^|\n]*\| ?([^|\n]*?) ?\|$", table, re.MULTILINE)
    return {name: example for name, example in rows if example}


def _line(cells: Iterable[str]) -> str:
    return "|" + "".join(f" {cell} |" if cell else " |" for cell in cells)


if __name__ == "__main__":
    for name in sys.argv[1:]:
        path = Path(name)
        path.write_text(with_columns(path.read_text("utf-8")), "utf-8")
