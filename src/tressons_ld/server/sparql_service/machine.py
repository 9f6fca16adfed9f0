"""How many workers a machine has room for, and what each may take."""

from __future__ import annotations

import math
import os
import resource
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_MEMORY = 512 << 20
_LEAST_MEMORY = 128 << 20
_MOST_WORKERS = 8
_SHARE = 0.6
"""Part of the memory that all workers together may take."""
_CONNECTIONS = 4000
_DESCRIPTORS, _OTHER_DESCRIPTORS = 3, 200
"""Those of a connection: its own, that of a file sent on it, that of one taken only to be refused;
and those of workers and files of ours."""


@dataclass(frozen=True, slots=True)
class ServiceLimits:
    """What the endpoint allows.

    Attributes:
        fast: workers for questions not known to be slow.
        slow: workers for slow questions.
        slow_per_client: of those, how many a client may have.
        spare: workers that are ready to take the place of another.
        memory: bytes that a question may take.
        cpu: seconds of processor time after which a question is slow.
        timeout: seconds that a question may run.
        patience: seconds that a question may wait for its turn.
        waiting: questions that may wait.
        body: bytes of a request.
        held: bytes of an answer that are held back until it is whole; a longer one streams.
        cache: bytes of the answers that are kept.
        connections: that are open at once.
        idle: seconds that a connection may be silent between, and in the midst of, requests.
    """

    fast: int = 2
    slow: int = 2
    slow_per_client: int = 2
    spare: int = 1
    memory: int = _MEMORY
    cpu: float = 0.3
    timeout: float = 30.0
    patience: float = 60.0
    waiting: int = 1000
    body: int = 4 << 20
    held: int = 1 << 20
    cache: int = 64 << 20
    connections: int = _CONNECTIONS
    idle: float = 30.0


def limits_of_this_machine(timeout: float, system: Path = Path("/")) -> ServiceLimits:
    """Return the limits that suit the processors and the memory that this process may have.

    Args:
        timeout: seconds that a question may run.
        system: root of the file system, where Linux tells what it allows.
    """
    group = _ControlGroup(system)
    cores = max(1, int(min(_cores(), group.cores)))
    memory = min(_memory(), group.memory) * _SHARE
    room = int(memory / _LEAST_MEMORY)
    fast = max(2, min(cores, _MOST_WORKERS, room // 3))
    slow = max(2, min(cores * 2, _MOST_WORKERS, room - fast - 1))
    each = memory / (fast + slow + 1)
    return ServiceLimits(
        fast=fast,
        slow=slow,
        slow_per_client=max(1, slow - 1),
        memory=int(max(_LEAST_MEMORY, min(_MEMORY, each))),
        timeout=timeout,
        connections=_connections(),
    )


def _connections() -> int:
    """Return how many connections this process may have descriptors for.

    Where there are none left, asyncio takes no connection at all, and logs that without end.
    """
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if most == resource.RLIM_INFINITY:
        return _CONNECTIONS
    return max(1, min(_CONNECTIONS, (most - _OTHER_DESCRIPTORS) // _DESCRIPTORS))


def allow_connections(number: int) -> None:
    """Let this process have the descriptors for so many connections: a shell gives it 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _DESCRIPTORS * number + _OTHER_DESCRIPTORS
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class _ControlGroup:
    """What a unit of systemd or a container allows this process, of which the machine has more.

    Specification: https://docs.kernel.org/admin-guide/cgroup-v2.html.

    Attributes:
        memory: bytes.
        cores: processors.
    """

    def __init__(self, system: Path) -> None:
        """Read it; where nothing is told, all is allowed."""
        self.memory = self.cores = math.inf
        root = system / "sys" / "fs" / "cgroup"
        try:
            lines = (system / "proc" / "self" / "cgroup").read_text("utf-8").splitlines()
        except (OSError, ValueError):
            return
        own = next((line[3:].strip("/") for line in lines if line.startswith("0::")), None)
        if own is None:
            return
        group = root / own
        for each in (group, *group.parents):
            # A group is within those above it, and has no more than they have.
            memory, quota = _words(each / "memory.max"), _words(each / "cpu.max")
            if memory and memory[0].isdigit():
                self.memory = min(self.memory, int(memory[0]))
            if len(quota) == 2 and quota[0].isdigit():
                self.cores = min(self.cores, int(quota[0]) / int(quota[1]))
            if each == root:
                return


def _words(file: Path) -> list[str]:
    try:
        return file.read_text("utf-8").split()
    except (OSError, ValueError):
        return []


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _memory() -> float:
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (OSError, ValueError):
        return float(4 << 30)
