"""Words of a house in more languages than the two of the tool."""

from tressons_ld.findings.language import Text


class MultilingualText(Text):
    """Words in French and in English, where there are any, and in other languages.

    Attributes:
        others: the words in other languages, by their tags: ``(("de", "Katalog"),)``.

    >>> MultilingualText("", "", (("de", "Katalog"),)).in_language("de")
    'Katalog'
    """

    __slots__ = ("others",)

    def __init__(self, fr: str, en: str, others: tuple[tuple[str, str], ...] = ()) -> None:
        super().__init__(fr, en)
        self.others = others

    def __eq__(self, other: object) -> bool:
        """Return whether the words are the same in every language."""
        return super().__eq__(other) and self.others == others_of(other)

    def __hash__(self) -> int:
        """Return a hash of the words in every language."""
        return hash((self.fr, self.en, self.others))

    def in_language(self, language: str) -> str:
        """Return the words in a language; without it as :meth:`.Text.in_language` does."""
        return dict(self.others).get(language) or super().in_language(language)

    def preferring(self, language: str) -> str:
        """Return the words in a language or, where there are none, in another one."""
        return super().preferring(language) or next((words for _, words in self.others), "")


def others_of(text: object) -> tuple[tuple[str, str], ...]:
    """Return the words of a text in other languages than French and English, by their tags."""
    return text.others if isinstance(text, MultilingualText) else ()


def by_tag(text: Text) -> tuple[tuple[str, str], ...]:
    """Return the words of a text in each language that has some, by its tag.

    >>> by_tag(words_in("Vélo", "", (("de", "Fahrrad"),)))
    (('fr', 'Vélo'), ('de', 'Fahrrad'))
    """
    words = (("fr", text.fr), ("en", text.en), *others_of(text))
    return tuple((tag, each) for tag, each in words if each)


def words_in(fr: str, en: str, others: tuple[tuple[str, str], ...] = ()) -> Text:
    """Return words as the pair that they are, or with those in other languages."""
    return MultilingualText(fr, en, others) if others else Text(fr, en)
