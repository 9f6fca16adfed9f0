"""`doctor` finds what is wrong with a live site: one fault at a time, over real HTTP."""

import ssl
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from catalogue_folder import change, copy_of_atelier
from command_line import tressons_ld
from identity_folder import FIRST
from installed_engine import installed, with_bundles
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding
from tressons_ld.publication.publish import publish
from tressons_ld.server.live_site.client import LARGEST_BODY, LiveClient, Response
from tressons_ld.server.live_site.engine_rules import refused
from tressons_ld.server.live_site.examination import Examination
from tressons_ld.server.live_site.links import wrong_links
from tressons_ld.server.preview import Preview
from tressons_ld.server.static_site import HttpAnswer, StaticSite
from tressons_ld.site.hosts.http_rules import Site
from tressons_ld.site.templating import ENGINE_POLICY, POLICY
from web_servers import free_port

THING = "/ressource/guide-du-velo"


class FaultySite(StaticSite):
    """A site one of whose answers is not what it should be."""

    def __init__(self, folder: Path, site: Site, fault: Callable[..., HttpAnswer]) -> None:
        super().__init__(folder, site)
        self._fault = fault

    def answer(self, target: str, accept: str | None) -> HttpAnswer:
        return self._fault(super().answer(target, accept), target, accept, self)


@pytest.fixture(scope="module")
def port() -> int:
    return free_port()


