"""A catalogue loaded once and asked questions, in a process that cannot harm this one.

No question is read by an engine in the process of the user: neither its evaluation nor the search
for its error of syntax. See :mod:`tressons_ld.sparql.evaluator`.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import weakref
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, Any, TypeAlias, cast

from tressons_ld.files.signals import undelivered
from tressons_ld.files.walls import Walls
from tressons_ld.findings.errors import FolderError, QueryError, TressonsError, reason_of
from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import Triple
from tressons_ld.sparql.engine import EngineName
from tressons_ld.sparql.evaluator import (
    read_frame,
    result_of_messages,
    write_frame,
    write_message,
)
from tressons_ld.sparql.results import TIMEOUT, Result
from tressons_ld.sparql.tokens import refuse_here, surface_of

Source: TypeAlias = Path | Iterable[Triple]

MEMORY = 2 << 30
"""Bytes that a question may take with its answer, beside the loaded catalogue."""


class Store:
    """A catalogue loaded once, to be asked many questions, one after the other.

    The default graph is all the statements, each once, whatever graphs they stand in; ``GRAPH``
    reaches the named ones of an ``.nq`` file, or of the one in a published folder.

    A question that is ended takes its process with it; the next one loads the source again.
    """

    def __init__(
        self,
        source: Source,
        *,
        engine: EngineName = "pyoxigraph",
        graphs: bool = True,
        timeout: float | None = TIMEOUT,
        memory: int = MEMORY,
    ) -> None:
        """Load the source.

        Args:
            source: a published folder, an RDF file (``.gz`` too), or triples.
            engine: ``pyoxigraph`` or ``rdflib``.
            graphs: whether a question may name graphs; without, it loads faster.
            timeout: seconds that a question may take, loading apart; None for any number.
            memory: bytes that a question may take with its answer, beside the loaded source;
                kept under Linux alone.

        Raises:
            FolderError: the source is missing or cannot be read.
            QueryError: no process can be started, or it ended while it loaded.
            ValueError: this timeout is no time to wait.
        """
        if timeout is not None and not 0 < timeout <= threading.TIMEOUT_MAX:
            raise ValueError(f"timeout={timeout}")
        statements = (
            source
            if isinstance(source, Path)
            else "".join(f"{s} {p} {o} .\n" for s, p, o in source).encode()
        )
        self._order = _Order(statements, engine, graphs, memory)
        self._timeout = timeout
        self._turn = threading.Lock()
        self._evaluator = _Evaluator(self._order)

    def run(self, question: str, *, name: str = "question") -> Result:
        """Return the answer to a question.

        Args:
            question: SPARQL 1.1, a query and no update.
            name: what to call the question in messages, its file.

        Raises:
            QueryError: the question has an error of syntax, is an update, asks another server,
                cannot be evaluated, or takes too much time or memory.
            FolderError: the source had to be loaded again, and cannot be any more.
        """
        refuse_here(surface_of(question), name)
        with self._turn:
            if not self._evaluator.alive:
                self._evaluator = _Evaluator(self._order)
            return self._evaluator.answer(question, name, self._timeout)

    @property
    def walls(self) -> Walls:
        """The walls that hold around the engine on this system."""
        return self._evaluator.walls

    def close(self) -> None:
        """End the process of the engine; the next question would start another one."""
        self._evaluator.close()

    def __enter__(self) -> Store:
        """Return the store, closed at the end."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the store."""
        self.close()


def run(
    question: str,
    source: Source,
    *,
    name: str = "question",
    engine: EngineName = "pyoxigraph",
    timeout: float | None = TIMEOUT,
) -> Result:
    """Return the answer of a source to one question (see :class:`Store`).

    Raises:
        QueryError: the question cannot be run, or takes too much time or memory.
        FolderError: the source is missing or cannot be read.
    """
    surface = surface_of(question)
    refuse_here(surface, name)
    graphs = bool(surface.keywords & {"GRAPH", "FROM"})
    with Store(source, engine=engine, graphs=graphs, timeout=timeout) as store:
        return store.run(question, name=name)


# --- the process of the engine --------------------------------------------------------------------

# What is imported is what the caller would import: nothing from the folder that a command runs in.
_PROGRAM = """
import sys
sys.path[:] = sys.argv[1:]
from tressons_ld.sparql.evaluator import main
main()
"""

_GRACE = 1.0
"""Seconds by which the evaluator would outlive the time limit, were nobody left to keep it."""


