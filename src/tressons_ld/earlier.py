"""The publication before this one, and what of it still holds."""

import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Self

from tressons_ld.manifest import Kept, Manifest, Part
from tressons_ld.shards import Shard


class Earlier:
    """An earlier publication, all that every entry depends on being as it was."""

    def __init__(
        self,
        manifest: Manifest,
        things: dict[str, str],
        moved: set[str],
        link: Callable[[str], str],
        documents: Callable[[Shard], Iterable[str]],
        doubled: Callable[[Shard], bool],
        new: Path,
    ) -> None:
        """Open its files.

        Args:
            manifest: what it was made from.
            things: digest of each shared thing now, by its path under the base.
            moved: the other tables that have changed since.
            link: digest of what is said now of an entry that another one names.
            documents: paths of the documents of a shard's entries.
            doubled: whether an id of a shard stands in an earlier row of the table too.
            new: the folder of the publication to come.
        """
        self.manifest, self.folder = manifest, manifest.folder
        self._link, self._moved = link, moved
        self._documents, self._doubled = documents, doubled
        self._changed = {
            path
            for path in manifest.things.keys() | things.keys()
            if things.get(path) != manifest.things.get(path)
        }
        self._open = ExitStack()
        self._open.callback(manifest.close)
        self.files: dict[str, IO[bytes]] = {
            name: self._open.enter_context((self.folder / path).open("rb"))
            for name, path in manifest.files.items()
        }

        self.links = Links(self.folder, new, self._open)
        self._pages: dict[str, IO[bytes]] = {}
        self._root = os.path.join(self.folder, "")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def page(self, path: str) -> IO[bytes]:
        """Return a page of a feed, open until the end."""
        if path not in self._pages:
            file = (self.folder / path).open("rb")
            self._pages[path] = self._open.enter_context(file)
        return self._pages[path]

    def kept(self, shard: Shard) -> Kept | None:
        """Return what is kept of a shard, its documents too, or None when it is to be rendered."""
        part: Part | None = self.manifest.parts.get(shard.key)
        if part is None:
            return None
        kept = self.manifest.kept(part)
        if not self._changed.isdisjoint(kept.uses):
            return None
        if any(self._link(id) != said for id, said in kept.links):
            return None
        if any(each.location and each.location.file in self._moved for each in kept.findings):
            return None
        if self._doubled(shard):
            return None
        paths = list(self._documents(shard))
        if not all(os.path.exists(f"{self._root}{path}") for path in paths):
            return None
        self.links.add(paths)
        return kept


class Links:
    """The unchanged files of an earlier publication, taken over into a new one.

    Their paths are kept in a file, however many they are.
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

    def add(self, paths: Iterable[str]) -> None:
        """Keep the paths of files to take over."""
        for path in paths:
            self._paths.write(f"{path}\n")
            self._number += 1

    def __len__(self) -> int:
        """Return how many files there are."""
        return self._number

    def make(self) -> None:
        """Link them all, or copy where there are no links.

        Raises:
            OSError: one has gone, or cannot be written.
        """
        made: set[str] = set()
        self._paths.seek(0)
        for line in self._paths:
            if self._stopped:
                return
            path = line.rstrip("\n")
            folder = os.path.dirname(path)
            if folder not in made:
                os.makedirs(self._new / folder, exist_ok=True)
                made.add(folder)
            source, target = os.path.join(self._old, path), os.path.join(self._new, path)
            try:
                os.link(source, target)
            except OSError:
                shutil.copyfile(source, target)

    def stop(self) -> None:
        """Leave off, in whatever thread."""
        self._stopped = True
