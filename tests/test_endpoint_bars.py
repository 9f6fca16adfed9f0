"""What the endpoint bears, in small; in full it is measured by tests/benchmarks/endpoint.py.

The times are wide, for other tests run beside; what is refused, left over or lost is not.
"""

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from child_processes import wait_until
from endpoint_load import (
    DRIPPED_BODIES,
    DRIPPED_HEADERS,
    HALF_REQUESTS,
    SLOW_READERS,
    PeakMemory,
    beset,
    cores_busy,
    memory,
    siege,
)
from endpoint_server import EndpointServer, serving, workers_of

pytestmark = pytest.mark.slow
DATASETS = "SELECT ?s { ?s a <http://www.w3.org/ns/dcat#Dataset> }"


@pytest.fixture(scope="module")
def server(published: Path) -> Iterator[EndpointServer]:
    with serving(published.parent, "--trust", "127.0.0.1") as server:
        yield server


@pytest.fixture(scope="module")
def resources(server: EndpointServer) -> list[str]:
    return [row["s"] for row in server.ask(DATASETS).rows]


def within(seconds: float, value: Callable[[], float], wanted: Callable[[float], bool]) -> None:
    """Look again and again until a value is as it should be."""
    deadline = time.monotonic() + seconds
    while not wanted(found := value()):
        assert time.monotonic() < deadline, found
        time.sleep(0.1)


@pytest.mark.parametrize("one_address", [False, True])
def test_a_siege_refuses_nobody_and_leaves_nothing(
    server: EndpointServer, resources: list[str], one_address: bool
) -> None:
    session = server.process.pid
    wait_until(lambda: server.health["workers"]["ready"] >= 3, server.process)
    before, workers = memory(session), set(workers_of(server))
    with PeakMemory(session).watched() as peak:
        found = asyncio.run(siege(server.place, resources, 10, one_address=one_address))
    assert set(found.good) == {200}
    assert len(found.waits) > 100
    assert found.percentile(95) < 8
    assert found.hostile
    assert set(found.hostile) <= {0, 200, 400, 503}, "0: a stream that was cut"
    assert peak.all < 2 << 30
    # Not by their own time being over, which is 30 s.
    within(15, lambda: server.health["workers"]["running_slow"], lambda running: running == 0)
    within(30, lambda: cores_busy(session, 1), lambda busy: busy < 0.05)
    # The answers that are kept may take 64 MB.
    within(30, lambda: memory(session), lambda taken: taken < before * 1.3 + (72 << 20))
    assert set(workers_of(server)) != workers, "those that were ended are others now"
    assert server.ask(DATASETS).status == 200


def test_half_requests_drips_and_slow_readers_delay_nobody(
    server: EndpointServer, resources: list[str]
) -> None:
    async def measured() -> float:
        nuisances = (HALF_REQUESTS, DRIPPED_HEADERS, DRIPPED_BODIES, SLOW_READERS)
        async with beset(server.place, nuisances):
            found = await siege(server.place, resources, 5, good=8, hostile=0)
        assert set(found.good) == {200}
        return max(found.waits)

    assert asyncio.run(measured()) < 2
    began = time.monotonic()
    assert server.ask("ASK {}").status == 200
    assert time.monotonic() - began < 2
