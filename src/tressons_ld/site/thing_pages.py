"""Every page that is made once, and what finds resources: home, lists, things, years, notices.

What lists show of each resource is the summary of a shard, so a list is folded from all of them.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.findings.finding import Finding
from tressons_ld.identity.recorder import Recorder
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.site import page_paths, templating
from tressons_ld.site.atom import MOST, atom_feed
from tressons_ld.site.catalogue_pages import CataloguePages
from tressons_ld.site.figures import FigureCounts, FigurePages
from tressons_ld.site.house_look import look_findings
from tressons_ld.site.list_pages import ListPages
from tressons_ld.site.listed_resources import ListedResource, ResourceLists, listed_resource
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.logo import pictures
from tressons_ld.site.own_terms import OwnTerms
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.question_pages import QuestionPages
from tressons_ld.site.search import Search, own_words
from tressons_ld.site.sitemap import Sitemap, index_files


class ThingPages(Artifact):
    """The pages that are made once, of all shards."""

    name = "thing pages"

    def __init__(self, recorder: Recorder, feeds: Sequence[tuple[str, str]]) -> None:
        """Take what pages are made of.

        Args:
            recorder: the catalogue, held against its lock file.
            feeds: the feeds for harvesters: whom each is for, and the path of its first page.
        """
        self._recorder, self._feeds = recorder, feeds

    def findings(self) -> Iterator[Finding]:
        """Yield what is wrong with the look that the house sets."""
        return look_findings(self._recorder.graph.shared.settings)

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return what lists show of some entries, and the words by which they are found."""
        shared = self._recorder.graph.shared
        return Part(
            summary=[
                (listed_resource(each, shared), own_words(each.entry), each.entry.keywords)
                for each in entries
            ]
        )

    def fold(self) -> Fold:
        """Return what makes pages of them."""
        return _ThingPagesFold(self._recorder, self._feeds)


class _ThingPagesFold(Fold):
    def __init__(self, recorder: Recorder, feeds: Sequence[tuple[str, str]]) -> None:
        self._recorder, self._graph, self._feeds = recorder, recorder.graph, feeds
        self._lists, self._counts = ResourceLists(), FigureCounts()
        self._search = Search(self._graph.shared, recorder.ledger)

    def add(self, summary: Any) -> None:
        resources = [ListedResource(*each) for each, *_ in summary]
        self._lists.add(resources)
        for resource, (_, own, keywords) in zip(resources, summary, strict=True):
            self._search.add(resource, own)
            self._counts.add(resource, keywords)

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        shared = self._graph.shared
        trees = trees_of(shared)
        editions = [LocalisedSite(shared, tree, len(self._graph.index)) for tree in trees]
        pages = Sitemap(shared.settings.site_url, "pages")
        missing = {PagePath(tree, page_paths.NOT_FOUND).file for tree in trees}
        yield page_paths.STYLE, templating.style(shared.settings.look)
        yield from pictures(shared.settings.look, editions[0].title.text)
        yield from self._search.files(editions, self._lists)
        for each in editions:
            if "quality" in dict(each.parts):  # Made by an artifact of its own.
                pages.add([PagePath(each.tree, each.paths.names.quality).file])
        for path, content in self._once(editions, facts):
            if path.endswith(".html") and path not in missing:
                pages.add([path])
                yield from pages.full()
            yield path, content
        yield from pages.end()
        yield from self._resources_for_crawlers(pages.paths)

    def _once(self, editions: Sequence[LocalisedSite], facts: PublicationFacts) -> Iterator[File]:
        """Yield every page, and what lies beside it; those last that look for the others."""
        data, lists, newest = PageData(self._graph), self._lists, self._lists.newest(MOST)
        folder, base_iri = self._recorder.folder.path, self._graph.shared.settings.base_iri
        own_terms = OwnTerms(folder, base_iri)
        with QuestionPages(self._graph, folder, facts).answered_files() as question_pages:
            for edition in editions:
                yield atom_feed(edition, newest, facts.newest)
                yield from FigurePages(edition, lists, self._counts).files()
                yield from ListPages(edition, lists, data).files(facts.processes)
                yield from CataloguePages(
                    edition, data, facts, self._feeds, own_terms=bool(own_terms)
                ).files()
                yield from own_terms.page(edition)
            yield from question_pages

    def _resources_for_crawlers(self, others: Sequence[str]) -> Iterator[File]:
        """Yield the sitemap of the resources, and the index of the whole."""
        shared, entries = self._graph.shared, len(self._graph.index)
        trees, site_url = trees_of(shared), shared.settings.site_url
        resources = Sitemap(site_url, "resources")
        for shard in self._lists.shards():
            for each in shard:
                path = entry_path(each.id, entries, shared.settings.paths)
                resources.add((PagePath(tree, path).file for tree in trees), each.changed)
            yield from resources.full()
        yield from resources.end()
        yield from index_files(site_url, (*resources.paths, *others))
