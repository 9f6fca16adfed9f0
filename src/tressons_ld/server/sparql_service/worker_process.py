"""The front's side of the forkserver and of its workers."""

from __future__ import annotations

import asyncio
import errno
import json
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tressons_ld.files.signals import undelivered
from tressons_ld.findings.errors import QueryError, reason_of
from tressons_ld.server.sparql_service import frames
from tressons_ld.server.sparql_service.frames import WorkerRequest, WorkerWalls

_PROGRAM = """
import sys
sys.path[:] = sys.argv[1:]
from tressons_ld.server.sparql_service.forkserver import main
main()
"""
_NOTICE = 5.0
"""Seconds within which the forkserver tells how a worker ended: one that took much goes slowly."""
_LOWEST = 19
_NONE = 0
"""No process has this number."""


@dataclass(frozen=True, slots=True)
class WorkerOrder:
    """What a worker is to open.

    Attributes:
        database: path of the store.
        memory: bytes that a question may take.
        overlapping: the graphs that share a statement with another one; None for any.
    """

    database: Path
    memory: int
    overlapping: tuple[str, ...] | None

    def line(self, probe: bool) -> bytes:
        """Return the order as the forkserver takes it."""
        value = {
            "database": str(self.database),
            "memory": self.memory,
            "overlapping": self.overlapping,
            "probe": probe,
        }
        return json.dumps(value).encode("ascii") + b"\n"


class WorkerEndedError(Exception):
    """A worker ended before it had answered.

    Attributes:
        status: its exit status, minus a signal; None where nobody knows.
    """

    def __init__(self, status: int | None) -> None:
        super().__init__(status)
        self.status = status


class StoreNotOpenedError(Exception):
    """A worker cannot open its store, or ended while it did.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forkserver:
    """The process that makes workers; another takes its place should somebody end it."""

    _process: asyncio.subprocess.Process
    _control: socket.socket
    _pids: asyncio.Queue[int]
    _listening: asyncio.Task[None]

    def __init__(self) -> None:
        self._turn = asyncio.Lock()
        self._ended: dict[int, asyncio.Future[int]] = {}
        self._orders: set[asyncio.Task[tuple[int, asyncio.Future[int]]]] = set()

    @classmethod
    async def start(cls) -> Forkserver:
        """Start it.

        Raises:
            QueryError: no process can be started.
        """
        forkserver = cls()
        await forkserver._begin()
        return forkserver

    async def _begin(self) -> None:
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with undelivered():
                self._process = await asyncio.create_subprocess_exec(
                    *(sys.executable, "-c", _PROGRAM, *sys.path), stdin=theirs.fileno()
                )
        except OSError as error:
            ours.close()
            reason = reason_of(error)
            raise QueryError("query.no-process", reason=reason) from None
        finally:
            theirs.close()
        self._control, self._pids = ours, asyncio.Queue()
        self._listening = asyncio.create_task(self._listen())

    @property
    def pid(self) -> int:
        """Of its process."""
        return self._process.pid

    async def worker(self, order: WorkerOrder, *, probe: bool = False) -> Worker:
        """Return a new worker, once it is ready.

        Args:
            order: what it is to open.
            probe: whether it is to be ended by its own timer at once.

        Raises:
            QueryError: it cannot be started.
            StoreNotOpenedError: it cannot open its store.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        ordered = asyncio.create_task(self._order(order.line(probe), theirs))
        self._orders.add(ordered)
        ordered.add_done_callback(self._orders.discard)
        # One that was cancelled before it began closes nothing itself.
        ordered.add_done_callback(lambda _: theirs.close())
        # Who has left meanwhile has no word to say about it.
        ordered.add_done_callback(lambda task: task.cancelled() or task.exception())
        try:
            # Whoever leaves, the number that answers this order is not that of the next one.
            pid, ended = await asyncio.shield(ordered)
        except OSError as error:
            ours.close()
            raise QueryError("query.no-process", reason=reason_of(error)) from None
        except BaseException:
            ours.close()
            raise
        reader, writer = await asyncio.open_connection(sock=ours, limit=1 << 18)
        worker = Worker(pid, reader, writer, ended)
        try:
            await worker.prove()
        except BaseException:
            worker.kill()
            raise
        return worker

    async def _order(self, line: bytes, theirs: socket.socket) -> tuple[int, asyncio.Future[int]]:
        """Have a worker made; return its number, and what tells of its end.

        Raises:
            OSError: the forkserver ended.
            QueryError: no other one can be started.
        """
        async with self._turn:
            try:
                if self._listening.done():
                    self._control.close()
                    await self._begin()
                socket.send_fds(self._control, [line], [theirs.fileno()])
            finally:
                theirs.close()
            pid = await self._pids.get()
        if pid == _NONE:
            raise ConnectionResetError(errno.ECONNRESET, os.strerror(errno.ECONNRESET))
        ended = self._ended.pop(pid, None) or asyncio.get_running_loop().create_future()
        if not ended.done():
            self._ended[pid] = ended
        return pid, ended

    async def close(self) -> None:
        """End it, and what was ordered of it; its workers are ended by who has them."""
        for order in self._orders:
            order.cancel()
        await asyncio.gather(*self._orders, return_exceptions=True)
        self._control.close()
        self._listening.cancel()
        with suppress(ProcessLookupError):
            self._process.kill()
        await self._process.wait()

    async def _listen(self) -> None:
        loop, rest = asyncio.get_running_loop(), b""
        with suppress(ConnectionError):
            while piece := await loop.sock_recv(self._control, 1 << 16):
                *lines, rest = (rest + piece).split(b"\n")
                for line in lines:
                    self._told(json.loads(line))
        # It ended: who waits for a number of it waits no longer, nor does who asks how one ended.
        if self._turn.locked():
            self._pids.put_nowait(_NONE)
        self._ended.clear()

    def _told(self, told: dict[str, int]) -> None:
        if "pid" in told:
            self._pids.put_nowait(told["pid"])
            return
        ended = self._ended.pop(told["ended"], None)
        if ended is None:
            # It ended before anybody waited for it.
            ended = asyncio.get_running_loop().create_future()
            self._ended[told["ended"]] = ended
        if not ended.done():
            ended.set_result(told["status"])


