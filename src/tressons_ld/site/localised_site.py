"""The site in one language: its parts, and what frames each page."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.site import page_paths
from tressons_ld.site.breadcrumb import page_block
from tressons_ld.site.interface_texts import texts_of
from tressons_ld.site.localised_things import LocalisedThings
from tressons_ld.site.logo import ICON, path_of
from tressons_ld.site.meta_tags import meta_tags, open_graph
from tressons_ld.site.page_paths import ATOM, HOME, STYLE, PagePath, Tree, trees_of
from tressons_ld.site.page_size import cut
from tressons_ld.site.views import Fact, Frame, HeadLink, LangString, Link

StatedValues: TypeAlias = list[tuple[str, tuple[Link, ...]]]
"""Key of a label -> the values under it, in the order in which they are read."""

_LONGEST_SUMMARY = 200


class _LinksAround(NamedTuple):
    """Where the frame of a page leads to: all pages of one depth have the same links.

    Attributes:
        parts: the parts of the site, by their keys.
        home, style, icon, logo, atom, about, accessibility, downloads: see :class:`Frame`.
    """

    parts: Mapping[str, Link]
    home: str
    style: str
    icon: str
    logo: str
    atom: str
    about: str
    accessibility: str
    downloads: str


class LocalisedSite(LocalisedThings):
    """The site of a catalogue in one language."""

    def __init__(self, shared: SharedPart, tree: Tree, entries: int) -> None:
        super().__init__(shared, tree, entries)
        self._around: dict[Hashable, _LinksAround] = {}

    def facts(self, stated_values: StatedValues) -> tuple[Fact, ...]:
        """Return the facts that have a value, each under its label (``[label]`` of the texts)."""
        return tuple(
            Fact(self.texts("label", key), values) for key, values in stated_values if values
        )

    @cached_property
    def trees(self) -> tuple[Tree, ...]:
        """The trees of the catalogue."""
        return trees_of(self.shared)

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
        parts = (
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
        return tuple((key, path) for key, path, is_there in parts if is_there)

    def frame(
        self,
        here: PagePath,
        title: str,
        *,
        sort: str = "",
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
            sort: of thing that it is about: others may have its name.
            summary: what it is about, in a few words; without it, the catalogue's own description.
            part: the part of the site that it belongs to, a key of :attr:`parts`.
            crumbs: the way to it, after the home page and its part.
            head: links for machines, beside those to itself.
            meta: what citation managers read.
            data: its JSON-LD, beside which the block of the page says the way to it.
            indexed: whether search engines may list it.
        """
        texts, settings = self.texts, self.shared.settings
        around = self._links_around(here)
        parts, home = around.parts, Link(LangString(texts("part", "home")), around.home)
        way = [home, parts[part], *crumbs] if part else [home, *crumbs]
        if here.path == HOME:
            way = []
        others = [here.within(tree) for tree in self.trees if tree != self.tree]
        languages = [self.tree.language, *(each.tree.language for each in others)]
        own_address = settings.site_url + here.file
        named = (title,) if here.path == HOME else (title, sort, self.title.text)
        about = summary or f"{title}. {self.words(self.shared.catalogue.description).text}"
        first = cut(" ".join(about.split()), _LONGEST_SUMMARY)
        description = first if summary not in ("", title) else ""
        graph = open_graph(title, own_address, self.title.text, description, languages)
        return Frame(
            lang=self.tree.language,
            title=" · ".join(filter(None, named)),
            catalogue=self.title,
            home=around.home,
            style=around.style,
            look=settings.look,
            icon=around.icon,
            logo=around.logo,
            navigation=tuple(parts.values()),
            here=parts[part].href if part else "",
            languages=tuple(self._link_to_language(here, each) for each in others),
            crumbs=way,
            about=around.about,
            accessibility=around.accessibility,
            downloads=around.downloads,
            head=(
                *(self._own_links(own_address, around.atom, here, others) if indexed else ()),
                *head,
            ),
            meta=tuple(meta_tags((("description", first), *meta), graph if indexed else ())),
            data=page_block(data, own_address, way),
            indexed=indexed,
        )

    def _link_to_language(self, here: PagePath, other: PagePath) -> Link:
        """Return the link from a page to the same in another language, named in that language."""
        language = other.tree.language
        name = texts_of(language, self.shared.settings.look.texts)("page", "language")
        return Link(LangString(name, language), here.to_file(other.file))

    def _links_around(self, here: PagePath) -> _LinksAround:
        """Return the links of the frame, made once for all pages of one depth."""
        known = self._around.get(here.depth)
        if known is None:
            names, look = self.paths.names, self.shared.settings.look
            logo = path_of(look.logo) if look.logo else ""
            known = self._around[here.depth] = _LinksAround(
                parts={
                    key: Link(LangString(self.texts("part", key)), here.to(path))
                    for key, path in self.parts
                },
                home=here.to(HOME),
                style=here.to_file(STYLE),
                icon=here.to_file(logo or ICON),
                logo=here.to_file(logo) if logo else "",
                atom=here.to_file(self.tree.folder + ATOM),
                about=here.to(names.about),
                accessibility=here.to(names.accessibility),
                downloads=here.to(CATALOGUE_PATH),
            )
        return known

    def _own_links(
        self, address: str, atom: str, here: PagePath, others: Sequence[PagePath]
    ) -> Iterator[HeadLink]:
        yield HeadLink("canonical", address)
        yield HeadLink("alternate", atom, "application/atom+xml")
        if others:
            for each in (here, *others):
                target = self.shared.settings.site_url + each.file
                yield HeadLink("alternate", target, hreflang=each.tree.language)
