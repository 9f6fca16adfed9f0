"""One address for people and machines: by the real Apache, nginx and Caddy, and by ourselves.

What is expected is computed here, from RFC 9110 (section 12.5.1) alone.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest

from accept_headers import HEADERS, expected
from catalogue_folder import change, copy_of_atelier
from identity_folder import FIRST, GONE, LATER, NEW, OLD, with_retired
from installed_engine import installed, with_bundles
from tressons_ld.composition import open_folder
from tressons_ld.identity.redirects import APACHE, NGINX
from tressons_ld.mapping import rdf_documents
from tressons_ld.publication.publish import publish
from tressons_ld.server.preview import Preview
from tressons_ld.server.static_site import StaticSite
from tressons_ld.site import tool_terms
from tressons_ld.site.content_policy import ENGINE_POLICY
from tressons_ld.site.hosts import caddy, nginx
from tressons_ld.site.hosts.host_files import W3ID
from tressons_ld.site.hosts.http_rules import Site
from tressons_ld.site.negotiation import negotiated_format
from web_servers import CADDY, SERVERS, Host, serving

PREVIEW = "preview"
THING = "ressource/carnet-de-voyage"


@pytest.mark.parametrize("accept", HEADERS)
def test_the_table_chooses_as_the_standard_says(accept: str | None) -> None:
    format = negotiated_format(accept)
    assert (format.extension if format else None) == expected(accept)


# --- real servers -----------------------------------------------------------------------------


@pytest.fixture(scope="module", params=["", "sous/un chemin/"])
def site(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, answers: None
) -> Path:
    """A publication with what was retired and an engine, at the root of its host or below."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("catalogue") / "atelier")
    address = f"https://www.example.net/{request.param.replace(' ', '%20')}"
    for setting in ("base_iri", "site_url"):
        change(folder, f"catalogue.toml {setting}", f'"{address}"')
    public = with_retired(folder) / "public"
    with installed(with_bundles(tmp_path_factory.mktemp("bundles"))):
        publish(open_folder(folder, date=LATER), public, jobs=1)
    root = tmp_path_factory.mktemp("host") / "root"
    (root / request.param).parent.mkdir(parents=True, exist_ok=True)
    public.rename((root / request.param) if request.param else root)
    return root / request.param


@contextmanager
def serving_site(server: str, root: Path, site: Path, work: Path, base: str = "") -> Iterator[Host]:
    """A server of a site that lies below the root of its host, with the files published in it."""
    if server == PREVIEW:
        below = "" if site == root else f"{quote(site.relative_to(root).as_posix())}/"
        address = f"https://www.example.net/{below}"
        rules = Site(base or address, address, in_folders=False)
        with Preview(StaticSite(site, rules), 0) as preview:
            thread = Thread(target=preview.serve_forever, kwargs={"poll_interval": 0.01})
            thread.start()
            yield Host(server, f"http://127.0.0.1:{preview.server_port}")
            preview.shutdown()
            thread.join()
        return
    included = {
        "nginx": [site / nginx.SERVER, site / NGINX],
        "apache": [],
        "caddy": [site / caddy.FILE],
    }[server]
    maps = [site / nginx.HTTP] if server == "nginx" else []
    with serving(server, root, work, *included, maps=maps) as host:
        yield host


@pytest.fixture(scope="module", params=[*SERVERS, *CADDY, PREVIEW])
def host(
    request: pytest.FixtureRequest, site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Host, str]]:
    """A server of that site, and the path of the site."""
    root = next(each for each in (site, *site.parents) if each.name == "root")
    work = tmp_path_factory.mktemp(request.param)
    with serving_site(request.param, root, site, work) as host:
        below = site.relative_to(root).as_posix()
        yield host, "/" if below == "." else f"/{below}/"


slow = pytest.mark.slow


@slow
def test_an_address_leads_to_what_is_asked_for(host: tuple[Host, str]) -> None:
    server, root = host
    wrong = []
    for accept in HEADERS:
        answer = server.request(root + THING, {} if accept is None else {"Accept": accept})
        location = answer.headers.get("Location")
        extension = expected(accept)
        if extension:
            right = (303, f"{root}{THING}{extension}")
            there = (answer.status, server.path(location) if location else "")
        else:
            right = (406, "text/html, text/turtle, application/ld+json")
            there = (answer.status, answer.body.decode().strip())
        if there != right or "Accept" not in answer.headers.get("Vary", ""):
            wrong.append((accept, right, there, answer.headers.get("Vary")))
    assert not wrong, f"{len(wrong)} of {len(HEADERS)}: {wrong[:5]}"


