"""Every page that is made once, and what finds resources: home, lists, things, years, notices.

What lists show of each resource is the summary of a shard, so a list is folded from all of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.identity.ledger import Ledger
from tressons_ld.mapping.documents import entry_path
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.site import page_paths, templating
from tressons_ld.site.atom import MOST, atom_feed
from tressons_ld.site.catalogue_pages import CataloguePages
from tressons_ld.site.edition import Edition
from tressons_ld.site.figures import FigureCounts, FigurePages
from tressons_ld.site.list_pages import ListPages
from tressons_ld.site.listed_resources import ListedResource, ResourceLists, listed
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.search import Search, own_words
from tressons_ld.site.sitemap import Sitemap, index_files


class ThingPages(Artifact):
    """The pages that are made once, of all shards."""

    name = "thing pages"

    def __init__(
        self, graph: CatalogueGraph, feeds: Sequence[tuple[str, str]], ledger: Ledger
    ) -> None:
        """Take what pages are made of.

        Args:
            graph: the statements of the catalogue.
            feeds: the feeds for harvesters: whom each is for, and the path of its first page.
            ledger: the lock file as it was read.
        """
        self._graph, self._feeds, self._ledger = graph, feeds, ledger

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return what lists show of some entries, and the words by which they are found."""
        shared = self._graph.shared
        return Part(
            summary=[
                (listed(each, shared), own_words(each.entry), each.entry.keywords)
                for each in entries
            ]
        )

    def fold(self) -> Fold:
        """Return what makes pages of them."""
        return _ThingPagesFold(self._graph, self._feeds, Search(self._graph.shared, self._ledger))


class _ThingPagesFold(Fold):
    def __init__(
        self, graph: CatalogueGraph, feeds: Sequence[tuple[str, str]], search: Search
    ) -> None:
        self._graph, self._feeds = graph, feeds
        self._lists, self._search, self._counts = ResourceLists(), search, FigureCounts()

    def add(self, summary: Any) -> None:
        resources = [ListedResource(*each) for each, *_ in summary]
        self._lists.add(resources)
        for resource, (_, own, keywords) in zip(resources, summary, strict=True):
            self._search.add(resource, own)
            self._counts.add(resource, keywords)

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        graph, data, lists = self._graph, PageData(self._graph), self._lists
        shared = graph.shared
        newest = lists.newest(MOST)
        pages = Sitemap(shared.settings.site_url, "pages")
        yield page_paths.STYLE, templating.style()
        trees = trees_of(shared.catalogue)
        editions = [Edition(shared, tree, len(graph.index)) for tree in trees]
        yield from self._search.files(editions, lists)
        for edition in editions:
            tree = edition.tree
            yield atom_feed(edition, newest, facts.newest)
            for path, content in FigurePages(edition, lists, self._counts).files():
                if path.endswith(".html"):
                    pages.add([path])
                yield path, content
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
