"""No shape of a question ends an engine by its depth or its length."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from queries_support import both_engines
from query_shapes import SHAPES
from tressons_ld.findings.errors import QueryError
from tressons_ld.rdf.terms import Iri
from tressons_ld.sparql.store import EngineName, Store

A, P, B = Iri("<urn:a>"), Iri("<urn:p>"), Iri("<urn:b>")
TRIPLES = [(A, P, B), (B, P, A)]

# Answered at once whatever their number, by an engine that has a stack for them.
AT_ONCE = (
    *("parentheses", "not", "path inverse", "nested graph", "and", "filter", "having", "if"),
    *("exists", "coalesce", "function", "in", "subselect", "unclosed braces", "unclosed calls"),
)


def outcome(store: Store, question: str) -> str:
    """What became of a question: an answer, or the first words of a refusal."""
    try:
        store.run(question, name="q")
    except QueryError as error:
        return str(error).removeprefix("q: ")
    return "answer"


def is_an_end(told: str) -> bool:
    """Whether it was answered, refused for what it says, or ended for its time or memory."""
    return not told.startswith("the process that evaluates")


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with Store(TRIPLES) as store:
        yield store


@pytest.mark.parametrize("shape", AT_ONCE)
def test_a_question_nested_twenty_thousand_times_is_evaluated(shape: str, store: Store) -> None:
    told = outcome(store, SHAPES[shape](20_000))
    assert told == "answer" or "the question is not finished" in told


def test_a_thousand_repetitions_of_any_shape_end_no_engine() -> None:
    with Store(TRIPLES, timeout=0.5) as store:
        told = {shape: outcome(store, SHAPES[shape](1_000)) for shape in SHAPES}
    assert {shape: words for shape, words in told.items() if not is_an_end(words)} == {}


@pytest.mark.slow
@both_engines
@pytest.mark.parametrize("shape", SHAPES)
def test_twenty_thousand_repetitions_end_in_an_answer_a_refusal_or_the_time_limit(
    shape: str, engine: EngineName
) -> None:
    with Store(TRIPLES, engine=engine, timeout=10) as store:
        assert is_an_end(outcome(store, SHAPES[shape](20_000)))
        assert outcome(store, "ASK { ?s ?p ?o }") == "answer"


# Tried again at each of its characters, the first of these would take hours.
READ_ONCE = r"""
from tressons_ld.sparql.tokens import refuse_the_word_service, surface_of

pieces = ('"\\"', '\\"\"\"\n', "a.")
for piece in pieces:
    text = "ASK { ?s ?p " + piece * ((1 << 20) // len(piece))
    tokens = surface_of(text).tokens
    assert tokens and tokens[-1].end <= len(text)
    refuse_the_word_service(text, "q")
"""


def test_the_tokens_of_a_megabyte_are_each_read_once() -> None:
    subprocess.run([sys.executable, "-c", READ_ONCE], check=True, timeout=600)
