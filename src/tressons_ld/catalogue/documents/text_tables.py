"""The tables of a text in Markdown, each row with its line."""

import re
from collections.abc import Iterable, Sequence

from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.documents.printed_list import (
    ListShape,
    PrintedList,
    PrintedRow,
    listed,
)
from tressons_ld.catalogue.importer.layout import PrintedLink, plain

MOST_CELLS = 1000
"""Cells of a row; what a row has beyond them is no table."""

_LINE_END = re.compile(r"\r\n|\r|\n")
_BAR = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_FEW = 3
"""Of so many rows with links one may say «voir», the others too: then the address is the text."""


def text_tables(text: str) -> tuple[list[str], list[PrintedList]]:
    """Return the lines of a text, those of its tables emptied, and the tables.

    Tables with the same headings are one.
    """
    lines = _LINE_END.split(text)
    tables: dict[tuple[str, ...], list[tuple[int, list[str]]]] = {}
    index = 1
    while index < len(lines):
        headings = _headings(lines[index - 1], lines[index])
        if headings is None:
            index += 1
            continue
        rows = tables.setdefault(tuple(map(_text, headings)), [])
        lines[index - 1] = lines[index] = ""
        index += 1
        while index < len(lines) and _BAR.search(lines[index]):
            rows.append((index + 1, _fitted(_cells(lines[index]), len(headings))))
            lines[index] = ""
            index += 1
        index += 1
    found = [_with_addresses(headings, rows) for headings, rows in tables.items()]
    return lines, [table for table in found if table is not None]


def table_line(cells: Iterable[str]) -> str:
    r"""Return the line of a row; a bar within a cell, as addresses have them, parts nothing.

    >>> table_line(["Un", "https://example.org/?a|b"])
    '| Un | https://example.org/?a\\|b |'
    """
    whole = (_BAR.sub(r"\|", cell) for cell in cells)
    return f"| {' | '.join(whole)} |"


def _headings(line: str, rule: str) -> list[str] | None:
    """Return the cells of a line, if a rule of as many cells stands beneath it."""
    if "-" not in rule or not (_BAR.search(rule) or _BAR.search(line)) or not line.strip():
        return None
    if not _RULE.fullmatch(rule):
        return None
    cells = _cells(line)
    return cells if len(cells) == len(_cells(rule)) <= MOST_CELLS else None


def _cells(line: str) -> list[str]:
    plain_line = line.strip().removeprefix("|")
    if re.search(r"(?<!\\)\|$", plain_line):
        plain_line = plain_line[:-1]
    return [cell.replace("\\|", "|").strip() for cell in _BAR.split(plain_line, MOST_CELLS)]


def _fitted(cells: list[str], width: int) -> list[str]:
    return (cells + [""] * width)[:width]


def _text(cell: str) -> str:
    return plain(cell, {})[0]


def _with_addresses(
    headings: Sequence[str], rows: Sequence[tuple[int, list[str]]]
) -> PrintedList | None:
    """Return a table whose links are cells: in place of «voir», or beside a text that says more."""
    columns: list[tuple[str, list[str]]] = []
    for place, heading in enumerate(headings):
        read = [plain(cells[place], {}) for _, cells in rows]
        texts = [text for text, _, _ in read]
        addresses = [_addresses(links) for _, _, links in read]
        pairs = list(zip(read, addresses, strict=True))
        linked = [text for text, to in zip(texts, addresses, strict=True) if to]
        bare = all(bool(to) and not outside for (text, outside, _), to in pairs if text)
        if linked and bare and _say_nothing(linked, addresses):
            columns.append((heading, addresses))
            continue
        columns.append((heading, texts))
        if linked and not any(name == "URL" for name, _ in columns):
            columns.append(("URL", addresses))
    made = [
        PrintedRow(line, tuple(cells[number] for _, cells in columns))
        for number, (line, _) in enumerate(rows)
    ]
    return listed(ListShape.TABLE, [name for name, _ in columns], made)


def _addresses(links: Sequence[PrintedLink]) -> str:
    real = dict.fromkeys(link.target.replace(";", "%3B") for link in links if is_url(link.target))
    return "; ".join(real)


def _say_nothing(shown: Sequence[str], addresses: Sequence[str]) -> bool:
    """Return whether the texts of links are their addresses, or one and the same word."""
    told = {text for text in shown if text.replace(";", "%3B") not in addresses}
    return not told or (len(shown) > 1 and len(told) <= max(1, len(shown) // _FEW))
