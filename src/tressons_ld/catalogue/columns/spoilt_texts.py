"""Texts that were spoilt before they came here: what was lost, and what can be made of the rest.

A text in UTF-8 that was read in another encoding and saved holds « Ã‰tude » for « Étude »; a page
that was copied as it is written holds « &eacute; », or ``%C3%A9``; a letter that an encoding lacks
became « ? ».
"""

import html
import re
from collections.abc import Callable
from typing import NamedTuple

# What the first byte of two or three in UTF-8 becomes in Windows-1252, Mac OS Roman, code page 850.
_TWICE = re.compile("[ÂÃÄÅâ¬√ƒ≈‚┬├─┼Ô][^\x00-\x7f]+")
_READ_AS = ("cp1252", "mac_roman", "cp850")
# Letters and signs of Western languages: what a text that is read again may well hold.
_LIKELY = re.compile("[\xa0-\xffŒœŠšŽžŸ‘’“”„…–—•€ \u202f™]+")
# Browsers read a letter with its accent without the semicolon too.
_ENTITY = re.compile(
    r"&(?:(?:[A-Za-z][A-Za-z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});"
    r"|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil))"
)
# « v‚lo », « vŽlo »: code page 850 or Mac OS Roman, read as Windows-1252, within a word.
_AMISS = re.compile(r"(?<=[a-z])[‚ŽˆŠ‡‰ƒ‹](?=[a-z])|(?<=[a-z]{2})[Žˆ](?!\w)")
_WORD_AMISS = re.compile(rf"[\w‚‡‰‹…'’-]*(?:{_AMISS.pattern})[\w‚‡‰‹…'’-]*")
# The signs stand first, whatever stands before them: these Python finds ten times as fast.
_MAYBE_SPOILT = re.compile(
    "[ÂÃÄÅâ¬√ƒ≈‚┬├─┼ÔŽˆŠ‡‰‹Õ]"
    "(?:(?<=[ÂÃÄÅâ¬√ƒ≈‚┬├─┼Ô])[^\x00-\x7f]|(?<=[a-z][‚ŽˆŠ‡‰ƒ‹])|(?<=[lLdDnNsSjJmMtTcCuU]Õ))"
)
_CAPITAL_WITHIN = re.compile("[a-zà-ÿ][À-ÞŒ]")
# « lÕécole »: an apostrophe of Mac OS Roman in a text of Windows-1252.
_APOSTROPHE = re.compile(r"(?<!\w)([LlDdNnSsJjMmTtCc]|[Qq]u)Õ(?=[a-zà-ÿ])")
# A letter as programs, addresses and mails write it: ``\u00e9``, ``%C3%A9``, ``=C3=A9``.
_CODED = re.compile(
    r"[\\%=](?:(?<=\\)(?:[uU]00[0-9A-Fa-f]{2}|[xX][eE][0-9A-Fa-f])"
    r"|(?<!\\)[CDcd][0-9A-Fa-f][%=][89ABab][0-9A-Fa-f])"
)
_ELIDED = re.compile("[ldnsjmtcu]['’]$", re.IGNORECASE)
_ASKED = re.compile(r"\?+")
_ADDRESS = re.compile(r"[^\s;；|]*(?://|www\.)[^\s；|]*|\S*\?\w+=\S*")
_AROUND = 15
_MOST_TIMES = 5
_USUAL = frozenset("àâäéèêëîïôöùûüÿçœæáíóúñßÀÂÉÈÊÎÔÛÇŒ«»’“”–—… ")


class SpoiltText(NamedTuple):
    """What is spoilt in a text.

    Attributes:
        kind: ``encoding``, ``entities`` or ``letters``: the finding is ``table.text-<kind>``.
        near: the part of the text.
        meaning: what it stands for; "" where that is lost.
    """

    kind: str
    near: str
    meaning: str


def may_be_spoilt(text: str) -> bool:
    """Return whether a text is worth a closer look."""
    return bool(
        (not text.isascii() and _MAYBE_SPOILT.search(text))
        or (any(sign in text for sign in "\\%=") and _CODED.search(text))
        or ("&" in text and _ENTITY.search(text))
        or ("?" in text and any(_stands_for_letter(text, found) for found in _ASKED.finditer(text)))
    )


def split_beside_entities(text: str) -> list[str]:
    """Return the parts of a text between its semicolons, but for those that end an entity.

    >>> split_beside_entities("v&eacute;lo; R&D; sol")
    ['v&eacute;lo', ' R&D', ' sol']
    """
    ends = {e.end() - 1 for e in _ENTITY.finditer(text) if html.unescape(e[0]) != e[0]}
    cuts = [i for i, sign in enumerate(text) if sign == ";" and i not in ends]
    starts = [0, *(i + 1 for i in cuts)]
    return [text[start:end] for start, end in zip(starts, [*cuts, len(text)], strict=True)]


