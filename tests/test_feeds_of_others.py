"""A feed that somebody else wrote sends the reader nowhere, and ends within bounds."""

import gzip
import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path

import pytest

from pages_on_this_machine import Site, serving
from tressons_ld.consumers.harvest.rehearsal import rehearse
from tressons_ld.consumers.rehearsal import feed_reader, page_fetcher, page_parser
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.consumers.rehearsal.habits import CKAN, DATA_GOUV
from tressons_ld.consumers.rehearsal.page_fetcher import PageFetcher
from tressons_ld.findings.errors import FeedError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HYDRA = "http://www.w3.org/ns/hydra/core#"
DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        yield server


def problem(start: str | Path, **settings: object) -> str:
    """Return the code of what ends a feed; "" where it is read whole."""
    reader = FeedReader(start, **settings)  # type: ignore[arg-type]
    codes = []
    pages = reader.pages()
    try:
        for _ in pages:
            pass
    except FeedError as error:
        codes.append(error.code)
    return "".join(codes)


def leading_to(address: str) -> str:
    return f"<urn:v> a <{HYDRA}PagedCollection> ; <{HYDRA}nextPage> <{address}> ."


# --- contexts of JSON-LD --------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize(
    "context",
    [
        "{0}",
        ["{0}"],
        [[["{0}"]]],
        {"@context": "{0}"},
        {"@import": "{0}"},
        {"@version": 1.1, "@import": "{0}"},
        {"term": {"@id": "urn:t", "@context": "{0}"}},
        {"term": {"@id": "urn:t", "@context": [{"@import": "{0}"}]}},
    ],
    ids=json.dumps,
)
def test_no_context_that_lies_elsewhere_is_fetched_or_opened(
    context: object, scheme: str, site: Site, tmp_path: Path
) -> None:
    there = tmp_path / "context.jsonld"
    there.write_text('{"@context": {"t": "urn:t"}}', "utf-8")
    site.pages["/context.jsonld"] = there.read_bytes()
    address = there.as_uri() if scheme == "file" else f"{site.url}/context.jsonld"
    text = json.dumps({"@context": context, "@id": "urn:a", "term": {"@id": "urn:b", "t": "1"}})
    page = tmp_path / "feed.jsonld"
    page.write_text(text.replace("{0}", address), "utf-8")
    assert problem(page) == "feed.remote-context"
    assert site.asked == []


def test_an_escaped_context_is_seen_too(site: Site, tmp_path: Path) -> None:
    page = tmp_path / "feed.jsonld"
    page.write_text('{"\\u0040context": {"\\u0040import": "' + site.url + '/c"}}', "utf-8")
    assert problem(page) == "feed.remote-context"
    assert site.asked == []


def test_a_context_within_the_page_is_read(tmp_path: Path) -> None:
    page = tmp_path / "feed.jsonld"
    page.write_text('{"@context": [{"t": "urn:t"}, null], "@id": "urn:a", "t": 1}', "utf-8")
    assert problem(page) == ""


# --- what multiplies or nests ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY a "lol"><!ENTITY b "&a;&a;">',
        '<!ENTITY a "one only">',
        '<!ENTITY a SYSTEM "file:///etc/hostname">',
        '<!ENTITY % a "x">',
    ],
)
@pytest.mark.parametrize("extension", ["rdf", "trix"])
def test_a_page_with_entities_of_its_own_is_refused(
    declared: str, extension: str, tmp_path: Path
) -> None:
    page = tmp_path / f"feed.{extension}"
    page.write_text(f'<!DOCTYPE r [{declared}]><rdf:RDF xmlns:rdf="{RDF}"/>', "utf-8")
    assert problem(page) == "feed.entities"


