"""The files of an artifact's streams while the entries stream by: each one file, or pages of one.

A page ends where a shard does, once it holds enough entries: the runs of unchanged shards are
copied from the pages of the previous publication.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, NamedTuple

from tressons_ld.artifacts import Artifact, Fold, PublicationFacts, Stream
from tressons_ld.files.growing_file import GrowingFile
from tressons_ld.mapping.data_files import FileFacts
from tressons_ld.publication.content_digests import RunsDigest
from tressons_ld.publication.manifest import StreamEnd
from tressons_ld.publication.page_count import PageCount


class Run(NamedTuple):
    """The bytes by which a stream grows for a shard, where they lie now.

    Attributes:
        source: the file that holds them.
        offset: of the first byte.
        length: in bytes.
        lasting: whether the file is one of the previous publication, open until the end.
    """

    source: IO[bytes]
    offset: int
    length: int
    lasting: bool


class PreviousFile(NamedTuple):
    """A file of the previous publication.

    Attributes:
        file: the file, open.
        sha512: its digest, in hexadecimal.
    """

    file: IO[bytes]
    sha512: str


class StreamHead:
    """What is remembered of the start of a stream's file: never its bytes, which may be many."""

    def __init__(self, content: bytes) -> None:
        self._length, self._digest = len(content), RunsDigest()
        self._digest.add(content)

    def __len__(self) -> int:
        """Return its length, in bytes."""
        return self._length

    def end(self, size: int, tail: bytes) -> StreamEnd:
        """Return what a file of this size holds that begins so and has this end."""
        digest = self._digest.copy()
        digest.add(tail)
        return StreamEnd(size, self._length, len(tail), digest.hexadecimal)


class Streams:
    """The files of the streams of one artifact, each one file from its beginning to its end.

    Attributes:
        ends: what each file that has ended holds beside runs, by its path.
    """

    def __init__(self, artifact: Artifact, fold: Fold, new: Path, facts: PublicationFacts) -> None:
        """Begin the files.

        Args:
            artifact: the artifact.
            fold: what folds its parts.
            new: the folder of the publication to come.
            facts: what is known before the first shard.
        """
        self._streams: Mapping[str, Stream] = {each.name: each for each in artifact.streams}
        self._fold, self._new, self._page_size = fold, new, artifact.page_size
        self._open = ExitStack()
        self._files: dict[str, GrowingFile] = {}
        self._heads: dict[str, StreamHead] = {}
        self._first_facts = facts
        self._pages = PageCount(artifact.page_size)
        self.ends: dict[str, StreamEnd] = {}
        self._begin_page()

    @property
    def heads(self) -> Mapping[str, int]:
        """Length of what stands before the first run of each stream, its separator not included."""
        return {name: len(head) for name, head in self._heads.items()}

    def close(self) -> None:
        """Close all files."""
        self._open.close()

    def room_for(self, entries: int) -> int:
        """Begin another page if this one is full; return the number of the page that is written.

        Args:
            entries: number of entries that are added next.
        """
        is_full = self._pages.is_full
        if is_full:
            self._end_page({}, following=True)
        self._pages.add(entries)
        if is_full:
            self._begin_page()
        return self._pages.number

    def add(self, runs: Mapping[str, Run]) -> None:
        """Add the run of a shard to each stream."""
        for name, run in runs.items():
            file, separator = self._files[name], self._separator(name)
            if run.lasting:
                file.follow(run.source, run.offset, run.length, separator)
            else:
                file.write(separator)
                file.copy(run.source, run.offset, run.length)

    def finish(
        self, facts: PublicationFacts, previous: Mapping[str, PreviousFile]
    ) -> Iterator[Callable[[], tuple[str, FileFacts]]]:
        """Write the ends of files without pages; yield the work that is left, for any thread.

        Each piece of work ends a file and returns its path, its size and, where it is measured, its
        checksum. A file in which nothing has changed becomes that of the previous publication.

        Args:
            facts: what is known of the whole publication.
            previous: stream -> its file.
        """
        if self._page_size is not None:
            return
        first = self._first_facts
        for name, stream in self._streams.items():
            file, tail = self._files[name], self._fold.tail(name, facts)
            file.write(tail)
            head = self._heads[name]
            if (facts.oldest, facts.newest) != (first.oldest, first.newest):
                dated = self._fold.head(name, facts)
                assert len(dated) == len(head)
                file.replace_head(dated)
                head = StreamHead(dated)
            self.ends[stream.path] = head.end(len(file), tail)
            yield self._ending(name, stream, previous.get(name))

    def finish_pages(self, facts: PublicationFacts) -> None:
        """Write what the last page has after its entries, and its end."""
        if self._page_size is None:
            return
        self.room_for(0)
        lasts = {name: self._fold.last(name, facts) for name in self._files}
        self._end_page(
            {name: self._separator(name) + last for name, last in lasts.items() if last},
            following=False,
        )

    def stop(self) -> None:
        """Leave off what other threads are at: the files are of no more use."""
        for file in self._files.values():
            file.stop()

    def __len__(self) -> int:
        """Return the number of bytes of the files under way."""
        return sum(map(len, self._files.values()))

    def _ending(
        self, name: str, stream: Stream, previous: PreviousFile | None
    ) -> Callable[[], tuple[str, FileFacts]]:
        file = self._files[name]

        def end() -> tuple[str, FileFacts]:
            if previous and file.become(previous.file):
                digest = previous.sha512
            else:
                file.end()
                digest = file.sha512() if stream.measured else ""
            return stream.path, FileFacts(len(file), digest)

        return end

    def _separator(self, name: str) -> bytes:
        """Return what stands between what is in a file and what is added to it."""
        stream, first = self._streams[name], len(self._files[name]) == len(self._heads[name])
        follows_head = self._page_size is None and stream.after_head
        return b"" if first and not follows_head else stream.separator

    def _begin_page(self) -> None:
        self._fold.begin_page()
        for name, stream in self._streams.items():
            path = self._new / stream.page(self._pages.number)
            path.parent.mkdir(parents=True, exist_ok=True)
            file = self._open.enter_context(GrowingFile(path))
            head = self._fold.head(name, self._first_facts)
            file.write(head)
            self._files[name], self._heads[name] = file, StreamHead(head)

    def _end_page(self, lasts: Mapping[str, bytes], *, following: bool) -> None:
        """End a page.

        Args:
            lasts: stream -> what stands after the entries of the last page.
            following: whether another page follows.
        """
        for name, file in self._files.items():
            end = self._fold.page_tail(name, self._pages.number, following=following)
            tail = lasts.get(name, b"") + end
            file.write(tail)
            file.end()
            path = self._streams[name].page(self._pages.number)
            self.ends[path] = self._heads[name].end(len(file), tail)
        self._open.close()
