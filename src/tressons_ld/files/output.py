"""The output folder: made beside the old one, swapped in whole, or nothing changed."""

import errno
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tressons_ld.files.disk import Disk
from tressons_ld.files.held_folder import held_alone, open_folder
from tressons_ld.files.swap import remove_litter, settle
from tressons_ld.files.workers import by_threads, default_jobs
from tressons_ld.findings.errors import OutputError, reason_of

_SCRATCH = ".tressons-ld-"
"""How the name of a folder for the work of a while begins."""

_PATIENCE = 1.0
"""Seconds after which whoever finds a folder locked gives up."""


def link_target(output: Path) -> Path:
    """Return where a link leads: what it points at is replaced, not the link.

    Raises:
        OutputError: it leads back to itself.
    """
    try:
        output.stat()
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OutputError("output.link-loop", output=output) from error
    return output.resolve() if output.is_symlink() else output


def cannot_write(output: Path, error: OSError) -> OutputError:
    """Return the error that says why nothing could be written, and what to do."""
    place, reason = error.filename or output, reason_of(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return OutputError("output.no-space", place=place)
    if error.errno in (errno.EBUSY, errno.EXDEV) and os.path.ismount(output):
        return OutputError("output.mount-point", output=output)
    return OutputError("output.cannot-write", place=place, reason=reason)


@contextmanager
def new_folder(
    output: Path, refused: Callable[[Path, OSError], OutputError] = cannot_write
) -> Iterator[Path]:
    """Give a new folder beside ``output``; whatever is left of it at the end is removed.

    Args:
        output: the folder that it is to become.
        refused: what to say when the system refuses.

    Raises:
        OutputError: it cannot be written: no permission, no space left.
    """
    new: Path | None = None
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(prefix=f".{output.name}.new-", dir=output.parent))
        share_as_usual(new)
        yield new
    except OSError as error:
        raise refused(output, error) from error
    except KeyboardInterrupt:
        if new is not None:
            _remove_afterwards(new)
            new = None
        raise
    finally:
        if new is not None:
            remove_folder(new)


def remove_folder(folder: Path) -> None:
    """Remove a folder with all that is in it, its largest parts by several threads at once."""

    def remove(path: str) -> None:
        if os.path.isdir(path) and not os.path.islink(path):
            _unlink_files(path)
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                os.unlink(path)

    # Whoever removes it too, such as the process that an interruption leaves behind, may be faster.
    with suppress(OSError):
        files, folders = _paths_in(folder, folders=False), _paths_in(folder, folders=True)
        within = [path for each in folders for path in _paths_in(each, folders=True)]
        for largest in ([*files, *within], folders):
            by_threads(remove, largest, default_jobs())
    shutil.rmtree(folder, ignore_errors=True)


def _paths_in(folder: str | Path, *, folders: bool) -> list[str]:
    """Return the paths of the folders that lie in a folder, or those of the rest."""
    with os.scandir(folder) as entries:
        return [one.path for one in entries if one.is_dir(follow_symlinks=False) is folders]


def _unlink_files(folder: str) -> None:
    """Remove the files of a folder, as far as they can be, quicker than one that may be a tree."""
    with suppress(OSError), open_folder(folder) as descriptor:
        for name in os.listdir(descriptor):
            with suppress(OSError):
                os.unlink(name, dir_fd=descriptor)


def _remove_afterwards(folder: Path) -> None:
    """Remove a folder in a process that outlives this one.

    Whoever pressed Ctrl-C does not wait until a hundred thousand files have gone; were that process
    killed too, the next publication would remove the rest.
    """
    import subprocess

    remove = "import shutil, sys; shutil.rmtree(sys.argv[1], ignore_errors=True)"
    nowhere = subprocess.DEVNULL
    try:
        subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", remove, str(folder)],
            start_new_session=True,
            stdin=nowhere,
            stdout=nowhere,
            stderr=nowhere,
        )
    except OSError:
        remove_folder(folder)


