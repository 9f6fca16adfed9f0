"""The answers to the bundled questions, by a process of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeAlias

from tressons_ld.catalogue.paths import dump_path
from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text
from tressons_ld.rdf.formats import N_TRIPLES
from tressons_ld.sparql.asking import answer
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.results import AskResult, GraphResult, Result, SelectResult
from tressons_ld.sparql.store import Store


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What is answered to a question.

    Attributes:
        result: rows; statements, and a yes or no, are rows too. None where there is no answer.
        notes: what is to be told beside it, or why there is none.
    """

    result: SelectResult | None
    notes: tuple[Text, ...] = ()


Answers: TypeAlias = dict[tuple[str, bool], QuestionAnswer]
"""Name of a question and whether it is asked in English -> the answer."""


class Answering:
    """Puts questions to the publication in a folder, each as it lies, and once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ask = cache(self._run)

    @classmethod
    @contextmanager
    def of(cls, folder: Path) -> "Iterator[Answering]":
        """Load the publication in a folder, whose statements are all written."""
        with Store(folder / dump_path(N_TRIPLES)) as store:
            yield cls(store)

    def __call__(self, query: Query) -> QuestionAnswer:
        """Return the answer to a question, or why there is none."""
        try:
            result, notes = answer(query, {}, self._ask)
        except QueryError as error:
            return QuestionAnswer(None, (error.text,))
        return QuestionAnswer(_rows(result), (*notes, *result.warnings))

    def _run(self, question: str, *, name: str) -> Result:
        return self._store.run(question, name=name)


def _rows(result: Result) -> SelectResult:
    match result:
        case SelectResult():
            return result
        case GraphResult():
            return SelectResult(("s", "p", "o"), result.triples)
        case AskResult():
            word = '"true"' if result.answer else '"false"'
            return SelectResult(("?",), ((word,),))  # type: ignore[arg-type]
