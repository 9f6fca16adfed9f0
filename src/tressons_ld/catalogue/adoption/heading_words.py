"""Which column of the table of resources a heading means, by ``heading_words.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from tressons_ld.catalogue.columns.spelling import without_accents
from tressons_ld.catalogue.columns.usual_names import name_key
from tressons_ld.catalogue.model import RESOURCES

AUTHORS = "authors"
"""The column of persons and bodies together."""

IDENTIFIERS = "identifiers"
"""The column of the identifiers that others give."""

PARTLY_KNOWN = 1000
"""The rank from which a heading is known but for words that say nothing."""

_LONGEST = 80
_NUMBER = re.compile(r"\d{1,2}")
"""What tells « Auteur 2 » from « Auteur 1 »."""
_IN_PARENTHESES = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]")
_TYPE_OF_INDEX = re.compile(r"(?<=[a-zA-Z])_(?:s|ss|t|txt|i|is|l|f|d|dt|tdate|b|bool)$")
"""What search engines put behind the names of their fields: « title_s »."""
_CAMEL = re.compile(r"(?<=[a-zà-ÿ0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


class Meaning(NamedTuple):
    """A column that a heading may mean, and how far down among its words it stands, from 0."""

    column: str
    rank: int


@cache
def data(name: str) -> dict[str, Any]:
    """Return what a file of words beside this module says."""
    text = files("tressons_ld.catalogue.adoption").joinpath(f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def meanings(heading: str) -> tuple[Meaning, ...]:
    """Return the columns that a heading may mean, the surest first; none of one that is not known.

    >>> [meaning.column for meaning in meanings("Mots-clés")]
    ['keywords']
    >>> meanings("Place"), meanings("Edition")
    ((), ())
    >>> [meaning.column for name in ("Auteur 2", "title_s") for meaning in meanings(name)]
    ['authors', 'title']
    """
    if len(heading) > _LONGEST * 4:
        return ()
    plain = _IN_PARENTHESES.sub("", heading).strip() or heading
    plain = _TYPE_OF_INDEX.sub("", plain) or plain
    words, empty = _words()
    found = words.get(name_key(plain), ())
    if not found and len(plain) <= _LONGEST:
        tokens = re.findall(
            r"[^\W\d_]+|\d+", without_accents(_CAMEL.sub(" ", plain)).lower().replace("_", " ")
        )
        told = [token for token in tokens if token not in empty and not _NUMBER.fullmatch(token)]
        found = words.get("".join(told), ()) if told else ()
        if found:
            found = tuple(Meaning(column, rank + PARTLY_KNOWN) for column, rank in found)
    return found


def carried_columns() -> tuple[str, ...]:
    """Return the columns of ours that a table can give."""
    return tuple(_words_of_columns())


def _words_of_columns() -> dict[str, list[str]]:
    """Return what people head each column with; nothing beside its name for one without words."""
    given = {name: words for name, words in data("heading_words").items() if name != "words"}
    published = (column.name for column in RESOURCES.columns if not column.editorial)
    return given | {name: [] for name in published if name not in given}


@cache
def _words() -> tuple[dict[str, tuple[Meaning, ...]], frozenset[str]]:
    empty = frozenset(data("heading_words")["words"]["empty"])
    words: dict[str, dict[str, int]] = {}
    for column, names in _words_of_columns().items():
        for rank, name in enumerate((column, *names)):
            words.setdefault(name_key(name), {}).setdefault(column, rank)
    return {
        key: tuple(sorted((Meaning(*one) for one in found.items()), key=lambda one: one.rank))
        for key, found in words.items()
    }, empty


class KnownHeadings(Mapping[str, str]):
    """The headings whose meaning is known, as the readers of tables ask for them: -> the column."""

    def __getitem__(self, heading: str) -> str:
        """Return the column that a heading means.

        Raises:
            KeyError: it is not known.
        """
        found = meanings(heading)
        if not found:
            raise KeyError(heading)
        return found[0].column

    def __iter__(self) -> Iterator[str]:
        """Yield the words."""
        return iter(_words()[0])

    def __len__(self) -> int:
        """Return how many words there are."""
        return len(_words()[0])
