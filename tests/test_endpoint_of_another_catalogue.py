"""The endpoint of a catalogue that has none of the things that the tool's questions name."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import rdflib

from child_processes import wait_until
from command_line import tressons_ld
from endpoint_server import EndpointServer, serving
from tressons_ld.sparql.queries import load_queries
from tressons_ld.sparql.tokens import surface_of

QUERIES = load_queries().by_name
SH = rdflib.Namespace("http://www.w3.org/ns/shacl#")
# A catalogue of two resources has no concept of these lists.
NOTHING_OF_THE_KIND = {"ressources-par-concept-exterieur", "ressources-pour-un-public"}
# Of those that answer with rows, the parameter by which each names a thing, as it is declared.
NAMING = {
    name: (one.name, one.default)
    for name, query in QUERIES.items()
    for one in query.parameters
    if one.default and one.words and one.type != "choice" and name not in NOTHING_OF_THE_KIND
    if surface_of(query.text).form == "SELECT"
}


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EndpointServer]:
    folder = tmp_path_factory.mktemp("started")
    for arguments in (("init", "."), ("publish",)):
        done = tressons_ld(*arguments, folder=folder)
        assert done.returncode == 0, done.stderr
    with serving(folder) as server:
        # On a busy machine the defaults are looked up for a while, and those declared are told.
        wait_until(lambda: not any(default_of(server, name) for name in NOTHING_OF_THE_KIND))
        yield server


def default_of(endpoint: EndpointServer, question: str) -> str:
    """The default of its first parameter, as it is told to programs."""
    (told,) = (each for each in endpoint.request("/api/queries").json if each["name"] == question)
    return str(told["parameters"][0]["default"])


def rows_of(endpoint: EndpointServer, question: str) -> list[Any]:
    answer = endpoint.ask(question)
    assert answer.status == 200, answer.text
    return list(answer.json["results"]["bindings"])


def test_there_is_something_to_choose_otherwise() -> None:
    assert len(NAMING) >= 6
    assert ("theme", "mobilite") in NAMING.values()


def test_the_questions_of_the_page_open_with_what_the_catalogue_has(
    started: EndpointServer,
) -> None:
    told = started.request("/workbench/catalogue.fr.json").json
    questions = {each["name"]: each for each in told["questions"]}
    for name, (parameter, declared) in NAMING.items():
        values = [each["value"] for each in questions[name]["parameters"]]
        named = {each["name"]: each["value"] for each in questions[name]["parameters"]}
        assert named[parameter] and (named[parameter] != declared or declared == "theme"), name
        text = "".join(
            f'"{values[each]}"' if isinstance(each, int) else each
            for each in questions[name]["text"]
        )
        assert rows_of(started, text) or name == "ressources-proches", name
    for name in NOTHING_OF_THE_KIND:
        assert questions[name]["parameters"][0]["value"] == "", name


@pytest.mark.parametrize("language", ["fr", "en"])
def test_so_do_those_of_the_page_without_a_script(started: EndpointServer, language: str) -> None:
    page = started.request(f"/sparql?lang={language}", {"Accept": "text/html"}).text
    asked = re.findall(r'<a href="([^"]+)" data-name="([^"]+)"', page)
    assert len(asked) == len(QUERIES)
    for address, called in asked:
        name = next(each for each, q in QUERIES.items() if q.name_in(language) == called)
        if name in NAMING and name != "ressources-proches":
            (text,) = parse_qs(urlsplit(address.replace("&amp;", "&")).query)["query"]
            assert rows_of(started, text), name


def test_the_interface_for_programs_tells_the_same_defaults(started: EndpointServer) -> None:
    listed = {each["name"]: each for each in started.request("/api/queries").json}
    paths = started.request("/api/openapi.json").json["paths"]
    for name, (parameter, _) in NAMING.items():
        (told,) = (each for each in listed[name]["parameters"] if each["name"] == parameter)
        operation = paths[f"/api/queries/{name}"]["get"]
        (described,) = (each for each in operation["parameters"] if each["name"] == parameter)
        assert told["default"] == described["schema"]["default"]
        asked = f"/api/queries/{name}"
        given = started.request(f"{asked}?{parameter}={told['default']}").json
        assert started.request(asked).json == given, name
    for name in NOTHING_OF_THE_KIND:
        (described, *_) = paths[f"/api/queries/{name}"]["get"]["parameters"]
        assert "default" not in described["schema"], name


def test_the_questions_of_the_description_are_answered(started: EndpointServer) -> None:
    answer = started.request("/sparql", {"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=answer.text, format="turtle")
    texts = {
        str(one).rpartition("/")[2]: str(text) for one, text in graph.subject_objects(SH.select)
    }
    for name in NAMING.keys() & texts.keys() - {"ressources-proches"}:
        assert rows_of(started, texts[name]), name


def test_the_page_of_a_question_shows_the_question_that_was_answered(
    started: EndpointServer,
) -> None:
    page = started.folder / "public" / "questions" / "ressources-sur-un-theme.html"
    assert '{ "theme-exemple" }' in page.read_text("utf-8").replace("&#34;", '"')
