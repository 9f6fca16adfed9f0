"""One rehearsal from its feed: all items, what went wrong with the job, what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeAlias

from tressons_ld.consumers.harvest.against import HarvestComparison, compare
from tressons_ld.consumers.harvest.registry import CONSUMERS
from tressons_ld.consumers.rehearsal.feed_reader import FeedReader
from tressons_ld.consumers.rehearsal.items import Harvest, Item
from tressons_ld.files.shelf import Shelf
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Finding
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

Progress: TypeAlias = Callable[[int, int], None]
"""Called with the number of items read and the number there are, as far as is known."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """A harvest as it would be, all of it read.

    Attributes:
        harvest: the items, the errors of the job and the remarks.
        items: the items of the harvest.
        against: what becomes of each item after the earlier harvest; None without one.
    """

    harvest: Harvest
    items: Sequence[Item]
    against: Sequence[HarvestComparison] | None = None

    @property
    def is_fine(self) -> bool:
        """Whether every item arrives, none twice, and none is archived."""
        return (
            not self.harvest.problems
            and bool(self.items)
            and all(item.status == "done" for item in self.items)
            and not any(
                one.fate in ("archived", "doubled", "refused") for one in self.against or ()
            )
        )


def rehearse(
    consumer: str,
    feed: str | Path,
    day: date,
    *,
    earlier: str | Path | None = None,
    site_url: str | None = None,
    root: Path | None = None,
    number: int = 0,
    left_out: Iterable[Finding] = (),
    is_known: Callable[[Item], bool] | None = None,
    progress: Progress | None = None,
) -> Rehearsal:
    """Return what a consumer would have after harvesting a feed.

    The items lie in temporary files; in memory are a page at a time and the identifiers.

    Args:
        consumer: a name of :data:`.registry.CONSUMERS`.
        feed: address of its first page, its file, or the folder of a publication.
        day: of the harvest.
        earlier: the feed that was harvested before, named the same way.
        site_url: where ``root`` will be served, for pages that name the next by its address.
        root: a publication that lies there without being served yet.
        number: how many items are expected, where that is known.
        left_out: what was found when the feed was written: those of the consumer are remarks, for
            what a feed leaves out does not stand in it.
        is_known: whether an item was published before ``earlier`` was.
        progress: called for each item read.

    Raises:
        FolderError: ``feed`` or ``earlier`` is a folder without that consumer's feed.
        MissingPackageError: a value asks for a package of the extra ``harvest``.
    """
    counted = _Counted(number * (1 if earlier is None else 2), progress)
    harvest, items = _harvested(consumer, feed, day, counted, site_url, root)
    if not items and harvest.is_whole:
        harvest = replace(harvest, problems=[*harvest.problems, _EMPTY])
    start = CONSUMERS[consumer].findings
    told = [
        Text(one.in_language("fr"), one.in_language("en"))
        for one in left_out
        if start and one.code.startswith(start)
    ]
    harvest = replace(harvest, remarks=[*harvest.remarks, *told])
    if earlier is None:
        return Rehearsal(harvest, items)
    before, old = _harvested(consumer, earlier, day, counted)
    if before.problems:
        text = before.problems[0]
        raise FolderError("folder.earlier-feed", text=text)
    habits = CONSUMERS[consumer].habits
    fates = compare(old, items, keeps=habits.keeps, whole=harvest.is_whole, is_known=is_known)
    return Rehearsal(harvest, items, Shelf(fates))


class _Counted:
    """The number of items read so far, told."""

    def __init__(self, number: int, progress: Progress | None) -> None:
        self.number, self.progress = number, progress
        self.read = 0

    def over(self, items: Iterable[Item]) -> Iterator[Item]:
        for item in items:
            self.read += 1
            if self.progress:
                self.progress(self.read, max(self.number, self.read))
            yield item


def _harvested(
    consumer: str,
    feed: str | Path,
    day: date,
    counted: _Counted,
    site_url: str | None = None,
    root: Path | None = None,
) -> tuple[Harvest, Sequence[Item]]:
    asked = CONSUMERS[consumer]
    pages = FeedReader(first_page(consumer, feed), asked.habits, site_url=site_url, root=root)
    items = Shelf(counted.over(asked.harvester()(pages, day)))
    if asked.habits.at_once and not pages.is_whole:
        items = Shelf(_not_taken(item) for item in items)
    return Harvest(consumer, items, pages.problems, pages.remarks, pages.is_whole), items


def _not_taken(item: Item) -> Item:
    """Return an item as it is where the harvest breaks off and the consumer takes nothing in."""
    why = _BROKEN_OFF if item.status == "done" else item.why
    return Item(item.id, item.iri, "failed", why)


def first_page(consumer: str, feed: str | Path) -> str | Path:
    """Return where a feed begins: in the folder of a publication, that consumer's feed.

    Raises:
        FolderError: the folder has none.
    """
    if isinstance(feed, str) and "://" in feed:
        return feed
    path = Path(feed)
    if not path.is_dir():
        return path
    page = path / CONSUMERS[consumer].feed
    if not page.is_file():
        raise FolderError("folder.no-such-feed", path=path, page=CONSUMERS[consumer].feed)
    return page


_BROKEN_OFF = sentence("rehearsal.harvest-fails")
_EMPTY = sentence("rehearsal.no-dataset")
