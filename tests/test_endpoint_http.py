"""Strict HTTP: what is malformed, too long, too slow or too old is refused in so many words."""

import gzip
import json
import os
import re
import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlencode

import pytest

from child_processes import LONGEST, wait_until
from endpoint_server import FORM, EndpointServer, serving, workers_of

ASK = b"GET /sparql?query=ASK%20%7B%7D HTTP/1.1\r\nHost: h\r\n"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
LARGE = "SELECT * { ?s ?p ?o . ?s ?q ?x }"


@pytest.mark.parametrize(
    "request_",
    [
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        b"GET / HTTP/1.1\nHost: h\n\n",
        b"GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: h\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(50) + b"\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Length: x\r\n\r\n",
    ],
    ids=["lengths", "no-host", "hosts", "bare-lf", "folded", "version", "tls", "length"],
)
def test_what_is_malformed_is_refused(endpoint: EndpointServer, request_: bytes) -> None:
    assert endpoint.raw(request_)[:13] in (b"HTTP/1.1 400 ", b"HTTP/1.0 400 ")


def test_what_is_too_long_has_its_own_status(endpoint: EndpointServer) -> None:
    long = b"x" * 70_000
    assert b" 414 " in endpoint.raw(b"GET /sparql?query=" + long + b" HTTP/1.1\r\n")[:20]
    assert b" 431 " in endpoint.raw(b"GET / HTTP/1.1\r\nHost: h\r\nX: " + long + b"\r\n")[:20]
    many = b"".join(b"X-%d: y\r\n" % number for number in range(200))
    assert b" 431 " in endpoint.raw(b"GET / HTTP/1.1\r\nHost: h\r\n" + many + b"\r\n")[:20]
    answer = endpoint.post(b"query=" + b"x" * (5 << 20), FORM)
    assert answer.status == 413
    assert endpoint.post(urlencode([("a", "b")] * 2000), FORM).status == 400


def test_a_body_that_unpacks_large_is_refused(endpoint: EndpointServer) -> None:
    bomb = gzip.compress(bytes(300 << 20), 1)
    answer = endpoint.post(bomb, FORM, Content_Encoding="gzip")
    assert 400 <= answer.status < 500


def test_chunked_bodies_are_read(endpoint: EndpointServer) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
    body = b"3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n"
    request = head + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + body
    assert b'"boolean":true' in endpoint.raw(request)


def test_requests_in_a_row_are_answered_in_order(endpoint: EndpointServer) -> None:
    questions = [f"SELECT ({number} AS ?x) {{}}" for number in range(20)]
    paths = [urlencode({"query": each, "format": "csv"}).encode() for each in questions]
    rows = [b"GET /sparql?%s HTTP/1.1\r\nHost: h\r\n" % path for path in paths]
    requests = b"\r\n".join(rows[:-1]) + b"\r\n" + rows[-1] + b"Connection: close\r\n\r\n"
    answer = endpoint.raw(requests)
    bodies = [part.split(b"\r\n")[1] for part in answer.split(b"\r\n\r\nx")[1:]]
    assert bodies == [b"%d" % number for number in range(20)]


def test_http_1_0_has_whole_answers_only(patient_endpoint: EndpointServer) -> None:
    small = patient_endpoint.raw(b"GET /sparql?query=ASK%20%7B%7D HTTP/1.0\r\n\r\n")
    assert b"Content-Length: 26" in small
    path = urlencode({"query": LARGE}).encode()
    large = patient_endpoint.raw(b"GET /sparql?%s HTTP/1.0\r\n\r\n" % path)
    assert large.startswith(b"HTTP/1.0 505") or large.startswith(b"HTTP/1.1 505")


def test_a_large_answer_streams_whole(patient_endpoint: EndpointServer) -> None:
    answer = patient_endpoint.ask(LARGE, "text/csv")
    assert answer.headers["Transfer-Encoding"] == "chunked"
    assert len(answer.body) > 1 << 20
    count = patient_endpoint.ask(f"SELECT (COUNT(*) AS ?n) {LARGE[len('SELECT *') :]}").rows
    assert answer.body.count(b"\r\n") >= int(count[0]["n"])
    packed = patient_endpoint.ask(LARGE, "text/csv", Accept_Encoding="gzip")
    assert gzip.decompress(packed.body) == answer.body


def test_an_answer_that_is_cut_is_an_error_for_its_reader(patient_endpoint: EndpointServer) -> None:
    with socket.create_connection(patient_endpoint.place, timeout=30) as connection:
        path = urlencode({"query": ENDLESS, "format": "csv"}).encode()
        connection.sendall(b"GET /sparql?%s HTTP/1.1\r\nHost: h\r\n\r\n" % path)
        assert b"chunked" in connection.recv(1 << 16)
        for worker in workers_of(patient_endpoint):
            os.kill(worker, signal.SIGKILL)
        last = b""
        while piece := connection.recv(1 << 20):
            last = piece
    assert not last.endswith(b"0\r\n\r\n")
    assert patient_endpoint.ask("ASK {}").status == 200


def test_readers_that_are_slow_keep_nobody_waiting(patient_endpoint: EndpointServer) -> None:
    path = urlencode({"query": ENDLESS, "format": "csv"}).encode()
    readers = [socket.create_connection(patient_endpoint.place, timeout=60) for _ in range(12)]
    try:
        for reader in readers:
            reader.sendall(b"GET /sparql?%s HTTP/1.1\r\nHost: h\r\n\r\n" % path)
        for reader in readers[:4]:
            assert reader.recv(1 << 12)
        began = time.monotonic()
        assert patient_endpoint.ask("ASK { ?s a ?c }").status == 200
        assert time.monotonic() - began < 15
    finally:
        for reader in readers:
            reader.close()


