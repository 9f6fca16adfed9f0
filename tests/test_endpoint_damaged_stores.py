"""A store or a dump that is not as it was left: built again, or told; never a wrong answer."""

import gzip
import json
import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from child_processes import LONGEST, wait_until
from command_line import command, tressons_ld
from endpoint_server import EndpointServer, serving
from tressons_ld.findings.errors import FolderError
from tressons_ld.sparql.published_store import PublishedStores, publication_digest

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
NAMED = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
LINES = "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o"
QUESTIONS = (COUNT, NAMED, LINES)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def lengthen(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\0")


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 0xFF
    file.write_bytes(content)


def flip_and_hide(file: Path) -> None:
    """As a disk does it that fails: the time stays."""
    then = file.stat()
    flip(file)
    os.utime(file, ns=(then.st_atime_ns, then.st_mtime_ns))


def make_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def make_a_pipe(file: Path) -> None:
    file.unlink()
    os.mkfifo(file)


def make_a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("nowhere")


DAMAGES = (cut, lengthen, flip, Path.unlink, make_a_folder, make_a_pipe, make_a_link)
FILES = ("CURRENT", "MANIFEST-*", "OPTIONS-*", "IDENTITY", "*.log", "*.sst")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy_of_atelier(tmp_path_factory.mktemp("published") / "atelier")
    assert tressons_ld("publish", folder=folder).returncode == 0
    public = folder / "public"
    PublishedStores(public).build(publication_digest(public))
    return folder


@pytest.fixture
def atelier(published: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(published, tmp_path / "atelier"))


def stores_of(folder: Path) -> tuple[PublishedStores, str]:
    public = folder / "public"
    return PublishedStores(public), publication_digest(public)


def file_of(folder: Path, pattern: str) -> Path:
    """The first file of the store that has such a name, and holds anything."""
    stores, digest = stores_of(folder)
    return next(p for p in sorted(stores.database(digest).glob(pattern)) if p.stat().st_size)


# --- what is found --------------------------------------------------------------------------------


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("pattern", FILES)
def test_a_file_that_is_not_as_it_was_built_makes_the_store_none(
    atelier: Path, pattern: str, damage: Callable[[Path], None]
) -> None:
    stores, digest = stores_of(atelier)
    assert stores.current(digest) is not None
    damage(file_of(atelier, pattern))
    assert stores.current(digest) is None


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_description_that_is_not_as_it_was_written_makes_the_store_none_or_stays_right(
    atelier: Path, damage: Callable[[Path], None]
) -> None:
    stores, digest = stores_of(atelier)
    before = stores.current(digest)
    damage(stores.folder / digest / "store.json")
    assert stores.current(digest) is None
    assert stores.build(digest).triples == before.triples if before else False
    assert stores.current(digest) is not None


@pytest.mark.parametrize("name", ["000099.sst", "000099.log", "MANIFEST-000099"])
def test_a_file_that_nobody_built_makes_the_store_none(atelier: Path, name: str) -> None:
    stores, digest = stores_of(atelier)
    (stores.database(digest) / name).write_bytes(b"x")
    assert stores.current(digest) is None


def test_what_the_engine_writes_of_its_own_makes_no_difference(atelier: Path) -> None:
    stores, digest = stores_of(atelier)
    for name in ("LOG", "LOG.old.1", "LOCK"):
        (stores.database(digest) / name).write_bytes(b"x")
    assert stores.current(digest) is not None


def test_a_copy_of_a_store_is_one_and_is_read_once(atelier: Path) -> None:
    stores, digest = stores_of(atelier)
    for path in stores.database(digest).iterdir():
        os.utime(path, ns=(1, 1))
    copied = stores.current(digest)
    assert copied is not None
    assert {each.time for each in copied.files.values()} == {1}
    # From now on its times are known: what is hidden behind them is not read.
    flip_and_hide(file_of(atelier, "*.sst"))
    assert stores.current(digest) == copied


def test_a_thorough_look_finds_what_the_times_hide(atelier: Path) -> None:
    stores, digest = stores_of(atelier)
    flip_and_hide(file_of(atelier, "*.sst"))
    assert stores.current(digest) is not None
    assert stores.current(digest, thorough=True) is None


@pytest.mark.parametrize("what", [make_a_folder, make_a_link], ids=["folder", "link"])
def test_what_stands_in_the_place_of_a_store_gives_way(
    atelier: Path, what: Callable[[Path], None]
) -> None:
    stores, digest = stores_of(atelier)
    place = stores.folder / digest
    shutil.rmtree(place)
    place.write_text("x", "utf-8")
    what(place)
    assert stores.build(digest) == stores.current(digest)


# --- what is served -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def right(published: Path, tmp_path_factory: pytest.TempPathFactory) -> list[bytes]:
    folder = tmp_path_factory.mktemp("right") / "atelier"
    with serving(Path(shutil.copytree(published, folder))) as server:
        return list(answers(server))


def answers(server: EndpointServer) -> Iterator[bytes]:
    for question in QUESTIONS:
        yield server.ask(question, "text/csv").body


def test_a_store_that_cannot_be_opened_is_built_again(atelier: Path, right: list[bytes]) -> None:
    for path in (file_of(atelier, "CURRENT"), file_of(atelier, "MANIFEST-*")):
        flip_and_hide(path)
    with serving(atelier) as server:
        assert list(answers(server)) == right
        server.process.terminate()
        _, told = server.process.communicate()
    assert "se construit de nouveau" in told
    with serving(atelier) as server:
        server.process.terminate()
        assert server.process.communicate()[1] == ""


def test_a_store_that_cannot_be_read_while_it_is_served_is_built_again_unasked(
    atelier: Path, right: list[bytes]
) -> None:
    with serving(atelier) as server:
        stores, digest = stores_of(atelier)
        numbers = random.Random(1)
        for path in stores.database(digest).glob("*.sst"):
            path.write_bytes(numbers.randbytes(path.stat().st_size))
        assert server.ask(LINES).status == 503

        def is_right() -> bool:
            statuses = [server.ask(question).status for question in QUESTIONS]
            assert set(statuses) <= {200, 503}
            return set(statuses) == {200}

        wait_until(is_right, server.process)
        assert list(answers(server)) == right


def test_a_store_that_is_removed_while_it_is_served_is_built_again_unasked(
    atelier: Path, right: list[bytes]
) -> None:
    with serving(atelier) as server:
        stores, digest = stores_of(atelier)
        # Those that are ready have it open, and want no other.
        limits = server.health["limits"]
        every = limits["fast"] + limits["spare"]
        wait_until(lambda: server.health["workers"]["ready"] == every, server.process)
        shutil.rmtree(stores.folder)
        wait_until(lambda: stores.current(digest) is not None, server.process)
        wait_until(lambda: server.ask(COUNT).status == 200, server.process)
        assert list(answers(server)) == right


@pytest.mark.parametrize("word", ["Corruption: block checksum mismatch", "IO error: No such file"])
def test_no_question_has_the_store_looked_at(atelier: Path, word: str) -> None:
    with serving(atelier) as server:
        name = word.replace(" ", "%20")
        for question in (
            f"SELECT (<urn:{name}>(1) AS ?x) {{}}",
            f"SELECT (<{name}>(1) AS ?x) {{}}",
            f"SELECT * {{ FILTER REGEX('a', '({word}') }}",
            f"{word}",
        ):
            assert server.ask(question).status in (200, 400), question


# --- what is published ----------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["catalogue.nt", "catalogue.nq"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_dump_that_lacks_lines_is_refused(
    published: Path, atelier: Path, name: str, packed: bool
) -> None:
    shutil.rmtree(atelier / ".public.store")
    dump = atelier / "public" / name
    lines = dump.read_bytes().splitlines(keepends=True)
    dump.unlink()

    def write(content: bytes) -> None:
        if packed:
            dump.with_name(f"{name}.gz").write_bytes(gzip.compress(content))
        else:
            dump.write_bytes(content)

    write(b"".join(lines[:-5]))
    done = tressons_ld("serve", "--port", "0", "--quiet", folder=atelier)
    assert done.returncode == 1
    assert name in done.stderr and "tressons-ld publish" in done.stderr
    write(b"".join(lines))
    stores, digest = stores_of(atelier)
    stores.build(digest)


