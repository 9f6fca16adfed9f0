"""What all files of a publication hold together, counted shard by shard."""

from array import array
from collections import Counter

from tressons_ld.mapping.data import Counts
from tressons_ld.publication.rendering import Tally
from tressons_ld.rdf.terms import Iri


class Distinct:
    """Counts distinct 64-bit numbers, eight bytes each."""

    def __init__(self) -> None:
        self._buckets = [array("Q") for _ in range(256)]

    def add(self, number: int) -> None:
        """Add a number."""
        self._buckets[number >> 56].append(number)

    def __len__(self) -> int:
        """Return how many different numbers were added."""
        return sum(len(set(bucket)) for bucket in self._buckets)


class Counting:
    """The sum of the tallies of all shards.

    Attributes:
        counts: what has been counted so far; complete once it is ended.
        named: the terms of others, such as formats and languages, that are named.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self.counts = Counts(0, 0, Counter(), Counter())
        self.named: set[str] = set()
        self._foreign: dict[tuple[Iri, Iri | None], Distinct] = {}

    def add(self, tally: Tally) -> None:
        """Add what was counted of some triples."""
        counts = self.counts
        counts.triples += tally.counts.triples
        counts.classes.update(tally.counts.classes)
        counts.properties.update(tally.counts.properties)
        self.named |= tally.named
        for said, hashes in tally.foreign.items():
            distinct = self._foreign.setdefault(said, Distinct())
            for hashed in hashes:
                distinct.add(hashed)

    def end(self, resources: int) -> None:
        """Count once each what several shards state of things that are not the catalogue's."""
        for (property, typed), distinct in self._foreign.items():
            number = len(distinct)
            self.counts.triples += number
            self.counts.properties[property] += number
            if typed:
                self.counts.classes[typed] += number
        self._foreign.clear()
        self.counts.resources = resources
