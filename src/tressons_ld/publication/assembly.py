"""The files of one publication, made of what every shard comes to, in the order of the table.

A :class:`Assembly` fills a new folder; :mod:`tressons_ld.publication.publish` swaps it in.
"""

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import replace
from operator import call
from pathlib import Path
from typing import IO, Self

from tressons_ld.artifacts import Artifact, Fold, PublicationFacts
from tressons_ld.files.workers import by_threads, default_jobs
from tressons_ld.mapping.data_files import FileFacts
from tressons_ld.publication.manifest import (
    FILE,
    Fingerprints,
    StreamFile,
    header_line,
    shard_line,
)
from tressons_ld.publication.pipeline import Task, WrittenShard, write_file
from tressons_ld.publication.previous import PreviousPublication
from tressons_ld.publication.streams import Run, Streams


class Assembly:
    """The files of one publication under way.

    Attributes:
        artifacts: the kinds of output wanted.
        folder: the folder to fill.
        scratch: a folder for the runs of shards on their way into the files.
        resources: number of entries so far.
        rendered: number of entries of which something was rendered anew.
        files: number of files written or taken over.
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
            previous: the previous publication, as far as it holds.
        """
        self.artifacts, self.folder, self._previous = tuple(artifacts), folder, previous
        self._open = ExitStack()
        self._folds: dict[str, Fold] = {artifact.name: artifact.fold() for artifact in artifacts}
        self._streams: dict[str, Streams] = {}
        for artifact in artifacts:
            streams = Streams(artifact, self._folds[artifact.name], folder, facts)
            self._open.callback(streams.close)
            self._streams[artifact.name] = streams
        lines = tempfile.TemporaryFile("w+b", dir=folder)  # noqa: SIM115
        self._lines: IO[bytes] = self._open.enter_context(lines)
        self.scratch = Path(self._open.enter_context(tempfile.TemporaryDirectory(dir=folder)))
        self.resources = self.rendered = self.files = 0

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
        if appending and entries:
            self._append(task, written)
        if written.runs:
            os.unlink(written.runs)

    def _append(self, task: Task, written: WrittenShard) -> None:
        page, lengths = 1, dict[str, int]()
        with Path(written.runs).open("rb", buffering=0) if written.runs else nullcontext() as file:
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
        facts = replace(facts, files={**facts.files, **measured})
        for artifact in self.artifacts:
            streams = self._streams[artifact.name]
            streams.finish_pages(facts)
            self.files += len(streams.sizes)
            for path, content in self._folds[artifact.name].files(facts):
                write_file(self.folder / path, content)
                self.files += 1
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
        self, fingerprints: Fingerprints, lock_file: str, files: Mapping[str, FileFacts]
    ) -> None:
        """Write what the publication was made from, for the next one.

        Args:
            fingerprints: what it was made from.
            lock_file: digest of the lock file as it is after the publication.
            files: size and checksum of each file that is measured, by its path.
        """
        sizes: dict[str, int] = {}
        streams: dict[str, StreamFile] = {}
        for artifact in self.artifacts:
            here = self._streams[artifact.name]
            sizes.update(here.sizes)
            for stream in artifact.streams:
                head, separator = here.heads[stream.name], len(stream.separator)
                paged = artifact.page_size is not None
                start = head if paged else head + separator
                path = "" if paged else stream.path
                streams[stream.name] = StreamFile(path, start, separator, artifact.name)
        digests = {path: files[path].sha512 for path in sorted(files)}
        header = header_line(fingerprints, lock_file, streams, sizes, digests)
        self._lines.seek(0)
        with (self.folder / FILE).open("wb") as out:
            out.write(header.encode())
            shutil.copyfileobj(self._lines, out)
        self.files += 1


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
