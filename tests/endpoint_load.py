"""Loads on an endpoint: good clients, hostile ones, half requests, slow readers; what it takes.

All is asked over plain sockets: no client library stands between what is measured and the clock.
"""

import asyncio
import random
import socket
import statistics
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

from benchmarks.harness.measure import members, pss
from endpoint_server import JSON

Place = tuple[str, int]
_TICKS = 100
"""Of the clock in which the kernel counts processor time, a second (sysconf SC_CLK_TCK)."""

BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT (COUNT(*) AS ?n) { "
    + "".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(100)))} }} " for n in range(8))
    + "}",
    "SELECT ?z { BIND('xxxxxxxxxx' AS ?a0) "
    + "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1}) " for n in range(40))
    + "BIND(STRLEN(?a40) AS ?z) }",
    'SELECT (COUNT(*) AS ?n) { ?s ?p ?o FILTER REGEX(STR(?o), "(.*)*(.*)*(.*)*x$") . ?x ?y ?z }',
    "SELECT (GROUP_CONCAT(?o) AS ?t) { ?s ?p ?o . ?x ?y ?z }",
    "SELECT (COUNT(DISTINCT *) AS ?n) { ?s ?p ?o . ?x ?y ?z }",
    "SELECT * { ?s (<urn:a>|!<urn:b>)* ?o . ?o (!<urn:c>)+ ?x }",
    "CONSTRUCT { ?a ?b ?c . ?d ?e ?f } { ?a ?b ?c . ?d ?e ?f }",
    f"ASK {{ {'FILTER(true) ' * 20_000} }}",
    f"ASK {{ ?s {'/'.join(['<urn:p>'] * 20_000)} ?o }}",
    "ASK " + "{" * 20_000 + "}" * 20_000,
    "ASK { " + "".join(f"BIND(1 AS ?v{n}) " for n in range(3000)) + "}",
)
"""Each keeps busy, or has brought down, one of the servers that were tried."""


# --- a client -------------------------------------------------------------------------------------