@slow
@pytest.mark.parametrize("path", ["catalogue", "vocabulaire/genre"])
def test_a_folder_and_a_document_of_one_name_both_work(
    host: tuple[Host, str], site: Path, path: str
) -> None:
    assert (site / path).is_dir()
    server, root = host
    answer = server.request(root + path, {"Accept": "text/turtle"})
    assert (answer.status, server.path(answer.headers["Location"])) == (303, f"{root}{path}.ttl")


@slow
@pytest.mark.parametrize("extension", [".html", ".ttl", ".jsonld"])
def test_a_document_has_its_type_and_its_headers(
    host: tuple[Host, str], site: Path, extension: str
) -> None:
    server, root = host
    answer = server.request(f"{root}{THING}{extension}", {})
    types = {".html": "text/html; charset=utf-8", ".ttl": "text/turtle; charset=utf-8"}
    assert answer.status == 200
    assert answer.body == (site / f"{THING}{extension}").read_bytes()
    assert answer.headers["Content-Type"] == types.get(extension, "application/ld+json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    if extension == ".html":
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    else:
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert answer.headers["Link"].endswith(f'{THING}>; rel="describes"')


@slow
@pytest.mark.parametrize("path", [THING, OLD, f"{OLD}.ttl", ".well-known/void"])
def test_programs_in_pages_of_others_are_led_to_data_as_any_reader_is(
    host: tuple[Host, str], path: str
) -> None:
    server, root = host
    answer = server.request(root + path, {"Accept": "text/turtle"})
    assert answer.status in (301, 303)
    assert answer.headers.get_all("Access-Control-Allow-Origin") == ["*"]


@slow
@pytest.mark.parametrize("path", ["sparql.html", "en/sparql.html"])
def test_the_page_with_an_engine_has_a_policy_of_its_own(host: tuple[Host, str], path: str) -> None:
    server, root = host
    answer = server.request(root + path, {})
    assert answer.status == 200
    assert answer.headers.get_all("Content-Security-Policy") == [
        f"{ENGINE_POLICY}; frame-ancestors 'self'"
    ]
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@slow
@pytest.mark.parametrize(
    "path",
    ["", "index.html", "en/index.html", "questions/index.html", f"{THING}.html", "x/sparql.html"],
)
def test_no_other_page_has_it(host: tuple[Host, str], path: str) -> None:
    server, root = host
    answer = server.request(root + path, {})
    assert "unsafe" not in "".join(answer.headers.get_all("Content-Security-Policy") or [])
    assert (answer.status == 200) == (path != "x/sparql.html")


@slow
@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("workbench/web_bg.wasm", "application/wasm"),
        ("workbench/browser.js", "text/javascript; charset=utf-8"),
        ("questions/ressources.json", "application/json"),
        ("linkset.json", "application/linkset+json"),
        ("atom.xml", "application/atom+xml; charset=utf-8"),
        ("en/atom.xml", "application/atom+xml; charset=utf-8"),
        ("questions/ressources.tsv", "text/tab-separated-values; charset=utf-8"),
    ],
)
def test_what_pages_load_has_its_type(host: tuple[Host, str], path: str, media_type: str) -> None:
    server, root = host
    answer = server.request(root + path, {})
    assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    of_others = answer.headers["Access-Control-Allow-Origin"]
    assert of_others == (None if path.startswith("workbench") or path.endswith("atom.xml") else "*")


@slow
def test_every_published_file_has_a_type(host: tuple[Host, str], site: Path) -> None:
    server, root = host
    by_extension = {
        path.suffix or path.name: path
        for path in site.rglob("*")
        if path.is_file() and not path.name.startswith((".", "manifest"))
    }
    for extension, path in by_extension.items():
        answer = server.request(root + path.relative_to(site).as_posix(), {}, "HEAD")
        if answer.status == 404 and extension == ".caddy":
            continue  # Caddy hides the rules that it reads.
        assert answer.status == 200, extension
        media_type, _, charset = answer.headers.get("Content-Type", "").partition("; ")
        assert "/" in media_type, extension
        assert charset == "charset=utf-8" or not media_type.startswith("text/"), extension
        assert answer.headers["X-Content-Type-Options"] == "nosniff", extension


@slow
@pytest.mark.parametrize(
    "path",
    ["rien", "ressource/rien", "a/b/c/d", "ressource/rien.html", "catalogue/", "recherche/"],
)
def test_what_is_not_there_is_answered_with_the_page_that_says_so(
    host: tuple[Host, str], site: Path, path: str
) -> None:
    server, root = host
    answer = server.request(root + path, {"Accept": "text/html"})
    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]


