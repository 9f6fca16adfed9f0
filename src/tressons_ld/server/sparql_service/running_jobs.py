"""The questions that have a worker: begun, ended before their time, their workers taken back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tressons_ld.server.sparql_service.fair_queue import ClientUse
from tressons_ld.server.sparql_service.job import Job
from tressons_ld.server.sparql_service.ready_workers import ReadyWorkers
from tressons_ld.server.sparql_service.worker_process import Worker


class RunningJobs:
    """The questions that workers have; their clients are charged for what they take.

    Attributes:
        counts: questions that were ended, by why.
    """

    def __init__(self, ready: ReadyWorkers, use: ClientUse) -> None:
        """Take what they come from and go to.

        Args:
            ready: the workers that have nothing to do.
            use: what each client has taken.
        """
        self._ready, self._use = ready, use
        self._jobs: set[Job] = set()
        self.counts: Counter[str] = Counter()

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._jobs)

    def __iter__(self) -> Iterator[Job]:
        """Yield them as they are now: one that ends meanwhile does no harm."""
        return iter(list(self._jobs))

    @property
    def fast(self) -> int:
        """How many are in the fast lane."""
        return sum(not job.slow for job in self._jobs)

    @property
    def slow(self) -> int:
        """How many are in the slow lane."""
        return sum(job.slow for job in self._jobs)

    @property
    def slow_by_client(self) -> Counter[str]:
        """How many of each client are in the slow lane."""
        return Counter(job.client for job in self._jobs if job.slow)

    def begin(self, job: Job, worker: Worker, seconds: float) -> None:
        """Give a job its worker, which has some seconds for it."""
        job.begin(worker)
        self._jobs.add(job)
        worker.send(job.request._replace(seconds=seconds, slow=job.slow))
        if not job.turn.done():
            job.turn.set_result(worker)

    def end(self, job: Job, why: str) -> None:
        """End the worker of a job, unless it was ended before."""
        if job.ended or job.worker is None:
            return
        job.ended = why
        self.counts[why] += 1
        self._use.add(job.client, job.charge())
        job.worker.kill()

    def take_back(self, job: Job) -> bool:
        """Take back the worker of a job that has been answered, or was ended; False without one.

        A worker whose question was slow, or was ended, is not used again.
        """
        if job.worker is None:
            return False
        self._use.add(job.client, job.charge())
        worker, job.worker = job.worker, None
        self._jobs.discard(job)
        if job.slow or job.ended:
            worker.kill()
        else:
            self._ready.give_back(worker)
        return True

    def close(self) -> None:
        """End all their workers."""
        for job in self._jobs:
            if job.worker is not None:
                job.worker.kill()
