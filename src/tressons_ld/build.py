"""From a catalogue folder to triples and findings, batch by batch.

An :class:`OpenFolder` holds the shared part, the small index, the shapes and the lock file; rows
pass through :meth:`OpenFolder.process`, a pure function of them: read, mapped, checked. ``check``,
``build`` and ``publish`` all walk it, and an engine such as Spark may.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from tressons_ld.errors import FolderError, ShapesError
from tressons_ld.findings import Finding, Severity, once
from tressons_ld.iris import is_placeholder
from tressons_ld.ledger import Ledger, Recorded, Recording, digest_of
from tressons_ld.lock_file import (
    ADDRESSES,
)
from tressons_ld.mapping.data import data_to_rdf
from tressons_ld.mapping.entry import (
    RecordDates,
    entry_stub,
    entry_to_rdf,
    record_dates_to_rdf,
)
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.retired import retired_to_rdf
from tressons_ld.mapping.shared import authorities_to_rdf, shared_to_rdf
from tressons_ld.model import Entry, Shared
from tressons_ld.namespaces import DCT, PROFILE
from tressons_ld.profiles import datagouv, datagouv_shared
from tressons_ld.resources import tool_files
from tressons_ld.tables import (
    EntryReader,
    Index,
    SharedNames,
    open_resources,
    read_index,
    read_shared,
)
from tressons_ld.tables.rows import SUFFIXES, Record, Table
from tressons_ld.terms import Iri, Subject, Term, Triple, date, iri
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


Quad: TypeAlias = tuple[Subject, Iri, Term, Iri]
"""A triple and the graph it stands in."""


class Batch(NamedTuple):
    """What some rows come to, in the order of the table.

    Attributes:
        entries: the entries that could be read.
        triples: the statements about each, the dates of its record included.
        recorded: what the lock file is to record of each, as far as it was asked.
        findings: all that was found.
    """

    entries: list[Entry]
    triples: list[list[Triple]]
    recorded: list[Recorded]
    findings: list[Finding]


@dataclass(frozen=True)
class OpenFolder:
    """A catalogue folder, its shared part read. It can be pickled.

    Attributes:
        path: the folder.
        shared: the shared part.
        table: the table of resources, its headings read.
        index: the ids of the entries.
        findings: what was found while the shared part and the index were read.
        ledger: the lock file.
        shapes: the tool's shapes with the folder's own.
        engine: the SHACL engine.
        stamps: what the system said of each file of the folder before it was read.
    """

    path: Path
    shared: Shared
    table: Table
    index: Index
    findings: tuple[Finding, ...]
    ledger: Ledger
    shapes: Shapes
    engine: EngineName
    stamps: Mapping[str, tuple[int, int]]

    def __getstate__(self) -> dict[str, Any]:
        """Return the attributes alone: what was derived from them is derived again."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Take the attributes back."""
        self.__dict__.update(state)

    @cached_property
    def context(self) -> Context:
        """The shared part as the mapping needs it."""
        return Context(self.shared)

    @cached_property
    def _reader(self) -> EntryReader:
        return EntryReader(self.table, self.shared, self.index)

    @cached_property
    def collisions(self) -> list[tuple[str, ...]]:
        """The names that stand for two shared things: a cell that names one depends on both."""
        return SharedNames.of(self.shared).collisions()

    @cached_property
    def shared_triples(self) -> dict[Iri, list[Triple]]:
        """The shared things with their statements, the catalogue as data included."""
        things = shared_to_rdf(self.context)
        things[self.context.iris.data] = data_to_rdf(self.context)
        return things

    @cached_property
    def retired_triples(self) -> dict[str, list[Triple]]:
        """What stays of what was renamed, merged or removed, by its path under the base."""
        context = self.context
        return {each.id: retired_to_rdf(each, context) for each in self.ledger.all_retired()}

    @cached_property
    def authority_terms(self) -> frozenset[Iri]:
        """The terms of others that the graph may name."""
        return frozenset(iri(term.iri) for term in self.shared.authorities.terms.values())

    @cached_property
    def authority_triples(self) -> list[Triple]:
        """The statements about all of them."""
        return authorities_to_rdf(self.authority_terms, self.context)

    def is_own(self, node: str) -> bool:
        """Return whether a node is of the catalogue, or a term of others that it uses.

        An address such as a homepage is not: what one thing says of it is not said of another that
        names it, so an entry depends on the things that it names and on nobody's addresses.
        """
        under_the_base = self.context.iris.relative(node) is not None
        return under_the_base or node in self.authority_terms or node == PROFILE

    @cached_property
    def _described(self) -> dict[str, str]:
        """What shapes may ask of each shared node and term of others, as N-Triples."""
        texts: dict[str, list[str]] = {}
        for thing in (*self.shared_triples.values(), self.authority_triples):
            for s, p, o in self.shapes.relevance.of_values(thing):
                if self.is_own(s):
                    texts.setdefault(s, []).append(f"{s} {p} {o} .\n")
        return {node: "".join(lines) for node, lines in texts.items()}

    def stub(self, id: str) -> list[Triple]:
        """Return what is said of an entry where another one names it (see :func:`entry_stub`)."""
        index = self.index
        return entry_stub(id, index.kind_of(id), self.context, index.titles.get(id))

    def digest(self, triples: Iterable[Triple]) -> str:
        """Return the digest of a thing's statements (see :func:`ledger.digest_of`)."""
        settings = self.shared.settings
        return digest_of(triples, settings.base_iri, settings.site_url)

    def record_shared(self) -> list[Recorded]:
        """Return what the lock file is to record of each shared thing."""
        iris = self.context.iris
        return [
            self.ledger.record(iris.relative(subject) or "", self.digest(triples))
            for subject, triples in self.shared_triples.items()
        ]

    def recording(self, spool: Callable[[str], object], *, whole: bool = False) -> Recording:
        """Return a recording, with what it is to record of all that is no entry.

        Args:
            spool: called with the line of each new thing.
            whole: whether all of a publication is recorded, the addresses too.
        """
        settings = self.shared.settings
        addresses = {name: getattr(settings, name) for name in ADDRESSES} if whole else {}
        lasting = {name: url for name, url in addresses.items() if not is_placeholder(url)}
        recording = Recording(self.ledger, spool, lasting)
        for recorded in self.record_shared():
            recording.add(recorded)
        for id, triples in self.retired_triples.items():
            recording.add_retired(self.ledger.record(id, self.digest(triples)))
        return recording

    def check_shared(self) -> list[Finding]:
        """Return the findings of the shared part: those of its reading, then those of SHACL."""
        context = self.context
        triples = [triple for thing in self.shared_triples.values() for triple in thing]
        surroundings = "".join(f"{s} {p} {o} .\n" for s, p, o in self.authority_triples)
        results = validate(triples, surroundings, self.shapes, self.engine)
        found = findings_of(results, self.shapes, told_of_shared(context), context)
        left = datagouv_shared.left_out(context) if self.shared.settings.feeds else ()
        return [*self.findings, *_unsaid([*found, *left], self.findings)]

    def refuse_changed(self) -> None:
        """Refuse what was read if it no longer stands in the files.

        The table is read twice, and the lock file is written again: both times they must say the
        same.

        Raises:
            FolderError: a file has changed since the folder was opened.
        """
        now = _stamps(self.path)
        for file in sorted({*now, *self.stamps}):
            if now.get(file) != self.stamps.get(file):
                raise FolderError(
                    f"data/{file} : ce fichier a changé pendant qu'on le lisait. Rien n'a été "
                    "publié ; recommencer quand il est enregistré.",
                    f"data/{file}: this file changed while it was being read. Nothing was "
                    "published; try again when it is saved.",
                )

    def records(self) -> Iterator[Record]:
        """Yield the rows of the table as they stand; none if it has no column of ids.

        Raises:
            FolderError: the table cannot be read to its end.
        """
        return self.table.records() if "id" in self.table.header.columns else iter(())

    def process(self, records: Iterable[Record], *, recording: bool = False) -> Batch:
        """Return what some rows come to. Pure: the same rows give the same batch anywhere.

        Args:
            records: the rows.
            recording: whether the lock file is to record them, each with the digest of its content.
        """
        read = [self._reader.entry(record) for record in records]
        entries = [entry for entry, _ in read if entry is not None]
        misread = [finding for _, findings in read for finding in findings]
        mapped = [self.map(entry, recording=recording) for entry in entries]
        triples = [statements for statements, _ in mapped]
        findings = [*misread, *self._check(entries, triples, misread)]
        if self.shared.settings.feeds:
            left = (each for entry in entries for each in datagouv.left_out(entry))
            findings.extend(_unsaid(left, misread))
        return Batch(entries, triples, [each for _, each in mapped if each], findings)

    def entries(self) -> Iterator[Entry]:
        """Yield the entries that can be read, in the order of the table, unchecked."""
        for record in self.records():
            entry, _ = self._reader.entry(record)
            if entry is not None:
                yield entry

    def catalogue_dates(self, oldest: str, newest: str) -> list[Triple]:
        """Return when the catalogue, and the catalogue as data, were published and last changed.

        Args:
            oldest: day of the first publication, where the settings do not say when it was.
            newest: newest day on which anything recorded changed.
        """
        issued = self.shared.catalogue.issued or oldest
        return [
            (subject, property, date(day))
            for subject in (self.context.iris.catalogue, self.context.iris.data)
            for property, day in ((DCT.issued, issued), (DCT.modified, newest))
        ]

    def batches(self, size: int = BATCH_SIZE) -> Iterator[Batch]:
        """Yield all rows in batches; their size changes nothing but where they are cut."""
        records = self.records()
        while chunk := list(islice(records, size)):
            yield self.process(chunk)

    def map(self, entry: Entry, *, recording: bool = False) -> tuple[list[Triple], Recorded | None]:
        """Return an entry's triples, and what the lock file is to record of it.

        Nothing is recorded of an entry that the lock file does not know, unless ``recording``: its
        dates are those of the day, whatever its digest.
        """
        triples, path = entry_to_rdf(entry, self.context), f"ressource/{entry.id}"
        recorded = None
        if recording or self.ledger.line_of(path) is not None:
            recorded = self.ledger.record(path, self.digest(triples))
        today = RecordDates(self.ledger.date, self.ledger.date)
        dates = recorded.dates if recorded else today
        triples.extend(record_dates_to_rdf(entry, dates, self.context))
        return triples, recorded

    def _check(
        self, entries: list[Entry], triples: list[list[Triple]], misread: Sequence[Finding]
    ) -> Iterator[Finding]:
        context, own = self.context, {entry.id for entry in entries}
        linked = {id for entry in entries for id in entry.based_on if id not in own}
        stubs = [triple for id in sorted(linked) for triple in self.stub(id)]
        # What the catalogue itself says of its entries is not judged entry by entry.
        catalogue = context.iris.catalogue
        stated = self.shapes.relevance.of_focus_nodes(chain.from_iterable(triples))
        batch = [triple for triple in stated if triple[0] != catalogue]
        named = dict.fromkeys(triple[2] for triple in batch)
        known = self._described
        surroundings = "".join(known[node] for node in named if node in known)
        surroundings += "".join(f"{s} {p} {o} .\n" for s, p, o in stubs)
        results = validate(batch, surroundings, self.shapes, self.engine)
        nodes = told_of_entries(entries, context) if results else {}
        found = findings_of(results, self.shapes, nodes, context)
        yield from once(_unsaid(found, [*self.findings, *misread]))


