"""The same questions on a real SPARQL server, and what is said of servers that fail."""

import gzip
import json
import socket
import subprocess
import sys
import threading
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

import tressons_ld.sparql.endpoint
from child_processes import LONGEST, started, wait_until
from queries_support import BUNDLED, columns, every_query, loaded
from tressons_ld.findings.errors import EndpointError, QueryError
from tressons_ld.sparql.answers import (
    AskResult,
    GraphResult,
    SelectResult,
    plain_text,
)
from tressons_ld.sparql.endpoint import ask
from web_servers import free_port, listening

OXIGRAPH = Path(sys.executable).with_name("oxigraph")


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture(scope="session")
def server(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an oxigraph server that holds the catalogue in its named graphs."""
    location = tmp_path_factory.mktemp("oxigraph")
    load = (OXIGRAPH, "load", "--location", location, "--file", published / "catalogue.nq")
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    bind = f"127.0.0.1:{port}"
    serve = (OXIGRAPH, "serve-read-only", "--location", location, "--bind", bind)
    log = location.with_name("oxigraph.log")
    with (
        log.open("w", encoding="utf-8") as written,
        started((*serve, "--union-default-graph"), stdout=written, stderr=written) as process,
    ):
        wait_until(lambda: listening(port), process, log)
        yield f"http://{bind}/query"


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


# --- servers that fail ----------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[str]:
    """The address of a small server that answers every POST so; its requests are in ``seen``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            self.body = self.rfile.read(length).decode()
            answer(self)

        def do_GET(self) -> None:
            self.body = ""
            answer(self)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/sparql"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answering(
    body: bytes,
    media_type: str | None = "application/sparql-results+json",
    status: int = 200,
    **headers: str,
) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if media_type is not None:
            handler.send_header("Content-Type", media_type)
        handler.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def error_of(answer: Answer, timeout: float = LONGEST, question: str = "ASK {}") -> EndpointError:
    with serving(answer) as address, pytest.raises(EndpointError) as raised:
        ask(question, address, timeout=timeout)
    for sentence in raised.value.text:
        assert sentence.startswith(address)
        assert "\n" not in sentence
        assert len(sentence) < 700
    return raised.value


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


def test_a_redirection_to_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("xyzzy", "utf-8")
    error = error_of(answering(b"", None, 302, Location=secret.as_uri()))
    assert "xyzzy" not in error.text.fr


BEGINNING = b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"