@slow
@pytest.mark.parametrize("path", ["manifest.jsonl", ".htaccess", ".git/config", "x/.y"])
def test_what_no_visitor_needs_is_not_shown(host: tuple[Host, str], site: Path, path: str) -> None:
    server, root = host
    answer = server.request(root + path, {})
    assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())


@slow
def test_the_well_known_description_of_the_data_is_found(host: tuple[Host, str]) -> None:
    server, root = host
    answer = server.request(f"{root}.well-known/void", {})
    assert answer.status == 303
    assert server.path(answer.headers["Location"]) == f"{root}catalogue/donnees.ttl"


@slow
@pytest.mark.parametrize("accept", ["text/html", "text/turtle"])
def test_what_was_retired_has_moved_or_gone_whatever_is_asked_for(
    host: tuple[Host, str], site: Path, accept: str
) -> None:
    server, root = host
    moved = server.request(root + OLD, {"Accept": accept})
    assert (moved.status, server.path(moved.headers["Location"])) == (301, root + NEW)
    gone = server.request(root + GONE, {"Accept": accept})
    assert (gone.status, gone.body) == (410, (site / f"{GONE}.html").read_bytes())
    assert "frame-ancestors 'self'" in gone.headers["Content-Security-Policy"]


@slow
@pytest.mark.parametrize("end", [".bib", ".ris", ".csl.json"])
def test_references_go_where_the_resource_went(host: tuple[Host, str], end: str) -> None:
    server, root = host
    moved = server.request(f"{root}{OLD}{end}", {})
    assert (moved.status, server.path(moved.headers["Location"])) == (301, f"{root}{NEW}{end}")
    assert server.request(f"{root}{NEW}{end}", {}).status == 200
    assert server.request(f"{root}{GONE}{end}", {}).status == 410


@slow
def test_a_page_without_data_answers_people_alone(host: tuple[Host, str]) -> None:
    server, root = host
    page = f"{root}a-propos"
    assert server.request(page, {"Accept": "text/html"}).status == 303
    refused = server.request(page, {"Accept": "text/turtle"})
    assert (refused.status, refused.body.strip()) == (406, b"text/html")


@slow
def test_the_site_itself_is_a_page(host: tuple[Host, str], site: Path) -> None:
    server, root = host
    answer = server.request(root, {"Accept": "text/html"})
    assert (answer.status, answer.body) == (200, (site / "index.html").read_bytes())
    assert answer.headers["Content-Type"].startswith("text/html")


