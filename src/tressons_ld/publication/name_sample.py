"""Some names of many, with their number: what a person is shown, in bounded memory."""

from collections.abc import Iterable

_MOST = 10


class NameSample:
    """The first names of many.

    Attributes:
        first: the first ones.
        number: how many there are.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        """Begin with some."""
        self.first: list[str] = []
        self.number = 0
        self.add(names)

    def add(self, names: "Iterable[str] | NameSample") -> None:
        """Take more of them."""
        if isinstance(names, NameSample):
            self.number += names.number - len(names.first)
            names = names.first
        for name in names:
            self.number += 1
            if len(self.first) < _MOST:
                self.first.append(name)

    def __len__(self) -> int:
        """Return how many there are."""
        return self.number

    def __str__(self) -> str:
        """Return the first ones, and how many more there are: «a, b, … (+ 12)»."""
        more = self.number - len(self.first)
        return ", ".join(self.first) + (f", … (+ {more})" if more else "")
