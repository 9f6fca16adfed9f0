"""`doctor` finds what is wrong with a live site: one fault at a time, over real HTTP."""

from collections.abc import Callable
from dataclasses import replace
from email.message import Message
from pathlib import Path

import pytest

from catalogue_folder import change, copy_of_atelier
from command_line import tressons_ld
from faulty_site import (
    NONSENSE,
    THING,
    FaultySite,
    at,
    at_exactly,
    bomb,
    cut,
    in_a_circle,
    nothing_wrong,
    other,
    packed,
    rules_ignored,
    served,
    whatever_is_asked,
    with_script,
    without_vary,
)
from identity_folder import FIRST
from installed_engine import installed, with_bundles
from tressons_ld.composition import open_folder
from tressons_ld.findings.finding import Finding
from tressons_ld.publication.publish import publish
from tressons_ld.server.live_site.client import LARGEST_BODY, LiveClient, Response
from tressons_ld.server.live_site.engine_rules import missing_permissions
from tressons_ld.server.live_site.examination import Examination
from tressons_ld.server.live_site.robots import forbidden_by
from tressons_ld.server.static_site import HttpAnswer, StaticSite
from tressons_ld.site.content_policy import ENGINE_POLICY, POLICY
from tressons_ld.site.hosts.http_rules import Site
from web_servers import free_port, serving


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


def found(
    public: Path, port: int, fault: Callable[..., HttpAnswer] = nothing_wrong
) -> list[Finding]:
    address = f"http://127.0.0.1:{port}/"
    with served(FaultySite(public, Site(address, address, in_folders=False), fault), port) as url:
        return list(Examination(url, LiveClient()).findings())


def test_a_site_that_follows_the_rules_has_no_finding(public: Path, port: int) -> None:
    assert [each.in_language("en") for each in found(public, port)] == []


@pytest.mark.parametrize("type", ["application/xml", "text/xml; charset=utf-8"])
def test_a_feed_that_a_host_of_static_sites_takes_for_any_xml_is_no_fault(
    type: str, public: Path, port: int
) -> None:
    assert found(public, port, at("/atom.xml", other(Content_Type=type))) == []


