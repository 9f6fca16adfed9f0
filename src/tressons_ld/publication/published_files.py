"""The files of the previous publication, held against what was published.

Where the stamp of a file is that of :mod:`tressons_ld.publication.stamps`, nothing of it is read.
Where it differs, its bytes decide: the same (a checkout, a restored copy) are taken over, others
are made anew and told.
"""

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from tressons_ld.artifacts import Artifact
from tressons_ld.artifacts.artifact import Stream
from tressons_ld.publication.content_digests import digest_of_bytes, digest_of_file
from tressons_ld.publication.manifest import (
    Manifest,
    ShardRecord,
    StreamEnd,
)
from tressons_ld.publication.name_sample import NameSample
from tressons_ld.publication.stamps import Stamps, stamp_of

_BLOCK = 1 << 20


class PublishedFiles:
    """The files of the previous publication.

    Attributes:
        altered_files: those that are not what was published, of files that grow with the entries
            and of files that are made once.
        missing: the files of streams that are not there, or are no files.
    """

    def __init__(
        self, manifest: Manifest, stamps: Stamps, artifacts: Iterable[Artifact], keep: Sequence[str]
    ) -> None:
        """Hold the files of streams, and those that are made once, against what was published.

        Args:
            manifest: of the publication.
            stamps: of its files as it left them.
            artifacts: the kinds of output whose streams are looked at.
            keep: paths of what is not of the publication.
        """
        self._manifest, self._stamps, self._keep = manifest, stamps, frozenset(keep)
        self._root = os.path.join(manifest.folder, "")
        self._folders: dict[str, bool] = {"": True}
        self._lost: dict[str, set[str]] = {}
        self.altered_files, self.missing = NameSample(), set[str]()
        for artifact in artifacts:
            for stream in artifact.streams:
                if stream.name in manifest.streams:
                    self._look_at(artifact, stream)
        self._look_at_files_made_once()

    def runs_hold(self, artifact: Artifact, key: str) -> bool:
        """Return whether the runs of a shard are those that were published."""
        return key not in self._lost.get(artifact.name, ())

    def stamp(
        self, artifact: Artifact, key: str, paths: Sequence[str], record: ShardRecord
    ) -> str | None:
        """Return the stamp of the files of a shard; None if they are not what was published.

        Args:
            artifact: the artifact.
            key: digest of the rows of the shard.
            paths: of the files.
            record: what the manifest keeps of the shard.
        """
        now = self._stamp(paths)
        if now is None or now == self._stamps.shards.get(key, {}).get(artifact.name):
            return now
        with suppress(OSError):
            contents = (Path(self._root + path).read_bytes() for path in sorted(paths))
            if digest_of_bytes(contents) == record.files.get(artifact.name):
                return now
        return None

    def _stamp(self, paths: Sequence[str]) -> str | None:
        if not all(map(self._is_own_folder, {path.rpartition("/")[0] for path in paths})):
            return None
        return stamp_of(self._manifest.folder, sorted(paths))

    def _is_own_folder(self, folder: str) -> bool:
        """Return whether a folder is one, and no link to one."""
        known = self._folders.get(folder)
        if known is None:
            with suppress(OSError):
                known = stat.S_ISDIR(os.lstat(self._root + folder).st_mode)
            known = bool(known) and self._is_own_folder(folder.rpartition("/")[0])
            self._folders[folder] = known
        return known

    def _look_at_files_made_once(self) -> None:
        folders = set[str]()

        def paths() -> Iterator[str]:
            for path, _ in self._manifest.made_once():
                folders.add(path.rpartition("/")[0])
                yield path

        now = stamp_of(self._manifest.folder, paths())
        unchanged = now is not None and now == self._stamps.once
        if unchanged and all(map(self._is_own_folder, folders)):
            return
        for path, digest in self._manifest.made_once():
            if path not in self._keep and not (
                self._stamp([path]) and _is(Path(self._root + path), digest)
            ):
                self.altered_files.add([path])

    def _look_at(self, artifact: Artifact, stream: Stream) -> None:
        pages: dict[int, list[str]] = {1: []}
        place = self._manifest.streams[stream.name]
        for key, shard in self._manifest.places.items():
            pages.setdefault(shard.page if place.paged else 1, []).append(key)
        for page, keys in pages.items():
            path = stream.page(page)
            stamp = self._stamp([path])
            if stamp is None:
                self.missing.add(path)
                lost = set(keys)
            elif stamp == self._stamps.streams.get(path):
                continue
            else:
                lost, whole = self._read(path, stream, keys, self._manifest.ends[path])
                if whole:
                    continue
            self._lost.setdefault(artifact.name, set()).update(lost)
            if path not in self._keep:
                self.altered_files.add([path])

    def _read(
        self, path: str, stream: Stream, keys: Sequence[str], end: StreamEnd
    ) -> tuple[set[str], bool]:
        """Return the shards whose runs a file no longer holds, and whether it is what it was."""
        separator, lost, before = stream.separator, set[str](), -1
        with Path(self._root + path).open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            for key in keys:
                place = self._manifest.places[key]
                offset, length = place.offsets[stream.name], place.lengths[stream.name]
                # What stands between two runs is copied with them.
                between = separator if before >= 0 else b""
                file.seek(offset - len(between))
                digest = self._manifest.record(place).runs[stream.name]
                if file.read(len(between)) != between or _digest_of_run(file, length) != digest:
                    lost.add(key)
                before = offset
            around = [_bytes_at(file, 0, end.head), _bytes_at(file, size - end.tail, end.tail)]
        same = size == end.size and digest_of_bytes(around) == end.digest
        return lost, same and not lost


def _bytes_at(file: IO[bytes], offset: int, length: int) -> bytes:
    file.seek(max(offset, 0))
    return file.read(length)


def _digest_of_run(file: IO[bytes], length: int) -> str:
    """Return the digest of the bytes that follow in a file."""
    digest = hashlib.blake2b(digest_size=16)
    while length and (block := file.read(min(length, _BLOCK))):
        digest.update(block)
        length -= len(block)
    return digest.hexdigest()


def _is(path: Path, digest: str) -> bool:
    """Return whether a file holds what has this digest."""
    with suppress(OSError):
        return digest_of_file(path) == digest
    return False
