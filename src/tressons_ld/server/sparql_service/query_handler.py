"""What ``/sparql`` answers to a question."""

from __future__ import annotations

import asyncio
import hashlib
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing
from dataclasses import dataclass

from aiohttp import HttpVersion10, web

from tressons_ld.findings.errors import QueryError, TressonsError
from tressons_ld.rdf import formats
from tressons_ld.server.sparql_service import frames, packing
from tressons_ld.server.sparql_service.answer_cache import CachedAnswer
from tressons_ld.server.sparql_service.entity_tags import check_match, is_held
from tressons_ld.server.sparql_service.frames import WorkerRequest
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.metrics import ServiceMetrics
from tressons_ld.server.sparql_service.problem_details import Problem, ProblemError
from tressons_ld.server.sparql_service.protocol_request import SparqlRequest
from tressons_ld.server.sparql_service.served_publication import ServedPublication
from tressons_ld.sparql.asking import Ask
from tressons_ld.sparql.endpoint_body import rows_of
from tressons_ld.sparql.results import Result

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Length, ETag, Retry-After, Vary, Link, X-Notes",
}
_LARGE = 1 << 16
"""Bytes over which it is packed by another thread."""
_EXTENSIONS = {
    each.media_type: each.extension for each in (*formats.ROW_FORMATS, *formats.GRAPH_FORMATS)
}


@dataclass(frozen=True, slots=True)
class HeldAnswer:
    """What came of an answer before anything was sent.

    Attributes:
        content_type: what it is.
        body: its bytes, the first ones at least.
        whole: whether that is all.
    """

    content_type: str
    body: bytes
    whole: bool


async def held(answers: AsyncIterator[tuple[bytes, bytes]], limit: int) -> HeldAnswer:
    """Return the beginning of an answer; all of it where that is not long.

    Raises:
        ProblemError: there is no answer.
    """
    content_type, pieces, size = "", [], 0
    async for letter, content in answers:
        if letter == frames.ERROR:
            raise ProblemError(Problem.of_fields(frames.parsed(content)))
        if letter == frames.HEADER:
            content_type = frames.parsed(content)["type"]
        elif letter == frames.DATA:
            pieces.append(content)
            size += len(content)
            if size >= limit:
                return HeldAnswer(content_type, b"".join(pieces), whole=False)
    return HeldAnswer(content_type, b"".join(pieces), whole=True)


