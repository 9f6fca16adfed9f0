"""Stores built, and held against what was built, while a publication is served."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

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


async def build_in_a_process(public: Path, folder: Path) -> None:
    """Build the store of the publication that lies there, in a process of its own.

    Args:
        public: the published folder.
        folder: where its stores lie.

    Raises:
        TressonsError: it could not be built.
    """
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", _PROGRAM, str(public), str(folder)),
        *sys.path,
        stdout=asyncio.subprocess.PIPE,
        stdin=asyncio.subprocess.DEVNULL,
    )
    try:
        told, _ = await process.communicate()
    except asyncio.CancelledError:
        process.kill()
        raise
    if not told:
        raise QueryError("query.loading-ended", how=f"exit {process.returncode}")
    answer = json.loads(told)
    if "code" in answer:
        raise FolderError.retold(answer["code"], Text(*answer["text"]))


def build_and_tell(public: str, folder: str) -> None:
    """Build the store of a publication, and tell the standard output how it went, in JSON."""
    stores = PublishedStores(Path(public), Path(folder))
    try:
        digest = publication_digest(Path(public))
        stores.build(digest)
        told: dict[str, object] = {"built": digest}
    except (FolderError, OutputError) as error:
        told = {"code": error.code, "text": list(error.text)}
    sys.stdout.write(json.dumps(told))
