"""The page that runs queries in the browser: there with its engine alone, under its own policy."""

import json
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE
from installed_engine import installed, with_bundles, without_bundles
from site_pages import Page, words
from tressons_ld.composition import open_folder
from tressons_ld.publication.publish import publish
from tressons_ld.site import engine_files
from tressons_ld.site.content_policy import ENGINE_POLICY, POLICY
from tressons_ld.site.hosts.http_rules import OF_ENGINE_PAGES, headers_of

RULES = (".htaccess", "nginx.server.conf", "site.caddy", "_headers")
PATHS = ("sparql.html", "en/sparql.html")


def published(folder: Path, files: dict[str, Path], output: str = "public") -> Path:
    """A publication by an installation that has these programs."""
    with installed(files):
        assert publish(open_folder(folder, date=DATE), folder / output, jobs=1).published
    return folder / output


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The same catalogue published with the engine and without it."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("catalogue") / "atelier")
    bundles = with_bundles(tmp_path_factory.mktemp("bundles"))
    return published(folder, bundles), published(folder, without_bundles(), "bare")


def files_of(public: Path) -> dict[str, bytes]:
    return {
        path.relative_to(public).as_posix(): path.read_bytes()
        for path in public.rglob("*")
        if path.is_file()
    }


def test_the_engine_adds_its_page_and_changes_the_pages_of_questions_and_rules_alone(
    site: tuple[Path, Path],
) -> None:
    there, without = map(files_of, site)
    added = {path for path in there if path not in without}
    assert {path for path in added if not path.startswith("workbench/")} == set(PATHS)
    assert not [path for path in added if "endpoint" in path]
    changed = {path for path in without if there[path] != without[path]}
    changed -= {path for path in changed if path.startswith(("questions/", "en/questions/"))}
    assert changed <= {*RULES, "sitemap/pages-1.xml", "manifest.jsonl"}


def test_without_the_engine_no_page_and_no_rule_names_it(site: tuple[Path, Path]) -> None:
    _, without = site
    assert not [path for path, text in files_of(without).items() if b"wasm-unsafe-eval" in text]
    assert not [path for path, text in files_of(without).items() if b"sparql.html" in text]


@pytest.mark.parametrize("path", PATHS)
def test_its_page_alone_may_run_web_assembly(site: tuple[Path, Path], path: str) -> None:
    there, _ = site
    (policy,) = [e for e in Page(there, path).all("meta") if e.get("http-equiv")]
    assert policy.get("content") == ENGINE_POLICY
    assert "script-src 'self' 'wasm-unsafe-eval';" in ENGINE_POLICY
    assert ENGINE_POLICY.endswith("; worker-src 'self'")
    narrowed = ENGINE_POLICY.replace(" 'wasm-unsafe-eval'", "").removesuffix("; worker-src 'self'")
    assert narrowed == POLICY
    pages = [name for name, text in files_of(there).items() if b"wasm-unsafe" in text]
    assert {name for name in pages if name.endswith(".html")} == set(PATHS)


def test_each_host_has_a_rule_for_it(site: tuple[Path, Path]) -> None:
    there, _ = site
    (own,), (others,) = OF_ENGINE_PAGES.values(), headers_of(".html").values()
    for name in RULES:
        assert own in (there / name).read_text("utf-8"), name
    for name in (".htaccess", "nginx.server.conf", "site.caddy"):
        assert others in (there / name).read_text("utf-8"), name


@pytest.mark.parametrize("path", PATHS)
def test_it_tells_the_megabytes_and_where_the_statements_lie(
    site: tuple[Path, Path], path: str
) -> None:
    there, _ = site
    page = Page(there, path)
    page.parse_strictly()
    (block,) = [each for each in page.all("script") if each.get("id") == "workbench"]
    told = json.loads(block.text or "")
    folder = (there / path).parent
    for key in ("triples", "quads"):
        assert (folder / told["engine"][key]).stat().st_size == told["engine"]["sizes"][key]
    assert (folder / told["catalogue"]).is_file()
    assert (folder / told["editor"]).is_file()
    least = (there / "catalogue.nt").stat().st_size / 1000
    text = words(page.all("main")[0]).replace("\xa0", " ")
    assert any(f"{round(least) + more} k" in text for more in range(20, 60)), text


def test_it_names_the_words_of_a_choice_in_its_language(site: tuple[Path, Path]) -> None:
    there, _ = site
    told = json.loads((there / "workbench" / "catalogue.en.json").read_text("utf-8"))
    (crossed,) = (each for each in told["questions"] if each["name"] == "cross-table")
    assert "kind, section, year," in crossed["parameters"][0]["wanted"]


@pytest.mark.parametrize(("tree", "language"), [("", "fr"), ("en/", "en")])
def test_the_page_of_a_question_leads_to_it_by_its_name(
    site: tuple[Path, Path], tree: str, language: str
) -> None:
    there, _ = site
    page = Page(there, f"{tree}questions/ressources-sur-un-theme.html")
    told = json.loads((there / f"workbench/catalogue.{language}.json").read_text("utf-8"))
    (link,) = [e.get("href", "") for e in page.all("a") if "sparql.html" in e.get("href", "")]
    address, _, state = link.partition("?")
    assert address == "../sparql.html"
    (name,) = parse_qs(state)["question"]
    assert name in {each["name"] for each in told["questions"]}
    assert f"tressons-ld query {name}" in words(page.tree)


def test_too_large_a_catalogue_is_told_and_loads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine_files, "MOST_ENTRIES", 1)
    there = published(copy_of_atelier(tmp_path / "atelier"), with_bundles(tmp_path))
    page = Page(there, "en/sparql.html")
    page.parse_strictly()
    assert "Beyond 1 resources" in words(page.tree)
    assert "tressons-ld serve" in words(page.tree)
    assert not [each for each in page.all("script") if each.get("src")]
    (policy,) = [e for e in page.all("meta") if e.get("http-equiv")]
    assert policy.get("content") == POLICY
    assert not (there / "workbench").exists()
    assert "wasm-unsafe" not in (there / "_headers").read_text("utf-8")
    question = Page(there, "en/questions/ressources-sur-un-theme.html")
    (link,) = [each for each in question.all("a") if "sparql.html" in each.get("href", "")]
    assert (link.get("href"), words(link)) == ("../sparql.html", "Query the catalogue in SPARQL")
