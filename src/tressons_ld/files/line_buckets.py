"""Any number of lines, filed under keys in the order in which they come, in bounded memory."""

import tempfile
import weakref
from collections.abc import Iterator

from tressons_ld.findings.errors import OutputError

MOST_HELD = 4_000_000
"""Bytes that are held in memory before they go to a temporary file."""


class LineBuckets:
    """Lines under a few hundred keys; what is held of each key goes to a file in runs.

    The file has no name and goes with the program.
    """

    def __init__(self) -> None:
        """Begin without any line."""
        # As bytes: a text of ten letters takes six times as many.
        self._held: dict[str, bytearray] = {}
        self._size = 0
        self._runs: dict[str, list[tuple[int, int]]] = {}
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        weakref.finalize(self, self._file.close)

    def add(self, key: str, line: str) -> None:
        """File a line, which holds no line end, under a key.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        held = self._held.get(key)
        if held is None:
            held = self._held[key] = bytearray()
        data = line.encode() + b"\n"
        held += data
        self._size += len(data)
        if self._size >= MOST_HELD:
            self._spill()

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, sorted."""
        return iter(sorted(self._held.keys() | self._runs.keys()))

    def of(self, key: str) -> Iterator[str]:
        """Yield the lines under a key."""
        for start, length in self._runs.get(key, ()):
            self._file.seek(start)
            yield from _lines(self._file.read(length))
        yield from _lines(self._held.get(key, b""))

    def _spill(self) -> None:
        try:
            at = self._file.seek(0, 2)
            for key, data in self._held.items():
                self._file.write(data)
                self._runs.setdefault(key, []).append((at, len(data)))
                at += len(data)
        except OSError as error:
            raise OutputError("output.temporary-file", error=error) from error
        self._held.clear()
        self._size = 0


def _lines(data: bytes | bytearray) -> list[str]:
    return data.decode().split("\n")[:-1]
