"""Stores built, and held against what was built, by who serves them.

What builds takes a hundred megabytes and more, and gives none back: it is a process of its own,
which tells its standard output lines of JSON: ``{"read": …, "of": …}`` in bytes, and at last
``{"built": …}``, or ``{"code": …, "text": …}`` of what went wrong.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from tressons_ld.files.signals import leave_orders_to_the_parent, undelivered
from tressons_ld.findings.errors import FolderError, OutputError, QueryError
from tressons_ld.findings.language import Text
from tressons_ld.sparql.published_store import PublishedStores, publication_digest

_PROGRAM = """
import sys
sys.path[:] = sys.argv[3:]
from tressons_ld.server.sparql_service.store_building import build_and_tell
build_and_tell(sys.argv[1], sys.argv[2])
"""


async def holds(stores: PublishedStores, digest: str) -> bool:
    """Return whether a store is as it was built; it is none from now on where it is not."""
    if await asyncio.to_thread(stores.current, digest, thorough=True) is not None:
        return True
    stores.discard(digest)
    return False


async def build_in_a_process(
    public: Path, folder: Path, progress: Callable[[int, int], None] | None = None
) -> None:
    """Build the store of the publication that lies there, in a process of its own.

    Args:
        public: the published folder.
        folder: where its stores lie.
        progress: told the bytes read, and their number.

    Raises:
        TressonsError: it could not be built.
    """
    with undelivered():
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", _PROGRAM, str(public), str(folder)),
            *sys.path,
            stdout=asyncio.subprocess.PIPE,
            stdin=asyncio.subprocess.DEVNULL,
        )
    assert process.stdout is not None
    answer: dict[str, Any] = {}
    try:
        async for line in process.stdout:
            answer = json.loads(line)
            if progress is not None and "read" in answer:
                progress(answer["read"], answer["of"])
        await process.wait()
    except BaseException:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()
        PublishedStores(public, folder).remove_unfinished()
        raise
    if "code" not in answer and "built" not in answer:
        raise QueryError("query.loading-ended", how=f"exit {process.returncode}")
    if "code" in answer:
        raise FolderError.retold(answer["code"], Text(*answer["text"]))


def build_and_tell(public: str, folder: str) -> None:
    """Build the store of a publication, and tell the standard output how it goes, in JSON."""
    leave_orders_to_the_parent()
    stores = PublishedStores(Path(public), Path(folder))
    try:
        digest = publication_digest(Path(public))
        stores.build(digest, _progress())
        _tell({"built": digest})
    except (FolderError, OutputError) as error:
        _tell({"code": error.code, "text": list(error.text)})


def _progress() -> Callable[[int, int], None]:
    """Return what tells each megabyte that was read: an engine reads by two kilobytes."""
    told = -1

    def tell(read: int, of: int) -> None:
        nonlocal told
        if read >> 20 != told:
            told = read >> 20
            _tell({"read": read, "of": of})

    return tell


def _tell(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()
