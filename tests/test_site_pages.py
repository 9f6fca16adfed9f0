"""The pages of TRESSONS: well formed, linked, bilingual, loading nothing from elsewhere."""

import re
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree import ElementTree

import pytest
import rdflib

from site_pages import Page, pages, words
from tressons_ld import open_catalogue
from tressons_ld.api import OpenCatalogue
from tressons_ld.catalogue.paths import FRENCH_PATHS
from tressons_ld.site.content_policy import ENGINE_POLICY, POLICY
from tressons_ld.site.page_paths import ENGINE_PAGES

pytestmark = pytest.mark.usefixtures("answers")
LARGEST_PAGE, MIDDLE_PAGE = 60_000, 20_000
LARGEST_STYLE = 8_000
LARGEST_SCRIPT = 6_000
# No thing of the catalogue: what the tool itself publishes.
TOOL = {"ontologie", "profil", "formes", "exemple"}


@pytest.fixture(scope="module")
def site(published_whole: Path) -> dict[str, Page]:
    """The pages of TRESSONS, by their paths."""
    return {page.path: page for page in pages(published_whole)}


@pytest.fixture(scope="module")
def catalogue(project: Path) -> OpenCatalogue:
    return open_catalogue(project, date="2026-11-23")


def test_every_sort_of_page_is_parsed_without_an_error(site: dict[str, Page]) -> None:
    sorts = {(path.rpartition("/")[0], path.endswith("index.html")): path for path in site}
    assert len(sorts) > 20
    for path in (*sorts.values(), "404.html", "a-propos.html", "accessibilite.html"):
        site[path].parse_strictly()


def test_every_page_has_one_main_heading_and_no_level_left_out(site: dict[str, Page]) -> None:
    assert len(site) > 200
    for page in site.values():
        assert len(page.all("h1")) == 1, page.path
        assert page.title
        assert words(page.all("title")[0])
        assert len(page.all("main")) == 1
        levels = [int(each.tag[1]) for each in page.tree.iter("h1", "h2", "h3", "h4")]
        assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False))
        for section in page.all("section"):
            assert list(section.iter("h2", "h3")), page.path


def test_no_part_of_a_page_says_its_title_again(site: dict[str, Page]) -> None:
    for page in site.values():
        assert page.title not in map(words, page.all("h2")), page.path


@pytest.mark.parametrize("tree", ["", "en/"])
def test_the_home_page_leads_to_reading_asking_and_reusing(
    site: dict[str, Page], tree: str
) -> None:
    (main,) = site[f"{tree}index.html"].all("main")
    led = {each.get("href") for each in main.iter("a")}
    assert {"ressource/index.html", "questions/index.html", "catalogue.html"} <= led


def test_every_page_says_what_it_is_about_to_search_engines(site: dict[str, Page]) -> None:
    for page in site.values():
        (said,) = page.meta("description")
        assert len(said) > 10, page.path
    assert site["chiffres.html"].title in site["chiffres.html"].meta("description")[0]


def test_every_link_and_anchor_leads_to_something(
    site: dict[str, Page], published_whole: Path
) -> None:
    for page in site.values():
        for path, anchor in page.targets("/"):
            assert (published_whole / path).is_file(), f"{page.path} -> {path}"
            if anchor:
                assert anchor in site[path].anchors, f"{page.path} -> {path}#{anchor}"


def test_every_link_has_words(site: dict[str, Page]) -> None:
    for page in site.values():
        assert all(words(each) for each in page.all("a")), page.path


def test_every_page_is_reached_from_the_home_page(site: dict[str, Page]) -> None:
    waiting, reached = ["index.html"], {"404.html"}
    while waiting:
        path = waiting.pop()
        if path not in reached and path in site:
            reached.add(path)
            waiting.extend(target for target, _ in site[path].targets("/"))
    assert reached == set(site)


def test_links_are_relative_so_that_they_hold_anywhere(site: dict[str, Page]) -> None:
    for page in site.values():
        if page.path != "404.html":
            addresses = [each.get("href", "") for each in page.all("a")]
            assert not [each for each in addresses if each.startswith("/")], page.path


