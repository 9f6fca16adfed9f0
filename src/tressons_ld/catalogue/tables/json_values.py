"""The values of a file of JSON: one a line (https://jsonlines.org/), or those of one array."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain

# The beginning of an array of objects, as ``.json`` files have it.
_ARRAY = re.compile(r"\s*\[\s*(?=[{\]]|$)")
# A string, which ends on its line (RFC 8259, section 7), or a sign that opens, closes or parts.
_SIGN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{},]')


def json_values(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    r"""Yield the text of each value, and the line where it begins, from 1; one is held at a time.

    What stands between the values of an array, and is no comma, is one too: no text is left out.

    >>> list(json_values(["\n", '{"a": 1}\n', "1"]))
    [(2, '{"a": 1}\n'), (3, '1')]
    >>> list(json_values(["[\n", '  {"a": [1,\n', "  2]},\n", '  {"b": "]"}]\n']))
    [(2, '{"a": [1,\n  2]}'), (4, '{"b": "]"}')]
    """
    numbered = ((number, line) for number, line in enumerate(lines, start=1) if line.strip())
    first = next(numbered, None)
    if first is None:
        return
    if begun := _ARRAY.match(first[1]):
        yield from _values_of_array(first, begun.end(), numbered)
    else:
        yield first
        yield from numbered


def _values_of_array(
    first: tuple[int, str], start: int, others: Iterator[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Yield the values of an array; one that never ends, or an array that does not, as it is."""
    depth, begun, pieces = 1, 0, list[str]()
    number = first[0]
    for number, line in chain([first], others):
        at, start = start, 0
        for sign in _SIGN.finditer(line, at):
            if depth == 1 and sign[0] in ("{", "[", ",", "]"):
                pieces.append(line[at : sign.start()])
                at = sign.end() if sign[0] in (",", "]") else sign.start()
                yield from _value(begun or number, pieces)
                begun = 0
            depth += (sign[0] in "{[") - (sign[0] in "]}")
            if depth == 1 and sign[0] in ("}", "]"):
                pieces.append(line[at : sign.end()])
                at = sign.end()
                yield from _value(begun or number, pieces)
                begun = 0
        pieces.append(line[at:])
        begun = begun or (number if line[at:].strip() else 0)
    yield from _value(begun or number, pieces)
    if depth > 0:
        yield number, ""


def _value(number: int, pieces: list[str]) -> Iterator[tuple[int, str]]:
    text = "".join(pieces).strip()
    pieces.clear()
    if text:
        yield number, text
