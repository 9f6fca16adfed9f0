"""Who is next: of the clients that wait, the one that has used the workers least of late."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from typing import Generic, TypeVar

Item = TypeVar("Item")

_HALF_LIFE = 30.0
_MOST_CLIENTS = 10_000


class ClientUse:
    """The time of workers that each client has used; half of it is forgotten each half minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._used: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def of(self, client: str) -> float:
        """Return the seconds that a client has used of late."""
        seconds, then = self._used.get(client, (0.0, 0.0))
        return float(seconds * 0.5 ** ((self._clock() - then) / _HALF_LIFE))

    def add(self, client: str, seconds: float) -> None:
        """Add what a client has used."""
        self._used[client] = (self.of(client) + seconds, self._clock())
        self._used.move_to_end(client)
        while len(self._used) > _MOST_CLIENTS:
            self._used.popitem(last=False)


class FairQueue(Generic[Item]):
    """What waits, by client: bad manners cost a client its place, and never an answer."""

    def __init__(self, use: ClientUse) -> None:
        self._use = use
        self._waiting: dict[str, deque[Item]] = {}
        self._length = 0

    def __len__(self) -> int:
        """Return how many wait."""
        return self._length

    def put(self, client: str, item: Item, *, first: bool = False) -> None:
        """Add an item at the end of those of its client, or before them."""
        of_client = self._waiting.setdefault(client, deque())
        (of_client.appendleft if first else of_client.append)(item)
        self._length += 1

    def take(self, allowed: Callable[[str], bool] = lambda client: True) -> Item | None:
        """Return the next item of those whose client is allowed one; None if there is none."""
        clients = [client for client in self._waiting if allowed(client)]
        if not clients:
            return None
        client = min(clients, key=self._use.of)
        item = self._waiting[client].popleft()
        if not self._waiting[client]:
            del self._waiting[client]
        self._length -= 1
        return item

    def remove(self, client: str, item: Item) -> None:
        """Remove an item that no longer waits, if it is there."""
        of_client = self._waiting.get(client)
        if of_client is not None and item in of_client:
            of_client.remove(item)
            self._length -= 1
            if not of_client:
                del self._waiting[client]
