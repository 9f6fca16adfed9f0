"""What is no good request is answered with a sentence, and leaves no line in the operator's log."""

import asyncio
import gzip
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
import rdflib
from aiohttp import web
from aiohttp.test_utils import make_mocked_request

from child_processes import LONGEST
from endpoint_server import EndpointServer, beside, serving
from tressons_ld.server.sparql_service.http_connection import HttpConnection, HttpServer

_POST = (
    b"POST /sparql HTTP/1.1\r\nHost: h\r\nConnection: close\r\n"
    b"Content-Type: application/sparql-query\r\n"
)
_CHUNKED = _POST + b"Transfer-Encoding: chunked\r\n\r\n"
_PACKED = _POST + b"Content-Length: %d\r\nContent-Encoding: %s\r\n\r\n"
_GET = b"GET %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n%s\r\n"
_ASK = b"/sparql?query=ASK%20%7B%7D"
NO_END = gzip.compress(b"ASK {}")[:-8]
CUT_GZIP = gzip.compress(b"ASK {}" * 100)[:15]

REFUSED = {
    "no number of bytes": (400, _CHUNKED + b"zz\r\nASK\r\n0\r\n\r\n"),
    "more than a chunk": (400, _CHUNKED + b"3\r\nASKxx\r\n0\r\n\r\n"),
    "no gzip": (400, _PACKED % (5, b"gzip") + b"hello"),
    "brotli": (415, _PACKED % (5, b"br") + b"hello"),
    "an encoding of which nothing is installed": (415, _PACKED % (5, b"zstd") + b"hello"),
    "no deflate": (400, _PACKED % (5, b"deflate") + b"hello"),
    "half a gzip": (400, _PACKED % (len(CUT_GZIP), b"gzip") + CUT_GZIP),
    "a gzip that lacks its end alone": (400, _PACKED % (len(NO_END), b"gzip") + NO_END),
    "a type in Latin-1": (
        415,
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: \xff\xff;;;==\r\n"
        b"Content-Length: 3\r\nConnection: close\r\n\r\nASK",
    ),
    "a long name": (404, _GET % (b"/" + b"a" * 5000, b"")),
    "a long path": (404, _GET % (b"/" + b"a/" * 5000, b"")),
    "a name with NUL": (404, _GET % (b"/a%00b", b"")),
    "a surrogate": (400, _GET % (b"/sparql?query=%ED%A0%80", b"")),
    "a range beyond": (416, _GET % (b"/catalogue.nt", b"Range: bytes=999999999999-\r\n")),
    "a tunnel": (405, b"CONNECT h:80 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"),
    "a path out of the site": (404, _GET % (b"//etc/passwd", b"")),
    "a folder out of the site": (404, _GET % (b"//etc", b"")),
    "chunks in HTTP/1.0": (
        400,
        b"POST /sparql HTTP/1.0\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
        b"Connection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n",
    ),
    "HTTP/2": (400, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "many types": (406, _GET % (_ASK, b"Accept: " + b"a/b;q=0.1," * 6000 + b"\r\n")),
}
_ENDLESS = b"SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CUT = {
    "a short body": _POST + b"Content-Length: 100\r\n\r\nASK",
    "a short chunk": _CHUNKED + b"30\r\nASK",
    "a question": _POST + b"Content-Length: %d\r\n\r\n" % len(_ENDLESS) + _ENDLESS,
}


def _query(text: str, headers: bytes = b"", method: bytes = b"GET") -> bytes:
    target = b"/sparql?" + urlencode({"query": text}).encode()
    return _GET.replace(b"GET", method, 1) % (target, headers)


def _body(content: bytes, media_type: bytes = b"application/sparql-query") -> bytes:
    head = _POST.replace(b"application/sparql-query", media_type)
    return head + b"Content-Length: %d\r\n\r\n" % len(content) + content


