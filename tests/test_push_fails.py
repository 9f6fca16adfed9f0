"""Whatever is wrong with a store, `push` tells it in a sentence with its mend, and no secret."""

import base64
import hashlib
import json
import re
import signal
import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from child_processes import LONGEST, started, wait_until
from command_line import command, tressons_ld
from pushed_stores import (
    THREE_ENTRIES,
    Answer,
    Behaviour,
    Request,
    content,
    faithful,
    oxigraph,
    published_content,
    pushed,
    relay,
    updated,
)
from pushed_stores import dump as dump
from pushed_stores import no_proxy as no_proxy
from pushed_stores import server as server
from pushed_stores import store as store
from tressons_ld.findings.errors import StoreError
from tressons_ld.stores.credentials import Credentials, credentials_for
from tressons_ld.stores.store_connection import HttpResponse, checked_address
from web_servers import free_port

SECRET = 's3cr3t-é\\" :'
WHO = {"TRESSONS_LD_USER": "editor", "TRESSONS_LD_PASSWORD": SECRET}
KNOWN = Credentials("editor", SECRET)


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("TRESSONS_LD_USER", "TRESSONS_LD_PASSWORD", "TRESSONS_LD_TOKEN", "NETRC"):
        monkeypatch.delenv(name, raising=False)


def error_of(url: str, dump: Path, **options: object) -> StoreError:
    with pytest.raises(StoreError) as raised:
        pushed(url, dump, **options)  # type: ignore[arg-type]
    assert "\n" not in raised.value.text.fr + raised.value.text.en
    return raised.value


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

    with relay(store, passes) as (proxy, seen):
        monkeypatch.setenv("no_proxy", "")
        monkeypatch.setenv("http_proxy", proxy)
        pushed("http://store.invalid", dump)
    assert {each.headers["Host"] for each in seen} == {"store.invalid"}
    assert len(published_content(store)) == len(THREE_ENTRIES)


def test_credentials_that_go_unencrypted_to_another_machine_are_told(
    store: str, dump: Path
) -> None:
    def passes(request: Request) -> Answer | Request:
        place = request.target.removeprefix("http://store.invalid")
        inner = Request(request.method, place, request.headers, request.body)
        return asking('Basic realm="a realm"', basic)(inner)

    with relay(store, passes) as (proxy, _):
        surroundings = WHO | {"no_proxy": "", "http_proxy": proxy}
        url = "http://store.invalid"
        told = "--store", "oxigraph", "--from", dump
        far = tressons_ld("push", url, *told, environment=surroundings)
        near = tressons_ld("push", proxy, *told, environment=WHO)
        # What is asked last of another address takes nothing back.
        updated(store, "DROP ALL")
        others = "--query-url", f"{proxy}/query", "--update-url", f"{proxy}/update"
        surroundings |= {"no_proxy": "127.0.0.1"}
        both = tressons_ld("push", url, *others, *told, environment=surroundings)
    ended = far.returncode, near.returncode, both.returncode
    assert ended == (0, 0, 0), far.stderr + near.stderr + both.stderr
    assert "store.invalid a reçu les identifiants sans chiffrement" in far.stderr
    assert "sans chiffrement" not in near.stderr
    assert "store.invalid a reçu les identifiants sans chiffrement" in both.stderr


# --- certificates ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def encrypted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, list[str], Path]]:
    """The port of a server whose certificate its own maker signed, what it gets, and that."""
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        (
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", folder / "key.pem", "-out", folder / "certificate.pem", "-days", "36500"),
        ),
        check=True,
        capture_output=True,
    )
    got: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.path)
            self.send_error(404)

        def log_message(self, *_arguments: object) -> None:
            pass

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        server.handle_error = lambda *_: None  # type: ignore[method-assign]
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server.server_port, got, folder / "certificate.pem"
        server.shutdown()
        thread.join()


def test_a_certificate_that_does_not_verify_stops_the_push(
    encrypted: tuple[int, list[str], Path], dump: Path
) -> None:
    port, got, _ = encrypted
    error = error_of(f"https://localhost:{port}", dump, credentials=KNOWN)
    assert error.code == "store.certificate"
    assert "SSL_CERT_FILE" in error.text.fr
    assert got == []


