"""Dates as people and programs write them, and the year, month or day that each stands for.

A form that can mean one date only is read as that; of one that can mean several, or that says how
sure it is (« vers 2020 », ``cop. 2019``), each is offered, and nothing is read.
"""

import datetime
import re
from collections.abc import Callable
from typing import NamedTuple

from tressons_ld.catalogue.columns.spelling import without_accents
from tressons_ld.rdf.terms import date_datatype

_MONTHS = (
    "janvier january janv jan januar januari enero gennaio janeiro ene gen janner",
    "fevrier february fevr fev feb februar februari febrero febbraio fevereiro",
    "mars march mar marz maerz maart marzo marco mrz",
    "avril april avr apr abril aprile abr",
    "mai may mei mayo maggio maio mag",
    "juin june jun juni junio giugno junho giu",
    "juillet july juil jul juli julio luglio julho lug",
    "aout august aug augustus agosto ago",
    "septembre september sept sep septiembre setiembre settembre setembro set",
    "octobre october oct oktober okt octubre ottobre outubro ott out",
    "novembre november nov noviembre novembro",
    "decembre december dec dezember dez diciembre dicembre dezembro dic",
)
_MONTH_NUMBERS = {name: i for i, names in enumerate(_MONTHS, 1) for name in names.split()}
_WEEKDAYS = {
    name: i
    for i, names in enumerate(
        (
            "lundi monday mon lun montag",
            "mardi tuesday tue tues dienstag",
            "mercredi wednesday wed mer mittwoch",
            "jeudi thursday thu thur thurs jeu donnerstag",
            "vendredi friday fri ven freitag",
            "samedi saturday sat sam samstag",
            "dimanche sunday sun dim sonntag",
        )
    )
    for name in names.split()
}
# Languages whose numbers of a day stand before those of the month, and no other way (CLDR).
_DAY_FIRST = frozenset(
    re.findall(
        "[a-z]+",
        "fr es it pt de nl ro pl cs sk da no nb nn fi el bg hr sl et lv ca gl oc br co cy ga is lb"
        " mk sq sr tr ru uk ar he id vi",
    )
)
_OLDEST_SERIAL, _LATEST_SERIAL = 25_569, 62_091
"""Days that a spreadsheet counts from 1899-12-30: those of 1970 to 2069."""
_YEAR_OF_TWO_DIGITS = 30
"""From this year on, two digits are a year of the last century, as in spreadsheets."""
_LONGEST = 80

