"""The stamps of what a publication left: name, size and time of its files, so that an edit shows.

``.NAME.stamps`` lies beside the published folder and is no part of it, for times differ from one
machine to the next. It says of which manifest it is; without it, or beside another publication, the
bytes themselves are held against the manifest. A stamp covers all files of a shard, for a catalogue
may have millions. That of a folder is its time alone: while that stands, no name in it has come or
gone.
"""

import hashlib
import json
import os
import stat
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tressons_ld.files.held_folder import open_folder
from tressons_ld.files.regular_file import LONGEST_LINE, regular_file
from tressons_ld.files.shelved_mapping import ShelvedMapping


class Stamps(NamedTuple):
    """What a publication left.

    Attributes:
        manifest: digest of its manifest.
        streams: path -> stamp of each file that grows with the entries.
        once: stamp of all files that are made once.
        shards: digest of the rows of a shard -> artifact -> stamp of its files.
        folders: path -> time of each folder, in nanoseconds; that of the whole is empty.
        keep: what the settings kept there, which no publication made.
    """

    manifest: str
    streams: Mapping[str, str]
    once: str | None
    shards: Mapping[str, Mapping[str, str]]
    folders: Mapping[str, int]
    keep: Sequence[str] = ()


def stamps_file(output: Path) -> Path:
    """Return where the stamps of a published folder lie."""
    return output.with_name(f".{output.name}.stamps")


def read_stamps(output: Path, manifest: str, keep: Sequence[str] = ()) -> Stamps:
    """Return the stamps of a publication, empty where there are none of this manifest.

    The times of its folders need no manifest: while one stands, no name in it has come or gone.
    They are of no use where the settings keep something else now: what was kept may be unknown.

    Args:
        output: the published folder.
        manifest: digest of its manifest.
        keep: what the settings keep there.
    """
    folders: Mapping[str, int] = {}
    with (
        suppress(OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError),
        regular_file(stamps_file(output)).open("r", encoding="utf-8") as lines,
    ):
        head = json.loads(lines.readline(LONGEST_LINE))
        folders = dict(head["folders"]) if head.get("keep") == list(keep) else {}
        if head["manifest"] == manifest:
            rest = iter(partial(lines.readline, LONGEST_LINE), "")
            of_shards = ((key, dict(stamps)) for key, stamps in map(json.loads, rest))
            shards = ShelvedMapping[str, Mapping[str, str]](of_shards)
            return Stamps(manifest, dict(head["streams"]), head["once"], shards, folders, keep)
    return Stamps(manifest, {}, None, {}, folders, keep)


def write_stamps(output: Path, stamps: Stamps) -> None:
    """Write the stamps of a publication that is in its place, the times of its folders as they are.

    Without them the next one reads the bytes.
    """
    times = {path: time_of(output / path) for path in sorted(stamps.folders)}
    head = {**stamps._asdict(), "shards": None, "folders": times}
    shards = stamps.shards.items()
    new = output.with_name(f".{output.name}.new-stamps")
    with suppress(OSError):
        with new.open("w", encoding="utf-8") as lines:
            lines.writelines(f"{json.dumps(each)}\n" for each in (head, *shards))
        new.replace(stamps_file(output))


def stamp_of(folder: Path, paths: Iterable[str]) -> str | None:
    """Return the stamp of some files, or None if one is not there or is no file: a link, a folder.

    Args:
        folder: the folder that they lie in.
        paths: their paths in it.
    """
    digest = hashlib.blake2b(digest_size=16)
    try:
        with open_folder(folder) as descriptor:
            for path in paths:
                status = os.lstat(path, dir_fd=descriptor)
                if not stat.S_ISREG(status.st_mode):
                    return None
                line = f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n"
                digest.update(line.encode("utf-8", "surrogatepass"))
    except (OSError, ValueError):
        return None
    return digest.hexdigest()


def time_of(folder: Path) -> int | None:
    """Return the time of a folder in nanoseconds, or None where there is none: a link, a file."""
    with suppress(OSError):
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode):
            return status.st_mtime_ns
    return None
