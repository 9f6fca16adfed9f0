"""The page of each thing with the resources that name it, and the lists of things."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from tressons_ld.artifacts import File
from tressons_ld.catalogue.columns.spelling import in_the_alphabet
from tressons_ld.catalogue.model import Agent, Place
from tressons_ld.site import page_paths
from tressons_ld.site.counted_links import CountedLinks
from tressons_ld.site.home_page import HomePage
from tressons_ld.site.listed_resources import ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.paged_lists import PagedLists, PageRun
from tressons_ld.site.search_form import search_form
from tressons_ld.site.thing_views import Portrait, Portraits
from tressons_ld.site.views import LangString, Link, ThingView


class ListPages:
    """Writes these pages."""

    def __init__(self, edition: LocalisedSite, lists: ResourceLists, data: PageData) -> None:
        """Take what they show.

        Args:
            edition: the site in their language.
            lists: the resources of each thing.
            data: what writes the JSON-LD blocks.
        """
        self._edition, self._lists, self._data = edition, lists, data
        self._texts, self._portraits = edition.texts, Portraits(edition)
        self._counted, self._pages = CountedLinks(edition, lists), PagedLists(edition, lists, data)

    def files(self, processes: int) -> Iterator[File]:
        """Yield every page.

        Args:
            processes: how many may make them.
        """
        yield HomePage(self._edition, self._lists, self._data).file()
        yield from self._pages.resources(self._runs(), processes)
        yield from self._lists_of_things()
        yield from self._whole_documents()

    def _runs(self) -> Iterator[PageRun]:
        """Yield the pages that list resources: all of them, and those of each thing and year."""
        shared, portraits, runs = self._edition.shared, self._portraits, self._pages.runs
        yield from runs(self._all_resources, None)
        for agent in shared.agents.values():
            here = self._at(self._edition.path_of(agent))
            yield from runs(partial(portraits.agent, agent, here), here.path)
        for place in shared.places.values():
            here = self._at(self._edition.path_of(place))
            yield from runs(partial(portraits.place, place, here), here.path)
        for series in shared.series.values():
            here = self._at(self._edition.path_of(series))
            yield from runs(partial(portraits.series, series, here), here.path)
        for concept in shared.concepts.values():
            here = self._at(self._edition.path_of(concept))
            yield from runs(partial(portraits.concept, concept, here), here.path)
        for year in self._lists.years():
            yield from runs(partial(self._year, year), self._edition.paths.year(year))

    def _all_resources(self) -> Portrait:
        here = self._at(self._edition.paths.resource(page_paths.INDEX))
        view = ThingView(
            kind=LangString(""),
            title=LangString(self._texts("list", "resources")),
            search=search_form(self._edition, here, self._lists),
            heading=self._texts.count("resources", len(self._lists)),
        )
        return Portrait(here.path, "resources", (), view)

    def _year(self, year: str) -> Portrait:
        here = self._at(self._edition.paths.year(year))
        view = ThingView(
            kind=LangString(self._texts("thing", "year")),
            title=LangString(year),
            heading=self._texts("list", "of_year", year=year),
        )
        up = Link(
            LangString(self._texts("part", "years")),
            here.to(self._edition.paths.year(page_paths.INDEX)),
        )
        return Portrait(here.path, "", (up, Link(LangString(year))), view)

    def _whole_documents(self) -> Iterator[File]:
        """Yield the pages of the programme and of the source, whose resources are all there are."""
        shared, portraits = self._edition.shared, self._portraits
        made = []
        if shared.programme:
            here = self._at(self._edition.paths.programme(shared.programme.id))
            made.append(portraits.programme(shared.programme, here))
        if shared.source:
            here = self._at(self._edition.paths.source(shared.source.id))
            made.append(portraits.source(shared.source, here))
        for portrait in made:
            here = self._at(portrait.path)
            all_resources = Link(
                LangString(self._texts("list", "see_all")),
                here.to(self._edition.paths.resource(page_paths.INDEX)),
                total=self._texts.number(len(self._lists)),
            )
            view = replace(portrait.view, all_resources=all_resources)
            yield self._pages.page(portrait._replace(view=view), here)

    def _lists_of_things(self) -> Iterator[File]:
        edition, shared = self._edition, self._edition.shared
        organisations = [each for each in shared.agents.values() if not each.person]
        persons = [each for each in shared.agents.values() if each.person]
        lists: list[tuple[str, str, list[tuple[LangString, str]]]] = [
            (
                "organisations",
                self._edition.paths.agent(page_paths.INDEX, person=False),
                _named(edition, organisations),
            ),
            (
                "persons",
                self._edition.paths.agent(page_paths.INDEX, person=True),
                _named(edition, persons),
            ),
            (
                "places",
                self._edition.paths.place(page_paths.INDEX),
                _named(edition, shared.places.values()),
            ),
        ]
        for part, path, things in lists:
            here = self._at(path)
            links = [self._counted.counted(Link(name, here.to(to)), to) for name, to in things]
            yield from self._links(part, path, links)
        here = self._at(self._edition.paths.series(page_paths.INDEX))
        series = [
            self._counted.counted(edition.series(here, id), self._edition.paths.series(id))
            for id in shared.series
        ]
        yield from self._links("series", self._edition.paths.series(page_paths.INDEX), series)
        here = self._at(self._edition.paths.scheme(page_paths.INDEX))
        yield from self._links(
            "vocabularies",
            self._edition.paths.scheme(page_paths.INDEX),
            [edition.scheme(here, scheme) for scheme in shared.schemes],
        )
        for scheme in shared.schemes:
            yield from self._scheme(scheme)
        here = self._at(self._edition.paths.year(page_paths.INDEX))
        years = [self._counted.year(here, each) for each in self._lists.years()]
        yield from self._links("years", here.path, years)

    def _scheme(self, scheme: str) -> Iterator[File]:
        here, edition = self._at(self._edition.paths.scheme(scheme)), self._edition
        title = edition.scheme(here, scheme).words
        links = [
            self._counted.concept(here, scheme, each.id)
            for each in edition.shared.concepts_of(scheme)
        ]
        view = ThingView(
            kind=LangString(self._texts("thing", "scheme")),
            title=title,
            heading=self._texts("list", "concepts") if links else "",
        )
        yield from self._pages.links(
            Portrait(here.path, "vocabularies", (Link(title),), view), links
        )

    def _links(self, part: str, path: str, links: Sequence[Link]) -> Iterator[File]:
        """Yield the list of things of a sort, none where there are none."""
        if links:
            title = LangString(self._texts("part", part))
            view = ThingView(kind=LangString(""), title=title, heading=title.text)
            known = part if part in dict(self._edition.parts) else ""
            crumbs = () if known else (Link(title),)
            yield from self._pages.links(Portrait(path, known, crumbs, view), links)

    def _at(self, path: str, number: int = 1) -> PagePath:
        return PagePath(self._edition.tree, path, number)


def _named(edition: LocalisedSite, things: Iterable[Agent | Place]) -> list[tuple[LangString, str]]:
    """Return the name and the path of some things, by their names."""
    found = sorted(things, key=lambda each: (in_the_alphabet(each.name), each.id))
    return [(edition.name_of_thing(each), edition.path_of(each)) for each in found]
