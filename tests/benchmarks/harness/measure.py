"""One run of a command: seconds, processor seconds, peak memory of its whole process tree.

Memory is the sum of the proportional set sizes (PSS: pages shared by several processes count in
parts) of all processes of the command's session, read from ``/proc/<pid>/smaps_rollup`` every 50 ms
(proc(5)). A peak that is over within 50 ms is not seen. Reading it slows the command a little, so
runs that are timed are not watched, unless there is to be one run only.
"""

import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

INTERVAL = 0.05
LONGEST = 3 * 3600.0


@dataclass(frozen=True)
class Measured:
    """What one run took.

    Attributes:
        seconds: from start to end.
        processor: seconds of all processors, the children's included.
        megabytes: peak of the sum of PSS, in 10^6 bytes; None when it was not watched.
        status: exit code.
        output: the end of what the command printed.
    """

    seconds: float
    processor: float
    megabytes: float | None
    status: int
    output: str


class Failed(RuntimeError):
    """A command that was to be measured failed."""


def measure(
    command: Sequence[str | Path],
    *,
    folder: Path,
    watched: bool = False,
    expected: int = 0,
    environment: Mapping[str, str] | None = None,
) -> Measured:
    """Run a command and return what it took.

    Args:
        command: program and arguments.
        folder: where it runs.
        watched: whether its memory is watched.
        expected: the exit code of a run that went well.
        environment: variables beside those of this process.

    Raises:
        Failed: another exit code, or more than three hours.
    """
    words = [str(word) for word in command]
    with tempfile.TemporaryFile() as printed:
        before = os.times()
        started = time.perf_counter()
        process = subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=printed,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        watch = _Watch(process.pid) if watched else None
        # A wait with a time limit looks every 50 ms only.
        limit = threading.Timer(LONGEST, os.killpg, (process.pid, signal.SIGKILL))
        limit.start()
        try:
            status = process.wait()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            raise
        finally:
            seconds = time.perf_counter() - started
            limit.cancel()
            if watch:
                watch.stop()
        if seconds >= LONGEST:
            raise Failed(f"more than {LONGEST:.0f} s: {' '.join(words)}")
        after = os.times()
        printed.seek(max(0, printed.tell() - 4000))
        output = printed.read().decode("utf-8", "replace")
    if status != expected:
        raise Failed(f"exit code {status}: {' '.join(words)}\n{output}")
    return Measured(
        seconds=seconds,
        processor=after.children_user
        + after.children_system
        - before.children_user
        - before.children_system,
        megabytes=watch.peak / 1e6 if watch else None,
        status=status,
        output=output,
    )


class _Watch:
    """Watches the memory of a session from a thread."""

    def __init__(self, session: int) -> None:
        self.peak = 0
        self._session = session
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop watching."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._ended.wait(INTERVAL):
            self.peak = max(self.peak, sum(map(pss, members(self._session))))


def members(session: int) -> list[int]:
    """Return the processes of a session."""
    found = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            stat = Path("/proc", name, "stat").read_text("utf-8", "replace")
        except OSError:
            continue
        # pid (name) state parent group session …; the name may hold spaces and brackets.
        if int(stat.rpartition(")")[2].split()[3]) == session:
            found.append(int(name))
    return found


def pss(process: int) -> int:
    """Return the proportional set size of a process in bytes; 0 when it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
