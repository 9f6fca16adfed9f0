"""The same function over many tasks, in several processes, its results in the order of the tasks.

On Linux the processes are forked, and so share what the parent has read, unless the parent has
native threads, which do not survive a fork; then, and elsewhere, they are started anew and the
function is pickled.

Each process has a pipe of its own, and the parent serves all of them in one thread, without a queue
or a lock that they share: one that is killed, whatever kills it and whenever, is seen by the end of
its pipe, and holds nobody up.
"""

import gc
import multiprocessing
import multiprocessing.connection
import os
import pickle
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from tressons_ld.files.garbage import seldom_look_for_garbage
from tressons_ld.files.signals import (
    leave_orders_to_the_parent,
    put_off,
    undelivered,
)

Task = TypeVar("Task")
Result = TypeVar("Result")

_PATIENCE = 0.1
"""Seconds after which whoever waits for a result looks whether Ctrl-C was pressed."""

_MOST_BEYOND_PROCESSORS = 32


class WorkerDied(Exception):
    """A process died while it worked on a task.

    Attributes:
        task: the task; None if the same work kills no process when it is done again, which somebody
            else must have killed then: the system, when memory runs short, or a person.
    """

    def __init__(self, task: Any) -> None:
        super().__init__("a worker died")
        self.task = task


def default_jobs() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def processes(jobs: int | None) -> int:
    """Return how many processes are to work: all processors by default.

    Of more than there are processors, no more than some tens: they would wait for one another, and
    each takes memory.
    """
    available = default_jobs()
    return min(jobs or available, max(available, _MOST_BEYOND_PROCESSORS))


@dataclass(frozen=True)
class _Turn(Generic[Task, Result]):
    """A task, and its result to come: pending, running once a process began it, done."""

    task: Task
    result: "Future[Result]" = field(default_factory=Future)

    @property
    def pending(self) -> bool:
        """Whether nobody has begun it."""
        return not (self.result.running() or self.result.done())


class _Worker(Generic[Task, Result]):
    """A process, and the parent's end of its pipe.

    The two write in turn, and so never both at once, which would leave both waiting for ever where
    a task and a result are larger than the pipe: the process says that it is free, with what its
    last task came to, then reads; only then it is sent a task, a single one.

    Attributes:
        pipe: the parent's end of the pipe.
        turn: what the process works on.
        free: whether it waits for a task.
    """

    def __init__(self, work: Callable[[Task], Result]) -> None:
        context = _context()
        self.pipe, end = context.Pipe()
        self.turn: _Turn[Task, Result] | None = None
        self.free = False
        self._process = context.Process(target=_serve, args=(work, end), daemon=True)
        with undelivered():
            self._process.start()
        # Nobody but the process holds its end: it closes when the process ends.
        end.close()

    def begin(self, turn: _Turn[Task, Result]) -> None:
        """Give the process, which is free, a task."""
        task = pickle.dumps(turn.task)
        turn.result.set_running_or_notify_cancel()
        self.turn, self.free = turn, False
        # Of a process that has died the pipe also ends for the reader, who tells.
        with suppress(OSError):
            self.pipe.send_bytes(task)

    def take_in(self) -> None:
        """Read what the process has to say: the result of its task, if it had one.

        Raises:
            WorkerDied: it died, with its task if it had one.
        """
        try:
            answer = self.pipe.recv_bytes()
        except (EOFError, OSError):
            raise WorkerDied(self.turn and self.turn.task) from None
        if self.turn is not None:
            result, error = pickle.loads(answer)
            if error is None:
                self.turn.result.set_result(result)
            else:
                self.turn.result.set_exception(error)
        self.turn, self.free = None, True

    def kill(self) -> None:
        """End the process at once, whatever it is doing."""
        self._process.kill()

    def reap(self) -> None:
        """Wait for the end of the process, which was killed."""
        self._process.join()
        self.pipe.close()


def forks() -> bool:
    """Return whether processes that are started now are forked, and share what this one holds."""
    threads = Path("/proc/self/task")
    return threads.is_dir() and len(list(threads.iterdir())) == 1


def _context() -> "multiprocessing.context.ForkContext | multiprocessing.context.SpawnContext":
    if forks():
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("spawn")


def _serve(work: Callable[[Any], Any], pipe: "multiprocessing.connection.Connection") -> None:
    """Do what is sent through the pipe, in a process of its own."""
    # Ctrl-C is the parent's business: it stops its children.
    leave_orders_to_the_parent()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    # What was read lasts as long as the process: garbage is not looked for there, which would take
    # time and give each process its own copy of the memory that they share.
    gc.freeze()
    seldom_look_for_garbage()
    answer = b""
    with suppress(EOFError, OSError):
        while True:
            pipe.send_bytes(answer)
            answer = _answer(work, pipe.recv_bytes())


def _answer(work: Callable[[Any], Any], task: bytes) -> bytes:
    try:
        return pickle.dumps((work(pickle.loads(task)), None))
    except Exception as error:  # noqa: BLE001 - the parent raises it
        error.add_note(traceback.format_exc())
        return pickle.dumps((None, error))


