"""What is told to who asks the endpoint wrongly: in his own words, with a mend that works."""

import re
from urllib.parse import urlencode

import pytest

from endpoint_server import EndpointServer, Reply
from tressons_ld.sparql.queries import load_queries

RESOURCES = load_queries().by_name["ressources"]
LANGUAGES = pytest.mark.parametrize("language", ["fr", "en"])


def asked(endpoint: EndpointServer, question: str, language: str, **fields: str) -> Reply:
    """The answer to a question at hand."""
    path = f"/api/queries/{question}?{urlencode(fields)}"
    return endpoint.request(path, {"Accept-Language": language})


@LANGUAGES
def test_an_unknown_parameter_is_told_with_all_that_may_be_given(
    endpoint: EndpointServer, language: str
) -> None:
    answer = asked(endpoint, "ressources", language, inconnu="1")
    listed = answer.text.rpartition(":")[2].strip(" .\n").split(", ")
    assert set(listed) == {
        *(RESOURCES.word(one.name, language) for one in RESOURCES.parameters),
        *("limit", "offset", "format"),
    }


def test_a_question_without_parameters_tells_how_its_rows_are_chosen(
    endpoint: EndpointServer,
) -> None:
    answer = asked(endpoint, "ressources-par-annee", "en", inconnu="1")
    assert answer.text.endswith("Possible parameters: limit, offset, format.\n")


@LANGUAGES
def test_a_thing_that_is_not_there_is_told_with_the_address_of_those_that_are(
    endpoint: EndpointServer, language: str
) -> None:
    refused = asked(endpoint, "ressources", language, genre="aucun")
    assert refused.status == 404
    (way,) = re.findall(r"(/api/queries/\S+?)(?: »|\")", refused.text)
    id = endpoint.request(way).json["rows"][0]["identifiant" if language == "fr" else "id"]
    assert asked(endpoint, "ressources", language, genre=id).status == 200


@LANGUAGES
def test_an_address_that_is_none_is_told_with_one_to_begin_with(
    endpoint: EndpointServer, language: str
) -> None:
    for path in ("/api/none", "/workbench/none.js"):
        refused = endpoint.request(path, {"Accept-Language": language})
        assert refused.status == 404
        assert path in refused.text
        beginning = re.findall(r"/\S+", refused.text)[-1].rstrip(".")
        assert endpoint.request(beginning).status == 200
