"""Findings collected as they come: each counted, each put into a store."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Protocol

from tressons_ld.findings.finding import Finding, Report, Severity, distinct


class FindingStore(Protocol):
    """Holds any number of findings."""

    def add(self, finding: Finding) -> None:
        """Put a finding into the store."""

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield the findings as a report has them, or those of one severity."""


class Collector:
    """Collects the findings of one run, without duplicates.

    What is said twice of one cell is one finding, and so is what many entries suffer from one cell
    of another table, or from a setting.

    Attributes:
        codes: number of findings of each code.
    """

    def __init__(self, table: str, store: FindingStore) -> None:
        """Begin without any finding.

        Args:
            table: path of the table of resources, each row of which is met once.
            store: what holds the findings.
        """
        self.codes: Counter[str] = Counter()
        self._table, self._store = table, store
        self._elsewhere: set[bytes] = set()
        self._severities: Counter[Severity] = Counter()

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings in the order of the table: those of a row all at once."""
        for finding in distinct(findings):
            if finding.location is not None and finding.location.file != self._table:
                key = blake2b(repr(finding.duplicate_key).encode(), digest_size=16).digest()
                if key in self._elsewhere:
                    continue
                self._elsewhere.add(key)
            self.codes[finding.code] += 1
            self._severities[finding.severity] += 1
            self._store.add(finding)

    @property
    def publishable(self) -> bool:
        """Whether no finding is a violation."""
        return not self._severities[Severity.VIOLATION]

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return self._severities[severity]

    def sorted(self, severity: Severity | None = None) -> Iterator[Finding]:
        """Yield all findings sorted by place, each once, or those of one severity."""
        return self._store.sorted(severity)

    def report(self) -> Report:
        """Return all findings, sorted by place, as one value in memory."""
        return Report(tuple(self.sorted()))
