"""Every page that is made once: home, lists, shared things, years, catalogue, notices.

What lists show of each resource is the summary of a shard, so a list is folded from all of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.mapping.documents import entry_path
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.site import page_paths, templating
from tressons_ld.site.atom import MOST, atom_feed
from tressons_ld.site.catalogue_pages import CataloguePages
from tressons_ld.site.edition import Edition
from tressons_ld.site.list_pages import ListPages
from tressons_ld.site.listed_resources import ListedResource, ResourceLists, listed
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.sitemap import Sitemap, index_files


class ThingPages(Artifact):
    """The pages that are made once, of all shards."""

    name = "thing pages"

    def __init__(self, graph: CatalogueGraph, feeds: Sequence[tuple[str, str]]) -> None:
        """Take what pages are made of.

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
        self._lists.add(ListedResource(*each) for each in summary)

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        graph, data, lists = self._graph, PageData(self._graph), self._lists
        shared = graph.shared
        newest = lists.newest(MOST)
        pages = Sitemap(shared.settings.site_url, "pages")
        yield page_paths.STYLE, templating.style()
        for tree in trees_of(shared.catalogue):
            edition = Edition(shared, tree, len(graph.index))
            yield atom_feed(edition, newest, facts.newest)
            for path, content in ListPages(edition, lists, data).files():
                pages.add([path])
                yield from pages.full()
                yield path, content
            for path, content in CataloguePages(edition, data, facts, self._feeds).files():
                if path != PagePath(tree, page_paths.NOT_FOUND).file:
                    pages.add([path])
                yield path, content
        yield from pages.end()
        yield from self._resources_for_crawlers(pages.paths)

    def _resources_for_crawlers(self, others: Sequence[str]) -> Iterator[File]:
        """Yield the sitemap of the resources, and the index of the whole."""
        shared, entries = self._graph.shared, len(self._graph.index)
        trees, site_url = trees_of(shared.catalogue), shared.settings.site_url
        resources = Sitemap(site_url, "resources")
        for shard in self._lists.shards():
            for each in shard:
                path = entry_path(each.id, entries)
                resources.add((PagePath(tree, path).file for tree in trees), each.changed)
            yield from resources.full()
        yield from resources.end()
        yield from index_files(site_url, (*resources.paths, *others))
