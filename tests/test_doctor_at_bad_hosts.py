"""`doctor` at hosts that answer badly or not at all, and at the addresses of the table."""

import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from command_line import tressons_ld
from loopback import answering
from tressons_ld.server.live_site.client import LiveClient
from tressons_ld.server.live_site.examination import Examination
from web_servers import free_port

LEADS = {"/file": "file:///etc/passwd", "/bracket": "http://["} | {
    f"/inside-{number}": address
    for number, address in enumerate(
        ("http://127.0.0.1:8080/", "http://localhost/", "http://[::1]/", "http://192.168.1.1/")
    )
}


class Hostile(BaseHTTPRequestHandler):
    """Answers what the path asks for."""

    def do_GET(self) -> None:
        path = self.path.removesuffix("/")  # The address of a site ends in one.
        if path == "/dripping":
            try:
                while True:
                    self.wfile.write(b"H")
            except OSError:
                return
        if path == "/cut":
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            self.wfile.write(b"<p>")
            return
        if path == "/silent":
            time.sleep(2)
            return
        if path == "/nonsense":
            self.wfile.write(b"\x00\xff not HTTP\r\n\r\n")
            return
        self.send_response(302)
        self.send_header(
            "Location",
            LEADS.get(path, self.path),
        )
        self.end_headers()

    def do_HEAD(self) -> None:
        if self.path != "/without-head":
            self.send_error(405)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    with answering(HTTPServer(("127.0.0.1", 0), Hostile)) as address:
        yield address


@pytest.mark.parametrize("path", ["/nonsense", "/file", "/bracket", "/itself", "/dripping", "/cut"])
def test_a_host_that_answers_badly_ends_in_a_finding(hostile: str, path: str) -> None:
    answer = LiveClient(seconds=3).get(hostile + path)
    if path == "/nonsense":
        assert answer.failure is not None
    codes = [each.code for each in Examination(hostile + path, LiveClient(3)).findings()]
    assert codes
    assert set(codes) <= {
        "site.unreachable",
        "site.loop",
        "site.leads-nowhere",
        "site.endless",
        "site.broken-answer",
    }


@pytest.mark.parametrize("number", range(4))
def test_a_redirect_into_the_network_of_the_server_is_told_and_not_followed(
    hostile: str, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, client = socket.getaddrinfo, LiveClient(3)
    here = hostile.replace("127.0.0.1", "catalogue.example")
    monkeypatch.setattr(socket, "getaddrinfo", lambda _, *more: asked("127.0.0.1", *more))
    (told,) = Examination(f"{here}/inside-{number}", client).findings()
    assert told.code == "site.leads-inside"
    assert LEADS[f"/inside-{number}"] in told.in_language("fr")
    assert client.requests == 1


def test_what_refuses_head_is_asked_by_get(hostile: str) -> None:
    assert LiveClient(seconds=3).get(f"{hostile}/cut", method="HEAD").status == 405
    assert LiveClient(seconds=3).head(f"{hostile}/itself").status == 302


def test_what_is_silent_to_head_is_asked_by_get_from_then_on(hostile: str) -> None:
    client = LiveClient(seconds=3)
    assert [client.head(f"{hostile}/without-head").status for _ in range(2)] == [302, 302]
    assert client.requests == 3


def test_a_site_that_takes_too_long_is_left(hostile: str) -> None:
    findings = Examination(f"{hostile}/silent", LiveClient(1), seconds=0).findings()
    assert [each.code for each in findings] == ["site.too-slow"]


def test_a_dead_host_is_told_in_the_language_of_the_reader() -> None:
    done = tressons_ld("doctor", f"http://127.0.0.1:{free_port()}/")
    assert done.returncode == 1
    assert "connexion refusée" in done.stdout


@pytest.mark.parametrize("address", ["ftp://example.org/", "exemple.org", "file:///etc/passwd", ""])
def test_what_is_no_address_of_a_site_is_refused(address: str) -> None:
    done = tressons_ld("doctor", address)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert "http" in done.stderr or address == ""


def test_a_certificate_that_does_not_verify_is_told(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=autre"),
            *("-keyout", str(key), "-out", str(certificate), "-days", "2"),
        ],
        check=True,
        capture_output=True,
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), Hostile)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with answering(server, "https") as address:
        answer = LiveClient().get(f"{address}/")
    assert answer.failure is not None
    assert "certificat" in answer.failure.fr
