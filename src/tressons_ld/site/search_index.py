"""The index of a search without a server: words -> numbers of resources, in files cut by prefix.

The number of a resource is its line in the lock file, so that a row that comes, goes or moves
changes no number of another. A file of words holds those of a prefix; where they are too many, one
file for each next letter, and one for the prefix itself: the resources that hold any of its words,
so that what is being typed takes one file a word. What is shown of resources lies in files of
eight numbers, for the ten that are shown first may all stand apart.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from tressons_ld.artifacts import File
from tressons_ld.files.line_buckets import LineBuckets
from tressons_ld.site.search_files import encoded, file_name, script_file
from tressons_ld.site.search_words import SMALL_WORDS

LARGEST_FILE = 12_000
"""Bytes of words beyond which a prefix is cut by its next letter."""

BLOCK = 8
"""Numbers whose resources stand in one file."""

_BLOCKS_IN_A_FOLDER = 1000
_TREE_KEY = "tree"

TREE = f"{_TREE_KEY}.js"
"""The file of an index that a search reads first: which prefixes there are."""


class Posting(NamedTuple):
    """A word, and the resources that hold it.

    Attributes:
        word: the word.
        titles: numbers of those that hold it in their title.
        others: numbers of the others.
    """

    word: str
    titles: "array[int]"
    others: "array[int]"

    @property
    def text(self) -> str:
        """Both, as files have them."""
        return f"{encoded(self.titles)} {encoded(self.others)}".rstrip()


class SearchIndex:
    """The index, while resources come."""

    def __init__(self) -> None:
        self._buckets = LineBuckets()

    def add(self, number: int, title: Iterable[str], others: Iterable[str]) -> None:
        """Add the words of a resource.

        Args:
            number: of the resource, that of no other.
            title: the words of its title.
            others: its other words.
        """
        titles = set(title)
        for word in titles:
            self._buckets.add(word[:2], f"{word} {2 * number}")
        for word in others:
            if word not in titles:
                self._buckets.add(word[:2], f"{word} {2 * number + 1}")

    def files(self) -> Iterator[File]:
        """Yield the files of words, then the one that says which prefixes have one.

        Their paths are under the folder of the index.
        """
        tree: dict[str, str] = {"": ""}
        for letter, prefixes in groupby(self._buckets, key=lambda prefix: prefix[0]):
            tree[""] += letter
            yield from self._letter(letter, list(prefixes), tree)
        known = {"tree": tree, "small": sorted(SMALL_WORDS)}
        yield script_file(TREE, _TREE_KEY, known)

    def _letter(self, letter: str, prefixes: Sequence[str], tree: dict[str, str]) -> Iterator[File]:
        """Yield the files of the words that begin with a letter: one, where they are few."""
        held: list[list[Posting]] = []
        size, few = 0, True
        for prefix in prefixes:
            postings = self._postings(prefix)
            held.append(postings)
            size += _size(postings)
            few = few and size <= LARGEST_FILE
            if not few:
                for each in held:
                    tree[letter] = tree.get(letter, "") + each[0].word[1]
                    yield from _cut(each[0].word[:2], each, tree)
                held.clear()
        if few:
            yield _words_file(letter, [each for bucket in held for each in bucket])

    def _postings(self, prefix: str) -> list[Posting]:
        titles: dict[str, array[int]] = {}
        others: dict[str, array[int]] = {}
        for line in self._buckets.of(prefix):
            word, _, code = line.partition(" ")
            number, in_text = divmod(int(code), 2)
            found = (others if in_text else titles).get(word)
            if found is None:
                found = (others if in_text else titles)[word] = array("I")
            found.append(number)
        none: array[int] = array("I")
        return [
            Posting(word, titles.get(word, none), others.get(word, none))
            for word in sorted(titles.keys() | others.keys())
        ]


def _size(postings: Iterable[Posting]) -> int:
    """Return about as many bytes as the postings take."""
    return sum(len(each.word) + 6 + 2 * (len(each.titles) + len(each.others)) for each in postings)


def _cut(prefix: str, postings: Sequence[Posting], tree: dict[str, str]) -> Iterator[File]:
    """Yield the files of the words that begin with a prefix, each a little over the size at most.

    A single word is never cut.
    """
    own = [each for each in postings if each.word == prefix]
    if len(own) == len(postings) or _size(postings) <= LARGEST_FILE:
        yield _words_file(prefix, postings)
        return
    yield _words_file(prefix, own, _all_of(postings))
    for letter, several in groupby(postings[len(own) :], lambda each: each.word[len(prefix)]):
        tree[prefix] = tree.get(prefix, "") + letter
        yield from _cut(prefix + letter, list(several), tree)


def _all_of(postings: Iterable[Posting]) -> str:
    """Return the resources that hold any of some words."""
    titles, others = set[int](), set[int]()
    for each in postings:
        titles.update(each.titles)
        others.update(each.others)
    return f"{encoded(titles)} {encoded(others - titles)}".rstrip()


def _words_file(prefix: str, postings: Iterable[Posting], all_of: str = "") -> File:
    words = {each.word: each.text for each in postings}
    if all_of:
        words["*"] = all_of
    return script_file(f"mots/m-{file_name(prefix)}.js", f"m-{prefix}", words)


def block_files(folder: str, rows: Iterable[tuple[int, object]]) -> Iterator[File]:
    """Yield the files of what is shown of resources.

    Args:
        folder: that they lie in.
        rows: number and what is shown, by ascending number.
    """
    for block, several in groupby(rows, key=lambda row: row[0] // BLOCK):
        above, name = divmod(block, _BLOCKS_IN_A_FOLDER)
        yield script_file(f"{folder}/{above}/{name}.js", f"f-{block}", dict(several))
