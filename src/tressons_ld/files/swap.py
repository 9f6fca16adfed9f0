"""A finished folder put in the place of an earlier one; what is kept of that moves into it.

The earlier folder is renamed into a folder of its own beside it, ``.NAME.old-…``, where a list says
what is to be kept of it: whoever comes next completes what was interrupted, or undoes it.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from tressons_ld.files.disk import Disk
from tressons_ld.files.held_folder import held_alone
from tressons_ld.files.regular_file import regular_file

_KEEP, _LARGEST = "keep.json", 1 << 24


def swap(new: Path, output: Path, keep: Sequence[str], disk: Disk) -> Path | None:
    """Give the new folder the name of the old one; return where the old one is now.

    Args:
        new: the new folder; nothing in it has the path of what is kept.
        output: the old folder, or where there is none yet.
        keep: paths of what moves from the old folder into the new one, where it is there.
        disk: what the steps are asked of.

    Raises:
        OSError: a name cannot be given; then everything is as it was.
    """
    if not os.path.lexists(output):
        disk.rename(new, output)
        return None
    old = Path(tempfile.mkdtemp(prefix=f".{output.name}.old-", dir=output.parent))
    earlier = old / output.name
    try:
        if keep:
            disk.write(old / _KEEP, json.dumps(list(keep)) + "\n")
        disk.rename(output, earlier)
        try:
            disk.rename(new, output)
            try:
                _move(earlier, output, keep, disk)
            except OSError:
                _move(output, earlier, keep, disk)
                disk.rename(output, new)
                raise
        except OSError:
            disk.rename(earlier, output)
            raise
    except OSError:
        if not os.path.lexists(earlier):
            shutil.rmtree(old, ignore_errors=True)
        raise
    return old


def settle(output: Path, disk: Disk) -> None:
    """Complete a swap that was interrupted, or undo it where the new folder had no name yet."""
    if not os.path.lexists(output):
        # Of several the one that was renamed away last: it alone can have been in the place.
        last = max(
            old_folders(output), key=lambda each: each.parent.stat().st_mtime_ns, default=None
        )
        if last is not None:
            disk.rename(last, output)
            disk.sync_folder(output.parent)
    for earlier in old_folders(output):
        keep = _kept(earlier)
        _move(earlier, output, keep or (), disk)
        sync_kept(output, keep or (), disk)


def sync_kept(output: Path, keep: Sequence[str], disk: Disk) -> None:
    """Bring the names of what was kept to the disk, before those that they had are removed."""
    for folder in sorted({(output / path).parent for path in keep}):
        if folder.is_dir():
            disk.sync_folder(folder)


def remove_litter(output: Path) -> None:
    """Remove what interrupted publications have left, but for what is kept and found no place."""
    for litter in output.parent.glob(f".{output.name}.new-*"):
        _remove(litter)
    for litter in output.parent.glob(f".{output.name}.old-*"):
        if not _is_left(litter / output.name):
            remove_replaced(litter)
    with suppress(OSError):
        output.with_name(f".{output.name}.new-stamps").unlink()


def remove_replaced(old: Path, remove: Callable[[Path], None] | None = None) -> None:
    """Remove a folder in whose place another one is, unless somebody still reads it.

    Args:
        old: where :func:`swap` has put it.
        remove: removes a folder.
    """
    with ExitStack() as stack:
        inside = [path for path in old.glob("*") if path.is_dir() and not path.is_symlink()]
        for earlier in inside:
            if not stack.enter_context(held_alone(earlier, where_none_can_be=True)):
                return
        for earlier in inside:
            if remove:
                remove(earlier)
        _remove(old)


def remove_once_read(place: Path) -> None:
    """Remove a folder that was read, if another one is in its place and nothing is left to keep.

    Args:
        place: what it is called now.
    """
    replaced = place.parent.name.startswith(f".{place.name}.old-")
    if replaced and not _is_left(place):
        remove_replaced(place.parent)


def kept_elsewhere(place: Path) -> list[str]:
    """Return the paths that have moved out of a folder into the one that is in its place.

    Args:
        place: what it is called now.
    """
    replaced = place.parent.name.startswith(f".{place.name}.old-")
    return (_kept(place) or []) if replaced else []


def _remove(folder: Path) -> None:
    # A pipe would be opened, and waited for.
    if folder.is_dir():
        shutil.rmtree(folder, ignore_errors=True)


def old_folders(output: Path) -> list[Path]:
    """Return the folders that were renamed away for a new one, which are to be removed.

    A link is none of them: nothing is taken from where one leads.
    """
    found = output.parent.glob(f".{output.name}.old-*/{output.name}")
    return sorted(path for path in found if not path.is_symlink() and not path.parent.is_symlink())


def _move(source: Path, target: Path, keep: Sequence[str], disk: Disk) -> None:
    for path in keep:
        if not (_lies_in(source, path) and _lies_in(target, path)):
            continue
        if os.path.lexists(source / path) and not os.path.lexists(target / path):
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            disk.rename(source / path, target / path)


def _is_left(earlier: Path) -> bool:
    """Return whether something of an earlier folder is still to be kept."""
    keep = _kept(earlier)
    if keep is None:
        return os.path.lexists(earlier)
    return any(os.path.lexists(earlier / path) for path in keep)


def _kept(earlier: Path) -> list[str] | None:
    """Return what is to be kept of an earlier folder; None where its list cannot be read."""
    try:
        keep = json.loads(regular_file(earlier.parent / _KEEP, _LARGEST).read_text("utf-8"))
        return [path for path in keep if isinstance(path, str) and _lies_in(earlier, path)]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, RecursionError):
        return None


def _lies_in(folder: Path, path: str) -> bool:
    """Return whether a path leads to something in a folder, and through no link out of it.

    The list of what is kept may be anybody's.
    """
    parent = os.path.realpath((folder / path).parent)
    return Path(parent).is_relative_to(os.path.realpath(folder))
