"""Any number of numbers, filed under keys in the order in which they come, in bounded memory."""

from array import array
from collections.abc import Iterator

from tressons_ld.files.keyed_runs import KeyedRuns

MOST_HELD = 2_000_000
"""Bytes that are held in memory before they go to a temporary file."""

_SIZE = array("I").itemsize


class Postings:
    """Numbers below 2³² under keys, four bytes each."""

    def __init__(self) -> None:
        """Begin without any number."""
        self._runs = KeyedRuns(MOST_HELD)

    def add(self, key: str, number: int) -> None:
        """File a number under a key, after those that are there.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        self._runs.add(key, array("I", (number,)).tobytes())

    def count(self, key: str) -> int:
        """Return how many numbers are filed under a key."""
        return self._runs.size(key) // _SIZE

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, in the order in which they first came."""
        return iter(self._runs)

    def of(self, key: str) -> Iterator[int]:
        """Yield the numbers under a key; several readers may take turns."""
        for data in self._runs.of(key):
            yield from array("I", data)
