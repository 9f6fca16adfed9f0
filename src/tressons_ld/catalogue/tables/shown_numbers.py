"""What a number is shown as by the number format of its cell: 00042, 50 %, 2,10, 1 984.

Format: ECMA-376 part 1, section 18.8.31 (numFmts). The decimal mark and the space between
thousands are those of the reader's language: a workbook does not hold them.
"""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation, localcontext
from functools import cache, lru_cache
from typing import NamedTuple

from tressons_ld.findings.language import Text

GENERAL = "General"

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|(?P<space>_.)|(?P<fill>\*.)|(?P<bracket>\[[^\]]*\])'
    r"|(?P<general>General)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_MOST_DIGITS = 350
"""Digits before or after the point of a number: a double has no more."""

_MOST_SHOWN = 11
"""Signs that a number has at most in the format General."""


class _Token(NamedTuple):
    """A literal, or a placeholder of a digit, ``.``, ``,``, ``%``, ``General``."""

    sign: str
    literal: bool


@lru_cache(10_000)
def number_shown(code: str, text: str) -> Text | None:
    """Return what a number is shown as, or None where the format is not one that is known here.

    Args:
        code: the format.
        text: the number as a person would type it.

    >>> [number_shown(code, "42").en for code in ("00000", '"no. "0', "General", "@", "0-0")]
    ['00042', 'no. 42', '42', '42', '4-2']
    >>> number_shown("0.00", "2.1"), number_shown("#,##0", "1984"), number_shown("0 %", "0.5").en
    (Text(fr='2,10', en='2.10'), Text(fr='1 984', en='1,984'), '50 %')
    >>> number_shown("General", "9782070413119").en, number_shown("# ?/?", "0.5")
    ('9.78207E+12', None)
    """
    if code in (GENERAL, "0", "@") and text.isdigit() and len(text) <= _MOST_SHOWN:
        return Text(text, text)
    try:
        number = Decimal(text)
    except InvalidOperation:
        return Text(text, text)
    sections = _sections(code)
    if not number.is_finite() or abs(number.adjusted()) > _MOST_DIGITS:
        return None
    if any(sign == "[<>=" for section in sections for sign, _ in section):
        return None
    chosen, signed = sections[0], number < 0
    if number < 0 and len(sections) > 1:
        chosen, signed = sections[1], False
    elif number == 0 and len(sections) > 2:
        chosen = sections[2]
    with localcontext(prec=4 * _MOST_DIGITS):
        shown = [_shown(chosen, abs(number), *marks) for marks in ((",", " "), (".", ","))]
    french, english = (("-" if signed else "") + (one or "") for one in shown)
    return None if None in shown else Text(french.strip(), english.strip())


def text_shown(code: str, text: str) -> Text:
    """Return what a text is shown as: the fourth section of a format, or its only one, is for it.

    >>> [text_shown(code, "12").en for code in ("General", '"no. "@', "0;0;0;", "0.00")]
    ['12', 'no. 12', '', '12']
    """
    if code in (GENERAL, "@"):
        return Text(text, text)
    sections = _sections(code)
    section = sections[3] if len(sections) > 3 else sections[-1]
    if len(sections) < 4 and not any(one == ("@", False) for one in section):
        return Text(text, text)
    shown = "".join(
        sign if literal else text for sign, literal in section if literal or sign == "@"
    )
    return Text(shown, shown) if shown.strip() != text.strip() else Text(text, text)


@cache
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """Return the sections of a format: of positive numbers, negative ones, zero, text."""
    sections: list[list[_Token]] = [[]]
    for found in _TOKEN.finditer(code):
        kind, sign = found.lastgroup, found[0]
        if kind == "other" and sign == ";":
            sections.append([])
        elif kind in ("quoted", "escaped"):
            sections[-1].append(_Token(found[kind] or "", True))
        elif kind == "bracket":
            inner = sign[1:-1]
            if inner[:1] in "<>=":
                sections[-1].append(_Token("[<>=", False))
            elif inner.startswith("$"):
                sections[-1].append(_Token(inner[1:].partition("-")[0], True))
        elif kind == "general":
            sections[-1].append(_Token("@", False))
        elif kind == "space":
            sections[-1].append(_Token(" ", True))
        elif kind == "other":
            sections[-1].append(_Token(sign, sign not in "0#?.,%@/Ee"))
    return tuple(map(tuple, sections))


