"""Who asks an endpoint in the process of the test: what is asked, and how it goes on."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from child_processes import LONGEST
from endpoint_in_process import LIMITS, Served, served
from tressons_ld.server.sparql_service.lanes import QueryLanes
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.served_publication import PublicationService

QUICK = "ASK { ?s a ?c }"
LARGE = f"SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {'1 ' * 400_000} }} }}"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
STREAM = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
Here = Served[PublicationService]


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
