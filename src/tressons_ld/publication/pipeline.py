"""The shards of a catalogue, rendered by several processes, in the order of the table."""

import os
import tempfile
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import Row
from tressons_ld.files.workers import WorkerDied, in_order, kills_worker
from tressons_ld.findings.errors import OutputError
from tressons_ld.identity.ledger import LedgerRecord
from tressons_ld.publication.content_digests import digest_of, digest_of_bytes
from tressons_ld.publication.manifest import ShardPosition, ShardRecord
from tressons_ld.publication.rendering import RenderedShard, Renderer
from tressons_ld.publication.shards import Shard
from tressons_ld.publication.stamps import stamp_of

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
    """

    shard: Shard
    reuse: Reuse | None
    artifacts: tuple[str, ...]


class WrittenShard(NamedTuple):
    """A shard as it was rendered, its files in their places.

    Attributes:
        record: what the manifest keeps of it.
        lengths: artifact -> stream -> length of its run, in bytes, of what was rendered.
        runs: path of the file that holds these runs, one after the other; empty if there are none.
        recorded: what the lock file is to record; None where nothing was read anew.
        files: number of files of entries that were written.
        stamps: artifact -> stamp of the files of entries that were written.
        folders: the folders that these lie in.
        altered_files: paths of files that stood there and were not what was published.
    """

    record: ShardRecord
    lengths: Mapping[str, Mapping[str, int]]
    runs: str
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
        return cls(reuse.record, {}, "", None)


@dataclass(frozen=True)
class Checker:
    """Looks for the findings of a shard, and renders nothing, in whatever process."""

    renderer: Renderer

    def __call__(self, task: Task) -> RenderedShard:
        """Return what a shard comes to."""
        return self.renderer(task.shard)


@dataclass(frozen=True)
class Writer:
    """Renders a shard and writes what it comes to into the new folder, in whatever process.

    Attributes:
        renderer: renders it.
        new: the new folder.
        scratch: where the runs of shards are written.
        old: the folder of the previous publication.
    """

    renderer: Renderer
    new: Path
    scratch: Path
    old: Path

    def __call__(self, task: Task) -> WrittenShard:
        """Do what is to be done for a shard."""
        reuse = task.reuse
        checking = reuse is None or not reuse.checked
        rendered = self.renderer(task.shard, artifacts=task.artifacts, checking=checking)
        # The digests are for the next publication.
        record = self._digested(rendered) if self.renderer.recording else rendered.record
        stamps, folders, altered = {}, set(), []
        for name, part in rendered.parts.items():
            for path, content in part.files.items():
                write_file(self.new / path, content)
                folders.add(path.rpartition("/")[0])
            if part.files:
                stamps[name] = stamp_of(self.new, sorted(part.files)) or ""
            if reuse and name in reuse.altered_artifacts:
                altered += [path for path in part.files if self._is_altered(path, part.files[path])]
        lengths = {
            name: {stream: len(run) for stream, run in part.runs.items()}
            for name, part in rendered.parts.items()
        }
        return WrittenShard(
            record=_merged(record, reuse, self.renderer.artifacts),
            lengths=lengths,
            runs=self._runs(rendered),
            recorded=rendered.recorded,
            files=sum(len(part.files) for part in rendered.parts.values()),
            stamps=stamps,
            folders=frozenset(folders),
            altered_files=tuple(altered),
        )

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

    @staticmethod
    def _digested(rendered: RenderedShard) -> ShardRecord:
        parts = rendered.parts
        return replace(
            rendered.record,
            runs={
                stream: digest_of(run)
                for part in parts.values()
                for stream, run in part.runs.items()
            },
            files={
                name: digest_of_bytes(part.files[path] for path in sorted(part.files))
                for name, part in parts.items()
                if part.files
            },
        )

    def _runs(self, rendered: RenderedShard) -> str:
        runs = [run for part in rendered.parts.values() for run in part.runs.values()]
        if not any(runs):
            return ""
        descriptor, path = tempfile.mkstemp(dir=self.scratch)
        with os.fdopen(descriptor, "wb") as out:
            out.writelines(runs)
        return path


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


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def in_table_order(
    folder: CatalogueFolder,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    known_result: Callable[[Task], Result | None] = lambda _task: None,
) -> Generator[tuple[Task, Result], None, None]:
    """Yield each task with what it comes to, in order.

    To be closed before anything that the work writes to is removed.

    Args:
        folder: the folder that the shards are of.
        work: what is done for a task, in any process.
        tasks: the shards, in the order of the table.
        jobs: number of processes.
        known_result: what a task comes to for which nothing is to be done, or None.

    Raises:
        OutputError: a row makes the process die that works on it, and is named; or something
            else killed that process.
    """
    try:
        yield from in_order(work, tasks, jobs, known_result)
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
