"""Several values in one cell: which sign parts them in a column, told from all of its cells."""

import csv
import re
from collections import Counter
from collections.abc import Sequence

SEMICOLON = ";"

# From the surest on: the sign as it is shown, where it parts.
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("###", re.compile(r"\s*#{2,}\s*")),
    ("|", re.compile(r"\s*\|\s*")),
    ("*", re.compile(r"\s+\*\s+|^\*\s+")),
    ("•", re.compile(r"\s*[•‣▪·]\s*")),
    ("↵", re.compile(r"\s*\n\s*")),
    ("،", re.compile(r"\s*[،、；]\s*")),
    ("#", re.compile(r"(?:^|\s+)#(?=\w)")),
    (",", re.compile(r"\s*,\s*(?![0-9]{3}\b)")),
    ("/", re.compile(r"\s+/\s+|(?<=[^\W\d]{4})/(?=[^\W\d]{4})")),
)
_SURE = ("###", "#", "↵", "|", "*", "•", "،")
_LOOKED_UP = re.compile(r";#(?:[0-9]+(?:;#|$))?")
"""What SharePoint puts between values, each with its number behind: « eau;#12;#air;#13 »."""
_LIST_WITH_QUOTES = re.compile(r'(?:^|,)\s*"[^"]+"\s*(?:,|$)')
_SEMICOLON = re.compile(r"\s*;\s*")
_COMMA_OR_SEMICOLON = re.compile(r"\s*;\s*|\s*,\s*(?![0-9]{3}\b)")
_STRAY = 2
"""Cells that commas part, for each with a semicolon, which then does not speak for its column."""
_BRACKETED = re.compile(r"\s*\[(.*)\]\s*", re.DOTALL)
_QUOTED = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')\s*(?:,|$)""")
_LEAST = 0.6
"""Share of the cells with a sign whose parts must be terms, for the sign to part them."""
_MOST_WORDS = 5
_FEWEST_LISTS, _LONG_LISTS = 12, 0.3


class Separator:
    """What parts the values of a column, and how often.

    Attributes:
        sign: as it is shown; empty where each cell holds one value.
        cells: how many cells it parts.
    """

    def __init__(self, sign: str, pattern: re.Pattern[str] | None, cells: int) -> None:
        """Take a sign.

        Args:
            sign: as it is shown.
            pattern: where it parts.
            cells: how many cells it parts.
        """
        self.sign, self._pattern, self.cells = sign, pattern, cells

    def values(self, text: str) -> list[str]:
        """Return the values of a cell, each once and without a semicolon within."""
        listed = listed_values(text)
        if listed is None:
            listed = self._pattern.split(text) if self._pattern else [text]
        stripped = (" ".join(value.replace(";", ",").split()).strip(' ,;"“”«»') for value in listed)
        return list(dict.fromkeys(value for value in stripped if value))


def listed_values(text: str) -> list[str] | None:
    """Return the values of what a program wrote as a list, ``['a', 'b']``; None of other texts.

    >>> listed_values("['eau', 'air']"), listed_values("eau, air")
    (['eau', 'air'], None)
    """
    match = _BRACKETED.fullmatch(text)
    if match is None:
        return quoted_values(text)
    quoted = _QUOTED.findall(match[1])
    if quoted:
        return [first or second for first, second in quoted]
    return match[1].split(",")


def quoted_values(text: str) -> list[str] | None:
    """Return the values between commas, of which some are quoted, as Airtable writes them; or None.

    >>> quoted_values('"Doe, Jane",Paul Smith'), quoted_values("Doe, Jane")
    (['Doe, Jane', 'Paul Smith'], None)
    """
    if "," not in text or not _LIST_WITH_QUOTES.search(text):
        return None
    return next(csv.reader([" ".join(text.split())], skipinitialspace=True))


def separator_of(texts: Sequence[str], *, terms: bool, commas: bool = True) -> Separator:
    """Return what parts the values of a column.

    Args:
        texts: of its cells.
        terms: whether its values are words of indexing, which a comma parts as soon as what it
            parts are terms; else the parts must come back elsewhere.
        commas: whether commas may part them at all: the title of a series may hold some.
    """
    if looked_up := sum(";#" in text for text in texts):
        return Separator(";#", _LOOKED_UP, looked_up)
    with_semicolon = [text for text in texts if ";" in text]
    if with_semicolon:
        # One cell with a semicolon does not make names of the lists in all others.
        others = [text for text in texts if ";" not in text]
        found = (
            separator_of(others, terms=False, commas=commas) if others else Separator("", None, 0)
        )
        if found.sign == "," and found.cells > _STRAY * len(with_semicolon):
            return Separator(",", _COMMA_OR_SEMICOLON, found.cells)
        return Separator(SEMICOLON, _SEMICOLON, len(with_semicolon))
    for sign, pattern in _SIGNS:
        if sign == "," and not commas:
            continue
        parted = [parts for text in texts if len(parts := _parts(pattern, text)) > 1]
        if not parted:
            continue
        good = sum(all(map(_is_term, parts)) for parts in parted)
        if good < _LEAST * len(parted):
            continue
        # No sentence has a comma without a space behind it: a program wrote the list.
        tight = sign == "," and not any(", " in text for text in texts)
        told = sign in _SURE or tight or terms or _are_lists(parted)
        if told or _come_back(pattern, texts, parted):
            return Separator(sign, pattern, len(parted))
    return Separator("", None, 0)


def _parts(pattern: re.Pattern[str], text: str) -> list[str]:
    return [part for part in (part.strip() for part in pattern.split(text)) if part]


def _is_term(part: str) -> bool:
    return len(part.split()) <= _MOST_WORDS and any(map(str.isalpha, part))


def _are_lists(parted: Sequence[Sequence[str]]) -> bool:
    """Return whether many different cells have three parts and more, as no name of a theme has."""
    different = {tuple(parts) for parts in parted}
    long = sum(len(parts) > 2 for parts in different)
    return len(different) >= _FEWEST_LISTS and long >= _LONG_LISTS * len(different)


def _come_back(
    pattern: re.Pattern[str], texts: Sequence[str], parted: Sequence[Sequence[str]]
) -> bool:
    """Return whether most of the parts stand in another text too, or one of each stands alone."""
    different = {text.casefold() for text in texts}
    lists = [tuple(part.casefold() for part in each) for each in parted]
    times = Counter(part for text in different for part in set(_parts(pattern, text)))
    again = [times[part] > 1 for each in lists for part in each]
    alone = [not different.isdisjoint(each) for each in set(lists)]
    return sum(again) >= _LEAST * len(again) or sum(alone) >= _LEAST * len(alone)
