"""The names of a cell of authors: each that of a person or of a body, and written one way."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tressons_ld.catalogue.adoption.initials_behind import initials_stand_behind
from tressons_ld.catalogue.adoption.name_forms import (
    INITIALS,
    SUFFIX,
    Order,
    cased_name,
    family_in_capitals,
    has_body_word,
    has_title,
    in_order,
    is_body,
    is_given,
    looks_like_person,
    particles,
)
from tressons_ld.catalogue.adoption.several_values import quoted_values

_FULL_STOP = re.compile(r"(?<=[^\W\d_]{3})\.$")
_ORCID = re.compile(
    r"[(\[<]?\s*(?:orcid(?:\s*id)?\s*:?\s*)?(?:https?://(?:www\.)?orcid\.org/)?"
    r"\b([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])\b/?\s*[)\]>]?",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\s*[(\[](?:dirs?|eds?|éds?|coord|hrsg|trad|[ée]diteurs?|editors?|translator|auteur|author)"
    r"\.?[)\]]\.?",
    re.IGNORECASE,
)
_YEARS = re.compile(
    r"\s*[(\[](?:[0-9]{4}\s*-?\s*(?:[0-9]{4})?|c?\.?\s?[0-9]{4}.*)\.?[)\]]\.?", re.IGNORECASE
)
_ET_AL = re.compile(
    r",?\s*\b(?:et\.? al\.?|et alii|and others|u\.\s?a\.|…|\.\.\.)\s*$", re.IGNORECASE
)
_YEAR = r"(?:[0-9]{4}|[0-9]{2}\.\.|\.{4})"
_LIFE = re.compile(rf"(?:,\s*|\s*[(\[]){_YEAR}\s*[-–]\s*(?:{_YEAR})?[)\]]?\s*$")
"""The years of somebody's life behind their name, as libraries write them."""
_GIVEN_BEHIND = re.compile(r"([^()\[\]]+?)\s*\(([^()\[\]]+)\)")
_SEPARATORS = re.compile(r"\s*(?:;|\||\n|•|\s\*\s)\s*")
_COMMA = re.compile(r"\s*,\s*")
_AND = re.compile(r"\s+(?:&|et|and|und)\s+")
_AND_FIRST = re.compile(r"^(?:&|et|and|und)\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_INITIAL_FIRST = re.compile(r"[^\W\d_]\.")
_OF_GIVEN_NAMES = 0.4
"""Share of the cells of a column that must surely name persons, for it to name nothing else."""
_BETWEEN_PERSONS = re.compile(r"\s*/\s*|\s+[-–—]\s+")


class WrittenName(NamedTuple):
    """A name as it is to be written.

    Attributes:
        name: « Jeanne Dupont ».
        person: whether it is that of a person.
        sure: whether its form, or a word in it, tells that.
        orcid: the address of the person there, or empty.
        printed: the name as it stands.
    """

    name: str
    person: bool
    sure: bool
    orcid: str
    printed: str


def names_in(
    text: str, *, persons: bool | None, inverted: bool, alone: bool = False
) -> list[WrittenName]:
    """Return the names of a cell.

    Args:
        text: of the cell.
        persons: whether its column is said to hold persons, or bodies; None: either.
        inverted: whether other cells of the column part their names by semicolons, so that a comma
            is within a name.
        alone: whether a word alone, « Virgile », is rather a person than a body.

    >>> [name.name for name in names_in("DUPONT, Jeanne; MARTIN Paul", persons=None, inverted=True)]
    ['Jeanne Dupont', 'Paul Martin']
    >>> names_in("Centre de ressources", persons=None, inverted=False)[0].person
    False
    """
    if quoted := quoted_values(text):
        text = ";".join(quoted)
    text = SUFFIX.sub(r" \1", _ET_AL.sub("", text))
    names: list[WrittenName] = []
    for piece in _SEPARATORS.split(text):
        whole = piece.strip(" ,;")
        if not has_body_word(whole):
            whole = _LIFE.sub("", whole)
        if not any(map(str.isalnum, whole)):
            continue
        if persons is False:
            cut = [whole]
        else:
            parts = [part for part in _COMMA.split(whole) if part]
            cut = _cut_by_commas(whole)
            if inverted and not _are_listed(parts):
                cut = _cut_by_and(whole)
            if dashed := _cut_by_dashes(whole):
                cut = dashed
            cut = [part for each in cut for part in _cut_by_strokes(each, alone=alone)]
        names += [
            one
            for part in cut
            if (one := _name(_turned(part, inverted, persons), persons, alone)) is not None
        ]
    return names


def publishers_in(text: str) -> list[WrittenName]:
    """Return the publishers of a cell, each a body as it stands; sure where no person is called so.

    Nothing but a semicolon parts them, and no word of them changes its place or its case: a house
    is called by two names, or by its initials.

    >>> [name.name for name in publishers_in("Routledge, London; ETH Zürich")]
    ['Routledge, London', 'ETH Zürich']
    >>> [(name.person, name.sure) for name in publishers_in("Albin Michel; Seuil; Aube Editions")]
    [(False, False), (False, True), (False, True)]
    """
    names = names_in(text, persons=False, inverted=True)
    return [name._replace(sure=not looks_like_person(name.name)) for name in names]


def has_semicolons(texts: Sequence[str]) -> bool:
    """Return whether some cells of a column part their names by semicolons or the like."""
    return any(_SEPARATORS.search(text.strip(" ;")) for text in texts)


def are_persons(texts: Sequence[str]) -> bool:
    """Return whether the cells of a column surely name persons, as many as given names tell.

    >>> are_persons(["Dupont, Jeanne", "Ana Ruiz"]), are_persons(["South Africa", "Lower Saxony"])
    (True, False)
    """
    if initials_stand_behind(texts):
        return True
    inverted = has_semicolons(texts)
    named = (names_in(text, persons=None, inverted=inverted) for text in texts)
    told = sum(any(name.person and name.sure for name in names) for names in named)
    return told > _OF_GIVEN_NAMES * len(texts)


def _cut_by_commas(text: str) -> list[str]:
    """Return the names of a text that has no semicolon; one whose comma is within it is one.

    >>> _cut_by_commas("Jeanne Dupont, Paul Martin et Ana Ruiz"), _cut_by_commas("Dupont, Jeanne")
    (['Jeanne Dupont', 'Paul Martin', 'Ana Ruiz'], ['Dupont, Jeanne'])
    """
    bare = _ORCID.sub("", text)
    parts = [part for part in _COMMA.split(text) if part]
    if len(parts) == 1:
        return _cut_by_and(text)
    if is_body(bare) and not all(
        looks_like_person(_ORCID.sub("", part)) or is_body(part) for part in parts
    ):
        return [text]
    if len(parts) == 2 and _is_inverted(*_COMMA.split(bare, maxsplit=1)):
        return [text]
    if len(parts) % 2 == 0 and all(
        INITIALS.fullmatch(_ORCID.sub("", part).strip()) for part in parts[1::2]
    ):
        return [", ".join(parts[i : i + 2]) for i in range(0, len(parts), 2)]
    *first, last = parts
    return [*first, *_cut_by_and(_AND_FIRST.sub("", last))]


def _cut_by_and(text: str) -> list[str]:
    parts = _AND.split(text)
    if len(parts) > 1 and all(map(_may_be_person, parts)):
        return parts
    return [text]


def _cut_by_strokes(text: str, *, alone: bool) -> list[str]:
    """Return the names between strokes: where each may be that of a person, or one of them is.

    Args:
        text: the names.
        alone: whether they stand in a column of persons; else one of them must be known for one,
            and the stroke stand between spaces.

    >>> _cut_by_strokes("DUPONT Jeanne/MARTIN Paul", alone=True)
    ['DUPONT Jeanne', 'MARTIN Paul']
    >>> _cut_by_strokes("DUPONT Jeanne / Ville de Lyon", alone=False)
    ['DUPONT Jeanne', 'Ville de Lyon']
    >>> _cut_by_strokes("Centre 3 / Ville de Lyon", alone=False)
    ['Centre 3 / Ville de Lyon']
    """
    spaced = [part for part in text.split(" / ") if part.strip()]
    told = len(spaced) > 1 and any(map(_is_told_person, spaced))
    if told and all(_may_be_person(part) or is_body(part) for part in spaced):
        return spaced
    if not alone:
        return [text]
    parts = [part for part in _BETWEEN_PERSONS.split(text) if part]
    fit = all(len(part.split()) < 5 and not has_body_word(part) for part in parts)
    return parts if fit and not any(map(str.isdigit, text)) else [text]


def _cut_by_dashes(text: str) -> list[str]:
    """Return the names between dashes, where each has its given names behind a comma.

    >>> _cut_by_dashes("Dupont, Jeanne - Ruiz, Ana"), _cut_by_dashes("Dupont - Ruiz, Ana")
    (['Dupont, Jeanne', 'Ruiz, Ana'], [])
    """
    parts = _DASH.split(text)
    names = [_COMMA.split(part) for part in parts]
    told = len(parts) > 1 and all(len(name) == 2 and _is_inverted(*name) for name in names)
    return parts if told else []


def _are_listed(parts: Sequence[str]) -> bool:
    """Return whether commas part whole names, in a column where others stand within names.

    No name has three parts of two words. Of two, « Dr. Amina Yusuf, Prof. John Bank », a title or
    a given name begins each, or the first, « John Smith, Araz Petrov », and none ends one.

    >>> _are_listed(["John Smith", "Araz Petrov"]), _are_listed(["García Díaz", "Ana María"])
    (True, False)
    """
    if len(parts) < 2:
        return False
    if all(map(_is_listed_person, parts)):
        return True
    *first, last = parts
    names = [*first, *_AND.split(_AND_FIRST.sub("", last))]
    if not all(" " in name and _may_be_person(name) for name in names):
        return False
    ends = [name.split()[-1] for name in names]
    return len(names) > 2 or (is_given(names[0].split()[0]) and not any(map(is_given, ends)))


def _is_listed_person(part: str) -> bool:
    """Return whether a part begins with a title or a given name, and has a family name behind."""
    first = part.split()[0]
    return _is_told_person(part) and (has_title(part) or is_given(first))


def _is_told_person(part: str) -> bool:
    return _may_be_person(part) and in_order(part).order is Order.TOLD


def _may_be_person(part: str) -> bool:
    return looks_like_person(_ORCID.sub("", part))


def _is_inverted(family: str, given: str) -> bool:
    """Return whether a comma stands between a family name and given names."""
    family_words, given_words = family.split(), given.split()
    return (
        1 <= len(family_words) <= 4
        and 1 <= len(given_words) <= 3
        and (
            not is_body(f"{family} {given}")
            or (len(family_words) == 1 and all(map(is_given, given_words)))
        )
        and not any(map(str.isdigit, family + given))
        and (
            len(family_words) == 1
            or family.isupper()
            or family_words[0].lower() in particles()
            or bool(INITIALS.fullmatch(given))
            or len(given_words) == 1
        )
    )


def _turned(text: str, inverted: bool, persons: bool | None) -> str:
    """Return a name with its given names before it, where nothing else stands behind one comma.

    >>> _turned("Ruiz Díaz, Ana María", True, None), _turned("Roux, Institut du lait", True, None)
    ('Ana María Ruiz Díaz', 'Roux, Institut du lait')
    """
    parts = _COMMA.split(text.strip())
    if not inverted or persons is False or len(parts) != 2 or _is_inverted(*parts):
        return text
    family, given = parts
    names = len(family.split()) <= 3 and len(given.split()) <= 3 and looks_like_person(given)
    return f"{given} {cased_name(family)}" if names and looks_like_person(family) else text


def _name(text: str, persons: bool | None, alone: bool) -> WrittenName | None:
    printed = " ".join(text.split())
    orcid = _ORCID.search(printed)
    address = f"https://orcid.org/{orcid[1].upper()}" if orcid and _is_orcid(orcid[1]) else ""
    bare = _ROLE.sub("", _ORCID.sub(" ", printed) if address else printed)
    if not has_body_word(bare):
        bare = _YEARS.sub("", bare)
    name = " ".join(bare.split()).strip(' ,;:"')
    if not any(map(str.isalnum, name)):
        return None
    filed = _GIVEN_BEHIND.fullmatch(name)
    if filed and persons is not False and all(map(is_given, filed[2].split())):
        # « MARTIN (Paul) », as libraries file names.
        name = f"{filed[1]}, {filed[2]}"
    family, comma, given = (part.strip() for part in name.partition(","))
    if persons is not False and comma and "," not in given and _is_inverted(family, given):
        given = _FULL_STOP.sub("", given)
        suffix = SUFFIX.search(given)
        given, behind = (given[: suffix.start()], f" {suffix[1]}") if suffix else (given, "")
        sure = bool(address) or not has_body_word(name)
        return WrittenName(f"{given} {cased_name(family)}{behind}", True, sure, address, printed)
    if persons is False:
        sure = not (looks_like_person(name) and in_order(name).order is Order.TOLD)
        return WrittenName(name, False, sure, "", printed)
    ordered, order = in_order(name)
    if address:
        return WrittenName(ordered, True, True, address, printed)
    if is_body(name) and not has_title(name):
        # A column of persons that names a body names it all the same.
        first, *others = name.split()
        may_be = is_given(first) and len(others) == 1 and not any(map(str.isdigit, name))
        if family := family_in_capitals(name) or (name if persons and may_be else ""):
            return WrittenName(family, True, False, "", printed)
        return WrittenName(name, False, has_body_word(name) and not may_be, "", printed)
    form = looks_like_person(ordered) or bool(_INITIAL_FIRST.match(ordered))
    if persons or order is Order.TOLD:
        told = form or bool(persons)
        return WrittenName(ordered, True, told and not has_body_word(name), "", printed)
    if order is Order.ALL_CAPITALS or (order is Order.CAPITALS and ordered != cased_name(name)):
        # « UNESCO Paris », « AIR LIQUIDE »: what is no name of a person keeps its words.
        return WrittenName(ordered if alone else name, alone, False, "", printed)
    # A word alone is as seldom a person as several are a body that says nothing of it, unless it
    # stands among persons.
    person = alone or form or len(ordered.split()) > 1
    return WrittenName(ordered, person, alone and form, "", printed)


def _is_orcid(digits: str) -> bool:
    """Return whether the last character of an ORCID is the check of the others (ISO 7064)."""
    total = 0
    plain = digits.replace("-", "").upper()
    body, check = plain[:-1], plain[-1]
    for digit in body:
        total = (total + int(digit)) * 2
    expected = (12 - total % 11) % 11
    return check == ("X" if expected == 10 else str(expected))
