"""Ctrl-C takes effect where it does no harm, and never leaves anybody waiting for ever."""

import signal
import sys
import threading
from collections.abc import Iterator

import pytest

from child_processes import LONGEST, ended, heeding_ctrl_c
from tressons_ld.files.signals import put_off, undisturbed
from tressons_ld.files.workers import by_threads


@pytest.fixture(autouse=True)
def _heeded() -> Iterator[None]:
    with heeding_ctrl_c():
        yield


# Ctrl-C at the worst moments: as soon as a lock of the threads is taken for the nth time, a process
# started that nobody knows yet, spoken with, or killed and not yet waited for.
WORST_MOMENTS = """
import multiprocessing.connection, multiprocessing.process, os, signal, sys, threading
from tressons_ld.files.workers import by_threads, in_order

moments = {
    "lock": threading.Condition.__enter__.__code__,
    "start": multiprocessing.process.BaseProcess.start.__code__,
    "wait": multiprocessing.connection.wait.__code__,
    "send": multiprocessing.connection.Connection.send_bytes.__code__,
    "receive": multiprocessing.connection.Connection.recv_bytes.__code__,
    "kill": multiprocessing.process.BaseProcess.kill.__code__,
}

left = int(sys.argv[3])

def strike(frame, event, _argument):
    global left
    if event == "return" and frame.f_code is moments[sys.argv[1]]:
        left -= 1
        if left:
            return
        sys.setprofile(None)
        signal.raise_signal(signal.SIGINT)

sys.setprofile(strike)
try:
    if sys.argv[2] == "processes":
        list(in_order(abs, range(-50, 0), 2))
    else:
        by_threads(abs, range(-50, 0), 2)
except KeyboardInterrupt:
    print("interrupted")
try:
    os.waitpid(-1, os.WNOHANG)
    print("and a process left")
except ChildProcessError:
    pass
"""


@pytest.mark.parametrize(
    ("moment", "workers", "times"),
    [
        *(("lock", "threads", times) for times in range(1, 5)),
        *((moment, "processes", 1) for moment in ("wait", "send", "receive")),
        *((moment, "processes", times) for moment in ("start", "kill") for times in (1, 2)),
    ],
)
def test_an_interruption_in_the_midst_of_a_pool_ends_it(
    moment: str, workers: str, times: int
) -> None:
    done = ended([sys.executable, "-c", WORST_MOMENTS, moment, workers, str(times)])
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")


# The first result never comes; Ctrl-C does once a process is at work on it.
ENDLESS = """
import os, signal
from tressons_ld.files.workers import in_order

def work(_task):
    os.kill(os.getppid(), signal.SIGINT)
    signal.pause()

try:
    list(in_order(work, range(2), 2))
except KeyboardInterrupt:
    print("interrupted")
"""


def test_an_interruption_waits_for_no_task_to_end() -> None:
    done = ended([sys.executable, "-c", ENDLESS])
    assert (done.returncode, done.stdout, done.stderr) == (0, "interrupted\n", "")


def test_an_interruption_that_is_put_off_comes_where_it_is_let_through() -> None:
    passed = []
    with pytest.raises(KeyboardInterrupt), put_off() as let_through:
        let_through()
        signal.raise_signal(signal.SIGINT)
        passed.append("not yet")
        let_through()
        passed.append("too late")
    assert passed == ["not yet"]


def test_an_interruption_that_is_put_off_comes_at_the_end_at_the_latest() -> None:
    passed = []
    with pytest.raises(KeyboardInterrupt), put_off():
        signal.raise_signal(signal.SIGINT)
        passed.append("all")
    assert passed == ["all"]


def test_an_interruption_that_was_let_through_does_not_come_again() -> None:
    with put_off() as let_through:
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            let_through()


def test_what_ctrl_c_did_before_it_does_again_after() -> None:
    before = signal.getsignal(signal.SIGINT)
    with put_off():
        pass
    with undisturbed():
        pass
    assert signal.getsignal(signal.SIGINT) is before


def test_a_thread_that_ctrl_c_never_reaches_puts_nothing_off() -> None:
    done = []

    def work() -> None:
        with put_off() as let_through, undisturbed():
            let_through()
            done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]


def test_the_threads_that_still_work_are_told_when_another_fails() -> None:
    stopped = threading.Event()

    def work(number: int) -> bool:
        if number == 0:
            raise ValueError("no zero")
        return stopped.wait(LONGEST)

    with pytest.raises(ValueError, match="no zero"):
        by_threads(work, [0, 1], 2, stopped.set)
    assert stopped.is_set()
