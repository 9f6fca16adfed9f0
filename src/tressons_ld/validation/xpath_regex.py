r"""The regular expressions of ``sh:pattern``, in a form that both SHACL engines read alike.

SHACL takes them from SPARQL, SPARQL from XPath, XPath from XML Schema
(https://www.w3.org/TR/xpath-functions-31/#regex-syntax). The engines read two other dialects: that
of Python has no ``\p{Lu}`` and lets ``$`` stand before a last line break, that of Rust has no
back-references and takes a point for a carriage return. An expression is therefore read here, and
written anew without anything on which they differ: flags are applied, classes are listed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

Ranges = tuple[tuple[int, int], ...]
"""Characters, as ordered ranges of code points that neither touch nor overlap."""

_LARGEST_REPETITION = 1000
_LARGEST_SIZE = 100_000
_DEEPEST = 50
_NOT_CHARACTERS = ((0xD800, 0xDFFF),)
_CATEGORIES = (
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po"
    " Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn"
)
# XML 1.0, https://www.w3.org/TR/xml/#NT-NameStartChar and #NT-NameChar
_NAME_START: Ranges = (
    *((0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6)),
    *((0xF8, 0x2FF), (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F)),
    *((0x2C00, 0x2FEF), (0x3001, 0xD7FF), (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF)),
)
_NAME: Ranges = (
    *_NAME_START,
    *((0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040)),
)
_SPACE: Ranges = ((0x9, 0xA), (0xD, 0xD), (0x20, 0x20))
_CONTROLS = {"n": "\n", "r": "\r", "t": "\t"}


class RegexError(ValueError):
    """An expression that XPath does not have, or that an engine cannot evaluate.

    Attributes:
        what: the reason: ``look-around``, ``back-reference``, ``flag``, ``escape``, ``group``,
            ``class``, ``quantifier``, ``block``, ``size``.
    """

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Regex(NamedTuple):
    """An expression without anything on which the engines differ.

    Attributes:
        python: for Python's ``re``.
        rust: for Rust's ``regex``.
    """

    python: str
    rust: str


def parse_regex(pattern: str, flags: str = "") -> Regex:
    r"""Return what a pattern means with some flags, for either engine.

    >>> parse_regex("^[A-Z]x$", "i").rust
    '(?:\\A)[A-Za-z\\u0131\\u017F\\u212A][Xx](?:\\z)'

    Raises:
        RegexError: XPath has no such expression, or it holds a back-reference.
    """
    if not set(flags) <= set("smixq"):
        raise RegexError("flag")
    reader = _Reader(pattern, flags)
    if "q" in flags:
        text = reader.literally()
    else:
        text, size = reader.alternatives()
        if reader.at < len(pattern):
            raise RegexError("group")
        if size > _LARGEST_SIZE:
            raise RegexError("size")
    return Regex(text.replace(_END, r"\Z"), text.replace(_END, r"\z"))


_END = "\0"  # no expression that is written here holds it: characters are escaped


class _Reader:
    """A pattern as it is read, from left to right."""

    def __init__(self, pattern: str, flags: str) -> None:
        self.pattern, self.flags, self.at, self.depth = pattern, frozenset(flags), 0, 0

    def literally(self) -> str:
        return "".join(self._written(self._with_case(_one(c))) for c in self.pattern)

    def alternatives(self) -> tuple[str, int]:
        """Return what stands up to a closing bracket or the end, and how large it is."""
        branches, size = [], 0
        while True:
            branch, of_branch = self._branch()
            branches.append(branch)
            size += of_branch
            if self._next() != "|":
                return "|".join(branches), size
            self.at += 1

    def _branch(self) -> tuple[str, int]:
        parts, size = [], 0
        while (c := self._next()) and c not in "|)":
            atom, of_atom = self._atom()
            quantifier, times = self._quantifier()
            parts.append(atom + quantifier)
            size += of_atom * times
        return "".join(parts), size

    def _next(self) -> str:
        if "x" in self.flags:
            while self.at < len(self.pattern) and self.pattern[self.at] in " \t\n\r":
                self.at += 1
        return self.pattern[self.at : self.at + 1]

    def _take(self) -> str:
        if self.at == len(self.pattern):
            raise RegexError("class")
        self.at += 1
        return self.pattern[self.at - 1]

    def _atom(self) -> tuple[str, int]:
        c = self._take()
        if c == "(":
            return self._group()
        if c == "^":
            return ("(?m:^)" if "m" in self.flags else r"(?:\A)"), 1
        if c == "$":
            return ("(?m:$)" if "m" in self.flags else f"(?:{_END})"), 1
        if c in "?*+{":
            raise RegexError("quantifier")
        if c == "[":
            characters = self._class()
        elif c == "\\":
            characters = self._escape()
        elif c == ".":
            characters = _complement(() if "s" in self.flags else ((0xA, 0xA), (0xD, 0xD)))
        else:
            characters = self._with_case(_one(c))
        return self._written(characters), len(characters)

    def _group(self) -> tuple[str, int]:
        opening = "("
        if self._next() == "?":
            follows = self.pattern[self.at + 1 : self.at + 2]
            if follows != ":":
                raise RegexError("look-around" if follows in ("=", "!", "<") else "group")
            self.at += 2
            opening = "(?:"
        self.depth += 1
        if self.depth > _DEEPEST:
            raise RegexError("size")
        inner, size = self.alternatives()
        if self._next() != ")":
            raise RegexError("group")
        self.depth -= 1
        self.at += 1
        return f"{opening}{inner})", size

    def _quantifier(self) -> tuple[str, int]:
        """Return the quantifier that stands here, "" if none does, and how often it repeats."""
        c, times = self._next(), 1
        if not c or c not in "?*+{":
            return "", 1
        self.at += 1
        written = c
        if c == "{":
            end = self.pattern.find("}", self.at)
            least, comma, most = self.pattern[self.at : max(end, self.at)].partition(",")
            numbers = [each for each in (least, most) if each]
            if not least or not all(each.isascii() and each.isdigit() for each in numbers):
                raise RegexError("quantifier")
            if any(len(each) > 6 or int(each) > _LARGEST_REPETITION for each in numbers):
                raise RegexError("size")
            if most and int(most) < int(least):
                raise RegexError("quantifier")
            times = max(1, *(int(each) for each in numbers))
            written = f"{{{int(least)}{comma}{int(most) if most else ''}}}"
            self.at = end + 1
        if self._next() == "?":
            self.at += 1
            written += "?"
        if self._next() and self._next() in "?*+{":
            raise RegexError("quantifier")
        return written, times

    def _escape(self) -> Ranges:
        """Return the characters that an escape stands for."""
        if self.at == len(self.pattern):
            raise RegexError("escape")
        c = self._take()
        if c in _CONTROLS:
            return _one(_CONTROLS[c])
        if c.isdigit():
            raise RegexError("back-reference")
        if c in "pP":
            found = _category(self._braced())
            return found if c == "p" else _complement(found)
        if c.lower() in "dwsic" and c.isascii():
            found = _multiple(c.lower())
            return found if c.islower() else _complement(found)
        if c.isascii() and not c.isalnum() and c.isprintable():
            return _one(c)
        raise RegexError("escape")

    def _braced(self) -> str:
        end = self.pattern.find("}", self.at)
        if self._take() != "{" or end < 0:
            raise RegexError("escape")
        name = self.pattern[self.at : end]
        self.at = end + 1
        return name

    def _class(self) -> Ranges:
        """Return the characters of a class, whose opening bracket was read."""
        negated = self.pattern[self.at : self.at + 1] == "^"
        self.at += negated
        found: list[tuple[int, int]] = []
        without: Ranges = ()
        first = True
        while (c := self._take()) != "]":
            if c == "[":
                raise RegexError("class")
            if c == "-" and self.pattern[self.at : self.at + 1] == "[" and not first:
                self.at += 1
                without = self._class()
                if self._take() != "]":
                    raise RegexError("class")
                break
            characters = self._escape() if c == "\\" else _one(c)
            escaped_set = c == "\\" and len(characters) != 1
            if self.pattern[self.at : self.at + 1] == "-" and self.pattern[
                self.at + 1 : self.at + 2
            ] not in ("[", "]", ""):
                characters = self._range(characters)
            found.extend(characters if escaped_set else self._with_case(characters))
            first = False
        else:
            if first:
                raise RegexError("class")
        whole = _union(found)
        return _minus(_complement(whole) if negated else whole, without)

    def _range(self, start: Ranges) -> Ranges:
        self.at += 1
        c = self._take()
        end = self._escape() if c == "\\" else _one(c)
        if not (_is_one(start) and _is_one(end)) or end[0][0] < start[0][0]:
            raise RegexError("class")
        return ((start[0][0], end[0][0]),)

    def _with_case(self, characters: Ranges) -> Ranges:
        """Return the characters with those that differ by case alone, where a flag asks for it."""
        if "i" not in self.flags:
            return characters
        variants = _case_variants()
        if _is_one(characters):
            point = characters[0][0]
            return _union((*characters, *((each, each) for each in variants.get(point, ()))))
        others = (
            (other, other)
            for point, points in variants.items()
            if _holds(characters, point)
            for other in points
        )
        return _union((*characters, *others))

    def _written(self, characters: Ranges) -> str:
        if _is_one(characters):
            return _character(characters[0][0])
        if not characters:
            return r"[^\x00-\U0010FFFF]"
        shown = (
            _character(first) if first == last else f"{_character(first)}-{_character(last)}"
            for first, last in characters
        )
        return f"[{''.join(shown)}]"


def _one(c: str) -> Ranges:
    return ((ord(c), ord(c)),)


def _is_one(characters: Ranges) -> bool:
    return len(characters) == 1 and characters[0][0] == characters[0][1]


def _holds(characters: Ranges, point: int) -> bool:
    return any(first <= point <= last for first, last in characters)


def _character(point: int) -> str:
    """Return a character as both engines read it, in a class and outside one."""
    c = chr(point)
    if c.isascii():
        return c if c.isalnum() else f"\\x{point:02X}"
    return f"\\u{point:04X}" if point < 0x10000 else f"\\U{point:08X}"


def _union(ranges: Iterable[tuple[int, int]]) -> Ranges:
    found: list[tuple[int, int]] = []
    for first, last in sorted(ranges):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return tuple(found)


def _complement(ranges: Ranges) -> Ranges:
    found, start = [], 0
    for first, last in _union((*ranges, *_NOT_CHARACTERS)):
        if start < first:
            found.append((start, first - 1))
        start = last + 1
    if start <= sys.maxunicode:
        found.append((start, sys.maxunicode))
    return tuple(found)


def _minus(ranges: Ranges, others: Ranges) -> Ranges:
    return _complement(_union((*_complement(ranges), *others))) if others else ranges


def _multiple(letter: str) -> Ranges:
    """Return the characters of an escape for several (XML Schema, appendix G.4.2.5)."""
    if letter == "s":
        return _SPACE
    if letter == "d":
        return _category("Nd")
    if letter == "w":
        return _complement(_union(each for name in "PZC" for each in _category(name)))
    return _union(_NAME_START if letter == "i" else _NAME)


def _category(name: str) -> Ranges:
    if name.startswith("Is"):
        raise RegexError("block")
    if name not in _CATEGORIES.split():
        raise RegexError("escape")
    found = (ranges for each, ranges in _by_category().items() if each.startswith(name))
    return _minus(_union(each for ranges in found for each in ranges), _NOT_CHARACTERS)


@cache
def _by_category() -> dict[str, Ranges]:
    """Return the characters of each general category of Unicode."""
    from unicodedata import category

    found: dict[str, list[tuple[int, int]]] = {}
    start, current = 0, category("\0")
    for point in range(1, sys.maxunicode + 2):
        name = category(chr(point)) if point <= sys.maxunicode else ""
        if name != current:
            found.setdefault(current, []).append((start, point - 1))
            start, current = point, name
    return {name: tuple(ranges) for name, ranges in found.items()}


@cache
def _case_variants() -> dict[int, tuple[int, ...]]:
    """Return the characters that differ from a character by case alone."""
    together: dict[str, set[int]] = {}
    for point in range(sys.maxunicode + 1):
        c = chr(point)
        for variant in {c.lower(), c.upper()} - {c}:
            if len(variant) == 1:
                together.setdefault(c.lower().upper(), {point}).update((point, ord(variant)))
    variants: dict[int, set[int]] = {}
    for points in together.values():
        for point in points:
            variants.setdefault(point, set()).update(points - {point})
    return {point: tuple(sorted(points)) for point, points in variants.items()}
