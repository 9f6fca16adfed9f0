"""The page of ``/sparql`` for people: a form, the answer as a table, the questions at hand.

Whole without JavaScript; what an editor needs beside hangs on the element ``#editor`` of its form.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode, urlsplit

from aiohttp import web

from tressons_ld.files.tool_files import PACKAGE
from tressons_ld.findings.errors import TressonsError
from tressons_ld.rdf.formats import GRAPH_FORMATS, HTML, ROW_FORMATS, TSV, TURTLE, Format
from tressons_ld.rdf.terms import Literal, literal_parts
from tressons_ld.rdf.vocabularies import PREFIXES
from tressons_ld.server.sparql_service.call import Call
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
from tressons_ld.server.sparql_service.problem_details import Problem
from tressons_ld.server.sparql_service.protocol_request import SparqlRequest
from tressons_ld.server.sparql_service.query_handler import (
    HeldAnswer,
    ProblemError,
    QueryHandler,
)
from tressons_ld.server.sparql_service.served_publication import ServedPublication
from tressons_ld.site.hosts.http_rules import headers_of
from tressons_ld.site.page_paths import STYLE
from tressons_ld.site.templating import POLICY
from tressons_ld.sparql.query import Query

if TYPE_CHECKING:
    from jinja2 import Environment

_MOST_ROWS = 500
_TEMPLATES = PACKAGE / "server" / "sparql_service" / "templates"
_FIRST = """SELECT ?class (COUNT(*) AS ?number)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?number)
LIMIT 20
"""


@dataclass(frozen=True)
class AnswerView:
    """An answer as the page shows it.

    Attributes:
        columns: their names.
        rows: each cell its text, and the address that it is, if it is one.
        text: statements, as Turtle; empty for rows.
        boolean: ``true`` or ``false``; empty for all else.
        whole: whether that is all of it.
        downloads: formats, each with the address of the answer in it.
    """

    columns: Sequence[str]
    rows: Sequence[Sequence[tuple[str, str]]]
    text: str
    boolean: str
    whole: bool
    downloads: Sequence[tuple[str, str]]


class Workbench:
    """Makes the page."""

    def __init__(self, catalogue: CatalogueContext, queries: QueryHandler) -> None:
        self._catalogue, self._queries = catalogue, queries

    async def page(
        self,
        call: Call,
        publication: ServedPublication,
        fields: Sequence[tuple[str, str]],
        asked: SparqlRequest | None,
    ) -> web.Response:
        """Return the page, with the answer to what is asked."""
        language = next((v for k, v in fields if k == "lang" and v in ("fr", "en")), call.language)
        answer = problem = None
        if asked is not None:
            try:
                answer = self._shown(await self._answer(call, publication, asked), asked)
            except ProblemError as error:
                problem = error.problem
            except TressonsError as error:
                problem = Problem.of(error)
        question = asked.question if asked else f"{_declared()}\n{_FIRST}"
        root = self._catalogue.site.site.root
        text = (
            _environment()
            .get_template(f"workbench.{language}.html")
            .render(
                root=root,
                style=f"{root}{STYLE}",
                policy=POLICY,
                question=question,
                answer=answer,
                problem=problem.text.in_language(language) if problem else "",
                place=problem.details if problem else {},
                gallery=self._gallery[language],
                triples=publication.description.triples,
                formats=[each.name for each in (*ROW_FORMATS, *GRAPH_FORMATS)],
                lang=language,
            )
        )
        headers = {
            **headers_of(HTML.extension),
            **(problem.all_headers if problem else {}),
            "Content-Type": "text/html; charset=utf-8",
            "Content-Language": language,
            "Vary": "Accept, Accept-Encoding, Accept-Language",
            "Cache-Control": "no-cache",
            "X-Content-Type-Options": "nosniff",
        }
        status = problem.status if problem else 200
        return web.Response(status=status, body=text.encode(), headers=headers)

    async def style(self, _call: Call, _below: str) -> web.Response:
        """Return the style sheet of the page."""
        headers = {"Content-Type": "text/css; charset=utf-8", "Cache-Control": "no-cache"}
        return web.Response(body=(_TEMPLATES / "workbench.css").read_bytes(), headers=headers)

    async def _answer(
        self, call: Call, publication: ServedPublication, asked: SparqlRequest
    ) -> HeldAnswer:
        request = asked.for_worker._replace(rows=TSV.media_type, graph=TURTLE.media_type)
        key = asked.key + b"page"
        return await self._queries.rows(publication, call.client, request, key, asked.lasting)

    def _shown(self, answer: HeldAnswer, asked: SparqlRequest) -> AnswerView:
        text = answer.body.decode("utf-8", "ignore")
        if answer.content_type == TURTLE.media_type:
            return AnswerView((), (), text, "", answer.whole, _downloads(asked, GRAPH_FORMATS))
        downloads = _downloads(asked, ROW_FORMATS)
        if text in ("true", "false"):
            return AnswerView((), (), "", text, True, downloads)
        head, _, rest = text.partition("\n")
        lines = rest.split("\n")[:-1]
        columns = [name.removeprefix("?") for name in head.split("\t")]
        rows = [[self._cell(term) for term in line.split("\t")] for line in lines[:_MOST_ROWS]]
        whole = answer.whole and len(lines) <= _MOST_ROWS
        return AnswerView(columns, rows, "", "", whole, downloads)

    def _cell(self, term: str) -> tuple[str, str]:
        """Return the text of a term, and where it leads: to our own page of what is ours."""
        if term.startswith("<"):
            address = term[1:-1]
            if address.startswith(self._catalogue.iris.base):
                own = self._catalogue.site.site.root + address[len(self._catalogue.iris.base) :]
                return address, own
            return address, address if urlsplit(address).scheme in ("http", "https") else ""
        return (literal_parts(Literal(term))[0] if term.startswith('"') else term), ""

    @cached_property
    def _gallery(self) -> dict[str, list[tuple[str, str, str]]]:
        """The questions in each language: words, address that asks it, address of its rows."""
        return {language: self._questions(language) for language in ("fr", "en")}

    def _questions(self, language: str) -> list[tuple[str, str, str]]:
        root = self._catalogue.site.site.root
        questions = []
        for query in self._catalogue.queries.by_name.values():
            name = query.named(language)
            words = query.summary.known(language) or name
            text = _without_header(query.in_english() if language == "en" else query)
            ask = f"{root}sparql?" + urlencode({"query": text, "format": "html", "lang": language})
            questions.append((words, ask, f"{root}api/queries/{name}"))
        return sorted(questions)


def _without_header(query: Query) -> str:
    lines = [line for line in query.bind({}).splitlines() if not line.startswith("#+")]
    return "\n".join(lines).strip() + "\n"


def _downloads(asked: SparqlRequest, formats: Sequence[Format]) -> list[tuple[str, str]]:
    graphs = [("default-graph-uri", iri) for iri in asked.default]
    graphs += [("named-graph-uri", iri) for iri in asked.named]
    return [
        (each.label, "?" + urlencode([("query", asked.question), *graphs, ("format", each.name)]))
        for each in formats
    ]


def _declared() -> str:
    common = ("dcat", "dct", "schema", "skos")
    return "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}>\n" for prefix in common)


@cache
def _environment() -> Environment:
    # Imported with the first page: most requests make none.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    options: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "auto_reload": False}
    return Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined, **options
    )
