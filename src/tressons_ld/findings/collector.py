"""Findings gathered as they come: all counted, all kept, wherever the keeper puts them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Protocol

from tressons_ld.findings.finding import Finding, Report, Severity, once


class Keeper(Protocol):
    """Holds any number of findings."""

    def add(self, finding: Finding) -> None:
        """Keep a finding."""

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield the findings as a report has them, or those of one severity."""


class Gathered:
    """Findings of one run.

    What is said twice of one cell is one finding, and so is what many entries suffer from one cell
    of another table, or from a setting.

    Attributes:
        codes: number of findings of each code.
    """

    def __init__(self, table: str, keeper: Keeper) -> None:
        """Begin without any finding.

        Args:
            table: path of the table of resources, each row of which is met once.
            keeper: what holds the findings.
        """
        self.codes: Counter[str] = Counter()
        self._table, self._keeper = table, keeper
        self._elsewhere: set[bytes] = set()
        self._severities: Counter[Severity] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings in the order of the table: those of a row all at once."""
        for each in once(findings):
            if each.location is not None and each.location.file != self._table:
                said = blake2b(repr(each.said).encode(), digest_size=16).digest()
                if said in self._elsewhere:
                    continue
                self._elsewhere.add(said)
            self.codes[each.code] += 1
            self._severities[each.severity] += 1
            self._keeper.add(each)

    @property
    def publishable(self) -> bool:
        """Whether no finding is a violation."""
        return not self._severities[Severity.VIOLATION]

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return self._severities[severity]

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield all findings sorted by place, each once, or those of one severity."""
        return self._keeper.sorted(severity)

    def report(self) -> Report:
        """Return all findings, sorted by place, as one value in memory."""
        return Report(tuple(self.sorted()))
