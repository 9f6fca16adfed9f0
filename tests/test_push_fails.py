"""Whatever is wrong with a store, `push` tells it in a sentence with its mend, and no secret."""

import base64
import json
import signal
import socket
import subprocess
import threading
from email.message import Message
from pathlib import Path

import pytest

from child_processes import LONGEST, started, wait_until
from command_line import command, tressons_ld
from push_failures import KNOWN, SECRET, WHO, asking, basic, error_of
from push_failures import nobody as nobody
from pushed_stores import (
    THREE_ENTRIES,
    Answer,
    Request,
    content,
    faithful,
    oxigraph,
    published_content,
    pushed,
    relay,
)
from pushed_stores import dump as dump
from pushed_stores import server as server
from pushed_stores import store as store
from tressons_ld.findings.errors import StoreError
from tressons_ld.stores.store_connection import HttpResponse, checked_address
from web_servers import free_port

# --- who does not answer, or answers something else -----------------------------------------------


def test_a_dead_host_is_told(dump: Path) -> None:
    error = error_of(f"http://127.0.0.1:{free_port()}", dump)
    assert error.code == "store.connection-refused"


def test_a_host_without_a_name_is_told(dump: Path) -> None:
    assert error_of("http://store.invalid", dump).code == "store.unknown-host"


