"""The image of the tool: what its recipe names is there, and it publishes where it can be built."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from command_line import DATE
from tressons_ld.cli import cli

SECONDS = 500


@pytest.fixture(scope="module")
def instructions(project: Path) -> list[tuple[str, str]]:
    """Each instruction of the recipe and its words, in their order."""
    text = (project / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [(name, words) for name, _, words in (line.partition(" ") for line in lines)]


def of(instructions: list[tuple[str, str]], wanted: str) -> list[str]:
    return [words for name, words in instructions if name == wanted]


def copied(instructions: list[tuple[str, str]]) -> list[tuple[list[str], str]]:
    """The paths of the checkout that are copied, and where to, of each COPY."""
    each = (words.split() for words in of(instructions, "COPY") if "--from" not in words)
    return [(words[:-1], words[-1]) for words in each]


def test_the_image_is_of_an_ordinary_user_and_its_command_is_ours(
    instructions: list[tuple[str, str]],
) -> None:
    names = [name for name, _ in instructions]
    (user,) = of(instructions, "USER")
    assert any(f" {user}" in words for words in of(instructions, "RUN") if "useradd" in words)
    assert not {"RUN", "COPY"} & set(names[names.index("USER") :])
    (entry,), (command,) = of(instructions, "ENTRYPOINT"), of(instructions, "CMD")
    name, *options = json.loads(command)
    assert json.loads(entry) == ["tressons-ld"]
    known = {option for each in cli.commands[name].params for option in each.opts}
    assert {each for each in options if each.startswith("--")} <= known


def test_the_image_takes_extras_that_there_are(
    project: Path, instructions: list[tuple[str, str]]
) -> None:
    settings = tomllib.loads((project / "pyproject.toml").read_text("utf-8"))
    (extras,) = re.findall(r"\.whl\)\[([a-z,]+)\]", " ".join(of(instructions, "RUN")))
    assert set(extras.split(",")) <= settings["project"]["optional-dependencies"].keys()


def test_what_the_image_copies_makes_the_same_wheel(
    project: Path, instructions: list[tuple[str, str]], wheel: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    for paths, place in copied(instructions):
        for path in paths:
            target = source / place / (Path(path).name if place == "./" else "")
            target.parent.mkdir(parents=True, exist_ok=True)
            if (project / path).is_dir():
                shutil.copytree(project / path, target)
            else:
                shutil.copy(project / path, target)
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "made")],
        cwd=source,
        env={**os.environ, "HATCH_BUILD_NO_HOOKS": "true"},
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (made,) = (tmp_path / "made").glob("*.whl")
    assert set(zipfile.ZipFile(made).namelist()) == set(zipfile.ZipFile(wheel).namelist())


def test_the_readme_runs_the_image_with_commands_of_ours(project: Path) -> None:
    readme = (project / "README.md").read_text("utf-8").replace("\\\n", " ")
    runs = [shlex.split(line) for line in readme.splitlines() if line.startswith("podman run ")]
    assert {line[line.index("tressons-ld") + 1] for line in runs} >= {"init", "publish", "serve"}
    for line in runs:
        name, *words = line[line.index("tressons-ld") + 1 :]
        known = {option for each in cli.commands[name].params for option in each.opts}
        assert {word for word in words if word.startswith("-")} <= known, line


def builds(program: str) -> bool:
    """Whether a program is there and, where it needs a daemon, has it."""
    if shutil.which(program) is None:
        return False
    return subprocess.run([program, "info"], capture_output=True, timeout=60).returncode == 0


@pytest.mark.slow
def test_the_image_publishes_as_an_ordinary_user(project: Path) -> None:
    """Of the base image that ``TRESSONS_LD_BASE_IMAGE`` names, where there is another one."""
    builder = next(filter(builds, ("podman", "docker", "buildah")), None)
    if builder is None:
        pytest.skip("no podman, docker or buildah builds images here")
    base = os.environ.get("TRESSONS_LD_BASE_IMAGE", "docker.io/library/python:3.13-slim")

    def ran(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [builder, *words], cwd=project, capture_output=True, encoding="utf-8", timeout=SECONDS
        )

    if ran("pull", base).returncode and ran("inspect", base).returncode:
        pytest.skip(f"{builder} has no image {base} and cannot fetch it")
    build = "bud" if builder == "buildah" else "build"
    image = "tressons-ld-tried"
    made = ran(build, "--build-arg", f"BASE={base}", "-t", image, "-f", "Containerfile", ".")
    assert made.returncode == 0, made.stdout + made.stderr
    script = (
        f"id -u && tressons-ld init /tmp/a && tressons-ld publish --folder /tmp/a --date {DATE}"
    )
    try:
        if builder == "buildah":
            container = ran("from", image).stdout.strip()
            done = ran("run", container, "sh", "-c", script)
            ran("rm", container)
        else:
            done = ran("run", "--rm", "--entrypoint", "sh", image, "-c", script)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout.splitlines()[0] == "1000"
    finally:
        ran("rmi", "--force", image)
