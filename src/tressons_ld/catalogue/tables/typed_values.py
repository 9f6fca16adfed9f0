"""Values that JSON and workbooks give a type -> the text that a person would type for them."""

import datetime
import math


def text_of(value: object) -> str | None:
    """Return the text of a number, a day or a text as a person would type it, or None.

    >>> text_of(2019.0), text_of(datetime.datetime(2020, 5, 7))
    ('2019', '2020-05-07')
    """
    match value:
        case str():
            return value
        case bool():
            return None
        case int():
            return str(value)
        case float() if math.isfinite(value):
            return str(int(value)) if value.is_integer() else repr(value)
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime() | datetime.date() | datetime.time():
            return value.isoformat()
        case _:
            return None
