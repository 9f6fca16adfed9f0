"""What all tests share: where things lie, and that nothing is skipped in silence."""

import gc
import os
import re
import runpy
import shutil
import subprocess
import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from catalogue_folder import copy_of_atelier, without_site
from command_line import DATE, command, tressons_ld
from examples import examples

if TYPE_CHECKING:
    import rdflib

    from endpoint_server import EndpointServer

PROJECT = Path(__file__).resolve().parents[1]
# Run by the python of another environment, whose packages are not here.
collect_ignore_glob = ["consumers/*_driver.py"]
CLOCK = Path(__file__).with_name("clock")
ALLOWED_SKIPS = Path(__file__).with_name("allowed-skips.txt")
UNDER_CI = os.environ.get("CI", "").lower() not in {"", "0", "false"}
# Whatever proxy is named, the servers of the tests are asked without it. Set once: a variable that
# is new in the environment while a thread of another test reads it ends the process.
os.environ["no_proxy"] = "*"

TRIED = {"deadline": None, "max_examples": examples(100)}
hypothesis.settings.register_profile("local", **TRIED)
hypothesis.settings.register_profile("ci", **TRIED, derandomize=True, print_blob=True)
hypothesis.settings.load_profile("ci" if UNDER_CI else "local")


@pytest.fixture(scope="module")
def answers() -> Generator[None]:
    """The questions of a site are answered, and its quality told, as they are by default."""
    from tressons_ld.catalogue.model import ANSWERS_UP_TO
    from tressons_ld.catalogue.tables import settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(settings, "ANSWERS_UP_TO", ANSWERS_UP_TO)
        yield


@pytest.fixture(scope="session")
def project() -> Path:
    """The root of the repository, itself a catalogue folder."""
    return PROJECT


@pytest.fixture(scope="session", params=["shared-folder"])
def shared_folder(project: Path) -> Path:
    """The folder of reference material beside the checkout; where it is missing, a skipped test.

    Its one parameter puts «shared-folder» into the id of each test that uses it: allowed-skips.txt
    lists them by it.
    """
    folder = project.parent / "shared"
    if not folder.is_dir():
        pytest.skip(f"no reference material: {folder} is missing")
    return folder


@pytest.fixture
def system_clock() -> dict[str, str]:
    """The environment in which commands take the day of today for their default.

    In any other they fail. It is given to each command: few need it, so no template is started.
    """
    paths = os.environ["PYTHONPATH"].split(os.pathsep)
    return {"PYTHONPATH": os.pathsep.join(set(paths) - {str(CLOCK)})}


@pytest.fixture(scope="session")
def wheel(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of the project, built from this checkout, without what npm adds to it."""
    folder = tmp_path_factory.mktemp("wheel")
    without = {**os.environ, "HATCH_BUILD_NO_HOOKS": "true"}
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel"]
    done = subprocess.run(
        [*build, "--directory", str(folder)],
        cwd=project,
        env=without,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture
def tressons(project: Path, tmp_path: Path) -> Path:
    """A copy of the TRESSONS catalogue folder, to be changed at will."""
    folder = tmp_path / "tressons"
    shutil.copytree(project / "data", folder / "data")
    return folder


@pytest.fixture(scope="session")
def published(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output folder of a publication of TRESSONS, to be read only."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(project / "data", folder / "data")
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "public"


@pytest.fixture(scope="session")
def published_whole(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the answers to the questions of its site."""
    folder = tmp_path_factory.mktemp("published")
    shutil.copytree(project / "data", folder / "data")
    paths = os.environ["PYTHONPATH"].split(os.pathsep)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(set(paths) - {str(CLOCK)})}
    done = subprocess.run(
        command("publish"), cwd=folder, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "public"


@pytest.fixture(scope="session")
def published_atelier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalogue folder «atelier», published without its site, to be read only."""
    folder = without_site(copy_of_atelier(tmp_path_factory.mktemp("published") / "atelier"))
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def atelier(published_atelier: Path, tmp_path: Path) -> Path:
    """The same, to be changed at will."""
    return Path(shutil.copytree(published_atelier, tmp_path / "atelier"))


@pytest.fixture(scope="session")
def published_graph(published: Path) -> "rdflib.Graph":
    """All that is published of TRESSONS: the catalogue, and the facts about its own files."""
    import rdflib

    graph = rdflib.Graph().parse(published / "catalogue.nt")
    return graph.parse(published / "catalogue" / "donnees.ttl")


@pytest.fixture(scope="session")
def endpoint(
    published: Path, tmp_path_factory: pytest.TempPathFactory
) -> Generator["EndpointServer"]:
    """A server of TRESSONS, and of some graphs more; questions have two seconds."""
    from endpoint_server import serving, with_graphs

    folder = with_graphs(published, tmp_path_factory.mktemp("endpoint") / "tressons")
    with serving(folder, "--timeout", "2") as server:
        yield server


@pytest.fixture(scope="session")
def patient_endpoint(
    endpoint: "EndpointServer", tmp_path_factory: pytest.TempPathFactory
) -> Generator["EndpointServer"]:
    """The same with thirty seconds: what is read here may be long on a busy machine."""
    from endpoint_server import beside, serving

    folder = tmp_path_factory.mktemp("patient")
    beside(endpoint.folder, folder)
    with serving(folder) as server:
        yield server


def pytest_configure(config: pytest.Config) -> None:
    runpy.run_path(str(CLOCK / "sitecustomize.py"))
    paths = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join([str(CLOCK), *filter(None, paths)])
    # A plugin, not hooks of this file: those would not see the doctests of src.
    config.pluginmanager.register(_NothingSkippedInSilence(_allowed_skips()), "nothing-skipped")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, Any, Any]:
    """Look for no garbage while ten thousand tests are collected: there is none, and it takes half
    the time. What was made then stays as long as the process."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


class _NothingSkippedInSilence:
    """Fails an expected failure that gives no reason and, under CI, a skip that is not listed."""

    def __init__(self, allowed: list[re.Pattern[str]]) -> None:
        self.allowed = allowed

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self) -> Generator[None, Any, Any]:
        return self._judged((yield))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(self) -> Generator[None, Any, Any]:
        return self._judged((yield))

    def _judged(self, report: Any) -> Any:
        if hasattr(report, "wasxfail"):
            if not re.sub(r"^(\[NOTRUN\]|reason:)\s*", "", report.wasxfail).strip():
                del report.wasxfail
                _fail(report, "an expected failure needs a reason: xfail(reason=…)")
        elif report.skipped and UNDER_CI and not self._allows(report.nodeid):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else "no reason"
            _fail(report, f"skipped under CI, and not in {ALLOWED_SKIPS.name}: {reason}")
        return report

    def _allows(self, node_id: str) -> bool:
        return any(pattern.fullmatch(node_id) for pattern in self.allowed)


def _fail(report: Any, message: str) -> None:
    report.outcome = "failed"
    report.longrepr = f"{report.nodeid}: {message}"


def _allowed_skips() -> list[re.Pattern[str]]:
    """The node ids of allowed-skips.txt, each of which must have its reason."""
    patterns = []
    for number, line in enumerate(ALLOWED_SKIPS.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        node_id, _, reason = line.rpartition(" -- ")
        if not node_id.strip() or not reason.strip():
            message = f"{ALLOWED_SKIPS.name}:{number}: write «node id -- reason», not «{line}»"
            raise pytest.UsageError(message)
        patterns.append(re.compile(re.escape(node_id.strip()).replace(r"\*", ".*")))
    return patterns
