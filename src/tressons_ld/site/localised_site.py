"""The site in one language: what things are called in it, where they lie, what frames each page."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TypeAlias

from tressons_ld.catalogue.model import Agent, Authority, Concept, Place, Series, Shared
from tressons_ld.catalogue.model.multilingual import others_of
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.consumers.references.reference_files import REFERENCE_FORMATS, are_published
from tressons_ld.findings.language import Text
from tressons_ld.mapping.documents import entry_path
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.site import page_paths
from tressons_ld.site.interface_texts import Texts, texts_of
from tressons_ld.site.logo import ICON, path_of
from tressons_ld.site.page_paths import ATOM, HOME, STYLE, PagePath, Tree, trees_of
from tressons_ld.site.views import DataFileLink, Fact, Frame, HeadLink, LangString, Link

StatedValues: TypeAlias = list[tuple[str, tuple[Link, ...]]]
"""Key of a label -> the values under it, in the order in which they are read."""

_LOCALES = {"fr": "fr_FR", "en": "en_GB"}
_LONGEST_SUMMARY = 300


class LocalisedSite:
    """The site of a catalogue in one language.

    Attributes:
        shared: the shared part.
        tree: where its pages lie, and their language.
        texts: the words of the interface.
        entries: number of resources, which decides how their documents lie.
        paths: of the things of the catalogue.
    """

    def __init__(self, shared: Shared, tree: Tree, entries: int) -> None:
        self.shared, self.tree, self.entries = shared, tree, entries
        self.paths = shared.settings.paths
        self._navigations: dict[str, dict[str, Link]] = {}

    @property
    def texts(self) -> Texts:
        """The words of the interface."""
        return texts_of(self.tree.language, self.shared.settings.look.texts)

    # --- words ---------------------------------------------------------------------------------

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

    def label(self, concept: Concept) -> LangString:
        """Return what a concept is called, in the language of the pages or in another one."""
        words, language = concept.label_in(self.tree.language)
        return LangString(words, "" if language == self.tree.language else language)

    def own(self, text: str, language: str | None = None) -> LangString:
        """Return a text in the language of the catalogue, or in another one."""
        given = language or self.shared.catalogue.language
        return LangString(text, "" if given == self.tree.language else given)

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

    def paragraphs(self, text: str | None, language: str | None = None) -> tuple[LangString, ...]:
        """Return the paragraphs of a text, which blank lines part."""
        lines = "\n".join(line.strip() for line in (text or "").splitlines())
        return tuple(self.own(each, language) for each in lines.split("\n\n") if each.strip())

    # --- links ---------------------------------------------------------------------------------

    def resource(self, here: PagePath, id: str, title: LangString) -> Link:
        """Return the link to a resource."""
        return Link(title, here.to(entry_path(id, self.entries, self.paths)))

    def agent(self, here: PagePath, id: str) -> Link:
        """Return the link to an organisation or a person."""
        agent = self.shared.agents[id]
        return Link(LangString(agent.name), here.to(self.path_of(agent)))

    def place(self, here: PagePath, id: str) -> Link:
        """Return the link to a territory."""
        return Link(LangString(self.shared.places[id].name), here.to(self.paths.place(id)))

    def series(self, here: PagePath, id: str) -> Link:
        """Return the link to a series."""
        series = self.shared.series[id]
        return Link(self.titled(series.title, series.other_titles), here.to(self.paths.series(id)))

    def concept(self, here: PagePath, scheme: str, id: str) -> Link:
        """Return the link to a concept."""
        concept = self.shared.concepts[scheme, id]
        return Link(self.label(concept), here.to(self.paths.concept(scheme, id)))

    def scheme(self, here: PagePath, scheme: str) -> Link:
        """Return the link to a concept scheme."""
        return Link(self.words(self.shared.schemes[scheme]), here.to(self.paths.scheme(scheme)))

    def date(self, here: PagePath, date: str) -> Link:
        """Return a date that leads to the page of its year."""
        return Link(LangString(self.texts.date(date)), here.to(self.paths.year(date[:4])))

    def authority(self, table: str, code: str) -> Link:
        """Return a term of somebody else's table, by its label."""
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
        yield HeadLink("cite-as", settings.base_iri + path)
        for each in (TURTLE, JSON_LD):
            address = f"{settings.site_url}{path}{each.extension}"
            yield HeadLink("describedby", address, each.media_type)

    # --- facts ---------------------------------------------------------------------------------

    def facts(self, given: StatedValues) -> tuple[Fact, ...]:
        """Return the facts that have a value, each under its label (``[label]`` of the texts)."""
        return tuple(Fact(self.texts("label", key), values) for key, values in given if values)

    # --- the frame -----------------------------------------------------------------------------

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The trees of the catalogue."""
        return trees_of(self.shared.catalogue)

    @cached_property
    def title(self) -> LangString:
        """The title of the catalogue."""
        return self.words(self.shared.catalogue.title)

    @cached_property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """The parts of the site that are not empty: key of the texts -> path of the page."""
        shared = self.shared
        persons = any(agent.person for agent in shared.agents.values())
        organisations = any(not agent.person for agent in shared.agents.values())
        given = (
            ("resources", self.paths.resource(page_paths.INDEX), True),
            ("vocabularies", self.paths.scheme(page_paths.INDEX), bool(shared.schemes)),
            ("organisations", self.paths.agent(page_paths.INDEX, person=False), organisations),
            ("persons", self.paths.agent(page_paths.INDEX, person=True), persons),
            ("places", self.paths.place(page_paths.INDEX), bool(shared.places)),
            ("series", self.paths.series(page_paths.INDEX), bool(shared.series)),
            ("figures", self.paths.names.figures, self.entries > 0),
            (
                "quality",
                self.paths.names.quality,
                0 < self.entries <= shared.settings.answers_up_to,
            ),
            ("questions", self.paths.question(page_paths.INDEX), True),
            ("data", CATALOGUE_PATH, True),
            ("about", self.paths.names.about, True),
        )
        return tuple((key, path) for key, path, there in given if there)

    def frame(
        self,
        here: PagePath,
        title: str,
        *,
        summary: str = "",
        part: str = "",
        crumbs: Sequence[Link] = (),
        head: Iterable[HeadLink] = (),
        meta: Sequence[tuple[str, str]] = (),
        data: str = "",
        indexed: bool = True,
    ) -> Frame:
        """Return what stands around a page.

        Args:
            here: where it lies.
            title: of the page; that of the home page is the catalogue's own.
            summary: what it is about, in a few words; without it, the catalogue's own description.
            part: the part of the site that it belongs to, a key of :attr:`parts`.
            crumbs: the way to it, after the home page and its part.
            head: links for machines, beside those to itself.
            meta: what citation managers read.
            data: the JSON-LD block.
            indexed: whether search engines may list it.
        """
        texts, settings = self.texts, self.shared.settings
        parts = self._navigation(here)
        home = Link(LangString(texts("part", "home")), here.to(HOME))
        way = [home, parts[part], *crumbs] if part else [home, *crumbs]
        others = [here.within(tree) for tree in self.trees if tree != self.tree]
        logo = path_of(settings.look.logo) if settings.look.logo else ""
        own_address = settings.site_url + here.file
        whole = title if here.path == HOME else f"{title} · {self.title.text}"
        about = summary or f"{whole}. {self.words(self.shared.catalogue.description).text}"
        first = " ".join(about.split())
        if len(first) > _LONGEST_SUMMARY:
            first = first[:_LONGEST_SUMMARY].rpartition(" ")[0].rstrip(",;:") + "…"
        graph = [
            ("og:title", title),
            ("og:type", "website"),
            ("og:url", own_address),
            ("og:site_name", self.title.text),
            ("og:locale", _LOCALES[self.tree.language]),
            *(("og:locale:alternate", _LOCALES[each.tree.language]) for each in others),
            *([("og:description", first)] if summary else ()),
        ]
        return Frame(
            lang=self.tree.language,
            title=whole,
            catalogue=self.title,
            home=home.href,
            style=here.to_file(STYLE),
            look=settings.look,
            icon=here.to_file(logo or ICON),
            logo=here.to_file(logo) if logo else "",
            navigation=tuple(parts.values()),
            here=parts[part].href if part else "",
            languages=tuple(
                Link(
                    LangString(
                        texts_of(each.tree.language, settings.look.texts)("page", "language"),
                        each.tree.language,
                    ),
                    here.to_file(each.file),
                )
                for each in others
            ),
            crumbs=way if here.path != HOME else (),
            about=here.to(self.paths.names.about),
            accessibility=here.to(self.paths.names.accessibility),
            head=(*(self._own_links(own_address, here, others) if indexed else ()), *head),
            meta=(("description", first), *meta),
            graph=graph if indexed else (),
            data=data,
            indexed=indexed,
        )

    def _navigation(self, here: PagePath) -> dict[str, Link]:
        """Return the links to the parts of the site, which all pages of one depth have alike."""
        up = here.to("")
        if up not in self._navigations:
            self._navigations[up] = {
                key: Link(LangString(self.texts("part", key)), here.to(path))
                for key, path in self.parts
            }
        return self._navigations[up]

    def _own_links(
        self, address: str, here: PagePath, others: Sequence[PagePath]
    ) -> Iterator[HeadLink]:
        yield HeadLink("canonical", address)
        yield HeadLink("alternate", here.to_file(self.tree.folder + ATOM), "application/atom+xml")
        if others:
            for each in (here, *others):
                target = self.shared.settings.site_url + each.file
                yield HeadLink("alternate", target, hreflang=each.tree.language)
