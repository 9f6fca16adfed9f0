"""How often each of any number of names comes, in bounded memory."""

from collections import Counter
from heapq import nsmallest

from tressons_ld.files.line_buckets import LineBuckets


class NameCounts:
    """Names, counted when they are asked for."""

    def __init__(self) -> None:
        """Begin without any name."""
        self._buckets = LineBuckets()

    def add(self, name: str) -> None:
        """Count a name once more; its tabs and line ends are spaces."""
        name = " ".join(name.split())
        self._buckets.add(name[:2], name)

    def most(self, number: int) -> list[tuple[str, int]]:
        """Return the names that come most often, with how often; of equals the first ones.

        Args:
            number: of names.
        """
        best: list[tuple[str, int]] = []
        for key in self._buckets:
            best += Counter(self._buckets.of(key)).items()
            best = nsmallest(number, best, key=lambda each: (-each[1], each[0]))
        return best
