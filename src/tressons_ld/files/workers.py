"""The same function over many tasks, in several processes, its results in the order of the tasks.

On Linux the processes are forked, and so share what the parent has read, unless the parent has
native threads, which do not survive a fork; then, and elsewhere, they are started anew and the
function is pickled.
"""

import gc
import multiprocessing
import multiprocessing.connection
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from tressons_ld.files.signals import (
    leave_orders_to_the_parent,
    nothing_is_due,
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


def processes(asked: int | None) -> int:
    """Return how many processes are to work: all processors by default.

    Of more than there are processors, no more than some tens: they would wait for one another, and
    each takes memory.
    """
    available = default_jobs()
    return min(asked or available, max(available, _MOST_BEYOND_PROCESSORS))


class _Slot(Generic[Task, Result]):
    """Where a process keeps the function it was started with."""

    work: Callable[[Any], Any] | None = None


def _start(work: Callable[[Any], Any]) -> None:
    # Ctrl-C is the parent's business: it stops its children.
    leave_orders_to_the_parent()
    threading.Thread(target=_end_with_the_parent, daemon=True).start()
    # What was read lasts as long as the process: garbage is not looked for there, which would take
    # time and give each process its own copy of the memory that they share.
    gc.freeze()
    _Slot.work = work


def _end_with_the_parent() -> None:
    """End this process as soon as the one that started it has died, whatever killed it.

    It would wait for work for ever, and hold the locks that it was born with.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _call(task: Any) -> Any:
    assert _Slot.work is not None
    return _Slot.work(task)


def _context() -> multiprocessing.context.BaseContext:
    threads = Path("/proc/self/task")
    forked = threads.is_dir() and len(list(threads.iterdir())) == 1
    return multiprocessing.get_context("fork" if forked else "spawn")


@dataclass
class _Waiting(Generic[Task, Result]):
    """A task whose turn has not come: its result, its future, or neither when nobody began it."""

    task: Task
    result: Result | None = None
    future: "Future[Result] | None" = None


def in_order(
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    known: Callable[[Task], Result | None] = lambda _task: None,
) -> Iterator[tuple[Task, Result]]:
    """Yield each task with ``work(task)``, in order, computed by ``jobs`` processes.

    At most two tasks more than there are processes are read ahead. Processes are started when a
    second task needs work; one task alone, or one job, is done in this process.

    Args:
        work: what is to be done; it must be picklable.
        tasks: on what.
        jobs: number of processes.
        known: the result of a task that needs no work, or None.

    Raises:
        WorkerDied: a process died; its task is told.
    """
    pool: ProcessPoolExecutor | None = None
    waiting: deque[_Waiting[Task, Result]] = deque()
    interruption = nothing_is_due

    def finished(each: _Waiting[Task, Result]) -> Result:
        if each.result is not None:
            return each.result
        return _awaited(each.future, interruption) if each.future else work(each.task)

    try:
        with ExitStack() as stack:
            for task in tasks:
                interruption()
                each: _Waiting[Task, Result] = _Waiting(task, known(task))
                waiting.append(each)
                if each.result is None and jobs > 1:
                    idle = [other for other in waiting if not (other.result or other.future)]
                    if pool is None and len(idle) > 1:
                        interruption = stack.enter_context(put_off())
                        pool = ProcessPoolExecutor(jobs, _context(), _start, (work,))
                        stack.callback(_stop, pool)
                    if pool is not None:
                        for other in idle:
                            with undelivered():
                                other.future = pool.submit(_call, other.task)
                while waiting and (waiting[0].result is not None or len(waiting) > jobs + 1):
                    yield waiting[0].task, finished(waiting[0])
                    waiting.popleft()
            while waiting:
                yield waiting[0].task, finished(waiting[0])
                waiting.popleft()
    except BrokenProcessPool:
        begun = [each.task for each in waiting if each.future]
        raise WorkerDied(next((task for task in begun if dies(work, task)), None)) from None


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
    _wait_for(future, interruption)
    return future.result()


def _wait_for(future: "Future[Result]", interruption: Callable[[], None]) -> None:
    while not future.done():
        wait((future,), _PATIENCE)
        interruption()


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the pool at once, whatever its processes are doing."""
    for process in list((pool._processes or {}).values()):
        process.kill()
    pool.shutdown(wait=True, cancel_futures=True)


def dies(work: Callable[[Task], Any], task: Task) -> bool:
    """Return whether a process of its own dies while it works on the task."""
    with put_off() as interruption, ExitStack() as stack:
        pool = ProcessPoolExecutor(1, _context(), _start, (work,))
        stack.callback(_stop, pool)
        with undelivered():
            future = pool.submit(_call, task)
        _wait_for(future, interruption)
        return isinstance(future.exception(), BrokenProcessPool)
