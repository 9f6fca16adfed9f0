"""Sentences in the two languages of the tool, and how each language writes them.

French and English differ in the space before a colon, in quotation marks, in what counts as
singular and in the decimal mark: this module alone knows how.
"""

import unicodedata
from functools import lru_cache
from typing import NamedTuple


class Text(NamedTuple):
    """One sentence in the two languages of the tool."""

    fr: str
    en: str

    def in_language(self, language: str) -> str:
        """Return the sentence in ``language``: ``en`` for English, French for anything else."""
        return self.en if language == "en" else self.fr

    def preferring(self, language: str) -> str:
        """Return the sentence in ``language`` or, where there is none, in the other one."""
        return self.in_language(language) or self.fr or self.en

    def format(self, **values: object) -> "Text":
        """Return the two sentences with their ``{placeholders}`` filled in.

        A value that can be said in both languages (a Text, a place) is filled in by its own.

        >>> Text("le {kind}", "the {kind}").format(kind=Text("fichier", "file"))
        Text(fr='le fichier', en='the file')
        """
        french, english = (
            words.format(
                **{
                    name: value.in_language(language) if hasattr(value, "in_language") else value
                    for name, value in values.items()
                }
            )
            for language, words in zip(self._fields, self, strict=True)
        )
        return Text(french, english)


COLON = Text(" : ", ": ")
"""The colon between what is spoken of and what is said of it."""

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


def plural(number: int, one: Text, several: Text) -> Text:
    """Return the noun that follows a number: French counts 0 and 1 as singular, English only 1.

    >>> plural(0, Text("remarque", "remark"), Text("remarques", "remarks"))
    Text(fr='remarque', en='remarks')
    """
    return Text((one if number < 2 else several).fr, (one if number == 1 else several).en)


def counted(number: int, one: Text, several: Text) -> Text:
    """Return a number and its noun.

    >>> counted(0, Text("remarque", "remark"), Text("remarques", "remarks"))
    Text(fr='0 remarque', en='0 remarks')
    """
    noun = plural(number, one, several)
    return Text(f"{number} {noun.fr}", f"{number} {noun.en}")


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
