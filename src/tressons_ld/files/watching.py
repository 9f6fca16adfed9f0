"""Waiting until a file of some folders is saved."""

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

INTERVAL = 0.5
"""Seconds between two looks."""

Stamps: TypeAlias = dict[str, tuple[int, int]]


def stamps(places: Sequence[Path]) -> Stamps:
    """Return the time and the size of each file of some folders, or of a file, by its path.

    Those that editors and spreadsheets put beside a file are left out: locks, drafts and copies,
    which begin with a dot, a tilde or a hash sign, or end in a tilde.
    """
    return {path: stamp for place in places for path, stamp in _of_place(place)}


def _of_place(place: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    if not place.is_dir():
        yield from _of_file(os.fspath(place))
    for root, folders, names in os.walk(place):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", "~", "#")) and not name.endswith("~"):
                yield from _of_file(os.path.join(root, name))


def _of_file(path: str) -> Iterator[tuple[str, tuple[int, int]]]:
    # A program that saves may take a file away for a moment.
    with suppress(OSError):
        status = os.stat(path)
        yield path, (status.st_mtime_ns, status.st_size)


def wait_for_change(
    places: Sequence[Path], before: Stamps, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Return once a file has come, gone or changed, and nothing changes any more.

    Args:
        places: where files are looked at.
        before: their stamps, as they were read.
        sleep: waits so many seconds.
    """
    last = before
    while True:
        sleep(INTERVAL)
        now = stamps(places)
        if now == last != before:
            return
        last = now
