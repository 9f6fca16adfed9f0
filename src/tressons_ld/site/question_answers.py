"""The answers to the bundled questions, by a process of its own."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

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


class Answering:
    """Puts questions to the publication in a folder, each as it lies, and once."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ask = cache(self._run)

    def __call__(self, query: Query) -> QuestionAnswer:
        """Return the answer to a question, or why there is none."""
        try:
            result, notes = answer(query, {}, self._ask)
        except QueryError as error:
            return QuestionAnswer(None, (error.text,))
        return QuestionAnswer(_rows(result), (*notes, *result.warnings))

    def _run(self, question: str, *, name: str) -> Result:
        return self._store.run(question, name=name)


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
    answers = [Future[QuestionAnswer]() for _ in questions]
    over = threading.Event()

    def ask() -> None:
        try:
            with Store(folder / dump_path(N_TRIPLES)) as store:
                loaded.append(store)
                answering = Answering(store)
                for question, answer in zip(questions, answers, strict=True):
                    if over.is_set():
                        return
                    answer.set_result(answering(question))
        except BaseException as error:  # noqa: BLE001 - who waits for the answer raises it
            for answer in answers:
                if not answer.done():
                    answer.set_exception(error)

    loaded: list[Store] = []
    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    try:
        yield (answer.result() for answer in answers)
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
