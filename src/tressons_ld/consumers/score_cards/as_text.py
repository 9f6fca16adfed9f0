"""Score cards for a terminal of eighty columns."""

import re
from collections.abc import Iterator

import wcwidth

from tressons_ld.consumers.dcat_ap.mqa import RATINGS, rating
from tressons_ld.consumers.score.judging import State
from tressons_ld.consumers.score_cards.card import (
    JUDGES,
    Card,
    JudgeName,
    Point,
)
from tressons_ld.consumers.score_cards.remedies import Kind, Remedy
from tressons_ld.consumers.score_cards.score_report import ScoreReport
from tressons_ld.consumers.score_cards.tally import CatalogueCard
from tressons_ld.findings.language import COLON, Text, decimal
from tressons_ld.findings.messages import sentence

WIDTH = 80
_FRENCH_MARKS = re.compile("(?<=«) | (?=[»:;!?])")
MOST_MENDINGS = 5

_JUDGES: dict[JudgeName, Text] = {
    "direct": sentence("score.portal-direct"),
    "datagouv": sentence("score.portal-via-datagouv"),
    "criteria": sentence("score.datagouv"),
}
_KINDS: dict[Kind, Text] = {
    "cell": sentence("score.to-write"),
    "other-file": sentence("score.other-file"),
    "none": sentence("score.honestly-lost"),
}
_MARKS: dict[State, str] = {"won": "✓", "lost": "·", "unmeasured": "?"}
_BANDS = {name: label for _, name, label in RATINGS}


def as_text(report: ScoreReport, language: str, *, in_full: bool) -> str:
    """Return the cards as text.

    Args:
        report: the cards.
        language: ``fr`` or ``en``.
        in_full: whether the datasets were asked for by their ids: then each is shown in full, else
            on one line.
    """
    words = _CardWords(language)
    lines: list[str] = []
    if in_full:
        for card in report.cards:
            lines += [*words.card(card), ""]
    elif report.cards:
        lines += [*words.table(report.cards), ""]
    lines += _CatalogueWords(language).catalogue(report.catalogue)
    return "".join(f"{line.rstrip()}\n" for line in lines)


