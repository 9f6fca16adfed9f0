"""What is wrong with a request, as its reader takes it: a text, a page, or problem details.

Specification: RFC 9457 (https://www.rfc-editor.org/rfc/rfc9457); the members ``line``,
``character`` and ``code`` are ours.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from tressons_ld.findings.errors import TressonsError
from tressons_ld.findings.language import Text
from tressons_ld.server.sparql_service.media_types import quality, ranges_of

PROBLEM = "application/problem+json"
_AFTER = 5
"""Seconds after which one may try again."""

_STATUS = {
    "service.address-too-long": 414,
    "service.bad-request": 400,
    "service.busy": 503,
    "service.charset": 415,
    "service.content-encoding": 415,
    "service.headers-too-large": 431,
    "service.http-version": 505,
    "service.internal": 500,
    "service.media-type": 415,
    "service.method": 405,
    "service.no-media-type": 415,
    "service.needs-http-1-1": 505,
    "service.no-turn": 503,
    "service.not-found": 404,
    "service.not-acceptable": 406,
    "service.precondition": 412,
    "service.slow-request": 408,
    "service.starting": 503,
    "service.store-damaged": 503,
    "service.timed-out": 503,
    "service.too-large": 503,
    "service.too-long": 413,
    "service.update": 403,
    "service.worker-ended": 500,
    "query.control-character": 406,
    "query.not-writable": 406,
    "query.no-process": 503,
    "query.not-in-the-catalogue": 404,
    "query.unknown": 404,
}
_OTHERS = 400


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong.

    Attributes:
        code: of the messages.
        text: what is wrong and how to mend it.
        details: members beside: ``line`` and ``character`` in the question.
        headers: of the answer, beside those of its body.
    """

    code: str
    text: Text
    details: dict[str, Any] = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, error: TressonsError, **headers: str) -> Problem:
        """Return the problem that an error is."""
        places: dict[str, Any] = {
            k: error.details[k] for k in ("line", "character") if k in error.details
        }
        return cls(error.code, error.text, places, headers)

    @classmethod
    def of_fields(cls, fields: dict[str, Any]) -> Problem:
        """Return the problem that a worker told."""
        places: dict[str, Any] = {k: fields[k] for k in ("line", "character") if k in fields}
        return cls(fields["code"], Text(fields["fr"], fields["en"]), places)

    @property
    def status(self) -> int:
        """Of HTTP."""
        return _STATUS.get(self.code, _OTHERS)

    @property
    def all_headers(self) -> dict[str, str]:
        """Those of the answer, but for its body."""
        again = (
            {"Retry-After": str(_AFTER)} if self.status == HTTPStatus.SERVICE_UNAVAILABLE else {}
        )
        return {**again, **self.headers}

    def body(self, accept: str | None, language: str) -> tuple[str, str]:
        """Return the media type and the text by which a reader learns of it."""
        ranges = ranges_of(accept or "")
        wanted = max(
            (quality(ranges, each) for each in (PROBLEM, "application/json")),
            default=0.0,
        )
        wanted = max(wanted, ranges.get("application/sparql-results+json", 0.0))
        if ranges and wanted > ranges.get("text/plain", 0.0) and "*/*" not in ranges:
            return f"{PROBLEM}", self._json(language)
        return "text/plain; charset=utf-8", self.text.in_language(language) + "\n"

    def _json(self, language: str) -> str:
        value = {
            "type": "about:blank",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.text.in_language(language),
            "code": self.code,
            **self.details,
        }
        return json.dumps(value, ensure_ascii=False)


class ProblemError(Exception):
    """A question has no answer.

    Attributes:
        problem: why.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem
