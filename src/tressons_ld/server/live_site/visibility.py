"""Whether programs that search, harvest and read find a site, and know it by its address."""

from collections.abc import Iterable, Iterator
from urllib.parse import urljoin, urlsplit

from tressons_ld.findings.finding import Finding
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import TURTLE
from tressons_ld.server.live_site.client import Response
from tressons_ld.server.live_site.page import LivePage
from tressons_ld.server.live_site.robots import forbidden_by, sitemaps_of
from tressons_ld.server.live_site.server_lines import rules_line
from tressons_ld.server.live_site.visited_site import (
    INDEX_FILE,
    VisitedSite,
    at_address,
)
from tressons_ld.site.hosts.http_rules import OF_DATA
from tressons_ld.site.negotiation import DOCUMENTS
from tressons_ld.site.sitemap import INDEX as SITEMAP
from tressons_ld.site.sitemap import ROBOTS


def canonical_elsewhere(site: VisitedSite, home: Response) -> Iterator[Finding]:
    """Yield what is wrong where the home page says that it is elsewhere, and note where."""
    for address in LivePage(home).relations.get("canonical", ())[:1]:
        site.published_at = address.removesuffix(INDEX_FILE)
        if site.published_at == home.url.removesuffix(INDEX_FILE):
            continue
        _, wrong = site.follow(address)
        reason = wrong[0].message if wrong else sentence("doctor.answers")
        yield at_address("site.canonical-elsewhere", home.url, canonical=address, reason=reason)


def hidden_from_search(site: VisitedSite, home: Response) -> Iterator[Finding]:
    """Yield what keeps the site from those who search for everybody."""
    for header in home.headers.get_all("X-Robots-Tag", []):
        if {"noindex", "none"} & set(header.lower().replace(",", " ").replace(":", " ").split()):
            yield at_address("site.not-indexed", home.url)
    address = urljoin(site.address, f"/{ROBOTS}")
    robots, wrong = site.follow(address, None)
    text = "" if robots is None else robots.body.decode("utf-8", "replace")
    if line := forbidden_by(text, urlsplit(site.address).path):
        yield at_address("site.robots-forbid", address, line=line)
    if is_below_the_root(site):
        if not any(each.startswith(site.published_at) for each in sitemaps_of(text)):
            sitemap = f"{site.address}{SITEMAP}"
            yield at_address("site.below-the-root", site.address, robots=address, sitemap=sitemap)
    else:
        yield from wrong


def closed_to_programs(site: VisitedSite, things: Iterable[str]) -> Iterator[Finding]:
    """Yield the first address that programs in pages of others may not read on their way.

    Args:
        site: the site.
        things: those whose way to the data is tried.
    """
    data = [f"{site.address}{site.paths.data}{each.extension}" for each in DOCUMENTS]
    for address in (*data, *things):
        answer = site.get(address, TURTLE.media_type)
        is_asked = 200 <= answer.status < 400 and (answer.is_redirect or address in data)
        stated = all(answer.headers.get(name, "").strip() == OF_DATA[name] for name in OF_DATA)
        if is_asked and not stated:
            yield at_address("site.no-cors", address, mend=rules_line(answer))
            return


def no_description(site: VisitedSite) -> Iterator[Finding]:
    """Yield that the description of the data is not where programs look for it."""
    if is_below_the_root(site):
        return
    well_known = f"{site.address}.well-known/void"
    answer, _ = site.follow(well_known, TURTLE.media_type)
    data = f"{site.paths.data}{TURTLE.extension}"
    if answer is None or (answer.media_type != TURTLE.media_type and not answer.url.endswith(data)):
        yield at_address("site.no-void", well_known, data=data)


def is_below_the_root(site: VisitedSite) -> bool:
    """Return whether a site lies in a folder of its host."""
    return urlsplit(site.address).path != "/"
