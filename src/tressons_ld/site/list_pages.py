"""The home page, and the page of each thing with the resources that name it, in one language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tressons_ld.artifacts import File
from tressons_ld.catalogue.columns.spelling import without_accents
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Agent, Place
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.site import page_paths, templating
from tressons_ld.site.list_item import list_item
from tressons_ld.site.listed_resources import PAGE_SIZE, ResourceLists
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_data import PageData
from tressons_ld.site.page_paths import PagePath
from tressons_ld.site.search_form import home_form, search_form
from tressons_ld.site.thing_views import Portrait, Portraits
from tressons_ld.site.views import LangString, Link, Pager, Section, ThingView

_LINKS_ON_A_PAGE = 100
_LINKS_ON_HOME_PAGE = 12


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

    def files(self) -> Iterator[File]:
        """Yield every page."""
        yield self._home()
        yield from self._resources(
            Portrait(
                self._edition.paths.resource(page_paths.INDEX),
                "resources",
                (),
                ThingView(
                    kind=LangString(""),
                    title=LangString(self._texts("list", "resources")),
                    search=search_form(
                        self._edition,
                        self._at(self._edition.paths.resource(page_paths.INDEX)),
                        self._lists,
                    ),
                    heading=self._texts.count("resources", len(self._lists)),
                ),
            ),
            None,
        )
        for portrait in self._portraits_of_things():
            yield from self._resources(portrait, portrait.path)
        yield from self._lists_of_things()
        yield from self._years()
        yield from self._whole_documents()

    # --- resources of a thing ------------------------------------------------------------------

    def _portraits_of_things(self) -> Iterator[Portrait]:
        shared, portraits = self._edition.shared, self._portraits
        path_of = self._edition.path_of
        for agent in shared.agents.values():
            yield portraits.agent(agent, self._at(path_of(agent)))
        for place in shared.places.values():
            yield portraits.place(place, self._at(path_of(place)))
        for series in shared.series.values():
            yield portraits.series(series, self._at(path_of(series)))
        for concept in shared.concepts.values():
            yield portraits.concept(concept, self._at(path_of(concept)))

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
            yield self._page(portrait._replace(view=view), here)

    def _resources(self, portrait: Portrait, path: str | None) -> Iterator[File]:
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
            yield self._page(portrait._replace(view=view), here)

    def _of_page(self, view: ThingView, number: int) -> ThingView:
        """Return what a page of a list says: the first all of it, the others the title alone."""
        if number == 1:
            return view
        return ThingView(kind=view.kind, title=view.title, heading=view.heading)

    # --- lists of things -----------------------------------------------------------------------

    def _lists_of_things(self) -> Iterator[File]:
        edition, shared = self._edition, self._edition.shared
        organisations = [each for each in shared.agents.values() if not each.person]
        persons = [each for each in shared.agents.values() if each.person]
        lists: list[tuple[str, str, list[tuple[str, str]]]] = [
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
            links = [
                self._counted(here, Link(LangString(name), here.to(to)), to) for name, to in things
            ]
            yield from self._links(part, path, links)
        here = self._at(self._edition.paths.series(page_paths.INDEX))
        series = [
            self._counted(here, edition.series(here, id), self._edition.paths.series(id))
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

    def _scheme(self, scheme: str) -> Iterator[File]:
        here, edition = self._at(self._edition.paths.scheme(scheme)), self._edition
        title = edition.scheme(here, scheme).words
        links = [
            self._counted(
                here,
                edition.concept(here, scheme, each.id),
                self._edition.paths.concept(scheme, each.id),
            )
            for each in edition.shared.concepts_of(scheme)
        ]
        view = ThingView(
            kind=LangString(self._texts("thing", "scheme")),
            title=title,
            heading=self._texts("list", "concepts") if links else "",
        )
        yield from self._paged(Portrait(here.path, "vocabularies", (Link(title),), view), links)

    def _years(self) -> Iterator[File]:
        years = self._lists.years()
        here = self._at(self._edition.paths.year(page_paths.INDEX))
        if years:
            yield from self._links("years", here.path, [self._year(here, each) for each in years])
        for year in years:
            path = self._edition.paths.year(year)
            view = ThingView(
                kind=LangString(self._texts("thing", "year")),
                title=LangString(year),
                heading=self._texts("list", "of_year", year=year),
            )
            up = Link(
                LangString(self._texts("part", "years")),
                here.to(self._edition.paths.year(page_paths.INDEX)),
            )
            crumbs = (up, Link(LangString(year)))
            yield from self._resources(Portrait(path, "", crumbs, view), path)

    def _year(self, here: PagePath, year: str) -> Link:
        path = self._edition.paths.year(year)
        return self._counted(here, Link(LangString(year), here.to(path)), path)

    def _links(self, part: str, path: str, links: Sequence[Link]) -> Iterator[File]:
        """Yield the list of things of a sort, none where there are none."""
        if links:
            title = LangString(self._texts("part", part))
            view = ThingView(kind=LangString(""), title=title, heading=title.text)
            known = part if part in dict(self._edition.parts) else ""
            crumbs = () if known else (Link(title),)
            yield from self._paged(Portrait(path, known, crumbs, view), links)

    def _paged(self, portrait: Portrait, links: Sequence[Link]) -> Iterator[File]:
        last = max(1, -(-len(links) // _LINKS_ON_A_PAGE))
        for number in range(1, last + 1):
            here = self._at(portrait.path, number)
            start = (number - 1) * _LINKS_ON_A_PAGE
            view = replace(
                self._of_page(portrait.view, number),
                links=links[start : start + _LINKS_ON_A_PAGE],
                pager=self._pager(here, number, last),
            )
            yield self._page(portrait._replace(view=view), here)

    def _counted(self, here: PagePath, link: Link, path: str) -> Link:
        """Return a link with the number of resources of its thing, where it has some."""
        number = self._lists.count(path)
        return link._replace(total=self._texts.number(number)) if number else link

    # --- home ----------------------------------------------------------------------------------

    def _home(self) -> File:
        edition, texts = self._edition, self._texts
        here = self._at(page_paths.HOME)
        catalogue = edition.shared.catalogue
        description = edition.words(catalogue.description)
        sections = [
            self._facet(here, SCHEME_OF_COLUMN[column]) for column in ("kind", "themes", "section")
        ]
        years = [self._year(here, each) for each in self._lists.years()]
        if years:
            more = Link(
                LangString(texts("page", "more")),
                here.to(self._edition.paths.year(page_paths.INDEX)),
            )
            over = len(years) > _LINKS_ON_HOME_PAGE
            first = years[:_LINKS_ON_HOME_PAGE]
            sections.append(
                Section(LangString(texts("home", "years")), first, more if over else None)
            )
        view = ThingView(
            kind=LangString(""),
            title=edition.title,
            description=(description,) if description.text else (),
            all_resources=Link(
                LangString(texts.count("resources", len(self._lists))),
                here.to(self._edition.paths.resource(page_paths.INDEX)),
            ),
            search=home_form(edition, here),
            sections=[section for section in sections if section and section.links],
            links=(
                Link(LangString(texts("data", "files")), here.to(CATALOGUE_PATH)),
                Link(LangString(texts("data", "described")), here.to(self._edition.paths.data)),
                Link(LangString(texts("page", "about")), here.to(self._edition.paths.names.about)),
            ),
        )
        frame = edition.frame(
            here,
            edition.title.text,
            summary=description.text,
            data=self._data.of_thing(CATALOGUE_PATH),
        )
        return here.file, templating.page("home", frame, view)

    def _facet(self, here: PagePath, scheme: str) -> Section | None:
        """Return the concepts of a scheme that most resources name."""
        edition = self._edition
        if scheme not in edition.shared.schemes:
            return None
        counts = [
            (-self._lists.count(self._edition.paths.concept(scheme, each.id)), number, each)
            for number, each in enumerate(edition.shared.concepts_of(scheme))
        ]
        named = sorted(each for each in counts if each[0])
        links = [
            self._counted(
                here,
                edition.concept(here, scheme, each.id),
                self._edition.paths.concept(scheme, each.id),
            )
            for _, _, each in named[:_LINKS_ON_HOME_PAGE]
        ]
        more = None
        if len(named) > _LINKS_ON_HOME_PAGE:
            more = Link(
                LangString(self._texts("page", "more")), here.to(self._edition.paths.scheme(scheme))
            )
        return Section(edition.scheme(here, scheme).words, links, more)

    # --- a page --------------------------------------------------------------------------------

    def _at(self, path: str, number: int = 1) -> PagePath:
        return PagePath(self._edition.tree, path, number)

    def _pager(self, here: PagePath, number: int, last: int) -> Pager | None:
        if last == 1:
            return None
        return Pager(
            self._texts("page", "of_pages", number=number, last=last),
            here.to(here.path, number - 1) if number > 1 else None,
            here.to(here.path, number + 1) if number < last else None,
        )

    def _page(self, portrait: Portrait, here: PagePath) -> File:
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


def _named(edition: LocalisedSite, things: Iterable[Agent | Place]) -> list[tuple[str, str]]:
    """Return the name and the path of some things, by their names."""
    found = sorted(things, key=lambda each: (without_accents(each.name).casefold(), each.id))
    return [(each.name, edition.path_of(each)) for each in found]
