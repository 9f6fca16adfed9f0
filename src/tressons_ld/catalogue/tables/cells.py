"""The lexical rules of cells: what a text, an id, a date, an address or a number looks like.

A rule is a :data:`Parser`: it takes the text of a cell, stripped and not empty, and returns its
value, or adds what is wrong to the findings and returns None. Nothing here looks at another cell.

Specifications: dates are XSD 1.1 part 2, sections 3.3.9 to 3.3.11
(https://www.w3.org/TR/xmlschema11-2/#date); addresses are RFC 3987, section 2.2, of the schemes
http and https; bounding boxes are WKT (OGC 06-103r4, section 7.2) in CRS84.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeAlias

from tressons_ld.catalogue.model import OPEN
from tressons_ld.findings.codes import finding
from tressons_ld.findings.errors import Text
from tressons_ld.findings.finding import Finding, Location
from tressons_ld.rdf.terms import date_datatype


class Addressed(Protocol):
    """A row of a table, or the settings: it knows where the cell of a column, or a key, stands."""

    def at(self, column: str, /) -> Location:
        """Return the place of a column's cell, or of a key."""


Parser: TypeAlias = Callable[[str, Addressed, str, list[Finding]], Any]
"""Text of a cell, its row, the name of its column, the findings to add to -> value or None."""

LONGEST_TEXT = 100_000
"""Characters that a cell may hold."""

LONGEST_ID = 100
"""Characters that an id may hold."""

# --- texts ------------------------------------------------------------------------------------

# U+0085 and its neighbours are C1 controls: letters of Windows-1252 read in another encoding.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# What no XML 1.0 document can hold (https://www.w3.org/TR/xml/#charsets), so no RDF/XML either.
_BROKEN = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_INVISIBLE = re.compile(r"[\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")
# What spreadsheets write where a formula fails, in English and French.
_ERRORS = frozenset(
    ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"]
    + ["#NOM?", "#VALEUR!", "#NOMBRE!", "#NUL!"]
)
_SUSPECT = re.compile(f"{_CONTROL.pattern}|{_BROKEN.pattern}|{_INVISIBLE.pattern}|\ufffd")


def tidied(
    row: Addressed, names: Iterable[str], cells: list[str]
) -> tuple[list[str], list[Finding]]:
    r"""Return the cells of a row without outer white space, and what is wrong with their texts.

    Line ends become ``\n``. Nothing else is altered; a cell whose text cannot be published (a
    control character, half a character, more than 100 000 characters) is emptied.

    Args:
        row: where the cells stand.
        names: the name of each cell's column.
        cells: their texts, as they stand in the file.
    """
    joined = "".join(cells)
    problems: list[Finding] = []
    if (
        _SUSPECT.search(joined)
        or len(joined) > LONGEST_TEXT
        or not unicodedata.is_normalized("NFC", joined)
        or ("#" in joined and not _ERRORS.isdisjoint(cells))
    ):
        cells = [
            publishable(text, row, name, problems) if name else text
            for text, name in zip(cells, names, strict=True)
        ]
    if "\r" in joined:
        cells = [text.replace("\r\n", "\n").replace("\r", "\n") for text in cells]
    return [text.strip() for text in cells], problems


def publishable(text: str, row: Addressed, column: str, problems: list[Finding]) -> str:
    """Return the text, or nothing where it cannot be published."""
    for code, pattern in (("control", _CONTROL), ("broken", _BROKEN)):
        if match := pattern.search(text):
            problems.append(_about_character(code, match, row, column))
            return ""
    if text in _ERRORS:
        problems.append(finding("table.cell-error", row.at(column), text))
        return ""
    if len(text) > LONGEST_TEXT:
        problems.append(
            finding("table.cell-too-long", row.at(column), length=len(text), most=LONGEST_TEXT)
        )
        return ""
    if match := _INVISIBLE.search(text):
        problems.append(_about_character("invisible", match, row, column))
    if match := re.search("\ufffd", text):
        problems.append(_about_character("lost", match, row, column))
    if not unicodedata.is_normalized("NFC", text):
        normal = unicodedata.normalize("NFC", text)
        start = next(i for i, (c, n) in enumerate(zip(text, normal, strict=False)) if c != n)
        problems.append(
            finding("table.text-not-nfc", row.at(column), text[max(0, start - 15) : start + 15])
        )
    return text


def _about_character(kind: str, match: re.Match[str], row: Addressed, column: str) -> Finding:
    return finding(
        f"table.character-{kind}",
        row.at(column),
        match.string[max(0, match.start() - 15) : match.end() + 15],
        character=f"U+{ord(match[0]):04X}",
        position=match.start() + 1,
    )


