"""A process that loads a catalogue and evaluates questions about it, behind walls.

It talks over its standard input and output in messages: eight bytes of length, then JSON, where a
term is its N-Triples spelling; nothing in them can run where they are read. The first one says
what to load; each other one is a question, and is answered by one message, or by rows in several.
The process ends when its input does: with the one that started it, whatever ended that one.
"""

import json
import os
import struct
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from queue import SimpleQueue
from typing import IO, Any

from tressons_ld.files import walls
from tressons_ld.files.signals import leave_orders_to_the_parent
from tressons_ld.findings.errors import TressonsError
from tressons_ld.sparql.engine import load
from tressons_ld.sparql.results import (
    AskResult,
    GraphResult,
    Result,
    SelectResult,
)
from tressons_ld.sparql.tokens import refuse_the_word_service

_LENGTH = struct.Struct(">Q")
_ROWS = 1000


def write_frame(file: IO[bytes], content: bytes) -> None:
    """Write some bytes so that :func:`read_frame` gives them back."""
    file.write(_LENGTH.pack(len(content)))
    file.write(content)
    file.flush()


def read_frame(file: IO[bytes]) -> bytes:
    """Return the bytes of one call of :func:`write_frame`.

    Raises:
        EOFError: the process at the other end has gone.
    """
    (length,) = _LENGTH.unpack(_read(file, _LENGTH.size))
    return _read(file, length)


def _read(file: IO[bytes], length: int) -> bytes:
    content = file.read(length)
    if len(content) < length:
        raise EOFError
    return content


def write_message(file: IO[bytes], message: object) -> None:
    """Write a message, a value of JSON."""
    write_frame(file, json.dumps(message).encode("ascii"))


def main() -> None:
    """Be an evaluator, until the standard input ends."""
    leave_orders_to_the_parent()
    walls.heed_deadlines()
    walls.forbid_core_dumps()
    network = walls.deny_network()
    _open_standard_streams()
    frames = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    _silence(0, 1)
    waiting: SimpleQueue[bytes] = SimpleQueue()
    walls.start_deep(partial(_serve, waiting.get, partial(write_message, answers), network))
    try:
        while True:
            waiting.put(read_frame(frames))
    except EOFError:
        os._exit(0)


def _open_standard_streams() -> None:
    """Open those that were closed at the start: their numbers are given to nothing else."""
    while (null := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(null)


def _silence(*descriptors: int) -> None:
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in descriptors:
        os.dup2(null, descriptor)
    os.close(null)


def _serve(next_frame: Callable[[], bytes], send: Callable[[object], None], network: bool) -> None:
    """Load what is to be loaded, then answer questions; the process ends if that cannot go on."""
    try:
        order = json.loads(next_frame())
        source = next_frame() if order["path"] is None else Path(order["path"])
        try:
            evaluate = load(source, order["engine"], order["graphs"])
        except TressonsError as error:
            send(_error(error))
            return
        del source
        # What an engine says when it dies is told better by who waits for its answer.
        _silence(2)
        send(walls.Walls(network, walls.limit_memory(order["memory"])))
        while True:
            question, name, seconds = json.loads(next_frame())
            walls.set_deadline(seconds)
            try:
                if not network:
                    refuse_the_word_service(question, name)
                for message in _messages_of(evaluate(question, name)):
                    send(message)
            except TressonsError as error:
                send(_error(error))
            except MemoryError:
                # As an engine ends when it is refused memory.
                os.abort()
            walls.set_deadline(None)
    finally:
        os._exit(1)


def _error(error: TressonsError) -> list[str]:
    return ["error", type(error).__name__, error.code, *error.text]


def _messages_of(result: Result) -> Iterator[list[Any]]:
    if isinstance(result, AskResult):
        yield ["ask", result.answer]
        return
    rows: tuple[tuple[str | None, ...], ...]
    if isinstance(result, GraphResult):
        yield ["graph"]
        rows = result.triples
    else:
        yield ["select", result.variables]
        rows = result.rows
    for start in range(0, len(rows), _ROWS):
        yield ["rows", rows[start : start + _ROWS]]
    yield ["end"]


def result_of_messages(messages: Iterator[Any]) -> Result:
    """Return the answer that an evaluator sends in these messages."""
    kind, *head = next(messages)
    if kind == "ask":
        return AskResult(head[0])
    rows: list[tuple[Any, ...]] = []
    for part, *content in messages:
        if part == "end":
            break
        rows.extend(map(tuple, content[0]))
    if kind == "graph":
        return GraphResult(tuple(rows))
    return SelectResult(tuple(head[0]), tuple(rows))
