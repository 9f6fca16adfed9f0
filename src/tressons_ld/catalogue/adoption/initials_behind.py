"""Names of persons with their initials behind, as medicine cites them: « Dupont JM, Ruiz A »."""

import re
from collections.abc import Sequence

_PART = re.compile(r"\s*[;,]\s*|\s+(?:&|and|et|und)\s+")
_NAME = re.compile(r"([^\W\d_][^\W\d_'’.-]*(?:[ '’-][^\W\d_]+){0,3}) ([A-Z]{1,3}|[A-Z]-[A-Z])\.?")
_SHARE = 0.6
_FEWEST = 3
"""Different initials that a column must have: « AG » and « SA » stand behind those of bodies."""


def initials_stand_behind(texts: Sequence[str]) -> bool:
    """Return whether most names of a column have their initials behind.

    >>> [initials_stand_behind(texts) for texts in (["Dupont JM, Ruiz A", "Roux P"], ["Nord AG"])]
    [True, False]
    """
    parts = {part for text in texts for part in _PART.split(text.strip(" .;,")) if part}
    found = [match for part in parts if (match := _NAME.fullmatch(part))]
    return len({match[2] for match in found}) >= _FEWEST and len(found) > _SHARE * len(parts)


def initials_set_apart(text: str) -> str:
    """Return the names of a cell with a comma before their initials, and a semicolon between them.

    >>> initials_set_apart("Dupont JM, van den Berg A and Institut de la mer")
    'Dupont, J. M.; van den Berg, A.; Institut de la mer'
    """
    parts = [part for part in _PART.split(text.strip(" .;,")) if part]
    return "; ".join(_NAME.sub(_apart, part) if _NAME.fullmatch(part) else part for part in parts)


def _apart(name: re.Match[str]) -> str:
    initials = " ".join(f"{letter}." for letter in name[2].replace("-", ""))
    return f"{name[1]}, {initials}"
