"""Which column of the table of resources a heading means, by ``heading_words.toml``."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import pairwise, permutations
from typing import Any, NamedTuple

from tressons_ld.catalogue.columns.spelling import without_accents
from tressons_ld.catalogue.columns.usual_names import name_key
from tressons_ld.catalogue.model import RESOURCES

AUTHORS = "authors"
"""The column of persons and bodies together."""

IDENTIFIERS = "identifiers"
"""The column of the identifiers that others give."""

NAMES = frozenset(
    [AUTHORS, "persons", "organisations", "publisher", "kind", "themes", "keywords"]
    + ["audiences", "levels", "places", "series", "section"]
)
"""The columns whose cells name things."""

PARTLY_KNOWN = 1000
"""The rank from which a heading is known but for words that say nothing."""

_LONGEST = 80
_NUMBER = re.compile(r"\d{1,2}")
"""What tells « Auteur 2 » from « Auteur 1 »."""
_IN_PARENTHESES = re.compile(r"\s*[(\[{][^()\[\]{}]*[)\]}]")
_TYPE_OF_INDEX = re.compile(r"(?<=[a-zA-Z])_(?:s|ss|t|txt|i|is|l|f|d|dt|tdate|b|bool)$")
"""What search engines put behind the names of their fields: « title_s »."""
_FIELD_OF_MARC = re.compile(r"\d{3}\s*\$?\s*[a-z0-9]?\s*[-–:]\s+(?=\w)")
"""What libraries put before the name of a field: « 200$a - Titre propre »."""
_WRAPPER = re.compile(r"(?:metadata|attributes|record)\.(?=\w)")
"""The object that holds the fields of a record: « metadata.creators »."""
_QUESTION = re.compile(r"\?\s*$")
_SHORTEST_IN_QUESTION = 3
_MOST_IN_ANY_ORDER = 3
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
    >>> [meaning.column for meaning in meanings("Quel est le titre de la ressource ?")]
    ['title']
    >>> [meaning.column for meaning in meanings("Company/Publisher")]
    ['publisher']
    >>> [meanings(name)[0].column for name in ("Published On", "publisher_name", "authorLabel")]
    ['issued', 'publisher', 'authors']
    """
    if len(heading) > _LONGEST * 4:
        return ()
    plain = _IN_PARENTHESES.sub("", heading).strip() or heading
    plain = _TYPE_OF_INDEX.sub("", plain) or plain
    plain = _WRAPPER.sub("", _FIELD_OF_MARC.sub("", plain, count=1), count=1)
    words, empty = _words()
    found = words.get(name_key(plain), ())
    if not found and len(plain) <= _LONGEST:
        tokens = re.findall(
            r"[^\W\d_]+|\d+", without_accents(_CAMEL.sub(" ", plain)).lower().replace("_", " ")
        )
        told = [token for token in tokens if token not in empty and not _NUMBER.fullmatch(token)]
        found = words.get("".join(told), ()) if told else ()
        if not found and len(told) > 1:
            found = _in_any_order(told) or _naming(told)
        if not found and _QUESTION.search(plain):
            found = _asked_for(told)
        if not found and "/" in plain:
            either = (meanings(part) for part in plain.split("/") if part.strip())
            found = next(filter(None, either), ())
        if not found and family_and_given(heading) is not None:
            found = _named_by_two(heading)
        if found:
            found = tuple(Meaning(column, rank + PARTLY_KNOWN) for column, rank in found)
    return found


def _in_any_order(told: list[str]) -> tuple[Meaning, ...]:
    """Return what the words of a heading mean in another order: « URL page »."""
    if len(told) > _MOST_IN_ANY_ORDER:
        return ()
    orders = ("".join(order) for order in permutations(told))
    return next((found for order in orders if (found := _words()[0].get(order))), ())


def _naming(told: list[str]) -> tuple[Meaning, ...]:
    """Return the column of names that a heading means beside a word for « name »."""
    others = [token for token in told if token not in _words_for("naming")]
    found = _words()[0].get("".join(others), ()) if 0 < len(others) < len(told) else ()
    return tuple(one for one in found if one.column in NAMES)


def speaks_of_title(heading: str, *, alone: bool = False) -> bool:
    """Return whether the first word of a heading is one for a title: « Nombre de la acción ».

    Args:
        heading: the heading.
        alone: whether a word for a name, which may be anybody's, is none.
    """
    first = next(iter(_tokens(heading)), "")
    return first in _words_for("title") or (first in _words_for("naming") and not alone)


def is_subtitle(heading: str) -> bool:
    """Return whether a heading is that of what stands behind titles."""
    plain = _FIELD_OF_MARC.sub("", heading, count=1)
    return name_key(plain) in {name_key(word) for word in _words_for("subtitle")}


