"""A mapping whose keys alone are held in memory: its values lie in a temporary file."""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from tressons_ld.files.shelf import Shelf

Key = TypeVar("Key")
Value = TypeVar("Value")


class ShelvedMapping(Mapping[Key, Value]):
    """Values by their keys, in the order in which the keys came; each look reads a new copy.

    Raises:
        OutputError: there is no room left for temporary files.
    """

    def __init__(self, items: Iterable[tuple[Key, Value]] = ()) -> None:
        self._shelf: Shelf[Value] = Shelf()
        self._places: dict[Key, int] = {}
        for key, value in items:
            self.add(key, value)

    def add(self, key: Key, value: Value) -> None:
        """Put a value away; it takes the place of an earlier one of the same key."""
        self._places[key] = len(self._shelf)
        self._shelf.append(value)

    def __getitem__(self, key: Key) -> Value:
        """Return the value of a key."""
        return self._shelf[self._places[key]]

    def __iter__(self) -> Iterator[Key]:
        """Yield the keys."""
        return iter(self._places)

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._places)
