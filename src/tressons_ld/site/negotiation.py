"""Which document of a thing a request asks for: the one table of the negotiation.

The rules for web servers (:mod:`tressons_ld.site.hosts`) are written from this table, and
:func:`asked` evaluates the very same regular expressions, so that every server answers alike.

By RFC 9110, section 12.5.1: the most specific media range that names a type gives its quality, and
the best quality wins. A quality is compared to a tenth, as one digit (``A`` is 1); of equal ones
the page comes before Turtle, and that before JSON-LD. ``application/json`` asks for JSON-LD. Of
the parameters of a media range only ``q`` counts. A range whose ``q`` is no quality is passed over;
a header without any valid range is no wish at all (section 12.4.1 allows it), and gets the page.
``Accept-Language`` (section 12.5.4) is weighed in the same way, where a page has two languages.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple, TypeAlias

from tressons_ld.findings.language import LANGUAGES
from tressons_ld.rdf.formats import HTML, JSON_LD, TURTLE, Format

Variant: TypeAlias = Format | str
"""A format, or a language by its tag."""

DOCUMENTS = (TURTLE, JSON_LD)
"""The documents of the data of a thing."""

VARIANTS = (HTML, *DOCUMENTS)
"""What its address leads to, the preferred one first."""


class Range(NamedTuple):
    """A media range, and the variants that it asks for."""

    pattern: str
    asks_for: tuple[Format, ...]


def _exactly(media_type: str) -> str:
    return re.sub(r"([+.])", r"[\1]", media_type)


RANGES = (
    Range("[*](?:/[*])?", VARIANTS),
    Range("text/[*]", tuple(each for each in VARIANTS if each.media_type.startswith("text/"))),
    Range("application/[*]", (JSON_LD,)),
    Range("application/json", (JSON_LD,)),
    *(Range(_exactly(each.media_type), (each,)) for each in VARIANTS),
)
"""Every range that is known, the most specific of those that ask for a variant last.

Some clients in Java write ``*`` for ``*/*``.
"""

LANGUAGE_RANGES = (
    ("[*]", LANGUAGES),
    *((f"{each}(?:-[a-z0-9]+)+", (each,)) for each in LANGUAGES),
    *((each, (each,)) for each in LANGUAGES),
)
"""Every language range that asks for one of them, the plain name of a language last."""


class Quality(NamedTuple):
    """A way to write a quality.

    Attributes:
        pattern: of the value of ``q``; None where it is left out.
        digit: the quality in tenths; empty where it is the one group of the pattern.
    """

    pattern: str | None
    digit: str


QUALITIES = (
    Quality("0(?:[.]0*)?", "0"),
    # Less than a tenth is little, but not nothing.
    Quality("0?[.]0+[1-9][0-9]*", "1"),
    Quality("0?[.]([1-9])[0-9]*", ""),
    Quality("1(?:[.]0*)?", "A"),
    Quality(None, "A"),
)
"""Where a range is written twice, what stands later here counts."""

# Neither a brace nor a doubled backslash stands in these: some servers give them a meaning.
_QUOTED = r'"(?:[^"\x5c]|\x5c.)*"'
_BEFORE = rf'^(?:[^",]*(?:{_QUOTED}[^",]*)*,)*[ \t]*'
_PARAMETER = rf'[ \t]*;[ \t]*(?:[^q;,="\s][^;,="\s]*|q[^;,="\s]+)(?:=(?:{_QUOTED}|[^;,"\s]*))?'
_AFTER = rf'[ \t]*(?:;[^",]*(?:{_QUOTED}[^",]*)*)?(?:,|$)'
_END = r"[ \t]*(?:,|$)"
_ANY_RANGE = r'(?:[*]|[^\s;,/="]+/[^\s;,/="]+)'
ANY_LANGUAGE_RANGE = "(?:[*]|[a-z]+(?:-[a-z0-9]+)*)"
"""The regular expression of a language range (RFC 4647, section 2.1)."""


def pattern(range: str, quality: Quality) -> str:
    """Return the regular expression of a header that gives a media range a quality.

    It is to be matched without regard to case, and reads alike for Python, PCRE and RE2.
    """
    stem = f"{_BEFORE}{range}(?:{_PARAMETER})*"
    if quality.pattern is None:
        return f"{stem}{_END}"
    return rf"{stem}[ \t]*;[ \t]*q=(?:{quality.pattern}){_AFTER}"


def valid_patterns(range: str = _ANY_RANGE) -> Iterator[str]:
    """Yield the regular expressions of which a header with a valid range matches one."""
    return (pattern(range, quality) for quality in QUALITIES)


def wins(variant: Variant, among: Sequence[Variant] = VARIANTS) -> str:
    """Return the regular expression of the digits by which a variant is served.

    There is a digit for each variant, in their order; those before this one have been tried.
    """
    place = among.index(variant)
    before, after = "." * place, len(among) - place - 1
    if not after:
        return f"^{before}[1-9A]$"
    tenths = (f"{digit}{f'[0-{digit}]' * after}" for digit in "987654321")
    best = "|".join(("A" + "[0-9A]" * after, *tenths))
    return f"^{before}(?:{best})$"


def negotiated_format(accept: str | None, *, page_alone: bool = False) -> Format | None:
    """Return the variant that a header asks for; None if it takes none of them (406).

    Args:
        accept: the header; None where there is none.
        page_alone: whether there is only the page.
    """
    digits = qualities(accept or "")
    if page_alone:
        return HTML if digits[0] != "0" else None
    return next((each for each in VARIANTS if re.search(wins(each), digits)), None)


def qualities(accept: str) -> str:
    """Return the quality of each variant, a digit each: ``A50``."""
    if not any(each.search(accept) for each in _valid()):
        return "A" * len(VARIANTS)
    digits = dict.fromkeys(VARIANTS, "0")
    for asks_for, quality, expression in _ranges():
        if found := expression.search(accept):
            digits.update((each, quality.digit or found[1]) for each in asks_for)
    return "".join(digits.values())


@cache
def _valid() -> list[re.Pattern[str]]:
    return [re.compile(each, re.IGNORECASE | re.ASCII) for each in valid_patterns()]


@cache
def _ranges() -> list[tuple[tuple[Format, ...], Quality, re.Pattern[str]]]:
    return [
        (each.asks_for, quality, re.compile(pattern(each.pattern, quality), re.I | re.ASCII))
        for each in RANGES
        for quality in QUALITIES
    ]