def _unsaid(found: Iterable[Finding], said: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the findings at cells that could be read: of the others all has been said."""
    unread = {each.location for each in said if each.severity is Severity.VIOLATION}
    return (each for each in found if each.location is None or each.location not in unread)


def map_partition(rows: Iterable[Record], folder: OpenFolder) -> tuple[list[Quad], list[Finding]]:
    """Return the quads and the findings of some rows: a pure function, for any engine to map.

    Each triple stands in the graph of its entry's record, ``<ressource/x#fiche>``, as in
    ``catalogue.nq``. The rows are those of :meth:`OpenFolder.records`, in any partition; the
    folder is the shared part, read once and sent to every process.
    """
    batch = folder.process(rows)
    record = folder.context.iris.record
    quads = [
        (*triple, record(entry.id))
        for entry, triples in zip(batch.entries, batch.triples, strict=True)
        for triple in dict.fromkeys(triples)
    ]
    return quads, batch.findings


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
        ShapesError: a shapes file does not parse, or uses a term that SHACL does not have.
    """
    stamps = _stamps(path)
    shared, findings = read_shared(path, base_iri=base_iri, site_url=site_url)
    table = open_resources(path, shared.settings)
    index, found = read_index(path, shared, table)
    return OpenFolder(
        path=path,
        shared=shared,
        table=table,
        index=index,
        findings=(*findings, *found),
        ledger=Ledger.read(ledger_lines(path), date, LEDGER_FILE),
        shapes=Shapes.parse(_shapes_files(path), shared.settings.base_iri),
        engine=available_engine(engine),
        stamps=stamps,
    )


def _stamps(path: Path) -> dict[str, tuple[int, int]]:
    """Return when each table and the settings were last written, and their size."""
    stamps = {}
    with suppress(OSError), os.scandir(path / "data") as files:
        for each in files:
            if each.name.endswith((*SUFFIXES, ".toml")) and not each.name.startswith((".", "~")):
                stat = each.stat()
                stamps[each.name] = (stat.st_mtime_ns, stat.st_size)
    return stamps


def _shapes_files(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of shapes: the tool's, and the folder's own."""
    for name, file in tool_files("shapes", path, suffix=".ttl").items():
        try:
            yield f"shapes/{name}", file.read_text("utf-8")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            raise ShapesError(
                f"shapes/{name}:{line} : ce fichier n'est pas en UTF-8. L'enregistrer en UTF-8.",
                f"shapes/{name}:{line}: this file is not in UTF-8. Save it as UTF-8.",
            ) from None


def ledger_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a folder's lock file, none if there is no such file yet."""
    file = path / LEDGER_FILE
    if file.exists():
        with file.open("r", encoding="utf-8", newline="") as lines:
            yield from lines
