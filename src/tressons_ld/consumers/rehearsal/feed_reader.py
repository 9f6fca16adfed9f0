"""The pages of a feed, read one after the other the way a harvester fetches them.

A feed is an address, or a file or folder of a publication that nobody serves yet. Each page is a
graph of its own: what it names and another page describes is unknown there. The habits of
data.gouv.fr are those of udata 17.18.0, harvest/backends/dcat.py:104-146 and
harvest/backends/base.py:152-165.
"""

from __future__ import annotations

import http.client
import json
import logging
import re
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.findings.errors import FeedError, reason_of
from tressons_ld.findings.language import Text
from tressons_ld.rdf.formats import JSON_LD, N3, N_QUADS, N_TRIPLES, RDF_XML, TRIG, TURTLE
from tressons_ld.rdf.terms import iri_text
from tressons_ld.rdf.vocabularies import HYDRA

if TYPE_CHECKING:
    import rdflib

PAGINATIONS = (
    (HYDRA.PartialCollectionView, HYDRA.next),
    (HYDRA.PagedCollection, HYDRA.nextPage),
)

_FORMATS = (TURTLE, N3, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS)
FORMAT_OF_EXTENSION = {each.extension[1:]: each.rdflib for each in _FORMATS} | {
    "turtle": TURTLE.rdflib,
    "xml": RDF_XML.rdflib,
    "owl": RDF_XML.rdflib,
    "json": JSON_LD.rdflib,
    "json-ld": JSON_LD.rdflib,
    "nquads": N_QUADS.rdflib,
    "trix": "trix",
    "html": "html",
    "xhtml": "html",
}
"""Extension -> rdflib's name: the formats' own, and those beside that the consumers know."""
FORMAT_OF_TYPE = {each.media_type: each.rdflib for each in _FORMATS if each is not N_QUADS} | {
    "application/xml": RDF_XML.rdflib,
    "text/xml": RDF_XML.rdflib,
    "application/x-turtle": TURTLE.rdflib,
    "application/json": JSON_LD.rdflib,
}
"""Media type -> rdflib's name: of a page whose address has no extension; N-Quads has no say."""

LARGEST_PAGE = 512 * 1024 * 1024
"""Bytes; a larger page is refused rather than the memory filled."""

_TIMEOUT = 60.0
# What a worker of the consumer would put before a relative IRI: rdflib takes the working folder.
_NO_BASE = "file:///"
_NO_IRI = re.compile(r'[<>" {}|\\^`]')


@dataclass(frozen=True, slots=True)
class Habits:
    """How a consumer fetches.

    Attributes:
        consumer: the name it goes by in messages.
        decoding: ``requests``: ``text/*`` without charset is ISO-8859-1, other types are guessed;
            ``utf-8``: always UTF-8.
        redirects: whether it follows redirects.
        stores: whether it writes each page again to keep it, and cannot where an IRI is broken.
        keeps: whether a value or a file that the feed no longer gives stays, and an item that it
            no longer has is archived; otherwise they go.
        at_once: whether nothing arrives unless the last page was read.
    """

    consumer: str
    decoding: Literal["requests", "utf-8"]
    redirects: bool
    stores: bool
    keeps: bool = False
    at_once: bool = False


DATA_GOUV = Habits("data.gouv.fr", decoding="requests", redirects=False, stores=True, keeps=True)
# ckanext-dcat 2.4.4, harvesters/base.py, _get_content_and_type; harvesters/rdf.py:161-252.
CKAN = Habits("CKAN", decoding="utf-8", redirects=True, stores=False, at_once=True)
# piveau-consus-importing-rdf: Apache Jena reads the bytes of each page.
EUROPE = Habits("data.europa.eu", decoding="utf-8", redirects=True, stores=False)


class Page(NamedTuple):
    """One page of a feed.

    Attributes:
        number: from 1.
        url: where it lies.
        graph: all that it says.
    """

    number: int
    url: str
    graph: rdflib.Graph


