"""The files of one publication, made of what every shard comes to, in the order of the table.

A :class:`Assembly` fills a new folder; :mod:`tressons_ld.publication.publish` swaps it in.
"""

import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from operator import call
from pathlib import Path, PurePosixPath
from typing import IO, Self

from tressons_ld.artifacts import Artifact, Fold, PublicationFacts
from tressons_ld.catalogue.model import Settings
from tressons_ld.files.shelved_mapping import ShelvedMapping
from tressons_ld.files.workers import by_threads, default_jobs
from tressons_ld.mapping.data_files import FileFacts
from tressons_ld.publication.entry_files import around_entries
from tressons_ld.publication.files_made_once import FilesMadeOnce
from tressons_ld.publication.manifest import (
    Fingerprints,
    StreamEnd,
    StreamFile,
    header_line,
    shard_line,
    write_manifest,
)
from tressons_ld.publication.mapping_changes import mapping_lines
from tressons_ld.publication.name_sample import NameSample
from tressons_ld.publication.pipeline import Task, WrittenShard
from tressons_ld.publication.previous_publication import PreviousPublication
from tressons_ld.publication.scratch_files import ScratchFiles
from tressons_ld.publication.stamps import Stamps, stamp_of
from tressons_ld.publication.streams import Run, Streams


