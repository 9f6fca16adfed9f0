"""The name and the password of a push go to the store alone, and into no word of the command."""

import hashlib
import re
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from command_line import tressons_ld
from push_failures import KNOWN, SECRET, WHO, asking, basic, error_of
from push_failures import nobody as nobody
from pushed_stores import (
    THREE_ENTRIES,
    Answer,
    Request,
    faithful,
    published_content,
    pushed,
    relay,
    updated,
)
from pushed_stores import dump as dump
from pushed_stores import server as server
from pushed_stores import store as store
from tressons_ld.findings.errors import StoreError
from tressons_ld.stores.credentials import Credentials, credentials_for


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
    encrypted: tuple[int, list[str], Path], dump: Path
) -> None:
    port, got, certificate = encrypted
    believed = {"SSL_CERT_FILE": str(certificate)}
    url = f"https://localhost:{port}"
    done = tressons_ld("push", url, "--store", "oxigraph", "--from", dump, environment=believed)
    assert done.returncode == 1
    assert "404" in done.stderr and got


def test_plain_http_where_https_is_asked_is_told(store: str, dump: Path) -> None:
    with relay(store, faithful) as (url, _):
        error = error_of(url.replace("http:", "https:"), dump)
    assert error.code == "store.not-tls"


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


@pytest.mark.parametrize(
    ("login", "password"), [("s3cr3t\n", "p"), ("s3cr3t\x01", "p"), ("anna", "s3cr3t\r\nX: 1")]
)
def test_credentials_of_netrc_that_no_header_can_hold_are_told_with_its_place(
    login: str, password: str, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    written = f'machine store.example login "{login}" password "{password}"\n'
    netrc.write_bytes(written.encode())
    with pytest.raises(StoreError) as raised:
        credentials_for("store.example", {"NETRC": str(netrc)})
    assert raised.value.code == "store.credentials-unsendable"
    assert str(netrc) in raised.value.text.fr
    assert "s3cr3t" not in raised.value.text.fr + raised.value.text.en


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f"])
def test_a_challenge_with_a_control_character_is_told(sign: str, dump: Path) -> None:
    asks = asking(f'Digest realm="a{sign}b", nonce="n"', lambda _: True)
    with relay("", asks) as (url, _), pytest.raises(StoreError) as raised:
        pushed(url, dump, credentials=KNOWN)
    assert raised.value.code == "store.credentials-unusable"


@pytest.mark.parametrize("realm", ["a", "à".encode().decode("latin-1")], ids=["a", "à"])
def test_a_challenge_that_goes_on_in_the_next_line_is_answered(
    realm: str, store: str, dump: Path
) -> None:
    asks = asking(f'Digest realm="{realm}",\r\n nonce="n"', lambda _: True)
    with relay(store, asks) as (url, _):
        pushed(url, dump, credentials=KNOWN)
    assert len(published_content(store)) == len(THREE_ENTRIES)


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
