"""The pages of a feed, read one after the other the way a harvester fetches them.

A feed is an address, or a file or folder of a publication that nobody serves yet. Each page is a
graph of its own: what it names and another page describes is unknown there.
"""

from __future__ import annotations

import re
import time
import urllib.parse
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tressons_ld.consumers.rehearsal.feed_place import FeedPlace
from tressons_ld.consumers.rehearsal.habits import DATA_GOUV, Habits
from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.consumers.rehearsal.page_parser import (
    FORMAT_OF_EXTENSION,
    FORMAT_OF_TYPE,
    next_page,
    parse,
)
from tressons_ld.findings.errors import FeedError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.formats import N3, N_QUADS, N_TRIPLES, TRIG, TURTLE

if TYPE_CHECKING:
    import rdflib

    from tressons_ld.consumers.rehearsal.page_fetcher import PageFetcher

MOST_PAGES = 100_000
"""Pages of a feed: one that names ever another next page would never end."""

LONGEST_FEED = 3600.0
"""Seconds that the pages of a feed at an address may take in all, to be fetched and read."""

_HTTP = ("http://", "https://")
NO_IRI = re.compile(r'[<>" {}|\\^`]')
"""A sign that no IRI holds."""


class FeedPage(NamedTuple):
    """One page of a feed.

    Attributes:
        number: from 1.
        url: where it lies.
        graph: all that it says.
    """

    number: int
    url: str
    graph: rdflib.Graph


class FeedReader:
    """The pages of a feed; reading them fills :attr:`problems` and :attr:`remarks`.

    Args:
        start: address of the first page (http or https), or the path of its file.
        habits: how the consumer fetches.
        site_url: for files: the address that they will be served under, so that the next page is
            found under ``root``. Without it, the next page is the file of that name beside.
        root: the folder that ``site_url`` serves.

    Attributes:
        problems: what ends the job or adds an error to it; empty until the pages are read.
        remarks: what a person should know and stops nothing.
        is_whole: whether the last page was reached; until then the consumer archives nothing.
    """

    def __init__(
        self,
        start: str | Path,
        habits: Habits = DATA_GOUV,
        *,
        site_url: str | None = None,
        root: Path | None = None,
    ) -> None:
        self.start = _address_or_path(start)
        self.habits = habits
        self.site_url = site_url
        self.root = root
        self.problems: list[Text] = []
        self.remarks: list[Text] = []
        self.is_whole = False

    @cached_property
    def _fetcher(self) -> PageFetcher:
        # With it comes all that asks the network, which a publication never does.
        from tressons_ld.consumers.rehearsal.page_fetcher import PageFetcher

        return PageFetcher(self.habits, self.remarks)

    def __iter__(self) -> Iterator[FeedPage]:
        """Read the pages, each when it is asked for; a problem ends them."""
        self.problems.clear()
        self.remarks.clear()
        self.is_whole = False
        try:
            yield from self.pages()
            self.is_whole = True
        except FeedError as error:
            self.problems.append(error.text)

    def pages(self) -> Iterator[FeedPage]:
        """Yield the pages.

        Raises:
            FeedError: a page cannot be had or read.
        """
        here: str | Path = self.start
        form = self._format()
        seen: set[str] = set()
        place: FeedPlace | None = None
        number, until = 0, time.monotonic() + LONGEST_FEED
        while True:
            number += 1
            seen.add(str(here))
            page = self._fetcher.page(here, place)
            graph = parse(page.text, form, here)
            if self.habits.stores:
                self._storable(graph, form, here)
            yield FeedPage(number, str(here), graph)
            found = next_page(graph)
            if found is None:
                return
            if not found.lower().startswith(_HTTP):
                # A consumer asks for it at its address whatever it is; a relative one has none.
                raise FeedError("feed.relative-address", next=found)
            if isinstance(here, str):
                place = place or FeedPlace(here, page.url)
                place.refuse_outside(found)
                here = found
                if time.monotonic() > until:
                    minutes = f"{LONGEST_FEED / 60:g}"
                    raise FeedError("feed.too-long", start=self.start, minutes=minutes)
            else:
                here = self._file_of(found, here)
            if str(here) in seen:
                raise FeedError("feed.page-read-twice", next=found)
            if number == MOST_PAGES:
                raise FeedError("feed.too-many-pages", start=self.start, number=MOST_PAGES)

    def _format(self) -> str:
        """Return the format of all pages: from the extension, else from what HEAD says."""
        start = str(self.start)
        name = start.rpartition("/")[2] if isinstance(self.start, str) else self.start.name
        _, dot, extension = name.rpartition(".")
        form = FORMAT_OF_EXTENSION.get(extension.lower()) if dot else None
        if isinstance(self.start, Path) and not self.start.exists():
            raise FeedError("feed.not-found", start=start)
        if isinstance(self.start, str) and not start.lower().startswith(_HTTP):
            raise FeedError("feed.not-http", start=start)
        if form is None and isinstance(self.start, str):
            form = FORMAT_OF_TYPE.get(self._fetcher.content_type(start))
        if form is None:
            raise FeedError("feed.unknown-format", start=start)
        if form == TRIG.rdflib and self.habits.stores:
            self.remarks.append(
                sentence("rehearsal.trig-unseen", start=start, consumer=self.habits.consumer)
            )
        return form

    def _file_of(self, address: str, here: Path) -> Path:
        """Return where the next page lies: in the folder of this one, or that is to be served."""
        folder = self.start.parent if isinstance(self.start, Path) else here.parent
        inside = address.rpartition("/")[2]
        if self.site_url is not None and self.root is not None:
            folder, site = self.root, self.site_url.rstrip("/") + "/"
            inside = address.removeprefix(site)
            if inside == address:
                raise FeedError("feed.page-outside", next=address, place=self.site_url)
        path = folder / urllib.parse.unquote(inside)
        try:
            within = path.resolve().is_relative_to(folder.resolve())
        except (OSError, ValueError, RuntimeError):  # a zero byte, a circle of links
            within = False
        if not within:
            raise FeedError("feed.page-outside", next=address, place=folder)
        if not path.is_file():
            raise FeedError("feed.not-found", start=path)
        return path

    def _storable(self, graph: rdflib.Graph, form: str, here: str | Path) -> None:
        """Note an IRI that cannot be written again (udata 17.18.0, harvest/backends/dcat.py:249).

        The consumer keeps each page; where that fails the job bears an error, the items arrive.
        """
        from rdflib import URIRef

        if form == N_QUADS.rdflib:
            self.problems.append(sentence("rehearsal.n-quads-not-kept", here=here))
        if form not in (TURTLE.rdflib, N3.rdflib, N_TRIPLES.rdflib):
            return
        for term in (term for triple in graph for term in triple):
            if isinstance(term, URIRef) and NO_IRI.search(term):
                self.problems.append(
                    sentence("rehearsal.iri-character", here=here, term=shortened(term))
                )
                return


def _address_or_path(start: str | Path) -> str | Path:
    return start if isinstance(start, Path) or "://" in start else Path(start)
