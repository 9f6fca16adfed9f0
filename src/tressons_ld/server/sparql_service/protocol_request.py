"""A request of the SPARQL Protocol, read and nothing of it evaluated.

Specifications: SPARQL 1.1 Protocol, section 2.1 (https://www.w3.org/TR/sparql11-protocol/#query-operation);
``version``: SPARQL 1.2 Protocol (https://www.w3.org/TR/sparql12-protocol/).
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.formats import GRAPH_FORMATS, ROW_FORMATS, TURTLE, Format
from tressons_ld.server.sparql_service.frames import WorkerRequest
from tressons_ld.server.sparql_service.media_types import (
    GRAPHS,
    ROWS,
    preferred,
    wants_page,
)

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_VERSIONS = ("1.0", "1.1", "1.2", "1.2-basic")
_MOST_FIELDS = 1000
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*\Z")
# What gives another answer each time; what is escaped may be any word.
_VOLATILE = re.compile(r"(?i)\b(?:now|rand|uuid|struuid|bnode)\b|\\u")


@dataclass(frozen=True, slots=True)
class SparqlRequest:
    """What is asked.

    Attributes:
        question: its text.
        default: the graphs that make up the default graph.
        named: the graphs that ``GRAPH`` reaches.
        base: what relative IRIs are resolved against.
        rows: what rows are written in; None where no type for them is acceptable.
        graph: what statements are written in.
        page: whether a page for people is asked for.
        download: whether a format was named in the address.
    """

    question: str
    default: tuple[str, ...]
    named: tuple[str, ...]
    base: str
    rows: Format | None
    graph: Format | None
    page: bool
    download: bool = False

    @property
    def key(self) -> bytes:
        """What tells its answer from any other of the same publication."""
        digest = hashlib.blake2b(digest_size=16)
        parts = (
            *(self.question, self.base, self.rows.name if self.rows else ""),
            *(self.graph.name if self.graph else "", *self.default, "", *self.named),
        )
        for part in parts:
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        return digest.digest()

    @property
    def lasting(self) -> bool:
        """Whether the answer is the same as long as the publication is."""
        return not _VOLATILE.search(self.question)

    @property
    def for_worker(self) -> WorkerRequest:
        """The same as a worker is told it."""
        rows = self.rows.media_type if self.rows else None
        graph = self.graph.media_type if self.graph else None
        return WorkerRequest(self.question, self.default, self.named, self.base, rows, graph, 0.0)


def fields_of(text: str | bytes) -> list[tuple[str, str]]:
    """Return the fields of a query string or of a form, which are UTF-8.

    Raises:
        QueryError: they are not, or there are too many.
    """
    try:
        if isinstance(text, bytes):
            text = text.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except UnicodeDecodeError:
        raise QueryError("service.not-utf-8") from None
    except ValueError:
        raise QueryError("service.too-many-fields", most=_MOST_FIELDS) from None


def sparql_request(
    fields: Sequence[tuple[str, str]],
    question: str | None,
    accept: str | None,
    base: str,
    version: str | None = None,
) -> SparqlRequest | None:
    """Return what is asked; None where nothing is.

    Args:
        fields: of the query string, or of the form.
        question: the body, where it is the question itself.
        accept: the header ``Accept``.
        base: address of the endpoint.
        version: of SPARQL, where the media type says so.

    Raises:
        QueryError: it is no request that the Protocol knows.
    """
    by_name: dict[str, list[str]] = {}
    for name, value in fields:
        by_name.setdefault(name, []).append(value)
    if "update" in by_name:
        raise QueryError("service.update")
    questions = [*by_name.get("query", ()), *([question] if question is not None else ())]
    if len(questions) > 1:
        raise QueryError("service.several-queries", number=len(questions))
    for asked in (*by_name.get("version", ()), *([version] if version else ())):
        if asked not in _VERSIONS:
            raise QueryError("service.version", version=asked[:40], known=", ".join(_VERSIONS))
    if not questions:
        return None
    rows, graph = preferred(accept, ROWS), preferred(accept, GRAPHS)
    page = wants_page(accept)
    named = by_name.get("format", [])
    if named and named[0]:
        rows, graph, page = (*_named(named[0], accept), named[0].lower() == "html")
    return SparqlRequest(
        questions[0],
        _graphs(by_name, "default-graph-uri"),
        _graphs(by_name, "named-graph-uri"),
        base,
        rows,
        graph,
        page,
        bool(named and named[0]) and not page,
    )


def _named(name: str, accept: str | None) -> tuple[Format | None, Format | None]:
    """Return the formats for rows and for statements when one is named in the address."""
    if name.lower() == "html":
        return preferred(None, ROWS), preferred(None, GRAPHS)
    format = _FORMATS.get(name.lower())
    if format is None:
        names = ", ".join(each.name for each in (*ROW_FORMATS, *GRAPH_FORMATS))
        raise QueryError("service.unknown-format", format=name[:40], known=names)
    # Clients that name one for rows ask for statements by their header all the same.
    return (
        format if format in tuple(ROWS) else preferred(accept, ROWS) or preferred(None, ROWS),
        format if format in tuple(GRAPHS) else preferred(accept, GRAPHS) or preferred(None, GRAPHS),
    )


# By our own names, media types, what these end with, and extensions. SPARQLWrapper says «rdf+xml»,
# and «n3» for what the parsers of N3 read.
_FORMATS: Mapping[str, Format] = {
    key: each
    for each in (*ROW_FORMATS, *GRAPH_FORMATS)
    for key in (
        *(each.name, each.media_type, each.media_type.partition("/")[2], each.extension[1:]),
        *(("n3",) if each is TURTLE else ()),
    )
}


def _graphs(by_name: Mapping[str, Iterable[str]], field: str) -> tuple[str, ...]:
    graphs = tuple(by_name.get(field, ()))
    for iri in graphs:
        if not _ABSOLUTE.match(iri):
            raise QueryError("service.graph-iri", field=field, iri=iri[:80])
    return graphs
