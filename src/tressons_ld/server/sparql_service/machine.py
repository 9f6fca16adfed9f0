"""How many workers a machine has room for, and what each may take."""

from __future__ import annotations

import os
from dataclasses import dataclass

_MEMORY = 512 << 20
_LEAST_MEMORY = 128 << 20
_SHARE = 0.6
"""Part of the memory that all workers together may take."""


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
    connections: int = 4000
    idle: float = 30.0


def limits_of_this_machine(timeout: float) -> ServiceLimits:
    """Return the limits that suit the processors and the memory of this machine.

    Args:
        timeout: seconds that a question may run.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    cores = cores or 1
    fast, slow = max(2, min(cores, 8)), max(2, min(cores * 2, 8))
    each = _memory() * _SHARE / (fast + slow + 1)
    return ServiceLimits(
        fast=fast,
        slow=slow,
        slow_per_client=max(1, slow - 1),
        memory=int(max(_LEAST_MEMORY, min(_MEMORY, each))),
        timeout=timeout,
    )


def _memory() -> float:
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (OSError, ValueError):
        return float(4 << 30)
