"""Work over several processes: its order, its bytes, and what happens when something dies."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from child_processes import ended
from command_line import DATE, files_of, tressons_ld
from publishing_processes import large as large
from publishing_processes import many as many
from publishing_processes import names_in
from publishing_processes import several as several
from tressons_ld.composition import artifacts_of_one_file, open_folder
from tressons_ld.files.workers import WorkerDied, in_order
from tressons_ld.findings.errors import OutputError
from tressons_ld.publication import shards
from tressons_ld.publication.publish import build, publish
from tressons_ld.publication.rendering import RenderedShard, Renderer
from tressons_ld.publication.shards import Shard

WITHOUT_SITE = "\n[publication]\nsite = false\n"


def double(number: int) -> int:
    if number == 13:
        os._exit(9)
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    assert [result for _, result in in_order(double, range(10), jobs)] == list(range(0, 20, 2))


def test_a_task_that_needs_no_work_is_not_given_to_a_process() -> None:
    def known(number: int) -> int | None:
        return -1 if number == 13 else None

    results = dict(in_order(double, range(12, 16), 2, known))
    assert results == {12: 24, 13: -1, 14: 28, 15: 30}


def test_the_task_that_kills_its_process_is_named() -> None:
    with pytest.raises(WorkerDied) as death:
        list(in_order(double, range(20), 2))
    assert death.value.task == 13


# A worker is killed at some moment; tasks and results have so many bytes.
DEATH = """
import multiprocessing, os, signal, sys, threading, time
from pathlib import Path
from tressons_ld.files import workers

moment, size, way, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3], Path(sys.argv[4])

def die():
    os.kill(os.getpid(), signal.SIGKILL)

if moment == "before its first task":
    workers.leave_orders_to_the_parent = die

def work(task):
    number, _ = task
    if moment == "during a task" and number == 5:
        die()
    (folder / str(number)).touch()
    return bytes(size)

def main():
    if way == "started anew":
        threading.Thread(target=signal.sigwait, args=([signal.SIGUSR1],), daemon=True).start()
    tasks = ((number, bytes(size)) for number in range(20))
    try:
        for (number, _), _ in workers.in_order(work, tasks, 2):
            if moment == "before its result is read" and number == 0:
                while not (folder / "1").exists():
                    time.sleep(0.01)
                for process in multiprocessing.active_children():
                    process.kill()
    except workers.WorkerDied as death:
        print(death.task[0] if death.task else "somebody else")
    print(len(multiprocessing.active_children()), "left")

if __name__ == "__main__":
    main()
