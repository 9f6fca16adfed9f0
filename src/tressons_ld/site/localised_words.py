"""The words of a catalogue and of the interface, as the pages in one language say them."""

import unicodedata
from collections.abc import Iterable
from functools import cached_property

from tressons_ld.catalogue.model import Agent, Authority, Concept, Place, SharedPart
from tressons_ld.catalogue.model.multilingual import by_tag, others_of
from tressons_ld.findings.language import LANGUAGES, Text
from tressons_ld.site.interface_texts import Texts, texts_of
from tressons_ld.site.page_paths import Tree
from tressons_ld.site.views import LangString, Link

_FROM_THE_RIGHT = ("R", "AL")
_UNKNOWN = "und"
"""The tag of a language that nobody knows (BCP 47, section 4.1)."""


class LocalisedWords:
    """What is said in one language or, where it is not, in another one that is told.

    Attributes:
        shared: the shared part.
        tree: where the pages lie, and their language.
    """

    def __init__(self, shared: SharedPart, tree: Tree) -> None:
        self.shared, self.tree = shared, tree

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

    def of_question(self, text: Text) -> LangString:
        """Return a text of a question, whose ``summary`` alone is in the language of the house."""
        return self.words(text) if text.en else self.own(text.fr)

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

    def name_of(self, term: Authority) -> LangString:
        """Return what a term is called: by its table, else by us; its code for want of both."""
        sides = zip(term.preferred, term.labels, strict=True)
        words = self.words(Text(*(preferred or ours for preferred, ours in sides)))
        return words if words.text else LangString(term.code)
