"""What the front and a worker say to each other: a letter, four bytes of length, the content.

To a worker: a :class:`WorkerRequest`. From it: ``W`` its walls, once; then for each request ``H``
what the answer is, ``D`` a piece of it, as often as there are, ``Z`` that it is whole; or ``E`` an
error, at any time. All but ``D`` is JSON: nothing in it can run where it is read.
"""

import json
import struct
from dataclasses import dataclass
from typing import Any, NamedTuple

HEAD = struct.Struct(">cI")
WALLS, HEADER, DATA, END, ERROR = b"W", b"H", b"D", b"Z", b"E"
DELIVERY = 100_000
"""Bytes a second that a reader takes at least; for each so many, a question has a second more."""
_LONGEST = 10


def allowance(timeout: float, sent: int) -> float:
    """Return the seconds that a question may run whose reader has taken so many bytes.

    What computes and sends at once cannot be told from a large answer that is read: it goes on as
    long, behind all others.

    Args:
        timeout: seconds for one whose answer is small; ten times as many are the most.
        sent: bytes.
    """
    return min(timeout + sent / DELIVERY, timeout * _LONGEST)


def frame(letter: bytes, content: bytes) -> bytes:
    """Return a frame."""
    return HEAD.pack(letter, len(content)) + content


def message(letter: bytes, value: object) -> bytes:
    """Return a frame that holds a value of JSON."""
    return frame(letter, json.dumps(value).encode("ascii"))


class WorkerRequest(NamedTuple):
    """A question put to a worker.

    Attributes:
        question: its text.
        default: the graphs that make up the default graph, IRIs; with ``named`` empty: as the
            question says.
        named: the graphs that ``GRAPH`` reaches, IRIs.
        base: what relative IRIs are resolved against.
        rows: media type to write rows and yes or no in; None where none is acceptable.
        graph: media type to write statements in; None where none is acceptable.
        seconds: until the worker ends itself.
        slow: whether it is to give way to all others.
    """

    question: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    base: str
    rows: str | None
    graph: str | None
    seconds: float
    slow: bool = False


@dataclass(frozen=True, slots=True)
class WorkerWalls:
    """The walls around a worker, as it tried them.

    Attributes:
        network: no connection can be opened.
        memory: bytes that a question may take; 0 where the system does not hold it to them.
        stack: bytes of the stack of the thread that evaluates.
        pid: of its process.
        tid: of the thread that evaluates, as the system numbers it.
    """

    network: bool
    memory: int
    stack: int
    pid: int
    tid: int


def parsed(content: bytes) -> Any:
    """Return the value of JSON that a frame holds."""
    return json.loads(content)
