"""No module of more than 400 lines, no class of more than 200: whoever opens one sees all of it."""

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tressons_ld"
LONGEST_MODULE, LONGEST_CLASS = 400, 200


def too_large() -> Iterator[str]:
    """Yield the name of each module and of each class that is larger."""
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE).with_suffix("").parts)
        text = path.read_text("utf-8")
        if text.count("\n") > LONGEST_MODULE:
            yield module
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef):
                first = min(each.lineno for each in (node, *node.decorator_list))
                if (node.end_lineno or first) - first + 1 > LONGEST_CLASS:
                    yield f"{module}.{node.name}"


def test_no_module_and_no_class_is_larger_than_can_be_seen_at_once() -> None:
    assert sorted(too_large()) == []
