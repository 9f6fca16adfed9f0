"""The lines of things in a lock file, as columns: a few arrays, whatever their number."""

import datetime
import hashlib
from array import array
from collections.abc import Iterable
from functools import lru_cache

from tressons_ld.catalogue.hashes import hash_of
from tressons_ld.identity.digests import PACKED_BYTES, packed, unpacked
from tressons_ld.identity.identifiers import Identifiers


@lru_cache(maxsize=4096)
def ordinal(day: str) -> int:
    """Return the number of a day, ISO 8601, by which days are held and compared."""
    return datetime.date.fromisoformat(day).toordinal()


@lru_cache(maxsize=4096)
def day_of(ordinal: int) -> str:
    """Return the day of a number, ISO 8601."""
    return datetime.date.fromordinal(ordinal).isoformat()


class LockColumns:
    """Lines of things, 34 bytes each: the hash of the id, two days, the digest, an identifier.

    Attributes:
        hashes: of the ids, line by line.
        identifiers: what portals know the things by, where that is not their IRI.
    """

    def __init__(self) -> None:
        self.hashes = array("Q")
        self.identifiers = Identifiers()
        self._first = array("I")
        self._modified = array("I")
        self._digests = bytearray()

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self.hashes)

    def append(
        self, id: str, first_published: str, modified: str, digest: str, identifier: str = ""
    ) -> None:
        """Add a line."""
        self.identifiers.append(id, identifier)
        self.hashes.append(hash_of(id))
        self._first.append(ordinal(first_published))
        self._modified.append(ordinal(modified))
        self._digests += packed(digest)

    def extend(self, others: "LockColumns") -> None:
        """Add the lines of others."""
        self.hashes += others.hashes
        self.identifiers.extend(others.identifiers)
        self._first += others._first
        self._modified += others._modified
        self._digests += others._digests

    def oldest(self) -> int:
        """Return the first day of publication, as a number; 0 without any line."""
        return min(self._first, default=0)

    def newest(self) -> int:
        """Return the newest day, as a number; 0 without any line."""
        return max(max(self._first, default=0), max(self._modified, default=0))

    def copy(self) -> "LockColumns":
        """Return the same lines, to be changed apart."""
        made = LockColumns()
        made.extend(self)
        return made

    def at(self, line: int) -> tuple[str, str, str]:
        """Return the day of first publication, the day of the last change, and the digest."""
        digest = unpacked(self._digests[line * PACKED_BYTES : (line + 1) * PACKED_BYTES])
        return day_of(self._first[line]), day_of(self._modified[line]), digest

    def change(self, line: int, modified: str, digest: str) -> None:
        """Give a line another day of its last change, and another digest."""
        self._modified[line] = ordinal(modified)
        self._digests[line * PACKED_BYTES : (line + 1) * PACKED_BYTES] = packed(digest)

    def digest(self) -> str:
        """Return the digest of all lines, 128 bits in hexadecimal."""
        columns: Iterable[array[int] | bytearray]
        columns = (self.hashes, self._first, self._modified, self._digests)
        digest = hashlib.blake2b(digest_size=16)
        for column in columns:
            digest.update(column)
        digest.update(self.identifiers.as_bytes())
        return digest.hexdigest()
