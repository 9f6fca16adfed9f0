"""Ctrl-C takes effect where it does no harm, and never leaves anybody waiting for ever."""

import signal
import subprocess
import sys
import threading

import pytest

from tressons_ld.files.signals import put_off, undisturbed
from tressons_ld.files.workers import by_threads

# Ctrl-C at the worst moments: as soon as a lock of the pool is taken for the nth time, or a process
# started that nobody knows yet.
WORST_MOMENTS = """
import multiprocessing.process, signal, sys, threading
from tressons_ld.workers import by_threads, in_order

moments = {
    "lock": threading.Condition.__enter__.__code__,
    "process": multiprocessing.process.BaseProcess.start.__code__,
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
"""


@pytest.mark.parametrize(
    ("moment", "workers", "times"),
    [
        ("process", "processes", 1),
        ("process", "processes", 2),
        *(("lock", "processes", times) for times in range(1, 13)),
        *(("lock", "threads", times) for times in range(1, 5)),
    ],
)
def test_an_interruption_in_the_midst_of_a_pool_ends_it(
    moment: str, workers: str, times: int
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORST_MOMENTS, moment, workers, str(times)],
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    )
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
        return stopped.wait(30)

    with pytest.raises(ValueError, match="no zero"):
        by_threads(work, [0, 1], 2, stopped.set)
    assert stopped.is_set()
