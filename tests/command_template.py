"""A Python that has imported what the commands need, and runs each of them in a fork of itself.

A test that starts ``tressons-ld`` waits for Python and some hundred modules every time. Here they
are imported once for all tests of a process, and the tool's own files, such as its shapes, read. A
command still has a process of its own, with the arguments, folder, environment, umask and streams
that it is given, and ends as any process does.

What Python reads when it starts (``PYTHON…``, ``LD_…``) can't be given to a fork: a template serves
the commands whose environment is its own in this.
"""

import atexit
import gc
import importlib
import json
import locale
import os
import pkgutil
import runpy
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

_READ_AT_START = ("PYTHON", "LD_")
_LONGEST_REQUEST = 1 << 20
_TESTS = Path(__file__).parent
_DAY = "2026-11-23"
_LIBRARIES = ("pyoxigraph", "pyshacl", "rdflib", "shacl")


class CommandTemplate:
    """A template that was started in some environment; it ends with this process."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * _LONGEST_REQUEST)
        self._turn = threading.Lock()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, __file__, str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
            )
        atexit.register(self._close)

    def _close(self) -> None:
        """End the template: nobody can ask it any more."""
        self._socket.close()
        self._process.wait()

    def run(
        self,
        arguments: Sequence[str],
        folder: Path | None,
        environment: Mapping[str, str],
        streams: Sequence[int],
    ) -> int:
        """Run a command to its end on these standard streams, and return its exit code.

        It is negative, the number of a signal, where a signal ended the command.
        """
        umask = os.umask(0)
        os.umask(umask)
        request = [list(arguments), str(folder or Path.cwd()), dict(environment), umask]
        with self._turn:
            socket.send_fds(self._socket, [json.dumps(request).encode()], list(streams))
            answer = self._socket.recv(16)
        assert answer, "the template of the commands has ended"
        return os.waitstatus_to_exitcode(int(answer))


def read_at_start(environment: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Return what of an environment Python reads when it starts: a fork of it comes too late."""
    return frozenset(item for item in environment.items() if item[0].startswith(_READ_AT_START))


def _serve(requests: socket.socket) -> None:
    """Run a command for each request, until nobody can ask any more."""
    while True:
        content, streams, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, 3)
        if not content:
            return
        command = os.fork()
        if command == 0:
            requests.close()
            _become(streams, *json.loads(content))
            try:
                runpy.run_module("tressons_ld", run_name="__main__", alter_sys=True)
            except SystemExit as end:
                _end(end)
            return
        for stream in streams:
            os.close(stream)
        requests.send(str(os.waitpid(command, 0)[1]).encode())


def _become(
    streams: list[int], arguments: list[str], folder: str, environment: dict[str, str], umask: int
) -> None:
    """Make of this process what the command would have been at its start."""
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.umask(umask)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    with suppress(locale.Error):
        locale.setlocale(locale.LC_CTYPE, "")
    sys.argv[1:] = arguments


def _end(end: SystemExit) -> NoReturn:
    """End as Python does, but for taking all modules down, which would copy all of the memory."""
    if not isinstance(end.code, int):
        raise end
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:
        raise end from None
    os._exit(end.code)


def _import_all() -> None:
    for name in _LIBRARIES:
        importlib.import_module(name)
    package = importlib.import_module("tressons_ld")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith(".__main__"):
            importlib.import_module(module.name)
    look = importlib.import_module("tressons_ld.catalogue.model").Look()
    templating = importlib.import_module("tressons_ld.site.templating")
    for name in templating.template_names():
        templating.layout_of(name.removesuffix(".html"), look)
    opened = importlib.import_module("tressons_ld.composition").open_folder
    publish = importlib.import_module("tressons_ld.publication.publish").publish
    with tempfile.TemporaryDirectory() as folder:
        catalogue = shutil.copytree(_TESTS / "catalogues" / "atelier", Path(folder) / "atelier")
        publish(opened(catalogue, date=_DAY), catalogue / "public", jobs=1)
    # A catalogue's own base makes other shapes of those of the tool.
    opened(_TESTS.parent, date=_DAY)


if __name__ == "__main__":
    _import_all()
    assert len(os.listdir("/proc/self/task")) == 1, "a thread would not survive a fork"
    gc.freeze()
    _serve(socket.socket(fileno=int(sys.argv[1])))
