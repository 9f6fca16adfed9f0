"""The text of a page, fetched and decoded as a consumer does, within bounds of size and time.

A page is what a stranger wrote: nothing but http and https is asked for, wherever it leads.
"""

from __future__ import annotations

import http.client
import re
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, NamedTuple, TypeVar

from tressons_ld.consumers.rehearsal.habits import Habits
from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.findings.errors import FeedError, reason_of
from tressons_ld.findings.language import Text

LARGEST_PAGE = 64 * 1024 * 1024
"""Bytes; a larger page is refused rather than the memory filled: a graph takes forty times that."""

LONGEST_ANSWER = 300.0
"""Seconds that a server has for the whole of an answer."""

# Where a redirect may lead: an address of http, or one that is relative.
_HTTP = re.compile(r"https?:|(?![a-z][a-z0-9+.-]*:)", re.IGNORECASE)
_SILENCE = 60.0
_BLOCK = 1 << 16

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

    def content_type(self, url: str) -> str:
        """Return the media type that the server gives of an address, or "".

        Raises:
            FeedError: it does not answer.
        """

        def ask(until: float) -> str:
            with self._opened(url, "HEAD") as answer:
                return (answer.headers.get("Content-Type") or "").partition(";")[0]

        return self._in_time(url, ask)

    def page(self, here: str | Path) -> PageText:
        """Return a page.

        Raises:
            FeedError: it cannot be had, or is too large or too slow.
        """
        if isinstance(here, Path):
            return PageText(self._decoded(_bytes_of(here), here, "", None))

        def ask(until: float) -> tuple[bytes, http.client.HTTPMessage, str]:
            with self._opened(here, "GET") as answer, _reaching(here):
                return self._body(answer, here, until), answer.headers, answer.geturl()

        body, headers, url = self._in_time(here, ask)
        type, charset = headers.get_content_type(), headers.get_content_charset()
        declared = type if headers.get("Content-Type") is not None else ""
        return PageText(self._decoded(body, here, declared, charset), url)

    def _body(self, answer: http.client.HTTPResponse, here: str, until: float) -> bytes:
        """Return the body of an answer that comes to its end in time and size."""
        blocks, size = [], 0
        while block := answer.read1(_BLOCK):
            blocks.append(block)
            size += len(block)
            if size > LARGEST_PAGE:
                raise _too_large(here)
            if time.monotonic() > until:
                raise self._too_slow(here)
        return b"".join(blocks)

    def _in_time(self, url: str, ask: Callable[[float], _Result]) -> _Result:
        """Return what a server answers in time; ``ask`` is given until when.

        A thread asks: a name that is never resolved, or headers that drip, cannot be broken off.
        """
        done: list[_Result] = []
        failed: list[BaseException] = []

        def work() -> None:
            try:
                done.append(ask(time.monotonic() + self._seconds))
            except BaseException as error:  # noqa: BLE001 - who waits raises it
                failed.append(error)

        thread = threading.Thread(target=work, daemon=True)
        thread.start()
        thread.join(self._seconds)
        if failed:
            raise failed[0]
        if not done:
            raise self._too_slow(url)
        return done[0]

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
                self._remarks.append(
                    Text(
                        f"{here} : servi en {type} sans charset, donc lu en ISO-8859-1 : les "
                        "accents sont abîmés. Ajouter charset=utf-8, ou publier en ASCII.",
                        f"{here}: served as {type} without charset, so read as ISO-8859-1: "
                        "accents are garbled. Add charset=utf-8, or publish in ASCII.",
                    )
                )
        elif not type and not body.isascii():
            self._remarks.append(
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
        opener = urllib.request.OpenerDirector()
        redirects = urllib.request.HTTPRedirectHandler if self._habits.redirects else _NoRedirect
        for handler in (redirects, *_HANDLERS):
            opener.add_handler(handler())
        try:
            with _reaching(url):
                request = urllib.request.Request(
                    url, method=method, headers={"User-Agent": "tressons-ld", "Accept": "*/*"}
                )
                return opener.open(request, timeout=_SILENCE)
        except urllib.error.HTTPError as error:
            error.close()
            target = error.headers.get("Location", "?")
            if 300 <= error.code < 400 and not self._habits.redirects:
                raise FeedError(
                    "feed.redirected", url=url, target=target, consumer=self._habits.consumer
                ) from None
            if 300 <= error.code < 400 and not _HTTP.match(target):
                raise FeedError("feed.not-http", start=target) from None
            raise FeedError("feed.refused", url=url, status=error.code) from None


# Those of the standard library but for ftp:, file: and data:, where a redirect may lead.
_HANDLERS = (
    urllib.request.ProxyHandler,
    urllib.request.UnknownHandler,
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
)


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
    except (OSError, ValueError, http.client.HTTPException) as error:
        reason = shortened(getattr(error, "reason", error), 200)
        raise FeedError("feed.unreachable", url=url, reason=reason) from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: Any, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> None:
        """Follow nothing: the answer is an error."""
