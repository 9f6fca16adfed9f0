"""Each wall around the workers, by taking it away: what it stops goes on then.

That of the network, and those that a server proves at its start: tests/test_endpoint_walls.py; the
rules of the lanes: tests/test_endpoint_lanes.py.
"""

import asyncio
import socket
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld
from endpoint_clients import (
    ENDLESS,
    LARGE,
    QUICK,
    STREAM,
    Here,
    asking,
    lanes_of,
    post,
    run,
    status_of,
)
from endpoint_in_process import LIMITS
from tressons_ld.findings.errors import OutputError
from tressons_ld.server.sparql_service import file_answer, frames, request_body, worker_process
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.running_jobs import RunningJobs
from tressons_ld.server.sparql_service.worker_process import Worker

pytestmark = pytest.mark.slow

DEEP = f"ASK {{ FILTER({'IF(true,' * 1000}true{',true)' * 1000}) }}"
BEGINS_AND_NEVER_ENDS = f"""SELECT * {{
  VALUES ?n {{ {" ".join(map(str, range(1000)))} }} BIND("{"x" * 100}" AS ?x)
  FILTER(?n < 900 || EXISTS {{
    ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l FILTER(CONCAT(STR(?a), STR(?l)) = "")
  }})
}}"""
SHORT = LIMITS.__class__(fast=1, slow=1, spare=1, timeout=1.0)


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
