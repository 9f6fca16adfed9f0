"""Number formats of spreadsheets: whether a number is shown as a date.

Format: ECMA-376 part 1, section 18.8.30 (numFmt), with its table of built-in formats.
"""

import re
from functools import cache

GENERAL = "General"

# ECMA-376 part 1, section 18.8.30, with those of East Asian languages (27-36, 50-58): dates.
BUILT_IN = {
    0: GENERAL,
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
