"""The programs that researchers have read the endpoint, each by its own habits."""

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pandas
import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDFXML,
    TURTLE,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from child_processes import LONGEST
from endpoint_server import EndpointServer
from pushed_stores import fetched, oxigraph

pytestmark = pytest.mark.slow

PREFIX = "PREFIX dct: <http://purl.org/dc/terms/> PREFIX dcat: <http://www.w3.org/ns/dcat#> "
# Accents, a number, and a variable that is not always bound.
ROWS = PREFIX + (
    "SELECT ?s ?t ?i (STRLEN(?t) AS ?n) "
    "{ ?s a dcat:Dataset ; dct:title ?t OPTIONAL { ?s dct:issued ?i } } ORDER BY ?s ?t"
)
GRAPH = PREFIX + "CONSTRUCT { ?s dct:title ?t } { ?s a dcat:Dataset ; dct:title ?t }"
BROKEN = "SELECT ?x { ?x ?y }"
ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
MOST = 3 * LONGEST
npm = pytest.mark.parametrize("client", ["comunica", "fetch-sparql-endpoint"])


@pytest.fixture(scope="module")
def rows(endpoint: EndpointServer) -> list[dict[str, str]]:
    found = endpoint.ask(ROWS).rows
    assert len(found) > 20 and any("é" in row["t"] for row in found)
    return found


@pytest.fixture(scope="module")
def statements(endpoint: EndpointServer) -> set[tuple[str, ...]]:
    text = endpoint.ask(GRAPH, "application/n-triples").text
    graph = rdflib.Graph().parse(data=text, format="nt")
    return {tuple(map(str, triple)) for triple in graph}


def csv_address(endpoint: EndpointServer, question: str = ROWS) -> str:
    return f"{endpoint.address}?{urlencode({'query': question, 'format': 'csv'})}"


def run(*words: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=folder, capture_output=True, encoding="utf-8", timeout=MOST, check=False
    )


# --- Python ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", [(GET, None), (POST, None), (POST, POSTDIRECTLY)])
def test_sparql_wrapper(
    endpoint: EndpointServer,
    rows: list[dict[str, str]],
    statements: set[tuple[str, ...]],
    method: tuple[str, str | None],
) -> None:
    client = SPARQLWrapper(endpoint.address)
    client.setMethod(method[0])
    if method[1]:
        client.setRequestMethod(method[1])
    client.setQuery(ROWS)
    client.setReturnFormat(JSON)
    answer: Any = client.queryAndConvert()
    values = [{k: v["value"] for k, v in row.items()} for row in answer["results"]["bindings"]]
    assert values == rows
    client.setReturnFormat(CSV)
    table: Any = client.queryAndConvert()
    assert len(list(csv.reader(io.StringIO(table.decode("utf-8"))))) == len(rows) + 1
    client.setReturnFormat(XML)
    tree: Any = client.queryAndConvert()
    assert len(tree.getElementsByTagName("result")) == len(rows)
    client.setQuery(GRAPH)
    for format in (RDFXML, XML, JSONLD):
        client.setReturnFormat(format)
        graph: Any = client.queryAndConvert()
        assert {tuple(map(str, triple)) for triple in graph} == statements, format
    for format in (TURTLE, N3):
        client.setReturnFormat(format)
        text: Any = client.queryAndConvert()
        assert len(rdflib.Graph().parse(data=text, format="turtle")) == len(statements), format
    client.setReturnFormat(JSON)
    client.setQuery(BROKEN)
    with pytest.raises(QueryBadFormed):
        client.query()


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_sparql_store(
    endpoint: EndpointServer,
    rows: list[dict[str, str]],
    statements: set[tuple[str, ...]],
    method: Any,
) -> None:
    store = SPARQLStore(endpoint.address, method=method)
    graph = rdflib.Graph(store)
    assert [str(row.s) for row in graph.query(ROWS)] == [row["s"] for row in rows]  # type: ignore[union-attr]
    assert {tuple(map(str, triple)) for triple in graph.query(GRAPH)} == statements
    some = rdflib.URIRef(rows[0]["s"])
    assert rows[0]["t"] in {str(each) for each in graph.objects(some, rdflib.DCTERMS.title)}
    assert len(graph) == int(endpoint.ask("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }").rows[0]["n"])


