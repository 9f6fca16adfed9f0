"""A folder that is read for long while others may put another one in its place.

A lock on the folder itself says that somebody reads it (flock(2), shared): who has replaced it
leaves its files (:func:`tressons_ld.files.swap.remove_replaced`), and its last reader removes them.
The system forgets the lock of a process that ends. Where it locks no folder, on some file systems
of a network, the files of a folder that was replaced go under its readers.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_BY_DESCRIPTOR = Path("/proc/self/fd")


class HeldFolder:
    """A folder whose files stay while it is held, whatever has its name by then.

    Attributes:
        locked: whether they do: not where the system locks no folder.
    """

    def __init__(self, folder: Path) -> None:
        """Hold a folder.

        Raises:
            OSError: it is not there, or is being removed.
        """
        self._given = folder
        self._descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            self.locked = _lock(self._descriptor, shared=True)
        except BlockingIOError:
            os.close(self._descriptor)
            raise OSError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder)) from None

    @property
    def path(self) -> Path:
        """Where its files can be opened now, by this process."""
        by_descriptor = _BY_DESCRIPTOR / str(self._descriptor)
        return by_descriptor if by_descriptor.exists() else self.place

    @property
    def place(self) -> Path:
        """What it is called now; what it was called, where the system does not tell."""
        with suppress(OSError):
            return Path(os.readlink(_BY_DESCRIPTOR / str(self._descriptor)))
        if sys.platform == "darwin":
            import fcntl

            # A path has 1024 bytes at most there.
            name = fcntl.fcntl(self._descriptor, fcntl.F_GETPATH, bytes(1024))
            return Path(os.fsdecode(name.rstrip(b"\0")))
        return self._given

    def release(self) -> Path:
        """Let others remove it; return what it is called now."""
        place = self.place
        os.close(self._descriptor)
        return place


@contextmanager
def open_folder(folder: str | Path) -> Iterator[int]:
    """Open a folder, from which the way to each of its files is shorter than from the root.

    Raises:
        OSError: it is not there, or no folder: a link to one is none.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def held_alone(folder: Path, *, where_none_can_be: bool) -> Iterator[bool]:
    """Hold a folder that nobody else holds, and say whether it could be held.

    Args:
        folder: the folder.
        where_none_can_be: what to say where the system locks no folder (Windows, some file systems
            of a network).
    """
    try:
        descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    except OSError:
        # Windows opens no folder; elsewhere it is gone, or another's.
        yield where_none_can_be and not hasattr(os, "O_DIRECTORY") and folder.is_dir()
        return
    try:
        held = folder.exists() if _lock(descriptor, shared=False) else where_none_can_be
    except BlockingIOError:
        held = False
    try:
        yield held
    finally:
        os.close(descriptor)


def _lock(descriptor: int, *, shared: bool) -> bool:
    """Lock a folder; return whether the system can.

    Raises:
        BlockingIOError: somebody else has locked it.
    """
    try:
        import fcntl
    except ImportError:
        return False
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        raise
    except OSError:
        return False
    return True
