"""A small process that makes workers: it has loaded the engine, and forks itself.

It is single-threaded and holds no store, so that a worker is ready some 15 ms after it is ordered.
It talks with the front over one socket: an order is a line of JSON that comes with the worker's own
socket; it answers with lines ``{"pid": …}`` and, when a worker has ended, ``{"ended": …, "status":
…}``. It ends with the front.
"""

import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from tressons_ld.files.signals import leave_orders_to_the_parent
from tressons_ld.server.sparql_service.worker import run_worker

_LONGEST = 1 << 20


def main() -> None:
    """Be the forkserver, until the socket of the standard input closes."""
    # Loaded before anything is forked: each worker has it at once.
    import pyoxigraph  # noqa: F401

    leave_orders_to_the_parent()
    control = socket.socket(fileno=os.dup(0))
    wake, woken = os.pipe()
    os.set_blocking(woken, False)
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(woken, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    while True:
        watched: list[Any] = [control, wake]
        readable, _, _ = select.select(watched, [], [])
        if wake in readable:
            with suppress(BlockingIOError):
                os.read(wake, _LONGEST)
            _report_ended(control)
        if control in readable and not _fork(control):
            return


def _fork(control: socket.socket) -> bool:
    """Fork a worker by the order that has come; return whether there was one."""
    try:
        text, descriptors, _, _ = socket.recv_fds(control, _LONGEST, 1)
    except ConnectionError:
        return False
    if not text or not descriptors:
        return False
    while not text.endswith(b"\n"):
        text += control.recv(_LONGEST)
    pid = os.fork()
    if pid == 0:
        try:
            control.close()
            run_worker(socket.socket(fileno=descriptors[0]), json.loads(text))
        finally:
            os._exit(1)
    os.close(descriptors[0])
    _tell(control, {"pid": pid})
    return True


def _report_ended(control: socket.socket) -> None:
    with suppress(ChildProcessError):
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return
            _tell(control, {"ended": pid, "status": os.waitstatus_to_exitcode(status)})


def _tell(control: socket.socket, value: object) -> None:
    try:
        control.sendall(json.dumps(value).encode("ascii") + b"\n")
    except OSError:
        sys.exit(0)
