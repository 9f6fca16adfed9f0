"""An endpoint answers whole, in its encoding, of graphs that hold triples; or that is told."""

import gzip
import json
import subprocess
import urllib.parse
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

import tressons_ld.sparql.endpoint
from answering_endpoint import OXIGRAPH, Answer, answering, asked, error_of, serving
from child_processes import started, wait_until
from queries_support import BUNDLED
from tressons_ld.findings.errors import EndpointError
from tressons_ld.sparql.answers import (
    SelectResult,
    plain_text,
)
from tressons_ld.sparql.endpoint import ask
from web_servers import free_port, listening

XML = (
    '<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head>'
    "<results>{}</results></sparql>"
)


def json_rows(*terms: dict[str, str]) -> bytes:
    bindings = [{"x": term} for term in terms]
    answer = {"head": {"vars": ["x"]}, "results": {"bindings": bindings}}
    return json.dumps(answer, ensure_ascii=False).encode()


GUIDE = {"type": "literal", "value": "Guide"}


PARTS = {
    "more rows than it may give": ({"X-SPARQL-MaxRows": "2"}, 200, "coupe à 2 lignes"),
    "time over": (
        {"X-SQL-State": "S1TAT", "X-SQL-Message": "RC: too slow"},
        200,
        "« RC: too slow »",
    ),
    "a part": ({}, 206, "206"),
}


@pytest.mark.parametrize("part", PARTS)
def test_an_answer_that_is_not_whole_says_so(part: str) -> None:
    headers, status, said = PARTS[part]
    result = asked(answering(json_rows(GUIDE, GUIDE), status=status, **headers))
    assert (len(result.rows), result.whole) == (2, False)
    assert said in result.warnings[0].fr
    assert "the answer is not whole" in result.warnings[0].en


@pytest.mark.parametrize("headers", [{"X-SPARQL-MaxRows": "3"}, {"X-SQL-State": "00000"}])
def test_an_answer_within_the_limits_of_the_server_is_whole(headers: dict[str, str]) -> None:
    result = asked(answering(json_rows(GUIDE, GUIDE), **headers))
    assert (result.whole, result.warnings) == (True, ())


ODD = {
    "an IRI with a space": ({"type": "uri", "value": "http://example.org/a b"}, "a b"),
    "a relative IRI": ({"type": "uri", "value": "#Guide"}, "#Guide"),
    "a language of POSIX": ({**GUIDE, "xml:lang": "fr_FR"}, "@fr_FR"),
    "a datatype that is no IRI": ({**GUIDE, "datatype": "entier"}, "entier"),
    "a blank node of Virtuoso": ({"type": "bnode", "value": "nodeID://b1"}, "nodeID://b1"),
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_term_spoils_its_cell_alone(odd: str) -> None:
    term, told = ODD[odd]
    result = asked(answering(json_rows(GUIDE, term, GUIDE)))
    assert [plain_text(row[0]) for row in result.rows] == ["Guide", term["value"], "Guide"]
    (warning,) = result.warnings
    assert warning.fr.startswith("ligne 2, colonne « x » : «")
    assert told in warning.en
    assert result.whole


def test_of_many_odd_terms_a_few_are_told() -> None:
    result = asked(answering(json_rows(*[{"type": "uri", "value": "a b"}] * 1000)))
    assert len(result.rows) == 1000
    assert len(result.warnings) == 4
    assert "997" in result.warnings[-1].fr


def test_an_odd_term_in_xml_spoils_its_cell_alone() -> None:
    body = XML.format(
        '<result><binding name="x"><uri>a b</uri></binding></result><result/>'
        '<result><binding name="x"><literal xml:lang="fr">é</literal></binding></result>'
    )
    result = asked(answering(body.encode(), "application/sparql-results+xml"))
    assert result.rows == (('"a b"',), (None,), ('"é"@fr',))
    assert len(result.warnings) == 1


def test_xml_with_entities_of_its_own_is_refused() -> None:
    body = '<!DOCTYPE a [<!ENTITY b "c">]>' + XML.format("<result><binding/></result>")
    assert "cannot be read" in error_of(answering(body.encode(), "text/xml")).text.en


CUT = {
    "json": (json_rows(GUIDE)[:-3] + b"\njava.util.concurrent.TimeoutException", "json"),
    "json, in a term": (json_rows(GUIDE)[:70], "json"),
    "xml": (XML.format("<result>").encode()[:-20] + b"\nTimeoutException", "xml"),
}


@pytest.mark.parametrize("cut", CUT)
def test_an_answer_that_is_cut_is_told_with_the_words_of_the_server(cut: str) -> None:
    body, kind = CUT[cut]
    error = error_of(answering(body, f"application/sparql-results+{kind}"))
    assert error.code == "endpoint.cut"
    assert ("TimeoutException" in error.text.fr) == (b"Timeout" in body)


LATIN = XML.format('<result><binding name="x"><literal>été</literal></binding></result>')


ENCODED = {
    "latin JSON": (json_rows({**GUIDE, "value": "été"}).decode().encode("cp1252"),
                   "application/json; charset=windows-1252"),
    "JSON with its mark": (b"\xef\xbb\xbf" + json_rows({**GUIDE, "value": "été"}),
                           "application/sparql-results+json"),
    "UTF-16": (LATIN.encode("utf-16"), "application/xml"),
    "declared": (f'<?xml version="1.0" encoding="ISO-8859-1"?>{LATIN}'.encode("latin-1"),
                 "application/xml"),
    "plain XML": (LATIN.encode(), "text/xml; charset=utf-8"),
}  # fmt: skip


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("encoded", ENCODED)
def test_an_answer_is_read_in_its_encoding(encoded: str, packed: bool) -> None:
    body, media_type = ENCODED[encoded]
    headers = {"Content-Encoding": "gzip"} if packed else {}
    body = gzip.compress(body, mtime=0) if packed else body
    assert asked(answering(body, media_type, **headers)).rows == (('"été"',),)


def test_an_answer_that_unpacks_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tressons_ld.sparql.endpoint, "LARGEST_ANSWER", 1 << 20)
    body = gzip.compress(b" " * (1 << 22), mtime=0)
    headers = {"Content-Encoding": "gzip"}
    assert "more than 1 MiB" in error_of(answering(body, **headers)).text.en


