"""Where each kind of store is asked and written to, and what it does not take.

Oxigraph and Virtuoso are tested with the programs themselves; Fuseki, GraphDB, RDF4J and QLever as
their documentation describes them, never yet against a running one.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

Method = Literal["gsp", "update", "bulk"]
"""How graphs are sent: one PUT each, INSERT DATA by batches, or N-Quads posted in bulk."""


@dataclass(frozen=True)
class Dialect:
    """A kind of store.

    Attributes:
        name: what ``--store`` calls it.
        title: what people call it.
        query: what follows the address of the store where questions are asked.
        update: what follows it where updates are sent.
        graphs: what follows it where graphs are put, SPARQL 1.1 Graph Store Protocol.
        quads: what follows it where N-Quads are posted; None where they are not taken.
        endings: ends of addresses that people may give instead of the store's own, the longest
            first.
        server: pattern of the ``Server`` header of its answers; "" where it has none of its own.
        triples_per_update: the most statements of one INSERT DATA.
        triples_per_answer: the most statements asked for at once: what is more may be cut.
        method: how graphs are sent unless told otherwise.
        drop: the update that empties a graph.
        example: an address of it.
    """

    name: str
    title: str
    query: str
    update: str
    graphs: str
    quads: str | None
    endings: tuple[str, ...]
    server: str
    example: str
    triples_per_update: int = 20_000
    triples_per_answer: int = 50_000
    method: Method = "gsp"
    drop: str = "DROP SILENT GRAPH {graph}"


DIALECTS: Mapping[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect(
            name="oxigraph",
            title="Oxigraph",
            query="/query",
            update="/update",
            graphs="/store",
            # In one transaction it takes twice the time; the register knows what is missing.
            quads="/store?no_transaction",
            endings=("/query", "/update", "/store"),
            server="Oxigraph",
            example="http://localhost:7878",
        ),
        Dialect(
            name="virtuoso",
            title="Virtuoso",
            query="/sparql-auth",
            update="/sparql-auth",
            graphs="/sparql-graph-crud-auth",
            quads=None,
            endings=("/sparql-graph-crud-auth", "/sparql-graph-crud", "/sparql-auth", "/sparql"),
            server="Virtuoso",
            example="http://localhost:8890",
            # As it is delivered (MaxQueryCostEstimationTime), 1 112 statements are too many for its
            # SQL, and one costs half as much again among 1 000 as among 400. Answers end at
            # ResultSetMaxRows, 10 000, those of CONSTRUCT without a word.
            triples_per_update=400,
            triples_per_answer=5_000,
        ),
        Dialect(
            name="fuseki",
            title="Apache Jena Fuseki",
            query="/query",
            update="/update",
            graphs="/data",
            quads="/data",
            endings=("/query", "/sparql", "/update", "/data"),
            server="Fuseki",
            example="http://localhost:3030/catalogue",
        ),
        Dialect(
            name="graphdb",
            title="GraphDB, RDF4J",
            query="",
            update="/statements",
            graphs="/rdf-graphs/service",
            quads="/statements",
            endings=("/rdf-graphs/service", "/statements"),
            server="GraphDB|RDF4J",
            example="http://localhost:7200/repositories/catalogue",
        ),
        # One address for everything; its updates know neither CLEAR nor LOAD.
        Dialect(
            name="qlever",
            title="QLever",
            query="",
            update="",
            graphs="",
            quads=None,
            endings=(),
            server="QLever",
            example="http://localhost:7001",
            method="update",
            drop="DELETE WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}",
        ),
        # Whatever follows the specifications: its three addresses are given.
        Dialect(
            name="other",
            title="SPARQL 1.1",
            query="",
            update="",
            graphs="",
            quads=None,
            endings=(),
            server="",
            example="https://example.org/graphs",
            triples_per_update=2_000,
            triples_per_answer=8_000,
        ),
    )
}
_REPOSITORY = re.compile(r"/repositories/[^/]+/?$")


@dataclass(frozen=True)
class StoreAddresses:
    """Where one store is asked and written to.

    Attributes:
        dialect: its kind.
        query: where questions are asked.
        update: where updates are sent.
        graphs: where graphs are put and deleted, with ``?graph=``.
        quads: where N-Quads are posted; None where they are not taken.
    """

    dialect: Dialect
    query: str
    update: str
    graphs: str
    quads: str | None


def addresses_of(
    url: str, dialect: Dialect, query: str | None = None, update: str | None = None
) -> StoreAddresses:
    """Return where a store is asked and written to.

    Args:
        url: the address of the store, or one of those that its dialect derives from it.
        dialect: its kind.
        query: another address for questions.
        update: another address for updates.

    >>> addresses_of("http://localhost:7878/query", DIALECTS["oxigraph"]).graphs
    'http://localhost:7878/store'
    """
    base = url.rstrip("/")
    for ending in dialect.endings:
        if base.endswith(ending):
            base = base.removesuffix(ending)
            break
    # Without a path of its own, the store stands at the root of its host.
    root = base if urlsplit(base).path else f"{base}/"
    return StoreAddresses(
        dialect,
        query or (base + dialect.query if dialect.query else root),
        update or (base + dialect.update if dialect.update else root),
        base + dialect.graphs if dialect.graphs else root,
        base + dialect.quads if dialect.quads is not None else None,
    )


def dialect_of(url: str, server: str) -> Dialect | None:
    """Return the kind of a store, or None where nothing tells it.

    Args:
        url: its address.
        server: what its answers say in ``Server`` and the like.

    >>> dialect_of("http://localhost:8890", "Virtuoso/07.20.3229 (Linux)").name
    'virtuoso'
    """
    for dialect in DIALECTS.values():
        if dialect.server and re.search(dialect.server, server, re.IGNORECASE):
            return dialect
    return DIALECTS["graphdb"] if _REPOSITORY.search(urlsplit(url).path) else None
