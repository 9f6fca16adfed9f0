"""Synthetic catalogues for measuring: sound, repeatable, with defects where they are wanted."""

import csv
import gzip
import json
import subprocess
import sys
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.generator import Format, SharedTables, kinds, write_folder
from command_line import DATE, files_of, tressons_ld

BENCHMARKS = Path(__file__).with_name("benchmarks")
KINDS = kinds(SharedTables(1))


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "data" / "resources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def findings_of(folder: Path) -> list[dict[str, Any]]:
    done = tressons_ld("check", "--format", "json", "--folder", folder)
    assert done.stdout, done.stderr
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


@pytest.mark.parametrize("compressed", [False, True], ids=["plain", "gzip"])
@pytest.mark.parametrize("format", ["csv", "jsonl"])
def test_nothing_is_found_wrong_in_a_synthetic_catalogue(
    tmp_path: Path, format: Format, compressed: bool
) -> None:
    write_folder(tmp_path, 60, format=format, compressed=compressed)
    assert findings_of(tmp_path) == []


def test_an_entry_has_more_than_fifty_triples(tmp_path: Path) -> None:
    write_folder(tmp_path, 100)
    graph = tmp_path / "graph.nq"
    words = ["build", "--format", "n-quads", "--output", graph, "--date", DATE]
    done = tressons_ld(*words, "--folder", tmp_path)
    assert done.returncode == 0, done.stderr
    names = [line.rsplit(" ", 2)[1] for line in graph.read_text("utf-8").splitlines()]
    per_entry = Counter(name for name in names if name.endswith("#fiche>"))
    assert len(per_entry) == 100
    assert min(per_entry.values()) >= 50


def test_descriptions_have_a_hundred_to_six_hundred_characters(tmp_path: Path) -> None:
    write_folder(tmp_path, 500)
    lengths = [len(row["description"]) for row in rows_of(tmp_path)]
    assert 100 <= min(lengths) < 200
    assert 450 < max(lengths) <= 600


def test_the_same_seed_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder, hash_seed in zip(folders, ("1", "2"), strict=True):
        subprocess.run(
            [sys.executable, "-m", "generator", "50", folder, "--defects", "10", "--gzip"],
            cwd=BENCHMARKS,
            env={"PYTHONHASHSEED": hash_seed, "PYTHONUTF8": "1"},
            check=True,
        )
    assert files_of(folders[0]) == files_of(folders[1])


def test_another_seed_gives_another_catalogue(tmp_path: Path) -> None:
    write_folder(tmp_path / "one", 20, seed=1)
    write_folder(tmp_path / "two", 20, seed=2)
    assert rows_of(tmp_path / "one") != rows_of(tmp_path / "two")


def test_a_larger_catalogue_begins_with_the_smaller_one(tmp_path: Path) -> None:
    write_folder(tmp_path / "small", 30)
    write_folder(tmp_path / "large", 90)
    assert rows_of(tmp_path / "large")[:30] == rows_of(tmp_path / "small")


def test_both_formats_and_gzip_say_the_same(tmp_path: Path) -> None:
    write_folder(tmp_path / "csv", 40)
    write_folder(tmp_path / "jsonl", 40, format="jsonl", compressed=True)
    packed = gzip.decompress((tmp_path / "jsonl/data/resources.jsonl.gz").read_bytes())
    objects = [json.loads(line) for line in packed.decode().splitlines()]
    texts = [
        {name: "; ".join(v) if isinstance(v, list) else v for name, v in one.items()}
        for one in objects
    ]
    assert texts == [
        {name: value for name, value in row.items() if value} for row in rows_of(tmp_path / "csv")
    ]


def test_memory_does_not_grow_with_the_number_of_entries(tmp_path: Path) -> None:
    peaks = []
    for entries in (50, 1000):
        tracemalloc.start()
        write_folder(tmp_path / str(entries), entries)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0]


@pytest.fixture(scope="module", params=["csv", "jsonl"])
def spoilt(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[dict[str, str]], list[tuple[str, str, str]]]:
    """The defects of a catalogue that has each kind twice, and what the tool finds."""
    folder = tmp_path_factory.mktemp("spoilt")
    write_folder(folder, 400, format=request.param, defects=2 * len(KINDS))
    with (folder / "defects.csv").open(encoding="utf-8", newline="") as file:
        planned = list(csv.DictReader(file))
    found = []
    for finding in findings_of(folder):
        place = finding["location"]
        row = (place["cell"] or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or str(place["line"])
        found.append((row, place["column"], finding["code"]))
    return planned, found


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_defect_is_found_at_its_cell(
    spoilt: tuple[list[dict[str, str]], list[tuple[str, str, str]]], kind: str
) -> None:
    planned, found = spoilt
    made = [(row["row"], row["column"], row["code"]) for row in planned if row["kind"] == kind]
    assert len(made) == 2
    for defect in made:
        assert found.count(defect) == 1


def test_nothing_is_found_where_no_defect_was_made(
    spoilt: tuple[list[dict[str, str]], list[tuple[str, str, str]]],
) -> None:
    planned, found = spoilt
    cells = {(row["row"], row["column"]) for row in planned}
    assert [one for one in found if one[:2] not in cells] == []


@pytest.mark.parametrize(("entries", "defects"), [(100, 5), (97, 13), (50, 50), (30, 1)])
def test_as_many_defects_are_made_as_asked_for(tmp_path: Path, entries: int, defects: int) -> None:
    write_folder(tmp_path, entries, defects=defects, kinds=["year-letter", "title-missing"])
    listed = (tmp_path / "defects.csv").read_text("utf-8").splitlines()[1:]
    assert len(listed) == defects
    wrong = [row for row in rows_of(tmp_path) if row["issued"] == "20l9" or not row["title"]]
    assert len(wrong) == defects


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        (["--defects", "11"], "11 defects do not fit into 10 rows"),
        (["--defects", "1", "--kinds", "typo"], "no such defect: typo"),
    ],
    ids=["too many", "unknown kind"],
)
def test_defects_that_cannot_be_made_are_refused(
    tmp_path: Path, options: list[str], complaint: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "generator", "10", tmp_path, *options],
        cwd=BENCHMARKS,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 2
    assert complaint in done.stderr
