"""Number formats of spreadsheets that show a number as a date: a year, a month, a day, an hour.

Format: ECMA-376 part 1, section 18.8.30 (numFmt), with its table of built-in formats.
"""

import datetime
import re
from collections import Counter
from functools import cache, lru_cache

from tressons_ld.catalogue.tables.shown_numbers import GENERAL
from tressons_ld.findings.language import MONTHS, Text
from tressons_ld.findings.messages import sentence

# ECMA-376 part 1, section 18.8.30, with those of East Asian languages (27-36, 50-58): dates.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "d/m/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "d/m/yyyy h:mm",
    37: "#,##0 ;(#,##0)",
    38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    48: "##0.0E+0",
    49: "@",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "d/m/yyyy"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|E[+-]', re.IGNORECASE)
_DATE = re.compile("[dmyhs]", re.IGNORECASE)
_DATE_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<elapsed>h+|m+|s+)\]|\[[^\]]*\]|(?P<half>AM/PM|A/P)|(?P<letters>y+|m+|d+|h+|s+)|(?P<sign>.)',
    re.IGNORECASE | re.DOTALL,
)
FIRST_MOMENT = datetime.datetime(1899, 12, 30)
"""That of the number 0."""

_SHORT = {"janvier": "janv.", "février": "févr.", "juillet": "juil."}
_WEEKDAYS = (
    sentence("table.monday"),
    sentence("table.tuesday"),
    sentence("table.wednesday"),
    sentence("table.thursday"),
    sentence("table.friday"),
    sentence("table.saturday"),
    sentence("table.sunday"),
)


@cache
def is_date(code: str) -> bool:
    """Return whether a format shows a number as a day or an hour.

    >>> [
    ...     is_date(code)
    ...     for code in ("General", "0.00", "dd/mm/yyyy", '0" days"', "[Red]0", "[h]:mm")
    ... ]
    [False, False, True, False, False, True]
    """
    first = _LITERAL.sub("", code).partition(";")[0]
    return first.strip().lower() != "general" and bool(_DATE.search(first))


@cache
def shows_hour(code: str) -> bool:
    """Return whether a date format shows the hour.

    >>> [shows_hour(code) for code in ("d/m/yyyy", "d/m/yyyy h:mm", "mm:ss")]
    [False, True, True]
    """
    return bool(re.search("[hs]", _LITERAL.sub("", code).partition(";")[0], re.IGNORECASE))


@cache
def shows_elapsed(code: str) -> bool:
    """Return whether a date format shows how long, as « 26:30 », and no hour of a day.

    >>> [shows_elapsed(code) for code in ("[h]:mm", "[mm]:ss", "h:mm", "[Red]h:mm")]
    [True, True, False, False]
    """
    return any(found["elapsed"] for found in _DATE_TOKEN.finditer(code))


@lru_cache(10_000)
def date_shown(code: str, moment: datetime.datetime) -> Text:
    r"""Return what a date format shows of a moment, in the words of each language.

    Args:
        code: a format that :func:`is_date` knows.
        moment: the moment; for a time alone, one of 30 December 1899, the first day of all.

    >>> moment = datetime.datetime(2024, 2, 1, 9, 5)
    >>> [
    ...     date_shown(code, moment).fr
    ...     for code in ("d-mmm", "[$-40C]mmmm\\ yy;@", "dd/mm/yyyy h:mm", "h:mm AM/PM")
    ... ]
    ['1-févr.', 'février 24', '01/02/2024 9:05', '9:05 AM']
    >>> date_shown("[h]:mm", FIRST_MOMENT + datetime.timedelta(hours=26, minutes=5)).fr
    '26:05'
    """
    first = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code, maxsplit=1)[0]
    tokens = list(_DATE_TOKEN.finditer(first))
    kinds = [(found["letters"] or found["elapsed"] or "").lower() for found in tokens]
    for index, kind in enumerate(kinds):
        before = next((each for each in reversed(kinds[:index]) if each), "")
        after = next((each for each in kinds[index + 1 :] if each), "")
        clock = before[:1] == "h" or after[:1] == "s"
        if kind in ("m", "mm") and (clock or tokens[index]["elapsed"]):
            kinds[index] = kind.replace("m", "n")
    half = any(found["half"] for found in tokens)
    french, english = (
        "".join(
            _piece(found, kind, moment, half=half, language=language)
            for found, kind in zip(tokens, kinds, strict=True)
        )
        for language in ("fr", "en")
    )
    return Text(french.strip(), english.strip())


