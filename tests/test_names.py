"""A public name says what it holds: nouns, and each of one thing."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from tressons_ld.cli import cli

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tressons_ld"
ANYTHING = {
    "found",
    "said",
    "told",
    "kept",
    "gone",
    "each",
    "asked",
    "given",
    "altered",
    "moved",
    "renewed",
    "shown",
    "known",
    "taken",
    "left",
    "meant",
    "seen",
}
"""Words that stand for anything: what was found?"""
OF_LIBRARIES = {"site.template_walls: left"}
"""What a library calls it: the sides of an operator in Jinja."""
WITH_A_MEANING = {"Feed", "Token"}
"""Nouns."""


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Yield the name of each module with its code."""
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        yield name, ast.parse(path.read_text("utf-8"))


def public_names(body: list[ast.stmt]) -> Iterator[str]:
    """Yield the names of what is public in a module or a class, and of its parameters."""
    for node in body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield node.target.id
        elif isinstance(node, ast.Assign):
            yield from (each.id for each in node.targets if isinstance(each, ast.Name))
        elif isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
            # The members of an enumeration are read with its name.
            if not any("Enum" in ast.unparse(base) for base in node.bases):
                yield from public_names(node.body)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and (
            not node.name.startswith("_") or node.name == "__init__"
        ):
            yield node.name
            yield from (each.arg for each in (*node.args.args, *node.args.kwonlyargs))
            yield from (
                each.attr
                for each in ast.walk(node)
                if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store)
            )


def test_no_two_modules_and_no_two_public_classes_bear_one_name() -> None:
    bearers = defaultdict(list)
    for module, code in modules():
        own = module.removesuffix(".__init__").rpartition(".")[2]
        bearers[f"module {own}"].append(module)
        for node in code.body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                bearers[node.name].append(module)
    assert {name: of for name, of in bearers.items() if len(of) > 1} == {}


def test_each_command_stands_in_the_module_that_bears_its_name() -> None:
    modules_of_commands = {
        name: command.callback.__module__
        for name, command in cli.commands.items()
        if command.callback
    }
    assert modules_of_commands == {name: f"tressons_ld.cli.{name}_command" for name in cli.commands}


def test_no_public_name_is_a_word_that_stands_for_anything() -> None:
    named = {
        f"{module}: {name}"
        for module, code in modules()
        for name in public_names(code.body)
        if name.lower() in ANYTHING
    }
    assert named == OF_LIBRARIES


def test_no_public_class_is_a_participle_without_a_noun() -> None:
    named = {
        f"{module}: {name}"
        for module, code in modules()
        for name in public_names(code.body)
        if re.fullmatch("[A-Z][a-z]+(ed|en)", name) and name not in WITH_A_MEANING
    }
    assert named == set()
