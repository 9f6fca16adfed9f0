"""Beside the contracts of ``pyproject.toml`` on imports: the clock, and engines slow to import."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from catalogue_folder import copy_of_atelier
from tables import each

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tressons_ld"

# Slow to import: loaded by the function that needs them, so that every command starts at once.
ENGINES = {"SPARQLWrapper", "pyoxigraph", "pyshacl", "rdflib", "shacl"}


def name_of(path: Path) -> str:
    """The name of the module at a path: ``mapping/__init__.py`` is ``mapping``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): path
    for path in sorted(PACKAGE.rglob("*.py"))
    if "starter" not in path.relative_to(PACKAGE).parts
}
every_module = each("module", MODULES)


@cache
def tree_of(module: str) -> ast.Module:
    """A module as read when first asked for, and not by each process that collects tests."""
    path = MODULES[module]
    return ast.parse(path.read_text("utf-8"), str(path))


def roots_imported(statements: list[ast.stmt]) -> Iterator[str]:
    """The top-level packages that are imported by these statements or anywhere inside of them."""
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                yield from (alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and not node.level:
                yield (node.module or "").partition(".")[0]


def run_at_import(statements: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The simple statements run by importing a module: no function, nothing for types only."""
    for statement in statements:
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(statement, ast.If) and "TYPE_CHECKING" in ast.unparse(statement.test):
            yield from run_at_import(statement.orelse)
            continue
        inner = [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
        for handler in getattr(statement, "handlers", []):
            inner += handler.body
        for case in getattr(statement, "cases", []):
            inner += case.body
        if inner:
            yield from run_at_import(inner)
        else:
            yield statement


@every_module
def test_only_the_command_line_reads_the_date(module: str) -> None:
    if module.partition(".")[0] == "cli":
        return
    asked = {
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree_of(module))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
    }
    assert not asked, f"{module}: the date is an argument"


@every_module
def test_engines_are_imported_where_they_are_used(module: str) -> None:
    engines = ENGINES & set(roots_imported(list(run_at_import(tree_of(module).body))))
    assert not engines, f"{module} imports {engines} at its top: import it inside the function"


def test_the_command_line_starts_with_no_engine_and_no_room_but_what_help_is_made_of() -> None:
    program = "import sys, tressons_ld.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.split())
    # What takes a millisecond or more to import, of the 60 that help may take.
    late = {"json", "wcwidth", "dataclasses", "tressons_ld.findings.finding"}
    assert not (ENGINES | late) & imported
    ours = {name for name in imported if re.match(r"tressons_ld\.(?!cli\b|findings\b)", name)}
    rooms = {"tressons_ld.rdf", "tressons_ld.files"}
    files = {"tressons_ld.files.garbage", "tressons_ld.files.signals"}
    assert ours == rooms | {"tressons_ld.rdf.formats"} | files


def test_the_message_files_are_read_when_one_is_first_told() -> None:
    program = (
        "import sys, tressons_ld.cli, tressons_ld.findings.finding; "
        "print('tomllib' in sys.modules, 'importlib.resources' in sys.modules); "
        "tressons_ld.findings.finding.finding('table.empty', None); "
        "print('tomllib' in sys.modules)"
    )
    command = [sys.executable, "-I", "-c", program]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["False", "False", "True"], done.stderr


def test_no_two_public_classes_or_modules_bear_one_name() -> None:
    names: dict[str, list[str]] = {}
    for module in MODULES:
        stem = module.rpartition(".")[2]
        if not stem.startswith("__") and (PACKAGE / f"{module.replace('.', '/')}.py").is_file():
            names.setdefault(stem, []).append(module)
        for node in tree_of(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                names.setdefault(node.name, []).append(f"{module}.{node.name}")
    assert {name: places for name, places in names.items() if len(places) > 1} == {}


def imported_by_publishing(folder: Path) -> set[str]:
    """The modules that a process has imported when it has published a folder."""
    program = (
        "import sys; from pathlib import Path; "
        "from tressons_ld.composition import open_folder; "
        "from tressons_ld.publication.publish import publish; "
        "folder = Path(sys.argv[1]); "
        "publish(open_folder(folder, date='2026-11-29'), folder / 'public', jobs=1); "
        "print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return set(done.stdout.split())


def test_a_publication_imports_nothing_that_asks_the_network(tmp_path: Path) -> None:
    imported = imported_by_publishing(copy_of_atelier(tmp_path / "atelier"))
    assert {"http.client", "urllib.request", "ssl"}.isdisjoint(imported)


def test_a_publication_without_pages_imports_nothing_that_makes_them(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publication]\nsite = false\n")
    imported = imported_by_publishing(folder)
    assert not {name for name in imported if name.startswith("tressons_ld.site")}
    assert {"jinja2", "yaml"}.isdisjoint(imported)
