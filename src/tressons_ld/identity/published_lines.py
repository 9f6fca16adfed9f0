"""The lines of the lock file that a publication was made with, by 32 bits of the id of each.

The lock file loses no line, so each of them stands in it still: one that was emptied, cut or badly
merged is known by them. Of a million lines that have gone, a few hundred go unnoticed.
"""

import base64
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from heapq import merge

from tressons_ld.catalogue.hashes import hash_of


class PublishedLines:
    """Lines as 32 bits each, in ascending order: 4 bytes a line."""

    def __init__(self, bits: "array[int]") -> None:
        """Take the bits of all lines, in ascending order."""
        self._bits = bits

    @classmethod
    def of(
        cls, hashes: "array[int]", addresses: Iterable[tuple[str, str]] = ()
    ) -> "PublishedLines":
        """Return the lines of some things and addresses.

        Args:
            hashes: of the ids of things (:func:`catalogue.hashes.hash_of`), in ascending order.
            addresses: ``base_iri`` or ``site_url``, and what it was.
        """
        # The upper half of each number: every other one, where two stand for one.
        halves = array("I", hashes.tobytes())
        things = cls(halves[1 if sys.byteorder == "little" else 0 :: 2])
        return things.with_others((), addresses)

    @classmethod
    def from_text(cls, text: str) -> "PublishedLines":
        """Return what :meth:`__str__` wrote.

        Raises:
            ValueError: it wrote no such text.
        """
        return cls(_turned(array("I", base64.b64decode(text, validate=True))))

    def __str__(self) -> str:
        """Return them as ASCII: 16 characters for three lines."""
        return base64.b64encode(_turned(self._bits).tobytes()).decode("ascii")

    def __len__(self) -> int:
        """Return their number."""
        return len(self._bits)

    def __contains__(self, id: str) -> bool:
        """Return whether the line of a thing is among them."""
        bits = hash_of(id) >> 32
        place = bisect_left(self._bits, bits)
        return place < len(self) and self._bits[place] == bits

    def with_others(
        self, hashes: Iterable[int], addresses: Iterable[tuple[str, str]]
    ) -> "PublishedLines":
        """Return them with the lines of other things and addresses."""
        named = (hash_of(f"{name} {address}") for name, address in addresses)
        others = sorted(number >> 32 for number in (*hashes, *named))
        return PublishedLines(array("I", merge(self._bits, others))) if others else self

    def missing_from(self, others: "PublishedLines") -> int:
        """Return how many of them are not among others."""
        if self._bits == others._bits:
            return 0
        return sum(1 for _ in self._not_in(others))

    def _not_in(self, others: "PublishedLines") -> Iterator[int]:
        rest = iter(others._bits)
        other = next(rest, None)
        for bits in self._bits:
            while other is not None and other < bits:
                other = next(rest, None)
            if other != bits:
                yield bits


def _turned(bits: "array[int]") -> "array[int]":
    """Return numbers with their bytes as they stand in a file, or back: the least comes first."""
    turned = array("I", bits)
    if sys.byteorder == "big":
        turned.byteswap()
    return turned
