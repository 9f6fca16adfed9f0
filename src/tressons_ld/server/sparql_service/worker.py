"""The process that evaluates the questions put to the endpoint, one after the other.

It is forked from :mod:`.forkserver`, opens the store read only, gives up what no question may have,
says which walls hold, and answers until its connection closes or somebody ends it. Time that
is over ends it by the system's own timer, whatever the front is doing.
"""

import json
import mmap
import os
import re
import select
import signal
import socket
import threading
import time
from collections.abc import Callable, Collection
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tressons_ld.files import walls
from tressons_ld.files.signals import leave_orders_to_the_parent
from tressons_ld.findings.errors import QueryError, TressonsError
from tressons_ld.rdf.formats import GRAPH_FORMATS, ROW_FORMATS, Format
from tressons_ld.server.sparql_service import frames
from tressons_ld.server.sparql_service.frames import WorkerRequest, WorkerWalls
from tressons_ld.sparql.answer_stream import (
    columns_in_order,
    kind_of,
    prefixes_of,
    write_answer,
)
from tressons_ld.sparql.published_store import open_store
from tressons_ld.sparql.query_dataset import Dataset, dataset_of, merged_store
from tressons_ld.sparql.syntax_errors import syntax_error
from tressons_ld.sparql.tokens import (
    FORMS,
    refuse_the_word_service,
    refuse_update,
    surface_of,
)

if TYPE_CHECKING:
    import pyoxigraph as ox

NAME = "SPARQL"
"""What a question is called in messages."""

_PIECE = 1 << 16
_TO_OPEN = 1 << 30
"""Bytes beside what a process has within which a store is opened: a damaged one would take all."""
_OPENING = 60.0
"""Seconds within which it is."""
_OF_THE_DISK = re.compile(r"Corruption|IO error")
"""How an engine begins that cannot read its files: no question makes it say so."""
_LOWEST = 19
_FORMATS = {each.media_type: each for each in (*ROW_FORMATS, *GRAPH_FORMATS)}


def run_worker(connection: socket.socket, order: dict[str, Any]) -> None:
    """Be a worker until the connection closes.

    Args:
        connection: to the front.
        order: ``database``, its path; ``memory``, bytes; ``overlapping``, graphs; ``probe``.
    """
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    leave_orders_to_the_parent()
    walls.heed_deadlines()
    walls.forbid_core_dumps()
    network = walls.deny_network()
    stack: list[int] = []
    ready = threading.Event()
    work = partial(_serve, connection, order, network, stack, ready)
    stack.append(walls.start_deep(work))
    ready.set()
    # When the front has gone, nobody else would end a question that still runs.
    poll = select.poll()
    poll.register(connection, 0)
    poll.poll()
    os._exit(0)


def _serve(
    connection: socket.socket,
    order: dict[str, Any],
    network: bool,
    stack: list[int],
    ready: threading.Event,
) -> None:
    try:
        ready.wait()
        file = connection.makefile("rb")
        # What an engine says when it dies is told better by who waits for its answer.
        _silence()
        walls.limit_memory(_TO_OPEN)
        walls.set_deadline(_OPENING)
        try:
            store = open_store(Path(order["database"]))
        except (OSError, RuntimeError, ValueError) as error:
            connection.sendall(frames.message(frames.ERROR, {"reason": str(error)}))
            return
        walls.set_deadline(None)
        memory = order["memory"] if walls.limit_memory(order["memory"]) else 0
        if memory and _can_have(memory):
            memory = 0
        proof = WorkerWalls(network, memory, stack[0], os.getpid(), threading.get_native_id())
        connection.sendall(
            frames.message(frames.WALLS, {n: getattr(proof, n) for n in proof.__slots__})
        )
        if order.get("probe"):
            _outlast_the_deadline()
        while head := file.read(frames.HEAD.size):
            _, length = frames.HEAD.unpack(head)
            request = WorkerRequest(*json.loads(file.read(length)))
            _answer(store, request, connection, network, order["overlapping"])
    except (MemoryError, RecursionError):
        # As an engine ends when it is refused memory.
        os.abort()
    finally:
        os._exit(1)


def _silence() -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in range(3):
        os.dup2(null, descriptor)
    os.close(null)


def _can_have(more: int) -> bool:
    """Return whether more memory than is allowed can be had."""
    try:
        mmap.mmap(-1, more + (1 << 20)).close()
    except (OSError, MemoryError, ValueError):
        return False
    return True


def _outlast_the_deadline() -> None:
    """Be as busy as can be: only the system's timer ends this."""
    walls.set_deadline(0.05)
    while True:
        pass