class Worker:
    """A process that answers one question after the other.

    Attributes:
        pid: of the process.
        walls: those that it has tried.
        on_end: called when it ends other than by `kill`, where the system tells (Linux).
    """

    walls: WorkerWalls
    on_end: Callable[[], None] | None = None

    def __init__(
        self,
        pid: int,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        ended: asyncio.Future[int],
    ) -> None:
        self.pid = pid
        self._reader, self._writer, self._ended = reader, writer, ended
        self._schedstat: int | None = None
        self._killed = self._gone = False
        self._pidfd: int | None = None
        if hasattr(os, "pidfd_open"):
            # Its number may be another's once it has ended; this is it alone.
            with suppress(OSError):
                self._pidfd = os.pidfd_open(pid)
                asyncio.get_running_loop().add_reader(self._pidfd, self._has_ended)

    @property
    def alive(self) -> bool:
        """Whether it has not ended, as far as is known."""
        return not (self._killed or self._gone or self._ended.done() or self._reader.at_eof())

    async def prove(self) -> None:
        """Wait until it is ready.

        Raises:
            StoreNotOpenedError: it cannot open its store, or ended.
        """
        try:
            letter, content = await self._frame()
        except WorkerEndedError as error:
            raise StoreNotOpenedError(f"exit {error.status}") from None
        told = frames.parsed(content)
        if letter == frames.ERROR:
            raise StoreNotOpenedError(told["reason"])
        self.walls = WorkerWalls(**told)
        if sys.platform == "linux":
            path = f"/proc/{self.pid}/task/{self.walls.tid}/schedstat"
            with suppress(OSError):
                self._schedstat = os.open(path, os.O_RDONLY)

    @property
    def counts_cpu(self) -> bool:
        """Whether the system tells the processor time of its thread."""
        return sys.platform == "linux"

    def cpu(self) -> float | None:
        """Return the seconds of processor time that its thread has taken; None where unknown."""
        if self._schedstat is None:
            return None
        try:
            return int(os.pread(self._schedstat, 64, 0).split()[0]) / 1e9
        except (OSError, IndexError, ValueError):
            return None

    def send(self, request: WorkerRequest) -> None:
        """Put a question to it."""
        content = json.dumps(request).encode("ascii")
        self._writer.write(frames.frame(b"Q", content))

    async def answer(self) -> AsyncIterator[tuple[bytes, bytes]]:
        """Yield the frames of the answer, to the last one.

        Raises:
            WorkerEndedError: it ended.
        """
        letter = b""
        while letter not in (frames.END, frames.ERROR):
            letter, content = await self._frame()
            yield letter, content

    async def ended(self) -> int | None:
        """Return its exit status; None where it did not end, or nobody knows."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_NOTICE):
                return await asyncio.shield(self._ended)
        return None

    def step_back(self) -> None:
        """Let it give way to all others."""
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, self.walls.tid, _LOWEST)

    def kill(self) -> None:
        """End it at once."""
        if self._killed:
            return
        self._killed = True
        self._watch_no_more()
        with suppress(OSError):
            if self._pidfd is not None:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            elif not self._ended.done():
                os.kill(self.pid, signal.SIGKILL)
        for descriptor in (self._pidfd, self._schedstat):
            if descriptor is not None:
                os.close(descriptor)
        self._pidfd = self._schedstat = None
        # What was not sent yet is of no use to anybody.
        self._writer.transport.abort()

    def _has_ended(self) -> None:
        self._gone = True
        self._watch_no_more()
        if self.on_end is not None:
            self.on_end()

    def _watch_no_more(self) -> None:
        if self._pidfd is not None:
            asyncio.get_running_loop().remove_reader(self._pidfd)

    async def _frame(self) -> tuple[bytes, bytes]:
        try:
            head = await self._reader.readexactly(frames.HEAD.size)
            letter, length = frames.HEAD.unpack(head)
            return letter, await self._reader.readexactly(length)
        except (asyncio.IncompleteReadError, OSError):
            raise WorkerEndedError(await self.ended()) from None
