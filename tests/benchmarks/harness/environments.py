"""Where the programs lie, what versions they have, and what machine this is."""

import datetime
import json
import os
import platform
import re
import subprocess
import tempfile
from pathlib import Path

BENCHMARKS = Path(__file__).resolve().parents[1]
PROJECT = BENCHMARKS.parents[1]
BENCH = PROJECT / ".bench"
WORK = BENCH / "work"
RESULTS = BENCHMARKS / "results"
OUTPUTS = Path(tempfile.gettempdir(), "tressons-ld-measurements")
"""In memory where ``tests/in_memory.sh`` found room there."""
LARGEST_IN_MEMORY = 10_000

PACKAGES = {
    "tressons": ["tressons-ld", "shacl", "pyshacl", "rdflib", "pyoxigraph", "click"],
    "rdflib": ["rdflib", "pyshacl", "pyoxigraph"],
    "morph-kgc": ["morph-kgc", "pandas", "duckdb", "pyoxigraph", "rdflib"],
    "maplib": ["maplib", "polars"],
}
"""Environment under ``.bench/`` -> the packages whose versions matter."""


def python(environment: str) -> Path:
    """Return the Python of an environment."""
    return BENCH / environment / "bin" / "python"


def program(environment: str, name: str) -> Path:
    """Return a program of an environment."""
    return BENCH / environment / "bin" / name


def outputs(size: int) -> Path:
    """Return the folder of what is written of a catalogue of so many entries.

    A publication of 100 000 is larger than most memories: it lies on the disk.
    """
    return OUTPUTS if size <= LARGEST_IN_MEMORY else WORK


def versions() -> dict[str, dict[str, str]]:
    """Return the versions of the packages of each environment that is installed."""
    code = (
        "import importlib.metadata as m, json, platform, sys;"
        "print(json.dumps({'python': platform.python_version()}"
        " | {n: m.version(n) for n in sys.argv[1:]}))"
    )
    return {
        name: json.loads(
            subprocess.run(
                [python(name), "-c", code, *packages],
                capture_output=True,
                encoding="utf-8",
                check=True,
            ).stdout
        )
        for name, packages in PACKAGES.items()
        if python(name).exists()
    }


def machine() -> dict[str, str | int]:
    """Return what the measurements depend on: processor, cores used, memory, system."""
    info = Path("/proc/cpuinfo").read_text("utf-8", "replace")
    model = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "processor": model[1] if model else platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "gigabytes": round(memory / 2**30),
        "system": f"{platform.system()} {platform.release().split('-')[0]}",
    }


def commit() -> str:
    """Return the commit measured, with a plus sign when src/ or shapes/ differ from it."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=PROJECT, capture_output=True, encoding="utf-8")
        return done.stdout.strip()

    changed = git("status", "--porcelain", "--", "src", "shapes", "ontology")
    return (git("rev-parse", "--short", "HEAD") or "unknown") + ("+" if changed else "")


def today() -> str:
    """Return the day of the measurement."""
    return datetime.date.today().isoformat()


def load() -> float:
    """Return how many processes wanted a core during the last minute."""
    return round(os.getloadavg()[0], 1)
