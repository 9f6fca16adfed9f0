"""Each wall of the HTTP server, by taking it away: what it keeps out comes in then."""

import asyncio
import gzip
import logging
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import web

from child_processes import LONGEST
from endpoint_in_process import listening
from tressons_ld.findings.errors import QueryError
from tressons_ld.server.sparql_service import (
    http_connection,
    media_types,
    protocol_request,
    request_body,
)
from tressons_ld.server.sparql_service.http_connection import HttpServer

Streams = tuple[asyncio.StreamReader, asyncio.StreamWriter]
GET = b"GET %s HTTP/1.1\r\nHost: h\r\nConnection: close\r\n%s\r\n"
NEVER = 1e6
ANY_NUMBER = 10**9


def run(attempt: Callable[[], Awaitable[Any]]) -> Any:
    return asyncio.run(asyncio.wait_for(attempt(), LONGEST))


async def answer(request: web.BaseRequest) -> web.Response:
    body = await request.read()
    return web.Response(text=f"{len(body)} bytes")


async def reply_to(place: tuple[str, int], request: bytes) -> bytes:
    reader, writer = await asyncio.open_connection(*place)
    writer.write(request)
    reply = await reader.read()
    writer.close()
    return reply


async def is_left(place: tuple[str, int], beginning: bytes, drop: bytes, seconds: float) -> bool:
    """Whether the server leaves who begins a request, and goes on drop by drop."""
    reader, writer = await asyncio.open_connection(*place)
    writer.write(beginning)
    end = asyncio.create_task(reader.read())
    drops = asyncio.get_running_loop().time() + seconds
    while not end.done() and asyncio.get_running_loop().time() < drops:
        writer.write(drop)
        await asyncio.sleep(0.05)
    left = end.done()
    end.cancel()
    writer.close()
    return left


# --- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("drop", [b"", b"x"], ids=["silent", "dripping"])
def test_half_a_header_is_given_up(drop: bytes) -> None:
    async def attempt(idle: float, seconds: float) -> bool:
        async with listening(answer, idle=idle) as place:
            return await is_left(place, b"GET / HTTP/1.1\r\nHost: h\r\nX: ", drop, seconds)

    assert run(lambda: attempt(0.2, LONGEST))
    assert not run(lambda: attempt(NEVER, 1.0))


