"""The pages of a thing or of a list, which goes on over several of them, in one language."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tressons_ld.artifacts import File
from tressons_ld.files.workers import WorkerDied, forks, in_order
from tressons_ld.findings.errors import OutputError
from tressons_ld.site import templating
from tressons_ld.site.list_item import list_item
from tressons_ld.site.listed_resources import ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.thing_views import Portrait
from tressons_ld.site.views import Link, Pager, ThingView

_LINKS_ON_A_PAGE = 100
_PAGES_OF_A_TASK = 64


class PageRun(NamedTuple):
    """Some pages of one list of resources, one after the other.

    Attributes:
        portrait: makes what the pages say beside the list.
        path: of the thing whose resources they list; None for all resources.
        numbers: of the pages, from 1.
    """

    portrait: Callable[[], Portrait]
    path: str | None
    numbers: range


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

    def runs(self, portrait: Callable[[], Portrait], path: str | None) -> Iterator[PageRun]:
        """Yield the pages of a thing, or of all resources, so many at a time.

        Args:
            portrait: makes what the pages say beside the list.
            path: of the thing; None for all resources.
        """
        pages = range(1, self._lists.pages(path) + 1)
        for start in range(0, len(pages), _PAGES_OF_A_TASK):
            yield PageRun(portrait, path, pages[start : start + _PAGES_OF_A_TASK])

    def resources(self, runs: Iterable[PageRun], processes: int) -> Iterator[File]:
        """Yield the pages of these runs, in their order, a page of a list of resources on each.

        Args:
            runs: the pages.
            processes: how many may make them, where they share what this one has read.

        Raises:
            OutputError: one of these processes was killed.
        """
        tasks = _tasks(runs)

        def files(number: int) -> list[File]:
            return [file for run in tasks[number] for file in self._pages(run)]

        try:
            jobs = processes if forks() else 1
            for _, made in in_order(files, range(len(tasks)), jobs):
                yield from made
        except WorkerDied:
            raise OutputError("output.process-killed") from None

    def _pages(self, run: PageRun) -> Iterator[File]:
        portrait, last = run.portrait(), self._lists.pages(run.path)
        lists = self._lists.on_pages(run.path, run.numbers)
        for number, resources in zip(run.numbers, lists, strict=True):
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
            sort=view.kind.text,
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


def _tasks(runs: Iterable[PageRun]) -> list[list[PageRun]]:
    """Return the runs in groups that have about as many pages as one run may have."""
    tasks: list[list[PageRun]] = [[]]
    pages = 0
    for run in runs:
        if pages + len(run.numbers) > _PAGES_OF_A_TASK:
            tasks.append([])
            pages = 0
        tasks[-1].append(run)
        pages += len(run.numbers)
    return tasks
