"""Ids: what one looks like, and the id that a text would have."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import for_example, without_accents
from tressons_ld.catalogue.paths import (
    CATALOGUE_PATH,
    DATA_PATHS,
    THING_FOLDERS,
    VOCABULARY_FOLDERS,
    Paths,
)
from tressons_ld.findings.finding import Finding, finding

LONGEST_ID = 100
"""Characters that an id may hold."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
# Names of devices on Windows, where no file can be called so; «index» is a folder's own page.
RESERVED_IDS = frozenset(
    ["index", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)

_ANY_RESERVED = "|".join(sorted(RESERVED_IDS))
# An id within a path: what is_id takes.
_PART = rf"(?!(?:{_ANY_RESERVED})(?:/|\Z))(?![^/]{{{LONGEST_ID + 1}}}){_ID.pattern}"
_PATH = re.compile(
    rf"(?:{'|'.join(sorted(THING_FOLDERS))})/{_PART}"
    rf"|(?:{'|'.join(sorted(VOCABULARY_FOLDERS))})/{_PART}(?:/{_PART})?"
    rf"|{'|'.join([CATALOGUE_PATH, *sorted(DATA_PATHS)])}"
)


def short_digest(text: str) -> str:
    """Return what tells a text from another one that would have the same id: eight signs."""
    return hashlib.blake2b(text.encode(), digest_size=4).hexdigest()


def distinct_slugs(texts: Iterable[str]) -> dict[str, str]:
    """Return each text -> its id; those that would share one are told apart by a digest.

    >>> distinct_slugs(["10.1234/a.b", "10.1234/c"])
    {'10.1234/a.b': '10-1234-a-b', '10.1234/c': '10-1234-c'}
    """
    slugs = {text: slug(text) for text in texts}
    if len(set(slugs.values())) == len(slugs):
        return slugs
    number = Counter(slugs.values())
    return {
        text: id if number[id] == 1 else f"{id}-{short_digest(text)}" for text, id in slugs.items()
    }


def slug(text: str) -> str:
    """Return the id that a text would have: ASCII letters in lower case, digits and hyphens.

    The empty string when no letter or digit is left. At most 100 characters, cut between words.

    >>> slug("L'accès au foncier : œuvrer à plusieurs")
    'l-acces-au-foncier-oeuvrer-a-plusieurs'
    """
    words = _NO_LETTERS.sub("-", without_accents(text).lower()).strip("-")
    if len(words) > LONGEST_ID:
        words = words[: LONGEST_ID + 1].rpartition("-")[0] or words[:LONGEST_ID]
    return words


def is_id(text: str) -> bool:
    """Return whether the text can be an id."""
    return len(text) <= LONGEST_ID and bool(_ID.fullmatch(text)) and text not in RESERVED_IDS


def is_path(text: str) -> bool:
    """Return whether the text is the path of a thing under the base: known words and ids.

    >>> is_path("serie/carnets"), is_path("serie/../carnets"), is_path("/serie/carnets")
    (True, False, False)
    """
    return _PATH.fullmatch(text) is not None


def parse_scheme(
    text: str, row: CellAddresses, key: str, problems: list[Finding], paths: Paths
) -> str | None:
    """Return the id of a concept scheme, which its word in paths stands for.

    It is not that of the terms of other people.
    """
    if text == paths.names.authorities:
        problems.append(finding("table.id-reserved", row.at(key), text, better=for_example("")))
        return None
    return parse_id(paths.scheme_id(text), row, key, problems)


def parse_id(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the id, which is part of the IRI of the thing."""
    if is_id(text):
        return text
    if text in RESERVED_IDS:
        problems.append(
            finding("table.id-reserved", row.at(column), text, better=for_example(f"{text}-1"))
        )
        return None
    if len(text) > LONGEST_ID:
        problems.append(
            finding(
                "table.id-too-long",
                row.at(column),
                text[:1000],
                length=len(text),
                most=LONGEST_ID,
                better=for_example(slug(text)),
            )
        )
        return None
    problems.append(
        finding("table.id-unreadable", row.at(column), text, better=for_example(slug(text)))
    )
    return None
