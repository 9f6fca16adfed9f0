"""The endpoint in the process of the test, its workers in their own: walls can be taken away."""

import asyncio
import urllib.error
import urllib.request
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from aiohttp import web

from child_processes import LONGEST
from tressons_ld.catalogue.iris import Iris
from tressons_ld.findings.language import Text
from tressons_ld.server.sparql_service.access_log import AccessLog
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
from tressons_ld.server.sparql_service.client_address import ClientAddresses
from tressons_ld.server.sparql_service.front import Front
from tressons_ld.server.sparql_service.http_connection import HttpServer
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.metrics import ServiceMetrics
from tressons_ld.server.sparql_service.served_publication import PublicationService
from tressons_ld.server.static_site import StaticSite
from tressons_ld.site.hosts.http_rules import Site
from tressons_ld.sparql.published_store import PublishedStores, publication_digest
from tressons_ld.sparql.queries import load_queries

BASE = "http://example.org/"
LIMITS = ServiceLimits(fast=1, slow=1, spare=0)
Service = TypeVar("Service", bound=PublicationService)


class Served(NamedTuple, Generic[Service]):
    """What runs."""

    service: Service
    address: str
    told: list[Text]

    async def get(self, path: str, accept: str = "*/*") -> tuple[int, bytes]:
        def ask() -> tuple[int, bytes]:
            request = urllib.request.Request(self.address + path, headers={"Accept": accept})
            try:
                with urllib.request.urlopen(request, timeout=LONGEST) as answer:
                    return answer.status, answer.read()
            except urllib.error.HTTPError as error:
                return error.code, error.read()

        return await asyncio.to_thread(ask)


@asynccontextmanager
async def served(
    folder: Path, kind: Callable[..., Service], limits: ServiceLimits = LIMITS
) -> AsyncIterator[Served[Service]]:
    """A server of the publication in a catalogue folder, by a service of some kind."""
    public = folder / "public"
    stores = PublishedStores(public)
    stores.build(publication_digest(public))
    told: list[Text] = []
    service = kind(public, stores, limits, told.append)
    site = StaticSite(public, Site(BASE, BASE, in_folders=False))
    context = CatalogueContext(public, Iris(BASE), site, load_queries(folder), "0")
    front = Front(service, context, ClientAddresses(()), AccessLog(None, False), ServiceMetrics())
    async with listening(front, body=1 << 20) as (host, port):
        try:
            await service.start()
            yield Served(service, f"http://{host}:{port}", told)
        finally:
            # Before the server, which would wait for what a question without walls still computes.
            await service.close()


@asynccontextmanager
async def listening(
    handler: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]],
    *,
    most: int = 100,
    idle: float = 1.0,
    body: int = 1000,
) -> AsyncIterator[tuple[str, int]]:
    """The address of an HTTP server that has these limits."""
    server = HttpServer(handler, most=most, idle=idle, body=body)
    runner = web.ServerRunner(server, shutdown_timeout=1.0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        host, port = runner.addresses[0][:2]
        yield host, port
    finally:
        await runner.cleanup()
