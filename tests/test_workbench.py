"""The page of SPARQL questions: what its script is told, in which words; what serves its files."""

import gzip
import html
import json
import re
import zipfile
from pathlib import Path
from string import Formatter
from urllib.parse import urlencode

import pytest

from endpoint_server import EndpointServer
from tressons_ld.site.workbench_files import workbench_files
from tressons_ld.site.workbench_page import (
    FILE,
    first_question,
    page_block,
    question_value,
    workbench_words,
)
from tressons_ld.sparql.queries import load_queries

QUERIES = load_queries().by_name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_question_with_its_defaults_is_the_question_itself(language: str) -> None:
    for query in QUERIES.values():
        told = question_value(query, language)
        parts = [
            f'"{told["parameters"][piece]["value"]}"' if isinstance(piece, int) else piece
            for piece in told["text"]
        ]
        asked = query.in_english() if language == "en" else query
        text = "".join(
            line for line in asked.bind({}).splitlines(True) if not line.startswith("#+")
        )
        integers = {one.name for one in query.parameters if one.type in ("integer", "iri")}
        if not integers:
            assert "".join(parts) == text.lstrip("\n")
        assert len([piece for piece in told["text"] if isinstance(piece, int)]) == len(
            query.parameters
        )


def test_columns_are_called_by_their_english_names() -> None:
    told = question_value(QUERIES["ressources-par-genre"], "en")
    assert told["name"] == "resources-by-kind"
    assert told["columns"]["nombre"] == "number"
    assert question_value(QUERIES["ressources-par-genre"], "fr")["columns"] == {}


def test_words_have_the_same_places_in_both_languages() -> None:
    french, english = workbench_words("fr"), workbench_words("en")
    for area, words in french.items():
        for key, text in words.items():
            places = [
                {name for _, name, _, _ in Formatter().parse(each) if name}
                for each in (text, english[area][key])
            ]
            assert text and places[0] == places[1], (area, key)


def test_the_script_says_no_word_that_is_not_there_and_every_one_that_is(project: Path) -> None:
    folder = project / "workbench"
    files = [*(folder / "src").glob("*.js"), *(folder / "bundled").rglob("*.js")]
    text = "\n".join(path.read_text("utf-8") for path in files)
    said = set(re.findall(r'say\(\s*"([a-z_]+)"', text))
    said |= {key for pair in re.findall(r'count\("(\w+)", "(\w+)"', text) for key in pair}
    said |= {"loading", "class", "property"}  # Chosen by the kind of engine, or of term.
    assert said == workbench_words("fr")["script"].keys(), FILE


def test_no_word_ends_the_block_of_a_page() -> None:
    block = page_block("en", {"citation": "</script><!-- é"})
    assert "<" not in block
    assert json.loads(block)["citation"] == "</script><!-- é"


def test_the_files_of_the_script_are_served(endpoint: EndpointServer) -> None:
    names = [name for name in workbench_files() if name.endswith((".js", ".css"))]
    assert {"endpoint.js", "workbench.js", "workbench.css"} <= set(names)
    for name in names:
        answer = endpoint.request(f"/workbench/{name}", {"Accept-Encoding": "gzip"})
        whole = workbench_files()[name].read_bytes()
        packed = answer.headers["Content-Encoding"] == "gzip"
        assert (gzip.decompress(answer.body) if packed else answer.body) == whole
        assert packed or len(whole) < 2000
        kind = "css" if name.endswith(".css") else "javascript"
        assert answer.headers["Content-Type"] == f"text/{kind}; charset=utf-8"
        again = endpoint.request(f"/workbench/{name}", {"If-None-Match": answer.headers["ETag"]})
        assert (again.status, again.body) == (304, b"")
    for missing in ("/workbench/", "/workbench/nothing.js", "/workbench/../pyproject.toml"):
        assert endpoint.request(missing).status == 404


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_script_is_told_what_the_publication_uses(
    endpoint: EndpointServer, language: str
) -> None:
    told = endpoint.request(f"/workbench/catalogue.{language}.json").json
    classes = {iri: (name, number) for iri, name, number in told["classes"]}
    properties = {iri: (name, number) for iri, name, number in told["properties"]}
    rows = endpoint.ask("SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c").rows
    assert {iri: number for iri, (_, number) in classes.items()}.items() <= {
        row["c"]: int(row["n"]) for row in rows
    }.items()
    assert all(name for name, _ in classes.values())
    assert {"fr": "Titre", "en": "Title"}[language] == properties["http://purl.org/dc/terms/title"][
        0
    ]
    assert len(told["questions"]) == len(QUERIES)
    assert told["prefixes"]["dct"] == "http://purl.org/dc/terms/"


def test_the_page_begins_with_a_question_that_has_an_answer(endpoint: EndpointServer) -> None:
    assert len(endpoint.ask(first_question()).rows) == 20


@pytest.mark.parametrize(
    ("language", "word"), [("fr", "se fait attendre"), ("en", "takes a while")]
)
def test_a_page_of_a_slow_question_comes_before_its_answer(
    endpoint: EndpointServer, language: str, word: str
) -> None:
    """Its script asks and can stop; without one, a link waits to the end, here that of its time."""
    slow = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "lang": language}
    page = endpoint.request(f"/sparql?{urlencode(slow)}", {"Accept": "text/html"})
    assert page.status == 200
    assert word in page.text
    (link,) = re.findall('href="([^"]*wait=1)"', page.text)
    whole = endpoint.request(f"/sparql{html.unescape(link)}", {"Accept": "text/html"})
    assert whole.status == 503
    assert word not in whole.text


def test_a_wheel_holds_the_script_and_not_its_sources_for_npm(project: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if name.startswith("tressons_ld/workbench/")}
    files = (project / "workbench" / "src").iterdir()
    assert names == {f"tressons_ld/workbench/{path.name}" for path in files}
