"""What `push` has sent is read back from the store, and what did not arrive as it was is told."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from examples import examples
from pushed_stores import (
    BASE,
    CATALOGUE,
    THREE_ENTRIES,
    Answer,
    Graphs,
    Request,
    content,
    in_order,
    names,
    published_content,
    pushed,
    record,
    relay,
    updated,
    write,
)
from pushed_stores import dump as dump
from pushed_stores import odd_cases as odd_cases
from pushed_stores import server as server
from pushed_stores import store as store
from tressons_ld.findings.errors import StoreError
from tressons_ld.rdf.terms import text
from tressons_ld.stores.dialects import Method

every_method = pytest.mark.parametrize("method", ["gsp", "update", "bulk"])


def test_a_statement_that_did_not_arrive_is_told_with_its_graph(store: str, dump: Path) -> None:
    def forgets(request: Request) -> Request:
        if request.method == "PUT" and b"ressource/b>" in request.body:
            lines = request.body.splitlines(keepends=True)
            return Request(request.method, request.target, request.headers, lines[0])
        return request

    with relay(store, forgets) as (url, _):
        _, found = pushed(url, dump)
    (difference,) = found.differences
    assert (difference.name, len(difference.missing), difference.added) == (record("b"), 1, [])
    push, found = pushed(store, dump)
    assert (names(push.plan.to_send), found.differences) == ([record("b")], [])
    assert published_content(store) == in_order(THREE_ENTRIES)


def test_a_text_that_the_store_changed_is_told_though_the_numbers_agree(
    store: str, dump: Path
) -> None:
    def garbles(request: Request) -> Request:
        body = request.body.replace("Étude".encode(), b"Etude")
        return Request(request.method, request.target, request.headers, body)

    with relay(store, garbles) as (url, _):
        _, found = pushed(url, dump)
    assert names(found.differences) == [record("a"), record("b"), record("c")]
    assert [len(each.missing) for each in found.differences] == [1, 1, 1]


@every_method
def test_a_catalogue_of_odd_cases_arrives(method: Method, store: str, odd_cases: Path) -> None:
    push, found = pushed(store, odd_cases, method)
    assert push.sent == len(content(store)) - 1 > 40
    assert not found.differences


@every_method
def test_terms_of_any_spelling_arrive(method: Method, store: str, tmp_path: Path) -> None:
    terms = [
        text(r"\u0041 \\u0042 \n"),
        text("\"quoted\" \\ \"'''"),
        text("tab\t newline\n return\r null-like \x01 \x7f end"),
        text("}} ; DROP ALL ; INSERT DATA { # $ ?x"),
        text("𝄞 é \u200f \ufffd"),
        text(""),
        '"2020-02-29"^^<http://www.w3.org/2001/XMLSchema#date>',
        "<https://example.org/é?a=%20&b=$>",
    ]
    iri = f"<{BASE}ressource/a>"
    graphs = {
        CATALOGUE: [f"{iri} <urn:p> <urn:o>"],
        record("a"): [f"{iri} <urn:p{at}> {term}" for at, term in enumerate(terms)],
    }
    dump = write(tmp_path / "catalogue.nq", graphs)
    _, found = pushed(store, dump, method)
    assert not found.differences
    assert not found.rewritings.numbers


@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    before=st.dictionaries(st.sampled_from("abcdef"), st.text(max_size=20), max_size=6),
    after=st.dictionaries(st.sampled_from("abcdef"), st.text(max_size=20), max_size=6),
    method=st.sampled_from(["gsp", "update", "bulk"]),
)
def test_from_any_publication_to_any_other(
    before: dict[str, str], after: dict[str, str], method: Method, server: str, tmp_path: Path
) -> None:
    updated(server, "DROP ALL")
    graphs: Graphs = {}
    for texts in (before, after):
        graphs = {CATALOGUE: [f"<{BASE}catalogue> <urn:p> <urn:o>"]} | {
            record(name): [f"<{BASE}ressource/{name}> <urn:title> {text(words)}"]
            for name, words in texts.items()
        }
        dump = write(tmp_path / "catalogue.nq", graphs)
        _, found = pushed(server, dump, method, confirmed=True)
        assert not found.differences
    assert published_content(server).keys() == graphs.keys()


def test_lines_that_another_tool_has_sorted_are_sent_all_the_same(store: str, dump: Path) -> None:
    dump.write_text("".join(sorted(dump.read_text("utf-8").splitlines(keepends=True))), "utf-8")
    pushed(store, dump)
    assert published_content(store) == in_order(THREE_ENTRIES)


def test_an_answer_that_ends_too_early_is_no_answer(store: str, dump: Path) -> None:
    def cuts(request: Request) -> Answer:
        return Answer(200, b'{"head":', {"Content-Type": "application/json"}, cut=True)

    with relay(store, cuts) as (url, _), pytest.raises(StoreError) as raised:
        pushed(url, dump)
    assert raised.value.code == "store.cut"