_ZONE = r"\s?(?:Z|UTC|GMT|[+-][0-9]{2}:?(?:[0-9]{2})?)"
_ISO_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:[.,][0-9]+)?)?)?"
    rf"(?:{_ZONE})?"
)
_TIME_AFTER = re.compile(
    r"(?:,? (?:a |at |um )?[0-9]{1,2}[:h][0-9]{2}(?::[0-9]{2})?"
    r"(?: ?[ap]m)?(?: ?(?:gmt|utc|[+-][0-9]{2}:?[0-9]{2}))?)$"
)
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:t[0-9]{4,6}z?)?")
_IDEOGRAMS = re.compile("([0-9]{4})[年년] ?(?:([0-9]{1,2})[月월] ?(?:([0-9]{1,2})[日일])?)?")
# What says that the year which follows is not the one meant, or is one of ten.
_NOT_THAT_YEAR = re.compile(
    r"\b(?:avant|apres|before|after|post|ante|jusqu|until|depuis|since|annees|the)\b|[<>]"
    r"|[0-9]{4}'?s\b|\bsiecle|\bcentury"
)
_COMPACT_MONTH = re.compile(r"([12][0-9]{3})([0-9]{2})")
_YEAR_FIRST = re.compile(r"([0-9]{4})\s?[./-]\s?([0-9]{1,2})(?:\s?[./-]\s?([0-9]{1,2}))?\.?")
_YEAR_LAST = re.compile(r"([0-9]{1,2})\s?[./-]\s?([0-9]{1,2})\s?[./-]\s?([0-9]{4}|[0-9]{2})")
_MONTH_FIRST = re.compile(r"([0-9]{1,2})\s?[./-]\s?([0-9]{4}|[0-9]{2})")
_SPACED = re.compile(r"([0-9]{4}) ([0-9]{2})(?: ([0-9]{2}))?")
_DAY = re.compile(r"(?<![0-9-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9-])")
# « du 7 au 8 mai 2020 », « 7-8 mai 2020 ».
_TWO_DAYS = re.compile(
    r"(?:du |le |les |from )?([0-9]{1,2})(?:er|st|nd|rd|th)? ?(?:-|/|&|et|and|au|to|bis|a) ?"
    r"([0-9]{1,2}(?:er|st|nd|rd|th)? ?[^0-9].*)"
)
# What says how sure a date is, or what it is the date of.
_ABOUT = re.compile(
    r"^(?:(?:vers|circa|ca?|env|environ|autour de|about|around|approx|probablement|cop|copyright"
    r"|impr|dl|depot legal|ed|paru|parue|publie|publiee|published|um)\b[.:]? ?)+"
    r"(?:en |le |in |on )?"
)
_DECIMAL = re.compile(r"([0-9]{4})[.,]0+")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
_TOKENS = re.compile(r"[a-z]+|[0-9]+|[^\sa-z0-9]")
_FILLERS = frozenset(
    ["le", "de", "del", "of", "the", "den", "der", "du", "d", ",", ".", "-", "/", "'"]
)
_ORDINALS = frozenset(["er", "st", "nd", "rd", "th", "o", "°"])
_ASIDE = re.compile(r"\s*[(\[][^()\[\]]*[)\]]$")
_BETWEEN_DAYS = re.compile(r"\s+(?:-|–|—|au|to|bis|al)\s+")
_ROMAN_YEAR = re.compile(r"m{1,2}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})\.?")
_PLAIN_BEFORE = re.compile(r"^(?:en|in|annee|year|le|the|am|im) (?=\S)")
_MISTAKEN_DIGITS = str.maketrans("lIiOo", "11100")


class DateForm(NamedTuple):
    """What a text says as a date.

    Attributes:
        dates: each year, month or day that it can mean, the likeliest first.
        sure: whether it is read as the first, without asking.
        serial: whether it is the number of a day, as spreadsheets count them.
    """

    dates: tuple[str, ...]
    sure: bool
    serial: bool = False


_NOTHING = DateForm((), sure=False)


def date_form(text: str, language: str) -> DateForm:
    """Return the dates that a text can mean, and whether the first is what it says.

    Args:
        text: of a cell, which is no date as it stands.
        language: of the catalogue: « 05/07/2020 » is the 5th of July in French, in English it may
            be the 7th of May too.

    >>> date_form("mars 2020", "fr"), date_form("cop. 2019", "fr").dates
    (DateForm(dates=('2020-03',), sure=True, serial=False), ('2019',))
    >>> date_form("05/07/2020", "en")
    DateForm(dates=('2020-07-05', '2020-05-07'), sure=False, serial=False)
    """
    if len(text) > _LONGEST:
        return _NOTHING
    plain = " ".join(without_accents(text).split())
    if (match := _ISO_TIME.fullmatch(plain)) and date_datatype(match[1]):
        return _form([match[1]], sure=True)
    plain = _PLAIN_BEFORE.sub("", plain.lower(), count=1)
    for read in _FORMS:
        found = read(plain, language)
        if found is not None:
            return found
    if _NOT_THAT_YEAR.search(plain):
        return _NOTHING
    if days := _DAY.findall(plain) or _two_days(plain, language):
        return _form(days, sure=False)
    if (said := _ABOUT.sub("", plain)) != plain and (form := date_form(said, language)).dates:
        return form._replace(sure=False)
    if (form := _set_apart(plain, language)).dates:
        return form
    if _ROMAN_YEAR.fullmatch(plain):
        return _form([_roman(plain.rstrip("."))], sure=False)
    digits = text.translate(_MISTAKEN_DIGITS)
    if digits != text and date_datatype(digits):
        return DateForm((digits,), sure=False)
    years = re.findall(r"(?<![0-9])[12][0-9]{3}(?![0-9])", plain)
    return _form(years, sure=False) if len(years) <= 3 else _NOTHING