def test_the_authority_that_is_named_is_believed(
    encrypted: tuple[int, list[str], Path], dump: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port, _, certificate = encrypted
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    assert error_of(f"https://localhost:{port}", dump).code == "store.wrong-path"


def test_plain_http_where_https_is_asked_is_told(store: str, dump: Path) -> None:
    with relay(store, faithful) as (url, _):
        error = error_of(url.replace("http:", "https:"), dump)
    assert error.code == "store.not-tls"


# --- who writes -----------------------------------------------------------------------------------


def asking(challenge: str, accepts: Callable[[Request], bool]) -> Behaviour:
    """A store that asks who writes."""

    def behaviour(request: Request) -> Answer | Request:
        if "Authorization" in request.headers and accepts(request):
            return request
        return Answer(401, b"who?", {"WWW-Authenticate": challenge})

    return behaviour


def basic(request: Request) -> bool:
    pair = base64.b64encode(f"editor:{SECRET}".encode()).decode()
    return request.headers["Authorization"] == f"Basic {pair}"


def digest(algorithm: str, quality: str) -> Callable[[Request], bool]:
    """Whether a request answers a challenge as RFC 7616, section 3.4.1, says."""
    name = algorithm.removesuffix("-sess")
    answered: set[tuple[str, int]] = set()

    def hashed(text: str) -> str:
        return hashlib.new({"MD5": "md5", "SHA-256": "sha256"}[name], text.encode()).hexdigest()

    def accepts(request: Request) -> bool:
        header = request.headers["Authorization"]
        given = {
            key: re.sub(r"\\(.)", r"\1", quoted) or plain
            for key, quoted, plain in re.findall(r'(\w+)=(?:"((?:\\.|[^"\\])*)"|([^,]+))', header)
        }
        assert given["uri"] == request.target
        secret = hashed(f"{given['username']}:a realm:{SECRET}")
        if algorithm.endswith("-sess"):
            secret = hashed(f"{secret}:{given['nonce']}:{given['cnonce']}")
        asked = hashed(f"{request.method}:{request.target}")
        if quality:
            count = int(given["nc"], 16)
            assert (given["nonce"], count) not in answered, "a request is replayed"
            answered.add((given["nonce"], count))
            middle = f"{given['nonce']}:{given['nc']}:{given['cnonce']}:auth"
        else:
            middle = given["nonce"]
        return given["opaque"] == "o" and given["response"] == hashed(f"{secret}:{middle}:{asked}")

    return accepts


@pytest.mark.parametrize(
    ("challenge", "accepts"),
    [
        ('Basic realm="a realm"', basic),
        ('Digest realm="a realm", nonce="n", opaque="o", qop="auth,auth-int"', digest("MD5", "a")),
        ('Digest realm="a realm", nonce="n", opaque="o"', digest("MD5", "")),
        (
            'Digest realm="a realm", nonce="n", opaque="o", qop="auth", algorithm=SHA-256',
            digest("SHA-256", "a"),
        ),
        (
            'Digest realm="a realm", nonce="n", opaque="o", qop="auth", algorithm=MD5-sess',
            digest("MD5-sess", "a"),
        ),
        (
            'Basic realm="a realm", Digest realm="a realm", nonce="n", opaque="o", qop="auth"',
            digest("MD5", "a"),
        ),
    ],
)
def test_the_user_and_password_go_as_the_store_asks(
    challenge: str, accepts: Callable[[Request], bool], store: str, dump: Path
) -> None:
    with relay(store, asking(challenge, accepts)) as (url, seen):
        pushed(url, dump, credentials=KNOWN)
    assert len(published_content(store)) == len(THREE_ENTRIES)
    # Once it is known who writes, no request is made twice.
    assert len([each for each in seen if "Authorization" not in each.headers]) == 1


def test_a_token_goes_with_each_request(store: str, dump: Path) -> None:
    def accepts(request: Request) -> bool:
        return request.headers["Authorization"] == "Bearer t0ken"

    with relay(store, asking("Bearer", accepts)) as (url, seen):
        pushed(url, dump, credentials=Credentials(token="t0ken"))
    assert all("Authorization" in each.headers for each in seen)


@pytest.mark.parametrize(
    "challenge",
    ['Basic realm="a"', 'Digest realm="a", nonce="n", opaque="o", qop="auth"', "Bearer"],
)
@pytest.mark.parametrize(
    "wrong", [Credentials("editor", "wrong"), Credentials(token="wrong")], ids=["password", "token"]
)
def test_a_wrong_password_is_told_after_few_requests(
    challenge: str, wrong: Credentials, store: str, dump: Path
) -> None:
    with relay(store, asking(challenge, lambda _: False)) as (url, seen):
        error = error_of(url, dump, credentials=wrong)
    assert error.code in ("store.credentials-refused", "store.credentials-unusable")
    assert "wrong" not in error.text.fr + error.text.en
    assert len(seen) <= 3


def test_a_store_that_asks_where_there_is_nobody_is_told_with_the_variables(
    store: str, dump: Path
) -> None:
    with relay(store, asking('Basic realm="a"', basic)) as (url, _):
        error = error_of(url, dump)
    assert error.code == "store.credentials-missing"
    assert "TRESSONS_LD_PASSWORD" in error.text.fr


def test_a_store_that_says_its_nonce_is_too_old_is_answered_anew(store: str, dump: Path) -> None:
    accepts, old = digest("MD5", "auth"), [0]

    def ages(request: Request) -> Answer | Request:
        old[0] += 1
        if "Authorization" not in request.headers or old[0] % 4 == 0:
            nonce = f'nonce="n{old[0]}", stale={"true" if old[0] > 1 else "false"}'
            asked = f'Digest realm="a realm", opaque="o", qop="auth", {nonce}'
            return Answer(401, b"", {"WWW-Authenticate": asked})
        return request if accepts(request) else Answer(400)

    with relay(store, ages) as (url, _):
        pushed(url, dump, credentials=KNOWN)
    assert len(published_content(store)) == len(THREE_ENTRIES)


def test_credentials_come_from_the_environment_or_from_netrc(tmp_path: Path) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text('machine store.example login anna password "x y"\n', encoding="utf-8")
    netrc.chmod(0o600)
    home = {"HOME": str(tmp_path)}
    assert not credentials_for("other.example", home)
    assert credentials_for("store.example", home).user == "anna"
    assert credentials_for("store.example", {"NETRC": str(netrc)}).user == "anna"
    assert credentials_for("store.example", home | WHO) == KNOWN
    assert credentials_for("x", home | WHO | {"TRESSONS_LD_TOKEN": "t"}) == Credentials(token="t")
    assert SECRET not in repr(KNOWN)


def test_what_netrc_says_of_a_host_goes_to_no_other(dump: Path, tmp_path: Path) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("machine localhost login anna password secret\n", encoding="utf-8")
    netrc.chmod(0o600)
    with relay("", asking('Basic realm="a"', lambda _: False)) as (url, seen):
        place = "http://localhost:1", "--query-url", f"{url}/query"
        done = tressons_ld("push", *place, "--store", "oxigraph", "--from", dump)
    assert done.returncode == 1
    assert "le serveur demande qui écrit" in done.stderr
    assert [each for each in seen if "Authorization" in each.headers] == []


@pytest.mark.parametrize(
    "unusable",
    [
        {"TRESSONS_LD_TOKEN": "s3cr3t\n"},
        {"TRESSONS_LD_TOKEN": "s3cr3t Ł"},
        {"TRESSONS_LD_USER": "s3cr3t\r\n"},
        {"TRESSONS_LD_PASSWORD": "s3cr3t\udce9"},
    ],
)
def test_credentials_that_no_header_can_hold_are_told_and_not_repeated(
    unusable: dict[str, str],
) -> None:
    (variable,) = unusable
    with pytest.raises(StoreError) as raised:
        credentials_for("store.example", {"TRESSONS_LD_USER": "anna"} | unusable)
    assert raised.value.code == "store.credentials-unsendable"
    assert variable in raised.value.text.fr
    assert "s3cr3t" not in raised.value.text.fr + raised.value.text.en


def test_the_name_of_a_user_in_any_alphabet_goes_in_utf_8(store: str, dump: Path) -> None:
    def accepts(request: Request) -> bool:
        sent = request.headers["Authorization"].encode("latin-1").decode("utf-8")
        return 'username="Łucja"' in sent

    with relay(store, asking('Digest realm="a", nonce="n"', accepts)) as (url, _):
        pushed(url, dump, credentials=Credentials("Łucja", SECRET))
    assert len(published_content(store)) == len(THREE_ENTRIES)


def test_a_netrc_that_cannot_be_read_is_told_without_its_words(tmp_path: Path) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine a login b password c\nsecret nonsense\n", encoding="utf-8")
    with pytest.raises(StoreError, match="netrc:") as raised:
        credentials_for("a", {"NETRC": str(netrc)})
    assert "nonsense" not in str(raised.value)
    with pytest.raises(StoreError, match="cannot be read"):
        credentials_for("a", {"NETRC": str(tmp_path / "none")})


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