class QueryHandler:
    """Answers questions, from the cache or by a worker."""

    def __init__(self, limits: ServiceLimits, metrics: ServiceMetrics) -> None:
        self._limits, self._metrics = limits, metrics

    async def answer(
        self,
        request: web.BaseRequest,
        sparql_request: SparqlRequest,
        publication: ServedPublication,
        client: str,
        headers: Mapping[str, str],
    ) -> web.StreamResponse:
        """Return the answer to a question.

        Raises:
            ProblemError: the question has none.
            TressonsError: it takes too much, too many wait, or a condition does not hold.
        """
        check_match(request)
        began = time.monotonic()
        encoding = packing.encoding_of(request.headers.get("Accept-Encoding"))
        all_headers = {**headers, **CORS, "Cache-Control": "no-cache"}
        if sparql_request.lasting:
            tag = f'W/"{publication.digest[:16]}-{sparql_request.key.hex()[:20]}"'
            all_headers["ETag"] = tag
            if is_held(request, tag):
                self._metrics.question(time.monotonic() - began, "not_modified")
                return web.Response(status=304, headers=all_headers)
        cached = publication.cache.get(sparql_request.key) if sparql_request.lasting else None
        if cached is not None:
            self._metrics.question(time.monotonic() - began, "cache")
            return await self._whole(publication, cached, encoding, all_headers, sparql_request)
        answers = publication.lanes.answer(client, sparql_request.key, sparql_request.for_worker)
        async with aclosing(answers):
            beginning = await held(answers, self._limits.held)
            if beginning.whole:
                answer = CachedAnswer(beginning.content_type, beginning.body)
                if sparql_request.lasting:
                    publication.cache.put(sparql_request.key, answer)
                self._metrics.question(time.monotonic() - began, "worker")
                return await self._whole(publication, answer, encoding, all_headers, sparql_request)
            if request.version == HttpVersion10:
                raise QueryError("service.needs-http-1-1", limit=self._limits.held)
            self._metrics.question(time.monotonic() - began, "worker")
            return await self._streamed(
                request, beginning, answers, encoding, all_headers, sparql_request
            )

    async def rows(
        self,
        publication: ServedPublication,
        client: str,
        request: WorkerRequest,
        key: bytes,
        lasting: bool,
    ) -> HeldAnswer:
        """Return an answer that is not sent as it is, or its first megabyte.

        Raises:
            ProblemError: the question has no answer.
            TressonsError: it takes too much, or too many wait.
        """
        cached = publication.cache.get(key) if lasting else None
        if cached is not None:
            return HeldAnswer(cached.content_type, cached.body, whole=True)
        answers = publication.lanes.answer(client, key, request)
        async with aclosing(answers):
            answer = await held(answers, self._limits.held)
        if answer.whole and lasting:
            publication.cache.put(key, CachedAnswer(answer.content_type, answer.body))
        return answer

    def asker(self, publication: ServedPublication, client: str) -> Ask:
        """Return what puts questions to a publication, for a thread that is not that of the loop.

        What it returns raises:
            ProblemError, TressonsError: a question has no answer, or too long a one.
        """
        loop = asyncio.get_running_loop()

        def ask(question: str, *, name: str) -> Result:
            rows = self._selected(publication, client, question)
            return asyncio.run_coroutine_threadsafe(rows, loop).result()

        return ask

    async def _selected(self, publication: ServedPublication, client: str, question: str) -> Result:
        media_type = formats.SPARQL_JSON.media_type
        request = WorkerRequest(question, (), (), "http://localhost/", media_type, None, 0.0)
        key = hashlib.blake2b(question.encode(), digest_size=16).digest() + b"api"
        answer = await self.rows(publication, client, request, key, lasting=True)
        if not answer.whole:
            raise QueryError("service.page-too-large")
        return rows_of(answer.body, formats.SPARQL_JSON)

    async def _whole(
        self,
        publication: ServedPublication,
        answer: CachedAnswer,
        encoding: str,
        headers: Mapping[str, str],
        sparql_request: SparqlRequest,
    ) -> web.Response:
        body, encoded = answer.body, {}
        if encoding != packing.IDENTITY and len(body) > packing.SMALL:
            body = answer.packed.get(encoding) or await packed(answer.body, encoding)
            publication.cache.keep_packed(answer, encoding, body)
            encoded = {"Content-Encoding": encoding}
        every = {**headers, **encoded, **_described(answer.content_type, sparql_request)}
        return web.Response(body=body, headers=every)

    async def _streamed(
        self,
        request: web.BaseRequest,
        beginning: HeldAnswer,
        answers: AsyncIterator[tuple[bytes, bytes]],
        encoding: str,
        headers: Mapping[str, str],
        sparql_request: SparqlRequest,
    ) -> web.StreamResponse:
        """Send a long answer as it comes; one that is cut ends as an error in every client."""
        response = web.StreamResponse(
            headers={**headers, **_described(beginning.content_type, sparql_request)}
        )
        packer = packing.packer(encoding)
        if packer is not None:
            response.headers["Content-Encoding"] = encoding
        response.enable_chunked_encoding()
        await response.prepare(request)
        if request.method == "HEAD":
            return response
        try:
            await self._send(response, beginning.body, packer)
            async for letter, content in answers:
                if letter == frames.ERROR:
                    raise ProblemError(Problem.of_fields(frames.parsed(content)))
                if letter == frames.DATA:
                    await self._send(response, content, packer)
            if packer is not None:
                await response.write(packer.end())
        except (ProblemError, TressonsError, OSError, asyncio.CancelledError) as error:
            # Without its last chunk, no client takes it for whole.
            if request.transport is not None:
                request.transport.close()
            if isinstance(error, asyncio.CancelledError):
                raise
            self._metrics.answers["cut"] += 1
        return response

    async def _send(
        self, response: web.StreamResponse, piece: bytes, packer: packing.Packer | None
    ) -> None:
        """Send a piece to a reader that takes it in time.

        Raises:
            TimeoutError: the reader does not.
        """
        seconds = self._limits.timeout + len(piece) / frames.DELIVERY
        packed = packer.pack(piece) if packer is not None else piece
        async with asyncio.timeout(seconds):
            await response.write(packed)


async def packed(body: bytes, encoding: str) -> bytes:
    """Return a whole answer in an encoding; a large one is packed by another thread."""
    if len(body) > _LARGE:
        return await asyncio.to_thread(packing.packed, body, encoding)
    return packing.packed(body, encoding)


def _described(content_type: str, sparql_request: SparqlRequest) -> dict[str, str]:
    """Return what the headers tell of the body."""
    charset = "; charset=utf-8" if content_type.startswith("text/") else ""
    headers = {"Content-Type": f"{content_type}{charset}"}
    if sparql_request.download:
        name = f"sparql{_EXTENSIONS.get(content_type, '')}"
        headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return headers
