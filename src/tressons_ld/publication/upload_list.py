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
import sqlite3
import weakref
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tressons_ld.catalogue.paths import RESOURCE_FOLDERS
from tressons_ld.files.output import cannot_write, new_file
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication.destination import refuse_of_the_catalogue
from tressons_ld.publication.inputs import Inputs
from tressons_ld.publication.manifest import FILE as MANIFEST

_ORDER = "+~-"
_TABLE = "CREATE TABLE change (path TEXT PRIMARY KEY, sign TEXT, turn INTEGER, rank INTEGER)"
_ADD = """INSERT INTO change VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE
    SET sign = excluded.sign, turn = excluded.turn
    WHERE (change.sign, excluded.sign) <> ('+', '~')"""
_IN_ORDER = "SELECT path, sign FROM change ORDER BY turn, rank, path"
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
        self._path, self._changes = path, SiteChanges()
        if path.exists() and not path.is_file():
            raise OutputError("output.no-upload-list", output=path)
        try:
            self._changes.add(self._lines())
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            raise OutputError("output.no-upload-list", output=path) from error

    def _lines(self) -> Iterator[tuple[str, str]]:
        # A path may hold what ends a line elsewhere.
        path = self._path
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                sign, _, name = line.removesuffix("\n").partition(" ")
                if len(sign) != 1 or sign not in _ORDER or not name:
                    raise OutputError("output.not-a-line-of-the-list", output=path, line=number)
                yield name, sign

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
        self._changes.add(changes_between(old, new, unpublished))
        lines = (f"{sign} {path}\n" for path, sign in self._changes)
        try:
            return stack.enter_context(new_file(self._path, lines))
        except OSError as error:
            raise cannot_write(self._path, error) from error


class SiteChanges:
    """What is to be uploaded or deleted, each path once, however many: in a temporary database.

    What was to be uploaded as new and is replaced since is new to the site still.

    Raises:
        OutputError: there is no room left for temporary files.
    """

    def __init__(self, changes: Iterable[tuple[str, str]] = ()) -> None:
        """Begin with some paths and their signs."""
        self._database = sqlite3.connect("")
        weakref.finalize(self, self._database.close)
        with _with_room():
            self._database.execute(_TABLE)
        self.add(changes)

    def add(self, changes: Iterable[tuple[str, str]]) -> None:
        """Add paths and their signs, later ones in the place of those that are there."""
        rows = ((path, sign, _ORDER.index(sign), _rank(path)) for path, sign in changes)
        with _with_room(), self._database:
            self._database.executemany(_ADD, rows)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """Yield each path with its sign, in the order in which to upload or to delete."""
        with _with_room():
            yield from self._database.execute(_IN_ORDER)


@contextmanager
def _with_room() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError("output.temporary-file", error=error) from error


def changes_between(old: Path, new: Path, excluded: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the files that differ between two folders: their paths with ``+``, ``~`` or ``-``.

    Args:
        old: a folder; there may be none.
        new: a folder. A file in both that is one file to the system is not read.
        excluded: paths of files and folders of the old one that are not looked at.
    """
    for path, file in _files(new, ""):
        before = old / path
        try:
            if os.path.samestat(before.lstat(), file.stat()):
                continue
            same = before.is_file() and filecmp.cmp(before, file.path, shallow=False)
        except OSError:
            yield path, "+"
        else:
            if not same:
                yield path, "~"
    for path, _ in _files(old, "", excluded):
        if not os.path.lexists(new / path):
            yield path, "-"


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
