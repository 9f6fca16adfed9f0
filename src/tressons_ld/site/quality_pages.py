"""The page of the quality: what portals make of the catalogue, and what would win most.

An entry is judged on the day on which its record last changed, the catalogue on the day of its last
change, so that the page is the same on any day. In catalogues beyond ``answers_up_to`` nobody is
made to wait for it: ``tressons-ld score`` tells the same.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.consumers.score_cards.card import Cards, JudgeName
from tressons_ld.consumers.score_cards.sums import CardSums, sums_of
from tressons_ld.consumers.spreadsheet import csv_line
from tressons_ld.findings.language import decimal
from tressons_ld.identity.recorder import Recorder
from tressons_ld.site import templating
from tressons_ld.site.drawing import lying_bars
from tressons_ld.site.figures import Figure, FigurePage, FigureRow
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.views import Caption, LangString, Link, Section

_MOST_GAINS = 10
_JUDGES: tuple[JudgeName, ...] = ("direct", "datagouv", "criteria")


class QualityPages(Artifact):
    """The page, and its numbers as CSV."""

    name = "quality"

    def __init__(self, recorder: Recorder) -> None:
        """Take the catalogue."""
        self._recorder = recorder

    def __reduce__(self) -> tuple[type, tuple[Recorder]]:
        """Pickle by what it was made of: the rest is derived again."""
        return type(self), (self._recorder,)

    @cached_property
    def _cards(self) -> Cards:
        return Cards(self._recorder.graph.context)

    @property
    def _small(self) -> bool:
        graph = self._recorder.graph
        return 0 < len(graph.index) <= graph.shared.settings.answers_up_to

    def fingerprint(self) -> str:
        """Return whether there is such a page."""
        return repr(self._small)

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the sums of the cards of some entries."""
        if not self._small:
            return Part()
        cards, today = self._cards, self._recorder.ledger.date
        return Part(
            summary=sums_of(
                cards.of_entry(
                    each.entry, each.triples, each.dates.modified if each.dates else today
                )
                for each in entries
            )
        )

    def fold(self) -> Fold:
        """Return what adds them up."""
        return _QualityFold(self._recorder)


class _QualityFold(Fold):
    def __init__(self, recorder: Recorder) -> None:
        self._recorder, self._sums = recorder, CardSums()

    def add(self, summary: Any) -> None:
        if summary is not None:
            self._sums.add(summary)

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        graph = self._recorder.graph
        shared, data = graph.shared, graph.things[graph.context.iris.data]
        if self._sums.number:
            issued = shared.catalogue.issued or facts.oldest
            cards, day = Cards(graph.context), facts.newest
            whole = cards.of_catalogue(data, issued, modified=day, day=day)
            self._sums.add(sums_of([whole]))
            for tree in trees_of(shared):
                edition = LocalisedSite(shared, tree, len(graph.index))
                yield from _Page(edition, self._sums, facts.newest).files()


class _Page:
    """The page in one language."""

    def __init__(self, edition: LocalisedSite, sums: CardSums, day: str) -> None:
        self._edition, self._sums, self._day = edition, sums, day
        self._texts, self._here = (
            edition.texts,
            PagePath(edition.tree, self._edition.paths.names.quality),
        )

    def files(self) -> Iterator[File]:
        """Yield the page and its files."""
        figures = []
        for judge in _JUDGES:
            figure, content = self._judge(judge)
            figures.append(figure)
            yield self._csv_path(judge), content
        texts, title = self._texts, self._texts("quality", "title")
        number = texts.number(self._sums.number)
        intro = [LangString(texts("quality", "intro", number=number, day=texts.date(self._day)))]
        frame = self._edition.frame(self._here, title, part="quality")
        view = FigurePage(LangString(title), figures, intro, self._gains())
        yield self._here.file, templating.page("figures", frame, view)

    def _judge(self, judge: JudgeName) -> tuple[Figure, bytes]:
        """Return what a judge makes of the catalogue, indicator by indicator."""
        texts, sums, language = self._texts, self._sums, self._edition.tree.language
        indicators = sums.indicators(judge)
        least, most = sums.mean(sums.least[judge]), sums.mean(sums.most[judge])
        said = {
            "least": decimal(least).in_language(language),
            "most": decimal(most).in_language(language),
            "total": texts.number(sum(each.points for each in indicators)),
        }
        named = [(each.label.in_language(language), each) for each in indicators]
        rows = [(label, *(texts.number(number) for number in each[1:])) for label, each in named]
        heads = [texts("quality", key) for key in ("what", "points", "won", "unmeasured", "lost")]
        path = self._csv_path(judge)
        figure = Figure(
            judge,
            texts("quality", judge),
            Caption(texts("quality", "mean", **said)),
            lying_bars(
                [(LangString(label), each.won) for label, each in named],
                {each.won: texts.number(each.won) for each in indicators},
            ),
            heads,
            [FigureRow([Link(LangString(cell)) for cell in row[:-1]], row[-1]) for row in rows],
            Link(LangString("CSV"), self._here.to_file(path)),
            None,
        )
        lines = [csv_line(heads)]
        lines += (csv_line([label, *map(str, each[1:])]) for label, each in named)
        return figure, "".join(lines).encode()

    def _gains(self) -> tuple[Section, ...]:
        """Return what would win most, none where nothing honest would."""
        texts, language = self._texts, self._edition.tree.language
        links = [
            Link(
                LangString(f"{each.file}, {each.column}"),
                note=texts(
                    "quality",
                    "gain",
                    do=each.do.in_language(language),
                    points=texts.number(each.points["direct"]),
                ),
            )
            for each in self._sums.gains()[:_MOST_GAINS]
        ]
        return (Section(LangString(texts("quality", "gains")), links),) if links else ()

    def _csv_path(self, name: str) -> str:
        return f"{self._edition.tree.folder}{self._edition.paths.names.quality}/{name}.csv"
