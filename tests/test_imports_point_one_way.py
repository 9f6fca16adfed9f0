"""The arrow of ARCHITECTURE.md: each module stands on those before it; the core knows no world."""

import ast
import graphlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tressons_ld"

# Foundations first: a module imports only modules that stand before it, and the siblings in its
# own package.
ORDER = (
    "terms",
    "namespaces",
    "errors",
    "findings",
    "codes",
    "hashes",
    "model",
    "iris",
    "resources",
    "tables",
    "tables.cells",
    "tables.references",
    "tables.layouts",
    "tables.workbooks",
    "tables.rows",
    "tables.columns",
    "tables.settings",
    "tables.additions",
    "tables.shared_tables",
    "tables.entries",
    "importer",
    "importer.layout",
    "importer.authors",
    "importer.outline",
    "importer.document",
    "importer.titles",
    "importer.rows",
    "importer.comparison",
    "mapping",
    "mapping.fields",
    "mapping.schema_org",
    "mapping.pages",
    "mapping.additions",
    "mapping.entry",
    "mapping.catalogue",
    "mapping.shared",
    "mapping.data",
    "mapping.retired",
    "validation",
    "validation.relevance",
    "validation.shapes",
    "validation.engines",
    "validation.tracing",
    "serialisation",
    "serialisation.units",
    "serialisation.ntriples",
    "serialisation.turtle",
    "serialisation.jsonld",
    "serialisation.rdfxml",
    "serialisation.plain_ascii",
    "documentation",
    "gathering",
    "reports",
    "profiles",
    "profiles.feed_text",
    "profiles.licences",
    "profiles.top_level_domains",
    "profiles.public_addresses",
    "profiles.datagouv",
    "profiles.datagouv_shared",
    "profiles.dcat_ap",
    "feeds",
    "profiles.page",
    "profiles.table",
    "profiles.retired",
    "redirects",
    "lock_file",
    "ledger",
    "identity",
    "sparql",
    "results",
    "answers",
    "queries",
    "interruption",
    "walls",
    "engine",
    "evaluator",
    "store",
    "remote",
    "build",
    "shards",
    "continuity",
    "rendering",
    "tombstones",
    "counting",
    "manifest",
    "workers",
    "output",
    "dumps",
    "paging",
    "earlier",
    "walking",
    "dependencies",
    "accompaniments",
    "declaring",
    "spool",
    "inspection",
    "writing",
    "publish",
    "diff",
    "diff.statements",
    "diff.dump",
    "diff.index",
    "diff.cells",
    "diff.comparison",
    "diff.telling",
    "importing",
    "harvest",
    "harvest.items",
    "harvest.shelf",
    "harvest.pages",
    "harvest.statements",
    "harvest.ckan_rules",
    "harvest.ckan_values",
    "harvest.ckan_dataset",
    "harvest.ckan_schema",
    "harvest.ckan",
    "harvest.dcat_ap_rules",
    "harvest.dcat_ap",
    "harvest.datagouv_reading",
    "harvest.datagouv_texts",
    "harvest.datagouv_addresses",
    "harvest.datagouv_dates",
    "harvest.datagouv_places",
    "harvest.datagouv_licences",
    "harvest.datagouv_contacts",
    "harvest.datagouv_subjects",
    "harvest.datagouv_files",
    "harvest.datagouv_resources",
    "harvest.datagouv_dataset",
    "harvest.datagouv_services",
    "harvest.datagouv_score",
    "harvest.datagouv",
    "harvest.against",
    "harvest.telling",
    "harvest.rehearsal",
    "score",
    "score.vocabularies",
    "score.facts",
    "score.compliance",
    "score.judging",
    "score.indicators",
    "score.mqa",
    "score.stars",
    "score.datagouv",
    "score.datagouv_export",
    "score.criteria",
    "score.remedies",
    "score.settings_remedies",
    "score.card",
    "score.tally",
    "score.scoring",
    "score.as_json",
    "score.as_text",
    "api",
    "__init__",
    "localised",
    "cli",
    "cli.options",
    "cli.publishing",
    "cli.comparing",
    "cli.reading",
    "cli.making",
    "cli.identifying",
    "cli.scoring",
    "cli.harvesting",
    "__main__",
)

