"""No page is large, whatever the catalogue: what is cut is told, and stands in the data."""

from pathlib import Path
from urllib.parse import urljoin

import pytest

from command_line import DATE
from hostile_catalogue import HUGE_ROWS, HUGE_TITLE, MANY, NAME, TEXT, huge
from site_pages import Page, pages, words
from tressons_ld import open_catalogue
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish
from tressons_ld.site.page_size import cut, limits

pytestmark = pytest.mark.usefixtures("answers")
LARGEST_PAGE = 60_000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = huge(tmp_path_factory.mktemp("huge") / "catalogue")
    done = publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert done.published, list(done.report.findings)
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> dict[str, Page]:
    return {page.path: page for page in pages(folder / "public")}


def shortened(page: Page) -> list[str]:
    """The files to which a page leads for the whole, none where it says that it has all."""
    said = {"fr": "Cette page est abrégée", "en": "This page is shortened"}[page.lang]
    notes = [each for each in page.all("p") if words(each).startswith(said)]
    return [a.get("href", "") for note in notes for a in note.iter("a")]


def facts(page: Page, label: str) -> list[str]:
    values, under = list[str](), ""
    for dl in page.all("dl"):
        for each in dl:
            under = words(each) if each.tag == "dt" else under
            if each.tag == "dd" and under == label:
                values.append(words(each))
    return values


def test_no_page_is_larger_than_its_readers_should_wait_for(
    site: dict[str, Page], folder: Path
) -> None:
    public = folder / "public"
    beside = sum((public / name).stat().st_size for name in ("style.css", "script.js"))
    sizes = {path: (public / path).stat().st_size + beside for path in site}
    assert {path: size for path, size in sizes.items() if size > LARGEST_PAGE} == {}


@pytest.mark.parametrize("path", ["ressource/r-0", "vocabulaire/theme/c-0", "organisation/agent-0"])
@pytest.mark.parametrize("tree", ["", "en/"])
def test_a_page_that_is_cut_says_so_and_leads_to_the_data_that_have_the_whole(
    site: dict[str, Page], folder: Path, path: str, tree: str
) -> None:
    page = site[f"{tree}{path}.html"]
    page.parse_strictly()
    files = [f"{path}.ttl", f"{path}.jsonld"]
    assert [urljoin(page.path, href) for href in shortened(page)] == files
    for file in files:
        text = (folder / "public" / file).read_text("utf-8")
        assert text.count(TEXT[:20]) >= 5 * TEXT.count(TEXT[:20])


def test_a_list_that_is_cut_says_how_many_others_there_are(site: dict[str, Page]) -> None:
    page = site["ressource/r-0.html"]
    for label, number in (("Thèmes", MANY), ("Mots-clés", 2 * MANY), ("Personnes", MANY // 2)):
        *shown, last = facts(page, label)
        assert last == f"… {number - len(shown)} autres"


def test_a_text_that_is_cut_ends_at_a_word(site: dict[str, Page]) -> None:
    shown = [words(p) for p in site["ressource/r-0.html"].all("p")]
    texts = [text for text in shown if text.startswith(TEXT[:40])]
    assert texts
    for text in texts:
        assert text.endswith("…")
        assert f"{text[:-1]} " in f"{TEXT} " or TEXT.startswith(text[:-1])


def test_the_block_of_a_page_that_is_cut_keeps_names_whole_and_says_nothing_else(
    site: dict[str, Page], folder: Path
) -> None:
    ids = [f"r-{number}" for number in range(HUGE_ROWS)]
    embedded = open_catalogue(folder, date=DATE).pages(ids)
    for id, whole in zip(ids, embedded, strict=True):
        (thing,) = site[f"ressource/{id}.html"].things
        assert thing["name"] == whole["name"]
        assert len(thing["name"]) > 290
        assert set(thing) == set(whole) - {"url"}  # An address of 2 500 letters.
        for key, value in thing.items():
            if isinstance(value, list):
                assert value == whole[key][: len(value)]
            elif key == "description":
                assert whole[key].startswith(value.removesuffix("…"))
            else:
                assert value == whole[key]


def test_a_title_of_three_hundred_letters_arrives_whole(site: dict[str, Page]) -> None:
    for number in range(MANY):
        page = site[f"ressource/r-{number}.html"]
        assert page.title == " ".join(f"{number} {HUGE_TITLE}"[:300].split())


def test_lists_of_resources_and_things_lose_none_to_their_size(site: dict[str, Page]) -> None:
    def listed(path: str) -> set[str]:
        several = [page for each, page in site.items() if each in (path, f"{path[:-5]}.2.html")]
        return {target for page in several for target, _ in page.targets("/sous/chemin/")}

    assert {f"ressource/r-{each}.html" for each in range(MANY)} <= listed("ressource/index.html")
    assert {f"serie/serie-{each}.html" for each in range(MANY)} <= listed("serie/index.html")


def test_a_page_that_fits_is_not_cut(site: dict[str, Page]) -> None:
    page = site[f"ressource/r-{MANY - 1}.html"]
    assert not shortened(page)
    assert facts(page, "Organisations") == [f"{each} {NAME}"[:300].strip() for each in (0, 2, 4)]


def test_every_link_of_a_page_that_is_cut_leads_to_a_file(site: dict[str, Page]) -> None:
    for page in site.values():
        if shortened(page):
            for path, _ in page.targets("/sous/chemin/"):
                assert (page.public / path).is_file(), f"{page.path} -> {path}"


def test_limits_become_smaller_until_hardly_anything_is_left() -> None:
    *_, last = limits()
    assert last == (1, 1)


@pytest.mark.parametrize(
    ("text", "letters", "shown"),
    [
        ("assez court", 11, "assez court"),
        ("un mot, puis d'autres", 9, "un mot…"),
        ("a" * 20, 10, "a" * 9 + "…"),
        ("de " + "a" * 20, 10, "de aaaaaa…"),
    ],
)
def test_a_text_is_cut_at_a_word_or_within_one_that_is_too_long(
    text: str, letters: int, shown: str
) -> None:
    assert cut(text, letters) == shown
