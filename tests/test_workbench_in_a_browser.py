"""The workbench in Chromium: written, run, charted, downloaded, shared; an error made and mended.

Every sort of view passes axe, light and dark, wide and narrow; no other host is asked.
"""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from endpoint_server import EndpointServer, serving
from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.formats import SPARQL_JSON
from tressons_ld.site.answer_figure import figure_of
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.site.workbench_page import question_value
from tressons_ld.sparql.endpoint_body import rows_of
from tressons_ld.sparql.queries import load_queries
from tressons_ld.sparql.query import Query

pytestmark = pytest.mark.slow

_MOST_SCRIPT = 160_000
QUERIES = load_queries().by_name


@pytest.fixture(scope="module")
def server(published: Path) -> Any:
    with serving(published.parent) as server:
        yield server


def visited(
    project: Path, server: EndpointServer, folder: Path, language: str, editor: str
) -> dict[str, Any]:
    """What a visitor sees who does it all; what is wrong stands in ``wrong``."""
    browser = shutil.which("chromium")
    assert browser, "chromium is needed: sudo apt install chromium"
    done = subprocess.run(
        ["node", "workbench.js", browser, f"{server.address}?lang={language}", str(folder), editor],
        cwd=project / "tests" / "js",
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


@pytest.mark.parametrize(("language", "editor"), [("fr", "rich"), ("en", "rich"), ("fr", "plain")])
def test_a_visitor_asks_and_keeps_the_answer(
    project: Path, server: EndpointServer, tmp_path: Path, language: str, editor: str
) -> None:
    seen = visited(project, server, tmp_path, language, editor)
    assert seen["wrong"] == []
    assert seen["editor"] == editor
    assert 10_000 < seen["script"] <= _MOST_SCRIPT
    assert (seen["questions"], seen["rows"], seen["bars"]) == (len(QUERIES), 11, 11)
    assert 0 < seen["filtered"] < len(QUERIES)
    assert seen["columns"] == seen["cells"] == ["left"] * (len(seen["cells"]) - 1) + ["right"]
    assert "10" in seen["summary"]
    # Parameters.
    assert "mobilite" in seen["choices"]
    assert {"fr": "ne convient pas", "en": "does not suit"}[language] in seen["refused"]
    assert f'VALUES ?theme {{ "{seen["choices"][1]}" }}' in seen["bound"]
    # An error, and its mend.
    assert "dct:" in seen["undeclared"]
    place = {"fr": ("Ligne 2", "colonne"), "en": ("Line 2", "column")}[language]
    if editor == "rich":
        assert all(each in seen["fault"] for each in place)
        assert seen["declared"] == 30
    assert {"fr": "Aller à la ligne 2", "en": "Go to line 2"}[language] in seen["refusedByEngine"]
    assert (seen["mended"], seen["faultGone"]) == (30, "")
    assert "Agir pour une économie circulaire" in seen["labels"]
    assert seen["ascending"] == list(reversed(seen["descending"]))
    # What one takes away.
    assert seen["downloads"] == ["CSV", "TSV", "JSON", "XML"]
    (file,) = seen["downloaded"]
    assert len((tmp_path / file).read_text("utf-8").splitlines()) == 31
    assert seen["address"] in seen["citation"] and "30" in seen["citation"]
    assert any("dcat:Dataset" in each for each in seen["history"])
    assert seen["sharedRows"] == 30
    assert "#query=" in seen["long"] and seen["longRows"] == 1
    # Other sorts of answers, and none.
    assert seen["boolean"] == {"fr": "Oui", "en": "Yes"}[language]
    assert "dcat#Catalog" in seen["statements"]
    assert seen["overtaken"] == [[seen["boolean"]], [], ""]
    assert seen["stopped"] == {"fr": "Arrêté.", "en": "Stopped."}[language]
    assert seen["slow"] == {"fr": "La question est posée…", "en": "Asking…"}[language]
    assert seen["slowStopped"] == seen["stopped"]
    assert seen["after"] == "submit"
    if editor == "rich":
        assert any(each.startswith("dct:title") for each in seen["properties"])
        assert seen["completedText"].startswith("PREFIX dct: <http://purl.org/dc/terms/>\n")
        assert any(each.startswith("foaf:Document") for each in seen["classes"])
        assert any(each.startswith("ess-dans-les-territoires-ruraux") for each in seen["ids"])
    assert_figures_are_those_of_the_site(server, seen["figures"], language)


def assert_figures_are_those_of_the_site(
    server: EndpointServer, figures: dict[str, tuple[int, int]], language: str
) -> None:
    """Bars and circles for every question at hand, by the rule in Python."""
    assert len(figures) == len(QUERIES)
    for query in QUERIES.values():
        question = (query.in_english() if language == "en" else query).bind({})
        answer = server.ask(question)
        if "results" not in answer.json:
            continue
        result = query.answered(rows_of(answer.body, SPARQL_JSON))
        figure = figure_of(result, texts_of(language))  # type: ignore[arg-type]
        expected = [len(figure.drawing.boxes), len(figure.drawing.discs)] if figure else [0, 0]
        assert figures[query.name_in(language)] == expected, query.name


def made_by(script: str, project: Path, asked: object) -> Any:
    """What a program of ``tests/js`` makes of a JSON value."""
    done = subprocess.run(
        ["node", script],
        cwd=project / "tests" / "js",
        input=json.dumps(asked),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return json.loads(done.stdout)


def bound(project: Path, asked: list[tuple[object, list[str]]]) -> list[str | None]:
    """The texts of questions with values in them, as the script of the page makes them."""
    texts: list[str | None] = made_by("bound-questions.js", project, asked)
    return texts


DCT = "PREFIX dct: <http://purl.org/dc/terms/>"
SELECT = "SELECT ?r WHERE {\n  ?r a e:Dataset }\n"
OTHER = "PREFIX e: <http://e.example/>\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        (f"{DCT}\n", ""),
        (f"{DCT} # titles\n\n", ""),
        (f"{DCT}\nPREFIX été: <urn:e>\n", ""),
        # What stands on the line of a declaration goes on on the next ones.
        ("", f"{DCT} "),
        (f"{DCT}\n", "PREFIX b: <urn:b> "),
    ],
)
def test_a_prefix_is_declared_where_declarations_are(
    project: Path, before: str, after: str
) -> None:
    asked = [before + after + SELECT, "e", "http://e.example/"]
    ((declared, mended),) = made_by("declared-prefixes.js", project, [asked])
    assert declared == re.findall(r"PREFIX (\w+):", before + after)
    lines = before.rstrip("\n")
    place = len(lines) + 1 if lines else 0
    assert mended == asked[0][:place] + OTHER + asked[0][place:]
    ox.Store().query(mended)


