"""What a push has to do: what the store holds of earlier ones, compared with the publication."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tressons_ld.findings.errors import StoreError
from tressons_ld.findings.language import Text, joined, quotation
from tressons_ld.rdf.terms import Iri
from tressons_ld.stores.published_graphs import PublishedGraph, PublishedGraphs
from tressons_ld.stores.push_register import PushRegister
from tressons_ld.stores.remote_store import RemoteStore

_NAME_AND_NUMBER = re.compile("(.*) ([0-9]{1,18})")
_MOST_DELETED = 10
"""One graph in so many is deleted without being asked for, once a deletion was confirmed."""


@dataclass(frozen=True)
class PushPlan:
    """What a push has to do.

    Attributes:
        to_send: the graphs that the store lacks, or holds otherwise, in the order of the dump.
        to_delete: the graphs of earlier pushes that are published no more, sorted.
        unchanged: how many need nothing.
        overwritten: graphs of the same names that no push has written, sorted.
        present: the graphs to send whose names hold statements in the store now.
        altered_graphs: how many to send were the same when they were sent last.
    """

    to_send: tuple[PublishedGraph, ...]
    to_delete: tuple[Iri, ...]
    unchanged: int
    overwritten: tuple[Iri, ...]
    present: frozenset[Iri]
    altered_graphs: int

    def refuse_unconfirmed(
        self, register: PushRegister, deleting: int | None, overwriting: int | None
    ) -> None:
        """Refuse to delete or overwrite what nobody has confirmed.

        Args:
            register: what the store holds of earlier pushes.
            deleting: the number of graphs that may be deleted.
            overwriting: the number of graphs of others that may be overwritten.

        Raises:
            StoreError: another number has been confirmed, or none.
        """
        number = len(self.overwritten)
        if number and overwriting != number:
            names = _some(self.overwritten)
            raise StoreError("store.overwrites", number=number, names=names)
        number = len(self.to_delete)
        few = number * _MOST_DELETED <= len(register.digests)
        meant = register.deletion_confirmed and few and deleting is None
        if number and deleting != number and not meant:
            names = _some(self.to_delete)
            raise StoreError("store.deletes", number=number, names=names)


def plan_of(
    graphs: PublishedGraphs,
    register: PushRegister,
    counts: Mapping[Iri, int],
    holds: Callable[[PublishedGraph], bool],
) -> PushPlan:
    """Return what has to be done.

    Args:
        graphs: of the publication.
        register: what the store holds of earlier pushes.
        counts: how many statements the store holds in each graph of the catalogue.
        holds: tells whether the store holds all that a graph states, whatever their number there.
    """
    to_send, altered = [], 0
    for graph in graphs:
        if register.digests.get(graph.name) != graph.digest:
            to_send.append(graph)
            continue
        number = counts.get(graph.name, 0)
        # Only two spellings that have become one leave fewer and say the same.
        merged = 0 < number < graph.triples and holds(graph)
        if number != graph.triples and not merged:
            to_send.append(graph)
            altered += 1
    present = frozenset(each.name for each in to_send if each.name in counts)
    return PushPlan(
        to_send=tuple(to_send),
        to_delete=tuple(sorted(name for name in register.digests if name not in graphs)),
        unchanged=len(graphs) - len(to_send),
        overwritten=tuple(sorted(present - register.digests.keys())),
        present=present,
        altered_graphs=altered,
    )


def counts_of(base: str, store: RemoteStore) -> dict[Iri, int]:
    """Return how many statements a store holds in each graph of a catalogue, by one question.

    Args:
        base: what the names of the catalogue begin with.
        store: the store.

    Raises:
        StoreError: the store does not answer.
    """
    question = f"""
        SELECT (GROUP_CONCAT(CONCAT(STR(?graph), " ", STR(?number)); SEPARATOR="\\n") AS ?lines) {{
            SELECT ?graph (COUNT(*) AS ?number) {{
                GRAPH ?graph {{ ?subject ?property ?value }}
                FILTER(STRSTARTS(STR(?graph), "{base}"))
            }} GROUP BY ?graph
        }} GROUP BY (SUBSTR(MD5(STR(?graph)), 1, 2))"""
    counted = store.lines(question, _NAME_AND_NUMBER)
    return {Iri(f"<{name}>"): int(number) for name, number in counted}


def _some(names: tuple[Iri, ...]) -> Text:
    """Return the first names of many."""
    shown = [quotation(name[1:-1], longest=120) for name in names[:3]]
    return joined([*shown, Text("…", "…")] if len(names) > len(shown) else shown)
