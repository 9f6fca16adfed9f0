"""Every page that is made once: home, lists, shared things, years, catalogue, notices.

What lists show of each resource is the summary of a shard, so a list is folded from all of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.site import page_paths, templating
from tressons_ld.site.catalogue_pages import CataloguePages
from tressons_ld.site.edition import Edition
from tressons_ld.site.list_pages import ListPages
from tressons_ld.site.listed_resources import ListedResource, ResourceLists, listed
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import trees_of


class ThingPages(Artifact):
    """The pages that are made once, of all shards."""

    name = "thing pages"

    def __init__(self, graph: CatalogueGraph, feeds: Sequence[tuple[str, str]] = ()) -> None:
        """Take what pages say.

        Args:
            graph: the statements of the catalogue.
            feeds: the feeds for harvesters: whom each is for, and the path of its first page.
        """
        self._graph, self._feeds = graph, feeds

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return what lists show of some entries."""
        return Part(summary=[listed(entry, self._graph.shared) for entry in entries])

    def fold(self) -> Fold:
        """Return what makes pages of them."""
        return _ThingPagesFold(self._graph, self._feeds)


class _ThingPagesFold(Fold):
    def __init__(self, graph: CatalogueGraph, feeds: Sequence[tuple[str, str]]) -> None:
        self._graph, self._feeds, self._lists = graph, feeds, ResourceLists()

    def add(self, summary: Any) -> None:
        for each in summary:
            self._lists.add(ListedResource(*each))

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        graph = self._graph
        shared, data = graph.shared, PageData(graph)
        yield page_paths.STYLE, templating.style()
        for tree in trees_of(shared.catalogue):
            edition = Edition(shared, tree, len(graph.index))
            yield from ListPages(edition, self._lists, data).files()
            yield from CataloguePages(edition, data, facts, self._feeds).files()
