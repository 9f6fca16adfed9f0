"""The table in shards: runs of rows whose ends depend on the rows themselves.

A shard ends after a row whose id hashes to a multiple of 64, so a row added, changed or removed
touches the shard that it stands in and leaves the others as they were, wherever they stand now.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import SAID_OF_ADDITIONS
from tressons_ld.catalogue.tables.rows import Record

_ENDS = 64
LARGEST = 128
"""Rows after which a shard ends whatever its rows are: memory stays bounded."""


class Shard(NamedTuple):
    """A run of rows.

    Attributes:
        records: the rows as they stand.
        key: what :func:`shard_key` tells of them; empty where nobody asks for it.
        ids: the id of each row, readable or not, but for drafts.
        has_draft: whether one of the rows is a draft that is left out.
        first: the first row, or where it stands alone.
    """

    records: Sequence[Record]
    key: str
    ids: Sequence[str]
    has_draft: bool
    first: Record

    @classmethod
    def of(cls, folder: CatalogueFolder, records: Sequence[Record], key: str = "") -> "Shard":
        """Return the shard of some rows of a folder."""
        ids = list(folder.ids(records))
        return cls(records, key, ids, len(ids) < len(records), records[0])


def shards_in(folder: CatalogueFolder) -> Iterator[Shard]:
    """Yield the shards of a folder's table, each told from those of another publication."""
    for run in runs_of(folder.records(), folder.table.index("id")):
        yield Shard.of(folder, run, key_in(folder, run))


def largest_shards_in(folder: CatalogueFolder) -> Iterator[Shard]:
    """Yield the rows of a folder's table in the fewest shards, which are compared with none."""
    records = folder.records()
    while run := list(islice(records, LARGEST)):
        yield Shard.of(folder, run)


def key_in(folder: CatalogueFolder, records: Sequence[Record]) -> str:
    """Return the key of some rows of a folder, whose additions are part of what they say."""
    later = folder.index.additions

    def additions_of(id: str) -> object:
        return list(map(attrgetter(*SAID_OF_ADDITIONS), later.get(id, ())))

    return shard_key(records, folder.table.index("id"), additions_of)


def runs_of(records: Iterable[Record], id_index: int) -> Iterator[list[Record]]:
    """Yield the rows in the runs that shards are of, in their order.

    Args:
        records: the rows of the table.
        id_index: which cell of a row is its id.
    """
    run: list[Record] = []
    for record in records:
        run.append(record)
        if len(run) >= LARGEST or _ends(record.cells[id_index].strip()):
            yield run
            run = []
    if run:
        yield run


def shard_key(
    records: Sequence[Record], id_index: int, found_later: Callable[[str], object]
) -> str:
    """Return a digest of all that rows say and of how far apart they stand, wherever that is.

    Args:
        records: the rows.
        id_index: which cell of a row is its id.
        found_later: what additions say of an id.
    """
    digest, first = hashlib.blake2b(digest_size=16), records[0]
    for record in records:
        digest.update(("\x1f".join(record.cells) + "\x1e").encode("utf-8", "surrogatepass"))
        # Blank rows are no records, and what is found is told from the first row on.
        apart = record.number - first.number, (record.line or 0) - (first.line or 0)
        digest.update(b"%d %d\x1e" % apart)
        for row in record.rows:
            digest.update(("\x1f".join(row.cells) + "\x1d").encode("utf-8", "surrogatepass"))
            apart = row.number - first.number, (row.line or 0) - (first.line or 0)
            digest.update(b"%d %d\x1d" % apart)
        if record.problems:
            digest.update(repr(record.problems).encode("utf-8", "surrogatepass"))
        if later := found_later(record.cells[id_index].strip()):
            digest.update(repr(later).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _ends(id: str) -> bool:
    hashed = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(hashed, "big") % _ENDS == 0
