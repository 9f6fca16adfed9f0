"""The page of ``/sparql`` for people: a form, the answer as a table, the questions at hand.

Whole without JavaScript. With it the editor, the gallery, figures and the rest come out of the
files of ``workbench/`` (:mod:`tressons_ld.site.workbench_files`).
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.findings.errors import QueryError, TressonsError
from tressons_ld.findings.language import LANGUAGES
from tressons_ld.rdf.formats import GRAPH_FORMATS, HTML, JSON, ROW_FORMATS, TSV, TURTLE, Format
from tressons_ld.rdf.terms import Literal, Term, Triple, literal_parts, typed
from tressons_ld.server.sparql_service.call import Call
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext, data_facts
from tressons_ld.server.sparql_service.defaults_served import (
    DefaultsServed,
    PublicationDefaults,
)
from tressons_ld.server.sparql_service.entity_tags import is_held
from tressons_ld.server.sparql_service.media_types import VARY
from tressons_ld.server.sparql_service.own_documents import own_document
from tressons_ld.server.sparql_service.problem_details import Problem, ProblemError
from tressons_ld.server.sparql_service.protocol_request import SparqlRequest
from tressons_ld.server.sparql_service.query_handler import (
    HeldAnswer,
    QueryHandler,
)
from tressons_ld.server.sparql_service.served_publication import ServedPublication
from tressons_ld.site.content_policy import POLICY
from tressons_ld.site.hosts.http_rules import CONTENT_TYPES, headers_of
from tressons_ld.site.interface_texts import texts_of, with_no_break_spaces
from tressons_ld.site.page_paths import STYLE
from tressons_ld.site.workbench_files import EDITOR, WORKBENCH, workbench_files
from tressons_ld.site.workbench_page import (
    catalogue_file,
    citation_of,
    first_question,
    page_block,
    workbench_words,
)
from tressons_ld.sparql.answers import number_columns
from tressons_ld.sparql.query_header import without_header

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_MOST_ROWS = 500
_PATIENCE = 1.0
"""Seconds after which the page comes without the answer: its script asks for it, and can stop."""
_BARE = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_TEMPLATES = PACKAGE / "server" / "sparql_service" / "templates"
_CATALOGUE = "catalogue.{language}.json"


@dataclass(frozen=True)
class AnswerView:
    """An answer as the page shows it.

    Attributes:
        columns: their names.
        numbers: for each of them whether it holds numbers, which end below each other.
        rows: each cell its text, and the address that it is, if it is one.
        text: statements, as Turtle; empty for rows.
        boolean: ``true`` or ``false``; empty for all else.
        whole: whether that is all of it.
        downloads: formats, each with the address of the answer in it.
    """

    columns: Sequence[str]
    numbers: Sequence[bool]
    rows: Sequence[Sequence[tuple[str, str]]]
    text: str
    boolean: str
    whole: bool
    downloads: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class GalleryEntry:
    """A question at hand, as the page lists it.

    Attributes:
        name: of the question.
        words: the question as a sentence.
        ask: address that asks it.
        rows: address of its rows for programs.
    """

    name: str
    words: str
    ask: str
    rows: str


class Workbench:
    """Makes the page, and what its script is made from."""

    def __init__(
        self, catalogue: CatalogueContext, queries: QueryHandler, defaults: DefaultsServed
    ) -> None:
        self._catalogue, self._queries, self._defaults = catalogue, queries, defaults
        self._blocks: dict[tuple[str, str], Markup] = {}
        self._galleries: dict[tuple[str, str], list[GalleryEntry]] = {}

    async def page(
        self,
        call: Call,
        publication: ServedPublication,
        fields: Sequence[tuple[str, str]],
        sparql_request: SparqlRequest | None,
    ) -> web.Response:
        """Return the page, with the answer to what is asked, or soon without it."""
        language = next((v for k, v in fields if k == "lang" and v in ("fr", "en")), call.language)
        answer = problem = None
        waiting = False
        if sparql_request is not None:
            patience = None if ("wait", "1") in fields else _PATIENCE
            try:
                async with asyncio.timeout(patience):
                    held = await self._answer(call, publication, sparql_request)
                answer = self._shown(held, sparql_request)
            except TimeoutError:
                waiting = True
            except ProblemError as error:
                problem = error.problem
            except TressonsError as error:
                problem = Problem.of(error)
        root = self._catalogue.site.site.root
        text = (
            _environment()
            .get_template("workbench.html")
            .render(
                root=root,
                data=f"{root}{self._catalogue.iris.paths.data}",
                style=f"{root}{STYLE}",
                policy=POLICY,
                question=sparql_request.question if sparql_request else first_question(),
                asked=f"{urlencode({'query': sparql_request.question})}&" if sparql_request else "",
                answer=answer,
                waiting=waiting,
                problem=problem.text.in_language(language) if problem else "",
                gallery=self._gallery(language, await self._defaults.of(publication)),
                triples=texts_of(language).number(publication.description.triples),
                formats=[each.name for each in (*ROW_FORMATS, *GRAPH_FORMATS)],
                lang=language,
                t=workbench_words(language)["page"],
                block=self._block(publication, language),
            )
        )
        headers = {
            **headers_of(HTML.extension),
            **(problem.all_headers if problem else {}),
            "Content-Type": CONTENT_TYPES[HTML.extension],
            "Content-Language": language,
            "Vary": VARY,
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        status = problem.status if problem else 200
        return web.Response(status=status, body=text.encode(), headers=headers)

    async def file(self, call: Call, publication: ServedPublication, below: str) -> web.Response:
        """Return a file of the script, or what it is told of the catalogue.

        Raises:
            QueryError: there is none of that name.
        """
        name = below.removeprefix(f"{WORKBENCH}/")
        languages = {_CATALOGUE.format(language=each): each for each in LANGUAGES}
        if language := languages.get(name):
            defaults = await self._defaults.of(publication)
            made = partial(self._told, publication, language, defaults)
            body = await own_document(publication, f"{name} {defaults.digest}", call.origin, made)
            media_type = CONTENT_TYPES[JSON.extension]
        elif path := workbench_files().get(name):
            body = await asyncio.to_thread(path.read_bytes)
            media_type = CONTENT_TYPES.get(path.suffix, "application/octet-stream")
        else:
            known = f"{self._catalogue.site.site.root}sparql"
            raise QueryError("service.not-found", path=call.request.path[:80], known=known)
        return self._cached(call, body, media_type)

    def _cached(self, call: Call, body: bytes, media_type: str) -> web.Response:
        tag = f'W/"{hashlib.blake2b(body, digest_size=10).hexdigest()}"'
        headers = {
            "Content-Type": media_type,
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Vary": "Accept-Encoding",
            "X-Content-Type-Options": "nosniff",
        }
        if is_held(call.request, tag):
            return web.Response(status=304, headers=headers)
        return web.Response(body=body, headers=headers)

    def _facts(self, publication: ServedPublication) -> Iterator[Triple]:
        return data_facts(publication.folder.path, self._catalogue.iris.paths.data)

    def _told(
        self, publication: ServedPublication, language: str, defaults: PublicationDefaults
    ) -> bytes:
        queries = self._catalogue.queries.by_name.values()
        return catalogue_file(language, queries, self._facts(publication), defaults)

    def _block(self, publication: ServedPublication, language: str) -> Markup:
        key = publication.digest, language
        if key not in self._blocks:
            self._blocks = {each: self._blocks[each] for each in self._blocks if each[0] == key[0]}
            self._blocks[key] = self._made_block(publication, language)
        return self._blocks[key]

    def _made_block(self, publication: ServedPublication, language: str) -> Markup:
        root, words = self._catalogue.site.site.root, workbench_words(language)["page"]
        values = {
            "answer": words["answer"],
            "base": self._catalogue.iris.base,
            "catalogue": f"{root}{WORKBENCH}/{_CATALOGUE.format(language=language)}",
            "citation": citation_of(self._facts(publication), language),
            "cite": words["cite"],
            "editor": f"{root}{WORKBENCH}/{EDITOR}" if EDITOR in workbench_files() else "",
            "endpoint": f"{root}sparql",
            "root": root,
            "suffix": "",
        }
        return page_block(language, values)

    async def _answer(
        self, call: Call, publication: ServedPublication, sparql_request: SparqlRequest
    ) -> HeldAnswer:
        request = sparql_request.for_worker._replace(rows=TSV.media_type, graph=TURTLE.media_type)
        key = sparql_request.key + b"page"
        return await self._queries.rows(
            publication, call.client, request, key, sparql_request.lasting
        )

    def _shown(self, answer: HeldAnswer, sparql_request: SparqlRequest) -> AnswerView:
        text = answer.body.decode("utf-8", "ignore")
        if answer.content_type == TURTLE.media_type:
            return AnswerView(
                (), (), (), text, "", answer.whole, _downloads(sparql_request, GRAPH_FORMATS)
            )
        downloads = _downloads(sparql_request, ROW_FORMATS)
        if text in ("true", "false"):
            return AnswerView((), (), (), "", text, True, downloads)
        head, _, rest = text.partition("\n")
        lines = rest.split("\n")[:-1]
        columns = [name.removeprefix("?") for name in head.split("\t")]
        cells = [line.split("\t") for line in lines[:_MOST_ROWS]]
        rows = [[self._cell(term) for term in row] for row in cells]
        numbers = number_columns(len(columns), [[*map(_term, row)] for row in cells])
        whole = answer.whole and len(lines) <= _MOST_ROWS
        return AnswerView(columns, numbers, rows, "", "", whole, downloads)

    def _cell(self, term: str) -> tuple[str, str]:
        """Return the text of a term, and where it leads: to our own page of what is ours."""
        if term.startswith("<") and not term.startswith("<<"):
            address = term[1:-1]
            if address.startswith(self._catalogue.iris.base):
                own = self._catalogue.site.site.root + address[len(self._catalogue.iris.base) :]
                return address, own
            return address, address if urlsplit(address).scheme in ("http", "https") else ""
        return (literal_parts(Literal(term))[0] if term.startswith('"') else term), ""

    def _gallery(self, language: str, defaults: PublicationDefaults) -> list[GalleryEntry]:
        key = language, defaults.digest
        if key not in self._galleries:
            same = {each: v for each, v in self._galleries.items() if each[1] == key[1]}
            self._galleries = {**same, key: self._questions(language, defaults)}
        return self._galleries[key]

    def _questions(self, language: str, defaults: PublicationDefaults) -> list[GalleryEntry]:
        root = self._catalogue.site.site.root
        questions = []
        for query in self._catalogue.queries.by_name.values():
            name = query.name_in(language)
            words = with_no_break_spaces(query.summary.preferring(language), language) or name
            sparql_request = query.in_english() if language == "en" else query
            text = without_header(sparql_request.bind_here(defaults)).strip() + "\n"
            ask = f"{root}sparql?" + urlencode({"query": text, "format": "html", "lang": language})
            questions.append(GalleryEntry(name, words, ask, f"{root}api/queries/{name}"))
        return sorted(questions, key=lambda each: (each.words, each.name))


def _term(cell: str) -> Term | None:
    """Return the term of a cell of TSV, where numbers stand bare; None where it is unbound."""
    return typed(cell, "decimal") if _BARE.fullmatch(cell) else Literal(cell) if cell else None


def _downloads(sparql_request: SparqlRequest, formats: Sequence[Format]) -> list[tuple[str, str]]:
    graphs = [("default-graph-uri", iri) for iri in sparql_request.default]
    graphs += [("named-graph-uri", iri) for iri in sparql_request.named]
    return [
        (
            each.label,
            "?" + urlencode([("query", sparql_request.question), *graphs, ("format", each.name)]),
        )
        for each in formats
    ]


@cache
def _environment() -> Environment:
    # Imported with the first page: most requests make none.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "auto_reload": False}
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, **options
    )
