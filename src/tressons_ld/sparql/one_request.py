"""One request over HTTP to a stranger's server: nothing is followed, and the time is kept."""

from __future__ import annotations

import http.client
import socket
import threading
import urllib.parse
import urllib.request
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

_Result = TypeVar("_Result")

# Those of the standard library but for ftp:, file: and data:, and for redirects: whoever follows
# one takes the password of a request along to where nobody sent it.
_HANDLERS = (
    urllib.request.ProxyHandler,
    urllib.request.UnknownHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
)


class _WatchedConnection(http.client.HTTPConnection):
    """A connection that asks nothing of a machine that is not accepted."""

    def __init__(self, *arguments: Any, accept: Callable[[str], None], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._accept = accept

    def connect(self) -> None:
        super().connect()
        try:
            self._accept(address_of(self.sock))
        except BaseException:
            self.close()
            raise


class _WatchedTlsConnection(_WatchedConnection, http.client.HTTPSConnection):
    """The same, over TLS."""


class _WebHandler(urllib.request.AbstractHTTPHandler):
    """Asks over http and https."""

    def __init__(self, accept: Callable[[str], None]) -> None:
        super().__init__()
        self._accept = accept

    http_request = https_request = urllib.request.AbstractHTTPHandler.do_request_

    def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        watched = partial(_WatchedConnection, accept=self._accept)
        kind: Any = watched if _is_direct(request) else http.client.HTTPConnection
        return self.do_open(kind, request)

    def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
        watched = partial(_WatchedTlsConnection, accept=self._accept)
        kind: Any = watched if _is_direct(request) else http.client.HTTPSConnection
        return self.do_open(kind, request)


def _is_direct(request: urllib.request.Request) -> bool:
    """Return whether no proxy is asked, which finds the machine itself."""
    return request.host == urllib.parse.urlsplit(request.full_url).netloc


def address_of(connection: socket.socket) -> str:
    """Return the IP address of the machine at the other end."""
    return str(connection.getpeername()[0])


def opened(
    request: urllib.request.Request,
    silence: float,
    accept: Callable[[str], None] = lambda _address: None,
) -> Any:
    """Return what a server answers, its body to be read.

    Args:
        request: what is asked.
        silence: seconds that the server may keep silent.
        accept: is given the IP address of the server before it is asked, unless a proxy is, and
            raises what is to be raised of one that is not to be.

    Raises:
        HTTPError: by its status it is another answer than the one asked for, a redirect too.
        OSError: there is none.
    """
    opener = urllib.request.OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    opener.add_handler(_WebHandler(accept))
    return opener.open(request, timeout=silence)


def in_time(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Return what some work comes to, if it does so in time; what it raises is raised.

    A thread does it: a name that is never resolved, or headers that drip, cannot be broken off.

    Raises:
        TimeoutError: it does not.
    """
    done: list[_Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - who waits raises it
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]
