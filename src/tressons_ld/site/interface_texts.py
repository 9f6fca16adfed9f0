"""The words of the interface, French and English side by side in ``texts.toml``.

How each language writes dates, numbers and sizes stands here too.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter
from typing import Any

from tressons_ld.catalogue.columns.cell_texts import unpublishable_character
from tressons_ld.catalogue.model import HouseText
from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.findings.language import date_in_words, decimal, is_singular
from tressons_ld.findings.messages import sentence

FILE = PACKAGE / "site" / "texts.toml"

_SIZES = (
    sentence("site.bytes"),
    sentence("site.kilobytes"),
    sentence("site.megabytes"),
    sentence("site.gigabytes"),
)


_BESIDE_SIGNS = re.compile(r"(?<=«) | (?=[»:;?!](?!\w))")


class Texts:
    """The words of one language.

    Attributes:
        language: its tag.
        words: area -> key -> the words; what a number decides is a list, singular first.
    """

    def __init__(self, language: str, own: Sequence[HouseText] = ()) -> None:
        self.language = language
        words = {
            area: {
                key: with_no_break_spaces(each[language], language) for key, each in texts.items()
            }
            for area, texts in all_texts().items()
        }
        for text in own:
            if text.language == language and text_fault(text) is None:
                words[text.area][text.key] = text.words
        self.words: Mapping[str, Mapping[str, Any]] = words

    def __call__(self, area: str, key: str, **values: object) -> str:
        """Return some words, their ``{placeholders}`` filled in.

        Raises:
            KeyError: there are no such words, or a value is missing.
        """
        words: str = self.words[area][key]
        return words.format(**values) if values else words

    def count(self, key: str, number: int) -> str:
        """Return a number and its noun: «1 ressource», «2 resources»."""
        one, several = self.words["count"][key]
        noun = one if is_singular(number, self.language) else several
        return f"{self.number(number)} {noun}"

    def enumeration(self, names: Sequence[str]) -> str:
        """Return some names as one reads them: «A, B et C»."""
        if len(names) < 2:
            return "".join(names)
        return f"{', '.join(names[:-1])} {self('page', 'and')} {names[-1]}"

    def number(self, number: int) -> str:
        """Return a number with its thousands apart: ``12 345``, ``12,345``."""
        return f"{number:,}".replace(",", "\u202f" if self.language == "fr" else ",")

    def size(self, size: int) -> str:
        """Return a size in bytes, rounded as people say it: ``1,3 Mo``, ``1.3 MB``."""
        value, unit = float(size), 0
        while value >= 999.5 and unit < len(_SIZES) - 1:
            value, unit = value / 1000, unit + 1
        digits = 1 if unit and value < 9.95 else 0
        number = decimal(value, digits).in_language(self.language)
        return f"{number}\u00a0{_SIZES[unit].in_language(self.language)}"

    def date(self, date: str) -> str:
        """Return a year, a month or a day in words: ``2019``, ``juin 2019``, ``1er juin 2019``."""
        return date_in_words(date).in_language(self.language)

    def duration(self, duration: str) -> str:
        """Return a duration of ISO 8601 in words: ``1 h 30 min``, ``2 jours``."""
        days, _, clock = duration.removeprefix("P").partition("T")
        names = {"Y": "years", "M": "months", "D": "days"}
        said = [
            self.count(names[part[-1]], int(part[:-1])) for part in re.findall("[0-9]+[A-Z]", days)
        ]
        units = {"H": "h", "M": "min", "S": "s"}
        said += [f"{part[:-1]}\u00a0{units[part[-1]]}" for part in re.findall("[0-9]+[A-Z]", clock)]
        return " ".join(said)

    def period(self, period: str) -> str:
        """Return a date, or two of which one may not be known: ``2018/2021``, ``2018/..``."""
        start, bar, end = period.partition("/")
        if not bar or start == end:
            return self.date(start)
        if end == "..":
            return self("date", f"since{_of_day(start)}", start=self.date(start))
        if start == "..":
            return self("date", f"until{_of_day(end)}", end=self.date(end))
        return self("date", "between", start=self.date(start), end=self.date(end))


def _of_day(date: str) -> str:
    """Return the end of the key of what is said of a day: French says « depuis le 1er mai »."""
    return "_day" if date.count("-") == 2 else ""


def with_no_break_spaces(words: Any, language: str) -> Any:
    r"""Return words of ours with spaces that no line ends at, as French has: « ici » ; là ?

    What is to be typed stays as it is.

    >>> with_no_break_spaces("(1 AS ?x) ; où ?", "fr")
    '(1 AS ?x)\xa0; où\xa0?'
    """
    if language != "fr" or not isinstance(words, str):
        return words
    return _BESIDE_SIGNS.sub("\u00a0", words)


@cache
def texts_of(language: str, own: tuple[HouseText, ...] = ()) -> Texts:
    """Return the words of a language of the interface, those of the house in place of ours."""
    return Texts(language, own)


def text_fault(text: HouseText) -> str | None:
    """Return the code of what is wrong with words that stand for ours; None if nothing is."""
    known = all_texts().get(text.area, {}).get(text.key)
    if known is None:
        return "look.unknown-text"
    ours = known[text.language]
    if isinstance(ours, list) != isinstance(text.words, tuple):
        return "look.text-singular-and-plural" if isinstance(ours, list) else "look.text-of-one"
    words = text.words if isinstance(text.words, tuple) else (text.words,)
    if any(map(unpublishable_character, words)):
        return "look.text-character"
    given = _placeholders(text.words)
    if given is None or not given <= placeholders_of(text):
        return "look.text-placeholder"
    return None


def placeholders_of(text: HouseText) -> set[str]:
    """Return the names that words may have in braces, which something is put in place of."""
    return _placeholders(all_texts()[text.area][text.key][text.language]) or set()


def _placeholders(words: str | Sequence[str]) -> set[str] | None:
    """Return the names in braces of some words; None where a brace stands alone."""
    try:
        return {
            name + (conversion or "") + (form or "")
            for each in ([words] if isinstance(words, str) else words)
            for _, name, form, conversion in Formatter().parse(each)
            if name is not None
        }
    except ValueError:
        return None


@cache
def all_texts() -> dict[str, dict[str, Any]]:
    """Return the words of the tool: area -> key -> language -> words."""
    import tomllib

    return tomllib.loads(FILE.read_text("utf-8"))
