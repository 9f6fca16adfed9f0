"""A question has its time and its memory, and an evaluator ends with whoever asks it."""

import gc
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import IO

import pytest

from child_processes import started
from command_line import FRENCH, tressons_ld
from endless_questions import ANY, TRIPLES
from queries_support import both_engines
from tressons_ld import open_catalogue
from tressons_ld.findings.errors import QueryError
from tressons_ld.sparql.evaluator import write_message
from tressons_ld.sparql.results import (
    TIMEOUT,
    AskResult,
    SelectResult,
)
from tressons_ld.sparql.store import (
    EngineName,
    Store,
)

ENDLESS = "SELECT (COUNT(*) AS ?n) {" + "".join(f" ?a{n} ?b{n} ?c{n} ." for n in range(6)) + "}"


GROWING = "SELECT DISTINCT * {" + "".join(f" ?a{n} ?b{n} ?c{n} ." for n in range(6)) + "}"


# --- nothing kills it -----------------------------------------------------------------------------


@both_engines
def test_a_question_has_a_time_limit(engine: EngineName) -> None:
    with Store(TRIPLES, engine=engine, timeout=0.5) as store:
        with pytest.raises(QueryError, match=r"^q: no whole answer within 0\.5 s") as raised:
            store.run(ENDLESS, name="q")
        assert raised.value.code == "query.timed-out"
        assert store.run("ASK {}") == AskResult(True)


@both_engines
def test_what_an_evaluator_refuses_keeps_its_code(engine: EngineName) -> None:
    with Store(TRIPLES, engine=engine) as store, pytest.raises(QueryError) as raised:
        store.run("SELECT WHERE", name="q")
    assert raised.value.code in ("query.syntax", "query.syntax-of-engine")
    assert raised.value.text.fr.startswith("q:1:")


def test_the_command_ends_at_its_time_limit_with_a_sentence(tmp_path: Path) -> None:
    source = tmp_path / "catalogue.nt"
    source.write_text("".join(f"{s} {p} {o} .\n" for s, p, o in TRIPLES), "utf-8")
    done = tressons_ld("query", "-", "--timeout", "0.5", "--source", source, stdin=ENDLESS)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "Erreur : - : pas de réponse entière en 0.5 s. Attendre plus longtemps avec --timeout, ou "
        "poser une question plus simple.\n"
    )


def test_the_python_api_has_the_same_time_limit(tressons: Path, tmp_path: Path) -> None:
    question = tmp_path / "endless.rq"
    question.write_text(ENDLESS, "utf-8")
    with pytest.raises(QueryError, match=r"within 0\.5 s"):
        open_catalogue(tressons, date="2026-11-23").query(str(question), timeout=0.5)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_time_that_nobody_can_wait_is_refused(timeout: float) -> None:
    with pytest.raises(ValueError, match="timeout"):
        Store(TRIPLES, timeout=timeout)
    done = tressons_ld("query", "-", "--timeout", str(timeout), stdin=ANY)
    assert done.returncode == 2
    assert "--timeout" in done.stderr


def test_the_help_tells_the_time_limit() -> None:
    assert f"({TIMEOUT:g})" in tressons_ld("query", "--help").stdout


def test_the_evaluator_keeps_the_limit_when_nobody_else_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("tressons_ld.sparql.store._GRACE", -59.5)
    with Store(TRIPLES, timeout=60) as store:
        process = store._evaluator._process
        with pytest.raises(QueryError, match="no whole answer within 60 s"):
            store.run(ENDLESS)
    assert process.returncode == -signal.SIGALRM


