"""The files of one publication, shard after shard, those that did not change copied.

A :class:`Writing` fills a new folder; :mod:`tressons_ld.publication.publish` swaps it in.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import call
from pathlib import Path
from typing import IO, NamedTuple

from tressons_ld.catalogue.iris import PATHS, is_placeholder
from tressons_ld.consumers import spreadsheet
from tressons_ld.consumers.feed_pages import FeedPages, paged
from tressons_ld.consumers.feeds import FEEDS, DataFacts
from tressons_ld.files.growing_file import Dump
from tressons_ld.files.spool import Spool
from tressons_ld.files.workers import by_threads, default_jobs
from tressons_ld.findings.codes import finding
from tressons_ld.findings.collector import Gathered
from tressons_ld.findings.finding import Finding
from tressons_ld.identity import persistence, tombstones
from tressons_ld.identity.ledger import Recorded
from tressons_ld.mapping import data, shared
from tressons_ld.mapping.data import (
    DATA_FILES,
    Counts,
    FileFacts,
)
from tressons_ld.publication import profile_files
from tressons_ld.publication.fingerprints import Dependencies
from tressons_ld.publication.inputs import OpenFolder, ledger_lines
from tressons_ld.publication.manifest import (
    FILE,
    Kept,
    Manifest,
    Move,
    header,
    kept_of,
    shard_line,
)
from tressons_ld.publication.pipeline import Progress, rendered_shards
from tressons_ld.publication.previous import Earlier
from tressons_ld.publication.rendering import (
    CSV,
    DOCUMENTS,
    STREAMS,
    Renderer,
    between,
    document_path,
    feed_streams,
    tally_of,
)
from tressons_ld.publication.shards import Shard
from tressons_ld.publication.statistics import Counting
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.terms import Triple
from tressons_ld.rdf.units import Unit


class Written(NamedTuple):
    """A shard that was rendered, its documents in their places.

    Attributes:
        kept: what the manifest keeps of it.
        lengths: length of its part of each stream, in bytes.
        parts: path of the file that holds these parts, one after the other.
        recorded: what the lock file is to record.
        files: number of its documents.
    """

    kept: Kept
    lengths: list[int]
    parts: str
    recorded: list[Recorded]
    files: int


@dataclass(frozen=True)
class _Scribe:
    """Renders a shard and writes what it comes to into the new folder, in whatever process."""

    renderer: Renderer
    new: Path
    scratch: Path

    def __call__(self, shard: Shard) -> Written:
        rendered = self.renderer(shard)
        for path, content in rendered.documents.items():
            _write_file(self.new / path, content)
        descriptor, parts = tempfile.mkstemp(dir=self.scratch)
        with os.fdopen(descriptor, "wb") as out:
            out.writelines(rendered.parts.values())
        return Written(
            kept=kept_of(rendered, self.renderer.folder.table.header.file, shard.records[0]),
            lengths=[len(part) for part in rendered.parts.values()],
            parts=parts,
            recorded=rendered.recorded,
            files=len(rendered.documents),
        )


class Writing:
    """The files of one publication, written into a new folder."""

    def __init__(
        self,
        folder: OpenFolder,
        old: Path | None,
        new: Path,
        streams: tuple[str, ...],
        removing: int | None = None,
    ) -> None:
        self.folder, self.new, self.streams = folder, new, streams
        documents = old is not None and folder.shared.settings.documents
        feeds = FEEDS if old is not None and folder.shared.settings.feeds else ()
        self.renderer = Renderer(folder, streams, documents, recording=old is not None, feeds=feeds)
        self._counting = Counting()
        self.resources = self.rendered = self.files = 0
        self._open = ExitStack()
        spool = tempfile.TemporaryFile("w+", encoding="utf-8", newline="")  # noqa: SIM115
        self._spool = self._open.enter_context(spool)
        self.recording = folder.recording(self._spool.write, whole=old is not None)
        self._old, self._removing = old, removing
        self._whole = old is not None
        self._pages: list[FeedPages] = []
        self._dependencies = Dependencies(folder, self.renderer)
        self._findings = Gathered(folder.table.header.file, Spool())
        self._sizes: dict[str, int] = {}
        self._ended: dict[str, FileFacts] = {}

    @property
    def counts(self) -> Counts:
        """What the files hold together."""
        return self._counting.counts

    def __enter__(self) -> "Writing":
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def ledger_text(self) -> Iterator[str]:
        """Yield the lines of the lock file as it is after this publication."""
        self._spool.seek(0)
        return self.recording.lines(ledger_lines(self.folder.path), self._spool)

    def all(self, jobs: int, progress: Progress | None) -> Gathered:
        """Write everything; return what was found.

        Raises:
            FolderError: a file of the folder has changed since it was opened.
        """
        settings = self.folder.shared.settings
        with ExitStack() as stack:
            earlier = self._earlier()
            if earlier:
                stack.enter_context(earlier)
            dumps = {
                name: stack.enter_context(Dump(self.new / STREAMS[name])) for name in self.streams
            }
            lines = stack.enter_context(tempfile.TemporaryFile("w+b", dir=self.new))
            heads = self._heads(self.folder.ledger.date)
            for name, dump in dumps.items():
                dump.write(heads[name])
            size, site = settings.page_size, settings.site_url
            self._pages = [
                stack.enter_context(FeedPages(paged(feed, site), self.new, size))
                for feed in self.renderer.feed_texts
            ]
            scratch = stack.enter_context(tempfile.TemporaryDirectory(dir=self.new))
            scribe = _Scribe(self.renderer, self.new, Path(scratch))
            kept: Callable[[Shard], Kept | None] = earlier.kept if earlier else _nothing
            shards: Generator[tuple[Shard, Written | Kept], None, None]
            shards = rendered_shards(self.folder, scribe, jobs, kept)
            for shard, done in stack.enter_context(closing(shards)):
                self._append(shard, done, dumps, lines, earlier)
                if progress:
                    progress(self.resources, len(self.folder.index))
            self.folder.refuse_changed()
            self._gather_the_rest()
            if self._findings.publishable:
                self._finish(dumps, heads, earlier)
                if self._whole:
                    self._write_manifest(lines, heads)
        return self._findings

    # --- shards ---------------------------------------------------------------------------------

    def _earlier(self) -> Earlier | None:
        """Return the earlier publication, if all that every entry depends on is as it was."""
        if self._old is None:
            return None
        manifest = None
        with suppress(OSError, ValueError, KeyError, TypeError):
            manifest = Manifest(self._old, self.streams, feed_streams(self.renderer.feeds))
        if manifest is None:
            return None
        now = self._dependencies
        if manifest.everything != now.everything or manifest.ledger != now.ledger:
            manifest.close()
            return None
        tables = manifest.tables | now.tables
        moved = {file for file in tables if manifest.tables.get(file) != now.tables.get(file)}
        return Earlier(
            manifest,
            now.things,
            moved,
            self.renderer.link,
            self._documents_of,
            self._doubled,
            self.new,
        )

    def _append(
        self,
        shard: Shard,
        done: Written | Kept,
        dumps: Mapping[str, Dump],
        lines: IO[bytes],
        earlier: Earlier | None,
    ) -> None:
        if isinstance(done, Written):
            kept = done.kept
            for recorded in done.recorded:
                self.recording.add(recorded)
        else:
            kept = done
            for id in self._ids(shard):
                self.recording.add_unchanged(PATHS.resource(id))
        first = shard.records[0]
        down = Move(self.folder.table.header.file, first.number - 1, (first.line or 1) - 1)
        self._findings.add(down.of(each) for each in kept.findings)
        self.resources += kept.entries
        self._counting.add(kept.tally)
        if self._findings.publishable and kept.entries:
            page = 1
            for pages in self._pages:
                page = pages.room_for(kept.entries, kept.named[pages.feed.name])
            if isinstance(done, Written):
                lengths = self._append_written(done, dumps)
            else:
                assert earlier is not None
                lengths = self._append_kept(earlier, shard.key, dumps)
            if self._whole:
                lines.write(shard_line(shard.key, page, lengths, kept).encode())
        if isinstance(done, Written):
            self.rendered += kept.entries
            os.unlink(done.parts)

    def _append_written(self, written: Written, dumps: Mapping[str, Dump]) -> list[int]:
        self.files += written.files
        offset = 0
        with open(written.parts, "rb", buffering=0) as parts:
            lengths = iter(written.lengths)
            for name in self.streams:
                length = next(lengths)
                dumps[name].write(between(name))
                dumps[name].copy(parts, offset, length)
                offset += length
            for pages in self._pages:
                for format in pages.feed.extensions:
                    length = next(lengths)
                    pages.copy(format, parts, offset, length)
                    offset += length
        return written.lengths

    def _append_kept(self, earlier: Earlier, key: str, dumps: Mapping[str, Dump]) -> list[int]:
        part = earlier.manifest.parts[key]
        for name, dump in dumps.items():
            dump.follow(earlier.files[name], part.offsets[name], part.lengths[name], between(name))
        for pages in self._pages:
            for format in pages.feed.extensions:
                stream = f"{pages.feed.name} {format}"
                page = earlier.page(pages.feed.page(format, part.page))
                pages.follow(format, page, part.offsets[stream], part.lengths[stream])
        return list(part.lengths.values())

    def _documents_of(self, shard: Shard) -> Iterator[str]:
        """Yield the paths of the documents of a shard's entries."""
        if self.renderer.documents:
            for id in self._ids(shard):
                path = document_path(id, len(self.folder.index))
                yield from (f"{path}{extension}" for extension in DOCUMENTS.values())

    def _doubled(self, shard: Shard) -> bool:
        """Return whether an id of the shard stands in an earlier row of the table too."""
        earlier_row_of = self.folder.index.earlier_row_of
        ids = zip(self._ids(shard), shard.records, strict=True)
        return any(earlier_row_of(id, record.number) is not None for id, record in ids)

    def _ids(self, shard: Shard) -> Iterator[str]:
        place = self.folder.table.index("id")
        return (record.cells[place].strip() for record in shard.records)

    # --- feeds ----------------------------------------------------------------------------------

    def _end_pages(self, measured: Sequence[FileFacts]) -> None:
        """Add the catalogue as data to the last page of each feed, and end it."""
        catalogue = self.folder.shared.catalogue
        issued = catalogue.issued or self.recording.oldest
        facts = DataFacts(measured, issued, self.recording.newest)
        for pages, feed in zip(self._pages, self.renderer.feed_texts, strict=True):
            said = feed.feed.catalogue(feed.shared, facts, feed.context)
            pages.room_for(0, feed.things.names(said))
            for format, written in feed.texts(feed.context.iris.data, said).items():
                pages.write(format, written.encode("ascii"))
            pages.end()
            for format, lengths in pages.lengths.items():
                for number, length in enumerate(lengths, 1):
                    self._sizes[pages.feed.page(format, number)] = length
                    self.files += 1

    # --- findings -------------------------------------------------------------------------------

    def _gather_the_rest(self) -> None:
        self._findings.add([*self.folder.check_shared(), *self._settings_findings()])
        if self._whole:
            gone = self.recording.gone_ids(ledger_lines(self.folder.path))
            self._findings.add(
                persistence.findings(
                    self.folder, self.recording, gone, removing=self._removing, publishing=True
                )
            )

    def _settings_findings(self) -> Iterator[Finding]:
        settings = self.folder.shared.settings
        for code, key, address in (
            ("publication.site-placeholder", "site_url", settings.site_url),
            ("publication.base-placeholder", "base_iri", settings.base_iri),
        ):
            if self._whole and is_placeholder(address):
                yield finding(code, settings.at(key), address)

    # --- the shared part and the ends of the files ----------------------------------------------

    def _shared_units(self, newest: str) -> Iterator[Unit]:
        """Yield the unit of each shared thing, the dates of the catalogue included."""
        folder, graph = self.folder, self.folder.context.iris.graph
        dates = folder.catalogue_dates(self.recording.oldest, newest)
        for subject, triples in folder.shared_triples.items():
            dated = [triple for triple in dates if triple[0] == subject]
            yield Unit(graph(subject), subject, (*triples, *dated))
        yield from tombstones.units(folder)

    def _heads(self, newest: str) -> dict[str, bytes]:
        """Return what stands before the entries in each file: its head and the shared part.

        Its length does not depend on the day: a day is ten characters.
        """
        arranged = [self.renderer.order.arrange(unit) for unit in self._shared_units(newest)]
        heads = {}
        for name in self.streams:
            if name == CSV:
                heads[name] = spreadsheet.head().encode()
                continue
            form = SERIALISERS[name]
            body = form.separator.join(form.unit(unit) for unit in arranged)
            heads[name] = (form.head(None) + body).encode()
        return heads

    def _finish(
        self, dumps: Mapping[str, Dump], heads: dict[str, bytes], earlier: Earlier | None
    ) -> None:
        """Write the terms of others, the ends and the true heads; then the other documents."""
        context, order = self.folder.context, self.renderer.order
        newest = self.recording.newest
        units = list(self._shared_units(newest))
        for unit in units:
            self._counting.add(tally_of(unit.triples, self.folder))
        authorities = shared.authorities_to_rdf(self._counting.named, context)
        self._counting.add(tally_of(authorities, self.folder))
        self._counting.end(self.resources)
        root = context.iris.named(PATHS.authorities)
        last = order.arrange(Unit(context.iris.graph(root), root, tuple(authorities)))
        true_heads = self._heads(newest)
        for name, dump in dumps.items():
            if name != CSV:
                form = SERIALISERS[name]
                dump.write((form.separator + form.unit(last) + form.tail).encode())
            self._sizes[STREAMS[name]] = len(dump)
            assert len(true_heads[name]) == len(heads[name])
            self.files += 1
        self._ended = self._end(dumps, true_heads, earlier)
        if self._whole:
            measured = [self._ended[file.path] for file in DATA_FILES]
            self._end_pages(measured)
            self._documents(units, measured)
            accompanying = (
                tombstones.files(self.folder, self.renderer),
                profile_files.files(self.folder, self.renderer),
            )
            for path, content in chain.from_iterable(accompanying):
                self._write_file(path, content)

    def _documents(self, units: Sequence[Unit], measured: Sequence[FileFacts]) -> None:
        """Write the documents of the shared things; the catalogue's is the whole graph."""
        context = self.folder.context
        for unit in units:
            path = context.iris.relative(unit.root) or ""
            if path in self.folder.retired_triples:
                continue
            if unit.root == context.iris.data:
                self._write(self.renderer.document(path, unit, self._facts(measured)))
            elif unit.root != context.iris.catalogue:
                self._write(self.renderer.document(path, self._with_concepts(unit)))

    def _with_concepts(self, unit: Unit) -> Unit:
        """Return a scheme's unit with its concepts in full; any other unit as it is."""
        context = self.folder.context
        schemes = {iri: scheme for scheme, iri in context.schemes.items()}
        if unit.root not in schemes:
            return unit
        concepts = [
            triple
            for concept in context.shared.concepts_of(schemes[unit.root])
            for triple in self.folder.shared_triples[context.concepts[concept.scheme, concept.id]]
        ]
        return unit._replace(triples=(*unit.triples, *concepts))

    def _end(
        self, dumps: Mapping[str, Dump], heads: Mapping[str, bytes], earlier: Earlier | None
    ) -> dict[str, FileFacts]:
        """End the files that hold the catalogue; return the size and checksum of each by its path.

        Several at once, the longest first, and the links to unchanged documents beside them: all
        this is work of the system, outside of the interpreter's lock. A publication that is
        interrupted waits for none of it. A file in which nothing has changed is that of the earlier
        publication.
        """
        facts: dict[str, FileFacts] = {}

        def end(name: str) -> None:
            dump = dumps[name]
            dump.replace_head(heads[name])
            if earlier and dump.become(earlier.files[name]):
                digest = earlier.manifest.digests[STREAMS[name]]
            else:
                dump.end()
                digest = dump.sha512() if self._whole else ""
            facts[name] = FileFacts(len(dump), digest)

        def stop() -> None:
            for dump in dumps.values():
                dump.stop()
            if earlier:
                earlier.links.stop()

        longest = sorted(dumps, key=lambda name: len(dumps[name]), reverse=True)
        work: list[Callable[[], None]] = [partial(end, name) for name in longest]
        if earlier:
            work.insert(0, earlier.links.make)
            self.files += len(earlier.links)
        by_threads(call, work, default_jobs(), stop)
        return {STREAMS[name]: facts[name] for name in dumps}

    def _facts(self, measured: Sequence[FileFacts]) -> list[Triple]:
        """Return what no file can state of itself: counts, sizes and checksums."""
        context = self.folder.context
        triples = list(data.counts_to_rdf(self.counts, context))
        for file, facts in zip(DATA_FILES, measured, strict=True):
            triples.extend(data.file_facts_to_rdf(file, facts, context))
        return triples

    def _write(self, documents: dict[str, bytes]) -> None:
        for path, content in documents.items():
            self._write_file(path, content)

    def _write_file(self, path: str, content: bytes) -> None:
        _write_file(self.new / path, content)
        self.files += 1

    def _write_manifest(self, lines: IO[bytes], heads: dict[str, bytes]) -> None:
        first = header(
            everything=self._dependencies.everything,
            things=self._dependencies.things,
            tables=self._dependencies.tables,
            ledger=self.recording.dates_digest,
            heads={name: len(head) + len(between(name)) for name, head in heads.items()}
            | {
                f"{pages.feed.name} {format}": len(head)
                for pages in self._pages
                for format, head in pages.feed.heads.items()
            },
            files={name: STREAMS[name] for name in self.streams},
            sizes=self._sizes,
            digests={path: facts.sha512 for path, facts in self._ended.items()},
        )
        lines.seek(0)
        with (self.new / FILE).open("wb") as out:
            out.write(first.encode())
            shutil.copyfileobj(lines, out)
        self.files += 1


def _nothing(_shard: Shard) -> None:
    return None


def _write_file(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