class Feed:
    """The pages of a feed; reading them fills :attr:`problems` and :attr:`remarks`.

    Args:
        start: address of the first page (http, https or file), or the path of its file.
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

    def __iter__(self) -> Iterator[Page]:
        """Read the pages, each when it is asked for; a problem ends them."""
        self.problems.clear()
        self.remarks.clear()
        self.is_whole = False
        try:
            yield from self._pages()
            self.is_whole = True
        except FeedError as error:
            self.problems.append(error.text)

    def _pages(self) -> Iterator[Page]:
        here: str | Path = self.start
        form = self._format()
        seen: set[str] = set()
        number = 0
        while True:
            number += 1
            seen.add(str(here))
            graph = _parsed(self._text(here), form, here)
            if self.habits.stores:
                self._storable(graph, form, here)
            yield Page(number, str(here), graph)
            found = next_page(graph)
            if found is None:
                return
            here = self._located(found, here)
            if str(here) in seen:
                raise FeedError("feed.page-read-twice", next=found)

    def _format(self) -> str:
        """Return the format of all pages: from the extension, else from what HEAD says."""
        start = str(self.start)
        name = start.rpartition("/")[2] if isinstance(self.start, str) else self.start.name
        _, dot, extension = name.rpartition(".")
        form = FORMAT_OF_EXTENSION.get(extension.lower()) if dot else None
        if isinstance(self.start, Path) and not self.start.exists():
            raise FeedError("feed.not-found", start=start)
        if form is None and isinstance(self.start, str) and not start.startswith("file:"):
            with self._opened(start, "HEAD") as answer:
                type = (answer.headers.get("Content-Type") or "").partition(";")[0]
            form = FORMAT_OF_TYPE.get(type)
        if form is None:
            raise FeedError("feed.unknown-format", start=start)
        if form == TRIG.rdflib and self.habits.stores:
            self.remarks.append(
                Text(
                    f"{start} : {self.habits.consumer} ne voit aucun jeu de données en TriG.",
                    f"{start}: {self.habits.consumer} sees no dataset in TriG.",
                )
            )
        return form

    def _text(self, here: str | Path) -> str:
        if isinstance(here, Path):
            try:
                body = here.read_bytes()
            except OSError as error:
                reason = reason_of(error)
                raise FeedError("feed.unreadable-file", here=here, reason=reason) from error
            return self._decoded(body, here, "", None)
        with self._opened(here, "GET") as answer:
            with _reaching(here):
                body = answer.read(LARGEST_PAGE + 1)
            type, charset = answer.headers.get_content_type(), answer.headers.get_content_charset()
            declared = answer.headers.get("Content-Type") is not None
        if len(body) > LARGEST_PAGE:
            raise FeedError("feed.page-too-large", here=here)
        return self._decoded(body, here, type if declared else "", charset)

    def _decoded(self, body: bytes, here: str | Path, type: str, charset: str | None) -> str:
        """Return the text as ``requests`` decodes it (its ``Response.text``).

        The charset of the Content-Type; without one, ISO-8859-1 for ``text/*``; else a guess.
        """
        if self.habits.decoding == "utf-8":
            return body.decode("utf-8", "replace")
        if charset is None and type.startswith("text/"):
            charset = "iso-8859-1"
            if not body.isascii():
                self.remarks.append(
                    Text(
                        f"{here} : servi en {type} sans charset, donc lu en ISO-8859-1 : les "
                        "accents sont abîmés. Ajouter charset=utf-8, ou publier en ASCII.",
                        f"{here}: served as {type} without charset, so read as ISO-8859-1: "
                        "accents are garbled. Add charset=utf-8, or publish in ASCII.",
                    )
                )
        elif not type and not body.isascii():
            self.remarks.append(
                Text(
                    f"{here} : contient des accents ; servi en text/* sans charset=utf-8, ils "
                    "seraient abîmés.",
                    f"{here}: has accents; served as text/* without charset=utf-8, they would "
                    "be garbled.",
                )
            )
        try:
            return str(body, charset or "utf-8", "replace" if charset else "strict")
        except LookupError:
            return str(body, "utf-8", "replace")
        except UnicodeDecodeError:
            return str(body, "iso-8859-1")

    def _opened(self, url: str, method: str) -> Any:
        handlers = [] if self.habits.redirects else [_NoRedirect()]
        try:
            with _reaching(url):
                request = urllib.request.Request(
                    url, method=method, headers={"User-Agent": "tressons-ld", "Accept": "*/*"}
                )
                return urllib.request.build_opener(*handlers).open(request, timeout=_TIMEOUT)
        except urllib.error.HTTPError as error:
            error.close()
            if 300 <= error.code < 400:
                target = error.headers.get("Location", "?")
                raise FeedError(
                    "feed.redirected", url=url, target=target, consumer=self.habits.consumer
                ) from None
            raise FeedError("feed.refused", url=url, status=error.code) from None

    def _located(self, found: str, here: str | Path) -> str | Path:
        """Return where the next page lies: at its address, or in the folder that is to be served.

        A next page is asked for at its address whatever it is; a relative one has none.
        """
        if isinstance(here, str) and found.startswith(("http://", "https://")):
            return found
        if found.startswith(("http://", "https://")) and isinstance(here, Path):
            path = here.parent / urllib.parse.unquote(found.rpartition("/")[2])
            if self.site_url is not None and self.root is not None:
                inside = found.removeprefix(self.site_url.rstrip("/") + "/")
                path = self.root / urllib.parse.unquote(inside)
                if inside == found:
                    raise FeedError("feed.page-outside", next=found, site_url=self.site_url)
            return path
        raise FeedError("feed.relative-address", next=found)

    def _storable(self, graph: rdflib.Graph, form: str, here: str | Path) -> None:
        """Note an IRI that cannot be written again (udata 17.18.0, harvest/backends/dcat.py:249).

        The consumer keeps each page; where that fails the job bears an error, the items arrive.
        """
        from rdflib import URIRef

        if form == N_QUADS.rdflib:
            self.problems.append(
                Text(
                    f"{here} : une page en N-Quads ne peut être gardée. Donner l'adresse de celle "
                    "en N-Triples (.nt).",
                    f"{here}: a page in N-Quads cannot be kept. Give the address of the one in "
                    "N-Triples (.nt).",
                )
            )
        if form not in (TURTLE.rdflib, N3.rdflib, N_TRIPLES.rdflib):
            return
        for term in (term for triple in graph for term in triple):
            if isinstance(term, URIRef) and _NO_IRI.search(term):
                self.problems.append(
                    Text(
                        f"{here} : l'IRI « {shortened(term)} » contient un caractère interdit ; la "
                        "page ne peut être gardée. Le coder en pourcentage (une espace : %20).",
                        f'{here}: the IRI "{shortened(term)}" holds a forbidden character; the '
                        "page cannot be kept. Write it percent-encoded (a space: %20).",
                    )
                )
                return


