"""The site of any catalogue: hostile words, one language, long lists, nothing, what was retired."""

import re
import string
import tomllib
from itertools import chain
from pathlib import Path
from posixpath import dirname, normpath
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import change, copy_of_atelier, without_site
from command_line import DATE, files_of
from hostile_catalogue import HEBREW, RESOURCES, hostile
from identity_folder import GONE, NEW, OLD, REASON, TWIN, with_retired
from site_pages import Page, pages, words
from tressons_ld import open_catalogue
from tressons_ld.catalogue.model import AGENTS, PLACES, PROGRAMME, SERIES
from tressons_ld.catalogue.model import RESOURCES as RESOURCE_TABLE
from tressons_ld.composition import open_folder
from tressons_ld.files import postings
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.publication.publish import publish
from tressons_ld.site import templating
from tressons_ld.site.interface_texts import FILE, texts_of
from tressons_ld.site.listed_resources import PAGE_SIZE

pytestmark = pytest.mark.usefixtures("answers")


def site_of(folder: Path, output: str = "public") -> dict[str, Page]:
    """The pages of a folder that is published now."""
    done = publish(open_folder(folder, date=DATE), folder / output, jobs=1)
    assert done.published, list(done.report.findings)
    return {page.path: page for page in pages(folder / output)}


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return site_of(hostile(tmp_path_factory.mktemp("hostile") / "catalogue"))


# --- hostile words ----------------------------------------------------------------------------


def test_hostile_words_break_no_page(hostile_site: dict[str, Page]) -> None:
    for path in ("index.html", "en/index.html", "404.html", *resource_pages("")):
        hostile_site[path].parse_strictly()
    for page in hostile_site.values():
        assert page.runs_nothing_of_its_own()
        tags = {each.tag for each in page.tree.iter()}
        assert not tags & {"img", "em"}, page.path
        assert all(re.fullmatch(r"[\w:, ]+", words(each)) for each in page.all("i")), page.path
        assert len(page.all("main")) == 1


@pytest.mark.parametrize("tree", ["", "en/"])
def test_hostile_titles_arrive_whole(hostile_site: dict[str, Page], tree: str) -> None:
    for path, (title, _) in zip(resource_pages(tree), RESOURCES.values(), strict=True):
        page = hostile_site[path]
        assert page.title == " ".join(title.split())
        (thing,) = page.things
        assert thing["name"] == title


def test_words_of_a_language_that_is_written_from_the_right_say_so(
    hostile_site: dict[str, Page],
) -> None:
    (heading,) = hostile_site["ressource/en.html"].all("h1")
    assert (heading.get("lang"), heading.get("dir")) == ("he", "auto")
    assert words(heading) == HEBREW


def test_every_link_of_hostile_pages_leads_to_a_file(hostile_site: dict[str, Page]) -> None:
    for page in hostile_site.values():
        for path, anchor in page.targets("/sous/chemin/"):
            assert (page.public / path).is_file(), f"{page.path} -> {path}"
            assert not anchor or path not in hostile_site or anchor in hostile_site[path].anchors


def test_the_page_of_what_is_missing_leads_from_any_depth(hostile_site: dict[str, Page]) -> None:
    page = hostile_site["404.html"]
    local = [a.get("href", "") for a in page.all("a")] + [page.links("stylesheet")[0].get("href")]
    assert all(each.startswith(("/sous/chemin/", "#")) for each in local if each)
    assert page.meta("robots") == ["noindex"]


@pytest.mark.parametrize("file", ["atom.xml", "en/atom.xml", "sitemap.xml", "robots.txt"])
def test_what_machines_ask_for_holds_hostile_words(
    hostile_site: dict[str, Page], file: str
) -> None:
    content = (hostile_site["index.html"].public / file).read_bytes()
    if file.endswith(".xml"):
        tree = ElementTree.fromstring(content)
        titles = [each.text for each in tree.iter("{http://www.w3.org/2005/Atom}title")]
        assert not titles or {title for title, _ in RESOURCES.values()} < set(titles)


def test_a_resource_of_which_nothing_is_known_has_no_empty_part(
    hostile_site: dict[str, Page],
) -> None:
    page = hostile_site["ressource/seul.html"]
    for element in chain(page.all("section"), page.all("dl"), page.all("ul"), page.all("p")):
        assert words(element)
    assert "None" not in words(page.tree)