def test_a_deadline_ends_a_process_that_hears_nothing() -> None:
    program = (
        "import re; from tressons_ld.files import walls;"
        "walls.heed_deadlines(); walls.set_deadline(0.2);"
        "re.match('(a*)*b', 'a' * 60)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True)
    assert done.returncode == -signal.SIGALRM


def test_a_question_has_a_memory_limit() -> None:
    with Store(TRIPLES, memory=64 << 20, timeout=60) as store:
        limit = "needs more than 0.0625 GiB" if store.walls.memory else "no whole answer"
        with pytest.raises(QueryError, match=limit):
            store.run(GROWING)
        assert store.run(ANY) == AskResult(True)


def test_what_python_holds_of_an_answer_counts_as_memory() -> None:
    rows = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    with Store(TRIPLES, memory=64 << 20, timeout=120) as store:
        limit = "needs more than" if store.walls.memory else "no whole answer"
        with pytest.raises(QueryError, match=limit):
            store.run(rows)


@both_engines
def test_a_large_answer_comes_whole(engine: EngineName) -> None:
    with Store(TRIPLES[:60], engine=engine) as store:
        result = store.run("SELECT ?a ?c { ?a ?b ?x . ?c ?d ?y }")
        assert isinstance(result, SelectResult)
        assert len(set(result.rows)) == len(result.rows) == 60 * 60


def killed_on_the_way(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the evaluator killed by somebody as soon as it is asked."""

    def write_and_kill(file: IO[bytes], message: object) -> None:
        write_message(file, message)
        store._evaluator._process.kill()

    monkeypatch.setattr("tressons_ld.sparql.store.write_message", write_and_kill)


def test_an_evaluator_that_somebody_kills_is_told_and_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with Store(TRIPLES, timeout=None) as store:
        with monkeypatch.context() as patch:
            killed_on_the_way(store, patch)
            with pytest.raises(QueryError, match=r"^q: the process that evaluates .*SIGKILL"):
                store.run(ENDLESS, name="q")
        assert store.run(ANY) == AskResult(True)


def test_an_evaluator_killed_while_it_waits_is_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.nt").write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    with Store(Path("a.nt")) as store:
        monkeypatch.chdir(tmp_path.parent)
        store._evaluator._process.kill()
        store._evaluator._process.wait()
        assert store.run(ANY) == AskResult(True)


def test_an_interrupted_question_is_not_answered_to_the_next_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def interrupted(_messages: object) -> None:
        raise KeyboardInterrupt

    with Store(TRIPLES) as store:
        with monkeypatch.context() as patch:
            patch.setattr("tressons_ld.sparql.store.result_of_messages", interrupted)
            with pytest.raises(KeyboardInterrupt):
                store.run("ASK { FILTER(false) }")
        assert store.run(ANY) == AskResult(True)


def test_several_threads_may_ask_one_store() -> None:
    answers: dict[int, object] = {}

    def ask(number: int) -> None:
        answers[number] = store.run(f"ASK {{ <urn:{number}> ?p ?o }}")

    with Store(TRIPLES) as store:
        threads = [threading.Thread(target=ask, args=(number,)) for number in range(198, 202)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert answers == {
        198: AskResult(True),
        199: AskResult(True),
        200: AskResult(False),
        201: AskResult(False),
    }


# --- nothing stays behind -------------------------------------------------------------------------


def has_gone(process: int) -> bool:
    """Whether a process has ended, if nobody has asked for its exit status too."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text("utf-8").rpartition(")")[2].split()[0] == "Z"


def wait_for(condition: Iterator[bool]) -> None:
    deadline = time.monotonic() + 60
    while not next(condition):
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.01)


def test_a_store_that_nobody_has_any_more_leaves_no_process() -> None:
    store = Store(TRIPLES)
    process = store._evaluator._process
    del store
    gc.collect()
    assert process.returncode is not None


ASKS = """
import sys
from tressons_ld.sparql.store import Store

store = Store([("<urn:a>", "<urn:b>", "<urn:c>")] * 3, timeout=None)
print(store._evaluator._process.pid, flush=True)
sys.stdin.readline()
"""


ASKS_FOR_EVER = (
    ASKS
    + f"""
store = Store([(f"<urn:{{n}}>", "<urn:b>", "<urn:c>") for n in range(200)], timeout=None)
print(store._evaluator._process.pid, flush=True)
store.run({ENDLESS!r})
"""
)


def test_a_script_without_a_main_guard_may_ask_and_leaves_no_process(tmp_path: Path) -> None:
    script = tmp_path / "asks.py"
    script.write_text(ASKS, "utf-8")
    done = subprocess.run(
        [sys.executable, script], input="\n", capture_output=True, encoding="utf-8"
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert has_gone(int(done.stdout))


@pytest.mark.parametrize("killed_by", [signal.SIGKILL, signal.SIGTERM])
def test_an_evaluator_ends_with_the_process_that_asks_it(killed_by: signal.Signals) -> None:
    asking = subprocess.Popen(
        [sys.executable, "-c", ASKS_FOR_EVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert asking.stdin
    assert asking.stdout
    waiting = int(asking.stdout.readline())
    asking.stdin.write("\n")
    asking.stdin.flush()
    busy = int(asking.stdout.readline())
    asking.send_signal(killed_by)
    asking.communicate()
    wait_for(has_gone(waiting) and has_gone(busy) for _ in count())


def test_ctrl_c_ends_a_question_in_good_order(tmp_path: Path) -> None:
    source = tmp_path / "catalogue.nt"
    os.mkfifo(source)
    with started(
        [sys.executable, "-m", "tressons_ld", "query", "-", "--source", source],
        env={**os.environ, **FRENCH},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as asking:
        assert asking.stdin
        asking.stdin.write(ENDLESS)
        asking.stdin.close()
        asking.stdin = None
        # It can be opened once the evaluator has opened it.
        source.write_text("".join(f"{s} {p} {o} .\n" for s, p, o in TRIPLES), "utf-8")
        os.killpg(asking.pid, signal.SIGINT)
        out, err = asking.communicate()
    assert (asking.returncode, out, err.strip()) == (130, "", "Interrompu : rien n'a changé.")