@pytest.mark.parametrize(
    ("first", "then"),
    [(b"", b""), (BEGINNING, b""), (BEGINNING, b" ")],
    ids=["silent", "silent after the head", "a byte now and then"],
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


# --- answers of a part, of nothing, and of odd terms ----------------------------------------------

SELECT = "SELECT ?x { ?s ?p ?x }"
XML = (
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
    "<results>{}</results></sparql>"
)


def json_rows(*terms: dict[str, str]) -> bytes:
    bindings = [{"x": term} for term in terms]
    answer = {"head": {"vars": ["x"]}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False).encode()


def asked(answer: Answer) -> SelectResult:
    with serving(answer) as address:
        result = ask(SELECT, address)
    assert isinstance(result, SelectResult)
    return result


GUIDE = {"type": "literal", "value": "Guide"}
PARTS = {
    "more rows than it may give": ({"X-SPARQL-MaxRows": "2"}, 200, "coupe à 2 lignes"),
    "time over": (
        {"X-SQL-State": "S1TAT", "X-SQL-Message": "RC: too slow"},
        200,
        "« RC: too slow »",
    ),
    "a part": ({}, 206, "206"),
}


@pytest.mark.parametrize("part", PARTS)
def test_an_answer_that_is_not_whole_says_so(part: str) -> None:
    headers, status, said = PARTS[part]
    result = asked(answering(json_rows(GUIDE, GUIDE), status=status, **headers))
    assert (len(result.rows), result.whole) == (2, False)
    assert said in result.warnings[0].fr
    assert "the answer is not whole" in result.warnings[0].en


@pytest.mark.parametrize("headers", [{"X-SPARQL-MaxRows": "3"}, {"X-SQL-State": "00000"}])
def test_an_answer_within_the_limits_of_the_server_is_whole(headers: dict[str, str]) -> None:
    result = asked(answering(json_rows(GUIDE, GUIDE), **headers))
    assert (result.whole, result.warnings) == (True, ())


ODD = {
    "an IRI with a space": ({"type": "uri", "value": "http://example.org/a b"}, "a b"),
    "a relative IRI": ({"type": "uri", "value": "#Guide"}, "#Guide"),
    "a language of POSIX": ({**GUIDE, "xml:lang": "fr_FR"}, "@fr_FR"),
    "a datatype that is no IRI": ({**GUIDE, "datatype": "entier"}, "entier"),
    "a blank node of Virtuoso": ({"type": "bnode", "value": "nodeID://b1"}, "nodeID://b1"),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_term_spoils_its_cell_alone(odd: str) -> None:
    term, told = ODD[odd]
    result = asked(answering(json_rows(GUIDE, term, GUIDE)))
    assert [plain_text(row[0]) for row in result.rows] == ["Guide", term["value"], "Guide"]
    (warning,) = result.warnings
    assert warning.fr.startswith("ligne 2, colonne « x » : «")
    assert told in warning.en
    assert result.whole


def test_of_many_odd_terms_a_few_are_told() -> None:
    result = asked(answering(json_rows(*[{"type": "uri", "value": "a b"}] * 1000)))
    assert len(result.rows) == 1000
    assert len(result.warnings) == 4
    assert "997" in result.warnings[-1].fr


def test_an_odd_term_in_xml_spoils_its_cell_alone() -> None:
    body = XML.format(
        '<result><binding name="x"><uri>a b</uri></binding></result><result/>'
        '<result><binding name="x"><literal xml:lang="fr">é</literal></binding></result>'
    )
    result = asked(answering(body.encode(), "application/sparql-results+xml"))
    assert result.rows == (('"a b"',), (None,), ('"é"@fr',))
    assert len(result.warnings) == 1


def test_xml_with_entities_of_its_own_is_refused() -> None:
    body = '<!DOCTYPE a [<!ENTITY b "c">]>' + XML.format("<result><binding/></result>")
    assert "cannot be read" in error_of(answering(body.encode(), "text/xml")).text.en


CUT = {
    "json": (json_rows(GUIDE)[:-3] + b"\njava.util.concurrent.TimeoutException", "json"),
    "json, in a term": (json_rows(GUIDE)[:70], "json"),
    "xml": (XML.format("<result>").encode()[:-20] + b"\nTimeoutException", "xml"),
}


@pytest.mark.parametrize("cut", CUT)
def test_an_answer_that_is_cut_is_told_with_the_words_of_the_server(cut: str) -> None:
    body, kind = CUT[cut]
    error = error_of(answering(body, f"application/sparql-results+{kind}"))
    assert error.code == "endpoint.cut"
    assert ("TimeoutException" in error.text.fr) == (b"Timeout" in body)


LATIN = XML.format('<result><binding name="x"><literal>été</literal></binding></result>')
ENCODED = {
    "latin JSON": (json_rows({**GUIDE, "value": "été"}).decode().encode("cp1252"),
                   "application/json; charset=windows-1252"),
    "JSON with its mark": (b"\xef\xbb\xbf" + json_rows({**GUIDE, "value": "été"}),
                           "application/sparql-results+json"),
    "UTF-16": (LATIN.encode("utf-16"), "application/xml"),
    "declared": (f'<?xml version="1.0" encoding="ISO-8859-1"?>{LATIN}'.encode("latin-1"),
                 "application/xml"),
    "plain XML": (LATIN.encode(), "text/xml; charset=utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoded", ENCODED)
def test_an_answer_is_read_in_its_encoding(encoded: str, packed: bool) -> None:
    body, media_type = ENCODED[encoded]
    headers = {"Content-Encoding": "gzip"} if packed else {}
    body = gzip.compress(body, mtime=0) if packed else body
    assert asked(answering(body, media_type, **headers)).rows == (('"été"',),)


def test_an_answer_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tressons_ld.sparql.endpoint, "LARGEST_ANSWER", 1 << 20)
    body = gzip.compress(b" " * (1 << 22), mtime=0)
    headers = {"Content-Encoding": "gzip"}
    assert "more than 1 MiB" in error_of(answering(body, **headers)).text.en


@pytest.mark.parametrize(
    ("coding", "code"), [("br", "endpoint.unreadable"), ("gzip", "endpoint.cut")]
)
def test_a_packing_that_cannot_be_undone_is_told(coding: str, code: str) -> None:
    body = gzip.compress(json_rows(GUIDE), mtime=0)[:-12]
    headers = {"Content-Encoding": coding}
    assert error_of(answering(body, **headers)).code == code


def test_the_words_of_a_packed_error_page_are_told() -> None:
    body = gzip.compress("panne générale".encode("latin-1"), mtime=0)
    headers = {"Content-Encoding": "gzip"}
    error = error_of(answering(body, "text/plain; charset=iso-8859-1", 500, **headers))
    assert "panne générale" in error.text.fr


def holding(*, default: bool, named: bool) -> Answer:
    """A server with triples in its default graph or in named ones."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (question,) = urllib.parse.parse_qs(handler.body)["query"]  # type: ignore[attr-defined]
        if question.startswith("ASK"):
            holds = named if "GRAPH" in question else default
            body = json.dumps({"head": {}, "boolean": holds}).encode()
        else:
            body = json_rows()
        answering(body)(handler)

    return answer


QUESTIONS = ["SELECT ?x { ?s ?p ?x }", "ASK { ?s ?p ?o }"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_default_graph_is_told_with_its_mend(question: str) -> None:
    error = error_of(holding(default=False, named=True), question=question)
    assert error.code == "endpoint.empty-default-graph"
    assert "--union-default-graph" in error.text.fr
    assert "catalogue.nt" in error.text.en


def test_no_row_of_a_graph_that_holds_triples_is_an_answer() -> None:
    assert asked(holding(default=True, named=True)) == SelectResult(("x",), ())


def test_a_server_without_any_triple_is_told() -> None:
    result = asked(holding(default=False, named=False))
    assert result.whole
    assert "aucun triplet" in result.warnings[0].fr


def test_a_question_that_names_graphs_is_answered_as_it_is() -> None:
    with serving(holding(default=False, named=True)) as address:
        assert ask("SELECT ?x { GRAPH ?g { ?s ?p ?x } }", address) == SelectResult(("x",), ())


@pytest.mark.slow
def test_a_real_server_with_named_graphs_alone_is_told(published: Path, tmp_path: Path) -> None:
    load = (OXIGRAPH, "load", "--location", tmp_path / "db", "--file", published / "catalogue.nq")
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = (OXIGRAPH, "serve-read-only", "--location", tmp_path / "db")
    log = tmp_path / "oxigraph.log"
    with (
        log.open("w", encoding="utf-8") as written,
        started((*serve, "--bind", f"127.0.0.1:{port}"), stdout=written, stderr=written) as process,
    ):
        wait_until(lambda: listening(port), process, log)
        with pytest.raises(EndpointError, match="load catalogue.nt"):
            ask(BUNDLED["ressources-par-genre"].text, f"http://127.0.0.1:{port}/query")
