"""The shards of a catalogue, rendered by several processes, in the order of the table."""

import os
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import Row
from tressons_ld.files.workers import WorkerDied, in_order, kills_worker
from tressons_ld.findings.errors import OutputError
from tressons_ld.identity.ledger import LedgerRecord
from tressons_ld.publication.manifest import ShardPosition, ShardRecord
from tressons_ld.publication.rendering import Renderer
from tressons_ld.publication.shards import Shard
from tressons_ld.publication.written_parts import WrittenParts

Progress = Callable[[int, int], None]
"""Called with the number of entries done and the number there are."""

Result = TypeVar("Result")


class Reuse(NamedTuple):
    """What of a shard still holds since the previous publication.

    Attributes:
        record: what the manifest keeps of it.
        place: where it stands in the files of that publication.
        artifacts: the artifacts whose parts still hold.
        checked: whether its findings still hold.
        paths: of the files of entries that still hold.
        stamps: artifact -> stamp of these files.
        altered_artifacts: the artifacts of which a file is not what was published.
    """

    record: ShardRecord
    place: ShardPosition
    artifacts: frozenset[str]
    checked: bool
    paths: Sequence[str]
    stamps: Mapping[str, str]
    altered_artifacts: frozenset[str]


class Task(NamedTuple):
    """A shard, and what is to be done for it.

    Attributes:
        shard: the shard.
        reuse: what of it still holds; None when nothing does.
        artifacts: the artifacts to be rendered.
        scratch: path of the file that takes the runs; what it holds already is of no more use.
    """

    shard: Shard
    reuse: Reuse | None
    artifacts: tuple[str, ...]
    scratch: Path = Path()


class WrittenShard(NamedTuple):
    """A shard as it was rendered, its files in their places.

    Attributes:
        record: what the manifest keeps of it.
        lengths: artifact -> stream -> length of its run, in bytes, of what was rendered: the runs
            stand in the scratch file of the task, one after the other.
        recorded: what the lock file is to record; None where nothing was read anew.
        files: number of files of entries that were written.
        stamps: artifact -> stamp of the files of entries that were written.
        folders: the folders that these lie in.
        altered_files: paths of files that stood there and were not what was published.
    """

    record: ShardRecord
    lengths: Mapping[str, Mapping[str, int]]
    recorded: list[LedgerRecord] | None
    files: int = 0
    stamps: Mapping[str, str] = {}
    folders: frozenset[str] = frozenset()
    altered_files: tuple[str, ...] = ()

    @classmethod
    def unchanged(cls, task: Task) -> "WrittenShard | None":
        """Return what a task comes to for which nothing is to be done; None for any other."""
        reuse = task.reuse
        if reuse is None or not reuse.checked or task.artifacts:
            return None
        return cls(reuse.record, {}, None)


@dataclass(frozen=True)
class Checker:
    """Looks for the findings of a shard, and renders nothing, in whatever process."""

    renderer: Renderer

    def __call__(self, task: Task) -> WrittenShard:
        """Return what a shard comes to, of which nothing is written."""
        checked = self.renderer(task.shard)
        return WrittenShard(checked.record, {}, checked.recorded)


