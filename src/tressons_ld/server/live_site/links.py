"""The addresses of others that a catalogue holds, tried one after the other."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from email.message import Message
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from tressons_ld.catalogue.columns.column import Column
from tressons_ld.catalogue.columns.datatypes import TEXT_OR_URL, URL
from tressons_ld.catalogue.columns.resource_ids import RESOURCE_OR_URL
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model.about_catalogue import PROGRAMME
from tressons_ld.catalogue.model.agent import AGENTS
from tressons_ld.catalogue.model.place import PLACES
from tressons_ld.catalogue.model.resource import RESOURCES
from tressons_ld.catalogue.model.series import SERIES
from tressons_ld.findings.finding import Finding, Location, finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.server.live_site.client import LiveClient, Response
from tressons_ld.server.live_site.web_addresses import is_inner, plain

PAUSE = 1.0
"""Seconds between two requests to one host."""

_MOVED = (301, 308)
# Hosts answer so to programs alone: nobody knows whether the page is there.
_NOT_FOR_PROGRAMS = (401, 403, 405, 406, 429, 451, 503, 999)
_NO_HEAD = (0, 400, 404, 405, 501)
_MOST_REDIRECTS = 5
# Addresses at which a host may be silent until the others are no longer asked for.
_MOST_SILENCES = 2
_WITH_ADDRESSES = (URL, TEXT_OR_URL, RESOURCE_OR_URL)
# The name of a thing elsewhere goes on being its name, wherever that leads.
_NAME = "same_as"


class WrittenAddress(NamedTuple):
    """An address in a table or in the settings, and where it stands.

    Attributes:
        address: the address.
        place: its cell.
        is_name: whether it is what a thing is called elsewhere, and no page.
    """

    address: str
    place: Location
    is_name: bool = False


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
    visitor = _Visitor(client, sleep)
    visits = dict[str, _Visit]()
    for each in addresses_of(folder):
        if not plain(each.address):
            continue  # Whether it is an address is told by `check`.
        if each.address not in visits:
            visits[each.address] = visitor.visit(each.address)
        visit = visits[each.address]
        if visit.failure is not None:
            yield finding("site.link-dead", each.place, each.address, reason=visit.failure)
        elif visit.moved_to and not each.is_name:
            yield finding("site.link-moved", each.place, each.address, target=visit.moved_to)


def addresses_of(folder: CatalogueFolder) -> Iterator[WrittenAddress]:
    """Yield the addresses of others that a catalogue holds, with their cells."""
    shared = folder.shared
    for layout, things in (
        (AGENTS, shared.agents.values()),
        (PLACES, shared.places.values()),
        (SERIES, shared.series.values()),
    ):
        for thing in things:
            yield from _of_thing(thing, layout.columns, thing.row.at)
    if shared.programme is not None:
        yield from _of_thing(
            shared.programme,
            PROGRAMME.columns,
            lambda key: shared.settings.at(f"programme.{key}"),
        )
    contact = shared.catalogue.contact
    if contact is not None and contact.url:
        yield WrittenAddress(contact.url, shared.settings.at("contact.url"))
    for entry in folder.entries():
        own = [column for column in RESOURCES.columns if not column.part]
        yield from _of_thing(entry, own, entry.row.at)
        for file in entry.distributions:
            if file.download_url:
                yield WrittenAddress(file.download_url, file.row.at("download_url"))


def _of_thing(
    thing: Any, columns: Iterable[Column], place_of: Callable[[str], Location]
) -> Iterator[WrittenAddress]:
    added = {
        (each.attribute, each.value): each.row.at("value")
        for each in thing.additions
        if not each.divergent
    }
    for column in columns:
        if column.datatype not in _WITH_ADDRESSES:
            continue
        values = getattr(thing, column.attribute) or ()
        for value in values if column.many else (values,):
            if isinstance(value, str):
                place = added.get((column.attribute, value)) or place_of(column.name)
                yield WrittenAddress(value, place, column.attribute == _NAME)
    for addition in thing.additions:
        yield WrittenAddress(addition.source, addition.row.at("source"))


class _Visit(NamedTuple):
    """What came of an address.

    Attributes:
        failure: why nobody reads anything there; None if somebody may.
        moved_to: where it has moved for good; empty for nowhere.
    """

    failure: Text | None = None
    moved_to: str = ""


class _Visitor:
    """Goes to addresses and on to where they lead, each host at its ease."""

    def __init__(self, client: LiveClient, sleep: Callable[[float], None]) -> None:
        self._client, self._sleep = client, sleep
        self._last = dict[str, float]()
        self._silences, self._reasons = Counter[str](), dict[str, Text]()

    def visit(self, address: str) -> _Visit:
        """Return what comes of an address."""
        first = answer = self._answer(address)
        way = [answer.url]
        while answer.is_redirect:
            if answer.location in way or len(way) > _MOST_REDIRECTS:
                return _Visit(sentence("doctor.in-circles"))
            if is_inner(answer.location) and not is_inner(address):
                return _Visit(sentence("doctor.leads-inside", target=answer.location))
            way.append(answer.location)
            answer = self._answer(way[-1])
        failure = answer.failure
        if failure is None and answer.status >= 400 and answer.status not in _NOT_FOR_PROGRAMS:
            failure = sentence("doctor.answer-status", status=answer.status)
        if failure is not None and len(way) > 1:
            failure = sentence("doctor.led-to", target=way[-1], reason=failure)
        return _Visit(failure, first.location if first.status in _MOVED else "")

    def _answer(self, address: str) -> Response:
        host = urlsplit(address).hostname or ""
        if self._silences[host] >= _MOST_SILENCES:
            return Response(address, 0, Message(), failure=self._reasons[host])
        answer = self._asked(address, host, "HEAD")
        if answer.status in _NO_HEAD:
            answer = self._asked(address, host, "GET")
        if answer.failure is not None and not answer.status:
            self._silences[host] += 1
            self._reasons[host] = answer.failure
        else:
            self._silences[host] = 0
        return answer

    def _asked(self, address: str, host: str, method: str) -> Response:
        wait = self._last.get(host, 0.0) + PAUSE - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        answer = self._client.get(address, method=method)
        self._last[host] = time.monotonic()
        return answer
