"""What a publication is made from, and what some rows come to: read, mapped, checked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.columns.row_status import DRAFT, of_draft
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import COMPOSED, PUBLISHED, Entry
from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.findings.finding import Finding, distinct, finding
from tressons_ld.identity.ledger import LedgerRecord
from tressons_ld.identity.recorder import Recorder
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.terms import Iri, Subject, Term, Triple
from tressons_ld.validation.validator import Validator, where_cells_could_be_read

Quad: TypeAlias = tuple[Subject, Iri, Term, Iri]
"""A triple and the graph it stands in."""


class Batch(NamedTuple):
    """What some rows come to, in the order of the table.

    Attributes:
        entries: the entries that could be read, but for drafts, which are checked alone.
        triples: the statements about each, the dates of its record included.
        recorded: what the lock file is to record of each, as far as it was asked.
        findings: all that is wrong or wanting.
    """

    entries: list[Entry]
    triples: list[list[Triple]]
    recorded: list[LedgerRecord]
    findings: list[Finding]


@dataclass(frozen=True)
class Inputs:
    """What a publication is made from. It can be pickled, for other processes to map rows.

    Attributes:
        folder: the catalogue folder as it was read.
        graph: the statements of its things.
        validator: what judges them.
        recorder: what holds them against the lock file.
        artifacts: the kinds of output of a whole publication, in the order of their facts.
    """

    folder: CatalogueFolder
    graph: CatalogueGraph
    validator: Validator
    recorder: Recorder
    artifacts: tuple[Artifact, ...]

    def shared_findings(self) -> list[Finding]:
        """Return the findings of the shared part: of its reading, of SHACL, of the artifacts."""
        of_reading = self.folder.findings
        findings = self.validator.shared_part(of_reading)
        for artifact in self.artifacts:
            findings.extend(artifact.findings())
        return [*of_reading, *where_cells_could_be_read(findings, of_reading)]

    def process(
        self, records: Iterable[Record], *, recording: bool = False, checking: bool = True
    ) -> Batch:
        """Return what some rows come to. Pure: the same rows give the same batch anywhere.

        Args:
            records: the rows.
            recording: whether the lock file is to record them, each with the digest of its content.
            checking: whether they are checked; without, only what cannot be read is found.
        """
        rows = [self.folder.entry(record) for record in records]
        readable = [entry for entry, _ in rows if entry is not None]
        entries = [entry for entry in readable if entry.status != DRAFT]
        of_reading = [finding for _, findings in rows for finding in findings]
        mapped = [self.recorder.entry(entry, always=recording) for entry in entries]
        triples = [statements for statements, _ in mapped]
        findings = of_reading
        if checking:
            findings = [*of_reading, *self._check(entries, triples, of_reading)]
            if drafts := [entry for entry in readable if entry.status == DRAFT]:
                drafted = [self.recorder.entry(entry)[0] for entry in drafts]
                findings += map(of_draft, self._check(drafts, drafted, of_reading))
        return Batch(entries, triples, [line for _, line in mapped if line], findings)

    def _check(
        self, entries: list[Entry], triples: list[list[Triple]], of_reading: list[Finding]
    ) -> Iterator[Finding]:
        of_shapes = self.validator.entries(entries, triples, of_reading)
        if self.folder.shared.settings.without_description in (PUBLISHED, COMPOSED):
            of_shapes = map(_without_description, of_shapes)
        unread = (*self.folder.findings, *of_reading)
        yield from distinct(where_cells_could_be_read(of_shapes, unread))
        of_artifacts = (
            finding
            for entry in entries
            for artifact in self.artifacts
            for finding in artifact.entry_findings(entry)
        )
        yield from where_cells_could_be_read(of_artifacts, of_reading)


def _without_description(found: Finding) -> Finding:
    """Return the remark of a resource that is published without a description, as wanted.

    Where they are composed it is one in a language that we have no words for.
    """
    if found.code != "shape.resource-description-present":
        return found
    return finding("table.description-missing", found.location, focus=found.focus)


def map_partition(rows: Iterable[Record], inputs: Inputs) -> tuple[list[Quad], list[Finding]]:
    """Return the quads and the findings of some rows: a pure function, for any engine to map.

    Each triple stands in the graph of its entry's record, ``<ressource/x#fiche>``, as in
    ``catalogue.nq``. The rows are those of :meth:`CatalogueFolder.records`, in any partition; the
    inputs are read once and sent to every process.
    """
    batch = inputs.process(rows)
    record = inputs.graph.context.iris.record
    quads = [
        (*triple, record(entry.id))
        for entry, triples in zip(batch.entries, batch.triples, strict=True)
        for triple in dict.fromkeys(triples)
    ]
    return quads, batch.findings
