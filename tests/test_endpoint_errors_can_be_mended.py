"""What is told to who asks the endpoint wrongly: in his own words, with a mend that works."""

import re
from urllib.parse import urlencode

import pytest

from endpoint_server import FORM, EndpointServer, Reply
from tressons_ld.sparql.queries import load_queries

RESOURCES = load_queries().by_name["ressources"]
QUERY = "application/sparql-query"
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


# --- requests -------------------------------------------------------------------------------------


@LANGUAGES
def test_a_body_in_another_encoding_is_told_to_be_sent_in_utf_8(
    endpoint: EndpointServer, language: str
) -> None:
    for media_type in (QUERY, FORM):
        answer = endpoint.post(
            "ASK {}",
            f"{media_type}; charset=latin-1",
            Accept="text/plain",
            Accept_Language=language,
        )
        assert answer.status == 415
        assert "latin-1" in answer.text
        assert "UTF-8" in answer.text
        assert QUERY not in answer.text


def test_a_body_of_no_type_is_told_as_that(endpoint: EndpointServer) -> None:
    answer = endpoint.post("ASK {}", None, Accept="text/plain", Accept_Language="en")
    assert answer.status == 415
    assert answer.text.startswith("The body has no header Content-Type")
    assert QUERY in answer.headers["Accept-Post"]


def test_a_type_may_be_followed_by_words_in_quotation_marks(endpoint: EndpointServer) -> None:
    for word, status in (('version="1.2"', 200), ("charset=", 200), ('version="9"', 400)):
        assert endpoint.post("ASK {}", f"{QUERY}; {word}").status == status, word


def test_what_is_no_request_is_told_in_both_languages(endpoint: EndpointServer) -> None:
    answer = endpoint.raw(b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: h\r\n\r\n").decode()
    assert answer.startswith("HTTP/1.1 414") or answer.startswith("HTTP/1.0 414")
    assert "par POST" in answer
    assert "by POST" in answer


def test_an_error_of_syntax_is_that_of_the_question_as_it_is_asked(
    endpoint: EndpointServer,
) -> None:
    """An IRI that the address of the endpoint completes is none."""
    answer = endpoint.ask("PREFIX a: <b#> SELECT * { ?s a:c }", None, Accept_Language="en")
    assert answer.text == 'SPARQL:1:34: syntax error: unexpected "}".\n'


# --- the page -------------------------------------------------------------------------------------


def test_without_a_script_an_answer_is_cited_where_there_is_one(endpoint: EndpointServer) -> None:
    for query, cited in (("ASK {}", True), ("ASK", False), (None, False)):
        address = "/sparql" + (f"?{urlencode({'query': query, 'wait': 1})}" if query else "")
        page = endpoint.request(address, {"Accept": "text/html"}).text
        assert ('id="cite-section"' in page) is cited, query


def test_no_line_of_a_french_question_begins_with_its_sign(endpoint: EndpointServer) -> None:
    page = endpoint.request("/sparql?lang=fr", {"Accept": "text/html"}).text
    listed = re.findall(r'data-name="[^"]+">([^<]+)<', page)
    assert len(listed) > 40
    assert [each for each in listed if " ?" in each] == []
    told = endpoint.request("/workbench/catalogue.fr.json").json["questions"]
    assert [each["summary"] for each in told if " ?" in each["summary"]] == []
