"""Whether the files of a publication lie on a host, whole, with their types."""

import json
from collections.abc import Iterator
from itertools import islice

from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.findings.finding import Finding
from tressons_ld.rdf.formats import HTML, JSON_LD, TURTLE
from tressons_ld.server.live_site.client import Response
from tressons_ld.server.live_site.page import LivePage
from tressons_ld.server.live_site.published_sizes import published_sizes
from tressons_ld.server.live_site.visited_site import (
    VisitedSite,
    at_address,
    spread,
    wrong_answer,
    wrong_type,
)
from tressons_ld.site.negotiation import DOCUMENTS
from tressons_ld.site.page_paths import INDEX

MOST_LINKS = 100
"""Links of the page of the catalogue that are tried."""

MOST_PAGES = 12
"""Pages, and resources, that are tried of those in the sitemap: from the first to the last."""


def wrong_files(site: VisitedSite) -> Iterator[Finding]:
    """Yield the files that are not there, or are not as they were published."""
    yield from _downloads(site)
    yield from _some_pages(site)
    yield from _sizes(site)


def wrong_file(site: VisitedSite, address: str) -> Iterator[Finding]:
    """Yield what is wrong with a file, asked for without its content."""
    answer = site.head(address)
    if answer.is_redirect:
        yield from site.end_of(answer, None)[1]
    elif wrong := wrong_answer(answer):
        yield wrong
    else:
        yield from wrong_type(site, answer)


def _downloads(site: VisitedSite) -> Iterator[Finding]:
    """Yield what is wrong with the files that the page of the catalogue leads to."""
    page, wrong = site.follow(f"{site.address}{CATALOGUE_PATH}{HTML.extension}")
    yield from wrong
    if page is not None:
        own = (each for each in LivePage(page).addresses if site.holds(each))
        for address in islice(own, MOST_LINKS):
            yield from wrong_file(site, address)


def _some_pages(site: VisitedSite) -> Iterator[Finding]:
    """Yield what is wrong with some pages: an upload that was broken off lacks all after one."""
    list_page = f"{site.address}{site.paths.resource('')}{INDEX}{HTML.extension}"
    page, _ = site.follow(list_page)
    if page is not None:
        for program in filter(site.holds, LivePage(page).programs):
            yield from wrong_file(site, program)
    for address in spread(site.pages, MOST_PAGES):
        if site.holds(address):
            yield from wrong_file(site, address)
    for thing in spread(site.things, MOST_PAGES):
        for each in (HTML, *DOCUMENTS):
            yield from _wrong_document(site, f"{thing}{each.extension}")


def _wrong_document(site: VisitedSite, address: str) -> Iterator[Finding]:
    """Yield what is wrong with a document about a resource, read to its end."""
    answer, wrong = site.follow(address, None)
    yield from wrong
    if answer is not None:
        yield from wrong_type(site, answer)
        if _is_cut(answer):
            yield at_address("site.cut-short", address)


def _is_cut(document: Response) -> bool:
    """Return whether a document has no end, as an upload leaves it that was broken off."""
    if document.url.endswith(HTML.extension):
        return b"</html" not in document.body.lower()
    if document.url.endswith(JSON_LD.extension):
        try:
            json.loads(document.body)
        except ValueError:
            return True
        return False
    return document.url.endswith(TURTLE.extension) and not document.body.rstrip().endswith(b".")


def _sizes(site: VisitedSite) -> Iterator[Finding]:
    """Yield the files that the description of the data names and that are not as it says."""
    described = site.get(f"{site.address}{site.paths.data}{TURTLE.extension}")
    if described.status != 200 or not described.whole:
        return
    for address, size in published_sizes(described.body):
        here = site.here(address)
        answer = site.head(here)
        given = answer.headers.get("Content-Length", "")
        if wrong := wrong_answer(answer):
            yield wrong
        elif given.isdecimal() and not answer.is_packed and int(given) != size:
            yield at_address("site.half-uploaded", here, size=size, given=given)
