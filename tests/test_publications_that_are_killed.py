"""A publication that is killed, or told to end, leaves the earlier one whole and nothing behind."""

import csv
import errno
import os
import signal
import subprocess
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from child_processes import LONGEST, started, wait_until
from command_line import DATE, FRENCH, command, files_of, tressons_ld
from damages import damage
from publishing_processes import large as large
from publishing_processes import many as many
from publishing_processes import names_in
from publishing_processes import several as several
from tressons_ld.composition import artifacts_of_one_file, open_folder
from tressons_ld.findings.errors import FolderError, OutputError
from tressons_ld.identity.declarations import remove
from tressons_ld.publication.publish import (
    build,
    check,
    publish,
)
from tressons_ld.publication.rendering import RenderedShard, Renderer
from tressons_ld.publication.shards import Shard


def publishing(
    folder: Path, *options: str, temporary: Path | None = None
) -> AbstractContextManager[subprocess.Popen[str]]:
    """A publication that runs in a process of its own."""
    return started(
        command("publish", *options),
        cwd=folder,
        env={**os.environ, **FRENCH, **({"TMPDIR": str(temporary)} if temporary else {})},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def wait_for_work(folder: Path, running: subprocess.Popen[str]) -> None:
    """Wait until a new output folder is being written."""
    wait_until(lambda: any(folder.glob(".public.new-*/catalogue.nt")), running)


def end_of(running: subprocess.Popen[str]) -> tuple[str, str]:
    """Wait until the process and all those that it started have ended; return what they wrote."""
    return running.communicate(timeout=LONGEST)


def test_a_publication_killed_at_any_moment_leaves_the_earlier_one_whole(many: Path) -> None:
    assert tressons_ld("publish", "--date", DATE, "--quiet", folder=many).returncode == 0
    table = many / "data/resources.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    added = [line.replace("copie-", "double-") for line in lines if line.startswith("copie-")]
    table.write_text("".join(lines + added), "utf-8")
    for number, delay in enumerate((0.0, 0.2, 0.5)):
        damage(many / "public", (number, 12 + number))
        before = files_of(many / "public")
        with publishing(many) as running:
            wait_for_work(many, running)
            time.sleep(delay)
            os.killpg(running.pid, signal.SIGKILL)
            end_of(running)
        if running.returncode == -signal.SIGKILL:
            assert files_of(many / "public") == before
    lock = many / "data/identities.csv"
    declared = lock.read_bytes()
    assert tressons_ld("publish", "--date", DATE, "--quiet", folder=many).returncode == 0
    assert (many / "public/ressource/double-1.ttl").exists()
    assert names_in(many) == ["data", "public"]
    lock.write_bytes(declared)
    alone = tressons_ld("publish", "--date", DATE, "--quiet", "--output", "alone", folder=many)
    assert alone.returncode == 0
    assert files_of(many / "public") == files_of(many / "alone")


def test_what_a_kill_between_the_two_renames_left_is_put_right(tressons: Path) -> None:
    assert tressons_ld("publish", "--quiet", folder=tressons).returncode == 0
    before = files_of(tressons / "public")
    (tressons / ".public.old-x").mkdir()
    (tressons / "public").rename(tressons / ".public.old-x/public")
    (tressons / ".public.new-y").mkdir()
    assert tressons_ld("publish", "--quiet", folder=tressons).returncode == 0
    assert files_of(tressons / "public") == before
    assert names_in(tressons) == ["data", "public"]


def test_of_two_publications_at_once_the_second_says_that_one_is_running(many: Path) -> None:
    with publishing(many) as running:
        wait_for_work(many, running)
        os.killpg(running.pid, signal.SIGSTOP)
        second = tressons_ld("publish", folder=many)
        os.killpg(running.pid, signal.SIGCONT)
        out, err = end_of(running)
    assert second.returncode == 1
    assert "Une autre publication est en cours" in second.stderr
    assert running.returncode == 0, out + err


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("order", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_order_to_end_is_answered_with_a_sentence_and_changes_nothing(
    many: Path, order: signal.Signals, jobs: str
) -> None:
    before = files_of(many)
    with publishing(many, "--jobs", jobs) as running:
        wait_for_work(many, running)
        # As the terminal does: to the process and its children.
        os.killpg(running.pid, order)
        out, err = end_of(running)
    assert running.returncode == 128 + order, err
    assert err.splitlines()[-1] == "Interrompu : rien n'a changé."
    assert "Traceback" not in err
    assert out == ""
    # What was written goes meanwhile: nobody waits for it.
    wait_until(lambda: names_in(many) == ["data"])
    assert files_of(many) == before


def test_a_publication_right_after_ctrl_c_minds_nothing_that_is_still_being_removed(
    many: Path,
) -> None:
    with publishing(many) as running:
        wait_for_work(many, running)
        os.killpg(running.pid, signal.SIGINT)
        end_of(running)
    again = tressons_ld("publish", "--quiet", folder=many)
    assert again.returncode == 0, again.stderr
    assert names_in(many) == ["data", "public"]


@pytest.mark.parametrize("killed_by", [signal.SIGKILL, signal.SIGTERM])
def test_a_publication_that_is_killed_alone_leaves_no_process_that_bars_the_next(
    many: Path, killed_by: signal.Signals
) -> None:
    with publishing(many, "--jobs", "2") as running:
        wait_for_work(many, running)
        time.sleep(0.3)
        running.send_signal(killed_by)
        end_of(running)
    again = tressons_ld("publish", "--quiet", folder=many)
    assert again.returncode == 0, again.stderr
    assert names_in(many) == ["data", "public"]


def test_ctrl_c_pressed_twice_is_answered_once(many: Path) -> None:
    with publishing(many, "--jobs", "2") as running:
        wait_for_work(many, running)
        for _ in range(2):
            os.killpg(running.pid, signal.SIGINT)
            time.sleep(0.02)
        _, err = end_of(running)
    assert (running.returncode, err.strip()) == (130, "Interrompu : rien n'a changé.")


class KilledOnce(Renderer):
    """Dies as if the system had killed it, the first time that it is asked."""

    def __call__(self, shard: Shard, **options: Any) -> RenderedShard:
        try:
            (self.inputs.folder.path / "killed").touch(exist_ok=False)
        except FileExistsError:
            return super().__call__(shard, **options)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError("still alive")


def test_no_row_is_blamed_for_a_process_that_something_else_killed(
    several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tressons_ld.publication.publish.Renderer", KilledOnce)
    with pytest.raises(OutputError, match="no row is to blame"):
        publish(open_folder(several, date=DATE), several / "public", jobs=2)
    assert names_in(several) == ["data", "killed"]


def test_a_publication_that_cannot_be_swapped_in_leaves_the_lock_file_as_it_was(
    tressons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tressons / "public").mkdir()
    before = files_of(tressons / "data")
    really = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if self.name == "public":
            raise OSError(errno.EBUSY, "Device or resource busy", str(self))
        return really(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    (tressons / "data/identities.csv").unlink(missing_ok=True)
    before.pop("identities.csv", None)
    with pytest.raises(OutputError, match="public: cannot write"):
        publish(open_folder(tressons, date=DATE), tressons / "public")
    assert files_of(tressons / "data") == before


def test_a_lock_file_half_written_by_a_publication_that_was_killed_goes(tressons: Path) -> None:
    (tressons / "data/.identities.csv.new-x").touch()
    assert tressons_ld("publish", "--quiet", folder=tressons).returncode == 0
    assert not list((tressons / "data").glob(".*"))


def test_what_a_build_that_was_killed_left_goes_with_the_next(many: Path) -> None:
    building = command("build", "--output", "catalogue.ttl")
    with started(building, cwd=many, stdout=subprocess.PIPE) as running:
        wait_until(lambda: any(many.glob(".tressons-ld-*/*")), running)
        running.send_signal(signal.SIGSTOP)
        assert tressons_ld("build", "--output", "other.ttl", folder=many).returncode == 0
        assert list(many.glob(".tressons-ld-*")), "somebody was still at work there"
        running.kill()
        end_of(running)
    done = tressons_ld("build", "--output", "other.ttl", folder=many)
    assert done.returncode == 0, done.stderr
    assert names_in(many) == ["data", "other.ttl"]


def test_where_no_folder_can_be_locked_a_build_works_and_touches_nobody_elses(
    tressons: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_descriptor: int, _operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr("fcntl.flock", refused)
    of_another = tressons / ".tressons-ld-another"
    of_another.mkdir()
    inputs = open_folder(tressons, date=DATE)
    one_file = artifacts_of_one_file(inputs, "n-triples")
    build(inputs, one_file, tressons / "catalogue.nt", jobs=1)
    assert names_in(tressons) == [
        of_another.name,
        "catalogue.nt",
        "data",
    ]


def test_a_publication_that_is_killed_leaves_nothing_among_the_temporary_files(
    many: Path, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with publishing(many, temporary=temporary) as running:
        wait_for_work(many, running)
        running.kill()
        end_of(running)
    assert not list(temporary.iterdir())


@pytest.mark.parametrize("work", ["publish", "check", "build"])
def test_a_table_that_is_saved_while_it_is_read_is_not_read_half(many: Path, work: str) -> None:
    table = many / "data/resources.csv"
    last = table.read_text("utf-8").splitlines(keepends=True)[-1]

    def save(_done: int, _all: int) -> None:
        with table.open("a", encoding="utf-8") as out:
            out.write(last)

    folder = open_folder(many, date=DATE)
    with pytest.raises(FolderError, match=r"resources\.csv: this file changed"):
        if work == "publish":
            publish(folder, many / "public", jobs=1, progress=save)
        elif work == "check":
            check(folder, jobs=1, progress=save)
        else:
            one_file = artifacts_of_one_file(folder, "n-triples")
            build(folder, one_file, many / "catalogue.nt", jobs=1, progress=save)
    assert names_in(many) == ["data"]


@pytest.mark.parametrize("declaring", [False, True])
def test_what_is_declared_between_the_reading_and_the_writing_is_not_lost(
    tressons: Path, declaring: bool
) -> None:
    assert tressons_ld("publish", "--quiet", "--date", DATE, folder=tressons).returncode == 0
    read = open_folder(tressons, date=DATE)
    first, second = ids_of(tressons)[:2]
    removed = ("identity", "remove", first, "--reason", "retirée", "--date", DATE)
    assert tressons_ld(*removed, folder=tressons).returncode == 0
    before = files_of(tressons)
    with pytest.raises(FolderError, match="identities.csv: this file changed"):
        if declaring:
            remove(read.recorder, [second], "retirée")
        else:
            publish(read, tressons / "public")
    assert files_of(tressons) == before


def test_where_the_output_folder_is_a_link_what_it_leads_to_is_replaced(
    tressons: Path, tmp_path: Path
) -> None:
    (tmp_path / "site").mkdir()
    (tressons / "public").symlink_to(tmp_path / "site/catalogue")
    for _ in range(2):
        done = tressons_ld("publish", "--quiet", "--date", DATE, folder=tressons)
        assert done.returncode == 0, done.stderr
        assert (tressons / "public").is_symlink()
    assert (tmp_path / "site/catalogue/catalogue.nt").exists()
    assert names_in(tmp_path / "site") == ["catalogue"]


def test_a_graph_is_written_into_a_pipe_and_does_not_take_its_place(tressons: Path) -> None:
    pipe = tressons / "pipe"
    os.mkfifo(pipe)
    building = command("build", "--quiet", "--output", "pipe")
    reading = started(["cat", pipe], stdout=subprocess.PIPE)
    with started(building, cwd=tressons) as running, reading as reader:
        written, _ = end_of(reader)
        assert running.wait(LONGEST) == 0
    assert pipe.is_fifo()
    pipe.unlink()
    assert "dcat:Catalog" in written


def ids_of(folder: Path) -> list[str]:
    """The ids of the resources of a folder."""
    with (folder / "data/resources.csv").open(encoding="utf-8-sig", newline="") as rows:
        return [row["id"] for row in csv.DictReader(rows)]
