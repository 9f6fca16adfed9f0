"""What somebody meant who wrote what is no address: the addresses in it, a DOI, a host alone.

Each address that is offered is one; of what can mean two things, both are.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from tressons_ld.catalogue.columns.url_syntax import (
    HTTP_HOST,
    INVISIBLE,
    SCHEME,
    encoded,
    in_lower_case,
    is_url,
    without_dots,
)
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

# An address within words: up to a space, a quotation mark, a bracket.
_WITHIN = re.compile(r"(?:https?://|(?<![\w/.@-])www\.)[^\s<>\"«»“”|\\^`{}]+", re.IGNORECASE)
_SLASHES = re.compile(r"(?:https?:[/\\]*)*(https?):[/\\]*(?=[^/\\])(.*)", re.IGNORECASE | re.DOTALL)
# Where another address begins: one that is a part of an address stands after a sign in it.
_NEXT = re.compile(r"[,;|]+(?=https?://)|(?<=[a-z0-9])(?=https?://)", re.IGNORECASE)
_AFTER = ".,;:!?'’*…"
_MISSPELT_START = re.compile(
    r"^(?:[htps]{2,6}(?::[/\\]{0,2}|[/\\]{2})|:?//)(?=[^/\\])", re.IGNORECASE
)
_WWW = re.compile(r"www\d?\.[^\s/]+\.[^\s/]+", re.IGNORECASE)
# What follows the last dot of a host alone: a country, or one of the other endings in use.
_HOST_ALONE = re.compile(
    r"(?:[\w-]+\.)+(?:[a-z]{2}|com|org|net|edu|gov|info|biz|coop|museum|asso|paris|bzh|corsica|alsace"
    r"|cat|eus|quebec|brussels|berlin|science|africa|online|site|blog|wiki|earth)(?::[0-9]+)?"
    r"(?:[/?#].*)?",
    re.IGNORECASE,
)
_FILE_ENDINGS = frozenset(re.findall("[a-z]+", "js md py gz db ps sh rb pl cc hs rs ts vb bz xz"))
_DOI = re.compile(
    r"(?:doi\s*[:=]?\s*|(?:(?:https?:)?//)?(?:dx\.)?doi\.org/)?(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)",
    re.IGNORECASE,
)
_ISBN = re.compile(
    r"(?:ISBN(?:-1[03])?\s*[:=]?\s*)?((?:97[89][- ]?)?[0-9][0-9 -]{7,14}[0-9X])", re.I
)
_ISSN = re.compile(r"(?:e?-?ISSN(?:-L)?\s*[:=]?\s*)?([0-9]{4}-[0-9]{3}[0-9X])", re.I)
_FILE_NAME = re.compile(r"\S*[/\s][^/]*\.[a-z][a-z0-9]{1,4}", re.IGNORECASE)
_CONTINUES = re.compile(r"\s+\S*(?:/|\.[a-z][a-z0-9]{1,4}$)", re.IGNORECASE)


class UrlFault(NamedTuple):
    """What is wrong with a text that is no address.

    Attributes:
        code: of the finding.
        mends: the addresses that may be meant, the likeliest first.
        details: what fills in the sentences of the finding.
    """

    code: str
    mends: tuple[str, ...] = ()
    details: Mapping[str, object] = MappingProxyType({})


def addresses_within(text: str) -> list[str]:
    """Return the addresses that stand in a text, each once.

    >>> addresses_within("Voir https://example.org/a (lu le 3 mai), https://example.org/b.")
    ['https://example.org/a', 'https://example.org/b']
    """
    found: list[str] = []
    for match in _WITHIN.finditer(text):
        for part in _NEXT.split(match[0]):
            address = part.rstrip(_AFTER)
            while address.endswith((")", "]")) and not _balanced(address):
                address = address[:-1].rstrip(_AFTER)
            if not address.lower().startswith("http"):
                address = f"https://{address}"
            if is_url(address):
                found.append(in_lower_case(address))
    return list(dict.fromkeys(found))


def _balanced(address: str) -> bool:
    return address.count("(") == address.count(")") and address.count("[") == address.count("]")


def doi_address(text: str) -> str | None:
    """Return the address of a DOI (DOI handbook, section 2.6.2), or None where a text is none.

    >>> doi_address("doi:10.1000/182"), doi_address("10.1000")
    ('https://doi.org/10.1000/182', None)
    """
    match = _DOI.fullmatch(text)
    if match is None:
        return None
    address = f"https://doi.org/{encoded(match[1].rstrip('.,;'))}"
    return address if is_url(address) else None


def fault_of(text: str) -> UrlFault:
    """Return what is wrong with a text that is no address, and which ones may be meant."""
    if hidden := INVISIBLE.search(text):
        visible = INVISIBLE.sub("", text).strip()
        mends = (visible,) if is_url(visible) else fault_of(visible).mends
        return UrlFault("table.url-invisible", mends, {"character": f"U+{ord(hidden[0]):04X}"})
    within = addresses_within(text)
    if len(within) > 1:
        return UrlFault("table.url-several", tuple(within))
    scheme = SCHEME.match(text)
    named = scheme is not None and scheme[1].lower() in ("http", "https")
    if within and not text.lower().startswith(within[0].lower()) and f"https://{text}" != within[0]:
        return UrlFault("table.url-words", tuple(within))
    if not named:
        dois = [doi_address(part) for part in re.split(r"[\s,;|]+", text)]
        if len(dois) > 1 and all(dois):
            return UrlFault("table.url-several", tuple(filter(None, dois)))
        kind = _number(text)
        if kind is not None:
            return UrlFault("table.url-number", details={"kind": kind})
        return UrlFault("table.url-scheme", _with_scheme(text))
    if re.search(r"\s", text):
        return _about_space(text, within)
    if HTTP_HOST.match(text) is None:
        slashes = _SLASHES.fullmatch(text)
        again = f"{slashes[1]}://{slashes[2]}".replace("\\", "/") if slashes else ""
        return UrlFault("", tuple(filter(is_url, (again,))))
    return UrlFault("", (without_dots(text), encoded(text)))


def _about_space(text: str, within: list[str]) -> UrlFault:
    """Return what is wrong with an address that a space cuts: words after it, or a part of it."""
    whole = encoded(re.sub(r"\s+", " ", text))
    joined = [whole] if is_url(whole) else []
    after = text[len(within[0]) :] if within else ""
    if within and not after[:1].isspace():
        return UrlFault("table.url-words", tuple(within))
    if (
        re.match(r"\s*[(\[«\"–—,;:|-]", after)
        or len(after.split()) > 3
        and not _CONTINUES.search(after)
    ):
        return UrlFault("table.url-words", tuple(within))
    if _CONTINUES.fullmatch(after) or _CONTINUES.search(after):
        return UrlFault("table.url-space", tuple(joined))
    return UrlFault("table.url-space", tuple(dict.fromkeys((*joined, *within))))


def _with_scheme(text: str) -> tuple[str, ...]:
    """Return the address of which only the beginning is misspelt or lacking; else nothing."""
    if re.search(r"\s", text):
        return ()
    rest = _MISSPELT_START.sub("", text, count=1)
    host = re.split("[/?#:]", rest, maxsplit=1)[0]
    ending = host.rpartition(".")[2].lower()
    misspelt = rest != text and "." in host and (ending.isalpha() or ending.startswith("xn--"))
    alone = _HOST_ALONE.fullmatch(rest) and (ending not in _FILE_ENDINGS or "/" in rest)
    if not (misspelt or _WWW.match(rest) or alone):
        return ()
    address = f"https://{rest}"
    return (address,) if is_url(address) else ()


def _number(text: str) -> Text | None:
    """Return which number of a document a text is, by its check digit, or None.

    ISBN: ISO 2108, ISSN: ISO 3297.
    """
    if match := _ISSN.fullmatch(text):
        digits = match[1].replace("-", "").upper()
        if _weighted(digits, range(8, 0, -1)) % 11 == 0:
            return sentence("table.issn")
    if match := _ISBN.fullmatch(text):
        digits = re.sub("[ -]", "", match[1]).upper()
        if len(digits) == 10 and _weighted(digits, range(10, 0, -1)) % 11 == 0:
            return sentence("table.isbn")
        if len(digits) == 13 and digits.isdigit() and _weighted(digits, (1, 3) * 7) % 10 == 0:
            return sentence("table.isbn")
    return None


def _weighted(digits: str, weights: range | tuple[int, ...]) -> int:
    values = (10 if digit == "X" else int(digit) for digit in digits)
    return sum(value * weight for value, weight in zip(values, weights, strict=False))
