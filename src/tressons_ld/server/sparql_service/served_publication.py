"""The publication that is served, and the next one made ready while it is."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakSet

from tressons_ld.files.held_folder import HeldFolder
from tressons_ld.files.swap import remove_once_read
from tressons_ld.findings.errors import FolderError, OutputError, TressonsError
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence
from tressons_ld.server.sparql_service.answer_cache import AnswerCache
from tressons_ld.server.sparql_service.fair_queue import ClientUse
from tressons_ld.server.sparql_service.frames import WorkerWalls
from tressons_ld.server.sparql_service.lanes import QueryLanes
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.store_building import build_in_a_process, holds
from tressons_ld.server.sparql_service.worker_process import (
    Forkserver,
    StoreNotOpenedError,
    WorkerOrder,
)
from tressons_ld.sparql.published_store import (
    PublishedStores,
    StoreDescription,
    publication_digest,
)

_LOOK = 1.0
"""Seconds between two looks at whether another publication has taken the place."""
_BUILDING = sentence("service.store-being-built")
_NOT_HELD = sentence("service.lock-impossible")
_DAMAGED = sentence("service.store-unreadable")
_CHANGED = sentence("service.files-changed")
_DOUBT = 60.0
"""Seconds between two times that a store in doubt is held against what was built."""
_ALARM = -14


@dataclass(eq=False)
class ServedPublication:
    """A publication and what answers for it.

    Attributes:
        description: of its store.
        lanes: the workers on it.
        cache: its answers.
        walls: those around its workers.
        deadline: whether the system's timer ends a worker, as was tried.
        folder: its files, held: they stay until it is served no more.
        sending: the files of it that are on their way to somebody.
    """

    description: StoreDescription
    lanes: QueryLanes
    cache: AnswerCache
    walls: WorkerWalls
    deadline: bool
    folder: HeldFolder
    sending: WeakSet[object] = field(default_factory=WeakSet)

    @property
    def digest(self) -> str:
        """What tells it from any other."""
        return self.description.publication


@dataclass
class PublicationService:
    """Serves what is published in a folder, and follows it.

    Attributes:
        public: the folder.
        stores: those built from it.
        limits: what is allowed.
        say: tells the operator a sentence.
        current: what is served now; None before the first.
        use: what each client has used.
        ended: questions that were not answered to their end, by why, of earlier publications.
    """

    public: Path
    stores: PublishedStores
    limits: ServiceLimits
    say: Callable[[Text], None]
    current: ServedPublication | None = None
    use: ClientUse = field(default_factory=ClientUse)
    ended: Counter[str] = field(default_factory=Counter)
    _forkserver: Forkserver | None = None
    _following: asyncio.Task[None] | None = None
    _draining: set[asyncio.Task[None]] = field(default_factory=set)
    _releasing: set[asyncio.Task[None]] = field(default_factory=set)
    _look_now: asyncio.Event = field(default_factory=asyncio.Event)
    _doubt_after: float = 0.0
    _failed: str = ""
    _made_ready: str = ""

    async def start(self) -> ServedPublication:
        """Serve the publication that lies there, whose store has been built, and those after it.

        Raises:
            TressonsError: there is no publication, its store cannot be built or read, or no worker
                can be started.
        """
        self._forkserver = await Forkserver.start()
        self.current = await self._ready(publication_digest(self.public))
        self.stores.remove_others({self.current.digest})
        self._following = asyncio.create_task(self._follow())
        return self.current

    async def _follow(self) -> None:
        """Serve each new publication once it is ready; the one before answers until then."""
        while True:
            with suppress(TimeoutError):
                async with asyncio.timeout(_LOOK):
                    await self._look_now.wait()
            if self.current is not None and self._is_amiss(self.current):
                self.doubt()
            asked = self._look_now.is_set()
            self._look_now.clear()
            try:
                digest = publication_digest(self.public)
            except (TressonsError, OSError):
                # One takes the place of another.
                continue
            served = self.current.digest if self.current else ""
            if digest != served and (digest != self._failed or asked):
                await self._replace(digest)
            elif digest == served and asked and not await holds(self.stores, digest):
                self.say(_DAMAGED.format(reason=_CHANGED))
                await self._replace(digest)

    def _is_amiss(self, served: ServedPublication) -> bool:
        """Return whether no further worker opens the store: those that are ready have it open."""
        return served.lanes.failing or not self.stores.database(served.digest).is_dir()

    def look_now(self) -> None:
        """Look at the folder, and at the store, now."""
        self._look_now.set()

    def doubt(self) -> None:
        """Look at the store that is served, for it could not be read; not again and again."""
        if time.monotonic() >= self._doubt_after:
            self._doubt_after = time.monotonic() + _DOUBT
            self.look_now()

    async def close(self) -> None:
        """End all processes, that of a store which is being built too."""
        tasks = self._draining | self._releasing
        if self._following is not None:
            tasks.add(self._following)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if self.current is not None:
            self.current.lanes.close()
            remove_once_read(self.current.folder.release())
        if self._forkserver is not None:
            await self._forkserver.close()

    async def _replace(self, digest: str) -> None:
        before = self.current
        # Not yet served, it is none of the others that are removed.
        self._made_ready = digest
        try:
            after = await self._ready(digest)
        except (TressonsError, OSError) as error:
            self._failed = digest
            text = error.text if isinstance(error, TressonsError) else Text(str(error), str(error))
            still = sentence("service.earlier-one-stays")
            self.say(still.format(reason=text))
            return
        self._failed = ""
        # Between two requests: what has begun goes on with the workers and the store it has.
        self.current = after
        self.say(sentence("service.publication-served", digest=digest))
        if before is not None:
            self._begin(self._drained(before), self._draining)

    async def _drained(self, before: ServedPublication) -> None:
        """End the workers of a publication once nobody waits for them."""
        while before.lanes.busy:
            await asyncio.sleep(0.1)
        before.lanes.close()
        self.ended.update(before.lanes.counts)
        self._begin(self._released(before), self._releasing)
        if self.current is not None and len(self._draining) <= 1:
            self.stores.remove_others({self.current.digest, self._made_ready})

    async def _released(self, before: ServedPublication) -> None:
        """Let the files of a publication go once nobody is sent one any more."""
        while before.sending:
            await asyncio.sleep(0.1)
        await asyncio.to_thread(remove_once_read, before.folder.release())

    def _begin(self, work: Coroutine[Any, Any, None], tasks: set[asyncio.Task[None]]) -> None:
        task = asyncio.create_task(work)
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    async def _build(self, _digest: str) -> None:
        await build_in_a_process(self.public, self.stores.folder)

    async def _ready(self, digest: str) -> ServedPublication:
        """Return what serves a publication; a store that is missing or damaged is built.

        Raises:
            TressonsError: it cannot be.
        """
        if await asyncio.to_thread(self.stores.current, digest) is None:
            if self.current is not None and self.current.digest != digest:
                self.say(_BUILDING.format(megabytes=self.stores.megabytes))
            await self._build(digest)
        try:
            return await self._opened(digest)
        except StoreNotOpenedError as error:
            self.say(_DAMAGED.format(reason=error.reason))
        self.stores.discard(digest)
        await self._build(digest)
        try:
            return await self._opened(digest)
        except StoreNotOpenedError as error:
            place, reason = self.stores.folder, error.reason
            raise OutputError("output.store-unreadable", place=place, reason=reason) from None

    async def _opened(self, digest: str) -> ServedPublication:
        description = self.stores.current(digest)
        if description is None:
            raise FolderError("folder.publication-replaced", path=self.public)
        folder = HeldFolder(self.public)
        try:
            if publication_digest(folder.path) != digest:
                raise FolderError("folder.publication-replaced", path=self.public)
            if not folder.locked:
                self.say(_NOT_HELD.format(folder=self.public))
            return await self._with_workers(description, folder)
        except BaseException:
            remove_once_read(folder.release())
            raise

    async def _with_workers(
        self, description: StoreDescription, folder: HeldFolder
    ) -> ServedPublication:
        assert self._forkserver is not None
        order = WorkerOrder(
            self.stores.database(description.publication),
            self.limits.memory,
            description.overlapping,
        )
        lanes = QueryLanes(self._forkserver, order, self.limits, self.use)
        try:
            probe = await self._forkserver.worker(order, probe=True)
            await lanes.start()
            deadline = await probe.ended() == _ALARM
            probe.kill()
        except BaseException:
            lanes.close()
            raise
        cache = AnswerCache(self.limits.cache)
        return ServedPublication(description, lanes, cache, probe.walls, deadline, folder)