class _Words:
    """What cards of both kinds say, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language

    def _say(self, code: str, /, **values: object) -> str:
        return self._of(sentence(code, **values))

    def _of(self, words: Text) -> str:
        return words.in_language(self._language)

    def _number(self, value: float) -> str:
        return str(value) if isinstance(value, int) else self._of(decimal(value))

    def _heading(self, first: str) -> str:
        names = (
            self._say("score.won-head"),
            self._say("score.best-head"),
            self._say("score.ceiling-head"),
            self._say("score.total-head"),
        )
        return f"{first:<25}{names[0]:>7}{names[1]:>9}{names[2]:>9}{names[3]:>5}"

    def _line(self, judge: JudgeName, won: float, best: float, ceiling: float, of: int) -> str:
        told = [self._number(each) for each in (won, best, ceiling)]
        line = f"{self._of(_JUDGES[judge]):<25}{told[0]:>7}{told[1]:>9}{told[2]:>9}{of:>5}"
        if judge == "criteria":
            return line
        low, high = self._of(rating(won)), self._of(rating(best))
        return f"{line}  {low if low == high else f'{low} → {high}'}"

    def _unmeasured(self) -> str:
        return self._say(
            "score.network-only",
        )

    def _wrapped(self, words: str, indent: int) -> list[str]:
        space = " " * indent
        # French marks stay with their words: a line neither begins with « : » nor ends with « « ».
        kept = _FRENCH_MARKS.sub("\N{NO-BREAK SPACE}", words)
        lines = wcwidth.wrap(
            kept,
            WIDTH,
            initial_indent=space,
            subsequent_indent=space,
            break_long_words=False,
            break_on_hyphens=False,
        )
        return [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines]


class _CardWords(_Words):
    """Writes the cards of datasets."""

    def card(self, card: Card) -> Iterator[str]:
        """Yield the whole card of a dataset."""
        yield from self._wrapped(f"{card.title} ({card.id})", 0)
        yield ""
        yield self._heading("")
        for judge in JUDGES:
            told = card.judgement(judge)
            yield self._line(judge, told.least, told.most, told.ceiling, told.total)
        yield f"{self._say('score.stars-title'):<25}{card.stars.number:>7}{'5':>23}"
        if next := self._of(card.stars.next):
            yield from self._wrapped(self._say("score.next-star") + next, 2)
        yield ""
        yield from self._marks(card)
        for kind in _KINDS:
            yield from self._remedies(card, kind)

    def _marks(self, card: Card) -> Iterator[str]:
        """Yield one line per indicator, the two ways to the portal side by side."""
        portal = self._say("score.portal-title")
        direct = self._say("score.directly-head")
        yield f"{portal:<40}{'points':>8}{direct:>11}{'via d.gouv':>13}"
        for ours, theirs in zip(card.direct.points, card.datagouv.points, strict=True):
            label = self._of(ours.label)
            yield f"  {label:<38}{ours.points:>8}{_MARKS[ours.state]:>11}{_MARKS[theirs.state]:>13}"
        yield "data.gouv.fr"
        for point in card.criteria.points:
            yield f"  {self._of(point.label):<38}{point.points:>8}{_MARKS[point.state]:>11}"
        yield self._unmeasured()

    def _remedies(self, card: Card, kind: Kind) -> Iterator[str]:
        """Yield the remedies of one kind, each once, with all the points that hang on it."""
        gains: dict[Remedy, dict[JudgeName, list[Point]]] = {}
        for judge in JUDGES:
            for point in card.judgement(judge).points:
                if point.remedy and point.remedy.kind == kind:
                    gains.setdefault(point.remedy, {}).setdefault(judge, []).append(point)
        if not gains:
            return
        yield ""
        yield self._of(_KINDS[kind])
        for remedy, found in gains.items():
            sign = "" if kind == "none" else "+"
            told = [
                f"{sign}{sum(point.points for point in points)} {self._of(_SHORT[judge])}"
                for judge, points in found.items()
            ]
            labels = dict.fromkeys(self._of(p.label) for points in found.values() for p in points)
            colon = self._of(COLON)
            head = remedy.at.in_language(self._language) if remedy.at else ", ".join(labels)
            yield from self._wrapped(f"{head}{colon}{', '.join(told)}", 2)
            if remedy.at:
                yield from self._wrapped(", ".join(labels), 5)
            yield from self._wrapped(f"→ {self._of(remedy.do)}", 5)

    def table(self, cards: tuple[Card, ...]) -> Iterator[str]:
        """Yield one line per dataset."""
        columns = (
            self._say("score.direct-column"),
            self._say("score.via-datagouv-column"),
            self._say("score.criteria-column"),
            self._say("score.stars-column"),
        )
        head = f"{self._say('score.dataset'):<36}"
        yield head + "".join(f"{name:>11}" for name in columns)
        for card in cards:
            numbers = [
                str(told.least) if told.least == told.most else f"{told.least}-{told.most}"
                for told in map(card.judgement, JUDGES)
            ]
            id = card.id if len(card.id) <= 36 else card.id[:35] + "…"
            yield f"{id:<36}" + "".join(f"{each:>11}" for each in (*numbers, card.stars.number))


class _CatalogueWords(_Words):
    """Writes the card of the catalogue."""

    def catalogue(self, card: CatalogueCard) -> Iterator[str]:
        """Yield the card of the catalogue."""
        yield self._heading(self._say("score.mean-of", number=card.number))
        for judge in JUDGES:
            tally = card.tallies[judge]
            means = [card.mean(each) for each in (tally.least, tally.most, tally.ceiling)]
            total = sum(point.points for point in card.sample.get(judge, ()))
            yield self._line(judge, means[0], means[1], means[2], total)
        yield from self._meaning()
        yield ""
        yield from self._spread(card)
        yield ""
        yield from self._indicators(card)
        yield ""
        yield from self._mendings(card)

    def _meaning(self) -> Iterator[str]:
        yield from self._wrapped(
            self._say(
                "score.meaning",
            ),
            0,
        )

    def _spread(self, card: CatalogueCard) -> Iterator[str]:
        yield self._say("score.distribution")
        for judge in ("direct", "datagouv"):
            tally = card.tallies[judge]
            bands = ", ".join(
                f"{number} {self._of(_BANDS[name])}" for name, number in tally.bands().items()
            )
            low, median, high = tally.spread()
            spread = self._say("score.median", median=median)
            yield f"  {self._of(_JUDGES[judge]):<26}{bands}"
            yield f"  {'':<26}{low}-{high}, {spread}"
        stars = ", ".join(f"{card.stars[count]} × {count}★" for count in sorted(card.stars))
        yield f"  {self._say('score.stars-title'):<26}{stars}"

    def _indicators(self, card: CatalogueCard) -> Iterator[str]:
        states = ("won", "unmeasured", "lost")
        heads = self._say("score.won"), "?", self._say("score.lost")
        both = (self._say("score.directly"), "via data.gouv.fr")
        yield f"{'':<40}" + "".join(f"{name:^20}" for name in both).rstrip()
        portal = self._say("score.portal-title")
        yield f"{portal:<34}{'points':>6}" + 2 * ("".join(f"{head:>6}" for head in heads) + "  ")
        for direct in card.sample.get("direct", ()):
            counts = ""
            for judge in ("direct", "datagouv"):
                counts += self._counts(card, judge, direct.name, states) + "  "
            yield f"  {self._of(direct.label):<32}{direct.points:>6}{counts}"
        yield ""
        yield f"{'data.gouv.fr':<40}" + "".join(f"{head:>6}" for head in heads)
        for point in card.sample.get("criteria", ()):
            yield f"  {self._of(point.label):<38}" + self._counts(
                card, "criteria", point.name, states
            )
        yield self._unmeasured()

    def _counts(
        self, card: CatalogueCard, judge: JudgeName, name: str, states: tuple[str, ...]
    ) -> str:
        found = card.tallies[judge].states[name]
        return "".join(f"{found[state]:>6}" for state in states)

    def _mendings(self, card: CatalogueCard) -> Iterator[str]:
        mendings = list(card.mendings())[:MOST_MENDINGS]
        if not mendings:
            yield self._say("score.no-cell")
            return
        yield self._say("score.what-would-win")
        for place, each in enumerate(mendings, start=1):
            cells = self._of(_CELLS.format(n=each.cells))
            gains = [
                f"+{self._number(card.mean(points))} {self._of(_SHORT[judge])}"
                for judge, points in each.points.items()
                if points
            ]
            colon = self._of(COLON)
            yield f"  {place}. {each.file}, {each.column}{colon}{cells}"
            yield f"     {', '.join(gains)}"
            yield from self._wrapped(self._of(each.do), 5)


_CELLS = sentence("score.cells")
_SHORT: dict[JudgeName, Text] = {
    "direct": sentence("score.direct"),
    "datagouv": sentence("score.via-datagouv"),
    "criteria": sentence("score.of-nine"),
}