def _set_apart(plain: str, language: str) -> DateForm:
    """Return what a text says with words in brackets, « mars 2020 (mise en ligne) », or twice."""
    bare = {" ".join(re.sub(r"[()\[\]]", " ", plain).split()), _ASIDE.sub("", plain)} - {plain, ""}
    forms = [date_form(text, language) for text in sorted(bare)]
    if match := _BETWEEN_DAYS.search(plain):
        ends = (plain[: match.start()], plain[match.end() :])
        first, last = (date_form(end, language) for end in ends)
        if first.sure and last.sure:
            forms.append(_form([first.dates[0], last.dates[0]], sure=False))
    # Of years alone, each is offered that the words around name.
    precise = [form for form in forms if form.dates and len(form.dates[0]) > len("2020")]
    return max(precise, key=lambda form: len(form.dates[0]), default=_NOTHING)._replace(sure=False)


def _roman(numeral: str) -> str:
    """Return the year of Roman numerals.

    >>> _roman("mmxx"), _roman("mcmxciv")
    ('2020', '1994')
    """
    values = [{"m": 1000, "d": 500, "c": 100, "l": 50, "x": 10, "v": 5, "i": 1}[c] for c in numeral]
    after = [*values[1:], 0]
    return str(sum(-one if one < two else one for one, two in zip(values, after, strict=True)))


def _two_days(plain: str, language: str) -> list[str]:
    """Return the two days of one month that a text names, in their order."""
    if not (match := _TWO_DAYS.fullmatch(plain)):
        return []
    last = date_form(match[2], language).dates
    if not last or len(last[0]) != len("2020-05-08"):
        return []
    return [f"{last[0][:-2]}{match[1].zfill(2)}", last[0]]


def _form(dates: list[str], *, sure: bool, serial: bool = False) -> DateForm:
    valid = tuple(dict.fromkeys(date for date in dates if date and date_datatype(date)))
    return DateForm(valid, sure=sure and bool(valid), serial=serial)


def _after_a_word(plain: str, _language: str) -> DateForm | None:
    return _form([plain], sure=True) if date_datatype(plain) else None


def _with_time(plain: str, language: str) -> DateForm | None:
    before = _TIME_AFTER.sub("", plain)
    return None if before == plain else date_form(before, language)


def _compact(plain: str, _language: str) -> DateForm | None:
    if match := _COMPACT.fullmatch(plain):
        return _form([_date(*match.groups())], sure="1000" <= match[1] < "3000")
    if match := _COMPACT_MONTH.fullmatch(plain):
        return _form([_date(*match.groups())], sure=False)
    return None


def _year_first(plain: str, _language: str) -> DateForm | None:
    if match := _DECIMAL.fullmatch(plain):
        return _form([match[1]], sure=True)
    if match := _SPACED.fullmatch(plain):
        return _form([_date(*match.groups())], sure=False)
    match = _YEAR_FIRST.fullmatch(plain)
    if match is None:
        return None
    # 2019.5 is a number too: half of a year.
    if (known := _without_zeros(*match.groups())) is not None:
        return known
    read = _form([_date(*match.groups())], sure=not re.fullmatch(r"[0-9]{4}\.[0-9]", plain))
    if read.dates or not match[3]:
        return read
    return _form([_date(match[1], match[3], match[2])], sure=False)


def _without_zeros(year: str, month: str, day: str | None) -> DateForm | None:
    """Read a date whose day, or day and month, are zeros, as a database writes what it lacks."""
    if len(year) < 4 or day is None or day.strip("0"):
        return None
    return _form([_date(year, month) if month.strip("0") else year], sure=True)


