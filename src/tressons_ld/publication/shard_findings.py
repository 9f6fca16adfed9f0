"""The findings of a shard between two publications: as JSON, and where its rows have moved to."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from tressons_ld.catalogue.tables.rows import Record
from tressons_ld.findings.finding import Finding, Location, Severity
from tressons_ld.findings.language import Text


class Move(NamedTuple):
    """How far the rows of a table have moved.

    Attributes:
        file: path of the table.
        rows: by how many rows.
        lines: by how many lines of the file.
    """

    file: str
    rows: int
    lines: int

    @classmethod
    def to(cls, file: str, first: Record) -> "Move":
        """Return the move from places counted from a shard's first row to where that row is."""
        return cls(file, first.number - 1, (first.line or 1) - 1)

    @property
    def back(self) -> "Move":
        """The move the other way."""
        return Move(self.file, -self.rows, -self.lines)

    def of(self, finding: Finding) -> Finding:
        """Return the finding at the cell where its row is now."""
        place = finding.location
        if place is None or place.file != self.file:
            return finding
        cell = place.cell
        if cell is not None:
            letters = cell.rstrip("0123456789")
            cell = f"{letters}{int(cell[len(letters) :]) + self.rows}"
        line = None if place.line is None else place.line + self.lines
        return replace(finding, location=replace(place, line=line, cell=cell))


def finding_to_json(finding: Finding) -> list[Any]:
    """Return a finding as JSON has it."""
    place = finding.location
    where = place and [place.file, place.line, place.character, place.sheet, place.cell]
    return [
        finding.code,
        int(finding.severity),
        list(finding.message),
        where and [*where, place and place.column],
        finding.value,
        list(finding.remedy),
        finding.focus,
        finding.path,
        finding.shape,
        finding.component,
        finding.mends,
    ]


def finding_from_json(data: Sequence[Any]) -> Finding:
    """Return the finding that JSON has."""
    code, severity, message, where, value, remedy, focus, path, shape, component, mends = data
    place = where and Location(*where)
    return Finding(
        code,
        Severity(severity),
        Text(*message),
        place,
        value,
        Text(*remedy),
        focus,
        path,
        shape,
        component,
        tuple(mends),
    )
