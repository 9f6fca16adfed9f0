"""Any number of numbers, filed under keys in the order in which they come, in bounded memory."""

import tempfile
import weakref
from array import array
from collections.abc import Iterator

from tressons_ld.findings.errors import OutputError

MOST_HELD = 500_000
"""Numbers that are held in memory, four bytes each, before they go to a temporary file."""


class Postings:
    """Numbers below 2³² under keys; what is held of each key goes to a file in runs.

    The file has no name and goes with the program. Keys are held, with sixteen bytes for each run.
    """

    def __init__(self) -> None:
        """Begin without any number, and without any file."""
        self._held: dict[str, array[int]] = {}
        self._number = 0
        self._runs: dict[str, list[tuple[int, int]]] = {}
        self._counts: dict[str, int] = {}
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._file.close)

    def add(self, key: str, number: int) -> None:
        """File a number under a key, after those that are there.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = array("I")
        held.append(number)
        self._counts[key] = self._counts.get(key, 0) + 1
        self._number += 1
        if self._number >= MOST_HELD:
            self._spill()

    def count(self, key: str) -> int:
        """Return how many numbers are filed under a key."""
        return self._counts.get(key, 0)

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order in which they first came."""
        return iter(self._counts)

    def of(self, key: str) -> Iterator[int]:
        """Yield the numbers under a key; several readers may take turns."""
        for start, length in self._runs.get(key, ()):
            self._file.seek(start)
            run = array("I")
            run.frombytes(self._file.read(length))
            yield from run
        yield from self._held.get(key, ())

    def _spill(self) -> None:
        try:
            at = self._file.seek(0, 2)
            for key, held in self._held.items():
                data = held.tobytes()
                self._file.write(data)
                self._runs.setdefault(key, []).append((at, len(data)))
                at += len(data)
        except OSError as error:
            raise OutputError("output.temporary-file", error=error) from error
        self._held.clear()
        self._number = 0
