"""The PySpark example of ARCHITECTURE.md runs, and gives what `build` gives.

It needs the extra `spark` and a Java runtime (`default-jre-headless` on Debian).
"""

import os
import re
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from benchmarks.generator import write_folder
from command_line import DATE, tressons_ld


@pytest.fixture(scope="module")
def example() -> str:
    """The Python code of the section « Beyond one machine »."""
    text = (Path(__file__).resolve().parents[1] / "ARCHITECTURE.md").read_text("utf-8")
    section = text.partition("## Beyond one machine\n")[2].partition("\n## ")[0]
    (code,) = re.findall(r"^```python\n(.*?)^```$", section, re.DOTALL | re.MULTILINE)
    return code


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic catalogue, sound but for five rows."""
    folder = tmp_path_factory.mktemp("catalogue")
    kinds = ["title-capitals", "year-letter", "id-missing", "theme-unknown", "keyword-repeated"]
    write_folder(folder, 150, defects=5, kinds=kinds)
    return folder


def run(code: str, folder: Path) -> str:
    """Run the code in a process of its own and return what it printed.

    Spark keeps to loopback, without its web page, and its workers use this Python.
    """
    assert shutil.which("java"), "a Java runtime is needed: sudo apt install default-jre-headless"
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env={
            **os.environ,
            "PYSPARK_PYTHON": sys.executable,
            "PYSPARK_SUBMIT_ARGS": "--conf spark.ui.enabled=false pyspark-shell",
            "SPARK_LOCAL_IP": "127.0.0.1",
            "SPARK_LOCAL_HOSTNAME": "localhost",
        },
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def graphs_of(quads: list[str]) -> list[str]:
    """The graphs, in the order in which they first appear."""
    return list(dict.fromkeys(quad.rsplit(" ", 2)[1] for quad in quads))


def test_the_example_has_ten_lines_or_fewer(example: str) -> None:
    assert len([line for line in example.splitlines() if line.strip()]) <= 10


@pytest.mark.slow
def test_spark_gives_the_n_quads_of_build(example: str, tmp_path: Path) -> None:
    write_folder(tmp_path, 150)
    run(example + 'Path("spark.nq").write_text("\\n".join(lines), "utf-8")\n', tmp_path)
    words = ["build", "--format", "n-quads", "--output", tmp_path / "build.nq", "--date", DATE]
    done = tressons_ld(*words, "--folder", tmp_path)
    assert done.returncode == 0, done.stderr
    built = (tmp_path / "build.nq").read_text("utf-8").splitlines()
    of_entries = [line for line in built if line.endswith("#fiche> .")]
    mapped = (tmp_path / "spark.nq").read_text("utf-8").splitlines()
    assert sorted(mapped) == sorted(of_entries)
    assert graphs_of(mapped) == graphs_of(of_entries)


@pytest.mark.slow
def test_spark_gives_the_findings_of_check(example: str, catalogue: Path) -> None:
    findings = textwrap.dedent(
        """
        found = rows.mapPartitions(lambda part: map_partition(list(part), inputs)[1]).collect()
        for each in sorted(each.in_language("fr") for each in [*found, *inputs.shared_findings()]):
            print(each)
        """
    )
    mapped = run(example + findings, catalogue).splitlines()
    checked = tressons_ld("check", "--folder", catalogue).stdout.splitlines()
    assert len(mapped) == 5
    places = [re.sub("^(violation|avertissement|remarque) : ", "", line) for line in checked]
    assert set(mapped) <= set(places)
