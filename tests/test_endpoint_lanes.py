"""The two lanes of the endpoint, each rule by taking it away: who waits, and for whom."""

import asyncio
import os
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest

from child_processes import LONGEST
from endpoint_clients import (
    ENDLESS,
    LARGE,
    QUICK,
    STREAM,
    Here,
    asking,
    cancelled,
    lanes_of,
    post,
    run,
)
from tressons_ld.server.sparql_service.job import Job, SlowQuestions
from tressons_ld.server.sparql_service.lanes import QueryLanes
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.worker_process import Worker

pytestmark = pytest.mark.slow


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
