"""A site on its host, asked by its addresses, and what is wrong with one of its answers."""

import time
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from urllib.parse import urljoin

from tressons_ld.catalogue.paths import FRENCH_PATHS, PATHS_IN, Paths, is_resource
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text, quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import CSV, HTML, TURTLE
from tressons_ld.server.live_site.client import LiveClient, Response
from tressons_ld.server.live_site.page import addresses_of_sitemap
from tressons_ld.server.live_site.server_lines import type_line
from tressons_ld.server.live_site.web_addresses import is_inner, plain
from tressons_ld.site.hosts.http_rules import content_type_of
from tressons_ld.site.page_paths import INDEX
from tressons_ld.site.sitemap import INDEX as SITEMAP

MOST_REDIRECTS = 8
LONGEST_EXAMINATION = 120.0
"""Seconds after which nothing more is asked."""

INDEX_FILE = f"{INDEX}{HTML.extension}"

# Programs read text of no charset so (RFC 2616, section 3.7.1), udata among them.
_MOST_SITEMAPS = 8
_READ_AS_LATIN_1 = (TURTLE.extension, CSV.extension)
_REFUSALS = (401, 403, 407, 429, 451)


class TooSlowError(Exception):
    """A site that was asked for too long already."""


class VisitedSite:
    """A site, asked by its addresses.

    Attributes:
        address: of its home page, without the name of a file.
        published_at: what its own links begin with; it may be published for another address.
    """

    def __init__(
        self, address: str, client: LiveClient, seconds: float = LONGEST_EXAMINATION
    ) -> None:
        """Take its address, what asks it, and for how long that may be done.

        Raises:
            OutputError: the address is none of http or https.
        """
        if not plain(address):
            raise OutputError("output.not-an-address", url=address)
        self._client, self._until = client, time.monotonic() + seconds
        self.address = plain(address).removesuffix(INDEX_FILE)
        self.address += "" if self.address.endswith("/") else "/"
        self.published_at = self.address
        self._heads = dict[str, Response]()

    def get(self, url: str, accept: str | None = None, *, packed: bool = False) -> Response:
        """Return what an address answers.

        Args:
            url: the address.
            accept: the header ``Accept``; None for none.
            packed: whether the answer may be compressed.

        Raises:
            TooSlowError: the time is up.
        """
        self._refuse_if_late()
        headers = {} if accept is None else {"Accept": accept}
        return self._client.get(url, headers | ({"Accept-Encoding": "gzip"} if packed else {}))

    def head(self, url: str) -> Response:
        """Return what the address of a file answers, its body apart; it is asked for once.

        Raises:
            TooSlowError: the time is up.
        """
        if url not in self._heads:
            self._refuse_if_late()
            self._heads[url] = self._client.head(url)
        return self._heads[url]

    def _refuse_if_late(self) -> None:
        if time.monotonic() > self._until:
            raise TooSlowError

    def follow(
        self, url: str, accept: str | None = HTML.media_type
    ) -> tuple[Response | None, list[Finding]]:
        """Return the answer at the end of the redirects, and what is wrong on the way."""
        return self.end_of(self.get(url, accept), accept)

    def end_of(self, answer: Response, accept: str | None) -> tuple[Response | None, list[Finding]]:
        """Return the answer at the end of the redirects of one, and what is wrong on the way."""
        last, loop = self._last_of(answer, accept)
        wrong = loop or wrong_answer(last)
        return (None, [wrong]) if wrong else (last, [])

    def _last_of(self, answer: Response, accept: str | None) -> tuple[Response, Finding | None]:
        """Return the answer to which the redirects of one lead, and that they have no end."""
        way = [answer.url]
        while answer.is_redirect:
            if is_inner(answer.location) and not is_inner(self.address):
                target = quotation(answer.location)
                return answer, at_address("site.leads-inside", way[0], target=target)
            turned = answer.location in way
            way.append(answer.location)
            if turned or len(way) > MOST_REDIRECTS:
                return answer, at_address("site.loop", way[0], way=" → ".join(way[-4:]))
            answer = self.get(way[-1], accept)
        return answer, None

    def here(self, address: str) -> str:
        """Return an address that the site gives, on the host that is examined."""
        below = address.removeprefix(self.published_at)
        return address if below == address else self.address + below

    def holds(self, address: str) -> bool:
        """Return whether an address is one of the site."""
        return address.startswith(self.address)

    @cached_property
    def pages(self) -> list[str]:
        """The addresses of its pages, by its sitemap."""
        sitemaps = [each for each in self._of_sitemap(SITEMAP) if self.holds(each)]
        files = spread(sitemaps, _MOST_SITEMAPS)
        return [page for file in files for page in self._of_sitemap(file)]

    def _of_sitemap(self, address: str) -> Iterator[str]:
        """Return the addresses in a sitemap, on the host that is examined; none if it is none."""
        answer, _ = self._last_of(self.get(urljoin(self.address, address)), None)
        return map(self.here, addresses_of_sitemap(answer))

    @cached_property
    def things(self) -> list[str]:
        """The addresses of its resources, by its sitemap."""
        own = [page for page in self.pages if self.holds(page)]
        paths = (page.removeprefix(self.address).removesuffix(HTML.extension) for page in own)
        return [
            f"{self.address}{path}"
            for path in paths
            if is_resource(path) and not path.endswith(f"/{INDEX}")
        ]

    @cached_property
    def paths(self) -> Paths:
        """The paths of its catalogue: those of a resource that was found."""
        path = next(iter(self.things), "").removeprefix(self.address)
        own = (paths for paths in PATHS_IN.values() if path.startswith(paths.resource("")))
        return next(own, FRENCH_PATHS)