def next_page(graph: rdflib.Graph) -> str | None:
    """Return the address of the next page that a page names (udata's dcat.py:52-55,135-141).

    >>> import rdflib
    >>> hydra = "@prefix h: <http://www.w3.org/ns/hydra/core#> . "
    >>> graph = rdflib.Graph().parse(
    ...     data=hydra + "<urn:1> a h:PagedCollection ; h:nextPage <urn:2> ."
    ... )
    >>> next_page(graph)
    'urn:2'
    """
    from rdflib import RDF, URIRef

    for kind, property in PAGINATIONS:
        view = graph.value(predicate=RDF.type, object=URIRef(iri_text(kind)))
        if view is not None:
            found = graph.value(view, URIRef(iri_text(property)))
            return str(found) if found else None
    return None


def _address_or_path(start: str | Path) -> str | Path:
    if isinstance(start, Path):
        return start
    if start.startswith("file:"):
        return Path(urllib.request.url2pathname(urllib.parse.urlsplit(start).path))
    return start if "://" in start else Path(start)


def _parsed(text: str, form: str, here: str | Path) -> rdflib.Graph:
    """Return a page as a graph, relative IRIs as wrong as at the consumer.

    A remote JSON-LD context is not fetched: at the consumer the whole job hangs on that server.
    """
    import rdflib

    if form == JSON_LD.rdflib:
        _without_remote_context(text, here)
    graph = rdflib.Graph()
    try:
        with _quiet():
            graph.parse(data=text, format=form, publicID=_NO_BASE)
    # Each of rdflib's parsers fails with exceptions of its own, some of them bare.
    except Exception as error:
        raise FeedError(
            "feed.not-rdf", here=here, form=form, reason=shortened(error, 200)
        ) from error
    return graph


@contextmanager
def _reaching(url: str) -> Iterator[None]:
    """Refuse a page whose address cannot be asked for, or whose server fails in its answer."""
    try:
        yield
    except urllib.error.HTTPError:
        raise
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = shortened(getattr(error, "reason", error), 200)
        raise FeedError("feed.unreachable", url=url, reason=reason) from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep off the terminal what rdflib logs of values that their datatype does not allow.

    Such a value stays a text, and what becomes of it is told with its item.
    """
    log = logging.getLogger("rdflib.term")
    before, log.disabled = log.disabled, True
    try:
        yield
    finally:
        log.disabled = before


def _without_remote_context(text: str, here: str | Path) -> None:
    try:
        waiting = [json.loads(text)]
    except ValueError:
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(value)
        elif isinstance(value, dict):
            contexts = value.get("@context", [])
            for context in contexts if isinstance(contexts, list) else [contexts]:
                if isinstance(context, str):
                    raise FeedError("feed.remote-context", here=here, context=context)
            waiting.extend(value.values())


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Follow nothing: the answer is an error."""