@contextmanager
def scratch_folder(beside: Path | None) -> Iterator[Path]:
    """Give a folder for the work of a while, beside a file or where the system has them.

    What programs that were killed have left of theirs is removed.

    Raises:
        OutputError: it cannot be written.
    """
    place = beside
    try:
        place = place or Path(tempfile.gettempdir())
        for left in place.glob(f"{_SCRATCH}*"):
            with held_alone(left, where_none_can_be=False) as abandoned:
                if abandoned:
                    shutil.rmtree(left, ignore_errors=True)
        with ExitStack() as stack:
            scratch, kept = place, False
            while not kept:
                temporary = tempfile.TemporaryDirectory(prefix=_SCRATCH, dir=place)
                scratch = Path(stack.enter_context(temporary))
                # Somebody may have taken it for abandoned before it was held.
                kept = stack.enter_context(held_alone(scratch, where_none_can_be=True))
            yield scratch
    except OSError as error:
        raise cannot_write(place or Path("TMPDIR"), error) from error


def share_as_usual(path: Path) -> None:
    """Let those read a new file or folder whom the mask of this process lets (umask(2)).

    What the module ``tempfile`` makes is its maker's alone, whatever the mask.
    """
    mask = os.umask(0o077)
    os.umask(mask)
    path.chmod((0o777 if path.is_dir() else 0o666) & ~mask)


def move_file(done: Path, target: Path) -> None:
    """Put a finished file in its place."""
    done.replace(target)


def replace_file(path: Path, lines: Iterable[str]) -> None:
    """Write a file whole or not at all."""
    with new_file(path, lines) as new:
        move_file(new, path)


@contextmanager
def new_file(path: Path, lines: Iterable[str]) -> Iterator[Path]:
    """Write a file beside ``path``, to be put in its place, and give where it lies.

    A file that is not put there is removed.

    Raises:
        OutputError: something lies in its place that is no file: a device, a pipe, a folder.
    """
    if path.exists() and not path.is_file():
        raise OutputError("output.no-file", output=path)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.new-", dir=path.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
            out.writelines(lines)
        share_as_usual(Path(name))
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def create_folder(target: Path, files: Mapping[str, Path | str]) -> None:
    """Make a new folder of these files: its path within -> the file to copy, or the text to write.

    Raises:
        OutputError: the folder exists and is not empty, or cannot be written.
    """
    target = target.resolve()
    refuse_filled(target)
    with new_folder(target, _cannot_create) as new:
        for name, source in files.items():
            copy = new / (f".{name}" if name.startswith("git") else name)
            copy.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(source, str):
                copy.write_bytes(source.encode("utf-8"))
            else:
                copy.write_bytes(source.read_bytes())
        if not target.exists():
            new.rename(target)
            return
        # The empty folder stays the one that somebody may stand in.
        for path in new.iterdir():
            path.rename(target / path.name)


def refuse_filled(target: Path) -> None:
    """Refuse a folder that is there and is not empty.

    Raises:
        OutputError: it is.
    """
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputError("output.folder-exists", target=target)


def _cannot_create(target: Path, error: OSError) -> OutputError:
    place, reason = error.filename or target, reason_of(error)
    return OutputError("output.cannot-create", place=place, reason=reason)


@contextmanager
def locked_folder(output: Path) -> Iterator[None]:
    """Let one publication at a time write ``output``; put right what a killed one left.

    The folder that ``output`` lies in is locked, so no lock file is left behind.

    Raises:
        OutputError: another publication is under way, or the folder cannot be written.
    """
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(output.parent, os.O_RDONLY)
    except OSError as error:
        raise cannot_write(output, error) from error
    try:
        _lock(descriptor, output)
        settle(output, Disk())
        remove_litter(output)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def locked_file(path: Path) -> Iterator[None]:
    """Let one program at a time change a file that is there for all publications of a folder.

    What a program that was killed left of its new version is removed.

    Raises:
        OutputError: another one is at it.
    """
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        _lock(descriptor, path)
        for litter in path.parent.glob(f".{path.name}.new-*"):
            litter.unlink(missing_ok=True)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def try_locked(path: Path) -> Iterator[bool]:
    """Lock a file as :func:`locked_file` does if nobody else has, and say whether that is so."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        yield _locks(descriptor)
    finally:
        os.close(descriptor)


def _locks(descriptor: int) -> bool:
    """Lock a folder if nobody else has; return whether that is so."""
    try:
        import fcntl
    except ImportError:  # Windows locks no folder: there the last publication wins, whole.
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock(descriptor: int, output: Path) -> None:
    """Lock a folder; wait a moment for the processes of a publication that was killed to end."""
    deadline = time.monotonic() + _PATIENCE
    while not _locks(descriptor):
        if time.monotonic() > deadline:
            raise OutputError("output.busy", folder=output.parent)
        time.sleep(_PATIENCE / 20)
