"""What is published of things that were renamed, merged or removed: documents, pages, rules."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from tressons_ld.artifacts import Artifact, File, Fold, PublicationFacts
from tressons_ld.catalogue.model import RetiredThing
from tressons_ld.catalogue.paths import CATALOGUE_PATH, Paths, is_resource, resource_id
from tressons_ld.identity import redirects
from tressons_ld.identity.lock_file import REMOVED
from tressons_ld.identity.recorder import Recorder
from tressons_ld.identity.tombstone_page import page
from tressons_ld.mapping.rdf_documents import Documents, entry_path
from tressons_ld.rdf.units import Unit


class Tombstone(NamedTuple):
    """What the page of a retired thing says.

    Attributes:
        retired: what it was.
        path: of its documents, without their extension.
        successor_path: path of the documents of its successor, without their extension.
        successor_gone: whether the successor was removed since: its own page is what is left.
        data_path: path of the documents that describe the successor.
    """

    retired: RetiredThing
    path: str
    successor_path: str
    successor_gone: bool
    data_path: str


TombstonePages: TypeAlias = Callable[[Tombstone], Iterable[File]]
"""Returns the pages of a tombstone, in whatever languages."""

HostFileTexts: TypeAlias = Callable[[Sequence[redirects.Rule]], Mapping[str, str]]
"""Returns the files of rules for web servers: name -> text."""


def tombstone_units(recorder: Recorder) -> Iterator[Unit]:
    """Yield a unit for each retired thing, in the graph that held it while it was published."""
    iris = recorder.graph.context.iris
    for id, triples in recorder.retired_triples.items():
        thing = iris.at(id)
        yield Unit(iris.graph(thing), thing, tuple(triples))


class Tombstones(Artifact):
    """The RDF documents and the page of each retired thing, and the rules for web servers."""

    name = "tombstones"

    def __init__(
        self,
        recorder: Recorder,
        documents: Documents,
        pages: TombstonePages | None = None,
        host_files: HostFileTexts = redirects.files,
        missing_page: str = "",
        references: Sequence[str] = (),
    ) -> None:
        """Take what was retired.

        Args:
            recorder: what knows what was retired.
            documents: what writes documents.
            pages: what makes the pages of a tombstone; one page without any look by default.
            host_files: what makes the files of rules for web servers.
            missing_page: path of the page of what is not there, if there is one.
            references: extensions of the references that stand beside documents of resources.
        """
        self._recorder, self._documents, self._pages = recorder, documents, pages
        self._host_files, self._missing_page = host_files, missing_page
        self._references = references

    def fold(self) -> Fold:
        """Return the files: none of them depends on the entries."""
        pages = self._pages or _PlainPages(self._recorder.graph.shared.settings.site_url)
        return _TombstoneFiles(
            self._recorder,
            self._documents,
            pages,
            self._host_files,
            self._missing_page,
            self._references,
        )


class _PlainPages:
    def __init__(self, site_url: str) -> None:
        self.site_url = site_url

    def __call__(self, it: Tombstone) -> Iterator[File]:
        html = page(
            it.retired,
            self.site_url,
            it.path,
            it.successor_path,
            it.successor_gone,
            it.data_path,
        )
        yield f"{it.path}.html", html.encode()


class _TombstoneFiles(Fold):
    def __init__(
        self,
        recorder: Recorder,
        documents: Documents,
        pages: TombstonePages,
        host_files: HostFileTexts,
        missing_page: str,
        references: Sequence[str],
    ) -> None:
        self._recorder, self._documents, self._pages = recorder, documents, pages
        self._host_files, self._missing_page = host_files, missing_page
        self._references = references

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        """Yield every file that retired things leave.

        The rules are there even while nothing was retired: a server that includes them goes on
        finding them. Where resources have no documents of their own, neither have those that were
        retired.
        """
        graph, ledger = self._recorder.graph, self._recorder.ledger
        settings, entries = graph.shared.settings, len(graph.index)
        moved = []
        units = {unit.root: unit for unit in tombstone_units(self._recorder)}
        for retired in ledger.all_retired():
            path = _documents_path(retired.id, entries, settings.paths)
            successor = _documents_path(retired.successor or "", entries, settings.paths)
            has_data = settings.documents or not is_resource(retired.successor or "")
            data = successor if has_data else ""
            beside = self._references if is_resource(retired.id) else ()
            moved.append(
                redirects.RetiredAddresses(retired.id, path, retired.successor, data, beside)
            )
            if settings.documents or not is_resource(retired.id):
                unit = units[graph.context.iris.at(retired.id)]
                yield from self._documents.of_thing(path, unit).items()
            removed = ledger.status_of(retired.successor or "") == REMOVED
            described = data or CATALOGUE_PATH
            yield from self._pages(Tombstone(retired, path, successor, removed, described))
        rules = [
            *redirects.rules(moved, settings.base_iri, settings.site_url),
            *redirects.rules_of_data(facts.given_up, settings.site_url, self._missing_page),
        ]
        for name, text in self._host_files(rules).items():
            yield name, text.encode()


def _documents_path(id: str, entries: int, paths: Paths) -> str:
    """Return the path of the documents of any thing, without their extension."""
    resource = resource_id(id)
    return id if resource is None else entry_path(resource, entries, paths)