def test_a_page_runs_nothing_and_loads_nothing_of_others(site: dict[str, Page]) -> None:
    for page in site.values():
        assert page.runs_nothing_of_its_own()
        assert not page.all("style")
        for element in page.tree.iter():
            assert "style" not in element.attrib
            assert not [name for name in element.attrib if str(name).startswith("on")]
            assert element.tag == "script" or element.get("src") is None
        loaded = [each.get("href", "") for each in page.links("stylesheet")]
        engine = page.path in ENGINE_PAGES
        assert len(loaded) == 1 + engine
        assert not any(urlsplit(each).scheme for each in loaded)
        (policy,) = [e for e in page.all("meta") if e.get("http-equiv")]
        assert policy.get("content") == (ENGINE_POLICY if engine else POLICY)
        assert "unsafe" not in POLICY


def test_each_thing_has_a_page_in_each_language_beside_its_data(
    site: dict[str, Page], published_whole: Path
) -> None:
    things = {
        path.relative_to(published_whole).with_suffix("").as_posix()
        for path in published_whole.rglob("*.ttl")
        if "harvest" not in path.parts
    } - TOOL
    assert len(things) > 100
    for thing in things:
        french, english = site[f"{thing}.html"], site[f"en/{thing}.html"]
        assert (french.lang, english.lang) == ("fr", "en")
        assert french.links("cite-as")[0].get("href") == english.links("cite-as")[0].get("href")


def test_the_languages_of_a_page_name_each_other_and_itself(site: dict[str, Page]) -> None:
    root = "https://tressons.example.org/"
    for page in site.values():
        if page.meta("robots"):
            continue
        (canonical,) = page.links("canonical")
        assert canonical.get("href") == root + page.path
        alternates = {
            each.get("hreflang"): each.get("href")
            for each in page.links("alternate")
            if each.get("hreflang")
        }
        bare = page.path.removeprefix("en/")
        assert alternates == {"fr": root + bare, "en": f"{root}en/{bare}"}


def test_words_in_another_language_say_so(site: dict[str, Page]) -> None:
    path = "ressource/programmes-leader-et-ess.html"
    assert site[path].all("h1")[0].get("lang") is None
    assert site[f"en/{path}"].all("h1")[0].get("lang") == "fr"
    french = re.compile(r"\b(le|la|les|des|une?|dans|pour|sur|et)\b", re.IGNORECASE)
    english = re.compile(r"\b(the|of|and|in|on|for|with)\b", re.IGNORECASE)
    for page in site.values():
        if page.lang == "en":
            for tag in ("h1", "p", "dd", "a", "span"):
                for element in page.all(tag):
                    # An id is no word of a language.
                    own = re.sub(r"https?://\S+|^[a-z0-9-]+$", "", element.text or "")
                    if len(french.findall(own)) > 2 + len(english.findall(own)):
                        assert element.get("lang") == "fr", f"{page.path}: {own}"


def test_the_block_of_a_resource_is_what_embed_gives(
    site: dict[str, Page], catalogue: OpenCatalogue
) -> None:
    ids = [entry.id for entry in catalogue]
    for id, embedded in zip(ids, catalogue.pages(ids), strict=True):
        for tree in ("", "en/"):
            assert site[f"{tree}{FRENCH_PATHS.resource(id)}.html"].things == [embedded]


def test_each_page_has_one_block(site: dict[str, Page]) -> None:
    for page in site.values():
        assert len(page.blocks) == 1, page.path


def test_the_block_of_a_page_says_the_way_that_its_readers_see(site: dict[str, Page]) -> None:
    home = site["index.html"].links("canonical")[0].get("href")
    for page in site.values():
        shown = [nav for nav in page.all("nav") if nav.get("class") == "way"]
        if not shown:
            assert page.ways == [], page.path
            continue
        (way,) = page.ways
        places = [words(each) for each in shown[0].iter("li")]
        stated = way["itemListElement"]
        assert [" ".join(each["name"].split()) for each in stated] == places, page.path
        assert [each["position"] for each in stated] == list(range(1, len(places) + 1))
        own = urljoin(home, page.path)
        links = [urljoin(own, a.get("href")) for a in shown[0].iter("a")]
        assert [each["item"] for each in stated[:-1]] == links[: len(places) - 1]
        assert "item" not in stated[-1]


