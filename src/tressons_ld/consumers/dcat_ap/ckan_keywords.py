"""Keywords as CKAN takes them, and what is told where it takes them otherwise than they stand."""

import re
from collections.abc import Iterator, Sequence

from tressons_ld.findings.finding import Finding, Location, finding

_NOT_IN_KEYWORDS = re.compile(r"[^\w \-.]+")


def ckan_keyword(words: str) -> str:
    """Return a keyword in the letters, digits, spaces, hyphens and points that CKAN takes.

    Nothing where fewer than two of these are left, which CKAN refuses.

    >>> ckan_keyword("l'économie (sociale)"), ckan_keyword("C++")
    ('lʼéconomie sociale', '')
    """
    spelled = _NOT_IN_KEYWORDS.sub(" ", _with_letters(words))
    keyword = " ".join(spelled.split())[:100]
    return keyword if len(keyword) > 1 else ""


def _with_letters(words: str) -> str:
    """Return the words with a letter for each apostrophe, which a reader takes for the same."""
    return words.replace("'", "ʼ").replace("’", "ʼ")


def respelled(keywords: Sequence[str], place: Location) -> Iterator[Finding]:
    """Yield what CKAN gets of some keywords otherwise than they stand, all at one place."""
    first: dict[str, str] = {}
    for words in keywords:
        keyword = ckan_keyword(words)
        if not keyword:
            yield finding("feed.ckan-keyword-left-out", place, words)
        elif keyword != " ".join(_with_letters(words).split()):
            yield finding("feed.ckan-keyword-changed", place, words, tag=keyword)
        if keyword and first.setdefault(keyword, words) != words:
            yield finding("feed.ckan-keyword-merged", place, words, other=first[keyword])