def test_named_graphs_that_were_published_and_are_not_there_are_missed(atelier: Path) -> None:
    stores, digest = stores_of(atelier)
    stores.discard(digest)
    (atelier / "public" / "catalogue.nq").unlink()
    with pytest.raises(FolderError) as error:
        stores.build(digest)
    assert error.value.code == "folder.not-as-published"
    # A catalogue that publishes none has none to miss.
    manifest = atelier / "public" / "manifest.jsonl"
    header, *rest = manifest.read_text("utf-8").splitlines()
    values = json.loads(header)
    del values["sha512"]["catalogue.nq"]
    manifest.write_text("\n".join((json.dumps(values), *rest, "")), "utf-8")
    assert stores.build(digest).quads == 0


# --- what can be written --------------------------------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such limit")
def test_a_disk_that_is_filled_meanwhile_is_the_fault_of_no_dump(atelier: Path) -> None:
    shutil.rmtree(atelier / ".public.store")
    # The files of the store may not grow: the same error of the system comes from a full disk.
    limited = ["sh", "-c", 'ulimit -f 64 && exec "$@"', "sh"]
    done = subprocess.run(
        [*limited, *command("serve", "--port", "0", "--quiet")],
        cwd=atelier,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=LONGEST,
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert ".public.store" in line and "--store" in line
    assert "catalogue.n" not in line and ".sst" not in line
