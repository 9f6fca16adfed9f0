"""Digests of bytes by which a publication is known again: 128 bits in hexadecimal (BLAKE2b)."""

import hashlib
from collections.abc import Iterable
from pathlib import Path


def digest_of(*content: bytes) -> str:
    """Return the digest of some bytes, 128 bits in hexadecimal: that of a file that holds them.

    Args:
        content: the bytes, in any number of pieces.
    """
    digest = hashlib.blake2b(digest_size=16)
    for piece in content:
        digest.update(piece)
    return digest.hexdigest()


class RunsDigest:
    """One digest of several runs of bytes, as they come.

    The length of each is digested before it: where one ends and the next begins tells too.
    """

    def __init__(self) -> None:
        self._hash = hashlib.blake2b(digest_size=16)

    def add(self, run: bytes) -> None:
        """Take in the next run."""
        self._hash.update(len(run).to_bytes(8, "big"))
        self._hash.update(run)

    def copy(self) -> "RunsDigest":
        """Return one that takes in other runs from here on."""
        other = RunsDigest()
        other._hash = self._hash.copy()
        return other

    @property
    def hexadecimal(self) -> str:
        """The digest of the runs so far."""
        return self._hash.hexdigest()


def digest_of_bytes(parts: Iterable[bytes]) -> str:
    """Return one digest of several runs of bytes, 128 bits in hexadecimal."""
    digest = RunsDigest()
    for part in parts:
        digest.add(part)
    return digest.hexadecimal


def digest_of_texts(texts: Iterable[str]) -> str:
    """Return one digest of several texts, 128 bits in hexadecimal."""
    return digest_of_bytes(text.encode("utf-8", "surrogatepass") for text in texts)


def digest_of_file(path: Path) -> str:
    """Return the digest of a file, 128 bits in hexadecimal, read by blocks: it may be large."""
    digest = hashlib.blake2b(digest_size=16)
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