class Assembly:
    """The files of one publication under way.

    Attributes:
        artifacts: the kinds of output wanted.
        folder: the folder to fill.
        scratch_files: files for the runs of shards, until they are added.
        resources: number of entries so far.
        rendered: number of entries of which something was rendered anew.
        files: number of files written or taken over.
        altered_files: files of entries that were not what was published.
    """

    def __init__(
        self,
        artifacts: Sequence[Artifact],
        folder: Path,
        facts: PublicationFacts,
        previous: PreviousPublication | None = None,
    ) -> None:
        """Begin the files.

        Args:
            artifacts: the kinds of output wanted.
            folder: the folder to fill.
            facts: what is known before the first shard.
            previous: the previous publication, as far as it holds; closed with the files.
        """
        self.artifacts, self.folder, self._previous = tuple(artifacts), folder, previous
        self._open = ExitStack()
        if previous:
            # A file that is removed while it is open takes up its room until then.
            self._open.enter_context(previous)
        self._folds: dict[str, Fold] = {artifact.name: artifact.fold() for artifact in artifacts}
        self._streams: dict[str, Streams] = {}
        for artifact in artifacts:
            streams = Streams(artifact, self._folds[artifact.name], folder, facts)
            self._open.callback(streams.close)
            self._streams[artifact.name] = streams
        # The stack of all files closes these two.
        lines, made_once = (tempfile.TemporaryFile("w+b", dir=folder) for _ in range(2))  # noqa: SIM115
        self._lines: IO[bytes] = self._open.enter_context(lines)
        self.scratch_files = self._open.enter_context(ScratchFiles(folder))
        self._stamps = ShelvedMapping[str, Mapping[str, str]]()
        self._made_once = FilesMadeOnce(folder, self._open.enter_context(made_once))
        self._folders = set[str]()
        self.resources = self.rendered = self.files = 0
        self.altered_files = NameSample()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files, and remove what is no part of the publication."""
        self._open.close()

    def add(self, task: Task, written: WrittenShard, *, appending: bool = True) -> None:
        """Add a shard: its runs to their streams, its summaries to their folds.

        Args:
            task: the shard.
            written: what it comes to.
            appending: whether the files can still be of use.
        """
        entries = written.record.entries
        self.resources += entries
        self.files += written.files
        if written.recorded is not None:
            self.rendered += entries
        if self._previous:
            self._previous.take_over(task)
        stamps = {**(task.reuse.stamps if task.reuse else {}), **written.stamps}
        if stamps:
            self._stamps.add(task.shard.key, stamps)
        self._folders |= written.folders
        self.altered_files.add(written.altered_files)
        if appending and entries:
            self._append(task, written)
        self.scratch_files.give_back(task.scratch)

    def _append(self, task: Task, written: WrittenShard) -> None:
        page, lengths = 1, dict[str, int]()
        with task.scratch.open("rb", buffering=0) if written.lengths else nullcontext() as file:
            rendered = _runs(written, file)
            for artifact in self.artifacts:
                name, streams = artifact.name, self._streams[artifact.name]
                if name in written.lengths:
                    runs = rendered.get(name, {})
                else:
                    assert task.reuse is not None and self._previous is not None
                    runs = self._previous.runs(artifact, task.reuse.place)
                here = streams.room_for(written.record.entries)
                page = here if artifact.page_size else page
                streams.add(runs)
                self._folds[name].add(written.record.summaries[name])
                lengths.update((stream, run.length) for stream, run in runs.items())
        line = shard_line(task.shard.key, page, lengths.values(), written.record)
        self._lines.write(line.encode())

    def finish(self, facts: PublicationFacts) -> PublicationFacts:
        """End all files; return the facts with the size and checksum of each that is measured.

        Args:
            facts: what is known once every shard was added.
        """
        for artifact in self.artifacts:
            facts = self._folds[artifact.name].facts(facts)
        measured = self._end_streams(facts)
        facts = replace(facts, files={**facts.files, **measured}, folder=self.folder)
        for artifact in self.artifacts:
            streams = self._streams[artifact.name]
            streams.finish_pages(facts)
            self.files += len(streams.ends)
            self._made_once.write(self._folds[artifact.name].files(facts))
        self.files += len(self._made_once)
        return facts

    def _end_streams(self, facts: PublicationFacts) -> dict[str, FileFacts]:
        """End the files without pages; return the size and checksum of each by its path.

        Several at once, the longest first, and the links to unchanged files beside them: all this
        is work of the system, outside of the interpreter's lock. A publication that is interrupted
        waits for none of it.
        """
        previous = self._previous
        files = previous.files() if previous else {}
        measured: dict[str, FileFacts] = {}
        endings = [
            (len(streams), end)
            for streams in self._streams.values()
            for end in streams.finish(facts, files)
        ]
        endings.sort(key=lambda ending: ending[0], reverse=True)

        def ended(end: Callable[[], tuple[str, FileFacts]]) -> Callable[[], None]:
            def work() -> None:
                path, file = end()
                measured[path] = file

            return work

        work = [ended(end) for _, end in endings]
        if previous:
            work.insert(0, previous.links.make)
            self.files += len(previous.links)
        by_threads(call, work, default_jobs(), self._stop)
        return measured

    def _stop(self) -> None:
        for streams in self._streams.values():
            streams.stop()
        if self._previous:
            self._previous.links.stop()

    def write_manifest(
        self,
        settings: Settings,
        fingerprints: Fingerprints,
        lock_file: str,
        known_by: str,
        files: Mapping[str, FileFacts],
    ) -> Stamps:
        """Write what the publication was made from, for the next one; return what was left.

        Args:
            settings: of the catalogue.
            fingerprints: what it was made from.
            lock_file: digest of the lock file as it is after the publication.
            known_by: what the lines of that file are known by.
            files: size and checksum of each file that is measured, by its path.
        """
        ends, streams = _ends_and_places(self.artifacts, self._streams)
        header = header_line(
            base_iri=settings.base_iri,
            fingerprints=fingerprints,
            lock_file=lock_file,
            lines=known_by,
            mapping=mapping_lines(),
            streams=streams,
            sha512={path: files[path].sha512 for path in sorted(files)},
            ends=ends,
            entry_files=around_entries(self.artifacts),
        )
        self.files += 1
        linked = self._previous.links.folders if self._previous else set()
        # What is kept may have made folders; what comes into them is not ours.
        paths, made = (*ends, *settings.keep), self._made_once
        of_paths = (path.rpartition("/")[0] for path in paths)
        folders = {*self._folders, *made.folders, *linked, *of_paths}
        return Stamps(
            manifest=write_manifest(self.folder, header, made.lines, self._lines),
            streams={path: stamp_of(self.folder, [path]) or "" for path in ends},
            once=made.stamp(),
            shards=self._stamps,
            folders=dict.fromkeys(_with_parents(folders), 0),
            keep=settings.keep,
        )


def _with_parents(folders: Iterable[str]) -> set[str]:
    """Return folders and those that they lie in, the folder of all as an empty path."""
    below = set(folders)
    parents = (str(each) for path in below for each in PurePosixPath(path).parents)
    return {*below, *parents} - {"."} | {""}


def _ends_and_places(
    artifacts: Iterable[Artifact], written: Mapping[str, Streams]
) -> tuple[dict[str, StreamEnd], dict[str, StreamFile]]:
    """Return how the files of streams end, by their paths, and where runs lie, by stream."""
    ends: dict[str, StreamEnd] = {}
    places: dict[str, StreamFile] = {}
    for artifact in artifacts:
        here = written[artifact.name]
        ends.update(here.ends)
        for stream in artifact.streams:
            head, separator = here.heads[stream.name], len(stream.separator)
            paged = artifact.page_size is not None
            start = head if paged or not stream.after_head else head + separator
            place = StreamFile(stream.path, start, separator, artifact.name, paged)
            places[stream.name] = place
    return ends, places


def _runs(written: WrittenShard, file: IO[bytes] | None) -> dict[str, dict[str, Run]]:
    """Return the runs of a shard that was rendered: artifact -> stream -> run.

    Args:
        written: the shard.
        file: holds the runs one after the other; None if there are none.
    """
    runs: dict[str, dict[str, Run]] = {name: {} for name in written.lengths}
    offset = 0
    for name, lengths in written.lengths.items():
        for stream, length in lengths.items():
            if file is not None:
                runs[name][stream] = Run(file, offset, length, lasting=False)
            offset += length
    return runs
