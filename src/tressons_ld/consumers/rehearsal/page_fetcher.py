"""The text of a page, fetched and decoded as a consumer does, within bounds of size and time.

A page is what a stranger wrote: nothing but http and https is asked for, wherever it leads.
"""

from __future__ import annotations

import codecs
import http.client
import string
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tressons_ld.consumers.rehearsal.feed_place import FeedPlace, is_global, refuse_inward
from tressons_ld.consumers.rehearsal.habits import Habits
from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.findings.errors import FeedError, reason_of
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.sparql.endpoint_body import CutError, unpacked
from tressons_ld.sparql.one_request import in_time, opened

LARGEST_PAGE = 64 * 1024 * 1024
"""Bytes; a larger page is refused rather than the memory filled: a graph takes forty times that."""

LONGEST_ANSWER = 120.0
"""Seconds that a server has for the whole of an answer."""

MOST_REDIRECTS = 30
"""Redirects of an address, as ``requests`` follows them."""

_SILENCE = 60.0
_BLOCK = 1 << 16
_REDIRECTS = (301, 302, 303, 307, 308)
# Codecs of Python that are the charset of nothing; some take the square of the time.
_NO_CHARSETS = ("idna", "palmos", "punycode", "raw_unicode_escape", "undefined", "unicode_escape")

_Result = TypeVar("_Result")


class PageText(NamedTuple):
    """What a page says.

    Attributes:
        text: decoded.
        url: the address that answered, after any redirects; "" for a file.
    """

    text: str
    url: str = ""


