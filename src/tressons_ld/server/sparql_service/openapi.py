"""The questions at hand as an OpenAPI document (https://spec.openapis.org/oas/v3.1.0)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from tressons_ld.rdf.formats import CSV, GRAPH_FORMATS, JSON_LD, SPARQL_JSON, TSV
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_parameter import Parameter
from tressons_ld.sparql.tokens import surface_of

_TYPES: dict[str, dict[str, Any]] = {
    "id": {"type": "string"},
    "text": {"type": "string"},
    "year": {"type": "string", "pattern": "^([0-9]{4})?$"},
    "day": {"type": "string", "anyOf": [{"const": ""}, {"format": "date"}]},
    "iri": {"type": "string", "format": "iri"},
    "integer": {"type": "string", "pattern": "^[+-]?[0-9]+$"},
}
_ROWS = {
    "type": "object",
    "required": ["columns", "rows"],
    "properties": {
        "columns": {"type": "array", "items": {"type": "string"}},
        "rows": {
            "type": "array",
            "items": {"type": "object", "additionalProperties": {"type": ["string", "null"]}},
        },
    },
}
_PROBLEM = {
    "type": "object",
    "required": ["title", "status", "detail", "code"],
    "properties": {
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
    },
}
_OTHERS = {
    **{each.media_type: {"type": "string"} for each in (CSV, TSV)},
    SPARQL_JSON.media_type: {"type": "object", "required": ["head"]},
}
_GRAPHS = {each.media_type: {} if each is JSON_LD else {"type": "string"} for each in GRAPH_FORMATS}


def openapi(
    queries: Iterable[Query], site: str, version: str, default_of: Callable[[Parameter], str]
) -> object:
    """Return the document, a value of JSON.

    Args:
        queries: the questions.
        site: address below which ``api/`` lies.
        version: of the tool.
        default_of: what a parameter is by default in the catalogue.
    """
    return {
        "openapi": "3.1.0",
        "info": {"title": "Questions", "version": version},
        "servers": [{"url": site.rstrip("/") or "/"}],
        "paths": {
            "/api/queries": {
                "get": {
                    "operationId": "queries",
                    "summary": "The questions at hand",
                    "responses": {"200": {"description": "The list", "content": _json({})}},
                }
            },
            **{
                f"/api/queries/{query.name}": {"get": _operation(query, default_of)}
                for query in queries
            },
        },
    }


def _operation(query: Query, default_of: Callable[[Parameter], str]) -> dict[str, Any]:
    described = query.description.preferring("en")
    problem = {
        "description": "What is wrong",
        "content": {
            "application/problem+json": {"schema": _PROBLEM},
            "text/plain": {"schema": {"type": "string"}},
        },
    }
    return {
        "operationId": query.name,
        "summary": query.summary.preferring("en") or query.name,
        **({"description": described} if described else {}),
        "tags": list(query.tags),
        "parameters": [
            *(_parameter(one, query.default_here(one, default_of)) for one in query.parameters),
            *_PAGING,
        ],
        "responses": {
            "200": {
                "description": "The rows, or the statements",
                "content": _content(query),
            },
            "303": {"description": "The page for people"},
            "304": {"description": "Nothing has changed"},
            **dict.fromkeys(("400", "404", "406", "503"), problem),
        },
    }


def _content(query: Query) -> dict[str, Any]:
    rows = surface_of(query.text).form == "SELECT"
    others = _OTHERS if rows else _GRAPHS | {SPARQL_JSON.media_type: {"type": "object"}}
    content = {each: {"schema": schema} for each, schema in others.items()}
    return _json(_ROWS) | content if rows else content


def _json(schema: object) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _parameter(parameter: Parameter, default: str) -> dict[str, Any]:
    schema = dict(_TYPES.get(parameter.type, {"type": "string"}))
    if parameter.type in ("id", "year", "day") and parameter.default:
        # An empty one means «any» where that is the default, and nothing elsewhere.
        schema["minLength"] = 1
    if parameter.type == "choice":
        schema["enum"] = list(parameter.words)
    if default or not parameter.default:
        schema["default"] = default
    return {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.expected.en,
        "schema": schema,
    }


_PAGING: list[dict[str, Any]] = [
    {
        "name": "limit",
        "in": "query",
        "schema": {"type": "integer", "minimum": 1, "maximum": 10_000, "default": 1000},
    },
    {
        "name": "offset",
        "in": "query",
        "schema": {"type": "integer", "minimum": 0, "maximum": 10**9, "default": 0},
    },
    {
        "name": "format",
        "in": "query",
        "schema": {"type": "string", "enum": ["json", "srj", "csv", "tsv", "html"]},
    },
]
