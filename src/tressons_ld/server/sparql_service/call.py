"""A request on its way through the front."""

from __future__ import annotations

from dataclasses import dataclass

from aiohttp import web

from tressons_ld.server.sparql_service.client_address import ABSOLUTE_FORM
from tressons_ld.server.sparql_service.media_types import language_of


@dataclass
class Call:
    """A request, and who makes it.

    Attributes:
        request: as it came.
        client: who asks.
        origin: scheme and host by which it was asked.
        question: the text of the question, where it is one.
    """

    request: web.BaseRequest
    client: str
    origin: str
    question: str | None = None

    @property
    def target(self) -> str:
        """Path and query as they came; of a target that names its host those behind it."""
        raw = self.request.raw_path
        absolute = ABSOLUTE_FORM.match(raw)
        return "/" + raw[absolute.end() :].removeprefix("/") if absolute else raw

    @property
    def accept(self) -> str | None:
        """Its header ``Accept``; None where there is none."""
        every = self.request.headers.getall("Accept", [])
        return ", ".join(every) if every else None

    @property
    def language(self) -> str:
        """The language, of the two of the tool, that its reader asks for."""
        return language_of(self.request.headers.get("Accept-Language"))
