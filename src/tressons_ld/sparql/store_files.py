"""The files of a store on the disk, held against those that were built.

A file whose size and time are those of its building is not read: a start takes no longer at any
size. Where the time differs its digest decides, and a copy of a store is one. The checksums of the
engine are no substitute: it takes what it cannot read within ``FILTER EXISTS`` for an answer.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

_OWN = re.compile(r"LOG(?:\.old\..*)?\Z|LOCK\Z")
"""What an engine that only reads writes all the same."""


class BuiltFile(NamedTuple):
    """A file as it was built.

    Attributes:
        size: bytes.
        time: of its last change, in nanoseconds.
        digest: of its bytes.
    """

    size: int
    time: int
    digest: str


def built_files(database: Path) -> dict[str, BuiltFile]:
    """Return the files of a store by their names, once they are on the disk for good.

    Raises:
        OSError: one cannot be read.
    """
    return {path.name: _built(path) for path in _files(database)}


def held_against(
    database: Path, built: Mapping[str, BuiltFile], thorough: bool = False
) -> dict[str, BuiltFile] | None:
    """Return the files with the times that they have now; None if one is not as it was built.

    Args:
        database: the folder of the store.
        built: its files as they were built.
        thorough: whether all of them are read, whatever their times.
    """
    try:
        here = {path.name: path.lstat() for path in _files(database)}
        if here.keys() != built.keys():
            return None
        now = {}
        for name, status in here.items():
            then = built[name]
            if not stat.S_ISREG(status.st_mode) or status.st_size != then.size:
                return None
            same = status.st_mtime_ns == then.time and not thorough
            now[name] = then if same else _built(database / name)
            if now[name].digest != then.digest:
                return None
    except OSError:
        return None
    return now


def _files(database: Path) -> Iterator[Path]:
    return (path for path in sorted(database.iterdir()) if not _OWN.match(path.name))


def _built(path: Path) -> BuiltFile:
    with path.open("rb") as file:
        os.fsync(file.fileno())
        status = os.fstat(file.fileno())
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
    return BuiltFile(status.st_size, status.st_mtime_ns, digest)
