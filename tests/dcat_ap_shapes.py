"""The official SHACL shapes of DCAT-AP 3.0.1, run over a graph: its top-level results."""

from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pyshacl
import rdflib
from rdflib import SH

from tressons_ld.rdf.vocabularies import PREFIXES

FILES = {
    "mandatory": "shapes.ttl",
    "range": "range.ttl",
    "controlled-vocabularies": "mdr-vocabularies.shape.ttl",
    "recommended": "shapes_recommended.ttl",
}


class Official(NamedTuple):
    """One result: severity, focus node without the base, property, value without the base."""

    severity: str
    focus: str
    path: str
    value: str


class Expected(NamedTuple):
    """A line of the committed list: what is expected of which things, and why."""

    shapes: str
    focus: str
    path: str
    value: str
    reason: str

    def covers(self, shapes: str, result: Official) -> bool:
        """Whether the line speaks of this result."""
        return (
            self.shapes == shapes
            and fnmatchcase(result.focus, self.focus)
            and self.path == result.path
            and fnmatchcase(result.value, self.value)
        )


def curie(term: str) -> str:
    """``dct:title``, of a property's IRI."""
    for prefix, namespace in PREFIXES.items():
        if term.startswith(namespace):
            return f"{prefix}:{term.removeprefix(namespace)}"
    return term


@cache
def official_shapes(folder: Path, group: str) -> rdflib.Graph:
    """The shapes of a group."""
    return rdflib.Graph().parse(folder / "shapes-3.0.1" / FILES[group], format="turtle")


@cache
def background(folder: Path) -> rdflib.Graph:
    """The classes and the terms of others that the shapes take for known."""
    return rdflib.Graph().parse(folder / "background.ttl", format="turtle")


def official_results(
    graph: rdflib.Graph, folder: Path, group: str, base: str
) -> Iterator[Official]:
    """Yield the results of a group of shapes over the graph with its class hierarchy.

    Args:
        graph: the data.
        folder: ``reference/dcat-ap`` of the shared folder.
        group: a key of FILES.
        base: left out of the IRIs of the results.
    """
    data = rdflib.Graph()
    data.addN((*triple, data) for known in (background(folder), graph) for triple in known)
    _, report, _ = pyshacl.validate(
        data, shacl_graph=official_shapes(folder, group), inference="none", inplace=True
    )
    assert isinstance(report, rdflib.Graph)

    def short(node: rdflib.term.Node | None) -> str:
        return "" if node is None else str(node).removeprefix(base)

    for result in report.objects(None, SH.result):
        path = report.value(result, SH.resultPath)
        yield Official(
            str(report.value(result, SH.resultSeverity)).removeprefix(str(SH)),
            short(report.value(result, SH.focusNode)),
            "" if path is None else curie(str(path)),
            short(report.value(result, SH.value)),
        )
