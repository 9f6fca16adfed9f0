"""What is asked of the disk where its order matters: a power cut may come between any two calls."""

import ctypes
import os
from contextlib import suppress
from pathlib import Path


class Disk:
    """The file systems of this machine.

    What is renamed, removed or written lasts once its folder, or its whole file system, was synced;
    until then a power cut may undo it.
    """

    def sync_file_system(self, path: Path) -> None:
        """Bring everything that was written to the file system of a path to the disk.

        One call for any number of files; where the system cannot (other than Linux), all file
        systems are synced.
        """
        if not _sync_file_system(path):
            os.sync()

    def sync_folder(self, folder: Path) -> None:
        """Bring the names in a folder to the disk, where the system can."""
        # Windows opens no folder; some file systems of a network refuse to sync one.
        with suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def write(self, path: Path, text: str) -> None:
        """Write a small file, its content and its name brought to the disk."""
        with path.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        self.sync_folder(path.parent)

    def rename(self, path: Path, target: Path) -> None:
        """Give a file or a folder another name; a file there before is replaced."""
        path.replace(target)

    def remove(self, path: Path) -> None:
        """Remove a file, if it is there."""
        path.unlink(missing_ok=True)


def _sync_file_system(path: Path) -> bool:
    """Return whether the system synced the file system of a path (syncfs(2), Linux)."""
    try:
        syncfs = ctypes.CDLL(None, use_errno=True).syncfs
    except (AttributeError, OSError, TypeError):
        return False
    descriptor = os.open(path, os.O_RDONLY)
    try:
        return int(syncfs(descriptor)) == 0
    finally:
        os.close(descriptor)
