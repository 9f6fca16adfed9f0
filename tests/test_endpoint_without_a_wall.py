"""Each wall around the workers, by taking it away: what it stops goes on then.

That of the network, and those that a server proves at its start: tests/test_endpoint_walls.py.
"""

import asyncio
import os
import socket
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from catalogue_folder import copy_of_atelier
from child_processes import LONGEST
from command_line import tressons_ld
from endpoint_in_process import LIMITS, Served, served
from tressons_ld.findings.errors import OutputError
from tressons_ld.server.sparql_service import file_answer, frames, request_body, worker_process
from tressons_ld.server.sparql_service.job import Job, SlowQuestions
from tressons_ld.server.sparql_service.lanes import QueryLanes
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.running_jobs import RunningJobs
from tressons_ld.server.sparql_service.served_publication import PublicationService
from tressons_ld.server.sparql_service.worker_process import Worker

pytestmark = pytest.mark.slow

QUICK = "ASK { ?s a ?c }"
LARGE = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {'1 ' * 400_000} }} }}"
DEEP = f"ASK {{ FILTER({'IF(true,' * 1000}true{',true)' * 1000}) }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
BEGINS_AND_NEVER_ENDS = f"""SELECT * {{
  VALUES ?n {{ {" ".join(map(str, range(1000)))} }} BIND("{"x" * 100}" AS ?x)
  FILTER(?n < 900 || EXISTS {{
    ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(STR(?a), STR(?l)) = "")
  }})
}}"""
SHORT = LIMITS.__class__(fast=1, slow=1, spare=1, timeout=1.0)
Here = Served[PublicationService]


@pytest.fixture(scope="module")
def atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("walls") / "atelier")
    assert tressons_ld("publish", folder=folder).returncode == 0
    return folder


