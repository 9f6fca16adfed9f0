"""While the store of a new publication is built, files and answers are those of the one before."""

import asyncio
import errno
import fcntl
import json
import os
import shutil
import socket
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from catalogue_folder import change, copy_of_atelier
from child_processes import LONGEST
from command_line import tressons_ld
from endpoint_in_process import served
from tressons_ld.files.held_folder import HeldFolder, held_alone
from tressons_ld.files.swap import remove_litter
from tressons_ld.findings.language import Text
from tressons_ld.server.sparql_service import file_answer
from tressons_ld.server.sparql_service.served_publication import PublicationService

TITLE = "SELECT ?t { ?s <http://purl.org/dc/terms/title> ?t } ORDER BY ?t"


class SlowBuild(PublicationService):
    """The next store takes as long as the test wants."""

    def __init__(self, *parts: Any) -> None:
        super().__init__(*parts)
        self.building, self.go_on = asyncio.Event(), asyncio.Event()

    async def _build(self, digest: str) -> None:
        self.building.set()
        await self.go_on.wait()
        await super()._build(digest)


@pytest.fixture(scope="module")
def published_atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("held") / "atelier")
    settings = folder / "data" / "catalogue.toml"
    text = settings.read_text("utf-8")
    keep = 'keep = ["mine"]\n'
    if "[publication]" in text:
        text = text.replace("[publication]\n", f"[publication]\n{keep}")
    else:
        text += f"\n[publication]\n{keep}"
    settings.write_text(text, "utf-8")
    assert tressons_ld("publish", folder=folder).returncode == 0
    (folder / "public" / "mine").mkdir()
    (folder / "public" / "mine" / "proof.txt").write_text("mine", "utf-8")
    return folder


@pytest.fixture
def atelier(published_atelier: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_atelier, tmp_path / "atelier"))


def publish_another(folder: Path) -> None:
    change(folder, "resources guide-du-velo title", "Un tout autre titre")
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr


def leftovers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob(".public.old-*"))


PATHS = [
    "/catalogue.nt",
    "/catalogue.csv",
    "/ressource/guide-du-velo.ttl",
    "/ressource/guide-du-velo",
    f"/sparql?format=csv&query={quote(TITLE)}",
    "/sparql?format=turtle",
]


def test_files_and_answers_are_of_one_publication(atelier: Path) -> None:
    async def run() -> None:
        async with served(atelier, SlowBuild) as here:
            before = [await here.get(path) for path in PATHS]
            assert {status for status, _ in before} == {200}
            await asyncio.to_thread(publish_another, atelier)
            here.service.look_now()
            await asyncio.wait_for(here.service.building.wait(), LONGEST)
            assert [await here.get(path) for path in PATHS] == before
            assert await here.get("/mine/proof.txt") == (200, b"mine")
            assert len(leftovers(atelier)) == 1
            # Whoever publishes meanwhile leaves what is read.
            remove_litter(atelier / "public")
            assert await here.get("/catalogue.nt") == before[0]
            here.service.go_on.set()
            (told,) = here.told
            assert "celle d'avant reste servie" in told.fr
            while len(here.told) < 2:
                await asyncio.sleep(0.05)
            after = [await here.get(path) for path in PATHS]
            assert {status for status, _ in after} == {200}
            assert after[0][1] == (atelier / "public" / "catalogue.nt").read_bytes()
            assert all(b"Un tout autre titre" in after[at][1] for at in (0, 1, 2, 4))
            assert await here.get("/mine/proof.txt") == (200, b"mine")
            while leftovers(atelier):
                await asyncio.sleep(0.05)

    asyncio.run(asyncio.wait_for(run(), LONGEST))


def test_a_reader_of_a_file_who_does_not_read_is_left(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_answer, "LEAST", 1.0)
    monkeypatch.setattr(file_answer, "RATE", 1 << 40)
    (atelier / "public" / "mine" / "large.txt").write_bytes(bytes(50 << 20))

    async def run() -> None:
        async with served(atelier, SlowBuild) as here:
            with socket.socket() as reader:
                reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
                reader.connect(("127.0.0.1", urlsplit(here.address).port))
                reader.sendall(b"GET /mine/large.txt HTTP/1.1\r\nHost: h\r\n\r\n")
                assert await asyncio.to_thread(reader.recv, 12) == b"HTTP/1.1 200"
                current = here.service.current
                assert current is not None
                while current.sending:
                    await asyncio.sleep(0.05)
                reader.settimeout(10)
                received = 0
                with suppress(ConnectionResetError):
                    while piece := await asyncio.to_thread(reader.recv, 1 << 20):
                        received += len(piece)
                assert received < 50 << 20
            assert (await here.get("/catalogue.nt"))[0] == 200

    asyncio.run(asyncio.wait_for(run(), LONGEST))


def test_a_folder_that_nobody_reads_is_removed_at_once(atelier: Path) -> None:
    publish_another(atelier)
    assert leftovers(atelier) == []


def test_it_is_told_where_the_system_locks_no_folder(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = fcntl.flock

    def refused(descriptor: int, operation: int) -> None:
        if operation & fcntl.LOCK_SH:
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
        lock(descriptor, operation)

    async def run() -> list[Text]:
        async with served(atelier, SlowBuild) as here:
            assert (await here.get("/catalogue.nt"))[0] == 200
            return here.told

    assert asyncio.run(asyncio.wait_for(run(), LONGEST)) == []
    monkeypatch.setattr("fcntl.flock", refused)
    (told,) = asyncio.run(asyncio.wait_for(run(), LONGEST))
    assert str(atelier / "public") in told.fr and "cannot be locked" in told.en


@pytest.mark.parametrize("otherwise", [True, False])
def test_where_no_folder_can_be_opened_none_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, otherwise: bool
) -> None:
    def refused(_path: Path, _flags: int) -> int:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    with monkeypatch.context() as windows:
        windows.setattr(os, "open", refused)
        windows.delattr(os, "O_DIRECTORY")
        with held_alone(tmp_path, where_none_can_be=otherwise) as held:
            assert held is otherwise
        with held_alone(tmp_path / "gone", where_none_can_be=True) as held:
            assert not held


def test_what_a_reader_that_was_killed_left_goes_with_the_next_publication(atelier: Path) -> None:
    held = HeldFolder(atelier / "public")
    publish_another(atelier)
    assert len(leftovers(atelier)) == 1
    assert json.loads(held.path.joinpath("manifest.jsonl").read_text("utf-8").splitlines()[-1])
    held.release()
    change(atelier, "resources guide-du-velo keywords", "")
    assert tressons_ld("publish", folder=atelier).returncode == 0
    assert leftovers(atelier) == []
