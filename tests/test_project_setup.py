"""The set-up by make, the stages of CI, the wheel, and the rules on skipped tests."""

import os
import shutil
import subprocess
import sys
import textwrap
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from command_line import DATE, tressons_ld
from tressons_ld.cli import cli


def run(*command: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The outcome of a command, run without what an outer make or pytest hands down."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MAKE", "MFLAGS", "PYTEST", "CI"))
    }
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=inherited | environment,
        capture_output=True,
        encoding="utf-8",
    )


def fake_python(folder: Path, *, version: str, new_enough: bool, has_venv: bool) -> Path:
    """A program that answers the three questions of the Makefile as such a Python would."""
    path = folder / "python3"
    path.write_text(
        textwrap.dedent(
            f"""\
            #!/bin/sh
            case "$2" in
              *python_version*) echo {version} ;;
              *version_info*) exit {0 if new_enough else 1} ;;
              *ensurepip*) exit {0 if has_venv else 1} ;;
              *) kill -INT $PPID; exit 130 ;;
            esac
            """
        ),
        "utf-8",
    )
    path.chmod(0o755)
    return path


@pytest.fixture
def checkout(project: Path, tmp_path: Path) -> Path:
    """A folder, its name with a space, that holds what `make` reads before it sets anything up."""
    folder = tmp_path / "a checkout"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml"):
        shutil.copy(project / name, folder)
    return folder


def test_make_without_a_target_lists_the_targets(checkout: Path) -> None:
    done = run("make", cwd=checkout)
    assert done.returncode == 0, done.stderr
    for target in ("publish", "check", "test", "test-slow", "lint", "format", "clean"):
        assert f"make {target} " in done.stdout


def test_a_python_that_is_too_old_is_named(checkout: Path) -> None:
    python = fake_python(checkout.parent, version="3.9.2", new_enough=False, has_venv=True)
    done = run("make", f"PYTHON={python}", "publish", cwd=checkout)
    assert done.returncode == 2
    assert f"Python 3.11 or newer is needed; {python} is 3.9.2" in done.stderr
    assert "make PYTHON=/path/to/python3.11 publish" in done.stderr
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_not_there_is_named(checkout: Path) -> None:
    done = run("make", "PYTHON=/no/such/python3", "test", cwd=checkout)
    assert done.returncode == 2
    assert "none found among: /no/such/python3" in done.stderr


def test_without_venv_the_line_to_type_is_printed(checkout: Path) -> None:
    python = fake_python(checkout.parent, version="3.11.2", new_enough=True, has_venv=False)
    done = run("make", f"PYTHON={python}", "publish", cwd=checkout)
    assert done.returncode == 2
    assert "sudo apt install python3-venv\n" in done.stderr
    assert not (checkout / ".venv").exists()


def test_an_interrupted_set_up_is_not_taken_for_done(checkout: Path) -> None:
    python = fake_python(checkout.parent, version="3.12.1", new_enough=True, has_venv=True)
    done = run("make", f"PYTHON={python}", "publish", cwd=checkout)
    assert done.returncode != 0
    assert not list(checkout.glob(".venv/.*"))


def test_every_stage_of_ci_has_its_function_and_its_share_of_45_minutes(project: Path) -> None:
    told = run(
        "bash",
        "-c",
        'source .ci/stages.sh; for stage in "${stages[@]}"; do '
        'name=${stage%:*}; declare -F "stage_${name//-/_}" >/dev/null && echo "${stage#*:}"; '
        'done; echo "$all_seconds"',
        cwd=project,
    )
    assert told.returncode == 0, told.stderr
    *each, whole = map(int, told.stdout.split())
    assert whole == 45 * 60
    assert all(0 < seconds < whole for seconds in each)


STAGES = """
all_seconds=60
stages=(red:30 endless:1 green-too:30)
stage_red() { echo "FAILED tests/test_a.py::test_b - $(cat)"; false; echo "not reached"; }
stage_endless() { echo "== 2 passed in 1s =="; sleep 60; echo "not reached"; }
stage_green_too() { echo "CI=$CI"; pwd; }
"""


@pytest.fixture
def ci(project: Path, tmp_path: Path) -> Path:
    """A folder with a space in its name, and what runs the stages of CI: three of our own."""
    folder = tmp_path / "a checkout" / ".ci"
    folder.mkdir(parents=True)
    shutil.copy(project / ".ci" / "run", folder)
    (folder / "stages.sh").write_text(STAGES, "utf-8")
    return folder.parent


def test_ci_runs_every_stage_whatever_the_earlier_gave(ci: Path) -> None:
    done = run("bash", ".ci/run", cwd=ci)
    assert done.returncode == 1, done.stderr
    stages, _, closing = done.stdout.partition("== closing lines\n")
    assert f"CI=true\n{ci}\n" in stages
    assert "not reached" not in stages
    headings = [line.partition(": ")[0] for line in closing.splitlines()]
    assert [name for name in headings if name in {"red", "endless", "green-too"}] == [
        "red",
        "endless",
        "green-too",
    ]
    assert "FAILED tests/test_a.py::test_b" in closing
    assert "endless: FAILED, ended when its time was over" in closing
    assert "== 2 passed in 1s ==" in closing
    assert closing.endswith("failed: red endless\n")


def test_ci_ends_what_is_left_when_the_time_of_all_is_over(ci: Path) -> None:
    stages = ci / ".ci/stages.sh"
    text = stages.read_text("utf-8").replace("all_seconds=60", "all_seconds=1")
    stages.write_text(text.replace("endless:1 ", "endless:50 "), "utf-8")
    done = run("bash", ".ci/run", "endless", cwd=ci)
    assert done.returncode == 1
    assert "endless: FAILED, ended when its time was over" in done.stdout