@pytest.mark.parametrize(
    ("extension", "text"),
    [
        ("jsonld", '{"@id": "a:a", "a:p": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        ("jsonld", '{"a:p": ' * 100_000 + "1" + "}" * 100_000),
        ("ttl", "<a:a> <a:b> " + "(" * 100_000 + ")" * 100_000 + " ."),
        ("ttl", "<a:a> <a:b> " + "[ <a:b> " * 100_000),
        ("rdf", f'<rdf:RDF xmlns:rdf="{RDF}">' + "<rdf:Description><rdf:li>" * 100_000),
    ],
    ids=["lists", "objects", "Turtle lists", "Turtle objects", "elements"],
)
def test_what_nests_without_an_end_is_refused(extension: str, text: str, tmp_path: Path) -> None:
    page = tmp_path / f"feed.{extension}"
    page.write_text(text, "utf-8")
    assert problem(page) == "feed.too-deep"


@pytest.mark.parametrize("datatype", ["vnd.geo+json", "geosparql#wktLiteral"])
@pytest.mark.parametrize("consumer", ["data.gouv.fr", "ckan"])
def test_a_geometry_that_nests_without_an_end_is_none(
    consumer: str, datatype: str, tmp_path: Path
) -> None:
    kinds = {
        "vnd.geo+json": "https://www.iana.org/assignments/media-types/application/vnd.geo+json",
        "geosparql#wktLiteral": "http://www.opengis.net/ont/geosparql#wktLiteral",
    }
    text = "[" * 4000 if "json" in datatype else "GEOMETRYCOLLECTION(" * 1000
    page = tmp_path / "feed.ttl"
    page.write_text(
        f"<urn:a> a <{DCAT}Dataset> ; <{DCT}identifier> 'a' ; <{DCT}title> 'a' ; "
        f"<{DCT}description> 'a' ; <{DCT}spatial> <urn:s> . "
        f"<urn:s> <http://www.w3.org/ns/locn#geometry> '{text}'^^<{kinds[datatype]}> .",
        "utf-8",
    )
    done = rehearse(consumer, page, date(2026, 1, 1))
    assert [item.status for item in done.items] == ["done"]


def test_reading_a_page_takes_no_longer_than_its_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parser, "SECONDS", 1)
    page = tmp_path / "feed.ttl"
    # rdflib's time grows with the square of a text of several lines.
    page.write_text('<a:a> <a:b> """' + "a\n\\u0041" * 600_000 + '""" .', "utf-8")
    assert problem(page) == "feed.too-costly"


def test_a_number_that_is_written_out_fills_no_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parser, "MEMORY", 256 << 20)
    page = tmp_path / "feed.ttl"
    page.write_text(f"<a:a> <a:b> '1E99999999999'^^<{XSD}decimal> .", "utf-8")
    assert problem(page) == "feed.too-costly"


@pytest.mark.parametrize(
    "text",
    [
        f"<a:a> <a:b> '1E9999'^^<{XSD}decimal> .",
        f"@prefix p: <a:{'a' * 100}> . <a:a> <a:b> " + ", ".join(f"p:{n}" for n in range(90)) + ".",
    ],
    ids=["numbers", "prefixes"],
)
def test_a_page_that_multiplies_fills_no_memory_of_who_waits(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parser, "_SMALL", 0)
    monkeypatch.setattr(page_parser, "MOST_CHARACTERS", 5_000)
    (page := tmp_path / "feed.ttl").write_text(text, "utf-8")
    assert problem(page) == "feed.too-costly"


def test_a_page_is_the_same_read_apart_or_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = tmp_path / "feed.ttl"
    page.write_text("<a:a> <a:b> (1 [ <a:c> 'x'@fr ] <rel>) .", "utf-8")
    (here,) = FeedReader(page)
    monkeypatch.setattr(page_parser, "_SMALL", 0)
    (there,) = FeedReader(page)
    assert {type(term) for term in there.graph.all_nodes()} == {
        type(term) for term in here.graph.all_nodes()
    }
    assert here.graph.isomorphic(there.graph)


