"""The pages of the resources, one in each language, beside their documents."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from tressons_ld.artifacts import Artifact, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.rdf_documents import Documents, entry_path
from tressons_ld.site import linkset, templating
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.resource_view import ResourcePage


class _WrittenPage(NamedTuple):
    file: str
    content: bytes
    links: str


class ResourcePages(Artifact):
    """The pages of each resource."""

    name = "resource pages"

    def __init__(self, graph: CatalogueGraph, documents: Documents | None) -> None:
        """Take what pages are made of.

        Args:
            graph: the statements of the catalogue.
            documents: what writes the documents of resources; None where they have none.
        """
        self._graph, self._documents = graph, documents
        if linkset.is_published(graph.shared.settings, len(graph.index)):
            self.streams = (linkset.STREAM,)

    def __reduce__(self) -> tuple[type, tuple[CatalogueGraph, Documents | None]]:
        """Pickle by what it was made of: the rest is derived again."""
        return type(self), (self._graph, self._documents)

    @cached_property
    def _data(self) -> PageData:
        return PageData(self._graph)

    @cached_property
    def _editions(self) -> tuple[LocalisedSite, ...]:
        shared, entries = self._graph.shared, len(self._graph.index)
        return tuple(LocalisedSite(shared, tree, entries) for tree in trees_of(shared))

    def fingerprint(self) -> str:
        """Return the layout, the parts of the site, and where the pages would lie."""
        entries, paths = len(self._graph.index), self._graph.shared.settings.paths
        look = self._graph.shared.settings.look
        parts = [edition.parts for edition in self._editions]
        place = entry_path("x", entries, paths), self._documents is not None
        references = [each.references(PagePath(each.tree, "x"), "x") for each in self._editions]
        return repr((templating.layout_texts(look), parts, place, references, bool(self.streams)))

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the pages of some entries, and their links."""
        pages = [page for entry in entries for page in self._pages(entry)]
        links = [each.links.encode() for each in pages]
        runs = {linkset.STREAM.name: links} if self.streams else {}
        return Part(runs=runs, files={each.file: each.content for each in pages})

    def fold(self) -> Fold:
        """Return what stands around the links."""
        return _Around()

    def paths(self, id: str) -> Iterable[str]:
        """Return the paths of the pages of an entry."""
        path = entry_path(id, len(self._graph.index), self._graph.shared.settings.paths)
        return (PagePath(edition.tree, path).file for edition in self._editions)

    def _pages(self, entry: MappedEntry) -> Iterable[_WrittenPage]:
        path = entry_path(entry.entry.id, len(self._graph.index), self._graph.shared.settings.paths)
        documents = entry.document_sizes(self._documents, path) if self._documents else {}
        data = self._data.of_entry(entry)
        root = entry.unit.root
        properties = frozenset(name for thing, name, _ in entry.unit.triples if thing == root)
        for edition in self._editions:
            here = PagePath(edition.tree, path)
            index = self._graph.index
            naming = index.naming.get(entry.entry.id, ())
            page = ResourcePage(edition, here, entry.entry, index.titles, naming)
            signposts = tuple(page.signposts(documents))
            frame = page.frame(signposts, data)
            view = page.view(documents, entry.dates, properties)
            address = self._graph.shared.settings.site_url + here.file
            links = linkset.link_context(address, signposts) if self.streams else ""
            yield _WrittenPage(here.file, templating.page("resource", frame, view), links)


class _Around(Fold):
    def head(self, _stream: str, _facts: PublicationFacts) -> bytes:
        return linkset.HEAD

    def tail(self, _stream: str, _facts: PublicationFacts) -> bytes:
        return linkset.TAIL
