"""A line of JSON for each request; of a question only with what the operator asked to see."""

from __future__ import annotations

import datetime
import json
import time
from collections.abc import Callable
from http import HTTPStatus
from typing import IO

from aiohttp import web

from tressons_ld.findings.errors import reason_of
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

_FAILS = sentence("service.log-fails")

_WITHOUT_BODY = (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED)


class AccessLog:
    """Writes the lines."""

    def __init__(
        self,
        file: IO[str] | None,
        questions: bool = False,
        say: Callable[[Text], None] = lambda text: None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """Take the file; None for no log.

        Args:
            file: takes the lines.
            questions: whether they hold the text of questions.
            say: told once when the file cannot be written any more.
            clock: gives the time.
        """
        self._file, self._questions, self._say, self._clock = file, questions, say, clock
        self._fails = False

    def write(
        self,
        request: web.BaseRequest,
        client: str,
        answer: web.StreamResponse | None,
        seconds: float,
        question: str | None,
    ) -> None:
        """Write the line of a request; where that fails, the request is answered all the same.

        Args:
            request: the request.
            client: who asked.
            answer: what was sent; None where its reader had left before.
            seconds: that it took.
            question: its text, if it was one.
        """
        if self._file is None:
            return
        line: dict[str, object] = {
            "time": datetime.datetime.fromtimestamp(self._clock(), datetime.UTC).isoformat(
                timespec="milliseconds"
            ),
            "client": client,
            "method": request.method,
            "path": request.path,
            "status": answer.status if answer is not None else 499,
            "bytes": _bytes_of(request, answer) if answer is not None else 0,
            "ms": round(seconds * 1000, 1),
        }
        if question is not None and self._questions:
            line["question"] = question
        # ASCII alone: no control character of a request reaches a terminal.
        try:
            self._file.write(json.dumps(line) + "\n")
            self._file.flush()
        except OSError as error:
            if not self._fails:
                self._say(_FAILS.format(reason=reason_of(error)))
            self._fails = True
        else:
            self._fails = False


def _bytes_of(request: web.BaseRequest, answer: web.StreamResponse) -> int:
    """Return how many bytes an answer has that was sent; with its frames, where it streamed."""
    if request.method == "HEAD" or answer.status in _WITHOUT_BODY:
        return 0
    length = answer.content_length
    return length if length is not None else answer.body_length
