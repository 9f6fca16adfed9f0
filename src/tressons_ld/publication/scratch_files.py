"""Files for the runs of shards, on their way into the files of a publication."""

import tempfile
from pathlib import Path
from typing import Self


class ScratchFiles:
    """The files, to be used as a context: they go with it."""

    def __init__(self, folder: Path) -> None:
        """Begin without any, in a new folder within this one."""
        self._folder = tempfile.TemporaryDirectory(dir=folder)
        self._made, self._free = 0, list[Path]()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._folder.cleanup()

    def take(self) -> Path:
        """Return the path of a file that nobody uses; it may hold what is of no more use."""
        if self._free:
            return self._free.pop()
        self._made += 1
        return Path(self._folder.name, str(self._made))

    def give_back(self, path: Path) -> None:
        """Take back a file that was used."""
        self._free.append(path)