def _end_with_the_parent() -> None:
    """End this process as soon as the one that started it has died, whatever killed it.

    It would wait for work for ever, and hold the locks that it was born with.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


class _Pool(Generic[Task, Result]):
    """Processes that work on the turns of their parent.

    Args:
        work: what they do.
        jobs: how many they are at most.
        interruption: raises what is due.
    """

    def __init__(
        self, work: Callable[[Task], Result], jobs: int, interruption: Callable[[], None]
    ) -> None:
        self._work = work
        self._jobs = jobs
        self._interruption = interruption
        self._workers: list[_Worker[Task, Result]] = []

    def advance(self, turns: Iterable[_Turn[Task, Result]], seconds: float) -> None:
        """Take in the results that come within some seconds; give those who are free a turn.

        A turn ends with the exception WorkerDied where its process has died.

        Raises:
            WorkerDied: a process died that had nothing to do.
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        self._interruption()
        ready = multiprocessing.connection.wait([each.pipe for each in self._workers], seconds)
        for worker in [each for each in self._workers if each.pipe in ready]:
            self._take_in(worker)
        pending = deque(turn for turn in turns if turn.pending)
        for worker in self._workers:
            if worker.free and pending:
                worker.begin(pending.popleft())
        starting = sum(not (worker.turn or worker.free) for worker in self._workers)
        for _ in range(min(len(pending) - starting, self._jobs - len(self._workers))):
            self._workers.append(_Worker(self._work))

    def _take_in(self, worker: _Worker[Task, Result]) -> None:
        try:
            worker.take_in()
        except WorkerDied as death:
            if worker.turn is None:
                raise
            worker.turn.result.set_exception(death)
            self._workers.remove(worker)
            worker.kill()
            worker.reap()

    def end(self) -> None:
        """End all processes at once."""
        for worker in self._workers:
            worker.kill()
        for worker in self._workers:
            worker.reap()


@contextmanager
def _pool(work: Callable[[Task], Result], jobs: int) -> Iterator[_Pool[Task, Result]]:
    with put_off() as interruption:
        pool = _Pool(work, jobs, interruption)
        try:
            yield pool
        finally:
            pool.end()


def in_order(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    known_result: Callable[[Task], Result | None] = lambda _task: None,
) -> Iterator[tuple[Task, Result]]:
    """Yield each task with ``work(task)``, in order, computed by ``jobs`` processes.

    At most two tasks more than there are processes are read ahead. Processes are started when a
    second task needs work; one task alone, or one job, is done in this process.

    Args:
        work: what is to be done; it must be picklable.
        tasks: on what.
        jobs: number of processes.
        known_result: the result of a task that needs no work, or None.

    Raises:
        WorkerDied: a process died; its task is told.
    """
    pool: _Pool[Task, Result] | None = None
    waiting: deque[_Turn[Task, Result]] = deque()

    def finished(turn: _Turn[Task, Result]) -> Result:
        while pool is not None and not turn.result.done():
            pool.advance(waiting, _PATIENCE)
        return work(turn.task) if turn.pending else turn.result.result()

    try:
        with ExitStack() as stack:
            for task in tasks:
                turn: _Turn[Task, Result] = _Turn(task)
                waiting.append(turn)
                result = known_result(task)
                if result is not None:
                    turn.result.set_result(result)
                if pool is None and jobs > 1 and sum(each.pending for each in waiting) > 1:
                    pool = stack.enter_context(_pool(work, jobs))
                if pool is not None:
                    pool.advance(waiting, 0)
                while waiting and (waiting[0].result.done() or len(waiting) > jobs + 1):
                    yield waiting[0].task, finished(waiting[0])
                    waiting.popleft()
            while waiting:
                yield waiting[0].task, finished(waiting[0])
                waiting.popleft()
    except WorkerDied as death:
        guilty = death.task is not None and kills_worker(work, death.task)
        raise WorkerDied(death.task if guilty else None) from None


def kills_worker(work: Callable[[Task], Any], task: Task) -> bool:
    """Return whether a process of its own dies while it works on the task."""
    turn: _Turn[Task, Any] = _Turn(task)
    with _pool(work, 1) as pool:
        try:
            while not turn.result.done():
                pool.advance([turn], _PATIENCE)
        except WorkerDied:
            return False
    return isinstance(turn.result.exception(), WorkerDied)


def run_in_own_process(work: Callable[[Task], Result], task: Task, seconds: float) -> Result:
    """Return ``work(task)``, done by a process of its own within so many seconds.

    Raises:
        WorkerDied: the process died, or was ended because its time was over.
    """
    turn: _Turn[Task, Result] = _Turn(task)
    until = time.monotonic() + seconds
    with _pool(work, 1) as pool:
        while not turn.result.done():
            if time.monotonic() > until:
                raise WorkerDied(task)
            pool.advance([turn], _PATIENCE)
    return turn.result.result()


def by_threads(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    threads: int,
    stop: Callable[[], None] = lambda: None,
) -> list[Result]:
    """Return ``work(task)`` of each task, in order, computed by several threads.

    Args:
        work: what is to be done.
        tasks: on what.
        threads: how many.
        stop: called when a task fails or Ctrl-C is pressed, to make the others end soon.
    """
    with put_off() as interruption, ThreadPoolExecutor(threads) as pool:
        futures = [pool.submit(work, task) for task in tasks]
        try:
            return [_awaited(future, interruption) for future in futures]
        except BaseException:
            stop()
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _awaited(future: "Future[Result]", interruption: Callable[[], None]) -> Result:
    """Return a result, or raise what is due before it is there."""
    while not future.done():
        wait((future,), _PATIENCE)
        interruption()
    return future.result()
