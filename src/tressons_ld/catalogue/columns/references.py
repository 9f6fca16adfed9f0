"""What the cells of a table may refer to: the things of the catalogue, and other people's codes."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from tressons_ld.catalogue.columns.names import Names


class ResourceIds(Protocol):
    """The ids of the resources."""

    def __contains__(self, id: object, /) -> bool:
        """Return whether a resource has this id."""

    def is_draft(self, id: str, /) -> bool:
        """Return whether a draft, which is no resource yet, has this id."""

    def near(self, id: str, /) -> Sequence[str]:
        """Return the ids that somebody who wrote ``id`` may have meant."""


class _NoResources:
    """No resource at all."""

    def __contains__(self, id: object, /) -> bool:
        return False

    def is_draft(self, id: str, /) -> bool:
        """Return False."""
        return False

    def near(self, id: str, /) -> Sequence[str]:
        """Return nothing."""
        return ()


NO_RESOURCES = _NoResources()
"""The resources that a shared table may name."""


def _none(kind: str) -> Names:
    """Return no names of things of a kind."""
    return Names(kind, "")


@dataclass(frozen=True)
class References:
    """What cells may name: nothing, unless it is said.

    Attributes:
        agents: what the agents are called.
        places: what the places are called.
        series: what the series are called.
        concepts: concept scheme -> what its concepts are called.
        codes: table of somebody else's terms -> what a cell may say for each, and its code.
        resources: the ids of the resources.
        persons: the ids of those of the agents that are persons.
        own: what the things of the table that is read, or of the scheme, are called.
        language: of the catalogue, by its code; "" where that is not known.
    """

    agents: Names = field(default_factory=lambda: _none("agent"))
    places: Names = field(default_factory=lambda: _none("place"))
    series: Names = field(default_factory=lambda: _none("series"))
    concepts: Callable[[str], Names] = lambda _scheme: _none("concept")
    codes: Callable[[str], Mapping[str, str]] = lambda _table: {}
    resources: ResourceIds = NO_RESOURCES
    persons: Container[str] = ()
    own: Names = field(default_factory=lambda: _none("concept"))
    language: str = ""