class PageFetcher:
    """Fetches pages with the habits of one consumer.

    Args:
        habits: how the consumer fetches.
        remarks: what a person should know of a page is added here.
        seconds: that a server has for an answer.
    """

    def __init__(
        self, habits: Habits, remarks: list[Text], seconds: float = LONGEST_ANSWER
    ) -> None:
        self._habits, self._remarks, self._seconds = habits, remarks, seconds
        self._begins_on_the_web: bool | None = None

    def content_type(self, url: str) -> str:
        """Return the media type that the server gives of an address, or "".

        Raises:
            FeedError: it does not answer.
        """

        def ask(until: float) -> str:
            with self._opened(url, "HEAD") as answer:
                return (answer.headers.get("Content-Type") or "").partition(";")[0]

        return self._in_time(url, ask)

    def page(self, here: str | Path, place: FeedPlace | None = None) -> PageText:
        """Return a page.

        Args:
            here: its address, or the path of its file.
            place: where redirects may lead; anywhere without one.

        Raises:
            FeedError: it cannot be had, or is too large or too slow.
        """
        if isinstance(here, Path):
            return PageText(self._decoded(_bytes_of(here), here, "", None))

        def ask(until: float) -> tuple[bytes, http.client.HTTPMessage, str]:
            with self._opened(here, "GET", place) as answer, _reaching(here):
                return self._body(answer, here, until), answer.headers, answer.geturl()

        body, headers, url = self._in_time(here, ask)
        type, charset = headers.get_content_type(), headers.get_content_charset()
        declared = type if headers.get("Content-Type") is not None else ""
        return PageText(self._decoded(body, here, declared, charset), url)

    def _body(self, answer: http.client.HTTPResponse, here: str, until: float) -> bytes:
        """Return the body of an answer that comes to its end in time and size, unpacked."""
        blocks, size = [], 0
        while block := answer.read1(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > LARGEST_PAGE:
                raise _too_large(here)
            if time.monotonic() > until:
                raise self._too_slow(here)
        stated = answer.headers.get("Content-Length") or ""
        if not answer.chunked and stated.isdecimal() and size < int(stated):
            raise http.client.IncompleteRead(b"", int(stated) - size)
        body, coding = b"".join(blocks), answer.headers.get("Content-Encoding") or ""
        if coding.strip():
            try:
                body = unpacked(body, coding, LARGEST_PAGE)
            except CutError:
                raise http.client.IncompleteRead(b"") from None
            except ValueError:
                raise FeedError("feed.packed", here=here, coding=shortened(coding)) from None
            if len(body) > LARGEST_PAGE:
                raise _too_large(here)
        return body

    def _in_time(self, url: str, ask: Callable[[float], _Result]) -> _Result:
        """Return what a server answers in time; ``ask`` is given until when."""
        until = time.monotonic() + self._seconds
        try:
            return in_time(self._seconds, lambda: ask(until))
        except TimeoutError:
            raise self._too_slow(url) from None

    def _too_slow(self, url: str) -> FeedError:
        return FeedError("feed.too-slow", url=url, seconds=f"{self._seconds:g}")

    def _decoded(self, body: bytes, here: str | Path, type: str, charset: str | None) -> str:
        """Return the text as ``requests`` decodes it (its ``Response.text``).

        The charset of the Content-Type; without one, ISO-8859-1 for ``text/*``; else a guess.
        """
        if self._habits.decoding == "utf-8":
            return body.decode("utf-8", "replace")
        if charset is None and type.startswith("text/"):
            charset = "iso-8859-1"
            if not body.isascii():
                self._remarks.append(sentence("rehearsal.accents-spoilt", here=here, type=type))
        elif not type and not body.isascii():
            self._remarks.append(sentence("rehearsal.charset-missing", here=here))
        try:
            if charset and codecs.lookup(charset).name.replace("-", "_") in _NO_CHARSETS:
                raise FeedError("feed.no-charset", here=here, charset=shortened(charset))
            return str(body, charset or "utf-8", "replace" if charset else "strict")
        except LookupError:
            return str(body, "utf-8", "replace")
        except UnicodeDecodeError:
            return str(body, "iso-8859-1")
        except ValueError:  # a zero byte in its name
            raise FeedError("feed.no-charset", here=here, charset=shortened(charset)) from None

    def _opened(self, url: str, method: str, place: FeedPlace | None = None) -> Any:
        """Return the answer of an address, or of the one where redirects lead.

        The body of a redirect is never read: it may be without an end.
        """
        here = url
        for _ in range(MOST_REDIRECTS):
            try:
                with _reaching(url):
                    return self._asked(here, method)
            except urllib.error.HTTPError as error:
                error.close()
                target = error.headers.get("Location", "?")
                if 300 <= error.code < 400 and not self._habits.redirects:
                    raise FeedError(
                        "feed.redirected", url=url, target=target, consumer=self._habits.consumer
                    ) from None
                if error.code not in _REDIRECTS or "Location" not in error.headers:
                    raise FeedError("feed.refused", url=url, status=error.code) from None
                here = _redirected(here, target)
                refuse_inward(url, here)
                if place:
                    place.refuse_outside(here)
        raise FeedError("feed.too-many-redirects", url=url, number=MOST_REDIRECTS)

    def _asked(self, url: str, method: str) -> Any:
        """Return what an address answers, nothing followed.

        A feed that begins on the web goes on there, whatever machine a name stands for meanwhile.
        """

        def accept(address: str) -> None:
            on_the_web = is_global(address)
            if self._begins_on_the_web is None:
                self._begins_on_the_web = on_the_web
            elif self._begins_on_the_web and not on_the_web:
                raise FeedError("feed.moved-inward", url=url, address=address)

        headers = {"User-Agent": "tressons-ld", "Accept": "*/*", "Accept-Encoding": "gzip, deflate"}
        request = urllib.request.Request(url, method=method, headers=headers)
        return opened(request, _SILENCE, accept)


def _redirected(here: str, target: str) -> str:
    """Return where a redirect leads.

    Raises:
        FeedError: to no address of http or https.
    """
    quoted = urllib.parse.quote(target, encoding="iso-8859-1", safe=string.punctuation)
    with _reaching(here):
        address = urllib.parse.urljoin(here, quoted)
    if not address.lower().startswith(("http://", "https://")):
        raise FeedError("feed.not-http", start=shortened(target))
    return address


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            body = file.read(LARGEST_PAGE + 1)
    except OSError as error:
        raise FeedError("feed.unreadable-file", here=path, reason=reason_of(error)) from error
    if len(body) > LARGEST_PAGE:
        raise _too_large(path)
    return body


def _too_large(here: str | Path) -> FeedError:
    return FeedError("feed.page-too-large", here=here, megabytes=LARGEST_PAGE >> 20)


@contextmanager
def _reaching(url: str) -> Iterator[None]:
    """Refuse a page whose address cannot be asked for, or whose server fails in its answer."""
    try:
        yield
    except urllib.error.HTTPError:
        raise
    except http.client.IncompleteRead:
        raise FeedError("feed.cut", url=url) from None
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = shortened(getattr(error, "reason", error), 200)
        raise FeedError("feed.unreachable", url=url, reason=reason) from None
