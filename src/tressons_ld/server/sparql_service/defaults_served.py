"""What the parameters of questions are by default in the publication that is served.

The questions of the tool have defaults that one catalogue has; what stands for them in another one
is asked of its store, once for a publication, as an answer does (:func:`.asking.defaults_in`).
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

from tressons_ld.findings.errors import TressonsError
from tressons_ld.server.sparql_service.problem_details import ProblemError
from tressons_ld.server.sparql_service.query_handler import QueryHandler
from tressons_ld.server.sparql_service.served_publication import ServedPublication
from tressons_ld.sparql.asking import defaults_in
from tressons_ld.sparql.query import Query
from tressons_ld.sparql.query_parameter import Parameter

_PATIENCE = 2.0
"""Seconds that a page waits for them; in a large catalogue a later one has them."""
_AGAIN = 60.0
"""Seconds after which what could not be answered is asked again."""
_NOBODY = ""


@dataclass(frozen=True)
class PublicationDefaults:
    """What parameters are by default in a publication.

    Attributes:
        others: where that is not what is declared.
    """

    others: Mapping[Parameter, str]

    def __call__(self, parameter: Parameter) -> str:
        """Return the default of a parameter; empty where the catalogue has nothing of the kind."""
        return self.others.get(parameter, parameter.default)

    @cached_property
    def digest(self) -> str:
        """What tells these from any others."""
        lines = sorted(repr(each) for each in self.others.items())
        return hashlib.blake2b("\n".join(lines).encode(), digest_size=5).hexdigest()


class DefaultsServed:
    """Knows the defaults in each publication that is served."""

    def __init__(self, queries: Sequence[Query], handler: QueryHandler) -> None:
        """Take the questions, and what answers them."""
        self._queries, self._handler = queries, handler
        self._searches: WeakKeyDictionary[ServedPublication, asyncio.Task[PublicationDefaults]] = (
            WeakKeyDictionary()
        )

    async def of(self, publication: ServedPublication) -> PublicationDefaults:
        """Return the defaults in a publication: those declared, as long as no others are known."""
        search = self._searches.get(publication)
        if search is None:
            search = asyncio.create_task(self._search(publication))
            self._searches[publication] = search
        await asyncio.wait({search}, timeout=_PATIENCE)
        return search.result() if search.done() else PublicationDefaults({})

    async def _search(self, publication: ServedPublication) -> PublicationDefaults:
        ask = self._handler.asker(publication, _NOBODY)
        others: dict[Parameter, str] = {}
        failed = False
        for query in self._queries:
            try:
                others |= await asyncio.to_thread(defaults_in, query, ask)
            except (ProblemError, TressonsError):
                failed = True
        if failed:
            loop = asyncio.get_running_loop()
            loop.call_later(_AGAIN, self._searches.pop, publication, None)
        return PublicationDefaults(others)
