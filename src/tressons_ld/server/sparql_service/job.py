"""A question on its way through the lanes, and those that are known to be slow."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

from tressons_ld.server.sparql_service.frames import WorkerRequest
from tressons_ld.server.sparql_service.worker_process import Worker

_REMEMBERED = 10_000
_SLOW_FOR = 600.0


@dataclass(eq=False, slots=True)
class Job:
    """A question on its way through the lanes.

    Attributes:
        client: who asks.
        key: what tells it from another question.
        request: what a worker is told.
        turn: done once it has a worker.
        slow: whether it is in the slow lane.
        worker: the one that has it; None while it waits.
        began: when that one began.
        before: seconds of processor time that the worker had taken then.
        cpu_seconds: those that the question has taken there.
        charged: of those, what its client was charged for.
        sent: bytes that its reader has been sent.
        delivering: whether its reader is being sent an answer that is not yet whole.
        ended: why it was ended: ``time``, ``turn`` (to wait again), ``left``, ``reader`` (the
            slowest of too many); or empty.
        again: whether it was begun again because somebody else ended its worker.
    """

    client: str
    key: bytes
    request: WorkerRequest
    turn: asyncio.Future[Worker]
    slow: bool
    worker: Worker | None = None
    began: float = 0.0
    before: float = 0.0
    cpu_seconds: float = 0.0
    charged: float = 0.0
    sent: int = 0
    delivering: bool = False
    ended: str = ""
    again: bool = False

    def begin(self, worker: Worker) -> None:
        """Give it a worker."""
        self.worker, self.began = worker, time.monotonic()
        self.before, self.cpu_seconds, self.charged = worker.cpu() or 0.0, 0.0, 0.0

    @property
    def seconds(self) -> float:
        """How long it has run, by the clock."""
        return time.monotonic() - self.began

    @property
    def pace(self) -> float:
        """Bytes a second that its reader takes."""
        return self.sent / max(self.seconds, 0.001)

    def look(self) -> float:
        """Return the processor time that it has taken; by the clock, where nobody knows."""
        cpu = self.worker.cpu() if self.worker is not None else None
        if cpu is not None:
            self.cpu_seconds = cpu - self.before
        elif self.worker is not None and not self.worker.counts_cpu:
            self.cpu_seconds = self.seconds
        return self.cpu_seconds

    def charge(self) -> float:
        """Return what its client is to be charged for since the last call."""
        more = self.look() - self.charged
        self.charged = self.cpu_seconds
        return max(0.0, more)


class SlowQuestions:
    """The questions that were slow of late."""

    def __init__(self) -> None:
        self._known: OrderedDict[bytes, float] = OrderedDict()

    def __contains__(self, key: bytes) -> bool:
        """Return whether a question was."""
        then = self._known.get(key)
        return then is not None and time.monotonic() - then < _SLOW_FOR

    def add(self, key: bytes) -> None:
        """Remember one."""
        self._known[key] = time.monotonic()
        self._known.move_to_end(key)
        while len(self._known) > _REMEMBERED:
            self._known.popitem(last=False)
