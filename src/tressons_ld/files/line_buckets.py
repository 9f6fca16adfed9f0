"""Any number of lines, filed under keys in the order in which they come, in bounded memory."""

from collections.abc import Iterator

from tressons_ld.files.keyed_runs import KeyedRuns

MOST_HELD = 4_000_000
"""Bytes that are held in memory before they go to a temporary file."""


class LineBuckets:
    """Lines under a few hundred keys."""

    def __init__(self) -> None:
        """Begin without any line."""
        self._runs = KeyedRuns(MOST_HELD)

    def add(self, key: str, line: str) -> None:
        """File a line, which holds no line end, under a key.

        Raises:
            OutputError: there is no room left for temporary files.
        """
        self._runs.add(key, line.encode() + b"\n")

    def __iter__(self) -> Iterator[str]:
        """Yield the keys, sorted."""
        return iter(sorted(self._runs))

    def of(self, key: str) -> Iterator[str]:
        """Yield the lines under a key."""
        for data in self._runs.of(key):
            yield from data.decode().split("\n")[:-1]
