"""Texts -> the words that a search knows them by; ``script.js`` folds what is typed alike.

A word is a run of letters and digits, two at least, without accents and capitals; ligatures are two
letters, an apostrophe parts words, and the end of a plural is cut.
"""

import re
import unicodedata
from collections.abc import Iterable

LONGEST = 40
"""Letters of a word that count."""

_FRENCH_AND_ENGLISH = (
    "au aux avec ce ces cette dans de des du elle en et il ils la le les leur leurs lui mais ne nos"
    " notre nous on ou par pas pour qu que qui sa se ses sont sur un une vos votre vous"
    " and are as at be by for from in is it of or that the this to was with"
)
SMALL_WORDS = frozenset(_FRENCH_AND_ENGLISH.split())
"""LangString, folded, that say nothing about a text in French or English."""

_WORD = re.compile(r"[^\W_]{2,}")
_LIGATURES = (("œ", "oe"), ("æ", "ae"), ("ß", "ss"))
_MAYBE_MARK = re.compile(r"[^\x00-\x7f]")


def fold(text: str) -> str:
    """Return a text in small letters without accents and ligatures.

    >>> fold("L’Œuvre à Évreux")
    'l’oeuvre a evreux'
    """
    if text.isascii():
        return text.lower()
    text = text.lower()
    for ligature, letters in _LIGATURES:
        text = text.replace(ligature, letters)
    return _MAYBE_MARK.sub(_without_mark, unicodedata.normalize("NFKD", text))


def _without_mark(sign: re.Match[str]) -> str:
    return "" if unicodedata.category(sign[0])[0] == "M" else sign[0]


def singular(word: str) -> str:
    """Return a folded word without the end of a French or English plural.

    >>> [singular(word) for word in ("territoriaux", "reseaux", "jeux", "aides", "ess")]
    ['territorial', 'reseau', 'jeu', 'aide', 'ess']
    """
    if len(word) < 4 or word[-1] not in "sx":
        return word
    if word.endswith("aux") and not word.endswith("eaux"):
        return word[:-2] + "l"
    return word[:-1]


def words_of(texts: Iterable[str]) -> set[str]:
    """Return the words of some texts, the small ones left out.

    >>> sorted(words_of(["L'économie sociale et les territoires", "ruraux"]))
    ['economie', 'rural', 'sociale', 'territoire']
    """
    found = {word[:LONGEST] for text in texts for word in _WORD.findall(fold(text))}
    return {singular(word) for word in found - SMALL_WORDS}
