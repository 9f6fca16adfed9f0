"""Answers are written as the specifications say; other readers read back the same terms."""

import io
import json
from collections.abc import Iterable

import pyoxigraph as ox
import pytest
import rdflib
import wcwidth
from hypothesis import given
from hypothesis import strategies as st
from rdflib.compare import isomorphic, to_isomorphic

from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.terms import (
    BlankNode,
    Term,
    date,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    RDF,
)
from tressons_ld.sparql.answers import (
    ANSWER_FORMATS,
    GRAPH_FORMATS,
    TABLE_FORMATS,
    AskResult,
    GraphResult,
    Result,
    SelectResult,
    write,
)
from tressons_ld.sparql.engine import result_of
from tressons_ld.sparql.store import run

ROWS = SelectResult(
    ("chose", "titre", "nombre"),
    (
        (iri("https://example.org/a"), text("Étude, « vraie »", "fr"), typed("3", "integer")),
        (iri("https://example.org/b"), text('dit "oui"\nou\tnon\r\\'), None),
        (None, text("=cmd()"), typed("-1.5", "decimal")),
        (BlankNode("_:n1"), text(""), date("2020")),
    ),
)


def read_by_pyoxigraph(written: str, format: ox.QueryResultsFormat) -> Result:
    return result_of(ox.parse_query_results(written.encode(), format))


def test_csv_is_that_of_the_specification() -> None:
    assert write(ROWS, "csv") == (
        "chose,titre,nombre\r\n"
        'https://example.org/a,"Étude, « vraie »",3\r\n'
        'https://example.org/b,"dit ""oui""\nou\tnon\r\\",\r\n'
        ",=cmd(),-1.5\r\n"
        "_:n1,,2020\r\n"
    )


def test_tsv_is_that_of_the_specification() -> None:
    assert write(ROWS, "tsv") == (
        "?chose\t?titre\t?nombre\n"
        '<https://example.org/a>\t"Étude, « vraie »"@fr'
        '\t"3"^^<http://www.w3.org/2001/XMLSchema#integer>\n'
        '<https://example.org/b>\t"dit \\"oui\\"\\nou\\tnon\\r\\\\"\t\n'
        '\t"=cmd()"\t"-1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>\n'
        '_:n1\t""\t"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>\n'
    )


def test_json_is_that_of_the_specification() -> None:
    answer = json.loads(write(ROWS, "json"))
    assert answer["head"] == {"vars": ["chose", "titre", "nombre"]}
    assert answer["results"]["bindings"][0] == {
        "chose": {"type": "uri", "value": "https://example.org/a"},
        "titre": {"type": "literal", "value": "Étude, « vraie »", "xml:lang": "fr"},
        "nombre": {
            "type": "literal",
            "value": "3",
            "datatype": "http://www.w3.org/2001/XMLSchema#integer",
        },
    }
    assert set(answer["results"]["bindings"][1]) == {"chose", "titre"}
    assert answer["results"]["bindings"][3]["chose"] == {"type": "bnode", "value": "n1"}


MACHINE = {
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}


@pytest.mark.parametrize("format", MACHINE)
def test_pyoxigraph_reads_back_the_same_rows(format: str) -> None:
    assert read_by_pyoxigraph(write(ROWS, format), MACHINE[format]) == ROWS


@pytest.mark.parametrize("format", ["json", "xml"])
def test_rdflib_reads_back_the_same_rows(format: str) -> None:
    read = rdflib.query.Result.parse(io.BytesIO(write(ROWS, format).encode()), format=format)
    assert [str(name) for name in read.vars or ()] == list(ROWS.variables)
    titles = [str(row.get(rdflib.Variable("titre"))) for row in read.bindings]
    assert titles == ["Étude, « vraie »", 'dit "oui"\nou\tnon\r\\', "=cmd()", ""]


TEXTS = st.text(st.characters(codec="utf-8"))
IN_XML = st.text(
    st.one_of(
        st.sampled_from("\t\n\r&<>\"']]>"),
        st.characters(min_codepoint=0x20, codec="utf-8", exclude_characters="\ufffe\uffff"),
    )
)


def terms(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Term | None]:
    return st.one_of(
        st.none(),
        st.sampled_from(
            [iri("urn:x:é"), typed("007", "integer"), date("2020-05"), BlankNode("_:b")]
        ),
        texts.map(text),
        texts.map(lambda value: text(value, "fr")),
    )


def tables(texts: st.SearchStrategy[str]) -> st.SearchStrategy[SelectResult]:
    def table_of(rows: list[tuple[Term | None, Term | None]]) -> SelectResult:
        return SelectResult(("a", "b"), tuple(rows))

    return st.lists(st.tuples(terms(texts), terms(texts)), max_size=5).map(table_of)


