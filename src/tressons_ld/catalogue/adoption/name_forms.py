"""What the form of a name, and the words in it, tell: that of a person, or of a body."""

import re
from enum import Enum
from functools import cache
from typing import NamedTuple

from tressons_ld.catalogue.adoption.heading_words import data
from tressons_ld.catalogue.columns.spelling import without_accents

IN_PARENTHESES = re.compile(r"\s*[(\[](?:[^()\[\]]*)[)\]]")
SUFFIX = re.compile(r",?\s+(Jr\.?|Sr\.?|II|III|IV)(?=\s*(?:[,;&(]|$))")
"""What stands behind the names of a person: a comma before it parts nothing."""
INITIALS = re.compile(r"(?:[^\W\d_]\.?[\s-]?){1,4}")
_INITIAL = re.compile(r"[^\W\d_]\.(?:-?[^\W\d_]\.)*|[^\W\d_]")
_BEHIND = re.compile(r"\s*[(\[].*$")
_MOST_CAPITALS = 3
_MOST_WITH_TITLE = 4
_TITLES_WITHOUT_DOT = frozenset(
    ["dr", "prof", "pr", "mme", "mlle", "mr", "mrs", "ms", "herr", "frau"]
)


class Order(Enum):
    """Where the family name of a person stands, and how that is known."""

    TOLD = "a given name, initials or a title tell it"
    CAPITALS = "its capitals tell it, if it is a person"
    ALL_CAPITALS = "nothing tells it: all words are in capitals"
    PLAIN = "behind, as in most names"


class OrderedName(NamedTuple):
    """A name with its family name behind, and how that is known."""

    name: str
    order: Order


def in_order(name: str) -> OrderedName:
    """Return a name with its family name, which capitals tell, behind.

    What stands before the names (« Dr ») or behind them in parentheses keeps its place.

    >>> [in_order(name).name for name in ("MARTIN Paul", "Paul MARTIN", "DE LA TOUR Ève")]
    ['Paul Martin', 'Paul Martin', 'Ève de la Tour']
    >>> [in_order(name).name for name in ("DUPONT JEANNE", "Prof. DUPONT Jeanne (INSEE)")]
    ['Jeanne Dupont', 'Prof. Jeanne Dupont (INSEE)']
    >>> in_order("UNESCO Paris").order, in_order("Jeanne Dupont").order
    (<Order.CAPITALS: 'its capitals tell it, if it is a person'>, <Order.TOLD: ...>)
    """
    bare = _BEHIND.sub("", name)
    behind, words = name[len(bare) :] if bare else "", (bare or name).split()
    first = next((i for i, word in enumerate(words) if not _is_title(word)), 0)
    titles, words = words[:first], words[first:]
    capitals = [
        len(word) > 1
        and word.isupper()
        and not _INITIAL.fullmatch(word)
        and not SUFFIX.match(f" {word}")
        for word in words
    ]
    mixed = [word for word, capital in zip(words, capitals, strict=True) if not capital]
    told = bool(titles) or any(is_given(word) or _INITIAL.fullmatch(word) for word in mixed)
    order = Order.TOLD if told else Order.CAPITALS if mixed and any(capitals) else Order.PLAIN
    if all(capitals) and words:
        order = Order.ALL_CAPITALS
        if any(map(is_given, words)):
            order = Order.TOLD
            if is_given(words[-1]) and not is_given(words[0]):
                words = [words[-1], *words[:-1]]
        capitals = [True] * len(words)
    else:
        start = next((i for i, capital in enumerate(capitals) if not capital), len(words))
        if start and not any(capitals[start:]):
            words = [*words[start:], *words[:start]]
            capitals = [*capitals[start:], *capitals[:start]]
    cased = (cased_name(w) if capital else w for w, capital in zip(words, capitals, strict=True))
    return OrderedName(" ".join((*titles, *cased)) + behind, order)


def cased_name(name: str) -> str:
    """Return a family name, of which words are in capitals, as it is written elsewhere.

    >>> [
    ...     cased_name(name)
    ...     for name in ("DUPONT-MARTIN", "O'BRIEN", "van der Berg", "de LA FONTAINE")
    ... ]
    ['Dupont-Martin', "O'Brien", 'van der Berg', 'de la Fontaine']
    """
    words = [
        word
        if not word.isupper()
        else word.lower()
        if word.lower() in particles()
        else re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)
        for word in name.split()
    ]
    return " ".join(words)


