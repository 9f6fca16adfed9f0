"""Two lanes of workers: questions that are slow never keep those that are not.

A question begins in the fast lane. Past some processor time (no clock: on a busy machine it would
call good questions slow), less while others wait, it is slow where it runs: it gives way to all
others, and a spare worker takes its place. Its text is remembered, and begins in the slow lane from
then on. When the slow lane is full, the question is ended there and waits for its turn in it.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, AsyncIterator, Callable

from tressons_ld.findings.errors import QueryError, TressonsError
from tressons_ld.server.sparql_service import frames
from tressons_ld.server.sparql_service.fair_queue import ClientUse, FairQueue
from tressons_ld.server.sparql_service.frames import WorkerRequest
from tressons_ld.server.sparql_service.job import Job, SlowQuestions
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.ready_workers import ReadyWorkers
from tressons_ld.server.sparql_service.running_jobs import RunningJobs
from tressons_ld.server.sparql_service.worker_process import (
    Forkserver,
    Worker,
    WorkerEndedError,
    WorkerOrder,
)

_LOOK = 0.025
"""Seconds between two looks at how long questions run."""
_HASTE = 3
"""How many times less a question may take in the fast lane while others wait for it."""
_GRACE = 2.0
"""Seconds by which a worker would outlive the time limit, were nobody left to end it."""
_LAST = (frames.END, frames.ERROR)
_ABORTED, _KILLED, _SEGMENT, _ALARM = -6, -9, -11, -14


class QueryLanes:
    """The workers of one publication, and the questions that wait for them.

    Attributes:
        counts: questions that were slow, or not answered to their end, by why.
    """

    def __init__(
        self, forkserver: Forkserver, order: WorkerOrder, limits: ServiceLimits, use: ClientUse
    ) -> None:
        self._limits = limits
        self._ready = ReadyWorkers(
            forkserver, order, limits.fast + limits.spare, on_ready=self._dispatch
        )
        self._fast: FairQueue[Job] = FairQueue(use)
        self._slow: FairQueue[Job] = FairQueue(use)
        self._running = RunningJobs(self._ready, use)
        self._known_slow = SlowQuestions()
        self._watch = _Watch(self._running, self._judge)
        self.counts = self._running.counts

    async def start(self) -> None:
        """Start the first workers.

        Raises:
            QueryError: none can be started.
            StoreNotOpenedError: the first one cannot open the store.
        """
        await self._ready.start()
        self._dispatch()

    async def answer(
        self, client: str, key: bytes, request: WorkerRequest
    ) -> AsyncGenerator[tuple[bytes, bytes]]:
        """Yield the frames of the answer to a question.

        The generator has to be closed by who leaves it early: the question is ended then.

        Raises:
            QueryError: it takes too much time or memory, its worker ended, or too many wait.
        """
        if len(self._fast) + len(self._slow) >= self._limits.waiting:
            raise QueryError("service.busy", waiting=self._limits.waiting)
        loop = asyncio.get_running_loop()
        job = Job(client, key, request, loop.create_future(), slow=key in self._known_slow)
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
                        if not job.ended:
                            self.counts["died"] += 1
                            self._known_slow.add(job.key)
                        raise _death(job, error.status, self._limits) from None
                    # Somebody else ended it, perhaps before it had begun: once more, and no more.
                    job.again = job.again or killed
                    self._done(job)
                job.slow = job.slow or job.ended == "turn"
                job.turn, job.ended = loop.create_future(), ""
        finally:
            self._leave(job)

    @property
    def busy(self) -> bool:
        """Whether questions run or wait."""
        return len(self._running) + len(self._fast) + len(self._slow) > 0

    @property
    def failing(self) -> bool:
        """Whether workers are wanted that cannot be started."""
        return self._ready.failing

    @property
    def state(self) -> dict[str, int]:
        """What runs and what waits."""
        return {
            "ready": len(self._ready),
            "running_fast": self._running.fast,
            "running_slow": self._running.slow,
            "waiting_fast": len(self._fast),
            "waiting_slow": len(self._slow),
        }

    def close(self) -> None:
        """End all workers."""
        self._ready.close()
        self._running.close()
        self._watch.close()

    async def _answered(self, job: Job) -> AsyncIterator[tuple[bytes, bytes]]:
        """Wait for a worker, and yield its frames; a first megabyte counts as not yet sent."""
        (self._slow if job.slow else self._fast).put(job.client, job)
        self._dispatch()
        try:
            # Not wait_for(): in Python 3.11 it forgets who has left in the moment of his turn.
            async with asyncio.timeout(self._limits.patience):
                worker = await job.turn
        except TimeoutError:
            raise QueryError("service.no-turn", seconds=f"{self._limits.patience:g}") from None
        async for several in _held_back(worker, self._limits.held):
            if several[-1][0] in _LAST:
                # The worker has done, however long the reader takes.
                self._done(job)
            elif not job.delivering:
                self._deliver(job, worker)
            for each in several:
                yield each

    # --- who is next ------------------------------------------------------------------------------

    def _dispatch(self) -> None:
        """Give workers that are ready what waits."""
        fast, slow = self._running.fast, self._running.slow_by_client

        def has_room(client: str) -> bool:
            return slow[client] < self._limits.slow_per_client

        while len(self._ready):
            job = self._fast.take() if fast < self._limits.fast else None
            if job is None and slow.total() < self._limits.slow:
                job = self._slow.take(has_room)
            if job is None:
                break
            worker = self._ready.take()
            if worker is None:
                (self._slow if job.slow else self._fast).put(job.client, job, first=True)
                break
            if job.slow:
                slow[job.client] += 1
            else:
                fast += 1
            self._begin(job, worker)
        wanted = self._limits.fast - fast + self._limits.spare
        wanted += min(len(self._slow), max(0, self._limits.slow - slow.total()))
        self._ready.fill(wanted)

    def _begin(self, job: Job, worker: Worker) -> None:
        self._running.begin(job, worker, self._limits.timeout + _GRACE)
        self._watch.begin()

    def _done(self, job: Job) -> None:
        """Take back the worker of a job that has been answered, or was ended."""
        if self._running.take_back(job):
            self._dispatch()

    def _leave(self, job: Job) -> None:
        """Have nobody wait for the answer of a job."""
        for queue in (self._fast, self._slow):
            queue.remove(job.client, job)
        if job.worker is not None:
            self._running.end(job, "left")
            self._done(job)

    # --- slowness and deadlines -------------------------------------------------------------------

    def _judge(self, job: Job, worker: Worker) -> None:
        """End what takes too long, and call slow what takes more than its share."""
        taken = job.look()
        if job.seconds > frames.allowance(self._limits.timeout, job.sent):
            self._running.end(job, "time")
            return
        if taken > self._limits.cpu:
            self._known_slow.add(job.key)
        # Who keeps others waiting has less time.
        if not job.slow and taken > self._limits.cpu / (_HASTE if self._fast else 1):
            self._call_slow(job, worker)

    def _call_slow(self, job: Job, worker: Worker) -> None:
        self.counts["slow"] += 1
        if self._running.slow < self._limits.slow:
            self._step_back(job, worker)
        else:
            self._running.end(job, "turn")
            self._done(job)

    def _deliver(self, job: Job, worker: Worker) -> None:
        """Let a long answer go on at the pace of its reader: in the slow lane, or beside it.

        It cannot begin again. Where there are too many, one of the client that has most of them is
        ended: the one that is read slowest.
        """
        job.delivering = True
        beside = [other for other in self._running if other.delivering and other is not job]
        if beside and self._running.slow >= self._limits.slow + self._limits.fast:
            number = Counter([job.client, *(other.client for other in beside)])
            slowest = min(beside, key=lambda other: (-number[other.client], other.pace))
            self._running.end(slowest, "reader")
            self._done(slowest)
        if not job.slow:
            self._step_back(job, worker)

    def _step_back(self, job: Job, worker: Worker) -> None:
        job.slow = True
        worker.step_back()
        self._dispatch()


class _Watch:
    """Looks at what runs, again and again, as long as anything does."""

    def __init__(self, running: RunningJobs, judge: Callable[[Job, Worker], None]) -> None:
        self._running, self._judge = running, judge
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Look from now on, if nobody does."""
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._look())

    def close(self) -> None:
        """Look no more."""
        if self._task is not None:
            self._task.cancel()

    async def _look(self) -> None:
        while len(self._running):
            await asyncio.sleep(_LOOK)
            for job in self._running:
                if job.worker is not None:
                    self._judge(job, job.worker)


async def _held_back(worker: Worker, limit: int) -> AsyncIterator[list[tuple[bytes, bytes]]]:
    """Yield the frames of an answer: so many bytes of them at once, or all; then one by one."""
    held: list[tuple[bytes, bytes]] = []
    size = 0
    async for letter, content in worker.answer():
        held.append((letter, content))
        size += len(content)
        if letter in _LAST or size >= limit:
            yield held
            held = []


def _death(job: Job, status: int | None, limits: ServiceLimits) -> TressonsError:
    """Return the error for a question whose worker ended."""
    if job.ended == "time" or status == _ALARM:
        return QueryError("service.timed-out", seconds=f"{limits.timeout:g}")
    if status in (_ABORTED, _SEGMENT):
        return QueryError("service.too-large", limit=limits.memory >> 20)
    return QueryError("service.worker-ended", status=status)
