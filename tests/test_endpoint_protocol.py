"""SPARQL 1.1 Protocol: the cases of the W3C for queries, and what is beside them.

https://www.w3.org/2009/sparql/docs/tests/data-sparql11/protocol/, names as there.
"""

import csv
import io
import xml.etree.ElementTree as ElementTree
from urllib.parse import urlencode

import pytest
import rdflib

from endpoint_server import EX, FORM, JSON, EndpointServer

QUERY = "application/sparql-query"
ONE, TWO = f"{EX}one", f"{EX}two"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


# --- the cases of the W3C -------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(endpoint: EndpointServer, method: str) -> None:
    answer = endpoint.request("/sparql?query=ASK%20%7B%7D", method=method)
    assert answer.status == 405
    assert "GET" in answer.headers["Allow"]


def test_bad_multiple_queries(endpoint: EndpointServer) -> None:
    assert endpoint.request("/sparql?query=ASK%20%7B%7D&query=ASK%20%7B%7D").status == 400


@pytest.mark.parametrize("media_type", ["text/plain", "application/json", "multipart/form-data"])
def test_bad_query_wrong_media_type(endpoint: EndpointServer, media_type: str) -> None:
    answer = endpoint.post("ASK {}", media_type)
    assert answer.status == 415
    assert QUERY in answer.headers["Accept-Post"]


def test_bad_query_missing_form_type(endpoint: EndpointServer) -> None:
    assert endpoint.post(urlencode({"query": "ASK {}"}), None).status == 415


def test_bad_query_missing_direct_type(endpoint: EndpointServer) -> None:
    assert endpoint.post("ASK {}", None).status == 415


def test_bad_query_non_utf8(endpoint: EndpointServer) -> None:
    assert endpoint.post("ASK {}".encode("utf-16"), f"{QUERY}; charset=UTF-16").status == 415
    assert endpoint.post("ASK { ?s ?p 'é' }".encode("latin-1"), QUERY).status == 400
    assert endpoint.post(b"query=ASK+%7B%7D%20%E9", FORM).status == 400


def test_bad_query_syntax(endpoint: EndpointServer) -> None:
    assert endpoint.ask("SELECT ?s WHERE { ?s ?p").status == 400


