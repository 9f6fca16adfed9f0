"""Two lanes of workers: questions that are slow never keep those that are not.

A question begins in the fast lane. Past some processor time (no clock: on a busy machine it would
call good questions slow) it is slow where it runs: it gives way to all others, and a spare worker
takes its place. Its text is remembered, and begins in the slow lane from then on. When the slow
lane is full, the question is ended there and waits for its turn in it.

A worker whose question was slow, or was ended, is not used again.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, OrderedDict
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from tressons_ld.findings.errors import QueryError, TressonsError
from tressons_ld.server.sparql_service import frames
from tressons_ld.server.sparql_service.fair_queue import ClientUse, FairQueue
from tressons_ld.server.sparql_service.frames import WorkerRequest
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.worker_process import (
    Forkserver,
    Worker,
    WorkerEndedError,
    WorkerOrder,
)

_LOOK = 0.05
"""Seconds between two looks at how long questions run."""
_GRACE = 2.0
"""Seconds by which a worker would outlive the time limit, were nobody left to end it."""
_REMEMBERED = 10_000
_SLOW_FOR = 600.0
_ABORTED, _KILLED, _SEGMENT, _ALARM = -6, -9, -11, -14


@dataclass(eq=False, slots=True)
class Job:
    """A question on its way through the lanes.

    Attributes:
        client: who asks.
        key: what tells it from another question.
        request: what a worker is told.
        worker: the one that has it; None while it waits.
        began: when that one began.
        cpu: seconds of processor time that the worker had taken before.
        slow: whether it is in the slow lane.
        sent: bytes that its reader has been sent.
        ended: why it was ended: ``time``, ``turn`` (to wait again), ``left``; or empty.
        taken: seconds that its client was charged for.
        again: whether it was begun again because somebody else ended its worker.
    """

    client: str
    key: bytes
    request: WorkerRequest
    turn: asyncio.Future[Worker]
    worker: Worker | None = None
    began: float = 0.0
    cpu: float = 0.0
    slow: bool = False
    sent: int = 0
    ended: str = ""
    taken: float = 0.0
    again: bool = False


class QueryLanes:
    """The workers of one publication, and the questions that wait for them."""

    def __init__(
        self, forkserver: Forkserver, order: WorkerOrder, limits: ServiceLimits, use: ClientUse
    ) -> None:
        self._forkserver, self._order, self._limits, self._use = forkserver, order, limits, use
        self._fast: FairQueue[Job] = FairQueue(use)
        self._slow: FairQueue[Job] = FairQueue(use)
        self._free: list[Worker] = []
        self._running: set[Job] = set()
        self._starting = 0
        self._known: OrderedDict[bytes, float] = OrderedDict()
        self._watching: asyncio.Task[None] | None = None
        self._closed = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._failed_starts = 0
        self.counts: Counter[str] = Counter()

    # --- for who asks -----------------------------------------------------------------------------

    async def answer(
        self, client: str, key: bytes, request: WorkerRequest
    ) -> AsyncGenerator[tuple[bytes, bytes]]:
        """Yield the frames of the answer to a question, once all before the first are known good.

        The generator has to be closed by who leaves it early: the question is ended then.

        Raises:
            QueryError: it takes too much time or memory, its worker ended, or too many wait.
        """
        if len(self._fast) + len(self._slow) >= self._limits.waiting:
            raise QueryError("service.busy", waiting=self._limits.waiting)
        loop = asyncio.get_running_loop()
        job = Job(client, key, request, loop.create_future(), slow=self._is_known(key))
        try:
            while True:
                try:
                    async for letter, content in self._answered(job):
                        job.sent += len(content)
                        yield letter, content
                    return
                except WorkerEndedError as error:
                    killed = error.status == _KILLED and not (job.ended or job.again)
                    if job.sent or not (killed or job.ended == "turn"):
                        raise self._death(job, error.status) from None
                    # Somebody else ended it, perhaps before it had begun: once more, and no more.
                    job.again = job.again or killed
                    self._done(job)
                job.slow = job.slow or job.ended == "turn"
                job.turn, job.ended = loop.create_future(), ""
        finally:
            self._leave(job)

    async def _answered(self, job: Job) -> AsyncIterator[tuple[bytes, bytes]]:
        """Wait for a worker, and yield its frames; a first megabyte counts as not yet sent."""
        (self._slow if job.slow else self._fast).put(job.client, job)
        self._dispatch()
        try:
            worker = await asyncio.wait_for(job.turn, self._limits.patience)
        except TimeoutError:
            raise QueryError("service.no-turn", seconds=f"{self._limits.patience:g}") from None
        held: list[tuple[bytes, bytes]] = []
        size = 0
        async for letter, content in worker.answer():
            if held or not size:
                held.append((letter, content))
                size += len(content) + 1
                if size < self._limits.held and letter not in (frames.END, frames.ERROR):
                    continue
                if letter in (frames.END, frames.ERROR):
                    # The worker has done, however long the reader takes.
                    self._done(job)
                for each in held:
                    yield each
                held.clear()
            else:
                yield letter, content
        self._done(job)

    # --- the workers ------------------------------------------------------------------------------

    async def start(self) -> None:
        """Start the first workers; each has tried its walls.

        Raises:
            QueryError: none can be started.
        """
        first = await self._forkserver.worker(self._order)
        self._free.append(first)
        self._fill()

    @property
    def busy(self) -> bool:
        """Whether questions run or wait."""
        return bool(self._running) or len(self._fast) + len(self._slow) > 0

    @property
    def state(self) -> dict[str, int]:
        """What runs and what waits."""
        slow = sum(job.slow for job in self._running)
        return {
            "ready": len(self._free),
            "running_fast": len(self._running) - slow,
            "running_slow": slow,
            "waiting_fast": len(self._fast),
            "waiting_slow": len(self._slow),
        }

    def close(self) -> None:
        """End all workers."""
        self._closed = True
        for worker in self._free:
            worker.kill()
        self._free.clear()
        for job in self._running:
            if job.worker is not None:
                job.worker.kill()
        for task in (*self._tasks, self._watching):
            if task is not None:
                task.cancel()

    def _dispatch(self) -> None:
        """Give free workers what waits."""
        self._free = [worker for worker in self._free if worker.alive]
        slow_running = Counter(job.client for job in self._running if job.slow)

        def has_room(client: str) -> bool:
            return slow_running[client] < self._limits.slow_per_client

        while self._free:
            fast_running = sum(not job.slow for job in self._running)
            job = self._fast.take() if fast_running < self._limits.fast else None
            if job is None and slow_running.total() < self._limits.slow:
                job = self._slow.take(has_room)
                if job is not None:
                    slow_running[job.client] += 1
            if job is None:
                break
            self._begin(job, self._free.pop())
        self._fill()

    def _begin(self, job: Job, worker: Worker) -> None:
        seconds = self._limits.timeout + _GRACE
        job.worker, job.began, job.cpu = worker, time.monotonic(), worker.cpu() or 0.0
        self._running.add(job)
        try:
            worker.send(job.request._replace(seconds=seconds, slow=job.slow))
        finally:
            if not job.turn.done():
                job.turn.set_result(worker)
        if self._watching is None or self._watching.done():
            self._watching = asyncio.create_task(self._watch())

    def _done(self, job: Job) -> None:
        """Take back the worker of a job that has been answered."""
        worker, job.worker = job.worker, None
        if worker is None:
            return
        self._running.discard(job)
        self._charge(job, worker)
        if (
            job.slow
            or job.ended
            or self._closed
            or not worker.alive
            or len(self._free) >= self._most_free
        ):
            worker.kill()
        else:
            self._free.append(worker)
        self._dispatch()

    def _leave(self, job: Job) -> None:
        """Have nobody wait for the answer of a job: its worker is ended once it takes time."""
        for queue in (self._fast, self._slow):
            queue.remove(job.client, job)
        if job.worker is not None:
            self._end(job, "left")
            self._done(job)

    def _end(self, job: Job, why: str) -> None:
        if job.ended:
            return
        job.ended = why
        self.counts[why] += 1
        if job.worker is not None:
            self._charge(job, job.worker)
            job.worker.kill()

    def _charge(self, job: Job, worker: Worker) -> None:
        cpu = worker.cpu()
        taken = time.monotonic() - job.began if cpu is None else cpu - job.cpu
        self._use.add(job.client, max(0.0, taken - job.taken))
        job.taken = max(job.taken, taken)

    # --- slowness and deadlines -------------------------------------------------------------------

    async def _watch(self) -> None:
        """Look at what runs, as long as anything does."""
        while self._running:
            await asyncio.sleep(_LOOK)
            now = time.monotonic()
            for job in list(self._running):
                worker = job.worker
                if worker is None:
                    continue
                allowed = frames.allowance(self._limits.timeout, job.sent)
                if now - job.began > allowed:
                    self._end(job, "time")
                    continue
                cpu = worker.cpu()
                taken = now - job.began if cpu is None else cpu - job.cpu
                if not job.slow and taken > self._limits.cpu:
                    self._call_slow(job, worker)

    def _call_slow(self, job: Job, worker: Worker) -> None:
        self._remember(job.key)
        running = sum(other.slow for other in self._running)
        # What is being delivered cannot begin again: there may be a few more of those.
        most = self._limits.slow + (self._limits.fast if job.sent else 0)
        if running < most:
            job.slow = True
            worker.step_back()
            self.counts["slow"] += 1
            self._dispatch()
        elif job.sent:
            worker.step_back()
        else:
            self._end(job, "turn")
            job.worker = None
            self._running.discard(job)
            self._dispatch()

    def _is_known(self, key: bytes) -> bool:
        then = self._known.get(key)
        return then is not None and time.monotonic() - then < _SLOW_FOR

    def _remember(self, key: bytes) -> None:
        self._known[key] = time.monotonic()
        self._known.move_to_end(key)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)

    def _death(self, job: Job, status: int | None) -> TressonsError:
        """Return the error for a question whose worker ended."""
        self._charge_lost(job)
        if job.ended == "time" or status == _ALARM:
            return QueryError("service.timed-out", seconds=f"{self._limits.timeout:g}")
        self.counts["died"] += 1
        self._remember(job.key)
        if status in (_ABORTED, _SEGMENT):
            return QueryError("service.too-large", limit=self._limits.memory >> 20)
        return QueryError("service.worker-ended", status=status)

    def _charge_lost(self, job: Job) -> None:
        self._use.add(job.client, max(0.0, time.monotonic() - job.began - job.taken))

    # --- ready workers ----------------------------------------------------------------------------

    @property
    def _most_free(self) -> int:
        return self._limits.fast + self._limits.spare

    def _fill(self) -> None:
        """Start as many workers as may soon be asked for."""
        if self._closed:
            return
        fast = sum(not job.slow for job in self._running)
        slow = len(self._running) - fast
        wanted = self._limits.fast - fast + self._limits.spare
        wanted += min(len(self._slow), max(0, self._limits.slow - slow))
        while len(self._free) + self._starting < min(wanted, self._most_free):
            self._starting += 1
            task = asyncio.create_task(self._start_one())
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _start_one(self) -> None:
        worker = None
        try:
            if self._failed_starts:
                await asyncio.sleep(min(5.0, 0.1 * 2**self._failed_starts))
            worker = await self._forkserver.worker(self._order)
            self._failed_starts = 0
        except (TressonsError, WorkerEndedError, OSError):
            self._failed_starts = min(self._failed_starts + 1, 10)
            self.counts["failed_starts"] += 1
        finally:
            self._starting -= 1
        if worker is None:
            self._fill()
        elif self._closed or len(self._free) >= self._most_free:
            worker.kill()
        else:
            self._free.append(worker)
            with suppress(asyncio.InvalidStateError):
                self._dispatch()
