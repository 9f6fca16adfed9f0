"""The tool's own files: its ontology, shapes, queries and starter, and a folder's own beside them.

In a checkout they lie at the top level of the repository; in an installed wheel, in the package.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from tressons_ld.findings.errors import FolderError

LARGEST_FILE = 16 << 20
"""Bytes of a file of shapes, of terms or of a question."""

PACKAGE = Path(__file__).resolve().parents[1]
_CHECKOUT = PACKAGE.parents[1]


def tool_files(
    kind: Literal["ontology", "shapes", "queries", "starter"],
    folder: Path | None = None,
    *,
    suffix: str = "",
) -> dict[str, Path]:
    """Return the files of a kind: name -> path, sorted by name.

    A name is the path under the folder of its kind, with forward slashes. Files and folders whose
    names begin with a dot or an underscore are not of the tool.

    Args:
        kind: the folder they lie in.
        folder: a catalogue folder; its files of this kind are added, and come before the tool's
            own files of the same name.
        suffix: only names that end so: ``.ttl``.

    Raises:
        FolderError: one is too large to be held whole, as each is.
    """
    found = _files_under(_folder_of(kind))
    if folder is not None:
        found |= _files_under(folder / kind)
    return _of_suffix(kind, found, suffix)


def own_files(
    kind: Literal["ontology", "shapes", "queries"], folder: Path, *, suffix: str
) -> dict[str, Path]:
    """Return the files of a kind that a catalogue folder itself holds: name -> path, sorted.

    There are none where the folder is the tool's own checkout: what lies there is the tool's.

    Raises:
        FolderError: one is too large to be held whole, as each is.
    """
    lying, own = folder / kind, _folder_of(kind)
    if lying.is_dir() and lying.samefile(own):
        return {}
    return _of_suffix(kind, _files_under(lying), suffix)


def _of_suffix(kind: str, found: Mapping[str, Path], suffix: str) -> dict[str, Path]:
    named = {name: found[name] for name in sorted(found) if name.endswith(suffix)}
    for name, path in named.items():
        if suffix and path.stat().st_size > LARGEST_FILE:
            file, megabytes = f"{kind}/{name}", LARGEST_FILE >> 20
            raise FolderError("folder.own-file-too-large", file=file, megabytes=megabytes)
    return named


def _folder_of(kind: str) -> Path:
    inside = PACKAGE / kind
    return inside if inside.is_dir() else _CHECKOUT / kind


def _files_under(folder: Path) -> dict[str, Path]:
    files = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder)
        if not any(part.startswith((".", "_")) for part in name.parts) and path.is_file():
            files[name.as_posix()] = path
    return files
