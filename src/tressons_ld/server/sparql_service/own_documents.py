"""Documents that the server makes of a publication: each once, whoever asks by whichever name."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tressons_ld.server.sparql_service.answer_cache import CachedAnswer
from tressons_ld.server.sparql_service.served_publication import ServedPublication

ANY_ORIGIN = "http://origin.invalid"
"""What stands in a document for scheme and host by which it is asked (RFC 2606, section 2)."""


async def own_document(
    publication: ServedPublication, name: str, origin: str, make: Callable[[], bytes]
) -> bytes:
    """Return a document; it is made by another thread, and kept beside the answers.

    Args:
        publication: that it tells of.
        name: of the document: what tells it from any other of the publication.
        origin: scheme and host by which it is asked; a name that a stranger makes up costs nothing.
        make: makes it, with :data:`ANY_ORIGIN` for them.
    """
    key = f"document {name}".encode()
    document = publication.cache.get(key)
    if document is None:
        document = CachedAnswer("", await asyncio.to_thread(make))
        publication.cache.put(key, document)
    return document.body.replace(ANY_ORIGIN.encode(), origin.encode())
