"""What all files of a publication hold together (VoID), counted shard by shard.

The counts of shards are added. What a shard states of things that are not the catalogue's, which
other shards may state too, is counted once: by its hash, eight bytes each.
"""

import hashlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from tressons_ld.artifacts import Artifact, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.identity.recorder import Recorder
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.shared_things import named_terms
from tressons_ld.mapping.void_statistics import Counts
from tressons_ld.publication.dumps import authorities_unit, shared_units
from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.rdf.vocabularies import RDF


class AuthorityTerms(Artifact):
    """The terms of others, such as formats and languages, that the catalogue names."""

    name = "authorities"

    def __init__(self, recorder: Recorder) -> None:
        """Take the statements of the catalogue."""
        self._recorder = recorder

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return those that some entries name."""
        return Part(summary=sorted(_authorities_of(_triples(entries), self._recorder.graph)))

    def fold(self) -> Fold:
        """Return their union."""
        return _AuthoritiesFold(self._recorder)


class _AuthoritiesFold(Fold):
    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._terms: set[str] = set()

    def add(self, summary: Sequence[str]) -> None:
        self._terms.update(summary)

    def facts(self, facts: PublicationFacts) -> PublicationFacts:
        units = shared_units(self._recorder, facts)
        of_shared = _authorities_of(
            chain.from_iterable(unit.triples for unit in units), self._recorder.graph
        )
        return replace(facts, authorities=facts.authorities.union(self._terms, of_shared))


def _authorities_of(triples: Iterable[Triple], graph: CatalogueGraph) -> frozenset[Iri]:
    return graph.authority_terms.intersection(named_terms(triples))


def _triples(entries: Sequence[MappedEntry]) -> Iterator[Triple]:
    return chain.from_iterable(entry.triples for entry in entries)


class Statistics(Artifact):
    """The number of triples, of instances of each class, of triples of each property."""

    name = "statistics"

    def __init__(self, recorder: Recorder) -> None:
        """Take the statements of the catalogue."""
        self._recorder = recorder

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the counts of some entries."""
        return Part(summary=_tally(_triples(entries), self._recorder.graph))

    def fold(self) -> Fold:
        """Return their sum."""
        return _StatisticsFold(self._recorder)


class _StatisticsFold(Fold):
    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._triples = 0
        self._classes: Counter[Iri] = Counter()
        self._properties: Counter[Iri] = Counter()
        self._foreign = defaultdict[tuple[Iri, Iri | None], _Distinct](_Distinct)

    def add(self, summary: Any) -> None:
        triples, classes, properties, foreign = summary
        self._triples += triples
        self._classes.update(classes)
        self._properties.update(properties)
        for property, instance_of, hashes in foreign:
            distinct = self._foreign[property, instance_of]
            for number in _numbers(hashes):
                distinct.add(number)

    def facts(self, facts: PublicationFacts) -> PublicationFacts:
        graph = self._recorder.graph
        for unit in shared_units(self._recorder, facts):
            self.add(_tally(unit.triples, graph))
        self.add(_tally(authorities_unit(self._recorder, facts).triples, graph))
        for (property, instance_of), distinct in self._foreign.items():
            number = len(distinct)
            self._triples += number
            self._properties[property] += number
            if instance_of:
                self._classes[instance_of] += number
        self._foreign.clear()
        counts = Counts(self._triples, facts.resources, self._classes, self._properties)
        return replace(facts, counts=counts)


def _tally(triples: Iterable[Triple], graph: CatalogueGraph) -> tuple[object, ...]:
    """Return what is counted of some triples, each once, as JSON has it.

    The triples about things under the base, the instances of each class and the triples of each
    property among them; then the hashes of the other triples, by their property and, for a type,
    their class: 16 hexadecimal digits each.
    """
    own = f"<{graph.context.iris.base}"
    statements = dict.fromkeys(triples)
    inside = [triple for triple in statements if triple[0].startswith(own)]
    classes = Counter(value for _, property, value in inside if property == RDF.type)
    properties = Counter(property for _, property, _ in inside)
    foreign: dict[tuple[str, str | None], list[str]] = {}
    if len(inside) < len(statements):
        for triple in statements:
            if not triple[0].startswith(own):
                instance_of = triple[2] if triple[1] == RDF.type else None
                hashed = hashlib.blake2b(" ".join(triple).encode(), digest_size=8).hexdigest()
                foreign.setdefault((triple[1], instance_of), []).append(hashed)
    return (
        len(inside),
        _sorted(classes),
        _sorted(properties),
        [(*key, "".join(hashes)) for key, hashes in foreign.items()],
    )


def _sorted(counts: Mapping[Any, int]) -> dict[Any, int]:
    return dict(sorted(counts.items()))


def _numbers(hexadecimal: str) -> list[int]:
    starts = range(0, len(hexadecimal), 16)
    return [int(hexadecimal[start : start + 16], 16) for start in starts]


class _Distinct:
    """Counts distinct 64-bit numbers, eight bytes each."""

    def __init__(self) -> None:
        self._buckets = [array("Q") for _ in range(256)]

    def add(self, number: int) -> None:
        self._buckets[number >> 56].append(number)

    def __len__(self) -> int:
        return sum(len(set(bucket)) for bucket in self._buckets)
