"""A catalogue's statements judged by its shapes, entry by entry and the shared part."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain
from typing import Any

from tressons_ld.catalogue.columns.absences import NO_VALUE
from tressons_ld.catalogue.columns.error_words import ERROR_CODE
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding, Location, Severity
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.terms import Triple
from tressons_ld.validation.engines import EngineName, validate
from tressons_ld.validation.origins import entry_origins, shared_origins
from tressons_ld.validation.shapes import Shapes
from tressons_ld.validation.tracing import results_to_findings


@dataclass(frozen=True)
class Validator:
    """Judges the statements of a catalogue. It can be pickled.

    Attributes:
        graph: the statements of the catalogue.
        shapes: the tool's shapes with the folder's own.
        engine: the SHACL engine.
    """

    graph: CatalogueGraph
    shapes: Shapes
    engine: EngineName

    def __getstate__(self) -> dict[str, Any]:
        """Return the attributes alone: what was derived from them is derived again."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the attributes back."""
        self.__dict__.update(state)

    def shared_part(self, of_reading: Iterable[Finding] = ()) -> list[Finding]:
        """Return what the shapes find wrong or wanting in the shared part.

        Args:
            of_reading: what was found when it was read.
        """
        graph = self.graph
        triples = [triple for thing in graph.things.values() for triple in thing]
        results = validate(triples, graph.authority_triples, self.shapes, self.engine)
        return list(
            results_to_findings(
                results,
                self.shapes,
                shared_origins(graph.context),
                graph.context,
                unread_cells(of_reading),
            )
        )

    def entries(
        self,
        entries: Sequence[Entry],
        triples: Sequence[Sequence[Triple]],
        of_reading: Iterable[Finding] = (),
    ) -> Iterator[Finding]:
        """Yield what the shapes find wrong or wanting in some entries, given their statements.

        Only they are focus nodes; what they name is there to be looked at, described as far as the
        shapes can ask for. The findings do not depend on how entries are batched.

        Args:
            entries: the entries.
            triples: the statements about each.
            of_reading: what was found when they were read.
        """
        graph, context = self.graph, self.graph.context
        ids = {entry.id for entry in entries}
        linked = {id for entry in entries for id in entry.named_resources if id not in ids}
        stubs = [triple for id in sorted(linked) for triple in graph.stub(id)]
        # What the catalogue itself says of its entries is not judged entry by entry.
        catalogue = context.iris.catalogue
        relevant = self.shapes.relevance.of_focus_nodes(chain.from_iterable(triples))
        batch = [triple for triple in relevant if triple[0] != catalogue]
        named = self._described_from(triple[2] for triple in batch)
        results = validate(batch, [*named, *stubs], self.shapes, self.engine)
        nodes = entry_origins(entries, context) if results else {}
        unread = unread_cells(of_reading) if results else frozenset()
        yield from results_to_findings(results, self.shapes, nodes, context, unread)

    @cached_property
    def _described(self) -> dict[str, list[Triple]]:
        """What shapes may ask of each shared node and term of others."""
        described: dict[str, list[Triple]] = {}
        for thing in (*self.graph.things.values(), self.graph.authority_triples):
            for triple in self.shapes.relevance.of_values(thing):
                if self.graph.is_own(triple[0]):
                    described.setdefault(triple[0], []).append(triple)
        return described

    def _described_from(self, nodes: Iterable[str]) -> Iterator[Triple]:
        """Yield what shapes may ask of some nodes, and of those that these name in their turn.

        A path of several steps goes from a concept to its scheme, and to what that is called.
        """
        described = self._described
        waiting = {node: None for node in nodes if node in described}
        reached = set(waiting)
        while waiting:
            node, _ = waiting.popitem()
            for triple in described[node]:
                yield triple
                if triple[2] in described and triple[2] not in reached:
                    reached.add(triple[2])
                    waiting[triple[2]] = None


def unread_cells(of_reading: Iterable[Finding]) -> frozenset[Location]:
    """Return the cells that could not be read, given what was found when they were."""
    return frozenset(
        finding.location
        for finding in of_reading
        if finding.location
        and (finding.severity is Severity.VIOLATION or finding.code == ERROR_CODE)
    )


def where_cells_could_be_read(
    findings: Iterable[Finding], of_reading: Iterable[Finding]
) -> Iterator[Finding]:
    """Yield the findings at cells that could be read: of the others all has been said.

    So it has of a column that a table must have and lacks: its rows lack nothing besides.

    Args:
        findings: what was found of the values.
        of_reading: what was found when the cells were read.
    """
    read = list(of_reading)
    unread = unread_cells(read)
    lacking = {
        (each.location.file, each.location.sheet, each.value)
        for each in read
        if each.code == "table.column-missing" and each.location
    }
    # Cells that hold no value: it is told that they do, and only what stops is told besides.
    no_value = {each.location for each in read if each.code in NO_VALUE}
    for each in findings:
        place = each.location
        if place is None or not (
            place in unread
            or (place in no_value and each.severity is not Severity.VIOLATION)
            or (
                lacking
                and (place.cell or "").isdigit()
                and (place.file, place.sheet, place.column) in lacking
            )
        ):
            yield each
