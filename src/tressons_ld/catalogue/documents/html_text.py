"""A page in HTML -> its text in Markdown, with the line of the page for each line of it.

What is kept: headings, paragraphs, items of lists, links, bold and slanted letters, tables, a cell
that spans rows or columns repeated in each (HTML, section 4.9.12). What no reader sees is left out,
and so is what frames a page: ``nav``, ``footer``, ``aside``, forms.
"""

import re
from collections import deque
from html.parser import HTMLParser
from typing import NamedTuple

from tressons_ld.catalogue.documents.text_tables import table_line

MOST_CELLS = 1_000_000
"""Cells of all tables; spans may ask for any number."""
_WIDEST = 1000  # columns that a cell may span, by the specification
_TALLEST = 65_534

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNSEEN = frozenset(
    ["script", "style", "template", "svg", "math", "select", "textarea", "title", "noscript"]
)
_FRAME = frozenset(["nav", "footer", "aside", "form", "dialog"])
_LEFT_OUT = _UNSEEN | _FRAME
_BLOCKS = frozenset(
    ["address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl"]
    + ["dt", "fieldset", "figcaption", "figure", "header", "hgroup", "hr", "html", "legend", "main"]
    + ["menu", "ol", "p", "pre", "section", "summary", "ul"]
)
_BOLD, _SLANTED = frozenset(["b", "strong"]), frozenset(["i", "em", "cite"])
_MARKED = re.compile(r"(?:https?://|www\.)[^\s<>]*|[\\*_\[\]<>|`]|&(?=[#A-Za-z])")
_BLOCK_START = re.compile(r"^(?=[#>+=~-])|^(?=[0-9]{1,3}[.)]\s)")


class MarkdownPage(NamedTuple):
    """A text in Markdown.

    Attributes:
        text: the text.
        lines: the line of the page for each line of it.
        frame: lines of the page where a menu, a foot or the like begins that was left out.
    """

    text: str
    lines: tuple[int, ...]
    frame: tuple[int, ...] = ()


