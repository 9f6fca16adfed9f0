"""The endpoint from its start to its end."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import IO

from aiohttp import web

from tressons_ld.findings.errors import OutputError, reason_of
from tressons_ld.findings.language import Text
from tressons_ld.server.sparql_service.access_log import AccessLog
from tressons_ld.server.sparql_service.catalogue_context import CatalogueContext
from tressons_ld.server.sparql_service.client_address import ClientAddresses
from tressons_ld.server.sparql_service.front import Front
from tressons_ld.server.sparql_service.http_connection import HttpServer
from tressons_ld.server.sparql_service.machine import ServiceLimits, allow_connections
from tressons_ld.server.sparql_service.metrics import ServiceMetrics
from tressons_ld.server.sparql_service.served_publication import (
    PublicationService,
    ServedPublication,
)
from tressons_ld.sparql.published_store import PublishedStores

_BACKLOG = 1024
_LAST_REQUESTS = 10.0
"""Seconds that requests have to be answered once the server is to stop."""


@dataclass(frozen=True)
class ServiceSettings:
    """What the operator chose.

    Attributes:
        host: address to listen on.
        port: to listen on; 0 for any that is free.
        limits: what is allowed.
        proxies: addresses and networks that are believed about who asks.
        log: takes a line for each request; None for no log.
        log_questions: whether those lines hold the text of questions.
    """

    host: str
    port: int
    limits: ServiceLimits
    proxies: Sequence[str] = ()
    log: IO[str] | None = None
    log_questions: bool = False


def serve(
    catalogue: CatalogueContext,
    stores: PublishedStores,
    settings: ServiceSettings,
    ready: Callable[[str, ServedPublication], None],
    say: Callable[[Text], None],
) -> None:
    """Serve a publication whose store has been built, until an order to end.

    Args:
        catalogue: what is published.
        stores: its stores.
        settings: what the operator chose.
        ready: told the address, and what is served, once requests are answered.
        say: tells the operator a sentence.

    Raises:
        OutputError: the port is taken, or not for this user.
        TressonsError: no worker can be started.
    """
    with suppress(KeyboardInterrupt):
        asyncio.run(_serve(catalogue, stores, settings, ready, say))


async def _serve(
    catalogue: CatalogueContext,
    stores: PublishedStores,
    settings: ServiceSettings,
    ready: Callable[[str, ServedPublication], None],
    say: Callable[[Text], None],
) -> None:
    limits = settings.limits
    allow_connections(limits.connections)
    service = PublicationService(catalogue.public, stores, limits, say)
    front = Front(
        service,
        catalogue,
        ClientAddresses(settings.proxies),
        AccessLog(settings.log, settings.log_questions, say),
        ServiceMetrics(),
    )
    server = HttpServer(front, most=limits.connections, idle=limits.idle, body=limits.body)
    runner = web.ServerRunner(server, shutdown_timeout=_LAST_REQUESTS)
    await runner.setup()
    try:
        # So many are taken at once, before any is refused.
        backlog = min(_BACKLOG, limits.connections)
        site = web.TCPSite(
            runner, settings.host, settings.port, reuse_address=True, backlog=backlog
        )
        try:
            await site.start()
        except OSError as error:
            reason, port = reason_of(error), settings.port
            raise OutputError("output.port", port=port, other=port + 1, reason=reason) from error
        publication = await service.start()
        ended = asyncio.Event()
        loop = asyncio.get_running_loop()
        for order in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(order, ended.set)
        loop.add_signal_handler(signal.SIGHUP, service.look_now)
        host, port = runner.addresses[0][:2]
        host = f"[{host}]" if ":" in host else host
        ready(f"http://{host}:{port}{catalogue.site.site.root}", publication)
        await ended.wait()
    finally:
        await runner.cleanup()
        await service.close()