@pytest.mark.parametrize("small", [0, 1 << 20])
def test_a_value_that_its_datatype_does_not_allow_is_logged_nowhere(
    small: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(page_parser, "_SMALL", small)
    monkeypatch.setattr(logging.getLogger("rdflib"), "propagate", False)
    page = tmp_path / "feed.ttl"
    page.write_text(f"<a:a> <a:b> '2020-99'^^<{XSD}date>, '<b>'^^<{RDF}XMLLiteral> .", "utf-8")
    assert problem(page) == ""
    assert capfd.readouterr().err == ""


# --- where the next page lies ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        "http://a.fr/%2e%2e%2foutside.ttl",
        "http://a.fr/%2Fetc%2Fhostname",
        "http://a.fr/link.ttl",
        "http://a.fr/x%00y.ttl",
        "http://a.fr/..",
    ],
)
def test_the_next_page_of_a_file_lies_in_its_folder(address: str, tmp_path: Path) -> None:
    (tmp_path / "outside.ttl").write_text("<a:a> <a:b> 1 .", "utf-8")
    (folder := tmp_path / "feed").mkdir()
    (folder / "link.ttl").symlink_to("../outside.ttl")
    (folder / "feed.ttl").write_text(leading_to(address), "utf-8")
    assert problem(folder / "feed.ttl") == "feed.page-outside"


def test_the_next_page_of_a_publication_lies_in_it(tmp_path: Path) -> None:
    (tmp_path / "outside.ttl").write_text("<a:a> <a:b> 1 .", "utf-8")
    (folder := tmp_path / "public").mkdir()
    (folder / "feed.ttl").write_text(leading_to("https://a.fr/x/../../outside.ttl"), "utf-8")
    found = problem(folder / "feed.ttl", site_url="https://a.fr", root=folder)
    assert found == "feed.page-outside"


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/x.ttl", "feed.ttl"])
def test_the_next_page_is_asked_for_by_http_alone(address: str, tmp_path: Path, site: Site) -> None:
    (tmp_path / "feed.ttl").write_text(leading_to(address), "utf-8")
    site.pages["/feed.ttl"] = leading_to(address).encode()
    assert problem(tmp_path / "feed.ttl") == "feed.relative-address"
    assert problem(f"{site.url}/feed.ttl") == "feed.relative-address"


def test_the_next_page_lies_on_the_same_host(site: Site) -> None:
    with serving() as other:
        site.pages["/feed.ttl"] = leading_to(f"{other.url}/secret.ttl").encode()
        assert problem(f"{site.url}/feed.ttl") == "feed.page-outside"
        assert other.asked == []


@pytest.mark.parametrize("address", ["file:///etc/hostname", "ftp://127.0.0.1/x.ttl", "data://x"])
@pytest.mark.parametrize("habits", [DATA_GOUV, CKAN], ids=["data.gouv.fr", "ckan"])
def test_a_feed_begins_at_an_http_address_or_a_path(address: str, habits: object) -> None:
    assert problem(address, habits=habits) == "feed.not-http"


@pytest.mark.parametrize("target", ["ftp://127.0.0.1:1/f.ttl", "file:///etc/hostname", "DATA:,x"])
def test_a_redirection_leads_to_http_alone(target: str, site: Site) -> None:
    site.moved["/feed.ttl"] = target
    assert problem(f"{site.url}/feed.ttl", habits=CKAN) == "feed.not-http"


@pytest.mark.parametrize(
    "address",
    [
        "/admin/2.ttl",
        "/feeds/../admin/2.ttl",
        "/feeds/%2e%2E/admin/2.ttl",
        "/feeds/%252e%252e/admin/2.ttl",
        "/feeds/..%2fadmin/2.ttl",
        "/feeds/..%5Cadmin/2.ttl",
        "/feeds/..\\\\admin/2.ttl",
        "/feeds/..;x/admin/2.ttl",
        "/feedsadmin/2.ttl",
        "/feeds",
        "/FEEDS/2.ttl",
        "//feeds/2.ttl",
        "",
        "?feeds/2.ttl",
    ],
)
def test_the_next_page_lies_in_the_folder_of_the_first(address: str, site: Site) -> None:
    site.pages["/feeds/1.ttl"] = leading_to(site.url + address).encode()
    assert problem(f"{site.url}/feeds/1.ttl") == "feed.page-outside"
    assert set(site.asked) == {"/feeds/1.ttl"}


