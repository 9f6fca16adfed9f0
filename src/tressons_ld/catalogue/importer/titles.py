"""Titles printed in capitals -> proposals in sentence case.

Which words keep a capital is learnt from what is written in ordinary letters: the names in the
catalogue folder, the descriptions of the entries, first of all that of the entry itself. The
documentalist corrects the proposal by hand.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from tressons_ld.catalogue.columns.spelling import without_accents
from tressons_ld.catalogue.model import CONCEPTS, SharedPart


class SentenceCase:
    """Writes titles in sentence case.

    Args:
        descriptions: texts in ordinary letters, where the words of the titles occur too.
        shared: the catalogue folder, whose names and acronyms are kept.

    >>> titles = SentenceCase(["Un projet LEADER du pays.", "Le parc du Vercors et LEADER."])
    >>> titles.of("LES PROJETS LEADER : L'EXEMPLE DU VERCORS")
    "Les projets LEADER : l'exemple du Vercors"
    """

    def __init__(self, descriptions: Iterable[str], shared: SharedPart | None = None) -> None:
        names = list(_proper_names(shared)) if shared else []
        labels = list(_labels(shared)) if shared else []
        self._forms = _forms([*descriptions, *names, *labels])
        self._names = {name.casefold(): name for name in names if not name.islower()}
        longest_first = sorted(self._names.values(), key=len, reverse=True)
        self._any_name = re.compile(
            rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?!\w)", re.IGNORECASE
        )

    def of(self, title: str, description: str = "") -> str:
        """Return a title in sentence case; one that has small letters already, as it is.

        Args:
            title: as it is printed.
            description: of the same entry: its words are the surest.
        """
        if not title.isupper():
            return title
        own = _forms([description])

        def cased(match: re.Match[str]) -> str:
            word: str = match[0]
            forms = own.get(_key(word)) or self._forms.get(_key(word))
            return (_capitalised(forms) if forms else None) or word.lower()

        def named(match: re.Match[str]) -> str:
            as_described = re.search(re.escape(match[0]), description, re.IGNORECASE)
            if as_described:
                return as_described[0]
            return self._names.get(match[0].casefold(), match[0])

        written = self._any_name.sub(named, _WORD.sub(cased, title))
        return re.sub(r"\w", lambda match: match[0].upper(), written, count=1)


_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE_BEGINS = re.compile(r"(?:^|[.?!…:;\n])[\s«\"“(–—-]*$")


def _key(word: str) -> str:
    return without_accents(word).casefold()


def _forms(texts: Iterable[str]) -> dict[str, Counter[str]]:
    """Return how each word is written inside of sentences, by its folded form."""
    forms: dict[str, Counter[str]] = {}
    for text in texts:
        if text.isupper() and " " in text:
            continue
        for match in _WORD.finditer(text):
            word = match[0]
            is_acronym = len(word) > 1 and word.isupper()
            before = text[max(0, match.start() - 8) : match.start()]
            if is_acronym or not _SENTENCE_BEGINS.search(before):
                forms.setdefault(_key(word), Counter())[word] += 1
    return forms


def _capitalised(forms: Counter[str]) -> str | None:
    """Return the most frequent form when none of them is in small letters."""
    return None if any(form.islower() for form in forms) else forms.most_common(1)[0][0]


def _proper_names(shared: SharedPart) -> Iterator[str]:
    """Yield what agents, places and the programme are called."""
    for agent in shared.agents.values():
        yield from filter(None, (agent.name, agent.acronym))
    for place in shared.places.values():
        yield from (place.name, *place.spellings)
    if shared.programme and shared.programme.acronym:
        yield shared.programme.acronym


def _labels(shared: SharedPart) -> Iterator[str]:
    """Yield what series and concepts are called."""
    for series in shared.series.values():
        yield series.title
    for concept in shared.concepts.values():
        yield from CONCEPTS.names_of(concept)
