"""What artifacts make of one shard, written as it comes: files in their places, runs in one file.

Nothing of a part is held once it is written: the texts of a shard are many times its rows.
"""

import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Self

from tressons_ld.artifacts import Part
from tressons_ld.publication.content_digests import digest_of, digest_of_bytes
from tressons_ld.publication.stamps import stamp_of


class WrittenParts:
    """The parts of a shard, to be used as a context.

    Attributes:
        summaries: artifact -> the summary of its part.
        lengths: artifact -> stream -> length of its run, in bytes.
        run_digests: stream -> digest of its run, where digests are wanted.
        digests: artifact -> digest of its files, where it has any and digests are wanted.
        stamps: artifact -> stamp of its files, where it has any.
        folders: the folders that these lie in.
        files: how many they are.
    """

    def __init__(
        self, folder: Path, scratch: Path, separators: Mapping[str, bytes], digesting: bool
    ) -> None:
        """Begin without any part.

        Args:
            folder: where the files go.
            scratch: path of the file that takes the runs, one after the other.
            separators: what stands between two entries of each stream.
            digesting: whether digests are wanted.
        """
        self._folder, self._scratch, self._digesting = folder, scratch, digesting
        self._separators = separators
        self._open = ExitStack()
        self.summaries: dict[str, Any] = {}
        self.lengths: dict[str, dict[str, int]] = {}
        self.run_digests, self.digests = dict[str, str](), dict[str, str]()
        self.stamps, self.folders = dict[str, str](), set[str]()
        self.files = 0

    def __enter__(self) -> Self:
        # Over what the file holds, which the system does faster than anew.
        descriptor = os.open(self._scratch, os.O_WRONLY | os.O_CREAT, 0o600)
        self._out = self._open.enter_context(os.fdopen(descriptor, "wb"))
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def add(self, name: str, part: Part) -> None:
        """Write what an artifact makes of the shard, after that of others."""
        self.summaries[name] = part.summary
        self.lengths[name] = {}
        for stream, entries in part.runs.items():
            run = [piece for each in entries for piece in (self._separators[stream], each)][1:]
            self.lengths[name][stream] = sum(map(len, run))
            self._out.writelines(run)
            if self._digesting:
                self.run_digests[stream] = digest_of(*run)
        if part.files:
            self._add_files(name, part)

    def _add_files(self, name: str, part: Part) -> None:
        for path, content in part.files.items():
            write_file(self._folder / path, content)
            self.folders.add(path.rpartition("/")[0])
        self.files += len(part.files)
        paths = sorted(part.files)
        self.stamps[name] = stamp_of(self._folder, paths) or ""
        if self._digesting:
            self.digests[name] = digest_of_bytes(part.files[path] for path in paths)


def write_file(path: Path, content: bytes) -> None:
    """Write a file, and the folders above it."""
    try:
        path.write_bytes(content)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
