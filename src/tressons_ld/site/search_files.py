"""The files of the index of a search: each one call of a function, with a key and a value of JSON.

They are classic scripts, for a page that is opened from a disk may load nothing else. Numbers of
resources are written as the differences between them, five bits a sign, the lowest first; a sign
that others follow has a sixth bit. What most resources hold are long rows of ones: two to 28 of
them are one sign of their own.
"""

import json
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from tressons_ld.artifacts import File

_SIGNS = [chr(code) for code in range(35, 127) if code != 92]
_ONES = _SIGNS[64:]
"""Signs of two ones in a row, of three, and so on."""

_ROW_OF_ONES = re.compile(
    f"(?<![{re.escape(''.join(_SIGNS[32:64]))}])"  # Else the first ends another number.
    f"{re.escape(_SIGNS[1])}{{2,{len(_ONES) + 1}}}"
)


def script_file(path: str, key: str, value: object) -> File:
    """Return a file that gives a value to the search under a key."""
    content = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return path, f"searchIndex({json.dumps(key, ensure_ascii=False)},{content})\n".encode()


def encoded(numbers: Iterable[int]) -> str:
    """Return some numbers from 0, sorted, as signs that stand in no need of escape.

    >>> encoded([0, 3, 40]), encoded([7, 8, 9, 10]), encoded([])
    ('#&H$', '*e', '')
    """
    ordered = sorted(numbers)
    if not ordered:
        return ""
    differences = [ordered[0], *(after - before for before, after in pairwise(ordered))]
    signs = "".join(map(_signs, differences))
    return _ROW_OF_ONES.sub(lambda row: _ONES[len(row[0]) - 2], signs)


def file_name(prefix: str) -> str:
    """Return a name for the file of a prefix that any system takes.

    >>> file_name("es"), file_name("ко")
    ('es', '-43a-43e')
    """
    return "".join(
        sign if sign.isascii() and sign.isalnum() else f"-{ord(sign):x}" for sign in prefix
    )


def _signs(number: int) -> str:
    if number < 32:
        return _SIGNS[number]
    return "".join(_several(number))


def _several(number: int) -> Iterator[str]:
    while number >= 32:
        yield _SIGNS[32 + number % 32]
        number //= 32
    yield _SIGNS[number]
