"""Findings as people read them: those that say the same of several cells are one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from tressons_ld.findings.collector import Collector
from tressons_ld.findings.finding import SEVERITY_NAMES, Finding, Location, Report, Severity
from tressons_ld.findings.language import COLON, LANGUAGES, Text
from tressons_ld.findings.messages import sentence

MOST_CELLS = 10
"""Cells that a line names; of more, their number."""

_MOST_OF_A_KIND = 5
_OTHERS = sentence("report.other-values")
_CELLS = sentence("report.cells")
_LINES = sentence("report.lines")


class GatheredText(NamedTuple):
    """The lines of a report.

    Attributes:
        lines: the first ones.
        findings: how many findings there are in all.
        complete: whether the lines name every cell of every finding.
        files: code -> the files in which the lines tell of it.
    """

    lines: list[str]
    findings: int
    complete: bool
    files: Mapping[str, list[str]]


@dataclass
class _Group:
    """Findings that say the same of several cells of a column; or others of one kind."""

    first: Finding
    alike: bool = True
    number: int = 0
    places: list[str] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.number += 1
        if len(self.places) < MOST_CELLS and (place := _place_in_column(finding.location)):
            self.places.append(place)

    @property
    def complete(self) -> bool:
        if not self.alike:
            return False
        return _of_lacking_column(self.first) or self.number <= max(1, len(self.places))

    def in_language(self, language: str) -> str:
        """Return the findings as one line, in the form of that of one."""
        first, place = self.first, self.first.location
        if place is None or (self.number == 1 and self.alike and not _of_lacking_column(first)):
            return first.in_language(language)
        column = replace(place, cell=None if place.cell is None else "", line=None, character=None)
        if self.alike and _of_lacking_column(first):
            # Every row lacks it: the column is to be told, not the rows.
            return replace(first, location=column).in_language(language)
        message, remedy = (first.message, first.remedy) if self.alike else (_OTHERS, Text("", ""))
        number = (_CELLS if place.cell else _LINES).format(n=self.number)
        cells = ", ".join(self.places) + ("." if len(self.places) == self.number else ", …")
        told = Text(
            *(
                f"{message.in_language(each).removesuffix('.')}{COLON.in_language(each)}"
                f"{number.in_language(each)}, {cells}"
                for each in LANGUAGES
            )
        )
        return replace(first, location=column, message=told, remedy=remedy).in_language(language)


def gathered(
    report: Report | Collector, language: str, *, least: Severity = Severity.INFO, most: int
) -> GatheredText:
    """Return the first lines of a report, gravest first, then by their places.

    ::

        violation : data/resources.csv, colonne « themes » : thème « Opérations » inconnu :
        44 cellules, M4, M5, … L'écrire comme dans concepts.csv. [reference.unknown-theme]

    Only as many groups are held as lines are asked for. Where there are more, no kind of finding in
    a column has more than a few lines, so that none hides the others.

    Args:
        report: the findings.
        language: of the lines.
        least: the least severity.
        most: how many lines at most.
    """
    groups, number = _groups(report, least, most, most)
    if sum(each.number for each in groups) < number:
        groups, _ = _groups(report, least, most, _MOST_OF_A_KIND)
    lines = [
        f"{SEVERITY_NAMES[each.first.severity].in_language(language)}"
        f"{COLON.in_language(language)}{each.in_language(language)}\n"
        for each in groups
    ]
    files: dict[str, list[str]] = {}
    for each in groups:
        if (place := each.first.location) and place.file not in files.setdefault(
            each.first.code, []
        ):
            files[each.first.code].append(place.file)
    complete = sum(each.number for each in groups) == number
    return GatheredText(lines, number, complete and all(each.complete for each in groups), files)


def _groups(
    report: Report | Collector, least: Severity, most: int, most_of_a_kind: int
) -> tuple[list[_Group], int]:
    """Return the first groups, and how many findings there are."""
    groups: dict[object, _Group] = {}
    kinds: Counter[object] = Counter()
    number = 0
    for severity in sorted(Severity, reverse=True):
        if severity < least:
            continue
        for finding in report.sorted(severity):
            number += 1
            key, kind = _key(finding), _kind(finding)
            alike = key in groups or kinds[kind] < most_of_a_kind
            group = groups.get(key if alike else kind)
            if group is None:
                if len(groups) == most:
                    continue
                kinds[kind] += 1
                group = groups[key if alike else kind] = _Group(finding, alike)
            group.add(finding)
    return list(groups.values()), number


def _key(finding: Finding) -> object:
    """Return what is equal for findings that say the same of cells of one column."""
    return _kind(finding), finding.message, finding.remedy


def _kind(finding: Finding) -> object:
    place = finding.location
    if place is None:
        return finding
    if place.cell is None and place.file.endswith(".toml"):
        return finding.code, place
    return finding.code, place.file, place.sheet, place.column


def _of_lacking_column(finding: Finding) -> bool:
    place = finding.location
    return place is not None and place.cell is not None and place.cell.isdigit()


def _place_in_column(place: Location | None) -> str | None:
    if place is None:
        return None
    return place.cell or (None if place.line is None else str(place.line))