def test_a_citation_without_a_year_goes_from_the_authors_to_the_title(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources debat-sur-la-marche issued", None)
    site = site_of(folder)
    (citation,) = cited(site["ressource/debat-sur-la-marche.html"])
    assert citation.startswith("Ligue de la marche. Débat sur la marche [Webinaire]. ")
    (citation,) = cited(site["ressource/guide-du-velo.html"])
    assert " (2019). Guide du vélo [Guide]. " in citation


def test_an_author_whose_name_ends_with_a_stop_has_one_stop(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources debat-sur-la-marche issued", None)
    change(folder, "agents ligue name", "Ligue de la marche S.A.")
    change(folder, "agents ligue spellings", "Ligue de la marche")
    (citation,) = cited(site_of(folder)["ressource/debat-sur-la-marche.html"])
    assert citation.startswith("Ligue de la marche S.A. Débat sur la marche [Webinaire]. ")


def cited(page: Page) -> list[str]:
    return [words(each) for each in page.all("p") if each.get("class") == "cite"]


def resource_pages(tree: str) -> list[str]:
    return [f"{tree}ressource/{id}.html" for id in RESOURCES]


# --- languages --------------------------------------------------------------------------------


def test_a_catalogue_of_one_language_has_one_tree(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    for key in ("title_fr", "description_fr"):
        change(folder, f"catalogue.toml catalogue.{key}", None)
    change(folder, "catalogue.toml catalogue.language", '"en"')
    site = site_of(folder)
    assert {page.lang for page in site.values()} == {"en"}
    assert not [path for path in site if path.startswith(("en/", "fr/"))]
    for page in site.values():
        assert not [each for each in page.links("alternate") if each.get("hreflang")]
    assert site["index.html"].title == "Resources of the workshop"


def test_a_setting_leaves_the_pages_in_the_second_language_out(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    site_of(folder)
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nsecond_language = false\n")
    site = site_of(folder)
    assert {page.lang for page in site.values()} == {"fr"}
    assert not (folder / "public/en").exists()
    for page in site.values():
        assert not [each for each in page.all("nav") if each.get("class") == "languages"]
        assert not [each for each in page.links("alternate") if each.get("hreflang")]
    site_of(folder, "anew")
    assert files_of(folder / "public") == files_of(folder / "anew")


def test_a_catalogue_in_another_language_has_the_interface_in_english(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "catalogue.toml catalogue.language", '"de"')
    site = site_of(folder)
    assert site["index.html"].lang == "en"
    assert site["fr/index.html"].lang == "fr"
    (title,) = site["ressource/guide-du-velo.html"].all("h1")
    assert title.get("lang") == "fr"


# --- long lists -------------------------------------------------------------------------------


def test_a_long_list_is_cut_into_pages_that_hold_each_resource_once(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    table = folder / "data/resources.csv"
    number = 2 * PAGE_SIZE + 3
    lines = table.read_text("utf-8").splitlines()
    columns = lines[0].split(",")
    row = {
        "kind": "Guide",
        "title": "Un guide de plus",
        "description": "Un guide.",
        "language": "fr",
    }
    for each in range(number):
        cells = row | {"id": f"numero-{each}", "organisations": "Atelier du vélo"}
        lines.append(",".join(cells.get(column, "") for column in columns))
    table.write_text("\n".join(lines) + "\n", "utf-8")
    site = site_of(folder)
    ids = [entry.id for entry in open_catalogue(folder, date=DATE)]
    for start in ("ressource/index", "en/organisation/atelier"):
        listed, path = [], f"{start}.html"
        while path:
            page = site[path]
            listed += [link.rpartition("/")[2].removesuffix(".html") for link in page.items]
            assert len(page.items) <= PAGE_SIZE
            following = [a.get("href", "") for a in page.all("a") if a.get("rel") == "next"]
            path = normpath(f"{dirname(start)}/{following[0]}") if following else ""
        assert len(listed) == len(set(listed)) >= number
        assert listed == [id for id in ids if id in listed]
    assert f"{start}.2.html" in site
    assert {len(each.things) for path, each in site.items() if ".2." in path} == {0}


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 2**32 - 1)), max_size=40))
def test_numbers_are_filed_in_their_order_however_many_are_held(
    pairs: list[tuple[str, int]],
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "MOST_HELD", 12)
        filed = postings.Postings()
        for key, number in pairs:
            filed.add(key, number)
        for key in "abcd":
            expected = [number for other, number in pairs if other == key]
            assert list(filed.of(key)) == expected
            assert filed.count(key) == len(expected)


# --- nothing, and what changed ----------------------------------------------------------------


def test_a_setting_leaves_the_site_out_and_nothing_else(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    site_of(folder)
    before = files_of(folder / "public")
    assert not site_of(without_site(folder), "bare")
    after = files_of(folder / "bare")
    own = ("style.css", "script.js", "recherche/", "robots.txt", "sitemap.xml", "sitemap/")
    own += ("chiffres/", "atom.xml", "en/")
    own += ("w3id.htaccess", "nginx.http.conf", "nginx.server.conf", "site.caddy", "_headers")
    own += (".nojekyll", "workbench/", "questions/", "qualite/", "icon.svg", "linkset.json")
    of_site = {path for path in before if path.endswith(".html") or path.startswith(own)}
    kept = set(before) - of_site - {"manifest.jsonl"}
    assert set(after) - {"manifest.jsonl"} == kept
    changed = {path for path in kept if before[path] != after[path]}
    assert changed <= {".htaccess", "redirects.nginx.conf", "_redirects"}


def test_words_that_change_render_pages_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    site_of(folder)
    inputs, names = open_folder(folder, date=DATE), list[str]()
    for kind in {type(artifact) for artifact in inputs.artifacts}:
        real = kind.part
        monkeypatch.setattr(
            kind,
            "part",
            lambda self, entries, real=real: names.append(self.name) or real(self, entries),
        )
    monkeypatch.setattr(templating, "layout_texts", lambda look: ("other words", look))
    publish(open_folder(folder, date=DATE), folder / "public", jobs=1)
    assert set(names) == {"resource pages"}


def test_publishing_again_after_a_change_gives_the_pages_of_a_first_time(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    site_of(folder)
    change(folder, "resources guide-du-velo title", "Un autre titre")
    change(folder, "agents atelier name", "L'atelier du vélo")
    table = folder / "data/resources.csv"
    text = table.read_text("utf-8").replace("Atelier du vélo", "atelier")
    table.write_text(text, "utf-8")
    site_of(folder)
    site_of(folder, "first")
    assert files_of(folder / "public") == files_of(folder / "first")


# --- what was retired -------------------------------------------------------------------------


@pytest.fixture(scope="module")
def retired_site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    folder = with_retired(copy_of_atelier(tmp_path_factory.mktemp("retired") / "atelier"))
    return {page.path: page for page in pages(folder / "public")}


@pytest.mark.parametrize("tree", ["", "en/"])
def test_the_page_of_a_rename_leads_to_the_page_of_its_successor(
    retired_site: dict[str, Page], tree: str
) -> None:
    page = retired_site[f"{tree}{OLD}.html"]
    page.parse_strictly()
    targets = [path for path, _ in page.targets("/")]
    assert f"{tree}{NEW}.html" in targets
    assert f"{NEW}.ttl" in targets
    assert "style.css" in targets
    assert all((page.public / path).is_file() for path in targets)
    assert page.meta("robots") == ["noindex"]


@pytest.mark.parametrize("tree", ["", "en/"])
@pytest.mark.parametrize("id", [OLD, GONE])
def test_the_page_of_what_was_retired_says_what_it_was_called(
    retired_site: dict[str, Page], tree: str, id: str
) -> None:
    assert f"https://id.example.net/atelier/{id}" in words(retired_site[f"{tree}{id}.html"].tree)


@pytest.mark.parametrize(("tree", "day"), [("", "1er février 2026"), ("en/", "1 February 2026")])
def test_the_page_of_a_removal_says_when_and_why_in_its_language(
    retired_site: dict[str, Page], tree: str, day: str
) -> None:
    text = words(retired_site[f"{tree}{GONE}.html"].tree)
    assert day in text
    assert REASON in text


def test_no_list_leads_to_what_was_retired(retired_site: dict[str, Page]) -> None:
    gone = {f"{tree}{id}.html" for tree in ("", "en/") for id in (OLD, GONE, TWIN)}
    for path, page in retired_site.items():
        if path not in gone:
            assert not gone & {target for target, _ in page.targets("/")}


# --- words of the interface -------------------------------------------------------------------


def test_the_words_of_the_interface_stand_in_both_languages_with_the_same_places() -> None:
    for area, texts in tomllib.loads(FILE.read_text("utf-8")).items():
        for key, each in texts.items():
            assert set(each) == set(LANGUAGES), f"{area}.{key}"
            french, english = (places(each[language]) for language in LANGUAGES)
            assert french == english, f"{area}.{key}"


def places(text: str | list[str]) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse("".join(text))} - {None}


def test_every_column_that_an_addition_can_fill_has_a_label() -> None:
    labels = texts_of("fr").words["label"]
    tables = (RESOURCE_TABLE, AGENTS, PLACES, SERIES, PROGRAMME)
    columns = chain.from_iterable(each.columns for each in tables)
    assert not [
        column.attribute
        for column in columns
        if not (column.key or column.editorial or column.attribute in labels)
    ]


@pytest.mark.parametrize(
    ("size", "french", "english"),
    [
        (0, "0\u00a0octets", "0\u00a0bytes"),
        (999, "999\u00a0octets", "999\u00a0bytes"),
        (1_000, "1,0\u00a0ko", "1.0\u00a0kB"),
        (12_345, "12\u00a0ko", "12\u00a0kB"),
        (999_999, "1,0\u00a0Mo", "1.0\u00a0MB"),
        (3_000_000_000_000, "3000\u00a0Go", "3000\u00a0GB"),
    ],
)
def test_a_size_is_said_as_people_say_it(size: int, french: str, english: str) -> None:
    assert (texts_of("fr").size(size), texts_of("en").size(size)) == (french, english)


@pytest.mark.parametrize(
    ("date", "french", "english"),
    [
        ("2019", "2019", "2019"),
        ("2019-02", "février 2019", "February 2019"),
        ("2019-06-01", "1er juin 2019", "1 June 2019"),
        ("2019-06-30", "30 juin 2019", "30 June 2019"),
    ],
)
def test_a_date_says_no_more_than_is_known(date: str, french: str, english: str) -> None:
    assert (texts_of("fr").date(date), texts_of("en").date(date)) == (french, english)
