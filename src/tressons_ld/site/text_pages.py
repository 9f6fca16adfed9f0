"""Pages of text: about the catalogue and its site, accessibility, what is missing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from tressons_ld.artifacts import File
from tressons_ld.catalogue.paths import CATALOGUE_PATH
from tressons_ld.site import page_paths, templating
from tressons_ld.site.localised_site import LocalisedSite, StatedValues
from tressons_ld.site.page_paths import PagePath, path_of_site
from tressons_ld.site.views import Fact, LangString, Link, shortening


@shortening("text", "facts", "links")
class Passage(NamedTuple):
    """A part of a page of text."""

    title: str
    text: Sequence[LangString] = ()
    facts: Sequence[Fact] = ()
    links: Sequence[Link] = ()


@shortening("sections")
class TextPage(NamedTuple):
    """A page of text."""

    title: LangString
    sections: Sequence[Passage]


class TextPages:
    """Writes these pages, in one language."""

    def __init__(self, edition: LocalisedSite) -> None:
        """Take the site in their language."""
        self._edition, self._texts = edition, edition.texts
        self._catalogue = edition.shared.catalogue

    def files(self) -> Iterator[File]:
        """Yield every page; that of what is missing once, whatever languages there are."""
        yield self._text(self._edition.paths.names.about, "about", self._about)
        yield self._text(
            self._edition.paths.names.accessibility, "accessibility", self._accessibility
        )
        if not self._edition.tree.folder:
            yield self._missing()

    def _about(self, here: PagePath) -> Iterator[Passage]:
        edition, texts, catalogue = self._edition, self._texts, self._catalogue
        description = edition.words(catalogue.description)
        yield Passage(
            texts("about", "catalogue"),
            paragraph(description),
            links=[Link(LangString(texts("data", "files")), here.to(CATALOGUE_PATH))],
        )
        confirmed = catalogue.licence is not None and catalogue.licence.confirmed
        sentence = LangString(texts("about", "licence_confirmed" if confirmed else "no_licence"))
        yield Passage(
            texts("about", "reuse"),
            (sentence, LangString(texts("data", "each"))),
            edition.facts(stated_rights(self._edition)),
        )
        publisher = edition.agent(here, catalogue.publisher)
        facts = [Fact(texts("about", "published_by"), (publisher,)), *self._contact()]
        yield Passage(texts("about", "legal"), facts=facts)
        yield Passage(texts("about", "privacy"), (LangString(texts("about", "privacy_text")),))

    def _accessibility(self, _here: PagePath) -> Iterator[Passage]:
        texts = self._texts
        for key in ("state", "aim", "beyond"):
            sentence = LangString(texts("accessibility", f"{key}_text"))
            yield Passage(texts("accessibility", key), (sentence,))
        contact = self._contact()
        key = "report_text" if contact else "no_contact"
        sentence = LangString(texts("accessibility", key))
        yield Passage(texts("accessibility", "report"), (sentence,), contact)

    def _contact(self) -> list[Fact]:
        contact = self._catalogue.contact
        if contact is None:
            return []
        links = [Link(LangString(contact.name))]
        if contact.email:
            links.append(Link(LangString(contact.email), f"mailto:{contact.email}"))
        if contact.url:
            links.append(Link(LangString(contact.url), contact.url))
        return [Fact(self._texts("about", "contact"), links)]

    def _text(
        self, path: str, area: str, passages: Callable[[PagePath], Iterator[Passage]]
    ) -> File:
        here, title = self._at(path), LangString(self._texts(area, "title"))
        known = area in dict(self._edition.parts)
        frame = self._edition.frame(
            here,
            title.text,
            part=area if known else "",
            crumbs=() if known else (Link(title),),
        )
        view = TextPage(title, tuple(passages(here)))
        return here.file, templating.page("text", frame, view)

    def _missing(self) -> File:
        """Return the page for addresses at which there is nothing: a host shows it at any depth."""
        edition = self._edition
        root = path_of_site(edition.shared.settings.site_url)
        here = PagePath(edition.tree, page_paths.NOT_FOUND, root=root)
        passages = []
        for tree in edition.trees:
            there = LocalisedSite(edition.shared, tree, edition.entries)
            texts, lang = there.texts, "" if tree == edition.tree else tree.language
            home = Link(
                LangString(texts("missing", "home"), lang), here.within(tree).to(page_paths.HOME)
            )
            passages.append(
                Passage("", (LangString(texts("missing", "text"), lang),), links=(home,))
            )
        title = LangString(self._texts("missing", "title"))
        frame = edition.frame(here, title.text, crumbs=(Link(title),), indexed=False)
        frame = replace(frame, languages=())
        return here.file, templating.page("text", frame, TextPage(title, tuple(passages)))

    def _at(self, path: str) -> PagePath:
        return PagePath(self._edition.tree, path)


def paragraph(words: LangString) -> tuple[LangString, ...]:
    """Return a text as paragraphs: one, or none where it is empty."""
    return (words,) if words.text else ()


def stated_rights(edition: LocalisedSite) -> StatedValues:
    """Return the licence of the data, once it is confirmed, and what is said of rights."""
    catalogue = edition.shared.catalogue
    stated: StatedValues = []
    if catalogue.licence and catalogue.licence.confirmed:
        licence = Link(edition.own(catalogue.licence.label), catalogue.licence.iri)
        stated.append(("licence", (licence,)))
    if catalogue.rights:
        stated.append(("rights", (Link(edition.words(catalogue.rights)),)))
    return stated