def _piece(
    found: re.Match[str], kind: str, moment: datetime.datetime, *, half: bool, language: str
) -> str:
    """Return what a piece of a date format shows; ``n`` stands for minutes."""
    if found["half"]:
        return "AM" if moment.hour < 12 else "PM"
    if found["elapsed"]:
        unit = {"h": 3600, "s": 1}.get(kind[0], 60)
        return f"{int((moment - FIRST_MOMENT).total_seconds()) // unit:0{len(kind)}d}"
    if not kind:
        return found["quoted"] or found["escaped"] or found["sign"] or ""
    length = len(kind)
    if kind[0] == "y":
        return f"{moment.year:04d}"[0 if length > 2 else 2 :]
    if kind[0] in "hns" or length < 3:
        hour = (moment.hour % 12 or 12) if half else moment.hour
        numbers = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute}
        return f"{numbers.get(kind[0], moment.second):0{min(length, 2)}d}"
    words = MONTHS[moment.month - 1] if kind[0] == "m" else _WEEKDAYS[moment.weekday()]
    name = words.in_language(language)
    if length > 3:
        return name[0].upper() if length == 5 else name
    return _SHORT.get(name, name if len(name) < 5 and language == "fr" else name[:3])


def date_part(code: str, day: str) -> str | None:
    """Return what a date format shows of a day: its year, its month or itself.

    Args:
        code: a format that :func:`is_date` knows.
        day: ``2019-06-01``.

    Returns:
        None where the format shows no year, or a year and a day without a month.

    >>> [date_part(code, "2019-06-01") for code in ("yyyy", "mmm-yy", "d mmmm yyyy", "dd-mmm")]
    ['2019', '2019-06', '2019-06-01', None]
    """
    letters = _LITERAL.sub("", code).partition(";")[0].lower()
    # An m beside hours or seconds is minutes.
    letters = re.sub(r"(?<=h)[^a-z]*m+|m+(?=[^a-z]*s)", "", letters)
    parts = {letter for letter in "ymd" if letter in letters}
    if parts == {"y", "m", "d"}:
        return day
    return {"y": day[:4], "my": day[:7]}.get("".join(sorted(parts)))


def date_part_shown(text: str, day: str) -> str | None:
    """Return what a text shows of a day, as :func:`date_part` does.

    >>> shown = ("2019", "juin 19", "06/2019", "sam. 1 juin 2019", "1 juin", "T2 2019", "samedi")
    >>> [date_part_shown(text, "2019-06-01") for text in shown]
    ['2019', '2019-06', '2019-06', '2019-06-01', None, None, None]
    """
    if not text.strip():
        return day
    year, month, number = (int(part) for part in day.split("-"))
    numbers = [int(digits) for digits in re.findall("[0-9]+", text)]
    word = bool(re.search(r"[^\W\d_]", text))
    years = {year, year % 100}
    if len(numbers) + word >= 3:
        left = Counter(numbers) - Counter([number] if word else [number, month])
        taken = len(numbers) - left.total()
        return day if taken == 2 - word and not years.isdisjoint(left) else None
    if numbers == [year] and not word:
        return day[:4]
    if word and len(numbers) == 1:
        return day[:7] if numbers[0] in years - {number} else None
    if sorted(numbers) in (sorted((month, each)) for each in years - {number}):
        return day[:7]
    return None
