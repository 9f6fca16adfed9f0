"""The answers of one publication that were given of late, in so many bytes and no more."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, field

_OVERHEAD = 500
"""Bytes that an answer takes beside its own."""


@dataclass(slots=True)
class CachedAnswer:
    """A whole answer.

    Attributes:
        content_type: what it is.
        body: its bytes.
        packed: the same, packed: encoding -> bytes, once somebody has asked for it.
        in_cache: whether it is in the cache.
    """

    content_type: str
    body: bytes
    packed: dict[str, bytes] = field(default_factory=dict)
    in_cache: bool = False

    @property
    def size(self) -> int:
        """Bytes that it takes."""
        return len(self.body) + sum(map(len, self.packed.values())) + _OVERHEAD


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
            old.in_cache = False
        answer.in_cache = True
        self._answers[key] = answer
        self.size += answer.size
        self._forget()

    def keep_packed(self, answer: CachedAnswer, encoding: str, body: bytes) -> None:
        """Keep the bytes of an answer in an encoding with it."""
        before = answer.size
        answer.packed[encoding] = body
        if answer.in_cache:
            self.size += answer.size - before
            self._forget()

    def _forget(self) -> None:
        while self.size > self._limit and self._answers:
            _, oldest = self._answers.popitem(last=False)
            self.size -= oldest.size
            oldest.in_cache = False