class HttpClient:
    """A connection that stays open."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str, headers: str = "", most: int = 1 << 30) -> tuple[int, bytes]:
        """The status and the body; an answer of more bytes is left."""
        if self._streams is None:
            self._streams = await asyncio.open_connection(*self._place)
        reader, writer = self._streams
        try:
            writer.write(f"GET {path} HTTP/1.1\r\nHost: h\r\n{headers}\r\n".encode())
            await writer.drain()
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
            body = await _body(reader, head, most)
            if body is None:
                self.close()
            return int(head.split(" ", 2)[1]), body or b""
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


async def _body(reader: asyncio.StreamReader, head: str, most: int) -> bytes | None:
    if "transfer-encoding: chunked" not in head:
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0] or 0)
        return await reader.readexactly(length)
    pieces, size = [], 0
    while size < most:
        length = int(await reader.readline(), 16)
        pieces.append(await reader.readexactly(length + 2))
        size += length
        if length == 0:
            return b"".join(piece[:-2] for piece in pieces)
    return None


def path_of(question: str) -> str:
    """The address of a question."""
    return f"/sparql?{urlencode({'query': question})}"


# --- what the server takes ------------------------------------------------------------------------


def processor(session: int) -> float:
    """Seconds of processor time that the processes of a session have taken."""
    taken = 0
    for pid in members(session):
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2]
            taken += sum(map(int, fields.split()[11:13]))
    return taken / _TICKS


def memory(session: int) -> int:
    """Bytes of all processes of a session, shared pages in parts."""
    return sum(map(pss, members(session)))


def cores_busy(session: int, seconds: float) -> float:
    """How many cores a session keeps busy, for so long."""
    before = processor(session)
    time.sleep(seconds)
    return (processor(session) - before) / seconds


class PeakMemory:
    """The most memory that a session takes while it is watched, and a process of it."""

    def __init__(self, session: int, pause: float = 0.25) -> None:
        self.all = self.front = 0
        self._session, self._pause = session, pause

    @contextmanager
    def watched(self) -> Iterator["PeakMemory"]:
        over = threading.Event()

        def watch() -> None:
            while not over.wait(self._pause):
                self.all = max(self.all, memory(self._session))
                self.front = max(self.front, pss(self._session))

        thread = threading.Thread(target=watch)
        thread.start()
        try:
            yield self
        finally:
            over.set()
            thread.join()


# --- a siege --------------------------------------------------------------------------------------


@dataclass
class Siege:
    """What became of the clients.

    Attributes:
        waits: seconds of each good request.
        good: statuses of good requests; 0 for none.
        hostile: those of hostile ones.
    """

    waits: list[float] = field(default_factory=list)
    good: Counter[int] = field(default_factory=Counter)
    hostile: Counter[int] = field(default_factory=Counter)

    def percentile(self, percent: int) -> float:
        """Seconds within which so many of a hundred good requests were answered."""
        return statistics.quantiles(self.waits, n=100)[percent - 1]


async def siege(
    place: Place,
    resources: Sequence[str],
    seconds: float,
    *,
    good: int = 32,
    hostile: int = 16,
    one_address: bool = False,
    bombs: Sequence[str] = BOMBS,
) -> Siege:
    """Good clients, each with a pause of 50 to 150 ms, beside hostile ones without.

    Args:
        place: of the server, which believes X-Forwarded-For.
        resources: IRIs; a good client asks all that is stated of one.
        seconds: how long.
        good: number of good clients.
        hostile: number of hostile ones; no text of theirs comes twice.
        one_address: whether all come from one address.
        bombs: what hostile clients ask.
    """
    found = Siege()
    end = time.monotonic() + seconds

    def sender(number: int) -> str:
        return f"X-Forwarded-For: 192.0.2.{1 if one_address else number + 1}\r\n"

    async def good_client(number: int) -> None:
        client, turn, chance = HttpClient(place), 0, random.Random(number)
        while time.monotonic() < end:
            turn += 1
            # Never from the cache: each text is new.
            iri = chance.choice(resources)
            question = f"SELECT * {{ <{iri}> ?p ?o }} # {number} {turn}"
            began = time.monotonic()
            try:
                headers = f"Accept: {JSON}\r\n{sender(number)}"
                status, _ = await client.get(path_of(question), headers)
            except (OSError, EOFError):
                status = 0
            found.waits.append(time.monotonic() - began)
            found.good[status] += 1
            await asyncio.sleep(chance.uniform(0.05, 0.15))
        client.close()

    async def bomber(number: int) -> None:
        turn = number
        while time.monotonic() < end:
            text = f"{bombs[turn % len(bombs)]} # {number} {turn}"
            turn += 1
            try:
                found.hostile[await _posted(place, text, sender(good + number))] += 1
            except (OSError, EOFError, ValueError):
                found.hostile[0] += 1

    bombers = [asyncio.create_task(bomber(number)) for number in range(hostile)]
    await asyncio.gather(*map(good_client, range(good)))
    for task in bombers:
        task.cancel()
    await asyncio.gather(*bombers, return_exceptions=True)
    return found


async def _posted(place: Place, question: str, headers: str) -> int:
    """The status; of a stream no more than two megabytes are read."""
    reader, writer = await asyncio.open_connection(*place)
    try:
        body = question.encode()
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: h\r\n{headers}Accept: text/csv, text/turtle\r\n"
            f"Content-Type: application/sparql-query\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        writer.write(head.encode() + body)
        await writer.drain()
        answer = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        await _body(reader, answer, 2 << 20)
        return int(answer.split(" ", 2)[1])
    finally:
        writer.close()


# --- connections that are no requests -------------------------------------------------------------


class Nuisance(NamedTuple):
    """Connections of one sort.

    Attributes:
        number: how many.
        beginning: what each sends at once.
        drip: what it sends each second; nothing where empty.
        reads: bytes that it reads each second.
    """

    number: int
    beginning: bytes
    drip: bytes = b""
    reads: int = 0


_STREAM = path_of("SELECT * { ?a ?b ?c . ?d ?e ?f }")
HALF_REQUESTS = Nuisance(1000, b"GET / HTTP/1.1\r\nHo")
DRIPPED_HEADERS = Nuisance(100, b"GET / HTTP/1.1\r\nHost: h\r\nX: ", b"x")
DRIPPED_BODIES = Nuisance(
    100,
    b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
    b"Content-Length: 10000\r\n\r\nASK",
    b" ",
)
SLOW_READERS = Nuisance(
    20, f"GET {_STREAM} HTTP/1.1\r\nHost: h\r\nAccept: text/csv\r\n\r\n".encode(), reads=1000
)


@asynccontextmanager
async def beset(place: Place, nuisances: Sequence[Nuisance]) -> AsyncIterator[None]:
    """Hold all these connections."""
    loop = asyncio.get_running_loop()
    held: list[tuple[Nuisance, socket.socket]] = []
    for nuisance in nuisances:
        for _ in range(nuisance.number):
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.setblocking(False)
            await loop.sock_connect(connection, place)
            await loop.sock_sendall(connection, nuisance.beginning)
            held.append((nuisance, connection))

    async def go_on() -> None:
        while True:
            await asyncio.sleep(1)
            for nuisance, connection in held:
                with suppress(OSError):
                    if nuisance.drip:
                        connection.send(nuisance.drip)
                    if nuisance.reads:
                        connection.recv(nuisance.reads)

    task = asyncio.create_task(go_on())
    try:
        yield
    finally:
        task.cancel()
        for _, connection in held:
            connection.close()


# --- throughput -----------------------------------------------------------------------------------


def medians(ask: Callable[[], object], rounds: int) -> float:
    """Median seconds of a call."""
    waits = []
    for _ in range(rounds):
        began = time.perf_counter()
        ask()
        waits.append(time.perf_counter() - began)
    return statistics.median(waits)


def wrk_script(question: str, *, new_each_time: bool) -> str:
    """A program for wrk: a question, each time another text if need be."""
    path = f"/PATH?query={quote(question, safe='')}"
    more = ' .. "%20%23" .. n .. id' if new_each_time else ""
    return (
        "local n, id = 0, tostring({}):sub(-8)\n"
        f'request = function() n = n + 1; return wrk.format("GET", "{path}"{more}) end\n'
        f'wrk.headers["Accept"] = "{JSON}"\n'
    )
