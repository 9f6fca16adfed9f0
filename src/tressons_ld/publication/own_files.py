"""What a catalogue folder adds to the tool's shapes, terms and questions, published beside it.

The tool's own are not: they have names of their own, under ``https://w3id.org/tressons-ld/``, which
the catalogue states with their version (:mod:`tressons_ld.site.tool_terms` writes them).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from tressons_ld.artifacts import Artifact, File, Fold, PublicationFacts
from tressons_ld.catalogue.columns.ids import RESERVED_IDS
from tressons_ld.catalogue.model import Settings
from tressons_ld.catalogue.paths import Paths
from tressons_ld.files.tool_files import own_files
from tressons_ld.findings.errors import FolderError
from tressons_ld.publication.turtle_files import read_turtle
from tressons_ld.rdf.formats import TURTLE

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_DEVICES = "|".join(sorted(RESERVED_IDS - {"index"}))
_NO_NAME = re.compile(
    rf"""[\x00-\x1f<>:"|?*\\]|[. ](?:/|$)|(?:^|/)(?:{_DEVICES})[ ]*(?:[./]|$)""", re.IGNORECASE
)


class OwnFiles(Artifact):
    """The folder's own shapes as one file, its own terms and its own questions as they lie."""

    name = "own files"

    def __init__(self, folder: Path, settings: Settings) -> None:
        """Take where the files lie.

        Args:
            folder: the catalogue folder.
            settings: of the catalogue; relative IRIs of its shapes are resolved against its base.
        """
        self._folder, self._settings = folder, settings

    def refuse_unwritable(self) -> None:
        """Refuse terms and questions that cannot be published.

        Raises:
            FolderError: a file has a name that not every system can hold.
            ShapesError: a file of terms is not readable Turtle, or states nothing.
            QueryError: a question cannot be read, or its header.
        """
        terms = own_files("ontology", self._folder, suffix=".ttl")
        questions = own_files("queries", self._folder, suffix=".rq")
        _refuse_names("ontology", terms)
        _refuse_names("queries", questions)
        for name, path in terms.items():
            read_turtle(path, name)
        if questions:
            from tressons_ld.sparql.queries import load_queries

            for fault in load_queries(self._folder).faults.values():
                raise fault

    def data_paths(self) -> Iterable[str]:
        """Return the path of each file."""
        return (path for path, _ in _sources(self._folder, self._settings.paths))

    def fold(self) -> Fold:
        """Return the files: none of them depends on the entries."""
        return _Files(self._folder, self._settings)


class _Files(Fold):
    def __init__(self, folder: Path, settings: Settings) -> None:
        self._folder, self._settings = folder, settings

    def files(self, _facts: PublicationFacts) -> Iterator[File]:
        for path, sources in _sources(self._folder, self._settings.paths):
            if path == _shapes_path(self._settings.paths):
                texts = [
                    f"\n# {name}\n\n{source.read_text('utf-8-sig')}"
                    for name, source in sources.items()
                ]
                yield path, "\n".join((f"@base <{self._settings.base_iri}> .", *texts)).encode()
            else:
                (source,) = sources.values()
                yield path, source.read_bytes()


def _refuse_names(folder: str, names: Iterable[str]) -> None:
    """Refuse names that Windows cannot hold, and two that it or macOS takes for one.

    Raises:
        FolderError: there is one.
    """
    known: dict[str, str] = {}
    for name in names:
        if _NO_NAME.search(name):
            raise FolderError("folder.name-not-for-all", file=f"{folder}/{name}")
        other = known.setdefault(unicodedata.normalize("NFC", name).casefold(), name)
        if other != name:
            raise FolderError("folder.names-alike", file=f"{folder}/{name}", other=other)


def _shapes_path(paths: Paths) -> str:
    return f"{paths.names.shapes}{TURTLE.extension}"


def _sources(folder: Path, paths: Paths) -> Iterator[tuple[str, Mapping[str, Path]]]:
    """Yield the path of each file that is published, and what it is made of: name -> file."""
    if shapes := own_files("shapes", folder, suffix=".ttl"):
        yield _shapes_path(paths), shapes
    for name, path in own_files("ontology", folder, suffix=".ttl").items():
        yield f"{paths.names.terms}/{name}", {name: path}
    for name, path in own_files("queries", folder, suffix=".rq").items():
        yield f"{paths.names.questions}/{name}", {name: path}
