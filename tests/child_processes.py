"""Processes that a test starts: they heed the signals that its runner ignores, and end with it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

# Whoever waits fails after so many seconds: no machine is that slow.
LONGEST = 300

# Signals that are ignored or blocked stay so in a child: SIGHUP under nohup, SIGINT in the
# background of a shell. This program then becomes the one that its arguments name.
BY_DEFAULT = """
import os, signal, sys
for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
    signal.signal(number, signal.SIG_DFL)
signal.pthread_sigmask(signal.SIG_SETMASK, ())
os.execvp(sys.argv[1], sys.argv[1:])
"""


@contextmanager
def started(command: Sequence[str | Path], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """A process in a group of its own, which is killed at the end of the block if it runs still."""
    with subprocess.Popen(
        [sys.executable, "-ISc", BY_DEFAULT, *map(str, command)],
        encoding="utf-8",
        start_new_session=True,
        **options,
    ) as process:
        try:
            yield process
        finally:
            # Once it was waited for, its number may be that of somebody else.
            if process.returncode is None:
                with suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)


def ended(command: Sequence[str | Path], **options: Any) -> subprocess.CompletedProcess[str]:
    """A process that has run to its end, with what it wrote; by then its group has ended too."""
    with started(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options) as process:
        out, err = process.communicate(timeout=LONGEST)
    return subprocess.CompletedProcess(command, process.returncode, out, err)


def wait_until(
    condition: Callable[[], bool],
    process: subprocess.Popen[str] | None = None,
    log: Path | None = None,
) -> None:
    """Wait until the condition holds, which the process, if there is one, must live to see.

    Where it does not, its log is told.
    """
    deadline = time.monotonic() + LONGEST
    while True:
        over = process is not None and process.poll() is not None
        if condition():
            return
        if over or time.monotonic() > deadline:
            told = log.read_text("utf-8", "replace") if log and log.exists() else "no log"
            pytest.fail(f"{'it ended before' if over else 'waited too long'}: {told}")
        time.sleep(0.01)


@contextmanager
def heeding_ctrl_c() -> Iterator[None]:
    """Ctrl-C raises KeyboardInterrupt in this process, even where the test runner ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