@dataclass(frozen=True)
class Writer:
    """Renders a shard and writes what it comes to into the new folder, in whatever process.

    Attributes:
        renderer: renders it.
        new: the new folder.
        old: the folder of the previous publication.
    """

    renderer: Renderer
    new: Path
    old: Path

    def __call__(self, task: Task) -> WrittenShard:
        """Do what is to be done for a shard."""
        reuse = task.reuse
        checking = reuse is None or not reuse.checked
        rendered = self.renderer(task.shard, artifacts=task.artifacts, checking=checking)
        altered_artifacts = reuse.altered_artifacts if reuse else frozenset()
        altered: list[str] = []
        recording = self.renderer.recording
        with WrittenParts(self.new, task.scratch, self._separators, recording) as parts:
            for name, part in rendered.parts:
                parts.add(name, part)
                if name in altered_artifacts:
                    files = part.files.items()
                    altered += [path for path, text in files if self._is_altered(path, text)]
        record = replace(
            rendered.record, summaries=parts.summaries, runs=parts.run_digests, files=parts.digests
        )
        return WrittenShard(
            record=_merged(record, reuse, self.renderer.artifacts),
            lengths=parts.lengths,
            recorded=rendered.recorded,
            files=parts.files,
            stamps=parts.stamps,
            folders=frozenset(parts.folders),
            altered_files=tuple(altered),
        )

    @cached_property
    def _separators(self) -> Mapping[str, bytes]:
        """What stands between two entries of each stream."""
        streams = (stream for each in self.renderer.artifacts for stream in each.streams)
        return {stream.name: stream.separator for stream in streams}

    def _is_altered(self, path: str, content: bytes) -> bool:
        """Return whether the previous publication has another file here than it had."""
        old, settings = self.old / path, self.renderer.inputs.folder.shared.settings
        if path in settings.keep:
            return False
        try:
            is_link = os.path.realpath(old) != os.path.join(os.path.realpath(self.old), path)
            return is_link or old.read_bytes() != content
        except OSError:
            return True


def _merged(record: ShardRecord, reuse: Reuse | None, artifacts: Sequence[Artifact]) -> ShardRecord:
    """Return what is kept of a shard that was rendered in part.

    Args:
        record: what was made anew.
        reuse: what still holds.
        artifacts: the artifacts in their order.
    """
    if reuse is None:
        return record
    before = reuse.record
    # What was rendered anew may have no files any more.
    taken_over = {name: each for name, each in before.files.items() if name in reuse.artifacts}
    names = [artifact.name for artifact in artifacts]
    streams = [stream.name for artifact in artifacts for stream in artifact.streams]
    return replace(
        record,
        summaries=_in_order(names, before.summaries, record.summaries),
        findings=before.findings if reuse.checked else record.findings,
        runs=_in_order(streams, before.runs, record.runs),
        files=_in_order(names, taken_over, record.files),
    )


def _in_order(names: Iterable[str], *values: Mapping[str, Any]) -> dict[str, Any]:
    every = {name: value for each in values for name, value in each.items()}
    return {name: every[name] for name in names if name in every}


def in_table_order(
    folder: CatalogueFolder,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    meanwhile: Callable[[], None],
    known_result: Callable[[Task], Result | None] = lambda _task: None,
) -> Generator[tuple[Task, Result], None, None]:
    """Yield each task with what it comes to, in order.

    To be closed before anything that the work writes to is removed.

    Args:
        folder: the folder that the shards are of.
        work: what is done for a task, in any process.
        tasks: the shards, in the order of the table.
        jobs: number of processes.
        meanwhile: called once, while other processes are at the last tasks.
        known_result: what a task comes to for which nothing is to be done, or None.

    Raises:
        OutputError: a row makes the process die that works on it, and is named; or something
            else killed that process.
    """

    def tasks_and_more() -> Iterator[Task]:
        yield from tasks
        meanwhile()

    try:
        yield from in_order(work, tasks_and_more(), jobs, known_result)
    except WorkerDied as death:
        raise _died(folder, work, death) from None


def _died(
    folder: CatalogueFolder, work: Callable[[Task], object], death: WorkerDied
) -> OutputError:
    """Return the error that names the row that makes a process die."""
    if death.task is None:
        return OutputError("output.process-killed")
    task: Task = death.task
    rows = list(task.shard.records)
    while len(rows) > 1:
        half = rows[: len(rows) // 2]
        rows = (
            half
            if kills_worker(work, task._replace(shard=Shard.of(folder, half)))
            else rows[len(half) :]
        )
    record = rows[0]
    place = Row(folder.table.header, record.number, record.line).at("id")
    return OutputError("output.row-kills", place=place)
