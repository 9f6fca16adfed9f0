"""The sentences of ``account.toml``: what people are told of tables that are adopted."""

from collections.abc import Mapping

from tressons_ld.catalogue.adoption.heading_words import data


class Number(int):
    """A number in a sentence: ``{n:row|rows}`` is the word that agrees with it."""

    language: str

    def __new__(cls, number: int, language: str) -> "Number":
        """Make the number for sentences of a language."""
        made = super().__new__(cls, number)
        made.language = language
        return made

    def __format__(self, words: str) -> str:
        if "|" not in words:
            return str(int(self))
        one, several = words.split("|")
        return one if self == 1 or (self == 0 and self.language == "fr") else several


def sentence(key: str, language: str, **details: object) -> str:
    """Return a sentence in a language, its numbers agreeing with their words.

    >>> sentence("html", "en", n=1), sentence("html", "fr", n=2)
    ('tags of HTML taken out of 1 text', 'balises HTML enlevées de 2 textes')
    """
    numbers = {
        name: Number(value, language) if isinstance(value, int) else value
        for name, value in details.items()
    }
    words: Mapping[str, str] = data("account")[key]
    return words[language].format(**numbers)


def short(text: str, longest: int = 30) -> str:
    """Return a text on one line, its end left out where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"
