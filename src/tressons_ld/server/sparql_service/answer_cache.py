"""The answers of one publication that were given of late, in so many bytes and no more."""

from __future__ import annotations

import gzip
from collections import OrderedDict
from dataclasses import dataclass

_OVERHEAD = 500
"""Bytes that an answer takes beside its own."""
_LEVEL = 5


@dataclass(slots=True)
class CachedAnswer:
    """A whole answer.

    Attributes:
        content_type: what it is.
        body: its bytes.
        packed: the same, packed by gzip; None until somebody asks.
        kept: whether it is in the cache.
    """

    content_type: str
    body: bytes
    packed: bytes | None = None
    kept: bool = False

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + len(self.packed or b"") + _OVERHEAD


class AnswerCache:
    """The answers, the one that was asked for longest ago forgotten first.

    Attributes:
        size: bytes that they take.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._answers: OrderedDict[bytes, CachedAnswer] = OrderedDict()
        self.size = 0

    def get(self, key: bytes) -> CachedAnswer | None:
        """Return the answer to what has this key."""
        answer = self._answers.get(key)
        if answer is not None:
            self._answers.move_to_end(key)
        return answer

    def put(self, key: bytes, answer: CachedAnswer) -> None:
        """Keep an answer."""
        if (old := self._answers.pop(key, None)) is not None:
            self.size -= old.size
            old.kept = False
        answer.kept = True
        self._answers[key] = answer
        self.size += answer.size
        self._forget()

    def packed(self, answer: CachedAnswer) -> bytes:
        """Return the bytes of an answer packed by gzip, and keep them with it."""
        if answer.packed is None:
            before = answer.size
            answer.packed = gzip.compress(answer.body, _LEVEL, mtime=0)
            if answer.kept:
                self.size += answer.size - before
                self._forget()
        return answer.packed

    def _forget(self) -> None:
        while self.size > self._limit and self._answers:
            _, oldest = self._answers.popitem(last=False)
            self.size -= oldest.size
            oldest.kept = False
