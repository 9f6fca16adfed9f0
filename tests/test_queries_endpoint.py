"""The same questions on a real SPARQL server, and what is said of servers that fail."""

import socket
import threading
import urllib.parse
from contextlib import suppress
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import tressons_ld.sparql.endpoint
from answering_endpoint import answering, error_of, serving
from answering_endpoint import server as server
from child_processes import LONGEST
from queries_support import BUNDLED, columns, every_query, loaded
from tressons_ld.findings.errors import EndpointError, QueryError
from tressons_ld.sparql.answers import (
    AskResult,
    GraphResult,
    SelectResult,
)
from tressons_ld.sparql.endpoint import ask
from web_servers import free_port


@every_query
def test_the_server_answers_as_the_published_files_do(
    name: str, server: str, published: Path
) -> None:
    assert ask(BUNDLED[name].text, server) == loaded(published).run(BUNDLED[name].text)


@pytest.mark.parametrize("words", ["mobilité", 'a"} #', "\\u0022", "&?=+%20 é", "\n\t"])
def test_values_reach_the_server_as_they_are(words: str, server: str, published: Path) -> None:
    question = BUNDLED["recherche"].bind({"texte": words})
    assert ask(question, server) == loaded(published).run(question)
    spelled = question[question.index("VALUES") :].splitlines()[0]
    result = ask(f"SELECT ?texte {{ {spelled} }}", server)
    assert columns(result, ["texte"]) == [[words]]


def test_yes_and_no_are_asked(server: str) -> None:
    assert ask("ASK { ?s ?p ?o }", server) == AskResult(True)
    assert ask("ASK { ?s <urn:nothing> ?o }", server) == AskResult(False)


def test_a_resource_is_described(server: str) -> None:
    iri = "<https://w3id.org/tressons/ressource/ess-et-ruralites>"
    result = ask(f"DESCRIBE {iri}", server)
    assert isinstance(result, GraphResult)
    assert {triple[0] for triple in result.triples} == {iri}


def test_a_question_that_the_server_refuses_is_told_in_its_words(server: str) -> None:
    with pytest.raises(EndpointError) as raised:
        ask("SELECT * { ?x ?y }", server)
    assert "le serveur répond 400. Il refuse la question. Il dit : « error at" in (
        raised.value.text.fr
    )
    assert "the server answers 400. It refuses the question. It says:" in raised.value.text.en
    assert "\n" not in raised.value.text.fr


def test_another_address_of_the_server_is_told(server: str) -> None:
    with pytest.raises(EndpointError, match="the server answers 404"):
        ask("ASK {}", server.replace("/query", "/sparql/nothing"))


def test_an_update_is_not_sent(server: str) -> None:
    with pytest.raises(QueryError, match="is an update"):
        ask("INSERT DATA { <urn:a> <urn:b> <urn:c> }", server)


@pytest.mark.parametrize("text", ["", "PREFIX a: <urn:a:>", "CHERCHER * {}"])
def test_what_is_no_question_is_not_sent(text: str, server: str) -> None:
    with pytest.raises(QueryError, match="this is not a question"):
        ask(text, server)


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (400, "refuses the question"),
        (401, "asks for a password"),
        (403, "does not open its data"),
        (404, "Nothing is at this address"),
        (405, "not asked at this address"),
        (406, "does not write this format"),
        (414, "answers 414"),
        (418, "answers 418"),
        (429, "too many questions"),
        (500, "answers 500"),
        (502, "answers 502"),
        (503, "try again later"),
    ],
)
def test_a_refusal_is_told_with_the_words_of_the_server(status: int, said: str) -> None:
    error = error_of(answering("panne\nde « pile »".encode(), "text/plain", status))
    assert f"the server answers {status}. " in error.text.en
    assert f"le serveur répond {status}. " in error.text.fr
    assert said in error.text.en
    assert "panne de « pile »" in error.text.fr


def test_of_an_error_page_only_the_words_are_told() -> None:
    page = b"<html><head><style>b{}</style><title>Panne</title></head><body><h1>Oups</h1>" + (
        b"<p>" + b"x" * 100_000 + b"</p></body></html>"
    )
    error = error_of(answering(page, "text/html", 500))
    assert "« Panne Oups xxx" in error.text.fr
    assert "<" not in error.text.fr
    assert "b{}" not in error.text.fr


def test_an_error_page_does_not_steer_the_terminal() -> None:
    error = error_of(answering(b"\x1b[31mrouge\x07\xff", "text/plain", 500))
    assert error.text.fr.isprintable()


