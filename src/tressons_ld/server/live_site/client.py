"""Requests to a host of somebody else, each within bounds of size and time; none is followed."""

import http.client
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from email.message import Message
from urllib.parse import urlsplit

from tressons_ld.findings.errors import OutputError, reason_of
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.server.live_site.web_addresses import joined, plain

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of a body that are read."""

LONGEST_ANSWER = 30.0
"""Seconds that a host has for an answer."""

_SILENCE = 15.0
_BLOCK = 1 << 16
_NOT_PACKED = sentence("doctor.wrong-encoding")
_GZIP = ("gzip", "x-gzip")
# zlib takes the head of gzip by this number of bits.
_HEAD_OF_GZIP = 16 + zlib.MAX_WBITS
# Hosts that do not know HEAD, or mistake it, answer so.
_NO_HEAD = (0, 400, 403, 404, 405, 500, 501)


@dataclass(frozen=True)
class Response:
    """What an address answered.

    Attributes:
        url: the address.
        status: of HTTP; 0 where there was no answer.
        headers: those of the answer.
        body: its first bytes, unpacked.
        whole: whether these are all.
        failure: why there was no answer, or, with a status, why it cannot be read.
    """

    url: str
    status: int
    headers: Message
    body: bytes = b""
    whole: bool = True
    failure: Text | None = None

    @property
    def media_type(self) -> str:
        """The media type that the answer says it has, in lower case; empty for none."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""

    @property
    def location(self) -> str:
        """Where it leads to, in full; empty for nowhere, and for what nobody can follow."""
        return joined(self.url, self.stated_location) if self.stated_location else ""

    @property
    def stated_location(self) -> str:
        """Where it says that it leads to; hosts write that in UTF-8, whatever is allowed."""
        target = str(self.headers.get("Location", ""))
        return target.encode("latin-1", "replace").decode("utf-8", "replace")

    @property
    def is_redirect(self) -> bool:
        """Whether it leads to another address."""
        return 300 <= self.status < 400 and bool(self.location)

    @property
    def is_packed(self) -> bool:
        """Whether it says that its body is compressed."""
        return self.headers.get("Content-Encoding", "identity").strip().lower() != "identity"

    @property
    def varies_by_accept(self) -> bool:
        """Whether it says that it depends on ``Accept``."""
        names = ",".join(self.headers.get_all("Vary", [])).lower()
        return bool({"accept", "*"} & {name.strip() for name in names.split(",")})


class LiveClient:
    """Asks hosts, one request after the other.

    Attributes:
        requests: how many were made.
    """

    def __init__(self, seconds: float = LONGEST_ANSWER) -> None:
        """Take how long a host has for an answer."""
        self._seconds, self.requests = seconds, 0
        self._without_head = False

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response:
        """Return what an address of http or https answers, whatever it is.

        A thread asks: a name that is never resolved, or headers that drip, cannot be broken off.

        Raises:
            OutputError: it is another sort of address.
        """
        if not plain(url):
            raise OutputError("output.not-an-address", url=url)
        self.requests += 1
        done: list[Response] = []
        thread = threading.Thread(
            target=lambda: done.append(self._answer(url, headers or {}, method)), daemon=True
        )
        thread.start()
        # A body that has not ended by then is given as far as it came.
        thread.join(self._seconds + 1)
        return done[0] if done else _failed(url, _no_answer_in(self._seconds))

    def head(self, url: str) -> Response:
        """Return what an address answers to ``HEAD``; to ``GET``, where it answers that badly.

        Raises:
            OutputError: it is another sort of address.
        """
        head = None if self._without_head else self.get(url, method="HEAD")
        if head and head.status not in _NO_HEAD:
            return head
        answer = self.get(url)
        # Who is silent to one is silent to all, and each would take as long.
        self._without_head |= head is not None and not head.status and answer.status > 0
        return replace(answer, whole=True)  # It may be larger than what is read.

    def _answer(self, url: str, headers: Mapping[str, str], method: str) -> Response:
        parts, until = urlsplit(plain(url)), time.monotonic() + self._seconds
        sorts = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        silence = min(_SILENCE, self._seconds)
        connection = sorts[parts.scheme](parts.hostname or "", parts.port, timeout=silence)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        sent = {"User-Agent": "tressons-ld", "Accept-Encoding": "identity", **headers}
        try:
            connection.request(method, target, headers=sent)
            with connection.getresponse() as answer:
                body, whole = b"", True
                while block := answer.read1(_BLOCK):
                    body += block
                    if len(body) > LARGEST_BODY or time.monotonic() > until:
                        body, whole = body[:LARGEST_BODY], False
                        break
                stated = answer.headers.get("Content-Length", "")
                if method == "GET" and whole and stated.isdecimal() and len(body) < int(stated):
                    reason = _cut(len(body), int(stated))
                    return Response(url, answer.status, answer.headers, failure=reason)
                packed = answer.headers.get("Content-Encoding", "").strip().lower()
                if body and packed in _GZIP:
                    try:
                        body, whole = _unpacked(body, whole)
                    except zlib.error:
                        return Response(url, answer.status, answer.headers, failure=_NOT_PACKED)
                return Response(url, answer.status, answer.headers, body, whole)
        except Exception as error:  # noqa: BLE001 - whatever a host sends ends in a sentence
            return _failed(url, _reason(error, silence))
        finally:
            connection.close()


def _unpacked(body: bytes, whole: bool) -> tuple[bytes, bool]:
    unpacking = zlib.decompressobj(_HEAD_OF_GZIP)
    plain_body = unpacking.decompress(body, LARGEST_BODY)
    if not unpacking.unconsumed_tail and not unpacking.eof and whole:
        raise zlib.error
    return plain_body, whole and unpacking.eof


def _reason(error: Exception, silence: float) -> Text:
    """Return why there was no answer."""
    match error:
        case ssl.SSLCertVerificationError():
            return sentence("doctor.certificate", reason=error.verify_message)
        case ssl.SSLError():
            return sentence("doctor.no-https")
        case TimeoutError():
            return _no_answer_in(silence)
        case socket.gaierror():
            if not error.strerror:
                return sentence("doctor.unknown-host")
            return Text(sentence("doctor.unknown-host").fr, error.strerror)
        case http.client.RemoteDisconnected():
            return sentence("doctor.hung-up")
        case http.client.IncompleteRead():
            return _cut(len(error.partial))
        case http.client.HTTPException():
            return sentence("doctor.not-http")
        case _:
            return reason_of(error)


def _no_answer_in(seconds: float) -> Text:
    return sentence("doctor.timeout", seconds=seconds)


def _cut(given: int, stated: int | None = None) -> Text:
    of = Text("", "") if stated is None else sentence("doctor.of-size", stated=stated)
    return sentence("doctor.cut-off", given=given, of=of)


def _failed(url: str, reason: Text) -> Response:
    return Response(url, 0, Message(), failure=reason)
