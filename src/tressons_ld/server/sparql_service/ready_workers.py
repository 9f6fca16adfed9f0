"""The workers that wait for a question, and those that are being started."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from tressons_ld.findings.errors import TressonsError
from tressons_ld.server.sparql_service.worker_process import (
    Forkserver,
    StoreNotOpenedError,
    Worker,
    WorkerOrder,
)

_SOON, _LATE, _MOST_FAILED = 0.1, 5.0, 10


class ReadyWorkers:
    """Workers of one publication that have nothing to do.

    Attributes:
        failed: how many could not be started.
    """

    def __init__(
        self, forkserver: Forkserver, order: WorkerOrder, most: int, on_ready: Callable[[], None]
    ) -> None:
        """Take what makes workers.

        Args:
            forkserver: makes them.
            order: what they are to open.
            most: how many wait at most.
            on_ready: called when there is one more.
        """
        self._forkserver, self._order = forkserver, order
        self._most, self._on_ready = most, on_ready
        self._free: list[Worker] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._failures = 0
        self._closed = False
        self.failed = 0

    def __len__(self) -> int:
        """Return how many are ready."""
        return len(self._free)

    @property
    def failing(self) -> bool:
        """Whether the last one that was ordered could not be started."""
        return self._failures > 0

    async def start(self) -> None:
        """Start the first one.

        Raises:
            QueryError: it cannot be started.
            StoreNotOpenedError: it cannot open its store.
        """
        self._keep(await self._forkserver.worker(self._order))

    def take(self) -> Worker | None:
        """Return one that lives; None if there is none."""
        while self._free:
            worker = self._free.pop()
            if worker.alive:
                return worker
            worker.kill()
        return None

    def give_back(self, worker: Worker) -> None:
        """Keep a worker that has done, or end it where there are enough."""
        if self._closed or not worker.alive or len(self._free) >= self._most:
            worker.kill()
        else:
            self._keep(worker)

    def fill(self, number: int) -> None:
        """Start as many as are missing to what is wanted."""
        while not self._closed and len(self._free) + len(self._tasks) < min(number, self._most):
            task = asyncio.create_task(self._start_one())
            self._tasks.add(task)
            task.add_done_callback(self._started)

    def close(self) -> None:
        """End all of them."""
        self._closed = True
        for task in self._tasks:
            task.cancel()
        for worker in self._free:
            worker.kill()
        self._free.clear()

    def _keep(self, worker: Worker) -> None:
        worker.on_end = partial(self._replace, worker)
        self._free.append(worker)

    def _replace(self, worker: Worker) -> None:
        """Start another one in the place of one that ended while it had nothing to do."""
        if worker in self._free:
            self._free.remove(worker)
            worker.kill()
            self._on_ready()

    async def _start_one(self) -> None:
        if self._failures:
            await asyncio.sleep(min(_LATE, _SOON * 2**self._failures))
        try:
            self.give_back(await self._forkserver.worker(self._order))
            self._failures = 0
        except (TressonsError, StoreNotOpenedError, OSError):
            self._failures = min(self._failures + 1, _MOST_FAILED)
            self.failed += 1

    def _started(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not self._closed:
            self._on_ready()
