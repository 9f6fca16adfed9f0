"""What this tool does not run: updates, and questions to other servers."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries_support import BUNDLED, every_query
from tressons_ld.findings.errors import QueryError
from tressons_ld.sparql.answers import AskResult, SelectResult
from tressons_ld.sparql.store import (
    EngineName,
    Store,
    run,
)
from tressons_ld.sparql.tokens import surface_of


@pytest.fixture(scope="module")
def nothing() -> Iterator[Store]:
    """A store of no statement."""
    with Store([]) as store:
        yield store


UPDATES = {
    "INSERT": "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
    "DELETE": "PREFIX a: <urn:a:>\nDELETE WHERE { ?s ?p ?o }",
    "WITH": "WITH <urn:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "LOAD": "LOAD <https://example.org/a>",
    "CLEAR": "# une remarque\nclear all",
    "DROP": "Drop Graph <urn:g>",
    "CREATE": "CREATE GRAPH <urn:g>",
    "COPY": "COPY <urn:a> TO <urn:b>",
    "MOVE": "MOVE <urn:a> TO <urn:b>",
    "ADD": "ADD <urn:a> TO <urn:b>",
}


@pytest.mark.parametrize("word", UPDATES)
def test_an_update_is_refused_by_its_name(word: str) -> None:
    with pytest.raises(QueryError) as raised:
        run(UPDATES[word], [], name="q.rq")
    assert f"« {word} » est une mise à jour" in raised.value.text.fr
    assert f'"{word}" is an update' in raised.value.text.en


SERVICES = [
    "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "SELECT * { service silent ?e { ?s ?p ?o } }",
    "SELECT * { { SELECT * { SERVICE\n<http://127.0.0.1:1/> { ?s ?p ?o } } } }",
    "SELECT * { ?a ?b ?c#<\nSERVICE<http://127.0.0.1:1/>{ ?s ?p ?o } }",
    "SELECT * { FILTER(?a<?b) SERVICE <http://127.0.0.1:1/> { FILTER(?a>?b) } }",
    "SELECT * { ?a ?b '''it's''' SERVICE <http://127.0.0.1:1/> { ?s ?p '' } }",
    'SELECT * { ?a ?b "\\"" SERVICE <http://127.0.0.1:1/> { ?s ?p "" } }',
]


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
@pytest.mark.parametrize("question", SERVICES)
def test_service_is_refused(question: str, engine: EngineName) -> None:
    with pytest.raises(QueryError, match="SERVICE asks another server"):
        run(question, [], engine=engine)


HARMLESS = [
    "ASK { ?service <urn:SERVICE> 'SERVICE' }",
    'ASK { ?s <urn:p> "SERVICE { }" } # SERVICE <urn:a> { }',
    "PREFIX service: <urn:x:> ASK { service:SERVICE service:service ?SERVICE }",
    'ASK { ?s ?p """\nSERVICE "quoted" """ }',
    "ASK { ?s ?p 'a'@service }",
    "ASK { ?s ?p ?insert . ?insert ?delete ?load }",
    "PREFIX insert: <urn:x:> ASK { insert:a insert:b insert:c }",
]


@pytest.mark.parametrize("question", HARMLESS)
def test_a_word_that_is_no_keyword_is_not_refused(question: str, nothing: Store) -> None:
    assert nothing.run(question) == AskResult(False)


@every_query
def test_no_bundled_question_is_refused(name: str, nothing: Store) -> None:
    nothing.run(BUNDLED[name].text)


@given(text=st.text(st.sampled_from("SERVICE {}<>?:#'\"\\\n a.u@")))
def test_any_text_has_a_surface(text: str) -> None:
    tokens = surface_of(text).tokens
    for token in tokens:
        assert text[token.start : token.end] == token.text
    starts = [token.start for token in tokens]
    assert starts == sorted(set(starts))


@given(text=st.text(st.characters(codec="utf-8"), max_size=40))
def test_the_inside_of_a_text_holds_no_keyword(nothing: Store, text: str) -> None:
    quoted = (
        text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    )
    surface = surface_of(f'SELECT ("{quoted}" AS ?x) {{}}')
    assert surface.keywords == {"SELECT", "AS"}
    result = nothing.run(f'SELECT ("{quoted}" AS ?x) {{}}')
    assert isinstance(result, SelectResult)
    assert len(result.rows) == 1
