"""The two SHACL engines behind one function: pyshacl, the reference, and ``shacl``, the fast one.

Specification: SHACL 1.0, https://www.w3.org/TR/shacl/.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Any, Literal, NamedTuple

from tressons_ld.findings.errors import EngineError, ShapesError
from tressons_ld.rdf.terms import Triple
from tressons_ld.rdf.vocabularies import RDF
from tressons_ld.validation.shapes import Shapes, ntriples_to_graph

EngineName = Literal["shacl", "pyshacl"]


class Result(NamedTuple):
    """One SHACL result, its terms in their N-Triples spelling (SHACL, section 3.6)."""

    focus: str
    value: str | None
    shape: str
    component: str


def available_engine(name: EngineName | None = None) -> EngineName:
    """Return the engine to use: the one asked for, else ``shacl`` if installed, else ``pyshacl``.

    Raises:
        EngineError: the engine asked for is not installed.
    """
    from importlib.util import find_spec

    if name == "pyshacl":
        return "pyshacl"
    if find_spec("shacl") is not None:
        return "shacl"
    if name == "shacl":
        raise EngineError("engine.not-installed")
    return "pyshacl"


def validate(
    batch: Sequence[Triple],
    context: Sequence[Triple],
    shapes: Shapes,
    engine: EngineName,
) -> list[Result]:
    """Return the results whose focus node is a subject of the batch.

    Args:
        batch: the data to validate.
        context: statements about the nodes that they refer to.
        shapes: the shapes.
        engine: ``shacl`` or ``pyshacl``.

    Raises:
        ShapesError: the engine refuses the shapes.
    """
    run = _run_shacl if engine == "shacl" else _run_pyshacl
    subjects = {triple[0] for triple in batch}
    typed = RDF.type
    compiled = shapes.compiled(engine, {triple[2] for triple in batch if triple[1] == typed})
    return sorted(
        {result for result in run(batch, context, compiled) if result.focus in subjects},
        key=lambda result: tuple(part or "" for part in result),
    )


def _run_shacl(batch: Iterable[Triple], context: Iterable[Triple], shapes: Any) -> Iterator[Result]:
    report = shapes.validate_text(_turtle(chain(batch, context)), format="turtle")
    for result in report.results:
        yield Result(
            result.focus_node,
            result.value,
            result.source_shape,
            result.component,
        )


def _turtle(triples: Iterable[Triple]) -> str:
    """Return the triples as Turtle that repeats no subject in a row: half as long as N-Triples."""
    lines: list[str] = []
    subject = property = ""
    for s, p, o in triples:
        if s != subject:
            lines.append(f" .\n{s} {p} {o}")
        elif p != property:
            lines.append(f" ; {p} {o}")
        else:
            lines.append(f" , {o}")
        subject, property = s, p
    return "".join(lines)[3:] + " .\n" if lines else ""


def _run_pyshacl(
    batch: Iterable[Triple], context: Iterable[Triple], shapes: Any
) -> Iterator[Result]:
    import pyshacl
    import rdflib
    from pyshacl.errors import ReportableRuntimeError
    from pyshacl.graph_abstraction import DataGraph
    from rdflib.namespace import SH

    ntriples = "".join(f"{s} {p} {o} .\n" for s, p, o in chain(batch, context))
    # Not pyshacl.validate: it leaves rdflib.NORMALIZE_LITERALS switched on for the whole process.
    data = DataGraph.from_rdflib(ntriples_to_graph(ntriples))
    validator = pyshacl.Validator(data, shacl_graph=shapes, options={"inplace": True})
    try:
        _, report, _ = validator.run()  # type: ignore[no-untyped-call]
    except ReportableRuntimeError as error:
        reason = " ".join(str(error).split())[:200]
        raise ShapesError("shapes.engine-refuses", engine="pyshacl", reason=reason) from None

    def term(node: rdflib.term.Node | None) -> str | None:
        return None if node is None else node.n3()

    assert isinstance(report, rdflib.Graph)
    for node in report.objects(None, SH.result):
        yield Result(
            term(report.value(node, SH.focusNode)) or "",
            term(report.value(node, SH.value)),
            term(report.value(node, SH.sourceShape)) or "",
            str(report.value(node, SH.sourceConstraintComponent)).rsplit("#", 1)[-1],
        )