@pytest.mark.parametrize("path", ["/style.css", "/atom.xml", "/robots.txt", "/sitemap.xml"])
def test_a_file_that_is_led_to_where_it_lies_is_no_fault(
    path: str, public: Path, port: int
) -> None:
    def elsewhere(
        answer: HttpAnswer, target: str, accept: str | None, site: StaticSite
    ) -> HttpAnswer:
        if target == path:
            return HttpAnswer(301, {"Location": f"{path}?v=1"})
        return StaticSite.answer(site, path, accept) if target == f"{path}?v=1" else answer

    assert [each.in_language("en") for each in found(public, port, elsewhere)] == []


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
    "a linkset of a plain type": (
        "site.wrong-type",
        at("/linkset.json", other(Content_Type="application/json")),
    ),
    "a feed of a plain type": (
        "site.wrong-type",
        at("/atom.xml", other(Content_Type="text/plain; charset=utf-8")),
    ),
    "a picture of a plain type": ("site.wrong-type", at("/icon.svg", other(Content_Type="a/b"))),
    "a style sheet of a plain type": (
        "site.wrong-type",
        at("/style.css", other(Content_Type="text/plain")),
    ),
    "a program of a plain type": (
        "site.wrong-type",
        at("/script.js", other(Content_Type="text/plain")),
    ),
    "a thing that says it is its page": (
        "site.no-see-other",
        at_exactly(THING, lambda it: replace(it, status=302)),
    ),
    "data that other sites may not read": (
        "site.no-cors",
        at("/catalogue/donnees.ttl", other(Access_Control_Allow_Origin="https://a.example")),
    ),
    "things that other sites may not be led from": (
        "site.no-cors",
        at_exactly(THING, other(Access_Control_Allow_Origin="null")),
    ),
    "a program of another host in a page": (
        "site.program-of-another",
        at_exactly("/", with_script(b'<script src="https://a.example/b.js"></script>')),
    ),
    "a program in a page": (
        "site.program-of-another",
        at_exactly("/", with_script(b"<script>track()</script>")),
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
    "a file that leads to itself": (
        "site.loop",
        at("/style.css", lambda _: HttpAnswer(302, {"Location": "/style.css"})),
    ),
    "a redirect that nobody can follow": (
        "site.leads-nowhere",
        at(THING, lambda _: HttpAnswer(303, {"Location": "http://[::1", "Vary": "Accept"})),
    ),
    "HTML for Turtle": ("site.wrong-type", at("/catalogue.ttl", other(Content_Type="text/html"))),
    "a page whose accents are garbled": (
        "site.garbled",
        at("/catalogue.html", other(Content_Type="text/html; charset=iso-8859-1")),
    ),
    "a server that fails": ("site.server-fails", at(THING, lambda _: HttpAnswer(500))),
    "a password": ("site.refused", lambda *_: HttpAnswer(401)),
    "another page in the place of the home page": (
        "site.another-home",
        at_exactly("/", lambda it: HttpAnswer(200, it.headers, body=b"<p>Index of /</p>")),
    ),
    "another site": (
        "site.no-page",
        lambda _answer, target, *_: (
            HttpAnswer(200, {"Content-Type": "text/html"}, body=b"<p>Blog</p>")
            if target == "/"
            else HttpAnswer(404)
        ),
    ),
    "a home page that no parser reads": (
        "site.another-home",
        at_exactly("/", lambda it: HttpAnswer(200, it.headers, body=b"<![foo <a href='http://['>")),
    ),
    "an address that leads home": (
        "site.everything-answers",
        at("/aucune", lambda _: HttpAnswer(302, {"Location": "/"})),
    ),
    "a file that says it is compressed": (
        "site.broken-answer",
        at("/style.css", other(Content_Encoding="gzip")),
    ),
    "a file compressed for everybody": ("site.packed", at("/style.css", packed)),
    "a compressed page without an end": ("site.endless", at_exactly("/", bomb)),
    "a program of the search that is missing": (
        "site.missing",
        at("/script.js", lambda _: HttpAnswer(404)),
    ),
    "an upload that was broken off": (
        "site.missing",
        at("/ressource/carnet-de-voyage.jsonld", lambda _: HttpAnswer(404)),
    ),
    "robots that are kept out": (
        "site.robots-forbid",
        at("/robots.txt", lambda _: HttpAnswer(200, body=b"User-agent: *\nDisallow: /\n")),
    ),
    "no robots.txt": ("site.missing", at("/robots.txt", lambda _: HttpAnswer(404))),
    "a header against search engines": (
        "site.not-indexed",
        at_exactly("/", other(X_Robots_Tag="noindex, nofollow")),
    ),
    "a dot file": ("site.manifest-shown", at("/.htaccess", lambda _: HttpAnswer(200, body=b"x"))),
    "a sitemap of nonsense": (
        "site.no-sitemap",
        at("/sitemap", lambda _: HttpAnswer(200, body=NONSENSE)),
    ),
    "a missing file": ("site.missing", at("/catalogue.csv", lambda _: HttpAnswer(404))),
    "a page that was cut": ("site.cut-short", at("/ressource/carnet-de-voyage.html", cut)),
    "data that were cut": ("site.cut-short", at("/ressource/carnet-de-voyage.ttl", cut)),
    "data of which nothing came": (
        "site.cut-short",
        at("/ressource/carnet-de-voyage.jsonld", lambda it: HttpAnswer(200, it.headers, body=b"")),
    ),
    "no linkset": ("site.missing", at("/linkset.json", lambda _: HttpAnswer(404))),
    "no index of the search": ("site.missing", at("/recherche/", lambda _: HttpAnswer(404))),
    "a cut file": ("site.half-uploaded", at("/catalogue.nt", cut)),
    "any address answers": ("site.everything-answers", at("/aucune", lambda _: HttpAnswer(200))),
    "the manifest is shown": ("site.manifest-shown", at("/manifest", lambda _: HttpAnswer(200))),
    "no sitemap": ("site.no-sitemap", at("/sitemap", lambda _: HttpAnswer(404))),
    "no description": ("site.no-void", at("/.well-known", lambda _: HttpAnswer(404))),
    "no home page": ("site.no-page", lambda *_: HttpAnswer(404)),
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
    assert (
        list(missing_permissions(Response("https://example.org/sparql.html", 200, headers)))
        == lacking
    )


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_line_to_change_is_that_of_the_server(language: str, public: Path, port: int) -> None:
    findings = found(public, port, rules_ignored)
    (told,) = [each for each in findings if each.code == "site.rules-ignored"]
    assert "AllowOverride FileInfo" in told.in_language(language)


@pytest.mark.parametrize(
    ("server", "line"),
    [
        ("Apache/2.4", "Header always merge Vary Accept"),
        ("nginx", "add_header Vary Accept always;"),
        ("Caddy", "header +Vary Accept"),
        ("Netlify", "send this header"),
    ],
)
def test_the_line_for_a_header_that_is_missing_is_about_that_header(
    server: str, line: str, public: Path, port: int
) -> None:
    wrong = at(THING, lambda it: other(Server=server)(without_vary(it)))
    (told,) = found(public, port, wrong)
    assert told.code == "site.no-vary"
    assert line in told.in_language("en")


def test_a_file_without_a_type_is_told_as_that(public: Path, port: int) -> None:
    (told,) = found(public, port, at("/catalogue.nt", lambda it: replace(it, headers={})))
    assert "comme un fichier sans type, et c'est du application/n-triples" in told.in_language("fr")


def test_where_the_rules_are_followed_it_is_accept_that_does_not_reach_them(
    public: Path, port: int
) -> None:
    told = found(public, port, whatever_is_asked)
    assert {each.code for each in told} == {"site.another-document"}
    assert all("let Accept through" in each.in_language("en") for each in told)


def test_a_site_published_for_another_address_is_told_and_examined_where_it_is(
    public: Path,
) -> None:
    findings = found(public, free_port())
    (told,) = [each for each in findings if each.code == "site.canonical-elsewhere"]
    assert "site_url" in told.in_language("fr")
    # Its identifiers lead to where it was to be; its own files are found here.
    others = {each.code for each in findings} - {told.code}
    assert others == {"site.identifier-leads-nowhere"}


@pytest.mark.parametrize(
    ("base", "expected"), [("", {"site.identifier-leads-nowhere"}), ("id/", set())]
)
def test_identifiers_below_the_site_are_to_lead_to_it(
    base: str, expected: set[str], tmp_path: Path
) -> None:
    port = free_port()
    folder, address = copy_of_atelier(tmp_path / "atelier"), f"http://127.0.0.1:{port}/"
    change(folder, "catalogue.toml base_iri", f'"{address}id/"')
    change(folder, "catalogue.toml site_url", f'"{address}"')
    publish(open_folder(folder, date=FIRST), folder / "public", jobs=1)
    site = StaticSite(folder / "public", Site(address + base, address, in_folders=False))
    with served(site, port) as url:
        assert {each.code for each in Examination(url, LiveClient()).findings()} == expected


def test_an_address_that_answers_where_the_site_says_it_is_ends_a_sentence(
    public: Path, port: int
) -> None:
    address = f"http://127.0.0.1:{port}/"
    with served(StaticSite(public, Site(address, address, in_folders=False)), port):
        findings = list(Examination(f"http://localhost:{port}/", LiveClient()).findings())
    (told,) = [each for each in findings if each.code == "site.canonical-elsewhere"]
    assert "elle répond. Écrire" in told.in_language("fr")
    assert "it answers. Write" in told.in_language("en")


@pytest.mark.parametrize(
    ("robots", "line"),
    [
        ("User-agent: *\nDisallow: /\nAllow: /catalogue/", ""),
        ("User-agent: *\nAllow: /\nDisallow: /cata*/", "Disallow: /cata*/"),
        ("User-agent: *\nDisallow: /catalogue/$", "Disallow: /catalogue/$"),
        ("User-agent: *\nDisallow: /cat$ # nothing of ours", ""),
        (
            "User-agent: a\nUser-agent: Googlebot\nDisallow: /\n\nUser-agent: *\nAllow: /",
            "Disallow: /",
        ),
        ("User-agent: Googlebot\nDisallow:\n\nUser-agent: *\nDisallow: /", ""),
        ("Disallow: /", ""),
        ("\ufeff<html>: no robots", ""),
    ],
)
def test_the_line_of_robots_txt_that_forbids_is_the_longest(robots: str, line: str) -> None:
    assert forbidden_by(robots, "/catalogue/") == line


def test_the_same_fault_at_many_addresses_is_told_three_times_and_counted(
    public: Path, port: int
) -> None:
    wrong = at("/ressource/", other(Content_Type="text/plain"))
    address = f"http://127.0.0.1:{port}/"
    with served(FaultySite(public, Site(address, address, in_folders=False), wrong), port) as url:
        done = tressons_ld("doctor", url, "--lang", "en")
    told = [line for line in done.stdout.splitlines() if ".html: " in line]
    assert len(told) == 3
    assert "And 1 other address: the file is given as" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("name", ["apache", "nginx", "caddy"])
@pytest.mark.parametrize("path", ["/", "/catalogue/"])
def test_a_real_server_that_follows_the_rules_has_no_fault(
    name: str, path: str, tmp_path: Path
) -> None:
    here = free_port()
    folder, root, work = copy_of_atelier(tmp_path / "atelier"), tmp_path / "root", tmp_path / "work"
    address, public = f"http://127.0.0.1:{here}{path}", root / path[1:]
    for key in ("base_iri", "site_url"):
        change(folder, f"catalogue.toml {key}", f'"{address}"')
    work.mkdir()
    public.parent.mkdir(exist_ok=True)
    publish(open_folder(folder, date=FIRST), public, jobs=1)
    rules = {
        "apache": (),
        "nginx": (public / "nginx.server.conf", public / "redirects.nginx.conf"),
        "caddy": (public / "site.caddy",),
    }[name]
    maps = [public / "nginx.http.conf"] if name == "nginx" else []
    with serving(name, root, work, *rules, maps=maps, port=here):
        codes = [each.code for each in Examination(address, LiveClient()).findings()]
    assert codes == ([] if path == "/" else ["site.below-the-root"])
