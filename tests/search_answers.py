"""What a search finds, worked out from the table itself, and the index as the program reads it."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tressons_ld.api import OpenCatalogue
from tressons_ld.catalogue.model import Entry

_SMALL_WORDS = """au aux avec ce ces cette dans de des du elle en et il ils la le les leur leurs lui
mais ne nos notre nous on ou par pas pour qu que qui sa se ses sont sur un une vos votre vous and
are as at be by for from in is it of or that the this to was with"""
_SMALL = frozenset(_SMALL_WORDS.split())


def plain_words(text: str) -> list[str]:
    """The words of a text, without capitals, accents, ligatures and one letter alone."""
    for ligature, letters in (("œ", "oe"), ("æ", "ae"), ("ß", "ss")):
        text = text.lower().replace(ligature, letters)
    parts = unicodedata.normalize("NFKD", text)
    bare = "".join(sign for sign in parts if not unicodedata.category(sign).startswith("M"))
    return [word[:40] for word in re.findall(r"[^\W_]+", bare) if len(word) > 1]


def without_plural(word: str) -> str:
    if len(word) > 3 and re.search(r"[^e]aux$", word):
        return word[:-3] + "al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def telling_words(query: str) -> list[str]:
    """The words of a query that are looked for."""
    asked = plain_words(query)
    return [word for word in asked if word not in _SMALL] or asked[-1:]


def stems(text: str) -> set[str]:
    """The words of a text by which it is found."""
    return {without_plural(word) for word in plain_words(text) if word not in _SMALL}


def score(query: str, titles: set[str], texts: set[str]) -> int | None:
    """How many words of a query the title of a resource holds; None if the resource lacks one."""
    telling, hits = telling_words(query), 0
    for place, word in enumerate(telling, start=1):
        last = place == len(telling)

        def held(words: set[str], word: str = word, last: bool = last) -> bool:
            return any(
                each == without_plural(word) or (last and each.startswith(word)) for each in words
            )

        if not held(texts):
            return None
        hits += held(titles)
    return hits


def text_of(catalogue: OpenCatalogue, entry: Entry) -> str:
    """What a row says in words beside its title, things by their names."""
    shared = catalogue.shared
    agents = [*entry.organisations, *entry.persons, *([entry.publisher] if entry.publisher else [])]
    said = [entry.description, *entry.keywords, entry.printed_title or "", entry.issued or ""]
    for id in agents:
        agent = shared.agents[id]
        said += [agent.name, agent.acronym or "", *agent.spellings]
    for id in entry.places:
        said += [shared.places[id].name, *shared.places[id].spellings]
    for id in entry.series:
        said += [shared.series[id].title, *shared.series[id].spellings]
    concepts = [("genre", entry.kind), *(("theme", id) for id in entry.themes)]
    concepts += [("public", id) for id in entry.audiences]
    concepts += [("section", entry.section)] if entry.section else []
    for key in concepts:
        concept = shared.concepts[key]
        said += [concept.labels.fr, concept.labels.en, *concept.spellings]
    return " ".join(said)


def scores(catalogue: OpenCatalogue, query: str) -> dict[str, int]:
    """Id -> score of each resource that a query finds."""
    return scores_of_several(catalogue, [query])[0]


def scores_of_several(catalogue: OpenCatalogue, queries: Sequence[str]) -> list[dict[str, int]]:
    """For each query, id -> score of each resource that it finds; the table is read once."""
    found: list[dict[str, int]] = [{} for _ in queries]
    for entry in catalogue:
        titles = stems(entry.title)
        texts = titles | stems(text_of(catalogue, entry))
        for query, answer in zip(queries, found, strict=True):
            hits = score(query, titles, texts)
            if hits is not None:
                answer[entry.id] = hits
    return found


class IndexReader:
    """The files of an index, read as the program reads them, one by one when they are needed."""

    def __init__(self, files: Mapping[str, bytes], folder: str = "recherche") -> None:
        self._files, self._folder = files, folder
        self.tree: dict[str, str] = self._value("tree.js")["tree"]
        self.read: list[str] = []

    @classmethod
    def of(cls, public: Path) -> "IndexReader":
        found = public.rglob("*.js")
        return cls({each.relative_to(public).as_posix(): each.read_bytes() for each in found})

    def _value(self, path: str) -> Any:
        text = self._files[f"{self._folder}/{path}"].decode()
        _, _, value = text.removesuffix(")\n").partition(",")
        return json.loads(value)

    def answer(self, query: str) -> dict[int, int]:
        """Number -> score of each resource that a query finds, worked out as the program does."""
        *words, last = telling_words(query)
        sets = [self.holding(without_plural(word), whole=True) for word in words]
        whole = self.holding(without_plural(last), whole=True)
        begun = self.holding(last, whole=False)
        sets.append(
            {
                number: whole.get(number, False) or begun.get(number, False)
                for number in whole.keys() | begun.keys()
            }
        )
        common = set.intersection(*(set(each) for each in sets))
        return {number: sum(each[number] for each in sets) for number in common}

    def holding(self, word: str, *, whole: bool) -> dict[int, bool]:
        """Number of each resource that holds a word, or one that it begins -> in its title."""
        prefix = ""
        for letter in word:
            if prefix not in self.tree:
                break
            if letter not in self.tree[prefix]:
                return {}
            prefix += letter
        name = re.sub("[^a-z0-9]", lambda each: f"-{ord(each[0]):x}", prefix)
        path = f"mots/m-{name}.js"
        self.read.append(path)
        words = self._value(path)
        if not whole and prefix == word and "*" in words:
            return decoded([words["*"]])
        return decoded(
            text
            for each, text in words.items()
            if each == word or (not whole and each.startswith(word))
        )


def decoded(texts: Iterable[str]) -> dict[int, bool]:
    found: dict[int, bool] = {}
    for text in texts:
        titles, _, others = text.partition(" ")
        for number in _numbers(others):
            found.setdefault(number, False)
        for number in _numbers(titles):
            found[number] = True
    return found


def _numbers(text: str) -> Iterator[int]:
    number, scale, last = 0, 1, 0
    for letter in text:
        sign = ord(letter) - 35 - (ord(letter) > 92)
        if sign > 63:
            yield from range(last + 1, last + sign - 61)
            last += sign - 62
            continue
        number += sign % 32 * scale
        scale *= 32
        if sign < 32:
            last += number
            yield last
            number, scale = 0, 1
