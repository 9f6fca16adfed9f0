"""A file that can be read to its end: no pipe that nobody writes to, no device that never ends."""

import errno
import os
import stat
from pathlib import Path

LONGEST_LINE = 1 << 26
"""Bytes that a line of a file of the tool may have: a hole of many gigabytes is one."""


def regular_file(path: Path, most: int | None = None) -> Path:
    """Return the path of a file, links followed.

    Args:
        path: of the file.
        most: bytes that it may have.

    Raises:
        OSError: it is a folder (EISDIR), a pipe or a device (ENXIO), or larger (EFBIG).
    """
    status, code = path.stat(), 0
    if stat.S_ISDIR(status.st_mode):
        code = errno.EISDIR
    elif not stat.S_ISREG(status.st_mode):
        code = errno.ENXIO
    elif most is not None and status.st_size > most:
        code = errno.EFBIG
    if code:
        raise OSError(code, os.strerror(code), str(path))
    return path