def test_a_resource_page_tells_the_sizes_of_its_data(
    site: dict[str, Page], published_whole: Path
) -> None:
    path = "ressource/programmes-leader-et-ess"
    text = words(site[f"{path}.html"].tree)
    for format, extension in (("Turtle", ".ttl"), ("JSON-LD", ".jsonld")):
        size = (published_whole / f"{path}{extension}").stat().st_size
        assert size > 9_950
        assert f"{format} {round(size / 1000)}\u00a0ko".replace("\u00a0", " ") in text.replace(
            "\u00a0", " "
        )


def test_each_thing_lists_the_resources_that_name_it(
    site: dict[str, Page], catalogue: OpenCatalogue
) -> None:
    expected: dict[str, list[str]] = {}
    agents = catalogue.shared.agents
    for entry in catalogue:
        named = [FRENCH_PATHS.agent(id, person=agents[id].person) for id in entry.organisations]
        named += [FRENCH_PATHS.agent(id, person=agents[id].person) for id in entry.persons]
        named += [FRENCH_PATHS.place(id) for id in entry.places] + [
            FRENCH_PATHS.series(id) for id in entry.series
        ]
        named += [FRENCH_PATHS.concept("theme", id) for id in entry.themes]
        named += [FRENCH_PATHS.concept("genre", entry.kind)]
        named += [FRENCH_PATHS.year(entry.issued[:4])] if entry.issued else []
        for path in named:
            expected.setdefault(path, []).append(f"{entry.id}.html")
    assert len(expected) > 50
    for path, files in expected.items():
        for tree in ("", "en/"):
            listed = [link.rpartition("/")[2] for link in site[f"{tree}{path}.html"].items]
            assert listed == files, path


def test_citation_managers_are_told_a_report_from_the_rest(site: dict[str, Page]) -> None:
    report = site["ressource/ess-dans-les-territoires-ruraux.html"]
    assert report.meta("citation_title") == ["L'ESS dans les territoires ruraux"]
    assert report.meta("citation_technical_report_institution") == ["Avise"]
    assert report.meta("citation_publication_date") == ["2019"]
    sheet = site["ressource/programmes-leader-et-ess.html"]
    assert len(sheet.meta("citation_author")) > 1
    webinar = site["ressource/agir-pour-une-mobilite-durable.html"]
    types = [each.meta("z:itemType") for each in (report, sheet, webinar)]
    assert types == [["report"], ["document"], ["videoRecording"]]
    assert not sheet.meta("citation_technical_report_institution")


def test_social_networks_are_told_of_a_resource_what_search_engines_are(
    site: dict[str, Page],
) -> None:
    page = site["ressource/ess-dans-les-territoires-ruraux.html"]
    told = {
        each.get("property"): each.get("content")
        for each in page.all("meta")
        if each.get("property")
    }
    assert told == {
        "og:title": page.title,
        "og:description": page.meta("description")[0],
        "og:url": page.meta("citation_public_url")[0],
        "og:type": "website",
        "og:site_name": site["index.html"].title,
        "og:locale": "fr_FR",
        "og:locale:alternate": "en_GB",
    }
    contents = [each.get("content") for each in page.all("meta")]
    assert [contents.count(told[f"og:{name}"]) for name in ("title", "description", "url")] == [
        1,
        1,
        1,
    ]


def test_a_fact_found_later_stands_with_its_source(
    site: dict[str, Page], catalogue: OpenCatalogue
) -> None:
    entry = next(entry for entry in catalogue if entry.additions)
    page = site[f"{FRENCH_PATHS.resource(entry.id)}.html"]
    (listed,) = [each for each in page.all("ul") if each.get("class") == "later"]
    assert len(list(listed)) == len(entry.additions)
    for row, addition in zip(listed, entry.additions, strict=True):
        links = [each.get("href") for each in row.iter("a")]
        assert addition.source in links
        assert f"../{FRENCH_PATHS.concept('certitude', addition.certainty or '')}.html" in links