def test_a_store_that_keeps_silent_is_told(dump: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        error = error_of(f"http://127.0.0.1:{silent.getsockname()[1]}", dump, timeout=0.2)
    assert error.code == "store.timed-out"
    assert "0.2 s" in error.text.en


def test_what_does_not_speak_http_is_told(dump: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as odd:

        def answer() -> None:
            client, _ = odd.accept()
            with client:
                client.recv(1 << 16)
                client.sendall(b"SSH-2.0-OpenSSH_9.2p1\r\n")

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        error = error_of(f"http://127.0.0.1:{odd.getsockname()[1]}", dump)
        thread.join()
    assert error.code == "store.not-http"


@pytest.mark.parametrize(
    "rest", [b"64\r\n0123456789", b"a\r\n0123456789\r\n", b"zz\r\n0123456789\r\n0\r\n\r\n"]
)
def test_an_answer_in_pieces_that_ends_too_early_is_told(rest: bytes, dump: Path) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
    kind = b"Content-Type: application/sparql-results+json\r\n\r\n"
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            client, _ = listener.accept()
            with client:
                client.recv(1 << 16)
                client.sendall(head + kind + rest)

        thread = threading.Thread(target=answer)
        thread.start()
        error = error_of(f"http://127.0.0.1:{listener.getsockname()[1]}", dump)
        thread.join()
    assert error.code == "store.cut"


def rows(*bindings: dict[str, str]) -> Answer:
    """Rows of texts."""
    answer = {
        "head": {"vars": list(bindings[0])},
        "results": {
            "bindings": [
                {name: {"type": "literal", "value": value} for name, value in each.items()}
                for each in bindings
            ]
        },
    }
    kind = {"Content-Type": "application/sparql-results+json"}
    return Answer(200, json.dumps(answer).encode(), kind)


ANSWERS: dict[str, tuple[Answer, str]] = {
    "a page": (
        Answer(200, b"<title>It works</title><p>Hello</p>", {"Content-Type": "text/html"}),
        "store.not-an-answer",
    ),
    "rows that are none": (
        Answer(200, b"{}", {"Content-Type": "application/sparql-results+json"}),
        "store.not-an-answer",
    ),
    "rows of two columns": (
        rows({"a": "x", "b": "y"}),
        "store.not-an-answer",
    ),
    "a line of one word": (rows({"lines": "urn:x"}), "store.not-an-answer"),
    "a word for a number": (rows({"lines": "urn:x many"}), "store.not-an-answer"),
    "nothing there": (Answer(404, b"Not found"), "store.wrong-path"),
    "another method": (Answer(405, b""), "store.read-only"),
    "denied by Virtuoso": (
        Answer(500, b"Virtuoso 42000 Error SQ033: SELECT access denied for column G"),
        "store.read-only",
    ),
    "forbidden": (Answer(403, b"read only"), "store.read-only"),
    "redirected": (
        Answer(301, b"", {"Location": "https://elsewhere.example/query"}),
        "store.redirected",
    ),
    "busy": (Answer(503, b"later"), "store.busy"),
    "too many": (Answer(429, b"slowly"), "store.busy"),
    "too large": (Answer(413, b""), "store.too-much"),
    "broken": (Answer(500, b"<h1>Oops</h1>Stack trace"), "store.status"),
    "proxy": (Answer(407, b""), "store.proxy"),
}


@pytest.mark.parametrize("what", ANSWERS)
def test_an_answer_that_is_none_is_told(what: str, dump: Path) -> None:
    answer, code = ANSWERS[what]
    with relay("", lambda _: answer) as (url, _):
        error = error_of(url, dump)
    assert error.code == code
    assert url in str(error)


def test_of_a_page_that_answers_its_beginning_is_read() -> None:
    """A page of a million tags that never end would keep whoever reads all of it for hours."""
    page = HttpResponse(500, Message(), b"<p>Oops</p>" + b" what" * 1_000_000)
    assert page.words.startswith("Oops what")
    assert len(page.words) < 10_000


@pytest.mark.parametrize("what", ["forbidden", "another method", "redirected", "too large"])
def test_a_store_that_answers_and_cannot_be_written_to_is_told(
    what: str, store: str, dump: Path
) -> None:
    answer, code = ANSWERS[what]

    def read_only(request: Request) -> Answer | Request:
        return request if request.path == "/query" else answer

    with relay(store, read_only) as (url, _):
        assert error_of(url, dump).code == code


def test_a_read_only_oxigraph_is_told(tmp_path: Path, dump: Path) -> None:
    location = tmp_path / "store"
    with oxigraph("--location", location):
        pass
    with oxigraph("--location", location, serve="serve-read-only") as url:
        error = error_of(url, dump)
    assert error.code == "store.read-only"


def test_a_redirection_is_not_followed_with_the_password(store: str, dump: Path) -> None:
    """The other host gets nothing."""
    with relay(store, faithful) as (other, seen):
        moved = Answer(302, b"", {"Location": f"{other}/query"})
        with relay(store, lambda _: moved) as (url, _):
            assert other in str(error_of(url, dump, credentials=KNOWN))
    assert seen == []


def test_the_proxy_of_the_environment_is_asked(
    store: str, dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def passes(request: Request) -> Request:
        place = request.target.removeprefix("http://store.invalid")
        return Request(request.method, place, request.headers, request.body)

    port = free_port()
    # Before a thread reads the environment.
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{port}")
    with relay(store, passes, port) as (_, seen):
        pushed("http://store.invalid", dump)
    assert {each.headers["Host"] for each in seen} == {"store.invalid"}
    assert len(published_content(store)) == len(THREE_ENTRIES)


@pytest.mark.parametrize(
    "address",
    ["", "localhost:7878", "ftp://a/b", "http://", "http:///x", "http://a b/", "http://a:99999"],
)
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(StoreError) as raised:
        checked_address(address)
    assert raised.value.code == "store.invalid-address"


@pytest.mark.parametrize("address", ["http://u:p4ss@host/", "http://u:p4ss@host:bad/", "u:p4ss@h"])
def test_a_password_in_an_address_is_refused_and_not_repeated(address: str) -> None:
    with pytest.raises(StoreError) as raised:
        checked_address(address)
    assert "p4ss" not in raised.value.text.fr + raised.value.text.en


# --- the command ----------------------------------------------------------------------------------


def test_the_command_tells_what_it_does_in_both_languages(store: str, dump: Path) -> None:
    planned = tressons_ld("push", store, "--from", dump, "--dry-run")
    assert planned.returncode == 0, planned.stderr
    assert planned.stdout.count("+ https://example.org/id/") == len(THREE_ENTRIES)
    assert "Graphes à envoyer : 4" in planned.stderr
    assert content(store) == {}
    done = tressons_ld("push", store, "--from", dump)
    assert done.returncode == 0, done.stderr
    assert "Graphes envoyés : 4 ; supprimés : 0 ; inchangés : 0." in done.stdout
    assert "Vérifié" in done.stdout
    again = tressons_ld("push", f"{store}/query", "--from", dump, "--lang", "en", "--check", "all")
    assert "Graphs sent: 0; deleted: 0; unchanged: 4." in again.stdout
    assert "each triple of 4 graphs" in again.stdout


def test_the_command_ends_with_1_where_the_store_holds_something_else(
    store: str, dump: Path
) -> None:
    def garbles(request: Request) -> Request:
        body = request.body.replace("Étude".encode(), b"Etude")
        return Request(request.method, request.target, request.headers, body)

    with relay(store, garbles) as (url, _):
        done = tressons_ld("push", url, "--from", dump)
    assert done.returncode == 1
    assert "des graphes n'y sont pas tels qu'ils sont publiés (3)" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_whoever_ends_the_command_is_told_how_far_it_came(
    number: int, status: int, store: str, dump: Path
) -> None:
    """What was sent before is not sent again."""
    puts, reached = 0, threading.Event()

    def waits(request: Request) -> Request | None:
        nonlocal puts
        puts += request.method == "PUT"
        if puts == 3 and request.method == "PUT":
            reached.set()
            ended.wait(LONGEST)
            # Passed on, it would reach the store while the next test is using it.
            return None
        return request

    ended = threading.Event()
    with (
        relay(store, waits) as (url, _),
        started(command("push", url, "--from", dump), stderr=subprocess.PIPE) as process,
    ):
        wait_until(reached.is_set, process)
        process.send_signal(number)
        _, told = process.communicate(timeout=LONGEST)
        ended.set()
    assert process.returncode == status
    assert "2" in told and "4" in told
    assert "Traceback" not in told


def test_the_password_is_in_no_word_of_the_command(store: str, dump: Path) -> None:
    for accepts in (basic, lambda _: False):
        with relay(store, asking('Basic realm="a realm"', accepts)) as (url, _):
            done = tressons_ld("push", url, "--store", "oxigraph", "--from", dump, environment=WHO)
        encoded = base64.b64encode(f"editor:{SECRET}".encode()).decode()
        for secret in (SECRET, encoded):
            assert secret not in done.stdout + done.stderr


def test_a_store_of_a_kind_that_nothing_tells_is_to_be_named(store: str, dump: Path) -> None:
    def hides(request: Request) -> Answer:
        return Answer(200, b"", {})

    with relay(store, hides) as (url, _):
        done = tressons_ld("push", url, "--from", dump)
    assert done.returncode == 1
    assert "--store" in done.stderr


def test_a_publication_that_is_missing_is_told(store: str, tmp_path: Path) -> None:
    done = tressons_ld("push", store, "--from", tmp_path / "none")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [(), ("http://localhost", "--files", "x")])
def test_one_place_to_send_to_is_wanted(arguments: tuple[str, ...]) -> None:
    done = tressons_ld("push", *arguments)
    assert done.returncode == 2
    assert "--files" in done.stderr
