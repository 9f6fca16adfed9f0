"""From a catalogue folder to triples and findings, batch by batch.

An :class:`OpenFolder` holds the shared part, the small index and the shapes; entries pass through
it in batches: read, mapped, checked. ``check``, ``build`` and ``publish`` all walk it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tressons_ld.findings import Finding, Location
from tressons_ld.ledger import Ledger, digest_of
from tressons_ld.mapping.data import data_to_rdf
from tressons_ld.mapping.entry import entry_stub, entry_to_rdf, record_dates_to_rdf
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.shared import authorities_to_rdf, shared_to_rdf
from tressons_ld.model import Entry, Shared
from tressons_ld.resources import tool_files
from tressons_ld.tables import Index, read_entries, read_index, read_shared
from tressons_ld.terms import Iri, Triple, iri
from tressons_ld.validation import (
    EngineName,
    Shapes,
    available_engine,
    findings_of,
    told_of_entries,
    told_of_shared,
    validate,
)

BATCH_SIZE = 200
LEDGER_FILE = "data/identities.csv"


class Batch(NamedTuple):
    """Some entries in the order of the table, their triples, and all findings about them."""

    entries: list[Entry]
    triples: list[list[Triple]]
    findings: list[Finding]


@dataclass(frozen=True)
class OpenFolder:
    """A catalogue folder, its shared part read.

    Attributes:
        path: the folder.
        shared: the shared part.
        index: the ids of the entries.
        findings: what was found while the shared part and the index were read.
        date: day of publication of what is new or changed, ISO 8601.
        ledger: the lock file.
        engine: the SHACL engine.
    """

    path: Path
    shared: Shared
    index: Index
    findings: tuple[Finding, ...]
    ledger: Ledger
    engine: EngineName

    @cached_property
    def context(self) -> Context:
        """The shared part as the mapping needs it."""
        return Context(self.shared)

    @cached_property
    def shapes(self) -> Shapes:
        """The tool's shapes with the folder's own."""
        files = tool_files("shapes", self.path, suffix=".ttl")
        texts = ((f"shapes/{name}", path.read_text("utf-8")) for name, path in files.items())
        return Shapes.parse(texts, self.shared.settings.base_iri)

    @cached_property
    def shared_triples(self) -> dict[Iri, list[Triple]]:
        """The shared things with their statements, the catalogue as data included."""
        things = shared_to_rdf(self.context)
        things[self.context.iris.data] = data_to_rdf(self.context)
        return things

    @cached_property
    def authority_triples(self) -> list[Triple]:
        """The statements about every term of others that the graph may name."""
        every = (iri(term.iri) for term in self.shared.authorities.terms.values())
        return authorities_to_rdf(every, self.context)

    @cached_property
    def _validation_context(self) -> str:
        triples = [triple for thing in self.shared_triples.values() for triple in thing]
        return _ntriples([*triples, *self.authority_triples])

    def digest(self, triples: Iterable[Triple]) -> str:
        """Return the digest of a thing's statements (see :func:`ledger.digest_of`)."""
        settings = self.shared.settings
        return digest_of(triples, settings.base_iri, settings.site_url)

    def check_shared(self) -> list[Finding]:
        """Return the findings of the shared part: those of its reading, then those of SHACL."""
        context = self.context
        triples = [triple for thing in self.shared_triples.values() for triple in thing]
        results = validate(triples, _ntriples(self.authority_triples), self.shapes, self.engine)
        found = findings_of(results, self.shapes, told_of_shared(context), context)
        return [*self.findings, *_unsaid(found, self.findings)]

    def batches(self, size: int = BATCH_SIZE) -> Iterator[Batch]:
        """Yield the entries with their triples and findings, ``size`` at a time.

        What is yielded does not depend on ``size`` but in how it is cut.
        """
        rows = read_entries(self.path, self.shared, self.index)
        while chunk := list(islice(rows, size)):
            entries = [entry for entry, _ in chunk if entry is not None]
            misread = [finding for _, findings in chunk for finding in findings]
            triples = [self.map(entry) for entry in entries]
            yield Batch(entries, triples, [*misread, *self._check(entries, triples, misread)])

    def map(self, entry: Entry) -> list[Triple]:
        """Return an entry's triples, the dates of its record included."""
        triples = entry_to_rdf(entry, self.context)
        dates = self.ledger.record(f"ressource/{entry.id}", self.digest(triples))
        return [*triples, *record_dates_to_rdf(entry, dates, self.context)]

    def _check(
        self, entries: list[Entry], triples: list[list[Triple]], misread: list[Finding]
    ) -> Iterator[Finding]:
        context, own = self.context, {entry.id for entry in entries}
        linked = {id for entry in entries for id in entry.based_on if id not in own}
        stubs = [
            triple
            for id in sorted(linked)
            for triple in entry_stub(id, self.index.kind_of(id), context)
        ]
        batch = [triple for of_entry in triples for triple in of_entry]
        surroundings = _ntriples(stubs) + self._validation_context
        results = validate(batch, surroundings, self.shapes, self.engine)
        catalogue = context.iris.catalogue
        about = (result for result in results if result.focus != catalogue)
        found = findings_of(about, self.shapes, told_of_entries(entries, context), context)
        yield from _unsaid(found, misread)


def _ntriples(triples: Iterable[Triple]) -> str:
    return "".join(f"{s} {p} {o} .\n" for s, p, o in triples)


def _unsaid(found: Iterable[Finding], said: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings at cells of which nothing was said when they were read."""
    places: set[Location | None] = {finding.location for finding in said} - {None}
    return (finding for finding in found if finding.location not in places)


def open_folder(
    path: Path,
    *,
    date: str,
    base_iri: str | None = None,
    site_url: str | None = None,
    engine: EngineName | None = None,
) -> OpenFolder:
    """Return the catalogue folder at ``path``, its shared part and its index read.

    Args:
        path: a folder that holds ``data/catalogue.toml``.
        date: day of publication of what is new or changed, ISO 8601.
        base_iri: another base than the one of the settings.
        site_url: another address of the files than the one of the settings.
        engine: the SHACL engine, the fastest one installed by default.

    Raises:
        FolderError: the folder or one of its tables cannot be read.
        EngineError: the engine asked for is not installed.
        LedgerError: ``identities.csv`` does not parse.
    """
    shared, findings = read_shared(path, base_iri=base_iri, site_url=site_url)
    index, found = read_index(path, shared)
    lock = path / LEDGER_FILE
    text = lock.read_text("utf-8") if lock.exists() else ""
    return OpenFolder(
        path=path,
        shared=shared,
        index=index,
        findings=(*findings, *found),
        ledger=Ledger.parse(text, date, LEDGER_FILE),
        engine=available_engine(engine),
    )


Progress = Callable[[int, int], None]
"""Called with the number of entries done and the number there are."""


def check(folder: OpenFolder, progress: Progress | None = None) -> list[Finding]:
    """Return all findings about a folder: the shared part, then the entries in their order."""
    findings, done = folder.check_shared(), 0
    for batch in folder.batches():
        findings.extend(batch.findings)
        done += len(batch.entries)
        if progress:
            progress(done, len(folder.index))
    return findings