class _Order:
    """What an evaluator is to load, as often as one has to be started."""

    def __init__(self, source: Path | bytes, engine: EngineName, graphs: bool, memory: int) -> None:
        self.source = source
        self.memory = memory
        self.settings = {"engine": engine, "graphs": graphs, "memory": memory}
        # A relative path is one from where the store was made, wherever this process goes later.
        relative = isinstance(source, Path) and not source.is_absolute()
        self.folder = os.getcwd() if relative else None

    def send(self, file: IO[bytes]) -> None:
        """Write the order to an evaluator."""
        path = str(self.source) if isinstance(self.source, Path) else None
        write_message(file, {"path": path, **self.settings})
        if isinstance(self.source, bytes):
            write_frame(file, self.source)


class _Evaluator:
    """One process of :mod:`tressons_ld.sparql.evaluator`, from its start to its end.

    Attributes:
        close: ends it, at the latest when this object or this process ends.
        walls: those that hold around it.
    """

    def __init__(self, order: _Order) -> None:
        try:
            # No order to end reaches it before it leaves them to this process.
            with undelivered():
                self._process = subprocess.Popen(
                    [sys.executable, "-c", _PROGRAM, *sys.path],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    cwd=order.folder,
                )
        except OSError as error:
            reason = reason_of(error)
            raise QueryError("query.no-process", reason=reason) from None
        self._owner = os.getpid()
        self._memory = order.memory
        self.close = weakref.finalize(self, _end, self._process, self._owner)
        try:
            order.send(self._input)
            self.walls = Walls(*next(self._messages()))
        except (EOFError, OSError):
            how = self._exit_status()
            raise QueryError("query.loading-ended", how=how) from None
        except BaseException:
            self.close()
            raise

    @property
    def alive(self) -> bool:
        """Whether this process can ask it a question."""
        return self.close.alive and self._owner == os.getpid() and self._process.poll() is None

    def answer(self, question: str, name: str, timeout: float | None) -> Result:
        """Return the answer to a question (see :meth:`Store.run`)."""
        backstop = None if timeout is None else timeout + _GRACE
        with self._ended_after(timeout) as over:
            try:
                write_message(self._input, (question, name, backstop))
                return result_of_messages(self._messages())
            except TressonsError:
                raise
            except (EOFError, OSError):
                raise self._death(name, timeout, over.is_set()) from None
            except BaseException:
                # What it still says would be taken for the answer to the next question.
                self.close()
                raise

    @property
    def _input(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    def _messages(self) -> Iterator[Any]:
        """Yield what it sends; what is wrong is raised."""
        assert self._process.stdout is not None
        while True:
            message = json.loads(read_frame(self._process.stdout))
            if message[0] == "error":
                _, kind, code, *sentences = message
                error = _ERRORS.get(kind, QueryError)(code)
                error.text = Text(*sentences)
                raise error
            yield message

    @contextmanager
    def _ended_after(self, seconds: float | None) -> Iterator[threading.Event]:
        """End the process after so many seconds, unless this block is left before."""
        over = threading.Event()
        if seconds is None:
            yield over
            return

        def end() -> None:
            over.set()
            self._process.kill()

        timer = threading.Timer(seconds, end)
        timer.daemon = True
        timer.start()
        try:
            yield over
        finally:
            timer.cancel()
            timer.join()
            if over.is_set():
                self._process.wait()

    def _exit_status(self) -> str:
        """Return how it ended, in a word that both languages have."""
        status = self._process.wait()
        if status >= 0:
            return f"exit {status}"
        with suppress(ValueError):
            return signal.Signals(-status).name
        return f"signal {-status}"

    def _death(self, name: str, timeout: float | None, over: bool) -> QueryError:
        """Return the error for a question during which the process ended.

        Args:
            name: of the question.
            timeout: the limit of its time.
            over: whether this process has ended it, for that.
        """
        how = self._exit_status()
        if over or how == "SIGALRM":
            seconds = f"{timeout:g}"
            return QueryError("query.timed-out", name=name, seconds=seconds)
        if how == "SIGABRT":
            limit = f"{self._memory / (1 << 30):.3g}"
            return QueryError("query.too-large", name=name, limit=limit)
        return QueryError("query.process-ended", name=name, how=how)


_ERRORS: dict[str, type[TressonsError]] = {"FolderError": FolderError}


def _end(process: subprocess.Popen[bytes], owner: int) -> None:
    """End an evaluator, unless it is that of another process which this one was forked from."""
    if os.getpid() != owner:
        return
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        # What was not written yet has no reader any more.
        with suppress(OSError):
            cast(IO[bytes], pipe).close()
