"""When Ctrl-C takes effect: not in the midst of what has to be done whole.

An exception in the midst of starting or ending a process leaves one that nobody knows, and in the
midst of a pool of threads it leaves locks locked: whoever waits for them waits for ever.

A supervisor that ends the program (SIGTERM) and a terminal that is closed (SIGHUP) are heeded as
Ctrl-C is: what was begun is removed, and no process is left behind.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

ORDERS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)
)
"""The signals that order the program to end."""


class EndOrder(KeyboardInterrupt):
    """Somebody else than the person at the keyboard ended the program.

    Attributes:
        number: by which signal.
    """

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


def signal_of(order: BaseException | None) -> int:
    """Return the signal that ended the program: that of Ctrl-C unless another is known."""
    return order.number if isinstance(order, EndOrder) else signal.SIGINT


def heed_all_orders() -> None:
    """From now on, end in good order whoever orders it, unless an order is ignored already."""
    if not _in_main_thread():
        return
    for number in ORDERS:
        if signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)


def ignore_all_orders() -> None:
    """From now on, end when there is nothing left to do, and not before."""
    if _in_main_thread():
        for number in ORDERS:
            signal.signal(number, signal.SIG_IGN)


def _end(number: int, _frame: FrameType | None) -> None:
    raise EndOrder(number)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignore Ctrl-C while several files take their places: they all do."""
    if not _in_main_thread():
        yield
        return
    before = {number: signal.signal(number, signal.SIG_IGN) for number in ORDERS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)


@contextmanager
def put_off() -> Iterator[Callable[[], None]]:
    """Put Ctrl-C off; give the function that lets it through, to be called where it does no harm.

    At the end it is let through if it was not before.

    Raises:
        KeyboardInterrupt: from the function given, or at the end.
    """
    before = {number: signal.getsignal(number) for number in ORDERS}
    handlers = {number: each for number, each in before.items() if callable(each)}
    if not _in_main_thread() or not handlers:
        yield lambda: None
        return
    asked: list[tuple[int, FrameType | None]] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append((number, frame))

    def let_through() -> None:
        if asked:
            number, frame = asked[0]
            asked.clear()
            handlers[number](number, frame)

    try:
        for number in handlers:
            signal.signal(number, note)
        yield let_through
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
        let_through()


@contextmanager
def undelivered() -> Iterator[None]:
    """Hold back all orders, from the processes too that are started meanwhile.

    A process that has only begun to start cannot yet heed or ignore any.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ORDERS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_orders_to_the_parent() -> None:
    """Ignore Ctrl-C in a process that another one ends, and let that one end it."""
    for number in ORDERS:
        ended = signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN
        signal.signal(number, ended)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ORDERS)


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
