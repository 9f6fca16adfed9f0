"""The language of texts, by the small words in them or by their alphabet."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import cache

from tressons_ld.catalogue.adoption.heading_words import data

_WORD = re.compile(r"[^\W\d_]+'?")
_MOST_TEXTS = 400
_LEAST_WORDS = 3
# Alphabets that one language of the catalogues we meet has: others are not told from each other.
_SCRIPTS = {"ARABIC": "ar", "GREEK": "el", "HEBREW": "he", "HANGUL": "ko", "HIRAGANA": "ja"}


def language_of(texts: Iterable[str]) -> str | None:
    """Return the language that most of the texts are in, or None where nothing tells.

    >>> language_of(["L'habitat partagé dans les communes"]), language_of(["Reports of the year"])
    ('fr', 'en')
    """
    counts: Counter[str] = Counter()
    for number, text in enumerate(texts):
        if number >= _MOST_TEXTS:
            break
        counts.update(_votes(text))
    best = counts.most_common(2)
    if not best or (len(best) > 1 and best[0][1] == best[1][1]):
        return None
    return best[0][0]


def latin_language(texts: Iterable[str], language: str, reader: str) -> str | None:
    """Return the language of most texts in Latin letters, where another language has other ones.

    Args:
        texts: of the table.
        language: that of most of them.
        reader: that of who reads the table, where nothing tells theirs.
    """
    if language not in _SCRIPTS.values():
        return None
    return language_of(text for text in texts if _script(text) is None) or reader


def other_language(text: str, language: str, latin: str | None = None) -> str | None:
    """Return the language of a text that is surely not in the one given, or None.

    Its alphabet says so, or several of its small words do and none speaks for the one given.

    Args:
        text: the text.
        language: the one that it would be in.
        latin: that of most of the texts in Latin letters, where ``language`` has others.
    """
    script = _script(text)
    if script is not None:
        return script if script != language else None
    votes = _votes(text)
    if language in _SCRIPTS.values() and any(map(str.isalpha, text)):
        return votes.most_common(1)[0][0] if votes else latin
    if votes[language] or not votes:
        return None
    (best, number), *others = votes.most_common(2)
    clear = not others or number >= 3 * others[0][1]
    return best if number >= _LEAST_WORDS and clear else None


def _votes(text: str) -> Counter[str]:
    script = _script(text)
    if script is not None:
        return Counter({script: 3})
    words = _words()
    small = text[:2000].lower().replace("’", "'")
    return Counter(language for word in _WORD.findall(small) for language in words.get(word, ()))


def _script(text: str) -> str | None:
    """Return the language whose alphabet most letters of a text are of; None of a Latin text."""
    if text.isascii():
        return None
    letters = [c for c in text[:300] if c.isalpha()]
    others = [c for c in letters if ord(c) > 0x36F]
    if len(others) * 2 <= len(letters):
        return None
    names = Counter(unicodedata.name(c, "").partition(" ")[0] for c in others)
    return _SCRIPTS.get(names.most_common(1)[0][0])


@cache
def _words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for language, words in data("function_words").items():
        for word in words:
            if " " not in word:
                found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}
