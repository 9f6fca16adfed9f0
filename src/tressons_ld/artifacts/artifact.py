"""An artifact: one kind of output, from the entries of a shard to the files that it ends in.

An artifact has two sides. What it makes of the entries of one shard is pure and picklable: any
process can do it, and where neither the entries nor the artifact's fingerprint have changed, what
was made for the last publication is taken over. What is folded over all shards, in the order of the
table, happens in one process, in bounded memory: that is the artifact's :class:`Fold`.

A new kind of output is one module with its artifact, and a line in the composition root's list.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from tressons_ld.artifacts.mapped_entry import MappedEntry
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding
from tressons_ld.mapping.data_files import FileFacts
from tressons_ld.mapping.void_statistics import Counts

File: TypeAlias = tuple[str, bytes]
"""The path of a file under the output folder, and its content."""


class Stream(NamedTuple):
    """A file that grows by a run of bytes for each shard, or several such files, its pages.

    Attributes:
        name: of the stream, among all of a publication.
        path: of the file under the output folder; of the first page, where there are pages.
        separator: what stands between two entries, and between what stands around them.
        measured: whether the catalogue as data states the size and the checksum of the file.
        after_head: whether the separator stands between the head and the first run too, where there
            are no pages.
    """

    name: str
    path: str
    separator: bytes
    measured: bool = False
    after_head: bool = True

    def page(self, number: int) -> str:
        """Return the path of a page, counted from 1: ``catalog.ttl``, ``catalog-2.ttl``."""
        return page_path(self.path, number)


def page_path(path: str, number: int) -> str:
    """Return the path of a page, given that of the first one: ``catalog-2.ttl``."""
    if number == 1:
        return path
    folder, slash, name = path.rpartition("/")
    stem, dot, extension = name.partition(".")
    return f"{folder}{slash}{stem}-{number}{dot}{extension}"


class Part(NamedTuple):
    """What an artifact makes of one shard.

    Attributes:
        runs: stream -> the bytes by which it grows, of one entry after the other; what separates
            them is the stream's.
        files: path -> content of each file of a single entry.
        summary: what is folded, as JSON has it; None when nothing is.
    """

    runs: Mapping[str, Sequence[bytes]] = {}
    files: Mapping[str, bytes] = {}
    summary: Any = None


@dataclass(frozen=True)
class PublicationFacts:
    """What is known of a publication once every shard is there.

    Attributes:
        oldest: day of the first publication.
        newest: newest day on which anything recorded changed.
        resources: number of resources.
        authorities: the terms of others, such as formats and languages, that entries name.
        counts: what the files hold together; None where nobody counts.
        files: path -> size and checksum of each file that is measured.
        folder: where the files lie that grew with every shard, all whole; None before that.
        given_up: path of each address of data that was published and is no more -> what took its
            place, a path or an address; empty where nothing did.
        processes: how many may make the files that are made once.
    """

    oldest: str
    newest: str
    resources: int
    authorities: frozenset[str] = frozenset()
    counts: Counts | None = None
    files: Mapping[str, FileFacts] = field(default_factory=dict)
    folder: Path | None = None
    given_up: Mapping[str, str] = field(default_factory=dict)
    processes: int = 1


class Artifact:
    """One kind of output. Each method does nothing until a kind of output needs it.

    Attributes:
        name: of the artifact, among all of a publication.
        streams: the files that grow with every shard.
        page_size: entries after which the streams begin another page, at the end of a shard; None
            where each is one file.
    """

    name: str
    streams: Sequence[Stream] = ()
    page_size: int | None = None

    def fingerprint(self) -> str:
        """Return what its parts depend on beside the entries, what they name, and the program."""
        return ""

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return what it makes of the entries of a shard. Pure."""
        return Part()

    def paths(self, id: str) -> Iterable[str]:
        """Return the paths of the files that :meth:`part` makes of the entry of this id."""
        return ()

    def data_paths(self) -> Iterable[str]:
        """Return the paths of the data that it makes once, but for documents of things."""
        return ()

    def fold(self) -> "Fold":
        """Return what folds its parts, none added yet."""
        return Fold()

    def entry_findings(self, entry: Entry) -> Iterable[Finding]:
        """Return what it cannot say of an entry, whether it is written or only checked."""
        return ()

    def findings(self) -> Iterable[Finding]:
        """Return what it cannot say of the catalogue, whether it is written or only checked."""
        return ()

    def refuse_unwritable(self) -> None:
        """Refuse what it could not write, before anything is written or when all is checked.

        Raises:
            TressonsError: a file that it is made from cannot be used.
        """


class Fold:
    """The parts of an artifact, folded in the order of the table."""

    def add(self, summary: Any) -> None:
        """Take the summary of the next shard."""

    def facts(self, facts: PublicationFacts) -> PublicationFacts:
        """Return the facts, with those that other artifacts may state; called in their order."""
        return facts

    def head(self, stream: str, facts: PublicationFacts) -> bytes:
        """Return the start of a file of the stream.

        It is asked for before the first shard, when no more is known than the days, and again at
        the end where the days have become others: its length must be the same.
        """
        return b""

    def tail(self, stream: str, facts: PublicationFacts) -> bytes:
        """Return the end of the file of a stream that has no pages."""
        return b""

    def page_tail(self, stream: str, number: int, *, following: bool) -> bytes:
        """Return the end of a page.

        Args:
            stream: the stream.
            number: of the page, from 1.
            following: whether another page follows.
        """
        return b""

    def begin_page(self) -> None:
        """Forget what was folded for the page that has ended."""

    def last(self, stream: str, facts: PublicationFacts) -> bytes:
        """Return what the last page has after its entries; empty where it has nothing."""
        return b""

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        """Yield the files that are made once, from all parts and facts."""
        return iter(())
