"""The lists of a text in Markdown: its tables, its references, its links.

A table is that of GitHub's Markdown (https://github.github.com/gfm/#tables-extension-). A list of
links has at least two items that lead somewhere, a list of references two items or paragraphs that
are one; what stands under another heading belongs to the same list, and the heading is its section.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile

from tressons_ld.catalogue.documents.linked_items import LINKED, linked_cells
from tressons_ld.catalogue.documents.printed_list import (
    ListShape,
    PrintedList,
    PrintedRow,
    listed,
)
from tressons_ld.catalogue.documents.printed_references import REFERENCE, reference_cells
from tressons_ld.catalogue.documents.text_tables import text_tables
from tressons_ld.catalogue.importer.layout import (
    HeadedPart,
    PrintedLink,
    TextLine,
    read_layout,
)

_LEAST = 2
"""Rows that make a list of links or of references."""
_SECTION = "section"


def printed_lists(text: str, file: str) -> list[PrintedList]:
    """Return what a text in Markdown lists, in the order of its shapes.

    Args:
        text: the document.
        file: what it is called.
    """
    lines, tables = text_tables(text)
    parts, _ = read_layout("\n".join(lines), file)
    passages = [each for part in parts for each in _passages(part)]
    references: list[tuple[_Passage, tuple[str, ...]]] = []
    links: list[tuple[_Passage, tuple[str, ...]]] = []
    for part in _by_section(passages):
        cited = [(one, cells) for one in part if (cells := reference_cells(one.source, one.links))]
        if len(cited) * 2 >= len([one for one in part if one.item]) and cited:
            references += cited
        else:
            links += [
                (one, cells)
                for one in part
                if one.item and (cells := linked_cells(one.source, one.text, one.links))
            ]
    found = [
        *tables,
        _list(ListShape.REFERENCES, REFERENCE, references),
        _list(ListShape.LINKS, LINKED, links),
    ]
    return [each for each in found if each is not None]


@dataclass(frozen=True, slots=True)
class _Passage:
    """A paragraph or an item of a list, its lines joined."""

    line: int
    text: str
    source: str
    links: tuple[PrintedLink, ...]
    item: bool
    section: str


def _passages(part: HeadedPart) -> Iterable[_Passage]:
    section = part.heading.text if part.heading else ""
    rest = list(part.body)
    while rest:
        first = rest.pop(0)
        more = list(takewhile(lambda line: not line.opens and not line.item, rest))
        del rest[: len(more)]
        lines: Sequence[TextLine] = [first, *more]
        yield _Passage(
            first.number,
            " ".join(line.text for line in lines),
            " ".join(line.source for line in lines),
            tuple(link for line in lines for link in line.links),
            bool(first.item),
            section,
        )


def _by_section(passages: Sequence[_Passage]) -> list[list[_Passage]]:
    parts: list[list[_Passage]] = []
    for one in passages:
        if not parts or parts[-1][0].section != one.section:
            parts.append([])
        parts[-1].append(one)
    return parts


def _list(
    shape: ListShape,
    headings: Sequence[str],
    found: Sequence[tuple[_Passage, tuple[str, ...]]],
) -> PrintedList | None:
    if len(found) < _LEAST:
        return None
    sections = {one.section for one, _ in found}
    rows = [
        PrintedRow(one.line, (*cells, one.section if len(sections) > 1 else ""))
        for one, cells in found
    ]
    return listed(shape, (*headings, _SECTION), rows)
