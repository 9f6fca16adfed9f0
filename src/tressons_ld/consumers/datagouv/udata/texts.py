"""Texts as udata keeps them: HTML becomes Markdown, keywords become tags.

Slugs are those of awesome-slugify 1.6.5 with Unidecode 0.04.21, which udata calls (tags.py:10).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from tressons_ld.consumers.datagouv.descriptions import has_tags
from tressons_ld.findings.errors import MissingPackageError

SHORTEST_TAG: Final = 3
LONGEST_TAG: Final = 96
"""Characters; udata's settings.py:302-303, the defaults."""

# What has no decomposition in Unicode and Unidecode spells otherwise than by leaving it out.
_SPELLED: Final = {
    **dict(zip("ØøĐđĦħıĸŁłŦŧÐð×", "OoDdHhikLlTtDdx", strict=True)),
    **dict(zip("ÆæŒœß", ("AE", "ae", "OE", "oe", "ss"), strict=True)),
    **dict(zip("Þþ¢£¥", ("Th", "th", "C ", "PS", "Y "), strict=True)),
    **dict(zip("§©®°µ¶", ("SS", " c ", " r ", "deg", "u", "P"), strict=True)),
    **dict(zip("‰Ŋŋ€™", (" 0", "NG", "ng", "EUR", " tm "), strict=True)),
    **dict(zip("¼½¾", (" 1-4", " 1-2", " 3-4"), strict=True)),
    **dict.fromkeys("\u2018\u2019\u201b\u2032\u02bc´", "'"),
    **dict.fromkeys("\xad\u200c\u200d\u200e\u200f\u2060\ufeff", ""),
    **dict.fromkeys("¡¤¦¨«¬¯±·¸»¿÷\u2010\u2011\u2012\u2013\u2014\u2015\u2022\u2026", " "),
    **dict.fromkeys("\u201a\u201c\u201d\u201e\u2039\u203a\u2044\u202f\u200b", " "),
}
_BETWEEN = re.compile(r"[^A-Za-z0-9]+")
_DEEPEST: Final = 100
_INDENTED = re.compile(r"<(/?)(?:[uo]l|blockquote)\b", re.IGNORECASE)


def nests_too_deep(text: str) -> bool:
    """Return whether lists or quotations of HTML stand within one another without an end.

    In Markdown each of their lines bears the indent of all, so html2text takes the square of their
    number: from 100 kB gigabytes.

    >>> nests_too_deep("<ul><li>" * 101), nests_too_deep("<ul><li></ul>" * 101)
    (True, False)
    """
    depth = 0
    for tag in _INDENTED.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _DEEPEST:
            return True
    return False


def markdown(text: str) -> str:
    """Return a description as udata keeps it: Markdown as it is, HTML turned into Markdown.

    Raises:
        MissingPackageError: the text holds HTML and html2text is not installed.
    """
    if not has_tags(text):
        return text.strip()
    try:
        import html2text
    except ImportError:
        raise MissingPackageError("package.missing", package="html2text") from None
    return str(html2text.html2text(text.strip(), bodywidth=0)).strip()


def plain(text: str) -> str:
    """Return a text in ASCII, as Unidecode spells it."""
    if text.isascii():
        return text
    return "".join(_spelled(character) for character in text)


def _spelled(character: str) -> str:
    if character.isascii():
        return character
    if character in _SPELLED:
        return _SPELLED[character]
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one)
    )
    if bare.isascii():
        return bare
    try:
        from unidecode import unidecode
    except ImportError:
        raise MissingPackageError("package.missing", package="Unidecode") from None
    return str(unidecode(character))


def slug(text: str, *, lower: bool = False) -> str:
    """Return the slug of a text.

    >>> slug("l’économie sociale"), slug("Œuvre d'art", lower=True)
    ('leconomie-sociale', 'oeuvre-dart')
    """
    spelled = plain(text)
    if lower:
        spelled = spelled.lower()
    return "-".join(word for word in _BETWEEN.split(spelled.replace("'", "")) if word)


def tag(keyword: str) -> str:
    """Return the tag that a keyword becomes, or "" when it is too short (udata tags.py:17).

    >>> tag("IT"), tag("Économie Sociale")
    ('', 'economie-sociale')
    """
    found = slug(keyword.lower())
    return found[:LONGEST_TAG] if len(found) >= SHORTEST_TAG else ""


def tags(keywords: Iterable[str]) -> list[str]:
    """Return the tags of a dataset, in order (udata rdf.py:381-391, mongo/taglist_field.py:22)."""
    return sorted({slug(one.lower()) for one in {tag(keyword) for keyword in keywords} if one})
