"""The text of a page, fetched and decoded as a consumer does."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from tressons_ld.consumers.rehearsal.habits import Habits
from tressons_ld.consumers.rehearsal.items import shortened
from tressons_ld.findings.errors import FeedError, reason_of
from tressons_ld.findings.language import Text

LARGEST_PAGE = 512 * 1024 * 1024
"""Bytes; a larger page is refused rather than the memory filled."""

_TIMEOUT = 60.0


class PageFetcher:
    """Fetches pages with the habits of one consumer.

    Args:
        habits: how the consumer fetches.
        remarks: what a person should know of a page is added here.
    """

    def __init__(self, habits: Habits, remarks: list[Text]) -> None:
        self._habits, self._remarks = habits, remarks

    def content_type(self, url: str) -> str:
        """Return the media type that the server gives of an address, or "".

        Raises:
            FeedError: it does not answer.
        """
        with self._opened(url, "HEAD") as answer:
            return (answer.headers.get("Content-Type") or "").partition(";")[0]

    def text(self, here: str | Path) -> str:
        """Return the text of a page.

        Raises:
            FeedError: it cannot be had.
        """
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
        handlers = [] if self._habits.redirects else [_NoRedirect()]
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
                    "feed.redirected", url=url, target=target, consumer=self._habits.consumer
                ) from None
            raise FeedError("feed.refused", url=url, status=error.code) from None


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