def _shown(tokens: tuple[_Token, ...], number: Decimal, point: str, comma: str) -> str | None:
    """Return what a section shows of a number that is not negative."""
    signs = [sign for sign, literal in tokens if not literal]
    if "@" in signs:
        general = _general(number).replace(".", point)
        return "".join(sign if literal else general for sign, literal in tokens)
    if not set("/Ee").isdisjoint(signs):
        return None
    places = "".join(signs).replace("%", "")
    whole, _, decimals = places.partition(".")
    bare = whole.rstrip(",")
    thousands = len(whole) - len(bare)
    number = number * 100 ** signs.count("%") / 1000**thousands
    digits = min(sum(sign in "0#?" for sign in decimals), _MOST_DIGITS)
    rounded = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    grouped = "," in bare
    pieces = _whole(tokens, before.lstrip("0"), comma if grouped else "")
    return pieces + _after(tokens, after, point)


def _whole(tokens: tuple[_Token, ...], digits: str, comma: str) -> str:
    """Return what stands before the decimal point, filled in from the right."""
    at = next((i for i, one in enumerate(tokens) if one == (".", False)), None)
    if at is None:
        last = [i for i, (sign, literal) in enumerate(tokens) if not literal and sign in "0#?"]
        at = last[-1] + 1 if last else 0
    first = next(
        (i for i, (s, literal) in enumerate(tokens[:at]) if not literal and s in "0#?"), at
    )
    shown: list[str] = []
    count = 0

    def put(digit: str) -> None:
        nonlocal count
        if digit and count and count % 3 == 0 and comma:
            shown.append(comma)
        count += bool(digit)
        shown.append(digit)

    for index in range(at - 1, -1, -1):
        sign, literal = tokens[index]
        if literal:
            shown.append(sign[::-1])
        elif sign == "%":
            shown.append("%")
        elif sign in "0#?":
            put(digits[-1:] or {"0": "0", "?": " "}.get(sign, ""))
            digits = digits[:-1]
            while index == first and digits:
                put(digits[-1])
                digits = digits[:-1]
    return "".join(shown)[::-1]


def _after(tokens: tuple[_Token, ...], digits: str, point: str) -> str:
    """Return the decimal point and what follows it."""
    at = next((i for i, one in enumerate(tokens) if one == (".", False)), None)
    if at is None:
        last = [i for i, (sign, literal) in enumerate(tokens) if not literal and sign in "0#?"]
        rest = tokens[last[-1] + 1 if last else 0 :]
        return "".join(sign for sign, literal in rest if literal or sign == "%")
    kept = len(digits.rstrip("0"))
    shown = [point]
    for sign, literal in tokens[at + 1 :]:
        if literal or sign == "%":
            shown.append(sign)
        elif sign in "0#?":
            digit, digits = digits[:1], digits[1:]
            shown.append(digit if kept > 0 or sign == "0" else " " if sign == "?" else "")
            kept -= 1
    return "".join(shown)


def _general(number: Decimal) -> str:
    """Return a number that is not negative as the format General shows it in a wide cell."""
    whole, _, decimals = f"{number:f}".partition(".")
    if len(whole) > _MOST_SHOWN or 0 < number < Decimal("1e-9"):
        mantissa, _, exponent = f"{number:.5E}".partition("E")
        sign, power = exponent[0], exponent[1:].zfill(2)
        return f"{mantissa.rstrip('0').rstrip('.')}E{sign}{power}"
    if not decimals:
        return whole
    digits = max(_MOST_SHOWN - len(whole) - 1, 0)
    rounded = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".") if digits else f"{rounded:f}"
