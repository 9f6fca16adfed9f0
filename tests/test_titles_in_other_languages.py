"""A resource and a series may have their titles in other languages than their own."""

import csv
import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from catalogue_folder import change, copy_of_atelier, with_column
from command_line import DATE, tressons_ld
from reading_folders import TABLES, make_folder, read_all
from site_pages import Page, words
from tressons_ld.composition import open_folder
from tressons_ld.publication import shards
from tressons_ld.publication.publish import publish

BASE = "https://id.example.net/atelier/"
GUIDE = "guide-du-velo"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("titles") / "atelier")
    with_column(folder / "data/resources.csv", "title_en", {GUIDE: "Cycling guide"})
    with_column(folder / "data/resources.csv", "Title_PT-br", {GUIDE: "Guia da bicicleta"})
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "public"


def test_the_title_stays_the_one_and_the_others_are_alternative(public: Path) -> None:
    graph = ox.Store()
    graph.load(path=public / "catalogue.nt", format=ox.RdfFormat.N_TRIPLES)
    guide = ox.NamedNode(f"{BASE}ressource/{GUIDE}")
    terms = "http://purl.org/dc/terms/"

    def stated(property: str) -> set[object]:
        return {
            quad.object
            for quad in graph.quads_for_pattern(guide, ox.NamedNode(terms + property), None)
        }

    assert stated("title") == {ox.Literal("Guide du vélo", language="fr")}
    assert stated("alternative") == {
        ox.Literal("Cycling guide", language="en"),
        ox.Literal("Guia da bicicleta", language="pt-br"),
    }


@pytest.mark.parametrize("page", [f"en/ressource/{GUIDE}.html", "en/ressource/index.html"])
def test_the_pages_in_a_language_show_the_title_in_it(page: str, public: Path) -> None:
    assert "Cycling guide" in (public / page).read_text("utf-8")


def test_a_resource_that_another_one_names_is_called_by_its_title_in_the_language_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "_ENDS", 1)
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources debat-sur-la-marche based_on", GUIDE)
    with_column(folder / "data/resources.csv", "title_en", {GUIDE: "Cycling guide"})

    def called(tree: str) -> list[tuple[str, str | None]]:
        assert publish(open_folder(folder, date=DATE), folder / "public", jobs=1).published
        links = Page(folder / "public", f"{tree}ressource/debat-sur-la-marche.html").all("a")
        return [
            (words(each), each.get("lang"))
            for each in links
            if str(each.get("href")).endswith(f"{GUIDE}.html")
        ]

    assert called("") == [("Guide du vélo", None)]
    assert called("en/") == [("Cycling guide", None)]
    change(folder, f"resources {GUIDE} title_en", "A guide")
    assert called("en/") == [("A guide", None)]


def test_the_tab_the_networks_and_the_news_tell_the_title_that_the_page_shows(
    public: Path,
) -> None:
    for tree, title in (("", "Guide du vélo"), ("en/", "Cycling guide")):
        page = Page(public, f"{tree}ressource/{GUIDE}.html")
        assert str(page.all("title")[0].text).startswith(f"{title} · ")
        shared = [each for each in page.all("meta") if each.get("property") == "og:title"]
        assert [each.get("content") for each in shared] == [title]
        assert f"<title>{title}</title>" in (public / f"{tree}atom.xml").read_text("utf-8")


def test_the_pages_in_the_language_of_the_resource_show_its_own(public: Path) -> None:
    page = (public / f"ressource/{GUIDE}.html").read_text("utf-8")
    assert "<h1" in page and "Guide du vélo</h1>" in page


@pytest.mark.parametrize(
    ("tree", "others"),
    [
        ("", {"en": "Cycling guide", "pt-br": "Guia da bicicleta"}),
        ("en/", {"fr": "Guide du vélo", "pt-br": "Guia da bicicleta"}),
    ],
)
def test_a_page_tells_the_titles_that_are_not_its_own(
    tree: str, others: dict[str, str], public: Path
) -> None:
    page = Page(public, f"{tree}ressource/{GUIDE}.html")
    marked = {(each.get("lang"), words(each)) for each in page.all("span") if each.get("lang")}
    assert set(others.items()) <= marked


def test_titles_in_other_languages_are_read_as_such_and_not_as_the_programme(public: Path) -> None:
    (details,) = Page(public, f"en/ressource/{GUIDE}.html").all("details")
    (sentence,) = [words(each) for each in details.iter("li") if "dct:alternative" in words(each)]
    assert sentence.startswith("Its titles in other languages"), sentence


def test_the_published_table_has_them_by_the_names_of_their_columns(public: Path) -> None:
    with (public / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        titles = {
            row["id"]: (row["title"], row["title_en"], row["title_pt-br"])
            for row in csv.DictReader(file)
        }
    assert titles.pop(GUIDE) == ("Guide du vélo", "Cycling guide", "Guia da bicicleta")
    assert {others for _, *others in titles.values() for others in others} == {""}


def test_lines_of_json_have_them_too(tmp_path: Path) -> None:
    row = {**TABLES["resources"][0], "title_de": "Eine Studie"}
    made = make_folder(tmp_path, files={"resources.jsonl": json.dumps(row)})
    _, (entry,), findings = read_all(made)
    assert findings == []
    assert entry is not None and entry.other_titles == (("de", "Eine Studie"),)


def test_a_series_is_named_by_any_of_its_titles(tmp_path: Path) -> None:
    series = [{**TABLES["series"][0], "title_en": "Notebooks"}]
    rows = [{**TABLES["resources"][0], "series": "Notebooks"}, TABLES["resources"][1]]
    shared, (entry, _), findings = read_all(make_folder(tmp_path, series=series, resources=rows))
    assert findings == []
    assert entry is not None and entry.series == ("carnets",)
    assert shared.series["carnets"].other_titles == (("en", "Notebooks"),)


def test_a_second_title_in_the_language_of_the_resource_is_told(tmp_path: Path) -> None:
    first, second = TABLES["resources"]
    rows = [{**first, "title_fr": "Un autre titre"}, {**second, "title_fr": "", "language": "en"}]
    _, (entry, _), (found,) = read_all(make_folder(tmp_path, resources=rows))
    assert (found.code, found.value) == ("table.title-language", "Un autre titre")
    assert found.location is not None and found.location.column == "title_fr"
    assert entry is not None and entry.other_titles == ()
