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

from feeds_of_others import PAGE, leading_to, problem
from pages_on_this_machine import Site, serving
from tressons_ld.consumers.harvest.harvest_rehearsal import rehearse
from tressons_ld.consumers.harvest.rehearsal_report import as_text
from tressons_ld.consumers.rehearsal import feed_reader, page_fetcher, page_parser
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.consumers.rehearsal.habits import CKAN, DATA_GOUV
from tressons_ld.consumers.rehearsal.page_fetcher import PageFetcher
from tressons_ld.findings.errors import FeedError

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DCAT = "http://www.w3.org/ns/dcat#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        yield server


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
    monkeypatch.setattr(page_parser, "LEAST_MEMORY", 256 << 20)
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
    monkeypatch.setattr(feed_reader, "LONGEST_FEED", -1.0)
    site.pages["/feed.ttl"] = leading_to(f"{site.url}/2.ttl").encode()
    site.pages["/2.ttl"] = PAGE
    assert problem(f"{site.url}/feed.ttl") == "feed.too-long"
    assert site.asked == ["/feed.ttl"]


def test_the_pages_of_a_feed_in_files_have_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed_reader, "LONGEST_FEED", -1.0)
    (tmp_path / "feed.ttl").write_text(leading_to("http://a.fr/2.ttl"), "utf-8")
    (tmp_path / "2.ttl").write_bytes(PAGE)
    assert problem(tmp_path / "feed.ttl") == ""


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


def test_a_page_that_is_packed_as_nobody_asked_for_is_told() -> None:
    with sending(answered(PAGE, "200 OK\r\nContent-Encoding: br")) as address:
        assert problem(address) == "feed.packed"


def test_a_small_page_has_no_more_memory_than_it_may_need(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_parser, "_SMALL", 0)
    page = tmp_path / "feed.rdf"
    names = " ".join(f'xmlns:a{number}="urn:{number}"' for number in range(60_000))
    page.write_text(f'<rdf:RDF xmlns:rdf="{RDF}" {names}/>', "utf-8")
    assert problem(page) == "feed.too-costly"


def test_what_a_feed_says_moves_nothing_on_a_screen(tmp_path: Path) -> None:
    odd = "\\u001B]0;x\\u0007 \\u009B2J \\u202E"
    dataset = f"a <{DCAT}Dataset> ; <{DCT}title> 't{odd}' ; <{DCT}description> 'd{odd}'"
    text = f"<urn:a> {dataset} ; <{DCT}identifier> 'a{odd}' ; <{DCT}license> 'l{odd}' . "
    (page := tmp_path / "feed.ttl").write_text(text, "utf-8")
    (earlier := tmp_path / "earlier.ttl").write_text(text.replace("'d", "'e"), "utf-8")
    done = rehearse("data.gouv.fr", page, date(2026, 1, 1), earlier=earlier)
    lines = list(as_text(done, "en"))
    assert all(line.removesuffix("\n").isprintable() for line in lines)
    assert any("\\u202e" in line for line in lines)
