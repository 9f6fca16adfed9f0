"""What the README says is so: its commands run, its Python runs, each command stands in it."""

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from command_line import tressons_ld
from pushed_stores import oxigraph
from tressons_ld.cli import cli


@pytest.fixture(scope="module")
def readme(project: Path) -> str:
    """The text of the README."""
    return (project / "README.md").read_text("utf-8")


def blocks(readme: str, language: str) -> list[str]:
    """Return the code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```", readme, re.MULTILINE | re.DOTALL)


def test_each_command_stands_in_the_readme(readme: str) -> None:
    missing = [name for name in cli.commands if f"`tressons-ld {name}" not in readme]
    assert not missing


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("command", sorted(cli.commands))
def test_each_command_has_help_with_an_example(command: str, language: str) -> None:
    done = tressons_ld(command, "--lang", language, "--help")
    assert done.returncode == 0
    assert ("Exemple : tressons-ld" if language == "fr" else "Example: tressons-ld") in done.stdout


def test_the_commands_of_the_readme_run(readme: str, tressons: Path) -> None:
    assert tressons_ld("publish", folder=tressons).returncode == 0
    lines = [line for block in blocks(readme, "sh") for line in block.splitlines()]
    commands = [line for line in lines if line.startswith(".venv/bin/tressons-ld ")]
    assert len(commands) >= 5
    with oxigraph() as store:
        for line in commands:
            arguments = shlex.split(line, comments=True)[1:]
            if arguments[0] == "init":
                arguments[1] = str(tressons / Path(arguments[1]).name)
            if arguments[0] == "push":
                arguments[1] = store
            done = tressons_ld(*arguments, folder=tressons, environment={"no_proxy": "*"})
            assert done.returncode == 0, f"{line}\n{done.stderr}"


def test_the_account_of_a_table_is_what_init_prints(readme: str, tmp_path: Path) -> None:
    section = readme.partition("## Bring your own table\n")[2].partition("\n## ")[0]
    (table,) = blocks(section, "csv")
    ((typed, shown),) = re.findall(
        r"^by `tressons-ld ([^`]+)`:\n\n```\n(.*?)^```", section, re.MULTILINE | re.DOTALL
    )
    arguments = typed.split()
    (tmp_path / arguments[arguments.index("--from") + 1]).write_text(table, "utf-8")
    done = tressons_ld(*arguments, folder=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == shown


def test_the_make_targets_of_the_readme_exist(readme: str, project: Path) -> None:
    makefile = (project / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^make ([a-z-]+)", "\n".join(blocks(readme, "sh")), re.MULTILINE))
    assert targets >= {"publish", "test"}
    for target in targets:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_python_of_the_readme_runs(readme: str, tressons: Path) -> None:
    (program,) = blocks(readme, "python")
    assert len(program.strip().splitlines()) <= 12
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tressons, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "2020 Programmes LEADER et ESS" in done.stdout
    assert "2021 Les relations contractuelles entre collectivités et acteurs" in done.stdout


def test_the_turtle_of_the_readme_is_published(readme: str, published: Path) -> None:
    (turtle,) = blocks(readme, "turtle")
    file = (published / "ressource/programmes-leader-et-ess.ttl").read_text("utf-8")
    for line in turtle.splitlines():
        statement = line.strip().rstrip(";.").strip()
        if "…" not in statement:
            assert statement in file, statement


def test_the_finding_of_the_readme_is_what_check_says(readme: str, tressons: Path) -> None:
    shown = next(line for line in readme.splitlines() if line.startswith("violation : "))
    table = tressons / "data/resources.csv"
    text = table.read_text("utf-8")
    row = next(line for line in text.splitlines() if line.startswith("programmes-leader-et-ess,"))
    table.write_text(text.replace(row, row.replace(",2020,", ",20l9,", 1)), "utf-8")
    done = tressons_ld("check", folder=tressons)
    assert done.returncode == 1
    assert shown in done.stdout


def test_the_paths_that_documents_name_exist(project: Path) -> None:
    for name in ("README.md", "ARCHITECTURE.md", "docs/decisions.md"):
        text = (project / name).read_text("utf-8")
        for path in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((project / name).parent / path).exists(), f"{name}: {path}"


def test_what_is_published_stands_in_the_readme(readme: str, published: Path) -> None:
    _, _, rest = readme.partition("## What is published\n")
    table = rest.partition("\n## ")[0]
    missing = []
    for path in published.iterdir():
        stem, dot, ending = path.name.partition(".")
        # « `catalogue.ttl`, `.jsonld` »: the ending alone, beside another file of the name.
        beside = f"`{stem}." in table and f"`{dot}{ending}`" in table
        whole = f"`{path.name}/" if path.is_dir() else f"`{path.name}`"
        if not (whole in table or beside):
            missing.append(path.name)
    assert sorted(missing) == []


def test_the_modules_of_the_code_map_exist(project: Path) -> None:
    text = (project / "ARCHITECTURE.md").read_text("utf-8")
    tables = [line for line in text.splitlines() if line.startswith("| ")]
    names = re.findall(r"`([a-z0-9_./]+(?:\.py|\.toml|\.csv|/))`", "\n".join(tables))
    assert len(names) > 100
    made = {"bundled/"}  # By `make workbench`.
    package = project / "src/tressons_ld"
    for name in sorted({*names} - made):
        known = [package / name, project / name, *package.rglob(name)]
        assert any(path.exists() for path in known), name
