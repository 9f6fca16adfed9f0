"""Things that are above themselves: what is in which, where that comes back to its beginning."""

from collections.abc import Iterable, Iterator, Mapping, Sequence


def circles(above: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    """Yield each thing that is above itself, with the shortest way from it upwards to itself.

    A circle is opened at the first of its things, in the order given: nothing is above that one
    afterwards. Only what lies on a circle, or between two, is ever walked: the time grows with the
    number of things, however deep one lies in another.

    >>> list(circles({"a": ["b"], "b": ["a"], "c": ["a"]}))
    [('a', ['a', 'b', 'a'])]

    Args:
        above: thing -> the things right above it.
    """
    knot = _Knot(above)
    for thing in above:
        way = _way_back(thing, knot.up)
        if way:
            knot.remove([thing])
            yield thing, way


class _Knot:
    """The things that lie on a circle or between two: what is left when the others are removed.

    Attributes:
        up: thing -> the things right above it, some of which may have been removed.
    """

    def __init__(self, above: Mapping[str, Sequence[str]]) -> None:
        self.up = {thing: list(dict.fromkeys(higher)) for thing, higher in above.items()}
        self._down: dict[str, list[str]] = {thing: [] for thing in above}
        for thing, higher in self.up.items():
            for one in higher:
                self._down[one].append(thing)
        self._ups = {thing: len(higher) for thing, higher in self.up.items()}
        self._downs = {thing: len(lower) for thing, lower in self._down.items()}
        self.remove([thing for thing in above if not self._ups[thing] or not self._downs[thing]])

    def remove(self, things: Iterable[str]) -> None:
        """Remove things, then whatever has nothing left above it, or below it."""
        waiting = list(things)
        for thing in waiting:
            for one in self.up.pop(thing, ()):
                self._downs[one] -= 1
                if not self._downs[one]:
                    waiting.append(one)
            for one in self._down.pop(thing, ()):
                self._ups[one] -= 1
                if not self._ups[one]:
                    waiting.append(one)


def _way_back(thing: str, up: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the shortest way from a thing upwards to itself, or nothing."""
    came_from: dict[str, str] = {}
    waiting = [thing]
    for current in waiting:
        for higher in up.get(current, ()):
            if higher == thing:
                way = [current]
                while way[-1] != thing:
                    way.append(came_from[way[-1]])
                return [*reversed(way), thing]
            if higher not in came_from:
                came_from[higher] = current
                waiting.append(higher)
    return []