@pytest.fixture(scope="module")
def public(port: int, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site published for the very address where it is served."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("doctor") / "atelier")
    address = f'"http://127.0.0.1:{port}/"'
    change(folder, "catalogue.toml base_iri", address)
    change(folder, "catalogue.toml site_url", address)
    with installed(with_bundles(tmp_path_factory.mktemp("bundles"))):
        publish(open_folder(folder, date=FIRST), folder / "public", jobs=1)
    return folder / "public"


def nothing_wrong(
    answer: HttpAnswer, _target: str, _accept: str | None, _site: StaticSite
) -> HttpAnswer:
    return answer


@contextmanager
def served(site: StaticSite, port: int) -> Iterator[str]:
    with Preview(site, port) as preview:
        thread = Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield preview.address
        preview.shutdown()
        thread.join()


def found(
    public: Path, port: int, fault: Callable[..., HttpAnswer] = nothing_wrong
) -> list[Finding]:
    address = f"http://127.0.0.1:{port}/"
    with served(FaultySite(public, Site(address, address, in_folders=False), fault), port) as url:
        return list(Examination(url, LiveClient()).findings())


def test_a_site_that_follows_the_rules_has_no_finding(public: Path, port: int) -> None:
    assert [each.in_language("en") for each in found(public, port)] == []


def other(**headers: str) -> Callable[[HttpAnswer], HttpAnswer]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda answer: replace(answer, headers={**answer.headers, **named})


def at(path: str, change: Callable[[HttpAnswer], HttpAnswer]) -> Callable[..., HttpAnswer]:
    """A fault at the addresses that begin so."""

    def fault(
        answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
    ) -> HttpAnswer:
        return change(answer) if target.startswith(path) else answer

    return fault


def whatever_is_asked(
    answer: HttpAnswer, target: str, _accept: str | None, site: StaticSite
) -> HttpAnswer:
    return StaticSite.answer(site, target, "text/html") if target == THING else answer


def without_vary(answer: HttpAnswer) -> HttpAnswer:
    headers = {name: value for name, value in answer.headers.items() if name != "Vary"}
    return replace(answer, headers=headers)


def cut(answer: HttpAnswer) -> HttpAnswer:
    assert answer.file is not None
    return HttpAnswer(200, answer.headers, body=answer.file.read_bytes()[:-10])


def in_a_circle(
    answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
) -> HttpAnswer:
    there = {"/catalogue.html": "/x.html", "/x.html": "/catalogue.html"}.get(target)
    return HttpAnswer(302, {"Location": there}) if there else answer


def rules_ignored(
    answer: HttpAnswer, target: str, _accept: str | None, _site: StaticSite
) -> HttpAnswer:
    return HttpAnswer(404, {"Server": "Apache/2.4"}) if target == THING else answer


FAULTS = {
    "rules that are not followed": ("site.rules-ignored", rules_ignored),
    "another document": ("site.another-document", whatever_is_asked),
    "no Vary": ("site.no-vary", at(THING, without_vary)),
    "MultiViews": ("site.multiviews", at(THING, other(TCN="choice"))),
    "a wrong type": ("site.wrong-type", at("/catalogue/donnees.ttl", other(Content_Type="a/b"))),
    "a charset that garbles": (
        "site.garbled",
        at("/catalogue/donnees.ttl", other(Content_Type="text/turtle; charset=iso-8859-1")),
    ),
    "no charset": (
        "site.garbled",
        at("/catalogue/donnees.ttl", other(Content_Type="text/turtle")),
    ),
    "an engine of no type": (
        "site.wrong-type",
        at("/workbench/web_bg.wasm", other(Content_Type="application/octet-stream")),
    ),
    "no engine": ("site.missing", at("/workbench/web_bg.wasm", lambda _: HttpAnswer(404))),
    "the policy of other pages": (
        "site.engine-refused",
        at("/en/sparql.html", other(Content_Security_Policy=POLICY)),
    ),
    "a loop": ("site.loop", in_a_circle),
    "a missing file": ("site.missing", at("/catalogue.csv", lambda _: HttpAnswer(404))),
    "a cut file": ("site.half-uploaded", at("/catalogue.nt", cut)),
    "any address answers": ("site.everything-answers", at("/aucune", lambda _: HttpAnswer(200))),
    "the manifest is shown": ("site.manifest-shown", at("/manifest", lambda _: HttpAnswer(200))),
    "no sitemap": ("site.no-sitemap", at("/sitemap", lambda _: HttpAnswer(404))),
    "no description": ("site.no-void", at("/.well-known", lambda _: HttpAnswer(404))),
    "no home page": ("site.missing", lambda *_: HttpAnswer(404)),
    "an endless page": (
        "site.endless",
        at(
            "/catalogue.html",
            lambda it: HttpAnswer(200, it.headers, body=b"x" * (LARGEST_BODY + 1)),
        ),
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found(name: str, public: Path, port: int) -> None:
    code, fault = FAULTS[name]
    findings = found(public, port, fault)
    assert code in {each.code for each in findings}
    assert all(each.location and each.location.file.startswith("http") for each in findings)


ENGINE, WORKER = "script-src 'wasm-unsafe-eval'", "worker-src 'self'"


@pytest.mark.parametrize(
    ("policies", "lacking"),
    [
        ([], []),
        (["frame-ancestors 'none'"], []),
        ([ENGINE_POLICY], []),
        ([POLICY], [ENGINE]),
        (["default-src * 'unsafe-eval'"], []),
        (["script-src https://example.org 'wasm-unsafe-eval'; worker-src https:"], []),
        (["script-src https://example.net 'wasm-unsafe-eval'"], ["script-src 'self'", WORKER]),
        (["Script-Src 'self' 'wasm-unsafe-eval'; worker-src 'none'"], [WORKER]),
        (["script-src 'self'; script-src 'self' 'wasm-unsafe-eval'"], [ENGINE]),
        ([ENGINE_POLICY, "default-src 'self'"], [ENGINE]),
        ([f"{ENGINE_POLICY}, script-src 'self' 'wasm-unsafe-eval'; child-src a.org"], [WORKER]),
    ],
)
def test_every_policy_is_to_allow_the_engine(policies: list[str], lacking: list[str]) -> None:
    headers = Message()
    for policy in policies:
        headers["Content-Security-Policy"] = policy
    assert list(refused(Response("https://example.org/sparql.html", 200, headers))) == lacking


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_line_to_change_is_that_of_the_server(language: str, public: Path, port: int) -> None:
    findings = found(public, port, rules_ignored)
    (told,) = [each for each in findings if each.code == "site.rules-ignored"]
    assert "AllowOverride FileInfo" in told.in_language(language)


def test_a_site_published_for_another_address_is_told_and_examined_where_it_is(
    public: Path,
) -> None:
    findings = found(public, free_port())
    (told,) = [each for each in findings if each.code == "site.canonical-elsewhere"]
    assert "site_url" in told.in_language("fr")
    # Its identifiers lead to where it was to be; its own files are found here.
    others = {each.code for each in findings} - {told.code}
    assert others == {"site.identifier-leads-nowhere"}


# --- hosts that answer badly ------------------------------------------------------------------


class Hostile(BaseHTTPRequestHandler):
    """Answers what the path asks for."""

    def do_GET(self) -> None:
        if self.path == "/dripping":
            try:
                while True:
                    self.wfile.write(b"H")
            except OSError:
                return
        if self.path == "/nonsense":
            self.wfile.write(b"\x00\xff not HTTP\r\n\r\n")
            return
        self.send_response(302)
        self.send_header("Location", {"/file": "file:///etc/passwd"}.get(self.path, self.path))
        self.end_headers()

    do_HEAD = do_GET

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def hostile() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), Hostile)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["/nonsense", "/file", "/itself", "/dripping"])
def test_a_host_that_answers_badly_ends_in_a_finding(hostile: str, path: str) -> None:
    answer = LiveClient(seconds=3).get(hostile + path)
    if path == "/nonsense":
        assert answer.failure is not None
    codes = [each.code for each in Examination(hostile + path, LiveClient(3)).findings()]
    assert codes
    assert set(codes) <= {"site.unreachable", "site.loop", "site.no-page", "site.missing"}


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
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    answer = LiveClient().get(f"https://127.0.0.1:{server.server_port}/")
    server.shutdown()
    thread.join()
    server.server_close()
    assert answer.failure is not None
    assert "certificat" in answer.failure.fr


# --- the addresses of the table ---------------------------------------------------------------


def test_an_address_of_the_table_that_does_not_answer_is_told_at_its_cell(
    tmp_path: Path, public: Path, port: int
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with served(
        StaticSite(public, Site(f"http://127.0.0.1:{port}/", f"http://127.0.0.1:{port}/", False)),
        port,
    ) as url:
        change(folder, "resources carnet-de-voyage landing_page", f"{url}aucune-page.html")
        waits: list[float] = []
        opened = open_folder(folder, date=FIRST).folder
        wrong = [
            each
            for each in wrong_links(opened, Local(url), waits.append)
            if each.code == "site.link-dead"
        ]
    (told,) = wrong
    assert told.location is not None
    assert (told.location.file, told.location.column) == ("data/resources.csv", "landing_page")
    assert "404" in told.in_language("fr")


class Local(LiveClient):
    """Asks this machine alone; any other host answers well."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self._here = here

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response:
        there = url if url.startswith(self._here) else f"{self._here}index.html"
        return super().get(there, headers, method)
