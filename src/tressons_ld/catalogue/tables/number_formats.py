"""Number formats of spreadsheets: what a number is shown as, a year, a month, a day, 00042, 50 %.

Format: ECMA-376 part 1, section 18.8.30 (numFmt), with its table of built-in formats.
"""

import re
from decimal import Decimal
from functools import cache

GENERAL = "General"

# ECMA-376 part 1, section 18.8.30, with those of East Asian languages (27-36, 50-58): dates.
BUILT_IN = {
    0: GENERAL,
    1: "0",
    2: "0.00",
    9: "0%",
    10: "0.00%",
    14: "d/m/yyyy",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "d/m/yyyy h:mm",
    **dict.fromkeys((*range(27, 37), *range(50, 59)), "d/m/yyyy"),
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
}
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[(?![hms]+\])[^\]]*\]|E[+-]', re.IGNORECASE)
_DATE = re.compile("[dmyhs]", re.IGNORECASE)
_PLAIN = re.compile(r"(?P<whole>0+)(?P<decimals>\.0+)?(?P<percent>[ \xa0\u202f]?%)?")


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
    if not parts or parts == {"y", "m", "d"}:
        return day
    return {"y": day[:4], "my": day[:7]}.get("".join(sorted(parts)))


def date_part_shown(shown: str, day: str) -> str | None:
    """Return what a text shows of a day, as :func:`date_part` does.

    >>> shown = ("2019", "juin 19", "06/2019", "1 juin 2019", "1 juin")
    >>> [date_part_shown(text, "2019-06-01") for text in shown]
    ['2019', '2019-06', '2019-06', '2019-06-01', None]
    """
    year, month, number = (int(part) for part in day.split("-"))
    numbers = [int(digits) for digits in re.findall("[0-9]+", shown)]
    word = bool(re.search(r"[^\W\d_]", shown))
    if not numbers or len(numbers) + word >= 3:
        return day
    if numbers == [year] and not word:
        return day[:4]
    years = {year, year % 100}
    if word and len(numbers) == 1:
        return day[:7] if numbers[0] in years - {number} else None
    if sorted(numbers) in (sorted((month, each)) for each in years - {number}):
        return day[:7]
    return None


def number_shown(code: str, text: str) -> str:
    """Return what a number is shown as, where its format adds zeros, decimals or a percent sign.

    Args:
        code: the format.
        text: the number as a person would type it.

    >>> number_shown("00000", "42"), number_shown("0.00", "2.1"), number_shown("0 %", "0.5")
    ('00042', '2.10', '50 %')
    >>> number_shown("General", "0.5"), number_shown("#,##0", "42"), number_shown("0", "nan")
    ('0.5', '42', 'nan')
    """
    found = _PLAIN.fullmatch(code.partition(";")[0].replace("\\", "").replace('"', ""))
    if found is None:
        return text
    percent = found["percent"] or ""
    decimals = len(found["decimals"] or ".") - 1
    number = Decimal(text) * (100 if percent else 1)
    if not number.is_finite():
        return text
    whole, dot, rest = f"{abs(number):.{decimals}f}".partition(".")
    sign = "-" if number < 0 else ""
    return f"{sign}{whole.zfill(len(found['whole']))}{dot}{rest}{percent}"
