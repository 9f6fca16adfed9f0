"""The pages of a PDF, as pdfplumber reads them -> their text in Markdown.

A PDF has letters at places, and no paragraphs. What is larger than most of the text is a heading;
a paragraph ends where the gap to the next line is larger than between its lines, or where a line
hangs out to the left as a reference does; a table is what lines or boxes rule; a link is what lies
under its rectangle. Two columns of text are read as one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from tressons_ld.catalogue.documents.text_tables import table_line

_HEADING_RATIO = 1.12
"""Height of a heading to that of most of the text, at least."""
_GAP_RATIO = 1.3
"""Distance of lines in two paragraphs to that in one, at least."""
_TIGHTEST, _TIGHT = 0.9, 1.35
"""Distance of two lines of a paragraph to their height: at least, and where none is nearer."""
_INDENT = 4.0
"""Points by which a line hangs in or out."""
_LEVELS = 6
_REPEATED = 3
"""Pages on which a line at the same height is a running head or foot."""
_BULLET = re.compile(r"^[•●▪‣◦·–−-]\s+|^o\s(?=[A-ZÀ-Ü])|^[0-9]{1,3}[.)]\s+")
_SLANTED = re.compile("italic|oblique", re.IGNORECASE)
_MARK = "\x03"
"""Of slanted letters, until the lines of a paragraph are one text."""
_TOUCHING = 1.0
"""Points between two pieces of one word, at most."""
_ITEM = re.compile(r"- |[0-9]{1,3}\. ")
_MARKED = re.compile(r"(?:https?://|www\.)\S*|[\\*_\[\]<>|`]")
_BLOCK_START = re.compile(r"^(?=[#>+=~-])")


class _Line(NamedTuple):
    """A line of text on a page; places in points from its upper left corner."""

    text: str
    size: float
    bold: bool
    left: float
    top: float
    bottom: float


@dataclass(frozen=True)
class _Table:
    """A table on a page: its rows, and where it begins and ends."""

    rows: list[list[str]]
    top: float
    bottom: float


def markdown_of_pages(pages: Iterable[Any]) -> str:
    """Return the text of the pages of a PDF.

    Args:
        pages: those of pdfplumber; each is forgotten once it is read.
    """
    read: list[list[_Line | _Table]] = []
    for page in pages:
        read.append(_blocks(page))
        page.close()
    running = _running(read)
    sizes: Counter[float] = Counter()
    for block in (block for blocks in read for block in blocks):
        if isinstance(block, _Line):
            sizes[block.size] += len(block.text)
    body = sizes.most_common(1)[0][0] if sizes else 0.0
    larger = sorted((size for size in sizes if size > body * _HEADING_RATIO), reverse=True)
    writer = _Writer(
        {size: min(at, _LEVELS) for at, size in enumerate(larger, start=1)}, _pitch(read)
    )
    for blocks in read:
        for block in blocks:
            if isinstance(block, _Table):
                writer.table(block)
            elif _key(block) not in running:
                writer.line(block)
        writer.end_page()
    return writer.text()


# --- what stands on a page --------------------------------------------------------------------


def _blocks(page: Any) -> list[_Line | _Table]:
    tables = [(table.bbox, table) for table in page.find_tables() if len(table.rows) > 1]
    links = [link for link in page.hyperlinks if link.get("uri")]
    words = page.extract_words(extra_attrs=["fontname", "size"], x_tolerance=2)
    blocks: list[_Line | _Table] = []
    for box, table in tables:
        rows = [
            [_cell(cell, words, links) if cell else "" for cell in row.cells] for row in table.rows
        ]
        blocks.append(_Table(rows, box[1], box[3]))
    outside = [word for word in words if not any(_within(word, box) for box, _ in tables)]
    blocks += _lines(outside, links)
    return sorted(blocks, key=lambda block: block.top)


def _within(word: Any, box: Sequence[float]) -> bool:
    x, y = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _cell(box: Sequence[float], words: Sequence[Any], links: Sequence[Any]) -> str:
    lines = _lines([word for word in words if _within(word, box)], links)
    return _one_text(line.text for line in lines)


def _lines(words: Sequence[Any], links: Sequence[Any]) -> list[_Line]:
    rows: list[list[Any]] = []
    for word in sorted(words, key=lambda one: (one["bottom"], one["x0"])):
        if rows and abs(word["bottom"] - rows[-1][0]["bottom"]) <= word["size"] / 3:
            rows[-1].append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda one: one["x0"]), links) for row in rows]


def _line(words: Sequence[Any], links: Sequence[Any]) -> _Line:
    # Where each piece leads, whether it is slanted, its text.
    pieces: list[tuple[str, bool, str]] = []
    between = ""
    for word, after in zip(words, [*words[1:], None], strict=True):
        target = next((link["uri"] for link in links if _within(word, _box(link))), "")
        slanted = bool(_SLANTED.search(word["fontname"]))
        text = between + _MARKED.sub(_escaped, word["text"])
        if pieces and pieces[-1][:2] == (target, slanted):
            pieces[-1] = target, slanted, pieces[-1][2] + text
        else:
            pieces.append((target, slanted, text))
        between = " " if after is None or after["x0"] - word["x1"] > _TOUCHING else ""
    text = "".join(_piece(*piece) for piece in pieces)
    sizes = Counter(round(float(word["size"]), 1) for word in words)
    bold = all("bold" in word["fontname"].lower() for word in words)
    return _Line(
        text,
        sizes.most_common(1)[0][0],
        bold,
        float(words[0]["x0"]),
        float(min(word["top"] for word in words)),
        float(max(word["bottom"] for word in words)),
    )


def _piece(target: str, slanted: bool, text: str) -> str:
    bare = text.lstrip()
    space = text[: len(text) - len(bare)]
    marked = f"{_MARK}{bare}{_MARK}" if slanted else bare
    return f"{space}[{marked}]({_target(target)})" if target else space + marked


def _box(link: Any) -> tuple[float, float, float, float]:
    return link["x0"], link["top"], link["x1"], link["bottom"]


def _target(address: str) -> str:
    plain = address.replace(" ", "%20")
    return f"<{plain}>" if "(" in plain or ")" in plain else plain


def _escaped(match: "re.Match[str]") -> str:
    return match[0] if len(match[0]) > 1 else f"\\{match[0]}"


def _one_text(lines: Iterable[str]) -> str:
    text = ""
    for line in lines:
        if text.endswith("-") and line[:1].islower():
            text += line
        elif text.endswith("\u00ad"):
            text = text[:-1] + line
        else:
            text += f" {line}" if text else line
    text = text.replace(f"{_MARK} {_MARK}", " ").replace(_MARK, "*")
    # A link that runs over two lines is one.
    return re.sub(r"\]\((?P<to>[^()\s]+)\) ?\[(?P<more>[^\[\]]*)\]\((?P=to)\)", _rejoined, text)


def _rejoined(match: "re.Match[str]") -> str:
    return f" {match['more']}]({match['to']})"


def _key(line: _Line) -> tuple[str, int]:
    return re.sub(r"[0-9]+", "0", line.text), round(line.top)


def _running(pages: Sequence[Sequence[_Line | _Table]]) -> set[tuple[str, int]]:
    """Return the lines that stand at one height of many pages, their numbers aside."""
    times: Counter[tuple[str, int]] = Counter()
    for blocks in pages:
        times.update({_key(block) for block in blocks if isinstance(block, _Line)})
    least = max(_REPEATED, len(pages) // 2)
    return {key for key, number in times.items() if number >= least}


def _pitch(pages: Sequence[Sequence[_Line | _Table]]) -> dict[float, float]:
    """Return the usual distance of two lines of a size."""
    distances: dict[float, Counter[float]] = {}
    for blocks in pages:
        lines = [block for block in blocks if isinstance(block, _Line)]
        for above, below in zip(lines, lines[1:], strict=False):
            if above.size == below.size:
                counted = distances.setdefault(above.size, Counter())
                counted[round(below.bottom - above.bottom, 1)] += 1
    return {
        size: min([size * _TIGHT, *(one for one in found if one >= size * _TIGHTEST)])
        for size, found in distances.items()
    }


# --- Markdown ---------------------------------------------------------------------------------


class _Writer:
    """Writes lines and tables as blocks of Markdown."""

    def __init__(self, levels: dict[float, int], pitch: dict[float, float]) -> None:
        self._levels, self._pitch = levels, pitch
        self._blocks: list[str] = []
        self._open: list[_Line] = []
        self._new_page = False
        self._width = 0

    def line(self, line: _Line) -> None:
        """Add a line: to the paragraph that is open, or as the first one of another."""
        if self._open and self._begins(line, self._open):
            self._close()
        self._open.append(line)
        self._new_page = False

    def table(self, table: _Table) -> None:
        """Add a table; one that goes on upon the next page is the same."""
        goes_on = self._new_page and not self._open and self._width == len(table.rows[0])
        self._close()
        rows = [table_line(cells) for cells in table.rows]
        if goes_on:
            head = self._blocks[-1].partition("\n")[0]
            kept = rows[1:] if rows[0] == head else rows
            self._blocks[-1] = "\n".join([self._blocks[-1], *kept])
        else:
            rows.insert(1, "|" + " --- |" * len(table.rows[0]))
            self._blocks.append("\n".join(rows))
        self._width = len(table.rows[0])
        self._new_page = False

    def end_page(self) -> None:
        """Begin another page: a paragraph may go on there."""
        self._new_page = True

    def text(self) -> str:
        """Return what was written."""
        self._close()
        text = ""
        for block in self._blocks:
            items = _ITEM.match(block) and _ITEM.match(text.rpartition("\n")[2])
            text += ("\n" if items else "\n\n" if text else "") + block
        return text + "\n"

    def _begins(self, line: _Line, before: list[_Line]) -> bool:
        """Return whether a line begins a paragraph."""
        last, first = before[-1], before[0]
        if line.size != last.size or line.bold != last.bold or _BULLET.match(line.text):
            return True
        if self._new_page:
            return not line.text[:1].islower()
        usual = self._pitch.get(line.size, line.size * _TIGHT)
        if line.bottom - last.bottom > usual * _GAP_RATIO or line.bottom <= last.bottom:
            return True
        hanging = len(before) > 1 and last.left > first.left + _INDENT
        return hanging and line.left < last.left - _INDENT

    def _close(self) -> None:
        if not self._open:
            return
        first, text = self._open[0], _one_text(line.text for line in self._open)
        self._open = []
        self._width = 0
        if level := self._levels.get(first.size):
            self._blocks.append(f"{'#' * level} {text}")
        elif marker := _BULLET.match(text):
            number = re.match(r"[0-9]+", marker[0])
            mark = f"{number[0]}. " if number else "- "
            self._blocks.append(mark + text[marker.end() :])
        elif first.bold:
            self._blocks.append(f"**{text}**")
        else:
            self._blocks.append(_BLOCK_START.sub(r"\\", text))
