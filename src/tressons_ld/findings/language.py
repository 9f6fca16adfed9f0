"""Sentences in the two languages of the tool, and how each language writes them.

French and English differ in the space before a colon, in quotation marks, in what counts as
singular and in the decimal mark: this module alone knows how.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

LANGUAGES = ("fr", "en")
"""The languages of the tool, by their tags."""


class Text:
    """One sentence in the two languages of the tool: a value, the same as one of the same words.

    Attributes:
        fr: the sentence in French.
        en: the sentence in English.

    >>> french, english = Text("oui", "yes")
    >>> french, Text("oui", "yes") == Text("oui", "yes")
    ('oui', True)
    """

    __slots__ = ("en", "fr")

    def __init__(self, fr: str, en: str) -> None:
        self.fr = fr
        self.en = en

    def __iter__(self) -> Iterator[str]:
        """Yield the sentence in French, then in English."""
        return iter((self.fr, self.en))

    def __eq__(self, other: object) -> bool:
        """Return whether the words are the same in both languages."""
        return isinstance(other, Text) and (self.fr, self.en) == (other.fr, other.en)

    def __lt__(self, other: "Text") -> bool:
        """Return whether its words come first, those in French before those in English."""
        return (self.fr, self.en) < (other.fr, other.en)

    def __hash__(self) -> int:
        """Return a hash of the words."""
        return hash((self.fr, self.en))

    def __repr__(self) -> str:
        """Return how one writes it in Python."""
        return f"Text(fr={self.fr!r}, en={self.en!r})"

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language``: ``en`` for English, French for anything else."""
        return self.en if language == "en" else self.fr

    def preferring(self, language: str) -> str:
        """Return the sentence in ``language`` or, where there is none, in the other one."""
        return self.in_language(language) or self.fr or self.en

    def format(self, **values: object) -> "Text":
        """Return the two sentences with their ``{placeholders}`` filled in.

        A value that can be said in both languages (a Text, a place) is filled in by its own. After
        a whole number stand the words that agree with it: ``{n:row|rows}``.

        >>> Text("le {kind}", "the {kind}").format(kind=Text("fichier", "file"))
        Text(fr='le fichier', en='the file')
        >>> Text("{n} {n:ligne|lignes}", "{n} {n:row|rows}").format(n=0)
        Text(fr='0 ligne', en='0 rows')
        """
        french, english = (
            words.format(**{name: _in_language(value, language) for name, value in values.items()})
            for language, words in zip(LANGUAGES, self, strict=True)
        )
        return Text(french, english)


class _Number(int):
    """A whole number in a sentence: ``{n:row|rows}`` is the word that agrees with it."""

    language: str

    def __format__(self, form: str) -> str:
        if "|" not in form:
            return super().__format__(form)
        one, several = form.split("|")
        return one if is_singular(self, self.language) else several


def is_singular(number: int, language: str) -> bool:
    """Return whether the noun of a number is singular: French counts 0 and 1 so, English only 1.

    >>> is_singular(0, "fr"), is_singular(0, "en")
    (True, False)
    """
    return number == 1 or (number == 0 and language == "fr")


def _in_language(value: object, language: str) -> object:
    if hasattr(value, "in_language"):
        return value.in_language(language)
    if type(value) is int:
        number = _Number(value)
        number.language = language
        return number
    return value


COLON = Text(" : ", ": ")
"""The colon between what is spoken of and what is said of it."""

OR = Text(" ou ", " or ")
"""What stands between two of which one is meant."""

SEMICOLON = Text(" ; ", "; ")
"""The semicolon between several things that are said."""

_QUOTATION_MARKS = Text("« {} »", '"{}"')


def in_quotation_marks(value: str, language: str) -> str:
    """Return the value, as it is, between the quotation marks of the language.

    >>> in_quotation_marks("id", "fr"), in_quotation_marks("id", "en")
    ('« id »', '"id"')
    """
    return _QUOTATION_MARKS.in_language(language).format(value)


def quoted(value: str, language: str, *, longest: int = 80) -> str:
    r"""Return the value between quotation marks, shortened, its invisible characters shown.

    >>> quoted("20l9", "fr"), quoted("a\x00b", "en")
    ('« 20l9 »', '"a\\x00b"')
    """
    shown = "".join(c if c.isprintable() else _escaped(c) for c in value[: longest + 1])
    if len(value) > longest:
        shown = shown[:longest] + "…"
    return in_quotation_marks(shown, language)


def short(text: str, longest: int = 30) -> str:
    """Return a text on one line, its end left out where it is long."""
    plain = " ".join(text.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def visible(value: str) -> str:
    r"""Return the value, its characters shown that would move what a terminal shows, or hide it.

    >>> visible("a\u202eb\x1b[2J\n"), visible("« a »")
    ('a\\u202eb\\x1b[2J\\n', '« a »')
    """
    if value.isprintable():
        return value
    return "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else _escaped(c) for c in value
    )


def _escaped(character: str) -> str:
    return character.encode("unicode_escape", "backslashreplace").decode()


def quotation(value: str, *, longest: int = 80) -> Text:
    """Return the value as :func:`quoted` shows it, in both languages."""
    return Text(quoted(value, "fr", longest=longest), quoted(value, "en", longest=longest))


def joined(texts: Iterable[Text], between: Text | str = ", ") -> Text:
    """Return several texts as one.

    >>> joined([Text("un", "one"), Text("deux", "two")], SEMICOLON)
    Text(fr='un ; deux', en='one; two')
    """
    listed, between = list(texts), Text(between, between) if isinstance(between, str) else between
    return Text(
        between.fr.join(each.fr for each in listed), between.en.join(each.en for each in listed)
    )


def decimal(number: float, digits: int = 1) -> Text:
    """Return a number with its decimal comma or point.

    >>> decimal(2.5)
    Text(fr='2,5', en='2.5')
    """
    english = f"{number:.{digits}f}"
    return Text(english.replace(".", ","), english)


MONTHS = (
    Text("janvier", "January"),
    Text("février", "February"),
    Text("mars", "March"),
    Text("avril", "April"),
    Text("mai", "May"),
    Text("juin", "June"),
    Text("juillet", "July"),
    Text("août", "August"),
    Text("septembre", "September"),
    Text("octobre", "October"),
    Text("novembre", "November"),
    Text("décembre", "December"),
)


@lru_cache(maxsize=5_000)
def date_in_words(date: str) -> Text:
    """Return a year, a month or a day in words.

    >>> date_in_words("2019"), date_in_words("2019-06").fr, date_in_words("2027-01-01").fr
    (Text(fr='2019', en='2019'), 'juin 2019', '1er janvier 2027')
    """
    year, *rest = date.split("-")
    if not rest:
        return Text(year, year)
    month = MONTHS[int(rest[0]) - 1]
    if len(rest) == 1:
        return Text(f"{month.fr} {year}", f"{month.en} {year}")
    day = int(rest[1])
    return Text(f"{'1er' if day == 1 else day} {month.fr} {year}", f"{day} {month.en} {year}")
