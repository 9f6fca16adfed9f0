"""What was published and is no more."""

from typing import NamedTuple


class RetiredThing(NamedTuple):
    """What was published and is no more: renamed, merged into another thing, or removed.

    Attributes:
        id: its path under the base, ``ressource/etude``.
        day: the day on which that was declared, ISO 8601.
        successor: path of what took its place, or None for what was removed.
        reason: why, in the words of who declared it, or empty.
    """

    id: str
    day: str
    successor: str | None
    reason: str