@pytest.mark.parametrize("address", ["/feeds/2.ttl", "/feeds/x/2.ttl", "/feeds/%31.ttl?page=2"])
def test_pages_go_on_within_the_folder_of_the_first(address: str, site: Site) -> None:
    site.pages["/feeds/1.ttl"] = leading_to(site.url + address).encode()
    site.pages[address] = b"<a:a> <a:b> 1 ."
    assert problem(f"{site.url}/feeds/1.ttl") == ""


@pytest.mark.parametrize("host", ["user@{}", "{}@localhost", "{}.", "{}:{}", "{}\\\\@localhost"])
def test_another_way_to_write_the_host_is_another_host(host: str, site: Site) -> None:
    authority = site.url.removeprefix("http://")
    address = f"http://{host.format(authority, 1)}/2.ttl"
    site.pages["/1.ttl"] = leading_to(address).encode()
    assert problem(f"{site.url}/1.ttl") == "feed.page-outside"


def test_the_host_and_the_scheme_are_the_same_in_capitals(site: Site) -> None:
    here = site.url.replace("127.0.0.1", "localhost")
    site.pages["/1.ttl"] = leading_to(f"{here.upper()}/2.ttl").encode()
    site.pages["/2.ttl"] = PAGE
    assert problem(f"{here}/1.ttl") == ""


@pytest.mark.parametrize("target", ["{other}/2.ttl", "{here}/admin/2.ttl", "../admin/2.ttl"])
def test_a_later_page_redirects_nowhere_else(target: str, site: Site) -> None:
    with serving() as other:
        site.pages["/feeds/1.ttl"] = leading_to(f"{site.url}/feeds/2.ttl").encode()
        site.moved["/feeds/2.ttl"] = target.format(here=site.url, other=other.url)
        assert problem(f"{site.url}/feeds/1.ttl", habits=CKAN) == "feed.page-outside"
        assert [*other.asked, *site.asked] == ["/feeds/1.ttl", "/feeds/2.ttl"]


def test_a_later_page_may_redirect_to_where_the_first_did(site: Site) -> None:
    with serving() as old:
        old.moved = {"/1.ttl": f"{site.url}/new/1.ttl", "/2.ttl": f"{site.url}/new/2.ttl"}
        site.pages["/new/1.ttl"] = leading_to(f"{old.url}/2.ttl").encode()
        site.pages["/new/2.ttl"] = PAGE
        assert problem(f"{old.url}/1.ttl", habits=CKAN) == ""


def test_pages_in_a_circle_are_told(site: Site) -> None:
    for number in range(17):
        page = leading_to(f"{site.url}/{(number + 1) if number < 16 else 2}.ttl")
        site.pages[f"/{number}.ttl"] = page.encode()
    assert problem(f"{site.url}/0.ttl") == "feed.page-read-twice"
    assert len(site.asked) == 17


def test_redirections_in_a_circle_are_told(site: Site) -> None:
    site.moved["/feed.ttl"] = "/other.ttl"
    site.moved["/other.ttl"] = f"{site.url}/feed.ttl"
    assert problem(f"{site.url}/feed.ttl", habits=CKAN) == "feed.too-many-redirects"
    assert len(site.asked) == page_fetcher.MOST_REDIRECTS


def test_pages_go_on_at_the_host_that_answered(site: Site) -> None:
    with serving() as old:
        old.moved["/feed.ttl"] = f"{site.url}/feed.ttl"
        site.pages["/feed.ttl"] = leading_to(f"{site.url}/2.ttl").encode()
        site.pages["/2.ttl"] = b"<a:a> <a:b> 1 ."
        assert problem(f"{old.url}/feed.ttl", habits=CKAN) == ""


def test_a_feed_without_an_end_is_ended(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feed_reader, "MOST_PAGES", 3)
    for number in range(9):
        page = leading_to(f"{site.url}/{number + 1}.ttl")
        site.pages[f"/{number}.ttl"] = page.encode()
    assert problem(f"{site.url}/0.ttl") == "feed.too-many-pages"
    assert len(site.asked) == 3


# --- size and time --------------------------------------------------------------------------------