def test_ci_runs_the_stages_that_are_named(ci: Path) -> None:
    done = run("bash", ".ci/run", "green-too", cwd=ci)
    assert done.returncode == 0, done.stdout
    assert "red" not in done.stdout
    assert done.stdout.endswith("all passed\n")
    assert run("bash", ".ci/run", "blue", cwd=ci).returncode == 2


def test_every_dependency_has_a_lower_and_an_upper_bound(project: Path) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))["project"]
    lists = [settings["dependencies"], *settings["optional-dependencies"].values()]
    for requirement in map(Requirement, sum(lists, [])):
        if requirement.name != "packaging":  # numbered by years
            assert {one.operator for one in requirement.specifier} == {">=", "<"}, requirement


def test_the_wheel_carries_the_tool_and_no_catalogue(project: Path, wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("ontology", "shapes", "queries"):
        for path in (project / folder).rglob("*"):
            if path.is_file():
                assert f"tressons_ld/{path.relative_to(project).as_posix()}" in names
    package = project / "src" / "tressons_ld"
    of_the_package = [*(package / "starter").rglob("*"), *package.glob("findings/messages/*.toml")]
    of_the_package += (package / "site").rglob("*.*")
    assert {path.suffix for path in of_the_package} >= {".csv", ".toml", ".html", ".css"}
    for path in of_the_package:
        if path.is_file() and "__pycache__" not in path.parts:
            assert path.relative_to(project / "src").as_posix() in names
    assert "tressons_ld/py.typed" in names
    assert not {name for name in names if name.startswith(("data/", "tressons_ld/data/"))}


@pytest.mark.parametrize("name", ["build", "check", "harvest", "publish", "score"])
def test_a_command_without_a_date_fails_in_tests(tressons: Path, name: str) -> None:
    in_a_process = tressons_ld(name, date=None, folder=tressons)
    assert in_a_process.returncode == 70, in_a_process.stderr
    assert "a test gives --date" in in_a_process.stderr
    assert CliRunner().invoke(cli, [name]).exit_code == 70


SKIPPED_TESTS = """
import pytest

def test_listed():
    pytest.skip("the moon is not full")

def test_unlisted():
    pytest.skip("no time")

@pytest.mark.xfail
def test_expected_to_fail_without_a_reason():
    assert False

@pytest.mark.xfail(reason="the engine rounds")
def test_expected_to_fail_with_a_reason():
    assert False

@pytest.mark.parametrize("value", ["a b", "c"])
def test_listed_by_pattern(value):
    pytest.skip("not today")
"""


@pytest.mark.parametrize("workers", ["0", "1"])
def test_under_ci_a_skipped_test_fails_unless_listed(
    project: Path, tmp_path: Path, workers: str
) -> None:
    tests = tmp_path / "tests"
    tests.mkdir()
    shutil.copy(project / "pyproject.toml", tmp_path)
    beside = ("catalogue_folder.py", "command_line.py", "command_template.py", "examples.py")
    for name in ("conftest.py", *beside):
        shutil.copy(project / "tests" / name, tests)
    shutil.copytree(project / "tests" / "clock", tests / "clock")
    (tests / "test_skipped.py").write_text(SKIPPED_TESTS, "utf-8")
    (tests / "test_whole_module.py").write_text(
        "import pytest\npytest.importorskip('no_such_module')\n", "utf-8"
    )
    (tests / "allowed-skips.txt").write_text(
        "# a comment\n"
        "tests/test_skipped.py::test_listed -- the moon decides\n"
        "tests/test_skipped.py::test_listed_by_pattern[*] -- none of them today\n"
        "tests/test_whole_module.py -- an optional module\n",
        "utf-8",
    )
    # Without a folder of its own it would remove those that earlier runs of others have left.
    own = f"--basetemp={tmp_path / 'temporary'}"
    pytest_here = (sys.executable, "-m", "pytest", "tests", "-n", workers, own)

    elsewhere = run(*pytest_here, cwd=tmp_path)
    assert "1 failed, 5 skipped, 1 xfailed" in elsewhere.stdout
    under_ci = run(*pytest_here, cwd=tmp_path, CI="true")
    assert "2 failed, 4 skipped, 1 xfailed" in under_ci.stdout
    assert "test_unlisted: skipped under CI, and not in allowed-skips.txt" in under_ci.stdout
    assert "an expected failure needs a reason" in under_ci.stdout

    (tests / "allowed-skips.txt").write_text("", "utf-8")
    assert "no_such_module" in run(*pytest_here, cwd=tmp_path, CI="true").stdout
    (tests / "allowed-skips.txt").write_text("tests/test_skipped.py::test_listed\n", "utf-8")
    assert "allowed-skips.txt:1: write" in run(*pytest_here, cwd=tmp_path).stderr


@pytest.mark.slow
def test_the_wheel_alone_publishes_a_new_catalogue(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=True)
    programs = tmp_path / "venv" / "bin"
    installed = run(programs / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    assert installed.returncode == 0, installed.stderr

    made = run(programs / "tressons-ld", "init", "catalogue", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    source = tmp_path / "inventaire.csv"
    source.write_text("Titre,Auteurs,Année\nUn guide,Avise,2020\nUne étude,RTES,2021\n", "utf-8")
    adopted = run(programs / "tressons-ld", "init", "own", "--from", source, cwd=tmp_path)
    assert adopted.returncode == 0, adopted.stdout + adopted.stderr
    for folder in (tmp_path / "catalogue", tmp_path / "own"):
        for command in ("check", "publish"):
            done = run(programs / "tressons-ld", command, "--date", DATE, cwd=folder)
            assert done.returncode == 0, done.stdout + done.stderr
        assert (folder / "public" / "catalogue.ttl").is_file()
