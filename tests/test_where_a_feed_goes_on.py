"""The next page of a feed that somebody else wrote lies beside the first, or is not read."""

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from feeds_of_others import PAGE, leading_to, problem
from pages_on_this_machine import Site, serving
from tressons_ld.consumers.rehearsal import feed_place, feed_reader, page_fetcher
from tressons_ld.consumers.rehearsal.habits import CKAN, DATA_GOUV
from tressons_ld.sparql import one_request


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as server:
        yield server


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


@pytest.mark.parametrize(
    "target", ["{0}/2.ttl", "http://169.254.1.1/", "http://[::ffff:10.0.0.1]/"]
)
def test_a_redirection_leads_from_the_web_to_no_machine_within(
    target: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site of the test stands for one of the web, by its name alone."""
    known = socket.getaddrinfo
    web = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("93.184.215.14", 0))]

    def addresses(host: str, port: int | None, *one: Any, **more: Any) -> Any:
        return web if host == "localhost" and port is None else known(host, port, *one, **more)

    monkeypatch.setattr(feed_place.socket, "getaddrinfo", addresses)
    site.moved["/1.ttl"] = target.format(site.url)
    site.pages["/2.ttl"] = PAGE
    start = site.url.replace("127.0.0.1", "localhost")
    assert problem(f"{start}/1.ttl", habits=CKAN) == "feed.redirected-inward"
    assert site.asked == ["/1.ttl"]


@pytest.mark.parametrize("within", ["127.0.0.1", "169.254.169.254", "::1", "fe80::1", "10.0.0.1"])
def test_a_name_that_stands_for_a_machine_within_meanwhile_is_not_asked(
    within: str, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The site of the test stands for one of the web until its name is rebound."""
    stands_for = iter(["93.184.215.14", within])
    monkeypatch.setattr(one_request, "address_of", lambda _connection: next(stands_for))
    site.pages = {"/1.ttl": leading_to(f"{site.url}/2.ttl").encode(), "/2.ttl": PAGE}
    assert problem(f"{site.url}/1.ttl") == "feed.moved-inward"
    assert site.asked == ["/1.ttl"]


def test_a_proxy_within_is_asked(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_request.urllib.request, "proxy_bypass", lambda _host: False)
    monkeypatch.setattr(one_request.urllib.request, "getproxies", lambda: {"http": site.url})
    monkeypatch.setattr(one_request, "address_of", pytest.fail)
    site.pages["http://feeds.example/1.ttl"] = PAGE
    assert problem("http://feeds.example/1.ttl") == ""


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