def markdown_of(page: str) -> MarkdownPage:
    """Return the text of a page.

    >>> print(markdown_of("<ul><li><a href='https://example.org/'>Un</a></ul>").text.strip())
    - [Un](https://example.org/)

    Raises:
        MemoryError: its tables have more cells than can be.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    reader.end_page()
    text = "".join(f"{text}\n" for text, _ in reader.written)
    return MarkdownPage(text, reader.lines, tuple(reader.frame))


def with_html_tables(text: str) -> MarkdownPage:
    """Return a text in Markdown whose tables in HTML are tables in Markdown.

    Raises:
        MemoryError: they have more cells than can be.
    """
    written: list[tuple[str, int]] = []
    lines = re.split(r"\r\n|\r|\n", text)
    ends = deque(at for at, line in enumerate(lines) if _TABLE_END.search(line))
    done = 0
    for at, line in enumerate(lines):
        while ends and ends[0] < at:
            ends.popleft()
        if at < done:
            continue
        if not ends or not _TABLE.search(line):
            written.append((line, at + 1))
            continue
        done = ends[0] + 1
        page = markdown_of("\n".join(lines[at:done]))
        made = page.text.split("\n")[:-1]
        written.append(("", at + 1))
        written += [(each, at + own) for each, own in zip(made, page.lines, strict=True)]
    return MarkdownPage(
        "".join(f"{line}\n" for line, _ in written), tuple(line for _, line in written)
    )


_TABLE = re.compile(r"<table[\s>]", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)


class _Table:
    """A table that is being read."""

    def __init__(self) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self.spans: dict[int, tuple[int, str]] = {}  # column -> rows to come, text
        self.cell: list[str] | None = None
        self.columns = self.rows_spanned = 1
        self.cells = 0

    def begin_row(self, line: int) -> int:
        """Begin a row; return how many cells stand in it already."""
        self.rows.append((line, []))
        return self._fill()

    def end_cell(self, text: str) -> int:
        """Put a text where its cell stands; return how many cells that makes."""
        self.cell = None
        row = self.rows[-1][1]
        for _ in range(self.columns):
            if self.rows_spanned > 1:
                self.spans[len(row)] = (self.rows_spanned - 1, text)
            row.append(text)
        return self.columns + self._fill()

    def _fill(self) -> int:
        """Put the cells of earlier rows where they reach into the last one; return how many."""
        row = self.rows[-1][1]
        before = len(row)
        while (span := self.spans.get(len(row))) is not None:
            left, text = span
            if left > 1:
                self.spans[len(row)] = left - 1, text
            else:
                del self.spans[len(row)]
            row.append(text)
        return len(row) - before


class _Reader(HTMLParser):
    """Writes lines of Markdown as it reads."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[tuple[str, int]] = []
        self._text: list[str] = []
        self._line = 1
        self._before = ""
        self._lists: list[int] = []  # 0 for a bulleted one, else the next number
        self._addresses: list[tuple[int, str]] = []
        self._unseen: list[str] = []
        self.frame: list[int] = []
        self._tables: list[_Table] = []
        self._cells = 0

    @property
    def lines(self) -> tuple[int, ...]:
        return tuple(line for _, line in self.written)

    # --- tags

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if self._unseen or tag in _LEFT_OUT:
            if tag in _LEFT_OUT:
                self.end_block()
                if tag in _FRAME and not self._unseen:
                    self.frame.append(self.getpos()[0])
                self._unseen.append(tag)
            return
        if tag in _HEADINGS:
            self._begin("#" * _HEADINGS[tag] + " ")
        elif tag in ("ul", "ol", "menu"):
            self.end_block()
            self._lists.append(1 if tag == "ol" else 0)
        elif tag == "li":
            self._begin(self._marker())
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._addresses.append((len(self._text), given.get("href", "").strip()))
        elif tag in _BOLD or tag in _SLANTED:
            self._text.append(_MARK[tag in _BOLD])
        elif tag == "table" or (self._tables and tag in ("tr", "td", "th")):
            self._table_tag(tag, given)
        elif tag in _BLOCKS:
            self.end_block()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _ENDED_BY_THE_NEXT:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unseen:
            if tag in self._unseen:
                del self._unseen[len(self._unseen) - 1 - self._unseen[::-1].index(tag) :]
            return
        if tag == "a" and self._addresses:
            self._end_link(*self._addresses.pop())
        elif tag in _BOLD or tag in _SLANTED:
            self._text.append(_MARK[tag in _BOLD])
        elif tag == "table" and self._tables:
            self._end_table()
        elif self._tables and tag in ("tr", "td", "th"):
            self._end_cell()
        elif tag in ("ul", "ol", "menu"):
            self.end_block()
            self._before = ""
            if self._lists:
                self._lists.pop()
            if self.written and self.written[-1][0]:
                self.written.append(("", self._line))
        elif tag in _HEADINGS or tag == "li":
            self.end_block()
            self._before = ""
        elif tag in _BLOCKS:
            self.end_block()

    def handle_data(self, data: str) -> None:
        if self._unseen or (self._tables and self._tables[0].cell is None):
            return
        text = re.sub(r"[ \t\r\n\f\x02\x03]+", " ", data)
        if not text.strip() and not self._text:
            return
        if not self._text:
            self._line = self.getpos()[0]
        self._text.append(_MARKED.sub(_escaped, text))

    # --- blocks

    def _begin(self, before: str) -> None:
        self.end_block()
        self._before = before

    def _marker(self) -> str:
        if not self._lists or not self._lists[-1]:
            return "- "
        self._lists[-1] += 1
        return f"{self._lists[-1] - 1}. "

    def _break(self) -> None:
        if self._tables or self._before or self._addresses:
            self._text.append(" ")
            return
        text = _joined(self._text)
        if text:
            self._write(_BLOCK_START.sub(r"\\", text), gap=False)

    def end_block(self) -> None:
        """End the paragraph, the heading or the item that is being read; in a cell, a space."""
        if self._tables:
            if self._text:
                self._text.append(" ")
            return
        text, before = _joined(self._text), self._before
        self._text.clear()
        self._addresses.clear()
        if text:
            self._before = ""
            item = bool(before) and not before.startswith("#")
            self._write(before + (text if before else _BLOCK_START.sub(r"\\", text)), gap=not item)

    def end_page(self) -> None:
        """End what the page has left open: its tables, its last block."""
        while self._tables:
            self._end_table()
        self.end_block()

    def _write(self, text: str, *, gap: bool = True) -> None:
        self._text.clear()
        self.written.append((text, self._line))
        if gap:
            self.written.append(("", self._line))

    def _end_link(self, start: int, address: str) -> None:
        shown = _joined(self._text[start:])
        del self._text[start:]
        if not address or not shown:
            self._text.append(shown)
            return
        target = re.sub(r"([\\<>])", r"\\\1", address.replace("\n", "").replace(" ", "%20"))
        brackets = target.count("(") or target.count(")")
        self._text.append(f"[{shown}]({f'<{target}>' if brackets else target})")

    # --- tables

    def _table_tag(self, tag: str, given: dict[str, str]) -> None:
        if tag == "table":
            self.end_block()
            self._tables.append(_Table())
            return
        table = self._tables[-1]
        if len(self._tables) > 1:
            self._text.append(" ")  # a table within a cell is its text
            return
        self._end_cell()
        if tag == "tr":
            self._made(table.begin_row(self.getpos()[0]))
            return
        if not table.rows:
            self._made(table.begin_row(self.getpos()[0]))
        table.cell = []
        table.columns = min(_number(given.get("colspan")), _WIDEST)
        table.rows_spanned = min(_number(given.get("rowspan")), _TALLEST)

    def _end_cell(self) -> None:
        table = self._tables[0]
        if len(self._tables) > 1:
            self._text.append(" ")
        elif table.cell is not None:
            self._made(table.end_cell(_joined(self._text)))
            self._text.clear()

    def _made(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MOST_CELLS:
            raise MemoryError

    def _end_table(self) -> None:
        if len(self._tables) > 1:
            self._tables.pop()
            return
        self._end_cell()
        (table,) = self._tables
        self._tables.clear()
        self._text.clear()
        rows = [(line, cells) for line, cells in table.rows if any(cells)]
        width = max((len(cells) for _, cells in rows), default=0)
        if width < _LEAST_COLUMNS:
            for line, cells in rows:
                self._line = line
                self._write(cells[0])
            return
        for number, (line, cells) in enumerate(rows):
            self.written.append((table_line((cells + [""] * width)[:width]), line))
            if number == 0:
                self.written.append((f"|{' --- |' * width}", line))
        self.written.append(("", self._line))


_MARK = {True: "\x02", False: "\x03"}
_LEAST_COLUMNS = 2
_ENDED_BY_THE_NEXT = frozenset(["tr", "td", "th"])
"""``<td/>`` begins a cell, which is empty in XHTML, and goes on to the next one in HTML."""


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"[1-9][0-9]{0,5}", text) else 1


def _escaped(match: "re.Match[str]") -> str:
    return match[0] if len(match[0]) > 1 else f"\\{match[0]}"


def _joined(pieces: list[str]) -> str:
    """Return pieces as one text in Markdown; white space stands outside of marks."""
    text = re.sub(r" +", " ", "".join(pieces))
    for sign, mark in (("\x02", "**"), ("\x03", "*")):
        text = re.sub(f"{sign}( ?){sign}", r"\1", text)
        text = re.sub(f"{sign}( ?)([^{sign}]+?)( ?){sign}", rf"\1{mark}\2{mark}\3", text)
        text = text.replace(sign, "")
    return text.strip()