def bound_by_python(query: Query, values: list[str]) -> str | None:
    """The same as the library makes it."""
    named = {one.name: value for one, value in zip(query.parameters, values, strict=True)}
    try:
        text = query.bind(named)
    except QueryError:
        return None
    # The same integers, as a person writes them.
    text = re.sub(r'"([^"]*)"\^\^<http://www.w3.org/2001/XMLSchema#integer>', r"\1", text)
    lines = [line for line in text.splitlines(True) if not line.startswith("#+")]
    return "".join(lines).lstrip("\n")


VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    st.sampled_from(
        [
            "",
            "0000",
            "7",
            "+5",
            "urn:a#b#c",
            "http://e.org/%zz",
            "mobilite",
            "2020",
            "2020-02-30",
            "12",
            "-1",
            'a"b\\',
            "http://e.org/a b",
            "é",
        ]
    ),
    st.from_regex(r"[a-z0-9-]{1,8}", fullmatch=True),
)
WITH_PARAMETERS = sorted(name for name, query in QUERIES.items() if query.parameters)


@settings(max_examples=5, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_a_value_becomes_the_term_that_the_library_makes_of_it(
    project: Path, data: st.DataObject
) -> None:
    cases = [
        (query, [data.draw(VALUES) for _ in query.parameters])
        for query in (QUERIES[name] for name in WITH_PARAMETERS)
        for _ in range(8)
    ]
    texts = bound(project, [(question_value(query, "fr"), values) for query, values in cases])
    for (query, values), text in zip(cases, texts, strict=True):
        expected = bound_by_python(query, values)
        assert text == expected, (query.name, values)


def test_a_wheel_that_npm_helped_to_build_has_the_editor(project: Path, tmp_path: Path) -> None:
    import sys

    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    wheels = []
    for name in ("one", "two"):
        subprocess.run([*build, "--directory", tmp_path / name], cwd=project, check=True)
        wheels += (tmp_path / name).glob("*.whl")
    one, two = (path.read_bytes() for path in wheels)
    assert one == two
    with zipfile.ZipFile(wheels[0]) as archive:
        assert b"MIT" in archive.read("tressons_ld/workbench/NOTICES.txt")
        assert len(archive.read("tressons_ld/workbench/editor.js")) > 300_000
