"""What things are called in one language, and how a page leads to them."""

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property

from tressons_ld.catalogue.model import Agent, Authority, Concept, Place, Series, SharedPart
from tressons_ld.catalogue.model.multilingual import by_tag, others_of
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.consumers.reference_managers.reference_files import (
    REFERENCE_FORMATS,
    are_published,
)
from tressons_ld.findings.language import LANGUAGES, Text
from tressons_ld.mapping.rdf_documents import entry_path
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.site.interface_texts import Texts, texts_of
from tressons_ld.site.page_paths import PagePath, Tree, uri
from tressons_ld.site.views import DataFileLink, HeadLink, LangString, Link

_FROM_THE_RIGHT = ("R", "AL")
_UNKNOWN = "und"
"""The tag of a language that nobody knows (BCP 47, section 4.1)."""


class LocalisedThings:
    """The things of a catalogue as the pages in one language name them.

    Attributes:
        shared: the shared part.
        tree: where the pages lie, and their language.
        entries: number of resources, which decides how their documents lie.
        paths: of the things of the catalogue.
    """

    def __init__(self, shared: SharedPart, tree: Tree, entries: int) -> None:
        self.shared, self.tree, self.entries = shared, tree, entries
        self.paths = shared.settings.paths
        self._links: dict[tuple[Hashable, ...], Link] = {}

    @cached_property
    def texts(self) -> Texts:
        """The words of the interface."""
        return texts_of(self.tree.language, self.shared.settings.look.texts)

    def words(self, text: Text) -> LangString:
        """Return a text in the language of the pages or, where it has none, in the other one."""
        language = self.tree.language
        side = getattr(text, language)
        if side:
            return LangString(side)
        other = "en" if language == "fr" else "fr"
        further = others_of(text)
        if further and not getattr(text, other):
            tag, words = next(
                (e for e in further if e[0] == self.shared.catalogue.language), further[0]
            )
            return LangString(words, tag)
        return LangString(getattr(text, other), other)

    def said_once(self, text: Text) -> LangString:
        """Return a text of a question: one that is the same in both languages is the house's."""
        return self.own(text.fr) if text.fr == text.en else self.words(text)

    def label(self, concept: Concept) -> LangString:
        """Return what a concept is called, in the language of the pages or in another one."""
        words, language = concept.label_in(self.tree.language)
        return LangString(words, "" if language == self.tree.language else language)

    def own(self, text: str, language: str | None = None) -> LangString:
        """Return a text in the language of the catalogue, or in another one."""
        given = language or self.shared.catalogue.language
        return LangString(text, "" if given == self.tree.language else given)

    def name_of_thing(self, thing: Agent | Place) -> LangString:
        """Return what a place or an agent is called, in its language.

        The name of a place has that of the catalogue; that of an agent has none, but is told where
        it is written from the right, which no language of the interface is.
        """
        if isinstance(thing, Place):
            return self.own(thing.name)
        if not any(unicodedata.bidirectional(sign) in _FROM_THE_RIGHT for sign in thing.name):
            return LangString(thing.name)
        own = self.shared.catalogue.language
        return LangString(thing.name, _UNKNOWN if own in LANGUAGES else own)

    def titled(
        self, title: str, others: Iterable[tuple[str, str]], language: str | None = None
    ) -> LangString:
        """Return a title in the language of the pages or, where it has none, in its own.

        Args:
            title: the title.
            others: the title in other languages, by their tags.
            language: that of the title, where it is not that of the catalogue.
        """
        own = self.own(title, language)
        words = dict(others).get(self.tree.language) if own.lang else None
        return LangString(words) if words else own

    def other_titles(
        self, title: str, others: Iterable[tuple[str, str]], language: str | None = None
    ) -> tuple[Link, ...]:
        """Return the titles that a thing has beside the one that pages show: see :meth:`titled`."""
        others = tuple(others)
        named = ((language or self.shared.catalogue.language, title), *others)
        return self._beside(self.titled(title, others, language), named)

    def other_words(self, text: Text) -> tuple[Link, ...]:
        """Return a text in other languages than :meth:`words` gives it."""
        return self._beside(self.words(text), by_tag(text))

    def other_labels(self, concept: Concept) -> tuple[Link, ...]:
        """Return what a concept is called in other languages than :meth:`label` says."""
        return self._beside(self.label(concept), concept.all_labels)

    def _beside(self, shown: LangString, named: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
        """Return names, each with its tag, but the one that is shown."""
        every = (self.own(words, tag) for tag, words in named)
        return tuple(Link(each) for each in every if each != shown)

    def paragraphs(self, text: str | None, language: str | None = None) -> tuple[LangString, ...]:
        """Return the paragraphs of a text, which blank lines part."""
        lines = "\n".join(line.strip() for line in (text or "").splitlines())
        return tuple(self.own(each, language) for each in lines.split("\n\n") if each.strip())

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

    def name_of(self, term: Authority) -> LangString:
        """Return what a term is called: by its table, else by us; its code for want of both."""
        sides = zip(term.preferred, term.labels, strict=True)
        words = self.words(Text(*(preferred or ours for preferred, ours in sides)))
        return words if words.text else LangString(term.code)

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
