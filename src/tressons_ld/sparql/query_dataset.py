"""The graphs that a question is asked of: those of the request, or of its FROM clauses.

Specifications: SPARQL 1.1 Protocol, section 2.1.4 (https://www.w3.org/TR/sparql11-protocol/#dataset):
the request wins over the question; SPARQL 1.1 Query, section 13.2: several default graphs are
merged, so that a statement of two of them counts once. The engine does not merge: it is given one
graph where that makes a difference.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin

from tressons_ld.sparql.tokens import Surface, Token

if TYPE_CHECKING:
    import pyoxigraph as ox


class Dataset(NamedTuple):
    """The IRIs of the graphs that are asked, without brackets.

    Attributes:
        default: those that make up the default graph.
        named: those that ``GRAPH`` reaches.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        """Whether any graph is named; if none is, the store's own dataset is asked."""
        return bool(self.default or self.named)


def dataset_of(surface: Surface, base: str) -> Dataset:
    """Return the graphs of the FROM clauses of a question.

    Args:
        surface: of the question.
        base: what relative IRIs of it are resolved against, unless it says so itself.
    """
    default: list[str] = []
    named: list[str] = []
    prefixes: dict[str, str] = {}
    tokens = iter(surface.tokens)
    for token in tokens:
        word = token.text.upper() if token.kind == "word" else ""
        if word == "BASE":
            base = _resolved(next(tokens, None), base, prefixes) or base
        elif word == "PREFIX":
            name = next(tokens, None)
            iri = _resolved(next(tokens, None), base, prefixes)
            if name is not None and iri is not None:
                prefixes[name.text.removesuffix(":")] = iri
        elif word == "FROM":
            graph = next(tokens, None)
            to = default
            if graph is not None and graph.text.upper() == "NAMED":
                graph, to = next(tokens, None), named
            iri = _resolved(graph, base, prefixes)
            if iri is not None:
                to.append(iri)
        elif word == "WHERE" or token.text == "{" and (default or named):
            break
    return Dataset(tuple(default), tuple(named))


_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)")


def _resolved(token: Token | None, base: str, prefixes: dict[str, str]) -> str | None:
    """Return the IRI that a token stands for; None where it is none, which the engine tells."""
    if token is None:
        return None

    def character(match: re.Match[str]) -> str:
        return match[3] or chr(min(int(match[1] or match[2], 16), 0x10FFFF))

    if token.kind == "iri":
        try:
            return urljoin(base, _ESCAPE.sub(character, token.text[1:-1]))
        except ValueError:
            return None
    prefix, colon, local = token.text.partition(":")
    if token.kind != "name" or not colon or prefix not in prefixes:
        return None
    return prefixes[prefix] + _ESCAPE.sub(character, local)


def merged_store(
    store: ox.Store, dataset: Dataset, overlapping: Collection[str] | None
) -> tuple[ox.Store, dict[str, Any]]:
    """Return the store to ask, and the graphs to ask of it, as arguments of its ``query``.

    Args:
        store: a store with named graphs.
        dataset: the graphs that are asked.
        overlapping: those that share a statement with another one; None for any.
    """
    import pyoxigraph as ox

    default = [ox.NamedNode(iri) for iri in dict.fromkeys(dataset.default)]
    named = [ox.NamedNode(iri) for iri in dict.fromkeys(dataset.named)]
    asked = {"default_graph": default, "named_graphs": named}
    merged = set(dataset.default)
    if overlapping is not None:
        merged &= set(overlapping)
    if len(merged) < 2:
        return store, asked
    copy = ox.Store()
    for graph in default:
        quads = store.quads_for_pattern(None, None, None, graph)
        copy.extend(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    for graph in named:
        copy.extend(store.quads_for_pattern(None, None, None, graph))
    return copy, {"default_graph": ox.DefaultGraph(), "named_graphs": named}
