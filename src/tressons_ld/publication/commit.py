"""A finished publication put in its place, with the lock file that belongs to it.

The order, so that a power cut at any moment leaves the old publication or the new one whole, and
the lock file that goes with it:

1. The new folder and the new lock file, which lies beside the old one, are on the disk: one sync of
   their file system, never a call per file.
2. The journal ``data/.publication.json`` says which folder and which lock file belong together.
3. The old folder is renamed away, the new one takes its name, what is kept of the old one moves
   into it (:mod:`tressons_ld.files.swap`); their folders are synced.
4. The new lock file takes its name; its folder is synced.
5. The journal is removed.

What is left of the old folder is removed afterwards (:func:`discard`).

Whoever opens the catalogue next holds the journal against what lies there (:func:`recover`): where
the new folder is in its place, what is kept and the lock file follow it; where it is not, nothing
has happened. The manifest of a publication holds the digest of its lock file, and so tells which of
the two it is.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from tressons_ld.files.disk import Disk
from tressons_ld.files.output import new_file, remove_folder, try_locked
from tressons_ld.files.swap import remove_replaced, settle, swap, sync_kept
from tressons_ld.identity.ledger import LEDGER_FILE
from tressons_ld.publication.content_digests import digest_of, digest_of_file
from tressons_ld.publication.journal import JOURNAL, Journal, is_interrupted, read_journal
from tressons_ld.publication.manifest import header_of


class NewLockFile(NamedTuple):
    """The lock file as it is after a publication.

    Attributes:
        path: where its text lies.
        digest: of that text, as the manifest holds it.
        is_new: whether it has to take the place of the old one.
    """

    path: Path
    digest: str
    is_new: bool


@contextmanager
def lock_file_after(folder: Path, lines: Iterable[str] | None) -> Iterator[NewLockFile]:
    """Give the lock file as it is after a publication, written beside the old one if it changed.

    What was not put in its place is removed at the end.

    Args:
        folder: the catalogue folder.
        lines: its new lines; None if it stays as it is.
    """
    lock_file = folder / LEDGER_FILE
    if lines is None:
        yield NewLockFile(lock_file, _digest_of(lock_file), is_new=False)
        return
    with new_file(lock_file, lines) as new:
        yield NewLockFile(new, _digest_of(new), is_new=True)


def put_in_place(
    folder: Path,
    new: Path,
    output: Path,
    lock_file: NewLockFile,
    keep: Sequence[str] = (),
    disk: Disk | None = None,
) -> Path | None:
    """Put a publication and its lock file in their places (see the head of this module).

    Returns:
        what is left of the old folder, to be given to :func:`discard`; None where there was none.

    Args:
        folder: the catalogue folder.
        new: the new folder, finished, beside the old one.
        output: the old folder, or where there is none yet.
        lock_file: the lock file that belongs to it.
        keep: paths of what moves from the old folder into the new one.
        disk: what the steps are asked of.

    Raises:
        OSError: a name cannot be given; then everything is as it was.
    """
    disk, journal = disk or Disk(), folder / JOURNAL
    disk.sync_file_system(new)
    if lock_file.is_new and lock_file.path.stat().st_dev != new.stat().st_dev:
        disk.sync_file_system(lock_file.path)
    disk.write(journal, str(_journal(folder, output, lock_file)))
    try:
        old = swap(new, output, keep, disk)
    except OSError:
        disk.remove(journal)
        raise
    disk.sync_folder(output.parent)
    sync_kept(output, keep, disk)
    if lock_file.is_new:
        disk.rename(lock_file.path, folder / LEDGER_FILE)
        disk.sync_folder(lock_file.path.parent)
    disk.remove(journal)
    return old


def discard(old: Path | None) -> None:
    """Remove what is left of a folder in whose place another one is; who reads it does so later."""
    if old:
        remove_replaced(old, remove_folder)


def recover(folder: Path, disk: Disk | None = None) -> None:
    """Finish or undo a publication that a power cut or a kill interrupted between two of its steps.

    Nothing is done while another program publishes.

    Args:
        folder: the catalogue folder.
        disk: what the steps are asked of.
    """
    if not is_interrupted(folder):
        return
    disk = disk or Disk()
    with try_locked(folder / LEDGER_FILE) as locked:
        if not locked:
            return
        with suppress(OSError, ValueError, TypeError, RecursionError):
            noted = read_journal(folder)
            output = folder / noted.output
            pending = (folder / LEDGER_FILE).with_name(noted.lock_file)
            settle(output, disk)
            published = header_of(output).get("lock_file")
            if noted.is_new and published == noted.digest == _digest_of(pending):
                disk.rename(pending, folder / LEDGER_FILE)
                disk.sync_folder(pending.parent)
        with suppress(OSError):  # Who may only read leaves it to the next.
            disk.remove(folder / JOURNAL)


def _journal(folder: Path, output: Path, lock_file: NewLockFile) -> Journal:
    path = os.path.relpath(output.resolve(), folder.resolve())
    return Journal(path, lock_file.path.name, lock_file.digest, lock_file.is_new)


def _digest_of(lock_file: Path) -> str:
    """Return the digest of a lock file; that of nothing without one."""
    return digest_of_file(lock_file) if lock_file.exists() else digest_of(b"")
