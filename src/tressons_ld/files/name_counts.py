"""How often each of any number of names comes, in bounded memory."""

from collections import Counter
from heapq import nsmallest
from typing import NamedTuple

from tressons_ld.files.line_buckets import LineBuckets


class NameCount(NamedTuple):
    """How often a name comes.

    Attributes:
        name: the name.
        number: how often.
        language: the tag that most of these times have; of equals the first one.
    """

    name: str
    number: int
    language: str


class NameCounts:
    """Names, counted when they are asked for."""

    def __init__(self) -> None:
        """Begin without any name."""
        self._buckets = LineBuckets()

    def add(self, name: str, language: str = "") -> None:
        """Count a name once more; its tabs and line ends are spaces.

        Args:
            name: the name.
            language: tag of its language, this time.
        """
        name = " ".join(name.split())
        self._buckets.add(name[:2], f"{name}\t{language}")

    def most(self, number: int) -> list[NameCount]:
        """Return the names that come most often, with how often; of equals the first ones.

        Args:
            number: of names.
        """
        best: list[NameCount] = []
        for key in self._buckets:
            named: dict[str, Counter[str]] = {}
            for line, times in Counter(self._buckets.of(key)).items():
                name, _, language = line.partition("\t")
                named.setdefault(name, Counter())[language] = times
            for name, languages in named.items():
                most_used = min(languages, key=lambda tag: (-languages[tag], tag))
                best.append(NameCount(name, languages.total(), most_used))
            best = nsmallest(number, best, key=lambda each: (-each.number, each.name))
        return best
