"""The page that stands where a thing was, in the look of the site and in each of its languages."""

from collections.abc import Iterator

from tressons_ld.artifacts import File
from tressons_ld.catalogue.paths import is_resource
from tressons_ld.identity.tombstones import Tombstone
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.site import templating
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import PagePath, trees_of
from tressons_ld.site.text_pages import Passage, TextPage
from tressons_ld.site.views import Fact, LangString, Link


class SiteTombstones:
    """Makes these pages."""

    def __init__(self, graph: CatalogueGraph) -> None:
        """Take the statements of the catalogue."""
        self.graph = graph

    def __call__(self, tombstone: Tombstone) -> Iterator[File]:
        """Yield the page of a tombstone in each language."""
        shared, entries = self.graph.shared, len(self.graph.index)
        for tree in trees_of(shared):
            edition = LocalisedSite(shared, tree, entries)
            here = PagePath(tree, tombstone.path)
            yield here.file, _page(edition, here, tombstone)


def _page(edition: LocalisedSite, here: PagePath, it: Tombstone) -> bytes:
    texts, retired = edition.texts, it.retired
    key = "removed" if retired.successor is None else "moved"
    sentence = LangString(texts("retired", f"{key}_text", day=texts.date(retired.day)))
    # What it was called is all that is left to know it by.
    iri = LangString(edition.shared.settings.base_iri + retired.id)
    facts = [Fact(texts("retired", "identifier"), (Link(iri),))]
    if retired.reason:
        facts.append(Fact(texts("retired", "reason"), (Link(edition.own(retired.reason)),)))
    links = []
    if retired.successor is not None:
        links.append(Link(LangString(retired.successor), here.to(it.successor_path)))
        for each in (TURTLE, JSON_LD):
            links.append(
                Link(LangString(each.label), here.to_file(f"{it.data_path}{each.extension}"))
            )
    title = LangString(texts("retired", key))
    passages = Passage("", (sentence,), (), links), Passage("", (), facts, ())
    crumbs = (Link(title),)
    part = "resources" if is_resource(retired.id) else ""
    frame = edition.frame(here, title.text, part=part, crumbs=crumbs, indexed=False)
    return templating.page("text", frame, TextPage(title, passages))