def test_a_fact_about_the_programme_found_later_stands_with_its_source(
    site: dict[str, Page], catalogue: OpenCatalogue
) -> None:
    programme = catalogue.shared.programme
    assert programme is not None and programme.additions
    page = site[f"{FRENCH_PATHS.programme(programme.id)}.html"]
    (listed,) = [each for each in page.all("ul") if each.get("class") == "later"]
    assert len(list(listed)) == len(programme.additions)


def test_the_sitemap_tells_each_page_once_and_when_a_record_changed(
    site: dict[str, Page], published_whole: Path, catalogue: OpenCatalogue
) -> None:
    root, name = "https://tressons.example.org/", "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    robots = (published_whole / "robots.txt").read_text("utf-8")
    assert robots.splitlines()[-1] == f"Sitemap: {root}sitemap.xml"
    index = ElementTree.parse(published_whole / "sitemap.xml").getroot()
    told: dict[str, str | None] = {}
    for file in index.iter(f"{name}loc"):
        addresses = ElementTree.parse(
            published_whole / (file.text or "").removeprefix(root)
        ).getroot()
        for url in addresses.iter(f"{name}url"):
            path = (url.findtext(f"{name}loc") or "").removeprefix(root)
            assert path not in told
            told[path] = url.findtext(f"{name}lastmod")
    assert set(told) == set(site) - {"404.html"}
    modified = rdflib.URIRef("http://purl.org/dc/terms/modified")
    for entry in catalogue:
        path = FRENCH_PATHS.resource(entry.id)
        record = rdflib.Graph().parse(published_whole / f"{path}.ttl")
        (day,) = record.objects(rdflib.URIRef(f"https://w3id.org/tressons/{path}#fiche"), modified)
        assert told[f"{path}.html"] == told[f"en/{path}.html"] == str(day)
    assert {day for path, day in told.items() if "ressource/" not in path} == {None}


@pytest.mark.parametrize("tree", ["", "en/"])
def test_the_feed_of_news_leads_to_pages_and_is_announced_by_each(
    site: dict[str, Page], published_whole: Path, tree: str
) -> None:
    root, name = "https://tressons.example.org/", "{http://www.w3.org/2005/Atom}"
    feed = ElementTree.parse(published_whole / f"{tree}atom.xml").getroot()
    entries = list(feed.iter(f"{name}entry"))
    assert len(entries) == 28
    for entry in entries:
        link = entry.find(f"{name}link")
        assert link is not None
        page = site[link.get("href", "").removeprefix(root)]
        assert page.path.startswith(tree)
        assert page.title == " ".join((entry.findtext(f"{name}title") or "").split())
        assert entry.findtext(f"{name}id") == page.links("cite-as")[0].get("href")
    for page in site.values():
        if page.lang == ("en" if tree else "fr") and not page.meta("robots"):
            assert f"{tree}atom.xml" in {path for path, _ in page.targets("/")}


def test_pages_and_style_are_small(site: dict[str, Page], published_whole: Path) -> None:
    style, script = ((published_whole / name).stat().st_size for name in ("style.css", "script.js"))
    assert style <= LARGEST_STYLE
    assert script <= LARGEST_SCRIPT
    sizes = sorted((published_whole / path).stat().st_size + style + script for path in site)
    assert sizes[-1] <= LARGEST_PAGE
    assert sizes[len(sizes) // 2] <= MIDDLE_PAGE


def test_the_data_can_be_downloaded_with_their_sizes(site: dict[str, Page]) -> None:
    links = [each.get("href") for each in site["catalogue.html"].all("a")]
    assert {f"catalogue.{name}" for name in ("csv", "ttl", "jsonld", "rdf", "nt", "nq")} <= set(
        links
    )
    assert "harvest/dcat.rdf" in links
    assert "https://w3id.org/tressons/catalogue/donnees" in words(
        site["catalogue/donnees.html"].tree
    )
