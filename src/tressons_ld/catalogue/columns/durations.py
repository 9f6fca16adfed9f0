"""How long and how many pages: durations of ISO 8601 and whole numbers, and what people write.

A duration is ``PT1H30M`` (XSD 1.1 part 2, section 3.3.6; it has no weeks). « 1 h 30 », « 90 min »
and « 01:30:00 » mean one thing and are read, and told; « 01:30 », hours or minutes first, is not.
"""

import re
from collections.abc import Mapping
from fractions import Fraction

from tressons_ld.catalogue.columns.cell_texts import CellAddresses
from tressons_ld.catalogue.columns.readings import reading_remark
from tressons_ld.catalogue.columns.spelling import did_you_mean, without_accents
from tressons_ld.findings.finding import Finding, finding

# At most eight digits: readers count a duration in days, and fail on more than a thousand million.
_ISO = re.compile(
    r"P(?=[0-9T])(?:[0-9]{1,8}Y)?(?:[0-9]{1,8}M)?(?:[0-9]{1,8}D)?"
    r"(?:T(?=[0-9])(?:[0-9]{1,8}H)?(?:[0-9]{1,8}M)?(?:[0-9]{1,8}S)?)?"
)
# In French, English, German, Spanish and Italian, without accents: patterns, as « ans? » is one.
_UNITS = {
    "Y": "ans? annees? years? yr yrs jahre? anos? anni anno",
    "MO": "mois months? monate? meses mes mesi mese",
    "W": "semaines? weeks? wk wks wochen? semanas? settimane settimana",
    "D": "j jours? journees? days? d tage? dias? giorni giorno",
    "H": "h heures? hours? hrs? std stunden? horas? ore ora",
    "M": "m min mins minutes? mn minuten? minutos? minuti minuto '",
    "S": 's sec secs secondes? seconds? sekunden? segundos? secondi secondo "',
}
_UNIT = {unit: "|".join(words.split()) for unit, words in _UNITS.items()}
_NUMBER = r"([0-9]{1,6}(?:[.,][0-9]{1,3})?)"
_PARTS = re.compile(
    "".join(
        rf"(?:{_NUMBER}\s*(?:{_UNIT[unit]})(?![a-z])\.?[\s,]*(?:et |and |und )?)?" for unit in _UNIT
    )
)
_HOURS = re.compile(rf"([0-9]{{1,4}})\s*(?:{_UNIT['H']})\s*([0-5][0-9])")
_CLOCK = re.compile(r"([0-9]{1,3}):([0-5][0-9])(?::([0-5][0-9])(?:\.0+)?)?")
_PAGES = re.compile(
    r"([0-9]{1,6}|[0-9]{1,3}[\s\u202f][0-9]{3})\s*(?:(?:p|pp|pages?|seiten?|paginas?|pagine|s)?\.?"
    r"|pp?\.?\s*(?:[:;,]\s*)?(?:(?:ill?|illustr|fot|gr[aá]f|diagr|tabl|cuadros|fig|abb|cart|map|tav)"
    r"[^0-9]*)?(?:[0-9]{1,3}(?:\s?x\s?[0-9]{1,3})?\s?cm)?\.?)",
    re.IGNORECASE,
)
"""Behind them libraries say what they show, and how large they are: « 304 p. : ill. ; 24 cm »."""
_SECONDS = {"D": 86400, "H": 3600, "M": 60, "S": 1}


def parse_duration(
    text: str, row: CellAddresses, column: str, problems: list[Finding]
) -> str | None:
    """Return a duration of ISO 8601, ``PT1H30M``: what means one is read as it, and told."""
    if _ISO.fullmatch(text):
        return text
    meant = durations_meant(text)
    if len(meant) == 1:
        problems.append(reading_remark(text, meant, row, column))
        return meant[0]
    suggestion = did_you_mean(*meant)
    place = row.at(column)
    problems.append(
        finding("table.duration-unreadable", place, text, mends=meant, suggestion=suggestion)
    )
    return None


def durations_meant(text: str) -> tuple[str, ...]:
    """Return the durations that a text can mean.

    >>> [durations_meant(text) for text in ("1 h 30", "90 min", "01:30:00", "1,5 h", "2 jours")]
    [('PT1H30M',), ('PT1H30M',), ('PT1H30M',), ('PT1H30M',), ('P2D',)]
    >>> durations_meant("90"), durations_meant("P2W")
    (('PT1H30M', 'PT90H'), ('P14D',))
    >>> durations_meant("01:30"), durations_meant("une journée"), durations_meant("1 à 2 h")
    (('PT1H30M', 'PT1M30S'), (), ())
    """
    plain = " ".join(without_accents(text).lower().replace("’", "'").split())
    if len(plain) > 60 or not plain:
        return ()
    if match := re.fullmatch("p([0-9]{1,4})w", plain):
        return _written({"W": int(match[1])})
    if re.fullmatch("[0-9]{1,4}", plain):
        return (*_written({"M": int(plain)}), *_written({"H": int(plain)}))
    if match := _CLOCK.fullmatch(plain):
        first, second, third = match.groups()
        if third is not None:
            return _written({"H": int(first), "M": int(second), "S": int(third)})
        hours = _written({"H": int(first), "M": int(second)})
        return (*hours, *_written({"M": int(first), "S": int(second)}))
    if match := _HOURS.fullmatch(plain):
        return _written({"H": int(match[1]), "M": int(match[2])})
    match = _PARTS.fullmatch(plain)
    if match is None:
        return ()
    return _written(
        {
            unit: Fraction(number.replace(",", "."))
            for unit, number in zip(_UNITS, match.groups(), strict=True)
            if number
        }
    )


def _written(parts: Mapping[str, int | Fraction]) -> tuple[str, ...]:
    """Return a duration as the only one; none where it has a part of a day, month or year."""
    given = {unit: Fraction(number) for unit, number in parts.items()}
    given["D"] = given.get("D", Fraction()) + 7 * given.pop("W", Fraction())
    if any(given.get(unit, Fraction()).denominator > 1 for unit in ("Y", "MO", "D", "S")):
        return ()
    seconds = sum(given.get(unit, Fraction()) * _SECONDS[unit] for unit in ("H", "M", "S"))
    if seconds.denominator > 1:
        return ()
    days = "".join(f"{given[unit]}{unit[0]}" for unit in ("Y", "MO", "D") if given.get(unit))
    minutes, rest = divmod(int(seconds), 60)
    clock = zip((*divmod(minutes, 60), rest), "HMS", strict=True)
    times = "".join(f"{number}{unit}" for number, unit in clock if number)
    if not days and not times:
        return ()
    return (f"P{days}T{times}" if times else f"P{days}",)


def parse_pages(text: str, row: CellAddresses, column: str, problems: list[Finding]) -> int | None:
    """Return a number of pages. « 120 p. » is read, and told; « xii-120 p. » is none."""
    match = _PAGES.fullmatch(text)
    number = int(re.sub(r"\s", "", match[1])) if match else 0
    if number:
        if not text.isdigit():
            problems.append(reading_remark(text, (str(number),), row, column))
        return number
    problems.append(finding("table.pages-unreadable", row.at(column), text))
    return None
