"""The unit that a heading says of the numbers below it: « Durée (min) », « Length in hours »."""

import re

from tressons_ld.catalogue.columns.durations import durations_meant

_WITHIN = re.compile(r"[(\[]([^()\[\]]{1,20})[)\]]|\b(?:en|in)\s+(\w{1,12})\s*$")
_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,2})?")


def with_unit(text: str, heading: str) -> str:
    """Return the text of a duration, with the unit of its heading where it is a bare number.

    >>> with_unit("45", "Length (mins)"), with_unit("1,5", "Durée en heures")
    ('45 mins', '1,5 heures')
    >>> with_unit("1 h 30", "Durée (min)"), with_unit("45", "Durée (totale)")
    ('1 h 30', '45')
    """
    if not _NUMBER.fullmatch(text.strip()):
        return text
    for found in _WITHIN.finditer(heading):
        said = f"{text.strip()} {(found[1] or found[2]).strip()}"
        if len(durations_meant(said)) == 1:
            return said
    return text