_FORM = b"application/x-www-form-urlencoded"
# What strangers send; each is answered by the book, and the next question is right.
STRANGE = {
    "half a percent sign": (400, _GET % (b"/sparql?query=ASK%7B%7D%zz", b"")),
    "a percent sign in a path": (404, _GET % (b"/%zz/%", b"")),
    "no UTF-8 in a path": (404, _GET % (b"/%ff%fe", b"")),
    "dots in too many bytes": (404, _GET % (b"/%c0%ae%c0%ae/etc/passwd", b"")),
    "dots that are escaped": (404, _GET % (b"/%2e%2e/%2e%2e/data/catalogue.toml", b"")),
    "a slash that is escaped": (404, _GET % (b"/ressource%2f..%2f..%2fdata", b"")),
    "backslashes": (404, _GET % (b"/..\\..\\data", b"")),
    "a line end in a path": (404, _GET % (b"/vocabulaire%0d%0aX-Evil:%201", b"")),
    "a hidden folder": (404, _GET % (b"/.public.store", b"")),
    "two lengths": (400, _POST + b"Content-Length: 6\r\nContent-Length: 5\r\n\r\nASK {}"),
    "a list of lengths": (400, _POST + b"Content-Length: 6, 6\r\n\r\nASK {}"),
    "a length with a sign": (400, _POST + b"Content-Length: +6\r\n\r\nASK {}"),
    "a length and chunks": (
        400,
        _POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    ),
    "a coding before chunks": (
        400,
        _POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n",
    ),
    "an encoding that nobody knows": (415, _PACKED % (6, b"rot13") + b"ASK {}"),
    "two encodings": (415, _PACKED % (6, b"gzip, gzip") + b"ASK {}"),
    "another coding": (400, _POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"),
    "a space before a colon": (400, _POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    "TLS": (400, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(100)),
    "no encoding at all": (200, _query("ASK {}", b"Accept-Encoding: *;q=0\r\n")),
    "a range of an answer": (200, _query("ASK {}", b"Range: bytes=0-3\r\n")),
    "a protocol to change to": (200, _query("ASK {}", b"Upgrade: websocket\r\n")),
    "a function to call": (200, _GET % (b"/sparql?query=ASK%7B%7D&callback=alert", b"")),
    "HEAD of a fault": (400, _query("BAD", method=b"HEAD")),
    "TRACE": (405, _GET.replace(b"GET", b"TRACE") % (b"/sparql", b"")),
    "DELETE": (405, _GET.replace(b"GET", b"DELETE") % (b"/", b"")),
    "parts": (415, _body(b"--x\r\n\r\nASK {}\r\n--x--", b"multipart/form-data; boundary=x")),
    "UTF-16": (415, _body(b"ASK {}", b"application/sparql-query; charset=utf-16")),
    "nothing": (400, _body(b"")),
    "blanks": (400, _body(b"  \n")),
    "a form that is not escaped": (400, _body("query=ASK {} #é".encode(), _FORM)),
    "an update in a query": (400, _body(b"INSERT DATA { <a> <b> <c> }")),
    "eight megabytes": (413, _body(b"#" * 8_000_000)),
    "a file of the machine": (400, _GET % (b"/sparql?query=ASK%7B%7D&format=../../etc", b"")),
    "a thousand graphs and more": (
        400,
        _body(urlencode([("default-graph-uri", f"urn:{n}") for n in range(2000)]).encode(), _FORM),
    ),
    "graphs that nobody has": (
        200,
        _body(
            urlencode(
                [("query", "ASK {}"), *(("default-graph-uri", f"urn:{n}") for n in range(900))]
            ).encode(),
            _FORM,
        ),
    ),
    "half a surrogate": (400, _body(b"ASK { FILTER('\\uD800' = 'a') }")),
    "a very long number": (200, _body(b"SELECT (1" + b"0" * 50_000 + b" * 2 AS ?x) {}")),
    "a question of the site": (404, _GET % (b"/api/queries/../../etc", b"")),
    "a question with NUL": (404, _GET % (b"/api/queries/%00", b"")),
}


@contextmanager
def quiet(folder: Path) -> Iterator[EndpointServer]:
    """A server that has nothing to tell its operator."""
    with serving(folder, "--timeout", "3") as server:
        yield server
        assert server.process.poll() is None
        server.process.terminate()
        _, told = server.process.communicate(timeout=LONGEST)
        assert told == ""


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[EndpointServer]:
    with quiet(published.parent) as server:
        yield server


@pytest.mark.parametrize("name", REFUSED)
def test_it_is_refused_by_the_status_that_it_deserves(server: EndpointServer, name: str) -> None:
    status, request = REFUSED[name]
    answer = server.raw(request)
    assert int(answer.split(b" ", 2)[1]) == status
    assert b"Traceback" not in answer


@pytest.mark.parametrize("version", [b" HTTP/2.0", b" HTTP/0.9", b""])
def test_another_version_is_refused_by_the_one_that_is_spoken(
    server: EndpointServer, version: bytes
) -> None:
    answer = server.raw(b"GET /sparql" + version + b"\r\nHost: h\r\n\r\n")
    assert answer.startswith(b"HTTP/1.1 505 ")
    assert b"Connection: close" in answer


def test_a_target_that_names_a_host_is_one_of_ours(server: EndpointServer) -> None:
    ask = b"GET http://data.example%s HTTP/1.1\r\nHost: other.example\r\nAccept: %s\r\n"
    ask += b"Connection: close\r\n\r\n"
    for path in (b"/sparql?query=ASK%20%7B%7D", b"/catalogue.html", b""):
        assert server.raw(ask % (path, b"*/*")).startswith(b"HTTP/1.1 200 "), path
    _, _, body = server.raw(ask % (b"/sparql", b"text/turtle")).partition(b"\r\n\r\n")
    assert b"<http://data.example/sparql>" in body
    assert b"other.example" not in body


def test_a_question_may_begin_with_the_mark_of_its_encoding(server: EndpointServer) -> None:
    answer = server.post("\ufeffASK {}", "application/sparql-query")
    assert answer.json["boolean"] is True


@pytest.mark.parametrize("fault", ["\x00", "\x1b]0;x\x07", "@" + "a-" * 50_000 + "b"])
def test_a_fault_is_shown_short_and_visible(server: EndpointServer, fault: str) -> None:
    answer = server.post(f"ASK {{ ?s ?p 'x' {fault} }}", "application/sparql-query")
    assert answer.status == 400
    assert answer.json["detail"].isprintable()
    assert len(answer.json["detail"]) < 150


def test_what_strangers_send_is_answered_by_the_book(server: EndpointServer) -> None:
    wrong = {}
    for name, (status, request) in STRANGE.items():
        head, _, body = server.raw(request).partition(b"\r\n\r\n")
        given = int(head.split(b" ", 2)[1])
        explained = given < 400 or body or b"HEAD" in request[:4]
        if given != status or not explained or b"X-Evil" in head:
            wrong[name] = (given, body[:100])
        if server.ask("ASK {}").json != {"head": {}, "boolean": True}:
            wrong[f"after {name}"] = (0, b"")
    assert wrong == {}


@pytest.mark.parametrize("name", CUT)
def test_who_leaves_in_the_midst_of_a_request_is_forgotten(
    server: EndpointServer, name: str
) -> None:
    for _ in range(20):
        with socket.create_connection(server.place) as connection:
            connection.sendall(CUT[name])
    deadline = time.monotonic() + 2.5
    while (workers := server.health["workers"])["running_slow"] + workers["running_fast"]:
        assert time.monotonic() < deadline, "before its time was over"
        time.sleep(0.05)
    assert server.ask("ASK {}").status == 200


@pytest.mark.parametrize("host", [b'h"><x', b"h y:z", b"\xff\xfe"])
def test_a_host_that_is_none_makes_no_broken_description(
    server: EndpointServer, host: bytes
) -> None:
    request = (
        b"GET /sparql HTTP/1.1\r\nHost: %s\r\nAccept: text/turtle\r\nConnection: close\r\n\r\n"
    )
    head, _, body = server.raw(request % host).partition(b"\r\n\r\n")
    assert int(head.split(b" ", 2)[1]) in (200, 400)
    if b" 200 " in head[:20]:
        assert len(rdflib.Graph().parse(data=body.decode(), format="turtle"))


def test_a_fault_of_ours_fills_no_log(caplog: pytest.LogCaptureFixture) -> None:
    async def fails(request: web.BaseRequest) -> web.StreamResponse:
        raise ValueError("a fault")

    async def run() -> None:
        connection = HttpServer(fails, most=10, idle=5, body=1000)()
        assert isinstance(connection, HttpConnection)
        request = make_mocked_request("GET", "/", writer=SimpleNamespace(output_size=0))
        for _ in range(50):
            answer = connection.handle_error(request, 500, ValueError("a fault"))
            assert answer.status == 500
        with pytest.raises(ConnectionResetError):
            connection.handle_error(request, 500, ConnectionResetError())

    asyncio.run(run())
    assert len(caplog.records) == 1


def test_more_connections_than_a_shell_has_descriptors_keep_nobody_out(
    endpoint: EndpointServer, tmp_path: Path
) -> None:
    """Where there are none left, asyncio takes no connection any more, for ever."""
    beside(endpoint.folder, tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with ExitStack() as stack:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        try:
            server = stack.enter_context(serving(tmp_path))
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(400):
            stack.enter_context(socket.create_connection(server.place, timeout=LONGEST))
        assert b" 200 " in server.raw(_GET % (_ASK, b""))[:20]
