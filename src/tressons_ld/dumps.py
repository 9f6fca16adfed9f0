"""A file that grows at its end, out of texts and of runs of other files.

Runs are copied by the system where it can (``copy_file_range``): nothing passes through this
process, and file systems that share blocks copy nothing at all.
"""

import errno
import os
from io import FileIO
from pathlib import Path
from typing import IO, Self

_BLOCK = 1 << 20
_CANNOT_COPY = {errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
"""What a system says that cannot copy between these two files."""


class Dump:
    """A new file, written from its beginning to its end."""

    def __init__(self, path: Path) -> None:
        """Create the file."""
        self._file = FileIO(path, "w")
        self._length = 0
        self._source: IO[bytes] | None = None
        self._from = self._to = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        """Return the length of the file, in bytes."""
        return self._length + self._to - self._from

    def write(self, content: bytes) -> None:
        """Add bytes."""
        self._flush()
        self._write(content)

    def copy(self, source: IO[bytes], offset: int, length: int) -> None:
        """Add a run of bytes of an open file."""
        self._flush()
        self._copy(source, offset, length)

    def follow(self, source: IO[bytes], offset: int, length: int, between: bytes) -> None:
        """Add ``between``, then a run of an earlier version of this file.

        Runs that follow one another there, with ``between`` between them, are copied at once; the
        source stays open until something else is added.
        """
        if self._source is source and self._to + len(between) == offset:
            self._to = offset + length
            return
        self._flush()
        self._write(between)
        self._source, self._from, self._to = source, offset, offset + length

    def replace_head(self, content: bytes) -> None:
        """Write other bytes over the first ones."""
        self._flush()
        _write_at(self._file, content, 0)

    def end(self) -> None:
        """Write what is still to be written."""
        self._flush()

    def _flush(self) -> None:
        source, offset, length = self._source, self._from, self._to - self._from
        self._source, self._from, self._to = None, 0, 0
        if source is not None:
            self._copy(source, offset, length)

    def _write(self, content: bytes) -> None:
        _write_at(self._file, content, self._length)
        self._length += len(content)

    def _copy(self, source: IO[bytes], offset: int, length: int) -> None:
        while length:
            copied = _copied(source, offset, self._file, self._length, length)
            offset, length = offset + copied, length - copied
            self._length += copied


def _write_at(file: FileIO, content: bytes, offset: int) -> None:
    file.seek(offset)
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def _copied(source: IO[bytes], offset: int, target: FileIO, place: int, length: int) -> int:
    """Copy some of a run; return how many bytes.

    Raises:
        EOFError: the source ends before the run does.
    """
    if hasattr(os, "copy_file_range"):
        try:
            copied = os.copy_file_range(source.fileno(), target.fileno(), length, offset, place)
        except OSError as error:
            if error.errno not in _CANNOT_COPY:
                raise
        else:
            return copied or _ends_too_soon()
    source.seek(offset)
    block = source.read(min(length, _BLOCK))
    _write_at(target, block, place)
    return len(block) or _ends_too_soon()


def _ends_too_soon() -> int:
    raise EOFError("the earlier file ends too soon")
