"""Dates and periods: a year, a month or a day, and what lies between two of them.

Specification: XSD 1.1 part 2, sections 3.3.9 to 3.3.11 (https://www.w3.org/TR/xmlschema11-2/#date).
"""

import re

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.date_forms import date_form
from tressons_ld.catalogue.columns.readings import reading_remark
from tressons_ld.catalogue.columns.spelling import did_you_mean
from tressons_ld.findings.finding import Finding, finding
from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import date_datatype

OPEN = ".."
"""An end of a period that is not known (ISO 8601-2, as schema:temporalCoverage takes it)."""

_RANGE = re.compile(r"([0-9]{4})\s*(?:[-–—/]|à|to|et|and)\s*([0-9]{4}|[0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?(?:[T ]00:00.*)?")
_NUMERIC = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{4}")
_FROM_TO = re.compile(
    r"(?:de |du |des |entre |from |between )?(.*[0-9].*?)\s*(?: - |[–—]| à | au "
    r"| jusqu'(?:à|en|au) | to | until | et | and |(?<=/[0-9]{4})-(?=[0-9]{1,2}/))"
    r"\s*(?:le |the )?(.*[0-9].*)",
    re.IGNORECASE,
)
_TODAY = re.compile(
    r"(?:de |depuis |from |since )?(.*[0-9].*?)\s*(?: - |[–—-]| à | to | until | jusqu'à )\s*"
    r"(?:aujourd'hui|ce jour|nos jours|maintenant|présent|present|now|today|en cours|…|\.{2,3})",
    re.IGNORECASE,
)
_BEFORE = re.compile(r"(?:avant|before)(?: le)? (.*)", re.IGNORECASE)
_AFTER = re.compile(r"(?:après|after)(?: le)? (.*)", re.IGNORECASE)
_NO_END = re.compile(r"([0-9]{4}(?:-[0-9]{2}){0,2})\s?[-–—]")
_DECADE = re.compile(r"(?:les |the )?(?:années |annees )?([12][0-9]{2}0)(?:'?s)?", re.IGNORECASE)
_MONTHS_OF_A_YEAR = re.compile(
    r"(?:de |d'|from )?([^\W\d]+\.?)\s*(?: à | to |[–—/-])\s*([^\W\d]+\.?) ([0-9]{4})",
    re.IGNORECASE,
)
_AND, _BETWEEN = re.compile(r"\s(?:et|and)\s"), re.compile(r"entre |between ", re.IGNORECASE)
_LONGEST = 120
_SINCE = re.compile(r"(?:depuis|à partir de|since|from)(?: le)? (.*)", re.IGNORECASE)
_UNTIL = re.compile(r"(?:jusqu'(?:à|en|au)|until|up to|till)(?: le)? (.*)", re.IGNORECASE)


def parse_date(
    text: str, row: CellAddresses, column: str, problems: list[Finding], language: str = ""
) -> str | None:
    """Return the year, month or day: ``2019``, ``2019-06``, ``2019-06-30``.

    What can mean one of them only is read as that, and told (« juin 2019 »); what can mean several
    is not read: each is offered.

    Args:
        text: of the cell.
        row: where it stands.
        column: the name of its column.
        problems: what is to be told of it is added here.
        language: of the catalogue, which decides what 05/07/2020 is.
    """
    if date_datatype(text):
        return text
    if _is_range(text):
        problems.append(finding("table.year-range", row.at(column), text, suggestion=Text("", "")))
        return None
    form = date_form(text, language)
    if form.sure:
        problems.append(reading_remark(text, form.dates, row, column))
        return form.dates[0]
    suggestion = did_you_mean(*form.dates)
    if form.serial:
        code = "table.date-number"
    elif not form.dates and (_YEAR_FIRST.fullmatch(text) or _NUMERIC.fullmatch(text)):
        code = "table.date-impossible"
    elif re.search(r"[-/.: ]", text):
        code = "table.date-unreadable"
    else:
        code = "table.year-unreadable"
    problems.append(finding(code, row.at(column), text, mends=form.dates, suggestion=suggestion))
    return None


def parse_day(
    text: str, row: CellAddresses, column: str, problems: list[Finding], language: str = ""
) -> str | None:
    """Return a date as :func:`parse_date` does, where a day is wanted: nothing less is offered."""
    wrong: list[Finding] = []
    date = parse_date(text, row, column, wrong, language)
    for found in wrong:
        days = tuple(mend for mend in found.mends if len(mend) == len("2020-05-07"))
        if date is None and days != found.mends:
            found = finding(
                found.code, row.at(column), text, mends=days, suggestion=did_you_mean(*days)
            )
        problems.append(found)
    return date


def parse_period(
    text: str, row: CellAddresses, column: str, problems: list[Finding], language: str = ""
) -> str | None:
    """Return a period: one date, or two with a bar between, ``..`` for an end that is not known.

    ``2018 / 2021`` is read as ``2018/2021``, ``2018/`` as ``2018/..``; « de mai 2018 à 2021 » is
    read as ``2018-05/2021``, and told.

    Args:
        text: of the cell.
        row: where it stands.
        column: the name of its column.
        problems: what is to be told of it is added here.
        language: of the catalogue.
    """
    ends = [end.strip() or OPEN for end in text.split("/")]
    read = _ordered(ends) if len(ends) <= 2 and all(map(_is_end, ends)) else None
    if read is not None and read != OPEN:
        return _in_order(read, text, row, column, problems)
    said = _period_in_words(text, language)
    if said is not None:
        period = _in_order(said, text, row, column, problems)
        if period is not None:
            problems.append(reading_remark(text, (period,), row, column))
        return period
    meant = _period_meant(text, language)
    mends = (meant,) if meant else date_form(text, language).dates
    problems.append(
        finding(
            "table.period-unreadable",
            row.at(column),
            text,
            mends=mends,
            suggestion=did_you_mean(*mends),
        )
    )
    return None


