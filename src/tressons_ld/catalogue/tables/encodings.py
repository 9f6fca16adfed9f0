"""Which encoding a text that is not UTF-8 has, by the letters that each would make of its bytes.

Each byte above ASCII is read by each encoding with its two neighbours: a letter counts where a word
of some language may have it there, a quotation mark where a quotation may begin or end. An
encoding that makes « vŽlo » or « r‚seau » of a text is not the one that it has.
"""

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

MOST_SEEN = 100_000
"""Bytes above ASCII after which a text has been seen enough of."""

_LIKELY_SCORE = 0.75
_MARGIN = 0.05


class Encoding(NamedTuple):
    """An encoding of one byte a character.

    Attributes:
        codec: its name in Python.
        name: its name in messages.
        family: those of one family differ in few bytes, and the better one is taken.
        habit: how much more often it is met than the others.
    """

    codec: str
    name: Text
    family: str
    habit: float = 0.0


WINDOWS = Encoding("cp1252", sentence("table.windows-1252"), "latin", 0.1)
_ENCODINGS = (
    WINDOWS,
    Encoding("iso8859_15", sentence("table.iso-8859-15"), "latin", 0.1),
    Encoding("mac_roman", sentence("table.mac-os-roman"), "macintosh"),
    Encoding("cp850", sentence("table.code-page-850"), "ms-dos"),
    Encoding("cp1250", sentence("table.windows-1250"), "central"),
)
# The letters beyond ASCII of French, German, Spanish, Italian, Portuguese, Scandinavian languages,
# Dutch, Catalan, Polish, Czech, Slovak, Hungarian, Romanian and Croatian.
_LANGUAGES = (
    "àâæçéèêëîïôœùûüÿ",
    "äöüß",
    "áéíñóúü",
    "àèéìòù",
    "áâãàçéêíóôõú",
    "åäæøöé",
    "éèëïóöü",
    "àçèéíïòóúü",
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áäčďéíĺľňóôŕšťúýž",
    "áéíóöőúüű",
    "ăâîșțşţ",
    "čćđšž",
)
_LETTERS = frozenset("".join(_LANGUAGES))
_PUNCTUATION = frozenset("’‘“”«»…–—•€°\xa0")
_ABOVE_ASCII = re.compile(rb"[\x80-\xff]")

Neighbours = Mapping[bytes, int]
"""Three bytes, of which the middle one is above ASCII -> how often they stand in a text."""


def neighbours_in(blocks: Iterable[bytes]) -> Neighbours:
    """Return the bytes above ASCII of a text, each with the one before and the one after it."""
    seen: Counter[bytes] = Counter()
    for block in blocks:
        for found in _ABOVE_ASCII.finditer(block):
            at = found.start()
            before, after = block[max(at - 1, 0) : at] or b"\n", block[at + 1 : at + 2] or b"\n"
            seen[before + found[0] + after] += 1
        if seen.total() > MOST_SEEN:
            break
    return seen


def mostly_utf_8(blocks: Iterable[bytes]) -> bool:
    """Return whether more characters outside ASCII are good UTF-8 than bytes are not."""
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    good = bad = 0
    for block in blocks:
        text = decoder.decode(block)
        broken = len(re.findall("[\udc80-\udcff]", text))
        bad += broken
        good += len(re.findall("[^\x00-\x7f]", text)) - broken
    return good > bad


def likely(neighbours: Neighbours) -> tuple[Encoding, Encoding | None]:
    """Return the encoding that a text has, and another one that it may have as well, or None.

    Two that make the same text of these bytes are no two.
    """
    scores = {each: _score(each.codec, neighbours) for each in _ENCODINGS}
    ranked = sorted(_ENCODINGS, key=lambda each: -(scores[each] + each.habit))
    best = ranked[0]
    others = (
        each
        for each in ranked[1:]
        if each.family != best.family and not _same_text(each.codec, best.codec, neighbours)
    )
    second = next(others, None)
    if second is None:
        return best, None
    lead = scores[best] + best.habit - scores[second] - second.habit
    clear = scores[best] >= _LIKELY_SCORE and lead >= _MARGIN
    return best, None if clear else second


def _same_text(codec: str, other: str, seen: Neighbours) -> bool:
    return all(_character(each[1], codec) == _character(each[1], other) for each in seen)


def _score(codec: str, seen: Neighbours) -> float:
    """Return which share of the bytes make sense in an encoding, from 0 to 1.

    Those that it lacks are not counted: no text is made of them.
    """
    counted, sense = 0, 0.0
    of_language = [0.0] * len(_LANGUAGES)
    for (before, byte, after), number in seen.items():
        sign = _character(byte, codec)
        if not sign:
            continue
        counted += number
        left, right = (_character(each, codec) or "\n" for each in (before, after))
        if not sign.isalpha():
            sense += number * _sense_of_sign(sign, left, right)
        elif _fits(sign, left, right) and sign.lower() in _LETTERS:
            for index, letters in enumerate(_LANGUAGES):
                of_language[index] += number * (1.0 if sign.lower() in letters else 0.4)
    return (sense + max(of_language)) / counted if counted else 0.0


def _character(byte: int, codec: str) -> str:
    """Return the character of a byte; "" where the encoding has none."""
    return bytes([byte]).decode(codec, "ignore")


def _fits(letter: str, left: str, right: str) -> bool:
    """Return whether a word may have a letter between its two neighbours."""
    if letter.isupper():
        return not left.islower()
    alone = not left.isalpha() and not right.isalpha()
    return not (left.isupper() and right.isupper()) and not (alone and left.isdigit())


def _sense_of_sign(sign: str, left: str, right: str) -> float:
    """Return how well what is no letter stands between its two neighbours, from 0 to 1."""
    if "\x7f" <= sign <= "\x9f":
        return 0.0
    within = left.isalpha() and right.isalpha()
    if sign in "’‘":
        return 1.0 if left.isalpha() or right.isalpha() else 0.5
    if sign in "«“":
        return 0.0 if left.isalpha() else 1.0
    if sign in "»”…":
        return 0.0 if right.isalpha() else 1.0
    if sign == "\xa0":
        return 0.0 if left.islower() and right.islower() else 1.0
    if within:
        return 0.0
    return 1.0 if sign in _PUNCTUATION else 0.3
