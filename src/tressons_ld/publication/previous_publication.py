"""The publication before this one, and what of it still holds."""

import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile
from typing import Self

from tressons_ld.artifacts import Artifact
from tressons_ld.files.held_folder import open_folder
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.manifest import Fingerprints, Manifest, ShardPosition, ShardRecord
from tressons_ld.publication.pipeline import Reuse, Task, WrittenShard
from tressons_ld.publication.published_files import PublishedFiles
from tressons_ld.publication.shards import Shard
from tressons_ld.publication.stamps import Stamps
from tressons_ld.publication.streams import PreviousFile, Run


class PreviousPublication:
    """The previous publication, all that every entry depends on being as it was.

    Attributes:
        links: its files that are taken over.
        altered_files: its files that are no longer what was published, of those looked at so far.
    """

    def __init__(
        self,
        manifest: Manifest,
        files: PublishedFiles,
        now: Fingerprints,
        inputs: Inputs,
        new: Path,
    ) -> None:
        """Open its files.

        Args:
            manifest: what it was made from.
            files: its files, held against what was published.
            now: what this publication is made from.
            inputs: the same, as values.
            new: the folder of the publication to come.
        """
        self._manifest, self._published, self._inputs = manifest, files, inputs
        before = manifest.fingerprints
        self._shapes_unchanged = before.validation == now.validation
        self._artifacts = {
            artifact.name: artifact
            for artifact in inputs.artifacts
            if before.artifacts.get(artifact.name) == now.artifacts[artifact.name]
        }
        self.altered_files = files.altered_files
        self._changed_things = _changed(before.things, now.things)
        self._changed_tables = _changed(before.tables, now.tables)
        self._open = ExitStack()
        self._root = os.path.join(manifest.folder, "")
        self._files: dict[str, PreviousFile] = {}
        self.links = Links(manifest.folder, new, self._open)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def task(self, shard: Shard) -> Task:
        """Return what is to be done for a shard."""
        reuse = self._reuse(shard)
        valid = reuse.artifacts if reuse else frozenset()
        names = (artifact.name for artifact in self._inputs.artifacts)
        task = Task(shard, reuse, tuple(name for name in names if name not in valid))
        if WrittenShard.unchanged(task) is None:
            # Rows are read in their order, whenever they are worked on.
            task = task._replace(shard=shard._replace(records=list(shard.records)))
        return task

    def files(self) -> Mapping[str, PreviousFile]:
        """Return the file of each stream that has no pages and may still hold."""
        return {
            name: self._file(each.path)
            for name, each in self._manifest.streams.items()
            if not each.paged
            and each.artifact in self._artifacts
            and each.path not in self._published.missing
        }

    def runs(self, artifact: Artifact, place: ShardPosition) -> dict[str, Run]:
        """Return the run of a shard in each stream of an artifact."""
        return {
            stream.name: Run(
                self._file(stream.page(place.page if artifact.page_size else 1)).file,
                place.offsets[stream.name],
                place.lengths[stream.name],
                lasting=True,
            )
            for stream in artifact.streams
        }

    def take_over(self, task: Task) -> None:
        """Take over the files of entries that still hold."""
        if task.reuse:
            self.links.add(task.reuse.paths)

    def _record(self, place: ShardPosition) -> ShardRecord:
        """Return what is kept of a shard, without what is published no longer."""
        record, artifacts = self._manifest.record(place), self._inputs.artifacts
        streams = [stream.name for each in artifacts for stream in each.streams]
        names = {each.name for each in artifacts}
        return replace(
            record,
            runs={name: record.runs[name] for name in streams if name in record.runs},
            summaries={name: each for name, each in record.summaries.items() if name in names},
            files={name: each for name, each in record.files.items() if name in names},
        )

    def _reuse(self, shard: Shard) -> Reuse | None:
        place = self._manifest.places.get(shard.key)
        if place is None:
            return None
        record, graph = self._record(place), self._inputs.graph
        ids = shard.ids
        if not self._changed_things.isdisjoint(record.uses):
            return None
        links = dict(record.links)
        if links.pop("", "") != graph.naming_digest(ids):
            return None
        if any(graph.stub_digest(id) != digest for id, digest in links.items()):
            return None
        if self._has_doubled_id(shard):
            return None
        moved = any(
            finding.location and finding.location.file in self._changed_tables
            for finding in record.findings
        )
        valid, altered, files, stamps = set(), set(), list[str](), dict[str, str]()
        for name, artifact in self._artifacts.items():
            if name not in record.summaries:
                continue
            has_files = name in record.files
            paths = [path for id in ids for path in artifact.paths(id)] if has_files else []
            stamp = self._published.stamp(artifact, shard.key, paths, record) if paths else ""
            if stamp is None:
                altered.add(name)
            elif self._published.runs_hold(artifact, shard.key):
                valid.add(name)
                files += paths
                if stamp:
                    stamps[name] = stamp
        # What is found of drafts depends on what is published of none of them.
        checked = self._shapes_unchanged and not moved and not shard.has_draft
        return Reuse(record, place, frozenset(valid), checked, files, stamps, frozenset(altered))

    def _has_doubled_id(self, shard: Shard) -> bool:
        """Return whether an id of a shard stands in an earlier row of the table too."""
        folder = self._inputs.folder
        if not folder.index.has_doubled:
            return False
        rows = folder.without_drafts(shard.records)
        earlier = folder.index.earlier_row_of
        pairs = zip(shard.ids, rows, strict=True)
        return any(earlier(id, row.number) is not None for id, row in pairs)

    def _file(self, path: str) -> PreviousFile:
        if path not in self._files:
            file = self._open.enter_context((self._manifest.folder / path).open("rb"))
            self._files[path] = PreviousFile(file, self._manifest.sha512.get(path, ""))
        return self._files[path]


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> set[str]:
    return {name for name in {**before, **now} if before.get(name) != now.get(name)}


