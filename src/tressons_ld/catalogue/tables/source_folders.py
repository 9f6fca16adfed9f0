"""The folders that a catalogue is read from: no link in them leads out of the catalogue.

A catalogue that strangers propose changes to is published by a machine that holds more than the
catalogue: a link to a file of that machine would publish it.
"""

import os
from collections.abc import Iterator
from pathlib import Path

from tressons_ld.findings.errors import FolderError

SOURCE_FOLDERS = ("data", "shapes", "queries", "ontology", "templates")
"""What a catalogue is read from."""

_READ_AT_THE_TOP = "data"
"""Below it lies what no command reads by itself: documents as they were received."""


def refuse_links_out(folder: Path) -> None:
    """Refuse a catalogue folder of which a part that is read lies elsewhere, or nowhere.

    Raises:
        FolderError: a link in the folders that are read leads out of it, or to nothing.
    """
    for link in _links(folder):
        refuse_link_out(folder, link)
        # Those of programs, which hold a file that way, have hidden names.
        if not link.name.startswith((".", "~")) and not link.exists():
            raise FolderError("folder.link-to-nothing", file=link.relative_to(folder))


def refuse_link_out(folder: Path, path: Path) -> None:
    """Refuse a path below a catalogue folder that leads out of it by a link.

    Raises:
        FolderError: it does.
    """
    if leads_out(folder, path):
        target = Path(os.path.realpath(path))
        raise FolderError("folder.link-outside", file=path.relative_to(folder), target=target)


def leads_out(folder: Path, path: Path) -> bool:
    """Return whether a path leads out of a folder, links followed, whether it exists or not."""
    try:
        return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))
    except ValueError:  # a zero byte: no file is called so
        return False


def _links(folder: Path) -> Iterator[Path]:
    """Yield the links among what is read of a catalogue folder."""
    for name in SOURCE_FOLDERS:
        top = folder / name
        if top.is_symlink():
            yield top
        for place, folders, files in os.walk(top):
            paths = (Path(place, each) for each in sorted((*folders, *files)))
            yield from (path for path in paths if path.is_symlink())
            if name == _READ_AT_THE_TOP:
                break
