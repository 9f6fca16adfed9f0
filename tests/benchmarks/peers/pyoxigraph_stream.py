"""``python -m peers.pyoxigraph_stream PREPARED OUTPUT.nt``: pyoxigraph, entry by entry."""

import argparse
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyoxigraph as ox

from .mapping import Mapper, Terms, read


def triples(prepared: Path, base_iri: str) -> Iterator[ox.Triple]:
    """Yield the triples of all entries."""
    terms = Terms(
        iri=ox.NamedNode,
        text=ox.Literal,
        tagged=partial(ox.Literal, language="fr"),
        typed=lambda value, datatype: ox.Literal(value, datatype=ox.NamedNode(datatype)),
    )
    mapper = Mapper(terms, base_iri)
    for entry in read(prepared / "entries.jsonl"):
        for subject, property, value in mapper.triples(entry):
            yield ox.Triple(subject, property, value)


def main() -> None:
    """Read the command line and write the N-Triples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--base-iri", required=True)
    given = parser.parse_args()
    ox.serialize(triples(given.prepared, given.base_iri), given.output, ox.RdfFormat.N_TRIPLES)


if __name__ == "__main__":
    main()
