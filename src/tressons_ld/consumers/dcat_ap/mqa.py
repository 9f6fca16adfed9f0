"""The Metadata Quality Assessment of data.europa.eu: 405 points, indicator by indicator.

The points and the way they are counted are those of the portal's methodology
(https://data.europa.eu/mqa/methodology) and of its code, piveau-metrics-score: presence alone
counts (ten keywords are worth one), all points of a distribution come from the *one* best
distribution of the dataset, a catalogue has the mean of its datasets.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from tressons_ld.consumers.dcat_ap.indicators import (
    INDICATORS,
    Dimension,
    Indicator,
)
from tressons_ld.consumers.score.facts import (
    NOTHING,
    DatasetFacts,
    PropertyValues,
)
from tressons_ld.consumers.score.judging import State
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

RATINGS = (
    (351, "excellent", sentence("dcatap.excellent")),
    (221, "good", sentence("dcatap.good")),
    (121, "sufficient", sentence("dcatap.sufficient")),
    (0, "bad", sentence("dcatap.bad")),
)
"""The least number of points of each band, its name in the portal's data, and its name."""


class Mark(NamedTuple):
    """An indicator's verdict on one dataset, and why it is not won."""

    indicator: Indicator
    state: State
    why: Text


@dataclass(frozen=True, slots=True)
class Assessment:
    """All marks of one dataset.

    Attributes:
        marks: one per indicator, in the order of :data:`INDICATORS`.
        file: the place of the distribution that was counted among the dataset's, or None.
    """

    marks: tuple[Mark, ...]
    file: int | None

    def least(self, dimension: Dimension | None = None) -> int:
        """Return the points won whatever the network says."""
        return self._points(("won",), dimension)

    def most(self, dimension: Dimension | None = None) -> int:
        """Return the points if everything that is not measured here is won."""
        return self._points(("won", "unmeasured"), dimension)

    def state(self, name: str) -> State:
        """Return the state of an indicator."""
        return next(mark.state for mark in self.marks if mark.indicator.name == name)

    def _points(self, states: Iterable[State], dimension: Dimension | None) -> int:
        return sum(
            mark.indicator.points
            for mark in self.marks
            if mark.state in states and dimension in (None, mark.indicator.dimension)
        )


def rating(points: float) -> Text:
    """Return the portal's word for a number of points.

    >>> rating(350.9).en, rating(351).en
    ('good', 'excellent')
    """
    return next(label for least, _, label in RATINGS if points >= least)


def rating_name(points: float) -> str:
    """Return the name of the band in the portal's data.

    >>> rating_name(120)
    'bad'
    """
    return next(name for least, name, _ in RATINGS if points >= least)


def assess(facts: DatasetFacts) -> Assessment:
    """Return the marks of a dataset, those of its distributions from the best one.

    The best is the one with the most points at best, then at least, then the first stated.
    """
    of_dataset = {
        each.name: Mark(each, *each.judge(facts, NOTHING))
        for each in INDICATORS
        if each.of == "dataset"
    }

    def marks(file: PropertyValues) -> tuple[Mark, ...]:
        return tuple(
            [
                of_dataset.get(each.name) or Mark(each, *each.judge(facts, file))
                for each in INDICATORS
            ]
        )

    tried = [Assessment(marks(file), place) for place, file in enumerate(facts.files)]
    if len(tried) < 2:
        return tried[0] if tried else Assessment(marks(NOTHING), None)
    return max(tried, key=lambda each: (each.most(), each.least(), -(each.file or 0)))
