"""Figures of the endpoint, in the text format of Prometheus (version 0.0.4)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BUCKETS = (0.005, 0.025, 0.1, 0.5, 2.5, 10.0, 60.0)


class ServiceMetrics:
    """What was counted since the start. Nothing of a question is kept."""

    def __init__(self) -> None:
        self._requests: Counter[tuple[str, int]] = Counter()
        self._buckets: Counter[float] = Counter()
        self._seconds = 0.0
        self._number = 0
        self.answers: Counter[str] = Counter()

    def request(self, route: str, status: int) -> None:
        """Count a request."""
        self._requests[route, status] += 1

    def question(self, seconds: float, source: str) -> None:
        """Count a question that was answered: by a worker, from the cache, or by «not modified»."""
        self.answers[source] += 1
        self._number += 1
        self._seconds += seconds
        self._buckets[next((each for each in _BUCKETS if seconds <= each), float("inf"))] += 1

    def text(self, gauges: Mapping[str, float], ended: Mapping[str, int]) -> str:
        """Return all figures.

        Args:
            gauges: what is as it is now.
            ended: questions that were not answered to their end, by why.
        """
        lines = ["# TYPE tressons_ld_requests_total counter"]
        for (route, status), number in sorted(self._requests.items()):
            labels = f'route="{route}",status="{status}"'
            lines.append(f"tressons_ld_requests_total{{{labels}}} {number}")
        lines.append("# TYPE tressons_ld_answers_total counter")
        for source, number in sorted(self.answers.items()):
            lines.append(f'tressons_ld_answers_total{{source="{source}"}} {number}')
        lines.append("# TYPE tressons_ld_questions_ended_total counter")
        for why, number in sorted(ended.items()):
            lines.append(f'tressons_ld_questions_ended_total{{why="{why}"}} {number}')
        name = "tressons_ld_answer_seconds"
        lines.append(f"# TYPE {name} histogram")
        below = 0
        for limit in (*_BUCKETS, float("inf")):
            below += self._buckets[limit]
            label = "+Inf" if limit == float("inf") else f"{limit:g}"
            lines.append(f'{name}_bucket{{le="{label}"}} {below}')
        lines += [f"{name}_sum {self._seconds:.6f}", f"{name}_count {self._number}"]
        for gauge, value in gauges.items():
            lines += [f"# TYPE tressons_ld_{gauge} gauge", f"tressons_ld_{gauge} {value}"]
        return "".join(f"{line}\n" for line in lines)