def test_query_get(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("ASK {}")
    assert (answer.status, answer.json["boolean"]) == (200, True)


def test_query_post_form(endpoint: EndpointServer) -> None:
    assert endpoint.post(urlencode({"query": "ASK {}"}), FORM).json["boolean"] is True


def test_query_post_direct(endpoint: EndpointServer) -> None:
    assert endpoint.post("ASK {}", QUERY).json["boolean"] is True


def test_query_dataset_default_graph(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("SELECT ?o { ?s ?p ?o }", fields=[("default-graph-uri", ONE)])
    assert sorted(row["o"] for row in answer.rows) == ["1", f"{EX}o"]


@pytest.mark.parametrize("by_post", [False, True])
def test_query_dataset_default_graphs(endpoint: EndpointServer, by_post: bool) -> None:
    fields = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
    if by_post:
        answer = endpoint.post(urlencode([("query", COUNT), *fields]), FORM)
    else:
        answer = endpoint.ask(COUNT, fields=fields)
    # A merge: what both graphs say counts once (RDF 1.1 Semantics, section 4).
    assert answer.rows == [{"n": "3"}]


@pytest.mark.parametrize("by_post", [False, True])
def test_query_dataset_named_graphs(endpoint: EndpointServer, by_post: bool) -> None:
    question = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    fields = [("named-graph-uri", ONE), ("named-graph-uri", TWO)]
    if by_post:
        answer = endpoint.post(urlencode([("query", question), *fields]), FORM)
    else:
        answer = endpoint.ask(question, fields=fields)
    assert answer.rows == [{"g": ONE, "n": "2"}, {"g": TWO, "n": "2"}]


def test_query_dataset_full(endpoint: EndpointServer) -> None:
    question = "SELECT ?g ?o { ?s <http://example.org/q> ?o GRAPH ?g { ?s ?p '2' } }"
    fields = [("default-graph-uri", ONE), ("named-graph-uri", TWO)]
    assert endpoint.ask(question, fields=fields).rows == [{"g": TWO, "o": "1"}]


def test_query_multiple_dataset(endpoint: EndpointServer) -> None:
    question = f"SELECT ?o FROM <{TWO}> {{ ?s <{EX}q> ?o }}"
    answer = endpoint.ask(question, fields=[("default-graph-uri", ONE)])
    assert answer.rows == [{"o": "1"}], "the request wins over FROM"


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml", "text/csv"])
def test_query_content_type_select(endpoint: EndpointServer, accept: str) -> None:
    answer = endpoint.ask("SELECT (1 AS ?x) {}", accept)
    assert answer.headers["Content-Type"].startswith(accept)


@pytest.mark.parametrize("accept", [JSON, "application/sparql-results+xml"])
def test_query_content_type_ask(endpoint: EndpointServer, accept: str) -> None:
    assert endpoint.ask("ASK {}", accept).headers["Content-Type"] == accept


@pytest.mark.parametrize("form", ["DESCRIBE", "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"])
@pytest.mark.parametrize(
    "accept", ["text/turtle", "application/rdf+xml", "application/n-triples", "application/ld+json"]
)
def test_query_content_type_graph(endpoint: EndpointServer, form: str, accept: str) -> None:
    question = f"DESCRIBE <{EX}s>" if form == "DESCRIBE" else form
    answer = endpoint.ask(question, accept, fields=[("default-graph-uri", ONE)])
    assert answer.headers["Content-Type"].split(";")[0] == accept
    graph = rdflib.Graph().parse(data=answer.text, format=accept)
    assert len(graph) == 2


# --- graphs ---------------------------------------------------------------------------------------


def test_two_graphs_of_from_are_merged(endpoint: EndpointServer) -> None:
    question = f"PREFIX e: <{EX}> SELECT (COUNT(*) AS ?n) FROM e:one FROM <{TWO}> {{ ?s ?p ?o }}"
    assert endpoint.ask(question).rows == [{"n": "3"}]


def test_what_the_request_does_not_name_is_hidden(endpoint: EndpointServer) -> None:
    count = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    assert endpoint.ask(count, fields=[("default-graph-uri", ONE)]).rows == [{"n": "0"}]
    assert endpoint.ask(COUNT, fields=[("named-graph-uri", ONE)]).rows == [{"n": "0"}]


def test_the_default_graph_holds_each_statement_once(endpoint: EndpointServer) -> None:
    lines = (endpoint.folder / "public" / "catalogue.nt").read_text("utf-8").splitlines()
    assert endpoint.ask(COUNT).rows == [{"n": str(len(set(lines)))}]


def test_a_graph_that_is_no_address_is_refused(endpoint: EndpointServer) -> None:
    assert endpoint.ask("ASK {}", fields=[("default-graph-uri", "x y")]).status == 400


def test_relative_addresses_are_those_of_the_endpoint(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("SELECT (<x> AS ?a) {}")
    assert answer.rows == [{"a": endpoint.address.replace("/sparql", "/x")}]


# --- what is written ------------------------------------------------------------------------------


def test_columns_stand_in_the_order_of_the_question(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("SELECT * { ?s ?p ?o . OPTIONAL { ?o ?b ?a } } LIMIT 1")
    assert answer.json["head"]["vars"] == ["s", "p", "o", "b", "a"]
    answer = endpoint.ask("SELECT ?p ?s { ?s ?p ?o } LIMIT 1", "text/csv")
    assert next(csv.reader(io.StringIO(answer.text))) == ["p", "s"]


def test_the_star_of_a_question_within_stays_its_own(endpoint: EndpointServer) -> None:
    question = "SELECT ?b { { SELECT * { VALUES (?b ?a) { (1 2) } } } }"
    assert endpoint.ask(question).json["head"]["vars"] == ["b"]


@pytest.mark.parametrize("prefix", ["<x/y:z#>", "<http://ex\\u0061mple.org/>", "<b#>"])
@pytest.mark.parametrize("format", ["turtle", "n-triples", "rdf+xml", "ld+json"])
def test_a_prefix_that_no_format_has_keeps_no_statement_back(
    endpoint: EndpointServer, format: str, prefix: str
) -> None:
    media_type = f"{'text' if format == 'turtle' else 'application'}/{format}"
    question = f"PREFIX p: {prefix} CONSTRUCT {{ p:s <{EX}p> 1 }} WHERE {{}}"
    answer = endpoint.ask(question, media_type)
    assert answer.status == 200, answer.text
    graph = rdflib.Graph().parse(data=answer.text, format=media_type)
    assert [str(p) for _, p, _ in graph] == [f"{EX}p"]


def test_turtle_has_the_prefixes_of_the_question(endpoint: EndpointServer) -> None:
    question = f"PREFIX mine: <{EX}> CONSTRUCT {{ ?s mine:q ?o }} WHERE {{ ?s mine:q ?o }}"
    text = endpoint.ask(question, "text/turtle").text
    assert f"@prefix mine: <{EX}>" in text
    assert "mine:s mine:q" in text


@pytest.mark.parametrize("accept", ["application/sparql-results+xml", "application/rdf+xml"])
@pytest.mark.parametrize("name", ["control", "1"])
def test_xml_is_well_formed_or_refused(endpoint: EndpointServer, accept: str, name: str) -> None:
    verb = "SELECT ?o" if "results" in accept else f"CONSTRUCT {{ ?s <{EX}{name}> ?o }} WHERE"
    answer = endpoint.ask(f"{verb} {{ ?s <{EX}{name}> ?o }}", accept)
    if answer.status == 200:
        ElementTree.fromstring(answer.body)
    else:
        assert answer.status == 406
        assert "json" in answer.text or "turtle" in answer.text


# --- negotiation ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("accept", "media_type"),
    [
        (None, JSON),
        ("*/*", JSON),
        ("text/csv;q=0.001, application/sparql-results+xml;q=0", "text/csv"),
        ("application/xml", "application/sparql-results+xml"),
        ("application/json;q=0.5, text/tab-separated-values", "text/tab-separated-values"),
        ("text/*;q=0.3, application/*;q=0.2", "text/csv"),
    ],
)
def test_the_best_quality_wins(
    endpoint: EndpointServer, accept: str | None, media_type: str
) -> None:
    answer = endpoint.ask("SELECT (1 AS ?x) {}", accept)
    assert answer.headers["Content-Type"].split(";")[0] == media_type
    assert "Accept" in answer.headers["Vary"]


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0"])
def test_what_is_not_acceptable_is_refused_with_the_list(
    endpoint: EndpointServer, accept: str
) -> None:
    answer = endpoint.ask("SELECT (1 AS ?x) {}", accept)
    assert answer.status == 406
    assert "text/csv" in answer.text


def test_a_format_may_be_named_in_the_address(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("SELECT (1 AS ?x) {}", "text/html", [("format", "csv")])
    assert answer.text == "x\r\n1\r\n"
    assert endpoint.ask("ASK {}", JSON, [("format", "word")]).status == 400


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("rdf+xml", "application/rdf+xml"),
        ("json-ld", "application/ld+json"),
        ("ld+json", "application/ld+json"),
        ("n3", "text/turtle"),
        ("ttl", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
    ],
)
def test_a_format_may_have_the_name_that_clients_give_it(
    endpoint: EndpointServer, name: str, media_type: str
) -> None:
    answer = endpoint.ask("CONSTRUCT WHERE { ?s a ?o }", "*/*", [("format", name)])
    assert (answer.status, answer.headers["Content-Type"].partition(";")[0]) == (200, media_type)


def test_a_format_for_rows_leaves_that_of_statements_to_the_header(
    endpoint: EndpointServer,
) -> None:
    question = "CONSTRUCT WHERE { ?s a ?o }"
    answer = endpoint.ask(question, "application/rdf+xml", [("format", "xml")])
    assert answer.headers["Content-Type"] == "application/rdf+xml"


def test_a_star_alone_is_any_type_and_a_format_is_named_in_any_letters(
    endpoint: EndpointServer,
) -> None:
    assert endpoint.ask("ASK {}", "*").status == 200
    answer = endpoint.ask("ASK {}", None, [("format", "CSV")])
    assert answer.headers["Content-Type"].startswith("text/csv")


def test_gzip_is_given_to_who_takes_it(endpoint: EndpointServer) -> None:
    question = "SELECT * { ?s ?p ?o } LIMIT 100"
    assert endpoint.ask(question, Accept_Encoding="gzip").headers["Content-Encoding"] == "gzip"
    refused = endpoint.ask(question, Accept_Encoding="gzip;q=0")
    assert refused.headers["Content-Encoding"] is None


# --- caches ---------------------------------------------------------------------------------------


def test_what_has_not_changed_is_not_sent_again(endpoint: EndpointServer) -> None:
    first = endpoint.ask(COUNT)
    again = endpoint.ask(COUNT, If_None_Match=first.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert endpoint.ask(COUNT, "text/csv").headers["ETag"] != first.headers["ETag"]


def test_a_post_is_answered_whatever_its_sender_holds(endpoint: EndpointServer) -> None:
    """What the address gives without a body is something else (RFC 9110, section 13.1.2)."""
    held = endpoint.post("ASK {}", QUERY).headers["ETag"]
    assert endpoint.post("ASK {}", QUERY, If_None_Match=held).status == 200


@pytest.mark.parametrize("call", ["NOW()", "RAND()", "UUID()", "STRUUID()", "BNODE()"])
def test_what_changes_each_time_has_no_tag(endpoint: EndpointServer, call: str) -> None:
    answer = endpoint.ask(f"SELECT ({call} AS ?x) {{}}")
    assert answer.status == 200
    assert answer.headers["ETag"] is None


def test_head_tells_the_length_and_sends_nothing(endpoint: EndpointServer) -> None:
    path = "/sparql?" + urlencode({"query": COUNT})
    answer = endpoint.request(path, {"Accept": JSON}, "HEAD")
    assert answer.body == b""
    assert int(answer.headers["Content-Length"]) == len(endpoint.ask(COUNT).body)


def test_other_sites_may_ask(endpoint: EndpointServer) -> None:
    answer = endpoint.request("/sparql", {"Origin": "https://example.org"}, "OPTIONS")
    assert answer.status == 204
    assert "POST" in answer.headers["Access-Control-Allow-Methods"]
    assert int(answer.headers["Access-Control-Max-Age"]) > 0
    assert "ETag" in endpoint.ask("ASK {}").headers["Access-Control-Expose-Headers"]


# --- errors ---------------------------------------------------------------------------------------


def test_types_of_a_body_are_told_where_one_is_taken(endpoint: EndpointServer) -> None:
    for path, told in (("/sparql", True), ("/health", False), ("/index.html", False)):
        headers = endpoint.request(path, method="OPTIONS").headers
        assert ("Accept-Post" in headers) is ("Accept-Query" in headers) is told, path


def test_an_error_of_syntax_has_its_place_and_the_mend(endpoint: EndpointServer) -> None:
    answer = endpoint.ask("SELECT * {\n  ?s dct:title ?o }", Accept_Language="en")
    assert answer.status == 400
    problem = answer.json
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (problem["line"], problem["character"]) == (2, 6)
    assert "add PREFIX dct: <http://purl.org/dc/terms/>" in problem["detail"]
    french = endpoint.ask("SELECT * {\n  ?s dct:title ?o }", "text/plain;q=0.5, */*;q=0.1")
    assert "ajouter PREFIX dct:" in french.text
    assert "Accept-Language" in french.headers["Vary"]


def test_an_unknown_function_is_the_fault_of_the_question(endpoint: EndpointServer) -> None:
    assert endpoint.ask("SELECT (<urn:f>(1) AS ?x) {}").status == 400


def test_updates_are_refused(endpoint: EndpointServer) -> None:
    assert endpoint.post("DELETE WHERE { ?s ?p ?o }", "application/sparql-update").status == 403
    assert endpoint.post(urlencode({"update": "CLEAR ALL"}), FORM).status == 403
    assert endpoint.ask("CLEAR ALL").status == 400


def test_a_version_that_is_not_known_is_refused(endpoint: EndpointServer) -> None:
    assert endpoint.ask("ASK {}", fields=[("version", "1.1")]).status == 200
    assert endpoint.ask("ASK {}", fields=[("version", "3.0")]).status == 400
    assert endpoint.post("ASK {}", f"{QUERY}; version=3.0").status == 400


def test_the_method_query_is_served(endpoint: EndpointServer) -> None:
    headers = {"Accept": JSON, "Content-Type": QUERY}
    assert endpoint.request("/sparql", headers, "QUERY", b"ASK {}").json["boolean"] is True


def test_a_post_without_a_question_says_so(endpoint: EndpointServer) -> None:
    assert "query" in endpoint.post("", FORM).text