@slow
@pytest.mark.parametrize("below", ["", "sous/un chemin à nous/"])
@pytest.mark.parametrize("server", [*SERVERS, *CADDY, PREVIEW])
def test_an_address_leads_to_a_document_in_a_folder_of_a_large_catalogue(
    server: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    for setting in ("base_iri", "site_url"):
        change(folder, f"catalogue.toml {setting}", f'"https://www.example.net/{quote(below)}"')
    root = tmp_path / "root"
    site = root / below
    site.parent.mkdir(parents=True, exist_ok=True)
    publish(open_folder(folder, date=FIRST), site, jobs=1)
    while_it_was_small = list(site.glob("**/ressource/*.*"))
    monkeypatch.setattr(rdf_documents, "MOST_IN_ONE_FOLDER", 1)
    publish(open_folder(folder, date=LATER), site, jobs=1)
    (tmp_path / "work").mkdir()
    with serving_site(server, root, site, tmp_path / "work") as host:
        for accept, extension in (("text/html", ".html"), ("text/turtle", ".ttl")):
            answer = host.request(f"/{below}{THING}", {"Accept": accept})
            place = f"/{below}ressource/ge/carnet-de-voyage{extension}"
            assert (answer.status, host.path(answer.headers["Location"])) == (303, place)
            assert host.request(place, {}).status == 200
        assert host.request(f"/{below}{THING}", {"Accept": "image/png"}).status == 406
        assert host.request(f"/{below}ressource/aucune", {"Accept": "text/html"}).status == 404
        former = host.request(f"/{below}ressource/3f/carnet-de-voyage.ttl", {})
        if server in SERVERS:  # The regular expressions of Caddy cannot look ahead.
            assert former.status == 301
            assert host.path(former.headers["Location"]).endswith("/ge/carnet-de-voyage.ttl")
        assert host.request(f"/{below}ressource/be/aucune-be.ttl", {}).status == 404
        for file in while_it_was_small:
            answer = host.request(f"/{file.relative_to(root).as_posix()}", {})
            if not file.exists():
                assert answer.status == 301, file
                place = host.path(answer.headers["Location"])
                answer = host.request(place, {})
                assert place.endswith(f"/{file.stem.partition('.')[0][-2:]}/{file.name}")
            assert answer.status == 200, file
        for path in ("ressource/aucune.html", "en/ressource/ge/aucune.html"):
            assert host.request(f"/{below}{path}", {}).status == 404


@slow
@pytest.mark.parametrize("below", ["", "sous/un chemin/"])
@pytest.mark.parametrize("server", [*SERVERS, *CADDY, PREVIEW])
def test_an_identifier_elsewhere_on_the_host_leads_to_what_is_asked_for(
    server: str, below: str, tmp_path: Path
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    address = f"https://www.example.net/{quote(below)}"
    change(folder, "catalogue.toml base_iri", f'"{address}id/"')
    change(folder, "catalogue.toml site_url", f'"{address}"')
    public, root = with_retired(folder) / "public", tmp_path / "root"
    (root / below).parent.mkdir(parents=True, exist_ok=True)
    public.rename(root / below)
    (tmp_path / "work").mkdir()
    names = f"{address}id/"
    with serving_site(server, root, root / below, tmp_path / "work", names) as host:
        for accept, extension in (("text/html", ".html"), ("text/turtle", ".ttl")):
            named = host.request(f"/{below}id/{THING}", {"Accept": accept})
            place = host.path(named.headers["Location"])
            assert (named.status, place) == (303, f"/{below}{THING}")
            assert named.headers["Access-Control-Allow-Origin"] == "*"
            document = host.request(place, {"Accept": accept})
            assert host.path(document.headers["Location"]) == place + extension
        moved = host.request(f"/{below}id/{OLD}", {"Accept": "text/turtle"})
        assert (moved.status, host.path(moved.headers["Location"])) == (301, f"/{below}id/{NEW}")
        assert host.request(f"/{below}id/{GONE}", {"Accept": "text/turtle"}).status == 410


@slow
def test_w3id_leads_to_what_is_asked_for(site: Path, tmp_path: Path) -> None:
    root = tmp_path / "root"
    (root / "atelier").mkdir(parents=True)
    rules = (site / W3ID).read_text("utf-8")
    (root / "atelier" / APACHE).write_text(rules, "utf-8")
    (address,) = re.findall(r'"(https:[^$]*)[$]1" \[R=302', rules)
    address = address.replace("\\", "")  # A percent sign is escaped for Apache.
    (tmp_path / "work").mkdir()
    wrong = []
    with serving("apache", root, tmp_path / "work") as host:
        for accept in HEADERS:
            answer = host.request(f"/atelier/{THING}", {} if accept is None else {"Accept": accept})
            extension = expected(accept)
            right = (303, f"{address}{THING}{extension}") if extension else (406, None)
            there = (answer.status, answer.headers.get("Location"))
            if there != right:
                wrong.append((accept, right, there))
        document = host.request(f"/atelier/{THING}.ttl", {"Accept": "text/html"})
        home = host.request("/atelier/", {})
    assert not wrong, f"{len(wrong)} of {len(HEADERS)}: {wrong[:5]}"
    assert (document.status, document.headers["Location"]) == (302, f"{address}{THING}.ttl")
    assert (home.status, home.headers["Location"]) == (302, address)


@slow
def test_the_names_of_the_tool_lead_to_what_is_asked_for(tmp_path: Path) -> None:
    address = "https://files.example.org/"
    (tmp_path / "root/tressons-ld").mkdir(parents=True)
    rules = dict(tool_terms.files(address))[APACHE]
    (tmp_path / "root/tressons-ld" / APACHE).write_bytes(rules)
    (tmp_path / "work").mkdir()
    order = (".ttl", ".html", ".jsonld")
    wrong = []
    with serving("apache", tmp_path / "root", tmp_path / "work") as host:
        for accept in HEADERS:
            answer = host.request(
                "/tressons-ld/formes", {} if accept is None else {"Accept": accept}
            )
            extension = expected(accept, order)
            right = (303, f"{address}formes{extension}") if extension else (406, None)
            there = (answer.status, answer.headers.get("Location"))
            if there != right:
                wrong.append((accept, right, there))
        english = host.request(
            "/tressons-ld/profil",
            {"Accept": "text/html", "Accept-Language": "de, en-GB;q=0.8, fr;q=0.5"},
        )
        version = host.request("/tressons-ld/profil/0.1.0", {"Accept": "text/html"})
    assert not wrong, f"{len(wrong)} of {len(HEADERS)}: {wrong[:5]}"
    assert english.headers["Location"] == f"{address}profil.en.html"
    assert version.headers["Location"] == f"{address}profil/0.1.0.ttl"
