"""The page of the figures: what the catalogue holds, by kind, year, author, theme and keyword.

Each figure has its numbers behind it, as a table and as CSV.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from tressons_ld.artifacts import File
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN
from tressons_ld.consumers.spreadsheet import csv_line
from tressons_ld.files.name_counts import NameCounts
from tressons_ld.site import templating
from tressons_ld.site.captions import caption
from tressons_ld.site.drawing import Drawing, fits_across, grid, lying_bars, standing_bars
from tressons_ld.site.listed_resources import ListedResource, ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.views import Caption, LangString, Link, Section

MOST_ROWS = 15
_LENGTHS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)


class FigureRow(NamedTuple):
    """A row of the numbers behind a figure."""

    cells: Sequence[Link]
    number: str


class Figure(NamedTuple):
    """A figure.

    Attributes:
        name: of its parts in the page.
        title: what it shows.
        summary: the same in a sentence, for who does not see it.
        drawing: its shapes.
        heads: of the columns of the table.
        rows: of the table.
        file: the same as CSV.
        more: the list of all that it shows the most frequent of; None where it shows all.
    """

    name: str
    title: str
    summary: Caption
    drawing: Drawing
    heads: Sequence[str]
    rows: Sequence[FigureRow]
    file: Link
    more: Link | None


class FigurePage(NamedTuple):
    """The page of all of them."""

    title: LangString
    figures: Sequence[Figure]
    intro: Sequence[LangString] = ()
    sections: Sequence[Section] = ()


class YearSpan(NamedTuple):
    """Some years, the first and the last."""

    start: int
    end: int

    @property
    def label(self) -> str:
        """The year, or both."""
        return f"{self.start:04}" if self.start == self.end else f"{self.start:04}–{self.end:04}"

    @property
    def short(self) -> str:
        """What fits under a bar."""
        return f"{self.start:04}" if self.start == self.end else f"{self.start:04}+"


class FigureCounts:
    """What figures show, counted while resources come."""

    def __init__(self) -> None:
        self.kinds = Counter[tuple[str, str]]()
        self.pairs, self.keywords = NameCounts(), NameCounts()

    def add(self, resource: ListedResource, keywords: Sequence[str]) -> None:
        """Count a resource."""
        self.kinds[resource.kind, (resource.issued or "")[:4]] += 1
        for pair in combinations(sorted(set(resource.authors)), 2):
            self.pairs.add(" ".join(pair))
        for word in dict.fromkeys(keywords):
            self.keywords.add(word, resource.language)


class FigurePages:
    """Writes the page and the CSV files, in one language."""

    def __init__(self, edition: LocalisedSite, lists: ResourceLists, counts: FigureCounts) -> None:
        """Take what they show.

        Args:
            edition: the site in their language.
            lists: the resources of each thing.
            counts: what was counted beside.
        """
        self._edition, self._lists, self._counts = edition, lists, counts
        self._texts, self._here = (
            edition.texts,
            PagePath(edition.tree, self._edition.paths.names.figures),
        )

    def files(self) -> Iterator[File]:
        """Yield the page and the files, none where there is nothing to show."""
        figures = []
        made = (self._years(), self._kinds(), self._pairs(), self._themes(), self._keywords())
        for each in made:
            if each is not None:
                figure, content = each
                figures.append(figure)
                yield self._csv_path(figure.name), content
        if figures:
            title = self._texts("figures", "title")
            frame = self._edition.frame(self._here, title, part="figures")
            view = FigurePage(LangString(title), figures)
            yield self._here.file, templating.page("figures", frame, view)

    # --- figures -------------------------------------------------------------------------------

    def _years(self) -> tuple[Figure, bytes] | None:
        """Return how many resources there are of each year."""
        years = Counter[int]()
        for (_, year), number in self._counts.kinds.items():
            if year:
                years[int(year)] += number
        periods = periods_of(years)
        values = [
            (each, sum(years[year] for year in range(each.start, each.end + 1))) for each in periods
        ]
        drawing = standing_bars(
            [(LangString(each.short), number) for each, number in values],
            self._written(number for _, number in values),
        )
        rows = [((self._period(each),), number) for each, number in values]
        return self._figure("years", drawing, ("years",), rows)

    def _kinds(self) -> tuple[Figure, bytes] | None:
        """Return how many resources of each kind there are of each year."""
        scheme, counts = SCHEME_OF_COLUMN["kind"], self._counts.kinds
        totals = Counter[str]()
        for (kind, _), number in counts.items():
            totals[kind] += number
        order = [each.id for each in self._edition.shared.concepts_of(scheme)]
        kinds = sorted(totals, key=lambda kind: (-totals[kind], order.index(kind)))[:MOST_ROWS]
        periods = periods_of({int(year) for _, year in counts if year})
        if not periods:
            return self._things(
                "kinds",
                [(self._concept(scheme, each), totals[each]) for each in kinds],
                "kind",
                self._edition.paths.scheme(scheme),
                len(totals),
            )
        lines, rows = [], []
        for kind in kinds:
            link = self._concept(scheme, kind)
            numbers = []
            for each in periods:
                within = range(each.start, each.end + 1)
                number = sum(counts[kind, f"{year:04}"] for year in within)
                numbers.append(number)
                if number:
                    rows.append(((link, self._period(each)), number))
            if unknown := counts[kind, ""]:
                rows.append(((link, Link(LangString(self._texts("figures", "unknown")))), unknown))
            lines.append((link.words, numbers))
        every = (number for _, numbers in lines for number in numbers)
        drawing = grid(lines, [each.short for each in periods], self._written(every))
        whole = self._edition.paths.scheme(scheme) if len(totals) > len(kinds) else ""
        return self._figure("kinds", drawing, ("kind", "years"), rows, whole)

    def _pairs(self) -> tuple[Figure, bytes] | None:
        """Return who made most resources with whom."""
        rows: list[tuple[tuple[Link, ...], int]] = []
        values, agents = [], self._edition.shared.agents
        for pair, number, _ in self._counts.pairs.most(MOST_ROWS):
            ids = pair.split(" ")
            known = [agents[id].acronym or agents[id].name for id in ids]
            values.append((LangString(self._texts.enumeration(known)), number))
            rows.append((tuple(self._edition.agent(self._here, id) for id in ids), number))
        drawing = lying_bars(values, self._written(number for _, number in values))
        return self._figure("pairs", drawing, ("author", "other"), rows)

    def _themes(self) -> tuple[Figure, bytes] | None:
        scheme = SCHEME_OF_COLUMN["themes"]
        shared = self._edition.shared
        concepts = shared.concepts_of(scheme) if scheme in shared.schemes else ()
        counts = [
            (self._lists.count(self._edition.paths.concept(scheme, each.id)), each.id)
            for each in concepts
        ]
        named = sorted(((number, id) for number, id in counts if number), key=lambda each: -each[0])
        values = [(self._concept(scheme, id), number) for number, id in named[:MOST_ROWS]]
        return self._things(
            "themes", values, "themes", self._edition.paths.scheme(scheme), len(named)
        )

    def _keywords(self) -> tuple[Figure, bytes] | None:
        most = self._counts.keywords.most(MOST_ROWS)
        values = [(Link(self._edition.own(word, tag)), number) for word, number, tag in most]
        return self._things("keywords", values, "keywords", "", 0)

    # --- parts ---------------------------------------------------------------------------------

    def _things(
        self, name: str, values: Sequence[tuple[Link, int]], head: str, whole: str, all: int
    ) -> tuple[Figure, bytes] | None:
        """Return bars of some things, and where the others are."""
        labels = [(link.words, number) for link, number in values]
        drawing = lying_bars(labels, self._written(number for _, number in labels))
        rows = [((link,), number) for link, number in values]
        return self._figure(name, drawing, (head,), rows, whole if all > len(values) else "")

    def _figure(
        self,
        name: str,
        drawing: Drawing,
        heads: Sequence[str],
        rows: Sequence[tuple[Sequence[Link], int]],
        whole: str = "",
    ) -> tuple[Figure, bytes] | None:
        """Return a figure and its CSV; None where it would show nothing."""
        if not rows:
            return None
        texts = self._texts
        named = [
            texts("label" if head in texts.words["label"] else "figures", head) for head in heads
        ]
        columns = [*named, texts("part", "resources")]
        first = max(rows, key=lambda row: row[1])
        number = texts.count("resources", first[1])
        summary = caption(
            texts, "figures", "summary", [link.words for link in first[0]], number=number
        )
        path = self._csv_path(name)
        content = [csv_line(columns)]
        content += (
            csv_line([*(link.words.text for link in cells), str(number)]) for cells, number in rows
        )
        more = None
        if whole:
            more = Link(LangString(texts("page", "more")), self._here.to(whole))
        figure = Figure(
            name,
            texts("figures", name),
            summary,
            drawing,
            columns,
            [FigureRow(cells, texts.number(number)) for cells, number in rows],
            Link(LangString("CSV"), self._here.to_file(path)),
            more,
        )
        return figure, "".join(content).encode()

    def _csv_path(self, name: str) -> str:
        return f"{self._edition.tree.folder}{self._edition.paths.names.figures}/{name}.csv"

    def _concept(self, scheme: str, id: str) -> Link:
        return self._edition.concept(self._here, scheme, id)

    def _period(self, period: YearSpan) -> Link:
        if period.start == period.end and self._lists.count(self._edition.paths.year(period.label)):
            return Link(
                LangString(period.label), self._here.to(self._edition.paths.year(period.label))
            )
        return Link(LangString(period.label))

    def _written(self, numbers: Iterator[int]) -> dict[int, str]:
        return {number: self._texts.number(number) for number in numbers}


def periods_of(years: "Iterator[int] | Counter[int] | set[int]") -> list[YearSpan]:
    """Return the periods from the first to the last of some years, all of one length.

    >>> [period.label for period in periods_of({2019, 2021})]
    ['2019', '2020', '2021']
    >>> [period.label for period in periods_of({1957, 1999})][::8]
    ['1955–1959', '1995–1999']
    """
    given = sorted(years)
    if not given:
        return []
    first, last = given[0], given[-1]
    periods = []
    for length in _LENGTHS:
        starts = range(first - first % length, last + 1, length)
        periods = [YearSpan(year, year + length - 1) for year in starts]
        if fits_across([each.short for each in periods]):
            break
    return periods
