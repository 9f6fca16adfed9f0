r"""A printed reference -> what it says: authors, year, title, address.

Four ways of citing are known, each by a mark that no sentence has::

    Dupont, J., & Martin, P. (2020). *Title*. Publisher.      the year in brackets, then the title
    DURAND Paul, « Title », *Journal*, n° 12, 2019, p. 33-48.   the title in quotation marks
    DURAND Paul, *Title*, Publisher, 2019.                    the title in italics
    Smith, J. 2018. Title. Publisher.                         the year after the authors

The reference as printed is kept whole as the description.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.importer.layout import PrintedLink, plain, single_spaced

REFERENCE = ("title", "authors", "issued", "landing_page", "identifiers", "description")
"""What a reference gives."""

_LONGEST = 1_500
_YEAR = r"(?:1[5-9]|20)[0-9]{2}"
_NUMBER = re.compile(r"^\s*(?:\\?\[[0-9]{1,3}\\?\]|[0-9]{1,3}[.)])\s+")
_BRACKETED = re.compile(
    rf"(?P<authors>[^()«»\"“”*]{{2,400}}?)\s*\((?P<year>{_YEAR})[a-z]?(?:,[^()]{{0,30}})?\)"
    r"\s*[.,:]?\s+(?P<rest>\S.*)"
)
_QUOTED = re.compile(
    r"(?P<authors>[^()«»\"“”*]{2,400}?)\s*[,.:]+\s*[«\"“](?P<title>[^«»\"“”]{3,500})[»\"”](?P<rest>.*)"
)
_SLANTED = re.compile(
    r"(?P<authors>[^()«»\"“”*]{2,400}?)[\s,.:]+(?<![*\w])[*_](?P<title>[^*]{3,500})[*_](?!\w)(?P<rest>.*)"
)
_DATED = re.compile(
    rf"(?P<authors>[^()«»\"“”*]{{2,400}}?)[.,]\s+(?P<year>{_YEAR})[a-z]?\.\s+(?P<rest>\S.*)"
)
_ANY_YEAR = re.compile(rf"(?<![0-9/.-])({_YEAR})(?![0-9/-]|\.[0-9])")
_TITLE_END = re.compile(r"(?<=[^\s.A-Z])[.?!](?=\s|$)")
_TITLE_MARKED = re.compile(r"[«\"“]\s*([^«»\"“”]{3,500}?)\s*[,.]?\s*[»\"”]|\*([^*]{3,500})\*")
_DOI = re.compile(r"\b10\.[0-9]{4,9}/[^\s\"<>«»]*[^\s\"<>«».,;:)\]]")
# A name begins with a capital and has few words, none of them a verb's: no sentence begins so.
_WORDS_OF_NAME = 7
_BETWEEN_NAMES = re.compile(r"\s*[,;&/]\s*|\s+(?:et|and|und|y|e)\s+")
_OTHERS = re.compile(r"[,;]?\s*(?:et al\.?|&\s*al\.?|dir\.?|eds?\.?|coord\.?)\s*$", re.IGNORECASE)


class _Cited(NamedTuple):
    authors: str
    year: str
    title: str


def reference_cells(source: str, links: Sequence[PrintedLink]) -> tuple[str, ...] | None:
    """Return what a reference says, or None where a passage is none.

    Args:
        source: the passage as it stands, with its marks.
        links: those in it.

    >>> reference_cells("Dupont, J. (2020). *Un titre*. Éditeur.", ())
    ('Un titre', 'Dupont, J.', '2020', '', '', 'Dupont, J. (2020). Un titre. Éditeur.')
    """
    if len(source) > _LONGEST:
        return None
    cited = _cited(_NUMBER.sub("", source).strip())
    if cited is None:
        return None
    text = plain(_NUMBER.sub("", source), {})[0]
    pages = [link.target for link in links if is_url(link.target)]
    doi = _DOI.search(text) or next(filter(None, map(_DOI.search, pages)), None)
    return (
        plain(cited.title, {})[0],
        _authors(cited.authors),
        cited.year,
        pages[0] if pages else "",
        f"https://doi.org/{doi[0]}" if doi else "",
        text,
    )


def _cited(source: str) -> _Cited | None:
    for pattern in (_BRACKETED, _QUOTED, _DATED, _SLANTED):
        match = pattern.match(source)
        if match is None or not _are_names(match["authors"]):
            continue
        groups = match.groupdict()
        title = groups.get("title") or _title_of(match["rest"])
        year = groups.get("year") or _last_year(match["rest"])
        if title and year:
            return _Cited(match["authors"].strip(" ,.:"), year, title.strip(" ,.;:"))
    return None


def _title_of(rest: str) -> str:
    """Return the title that the rest of a reference begins with."""
    if marked := _TITLE_MARKED.match(rest):
        return marked[1] or marked[2]
    if rest[0].islower():
        return ""  # a sentence goes on
    end = _TITLE_END.search(rest)
    return rest[: end.start()] if end else ""


def _last_year(rest: str) -> str:
    years = _ANY_YEAR.findall(plain(rest, {})[0])
    return years[-1] if years else ""


def _are_names(text: str) -> bool:
    pieces = [piece for piece in _BETWEEN_NAMES.split(_OTHERS.sub("", text)) if piece.strip(" .")]
    return (
        bool(pieces)
        and all(
            piece.strip()[0].isupper() and len(piece.split()) <= _WORDS_OF_NAME
            for piece in pieces[:1]
        )
        and all(len(piece.split()) <= _WORDS_OF_NAME for piece in pieces)
    )


def _authors(text: str) -> str:
    """Return the authors of a reference, « ; » between them.

    >>> (
    ...     _authors("Dupont, J., & Martin, P."),
    ...     _authors("DURAND Paul"),
    ...     _authors("Smith, A. and Doe, B."),
    ... )
    ('Dupont, J.; Martin, P.', 'DURAND Paul', 'Smith, A.; Doe, B.')
    """
    text = single_spaced(plain(_OTHERS.sub("", text), {})[0])
    pieces = [piece for piece in re.split(r"\s*[,;&]\s*|\s+(?:et|and|und)\s+", text) if piece]
    names: list[str] = []
    for piece in pieces:
        given = re.fullmatch(r"(?:[^\W\d_]\.[\s-]*)+|[^\W\d_]", piece)
        if given and names and "," not in names[-1]:
            names[-1] = f"{names[-1]}, {piece if piece.endswith('.') else piece + '.'}"
        else:
            names.append(piece)
    return "; ".join(names)