@pytest.mark.parametrize(
    ("coding", "code"), [("br", "endpoint.unreadable"), ("gzip", "endpoint.cut")]
)
def test_a_packing_that_cannot_be_undone_is_told(coding: str, code: str) -> None:
    body = gzip.compress(json_rows(GUIDE), mtime=0)[:-12]
    headers = {"Content-Encoding": coding}
    assert error_of(answering(body, **headers)).code == code


def test_the_words_of_a_packed_error_page_are_told() -> None:
    body = gzip.compress("panne générale".encode("latin-1"), mtime=0)
    headers = {"Content-Encoding": "gzip"}
    error = error_of(answering(body, "text/plain; charset=iso-8859-1", 500, **headers))
    assert "panne générale" in error.text.fr


def holding(*, default: bool, named: bool) -> Answer:
    """A server with triples in its default graph or in named ones."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        (question,) = urllib.parse.parse_qs(handler.body)["query"]  # type: ignore[attr-defined]
        if question.startswith("ASK"):
            holds = named if "GRAPH" in question else default
            body = json.dumps({"head": {}, "boolean": holds}).encode()
        else:
            body = json_rows()
        answering(body)(handler)

    return answer


QUESTIONS = ["SELECT ?x { ?s ?p ?x }", "ASK { ?s ?p ?o }"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_empty_default_graph_is_told_with_its_mend(question: str) -> None:
    error = error_of(holding(default=False, named=True), question=question)
    assert error.code == "endpoint.empty-default-graph"
    assert "--union-default-graph" in error.text.fr
    assert "catalogue.nt" in error.text.en


def test_no_row_of_a_graph_that_holds_triples_is_an_answer() -> None:
    assert asked(holding(default=True, named=True)) == SelectResult(("x",), ())


def test_a_server_without_any_triple_is_told() -> None:
    result = asked(holding(default=False, named=False))
    assert result.whole
    assert "aucun triplet" in result.warnings[0].fr


def test_a_question_that_names_graphs_is_answered_as_it_is() -> None:
    with serving(holding(default=False, named=True)) as address:
        assert ask("SELECT ?x { GRAPH ?g { ?s ?p ?x } }", address) == SelectResult(("x",), ())


@pytest.mark.slow
def test_a_real_server_with_named_graphs_alone_is_told(published: Path, tmp_path: Path) -> None:
    load = (OXIGRAPH, "load", "--location", tmp_path / "db", "--file", published / "catalogue.nq")
    subprocess.run(load, check=True, capture_output=True)
    port = free_port()
    serve = (OXIGRAPH, "serve-read-only", "--location", tmp_path / "db")
    log = tmp_path / "oxigraph.log"
    with (
        log.open("w", encoding="utf-8") as written,
        started((*serve, "--bind", f"127.0.0.1:{port}"), stdout=written, stderr=written) as process,
    ):
        wait_until(lambda: listening(port), process, log)
        with pytest.raises(EndpointError, match="load catalogue.nt"):
            ask(BUNDLED["ressources-par-genre"].text, f"http://127.0.0.1:{port}/query")
