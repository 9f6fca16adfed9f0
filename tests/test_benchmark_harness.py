"""The harness measures whole process trees, and judges its bars by the results."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from benchmarks.harness.bars import Bar, bars
from benchmarks.harness.environments import WORK, outputs
from benchmarks.harness.measure import Failed, measure, members
from benchmarks.harness.names import BESIDE
from benchmarks.harness.plot import Line, log_log
from child_processes import LONGEST

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")

# A process that runs itself, one deeper each time; the deepest holds 80 MB until they were seen.
NESTED = """
import pathlib, subprocess, sys, time
code, depth = sys.argv[1], int(sys.argv[2])
if depth:
    subprocess.run([sys.executable, "-c", code, code, str(depth - 1)], check=True)
else:
    held = bytearray(80_000_000)
    pathlib.Path("held").touch()
    while not pathlib.Path("seen").exists():
        time.sleep(0.01)
"""


def test_the_memory_of_a_child_s_child_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[list[int]] = []

    def look(session: int) -> list[int]:
        # What the first look saw is known when the second begins.
        if looks:
            (tmp_path / "seen").touch()
        processes = members(session)
        if (tmp_path / "held").exists():
            looks.append(processes)
        return processes

    monkeypatch.setattr("benchmarks.harness.measure.LONGEST", LONGEST)
    monkeypatch.setattr("benchmarks.harness.measure.members", look)
    taken = measure([sys.executable, "-c", NESTED, NESTED, "2"], folder=tmp_path, watched=True)
    assert taken.megabytes is not None
    assert 80 < taken.megabytes < 150


def test_time_is_that_of_the_whole_process(tmp_path: Path) -> None:
    taken = measure([sys.executable, "-c", "import time; time.sleep(0.3)"], folder=tmp_path)
    assert taken.seconds >= 0.3
    assert taken.processor < taken.seconds - 0.2
    assert taken.megabytes is None


def test_processor_time_counts_the_children(tmp_path: Path) -> None:
    busy = "import time\nwhile time.process_time() < 0.3: pass"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {busy!r}])"
    assert measure([sys.executable, "-c", code], folder=tmp_path).processor >= 0.3


def test_a_command_that_fails_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(Failed, match="exit code 3.*\n.*no such thing"):
        measure(
            [sys.executable, "-c", "import sys; print('no such thing'); sys.exit(3)"],
            folder=tmp_path,
        )


def test_what_is_written_lies_among_temporary_files_until_it_is_too_large_for_memory() -> None:
    assert Path(tempfile.gettempdir()) in outputs(10_000).parents
    assert outputs(100_000) == WORK


def group(rows: dict[str, list[float]], **facts: Any) -> dict[str, Any]:
    return {
        "rows": [
            {"name": name, "seconds": seconds, "processor": seconds, "megabytes": 100.0}
            for name, seconds in rows.items()
        ],
        **facts,
    }


def judged(results: dict[str, dict[str, Any]], beginning: str) -> list[Bar]:
    return [bar for bar in bars(results) if bar.name.startswith(beginning)]


def test_a_bar_that_was_not_measured_is_neither_held_nor_missed() -> None:
    assert {bar.holds for bar in bars({})} == {None}
    assert {bar.measured for bar in bars({})} == {""}


@pytest.mark.parametrize(("theirs", "holds"), [(21.0, True), (19.0, False)])
def test_the_bar_beside_rdflib_compares_medians(theirs: float, holds: bool) -> None:
    rows = {"tressons-ld": [1.0, 0.9, 9.0], "rdflib + pyshacl": [theirs, 1.0, 99.0]}
    (bar,) = judged({"full-1000": group(rows)}, "full output")
    assert (bar.measured, bar.holds) == (f"{theirs:.0f}×", holds)


def test_the_cost_of_an_entry_is_compared_between_the_sizes() -> None:
    rows = {
        f"{form}, {size} entries": [size * cost]
        for form in ("csv", "jsonl")
        for size, cost in ((10_000, 0.001), (100_000, 0.001), (1_000_000, 0.0013))
    }
    results = {"scale": group(rows, sizes=[10_000, 100_000, 1_000_000])}
    (bar,) = judged(results, "cost of an entry")
    assert (bar.measured, bar.holds) == ("1.30×", False)
    assert [bar.measured for bar in judged(results, "peak memory, CSV")] == [
        "100 MB",
        "100 MB",
        "1.00×",
    ]


def test_the_work_of_a_change_is_what_it_takes_beyond_writing_the_files_anew() -> None:
    rows = {"everything": [100.0], BESIDE: [5.0], "one row changed": [5.5]}
    whole, work = judged({"change-100000": group(rows)}, "one row changed")
    assert (whole.measured, whole.holds) == ("0.055×", True)
    assert (work.measured, work.holds) == ("0.005×", True)


def test_a_defect_that_was_missed_misses_the_bar() -> None:
    rows = {"5000 defects": [1.0]}
    found, _ = judged({"defects-100000": group(rows, planned=5000, found=4999)}, "5 000 defects")
    assert found.holds is False


def test_the_plot_is_an_image_with_every_line_named() -> None:
    lines = [Line("one & two", [(10, 0.5), (1000, 40)]), Line("three", [(10, 1)])]
    image = etree.fromstring(log_log("Seconds < minutes", lines).encode())
    texts = image.xpath("//*[local-name()='text']/text()")
    assert {"Seconds < minutes", "one & two", "three", "10", "0.1"} <= set(texts)
    assert len(image.xpath("//*[local-name()='polyline']")) == 2
