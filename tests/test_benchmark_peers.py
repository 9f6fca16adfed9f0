"""The tools beside which tressons-ld is measured make the triples that it makes.

Where an environment under `.bench` is missing, which the Makefile makes, its peer is skipped.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.generator import write_folder
from benchmarks.generator.shared import BASE_IRI
from benchmarks.harness.comparison import Published
from benchmarks.peers.prepared import prepare, prepare_shared
from command_line import tressons_ld

PROJECT = Path(__file__).resolve().parents[1]
BENCHMARKS = PROJECT / "tests" / "benchmarks"
OPTIONS = {"rdflib_whole": ["--shapes", PROJECT / "shapes"]}


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published catalogue folder; what the peers read of it lies in `prepared`."""
    folder = tmp_path_factory.mktemp("catalogue")
    write_folder(folder, 200)
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stderr
    prepare(folder, folder / "prepared", BASE_IRI)
    prepare_shared(folder / "public", folder / "prepared")
    return folder


@pytest.fixture(scope="module")
def published(catalogue: Path) -> Published:
    """What we say of it."""
    return Published(catalogue / "public")


@pytest.mark.parametrize(
    ("module", "environment"),
    [
        ("pyoxigraph_stream", None),
        pytest.param("rdflib_whole", None, marks=pytest.mark.slow),
        pytest.param("morph_kgc_rml", "morph-kgc", marks=pytest.mark.slow),
        pytest.param("maplib_ottr", "maplib", marks=pytest.mark.slow),
    ],
)
def test_a_peer_makes_the_same_triples(
    catalogue: Path, published: Published, module: str, environment: str | None
) -> None:
    python = PROJECT / ".bench" / environment / "bin" / "python" if environment else sys.executable
    if environment and not Path(python).exists():
        pytest.skip(f"no environment .bench/{environment}: type make test-slow")
    output = catalogue / module
    subprocess.run(
        [
            *(python, "-m", f"peers.{module}", catalogue / "prepared", output),
            *("--base-iri", BASE_IRI),
            *OPTIONS.get(module, ()),
        ],
        cwd=BENCHMARKS,
        check=True,
    )
    compared = list(published.beside(module, output))
    assert min(one.ours for one in compared) > 10_000
    differences = [f"{one.peer}: {line}" for one in compared for line in one.examples]
    assert not differences, "\n".join(differences)