def family_in_capitals(name: str) -> str:
    """Return the name of a person whose family name is a word of bodies, else the empty text.

    All of it but one word in capitals are given names.

    >>> [family_in_capitals(n) for n in ("Anatole FRANCE", "BANK Mary Ann", "BANQUE DE FRANCE")]
    ['Anatole France', 'Mary Ann Bank', '']
    """
    words = name.split()
    capitals = [word for word in words if len(word) > 1 and word.isupper()]
    given = [word for word in words if word not in capitals]
    fit = len(capitals) == 1 and 1 <= len(given) <= _MOST_CAPITALS and all(map(is_given, given))
    return in_order(name).name if fit else ""


def has_title(name: str) -> bool:
    """Return whether a name begins as one addresses a person: « Dr Amina Yusuf », « Mme Petit ».

    >>> has_title("Prof. John Bank"), has_title("M. Roux"), has_title("Don Bosco")
    (True, True, False)
    """
    first, _, others = name.partition(" ")
    told = first.endswith(".") or first.lower() in _TITLES_WITHOUT_DOT
    return bool(others) and told and _is_title(first) and len(others.split()) <= _MOST_WITH_TITLE


def without_title(name: str) -> str:
    """Return the name of a person without what it is addressed by, where two words are left.

    >>> [without_title(name) for name in ("Dr. Anna Müller", "Mme Petit", "M. B. Cann")]
    ['Anna Müller', 'Mme Petit', 'M. B. Cann']
    """
    words = name.split()
    first = next((i for i, word in enumerate(words) if not _is_title(word)), 0)
    bare = words[first:]
    return " ".join(bare) if len(bare) > 1 and not _INITIAL.fullmatch(bare[0]) else name


def looks_like_person(text: str) -> bool:
    """Return whether a text has the form of a person's name, and no word of bodies."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and (not is_body(text) or has_title(text) or bool(family_in_capitals(text)))
        and all(not w[:1].islower() or w in particles() for w in words)
    )


def is_given(word: str) -> bool:
    """Return whether a word is a given name, or several joined: « Marie-France ».

    >>> is_given("Élie"), is_given("Jean-Paul"), is_given("UNESCO")
    (True, True, False)
    """
    first, *others = without_accents(word).lower().split("-")
    return first in _given() and all(other in _given() or len(other) > 1 for other in others)


def is_body(name: str) -> bool:
    """Return whether a name is that of a body: a word of it says so, or its form does.

    >>> [is_body(n) for n in ("INSEE", "Université de Lyon", "Jeanne Dupont", "Smith & Sons Ltd")]
    [True, True, False, True]
    >>> is_body("Marie-France Aubin")
    False
    """
    plain = IN_PARENTHESES.sub("", name).strip() or name
    words = _words_of(plain)
    if has_body_word(plain):
        return True
    if any(map(str.isdigit, plain)) or "&" in plain or "@" in plain or "/" in plain:
        return True
    if len(words) == 1:
        return not re.fullmatch(r"[A-ZÀ-Þ][a-zß-ÿ]+(?:-[A-ZÀ-Þ][a-zß-ÿ]+)?", words[0])
    return len(words) > 6 or any(word in _links() for word in words[1:])


def has_body_word(name: str) -> bool:
    """Return whether a word of a name is one by which bodies are called."""
    words = (without_accents(word).lower().strip(".") for word in _words_of(name))
    return any(word in _body_words() for word in words)


def _is_title(word: str) -> bool:
    return word.lower().strip(".") in _titles() and (word.endswith(".") or len(word) > 1)


def _words_of(name: str) -> list[str]:
    return re.findall(r"[\w.-]+", name.replace("'", " ").replace("’", " "))


@cache
def _body_words() -> frozenset[str]:
    return frozenset(without_accents(word).lower() for word in data("name_words")["body"])


@cache
def particles() -> frozenset[str]:
    """Return what stands between the names of a person, in small letters."""
    return frozenset(data("name_words")["particles"])


@cache
def _titles() -> frozenset[str]:
    return frozenset(data("name_words")["titles"])


@cache
def _links() -> frozenset[str]:
    return frozenset(data("name_words")["links"])


@cache
def _given() -> frozenset[str]:
    return frozenset(data("given_names")["given"])
