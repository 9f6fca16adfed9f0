"""A file that grows at its end, out of texts and of runs of other files.

Runs are copied by the system where it can (``copy_file_range``): nothing passes through this
process, and file systems that share blocks copy nothing at all.
"""

import errno
import hashlib
import os
from collections.abc import Iterable
from io import FileIO
from pathlib import Path
from typing import IO, NamedTuple, Self

from tressons_ld.findings.errors import OutputError

_BLOCK = 1 << 20
_RUN = 1 << 26
"""Bytes that are copied at once: between two runs a copy may be stopped."""
_MOST_HELD = 1 << 23
"""Bytes that may wait in memory before they are written."""
_CANNOT_COPY = {errno.EXDEV, errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EPERM}
"""What a system says that cannot copy between these two files."""


class _Run(NamedTuple):
    """A run of bytes of an open file."""

    source: IO[bytes]
    offset: int
    length: int


class GrowingFile:
    """A new file, written from its beginning to its end.

    What follows an earlier version of it is only noted, and so are the few bytes between two runs
    of that: they are written when the file is ended, by whatever thread ends it.
    """

    def __init__(self, path: Path) -> None:
        """Create the file."""
        self._path, self._file = path, FileIO(path, "w+")
        self._added = self._length = self._held = 0
        self._noted: list[bytes | _Run] = []
        self._stopped = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        """Return the length of the file, in bytes."""
        return self._added

    def write(self, content: bytes) -> None:
        """Add bytes."""
        self._noted.append(content)
        self._added += len(content)
        self._held += len(content)
        if self._held > _MOST_HELD:
            self.end()

    def copy(self, source: IO[bytes], offset: int, length: int) -> None:
        """Add a run of bytes of a file that is open now and may soon have gone."""
        if any(isinstance(each, _Run) for each in self._noted):
            source.seek(offset)
            self.write(source.read(length))
            return
        self.end()
        self._added += length
        self._copy(_Run(source, offset, length))

    def follow(self, source: IO[bytes], offset: int, length: int, between: bytes) -> None:
        """Add ``between``, then a run of an earlier version of this file, open until the end.

        Runs that follow one another there, with ``between`` between them, are copied at once.
        """
        last = self._noted[-1] if self._noted else b""
        if isinstance(last, _Run) and last.source is source:
            reached = last.offset + last.length
            if reached + len(between) == offset:
                self._added += len(between) + length
                self._noted[-1] = last._replace(length=offset + length - last.offset)
                return
        self.write(between)
        self._added += length
        self._noted.append(_Run(source, offset, length))

    def replace_head(self, content: bytes) -> None:
        """Put other bytes in the place of the first ones."""
        first = self._noted[0] if self._noted and not self._length else b""
        if isinstance(first, bytes) and len(first) >= len(content):
            self._noted[0] = content + first[len(content) :]
            return
        self.end()
        _write_at(self._file, content, 0)

    def become(self, earlier: IO[bytes]) -> bool:
        """Become a link to its earlier version, if nothing differs; return whether it did."""
        runs = [each for each in self._noted if isinstance(each, _Run)]
        if self._length or len(runs) != 1 or runs[0].source is not earlier:
            return False
        place, (_, start, length) = self._noted.index(runs[0]), runs[0]
        head, tail = (_joined(each) for each in (self._noted[:place], self._noted[place + 1 :]))
        size = os.fstat(earlier.fileno()).st_size
        same = (
            (start, start + length + len(tail)) == (len(head), size)
            and head == _bytes_at(earlier, 0, start)
            and tail == _bytes_at(earlier, start + length, len(tail))
        )
        if not same:
            return False
        linked = self._path.with_name(f"{self._path.name}.linked")
        try:
            os.link(earlier.name, linked)
        except OSError:
            return False
        self._file.close()
        linked.replace(self._path)
        self._noted.clear()
        return True

    def end(self) -> None:
        """Write what is still to be written."""
        noted, self._noted, self._held = self._noted, [], 0
        for each in noted:
            if isinstance(each, bytes):
                _write_at(self._file, each, self._length)
                self._length += len(each)
            else:
                self._copy(each)

    def sha512(self) -> str:
        """Return the digest of the whole file, in hexadecimal."""
        self.end()
        digest, block = hashlib.sha512(), memoryview(bytearray(_BLOCK))
        self._file.seek(0)
        while not self._stopped and (length := self._file.readinto(block)):
            digest.update(block[:length])
        return digest.hexdigest()

    def stop(self) -> None:
        """Leave off whatever another thread is at: the file is of no more use."""
        self._stopped = True

    def _copy(self, run: _Run) -> None:
        source, offset, length = run
        while length and not self._stopped:
            copied = _copied(source, offset, self._file, self._length, min(length, _RUN))
            offset, length = offset + copied, length - copied
            self._length += copied


def _joined(noted: Iterable[bytes | _Run]) -> bytes:
    return b"".join(each for each in noted if isinstance(each, bytes))


def _bytes_at(source: IO[bytes], offset: int, length: int) -> bytes:
    source.seek(offset)
    return source.read(length)


def _write_at(file: FileIO, content: bytes, offset: int) -> None:
    file.seek(offset)
    left = memoryview(content)
    while left:
        left = left[file.write(left) :]


def _copied(source: IO[bytes], offset: int, target: FileIO, place: int, length: int) -> int:
    """Copy some of a run; return how many bytes.

    Raises:
        OutputError: the source ends before the run does: it was cut since it was opened.
    """
    if hasattr(os, "copy_file_range"):
        try:
            copied = os.copy_file_range(source.fileno(), target.fileno(), length, offset, place)
        except OSError as error:
            if error.errno not in _CANNOT_COPY:
                raise
        else:
            return copied or _ends_too_soon(source)
    source.seek(offset)
    block = source.read(min(length, _BLOCK))
    _write_at(target, block, place)
    return len(block) or _ends_too_soon(source)


def _ends_too_soon(source: IO[bytes]) -> int:
    raise OutputError("output.cut-meanwhile", file=source.name)
