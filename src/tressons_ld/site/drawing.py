"""Numbers -> shapes: bars that lie, bars that stand, and a grid of circles, without any style.

A drawing is 360 wide whatever it shows, so that its words can be read on a narrow screen.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import sqrt
from typing import NamedTuple

from tressons_ld.site.page_size import cut
from tressons_ld.site.views import LangString

WIDTH = 360
_LINE = 15
_BAR = 10
_ROW = 34
_LONGEST_LABEL = 52
_LETTER = 6.5
"""How wide a letter is at most, on the whole."""


class Box(NamedTuple):
    """A rectangle: its left upper corner, its sides."""

    x: float
    y: float
    width: float
    height: float


class Disc(NamedTuple):
    """A circle: its centre, its radius."""

    x: float
    y: float
    radius: float


class Label(NamedTuple):
    """Words at a place; ``anchor`` says which end stands there, ``lang`` another language."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    lang: str = ""


class Drawing(NamedTuple):
    """Shapes on a sheet of a height."""

    height: float
    boxes: Sequence[Box] = ()
    discs: Sequence[Disc] = ()
    labels: Sequence[Label] = ()


def fits_across(labels: Sequence[str]) -> bool:
    """Return whether labels find room beside each other.

    >>> fits_across(["2020"] * 12), fits_across(["2020"] * 13), fits_across(["Territoires"] * 5)
    (True, False, False)
    """
    return _wide(labels) + 4 <= WIDTH / max(1, len(labels))


def lying_bars(values: Sequence[tuple[LangString, int]], texts: Mapping[int, str]) -> Drawing:
    """Return a bar for each value, under its label.

    Args:
        values: label and number, which is not negative.
        texts: number -> how it is written.
    """
    most = max((number for _, number in values), default=0) or 1
    room = WIDTH - 50
    boxes, labels = [], []
    for place, (label, number) in enumerate(values):
        top = place * _ROW
        width = _rounded(room * number / most)
        labels.append(Label(0, top + _LINE - 3, shortened(label.text), lang=label.lang))
        boxes.append(Box(0, top + _LINE + 2, width, _BAR))
        labels.append(Label(_rounded(width + 5), top + _LINE + 2 + _BAR - 1, texts[number]))
    return Drawing(len(values) * _ROW, boxes, (), labels)


def standing_bars(values: Sequence[tuple[LangString, int]], texts: Mapping[int, str]) -> Drawing:
    """Return a bar for each value, over its label; see :func:`lying_bars`."""
    most = max((number for _, number in values), default=0) or 1
    tall, step = 120, WIDTH / max(1, len(values))
    boxes, labels = [], []
    for place, (label, number) in enumerate(values):
        middle, height = _rounded((place + 0.5) * step), _rounded(tall * number / most)
        width = _rounded(min(step * 0.7, 40))
        if number:
            left, top = _rounded(middle - width / 2), _rounded(_LINE + tall - height)
            boxes.append(Box(left, top, width, height))
            labels.append(Label(middle, _rounded(top - 4), texts[number], "middle"))
        labels.append(Label(middle, tall + 2 * _LINE, label.text, "middle"))
    return Drawing(tall + 2 * _LINE + 5, boxes, (), labels)


def grid(
    rows: Sequence[tuple[LangString, Sequence[int]]],
    columns: Sequence[str],
    texts: Mapping[int, str],
) -> Drawing:
    """Return a circle for each number that is not 0, its area as the number.

    Args:
        rows: label, and a number for each column.
        columns: their labels.
        texts: number -> how it is written.
    """
    most = max((number for _, numbers in rows for number in numbers), default=0) or 1
    step = WIDTH / max(1, len(columns))
    largest = min(step / 2 - 1, 10)
    # A number stands beside its circle, or below it where columns are narrow.
    is_beside = largest + 2 + _wide(texts.values()) <= step / 2
    row = 46 if is_beside else 58
    discs = []
    labels = [
        Label(_rounded((place + 0.5) * step), _LINE - 3, label, "middle")
        for place, label in enumerate(columns)
    ]
    for line, (label, numbers) in enumerate(rows):
        top = _LINE + 6 + line * row
        labels.append(Label(0, top + _LINE - 3, shortened(label.text), lang=label.lang))
        for place, number in enumerate(numbers):
            if number:
                middle, centre = _rounded((place + 0.5) * step), top + _LINE + 12
                radius = _rounded(max(1.5, largest * sqrt(number / most)))
                discs.append(Disc(middle, centre, radius))
                if is_beside:
                    side = _rounded(middle + radius + 2)
                    labels.append(Label(side, centre + 4, texts[number]))
                else:
                    labels.append(Label(middle, centre + 22, texts[number], "middle"))
    return Drawing(_LINE + 6 + len(rows) * row, (), discs, labels)


def _wide(texts: Iterable[str]) -> float:
    """Return the width of the widest of some texts."""
    return max(map(len, texts), default=0) * _LETTER


def shortened(label: str) -> str:
    """Return a label that fits on the sheet; the table has it whole.

    >>> shortened("mot " * 20)
    'mot mot mot mot mot mot mot mot mot mot mot mot…'
    """
    return cut(label, _LONGEST_LABEL)


def _rounded(number: float) -> float:
    """Return a number as short as it may be written: no more than a tenth is seen."""
    tenths = round(number * 10)
    return tenths // 10 if tenths % 10 == 0 else tenths / 10
