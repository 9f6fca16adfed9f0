"""Identifiers that others give a resource: read by their form, each in one spelling.

``doi:10.1234/abc``, ``isbn:9782070368228``, ``issn:0317-8471``, ``hdl:20.500.12345/678``,
``wikidata:Q42``, ``ark:/12148/btv1b8449691v``. A scheme is known by the form, never by the column.

Forms: DOI Handbook, section 3.4 (https://doi.org/10.1000/182); ISO 2108 (ISBN) and ISO 3297 (ISSN)
with their check digits; RFC 3650 (Handle); draft-kunze-ark, section 2 (ARK).
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, unquote

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.findings.finding import Finding, finding


class IdentifierScheme(NamedTuple):
    """A scheme of identifiers.

    Attributes:
        name: as people write it, ``DOI``.
        agency: who keeps it.
        form: what a text of it looks like; its group is the identifier.
        resolver: what stands before the identifier in its address; nothing where it has none.
    """

    name: str
    agency: str
    form: re.Pattern[str]
    resolver: str = ""


def _form(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


SCHEMES = {
    "doi": IdentifierScheme(
        "DOI",
        "DOI Foundation",
        _form(
            r"(?:(?:doi[:\s]\s*|info:doi/)?(?:https?://(?:dx\.|www\.)?doi\.org/)?)"
            r"(10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+)"
        ),
        "https://doi.org/",
    ),
    "isbn": IdentifierScheme(
        "ISBN",
        "International ISBN Agency",
        _form(
            r"(?:(?:urn:)?isbn(?:[-\s]?1[03])?[:\s]*)?((?:97[89][-–\s]?)?(?:[0-9][-–\s]?){9}[0-9x])"
        ),
    ),
    "issn": IdentifierScheme(
        "ISSN",
        "ISSN International Centre",
        _form(
            r"(?:https?://portal\.issn\.org/resource/issn/|(?:urn:)?[elp]?-?issn(?:-l)?[:\s]*(?=[0-9])"
            r"|(?=[0-9]{4}[-–]))([0-9]{4}[-–]?[0-9]{3}[0-9x])"
        ),
        "https://portal.issn.org/resource/ISSN/",
    ),
    "hdl": IdentifierScheme(
        "Handle",
        "DONA Foundation",
        _form(r"(?:hdl:|handle[:\s]\s*|https?://hdl\.handle\.net/)([0-9]+(?:\.[0-9a-z]+)*/\S+)"),
        "https://hdl.handle.net/",
    ),
    "wikidata": IdentifierScheme(
        "Wikidata",
        "Wikimedia Foundation",
        _form(
            r"(?:wikidata[:\s]\s*|wd:|https?://(?:www\.|m\.)?wikidata\.org/(?:wiki|entity)/)?"
            r"(q[1-9][0-9]*)"
        ),
        "http://www.wikidata.org/entity/",
    ),
    "ark": IdentifierScheme(
        "ARK",
        "ARK Alliance",
        _form(r"(?:https?://[^/\s]+/(?:[^\s]*/)?)?ark:/?([0-9b-z]{5,9}/[^\s?#]+)"),
        "https://n2t.net/ark:/",
    ),
}
"""Scheme, as it begins an identifier -> what is known of it. The first form that fits is read."""

_LONGEST = 500
# Within an identifier: a semicolon parts those of a cell.
_SEMICOLON = "%3B"
_PIECE = re.compile(r"[^\s,;|()\[\]<>«»\"]+(?:[\s–-][0-9x]+)*", re.IGNORECASE)


def parse_identifier(
    text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> str | None:
    """Return the identifier in its one spelling, ``doi:10.1234/abc``.

    An ISBN or ISSN whose check digit is false is left out, and that is told: it names another book
    or none.
    """
    scheme, known = _read(text)
    if scheme and _checks(scheme, known):
        return _spelled(scheme, known)
    if scheme:
        name = SCHEMES[scheme].name
        problems.append(finding("table.identifier-check-digit", row.at(column), text, scheme=name))
        return None
    mends = tuple(dict.fromkeys(_within(text)))[:3]
    problems.append(
        finding(
            "table.identifier-unreadable",
            row.at(column),
            text,
            mends=mends,
            suggestion=did_you_mean(*mends),
        )
    )
    return None


def _read(text: str) -> tuple[str, str]:
    """Return the scheme and the identifier that a text is, or nothing twice."""
    if len(text) <= _LONGEST and text.isprintable():
        for name, scheme in SCHEMES.items():
            if match := scheme.form.fullmatch(text):
                known = unquote(match[1]) if "://" in text else match[1]
                return name, known.replace(";", _SEMICOLON)
    return "", ""


def _within(text: str) -> Iterator[str]:
    """Yield the identifiers that stand in a text among other words."""
    for piece in _PIECE.findall(text[:_LONGEST]):
        scheme, known = _read(piece)
        if scheme and _checks(scheme, known):
            yield _spelled(scheme, known)


def _spelled(scheme: str, known: str) -> str:
    if scheme == "isbn":
        known = _digits(known)
    elif scheme == "issn":
        digits = _digits(known)
        known = f"{digits[:4]}-{digits[4:]}"
    elif scheme == "wikidata":
        known = known.upper()
    return f"ark:/{known}" if scheme == "ark" else f"{scheme}:{known}"


def _digits(known: str) -> str:
    return re.sub("[^0-9X]", "", known.upper())


def _checks(scheme: str, known: str) -> bool:
    """Return whether the check digit of an identifier is right, where its scheme has one.

    >>> _checks("isbn", "2-07-036822-X"), _checks("isbn", "9782070368228")
    (True, True)
    >>> _checks("issn", "0317-8471"), _checks("issn", "0317-8472")
    (True, False)
    """
    if scheme not in ("isbn", "issn"):
        return True
    digits = [10 if digit == "X" else int(digit) for digit in _digits(known)]
    if len(digits) == 13:
        return 10 not in digits and sum(digits[::2], 3 * sum(digits[1::2])) % 10 == 0
    weights = range(len(digits), 0, -1)
    return 10 not in digits[:-1] and sum(map(int.__mul__, digits, weights)) % 11 == 0


def scheme_of(identifier: str) -> IdentifierScheme:
    """Return the scheme of an identifier in its one spelling."""
    return SCHEMES[identifier.partition(":")[0]]


def notation_of(identifier: str) -> str:
    """Return an identifier as its agency writes it.

    >>> notation_of("doi:10.1234/abc"), notation_of("ark:/12148/x"), notation_of("issn:0317-8471")
    ('10.1234/abc', 'ark:/12148/x', '0317-8471')
    """
    scheme, _, known = identifier.replace(_SEMICOLON, ";").partition(":")
    return identifier if scheme in ("hdl", "ark") else known


def address_of(identifier: str) -> str | None:
    """Return the address by which an identifier is resolved, or None where there is none.

    >>> address_of("doi:10.1234/a<b>"), address_of("isbn:9782070368228")
    ('https://doi.org/10.1234/a%3Cb%3E', None)
    """
    scheme, _, known = identifier.replace(_SEMICOLON, ";").partition(":")
    resolver = SCHEMES[scheme].resolver
    if not resolver:
        return None
    return resolver + quote(known.removeprefix("/"), safe="/:;()._-~!$&'*+,=@")