def test_an_error_without_words_is_told() -> None:
    assert "répond 500." in error_of(answering(b"", None, 500)).text.fr


@pytest.mark.parametrize(
    "media_type", ["text/html", "text/html; charset=utf-8", "text/plain", None]
)
def test_a_page_is_no_answer(media_type: str | None) -> None:
    error = error_of(answering(b"<html><title>Bienvenue</title></html>", media_type))
    assert "n'est pas celle d'un serveur SPARQL" in error.text.fr
    assert "Bienvenue" in error.text.fr


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'{"error": "no"}',
        b'{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "nothing"}}]}}',
        b"<html></html>",
        b"\xff\xfe\x00",
    ],
)
@pytest.mark.parametrize("media_type", ["application/sparql-results+json", "application/json"])
def test_malformed_json_is_told(body: bytes, media_type: str) -> None:
    error = error_of(answering(body, media_type))
    assert f"annoncée comme {media_type}" in error.text.fr
    assert "cannot be read" in error.text.en


def test_malformed_triples_are_told() -> None:
    body = b"<urn:a> <urn:b> oops ."
    error = error_of(answering(body, "text/turtle"), question="CONSTRUCT WHERE { ?s ?p ?o }")
    assert "cannot be read" in error.text.en


ONE_ROW = {
    "application/sparql-results+json": b'{"head": {"vars": ["x"]}, "results": {"bindings": '
    b'[{"x": {"type": "literal", "value": "\xc3\xa9", "xml:lang": "fr"}}]}}',
    "application/json;charset=utf-8": b'{"head": {"vars": ["x"]}, "results": {"bindings": '
    b'[{"x": {"type": "literal", "value": "\xc3\xa9", "xml:lang": "fr"}}]}}',
    "application/sparql-results+xml": b'<sparql xmlns="http://www.w3.org/2005/sparql-results#">'
    b'<head><variable name="x"/></head><results><result><binding name="x">'
    b'<literal xml:lang="fr">\xc3\xa9</literal></binding></result></results></sparql>',
    "text/tab-separated-values; charset=utf-8": b'?x\n"\xc3\xa9"@fr\n',
}


@pytest.mark.parametrize("media_type", ONE_ROW)
def test_the_result_formats_of_other_servers_are_read(media_type: str) -> None:
    with serving(answering(ONE_ROW[media_type], media_type)) as address:
        assert ask("SELECT ?x {}", address) == SelectResult(("x",), (('"é"@fr',),))


@pytest.mark.parametrize(
    ("media_type", "body"),
    [
        ("text/turtle", b"@prefix a: <urn:a:> . a:s a:p 1 ."),
        ("application/n-triples", b'<urn:a:s> <urn:a:p> "1"^^'
         b"<http://www.w3.org/2001/XMLSchema#integer> ."),
        ("application/ld+json", b'{"@id": "urn:a:s", "urn:a:p": 1}'),
    ],
)  # fmt: skip
def test_the_graph_formats_of_other_servers_are_read(media_type: str, body: bytes) -> None:
    with serving(answering(body, media_type)) as address:
        result = ask("CONSTRUCT WHERE { ?s ?p ?o }", address)
    integer = '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert result == GraphResult.of([("<urn:a:s>", "<urn:a:p>", integer)])  # type: ignore[list-item]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirection_is_told_with_its_target(status: int) -> None:
    with serving(answering(b"<html></html>", "text/html")) as target:
        error = error_of(answering(b"", None, status, Location=f"{target}/accueil"))
        assert f"renvoie à « {target}/accueil »" in error.text.fr


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_password_goes_nowhere_else_by_a_redirection(status: int) -> None:
    seen: list[str | None] = []

    def elsewhere(handler: BaseHTTPRequestHandler) -> None:
        seen.append(handler.headers["Authorization"])
        answering(b'{"head": {}, "boolean": true}')(handler)

    with (
        serving(elsewhere) as target,
        serving(answering(b"", None, status, Location=target)) as address,
        pytest.raises(EndpointError),
    ):
        ask("ASK {}", address.replace("http://", "http://moi:secret@"))
    assert seen == []


def test_a_redirection_to_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("xyzzy", "utf-8")
    error = error_of(answering(b"", None, 302, Location=secret.as_uri()))
    assert "xyzzy" not in error.text.fr


