"""The pages of a thing or of a list, which goes on over several of them, in one language."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tressons_ld.artifacts import File
from tressons_ld.site import templating
from tressons_ld.site.list_item import list_item
from tressons_ld.site.listed_resources import PAGE_SIZE, ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.thing_views import Portrait
from tressons_ld.site.views import Link, Pager, ThingView

_LINKS_ON_A_PAGE = 100


class PagedLists:
    """Writes these pages."""

    def __init__(self, edition: LocalisedSite, lists: ResourceLists, data: PageData) -> None:
        """Take what they show.

        Args:
            edition: the site in their language.
            lists: the resources of each thing.
            data: what writes the JSON-LD blocks.
        """
        self._edition, self._lists, self._data = edition, lists, data
        self._texts = edition.texts

    def resources(self, portrait: Portrait, path: str | None) -> Iterator[File]:
        """Yield the pages of a thing, or of all resources, a page of the list on each."""
        total = len(self._lists) if path is None else self._lists.count(path)
        last = max(1, -(-total // PAGE_SIZE))
        for number, resources in enumerate(self._lists.pages(path), start=1):
            here = self._at(portrait.path, number)
            view = replace(
                self._of_page(portrait.view, number),
                items=[list_item(self._edition, here, each) for each in resources],
                pager=self._pager(here, number, last),
            )
            yield self.page(portrait._replace(view=view), here)

    def links(self, portrait: Portrait, links: Sequence[Link]) -> Iterator[File]:
        """Yield the pages of a list of things, so many links on each."""
        last = max(1, -(-len(links) // _LINKS_ON_A_PAGE))
        for number in range(1, last + 1):
            here = self._at(portrait.path, number)
            start = (number - 1) * _LINKS_ON_A_PAGE
            view = replace(
                self._of_page(portrait.view, number),
                links=links[start : start + _LINKS_ON_A_PAGE],
                pager=self._pager(here, number, last),
            )
            yield self.page(portrait._replace(view=view), here)

    def page(self, portrait: Portrait, here: PagePath) -> File:
        """Return a page of a thing or of a list."""
        edition, view = self._edition, portrait.view
        title, data = view.title.text, ""
        if here.number > 1:
            title = self._texts("page", "page_title", title=title, number=here.number)
        elif self._data.describes(here.path):
            iri = f"{edition.shared.settings.base_iri}{here.path}"
            view = replace(view, iri=iri, files=edition.documents(here, here.path))
            data = self._data.of_thing(here.path)
        frame = edition.frame(
            here,
            title,
            summary=" ".join(each.text for each in view.description),
            part=portrait.part,
            crumbs=portrait.crumbs,
            head=edition.signposts(here.path) if view.iri else (),
            data=data,
        )
        return here.file, templating.page("thing", frame, view)

    def _of_page(self, view: ThingView, number: int) -> ThingView:
        """Return what a page of a list says: the first all of it, the others the title alone."""
        if number == 1:
            return view
        return ThingView(kind=view.kind, title=view.title, heading=view.heading)

    def _pager(self, here: PagePath, number: int, last: int) -> Pager | None:
        if last == 1:
            return None
        return Pager(
            self._texts("page", "of_pages", number=number, last=last),
            here.to(here.path, number - 1) if number > 1 else None,
            here.to(here.path, number + 1) if number < last else None,
        )

    def _at(self, path: str, number: int = 1) -> PagePath:
        return PagePath(self._edition.tree, path, number)
