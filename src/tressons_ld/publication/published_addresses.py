"""The addresses of data of a publication: those that readers may have written down.

Where the files of resources come to lie in folders, or no longer do, by their number, each leads to
its new place: nobody is asked.

Those of a thing's own documents follow from its id, which the lock file guards. These are the
others: the dumps, each page of a feed, the questions, shapes and terms of the catalogue; and of the
documents and references of resources, whether there are any. Pages for people, the tables behind
them and search files come and go.
"""

import re
from collections.abc import Iterable, Iterator

from tressons_ld.artifacts import Artifact
from tressons_ld.catalogue.paths import FRENCH_PATHS, LINKSET_PATH, PATHS_IN
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.identity.data_addresses import DataAddresses
from tressons_ld.identity.ledger import Ledger
from tressons_ld.identity.lock_file import is_data_path
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.publication.name_sample import NameSample
from tressons_ld.publication.page_count import PageCount

FIRST_FORMAT = 6
"""Format of the manifests of the first version that keeps these addresses in the lock file."""

# What tells a page from the first one.
_PAGE = re.compile(r"-[0-9]+([.][^/]*)\Z")
MAY_GO = frozenset({LINKSET_PATH})
"""Addresses of data that come and go with the pages, without asking."""

_NOT_IN_THE_LOCK_FILE = frozenset(
    path for paths in PATHS_IN.values() for path in (paths.data, paths.authorities)
)


class PublishedAddresses:
    """The addresses of data of one publication, while its shards come by."""

    def __init__(self, artifacts: Iterable[Artifact]) -> None:
        """Take what is published."""
        self._artifacts = tuple(artifacts)
        sizes = {artifact.page_size for artifact in self._artifacts}
        self._pages = {size: PageCount(size) for size in sizes}

    def add(self, entries: int) -> None:
        """Count the entries of the next shard."""
        for count in self._pages.values():
            count.add(entries)

    def paths(self) -> set[str]:
        """Return their paths under the site, once every shard was counted."""
        found = {path for artifact in self._artifacts for path in artifact.paths("*")}
        for artifact in self._artifacts:
            count = self._pages[artifact.page_size]
            found.update(artifact.data_paths())
            for stream in artifact.streams:
                last = count.number + count.is_full
                found.update(map(stream.page, range(1, last + 1)))
        return set(filter(is_data_path, found))

    def successors(self, given_up: Iterable[str]) -> dict[str, str]:
        """Return the first page of each feed some of whose pages have gone, by their paths."""
        paged = (artifact for artifact in self._artifacts if artifact.page_size)
        firsts = {stream.path for artifact in paged for stream in artifact.streams}
        found = {path: _PAGE.sub(r"\1", path) for path in given_up}
        return {path: first for path, first in found.items() if first in firsts}


def between_folders(paths: Iterable[str]) -> dict[str, str]:
    """Return where the files of all resources lie now, by where their number had them before."""
    patterns = [path for path in paths if "*" in path]
    return {
        path.replace("*/*", "*") if "*/*" in path else path.replace("*", "*/*"): path
        for path in patterns
    }


def findings(addresses: DataAddresses, dropping: int | None) -> Iterator[Finding]:
    """Yield that addresses of data would be gone, unless that is meant.

    Args:
        addresses: those that were published, held against those of this publication.
        dropping: number of addresses that are meant to go, in the words of who publishes.
    """
    gone = NameSample(addresses.lost_addresses)
    if len(gone) and len(gone) != dropping:
        yield finding("publication.addresses-gone", None, None, names=gone, number=len(gone))


def addresses_named(
    paths: Iterable[str], around: Iterable[tuple[str, str]], ledger: Ledger
) -> Iterator[str]:
    """Yield the addresses of data of an earlier publication, whose lock file did not keep them.

    Such publications knew French paths alone.

    Args:
        paths: of all its files but those of entries.
        around: what stood before and after the path of an entry in those of its files.
        ledger: what knows the documents of things.
    """
    entries = entry_path("*", ledger.resources, FRENCH_PATHS)
    yield from filter(is_data_path, (f"{before}{entries}{after}" for before, after in around))
    for path in filter(is_data_path, paths):
        thing = path.rpartition(".")[0]
        if ledger.line_of(thing) is None and thing not in _NOT_IN_THE_LOCK_FILE:
            yield path