def test_pandas(endpoint: EndpointServer, rows: list[dict[str, str]]) -> None:
    table = pandas.read_csv(csv_address(endpoint), dtype=str, keep_default_na=False)
    assert list(table.columns) == ["s", "t", "i", "n"]
    assert table.to_dict("records") == [{"i": "", **row} for row in rows]
    numbers = pandas.read_csv(csv_address(endpoint))["n"]
    assert int(numbers.sum()) == sum(int(row["n"]) for row in rows)
    tabs = csv_address(endpoint).replace("format=csv", "format=tsv")
    assert len(pandas.read_csv(tabs, sep="\t")) == len(rows)
    root = endpoint.address.removesuffix("sparql")
    api = pandas.read_csv(f"{root}api/queries/ressources?format=csv&limit=5")
    assert len(api) == 5


# --- other languages ------------------------------------------------------------------------------


def test_r(endpoint: EndpointServer, rows: list[dict[str, str]]) -> None:
    program = shutil.which("Rscript")
    assert program, "install r-base-core"
    script = (
        f'd <- read.csv("{csv_address(endpoint)}", encoding="UTF-8"); '
        'cat(nrow(d), sum(d$n), paste(names(d), collapse=","), sep="\\n"); '
        "writeLines(d$t, useBytes=TRUE)"
    )
    done = run(program, "--vanilla", "-e", script)
    assert done.returncode == 0, done.stderr
    number, length, names, *titles = done.stdout.splitlines()
    assert (int(number), names) == (len(rows), "s,t,i,n")
    assert int(length) == sum(int(row["n"]) for row in rows)
    assert [each for each in titles if each] == [row["t"] for row in rows]


def test_curl(endpoint: EndpointServer, rows: list[dict[str, str]]) -> None:
    ask = ("curl", "-sS", "--fail", "--compressed", "-H", "Accept: text/csv")
    for words in (
        ("-G", endpoint.address, "--data-urlencode", f"query={ROWS}"),
        (endpoint.address, "--data-urlencode", f"query={ROWS}"),
        (endpoint.address, "-H", "Content-Type: application/sparql-query", "--data-binary", ROWS),
    ):
        done = run(*ask, *words)
        assert done.returncode == 0, done.stderr
        assert len(list(csv.reader(io.StringIO(done.stdout)))) == len(rows) + 1
    # 22: the server said no; 18: the answer is not whole.
    assert run(*ask, "-G", endpoint.address, "--data-urlencode", f"query={BROKEN}").returncode == 22
    cut = (*ask, "-o", "/dev/null", "-G", endpoint.address)
    assert run(*cut, "--data-urlencode", f"query={ENDLESS}").returncode == 18


@npm
def test_clients_from_npm(
    endpoint: EndpointServer,
    rows: list[dict[str, str]],
    statements: set[tuple[str, ...]],
    project: Path,
    client: str,
) -> None:
    def asked(question: str) -> subprocess.CompletedProcess[str]:
        words = ("node", "sparql-clients.js", client, endpoint.address, question)
        return run(*words, folder=project / "tests" / "js")

    done = asked(ROWS)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == rows
    done = asked(GRAPH)
    assert {tuple(each) for each in json.loads(done.stdout)} == statements, done.stderr
    assert json.loads(asked("ASK { ?s ?p 1 }").stdout) == [False]
    assert asked(BROKEN).returncode == 1


@npm
def test_an_answer_that_is_cut_is_an_error_in_clients_from_npm(
    endpoint: EndpointServer, project: Path, client: str
) -> None:
    words = ("node", "sparql-clients.js", client, endpoint.address, ENDLESS)
    done = run(*words, folder=project / "tests" / "js")
    assert done.returncode != 0, done.stdout[-200:]


# --- another server -------------------------------------------------------------------------------


def test_oxigraph_asks_it_by_service(endpoint: EndpointServer, rows: list[dict[str, str]]) -> None:
    inner = ROWS.removeprefix(PREFIX)
    question = f"{PREFIX} SELECT * {{ SERVICE <{endpoint.address}> {{ {{ {inner} }} }} }}"
    with oxigraph() as url:
        text = fetched(
            "GET", f"{url}/query?query={quote(question)}", headers={"Accept": "text/csv"}
        )
    found = list(csv.DictReader(io.StringIO(text)))
    by_subject = sorted((row["s"], row["t"]) for row in found)
    assert by_subject == sorted((row["s"], row["t"]) for row in rows)