BEGINNING = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"
CHUNKED = BEGINNING.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n")


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (b"", b""),
        (BEGINNING, b""),
        (BEGINNING, b" "),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x"),
        (CHUNKED, b"0"),
    ],
    ids=[
        *("silent", "silent after the head", "a byte now and then"),
        *("a head that drips", "the length of a chunk that drips"),
    ],
)
def test_a_server_that_never_ends_its_answer_is_left(first: bytes, then: bytes) -> None:
    left = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(first)
        for _ in range(10 * LONGEST):
            if left.wait(0.1):
                break
            with suppress(OSError):
                handler.wfile.write(then)

    try:
        error = error_of(answer, timeout=0.5)
    finally:
        left.set()
    assert "pas de réponse entière en 0.5 s" in error.text.fr
    assert "--timeout" in error.text.en


@pytest.mark.parametrize("status", [400, 401, 404, 414, 500, 502])
def test_an_error_page_without_an_end_is_told_by_its_beginning(status: int) -> None:
    left = threading.Event()

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.end_headers()
        handler.wfile.write(b"Trop de lignes.")
        with suppress(OSError):
            while not left.wait(0.001):
                handler.wfile.write(b" " * 1000)

    try:
        error = error_of(answer, timeout=20)
    finally:
        left.set()
    assert f"{status}" in error.text.fr
    assert "Il dit : « Trop de lignes. »" in error.text.fr


def test_a_server_that_hangs_up_is_told() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.connection.shutdown(socket.SHUT_RDWR)

    assert "impossible de joindre" in error_of(answer).text.fr


def test_a_server_that_stops_in_the_middle_is_told() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/sparql-results+json")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b'{"head": {}')

    assert "stopped in the midst of its answer" in error_of(answer).text.en


def test_what_is_no_http_is_told() -> None:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"SSH-2.0-OpenSSH_9.2\r\n")

    assert "cannot reach" in error_of(answer).text.en


def test_an_endless_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tressons_ld.sparql.endpoint, "LARGEST_ANSWER", 1 << 20)
    error = error_of(answering(b" " * (1 << 22)))
    assert "more than 1 MiB" in error.text.en


def test_a_server_that_is_down_is_told() -> None:
    address = f"http://127.0.0.1:{free_port()}/sparql"
    with pytest.raises(EndpointError) as raised:
        ask("ASK {}", address)
    assert "(aucun programme n'y répond)" in raised.value.text.fr
    assert "(no program answers there)" in raised.value.text.en


def test_a_name_of_no_server_is_told() -> None:
    with pytest.raises(EndpointError, match=r"cannot reach nowhere\.invalid"):
        ask("ASK {}", "http://nowhere.invalid/sparql", timeout=LONGEST)


@pytest.mark.parametrize(
    "address",
    [
        *("", "sparql", "/sparql", "example.org/sparql", "ftp://example.org/", "http://"),
        *("file:///etc/hostname", "http://example.org:port/", "http://example.org:0/"),
        *("http://example.org/a b", "http://example.org/\n", "http://[::1/", "http://\x00/"),
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(EndpointError, match="is not the address of a server"):
        ask("ASK {}", address)


def test_the_request_is_that_of_the_protocol() -> None:
    seen: list[tuple[str, str, dict[str, str]]] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in handler.headers.items()}
        seen.append((handler.path, handler.body, headers))  # type: ignore[attr-defined]
        answering(b'{"head": {}, "boolean": true}')(handler)

    with serving(answer) as address:
        host = address.removeprefix("http://").partition("/")[0]
        question = "ASK { ?s ?p 'é&=+' }"
        asked = f"http://moi:s%C3%A9cret@{host}/é/sparql?default-graph-uri=urn:g#ici"
        assert ask(question, asked) == AskResult(True)
    ((path, body, headers),) = seen
    assert path == "/%C3%A9/sparql?default-graph-uri=urn:g"
    assert urllib.parse.parse_qs(body) == {"query": [question]}
    assert headers["content-type"] == "application/x-www-form-urlencoded"
    assert headers["accept"].startswith("application/sparql-results+json")
    assert headers["user-agent"] == "tressons-ld"
    assert headers["authorization"] == "Basic bW9pOnPDqWNyZXQ="


def test_a_password_is_in_no_message() -> None:
    address = f"http://moi:secret@127.0.0.1:{free_port()}/sparql"
    with pytest.raises(EndpointError) as raised:
        ask("ASK {}", address)
    assert "secret" not in raised.value.text.fr
    assert "secret" not in raised.value.text.en
