"""What is to be uploaded, and then deleted, for a site to be the new publication.

A list of lines: ``+ path`` for a new file, ``~ path`` for one that replaces another, ``- path`` for
one to delete. Its order is such that a site that is read meanwhile, or an upload that is cut, never
shows a page without what it leads to. New files come first, for nothing leads to them yet; then
what pages are shown with, data, pages, and last the home page; then deletions, of what nothing
leads to any more. A list that lies there still was not uploaded, so it is added to: whoever uploads
removes it afterwards.
"""

import filecmp
import os
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

from tressons_ld.catalogue.paths import RESOURCE_FOLDERS
from tressons_ld.files.output import cannot_write, new_file
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication.destination import refuse_of_the_catalogue
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.manifest import FILE as MANIFEST

_ORDER = "+~-"
_SHOWN_WITH = (".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".webp")
_FOR_CRAWLERS = ("sitemap", "atom.xml", "robots.txt", "index.html", MANIFEST)


class UploadList:
    """The list in a file, as it is before a publication and after it."""

    def __init__(self, path: Path, output: Path, inputs: Inputs) -> None:
        """Read what has not been uploaded yet.

        Args:
            path: of the file; there may be none.
            output: the output folder of the publication.
            inputs: the catalogue.

        Raises:
            OutputError: the path is in the output folder or is a file of the catalogue, or what
                lies there is no such list, or cannot be read.
        """
        refuse_of_the_catalogue(path, inputs)
        place = Path(os.path.realpath(path))
        if Path(os.path.realpath(output)) in place.parents:
            raise OutputError("output.list-in-the-publication", output=path)
        self._path, self._waiting = path, dict[str, str]()
        if path.exists() and not path.is_file():
            raise OutputError("output.no-upload-list", output=path)
        try:
            text = path.read_text("utf-8")
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise OutputError("output.no-upload-list", output=path) from error
        # A path may hold what ends a line elsewhere.
        for number, line in enumerate(text.removesuffix("\n").split("\n") if text else (), 1):
            sign, space, name = line.partition(" ")
            if sign not in _ORDER or not space or not name:
                raise OutputError("output.not-a-line-of-the-list", output=path, line=number)
            self._waiting[name] = sign

    def after(self, old: Path, new: Path, unpublished: Collection[str], stack: ExitStack) -> Path:
        """Write the list as it is after a publication beside the file, and return where it lies.

        Args:
            old: the output folder as it is; there may be none.
            new: the one that takes its place.
            unpublished: paths of what is not published and stays.
            stack: removes what was written, where it did not take its place.

        Raises:
            OutputError: it cannot be written.
        """
        changes = dict(self._waiting)
        for path, sign in changes_between(old, new, unpublished).items():
            # What was not uploaded is new to the site still.
            changes[path] = "+" if (sign, changes.get(path)) == ("~", "+") else sign
        lines = (f"{changes[path]} {path}\n" for path in in_order(changes))
        try:
            return stack.enter_context(new_file(self._path, lines))
        except OSError as error:
            raise cannot_write(self._path, error) from error


def changes_between(old: Path, new: Path, excluded: Collection[str]) -> dict[str, str]:
    """Return the files that differ between two folders: path -> ``+``, ``~`` or ``-``.

    Args:
        old: a folder; there may be none.
        new: a folder. A file in both that is one file to the system is not read.
        excluded: paths of files and folders of the old one that are not looked at.
    """
    changes = dict[str, str]()
    for path, file in _files(new, ""):
        before = old / path
        try:
            if os.path.samestat(before.lstat(), file.stat()):
                continue
            same = before.is_file() and filecmp.cmp(before, file.path, shallow=False)
        except OSError:
            changes[path] = "+"
        else:
            if not same:
                changes[path] = "~"
    for path, _ in _files(old, "", excluded):
        if not os.path.lexists(new / path):
            changes[path] = "-"
    return changes


def in_order(changes: Mapping[str, str]) -> list[str]:
    """Return the paths in the order in which they are to be uploaded or deleted."""
    return sorted(changes, key=lambda path: (_ORDER.index(changes[path]), _rank(path), path))


def _rank(path: str) -> int:
    name = path.rpartition("/")[2]
    if path == "index.html":
        return 5
    if path.startswith(_FOR_CRAWLERS) or name in _FOR_CRAWLERS:
        return 4
    if not path.endswith(".html"):
        return 0 if path.endswith(_SHOWN_WITH) else 1
    return 2 if any(folder in path for folder in RESOURCE_FOLDERS) else 3


def _files(
    root: Path, folder: str, without: Collection[str] = ()
) -> Iterator[tuple[str, "os.DirEntry[str]"]]:
    """Yield the path below a root, and the entry, of each file."""
    try:
        entries = os.scandir(root / folder)
    except FileNotFoundError:
        return
    with entries:
        for entry in entries:
            path = f"{folder}{entry.name}"
            if path in without:
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, f"{path}/", without)
            else:
                yield path, entry