@pytest.mark.slow
def test_a_reader_that_is_too_slow_is_left(endpoint: EndpointServer) -> None:
    def cut() -> int:
        metrics = endpoint.request("/metrics").body.decode()
        found = re.search(r'answers_total{source="cut"} (\d+)', metrics)
        return int(found[1]) if found else 0

    before, path = cut(), urlencode({"query": ENDLESS, "format": "csv"}).encode()
    with ExitStack() as stack:
        beginning = b""
        # On a busy machine even its first megabyte may come too late.
        while b" 200 " not in beginning:
            connection = socket.create_connection(endpoint.place, timeout=60)
            stack.enter_context(connection)
            connection.sendall(b"GET /sparql?%s HTTP/1.1\r\nHost: h\r\n\r\n" % path)
            beginning = connection.recv(1 << 16)
        wait_until(lambda: cut() > before, endpoint.process)
        wait_until(lambda: endpoint.health["workers"]["running_slow"] == 0, endpoint.process)
        assert endpoint.ask("ASK {}").status == 200


@pytest.mark.slow
def test_a_header_that_drips_is_given_up(endpoint: EndpointServer) -> None:
    with socket.create_connection(endpoint.place, timeout=60) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: h\r\nX: ")
        began = time.monotonic()
        try:
            while time.monotonic() - began < 60:
                connection.sendall(b"x")
                time.sleep(1)
        except OSError:
            pass
        assert time.monotonic() - began < 45


@pytest.mark.slow
def test_a_body_that_does_not_come_is_given_up(endpoint: EndpointServer) -> None:
    head = b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
    began = time.monotonic()
    answer = endpoint.raw(head + b"Content-Length: 100\r\n\r\nASK", seconds=25)
    assert b" 408 " in answer[:20]
    assert time.monotonic() - began < 20


def test_many_open_connections_keep_nobody_out(endpoint: EndpointServer) -> None:
    held = [socket.create_connection(endpoint.place) for _ in range(600)]
    try:
        for connection in held:
            connection.sendall(b"GET / HTTP/1.1\r\nHo")
        began = time.monotonic()
        assert endpoint.ask("ASK {}").status == 200
        assert time.monotonic() - began < 1
    finally:
        for connection in held:
            connection.close()


def test_the_log_holds_no_question_and_no_control_character(
    published: Path, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    with serving(published.parent, "--access-log", log, "--trust", "127.0.0.1") as server:
        server.ask("SELECT ('secret' AS ?x) {}", X_Forwarded_For="192.0.2.7, 203.0.113.9")
        server.request("/%1b%5b31m%0a")
        metrics = server.request("/metrics").text
    text = log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert [line["path"] for line in lines[:1]] == ["/sparql"]
    assert lines[0]["client"] == "203.0.113.9"
    assert "secret" not in text + metrics
    assert "\x1b" not in text
    assert 'tressons_ld_requests_total{route="sparql",status="200"} 1' in metrics


def test_the_log_tells_how_much_was_sent(published: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with serving(published.parent, "--access-log", log) as server:
        small = server.ask("ASK {}")
        file = server.request("/style.css")
        part = server.request("/style.css", {"Range": "bytes=0-9"})
        server.request("/style.css", {"If-None-Match": file.headers["ETag"]})
        server.request("/style.css", method="HEAD")
        streamed = server.ask("SELECT * { ?s ?p ?o . ?a ?b ?c } LIMIT 9000")
        fault = server.ask("BAD")
    told = [json.loads(line)["bytes"] for line in log.read_text("utf-8").splitlines()]
    assert told[:5] == [len(small.body), len(file.body), len(part.body), 0, 0]
    assert told[5] >= len(streamed.body) > 1 << 20
    assert told[6:] == [len(fault.body)]


@pytest.mark.parametrize(
    "path", ["/../data/resources.csv", "/%2e%2e/data/resources.csv", "/manifest.jsonl"]
)
def test_nothing_beside_the_site_is_served(endpoint: EndpointServer, path: str) -> None:
    request = f"GET {path} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
    assert endpoint.raw(request.encode()).startswith((b"HTTP/1.1 404", b"HTTP/1.1 400"))


def _waiting_for_a_word(media_type: str, length: int) -> bytes:
    return (
        "POST /sparql HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n"
        f"Content-Type: {media_type}\r\nContent-Length: {length}\r\n\r\n"
    ).encode()


def test_a_body_that_waits_for_a_word_is_asked_for(endpoint: EndpointServer) -> None:
    with socket.create_connection(endpoint.place, timeout=LONGEST) as client:
        client.sendall(_waiting_for_a_word("application/sparql-query", 6))
        assert client.recv(1 << 12) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(b"ASK {}")
        assert client.recv(1 << 12).startswith(b"HTTP/1.1 200 ")


@pytest.mark.parametrize(
    ("media_type", "length", "status"),
    [("text/plain", 6, 415), ("application/sparql-query", 80_000_000, 413)],
)
def test_a_body_that_is_not_wanted_is_refused_before_it_is_sent(
    endpoint: EndpointServer, media_type: str, length: int, status: int
) -> None:
    """And the connection ends: what would follow it is no body."""
    answer = endpoint.raw(_waiting_for_a_word(media_type, length), LONGEST)
    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"\r\nConnection: close\r\n" in answer
