"""The store is built once per publication; a new one is served without losing a request."""

import asyncio
import json
import shutil
import signal
import socket
import sys
import threading
from pathlib import Path
from subprocess import PIPE
from typing import Any

import pytest

from benchmarks.harness.measure import members
from catalogue_folder import change, copy_of_atelier
from child_processes import LONGEST, started, wait_until
from command_line import command, tressons_ld
from endpoint_server import EndpointServer, serving
from tressons_ld.findings.errors import OutputError
from tressons_ld.findings.language import Text
from tressons_ld.server.sparql_service.machine import ServiceLimits
from tressons_ld.server.sparql_service.served_publication import (
    PublicationService,
    ServedPublication,
)
from tressons_ld.server.sparql_service.store_building import build_in_a_process
from tressons_ld.sparql import published_store
from tressons_ld.sparql.published_store import (
    PublishedStores,
    open_store,
    overlapping_graphs,
    publication_digest,
)
from tressons_ld.sparql.query_dataset import Dataset, merged_store

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@pytest.fixture(scope="module")
def published_atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("published") / "atelier")
    assert tressons_ld("publish", folder=folder).returncode == 0
    return folder


@pytest.fixture
def atelier(published_atelier: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published_atelier, tmp_path / "atelier"))


def lines_of(folder: Path) -> int:
    return len(set((folder / "public" / "catalogue.nt").read_text("utf-8").splitlines()))


# --- the store ------------------------------------------------------------------------------------


def test_the_store_is_built_once_beside_the_publication(atelier: Path) -> None:
    public = atelier / "public"
    stores, digest = PublishedStores(public), publication_digest(public)
    told: list[tuple[int, int]] = []
    description = stores.build(digest, lambda done, whole: told.append((done, whole)))
    assert description.triples == lines_of(atelier)
    assert told[-1][0] == told[-1][1] > 0
    assert stores.folder == atelier / ".public.store"
    assert stores.build(digest, lambda *_: pytest.fail("built again")) == description
    assert len(open_store(stores.database(digest))) == description.triples + description.quads


@pytest.mark.parametrize("damage", ["cut", "older", "missing"])
def test_a_store_that_is_damaged_or_older_is_none(atelier: Path, damage: str) -> None:
    public = atelier / "public"
    stores, digest = PublishedStores(public), publication_digest(public)
    stores.build(digest)
    file = next(path for path in stores.database(digest).iterdir() if path.suffix == ".sst")
    if damage == "cut":
        file.write_bytes(file.read_bytes()[:-10])
    elif damage == "missing":
        file.unlink()
    else:
        place = stores.folder / digest / "store.json"
        place.write_text(json.dumps(json.loads(place.read_text("utf-8")) | {"format": 0}), "utf-8")
    assert stores.current(digest) is None
    assert stores.build(digest).triples == lines_of(atelier)
    assert stores.current(digest) is not None


