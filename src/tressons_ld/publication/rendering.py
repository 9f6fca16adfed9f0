"""A shard as it is published: what it comes to, and what each artifact makes of it.

Pure and picklable: a shard can be rendered in any process, and nothing is written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tressons_ld.artifacts import Artifact, MappedEntry, Part
from tressons_ld.findings.finding import Severity
from tressons_ld.identity.ledger import LedgerRecord
from tressons_ld.mapping.rdf_documents import property_order
from tressons_ld.publication.inputs import Batch, Inputs
from tressons_ld.publication.manifest import ShardRecord
from tressons_ld.publication.shard_findings import Move
from tressons_ld.publication.shards import Shard
from tressons_ld.rdf.units import PropertyOrder, Unit


class RenderedShard(NamedTuple):
    """What a shard comes to.

    Attributes:
        record: what the manifest keeps of it, but for what its parts come to.
        parts: each artifact's name and what it makes of the shard, made when it is asked for; none
            where there is a violation.
        recorded: what the lock file is to record.
    """

    record: ShardRecord
    parts: Iterator[tuple[str, Part]]
    recorded: list[LedgerRecord]


@dataclass(frozen=True)
class Renderer:
    """Renders the shards of a catalogue.

    Attributes:
        inputs: what the publication is made from.
        artifacts: the kinds of output wanted; none where the catalogue is only checked.
        recording: whether every entry is recorded, and what it depends on kept for the next
            publication.
    """

    inputs: Inputs
    artifacts: tuple[Artifact, ...]
    recording: bool

    @cached_property
    def _order(self) -> PropertyOrder:
        return property_order(self.inputs.folder.shared.catalogue.language)

    def __call__(
        self, shard: Shard, *, artifacts: Sequence[str] | None = None, checking: bool = True
    ) -> RenderedShard:
        """Return what a shard comes to; nothing is rendered of one with a violation.

        Args:
            shard: the shard.
            artifacts: names of those that are rendered; all by default.
            checking: whether its entries are checked.
        """
        batch = self.inputs.process(shard.records, recording=self.recording, checking=checking)
        violated = any(finding.severity is Severity.VIOLATION for finding in batch.findings)
        wanted = [
            artifact
            for artifact in self.artifacts
            if not violated and (artifacts is None or artifact.name in artifacts)
        ]
        uses, links = self._dependencies(batch)
        back = Move.to(self.inputs.folder.table.header.file, shard.first).back
        record = ShardRecord(
            entries=len(batch.entries),
            summaries={},
            uses=uses,
            links=links,
            findings=[back.of(finding) for finding in batch.findings],
        )
        return RenderedShard(record, self._parts(wanted, batch), batch.recorded)

    def _parts(self, artifacts: Sequence[Artifact], batch: Batch) -> Iterator[tuple[str, Part]]:
        entries = self._entries(batch) if artifacts else []
        for artifact in artifacts:
            yield artifact.name, artifact.part(entries)

    def _entries(self, batch: Batch) -> list[MappedEntry]:
        iris = self.inputs.graph.context.iris
        dates = {recorded.id: recorded.dates for recorded in batch.recorded}
        return [
            MappedEntry(
                entry,
                triples,
                Unit(iris.record(entry.id), iris.resource(entry.id), tuple(triples)),
                self._order,
                dates.get(iris.paths.resource(entry.id)),
            )
            for entry, triples in zip(batch.entries, batch.triples, strict=True)
        ]

    def _dependencies(self, batch: Batch) -> tuple[list[str], list[tuple[str, str]]]:
        """Return what entries name: shared things; other entries, with digests of their stubs.

        Behind these, with no id, a digest of which entries name them, where any does.
        """
        if not self.recording:
            return [], []
        graph, ids = self.inputs.graph, {entry.id for entry in batch.entries}
        things, linked = graph.objects(triple for triples in batch.triples for triple in triples)
        links = [(id, graph.stub_digest(id)) for id in linked if id not in ids]
        naming = graph.naming_digest(ids)
        return things, [*links, ("", naming)] if naming else links
