"""What the front has of the process that makes workers: no order outlives it."""

import asyncio
import socket
from pathlib import Path

import pytest

from tressons_ld.server.sparql_service import worker_process
from tressons_ld.server.sparql_service.worker_process import Forkserver, WorkerOrder


@pytest.mark.parametrize("leaves", [False, True])
def test_a_worker_that_is_on_order_when_it_ends_leaves_no_connection_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leaves: bool
) -> None:
    made: list[socket.socket] = []
    pair = socket.socketpair

    def recorded() -> tuple[socket.socket, socket.socket]:
        both = pair()
        made.extend(both)
        return both

    async def attempt() -> None:
        forkserver = await Forkserver.start()
        monkeypatch.setattr(worker_process.socket, "socketpair", recorded)
        async with forkserver._turn:
            ordered = asyncio.create_task(forkserver.worker(WorkerOrder(tmp_path, 0, None)))
            await asyncio.sleep(0)
            if leaves:
                ordered.cancel()
            await forkserver.close()
        await asyncio.gather(ordered, return_exceptions=True)

    asyncio.run(attempt())
    assert len(made) == 2
    assert [each.fileno() for each in made] == [-1, -1]
