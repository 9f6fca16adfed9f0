"""Findings gathered as they come, in bounded memory: all counted, the first ones kept.

Up to :data:`MOST_KEPT` findings are kept whole; of more, those that came first, gravest first, and
the number of each code.
"""

from collections import Counter
from collections.abc import Iterable

from tressons_ld.findings import Finding, Report, Severity

MOST_KEPT = 10_000


class Gathered:
    """Findings of one run.

    What many entries suffer from one cell of another table, or from a setting, is one finding.

    Attributes:
        codes: number of findings of each code.
    """

    def __init__(self, table: str) -> None:
        """Begin without any finding.

        Args:
            table: path of the table of resources, each row of which is met once.
        """
        self.codes: Counter[str] = Counter()
        self._table = table
        self._elsewhere: set[object] = set()
        self._severities: Counter[Severity] = Counter()
        self._kept: list[Finding] = []

    def add(self, findings: Iterable[Finding]) -> None:
        """Add findings in the order of the table."""
        for each in findings:
            if each.location is not None and each.location.file != self._table:
                if each.said in self._elsewhere:
                    continue
                self._elsewhere.add(each.said)
            self.codes[each.code] += 1
            self._severities[each.severity] += 1
            if len(self._kept) < MOST_KEPT or each.severity is Severity.VIOLATION:
                self._keep(each)

    def _keep(self, finding: Finding) -> None:
        if len(self._kept) >= MOST_KEPT:
            for place in range(len(self._kept) - 1, -1, -1):
                if self._kept[place].severity < finding.severity:
                    del self._kept[place]
                    break
            else:
                return
        self._kept.append(finding)

    @property
    def publishable(self) -> bool:
        """Whether no finding is a violation."""
        return not self._severities[Severity.VIOLATION]

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return self._severities[severity]

    @property
    def complete(self) -> bool:
        """Whether every finding was kept."""
        return sum(self.codes.values()) == len(self._kept)

    def report(self) -> Report:
        """Return the findings that were kept, sorted by place."""
        return Report.of(self._kept)
