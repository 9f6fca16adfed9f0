"""The columns of a table with a row for each file: which tell of files, and which of resources.

Portals export their files so (``dataset.id, dataset.title, …, id, title, url, format``;
``package_id, …, resource_name, resource_url``): the id of a resource stands in several rows with
one title, and an address is another one in each of them.
"""

import re
from collections.abc import Collection, Iterator, Sequence, Set
from typing import NamedTuple

from tressons_ld.catalogue.adoption.heading_words import NAMES, meanings
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.catalogue.columns.ids import is_id, slug

OF_FILES = ("download_url", "format", "size", "licence")
"""The columns of ours that tell of files."""

_LONGEST_KEY = 100
_MOST_ODD = 0.05
"""Share of the resources whose rows may differ in a column that tells of resources all the same."""
_PREFIX = re.compile(r"([A-Za-z]{3,})[._ ]")


class FileColumns(NamedTuple):
    """Which columns of a table tell of files.

    Attributes:
        key: index of that of the ids of resources.
        address: index of that of the addresses of files.
        others: indexes of those that tell of files, and have no column of ours.
    """

    key: int
    address: int
    others: frozenset[int]


def file_columns(table: SourceTable) -> FileColumns | None:
    """Return which columns tell of files; None where a row is no file of a resource."""
    for key in _keys(table):
        groups: dict[str, list[SourceRow]] = {}
        for row in table.rows:
            groups.setdefault(row.cells[key].strip(), []).append(row)
        several = [rows for rows in groups.values() if len(rows) > 1]
        width = range(len(table.headings))
        most = _MOST_ODD * len(several)
        differing = {
            index for index in width if sum(_differ(rows, index) for rows in several) > most
        }
        of_files = differing | set(_beside_their_pairs(table, key, differing))
        titles = [i for i in width if i not in {key, *of_files} and _is_title(table, i)]
        addresses = [
            i
            for i in sorted(differing)
            if _is_address_of_each(several, i) and not _means(table, i, NAMES)
        ]
        if titles and addresses:
            address = min(addresses, key=lambda i: not _means(table, i, ("download_url",)))
            others = {i for i in of_files if i != address and not _means(table, i, OF_FILES)}
            return FileColumns(key, address, frozenset(others))
    return None


def key_of_values(table: SourceTable) -> int | None:
    """Return the column of ids whose rows differ in columns of names alone: a row for each author.

    Queries write such tables (``item, itemLabel, authorLabel``). None where there is none.
    """
    for key in _keys(table):
        groups: dict[str, list[SourceRow]] = {}
        for row in table.rows:
            groups.setdefault(row.cells[key].strip(), []).append(row)
        several = [rows for rows in groups.values() if len(rows) > 1]
        width = range(len(table.headings))
        differing = {i for i in width if any(_differ(rows, i) for rows in several)}
        titles = [i for i in width if i not in {key, *differing} and _is_title(table, i)]
        if titles and differing and all(_means(table, index, NAMES) for index in differing):
            return key
    return None


def _means(table: SourceTable, index: int, columns: Collection[str]) -> bool:
    return any(meaning.column in columns for meaning in meanings(table.headings[index]))


def _is_title(table: SourceTable, index: int) -> bool:
    return _means(table, index, ("title",)) and any(table.filled(index))


def _keys(table: SourceTable) -> Iterator[int]:
    """Yield the columns of ids that stand in several rows each."""
    for index in range(len(table.headings)):
        if _means(table, index, ("id",)):
            texts = [row.cells[index].strip() for row in table.rows]
            different = set(texts)
            if (
                all(texts)
                and 1 < len(different) < len(texts)
                and all(len(text) <= _LONGEST_KEY and is_id(slug(text)) for text in different)
            ):
                yield index


def _differ(rows: Sequence[SourceRow], index: int) -> bool:
    return len({text for row in rows if (text := row.cells[index].strip())}) > 1


def _is_address_of_each(several: Sequence[Sequence[SourceRow]], index: int) -> bool:
    """Return whether the rows of a resource have an address each, in most resources."""
    told = 0
    for rows in several:
        texts = [row.cells[index].strip() for row in rows]
        told += len(set(texts)) == len(texts) and all("://" in text for text in texts)
    return told > len(several) / 2


def _beside_their_pairs(table: SourceTable, key: int, differing: Set[int]) -> Iterator[int]:
    """Yield the columns whose headings have not the prefix of the key's, where those are files'.

    They are where ``title`` stands beside ``dataset.title``, and differs within a resource.
    """
    prefix = _PREFIX.match(table.headings[key])
    if prefix is None:
        return
    start = prefix[0].casefold()
    headings = [heading.casefold() for heading in table.headings]
    bare = {heading: index for index, heading in enumerate(headings)}
    pairs = [
        index
        for heading in headings
        if heading.startswith(start)
        and (index := bare.get(heading.removeprefix(start))) is not None
    ]
    if any(index in differing for index in pairs):
        yield from (i for i, heading in enumerate(headings) if not heading.startswith(start))
