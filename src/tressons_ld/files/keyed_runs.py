"""Any number of bytes, filed under keys in the order in which they come, in bounded memory."""

import os
import tempfile
import weakref
from collections.abc import Iterator

from tressons_ld.findings.errors import OutputError


class KeyedRuns:
    """Bytes under keys; what is held of each key goes to a file in runs.

    The file has no name and goes with the program. Keys are held, with some fifty bytes for each
    run.
    """

    def __init__(self, most_held: int) -> None:
        """Begin without any bytes.

        Args:
            most_held: bytes that are held in memory before they go to a temporary file.
        """
        self._most_held = most_held
        # As bytes: a text of ten letters takes six times as many.
        self._held: dict[str, bytearray] = {}
        self._held_size = 0
        self._runs: dict[str, list[tuple[int, int]]] = {}
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._file.close)

    def add(self, key: str, data: bytes) -> None:
        """File bytes under a key, after those that are there.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = bytearray()
            self._runs.setdefault(key, [])
        held += data
        self._held_size += len(data)
        if self._held_size >= self._most_held:
            self._spill()

    def size(self, key: str) -> int:
        """Return how many bytes are filed under a key."""
        written = sum(length for _, length in self._runs.get(key, ()))
        return written + len(self._held.get(key, b""))

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order in which they first came."""
        return iter(self._runs)

    def of(self, key: str) -> Iterator[bytes]:
        """Yield the bytes under a key, in pieces that were added whole.

        Readers may take turns, and read in forked processes.
        """
        for start, length in self._runs.get(key, ()):
            yield os.pread(self._file.fileno(), length, start)
        yield bytes(self._held.get(key, b""))

    def _spill(self) -> None:
        try:
            at = self._file.seek(0, 2)
            for key, data in self._held.items():
                self._file.write(data)
                self._runs[key].append((at, len(data)))
                at += len(data)
            self._file.flush()
        except OSError as error:
            raise OutputError("output.temporary-file", error=error) from error
        self._held.clear()
        self._held_size = 0
