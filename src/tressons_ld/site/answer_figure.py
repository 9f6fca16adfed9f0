"""The figure of an answer that counts: a bar a row, or a circle for each crossing."""

from collections.abc import Sequence
from typing import NamedTuple

from tressons_ld.rdf.terms import Literal, Term, is_blank, is_iri, is_lexical, literal_parts
from tressons_ld.rdf.vocabularies import XSD
from tressons_ld.site.drawing import Drawing, grid, lying_bars
from tressons_ld.site.interface_texts import Texts
from tressons_ld.site.views import LangString
from tressons_ld.sparql.results import SelectResult

MOST_BARS = 30
"""Bars of a figure: the first rows."""

_MOST_ACROSS = 8
_INTEGERS = {XSD.integer, XSD.nonNegativeInteger}
_MOST_DIGITS = 15


class AnswerFigure(NamedTuple):
    """The figure of an answer.

    Attributes:
        drawing: its shapes.
        summary: what it shows, in a sentence.
    """

    drawing: Drawing
    summary: str


def figure_of(result: SelectResult, texts: Texts) -> AnswerFigure | None:
    """Return the figure of an answer; None where its rows are no numbers of things.

    They are where the last column holds whole numbers and the names before it tell the rows apart:
    the nearest column of words alone, or with another one.

    Args:
        result: the answer, its rows in the order in which they are shown.
        texts: the words of the language of the page.
    """
    rows = list(result.rows[:MOST_BARS])
    counted = [place for place, _ in enumerate(result.variables) if _are_numbers(rows, place)]
    if len(rows) < 2 or counted[-1:] != [len(result.variables) - 1]:
        return None
    numbers = [_number(row[-1]) for row in rows]
    words = [
        place
        for place, _ in enumerate(result.variables)
        if place not in counted and all(_is_text(row[place]) for row in rows)
    ]
    if not any(numbers) or not words:
        return None
    labels = [_label(row[words[-1]], texts) for row in rows]
    written = {number: texts.number(number) for number in numbers}
    most, value = numbers.index(max(numbers)), written[max(numbers)]

    def summary(*places: int) -> str:
        label = ", ".join(_label(rows[most][place], texts).text for place in places)
        return texts("questions", "figure", label=label, value=value)

    if len(set(labels)) == len(labels):
        drawing = lying_bars(list(zip(labels, numbers, strict=True)), written)
        return AnswerFigure(drawing, summary(words[-1]))
    across = words[-1]
    for down in reversed(words[:-1]):
        if crossing := _crossing(rows, (down, across), numbers, texts):
            return AnswerFigure(crossing, summary(down, across))
    return None


def _crossing(
    rows: Sequence[Sequence[Term | None]], places: tuple[int, int], numbers: list[int], texts: Texts
) -> Drawing | None:
    """Return a grid of two columns of words; None if they do not tell the rows apart."""
    down, across = places
    cells = {
        (_label(row[down], texts), _label(row[across], texts).text): number
        for row, number in zip(rows, numbers, strict=True)
    }
    columns = sorted({column for _, column in cells})
    if len(cells) < len(rows) or len(columns) > _MOST_ACROSS:
        return None
    lines = dict.fromkeys(line for line, _ in cells)
    table = [(line, [cells.get((line, each), 0) for each in columns]) for line in lines]
    return grid(table, columns, {number: texts.number(number) for number in (0, *numbers)})


def _are_numbers(rows: Sequence[Sequence[Term | None]], place: int) -> bool:
    return bool(rows) and all(_number(row[place]) >= 0 for row in rows)


def _number(term: Term | None) -> int:
    """Return a whole number; one below 0 for what is none."""
    if not _is_text(term):
        return -1
    text, datatype, _ = literal_parts(Literal(term or ""))
    # A store gives back what was written, a whole number or not.
    is_whole = f"<{datatype}>" in _INTEGERS and is_lexical(text, "integer")
    return int(text) if is_whole and len(text) <= _MOST_DIGITS else -1


def _is_text(term: Term | None) -> bool:
    return term is not None and not is_iri(term) and not is_blank(term)


def _label(term: Term | None, texts: Texts) -> LangString:
    text, _, language = literal_parts(Literal(term or ""))
    return LangString(text, language if language and language != texts.language else "")
