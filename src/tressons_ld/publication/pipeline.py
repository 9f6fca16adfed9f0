"""The shards of a catalogue, rendered by several processes, in the order of the table."""

import os
import tempfile
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import Row
from tressons_ld.files.workers import WorkerDied, dies, in_order
from tressons_ld.findings.errors import OutputError
from tressons_ld.identity.ledger import LedgerRecord
from tressons_ld.publication.manifest import ShardPosition, ShardRecord
from tressons_ld.publication.rendering import RenderedShard, Renderer
from tressons_ld.publication.shards import Shard, shards_of

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
    """

    record: ShardRecord
    place: ShardPosition
    artifacts: frozenset[str]
    checked: bool


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
    """

    record: ShardRecord
    lengths: Mapping[str, Mapping[str, int]]
    runs: str
    recorded: list[LedgerRecord] | None
    files: int

    @classmethod
    def unchanged(cls, task: Task) -> "WrittenShard | None":
        """Return what a task comes to for which nothing is to be done; None for any other."""
        reuse = task.reuse
        if reuse is None or not reuse.checked or task.artifacts:
            return None
        return cls(reuse.record, {}, "", None, 0)


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
    """

    renderer: Renderer
    new: Path
    scratch: Path

    @property
    def _names(self) -> list[str]:
        return [artifact.name for artifact in self.renderer.artifacts]

    def __call__(self, task: Task) -> WrittenShard:
        """Do what is to be done for a shard."""
        reuse = task.reuse
        checking = reuse is None or not reuse.checked
        rendered = self.renderer(task.shard, artifacts=task.artifacts, checking=checking)
        number = 0
        for part in rendered.parts.values():
            for path, content in part.files.items():
                write_file(self.new / path, content)
                number += 1
        lengths = {
            name: {stream: len(run) for stream, run in part.runs.items()}
            for name, part in rendered.parts.items()
        }
        return WrittenShard(
            record=_merged(rendered.record, reuse, self._names),
            lengths=lengths,
            runs=self._runs(rendered),
            recorded=rendered.recorded,
            files=number,
        )

    def _runs(self, rendered: RenderedShard) -> str:
        runs = [run for part in rendered.parts.values() for run in part.runs.values()]
        if not any(runs):
            return ""
        descriptor, path = tempfile.mkstemp(dir=self.scratch)
        with os.fdopen(descriptor, "wb") as out:
            out.writelines(runs)
        return path


def _merged(record: ShardRecord, reuse: Reuse | None, order: Iterable[str]) -> ShardRecord:
    """Return what is kept of a shard that was rendered in part.

    Args:
        record: what was made anew.
        reuse: what still holds.
        order: the artifacts in their order.
    """
    if reuse is None:
        return record
    summaries = {**reuse.record.summaries, **record.summaries}
    return replace(
        record,
        summaries={name: summaries[name] for name in order if name in summaries},
        findings=reuse.record.findings if reuse.checked else record.findings,
    )


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def shards_in(folder: CatalogueFolder) -> Iterator[Shard]:
    """Yield the shards of a folder's table."""
    later = folder.index.additions

    def additions_of(id: str) -> object:
        return [
            (each.column, each.value, each.source, each.found_on, each.certainty)
            for each in later.get(id, ())
        ]

    return shards_of(folder.records(), folder.table.index("id"), additions_of)


def in_table_order(
    folder: CatalogueFolder,
    work: Callable[[Task], Result],
    tasks: Iterable[Task],
    jobs: int,
    known: Callable[[Task], Result | None] = lambda _task: None,
) -> Generator[tuple[Task, Result], None, None]:
    """Yield each task with what it comes to, in order.

    To be closed before anything that the work writes to is removed.

    Args:
        folder: the folder that the shards are of.
        work: what is done for a task, in any process.
        tasks: the shards, in the order of the table.
        jobs: number of processes.
        known: what a task comes to for which nothing is to be done, or None.

    Raises:
        OutputError: a row makes the process die that works on it, and is named; or something
            else killed that process.
    """
    try:
        yield from in_order(work, tasks, jobs, known)
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
        rows = half if dies(work, task._replace(shard=Shard(half, ""))) else rows[len(half) :]
    record = rows[0]
    place = Row(folder.table.header, record.number, record.line).at("id")
    return OutputError("output.row-kills", place=place)