def test_a_fault_is_logged_once_a_minute(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def faulty(_request: web.BaseRequest) -> web.Response:
        raise ZeroDivisionError

    async def attempt() -> int:
        caplog.clear()
        async with listening(faulty) as place:
            for _ in range(3):
                assert b" 500 " in (await reply_to(place, GET % (b"/", b"")))[:20]
        return len([each for each in caplog.records if each.levelno == logging.ERROR])

    assert run(attempt) == 1
    monkeypatch.setattr(http_connection, "_SILENCE", 0.0)
    assert run(attempt) == 3


# --- connections ----------------------------------------------------------------------------------


async def connections_of(address: str, place: tuple[str, int], number: int) -> list[Streams]:
    """Connections on which nothing is said, one after the other."""
    made = []
    for _ in range(number):
        made.append(await asyncio.open_connection(*place, local_addr=(address, 0)))
        # The server has seen it.
        await asyncio.sleep(0.02)
    return made


def test_who_opens_many_connections_keeps_nobody_else_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def attempt() -> tuple[bytes, bool, int]:
        async with listening(answer, most=4, idle=NEVER) as place:
            (own,) = await connections_of("127.0.0.3", place, 1)
            held = await connections_of("127.0.0.2", place, 3)
            newcomer = await reply_to(place, GET % (b"/", b""))
            # Who had one alone still has it.
            own[1].write(GET % (b"/", b""))
            kept = b" 200 " in await own[0].read()
            left = sum(reader.at_eof() for reader, _ in held)
            for _, writer in (*held, own):
                writer.close()
            return newcomer[:12], kept, left

    assert run(attempt) == (b"HTTP/1.1 200", True, 1)

    def none_gives_way(server: HttpServer, _newcomer: object) -> bool:
        return len(server.connections) <= server.most

    monkeypatch.setattr(HttpServer, "has_room_for", none_gives_way)
    assert run(attempt) == (b"HTTP/1.1 503", True, 0)


@pytest.mark.parametrize(("most", "status"), [(2, b"HTTP/1.1 503"), (ANY_NUMBER, b"HTTP/1.1 200")])
def test_where_all_are_being_answered_who_comes_is_told_to_come_again(
    most: int, status: bytes
) -> None:
    async def attempt() -> bytes:
        over = asyncio.Event()
        asked: list[str] = []

        async def slow(request: web.BaseRequest) -> web.Response:
            asked.append(request.path)
            if request.path == "/slow":
                await over.wait()
            return web.Response(text="here")

        async with listening(slow, most=most) as place:
            held = [asyncio.create_task(reply_to(place, GET % (b"/slow", b""))) for _ in range(2)]
            while len(asked) < 2:
                await asyncio.sleep(0.01)
            newcomer = await reply_to(place, GET % (b"/", b""))
            over.set()
            assert all(b" 200 " in each for each in await asyncio.gather(*held))
            return newcomer

    newcomer = run(attempt)
    assert newcomer.startswith(status)
    assert (b"Retry-After" in newcomer) == (b" 503 " in status + b" ")


# --- bytes ----------------------------------------------------------------------------------------

LONG_ADDRESS = GET % (b"/" + b"a" * 100_000, b"")
LONG_HEADER = GET % (b"/", b"X: " + b"a" * 100_000 + b"\r\n")
MANY_HEADERS = GET % (b"/", b"X: a\r\n" * 300)


@pytest.mark.parametrize(
    ("name", "request_", "status"),
    [
        ("LONGEST_LINE", LONG_ADDRESS, b" 414 "),
        ("LONGEST_LINE", LONG_HEADER, b" 431 "),
        ("_MOST_HEADERS", MANY_HEADERS, b" 431 "),
    ],
    ids=["address", "header", "headers"],
)
def test_what_comes_before_a_body_is_bounded(
    monkeypatch: pytest.MonkeyPatch, name: str, request_: bytes, status: bytes
) -> None:
    async def attempt() -> bytes:
        async with listening(answer) as place:
            return await reply_to(place, request_)

    assert status in run(attempt)[:20]
    monkeypatch.setattr(http_connection, name, 1 << 20)
    assert b" 200 " in run(attempt)[:20]


@pytest.mark.parametrize("packed", [False, True], ids=["plain", "a bomb"])
def test_a_body_is_bounded_as_it_is_unpacked(packed: bool) -> None:
    body = bytes(1 << 20)
    sent = gzip.compress(body) if packed else body
    encoding = b"Content-Encoding: gzip\r\n" if packed else b""
    head = (
        b"POST / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n%sContent-Length: %d\r\n"
        b"Content-Type: application/sparql-query\r\n\r\n"
    )

    async def attempt(most: int) -> bytes:
        async def read(request: web.BaseRequest) -> web.StreamResponse:
            try:
                _, question, _ = await request_body.parts_of(request, most)
            except QueryError as error:
                return web.Response(status=413, text=error.code)
            return web.Response(text=f"{len(question or '')} bytes")

        async with listening(read, body=most) as place:
            return await reply_to(place, head % (encoding, len(sent)) + sent)

    assert run(lambda: attempt(1 << 16)).endswith(b"service.too-long")
    assert run(lambda: attempt(ANY_NUMBER)).endswith(b"1048576 bytes")


def test_fields_are_counted_before_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "&".join(f"a{number}=1" for number in range(20_000))
    with pytest.raises(QueryError, match="1000"):
        protocol_request.fields_of(text)
    monkeypatch.setattr(protocol_request, "_MOST_FIELDS", ANY_NUMBER)
    assert len(protocol_request.fields_of(text)) == 20_000


def test_ranges_of_a_header_are_read_up_to_a_number(monkeypatch: pytest.MonkeyPatch) -> None:
    header = ",".join(f"a/b{number}" for number in range(10_000))
    assert len(media_types.ranges_of(header)) == 100
    monkeypatch.setattr(media_types, "_MOST", ANY_NUMBER)
    # Another header: what the first one asks for is remembered.
    assert len(media_types.ranges_of(f"{header},")) == 10_000


def test_a_reader_on_the_way_is_nobody_who_is_silent() -> None:
    """Who reads a long answer does not give way to who comes."""

    async def long(_request: web.BaseRequest) -> web.Response:
        return web.Response(body=bytes(20 << 20))

    async def attempt() -> int:
        async with listening(long, most=1, idle=NEVER) as place:
            with socket.socket() as reader:
                reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                reader.connect(place)
                reader.sendall(GET % (b"/", b""))
                assert await asyncio.to_thread(reader.recv, 12) == b"HTTP/1.1 200"
                assert (await reply_to(place, GET % (b"/", b""))).startswith(b"HTTP/1.1 503")
                received = 0
                while piece := await asyncio.to_thread(reader.recv, 1 << 20):
                    received += len(piece)
                return received

    assert run(attempt) > 20 << 20
