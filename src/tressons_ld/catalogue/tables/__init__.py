"""Reading a catalogue folder: its tables and settings -> values, each cell with its place.

Findings are gathered, never raised: only a file that cannot be read at all is an error.
"""

from pathlib import Path

from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.tables.entries import EntryReader, read_entries
from tressons_ld.catalogue.tables.resource_index import ResourceIndex
from tressons_ld.catalogue.tables.resource_table import (
    open_resources,
    read_index,
    resources_file,
)
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.catalogue.tables.shared_tables import read_shared
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.catalogue.tables.toml_file import FILE
from tressons_ld.findings.errors import FolderError

__all__ = [
    "RESOURCES",
    "EntryReader",
    "ResourceIndex",
    "SharedNames",
    "find_folder",
    "open_resources",
    "read_authorities",
    "read_entries",
    "read_index",
    "read_shared",
    "resources_file",
]


def find_folder(start: Path, *, parents: bool = True) -> Path:
    """Return the catalogue folder: ``start``, or its nearest parent that is one.

    A catalogue folder is a folder with ``data/catalogue.toml``.

    Args:
        start: where to look first.
        parents: False where the folder was named, and no other will do.

    Raises:
        FolderError: there is no such folder, or none of them is a catalogue folder.
    """
    if not start.is_dir():
        raise FolderError("folder.not-found", start=start)
    start = start.resolve()
    for folder in (start, *start.parents) if parents else (start,):
        if (folder / FILE).is_file():
            return folder
    raise FolderError("folder.not-a-catalogue", start=start, file=FILE)
