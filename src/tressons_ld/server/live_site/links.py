"""The addresses of others that a catalogue holds, tried one after the other."""

import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.messages import sentence
from tressons_ld.server.live_site.client import LiveClient, Response

PAUSE = 1.0
"""Seconds between two requests to one host."""

_MOVED = (301, 308)
# Hosts answer so to programs alone: nobody knows whether the page is there.
_NOT_FOR_PROGRAMS = (401, 403, 405, 406, 429, 451, 503, 999)


def wrong_links(
    folder: CatalogueFolder,
    client: LiveClient,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Finding]:
    """Yield the addresses that do not answer, or that have moved for good, at their cells.

    Each address is asked for once, by ``HEAD`` and, where a host refuses that, by ``GET``.

    Args:
        folder: the catalogue.
        client: what asks hosts.
        sleep: waits so many seconds.
    """
    last = dict[str, float]()
    answers = dict[str, Response]()
    for address, place in addresses_of(folder):
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            continue  # Whether it is an address is told by `check`.
        if address not in answers:
            wait = last.get(parts.hostname, 0.0) + PAUSE - time.monotonic()
            if wait > 0:
                sleep(wait)
            answers[address] = _asked(client, address)
            last[parts.hostname] = time.monotonic()
        yield from _wrong(address, answers[address], place)


def addresses_of(folder: CatalogueFolder) -> Iterator[tuple[str, Location]]:
    """Yield the addresses of others in the tables of a catalogue, with their cells."""
    shared = folder.shared
    for agent in shared.agents.values():
        if agent.homepage:
            yield agent.homepage, agent.row.at("homepage")
    for place in shared.places.values():
        if place.homepage:
            yield place.homepage, place.row.at("homepage")
    for entry in folder.entries():
        if entry.landing_page:
            yield entry.landing_page, entry.row.at("landing_page")
        for page in entry.pages:
            yield page, entry.row.at("pages")
        for file in entry.distributions:
            if file.download_url:
                yield file.download_url, file.row.at("download_url")


def _asked(client: LiveClient, address: str) -> Response:
    answer = client.get(address, method="HEAD")
    return client.get(address) if answer.status in (0, 400, 404, 405, 501) else answer


def _wrong(address: str, answer: Response, place: Location) -> Iterator[Finding]:
    if answer.failure is not None:
        yield finding("site.link-dead", place, address, reason=answer.failure)
    elif answer.status >= 400 and answer.status not in _NOT_FOR_PROGRAMS:
        status = sentence("doctor.answer-status", status=answer.status)
        yield finding("site.link-dead", place, address, reason=status)
    elif answer.status in _MOVED and answer.location:
        yield finding("site.link-moved", place, address, target=answer.location)