@given(rows=tables(TEXTS))
def test_any_rows_survive_json_and_tsv(rows: SelectResult) -> None:
    assert read_by_pyoxigraph(write(rows, "json"), MACHINE["json"]) == rows
    assert read_by_pyoxigraph(write(rows, "tsv"), MACHINE["tsv"]) == rows


@given(rows=tables(IN_XML))
def test_any_rows_that_xml_can_write_survive_it(rows: SelectResult) -> None:
    assert read_by_pyoxigraph(write(rows, "xml"), MACHINE["xml"]) == rows


@given(rows=tables(TEXTS))
def test_csv_is_what_pyoxigraph_writes(rows: SelectResult) -> None:
    results = ox.parse_query_results(write(rows, "json").encode(), MACHINE["json"])
    csv = results.serialize(format=ox.QueryResultsFormat.CSV)  # type: ignore[union-attr]
    assert csv is not None
    assert write(rows, "csv").encode() == csv


def test_what_xml_cannot_write_is_refused() -> None:
    with pytest.raises(QueryError, match="control character"):
        write(SelectResult(("a",), ((text("\x00"),),)), "xml")


@pytest.mark.parametrize("answer", [True, False])
def test_yes_and_no_are_written(answer: bool) -> None:
    result = AskResult(answer)
    word = str(answer).lower()
    assert write(result, language="fr") == ("oui\n" if answer else "non\n")
    assert write(result, language="en") == ("yes\n" if answer else "no\n")
    assert write(result, "csv") == f"{word}\r\n"
    assert write(result, "tsv") == f"{word}\n"
    for format in ("json", "xml"):
        assert read_by_pyoxigraph(write(result, format), MACHINE[format]) == result


@pytest.mark.parametrize("format", TABLE_FORMATS)
def test_no_rows_and_no_variables_are_written(format: str) -> None:
    assert write(SelectResult((), ((),)), format)
    empty = SelectResult(("a", "b"), ())
    assert "a" in write(empty, format)
    if format in MACHINE:
        assert read_by_pyoxigraph(write(empty, format), MACHINE[format]) == empty


# --- the table for people -------------------------------------------------------------------------


def test_a_table_is_aligned_numbers_to_the_right() -> None:
    rows = SelectResult(
        ("nom", "nombre"),
        ((text("Étude", "fr"), typed("3", "integer")), (text("Webinaire"), typed("10", "integer"))),
    )
    assert write(rows) == (
        "nom        nombre\n---------  ------\nÉtude           3\nWebinaire      10\n\n2 lignes\n"
    )
    assert write(rows, language="en").endswith("2 rows\n")


@pytest.mark.parametrize(("number", "words"), [(0, "aucune ligne"), (1, "1 ligne")])
def test_a_table_counts_its_rows(number: int, words: str) -> None:
    rows = SelectResult(("a",), ((text("x"),),) * number)
    assert write(rows).endswith(f"\n{words}\n")


def test_a_table_folds_long_cells_between_words() -> None:
    rows = SelectResult(("id", "titre"), ((text("a-b"), text("Les atouts de l'ESS pour tous")),))
    assert write(rows, width=20) == (
        "id   titre\n---  ---------------\na-b  Les atouts de\n     l'ESS pour tous\n\n1 ligne\n"
    )


@given(rows=tables(TEXTS), width=st.integers(30, 200))
def test_a_table_is_never_wider_than_the_terminal(rows: SelectResult, width: int) -> None:
    for line in write(rows, width=width).split("\n"):
        assert wcwidth.width(line) <= width


def test_a_table_has_prefixes_and_whole_addresses() -> None:
    rows = SelectResult(("p", "o"), ((DCAT.landingPage, iri("https://example.org/a")),))
    assert "\ndcat:landingPage  https://example.org/a\n" in write(rows)


def test_a_table_does_not_steer_the_terminal() -> None:
    rows = SelectResult(("a",), ((text("rouge \x1b[31m\u202efin\nsuite\x07"),),))
    assert "rouge \\x1b[31m\\u202efin suite\\x07\n" in write(rows)


def test_wide_letters_are_counted_as_two() -> None:
    rows = SelectResult(("a", "b"), ((text("漢字"), text("x")), (text("e\u0301te"), text("y"))))
    assert write(rows).split("\n")[2:4] == ["漢字  x", "e\u0301te   y"]


def test_a_sign_that_stands_above_a_letter_takes_no_column_in_any_alphabet() -> None:
    rows = SelectResult(("a", "b"), ((text("สวัสดี"), text("x")), (text("abcd"), text("y"))))
    assert write(rows).split("\n")[2:4] == ["สวัสดี  x", "abcd  y"]


