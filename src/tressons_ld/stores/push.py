"""A publication sent to a store: what changed since the last push, and nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from tressons_ld.files.signals import signal_of
from tressons_ld.findings.errors import StoreError
from tressons_ld.rdf.terms import Iri
from tressons_ld.stores.dialects import Method
from tressons_ld.stores.published_graphs import PublishedGraph, PublishedGraphs
from tressons_ld.stores.push_plan import PushPlan, counts_of, plan_of
from tressons_ld.stores.push_register import PushRegister
from tressons_ld.stores.remote_store import RemoteStore
from tressons_ld.stores.verification import Progress, Verification, compare, verification_of

_GRAPHS_BETWEEN_NOTES = 250
"""Graphs after which the register is told: so many at most are sent twice after a cut."""

_BYTES_IN_BULK = 32 * 1024 * 1024
_DROPS_IN_AN_UPDATE = 200


class PushInterruption(KeyboardInterrupt):
    """Somebody ended a push.

    Attributes:
        sent: how many graphs were sent before.
        total: how many there were to send.
        number: by which signal.
    """

    def __init__(self, sent: int, total: int, order: KeyboardInterrupt) -> None:
        super().__init__()
        self.sent, self.total = sent, total
        self.number = signal_of(order)


@dataclass
class Push:
    """A push of one publication to one store.

    Attributes:
        graphs: of the publication.
        store: the store.
        method: how graphs are sent.
        register: what the store holds of earlier pushes.
        plan: what has to be done.
        sent: how many graphs have been sent.
    """

    graphs: PublishedGraphs
    store: RemoteStore
    method: Method
    register: PushRegister = field(init=False)
    plan: PushPlan = field(init=False)
    sent: int = 0

    def __post_init__(self) -> None:
        """Ask the store what it holds: of earlier pushes, and in each graph.

        Raises:
            StoreError: it does not answer.
        """
        if self.method == "bulk" and self.store.addresses.quads is None:
            raise StoreError("store.no-bulk", title=self.store.dialect.title)
        self.register = PushRegister(self.graphs.iris, self.store)
        counts = counts_of(self.graphs.base, self.store)
        self.plan = plan_of(self.graphs, self.register, counts, self._holds)

    def _holds(self, graph: PublishedGraph) -> bool:
        """Return whether the store holds what a graph states, perhaps in other spellings."""
        found = Verification()
        compare(self.graphs, [graph], self.store, found)
        return not found.differences

    def send(self, progress: Progress | None = None) -> None:
        """Send what has to be sent, and delete what is published no more.

        Args:
            progress: called with how many graphs are done, and of how many.

        Raises:
            StoreError: the store stops or refuses; it knows by then what it has, so that the next
                push goes on from there.
            PushInterruption: somebody ended it; the same holds.
        """
        plan = self.plan
        total = len(plan.to_send) + len(plan.to_delete)
        if not total:
            return
        done: list[tuple[Iri, str]] = []
        try:
            self.register.begin([*(graph.name for graph in plan.to_send), *plan.to_delete])
            for batch in self._batches():
                self._send(batch)
                self.sent += len(batch)
                done += [(graph.name, graph.digest) for graph in batch]
                if len(done) >= _GRAPHS_BETWEEN_NOTES:
                    told, done = done, []
                    self.register.record_sent(told)
                if progress:
                    progress(self.sent, total)
            told, done = done, []
            self.register.record_sent(told)
            self._delete(plan.to_delete)
            self.register.record_deleted(plan.to_delete)
            if progress:
                progress(total, total)
        except StoreError as error:
            self._note(done)
            if not self.sent:
                raise
            raise StoreError(
                "store.stopped", reason=error.text, sent=self.sent, total=len(plan.to_send)
            ) from error
        except KeyboardInterrupt as order:
            self._note(done)
            raise PushInterruption(self.sent, len(plan.to_send), order) from order

    def verify(self, *, all_graphs: bool = False, progress: Progress | None = None) -> Verification:
        """Return what the store holds instead of what was sent; the next push sends that again.

        Args:
            all_graphs: compare the statements of all graphs, not of those sent alone.
            progress: called with how many graphs are compared, and of how many.

        Raises:
            StoreError: the store does not answer.
        """
        compared = self.graphs if all_graphs else self.plan.to_send
        found = verification_of(self.graphs, compared, self.store, progress)
        self.register.begin(each.name for each in found.differences)
        return found

    def _note(self, done: list[tuple[Iri, str]]) -> None:
        """Tell the register what was sent, if the store still listens."""
        with suppress(StoreError):
            self.register.record_sent(done)

    def _batches(self) -> Iterator[list[PublishedGraph]]:
        """Yield the graphs to send by as many as go together, by the method."""
        batch: list[PublishedGraph] = []
        size = 0
        for graph in self.plan.to_send:
            match self.method:
                case "gsp":
                    yield [graph]
                    continue
                case "update":
                    more, most = graph.triples, self.store.dialect.triples_per_update
                case "bulk":
                    more, most = graph.place.length, _BYTES_IN_BULK
            if batch and size + more > most:
                yield batch
                batch, size = [], 0
            batch.append(graph)
            size += more
        if batch:
            yield batch

    def _send(self, batch: list[PublishedGraph]) -> None:
        if self.method == "gsp":
            (graph,) = batch
            self.store.put(graph.name, self.graphs.n_triples(graph))
            return
        self._drop(graph.name for graph in batch if graph.name in self.plan.present)
        if self.method == "bulk":
            self.store.add_quads(b"".join(self.graphs.quads(graph) for graph in batch))
            return
        for update in self._insertions(batch):
            self.store.update([update])

    def _insertions(self, batch: list[PublishedGraph]) -> Iterator[str]:
        """Yield the updates that insert some graphs, none of more statements than are taken."""
        most = self.store.dialect.triples_per_update
        if sum(graph.triples for graph in batch) <= most:
            parts = [f"GRAPH {each.name} {{\n{self._lines(each)}}}" for each in batch]
            yield f"INSERT DATA {{ {' '.join(parts)} }}"
            return
        for graph in batch:
            lines = self._lines(graph).splitlines(keepends=True)
            for at in range(0, len(lines), most):
                part = "".join(lines[at : at + most])
                yield f"INSERT DATA {{ GRAPH {graph.name} {{\n{part}}} }}"

    def _lines(self, graph: PublishedGraph) -> str:
        return self.graphs.n_triples(graph).decode()

    def _drop(self, names: Iterable[Iri]) -> None:
        drop, named = self.store.dialect.drop, list(names)
        for at in range(0, len(named), _DROPS_IN_AN_UPDATE):
            part = named[at : at + _DROPS_IN_AN_UPDATE]
            self.store.update(drop.format(graph=name) for name in part)

    def _delete(self, names: tuple[Iri, ...]) -> None:
        if self.method != "gsp":
            self._drop(names)
            return
        for name in names:
            self.store.delete(name)
