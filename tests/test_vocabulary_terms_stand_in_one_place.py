"""A term of a vocabulary is written in :mod:`rdf.vocabularies` alone: elsewhere it has a name."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tressons_ld.rdf.vocabularies import EU_AUTHORITIES, PREFIXES

PACKAGE = Path(__file__).resolve().parents[1] / "src" / "tressons_ld"
BEGINNINGS = (*PREFIXES.values(), EU_AUTHORITIES)


def texts(code: ast.Module) -> Iterator[str]:
    """Yield the texts of a module that are no docstrings."""
    sentences = {
        id(node.value) for node in ast.walk(code) if isinstance(node, ast.Expr)
    }  # of modules, classes and functions, and those under an attribute
    for node in ast.walk(code):
        if isinstance(node, ast.Constant) and id(node) not in sentences:
            yield str(node.value)


def test_no_module_spells_a_term_that_has_a_name() -> None:
    spelled = {
        (path.relative_to(PACKAGE).as_posix(), text)
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "rdf"
        for text in texts(ast.parse(path.read_text("utf-8")))
        if any(beginning in text for beginning in BEGINNINGS)
    }
    assert spelled == set()
