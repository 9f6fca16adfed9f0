"""Requests to a host of somebody else, each within bounds of size and time; none is followed."""

import http.client
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from urllib.parse import quote, urljoin, urlsplit

from tressons_ld.findings.errors import OutputError, reason_of
from tressons_ld.findings.language import Text

LARGEST_BODY = 2 * 1024 * 1024
"""Bytes of a body that are read."""

LONGEST_ANSWER = 30.0
"""Seconds that a host has for an answer."""

_SILENCE = 15.0
_BLOCK = 1 << 16


@dataclass(frozen=True)
class Response:
    """What an address answered.

    Attributes:
        url: the address.
        status: of HTTP; 0 where there was no answer.
        headers: those of the answer.
        body: its first bytes.
        whole: whether these are all.
        failure: why there was no answer.
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
        """Where it leads to, in full; empty for nowhere."""
        target = self.headers.get("Location")
        return urljoin(self.url, target) if target else ""

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

    def get(
        self, url: str, headers: Mapping[str, str] | None = None, method: str = "GET"
    ) -> Response:
        """Return what an address of http or https answers, whatever it is.

        A thread asks: a name that is never resolved, or headers that drip, cannot be broken off.

        Raises:
            OutputError: it is another sort of address.
        """
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise OutputError("output.not-an-address", url=url)
        self.requests += 1
        done: list[Response] = []
        thread = threading.Thread(
            target=lambda: done.append(self._answer(url, headers or {}, method)), daemon=True
        )
        thread.start()
        thread.join(self._seconds)
        if done:
            return done[0]
        seconds = f"{self._seconds:g}"
        return _failed(url, Text(f"pas de réponse en {seconds} s", f"no answer in {seconds} s"))

    def _answer(self, url: str, headers: Mapping[str, str], method: str) -> Response:
        parts, until = urlsplit(url), time.monotonic() + self._seconds
        sorts = {"http": http.client.HTTPConnection, "https": http.client.HTTPSConnection}
        try:
            connection = sorts[parts.scheme](parts.hostname or "", parts.port, timeout=_SILENCE)
        except (ValueError, http.client.HTTPException) as error:
            return _failed(url, Text(str(error), str(error)))
        path = quote(parts.path or "/", safe="%/:@!$&'()*+,;=~-._")
        target = f"{path}?{parts.query}" if parts.query else path
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
                return Response(url, answer.status, answer.headers, body, whole)
        except ssl.SSLCertVerificationError as error:
            reason = error.verify_message
            french = f"le certificat n'est pas valable ({reason})"
            return _failed(url, Text(french, f"the certificate is not valid ({reason})"))
        except socket.gaierror as error:
            return _failed(url, Text("nom d'hôte inconnu", error.strerror or "unknown host"))
        except (OSError, ValueError, http.client.HTTPException) as error:
            return _failed(url, reason_of(error))
        finally:
            connection.close()


def _failed(url: str, reason: Text) -> Response:
    return Response(url, 0, Message(), failure=reason)
