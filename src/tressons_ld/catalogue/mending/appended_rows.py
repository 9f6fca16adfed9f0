"""Rows put at the end of a table that lies in a file, whose bytes stay what they are."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from tressons_ld.catalogue.mending.delimited_text import rows_in
from tressons_ld.catalogue.tables.delimited import DelimitedFile
from tressons_ld.catalogue.tables.review_marks import REVIEW, ReviewColumn
from tressons_ld.catalogue.tables.rows import Table

_MARK = b"\xef\xbb\xbf"


class CsvStyle(NamedTuple):
    """How a text of cells is written.

    Attributes:
        codec: its encoding, in Python's words.
        delimiter: between two cells.
        line_end: of each row.
        all_quoted: whether each cell is in quotation marks.
        marked: whether it begins with a byte order mark.
    """

    codec: str = "utf-8"
    delimiter: str = ","
    line_end: str = "\n"
    all_quoted: bool = False
    marked: bool = False

    def text(self, rows: Sequence[Sequence[str]]) -> str:
        """Return rows as a text."""
        out = io.StringIO(newline="")
        csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator=self.line_end,
            quoting=csv.QUOTE_ALL if self.all_quoted else csv.QUOTE_MINIMAL,
        ).writerows(rows)
        return out.getvalue()


def style_of(table: Table) -> CsvStyle | None:
    """Return how the file of a table is written; None where it is no plain text of cells."""
    form = table.form
    if not isinstance(form, DelimitedFile) or form.path.suffix.lower() == ".gz":
        return None
    content = form.path.read_bytes()
    codec = "utf-8" if form.encoding == "utf-8-sig" else form.encoding
    lines = content.splitlines(keepends=True)[form.names_delimiter :]
    first = lines[0] if lines else b""
    end = next((each for each in (b"\r\n", b"\n", b"\r") if first.endswith(each)), b"\n")
    quoted = first.removeprefix(_MARK).startswith(b'"') and first.rstrip().endswith(b'"')
    marked = content.startswith(_MARK)
    return CsvStyle(codec, form.delimiter, end.decode(), quoted, marked)


def with_rows(
    table: Table, path: Path, rows: Sequence[Mapping[str, str]], language: str
) -> bytes | None:
    """Return the bytes of a table with rows at its end; None where they cannot be put there.

    What stands in the file stays as it is, byte for byte; a table that lacks the column of the
    marks is given it as its last one: that is a delimiter more at the end of each row.

    Args:
        table: as it is read.
        path: of its file.
        rows: column -> text, the mark under REVIEW in the language.
        language: of the heading of that column, where the table lacks it.
    """
    style = style_of(table)
    if style is None:
        return None
    content = path.read_bytes()
    mark = _MARK if style.marked else b""
    text = content.removeprefix(mark).decode(style.codec, "surrogateescape")
    review = table.review
    try:
        before = _cells(text, style)
        if review is None:
            width = max(map(len, before[table.header_row - 1 :]), default=0)
            review = ReviewColumn(width, REVIEW.in_language(language))
            text = _with_column(text, style, table.header_row, review)
        lines = [_line(table, review, row, language) for row in rows]
        if text and not text.endswith(("\n", "\r")):
            text += style.line_end
        text += style.text(lines)
        after = _cells(text, style)
        new = text.encode(style.codec, "surrogateescape")
    except (csv.Error, UnicodeEncodeError):
        return None
    kept = after[: len(before)]
    same = all(now[: len(was)] == was for was, now in zip(before, kept, strict=True))
    return mark + new if same and after[len(before) :] == lines else None


def new_table(rows: Sequence[Mapping[str, str]], style: CsvStyle) -> bytes | None:
    """Return the bytes of a table of these rows; None where its encoding lacks a character."""
    names = [name for name in rows[0] if any(row[name] for row in rows)]
    lines = [names, *([row[name] for name in names] for row in rows)]
    try:
        content = style.text(lines).encode(style.codec)
    except UnicodeEncodeError:
        return None
    return (_MARK if style.marked else b"") + content


def _cells(text: str, style: CsvStyle) -> list[list[str]]:
    lines = io.StringIO(text, newline="")
    return list(csv.reader(lines, delimiter=style.delimiter, strict=True))


def _line(table: Table, review: ReviewColumn, row: Mapping[str, str], language: str) -> list[str]:
    headings = table.header.columns
    width = 1 + max(review.at, len(table.names) - 1, *(place for place, _ in headings.values()))
    cells = [""] * width
    for name, (place, _) in headings.items():
        if name in row and name not in table.header.constants:
            cells[place] = row[name]
    cells[review.at] = row[REVIEW.in_language(language)]
    return cells


def _with_column(text: str, style: CsvStyle, header_row: int, review: ReviewColumn) -> str:
    """Return the text with a column more behind the last one, empty but for its heading."""
    done: list[str] = []
    at = 0
    for row in rows_in(text, style.delimiter):
        if row.number < header_row or not text[row.span.start : row.span.end].strip():
            continue
        heading = [review.heading] if row.number == header_row else [""]
        added = [""] * (review.at - len(row.cells)) + heading
        more = style.text([["", *added]]).removesuffix(style.line_end)
        done += (text[at : row.span.end], more[2:] if style.all_quoted else more)
        at = row.span.end
    return "".join((*done, text[at:]))