def _is_end(text: str) -> bool:
    return text == OPEN or date_datatype(text) is not None


def _ordered(ends: list[str]) -> str:
    """Return a period of its ends; the open one where neither is known."""
    return OPEN if set(ends) == {OPEN} else "/".join(ends)


def _in_order(
    period: str, text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> str | None:
    """Return a period that ends after it begins; one date where both ends are the same."""
    known = [end for end in period.split("/") if end != OPEN]
    if len(known) == 2:
        start, end = (end[: min(map(len, known))] for end in known)
        if start > end:
            better = "/".join(reversed(known))
            problems.append(
                finding(
                    "table.period-reversed", row.at(column), text, mends=(better,), better=better
                )
            )
            return None
        if known[0] == known[1]:
            return known[0]
    return period


def _period_in_words(text: str, language: str) -> str | None:
    """Return the period that a text can mean, and no other, or None.

    >>> _period_in_words("de mai 2018 à 2021", "fr"), _period_in_words("depuis 2018", "fr")
    ('2018-05/2021', '2018/..')
    """
    plain = " ".join(text.replace("’", "'").split())
    if len(plain) > _LONGEST or (_AND.search(plain) and not _BETWEEN.match(plain)):
        return None
    if match := _RANGE.fullmatch(plain):
        if not _is_range(plain):
            return _sure(plain, language) or None
        start, end = match.groups()
        years = (start, end if len(end) == 4 else start[:2] + end)
        return "/".join(years) if all(map(date_datatype, years)) else None
    if match := _MONTHS_OF_A_YEAR.fullmatch(plain):
        ends = [_sure(f"{month} {match[3]}", language) for month in match.groups()[:2]]
        if all(ends):
            return "/".join(ends)
    if match := _FROM_TO.fullmatch(plain):
        ends = [_sure(end, language) for end in match.groups()]
        return "/".join(ends) if all(ends) else None
    for pattern, start, end in ((_SINCE, "", f"/{OPEN}"), (_UNTIL, f"{OPEN}/", "")):
        if (match := pattern.fullmatch(plain)) and (date := _sure(match[1], language)):
            return start + date + end
    ends = [_sure(end.strip(), language) for end in plain.split("/")]
    if len(ends) == 2 and all(ends):
        return "/".join(ends)
    return _sure(plain, language) or None


def _sure(text: str, language: str) -> str:
    """Return the date that a text is read as, or "" where it is none."""
    if date_datatype(text):
        return text
    form = date_form(text, language)
    return form.dates[0] if form.sure else ""


def _period_meant(text: str, language: str) -> str | None:
    """Return the period that a text may stand for, or None.

    >>> _period_meant("2018 (ou 2021 ?)", "fr"), _period_meant("avant 2018", "fr")
    ('2018/2021', '../2018')
    >>> _period_meant("années 1990", "fr"), _period_meant("de 2018 à nos jours", "fr")
    ('1990/1999', '2018/..')
    >>> _period_meant("2018 -", "fr")
    '2018/..'
    """
    plain = " ".join(text.replace("’", "'").split())
    if len(plain) > _LONGEST:
        return None
    for pattern, start, end in (
        (_TODAY, "", f"/{OPEN}"),
        (_AFTER, "", f"/{OPEN}"),
        (_BEFORE, f"{OPEN}/", ""),
    ):
        if (match := pattern.fullmatch(plain)) and (date := _sure(match[1], language)):
            return start + date + end
    if match := _NO_END.fullmatch(plain):
        return f"{match[1]}/{OPEN}"
    if match := _DECADE.fullmatch(plain):
        return f"{match[1]}/{match[1][:3]}9"
    years = sorted(re.findall("(?<![0-9])[0-9]{4}(?![0-9])", plain))
    return "/".join(years) if len(years) == 2 and all(map(date_datatype, years)) else None


def _is_range(text: str) -> bool:
    """Return whether the text names two years: ``2019-2020``, ``2019-20``, but not ``2019-06``."""
    match = _RANGE.fullmatch(text)
    return match is not None and (
        len(match[2]) == 4 or int(match[2]) > max(12, int(match[1]) % 100)
    )


def bounds_of(period: str) -> tuple[str | None, str | None]:
    """Return the first and the last year, month or day of a period, None where one is open.

    >>> bounds_of("2018/2021"), bounds_of("2019-06"), bounds_of("2018/..")
    (('2018', '2021'), ('2019-06', '2019-06'), ('2018', None))
    """
    start, bar, end = period.partition("/")
    known = [None if each == OPEN else each for each in (start, end if bar else start)]
    return known[0], known[1]


def is_before(date: str, other: str) -> bool:
    """Return whether a year, month or day surely lies before another, as far as both say.

    >>> is_before("2019", "2020-06"), is_before("2020", "2020-06")
    (True, False)
    """
    known = min(len(date), len(other))
    return date[:known] < other[:known]
