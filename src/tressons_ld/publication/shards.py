"""The table in shards: runs of rows whose ends depend on the rows themselves.

A shard ends after a row whose id hashes to a multiple of 64, so a row added, changed or removed
touches the shard that it stands in and leaves the others as they were, wherever they stand now.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from tressons_ld.catalogue.tables.rows import Record

_ENDS = 64
LARGEST = 128
"""Rows after which a shard ends whatever its rows are: memory stays bounded."""


class Shard(NamedTuple):
    """A run of rows.

    Attributes:
        records: the rows as they stand.
        key: digest of all that the rows say and of how far apart they stand, wherever that is in
            the table.
    """

    records: list[Record]
    key: str


def shards_of(
    records: Iterable[Record], id_index: int, found_later: Callable[[str], object]
) -> Iterator[Shard]:
    """Yield the rows in shards, in their order.

    Args:
        records: the rows of the table.
        id_index: which cell of a row is its id.
        found_later: what additions say of an id; it enters the key of the shard.
    """
    shard: list[Record] = []
    digest = hashlib.blake2b(digest_size=16)
    for record in records:
        shard.append(record)
        id = record.cells[id_index].strip()
        digest.update(("\x1f".join(record.cells) + "\x1e").encode("utf-8", "surrogatepass"))
        # Blank rows are no records, and what is found is told from the first row on.
        apart = record.number - shard[0].number, (record.line or 0) - (shard[0].line or 0)
        digest.update(b"%d %d\x1e" % apart)
        for row in record.rows:
            digest.update(("\x1f".join(row.cells) + "\x1d").encode("utf-8", "surrogatepass"))
            apart = row.number - shard[0].number, (row.line or 0) - (shard[0].line or 0)
            digest.update(b"%d %d\x1d" % apart)
        if record.problems:
            digest.update(repr(record.problems).encode("utf-8", "surrogatepass"))
        if later := found_later(id):
            digest.update(repr(later).encode("utf-8", "surrogatepass"))
        if len(shard) >= LARGEST or _ends(id):
            yield Shard(shard, digest.hexdigest())
            shard, digest = [], hashlib.blake2b(digest_size=16)
    if shard:
        yield Shard(shard, digest.hexdigest())


def _ends(id: str) -> bool:
    hashed = hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=4).digest()
    return int.from_bytes(hashed, "big") % _ENDS == 0
