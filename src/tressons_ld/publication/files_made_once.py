"""The files of a publication that are made once, of all entries: pages of lists, search, sitemap.

They may be as many as the entries, so what the manifest says of them is kept in a file.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from tressons_ld.artifacts import File
from tressons_ld.publication.content_digests import digest_of
from tressons_ld.publication.manifest import made_once_line, path_and_digest
from tressons_ld.publication.stamps import stamp_of
from tressons_ld.publication.written_parts import write_file


class FilesMadeOnce:
    """These files, written one after the other.

    Attributes:
        lines: what the manifest says of them.
        folders: the folders that they lie in.
    """

    def __init__(self, folder: Path, lines: IO[bytes]) -> None:
        """Begin without any.

        Args:
            folder: of the publication.
            lines: an empty file, open for writing and reading.
        """
        self._folder, self._number, self.lines = folder, 0, lines
        self.folders = set[str]()

    def __len__(self) -> int:
        """Return how many there are."""
        return self._number

    def write(self, files: Iterable[File]) -> None:
        """Write files as they come."""
        for path, content in files:
            write_file(self._folder / path, content)
            self.lines.write(made_once_line(path, digest_of(content)).encode())
            self.folders.add(path.rpartition("/")[0])
            self._number += 1

    def stamp(self) -> str | None:
        """Return the stamp of them all."""
        return stamp_of(self._folder, self._paths())

    def _paths(self) -> Iterator[str]:
        self.lines.seek(0)
        for line in self.lines:
            yield path_and_digest(line)[0]
