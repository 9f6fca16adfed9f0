"""The questions at hand as an interface for programs: ``/api/queries/NAME?parameter=value``.

Values have types, and things stand by their ids or names, as for ``tressons-ld query``. Rows come
in pages: ``limit`` and ``offset`` choose one, and the header ``Link`` tells the next.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode

from aiohttp import web

from tressons_ld.catalogue.model.multilingual import by_tag
from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.formats import CSV, HTML, JSON, SPARQL_JSON, TSV, Format
from tressons_ld.server.sparql_service.call import Call
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
from tressons_ld.server.sparql_service.defaults_served import DefaultsServed
from tressons_ld.server.sparql_service.entity_tags import is_held
from tressons_ld.server.sparql_service.media_types import GRAPHS, VARY, Offers, preferred
from tressons_ld.server.sparql_service.openapi import openapi
from tressons_ld.server.sparql_service.own_documents import ANY_ORIGIN, own_document
from tressons_ld.server.sparql_service.protocol_request import SparqlRequest
from tressons_ld.server.sparql_service.query_handler import CORS, QueryHandler
from tressons_ld.server.sparql_service.served_publication import ServedPublication
from tressons_ld.site.workbench_page import DefaultOf
from tressons_ld.sparql import answers, asking
from tressons_ld.sparql.answer_rows import objects
from tressons_ld.sparql.query import Query, unknown_parameter
from tressons_ld.sparql.results import Result, SelectResult
from tressons_ld.sparql.tokens import surface_of

_OFFERS: Offers = {
    JSON: (JSON.media_type,),
    SPARQL_JSON: (SPARQL_JSON.media_type,),
    CSV: (CSV.media_type,),
    TSV: (TSV.media_type,),
    HTML: (HTML.media_type,),
}
_BY_NAME = {"json": JSON, "srj": SPARQL_JSON, "csv": CSV, "tsv": TSV, "html": HTML}
_RESERVED = ("limit", "offset", "format")
_PAGE = 1000
MOST = 10_000
"""Rows of a page at most."""
_LONGEST_NUMBER = 20
_THREADS = 16


@dataclass(frozen=True, slots=True)
class RowPage:
    """Which rows of an answer are asked for.

    Attributes:
        limit: how many at most.
        offset: after how many.
        appended: whether the question itself was told.
    """

    limit: int
    offset: int
    appended: bool = False

    def cut(self, result: SelectResult) -> tuple[SelectResult, bool]:
        """Return the rows of the page, and whether there are more after it."""
        first = 0 if self.appended else self.offset
        rows = result.rows[first : first + self.limit]
        return replace(result, rows=rows), len(result.rows) > first + self.limit


class _NoRowsError(Exception):
    """The question does not answer with rows; its text is the argument."""


class QuestionApi:
    """Answers the questions at hand."""

    def __init__(
        self, catalogue: CatalogueContext, queries: QueryHandler, defaults: DefaultsServed
    ) -> None:
        self._catalogue, self._queries, self._defaults = catalogue, queries, defaults
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="api")

    async def answer(
        self,
        call: Call,
        publication: ServedPublication,
        path: str,
        fields: Sequence[tuple[str, str]],
    ) -> web.StreamResponse:
        """Return what an address below ``/api/`` answers.

        Raises:
            QueryError: there is no such question, or a value does not suit its parameter.
        """
        root = self._catalogue.site.site.root
        if path in ("", "queries", "queries/", "openapi.json"):
            return await self._document(call, publication, path)
        if not path.startswith("queries/"):
            known = f"{root}api/queries"
            raise QueryError("service.not-found", path=call.request.path[:80], known=known)
        query = self._catalogue.queries[path.removeprefix("queries/")]
        values, page, format = self._read(query, fields, call)
        tag = self._tag(publication, call, format)
        headers = {"ETag": tag, "Vary": VARY, "Cache-Control": "no-cache", **CORS}
        if is_held(call.request, tag):
            return web.Response(status=304, headers=headers)
        usage = asking.Usage(f"{root}api/queries/", "", "?")
        put = self._queries.asker(publication, call.client)
        paged = page
        text = ""

        def ask(question: str, *, name: str) -> Result:
            nonlocal paged, text
            if name == query.file:
                text = question
                if surface_of(question).form != "SELECT":
                    raise _NoRowsError(question)
                question, paged = _with_page(question, page)
            return put(question, name=name)

        try:
            answer = await asyncio.get_running_loop().run_in_executor(
                self._threads, asking.answer, query, values, ask, usage
            )
        except _NoRowsError as error:
            return await self._forwarded(call, publication, str(error), headers)
        if not isinstance(answer.result, SelectResult):
            return await self._forwarded(call, publication, text, headers)
        result, more = paged.cut(answer.result)
        if more:
            headers["Link"] = _link_to_next(call.request.path, fields, page)
        if notes := " ".join(note.in_language(call.language) for note in answer.notes):
            headers["X-Notes"] = notes.encode("ascii", "backslashreplace").decode()
        if format is HTML:
            where = f"{root}sparql?" + urlencode({"query": text, "format": "html"})
            return web.Response(status=303, headers={**headers, "Location": where})
        body = await asyncio.to_thread(_written, result, format)
        charset = "; charset=utf-8" if format in (CSV, TSV) else ""
        headers["Content-Type"] = format.media_type + charset
        return web.Response(body=body, headers=headers)

    async def _document(
        self, call: Call, publication: ServedPublication, path: str
    ) -> web.StreamResponse:
        """Return the list of the questions, or their description in OpenAPI."""
        defaults = await self._defaults.of(publication)
        make = self._openapi if path == "openapi.json" else self._listing
        name = f"{make.__name__} {defaults.digest}"
        address = f"{ANY_ORIGIN}{self._catalogue.site.site.root}"
        made = partial(make, address, defaults)
        return _json_response(await own_document(publication, name, call.origin, made))

    def _read(
        self, query: Query, fields: Sequence[tuple[str, str]], call: Call
    ) -> tuple[dict[str, str], RowPage, Format]:
        """Return the values of the parameters, the page, and the format that are asked for.

        Raises:
            QueryError: one is given twice, or is no value of its type.
        """
        own = {name for one in query.parameters for name in (one.name, query.word(one.name, "en"))}
        values: dict[str, str] = {}
        for name, value in fields:
            if name in values:
                raise QueryError("service.parameter-twice", name=name[:80])
            values[name] = value
        reserved = {
            name: values.pop(name) for name in _RESERVED if name in values and name not in own
        }
        page = RowPage(
            _number(reserved.get("limit", str(_PAGE)), "limit", 1, MOST),
            _number(reserved.get("offset", "0"), "offset", 0, 10**9),
        )
        named = reserved.get("format")
        format = preferred(call.accept, _OFFERS) if named is None else _BY_NAME.get(named)
        if named is not None and format is None:
            known = ", ".join(_BY_NAME)
            raise QueryError("service.unknown-format", format=named[:40], known=known)
        if format is None:
            types = ", ".join(each.media_type for each in _OFFERS)
            raise QueryError("service.not-acceptable", types=types)
        for name in values:
            if name not in own:
                raise unknown_parameter(query, name, beside=_RESERVED)
        query.bind({n: v for n, v in values.items() if not self._is_name(query, n)})
        return values, page, format

    def _is_name(self, query: Query, name: str) -> bool:
        """Return whether a parameter may be given by a name, which is looked up later."""
        return any(
            one.lists and name in (one.name, query.word(one.name, "en")) for one in query.parameters
        )

    async def _forwarded(
        self,
        call: Call,
        publication: ServedPublication,
        question: str,
        headers: dict[str, str],
    ) -> web.StreamResponse:
        """Return the answer of statements, or yes or no, as the endpoint gives it."""
        graph = preferred(call.accept, GRAPHS)
        asked = SparqlRequest(question, (), (), "http://localhost/", SPARQL_JSON, graph, page=False)
        return await self._queries.answer(call.request, asked, publication, call.client, headers)

    def _openapi(self, site: str, defaults: DefaultOf) -> bytes:
        queries, version = self._catalogue.queries.by_name.values(), self._catalogue.version
        return _json(openapi(queries, site, version, defaults))

    def _listing(self, site: str, defaults: DefaultOf) -> bytes:
        listed = [
            {
                "name": query.name,
                "name_en": query.name_en,
                "summary": dict(by_tag(query.summary)),
                "parameters": [
                    {
                        "name": one.name,
                        "type": one.type,
                        "default": query.default_here(one, defaults),
                    }
                    for one in query.parameters
                ],
                "href": f"{site}api/queries/{query.name}",
            }
            for query in self._catalogue.queries.by_name.values()
        ]
        return _json(listed)

    def _tag(self, publication: ServedPublication, call: Call, format: Format) -> str:
        parts = (call.request.raw_path, format.media_type, self._catalogue.version, call.language)
        digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=10).hexdigest()
        return f'W/"{publication.digest[:16]}-{digest}"'


def _with_page(question: str, page: RowPage) -> tuple[str, RowPage]:
    """Return the question with its page, and one row more; or as it is, if it has its own."""
    depth = 0
    after: set[str] = set()
    for token in surface_of(question).tokens:
        if token.text in ("{", "}"):
            depth += 1 if token.text == "{" else -1
            after.clear()
        elif depth == 0 and token.kind == "word":
            after.add(token.text.upper())
    if after & {"LIMIT", "OFFSET", "VALUES"}:
        return question, page
    told = f"{question.rstrip()}\nLIMIT {page.limit + 1} OFFSET {page.offset}\n"
    return told, replace(page, appended=True)


def _number(value: str, name: str, least: int, most: int) -> int:
    short = value.isascii() and value.isdigit() and len(value) <= _LONGEST_NUMBER
    if not (short and least <= int(value) <= most):
        raise QueryError("service.number", name=name, value=value[:40], least=least, most=most)
    return int(value)


def _link_to_next(path: str, fields: Sequence[tuple[str, str]], page: RowPage) -> str:
    """Return the header that leads to the rows after those of a page."""
    following = {**dict(fields), "offset": page.offset + page.limit, "limit": page.limit}
    return f'<{path}?{urlencode(following)}>; rel="next"'


def _written(result: SelectResult, format: Format) -> bytes:
    return objects(result) if format is JSON else answers.write(result, format.name).encode()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _json_response(body: bytes) -> web.Response:
    headers = {"Content-Type": "application/json", "Cache-Control": "no-cache", **CORS}
    return web.Response(body=body, headers=headers)
