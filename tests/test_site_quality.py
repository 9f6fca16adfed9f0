"""The page of the quality: what it says is what `score` says, on any day."""

import csv
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE, files_of
from site_pages import Page, words
from tressons_ld.composition import open_folder
from tressons_ld.consumers.score_cards.card import JUDGES
from tressons_ld.consumers.score_cards.score_report import score
from tressons_ld.consumers.score_cards.tally import CatalogueCard
from tressons_ld.findings.language import decimal
from tressons_ld.publication.publish import publish

pytestmark = pytest.mark.usefixtures("answers")


@pytest.fixture(scope="module")
def card(project: Path) -> CatalogueCard:
    """What the command says of TRESSONS."""
    return score(open_folder(project, date=DATE).recorder).catalogue


def test_every_indicator_is_counted_as_the_command_does(
    published_whole: Path, card: CatalogueCard
) -> None:
    for judge in JUDGES:
        with (published_whole / f"qualite/{judge}.csv").open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file)
        states = card.tallies[judge].states
        assert rows == [
            [point.label.fr, str(point.points)]
            + [str(states[point.name][state]) for state in ("won", "unmeasured", "lost")]
            for point in card.sample[judge]
        ]


@pytest.mark.parametrize(("tree", "language"), [("", "fr"), ("en/", "en")])
def test_means_and_gains_are_those_of_the_command(
    published_whole: Path, card: CatalogueCard, tree: str, language: str
) -> None:
    page = Page(published_whole, f"{tree}qualite.html")
    page.parse_strictly()
    text = words(page.tree)
    for judge in JUDGES:
        for points in (card.tallies[judge].least, card.tallies[judge].most):
            assert decimal(card.mean(points)).in_language(language) in text
    for each in list(card.mendings())[:10]:
        assert f"{each.file}, {each.column}" in text
        assert each.do.in_language(language) in text
        sign = " " if language == "fr" else ","  # As words() has every space.
        assert f"{each.points['direct']:,}".replace(",", sign) in text


def test_another_day_without_a_change_says_the_same(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    for day, output in ((DATE, "public"), ("2027-12-31", "later")):
        assert publish(open_folder(folder, date=day), folder / output, jobs=1).published
    first, later = (
        {path: content for path, content in files_of(folder / output).items() if "qualite" in path}
        for output in ("public", "later")
    )
    assert first == later
    assert len(first) == 8


def test_beyond_the_setting_no_page_leads_to_it(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nanswers_up_to = 0\n")
    assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
    assert not list((folder / "public").rglob("qualite*"))
    assert "qualite" not in (folder / "public/index.html").read_text("utf-8")