"""


@pytest.mark.parametrize("way", ["forked", "started anew"])
@pytest.mark.parametrize("size", [1, 5_000_000], ids=["small", "larger than the pipe"])
@pytest.mark.parametrize(
    ("moment", "culprit"),
    [
        ("before its first task", "somebody else"),
        ("during a task", "5"),
        ("before its result is read", "somebody else"),
    ],
)
def test_a_worker_that_is_killed_ends_the_work_whenever_it_dies(
    moment: str, culprit: str, size: int, way: str, tmp_path: Path
) -> None:
    program = tmp_path / "program.py"
    program.write_text(DEATH, "utf-8")
    done = ended([sys.executable, program, moment, str(size), way, tmp_path])
    assert (done.stdout, done.stderr) == (f"{culprit}\n0 left\n", "")


def test_a_number_of_processes_that_nobody_has_is_bounded(several: Path) -> None:
    for _ in range(2):
        done = tressons_ld("publish", "--quiet", "--jobs", str(10**11), folder=several)
        assert done.returncode == 0, done.stderr


class DiesOnARow(Renderer):
    def __call__(self, shard: Shard, **options: Any) -> RenderedShard:
        if any(record.cells[0] == "copie-30" for record in shard.records):
            os._exit(9)
        return super().__call__(shard, **options)


def test_the_row_that_kills_its_process_is_named_and_nothing_is_written(
    several: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tressons_ld.publication.publish.Renderer", DiesOnARow)
    with pytest.raises(OutputError, match=r"data/resources\.csv, A60"):
        publish(open_folder(several, date=DATE), several / "public", jobs=2)
    assert names_in(several) == ["data"]
    assert not (several / "data/identities.csv").exists()


def test_the_bytes_do_not_depend_on_the_number_of_processes(several: Path, tmp_path: Path) -> None:
    settings = several / "data/catalogue.toml"
    settings.write_text(settings.read_text("utf-8").replace(WITHOUT_SITE, ""), "utf-8")
    outputs = []
    for jobs in (1, 3):
        folder = tmp_path / str(jobs)
        shutil.copytree(several / "data", folder / "data")
        done = publish(open_folder(folder, date=DATE), folder / "public", jobs=jobs)
        assert done.published
        outputs.append(files_of(folder))
    assert outputs[0] == outputs[1]


def test_the_findings_do_not_depend_on_the_number_of_processes(many: Path) -> None:
    table = many / "data/resources.csv"
    lines = table.read_text("utf-8").splitlines(keepends=True)
    lines[-1] = lines[-1].replace("copie-", "copie ", 1)
    table.write_text("".join(lines), "utf-8")
    one, two = (
        tressons_ld("check", "--format", "json", "--jobs", jobs, folder=many) for jobs in "12"
    )
    assert one.returncode == 1
    assert (two.returncode, two.stdout, two.stderr) == (1, one.stdout, one.stderr)


def with_site_but_no_answers(folder: Path) -> Path:
    settings = folder / "data/catalogue.toml"
    text = settings.read_text("utf-8").replace("site = false", "answers_up_to = 0")
    settings.write_text(text, "utf-8")
    return folder


def test_lists_are_the_same_however_many_processes_make_them(many: Path, tmp_path: Path) -> None:
    with_site_but_no_answers(many)
    outputs = []
    for jobs in ("1", "2"):
        folder = tmp_path / jobs
        shutil.copytree(many / "data", folder / "data")
        done = tressons_ld("publish", "--quiet", "--jobs", jobs, "--date", DATE, folder=folder)
        assert done.returncode == 0, done.stderr
        outputs.append(files_of(folder))
    assert outputs[0] == outputs[1]


# Processes are forked where no thread runs, as in the command itself.
DEATH_OVER_A_LIST = """
import os
from tressons_ld.cli import main
from tressons_ld.site import paged_lists

parent, list_item = os.getpid(), paged_lists.list_item

def dies_elsewhere(*arguments):
    if os.getpid() != parent:
        os._exit(9)
    return list_item(*arguments)

paged_lists.list_item = dies_elsewhere
main()
"""


def test_a_process_that_dies_over_a_list_ends_the_publication_in_a_sentence(many: Path) -> None:
    with_site_but_no_answers(many)
    words = [sys.executable, "-c", DEATH_OVER_A_LIST, "publish", "--folder", many, "--date", DATE]
    done = ended([*words, "--lang", "en", "--quiet", "--jobs", "2"])
    assert "no row is to blame" in done.stderr
    assert (done.returncode, names_in(many)) == (1, ["data"])


@pytest.mark.parametrize("largest", [1, 7])
def test_what_is_built_does_not_depend_on_how_many_rows_are_looked_at_together(
    several: Path, monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    inputs = open_folder(several, date=DATE)
    one_file = artifacts_of_one_file(inputs, "n-triples")
    build(inputs, one_file, several / "of-many.nt", jobs=1)
    monkeypatch.setattr(shards, "LARGEST", largest)
    sizes: list[int] = []
    build(inputs, one_file, several / "of-few.nt", jobs=2, progress=lambda n, _: sizes.append(n))
    assert sizes == [*range(largest, sizes[-1], largest), sizes[-1]]
    assert (several / "of-few.nt").read_bytes() == (several / "of-many.nt").read_bytes()


@pytest.mark.parametrize(("command", "seldom"), [("check", True), ("harvest", False)])
def test_who_makes_a_publication_looks_for_garbage_seldom_and_not_at_its_end(
    command: str, seldom: bool, tmp_path: Path
) -> None:
    program = (
        "import atexit, gc; from tressons_ld.cli import main; "
        "atexit.register(lambda: print(gc.get_threshold()[0] == 50_000, gc.get_freeze_count())); "
        "main()"
    )
    words = [sys.executable, "-c", program, command, "--folder", tmp_path, "--date", "2026-01-31"]
    done = subprocess.run(words, capture_output=True, encoding="utf-8")
    threshold, frozen = done.stdout.split()
    assert (threshold == "True", frozen != "0") == (seldom, seldom)