def test_a_page_beyond_the_size_is_not_read(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_fetcher, "LARGEST_PAGE", 1000)
    (tmp_path / "feed.ttl").write_text("#" * 1001, "utf-8")
    site.pages["/feed.ttl"] = b"#" * 1001
    assert problem(tmp_path / "feed.ttl") == "feed.page-too-large"
    assert problem(f"{site.url}/feed.ttl") == "feed.page-too-large"


def answered(page: bytes, head: str) -> bytes:
    """Return what a server sends: a head, and a page behind it."""
    return f"HTTP/1.0 {head}\r\n\r\n".encode("latin-1") + page


@contextmanager
def sending(*answers: bytes, again: bytes = b"") -> Iterator[str]:
    """Give the address of a server that sends these answers, one a connection.

    Args:
        answers: what is sent, whatever is asked for.
        again: what is sent behind the first one until nobody listens.
    """
    with socket.create_server(("127.0.0.1", 0)) as server:

        def send() -> None:
            for number, answer in enumerate(answers):
                connection, _ = server.accept()
                with connection, suppress(OSError):
                    connection.recv(4096)
                    connection.sendall(answer)
                    while again and not number:
                        connection.sendall(again)

        thread = threading.Thread(target=send, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/feed.ttl"
        thread.join()


PAGE = b"<a:a> <a:b> 1 .\n"


def test_what_a_redirection_holds_beside_its_target_is_not_read() -> None:
    redirection, page = answered(b"", "302 Found\r\nLocation: /2.ttl"), answered(PAGE, "200 OK")
    with sending(redirection, page, again=b"#" * 65536) as address:
        assert PageFetcher(CKAN, [], seconds=60).page(address).text == PAGE.decode()


@pytest.mark.parametrize(
    "head",
    [
        f"200 OK\r\nContent-Length: {len(PAGE) + 1}",
        "200 OK\r\nContent-Length: " + "9" * 40,
        "200 OK\r\nContent-Encoding: gzip",
    ],
)
def test_an_answer_that_is_cut_is_told(head: str) -> None:
    page = gzip.compress(PAGE)[:-9] if "gzip" in head else PAGE
    with sending(answered(page, head)) as address:
        assert problem(address) == "feed.cut"


def test_chunks_that_are_cut_are_told() -> None:
    chunk = b"%x\r\n%b\r\n" % (len(PAGE), PAGE)
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    with sending(head + chunk) as address:
        assert problem(address) == "feed.cut"


def test_a_page_that_is_packed_is_read() -> None:
    with sending(answered(gzip.compress(PAGE), "200 OK\r\nContent-Encoding: gzip")) as address:
        assert problem(address) == ""


def test_a_page_that_unpacks_beyond_the_size_is_not_read() -> None:
    page = gzip.compress(bytes(page_fetcher.LARGEST_PAGE + 1))
    with sending(answered(page, "200 OK\r\nContent-Encoding: gzip")) as address:
        assert problem(address) == "feed.page-too-large"


@pytest.mark.parametrize(
    "charset", ["undefined", "idna", "punycode", "unicode-escape", "raw_unicode_escape", "ut\0f-8"]
)
def test_a_charset_that_is_none_is_told(charset: str) -> None:
    head = f"200 OK\r\nContent-Type: text/turtle; charset={charset}"
    with sending(answered(PAGE, head)) as address:
        assert problem(address) == "feed.no-charset"


def test_all_pages_of_a_feed_have_a_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_fetcher, "LONGEST_FEED", 0.0)
    site.pages["/feed.ttl"] = PAGE
    assert problem(f"{site.url}/feed.ttl") == "feed.too-slow"


@pytest.mark.parametrize("start", [b"", b"HTTP/1.0 200 OK\r\n", b"HTTP/1.0 200 OK\r\n\r\n"])
def test_an_answer_that_drips_is_left(start: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        left = threading.Event()

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(start)
                while not left.wait(0.05):
                    connection.sendall(b"#")

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        try:
            fetcher = PageFetcher(DATA_GOUV, [], seconds=0.4)
            with pytest.raises(FeedError) as caught:
                fetcher.page(f"http://127.0.0.1:{server.getsockname()[1]}/feed.ttl")
            assert caught.value.code == "feed.too-slow"
        finally:
            left.set()
            thread.join()