# The two ends, where files, processes and the network are read and written. All others are
# the core.
ENDS = {
    "resources",
    "tables",
    "importer",
    "ledger",
    "queries",
    "walls",
    "engine",
    "evaluator",
    "store",
    "remote",
    "build",
    "manifest",
    "interruption",
    "workers",
    "output",
    "dumps",
    "paging",
    "earlier",
    "walking",
    "dependencies",
    "accompaniments",
    "spool",
    "writing",
    "publish",
    "diff",
    "importing",
    "harvest",
    "api",
    "documentation",
    "localised",
    "cli",
}
THE_WORLD = {"os", "pathlib", "random", "socket", "subprocess", "time", "uuid"}

# Slow to import: loaded by the function that needs them, so that every command starts at once.
ENGINES = {"SPARQLWrapper", "pyoxigraph", "pyshacl", "python_calamine", "rdflib", "shacl"}


def name_of(path: Path) -> str:
    """The name in ORDER of the module at a path: ``mapping/__init__.py`` is ``mapping``."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if len(parts) > 1 and parts[-1] == "__init__" else parts)


MODULES = {
    name_of(path): ast.parse(path.read_text("utf-8"), str(path))
    for path in sorted(PACKAGE.rglob("*.py"))
    if "starter" not in path.relative_to(PACKAGE).parts
}
PACKAGES = {name_of(path) for path in PACKAGE.glob("*/__init__.py")} | {"__init__"}
every_module = pytest.mark.parametrize("module", MODULES)


def imports_of(module: str) -> Iterator[str]:
    """The modules of tressons_ld, as named in ORDER, that a module imports anywhere in its text."""
    package = module if module in PACKAGES else module.rpartition(".")[0]
    here = [] if package in {"", "__init__"} else package.split(".")
    for node in ast.walk(MODULES[module]):
        if isinstance(node, ast.Import):
            for alias in node.names:
                root, _, inside = alias.name.partition(".")
                if root == "tressons_ld":
                    yield inside or "__init__"
        elif isinstance(node, ast.ImportFrom):
            origin = node.module.split(".") if node.module else []
            if node.level:
                origin = here[: len(here) - node.level + 1] + origin
            elif origin[0] == "tressons_ld":
                origin = origin[1:]
            else:
                continue
            for alias in node.names:
                inner = ".".join([*origin, alias.name])
                yield inner if inner in MODULES else ".".join(origin) or "__init__"


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


def rank_of(module: str) -> int:
    """The place of a module in ORDER; the modules of a package share that of their package."""
    return ORDER.index(module.partition(".")[0])


@every_module
def test_each_module_has_its_place(module: str) -> None:
    assert module in ORDER, f"say in ORDER, in {Path(__file__).name}, what {module} stands on"


@every_module
def test_a_module_imports_only_modules_before_it(module: str) -> None:
    siblings = module.partition(".")[0]
    later = {
        imported
        for imported in imports_of(module)
        if imported.partition(".")[0] != siblings and rank_of(imported) >= rank_of(module)
    }
    assert not later, f"{module} stands before {', '.join(sorted(later))} and cannot import it"


def test_siblings_do_not_import_in_a_circle() -> None:
    imports = {module: set(imports_of(module)) - {module} for module in MODULES}
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as circle:
        pytest.fail(" ← ".join(circle.args[1]))


@every_module
def test_the_core_knows_no_file_clock_or_network(module: str) -> None:
    if module.partition(".")[0] in ENDS:
        return
    world = THE_WORLD & set(roots_imported(MODULES[module].body))
    assert not world, f"{module} is of the core: its caller hands it what comes from {world}"


@every_module
def test_only_the_command_line_reads_the_date(module: str) -> None:
    if module.partition(".")[0] == "cli":
        return
    asked = {
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(MODULES[module])
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in {"now", "today", "utcnow"}
    }
    assert not asked, f"{module}: the date is an argument"


@every_module
def test_engines_are_imported_where_they_are_used(module: str) -> None:
    engines = ENGINES & set(roots_imported(list(run_at_import(MODULES[module].body))))
    assert not engines, f"{module} imports {engines} at its top: import it inside the function"


def test_the_command_line_starts_without_any_engine() -> None:
    program = "import sys, tressons_ld.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    assert not ENGINES & set(done.stdout.split())
