"""Dates and periods: a year, a month or a day, and what lies between two of them.

Specification: XSD 1.1 part 2, sections 3.3.9 to 3.3.11 (https://www.w3.org/TR/xmlschema11-2/#date).
"""

import datetime
import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.spelling import did_you_mean, without_accents
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import date_datatype

OPEN = ".."
"""An end of a period that is not known (ISO 8601-2, as schema:temporalCoverage takes it)."""

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
_COUNTED = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_FIRST_DAY = datetime.date(1899, 12, 30)
# 1980 and 2099: what lies beyond is more likely a slip of the finger.
_FIRST_COUNTED, _LAST_COUNTED = 29221, 73050
_MISTAKEN_DIGITS = str.maketrans("lIiOo", "11100")


def parse_date(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return the year, month or day as it stands: ``2019``, ``2019-06``, ``2019-06-30``."""
    if date_datatype(text):
        return text
    meant = _date_meant(text)
    suggestion = did_you_mean(meant)
    if _is_range(text):
        code, suggestion = "table.year-range", Text("", "")
    elif meant is None and _YEAR_FIRST.fullmatch(text):
        code = "table.date-impossible"
    elif day := day_of_number(text):
        code, suggestion = "table.date-number", Text(day, day)
    elif re.search(r"[-/. ]", text):
        code = "table.date-unreadable"
    else:
        code = "table.year-unreadable"
    problems.append(finding(code, row.at(column), text, suggestion=suggestion))
    return None


def parse_period(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> str | None:
    """Return a period: one date, or two with a bar between, ``..`` for an end that is not known.

    ``2018 / 2021`` is read as ``2018/2021``, ``2018/`` as ``2018/..``.
    """
    ends = [end.strip() or OPEN for end in text.split("/")]
    known = [end for end in ends if end != OPEN]
    if len(ends) > 2 or not known or not all(map(date_datatype, known)):
        suggestion = did_you_mean(_period_meant(text) or day_of_number(text))
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


def day_of_number(text: str) -> str | None:
    """Return the day that a spreadsheet counts by a number of these years, or None.

    >>> day_of_number("43990"), day_of_number("43990.5"), day_of_number("2019")
    ('2020-06-08', '2020-06-08', None)
    """
    found = _COUNTED.fullmatch(text)
    if found is None or not _FIRST_COUNTED <= int(found[1]) <= _LAST_COUNTED:
        return None
    return (_FIRST_DAY + datetime.timedelta(days=int(found[1]))).isoformat()


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


def bounds_of(period: str) -> tuple[str | None, str | None]:
    """Return the first and the last year, month or day of a period, None where one is open.

    >>> bounds_of("2018/2021"), bounds_of("2019-06"), bounds_of("2018/..")
    (('2018', '2021'), ('2019-06', '2019-06'), ('2018', None))
    """
    start, bar, end = period.partition("/")
    known = [None if each == OPEN else each for each in (start, end if bar else start)]
    return known[0], known[1]
