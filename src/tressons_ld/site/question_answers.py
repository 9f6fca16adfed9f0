"""The answers to the bundled questions, by a process of its own."""

import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from tressons_ld.catalogue.paths import dump_path
from tressons_ld.files.shelf import Shelf
from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text
from tressons_ld.rdf.formats import N_TRIPLES
from tressons_ld.rdf.terms import Term
from tressons_ld.sparql.asking import answer
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.results import AskResult, GraphResult, Result, SelectResult
from tressons_ld.sparql.store import Store

MOST_ROWS = 100
"""Rows of an answer that its page shows."""

_IN_LANGUAGES = """\
SELECT DISTINCT ?text WHERE {
  ?thing ?property ?text
  FILTER (LANG(?text) != "")
}
"""


@dataclass(frozen=True, slots=True)
class QuestionAnswer:
    """What is answered to a question.

    Attributes:
        result: rows; statements, and a yes or no, are rows too. None where there is no answer.
        notes: what is to be told beside it, or why there is none.
        first_rows: those that a page has room for, where a text has its language again.
    """

    result: SelectResult | None
    notes: tuple[Text, ...] = ()
    first_rows: SelectResult | None = None


class Answering:
    """Puts questions to the publication in a folder, each as it lies, and once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known, self._places = Shelf[Result](), dict[str, int]()

    def __call__(self, query: Query) -> QuestionAnswer:
        """Return the answer to a question, or why there is none."""
        try:
            result, notes = answer(query, {}, self._run)
        except QueryError as error:
            return QuestionAnswer(None, (error.text,))
        rows = _rows(result)
        return QuestionAnswer(rows, (*notes, *result.warnings), self._in_languages(rows))

    def _in_languages(self, result: SelectResult) -> SelectResult:
        """Return the first rows with the languages of the texts that a question has taken.

        A question that says ``STR(?title)`` gives a text without its language, which a page needs
        (WCAG 2.2, success criterion 3.1.2).
        """
        known = self._languages
        return replace(
            result,
            rows=tuple(
                tuple(known.get(term or "", term) for term in row)
                for row in result.rows[:MOST_ROWS]
            ),
        )

    @cached_property
    def _languages(self) -> dict[str, Term]:
        """Text without a language -> the same with it, where all that are called so agree."""
        known = dict[str, Term]()
        ambiguous = set[str]()
        try:
            result = _rows(self._store.run(_IN_LANGUAGES))
        except QueryError:
            return known
        for (term,) in result.rows:
            plain = (term or "").rpartition("@")[0]
            if term is None or known.setdefault(plain, term) != term:
                ambiguous.add(plain)
        return {plain: term for plain, term in known.items() if plain not in ambiguous}

    def _run(self, question: str, *, name: str) -> Result:
        """Ask a question that was not asked before: many are the same in each language."""
        if question in self._places:
            return self._known[self._places[question]]
        result = self._store.run(question, name=name)
        self._places[question] = len(self._known)
        self._known.append(result)
        return result


@contextmanager
def answers_aside(folder: Path, questions: Sequence[Query]) -> Iterator[Iterator[QuestionAnswer]]:
    """Ask questions of the publication in a folder while whoever wants the answers does other work.

    Args:
        folder: the publication, whose statements are all written.
        questions: what is asked.

    Returns:
        The answers in the same order; each is waited for.

    Raises:
        FolderError: from the answers: the statements cannot be loaded.
        QueryError: from the answers: no process can be started.
    """
    # Each waits in a file until it is taken: together they have more rows than the table.
    answers = deque(Future[Shelf[QuestionAnswer]]() for _ in questions)
    unasked = deque(zip(questions, answers, strict=True))
    over = threading.Event()

    def ask() -> None:
        try:
            with Store(folder / dump_path(N_TRIPLES)) as store:
                loaded.append(store)
                answering = Answering(store)
                while unasked and not over.is_set():
                    question, answer = unasked[0]
                    answer.set_result(Shelf([answering(question)]))
                    unasked.popleft()
        except BaseException as error:  # noqa: BLE001 - who waits for the answer raises it
            for _, answer in unasked:
                answer.set_exception(error)

    def given() -> Iterator[QuestionAnswer]:
        while answers:
            yield answers.popleft().result()[0]

    loaded: list[Store] = []
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        yield given()
    finally:
        over.set()
        # Where the publication is given up while the statements are loaded, nobody waits for that.
        for store in loaded:
            while asking.is_alive():
                store.close()  # Again, where a question that was just begun starts another process.
                asking.join(0.1)


def _rows(result: Result) -> SelectResult:
    match result:
        case SelectResult():
            return result
        case GraphResult():
            return SelectResult(("s", "p", "o"), result.triples)
        case AskResult():
            word = '"true"' if result.answer else '"false"'
            return SelectResult(("?",), ((word,),))  # type: ignore[arg-type]
