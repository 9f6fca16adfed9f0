"""Whether two paths lead to one place: told by what lies there, not by how it is spelled.

Where names have no case (macOS, Windows), ``Data`` is ``data``; no path says so, the system does.
"""

import os
from pathlib import Path


def identity(path: Path) -> tuple[int, int] | None:
    """Return what the system knows a file or a folder by; None where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def is_within(place: Path, folder: Path) -> bool:
    """Return whether a place is a folder or lies in it, links followed, whichever of them exist.

    A folder that does not exist yet is known by its name, whatever the case.
    """
    place, folder = Path(os.path.realpath(place)), Path(os.path.realpath(folder))
    known, around = identity(folder), [place, *place.parents]
    if known is not None:
        return folder in around or known in map(identity, around)
    name, beside = folder.name.casefold(), identity(folder.parent)
    return folder in around or any(
        each.name.casefold() == name and identity(each.parent) == beside is not None
        for each in around
    )
