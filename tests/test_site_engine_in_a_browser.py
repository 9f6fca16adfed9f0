"""Queries run by the page of the site in Chromium: answers, faults, an end, and from the disk."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from command_line import DATE
from tressons_ld import open_catalogue
from tressons_ld.server.preview import Preview
from tressons_ld.server.static_site import StaticSite
from tressons_ld.site import engine_files
from tressons_ld.site.hosts.http_rules import Site

pytestmark = pytest.mark.slow

ADDRESS = "https://tressons.example.org/"
TITLES = "PREFIX dct: <http://purl.org/dc/terms/>\n"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
LAZILY = ("browser_worker.js", "web_bg.wasm", "catalogue.nt", "catalogue.nq")


@contextmanager
def served(public: Path) -> Iterator[str]:
    """The publication as a host gives it that follows its rules."""
    site = StaticSite(public, Site(ADDRESS, ADDRESS, in_folders=False))
    with Preview(site, 0) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def seen(project: Path, *visits: dict[str, Any]) -> list[dict[str, Any]]:
    """What a visitor sees; ``tests/js/engine.js`` says what a visit is."""
    browser = shutil.which("chromium")
    assert browser, "chromium is needed: sudo apt install chromium"
    done = subprocess.run(
        ["node", "engine.js", browser, ""],
        cwd=project / "tests" / "js",
        input=json.dumps(visits),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def origin(published_whole: Path) -> Iterator[str]:
    assert engine_files.is_there(), "the engine is needed: make workbench"
    with served(published_whole) as origin:
        yield origin


def names(addresses: list[str]) -> set[str]:
    return {each.partition("#")[0].rpartition("/")[2] for each in addresses}


@pytest.mark.parametrize(
    ("path", "width", "dark"), [("sparql.html", 320, True), ("en/sparql.html", 1280, False)]
)
def test_a_query_is_answered_under_the_policy(
    project: Path, origin: str, path: str, width: int, dark: bool
) -> None:
    (visit,) = seen(
        project, {"address": origin + path, "query": COUNT, "width": width, "dark": dark}
    )
    assert visit["wrong"] == []
    number = open_catalogue(project, date=DATE).query(COUNT)[0][0]
    assert visit["rows"] == [["n"], [number]]
    assert not [each for each in visit["asked"] if not each.startswith((origin, "blob:"))]


def test_nothing_of_the_engine_is_loaded_before_a_click(project: Path, origin: str) -> None:
    (visit,) = seen(project, {"address": f"{origin}sparql.html", "query": COUNT, "check": False})
    assert not names(visit["before"]) & set(LAZILY)
    assert names(visit["asked"]) & set(LAZILY) == set(LAZILY) - {"catalogue.nq"}
    assert visit["milliseconds"][0] <= 1000 * 5  # The bar is one second, on a machine at rest.


def test_the_page_of_a_question_leads_to_its_answer(
    project: Path, origin: str, published_whole: Path
) -> None:
    from site_pages import Page

    page = Page(published_whole, "questions/ressources-par-genre.html")
    (link,) = [e.get("href", "") for e in page.all("a") if "sparql.html?" in e.get("href", "")]
    (visit,) = seen(project, {"address": origin + link.removeprefix("../"), "check": False})
    rows = open_catalogue(project, date=DATE).query("ressources-par-genre")
    assert len(visit["rows"]) == 1 + len(rows)
    assert visit["rows"][0] == list(rows.columns)


def test_named_graphs_are_loaded_when_a_query_names_them(project: Path, origin: str) -> None:
    query = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    (visit,) = seen(project, {"address": f"{origin}sparql.html", "query": query, "check": False})
    assert "catalogue.nq" in names(visit["asked"])
    assert int(visit["rows"][1][0]) > 50


def test_a_query_without_end_is_stopped_and_the_next_one_answered(
    project: Path, origin: str
) -> None:
    stopped, answered = seen(
        project,
        {"address": f"{origin}sparql.html", "query": BOMB, "stop": 1500},
        {"address": f"{origin}en/sparql.html", "query": COUNT, "again": 1, "check": False},
    )
    assert stopped["wrong"] == []
    assert stopped["status"] == "Arrêté."
    assert stopped["milliseconds"][0] < 8000
    assert len(answered["rows"]) == 2


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE interroge un autre"),
        ("SELECT * { ?s ?p ?o FILTER(<urn:f>(?o)) }", "ne peut pas être évaluée"),
        ("SELECT ?x { ?x ?y ?z } ORDER", "Ligne 1"),
        ("SELECT ?x ?y { ?x ?y ?z } GROUP BY ?x", "L'y mettre, par exemple (SAMPLE(?x) AS ?y)."),
        ("SELECT * { ?x ?y ?z } GROUP BY ?x", "Nommer les variables"),
        ("SELECT * { ?x ?y ?z BIND(1 AS ?x) }", "En prendre une autre après AS."),
    ],
)
def test_what_is_wrong_is_told(project: Path, origin: str, query: str, told: str) -> None:
    (visit,) = seen(project, {"address": f"{origin}sparql.html", "query": query})
    assert visit["wrong"] == []
    assert told in visit["fault"]
    assert visit["rows"] == []


@pytest.mark.parametrize(
    ("label", "query", "beginning"),
    [
        ("TSV", "SELECT * { ?s ?p ?o } LIMIT 1", "?s\t?p\t?o\n"),
        ("JSON", "SELECT * { ?s ?p ?o } LIMIT 1", '{"head":{"vars":["s","p","o"]}'),
        # No XML holds that sign.
        ("XML", r'SELECT ("\u0001" AS ?x) {}', "XML : "),
        ("Turtle", f"{TITLES}CONSTRUCT WHERE {{ ?s dct:title ?o }}", "@prefix dct: <http://purl"),
    ],
)
def test_an_answer_is_kept_in_the_order_and_the_words_of_the_query(
    project: Path, origin: str, label: str, query: str, beginning: str
) -> None:
    visit = {"address": f"{origin}sparql.html", "query": query, "keep": label, "check": False}
    assert seen(project, visit)[0]["kept"].startswith(beginning)


def test_data_that_cannot_be_read_are_told(
    project: Path, published_whole: Path, tmp_path: Path, origin: str
) -> None:
    public = tmp_path / "public"
    shutil.copytree(published_whole, public)
    (public / "catalogue.nt").write_text("<!DOCTYPE html><title>Oups</title>", "utf-8")
    (public / "catalogue.nq").unlink()
    with served(public) as other:
        damaged, missing = seen(
            project,
            {"address": f"{other}sparql.html", "query": COUNT, "check": False},
            {"address": f"{other}en/sparql.html", "query": "ASK { GRAPH ?g {} }", "check": False},
        )
    assert "catalogue.nt n'est pas ce qui a été publié" in damaged["fault"]
    assert "is not what was published" in missing["fault"]


def test_from_a_disk_it_says_why_it_runs_nothing_and_offers_the_answers(
    project: Path, published_whole: Path, origin: str
) -> None:
    address = (published_whole / "sparql.html").as_uri()
    (visit,) = seen(project, {"address": address, "width": 320})
    assert visit["wrong"] == []
    assert "ouverte depuis un disque" in visit["notice"]
    assert not visit["form"]
    assert "Toutes les questions" in visit["main"]
