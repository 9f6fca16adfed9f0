"""Where the files of entries lie, known by what stands around the path of an entry."""

import re
from collections.abc import Iterable

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.paths import RESOURCE_FOLDERS, is_resource

_ID = "x"
_BEFORE = re.compile("|".join(map(re.escape, RESOURCE_FOLDERS)))


def around_entries(artifacts: Iterable[Artifact]) -> list[tuple[str, str]]:
    """Return what stands before and after the path of an entry in those of its files.

    ``("en/", ".html")`` for ``en/ressource/etude.html``.
    """
    paths = (path for artifact in artifacts for path in artifact.paths(_ID))
    # What lies in no folder of resources is known by nothing.
    parts = ((*_BEFORE.split(path, maxsplit=1), "")[:2] for path in paths)
    return sorted((before, after.rpartition(_ID)[2]) for before, after in parts)


def entry_paths(path: str, around: Iterable[tuple[str, str]]) -> set[str]:
    """Return the paths of the things that a file may belong to, if it may be that of an entry.

    Args:
        path: of the file.
        around: what stands before and after the path of an entry.
    """
    things = set()
    for before, after in around:
        if path.startswith(before) and path.endswith(after):
            stem = path[len(before) : len(path) - len(after)]
            # In a large catalogue the files of resources lie in folders.
            folder, _, name = stem.rpartition("/")
            things |= {
                stem,
                f"{folder.partition('/')[0]}/{name}" if is_resource(f"{folder}/") else stem,
            }
    return things
