"""One request over HTTP to a stranger's server: nothing is followed, and the time is kept."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable
from typing import Any, TypeVar

_Result = TypeVar("_Result")

# Those of the standard library but for ftp:, file: and data:, and for redirects: whoever follows
# one takes the password of a request along to where nobody sent it.
_HANDLERS = (
    urllib.request.ProxyHandler,
    urllib.request.UnknownHandler,
    urllib.request.HTTPHandler,
    urllib.request.HTTPSHandler,
    urllib.request.HTTPDefaultErrorHandler,
    urllib.request.HTTPErrorProcessor,
)


def opened(request: urllib.request.Request, silence: float) -> Any:
    """Return what a server answers, its body to be read.

    Args:
        request: what is asked.
        silence: seconds that the server may keep silent.

    Raises:
        HTTPError: by its status it is another answer than the one asked for, a redirect too.
        OSError: there is none.
    """
    opener = urllib.request.OpenerDirector()
    for handler in _HANDLERS:
        opener.add_handler(handler())
    return opener.open(request, timeout=silence)


def in_time(seconds: float, work: Callable[[], _Result]) -> _Result:
    """Return what some work comes to, if it does so in time; what it raises is raised.

    A thread does it: a name that is never resolved, or headers that drip, cannot be broken off.

    Raises:
        TimeoutError: it does not.
    """
    done: list[_Result] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # noqa: BLE001 - who waits raises it
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not done:
        raise TimeoutError
    return done[0]
