"""Walls around a process that reads what a stranger wrote: network, memory, time, depth.

A scan of the text is a message, never a wall: an engine reads otherwise than any scan. So the
process gives up beforehand what no question may have, for good, and the system holds it to that.
Nothing here knows how the process was started or what store it holds.

Specifications: seccomp(2), prctl(2), setrlimit(2), mallopt(3), setitimer(2); the numbers are those
of ``linux/audit.h``, ``linux/filter.h``, ``linux/seccomp.h`` and the tables of system calls.
"""

import ctypes
import errno
import os
import signal
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple


class Walls(NamedTuple):
    """Which walls hold.

    Attributes:
        network: no connection can be opened.
        memory: no more memory can be had than was allowed.
    """

    network: bool
    memory: bool


# --- network --------------------------------------------------------------------------------------


class _Machine(NamedTuple):
    """What the kernel calls a machine, and the numbers of its system calls."""

    architecture: int
    socket: int
    connect: int
    io_uring_setup: int = 425
    """It opens connections too, without any of the others."""


_MACHINES = {
    "x86_64": _Machine(0xC000003E, socket=41, connect=42),
    "aarch64": _Machine(0xC00000B7, socket=198, connect=203),
}
# On x86_64 another table of the same calls begins here (x32).
_FIRST_OF_X32 = 0x40000000

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, _PR_SET_NO_NEW_PRIVS = 22, 2, 38
_ALLOWED = 0x7FFF0000
_REFUSED = 0x00050000 | errno.EPERM
_LOAD, _EQUAL, _AT_LEAST, _RETURN = 0x20, 0x15, 0x35, 0x06
_NUMBER, _ARCHITECTURE = 0, 4
_AF_INET, _AF_INET6, _AF_UNIX, _SOCK_STREAM = 2, 10, 1, 1


def deny_network() -> bool:
    """Return whether this process can open no connection any more, as was tried.

    It holds for this thread and those that it starts: to be called before there are others.
    Under Linux on x86_64 and aarch64 it does hold, where the kernel has seccomp.
    """
    machine = _MACHINES.get(os.uname().machine) if sys.platform == "linux" else None
    if machine is None:
        return False
    libc = ctypes.CDLL(None, use_errno=True)
    code = _filter(machine)
    program = _Program(len(code) // _INSTRUCTION.size, code)
    libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0)
    return not any(_opens(libc, family) for family in (_AF_INET, _AF_INET6, _AF_UNIX))


_INSTRUCTION = struct.Struct("HBBI")


class _Program(ctypes.Structure):
    """``struct sock_fprog``."""

    _fields_ = (("len", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def _filter(machine: _Machine) -> bytes:
    """Return the filter: each test that holds jumps to the refusal, at the end."""
    tests = [
        *((_EQUAL, number) for number in machine[1:]),
        *([(_AT_LEAST, _FIRST_OF_X32)] if machine is _MACHINES["x86_64"] else []),
    ]
    pack = _INSTRUCTION.pack
    return b"".join(
        (
            pack(_LOAD, 0, 0, _ARCHITECTURE),
            pack(_EQUAL, 0, len(tests) + 2, machine.architecture),
            pack(_LOAD, 0, 0, _NUMBER),
            *(pack(how, len(tests) - at, 0, what) for at, (how, what) in enumerate(tests)),
            pack(_RETURN, 0, 0, _ALLOWED),
            pack(_RETURN, 0, 0, _REFUSED),
        )
    )


def _opens(libc: ctypes.CDLL, family: int) -> bool:
    """Return whether a socket can be had, or is refused for another reason than the wall."""
    descriptor = libc.socket(family, _SOCK_STREAM, 0)
    if descriptor >= 0:
        os.close(descriptor)
        return True
    return ctypes.get_errno() != errno.EPERM


# --- memory ---------------------------------------------------------------------------------------


def limit_memory(more: int) -> bool:
    """Return whether this process can take no more than ``more`` bytes beside what it has.

    What is refused ends it (an engine aborts), or raises MemoryError in Python. Under Linux alone:
    elsewhere the limit can be set and is not kept.
    """
    if sys.platform != "linux":
        return False
    import resource

    _allocate_from_one_arena()
    try:
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        limit = pages * resource.getpagesize() + more
        if most != resource.RLIM_INFINITY:
            limit = min(limit, most)
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    except (OSError, ValueError):
        return False
    return True


_M_ARENA_MAX = -8
"""Number of the parameter in ``malloc.h``."""


def _allocate_from_one_arena() -> None:
    """Let the threads that start from now on share what memory is allocated from.

    The limit counts what is reserved, and glibc reserves 64 to 128 MiB for each thread that runs
    beside another: an engine that opens its files by many would be refused them by chance.
    """
    with suppress(AttributeError):
        # Another C library than glibc has no arenas.
        ctypes.CDLL(None).mallopt(_M_ARENA_MAX, 1)


def forbid_core_dumps() -> None:
    """Leave no image of the memory on the disk when this process is ended."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


# --- time -----------------------------------------------------------------------------------------


def heed_deadlines() -> None:
    """Let deadlines end this process, whatever it inherited; to be called by its main thread."""
    if sys.platform != "win32":
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, (signal.SIGALRM,))


def set_deadline(seconds: float | None) -> None:
    """End this process after so many seconds, unless another deadline is set before; None: never.

    The system does it, however busy the interpreter is, with nobody else alive to do it.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds or 0)


# --- depth ----------------------------------------------------------------------------------------

_STACKS = tuple(mebibytes << 20 for mebibytes in (512, 256, 128, 64, 16))
"""Bytes for the calls of an engine, which reads a nested text by recursion and without a guard.

Memory is taken where it is touched only; in the largest one, 20 000 levels of any kind have room.
"""


def start_deep(work: Callable[[], None]) -> int:
    """Start a thread with the largest stack that can be had; return its bytes.

    Raises:
        RuntimeError: no thread can be had.
    """
    usual = threading.stack_size()
    try:
        for size in _STACKS:
            threading.stack_size(size)
            try:
                threading.Thread(target=work, daemon=True).start()
            except (RuntimeError, MemoryError):
                if size == _STACKS[-1]:
                    raise
            else:
                return size
        raise AssertionError
    finally:
        threading.stack_size(usual)