def spoilt(text: str) -> list[SpoiltText]:
    """Return what is spoilt in a text, one of each kind.

    >>> [each.meaning for each in spoilt("Ã‰tude de lâ€™Ã©conomie")]
    ['Étude de l’économie']
    >>> [each.meaning for each in spoilt("L&#39;&eacute;tude")], spoilt("A & B; qui ? moi")
    (["L'étude"], [])
    """
    found = []
    again = _mended(text)
    if again != text:
        first = next(i for i, (a, b) in enumerate(zip(text, again, strict=False)) if a != b)
        start = _start_of_word(text, first)
        found.append(SpoiltText("encoding", text[start : start + 60], again[start : start + 60]))
    if entity := next((e for e in _ENTITY.finditer(text) if html.unescape(e[0]) != e[0]), None):
        start = _start_of_word(text, entity.start())
        part = text[start : start + 60]
        found.append(SpoiltText("entities", part, _repeated(html.unescape, part)))
    without = _ADDRESS.sub(lambda address: " " * len(address[0]), text)
    asked = next(
        (each for each in _ASKED.finditer(without) if _stands_for_letter(without, each)), None
    )
    if asked:
        near = text[max(asked.start() - _AROUND, 0) : asked.end() + _AROUND]
        found.append(SpoiltText("letters", near, ""))
    return found


def _stands_for_letter(text: str, asked: re.Match[str]) -> bool:
    """Return whether question marks stand within a word, or before one without a space.

    A capital after a small letter or a space is the next sentence, its own space forgotten.
    """
    before, after = text[asked.start() - 1 : asked.start()], text[asked.end() : asked.end() + 3]
    small = after[:1].islower()
    if before in ("'", "’") and small:
        return bool(_ELIDED.search(text[: asked.start()]))
    if before.isalpha():
        return small or (before.isupper() and after[:2].isalpha() and after[:2].isupper())
    if len(after) < 3 or not after.isalpha():
        return False
    return (small and before.isspace()) or (not before and (small or after.isupper()))


def _mended(text: str) -> str:
    """Return a text with the letters that its signs stand for."""
    again = _repeated(lambda spoilt: _TWICE.sub(_read_again, spoilt), text)
    again = _WORD_AMISS.sub(_read_in_one_byte, _APOSTROPHE.sub("\\1’", again))
    pieces, start = [], 0
    for address in _ADDRESS.finditer(again):
        pieces += [_CODED.sub(_letter, again[start : address.start()]), address[0]]
        start = address.end()
    return "".join([*pieces, _CODED.sub(_letter, again[start:])])


def _repeated(mend: Callable[[str], str], text: str) -> str:
    """Return a text mended as often as it was spoilt."""
    for _ in range(_MOST_TIMES):
        if (again := mend(text)) == text:
            break
        text = again
    return text


def _read_in_one_byte(found: re.Match[str]) -> str:
    """Return a word of which each sign is one byte of another encoding; else as it stands."""
    for codec in ("mac_roman", "cp850"):
        try:
            again = found[0].encode("cp1252").decode(codec)
        except UnicodeError:
            continue
        usual = all(sign.isascii() or sign in _USUAL for sign in again)
        if usual and not _CAPITAL_WITHIN.search(again):
            return again
    return found[0]


def _letter(found: re.Match[str]) -> str:
    """Return the letter of a code; what is none as it stands."""
    code = found[0]
    if code.startswith("\\"):
        return chr(int(code[2:], 16))
    try:
        return bytes.fromhex(re.sub("[%=]", "", code)).decode("utf-8")
    except UnicodeDecodeError:
        return code


def _start_of_word(text: str, position: int) -> int:
    return max(text.rfind(" ", 0, position), text.rfind("\n", 0, position)) + 1


def _read_again(found: re.Match[str]) -> str:
    """Return the characters read in UTF-8, as often as they were spoilt; else as they stand."""
    signs = found[0]
    for codec in _READ_AS:
        again = _decoded(signs, codec)
        if again is not None and _LIKELY.fullmatch(again):
            return again
    return signs


def _decoded(signs: str, codec: str) -> str | None:
    """Return the characters of these bytes in UTF-8; bytes that the encoding lacks are controls."""
    try:
        content = b"".join(
            sign.encode("latin-1" if "\x80" <= sign <= "\x9f" else codec) for sign in signs
        )
        return content.decode("utf-8")
    except UnicodeError:
        return None
