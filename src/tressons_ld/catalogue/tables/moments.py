"""The moment, or the length of time, that a number of days in a cell stands for.

Format: ECMA-376 part 1, section 18.17.4 (dates and times).
"""

import datetime
import re
from contextlib import suppress

from tressons_ld.catalogue.tables.number_formats import FIRST_MOMENT
from tressons_ld.catalogue.tables.typed_values import text_of

_CLOCK = re.compile("([0-9]{2,}):([0-9]{2}):([0-9]{2})")
# Days up to the year 9999.
_MOST_DAYS = 2_958_465


def elapsed_time(number: float) -> str:
    """Return how many hours, minutes and seconds a number of days is.

    >>> elapsed_time(1.104166666666)
    '26:30:00'
    """
    if not 0 <= number < _MOST_DAYS:
        return "########"
    minutes, seconds = divmod(round(number * 86400), 60)
    return f"{minutes // 60:02d}:{minutes % 60:02d}:{seconds:02d}"


def moment_shown(text: str) -> datetime.datetime | None:
    """Return the moment of a text of :func:`moment_of` or :func:`elapsed_time`."""
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds = map(int, found.groups())
        return FIRST_MOMENT + datetime.timedelta(hours=hours, minutes=minutes, seconds=seconds)
    with suppress(ValueError):
        return datetime.datetime.fromisoformat(text)
    return None


def moment_of(number: float, epoch: datetime.datetime) -> str:
    """Return the day, the hour, or both, that a number of days stands for.

    Excel takes 1900 for a leap year: before 1 March 1900 its numbers are one day behind.

    >>> epoch = datetime.datetime(1899, 12, 30)
    >>> [moment_of(number, epoch) for number in (43958, 43958.4375, 0.5, 1)]
    ['2020-05-07', '2020-05-07T10:30:00', '12:00:00', '1900-01-01']
    """
    if epoch.year == 1899 and 1 <= number < 60:
        number += 1
    try:
        moment = epoch + datetime.timedelta(seconds=round(number * 86400))
    except (OverflowError, ValueError):
        # What a spreadsheet shows of a date that there is not.
        return "########"
    if 0 <= number < 1:
        return moment.time().isoformat()
    return text_of(moment) or ""
