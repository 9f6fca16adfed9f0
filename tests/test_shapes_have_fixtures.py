"""Each constraint has a fixture that breaks it and only it, wherever the catalogue lies.

The name of a fixture says what is expected: ``invalid.<shape>.ttl`` one violation of that shape,
``warning.<shape>.ttl`` one warning, ``info.<shape>.ttl`` one remark, ``valid.<reason>.ttl``
nothing. All shapes judge each fixture, not those of its file alone.
"""

from functools import cache
from pathlib import Path

import pytest
import rdflib

from shapes_files import (
    BASES,
    FIXTURE_FILES,
    FIXTURES,
    NAMESPACE,
    SHAPES_FILES,
    local_name,
    reporting_shapes,
    shapes_graph,
    shapes_texts,
    triples_of,
)
from tressons_ld.findings.finding import Severity
from tressons_ld.rdf.terms import Triple
from tressons_ld.validation import (
    EngineName,
    Shapes,
    validate,
)

ENGINES: tuple[EngineName, ...] = ("pyshacl", "shacl")
SEVERITIES = {
    "invalid": Severity.VIOLATION,
    "warning": Severity.WARNING,
    "info": Severity.INFO,
}
GRAPH = shapes_graph()


@cache
def compiled(base: str) -> Shapes:
    return Shapes.parse(shapes_texts(), base)


@cache
def context(base: str) -> list[Triple]:
    return triples_of(FIXTURES / "context.ttl", base)


def results(path: Path, base: str, engine: EngineName) -> list[tuple[str, ...]]:
    """Severity, shape, focus node and value of each result, the base left out."""
    shapes = compiled(base)
    return sorted(
        (
            shapes.by_iri[result.shape].severity.name,
            local_name(result.shape),
            result.focus.replace(base, ""),
            (result.value or "").replace(base, ""),
        )
        for result in validate(triples_of(path, base), context(base), shapes, engine)
    )


@pytest.mark.parametrize("path", FIXTURE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fixture_breaks_its_shape_and_no_other(path: Path) -> None:
    kind, name = path.stem.split(".", 1)
    expected = [] if kind == "valid" else [(SEVERITIES[kind].name, name)]
    found = {(engine, base): results(path, base, engine) for engine in ENGINES for base in BASES}
    assert [result[:2] for result in found[ENGINES[0], BASES[0]]] == expected
    assert len(set(map(tuple, found.values()))) == 1, found


@pytest.mark.parametrize("shape", reporting_shapes(GRAPH), ids=local_name)
def test_a_shape_has_its_fixture(shape: rdflib.URIRef) -> None:
    written_in = [
        path.stem
        for path in SHAPES_FILES
        if f"\nformes:{local_name(shape)}\n" in path.read_text("utf-8")
    ]
    fixtures = [
        path.parent.name
        for path in FIXTURE_FILES
        if path.stem.split(".", 1) != ["valid", local_name(shape)]
        and path.stem.split(".", 1)[1] == local_name(shape)
    ]
    assert fixtures == written_in


@pytest.mark.parametrize("path", FIXTURE_FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_fixture_is_of_a_shape(path: Path) -> None:
    kind, name = path.stem.split(".", 1)
    assert kind in {"valid", *SEVERITIES}
    assert path.parent.name in {shapes.stem for shapes in SHAPES_FILES}
    if kind != "valid":
        assert rdflib.URIRef(NAMESPACE + name) in reporting_shapes(GRAPH)


@pytest.mark.parametrize("path", SHAPES_FILES, ids=lambda path: path.stem)
def test_an_obligations_file_has_a_fixture_without_fault(path: Path) -> None:
    if path.stem.endswith(".obligations"):
        assert list((FIXTURES / path.stem).glob("valid.*.ttl"))


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("base", BASES)
def test_what_the_fixtures_name_is_without_fault(base: str, engine: EngineName) -> None:
    assert results(FIXTURES / "context.ttl", base, engine) == []