_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE", "ß": "ss", "’": "'"})


def without_accents(text: str) -> str:
    """Return the text without its diacritics, ligatures undone.

    >>> without_accents("Écologie, œuvre")
    'Ecologie, oeuvre'
    """
    parts = unicodedata.normalize("NFKD", text.translate(_LIGATURES))
    return "".join(c for c in parts if not unicodedata.combining(c))


def values_of(text: str) -> list[str]:
    """Return the values of a cell that holds several, separated by ``;``, without empty ones.

    >>> values_of("Avise; RTES;")
    ['Avise', 'RTES']
    """
    if ";" not in text:
        return [text]
    return [value for part in text.split(";") if (value := part.strip())]


def once(
    values: Sequence[Any], row: Addressed, column: str, problems: list[Finding]
) -> tuple[Any, ...]:
    """Return the values, each once; a repeated one is a finding."""
    kept = tuple(dict.fromkeys(values))
    if len(kept) < len(values):
        repeated = next(value for i, value in enumerate(values) if value in values[:i])
        problems.append(finding("table.value-repeated", row.at(column), repeated))
    return kept


def several(parse: Parser) -> Parser:
    """Return the parser of a cell that holds several values, each of which ``parse`` reads.

    What it returns is a tuple, each value once, without those that cannot be read.
    """

    def parse_several(
        text: str, row: Addressed, column: str, problems: list[Finding]
    ) -> tuple[Any, ...]:
        read = [parse(value, row, column, problems) for value in values_of(text)]
        return once([value for value in read if value is not None], row, column, problems)

    return parse_several


def by_position(parse: Parser) -> Parser:
    """Return the parser of a cell that runs parallel to another: an empty place stays, as None."""

    def parse_places(
        text: str, row: Addressed, column: str, problems: list[Finding]
    ) -> tuple[Any, ...]:
        if ";" not in text:
            return (parse(text, row, column, problems),)
        parts = [part.strip() for part in text.split(";")]
        return tuple(parse(part, row, column, problems) if part else None for part in parts)

    return parse_places


def texts(text: str, row: Addressed, column: str, problems: list[Finding]) -> tuple[str, ...]:
    """Return the texts of a cell, each once."""
    return once(values_of(text), row, column, problems) if ";" in text else (text,)


# --- ids --------------------------------------------------------------------------------------

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Names of devices on Windows, where no file can be called so; «index» is a folder's own page.
RESERVED_IDS = frozenset(
    ["index", "con", "prn", "aux", "nul"]
    + [f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)]
)


def slug(text: str) -> str:
    """Return the id that a text would have: ASCII letters in lower case, digits and hyphens.

    The empty string when no letter or digit is left. At most 100 characters, cut between words.

    >>> slug("L'accès au foncier : œuvrer à plusieurs")
    'l-acces-au-foncier-oeuvrer-a-plusieurs'
    """
    words = re.sub("[^a-z0-9]+", "-", without_accents(text).lower()).strip("-")
    if len(words) > LONGEST_ID:
        words = words[: LONGEST_ID + 1].rpartition("-")[0] or words[:LONGEST_ID]
    return words


def is_id(text: str) -> bool:
    """Return whether the text can be an id."""
    return len(text) <= LONGEST_ID and bool(_ID.fullmatch(text)) and text not in RESERVED_IDS


