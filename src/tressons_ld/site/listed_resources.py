"""The resources as lists show them, filed under the things that they name, in bounded memory."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from heapq import nlargest
from itertools import islice, pairwise
from typing import Any, NamedTuple

from tressons_ld.artifacts import MappedEntry
from tressons_ld.catalogue.columns.thing_names import ConceptName, ThingName
from tressons_ld.catalogue.model import RESOURCES, SCHEME_OF_COLUMN, SharedPart
from tressons_ld.catalogue.paths import Paths, beginnings, folder_and_id
from tressons_ld.files.postings import Postings
from tressons_ld.files.shelf import Shelf

PAGE_SIZE = 50
"""Resources on a page of a list."""

_NAMING = tuple(
    (column, column.datatype)
    for column in RESOURCES.columns
    if isinstance(column.datatype, ThingName | ConceptName)
)
"""The columns that name things of the catalogue, each of which lists the resources naming it."""


class ListedResource(NamedTuple):
    """What lists show of a resource.

    Attributes:
        id: its id.
        title: its title.
        language: of its title.
        kind: id of its kind.
        issued: when it was published; None where that is not known.
        changed: day on which its record last changed; empty where nobody records.
        authors: ids of the organisations and persons that made it.
        paths: of the things that list it; none once it stands on the lists, which know them.
        other_titles: its title in other languages, by their tags.
    """

    id: str
    title: str
    language: str
    kind: str
    issued: str | None
    changed: str
    authors: Sequence[str]
    paths: Sequence[str]
    other_titles: Sequence[tuple[str, str]] = ()


def listed_resource(entry: MappedEntry, shared: SharedPart) -> ListedResource:
    """Return what lists show of an entry."""
    it, paths = entry.entry, shared.settings.paths
    certainties = (each.certainty for each in it.additions if each.certainty)
    listing = dict.fromkeys(
        (
            *(
                _path(datatype, id, shared)
                for column, datatype in _NAMING
                for id in column.values(it)
            ),
            *(paths.concept(SCHEME_OF_COLUMN["certainty"], id) for id in certainties),
            *((paths.year(it.issued[:4]),) if it.issued else ()),
        )
    )
    changed = entry.dates.modified if entry.dates else ""
    return ListedResource(
        it.id,
        it.title,
        it.language,
        it.kind,
        it.issued,
        changed,
        (*it.organisations, *it.persons),
        tuple(listing),
        it.other_titles,
    )


def _path(datatype: ThingName | ConceptName, id: str, shared: SharedPart) -> str:
    """Return the path of what a cell names by its id."""
    paths = shared.settings.paths
    match datatype:
        case ConceptName(scheme=scheme):
            return paths.concept(scheme, id)
        case ThingName(table="agents"):
            return paths.agent(id, person=shared.agents[id].person)
        case ThingName(table="places"):
            return paths.place(id)
    return paths.series(id)


class ResourceLists:
    """All resources, and those of each thing, in the order of the table."""

    def __init__(self) -> None:
        # Plain tuples: of a class of its own each would be read half as fast.
        self._all: Shelf[tuple[Any, ...]] = Shelf()
        self._by_thing = Postings()
        self._ends = array("I")

    def add(self, resources: Iterable[ListedResource]) -> None:
        """Add the resources of a shard, after all others."""
        for resource in resources:
            number = len(self._all)
            self._all.append(tuple(resource._replace(paths=())))
            for path in resource.paths:
                self._by_thing.add(path, number)
        self._ends.append(len(self._all))

    def shards(self) -> Iterator[list[ListedResource]]:
        """Yield all resources, as many at a time as were added."""
        for start, end in pairwise((0, *self._ends)):
            yield [self[number] for number in range(start, end)]

    def newest(self, most: int) -> list[ListedResource]:
        """Return the resources whose records changed last, the first of the table first."""
        resources = (ListedResource(*each) for each in self._all)
        return nlargest(most, resources, key=lambda resource: resource.changed)

    def __len__(self) -> int:
        """Return the number of resources."""
        return len(self._all)

    def __getitem__(self, position: int) -> ListedResource:
        """Return the resource at a position, from 0."""
        return ListedResource(*self._all[position])

    def positions(self, path: str) -> Iterator[int]:
        """Yield the positions of the resources that a thing lists."""
        return self._by_thing.of(path)

    def count(self, path: str) -> int:
        """Return the number of resources that a thing lists."""
        return self._by_thing.count(path)

    def years(self) -> list[str]:
        """Return the years of publication, the newest first."""
        starts = beginnings(Paths.year)
        return sorted(
            (folder_and_id(path)[1] for path in self._by_thing if path.startswith(starts)),
            reverse=True,
        )

    def pages(self, path: str | None = None) -> int:
        """Return on how many pages the resources of a thing stand, or all; one for want of any.

        Args:
            path: of the thing; None for all resources.
        """
        return max(1, -(-(len(self) if path is None else self.count(path)) // PAGE_SIZE))

    def on_pages(self, path: str | None, numbers: range) -> Iterator[list[ListedResource]]:
        """Yield the resources of a thing, or all, that stand on some of these pages, one by one.

        Args:
            path: of the thing; None for all resources.
            numbers: of the pages, from 1, in a row.
        """
        every = iter(range(len(self))) if path is None else self.positions(path)
        positions = islice(every, (numbers.start - 1) * PAGE_SIZE, None)
        for _ in numbers:
            yield [self[position] for position in islice(positions, PAGE_SIZE)]