def _damaged(error: Exception) -> QueryError:
    return QueryError("service.store-damaged", reason=str(error))


def _answer(
    store: "ox.Store",
    request: WorkerRequest,
    connection: socket.socket,
    network: bool,
    overlapping: Collection[str] | None,
) -> None:
    """Send the answer to a request, or why there is none."""
    if request.slow:
        os.setpriority(os.PRIO_PROCESS, 0, _LOWEST)
    walls.set_deadline(request.seconds)
    before = time.thread_time()
    sender = _Sender(connection, request.seconds)
    try:
        _evaluate(store, request, sender, network, overlapping)
        sender.finish({"cpu": time.thread_time() - before})
    except TressonsError as error:
        sender.fail(_error(error))
    walls.set_deadline(None)


def _evaluate(
    store: "ox.Store",
    request: WorkerRequest,
    sender: "_Sender",
    network: bool,
    overlapping: Collection[str] | None,
) -> None:
    question = request.question
    surface = surface_of(question)
    refuse_update(surface, NAME)
    if "SERVICE" in surface.keywords:
        raise QueryError("service.other-server")
    if not network:
        refuse_the_word_service(question, NAME)
    dataset = Dataset(tuple(request.default), tuple(request.named))
    if not dataset and "FROM" in surface.keywords:
        dataset = dataset_of(surface, request.base)
    arguments: dict[str, Any] = {}
    asked = store
    answer = None
    try:
        if dataset:
            asked, arguments = merged_store(store, dataset, overlapping)
        ask: Callable[[str], Any] = partial(asked.query, base_iri=request.base, **arguments)
        answer = columns_in_order(ask, question, surface, ask(question))
        format = _format_for(answer, request)
        sender.head({"kind": kind_of(answer), "type": format.media_type})
        write_answer(answer, format, sender.write, prefixes_of(surface))
    except SyntaxError as error:
        if surface.first is None or surface.form is None and surface.first not in FORMS:
            raise QueryError("query.not-a-question", name=NAME) from None
        raise syntax_error(question, NAME, error.msg, request.base) from None
    except BrokenPipeError:
        os._exit(0)
    except OSError as error:
        if sender.sending:
            os._exit(0)
        if _OF_THE_DISK.match(str(error)):
            raise _damaged(error) from None
        # All else that reaches out of a store is SERVICE, which the walls have kept in.
        raise QueryError("service.other-server") from None
    except (RuntimeError, ValueError) as error:
        if _OF_THE_DISK.match(str(error)):
            raise _damaged(error) from None
        raise QueryError("query.not-evaluated", name=NAME, error=str(error)) from None
    finally:
        # The engine's iterators must end in this thread, before the next question.
        del answer


def _format_for(answer: Any, request: WorkerRequest) -> Format:
    media_type = request.graph if kind_of(answer) == "graph" else request.rows
    if media_type is None:
        kind = "graph" if kind_of(answer) == "graph" else "rows"
        known = GRAPH_FORMATS if kind == "graph" else ROW_FORMATS
        types = ", ".join(each.media_type for each in known)
        raise QueryError("service.not-acceptable", types=types)
    return _FORMATS[media_type]


def _error(error: TressonsError) -> dict[str, Any]:
    fields = {"code": error.code, "fr": error.text.fr, "en": error.text.en}
    places = {key: error.details[key] for key in ("line", "character") if key in error.details}
    return fields | places


class _Sender:
    """Sends an answer in frames; a small one at once."""

    def __init__(self, connection: socket.socket, seconds: float) -> None:
        self._connection, self._seconds = connection, seconds
        self._header = b""
        self._pieces: list[bytes] = []
        self._held = self._sent = 0
        self.sending = False

    def head(self, value: object) -> None:
        self._header = frames.message(frames.HEADER, value)

    def write(self, piece: bytes) -> None:
        self._pieces.append(bytes(piece))
        self._held += len(piece)
        if self._held >= _PIECE:
            self._flush(b"")
            walls.set_deadline(frames.allowance(self._seconds, self._sent))

    def finish(self, value: object) -> None:
        self._flush(frames.message(frames.END, value))

    def fail(self, value: object) -> None:
        self._pieces.clear()
        self._held, self._header = 0, b""
        self._flush(frames.message(frames.ERROR, value))

    def _flush(self, end: bytes) -> None:
        data = b"".join(self._pieces)
        self._pieces.clear()
        self._held = 0
        self._sent += len(data)
        self.sending = True
        self._connection.sendall(
            self._header + (frames.frame(frames.DATA, data) if data else b"") + end
        )
        self.sending = False
        self._header = b""
