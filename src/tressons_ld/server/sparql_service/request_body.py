"""What a request of the SPARQL Protocol carries: the fields of its address and form, its body."""

from __future__ import annotations

import asyncio

from aiohttp import HttpVersion11, web

from tressons_ld.findings.errors import QueryError
from tressons_ld.server.sparql_service import protocol_request
from tressons_ld.server.sparql_service.problem_details import Problem, ProblemError
from tressons_ld.sparql.endpoint_body import CutError, unpacked

SECONDS = 10.0
"""Seconds within which a body arrives."""
READING = ("GET", "HEAD", "OPTIONS")
"""Methods whose body means nothing."""

_TYPES = (protocol_request.QUERY, protocol_request.FORM)
_CODINGS = ("identity", "gzip", "x-gzip", "deflate")
_UTF_8 = ("", "utf-8", "utf8", "us-ascii")
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


async def parts_of(
    request: web.BaseRequest, most: int
) -> tuple[list[tuple[str, str]], str | None, str | None]:
    """Return the fields of a request, the question in its body, the version in its type.

    Args:
        request: as it came.
        most: bytes of its body.

    Raises:
        QueryError, ProblemError: the body is none that the Protocol knows, or it is too long.
        TimeoutError: it does not arrive.
    """
    fields = protocol_request.fields_of(request.raw_path.partition("?")[2])
    if request.method in READING:
        return fields, None, None
    header = request.headers.get("Content-Type", "")
    media_type, *parameters = (part.strip() for part in header.lower().split(";"))
    by_name = {
        name.strip(): value.strip().strip('"')
        for name, _, value in (each.partition("=") for each in parameters)
    }
    if media_type == protocol_request.UPDATE:
        raise QueryError("service.update")
    if media_type not in _TYPES:
        raise _unknown_type(header)
    if (charset := by_name.get("charset", "")) not in _UTF_8:
        raise QueryError("service.charset", charset=charset[:40])
    body = await _body(request, most)
    if media_type == protocol_request.FORM:
        return [*fields, *protocol_request.fields_of(body)], None, None
    try:
        # Editors of Windows begin a file with a mark of its encoding.
        return fields, body.decode("utf-8-sig"), by_name.get("version")
    except UnicodeDecodeError:
        raise QueryError("service.not-utf-8") from None


async def _body(request: web.BaseRequest, most: int) -> bytes:
    coding = request.headers.get("Content-Encoding", "").strip().lower() or "identity"
    if coding not in _CODINGS:
        problem = Problem.of(QueryError("service.content-encoding", coding=coding[:40]))
        problem.headers["Accept-Encoding"] = "gzip, deflate"
        raise ProblemError(problem)
    if (request.content_length or 0) > most:
        raise QueryError("service.too-long", limit=most)
    expects = request.headers.get("Expect", "").strip().lower() == "100-continue"
    if expects and request.version >= HttpVersion11:
        # Its sender waits for this before the body (RFC 9110, section 10.1.1).
        await request.writer.write(_CONTINUE)
        request.writer.output_size = 0
    async with asyncio.timeout(SECONDS):
        packed = await request.read()
    try:
        body = unpacked(packed, coding, most)
    except (CutError, ValueError):
        raise QueryError("service.not-in-its-coding", coding=coding) from None
    if len(body) > most:
        raise QueryError("service.too-long", limit=most)
    return body


def _unknown_type(header: str) -> ProblemError:
    known = ", ".join(_TYPES)
    error = QueryError("service.media-type", type=header[:80], known=known)
    if not header:
        error = QueryError("service.no-media-type", known=known)
    problem = Problem.of(error)
    problem.headers["Accept-Post"] = known
    return ProblemError(problem)