def test_a_letter_is_not_cut_from_the_signs_above_it() -> None:
    rows = SelectResult(("a",), ((text("e\u0301" * 40),),))
    assert write(rows, width=30).split("\n")[2:4] == ["e\u0301" * 30, "e\u0301" * 10]


def test_an_address_too_long_for_its_column_begins_a_line() -> None:
    rows = SelectResult(("a",), ((text("Voir https://example.org/une-adresse"),),))
    assert write(rows, width=20).split("\n")[2:5] == ["Voir", "https://example.org/", "une-adresse"]


# --- graphs ---------------------------------------------------------------------------------------

GRAPH = GraphResult.of(
    [
        (iri("urn:x:a"), RDF.type, DCAT.Dataset),
        (iri("urn:x:a"), DCT.title, text('Une "étude"\nlongue', "fr")),
        (iri("urn:x:a#fiche"), DCT.issued, date("2020")),
        (BlankNode("_:b1"), DCT.source, iri("https://example.org/é")),
        (iri("urn:x:a"), DCT.source, BlankNode("_:b1")),
    ]
)
RDFLIB = {"turtle": "turtle", "n-triples": "nt", "json-ld": "json-ld", "rdf-xml": "xml"}


def graph_of(result: GraphResult) -> rdflib.Graph:
    lines = "".join(f"{s} {p} {o} .\n" for s, p, o in result.triples)
    return rdflib.Graph().parse(data=lines, format="nt")


@pytest.mark.parametrize("format", GRAPH_FORMATS)
def test_statements_are_read_back_the_same(format: str) -> None:
    read = rdflib.Graph().parse(data=write(GRAPH, format), format=RDFLIB[format])
    assert isomorphic(read, graph_of(GRAPH))


def test_statements_are_turtle_unless_asked_otherwise() -> None:
    assert write(GRAPH) == write(GRAPH, "turtle") == write(GRAPH, "ttl")
    assert write(GRAPH, "nt") == write(GRAPH, "n-triples")
    assert write(GRAPH, "jsonld") == write(GRAPH, "json-ld")
    assert write(GRAPH, "rdfxml") == write(GRAPH, "rdf-xml")


@pytest.mark.parametrize("format", ["turtle", "n-triples", "json-ld"])
@given(value=TEXTS)
def test_any_text_survives_in_statements(format: str, value: str) -> None:
    graph = GraphResult.of([(iri("urn:x:a"), iri("urn:x:p"), text(value, "fr"))])
    quads = ox.parse(write(graph, format).encode(), getattr(ox.RdfFormat, FORMATS[format]))
    assert [quad.object.value for quad in quads] == [value]  # type: ignore[union-attr]


FORMATS = {"turtle": "TURTLE", "n-triples": "N_TRIPLES", "json-ld": "JSON_LD"}


def test_a_graph_that_xml_cannot_write_is_refused() -> None:
    graph = GraphResult.of([(iri("urn:x:a"), iri("urn:x:p"), text("a"))])
    with pytest.raises(QueryError, match="Choose another format"):
        write(graph, "rdf-xml")


@pytest.mark.parametrize("format", [*TABLE_FORMATS, "pdf", "n-quads"])
def test_statements_are_no_table(format: str) -> None:
    with pytest.raises(QueryError, match="turtle, n-triples, json-ld, rdf-xml"):
        write(GRAPH, format)


@pytest.mark.parametrize("result", [ROWS, AskResult(True)])
@pytest.mark.parametrize("format", [*GRAPH_FORMATS, "pdf"])
def test_rows_are_no_graph(format: str, result: Result) -> None:
    with pytest.raises(QueryError, match="table, csv, tsv, json, xml"):
        write(result, format)


def test_every_format_writes_something() -> None:
    results: Iterable[Result] = (ROWS, GRAPH)
    for format in ANSWER_FORMATS:
        assert any(_writes(result, format) for result in results)


def _writes(result: Result, format: str) -> bool:
    try:
        return bool(write(result, format))
    except QueryError:
        return False


def test_a_construct_gives_each_statement_once_in_order() -> None:
    triples = [(iri(f"urn:x:{n}"), DCT.title, text("t")) for n in (3, 1, 2)]
    question = "CONSTRUCT { ?s ?p ?o . ?s a ?p } WHERE { ?s ?p ?o }"
    for engine in ("pyoxigraph", "rdflib"):
        result = run(question, triples, engine=engine)
        assert isinstance(result, GraphResult)
        assert len(result.triples) == 6
        assert list(result.triples) == sorted(set(result.triples))
        assert len(to_isomorphic(graph_of(result))) == 6
