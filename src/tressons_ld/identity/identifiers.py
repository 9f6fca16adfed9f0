"""What portals know things by, where that is not their IRI: a byte a line, and few texts.

A portal such as data.gouv.fr knows a dataset again by the ``dct:identifier`` that it first had. A
thing that is renamed, or called by another base, keeps that one in its feed.
"""

from typing import Final

_MOST_BASES: Final = 127
"""Bases that are held once: those of a lock file and of its new lines fit into a byte together."""


class Identifiers:
    """The kept identifiers of the lines of a lock file, empty for most.

    One that is a base and the path of its own line takes a byte, whatever their number.
    """

    def __init__(self) -> None:
        self._bases: list[str] = [""]
        self._base_of = bytearray()
        self._texts: dict[int, str] = {}

    def __len__(self) -> int:
        """Return the number of lines."""
        return len(self._base_of)

    def append(self, path: str, identifier: str) -> None:
        """Add the identifier of a line, empty where none is kept, given the path of its thing."""
        if not identifier:
            self._base_of.append(0)
            return
        base = identifier.removesuffix(path) if identifier.endswith(f"/{path}") else ""
        if base and base not in self._bases and len(self._bases) <= _MOST_BASES:
            self._bases.append(base)
        if base not in self._bases[1:]:
            self._texts[len(self)] = identifier
            base = ""
        self._base_of.append(self._bases.index(base))

    def extend(self, others: "Identifiers") -> None:
        """Add those of other lines."""
        self._bases.extend(base for base in others._bases if base not in self._bases)
        numbers = bytes(map(self._bases.index, others._bases)).ljust(256, b"\0")
        self._texts.update((len(self) + line, text) for line, text in others._texts.items())
        self._base_of += others._base_of.translate(numbers)

    def at(self, line: int, path: str) -> str:
        """Return the identifier of a line, empty where none is kept."""
        base = self._bases[self._base_of[line]]
        return f"{base}{path}" if base else self._texts.get(line, "")

    def as_bytes(self) -> bytes:
        """Return all of them, the same for the same lines."""
        texts = "\n".join(f"{line} {text}" for line, text in self._texts.items())
        return "\n".join([*self._bases, texts, ""]).encode() + self._base_of
