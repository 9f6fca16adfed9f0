"""Each kind of store is asked and written to at its own addresses, as its documentation has them.

Fuseki, GraphDB and QLever are not run: a relay that knows their addresses, and refuses all else,
stands before a real oxigraph, which does what it is asked.
"""

import subprocess
from pathlib import Path
from typing import get_args

import click
import pytest

from command_line import tressons_ld
from pushed_stores import (
    OXIGRAPH,
    THREE_ENTRIES,
    Answer,
    Request,
    in_order,
    oxigraph,
    published_content,
    pushed,
    record,
    relay,
    some_graphs,
    write,
)
from pushed_stores import server as server
from pushed_stores import store as store
from tressons_ld.cli.push_command import push
from tressons_ld.findings.errors import StoreError
from tressons_ld.stores.credentials import Credentials
from tressons_ld.stores.dialects import DIALECTS, Method, addresses_of, dialect_of

# Method, path and type of what is sent, without their parameters -> the address of oxigraph.
QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-update"
TRIPLES, QUADS = "application/n-triples", "application/n-quads"
RECORDED = {
    # https://jena.apache.org/documentation/fuseki2/fuseki-config-endpoint.html
    "fuseki": {
        ("POST", "/catalogue/query", QUERY): "/query",
        ("POST", "/catalogue/update", UPDATE): "/update",
        ("PUT", "/catalogue/data", TRIPLES): "/store",
        ("DELETE", "/catalogue/data", ""): "/store",
        ("POST", "/catalogue/data", QUADS): "/store",
    },
    # https://rdf4j.org/documentation/reference/rest-api/
    "graphdb": {
        ("POST", "/repositories/catalogue", QUERY): "/query",
        ("POST", "/repositories/catalogue/statements", UPDATE): "/update",
        ("PUT", "/repositories/catalogue/rdf-graphs/service", TRIPLES): "/store",
        ("DELETE", "/repositories/catalogue/rdf-graphs/service", ""): "/store",
        ("POST", "/repositories/catalogue/statements", QUADS): "/store",
    },
    # https://github.com/ad-freiburg/qlever/wiki, one address and a token for what writes
    "qlever": {
        ("POST", "/", QUERY): "/query",
        ("POST", "/", UPDATE): "/update",
    },
}
PLACES = {
    "fuseki": "/catalogue/",
    "graphdb": "/repositories/catalogue",
    "qlever": "/",
}
METHODS: list[tuple[str, Method]] = [
    ("fuseki", "gsp"),
    ("fuseki", "update"),
    ("fuseki", "bulk"),
    ("graphdb", "gsp"),
    ("graphdb", "update"),
    ("graphdb", "bulk"),
    ("qlever", "update"),
]


@pytest.mark.parametrize(("dialect", "method"), METHODS)
def test_a_store_of_a_recorded_dialect_holds_what_is_published(
    dialect: str, method: Method, store: str, tmp_path: Path
) -> None:
    def known(request: Request) -> Answer | Request:
        kind = request.headers.get("Content-Type", "")
        place = RECORDED[dialect].get((request.method, request.path, kind))
        if place is None:
            return Answer(400, f"{request.method} {request.path} {kind}".encode())
        writes = place != "/query"
        if dialect == "qlever" and writes and "Bearer" not in request.headers["Authorization"]:
            return Answer(403, b"no access token")
        if dialect == "qlever" and any(word in request.body for word in (b"DROP", b"CLEAR")):
            return Answer(400, b"not supported")
        query = request.target.partition("?")[2]
        target = f"{place}?{query}" if query else place
        return Request(request.method, target, request.headers, request.body)

    dump = write(tmp_path / "catalogue.nq", THREE_ENTRIES)
    who = Credentials(token="t0ken")
    with relay(store, known) as (url, _):
        place = url + PLACES[dialect]
        pushed(place, dump, method, dialect, who)
        assert published_content(store) == in_order(THREE_ENTRIES)
        other = some_graphs("a", "b", text='"Guide"@fr')
        write(dump, other)
        push, found = pushed(place, dump, method, dialect, who, confirmed=True)
    assert push.sent == 2
    assert not found.differences
    assert published_content(store) == in_order(other)


def test_the_command_offers_every_kind_of_store_and_every_method() -> None:
    """Help is made without the table of the kinds."""
    choices = {
        option.name: option.type.choices
        for option in push.params
        if isinstance(option.type, click.Choice)
    }
    assert choices["store"] == tuple(DIALECTS)
    assert choices["method"] == get_args(Method)