def test_a_disk_without_room_is_told_before(atelier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(atelier)._replace(free=1 << 20)
    monkeypatch.setattr(published_store.shutil, "disk_usage", lambda path: usage)
    stores = PublishedStores(atelier / "public")
    with pytest.raises(OutputError, match="--store") as error:
        stores.build(publication_digest(atelier / "public"))
    assert error.value.code == "output.no-room-for-store"


def test_what_is_no_store_stays_where_stores_are_kept(atelier: Path) -> None:
    own = [atelier / "data" / "resources.csv", atelier / "new-ideas" / "a", atelier / ".lock"]
    for path in own[1:]:
        path.parent.mkdir(exist_ok=True)
        path.write_text("mine", "utf-8")
    before = [path.read_bytes() for path in own]
    stores, digest = (
        PublishedStores(atelier / "public", atelier),
        publication_digest(atelier / "public"),
    )
    stores.build(digest)
    stores.remove_others(set())
    assert stores.current(digest) is None
    assert [path.read_bytes() for path in own] == before
    assert publication_digest(atelier / "public") == digest


@pytest.mark.parametrize("digest", ["..", "../data", "/", ""])
def test_a_digest_that_leads_elsewhere_is_none(atelier: Path, digest: str) -> None:
    line = json.dumps({"digest": digest})
    (atelier / "public" / "manifest.jsonl").write_text(f"{line}\n", "utf-8")
    assert publication_digest(atelier / "public").isalnum()


def test_graphs_that_share_a_statement_are_known(tmp_path: Path) -> None:
    place = tmp_path / "a.nq"
    place.write_text(
        '<a:s> <a:p> "1 <a:x" <a:g> .\n<a:s> <a:p> "1 <a:x" <a:h> .\n<a:s> <a:p> "2" <a:i> .\n',
        "utf-8",
    )
    assert overlapping_graphs(lambda: place.open("rb")) == ["a:g", "a:h"]


def test_of_many_graphs_that_overlap_no_list_is_kept_and_each_statement_counts_once(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = atelier / "public"
    line = "<http://example.org/s> <http://example.org/p> <http://example.org/o>"
    graphs = [f"http://example.org/graph/{number}" for number in range(3)]
    with (public / "catalogue.nq").open("a", encoding="utf-8") as file:
        file.writelines(f"{line} <{graph}> .\n" for graph in graphs)
    (public / "manifest.jsonl").unlink()
    monkeypatch.setattr(published_store, "MOST_OVERLAPPING", 2)
    stores, digest = PublishedStores(public), publication_digest(public)
    assert stores.build(digest).overlapping is None
    description = stores.current(digest)
    assert description is not None and description.overlapping is None
    store, arguments = merged_store(
        open_store(stores.database(digest)), Dataset(tuple(graphs), ()), None
    )
    answer: Any = store.query(COUNT, **arguments)
    assert [int(row["n"].value) for row in answer] == [1]


# --- a new publication ----------------------------------------------------------------------------


def test_a_new_publication_is_served_without_losing_a_request(atelier: Path) -> None:
    with serving(atelier) as server:
        before, first = lines_of(atelier), server.health["publication"]
        statuses: list[int] = []
        counts: set[str] = set()
        over = threading.Event()

        def ask() -> None:
            while not over.is_set():
                answer = server.ask(COUNT)
                statuses.append(answer.status)
                counts.update(row["n"] for row in answer.rows)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            change(atelier, "resources guide-du-velo keywords", "")
            done = tressons_ld("publish", folder=atelier)
            assert done.returncode == 0, done.stderr
            server.process.send_signal(signal.SIGHUP)
            wait_until(lambda: server.health["publication"] != first, server.process)
        finally:
            over.set()
            asking.join()
        assert set(statuses) == {200}
        assert counts <= {str(before), str(lines_of(atelier))}
        assert server.ask(COUNT).rows == [{"n": str(lines_of(atelier))}]


def test_the_store_of_the_next_publication_outlives_the_end_of_an_earlier_one(
    atelier: Path,
) -> None:
    class EndsMeanwhile(PublicationService):
        """An earlier publication is done with just when the next one is about to be served."""

        async def _opened(self, digest: str) -> ServedPublication:
            if self.current is not None:
                await self._drained(self.current)
            return await super()._opened(digest)

    public = atelier / "public"
    told: list[Text] = []
    stores, limits = PublishedStores(public), ServiceLimits(fast=1, slow=1, spare=0)
    stores.build(publication_digest(public))

    async def replaced() -> str:
        service = EndsMeanwhile(public, stores, limits, told.append)
        first = await service.start()
        with (public / "manifest.jsonl").open("a", encoding="utf-8") as manifest:
            manifest.write(json.dumps({"digest": "0" * 32}) + "\n")
        service.look_now()
        try:
            while len(told) < 2:
                await asyncio.sleep(0.05)
            assert service.current is not None and service.current is not first, told
            return service.current.digest
        finally:
            await service.close()

    assert asyncio.run(asyncio.wait_for(replaced(), LONGEST)) == "0" * 32
    assert stores.current("0" * 32) is not None


def test_a_store_that_is_damaged_while_it_is_served_is_rebuilt(atelier: Path) -> None:
    with serving(atelier) as server:
        (folder,) = (path for path in (atelier / ".public.store").iterdir() if path.is_dir())
        for path in (folder / "db").glob("*.sst"):
            path.unlink()
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: any((folder / "db").glob("*.sst")), server.process)
        wait_until(lambda: server.ask(COUNT).status == 200, server.process)
        assert server.ask(COUNT).rows == [{"n": str(lines_of(atelier))}]


# --- the command ----------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="/proc tells the threads of a process")
def test_the_front_is_not_the_process_that_has_built_the_store(atelier: Path) -> None:
    assert not (atelier / ".public.store").exists()
    with serving(atelier) as server:
        assert served(server) == 200
        # Those of an engine that has written stay, with the memory that it took.
        threads = Path(f"/proc/{server.process.pid}/task").glob("*/comm")
        assert not [name for each in threads if "rocksdb" in (name := each.read_text("utf-8"))]


def test_the_progress_of_the_first_build_is_shown(atelier: Path) -> None:
    told: list[tuple[int, int]] = []
    stores = PublishedStores(atelier / "public")
    asyncio.run(
        build_in_a_process(atelier / "public", stores.folder, lambda *each: told.append(each))
    )
    dumps = ("catalogue.nt", "catalogue.nq")
    assert told
    assert {of for _, of in told} == {
        sum((atelier / "public" / name).stat().st_size for name in dumps)
    }
    assert stores.current(publication_digest(atelier / "public")) is not None


def test_an_order_to_end_ends_the_process_that_builds_too(atelier: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    stores = atelier / ".public.store"
    stores.mkdir()
    with (stores / ".tressons-ld.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with started(
            command("serve", "--port", "0"), cwd=atelier, stdout=PIPE, stderr=PIPE
        ) as process:
            wait_until(lambda: len(members(process.pid)) == 2, process)
            process.send_signal(signal.SIGINT)
            told, error = process.communicate(timeout=LONGEST)
            assert process.returncode == 130
            assert "Traceback" not in told + error
            assert members(process.pid) == []


def test_what_somebody_had_begun_to_build_is_removed_unless_he_still_builds(atelier: Path) -> None:
    fcntl = pytest.importorskip("fcntl")
    stores = PublishedStores(atelier / "public")
    begun = stores.folder / ".tressons-ld-new-abc"
    begun.mkdir(parents=True)
    with (stores.folder / ".tressons-ld.lock").open("a", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        stores.remove_unfinished()
        assert begun.exists()
    stores.remove_unfinished()
    assert not begun.exists()


def test_without_a_publication_it_says_what_makes_one(tmp_path: Path) -> None:
    done = tressons_ld("serve", folder=copy_of_atelier(tmp_path / "atelier"))
    assert done.returncode == 1
    assert "tressons-ld publish" in done.stderr


def test_a_port_that_is_taken_is_told_with_another_one(atelier: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = tressons_ld("serve", "--port", str(port), "--quiet", folder=atelier)
    assert done.returncode == 1
    assert f"--port {port + 1}" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_the_package_it_says_how_to_install_it(atelier: Path, tmp_path: Path) -> None:
    (tmp_path / "aiohttp.py").write_text("raise ImportError\n", "utf-8")
    done = tressons_ld("serve", folder=atelier, environment={"PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert "pip install 'tressons-ld[serve]'" in done.stderr


def test_a_proxy_that_is_no_address_is_refused(atelier: Path) -> None:
    done = tressons_ld("serve", "--trust", "proxy", folder=atelier)
    assert done.returncode == 2
    assert "10.0.0.0/8" in done.stderr


def test_it_stops_in_good_order(atelier: Path) -> None:
    with serving(atelier) as server:
        assert server.ask("ASK {}").status == 200
        server.process.terminate()
        _, told = server.process.communicate(timeout=60)
        assert server.process.returncode == 0
        assert "Traceback" not in told


def test_a_publication_without_questions_or_site_is_served(atelier: Path) -> None:
    for place in ("index.html", "en", "questions"):
        path = atelier / "public" / place
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    with serving(atelier) as server:
        assert served(server) == 200


def served(server: EndpointServer) -> int:
    return server.ask(COUNT).status