def spread(addresses: Sequence[str], most: int) -> Sequence[str]:
    """Return some of many addresses, from the first to the last.

    >>> spread("abcdefg", 3), spread("ab", 3)
    (['a', 'd', 'g'], 'ab')
    """
    if len(addresses) <= most:
        return addresses
    return [addresses[place * (len(addresses) - 1) // (most - 1)] for place in range(most)]


def wrong_answer(answer: Response) -> Finding | None:
    """Return what is wrong with an answer that is no file, or not all of one; None if nothing."""
    status = answer.status
    match answer:
        case Response(failure=Text() as reason) if status:
            return at_address("site.broken-answer", answer.url, reason=reason)
        case Response(failure=Text() as reason):
            return at_address("site.unreachable", answer.url, reason=reason)
        case Response(status=200, whole=True):
            return None
        case Response(status=200):
            return at_address("site.endless", answer.url)
    if status in _REFUSALS:
        return at_address("site.refused", answer.url, status=status)
    if status >= 500:
        return at_address("site.server-fails", answer.url, status=status)
    if 300 <= status < 400 and status != 304:
        target = quotation(answer.stated_location)
        return at_address("site.leads-nowhere", answer.url, status=status, target=target)
    return at_address("site.missing", answer.url, status=status)


def wrong_type(site: VisitedSite, answer: Response) -> Iterator[Finding]:
    """Yield what is wrong with the type that an answer says it has, by the path of its file."""
    address = answer.url.partition("?")[0]
    path = (f"{address}{INDEX_FILE}" if address.endswith("/") else address).removeprefix(
        site.address
    )
    extension, wanted = PurePosixPath(path).suffix, content_type_of(path)
    if wanted is None:
        return
    media_type = wanted.partition(";")[0]
    accepted = {media_type}
    if extension == ".xml":
        accepted |= {"application/xml", "text/xml", "application/atom+xml"}
    elif extension == ".js":
        accepted |= {"application/javascript"}
    line = type_line(answer, path, wanted)
    if answer.media_type not in accepted:
        given = stated_type(answer.media_type)
        yield at_address("site.wrong-type", answer.url, wanted=media_type, given=given, line=line)
        return
    stated = (answer.headers.get_content_charset() or "").lower()
    if stated not in ("", "utf-8", "utf8", "us-ascii") or (
        not stated and extension in _READ_AS_LATIN_1 and not answer.body.isascii()
    ):
        charset = quotation(stated) if stated else sentence("doctor.missing")
        yield at_address("site.garbled", answer.url, given=charset, line=line)


def stated_type(media_type: str) -> Text:
    """Return what an answer says that it is, as it is told."""
    return quotation(media_type) if media_type else sentence("doctor.no-type")


def at_address(code: str, url: str, **details: object) -> Finding:
    """Return a finding at an address."""
    return finding(code, Location(url), url, focus=None, mends=(), **details)
