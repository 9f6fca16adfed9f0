"""The figure of an answer that counts: a bar a row, or a circle for each crossing."""

from collections.abc import Sequence
from typing import NamedTuple

from tressons_ld.rdf.terms import Literal, Term, is_blank, is_iri, is_lexical, literal_parts
from tressons_ld.rdf.vocabularies import XSD
from tressons_ld.site.captions import caption
from tressons_ld.site.drawing import Drawing, fits_across, grid, lying_bars
from tressons_ld.site.interface_texts import Texts
from tressons_ld.site.views import Caption, LangString
from tressons_ld.sparql.results import SelectResult

MOST_BARS = 30
"""Bars of a figure: the first rows."""

_INTEGERS = {XSD.integer, XSD.nonNegativeInteger}
_MOST_DIGITS = 15


class AnswerFigure(NamedTuple):
    """The figure of an answer.

    Attributes:
        drawing: its shapes.
        summary: what it shows, in a sentence.
    """

    drawing: Drawing
    summary: Caption


def figure_of(result: SelectResult, texts: Texts) -> AnswerFigure | None:
    """Return the figure of an answer; None where its rows are no numbers of things.

    They are where the last column holds whole numbers and the names before it tell the rows apart:
    the nearest column of words alone, crossed with another one where its words fit over circles,
    else another column alone, or both in the label of a bar.

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
    written = {number: texts.number(number) for number in numbers}
    most = numbers.index(max(numbers))

    def bars(*places: int) -> AnswerFigure | None:
        labels = [_joined([_label(row[place], texts) for place in places]) for row in rows]
        if len(set(labels)) < len(labels):
            return None
        drawing = lying_bars(list(zip(labels, numbers, strict=True)), written)
        return AnswerFigure(drawing, summary(*places))

    def circles(*places: int) -> AnswerFigure | None:
        crossing = _crossing(rows, places, numbers, texts)
        return AnswerFigure(crossing, summary(*places)) if crossing else None

    def summary(*places: int) -> Caption:
        label = [_label(rows[most][place], texts) for place in places]
        return caption(texts, "questions", "figure", label, value=written[numbers[most]])

    *others, nearest = words
    pairs = [(other, nearest) for other in reversed(others)]
    return (
        bars(nearest)
        or next(filter(None, (circles(*pair) for pair in pairs)), None)
        or next(filter(None, (bars(*each) for each in (*zip(reversed(others)), *pairs))), None)
    )


def _crossing(
    rows: Sequence[Sequence[Term | None]], places: Sequence[int], numbers: list[int], texts: Texts
) -> Drawing | None:
    """Return a grid of two columns of words; None if they do not tell the rows apart, or fit."""
    down, across = places
    cells = {
        (_label(row[down], texts), _label(row[across], texts).text): number
        for row, number in zip(rows, numbers, strict=True)
    }
    columns = sorted({column for _, column in cells})
    if len(cells) < len(rows) or not all(columns) or not fits_across(columns):
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


def _joined(labels: Sequence[LangString]) -> LangString:
    """Return one label, in another language where all of them are."""
    languages = {label.lang for label in labels}
    return LangString(
        ", ".join(label.text for label in labels if label.text),
        languages.pop() if len(languages) == 1 else "",
    )


def _label(term: Term | None, texts: Texts) -> LangString:
    text, _, language = literal_parts(Literal(term or ""))
    return LangString(text, language if language and language != texts.language else "")
