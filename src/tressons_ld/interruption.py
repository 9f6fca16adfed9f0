"""When Ctrl-C takes effect: not in the midst of what has to be done whole.

A pool of the standard library takes locks that an exception in their midst leaves locked, and
starts processes that it leaves unknown: whoever waits for it then waits for ever.
"""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def undisturbed() -> Iterator[None]:
    """Ignore Ctrl-C while several files take their places: they all do."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before or signal.SIG_DFL)


@contextmanager
def put_off() -> Iterator[Callable[[], None]]:
    """Put Ctrl-C off; give the function that lets it through, to be called where it does no harm.

    At the end it is let through if it was not before.

    Raises:
        KeyboardInterrupt: from the function given, or at the end.
    """
    before = signal.getsignal(signal.SIGINT)
    if threading.current_thread() is not threading.main_thread() or not callable(before):
        yield nothing_is_due
        return
    asked: list[FrameType | None] = []

    def note(_number: int, frame: FrameType | None) -> None:
        asked.append(frame)

    def let_through() -> None:
        if asked:
            before(signal.SIGINT, asked.pop())

    signal.signal(signal.SIGINT, note)
    try:
        yield let_through
    finally:
        signal.signal(signal.SIGINT, before)
        let_through()


def nothing_is_due() -> None:
    """Let nothing through: nothing is put off."""
