"""A mend, and what mends change in the text of a file."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from tressons_ld.findings.finding import Finding


class Mend(NamedTuple):
    """A finding, and what is to be written in place of its value."""

    finding: Finding
    text: str


class RowChange(NamedTuple):
    """A row before and after: its number, the line it begins at, its text."""

    number: int
    line: int
    before: str
    after: str


class MendedText(NamedTuple):
    """A text after its mends.

    Attributes:
        text: all of it.
        rows: those that change.
        mends: what was written, by the number of the row.
    """

    text: str
    rows: Sequence[RowChange]
    mends: Mapping[int, Sequence[Mend]]


Mender: TypeAlias = Callable[[str, Sequence[Mend]], MendedText | None]
"""Text of a file, its mends -> the text after those that can be written; None where none can."""