def previous_publication(
    manifest: Manifest, stamps: Stamps, now: Fingerprints, inputs: Inputs, new: Path
) -> PreviousPublication | None:
    """Return an earlier publication, or None where anything has changed that all entries depend on.

    Args:
        manifest: what it was made from.
        stamps: what it left.
        now: what the publication to come is made from.
        inputs: the same, as values.
        new: the folder of that publication.
    """
    before = manifest.fingerprints
    if (before.common, before.ledger) != (now.common, now.ledger):
        return None
    keep = inputs.folder.shared.settings.keep
    files = PublishedFiles(manifest, stamps, inputs.artifacts, keep)
    return PreviousPublication(manifest, files, now, inputs, new)


class Links:
    """The unchanged files of a previous publication, taken over into a new one.

    Their paths are kept in a file, however many they are.

    Attributes:
        folders: the folders that they lie in, once they are made.
    """

    def __init__(self, old: Path, new: Path, open: ExitStack) -> None:
        """Begin with none.

        Args:
            old: the folder that they lie in.
            new: the folder to link them into.
            open: what closes the file that their paths are kept in.
        """
        self._old, self._new = old, new
        self._paths = TemporaryFile("w+", encoding="utf-8", dir=new)  # noqa: SIM115
        open.enter_context(self._paths)
        self._number = 0
        self._stopped = False
        self.folders: set[str] = set()

    def add(self, paths: Sequence[str]) -> None:
        """Keep the paths of files to take over."""
        if paths:
            self._paths.write("\n".join((*paths, "")))
            self._number += len(paths)

    def __len__(self) -> int:
        """Return how many files there are."""
        return self._number

    def make(self) -> None:
        """Link them all, or copy where there are no links.

        Raises:
            OSError: one has gone, or cannot be written.
        """
        made = self.folders
        self._paths.seek(0)
        with open_folder(self._old) as old, open_folder(self._new) as new:
            for line in self._paths:
                if self._stopped:
                    return
                path = line[:-1]
                folder = path.rpartition("/")[0]
                if folder not in made:
                    os.makedirs(self._new / folder, exist_ok=True)
                    made.add(folder)
                try:
                    os.link(path, path, src_dir_fd=old, dst_dir_fd=new)
                except OSError:
                    # With its time, for its stamp is that of before.
                    shutil.copy2(self._old / path, self._new / path)

    def stop(self) -> None:
        """Leave off, in whatever thread."""
        self._stopped = True
