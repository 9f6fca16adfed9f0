"""A large table of others is taken and published in bounded memory."""

import subprocess
import sys
from pathlib import Path

import pytest

from adoption_twins import write_csv

ROWS, PERSONS = 15_000, 11_000
MEGABYTES = 250
MEASURED = """
import resource, sys
from tressons_ld.cli import main
sys.argv = ["tressons-ld", "--lang", "en", *sys.argv[1:]]
try:
    main()
finally:
    # What the system says of this process by itself begins with that of the one it comes from.
    with open("/proc/self/status", encoding="ascii") as status:
        own = next(int(line.split()[1]) for line in status if line.startswith("VmHWM:"))
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    sys.stderr.write(str(max(own, children) // 1024))
"""


@pytest.mark.slow
def test_a_large_table_is_taken_and_published_in_bounded_memory(tmp_path: Path) -> None:
    rows = [
        [f"K{n}", f"A study of the towns, number {n}", _person(n), "History; Law", "03/2020"]
        for n in range(ROWS)
    ]
    source = write_csv(tmp_path / "t.csv", ["Key", "Title", "Author", "Subject", "Date"], rows)
    told, megabytes = _measured("init", str(tmp_path / "new"), "--from", str(source))
    assert f"{PERSONS} authors and publishers" in told
    assert megabytes < MEGABYTES
    _, megabytes = _measured("publish", "--date", "2026-11-23", folder=tmp_path / "new")
    assert megabytes < MEGABYTES


def _measured(*words: str, folder: Path | None = None) -> tuple[str, int]:
    """What a command says, and the megabytes that the largest of its processes took."""
    command = [sys.executable, "-c", MEASURED, *words]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, cwd=folder)
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout, int(run.stderr.split()[-1])


def _person(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    of_three = "".join(letters[number % PERSONS // 26**place % 26] for place in range(3))
    return f"Dupont{of_three}, Jeanne"
