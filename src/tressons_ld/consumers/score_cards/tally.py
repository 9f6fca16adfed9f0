"""The card of a catalogue: the cards of its datasets, added up one after the other.

The portal gives a catalogue the mean of its datasets. Nothing is kept of a dataset but its sums.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tressons_ld.consumers.dcat_ap.mqa import RATINGS, rating_name
from tressons_ld.consumers.score_cards.card import (
    JUDGES,
    Card,
    Judgement,
    JudgeName,
    Point,
)
from tressons_ld.findings.finding import Location
from tressons_ld.findings.language import Text


class Mending(NamedTuple):
    """One column or setting, and what filling its empty cells would win in the whole catalogue.

    Attributes:
        file: path from the catalogue folder.
        column: name of the column, or key of the setting.
        do: what to write.
        cells: how many cells.
        points: what they would win, by judge, over all datasets.
    """

    file: str
    column: str
    do: Text
    cells: int
    points: dict[JudgeName, int]


@dataclass
class PointTally:
    """The sums of one judge.

    Attributes:
        least: sum of what is won whatever the network says.
        most: sum of what is won if everything not measured is.
        ceiling: sum of what is honestly won when every cell is filled.
        scores: how many datasets have so many points at best.
        states: how many datasets have won, lost… each indicator.
    """

    least: int = 0
    most: int = 0
    ceiling: int = 0
    scores: Counter[int] = field(default_factory=Counter)
    states: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, judgement: Judgement) -> None:
        """Add the judgement of one dataset."""
        self.least += judgement.least
        self.most += judgement.most
        self.ceiling += judgement.ceiling
        self.scores[judgement.most] += 1
        for each in judgement.points:
            self.states[each.name][each.state] += 1

    def bands(self) -> dict[str, int]:
        """Return how many datasets are in each band of the portal, the best band first."""
        found = Counter[str]()
        for score, number in self.scores.items():
            found[rating_name(score)] += number
        return {name: found[name] for _, name, _ in RATINGS}

    def spread(self) -> tuple[int, int, int]:
        """Return the least, the median (the lower one of two) and the greatest score."""
        middle, passed = (self.scores.total() + 1) // 2, 0
        ordered = sorted(self.scores)
        for score in ordered:
            passed += self.scores[score]
            if passed >= middle:
                return ordered[0], score, ordered[-1]
        return 0, 0, 0


class _Sum:
    """What the cells of one column would win."""

    def __init__(self) -> None:
        self.cells = 0
        self.points: Counter[JudgeName] = Counter()


class CatalogueCard:
    """The card of a catalogue, while it is added up.

    Attributes:
        number: how many datasets were added.
        tallies: the sums of each judge.
        stars: how many datasets have so many stars.
        sample: the points of the first dataset, which say what each indicator is called.
    """

    def __init__(self, table: str) -> None:
        """Begin without any dataset.

        Args:
            table: path of the table of resources, each cell of which is of one dataset.
        """
        self.number = 0
        self.tallies: dict[JudgeName, PointTally] = {name: PointTally() for name in JUDGES}
        self.stars: Counter[int] = Counter()
        self.sample: dict[JudgeName, tuple[Point, ...]] = {}
        self._table = table
        self._mendings: dict[tuple[str, str, Text], _Sum] = defaultdict(_Sum)
        self._elsewhere: set[tuple[Location, Text]] = set()

    def add(self, card: Card) -> None:
        """Add the card of one dataset."""
        self.number += 1
        self.stars[card.stars.number] += 1
        met: set[tuple[Location, Text]] = set()
        for judge in JUDGES:
            judgement = card.judgement(judge)
            self.sample.setdefault(judge, judgement.points)
            self.tallies[judge].add(judgement)
            for point in judgement.points:
                self._mend(judge, point, met)

    def _mend(self, judge: JudgeName, point: Point, met: set[tuple[Location, Text]]) -> None:
        remedy = point.remedy
        if remedy is None or remedy.kind != "cell" or remedy.at is None:
            return
        mending = self._mendings[remedy.at.file, remedy.column, remedy.do]
        mending.points[judge] += point.points
        known = met if remedy.at.file == self._table else self._elsewhere
        if (remedy.at, remedy.do) not in known:
            known.add((remedy.at, remedy.do))
            mending.cells += 1

    def mean(self, points: int) -> float:
        """Return a sum of points per dataset, to one decimal."""
        return round(points / self.number, 1) if self.number else 0.0

    def mendings(self) -> Iterator[Mending]:
        """Yield what to fill, the most rewarding first: by points, of the MQA, then of others."""
        found = (
            Mending(file, column, do, mended.cells, {name: mended.points[name] for name in JUDGES})
            for (file, column, do), mended in self._mendings.items()
        )
        yield from sorted(
            found,
            key=lambda each: (*(-each.points[name] for name in JUDGES), each.file, each.column),
        )
