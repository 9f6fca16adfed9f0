"""What arrived in a store, read back: numbers by one question, statements by CONSTRUCT in batches.

What the store wrote in another spelling of the same value is counted by kind; all else is a
difference, told by its graph.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.stores.normalisation import Rewritings, differences
from tressons_ld.stores.published_graphs import PublishedGraph, PublishedGraphs
from tressons_ld.stores.push_plan import counts_of
from tressons_ld.stores.remote_store import RemoteStore

Progress = Callable[[int, int], None]
"""Called with how many are done and how many there are."""

_GRAPHS_IN_A_QUESTION = 60


@dataclass
class GraphDifference:
    """A graph that is not in the store as it was sent.

    Attributes:
        name: its IRI.
        missing: statements that did not arrive, sorted.
        added: statements that nobody sent, sorted.
    """

    name: Iri
    missing: list[Triple]
    added: list[Triple]


@dataclass
class Verification:
    """What reading back has shown.

    Attributes:
        graphs: how many were compared statement by statement.
        rewritings: what the store wrote otherwise, of the same value.
        differences: the graphs that are not as they were sent.
    """

    graphs: int = 0
    rewritings: Rewritings = field(default_factory=Rewritings)
    differences: list[GraphDifference] = field(default_factory=list)


def verification_of(
    graphs: PublishedGraphs,
    sent: Iterable[PublishedGraph],
    store: RemoteStore,
    progress: Progress | None = None,
) -> Verification:
    """Return what the store holds instead of what was published.

    Args:
        graphs: of the publication: the number of statements is compared of each.
        sent: those whose statements are compared.
        store: the store.
        progress: called with how many graphs are compared, and of how many.

    Raises:
        StoreError: the store does not answer.
    """
    found = Verification()
    counts = counts_of(graphs.base, store)
    to_compare = {each.name: each for each in sent}
    for graph in graphs:
        if counts.get(graph.name, 0) != graph.triples:
            to_compare.setdefault(graph.name, graph)
    total = len(to_compare)
    for batch in _batches(to_compare.values(), store.dialect.triples_per_answer):
        compare(graphs, batch, store, found)
        if progress:
            progress(found.graphs, total)
    return found


def compare(
    graphs: PublishedGraphs,
    batch: list[PublishedGraph],
    store: RemoteStore,
    verification: Verification,
) -> None:
    """Compare the statements of some graphs; where together they differ, one by one.

    Args:
        graphs: of the publication.
        batch: those to compare, few enough for one answer.
        store: the store.
        verification: where to put what is otherwise.

    Raises:
        StoreError: the store does not answer.
    """
    sent = frozenset(triple for graph in batch for triple in graphs.triples(graph))
    received = store.statements(_question(graph.name for graph in batch))
    rewritings = Rewritings()
    missing, added = differences(sent, received, rewritings)
    if (missing or added) and len(batch) > 1:
        for graph in batch:
            compare(graphs, [graph], store, verification)
        return
    verification.graphs += len(batch)
    verification.rewritings.join(rewritings)
    if missing or added:
        (graph,) = batch
        verification.differences.append(GraphDifference(graph.name, sorted(missing), sorted(added)))


def _question(names: Iterable[Iri]) -> str:
    # Virtuoso answers several times as fast as to VALUES, FROM or FILTER.
    triple = "?subject ?property ?value"
    parts = " UNION ".join(f"{{ GRAPH {name} {{ {triple} }} }}" for name in names)
    return f"CONSTRUCT {{ {triple} }} WHERE {{ {parts} }}"


def _batches(graphs: Iterable[PublishedGraph], most: int) -> Iterator[list[PublishedGraph]]:
    """Yield the graphs by as many as one answer holds."""
    batch: list[PublishedGraph] = []
    triples = 0
    for graph in graphs:
        full = triples + graph.triples > most or len(batch) >= _GRAPHS_IN_A_QUESTION
        if batch and full:
            yield batch
            batch, triples = [], 0
        batch.append(graph)
        triples += graph.triples
    if batch:
        yield batch
