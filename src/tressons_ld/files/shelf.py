"""Any number of values in bounded memory: in a temporary file, in the order in which they come."""

import os
import pickle
import tempfile
import weakref
from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar, overload

from tressons_ld.findings.errors import OutputError

Value = TypeVar("Value")

_MOST_HELD = 100_000
"""Bytes that are held in memory before they go to the file."""


class Shelf(Sequence[Value]):
    """Values put away one after the other, and read again as often as one likes.

    The file has no name and goes with the program; each value takes eight bytes of memory. Forked
    processes may read.

    Raises:
        OutputError: there is no room left for temporary files.
    """

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self._file = tempfile.TemporaryFile(buffering=0)  # noqa: SIM115
        weakref.finalize(self, self._file.close)
        self._ends, self._held = array("Q", [0]), bytearray()
        for value in values:
            self.append(value)

    def append(self, value: Value) -> None:
        """Put a value away, after all others."""
        data = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._held += data
        self._ends.append(self._ends[-1] + len(data))
        if len(self._held) > _MOST_HELD:
            self._write()

    def __len__(self) -> int:
        """Return the number of values."""
        return len(self._ends) - 1

    def __iter__(self) -> Iterator[Value]:
        """Yield the values; several readers may take turns."""
        for start, end in pairwise(self._ends):
            yield self._read(start, end)

    @overload
    def __getitem__(self, place: int) -> Value: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Value]: ...
    def __getitem__(self, place: int | slice) -> Value | Sequence[Value]:
        """Return the value put at a place, from 0."""
        if isinstance(place, slice):
            return [self[each] for each in range(len(self))[place]]
        each = range(len(self))[place]
        return self._read(self._ends[each], self._ends[each + 1])

    def _read(self, start: int, end: int) -> Value:
        if self._held:
            self._write()
        # Written by this program a moment ago, into a file that has no name.
        value: Value = pickle.loads(os.pread(self._file.fileno(), end - start, start))
        return value

    def _write(self) -> None:
        """Write what is held, at its place: several processes that hold the same may."""
        data, place = memoryview(self._held), self._ends[-1] - len(self._held)
        try:
            while data:
                written = os.pwrite(self._file.fileno(), data, place)
                data, place = data[written:], place + written
        except OSError as error:
            raise OutputError("output.temporary-file", error=error) from error
        self._held = bytearray()