def _ideograms(plain: str, _language: str) -> DateForm | None:
    match = _IDEOGRAMS.fullmatch(plain)
    if match is None:
        return None
    year, *others = match.groups()
    return _form(["-".join(part.zfill(2) for part in (year, *others) if part)], sure=True)


def _year_last(plain: str, language: str) -> DateForm | None:
    match = _YEAR_LAST.fullmatch(plain)
    if match is None:
        return None
    one, two, year = match.groups()
    if (known := _without_zeros(year, two, one)) is not None:
        return known
    short = len(year) == 2
    day_first, month_first = (_date(_full(year), *parts) for parts in ((two, one), (one, two)))
    known = _form([day_first, month_first], sure=True)
    # « 20-03-05 » may be written from the year on.
    year_first = [_date(_full(one.zfill(2)), two, year)] if short and "-" in plain else []
    if len(known.dates) < 2:
        return _form([*known.dates, *year_first], sure=known.sure and not short)
    told = language in _DAY_FIRST
    if short:
        return _form([*(known.dates[:1] if told else known.dates), *year_first], sure=False)
    return known._replace(sure=told)


def _month_first(plain: str, _language: str) -> DateForm | None:
    match = _MONTH_FIRST.fullmatch(plain)
    if match is None:
        return None
    month, year = match.groups()
    return _form([_date(_full(year), month)], sure=len(year) == 4)


def _day_number(plain: str, _language: str) -> DateForm | None:
    match = _SERIAL.fullmatch(plain)
    if match is None or not _OLDEST_SERIAL <= int(match[1]) <= _LATEST_SERIAL:
        return None
    day = datetime.date(1899, 12, 30) + datetime.timedelta(int(match[1]))
    return _form([day.isoformat()], sure=False, serial=True)


def _in_words(plain: str, _language: str) -> DateForm | None:
    """Read « jeudi 7 mai 2020 », ``May 7th, 2020``, ``7-mai-20``, ``mai-20``, ``2020, mai``."""
    words, numbers = [], []
    for token in _TOKENS.findall(plain):
        if token.isdigit():
            numbers.append(token)
        elif token in _FILLERS or (numbers and token in _ORDINALS):
            continue
        else:
            words.append(token)
    months = [word for word in words if word in _MONTH_NUMBERS]
    weekdays = [word for word in words if word in _WEEKDAYS and word not in months]
    if len(months) != 1 or len(months) + len(weekdays) != len(words) or not 1 <= len(numbers) <= 2:
        return None
    long = [number for number in numbers if len(number) == 4]
    day = [number for number in numbers if number not in long]
    if len(long) > 1 or len(weekdays) > 1 or any(len(number) > 2 for number in day):
        return None
    sure = bool(long)
    if not long:
        # « mai-20 » is a month; « 20-mai » is a day of a year that is not said.
        if len(day[-1]) < 2 or (len(day) == 1 and plain[0].isdigit()):
            return _NOTHING
        long = [_full(day.pop())]
    month = str(_MONTH_NUMBERS[months[0]])
    date = _date(long[0], month, day[0] if day else None)
    if weekdays and date_datatype(date) and len(date) == 10:
        sure = sure and datetime.date.fromisoformat(date).weekday() == _WEEKDAYS[weekdays[0]]
    return _form([date], sure=sure)


_FORMS: tuple[Callable[[str, str], DateForm | None], ...] = (
    _after_a_word,
    _with_time,
    _compact,
    _year_first,
    _ideograms,
    _year_last,
    _month_first,
    _day_number,
    _in_words,
)


def _full(year: str) -> str:
    """Return the four digits of a year."""
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) < _YEAR_OF_TWO_DIGITS else f"19{year}"


def _date(year: str, month: str, day: str | None = None) -> str:
    return "-".join(part.zfill(2) for part in (year, month, day) if part)
