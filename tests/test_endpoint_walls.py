"""No question kills the endpoint, reaches the network, or keeps others waiting."""

import asyncio
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from child_processes import LONGEST, wait_until
from endpoint_server import JSON, EndpointServer, Reply, beside, serving, workers_of
from tressons_ld.server.sparql_service.worker_process import Forkserver, WorkerOrder
from tressons_ld.sparql.published_store import PublishedStores

# Each has brought down, or kept busy, one of the servers that were tried.
DEEP = {
    "groups": "ASK " + "{" * 20_000 + "}" * 20_000,
    "brackets": f"ASK {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}",
    "not": f"ASK {{ FILTER({'!' * 20_000}true) }}",
    "if": f"ASK {{ FILTER({'IF(true,' * 1000}true{',true)' * 1000}) }}",
    "exists": "ASK " + "{ FILTER EXISTS " * 1000 + "{}" + "}" * 1000,
    "paths": f"ASK {{ ?s {'/'.join(['<urn:p>'] * 20_000)} ?o }}",
    "filters": f"ASK {{ {'FILTER(true) ' * 20_000} }}",
    "binds": "ASK { " + "".join(f"BIND(1 AS ?v{n}) " for n in range(3000)) + "}",
    "selects": "ASK " + "{ SELECT * " * 3000 + "{}" + "}" * 3000,
    "minus": "ASK { " + "MINUS { ?s ?p ?o } " * 3000 + "}",
}
ENDLESS = {
    "product": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "sort": "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "values": "SELECT (COUNT(*) AS ?n) { "
    + "".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(100)))} }} " for n in range(8))
    + "}",
    "doubling": "SELECT ?z { BIND('xxxxxxxxxx' AS ?a0) "
    + "".join(f"BIND(CONCAT(?a{n}, ?a{n}) AS ?a{n + 1}) " for n in range(40))
    + "BIND(STRLEN(?a40) AS ?z) }",
}


def alive(endpoint: EndpointServer) -> bool:
    return bool(endpoint.ask("ASK {}").json["boolean"]) and endpoint.process.poll() is None


@pytest.mark.parametrize("name", DEEP)
def test_what_is_nested_deeply_is_answered_or_refused(endpoint: EndpointServer, name: str) -> None:
    answer = endpoint.post(DEEP[name], "application/sparql-query")
    assert answer.status in (200, 400, 503)
    assert alive(endpoint)


def test_questions_that_never_end_are_ended_while_others_are_answered(
    endpoint: EndpointServer,
) -> None:
    answers: dict[str, Reply] = {}

    def ask(name: str) -> None:
        answers[name] = endpoint.ask(ENDLESS[name])

    threads = [threading.Thread(target=ask, args=(name,)) for name in ENDLESS]
    for thread in threads:
        thread.start()
    began = time.monotonic()
    while any(thread.is_alive() for thread in threads) and time.monotonic() - began < 2:
        assert endpoint.ask("SELECT * { ?s ?p ?o } LIMIT 3").status == 200
    for thread in threads:
        thread.join()
    for answer in answers.values():
        assert answer.status == 503
        assert answer.headers["Retry-After"] is not None
        assert "LIMIT" in answer.text


# --- SERVICE --------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[bytes]]]:
    """The address of a server that answers nothing, and what reached it."""
    reached: list[bytes] = []
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()

        def listen() -> None:
            while True:
                try:
                    connection, _ = server.accept()
                except OSError:
                    return
                reached.append(b"a connection")
                connection.close()

        threading.Thread(target=listen, daemon=True).start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/s", reached
        server.shutdown(socket.SHUT_RDWR)


SPELLINGS = [
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ sErViCe SILENT <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ BIND(1 AS ?a) BIND(2 AS ?b) FILTER(?a<?b)SERVICE#>\n<{0}> {{ ?x ?y ?z }} }}",
    "ASK {{ ?s ?p <urn:\\u0061#b> . SERVICE <{0}> {{ ?x ?y ?z }} }}",
    "ASK {{ BIND(<{0}> AS ?w) SERVICE ?w {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> ASK {{ SERVICE x: {{ ?s ?p ?o }} }}",
    "ASK FROM <{0}> {{ ?s ?p ?o }}",
    "ASK {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_no_spelling_reaches_another_server(
    endpoint: EndpointServer, listener: tuple[str, list[bytes]], spelling: str
) -> None:
    address, reached = listener
    answer = endpoint.ask(spelling.format(address))
    assert answer.status in (200, 400)
    assert alive(endpoint)
    assert reached == []


# --- each wall, by removing it --------------------------------------------------------------------


def test_the_walls_are_proved_and_told(endpoint: EndpointServer) -> None:
    walls = endpoint.health["walls"]
    assert walls["network"] and walls["deadline"]
    assert walls["memory"] >= 128 << 20
    assert walls["stack"] >= 64 << 20


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the memory of a process")
def test_the_threads_that_open_a_store_reserve_little_memory(endpoint: EndpointServer) -> None:
    stack = endpoint.health["walls"]["stack"]
    for pid in workers_of(endpoint):
        status = Path(f"/proc/{pid}/status").read_text("utf-8").splitlines()
        (peak,) = (int(line.split()[1]) << 10 for line in status if line.startswith("VmPeak"))
        assert peak - stack < 400 << 20


WITHOUT = """
import sys
from tressons_ld.files import walls
{change}
from tressons_ld.server.sparql_service.forkserver import main
main()
"""


