"""How a page in one language leads to things."""

from collections.abc import Callable, Hashable, Iterator

from tressons_ld.catalogue.model import Agent, Concept, Place, Series, SharedPart
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.consumers.reference_managers.reference_files import (
    REFERENCE_FORMATS,
    are_published,
)
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.site.localised_words import LocalisedWords
from tressons_ld.site.page_paths import PagePath, Tree, uri
from tressons_ld.site.views import DataFileLink, HeadLink, LangString, Link


class LocalisedThings(LocalisedWords):
    """The things of a catalogue as the pages in one language name them.

    Attributes:
        entries: number of resources, which decides how their documents lie.
        paths: of the things of the catalogue.
    """

    def __init__(self, shared: SharedPart, tree: Tree, entries: int) -> None:
        super().__init__(shared, tree)
        self.entries = entries
        self.paths = shared.settings.paths
        self._links: dict[tuple[Hashable, ...], Link] = {}

    def _once(self, key: tuple[Hashable, ...], link: Callable[[], Link]) -> Link:
        """Return the link to a shared thing, made once for all pages of one depth."""
        known = self._links.get(key)
        if known is None:
            known = self._links[key] = link()
        return known

    def resource(self, here: PagePath, id: str, title: LangString) -> Link:
        """Return the link to a resource."""
        return Link(title, here.to(self.path_of_resource(id)))

    def path_of_resource(self, id: str) -> str:
        """Return the path of the page of a resource."""
        return entry_path(id, self.entries, self.paths)

    def agent(self, here: PagePath, id: str) -> Link:
        """Return the link to an organisation or a person."""
        agent = self.shared.agents[id]
        return self._once(
            ("agent", here.depth, id),
            lambda: Link(self.name_of_thing(agent), here.to(self.path_of(agent))),
        )

    def place(self, here: PagePath, id: str) -> Link:
        """Return the link to a territory."""
        return self._once(
            ("place", here.depth, id),
            lambda: Link(self.name_of_thing(self.shared.places[id]), here.to(self.paths.place(id))),
        )

    def series(self, here: PagePath, id: str) -> Link:
        """Return the link to a series."""
        series = self.shared.series[id]
        return self._once(
            ("series", here.depth, id),
            lambda: Link(
                self.titled(series.title, series.other_titles), here.to(self.paths.series(id))
            ),
        )

    def concept(self, here: PagePath, scheme: str, id: str) -> Link:
        """Return the link to a concept."""
        concept = self.shared.concepts[scheme, id]
        return self._once(
            ("concept", here.depth, scheme, id),
            lambda: Link(self.label(concept), here.to(self.paths.concept(scheme, id))),
        )

    def scheme(self, here: PagePath, scheme: str) -> Link:
        """Return the link to a concept scheme."""
        return Link(self.words(self.shared.schemes[scheme]), here.to(self.paths.scheme(scheme)))

    def date(self, here: PagePath, date: str) -> Link:
        """Return a date that leads to the page of its year."""
        return Link(LangString(self.texts.date(date)), here.to(self.paths.year(date[:4])))

    def authority(self, table: str, code: str) -> Link:
        """Return a term of somebody else's table, by its label."""
        return self._once(("authority", table, code), lambda: self._authority(table, code))

    def _authority(self, table: str, code: str) -> Link:
        term = self.shared.authorities.get(table, code)
        return Link(self.name_of(term) if term else LangString(code))

    def address(self, url: str) -> Link:
        """Return the link to a page of others, called by its address."""
        return Link(LangString(url), url)

    def path_of(self, thing: Agent | Place | Series | Concept) -> str:
        """Return the path of a shared thing."""
        match thing:
            case Agent():
                return self.paths.agent(thing.id, person=thing.person)
            case Place():
                return self.paths.place(thing.id)
            case Series():
                return self.paths.series(thing.id)
            case Concept():
                return self.paths.concept(thing.scheme, thing.id)

    def documents(self, here: PagePath, path: str) -> tuple[DataFileLink, ...]:
        """Return the links to the documents of a thing."""
        return tuple(
            DataFileLink(each.label, here.to_file(f"{path}{each.extension}"), each.media_type)
            for each in (TURTLE, JSON_LD)
        )

    def references(self, here: PagePath, path: str) -> tuple[DataFileLink, ...]:
        """Return the links to the references of a resource, or of all: those of the catalogue."""
        settings = self.shared.settings
        if not are_published(settings, self.entries):
            return ()
        if path != CATALOGUE_PATH and not settings.documents:
            return ()
        return tuple(
            DataFileLink(each.label, here.to_file(f"{path}{each.extension}"), each.media_type)
            for each in REFERENCE_FORMATS
        )

    def signposts(self, path: str) -> Iterator[HeadLink]:
        """Yield the links of FAIR Signposting, level 1, of a shared thing at a path."""
        settings = self.shared.settings
        yield HeadLink("cite-as", uri(settings.base_iri + path))
        for each in (TURTLE, JSON_LD):
            address = uri(f"{settings.site_url}{path}{each.extension}")
            yield HeadLink("describedby", address, each.media_type)