def parse_id(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return the id, which is part of the IRI of the thing."""
    if is_id(text):
        return text
    if text in RESERVED_IDS:
        problems.append(
            finding("table.id-reserved", row.at(column), text, better=_example(f"{text}-1"))
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
                better=_example(slug(text)),
            )
        )
        return None
    problems.append(
        finding("table.id-unreadable", row.at(column), text, better=_example(slug(text)))
    )
    return None


def _example(value: str) -> Text:
    if not value:
        return Text("", "")
    return Text(f", par exemple « {value} »", f', for example "{value}"')


# --- dates ------------------------------------------------------------------------------------

_RANGE = re.compile(r"([0-9]{4})\s*(?:[-–—/]|à|to|et|and)\s*([0-9]{4}|[0-9]{2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_AS_NUMBER = re.compile(r"([0-9]{4})[.,]0+")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?(?:[T ]00:00.*)?")
_IN_WORDS = re.compile(r"(?:([0-9]{1,2})(?:er|st|nd|rd|th)?\s+)?([a-z]+)\.?\s+([0-9]{4})")
_MONTHS = (
    ("janvier", "january", "janv", "jan"),
    ("fevrier", "february", "fevr", "feb"),
    ("mars", "march", "mar"),
    ("avril", "april", "avr", "apr"),
    ("mai", "may"),
    ("juin", "june", "jun"),
    ("juillet", "july", "juil", "jul"),
    ("aout", "august", "aug"),
    ("septembre", "september", "sept", "sep"),
    ("octobre", "october", "oct"),
    ("novembre", "november", "nov"),
    ("decembre", "december", "dec"),
)
_MONTH_NUMBERS = {name: i for i, names in enumerate(_MONTHS, start=1) for name in names}
_MISTAKEN_DIGITS = str.maketrans("lIiOo", "11100")


def parse_date(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return the year, month or day as it stands: ``2019``, ``2019-06``, ``2019-06-30``."""
    if date_datatype(text):
        return text
    meant = _date_meant(text)
    suggestion = did_you_mean(meant)
    if _is_range(text):
        code, suggestion = "table.year-range", Text("", "")
    elif meant is None and _YEAR_FIRST.fullmatch(text):
        code = "table.date-impossible"
    elif re.search(r"[-/. ]", text):
        code = "table.date-unreadable"
    else:
        code = "table.year-unreadable"
    problems.append(finding(code, row.at(column), text, suggestion=suggestion))
    return None


def parse_period(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return a period: one date, or two with a bar between, ``..`` for an end that is not known.

    ``2018 / 2021`` is read as ``2018/2021``, ``2018/`` as ``2018/..``.
    """
    ends = [end.strip() or OPEN for end in text.split("/")]
    known = [end for end in ends if end != OPEN]
    if len(ends) > 2 or not known or not all(map(date_datatype, known)):
        suggestion = did_you_mean(_period_meant(text))
        problems.append(
            finding("table.period-unreadable", row.at(column), text, suggestion=suggestion)
        )
        return None
    if len(known) == 2:
        start, end = (end[: min(map(len, known))] for end in known)
        if start > end:
            better = "/".join(reversed(known))
            problems.append(finding("table.period-reversed", row.at(column), text, better=better))
            return None
        if known[0] == known[1]:
            return known[0]
    return "/".join(ends)


def _period_meant(text: str) -> str | None:
    """Return the period that two years in a text stand for, or None.

    >>> _period_meant("2018-21"), _period_meant("de 2018 à 2021"), _period_meant("2018")
    ('2018/2021', '2018/2021', None)
    """
    if match := _RANGE.fullmatch(text):
        start, end = match.groups()
        years = [start, end if len(end) == 4 else start[:2] + end]
    else:
        years = sorted(re.findall("(?<![0-9])[0-9]{4}(?![0-9])", text))
    return "/".join(years) if len(years) == 2 and all(map(date_datatype, years)) else None


def _is_range(text: str) -> bool:
    """Return whether the text names two years: ``2019-2020``, ``2019-20``, but not ``2019-06``."""
    match = _RANGE.fullmatch(text)
    return match is not None and (
        len(match[2]) == 4 or int(match[2]) > max(12, int(match[1]) % 100)
    )


def _date_meant(text: str) -> str | None:
    """Return the date that the writer probably meant, or None."""
    parts: tuple[str | None, ...]
    if match := _DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
        parts = (year, month, day)
    elif match := _AS_NUMBER.fullmatch(text) or _YEAR_FIRST.fullmatch(text):
        parts = match.groups()
    elif match := _IN_WORDS.fullmatch(without_accents(text).lower()):
        in_words, name, year = match.groups()
        if name not in _MONTH_NUMBERS:
            return None
        parts = (year, str(_MONTH_NUMBERS[name]), in_words)
    else:
        digits = text.translate(_MISTAKEN_DIGITS)
        return digits if date_datatype(digits) else None
    meant = "-".join(part.zfill(2) for part in parts if part)
    return meant if date_datatype(meant) else None


def did_you_mean(*names: str | None) -> Text:
    """Return «did you mean …? » for the names that are not None, or nothing, in both languages."""
    given = [name for name in names if name]
    if not given:
        return Text("", "")
    french = " ou ".join(f"« {name} »" for name in given)
    english = " or ".join(f'"{name}"' for name in given)
    return Text(f"Vouliez-vous dire {french} ? ", f"Did you mean {english}? ")


# --- addresses --------------------------------------------------------------------------------

# ipchar, iquery and ifragment of RFC 3987, without private use; «%» only before two digits.
_CHARACTER = (
    r'[^\x00-\x20"#%<>?\[\\\]^`{|}\x7f-\xa0\u1680\u2000-\u200b\u2028-\u202f\u205f\u3000'
    r"\ud800-\uf8ff\ufdd0-\ufdef\ufeff\ufff0-\uffff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_CHARACTERS = f"{_CHARACTER}*(?:%[0-9A-Fa-f]{{2}}{_CHARACTER}*)*"
_QUERY = f"{_CHARACTERS}(?:\\?{_CHARACTERS})*"
_HOST = r"(?:(?:[^\W_](?:[\w-]*\w)?\.)+[^\W_](?:[\w-]*\w)?\.?|localhost)"
_URL = re.compile(
    rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?:/{_CHARACTERS})?(?:\?{_QUERY})?(?:#{_QUERY})?",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_MISSPELT_START = re.compile(r"(?:[htps]{1,6}:?/)?/*", re.IGNORECASE)
_HTTP_HOST = re.compile(rf"https?://{_HOST}(?::[0-9]{{1,5}})?(?=[/?#]|$)", re.IGNORECASE)


def parse_url(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return the address, http or https with a host, as it stands.

    Letters outside ASCII are accepted in host and path (RFC 3987); what N-Triples and SPARQL
    would refuse in an IRI is refused here.
    """
    if _URL.fullmatch(text):
        return text
    problems.append(_about_url(text, row, column))
    return None


def is_url(text: str) -> bool:
    """Return whether the text is an absolute http or https address with a host."""
    return _URL.fullmatch(text) is not None


def _about_url(text: str, row: Addressed, column: str) -> Finding:
    where = row.at(column)
    scheme = _SCHEME.match(text)
    if re.search(r";\s*https?://", text):
        return finding("table.url-several", where, text)
    if scheme is None or scheme[1].lower() not in ("http", "https"):
        guess = "https://" + _MISSPELT_START.sub("", text, count=1)
        return finding("table.url-scheme", where, text, better=_example_url(guess))
    if re.search(r"\s", text):
        encoded = re.sub(r"\s", "%20", text)
        return finding("table.url-space", where, text, better=_example_url(encoded))
    if not _HTTP_HOST.match(text):
        return finding("table.url-host", where, text)
    return _about_character_of_url(text, row, column)


def _example_url(guess: str) -> Text:
    return _example(guess if is_url(guess) else "")


def _about_character_of_url(text: str, row: Addressed, column: str) -> Finding:
    host = _HTTP_HOST.match(text)
    start = host.end() if host else 0
    accepted = re.compile(f"(?:/{_CHARACTERS})?(?:\\?{_QUERY})?(?:#{_QUERY})?").match(text, start)
    position = accepted.end() if accepted else start
    character = text[position]
    encoded = "".join(f"%{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))
    return finding(
        "table.url-character", row.at(column), text, character=character, encoded=encoded
    )


# --- numbers and codes ------------------------------------------------------------------------


def parse_size(text: str, row: Addressed, column: str, problems: list[Finding]) -> int | None:
    """Return the size in bytes."""
    if text.isascii() and text.isdigit() and len(text) <= 18:
        return int(text)
    problems.append(finding("table.size-unreadable", row.at(column), text))
    return None


def parse_siren(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return the nine digits of the French register of companies, whose last one is a check digit.

    The check is Luhn's (ISO/IEC 7812-1, annex B).
    """
    if not re.fullmatch("[0-9]{9}", text):
        digits = re.sub(r"[\s.]", "", text)
        meant = digits if re.fullmatch("[0-9]{9}", digits) else None
        problems.append(
            finding("table.siren-unreadable", row.at(column), text, suggestion=did_you_mean(meant))
        )
        return None
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in text[-2::-2])
    if (doubled + sum(int(digit) for digit in text[-1::-2])) % 10:
        problems.append(finding("table.siren-check-digit", row.at(column), text))
    return text


def parse_nuts(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return the NUTS code: a country's two letters and up to three digits or letters."""
    if re.fullmatch("[A-Z]{2}[0-9A-Z]{0,3}", text):
        return text
    problems.append(finding("table.nuts-unreadable", row.at(column), text))
    return None


_NUMBER = r"-?[0-9]{1,3}(?:\.[0-9]+)?"
_POINT = rf"\s*({_NUMBER})\s+({_NUMBER})\s*"
_POLYGON = re.compile(rf"POLYGON\s*\(\(({_POINT}(?:,{_POINT})+)\)\)", re.IGNORECASE)


def parse_bbox(text: str, row: Addressed, column: str, problems: list[Finding]) -> str | None:
    """Return the WKT polygon, a closed ring of points in degrees, longitude first."""
    if match := _POLYGON.fullmatch(text):
        points = [tuple(map(float, point.split())) for point in match[1].split(",")]
        within = all(
            abs(longitude) <= 180 and abs(latitude) <= 90 for longitude, latitude in points
        )
        if len(points) >= 4 and points[0] == points[-1] and within:
            return text
    problems.append(finding("table.bbox-unreadable", row.at(column), text))
    return None
