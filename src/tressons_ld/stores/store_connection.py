"""Requests to a store over connections that stay open, each failure told in one sentence.

Certificates are always verified; a redirection is told and not followed, for the credentials would
go where nobody sent them.
"""

import http.client
import re
import socket
import ssl
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import Message

from tressons_ld.findings.errors import StoreError, reason_of
from tressons_ld.findings.language import quotation
from tressons_ld.findings.messages import sentence
from tressons_ld.sparql.endpoint import IN_URL, LARGEST_ANSWER
from tressons_ld.sparql.endpoint_body import CutError, in_utf8, unpacked
from tressons_ld.stores.authorization import Authorization
from tressons_ld.stores.credentials import PASSWORD, TOKEN, USER, Credentials

_LONGEST_MESSAGE = 200
_BYTES_OF_WORDS = 8192
_ATTEMPTS = 3
_TAGS = re.compile(r"<(script|style|title)\b.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE)
_DENIED = re.compile(r"access denied|permission|read[- ]?only", re.IGNORECASE)
_LOOPBACK = re.compile(r"localhost|127(?:\.\d+){3}|::1")


@dataclass(frozen=True)
class HttpResponse:
    """What a store answered.

    Attributes:
        status: of HTTP.
        headers: of the answer.
        body: in UTF-8, unpacked.
    """

    status: int
    headers: Message
    body: bytes

    @property
    def media_type(self) -> str:
        """The media type that it says it has; "" for none."""
        return self.headers.get_content_type() if "Content-Type" in self.headers else ""

    @property
    def words(self) -> str:
        """The text that its body begins with, on one line, without tags."""
        beginning = self.body[:_BYTES_OF_WORDS].decode("utf-8", "replace")
        return " ".join(_TAGS.sub(" ", beginning).split())


class StoreConnection:
    """Connections to the hosts of one store.

    Attributes:
        unencrypted: a host to which credentials have gone unencrypted; "" where none.
    """

    def __init__(self, credentials: Callable[[str], Credentials], timeout: float) -> None:
        """Take what gives the credentials for a host, and the seconds it may keep silent."""
        self._credentials, self._timeout = credentials, timeout
        self._open: dict[tuple[str, str], http.client.HTTPConnection] = {}
        self._authorizations: dict[tuple[str, str], Authorization] = {}
        self.unencrypted = ""

    def close(self) -> None:
        """Close all connections."""
        for connection in self._open.values():
            connection.close()
        self._open.clear()

    def request(
        self,
        method: str,
        url: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        more_seconds: float = 0,
    ) -> HttpResponse:
        """Return what the store answers, whatever its status but those of refusals.

        Args:
            method: of HTTP.
            url: the address.
            body: what is sent.
            headers: beside those of the connection.
            more_seconds: how much longer the store may keep silent, where it has much to do.

        Raises:
            StoreError: the store cannot be reached, is cut, redirects or wants other credentials.
        """
        parts = urllib.parse.urlsplit(url)
        origin, host = (parts.scheme, parts.netloc), parts.hostname or ""
        if (authorization := self._authorizations.get(origin)) is None:
            authorization = Authorization(self._credentials(host))
            self._authorizations[origin] = authorization
        target = parts.path or "/"
        target += f"?{parts.query}" if parts.query else ""
        for _ in range(_ATTEMPTS):
            sent = {"User-Agent": "tressons-ld", **(headers or {})}
            sent |= authorization.header(method, target)
            if (
                authorization.carries_credentials
                and parts.scheme == "http"
                and not _LOOPBACK.fullmatch(host)
            ):
                self.unencrypted = host
            silence = self._timeout + more_seconds
            answer = self._exchange(method, url, target, body, sent, silence)
            challenges = answer.headers.get_all("WWW-Authenticate", [])
            if answer.status != http.client.UNAUTHORIZED or not authorization.accept(challenges):
                break
        self._refuse(answer, url, authorization)
        return answer

    def server(self, url: str) -> str:
        """Return what the answers of a host say of the program that gives them.

        Raises:
            StoreError: there is no answer.
        """
        target = urllib.parse.urlsplit(url).path or "/"
        headers = {"User-Agent": "tressons-ld", "Accept": "*/*"}
        answer = self._exchange("GET", url, target, None, headers, self._timeout)
        named = [answer.headers.get("Server") or ""]
        # Fuseki may hide its name, and numbers its answers.
        return " ".join(named + [name for name in answer.headers if name.startswith("Fuseki-")])

    # --- one exchange ---------------------------------------------------------------------------

    def _exchange(
        self,
        method: str,
        url: str,
        target: str,
        body: bytes | None,
        headers: Mapping[str, str],
        silence: float,
    ) -> HttpResponse:
        parts = urllib.parse.urlsplit(url)
        origin = parts.scheme, parts.netloc
        kept = origin in self._open
        try:
            connection = self._connection(origin, silence)
            try:
                return self._answer(connection, method, url, target, body, headers)
            except (ConnectionError, http.client.BadStatusLine):
                # A connection that the store has closed meanwhile is opened again, once; all that
                # is sent here comes to the same when it is sent twice.
                self._drop(origin)
                if not kept:
                    raise
                connection = self._connection(origin, silence)
                return self._answer(connection, method, url, target, body, headers)
        except BaseException as error:
            self._drop(origin)
            if isinstance(error, (OSError, http.client.HTTPException)):
                raise _failure(url, error, silence) from None
            raise

    def _connection(self, origin: tuple[str, str], silence: float) -> http.client.HTTPConnection:
        if (connection := self._open.get(origin)) is None:
            connection = self._open[origin] = _connection_to(origin)
        connection.timeout = silence
        if connection.sock is not None:
            connection.sock.settimeout(silence)
        return connection

    def _drop(self, origin: tuple[str, str]) -> None:
        if connection := self._open.pop(origin, None):
            connection.close()

    def _answer(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        url: str,
        target: str,
        body: bytes | None,
        headers: Mapping[str, str],
    ) -> HttpResponse:
        connection.request(method, target, body, dict(headers))
        with connection.getresponse() as response:
            content = response.read(LARGEST_ANSWER + 1)
            if len(content) > LARGEST_ANSWER:
                raise _too_large(url)
            # A read of so many bytes does not say that fewer than announced have come.
            if response.length:
                raise http.client.IncompleteRead(content, response.length)
            try:
                content = unpacked(
                    content, response.headers.get("Content-Encoding") or "", LARGEST_ANSWER
                )
                if len(content) > LARGEST_ANSWER:
                    raise _too_large(url)
                content = in_utf8(content, response.headers)
            except CutError:
                raise http.client.IncompleteRead(content) from None
            except ValueError as error:
                raise http.client.HTTPException(str(error)) from None
            if method == "HEAD" or response.will_close:
                self._drop((urllib.parse.urlsplit(url).scheme, urllib.parse.urlsplit(url).netloc))
            return HttpResponse(response.status, response.headers, content)

    def _refuse(self, answer: HttpResponse, url: str, authorization: Authorization) -> None:
        """Raise what the status of a refusal means, where it means the same for any request."""
        status = answer.status
        if 300 <= status < 400:
            target = quotation(answer.headers.get("Location") or "?", longest=_LONGEST_MESSAGE)
            raise StoreError("store.redirected", url=url, target=target)
        if status == http.client.PROXY_AUTHENTICATION_REQUIRED:
            raise StoreError("store.proxy", url=url)
        if status == http.client.UNAUTHORIZED:
            if authorization.carries_credentials:
                raise StoreError("store.credentials-refused", url=url)
            if authorization.credentials:
                schemes = ", ".join(answer.headers.get_all("WWW-Authenticate", [])) or "?"
                shown = quotation(schemes, longest=_LONGEST_MESSAGE)
                raise StoreError("store.credentials-unusable", url=url, schemes=shown)
            raise StoreError(
                "store.credentials-missing", url=url, user=USER, password=PASSWORD, token=TOKEN
            )


def checked_address(address: str) -> str:
    """Return the address of a store in ASCII, without fragment.

    Raises:
        StoreError: it is no address of http or https, or it holds a password.
    """
    try:
        parts = urllib.parse.urlsplit(address)
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        has_user = "@" in parts.netloc
        host = parts.netloc.rpartition("@")[2].encode("idna").decode("ascii")
        path, query = (urllib.parse.quote(part, IN_URL) for part in (parts.path, parts.query))
    except ValueError:
        valid = has_user = False
    if valid and has_user:
        raise StoreError("store.password-in-address", user=USER, password=PASSWORD)
    if not valid or re.search(r"[\s\x00-\x1f\x7f]", address):
        # What stands before the host may be a password.
        shown = quotation(re.sub(r"^.*@", "…@", address, flags=re.DOTALL))
        raise StoreError("store.invalid-address", address=shown)
    return urllib.parse.urlunsplit((parts.scheme, host, path, query, ""))


def status_error(url: str, answer: HttpResponse) -> StoreError:
    """Return the error for a status that is no success.

    Args:
        url: the address that was asked.
        answer: what it answered.
    """
    words = answer.words
    said = quotation(words, longest=_LONGEST_MESSAGE)
    told = sentence("store.says", said=said) if words else ""
    # Virtuoso says 500 for it.
    if answer.status in (403, 405, 501) or _DENIED.search(words):
        return StoreError("store.read-only", url=url, status=answer.status, words=told)
    match answer.status:
        case 404:
            return StoreError("store.wrong-path", url=url, words=told)
        case 413:
            return StoreError("store.too-much", url=url)
        case 429 | 503:
            return StoreError("store.busy", url=url, status=answer.status, words=told)
    return StoreError("store.status", url=url, status=answer.status, words=told)


def _connection_to(origin: tuple[str, str]) -> http.client.HTTPConnection:
    """Return a connection to a host, by way of the proxy that the environment names."""
    scheme, netloc = origin
    parts = urllib.parse.urlsplit(f"//{netloc}")
    host, port = parts.hostname or "", parts.port
    proxy = urllib.request.getproxies().get(scheme)
    if proxy and not urllib.request.proxy_bypass(host):
        between = urllib.parse.urlsplit(proxy if "://" in proxy else f"http://{proxy}")
        if scheme == "https":
            tunnel = http.client.HTTPSConnection(between.hostname or "", between.port)
            tunnel.set_tunnel(host, port)
            return tunnel
        return _ByProxy(between.hostname or "", between.port, f"{scheme}://{netloc}")
    if scheme == "https":
        return http.client.HTTPSConnection(host, port)
    return http.client.HTTPConnection(host, port)


class _ByProxy(http.client.HTTPConnection):
    """A connection to a proxy, which is given the whole address."""

    def __init__(self, host: str, port: int | None, origin: str) -> None:
        super().__init__(host, port)
        self._origin = origin

    def putrequest(
        self, method: str, url: str, skip_host: bool = False, skip_accept_encoding: bool = False
    ) -> None:
        """Begin a request."""
        super().putrequest(method, self._origin + url, skip_host, skip_accept_encoding)


def _failure(url: str, error: Exception, silence: float) -> StoreError:
    """Return the error for a request that has no answer."""
    host = urllib.parse.urlsplit(url).netloc
    match error:
        case TimeoutError():
            return StoreError("store.timed-out", url=url, seconds=f"{round(silence, 1):g}")
        case ssl.SSLCertVerificationError():
            reason = quotation(error.verify_message, longest=_LONGEST_MESSAGE)
            return StoreError("store.certificate", url=url, host=host, reason=reason)
        case ssl.SSLError():
            return StoreError("store.not-tls", url=url, host=host)
        case socket.gaierror():
            return StoreError("store.unknown-host", url=url, host=host)
        case ConnectionRefusedError():
            return StoreError("store.connection-refused", url=url, host=host)
        case ConnectionError() | http.client.IncompleteRead() | http.client.RemoteDisconnected():
            return StoreError("store.cut", url=url)
        case OSError():
            return StoreError("store.unreachable", url=url, host=host, reason=reason_of(error))
    words = quotation(str(error) or type(error).__name__, longest=_LONGEST_MESSAGE)
    return StoreError("store.not-http", url=url, reason=words)


def _too_large(url: str) -> StoreError:
    return StoreError("store.answer-too-large", url=url, megabytes=LARGEST_ANSWER // 1024**2)
