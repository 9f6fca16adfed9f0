"""The pages of a feed, written while the entries stream by.

A page ends where a shard does, once it holds enough entries: unchanged shards are copied from the
earlier pages. What a page names is gathered while it grows and said at its end, where the next page
is known too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from tressons_ld.consumers.feeds import FeedText, page_path
from tressons_ld.files.growing_file import Dump
from tressons_ld.rdf.serialisation import SERIALISERS

Tail = Callable[[str, Sequence[str], int, bool], bytes]
"""The end of a page: its format, what is named in it, its number, whether another one follows."""


@dataclass(frozen=True)
class PagedFeed:
    """A feed as it is cut into pages.

    Attributes:
        name: the feed.
        path: of its first page, without extension: ``harvest/data.gouv.fr/catalog``.
        extensions: format -> extension of its pages, with the dot.
        heads: format -> the start of every page.
        between: format -> what stands between two entries, and before the tail.
        tail: the end of a page.
    """

    name: str
    path: str
    extensions: Mapping[str, str]
    heads: Mapping[str, bytes]
    between: Mapping[str, bytes]
    tail: Tail

    def page(self, format: str, number: int) -> str:
        """Return the path of a page, counted from 1: ``catalog.ttl``, ``catalog-2.ttl``."""
        return page_path(self.path, self.extensions[format], number)


class FeedPages:
    """The pages of one feed under way, in all its formats."""

    def __init__(self, feed: PagedFeed, new: Path, size: int) -> None:
        """Begin the first page.

        Args:
            feed: the feed.
            new: the folder of the publication.
            size: entries after which a page ends, at the end of a shard.
        """
        self.feed, self._new, self._size = feed, new, size
        self._open = ExitStack()
        self._dumps: dict[str, Dump] = {}
        self._named: set[str] = set()
        self.number = self._entries = 0
        self.lengths: dict[str, list[int]] = {format: [] for format in feed.extensions}
        self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._open.close()

    def room_for(self, entries: int, named: Iterable[str]) -> int:
        """Begin another page if this one is full; return the number of the page that is written.

        Args:
            entries: number of entries that are added next.
            named: what they name, to be said at the end of their page.
        """
        if self._entries >= self._size:
            self._end(following=True)
            self._begin()
        self._entries += entries
        self._named.update(named)
        return self.number

    def write(self, format: str, content: bytes) -> None:
        """Add text to the page."""
        dump = self._dumps[format]
        dump.write(self._before(format))
        dump.write(content)

    def copy(self, format: str, source: IO[bytes], offset: int, length: int) -> None:
        """Add a run of another file to the page."""
        dump = self._dumps[format]
        dump.write(self._before(format))
        dump.copy(source, offset, length)

    def follow(self, format: str, source: IO[bytes], offset: int, length: int) -> None:
        """Add a run of an earlier page to the page (see :meth:`Dump.follow`)."""
        self._dumps[format].follow(source, offset, length, self._before(format))

    def _before(self, format: str) -> bytes:
        """Return what stands between what is in the page and what is added to it."""
        empty = len(self._dumps[format]) == len(self.feed.heads[format])
        return b"" if empty else self.feed.between[format]

    def end(self) -> None:
        """End the last page."""
        self._end(following=False)

    def _begin(self) -> None:
        self.number += 1
        self._entries = 0
        self._named.clear()
        for format, head in self.feed.heads.items():
            path = self._new / self.feed.page(format, self.number)
            path.parent.mkdir(parents=True, exist_ok=True)
            self._dumps[format] = self._open.enter_context(Dump(path))
            self._dumps[format].write(head)

    def _end(self, *, following: bool) -> None:
        named = sorted(self._named)
        for format, dump in self._dumps.items():
            dump.write(self.feed.tail(format, named, self.number, following))
            dump.end()
            self.lengths[format].append(len(dump))
        self._open.close()


def paged(feed: FeedText, site_url: str) -> PagedFeed:
    """Return a feed as it is cut into pages, which lie under an address."""
    path, formats = feed.feed.path, feed.feed.formats

    def tail(format: str, named: Sequence[str], number: int, following: bool) -> bytes:
        extension = SERIALISERS[format].format.extension
        here = site_url + page_path(path, extension, number)
        after = site_url + page_path(path, extension, number + 1) if following else None
        return feed.tail(format, named, here, after).encode("ascii")

    return PagedFeed(
        name=feed.feed.name,
        path=path,
        extensions={format: SERIALISERS[format].format.extension for format in formats},
        heads={format: feed.head(format).encode("ascii") for format in formats},
        between={format: SERIALISERS[format].separator.encode("ascii") for format in formats},
        tail=tail,
    )