@contextmanager
def without(change: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EndpointServer]:
    """A server whose workers lack a wall."""
    program = f"import sys\nsys.path[:] = sys.argv[1:]\n{WITHOUT.format(change=change)}"
    place = folder / "sitecustomize.py"
    place.write_text(
        "import tressons_ld.server.sparql_service.worker_process as worker_process\n"
        f"worker_process._PROGRAM = {program!r}\n",
        "utf-8",
    )
    paths = os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])
    environment = {**os.environ, "PYTHONPATH": paths, "LC_ALL": "fr_FR.UTF-8"}
    with serving(folder.parent, "--timeout", "3", environment=environment) as server:
        yield server


def hidden_service(address: str) -> str:
    return SPELLINGS[2].format(address)


@pytest.mark.slow
def test_without_the_wall_of_the_network_the_word_is_refused(
    endpoint: EndpointServer,
    listener: tuple[str, list[bytes]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    beside(endpoint.folder, tmp_path)
    with without("walls.deny_network = lambda: False", folder, monkeypatch) as server:
        assert server.health["walls"]["network"] is False
        assert server.ask(hidden_service(listener[0])).status == 400
    both = "walls.deny_network = lambda: False\n" + (
        "import tressons_ld.server.sparql_service.worker as worker\n"
        "worker.refuse_the_word_service = lambda *_: None"
    )
    with without(both, folder, monkeypatch) as server:
        server.ask(hidden_service(listener[0]))
    assert listener[1], "the wall, and nothing else, kept the question in"
    listener[1].clear()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("change", "wall"),
    [
        ("walls.limit_memory = lambda more: False", "memory"),
        (
            "walls.set_deadline = lambda seconds: sys.exit(1) if seconds == 0.05 else None",
            "deadline",
        ),
    ],
)
def test_a_wall_that_is_missing_is_told(
    endpoint: EndpointServer,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: str,
    wall: str,
) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    beside(endpoint.folder, tmp_path)
    with without(change, folder, monkeypatch) as server:
        assert not server.health["walls"][wall]
        assert server.ask("ASK {}").status == 200


def test_a_worker_answers_one_quick_question_after_the_other(endpoint: EndpointServer) -> None:
    # What earlier questions have left ends first.
    limits = endpoint.health["limits"]
    rest = limits["fast"] + limits["spare"]
    wait_until(lambda: len(workers_of(endpoint)) == rest, endpoint.process)
    before = workers_of(endpoint)
    for number in range(20):
        assert endpoint.ask(f"ASK {{}} # {number}").status == 200
    assert workers_of(endpoint) == before


def test_a_worker_that_is_killed_is_replaced(endpoint: EndpointServer) -> None:
    before = workers_of(endpoint)
    os.kill(before[0], signal.SIGKILL)
    for _ in range(5):
        assert endpoint.ask("ASK {}").status in (200, 500)
    wait_until(lambda: endpoint.health["workers"]["ready"] >= 3, endpoint.process)
    assert [endpoint.ask("ASK {}", JSON).status for _ in range(5)] == [200] * 5


def test_workers_that_end_while_they_have_nothing_to_do_are_replaced_unasked(
    endpoint: EndpointServer,
) -> None:
    wait_until(lambda: len(workers_of(endpoint)) >= 3, endpoint.process)
    before = workers_of(endpoint)
    for pid in before:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(workers_of(endpoint)) - set(before)) >= 3, endpoint.process)
    assert endpoint.ask("ASK {}").status == 200


def test_what_makes_the_workers_is_replaced_too(endpoint: EndpointServer, tmp_path: Path) -> None:
    beside(endpoint.folder, tmp_path)
    with serving(tmp_path) as server:
        # One answers already while others start.
        wait_until(lambda: len(workers_of(server)) >= 3)
        before = workers_of(server)
        maker = int(
            Path(f"/proc/{before[0]}/stat").read_text("utf-8").rpartition(")")[2].split()[1]
        )
        for pid in (maker, *before):
            os.kill(pid, signal.SIGKILL)
        wait_until(lambda: server.ask("ASK {}").status == 200, server.process)
        wait_until(lambda: len(workers_of(server)) >= 3, server.process)
        assert not set(before) & set(workers_of(server))
        assert [server.ask(f"ASK {{}} # {n}").status for n in range(5)] == [200] * 5


def test_who_orders_a_worker_and_leaves_takes_no_number_from_the_next(
    endpoint: EndpointServer,
) -> None:
    stores = PublishedStores(endpoint.folder / "public")
    database = stores.database(endpoint.health["publication"])
    order = WorkerOrder(database, 128 << 20, ())

    async def attempt() -> list[tuple[int, int]]:
        forkserver = await Forkserver.start()
        for _ in range(3):
            leaving = asyncio.create_task(forkserver.worker(order))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            leaving.cancel()
        workers = [await forkserver.worker(order) for _ in range(3)]
        for worker in workers:
            worker.kill()
        await forkserver.close()
        return [(worker.pid, worker.walls.pid) for worker in workers]

    numbers = asyncio.run(asyncio.wait_for(attempt(), LONGEST))
    assert [told for told, _ in numbers] == [own for _, own in numbers]


def test_the_workers_end_with_the_front(endpoint: EndpointServer, tmp_path: Path) -> None:
    beside(endpoint.folder, tmp_path)
    with serving(tmp_path) as server:
        # One answers already while others start.
        wait_until(lambda: len(workers_of(server)) >= 3)
        pids = workers_of(server)
        server.process.kill()
        server.process.wait()
        wait_until(lambda: not any(map(runs, pids)))


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").split()[2] != "Z"
    except OSError:
        return False
