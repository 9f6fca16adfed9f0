"""What the HTTP server is told beyond its options: how many connections, and which refusals.

The parser of aiohttp calls every malformed request 400; what is merely too long has a status of its
own (RFC 9110, section 15.5.15; RFC 6585, section 5).
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias

from aiohttp import HttpVersion10, HttpVersion11, web
from aiohttp.http_exceptions import LineTooLong
from aiohttp.web_protocol import RequestHandler, RequestPayloadError
from aiohttp.web_server import Server

from tressons_ld.findings.errors import QueryError
from tressons_ld.server.sparql_service.problem_details import Problem

LONGEST_LINE = 1 << 16
"""Bytes of an address, and of a header."""
_MOST_HEADERS = 100
_SILENCE = 60.0
"""Seconds after a fault in which no other one is logged."""
_VERSIONS = (HttpVersion10, HttpVersion11)
Handler: TypeAlias = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 0\r\n"
    b"Connection: close\r\n\r\n"
)


class HttpConnection(RequestHandler):
    """A connection of a client.

    Attributes:
        address: of the client, or of the proxy before it.
        speaks_our_version: whether the request that is answered is of a version of HTTP that is
            spoken here.
        when_sent: what is told the answer to that request once it was sent.
    """

    __slots__ = ("address", "speaks_our_version", "when_sent")

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take a connection, or refuse it where there are too many."""
        super().connection_made(transport)
        self.speaks_our_version = True
        self.when_sent: Callable[[web.StreamResponse], None] | None = None
        self.address = str((transport.get_extra_info("peername") or ("",))[0])
        manager = self._manager
        if isinstance(manager, HttpServer) and not manager.has_room_for(self):
            assert isinstance(transport, asyncio.Transport)
            transport.write(_FULL)
            transport.close()

    @property
    def is_silent(self) -> bool:
        """Whether no whole request has come on it, or none since the last was answered."""
        return not self._request_in_progress

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        """Return what is answered to what is no request, or to a fault of ours."""
        if isinstance(exc, ConnectionError):
            # Whoever asked has left in the midst of the request.
            raise exc
        if status != web.HTTPBadRequest.status_code:
            self.log_exception("a fault of ours", exc_info=exc)
            problem = Problem.of(QueryError("service.internal"))
        else:
            problem = Problem.of(_refusal(exc))
        if request.writer.output_size > 0:
            raise ConnectionError
        # Nobody knows the language of its reader.
        text = "".join(f"{each}\n" for each in problem.text)
        headers = {"Content-Type": "text/plain; charset=utf-8", "Content-Language": "fr, en"}
        answer = web.Response(status=problem.status, body=text.encode(), headers=headers)
        answer.force_close()
        return answer

    async def finish_response(
        self, request: web.BaseRequest, resp: web.StreamResponse, start_time: float | None
    ) -> tuple[web.StreamResponse, bool]:
        """Send an answer, and tell who wanted to know once it is, or its reader has left."""
        try:
            return await super().finish_response(request, resp, start_time)
        finally:
            tell, self.when_sent = self.when_sent, None
            if tell:
                tell(resp)

    def log_exception(self, *args: Any, **options: Any) -> None:
        """Log a fault of ours, one a minute: no stranger is to fill the log of the operator."""
        server, now = self._manager, time.monotonic()
        if isinstance(sys.exception(), RequestPayloadError):
            return
        if isinstance(server, HttpServer) and now >= server.silent_until:
            server.silent_until = now + _SILENCE
            super().log_exception(*args, **options)


def _refusal(error: BaseException | None) -> QueryError:
    """Return why what came is no request."""
    if isinstance(error, LineTooLong):
        if _beginning(error).startswith(b"/"):
            return QueryError("service.address-too-long", limit=LONGEST_LINE)
        return QueryError("service.headers-too-large")
    if "too many headers" in str(error).lower():
        return QueryError("service.headers-too-large")
    return QueryError("service.bad-request")


def _beginning(error: LineTooLong) -> bytes:
    line = error.args[0] if error.args else b""
    return bytes(line) if isinstance(line, bytes | bytearray) else b""


def connection_of(request: web.BaseRequest) -> HttpConnection:
    """Return the connection that a request came on: it answers one after the other."""
    connection = request.protocol
    assert isinstance(connection, HttpConnection)
    return connection


class HttpServer(Server):
    """Makes the connections.

    Attributes:
        most: how many there are at once.
        silent_until: when the next fault is logged.
    """

    def __init__(self, handler: Handler, *, most: int, idle: float, body: int) -> None:
        """Take what answers requests.

        Args:
            handler: answers requests.
            most: connections at once.
            idle: seconds that one may be silent.
            body: bytes of a request.
        """
        self.most, self._body, self.silent_until = most, body, 0.0
        self._options: dict[str, Any] = {
            "keepalive_timeout": idle,
            "lingering_time": 2.0,
            "max_line_size": LONGEST_LINE,
            "max_field_size": LONGEST_LINE,
            "max_headers": _MOST_HEADERS,
            "access_log": None,
            # A packed body that is cut would pass for a whole one.
            "auto_decompress": False,
        }
        super().__init__(handler, request_factory=self._request, handler_cancellation=True)

    def _request(self, *parts: Any) -> web.BaseRequest:
        message, payload, protocol, writer, task = parts
        version = message.version
        if version not in _VERSIONS:
            # It is answered by the version that we speak (RFC 9110, section 2.5).
            message = message._replace(version=HttpVersion11)
        protocol.speaks_our_version = version in _VERSIONS
        return web.BaseRequest(
            *(message, payload, protocol, writer, task, self._loop), client_max_size=self._body
        )

    def has_room_for(self, newcomer: HttpConnection) -> bool:
        """Return whether a new connection may stay, if need be in the place of a silent one.

        Of the address that has most silent ones the oldest gives way: whoever opens thousands keeps
        nobody else out.
        """
        if len(self.connections) <= self.most:
            return True
        here = [
            each
            for each in self.connections
            if isinstance(each, HttpConnection) and each.transport is not None
        ]
        if len(here) <= self.most:
            return True
        silent = [each for each in here if each.is_silent and each is not newcomer]
        if not silent:
            return False
        ((address, _),) = Counter(each.address for each in silent).most_common(1)
        next(each for each in silent if each.address == address).force_close()
        return True

    def __call__(self) -> RequestHandler:
        """Return what takes a new connection."""
        return HttpConnection(self, loop=self._loop, **self._options)
