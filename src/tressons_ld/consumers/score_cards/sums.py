"""The sums of some cards as plain values, to be added up with those of others.

Counts of cells are left out: one cell of a shared table may be told by many datasets, and only who
sees all of them can count it once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from tressons_ld.consumers.score_cards.card import JUDGES, Card, JudgeName
from tressons_ld.consumers.score_cards.tally import CatalogueCard
from tressons_ld.findings.language import Text


class Gain(NamedTuple):
    """What filling a column would win in the whole catalogue, in points of each judge."""

    file: str
    column: str
    do: Text
    points: dict[JudgeName, int]


class IndicatorSum(NamedTuple):
    """An indicator: what it is worth, and how many datasets have won it, may have, or lost it."""

    label: Text
    points: int
    won: int
    unmeasured: int
    lost: int


def sums_of(cards: Iterable[Card]) -> Any:
    """Return the sums of some cards, as JSON has it."""
    whole = CatalogueCard("")
    for card in cards:
        whole.add(card)
    return {
        "number": whole.number,
        "stars": sorted(whole.stars.items()),
        "judges": {
            judge: [
                tally.least,
                tally.most,
                [
                    [point.name, *point.label, point.points]
                    + [tally.states[point.name][state] for state in ("won", "unmeasured", "lost")]
                    for point in whole.sample.get(judge, ())
                ],
            ]
            for judge, tally in whole.tallies.items()
        },
        "gains": [
            [each.file, each.column, *each.do, [each.points[judge] for judge in JUDGES]]
            for each in whole.mendings()
        ],
    }


class CardSums:
    """The sums of all cards, while those of some are added.

    Attributes:
        number: of datasets.
        stars: how many have so many stars.
        least: of each judge, the points that are won whatever the network says.
        most: the same if all that is not measured is won.
    """

    def __init__(self) -> None:
        self.number = 0
        self.stars = Counter[int]()
        self.least, self.most = Counter[JudgeName](), Counter[JudgeName]()
        self._indicators: dict[tuple[JudgeName, str], IndicatorSum] = {}
        self._gains: dict[tuple[str, str, Text], Counter[JudgeName]] = {}

    def add(self, sums: Any) -> None:
        """Add what :func:`sums_of` returned for some."""
        self.number += sums["number"]
        for stars, number in sums["stars"]:
            self.stars[stars] += number
        for judge in JUDGES:
            least, most, indicators = sums["judges"][judge]
            self.least[judge] += least
            self.most[judge] += most
            for name, french, english, points, *counts in indicators:
                known = self._indicators.get((judge, name))
                before = known[2:] if known else (0, 0, 0)
                after = [one + more for one, more in zip(before, counts, strict=True)]
                label = Text(french, english)
                self._indicators[judge, name] = IndicatorSum(label, points, *after)
        for file, column, french, english, points in sums["gains"]:
            gain = self._gains.setdefault((file, column, Text(french, english)), Counter())
            gain.update(dict(zip(JUDGES, points, strict=True)))

    def mean(self, points: int) -> float:
        """Return a sum of points per dataset, to one decimal."""
        return round(points / self.number, 1) if self.number else 0.0

    def indicators(self, judge: JudgeName) -> list[IndicatorSum]:
        """Return the indicators of a judge, in its order."""
        return [each for (of, _), each in self._indicators.items() if of == judge]

    def gains(self) -> list[Gain]:
        """Return what to fill, the most rewarding first."""
        gains = [
            Gain(file, column, do, {judge: points[judge] for judge in JUDGES})
            for (file, column, do), points in self._gains.items()
        ]
        order = JUDGES
        return sorted(gains, key=lambda it: (*(-it.points[j] for j in order), it.file, it.column))
