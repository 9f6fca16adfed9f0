"""The figures of the catalogue: their numbers are those of the table, in shapes, rows and CSV."""

import csv
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import change, copy_of_atelier
from command_line import DATE
from hostile_catalogue import hostile
from site_pages import Page, words
from tressons_ld import open_catalogue
from tressons_ld.api import OpenCatalogue
from tressons_ld.composition import open_folder
from tressons_ld.files import line_buckets
from tressons_ld.files.name_counts import NameCounts
from tressons_ld.publication.publish import publish
from tressons_ld.site.drawing import WIDTH, Label, grid, standing_bars
from tressons_ld.site.figures import MOST_ROWS, periods_of
from tressons_ld.site.views import LangString

FIGURES = ("years", "kinds", "pairs", "themes", "keywords")


@pytest.fixture(scope="module")
def catalogue(project: Path) -> OpenCatalogue:
    return open_catalogue(project, date=DATE)


@pytest.fixture(scope="module")
def page(published: Path) -> Page:
    return Page(published, "chiffres.html")


def rows_of(public: Path, name: str, tree: str = "") -> list[list[str]]:
    """The rows of the CSV file of a figure, without its head."""
    with (public / f"{tree}chiffres/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def counted(rows: list[list[str]]) -> dict[tuple[str, ...], int]:
    return {tuple(cells): int(number) for *cells, number in rows}


def test_years_and_kinds_are_counted(published: Path, catalogue: OpenCatalogue) -> None:
    years = Counter((entry.issued or "")[:4] for entry in catalogue)
    assert counted(rows_of(published, "years")) == {(year,): n for year, n in years.items() if year}
    labels = {key: concept.labels.fr for key, concept in catalogue.shared.concepts.items()}
    kinds = Counter((labels["genre", each.kind], (each.issued or "")[:4]) for each in catalogue)
    assert counted(rows_of(published, "kinds")) == kinds


def test_who_works_with_whom_is_counted_in_pairs(published: Path, catalogue: OpenCatalogue) -> None:
    agents = catalogue.shared.agents
    pairs = Counter(
        frozenset((agents[one].name, agents[other].name))
        for entry in catalogue
        for one, other in combinations((*entry.organisations, *entry.persons), 2)
    )
    shown = {frozenset(names): n for names, n in counted(rows_of(published, "pairs")).items()}
    assert len(shown) == MOST_ROWS
    assert all(pairs[names] == number for names, number in shown.items())
    assert sorted(shown.values()) == sorted(pairs.values())[-MOST_ROWS:]


def test_themes_and_keywords_are_counted(published: Path, catalogue: OpenCatalogue) -> None:
    themes = Counter(theme for entry in catalogue for theme in entry.themes)
    keywords = Counter(word for entry in catalogue for word in entry.keywords)
    for name, counts in (("themes", themes), ("keywords", keywords)):
        shown = counted(rows_of(published, name))
        assert list(shown.values()) == sorted(counts.values(), reverse=True)[:MOST_ROWS]
    assert all(
        keywords[word] == n for (word,), n in counted(rows_of(published, "keywords")).items()
    )


@pytest.mark.parametrize("tree", ["", "en/"])
def test_each_figure_is_named_and_has_its_numbers_behind_it(published: Path, tree: str) -> None:
    page = Page(published, f"{tree}chiffres.html")
    page.parse_strictly()
    drawings, tables = page.all("svg"), page.all("table")
    assert len(drawings) == len(tables) == len(FIGURES)
    for name, drawing, table in zip(FIGURES, drawings, tables, strict=True):
        assert drawing.get("role") == "img"
        named = (drawing.get("aria-labelledby") or "").split()
        assert len(named) == 2
        assert set(named) <= page.anchors
        body = [[words(cell) for cell in row] for row in table.iter("tr")][1:]
        assert body == rows_of(published, name, tree)


def test_a_bar_is_as_long_as_its_number(page: Page) -> None:
    themes = page.all("svg")[3]
    widths = [float(each.get("width", "")) for each in themes.iter("rect")]
    numbers = [int(words(list(row)[-1])) for row in list(page.all("table")[3].iter("tr"))[1:]]
    assert len(widths) == len(numbers)
    for width, number in zip(widths, numbers, strict=True):
        assert width == pytest.approx(max(widths) * number / max(numbers), abs=0.06)


def test_words_of_a_figure_in_another_language_say_so(published: Path) -> None:
    keywords = Page(published, "en/chiffres.html").all("svg")[4]
    labels = [each for each in keywords.iter("text") if not (each.text or "").isdigit()]
    assert {each.get("lang") for each in labels} == {"fr"}


def test_a_keyword_is_in_the_language_of_the_resources_that_give_it(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources guide-du-velo language", "en")
    change(folder, "resources guide-du-velo keywords", "repair; map")
    change(folder, "resources debat-sur-la-marche keywords", "map; marche")
    change(folder, "resources carnet-de-voyage keywords", "map")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    for tree, own, other in (("", "fr", "en"), ("en/", "en", "fr")):
        page = Page(folder / "public", f"{tree}chiffres.html")
        (drawing,) = [
            each for each in page.all("svg") if "keywords" in str(each.get("aria-labelledby"))
        ]
        labels = {words(each): each.get("lang") or own for each in drawing.iter("text")}
        assert (labels["repair"], labels["marche"], labels["map"]) == ("en", "fr", "fr")
        assert other in labels.values()


def test_the_sentence_of_a_figure_says_what_is_in_another_language(published: Path) -> None:
    page = Page(published, "en/chiffres.html")
    caption = page.all("figcaption")[4]
    (name,) = caption.iter("span")
    assert name.get("lang") == "fr"
    drawing = page.all("svg")[4]
    assert caption.get("id") in str(drawing.get("aria-labelledby")).split()
    assert not list(drawing.iter("desc"))


def test_a_catalogue_shows_no_figure_of_what_it_lacks(tmp_path: Path) -> None:
    folder = hostile(tmp_path / "hostile")
    table = folder / "data/resources.csv"
    for name in ("issued", "themes", "keywords", "organisations", "persons"):
        with table.open(encoding="utf-8", newline="") as file:
            head, *rows = csv.reader(file)
        at = head.index(name)
        with table.open("w", encoding="utf-8", newline="") as file:
            rows = [[*row[:at], "", *row[at + 1 :]] for row in rows]
            csv.writer(file, lineterminator="\n").writerows([head, *rows])
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    page = Page(folder / "public", "chiffres.html")
    page.parse_strictly()
    assert len(page.all("svg")) == 1
    assert {path.name for path in (folder / "public/chiffres").iterdir()} == {"kinds.csv"}


@given(st.lists(st.text(max_size=4), max_size=30), st.integers(1, 5))
def test_names_are_counted_however_many_are_held(names: list[str], most: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_buckets, "MOST_HELD", 10)
        tally = NameCounts()
        for name in names:
            tally.add(name)
        found = tally.most(most)
    counts = Counter(" ".join(name.split()) for name in names)
    order = sorted(counts, key=lambda name: (-counts[name], name))[:most]
    assert [(each.name, each.number) for each in found] == [(name, counts[name]) for name in order]


@given(st.sets(st.integers(1, 9999), min_size=1))
def test_periods_hold_every_year_once_and_are_few(years: set[int]) -> None:
    periods = periods_of(years)
    assert len(periods) <= 12
    for year in years:
        assert sum(each.start <= year <= each.end for each in periods) == 1


def reach(label: Label) -> tuple[float, float]:
    """From where to where a label stands on its line."""
    wide = 6 * len(label.text)
    left = label.x - wide / 2 if label.anchor == "middle" else label.x
    return left, left + wide


def apart(labels: Iterable[Label]) -> bool:
    """Whether no label of a line stands on another one, or beyond the sheet."""
    lines: dict[float, list[tuple[float, float]]] = {}
    for label in labels:
        lines.setdefault(label.y, []).append(reach(label))
    return all(
        left >= 0 and right <= WIDTH and (place == 0 or left >= line[place - 1][1])
        for line in map(sorted, lines.values())
        for place, (left, right) in enumerate(line)
    )


@pytest.mark.parametrize("years", [{987, 2020}, {1999, 2020}, {2010, 2020}, {2009, 2021}, {2020}])
@pytest.mark.parametrize("number", [1, 47, 999])
def test_years_and_numbers_of_a_figure_stand_apart(years: set[int], number: int) -> None:
    periods = [each.short for each in periods_of(years)]
    row = LangString("Rapport"), [number] * len(periods)
    crossed = grid([row, row], periods, {number: str(number)})
    bars = standing_bars([(LangString(each), number) for each in periods], {number: str(number)})
    assert apart(crossed.labels)
    assert apart(bars.labels)
    assert not any(
        abs(disc.y - (label.y - 4)) < disc.radius + 4
        and disc.x - disc.radius < right
        and left < disc.x + disc.radius
        for label in crossed.labels
        for left, right in [reach(label)]
        for disc in crossed.discs
    )