@pytest.fixture
def workers_without(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Takes a wall from the workers that are started from now on: a line of Python says how."""

    def take(change: str) -> None:
        lines = worker_process._PROGRAM.rstrip().splitlines()
        lines[-2:-2] = ["import threading", "from tressons_ld.files import walls", change]
        monkeypatch.setattr(worker_process, "_PROGRAM", "\n".join(lines) + "\n")

    return take


NO_TIMER = "walls.set_deadline = lambda seconds: None"
NO_PROOF = (
    "import tressons_ld.server.sparql_service.worker as worker\n"
    "worker._outlast_the_deadline = lambda: None"
)


def run(folder: Path, attempt: Callable[[Here], Any], limits: ServiceLimits = LIMITS) -> Any:
    async def whole() -> Any:
        async with served(folder, PublicationService, limits) as here:
            return await attempt(here)

    return asyncio.run(asyncio.wait_for(whole(), LONGEST))


async def status_of(here: Here, question: str) -> int:
    return (await here.get(f"/sparql?query={quote(question)}"))[0]


def lanes_of(here: Here) -> QueryLanes:
    assert here.service.current is not None
    return here.service.current.lanes


@asynccontextmanager
async def asking(here: Here, question: str) -> AsyncIterator[asyncio.Task[int]]:
    """Somebody who has put a question, and waits."""
    task = asyncio.create_task(post(here, question))
    while not lanes_of(here)._running:
        await asyncio.sleep(0.01)
    try:
        yield task
    finally:
        task.cancel()


async def cancelled(*tasks: asyncio.Task[Any]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def post(here: Here, question: str, client: str = "127.0.0.1") -> int:
    """The status of the answer; a connection of its own, which ends with the task."""
    parts = urlsplit(here.address)
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port, local_addr=(client, 0)
    )
    try:
        body = question.encode()
        writer.write(
            b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: %d\r\n\r\n" % len(body) + body
        )
        return int((await reader.readline()).split()[1])
    finally:
        writer.close()


# --- memory and depth -----------------------------------------------------------------------------


def test_memory(atelier: Path, workers_without: Callable[[str], None]) -> None:
    limits = ServiceLimits(fast=1, slow=1, spare=0, memory=32 << 20)

    async def attempt(here: Here) -> tuple[int, int]:
        return await post(here, LARGE), await post(here, QUICK)

    assert run(atelier, attempt, limits) == (503, 200)
    workers_without("walls.limit_memory = lambda more: False")
    assert run(atelier, attempt, limits) == (200, 200)


def test_memory_while_a_store_is_opened(
    atelier: Path, workers_without: Callable[[str], None]
) -> None:
    greedy = (
        "import tressons_ld.server.sparql_service.worker as worker\n"
        "import mmap\nopened = worker.open_store\n"
        "worker.open_store = lambda path: (mmap.mmap(-1, 2 << 30), opened(path))[1]"
    )

    async def attempt(here: Here) -> int:
        return await post(here, QUICK)

    workers_without(greedy)
    with pytest.raises(OutputError) as error:
        run(atelier, attempt)
    assert error.value.code == "output.store-unreadable"
    workers_without("walls.limit_memory = lambda more: False")
    assert run(atelier, attempt) == 200


def test_depth(atelier: Path, workers_without: Callable[[str], None]) -> None:
    async def attempt(here: Here) -> tuple[int, int]:
        return await post(here, DEEP), await post(here, QUICK)

    assert run(atelier, attempt) == (200, 200)
    workers_without(
        "walls.start_deep = lambda work: threading.Thread(target=work, daemon=True).start() or 0"
    )
    assert run(atelier, attempt) == (503, 200)


# --- time -----------------------------------------------------------------------------------------


async def how_it_ends(here: Here, question: str) -> tuple[str, bool]:
    """Who has ended a question that never ends, and whether it was over after a while."""
    async with asking(here, question) as task:
        done, _ = await asyncio.wait({task}, timeout=8.0)
        counts = lanes_of(here).counts
        return "front" if counts["time"] else "timer" if counts["died"] else "nobody", bool(done)


def test_time_is_held_by_the_front_and_by_the_worker_itself(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, workers_without: Callable[[str], None]
) -> None:
    async def attempt(here: Here) -> tuple[str, bool]:
        return await how_it_ends(here, ENDLESS)

    assert run(atelier, attempt, SHORT) == ("front", True)
    with monkeypatch.context() as without:
        without.setattr(RunningJobs, "end", lambda *_: None)
        assert run(atelier, attempt, SHORT) == ("timer", True)
    workers_without(f"{NO_TIMER}\n{NO_PROOF}")
    monkeypatch.setattr(Worker, "ended", nobody_knows)
    assert run(atelier, attempt, SHORT) == ("front", True)
    monkeypatch.setattr(RunningJobs, "end", lambda *_: None)
    assert run(atelier, attempt, SHORT) == ("nobody", False)


async def nobody_knows(_worker: object) -> int | None:
    return -14


def test_a_reader_who_does_not_read(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, workers_without: Callable[[str], None]
) -> None:
    async def attempt(here: Here) -> bool:
        """Whether the worker is free again."""
        parts = urlsplit(here.address)
        with socket.socket() as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect((parts.hostname, parts.port))
            reader.sendall(
                f"GET /sparql?format=csv&query={quote(STREAM)} HTTP/1.1\r\nHost: h\r\n\r\n".encode()
            )
            assert await asyncio.to_thread(reader.recv, 12) == b"HTTP/1.1 200"
            deadline = time.monotonic() + 10
            while lanes_of(here)._running and time.monotonic() < deadline:
                await asyncio.sleep(0.05)
            return not lanes_of(here)._running

    # A small file takes the place of a megabyte.
    limits = ServiceLimits(fast=1, slow=1, spare=0, timeout=1.0, held=1000)
    monkeypatch.setattr(frames, "DELIVERY", 10**9)
    assert run(atelier, attempt, limits)
    workers_without(f"{NO_TIMER}\n{NO_PROOF}")
    monkeypatch.setattr(Worker, "ended", nobody_knows)
    monkeypatch.setattr(frames, "DELIVERY", 0.001)
    monkeypatch.setattr(RunningJobs, "end", lambda *_: None)
    assert not run(atelier, attempt, limits)


@pytest.mark.parametrize(("least", "left"), [(1.0, True), (1e6, False)])
def test_a_reader_of_a_file_who_does_not_read(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, least: float, left: bool
) -> None:
    monkeypatch.setattr(file_answer, "LEAST", least)
    monkeypatch.setattr(file_answer, "RATE", 1 << 40)
    (atelier / "public" / "large.txt").write_bytes(bytes(50 << 20))

    async def attempt(here: Here) -> bool:
        parts = urlsplit(here.address)
        current = here.service.current
        assert current is not None
        with socket.socket() as reader:
            reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            reader.connect((parts.hostname, parts.port))
            reader.sendall(b"GET /large.txt HTTP/1.1\r\nHost: h\r\n\r\n")
            assert await asyncio.to_thread(reader.recv, 12) == b"HTTP/1.1 200"
            deadline = time.monotonic() + 4
            while current.sending and time.monotonic() < deadline:
                await asyncio.sleep(0.05)
            return not current.sending

    assert run(atelier, attempt) is left


@pytest.mark.parametrize(("seconds", "left"), [(0.5, True), (1e6, False)])
def test_a_body_that_drips(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, seconds: float, left: bool
) -> None:
    monkeypatch.setattr(request_body, "SECONDS", seconds)

    async def attempt(here: Here) -> bool:
        parts = urlsplit(here.address)
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(
            b"POST /sparql HTTP/1.1\r\nHost: h\r\nContent-Type: application/sparql-query\r\n"
            b"Content-Length: 1000\r\n\r\n"
        )
        line = asyncio.create_task(reader.readline())
        for _ in range(40):
            if line.done():
                break
            writer.write(b"#")
            await asyncio.sleep(0.1)
        told = line.done() and b" 408 " in line.result()
        line.cancel()
        writer.close()
        return told

    assert run(atelier, attempt) is left


# --- size -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("held", "status"), [(1 << 20, 503), (1, 200)])
def test_an_answer_that_is_cut_before_a_megabyte_has_its_true_status(
    atelier: Path, held: int, status: int
) -> None:
    limits = ServiceLimits(fast=1, slow=1, spare=0, timeout=3.0, held=held)

    async def attempt(here: Here) -> int:
        return await post(here, BEGINS_AND_NEVER_ENDS)

    assert run(atelier, attempt, limits) == status


@pytest.mark.parametrize(("cache", "bounded"), [(100_000, True), (1 << 40, False)])
def test_the_answers_that_are_remembered(atelier: Path, cache: int, bounded: bool) -> None:
    limits = ServiceLimits(fast=1, slow=1, spare=0, cache=cache)

    async def attempt(here: Here) -> bool:
        for number in range(10):
            assert await status_of(here, f"SELECT * {{ ?s ?p ?o }} LIMIT {100 + number}") == 200
        assert here.service.current is not None
        return here.service.current.cache.size <= 100_000

    assert run(atelier, attempt, limits) is bounded


# --- lanes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("cpu", "at_once"), [(0.1, True), (1e6, False)])
def test_what_is_slow_gives_way(atelier: Path, cpu: float, at_once: bool) -> None:
    limits = ServiceLimits(fast=1, slow=1, spare=1, timeout=4.0, cpu=cpu)

    async def attempt(here: Here) -> bool:
        async with asking(here, ENDLESS) as slow:
            assert await post(here, QUICK) == 200
            return not slow.done()

    assert run(atelier, attempt, limits) is at_once


def test_a_worker_whose_question_was_slow_is_not_used_again(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What gives way to all others may wait for long.
    limits = ServiceLimits(fast=1, slow=1, spare=1, cpu=0.05, timeout=LONGEST)
    begin, done = QueryLanes._begin, QueryLanes._done
    priorities: list[int] = []

    def noted(lanes: QueryLanes, job: Job, worker: Worker) -> None:
        priorities.append(os.getpriority(os.PRIO_PROCESS, worker.walls.tid))
        begin(lanes, job, worker)

    monkeypatch.setattr(QueryLanes, "_begin", noted)

    async def attempt(here: Here) -> int:
        """The priority that another question has then."""
        lanes_of(here)._ready._most = 100
        assert await post(here, LARGE) == 200
        assert lanes_of(here).counts["slow"] == 1
        while not len(lanes_of(here)._ready):
            await asyncio.sleep(0.01)
        assert await post(here, QUICK) == 200
        return priorities[-1]

    assert run(atelier, attempt, limits) == 0

    def give_back(lanes: QueryLanes, job: Job) -> None:
        job.slow = False
        done(lanes, job)

    monkeypatch.setattr(QueryLanes, "_done", give_back)
    assert run(atelier, attempt, limits) == 19


@pytest.mark.parametrize(("waiting", "refused"), [(2, True), (1000, False)])
def test_more_questions_than_may_wait(atelier: Path, waiting: int, refused: bool) -> None:
    limits = ServiceLimits(fast=1, slow=1, spare=0, timeout=4.0, cpu=1e6, waiting=waiting)

    async def attempt(here: Here) -> bool:
        async with asking(here, ENDLESS):
            others = [asyncio.create_task(post(here, f"ASK {{}} # {n}")) for n in range(2)]
            while lanes_of(here).state["waiting_fast"] < len(others):
                await asyncio.sleep(0.01)
            one_more = asyncio.create_task(post(here, QUICK))
            while not one_more.done() and lanes_of(here).state["waiting_fast"] == len(others):
                await asyncio.sleep(0.01)
            told = one_more.done() and one_more.result() == 503
            await cancelled(*others, one_more)
            return told

    assert run(atelier, attempt, limits) is refused


@pytest.mark.parametrize(("most", "answered"), [(1, True), (2, False)])
def test_one_client_does_not_have_the_slow_lane_for_itself(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, most: int, answered: bool
) -> None:
    monkeypatch.setattr(SlowQuestions, "__contains__", lambda *_: True)
    limits = ServiceLimits(fast=1, slow=2, spare=1, timeout=5.0, slow_per_client=most)

    async def attempt(here: Here) -> bool:
        greedy = [asyncio.create_task(post(here, f"{ENDLESS} # {n}")) for n in range(2)]
        while lanes_of(here).state["running_slow"] < most:
            await asyncio.sleep(0.01)
        other = asyncio.create_task(post(here, QUICK, "127.0.0.2"))
        # Before those of the greedy one, which end when their time is over.
        await asyncio.wait({other, *greedy}, return_when=asyncio.FIRST_COMPLETED)
        told = other.done() and other.result() == 200
        await cancelled(*greedy, other)
        return told

    assert run(atelier, attempt, limits) is answered


LONG_ANSWER = f"GET /sparql?format=csv&query={quote(STREAM)} HTTP/1.1\r\nHost: h\r\n\r\n".encode()


async def read_on(here: Here, client: str) -> None:
    """Read a long answer as fast as it comes."""
    parts = urlsplit(here.address)
    reader, writer = await asyncio.open_connection(
        parts.hostname, parts.port, local_addr=(client, 0)
    )
    try:
        writer.write(LONG_ANSWER)
        while await reader.read(1 << 16):
            pass
    finally:
        writer.close()


@pytest.mark.parametrize(("others", "goes_on"), [("127.0.0.1", True), ("127.0.0.2", False)])
def test_of_too_many_long_answers_one_of_who_has_most_is_ended(
    atelier: Path, monkeypatch: pytest.MonkeyPatch, others: str, goes_on: bool
) -> None:
    """Nobody is known by more than an address: where it is the same, the slowest one is."""
    monkeypatch.setattr(Job, "pace", property(lambda job: job.began))
    limits = ServiceLimits(fast=1, slow=1, spare=1, held=1000, timeout=LONGEST)

    async def attempt(here: Here) -> bool:
        slowest = asyncio.create_task(read_on(here, "127.0.0.2"))
        while not any(job.delivering for job in lanes_of(here)._running):
            await asyncio.sleep(0.01)
        (job,) = lanes_of(here)._running
        faster = [asyncio.create_task(read_on(here, others)) for _ in range(3)]
        while not lanes_of(here).counts["reader"]:
            await asyncio.sleep(0.01)
        await cancelled(slowest, *faster)
        return job.ended != "reader"

    assert run(atelier, attempt, limits) is goes_on