def speaks_of_authors(heading: str) -> bool:
    """Return whether the first or the last word of a heading is one for authors.

    >>> speaks_of_authors("autore_saggio"), speaks_of_authors("Author photo credit")
    (True, True)
    """
    tokens = _tokens(heading)
    ends = {*tokens[:1], *tokens[-1:]}
    return any(one.column == AUTHORS for word in ends for one in _words()[0].get(word, ())[:1])


def may_be_page(heading: str) -> bool:
    """Return whether no word of a heading says that the addresses below it are those of images."""
    return not set(_tokens(heading)) & _words_for("image")


def _tokens(heading: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", without_accents(_CAMEL.sub(" ", heading)).lower())


def _asked_for(told: list[str]) -> tuple[Meaning, ...]:
    """Return what the first words that are known in a question mean."""
    words, _ = _words()
    pairs = (first + second for first, second in pairwise(told))
    alone = (token for token in told if len(token) >= _SHORTEST_IN_QUESTION)
    return next((words[key] for key in (*pairs, *alone) if key in words), ())


class PartOfName(NamedTuple):
    """What a heading says of the part of a name below it.

    Attributes:
        is_family: whether it is the family name, or the given one.
        of: the other words of the heading, « auteur ».
    """

    is_family: bool
    of: str


def parts_of_name(heading: str) -> tuple[PartOfName, ...]:
    """Return which parts of a name a heading may be that of.

    >>> parts_of_name("Auteur(s) - Nom"), parts_of_name("Vorname"), parts_of_name("Titre")
    ((PartOfName(is_family=True, of='auteur'),), (PartOfName(is_family=False, of=''),), ())
    """
    said = data("heading_words")["words"]
    plain = _IN_PARENTHESES.sub("", heading)
    tokens = re.findall(r"[^\W_]+", without_accents(_CAMEL.sub(" ", plain)).lower())
    kept = [token for token in tokens if token not in _words()[1]]
    found = []
    for is_family, names in ((True, said["family_name"]), (False, said["given_name"])):
        for name in names:
            parts = name.split()
            places = (i for i in range(len(kept)) if kept[i : i + len(parts)] == parts)
            for at in places:
                found.append(PartOfName(is_family, "".join(kept[:at] + kept[at + len(parts) :])))
    return tuple(dict.fromkeys(found))


def family_and_given(heading: str) -> str | None:
    """Return the words that both parts of « Nom auteur, Prénom auteur » have; None of others."""
    family, comma, given_name = heading.partition(", ")
    firsts = {part.of for part in parts_of_name(family) if part.is_family} if comma else set()
    seconds = (
        {part.of for part in parts_of_name(given_name) if not part.is_family} if comma else set()
    )
    return next(iter(sorted(firsts & seconds)), None)


def name_of_two_columns(family: str, given_name: str) -> str | None:
    """Return the heading of two columns that hold the parts of names of authors, joined; or None.

    >>> name_of_two_columns("Nom auteur", "Prénom auteur")
    'Nom auteur, Prénom auteur'
    >>> name_of_two_columns("Nom du contact", "Prénom du contact")
    """
    joined = f"{family}, {given_name}"
    of = family_and_given(joined)
    return joined if of is not None and _named_by_two(joined) else None


def _named_by_two(heading: str) -> tuple[Meaning, ...]:
    of = family_and_given(heading)
    if of is None:
        return ()
    if not of:
        return (Meaning(AUTHORS, 0),)
    found = _words()[0].get(re.sub(r"[0-9]+$", "", of), ())
    return tuple(one for one in found if one.column in (AUTHORS, "persons"))


def carried_columns() -> tuple[str, ...]:
    """Return the columns of ours that a table can give."""
    return tuple(_words_of_columns())


def _words_of_columns() -> dict[str, list[str]]:
    """Return what people head each column with; nothing beside its name for one without words."""
    listed = {name: words for name, words in data("heading_words").items() if name != "words"}
    published = (column.name for column in RESOURCES.columns if not column.editorial)
    return listed | {name: [] for name in published if name not in listed}


@cache
def _words_for(what: str) -> frozenset[str]:
    return frozenset(data("heading_words")["words"][what])


@cache
def _words() -> tuple[dict[str, tuple[Meaning, ...]], frozenset[str]]:
    empty = _words_for("empty")
    words: dict[str, dict[str, int]] = {}
    short: dict[str, dict[str, int]] = {}
    for column, names in _words_of_columns().items():
        for rank, name in enumerate((column, *names)):
            words.setdefault(name_key(name), {}).setdefault(column, rank)
    for column, names in _words_of_columns().items():
        for rank, name in enumerate(names):
            tokens = [token for token in _tokens(name) if token not in empty]
            # « numero_control » is « número de control », as long as it is nothing else.
            if len(tokens) > 1 and len(tokens) < len(_tokens(name)):
                short.setdefault("".join(tokens), {}).setdefault(column, rank)
    words = short | words
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
