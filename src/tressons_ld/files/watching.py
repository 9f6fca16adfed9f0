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


def stamps(folders: Sequence[Path]) -> Stamps:
    """Return the time and the size of each file of some folders, by its path.

    Those that begin with a dot or a tilde are left out: editors and spreadsheets lock files so.
    """
    return {path: stamp for folder in folders for path, stamp in _of_folder(folder)}


def _of_folder(folder: Path) -> Iterator[tuple[str, tuple[int, int]]]:
    for root, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if not name.startswith((".", "~")):
                path = os.path.join(root, name)
                # A program that saves may take a file away for a moment.
                with suppress(OSError):
                    status = os.stat(path)
                    yield path, (status.st_mtime_ns, status.st_size)


def wait_for_change(
    folders: Sequence[Path], before: Stamps, sleep: Callable[[float], None] = time.sleep
) -> None:
    """Return once a file has come, gone or changed, and nothing changes any more.

    Args:
        folders: where files are looked at.
        before: their stamps, as they were read.
        sleep: waits so many seconds.
    """
    last = before
    while True:
        sleep(INTERVAL)
        now = stamps(folders)
        if now == last != before:
            return
        last = now