@pytest.mark.parametrize("dialect", ["virtuoso", "qlever"])
def test_bulk_is_refused_where_no_quads_are_taken(dialect: str, store: str, tmp_path: Path) -> None:
    dump = write(tmp_path / "catalogue.nq", THREE_ENTRIES)
    with pytest.raises(StoreError, match="--files"):
        pushed(store, dump, "bulk", dialect)


def test_no_update_holds_more_statements_than_virtuoso_takes(store: str, tmp_path: Path) -> None:
    """A relay by Virtuoso's addresses; one graph alone is larger than an update may be."""
    most = 400
    graphs = some_graphs(*(f"n{number}" for number in range(1500)))
    graphs[record("n7")] = [f'<urn:s> <urn:p{at}> "{at}"' for at in range(2 * most + 1)]
    dump = write(tmp_path / "catalogue.nq", graphs)
    places = {"/sparql-graph-crud-auth": "/store"}
    largest = 0

    def virtuoso(request: Request) -> Request:
        nonlocal largest
        place = places.get(request.path)
        if place is None:
            update = request.headers.get("Content-Type") == UPDATE
            place = "/update" if update else "/query"
            if update:
                largest = max(largest, request.body.count(b" .\n") + 1)
        query = request.target.partition("?")[2]
        target = f"{place}?{query}" if query else place
        return Request(request.method, target, request.headers, request.body)

    with relay(store, virtuoso) as (url, _):
        push, found = pushed(url, dump, "update", "virtuoso")
    assert push.sent == 1501
    assert 0 < largest <= most + 1
    assert published_content(store) == in_order(graphs)
    assert not found.differences


@pytest.mark.parametrize(
    ("server_header", "url", "name"),
    [
        ("Oxigraph/0.5.13", "http://h/", "oxigraph"),
        ("Virtuoso/07.20.3229 (Linux) x86_64-pc-linux-gnu", "http://h/sparql", "virtuoso"),
        ("Apache Jena Fuseki (5.2.0)", "http://h/ds", "fuseki"),
        ("nginx Fuseki-Request-Id", "http://h/ds", "fuseki"),
        ("GraphDB/10.8.0 RDF4J/4.3.13", "http://h/repositories/r", "graphdb"),
        ("nginx", "http://h/graphdb/repositories/r", "graphdb"),
    ],
)
def test_a_store_is_known_by_what_its_answers_say(server_header: str, url: str, name: str) -> None:
    found = dialect_of(url, server_header)
    assert found is not None
    assert found.name == name


def test_a_store_that_says_nothing_is_not_guessed() -> None:
    assert dialect_of("http://h/sparql", "nginx") is None


@pytest.mark.parametrize("name", sorted(set(DIALECTS) - {"other"}))
def test_any_address_of_a_store_leads_to_all_of_them(name: str) -> None:
    dialect = DIALECTS[name]
    known = addresses_of(dialect.example, dialect)
    for given in (known.query, known.update, known.graphs, f"{dialect.example}/"):
        assert addresses_of(given, dialect) == known


def test_another_kind_of_store_is_given_its_three_addresses(store: str, tmp_path: Path) -> None:
    dump = write(tmp_path / "catalogue.nq", THREE_ENTRIES)
    address = f"{store}/store"
    alone = tressons_ld("push", address, "--store", "other", "--from", dump)
    assert alone.returncode == 1
    assert "--query-url" in alone.stderr
    others = ("--query-url", f"{store}/query", "--update-url", f"{store}/update")
    done = tressons_ld("push", address, "--store", "other", *others, "--from", dump)
    assert done.returncode == 0, done.stderr
    assert published_content(store) == in_order(THREE_ENTRIES)


def test_files_are_written_for_the_loader_and_a_push_then_sends_nothing(tmp_path: Path) -> None:
    dump = write(tmp_path / "catalogue.nq", THREE_ENTRIES)
    folder = tmp_path / "files"
    done = tressons_ld("push", "--files", folder, "--from", dump)
    assert done.returncode == 0, done.stderr
    assert sorted(each.name for each in folder.iterdir()) == [
        "LOAD.md",
        "catalogue.nq",
        "virtuoso.sql",
    ]
    location = tmp_path / "store"
    load = (OXIGRAPH, "load", "--location", location, "--file", folder / "catalogue.nq")
    subprocess.run(load, check=True, capture_output=True)
    with oxigraph("--location", location) as url:
        push, found = pushed(url, dump)
        assert (push.sent, found.differences) == (0, [])
        assert published_content(url) == in_order(THREE_ENTRIES)
    again = tressons_ld("push", "--files", folder, "--from", dump)
    assert again.returncode == 1
    assert str(folder) in again.stderr
