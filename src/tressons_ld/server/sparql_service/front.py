"""The front: which address leads where, over strict HTTP."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from aiohttp import HttpVersion11, web
from aiohttp.web_protocol import RequestPayloadError

from tressons_ld.findings.errors import QueryError, TressonsError
from tressons_ld.rdf.formats import TURTLE
from tressons_ld.server.sparql_service import (
    packing,
    protocol_request,
    query_handler,
    request_body,
    service_description,
)
from tressons_ld.server.sparql_service.access_log import AccessLog
from tressons_ld.server.sparql_service.call import Call
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext, data_facts
from tressons_ld.server.sparql_service.client_address import ClientAddresses
from tressons_ld.server.sparql_service.defaults_served import DefaultsServed
from tressons_ld.server.sparql_service.entity_tags import check_match, is_held
from tressons_ld.server.sparql_service.http_connection import connection_of
from tressons_ld.server.sparql_service.media_types import (
    GRAPHS,
    ROWS,
    VARY,
    preferred,
    wants_page,
)
from tressons_ld.server.sparql_service.metrics import ServiceMetrics
from tressons_ld.server.sparql_service.own_documents import ANY_ORIGIN, own_document
from tressons_ld.server.sparql_service.problem_details import Problem, ProblemError
from tressons_ld.server.sparql_service.query_handler import (
    CORS,
    QueryHandler,
)
from tressons_ld.server.sparql_service.question_api import QuestionApi
from tressons_ld.server.sparql_service.request_body import READING
from tressons_ld.server.sparql_service.served_publication import (
    PublicationService,
    ServedPublication,
)
from tressons_ld.server.sparql_service.service_status import ServiceStatus
from tressons_ld.server.sparql_service.site_files import SiteFiles
from tressons_ld.server.sparql_service.workbench import Workbench
from tressons_ld.site.workbench_files import WORKBENCH

_METHODS = ("GET", "HEAD", "POST", "QUERY", "OPTIONS")
_MAX_AGE = "86400"
_CONDITIONAL = (200, 304)
"""What is answered on the conditions of a request: any other status stands without them."""


@dataclass
class Front:
    """Answers every request.

    Attributes:
        service: the publication that is served.
        catalogue: what is known of the catalogue beside its statements.
        addresses: tells who asks.
        log: takes a line for each request.
        metrics: counts them.
    """

    service: PublicationService
    catalogue: CatalogueContext
    addresses: ClientAddresses
    log: AccessLog
    metrics: ServiceMetrics

    def __post_init__(self) -> None:
        """Make what answers questions."""
        self.queries = QueryHandler(self.service.limits, self.metrics)
        every = self.catalogue.queries.by_name.values()
        self._defaults = DefaultsServed(tuple(every), self.queries)
        self._workbench = Workbench(self.catalogue, self.queries, self._defaults)
        self._questions = QuestionApi(self.catalogue, self.queries, self._defaults)
        self._site = SiteFiles(self.service, self.catalogue)
        status = ServiceStatus(self.service, self.catalogue, self.metrics)
        self._routes: dict[str, tuple[str, tuple[str, ...], _Route]] = {
            "sparql": ("sparql", _METHODS, self._sparql),
            "health": ("health", READING, status.health),
            "metrics": ("metrics", READING, status.metrics),
            ".well-known/api-catalog": ("api-catalog", READING, status.api_catalog),
        }

    async def __call__(self, request: web.BaseRequest) -> web.StreamResponse:
        """Answer a request; what is wrong with it, or with us, is a sentence."""
        began = time.monotonic()
        call = Call(request, self.addresses.client(request), self.addresses.origin(request))
        route, answer = "site", None

        def log(sent: web.StreamResponse | None) -> None:
            self.log.write(request, call.client, sent, time.monotonic() - began, call.question)

        connection_of(request).when_sent = log
        try:
            route, answer = await self._routed(call)
            return answer
        except asyncio.CancelledError:
            log(None)
            raise
        finally:
            self.metrics.request(route, answer.status if answer is not None else 499)

    async def _routed(self, call: Call) -> tuple[str, web.StreamResponse]:
        path = call.request.path
        root = self.catalogue.site.site.root
        below = path.removeprefix(root) if path.startswith(root) else path.removeprefix("/")
        name, methods, handle = self._routes.get(below, ("site", READING, self._site.answer))
        if below.startswith("api/"):
            name, methods, handle = "api", READING, self._api
        elif below.startswith(f"{WORKBENCH}/"):
            name, methods, handle = "site", READING, self._workbench_file
        method = call.request.method
        try:
            if fault := _fault_of(call.request):
                answer = self._problem(call, Problem.of(fault))
                answer.force_close()
                return name, answer
            if method not in methods:
                known = ", ".join(methods)
                problem = Problem.of(QueryError("service.method", method=method[:20], known=known))
                problem.headers["Allow"] = known
                raise ProblemError(problem)
            if method == "OPTIONS":
                return name, _options(methods)
            made = await handle(call, below)
            if isinstance(made, web.Response) and made.status in _CONDITIONAL:
                check_match(call.request)
            return name, await _packed(call, made)
        except ProblemError as error:
            return name, self._problem(call, error.problem)
        except TressonsError as error:
            return name, self._problem(call, Problem.of(error))
        except RequestPayloadError:
            # Its body is not in the pieces that it is said to be in.
            answer = self._problem(call, Problem.of(QueryError("service.bad-request")))
            answer.force_close()
            return name, answer
        except web.HTTPRequestEntityTooLarge:
            limit = self.service.limits.body
            return name, self._problem(
                call, Problem.of(QueryError("service.too-long", limit=limit))
            )
        except TimeoutError:
            slow = QueryError("service.slow-request", seconds=f"{request_body.SECONDS:g}")
            problem = Problem.of(slow)
            answer = self._problem(call, problem)
            answer.force_close()
            return name, answer

    async def _workbench_file(self, call: Call, below: str) -> web.StreamResponse:
        return await self._workbench.file(call, self._publication(), below)

    # --- /sparql ----------------------------------------------------------------------------------

    async def _sparql(self, call: Call, _below: str) -> web.StreamResponse:
        publication = self._publication()
        request = call.request
        fields, question, version = await request_body.parts_of(request, self.service.limits.body)
        endpoint = f"{call.origin}{self.catalogue.site.site.root}sparql"
        accept = call.accept
        asked = protocol_request.sparql_request(fields, question, accept, endpoint, version)
        if asked is None:
            if request.method not in READING:
                raise QueryError("service.no-query")
            if wants_page(accept):
                return await self._workbench.page(call, publication, fields, None)
            return await self._description(call, publication)
        call.question = asked.question
        if asked.page:
            return await self._workbench.page(call, publication, fields, asked)
        headers = {"Vary": VARY}
        if asked.rows is None and asked.graph is None:
            types = ", ".join(t.media_type for t in (*ROWS, *GRAPHS))
            raise QueryError("service.not-acceptable", types=types)
        return await self.queries.answer(request, asked, publication, call.client, headers)

    async def _description(self, call: Call, publication: ServedPublication) -> web.StreamResponse:
        format = preferred(call.accept, GRAPHS)
        if format is None:
            types = ", ".join(each.media_type for each in GRAPHS)
            raise QueryError("service.not-acceptable", types=types)
        defaults = await self._defaults.of(publication)
        known = f"{self.catalogue.version}-{defaults.digest}"
        tag = f'W/"{publication.digest[:16]}-{known}-{format.name}"'
        headers = {"Vary": VARY, "ETag": tag, "Cache-Control": "no-cache", **CORS}
        if is_held(call.request, tag):
            return web.Response(status=304, headers=headers)
        charset = "; charset=utf-8" if format is TURTLE else ""
        headers["Content-Type"] = format.media_type + charset

        def make() -> bytes:
            site = f"{ANY_ORIGIN}{self.catalogue.site.site.root}"
            triples = service_description.service_triples(
                f"{site}sparql",
                site,
                self.catalogue.iris,
                publication.description,
                self.service.limits,
                self.catalogue.queries.by_name.values(),
                data_facts(publication.folder.path, self.catalogue.iris.paths.data),
                defaults,
            )
            return service_description.written(triples, format)

        body = await own_document(publication, tag, call.origin, make)
        return web.Response(body=body, headers=headers)

    async def _api(self, call: Call, below: str) -> web.StreamResponse:
        fields = protocol_request.fields_of(call.request.raw_path.partition("?")[2])
        path = below.removeprefix("api/")
        return await self._questions.answer(call, self._publication(), path, fields)

    # --- what they share --------------------------------------------------------------------------

    def _publication(self) -> ServedPublication:
        if self.service.current is None:
            raise QueryError("service.starting")
        return self.service.current

    def _problem(self, call: Call, problem: Problem) -> web.Response:
        if problem.code == "service.store-damaged":
            self.service.doubt()
        language = call.language
        media_type, text = problem.body(call.accept, language)
        every = {
            **CORS,
            **problem.all_headers,
            "Content-Type": media_type,
            "Content-Language": language,
            "Vary": VARY,
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        answer = web.Response(
            status=problem.status, body=text.encode("utf-8", "replace"), headers=every
        )
        if "Expect" in call.request.headers:
            # The body that its sender may keep back now is not to be taken for what follows.
            answer.force_close()
        return answer


def _fault_of(request: web.BaseRequest) -> QueryError | None:
    """Return what is wrong with the frame of a request, which aiohttp lets pass."""
    if not connection_of(request).speaks_our_version:
        return QueryError("service.http-version")
    coding = request.headers.get("Transfer-Encoding", "chunked").lower()
    if coding != "chunked" or (
        request.version < HttpVersion11 and "Transfer-Encoding" in request.headers
    ):
        # Faulty in HTTP/1.0 whatever it says, for who is before us may have read another end of it
        # (RFC 9112, section 6.1).
        return QueryError("service.bad-request")
    return None


_Route = Callable[[Call, str], Awaitable[web.StreamResponse]]


async def _packed(call: Call, answer: web.StreamResponse) -> web.StreamResponse:
    """Return an answer in the encoding that is asked for, where it is whole and not yet in one."""
    if not isinstance(answer, web.Response) or "Content-Encoding" in answer.headers:
        return answer
    body = answer.body
    if not isinstance(body, bytes) or len(body) <= packing.SMALL:
        return answer
    if "accept-encoding" not in answer.headers.get("Vary", "").lower():
        answer.headers["Vary"] = ", ".join(
            filter(None, (answer.headers.get("Vary"), "Accept-Encoding"))
        )
    encoding = packing.encoding_of(call.request.headers.get("Accept-Encoding"))
    if encoding != packing.IDENTITY:
        answer.body = await query_handler.packed(body, encoding)
        answer.headers["Content-Encoding"] = encoding
    return answer


def _options(methods: tuple[str, ...]) -> web.Response:
    headers: Mapping[str, str] = {
        **CORS,
        "Allow": ", ".join(methods),
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match",
        "Access-Control-Max-Age": _MAX_AGE,
    }
    if "POST" in methods:
        types = {
            "Accept-Post": f"{protocol_request.QUERY}, {protocol_request.FORM}",
            "Accept-Query": protocol_request.QUERY,
        }
        headers = {**headers, **types}
    return web.Response(status=204, headers=headers)
