"""The published graph under the official shapes of DCAT-AP 3.0.1.

No violation; and every warning stands in ``conformance/dcat-ap-warnings.csv`` with its reason: a
recommended property that no source gives is a reason, never a cause to invent one.
"""

import csv
from pathlib import Path

import pytest
import rdflib

from dcat_ap_shapes import FILES, Expected, Official, official_results

FOLDER = Path(__file__).resolve().parent / "conformance"
BASE = "https://w3id.org/tressons/"


def expected(name: str) -> list[Expected]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        return [Expected(**row) for row in csv.DictReader(file)]


WARNINGS = expected("dcat-ap-warnings.csv")
# Violations that are faults of the official files themselves, counted apart.
FAULTS = expected("dcat-ap-faults-of-the-shapes.csv")


@pytest.fixture(scope="module")
def official(shared_folder: Path, published_graph: rdflib.Graph) -> dict[str, list[Official]]:
    """The results of each group of shapes over all that is published."""
    folder = shared_folder / "reference" / "dcat-ap"
    return {
        group: sorted(official_results(published_graph, folder, group, BASE)) for group in FILES
    }


@pytest.mark.parametrize("group", FILES)
def test_no_violation(group: str, official: dict[str, list[Official]]) -> None:
    violations = [result for result in official[group] if result.severity == "Violation"]
    assert [r for r in violations if not any(line.covers(group, r) for line in FAULTS)] == []


@pytest.mark.parametrize("group", FILES)
def test_every_warning_has_its_reason(group: str, official: dict[str, list[Official]]) -> None:
    others = [result for result in official[group] if result.severity != "Violation"]
    assert [r for r in others if not any(line.covers(group, r) for line in WARNINGS)] == []


@pytest.mark.parametrize(
    "line", [*WARNINGS, *FAULTS], ids=lambda line: f"{line.shapes} {line.focus} {line.path}"
)
def test_a_listed_result_is_still_there(
    line: Expected, official: dict[str, list[Official]]
) -> None:
    assert any(line.covers(line.shapes, result) for result in official[line.shapes])
    assert line.reason.endswith(".")


@pytest.mark.parametrize(
    ("group", "turtle"),
    [
        ("mandatory", '<a> a dcat:Dataset ; dct:title "sans description"@fr .'),
        ("range", "<a> a dcat:Dataset ; dcat:landingPage <https://example.org/sans-type> ."),
        ("controlled-vocabularies", "<a> a dcat:Dataset ; dct:language <b> ."),
        ("recommended", '<a> a foaf:Agent ; foaf:name "sans type" .'),
    ],
)
def test_the_official_shapes_are_really_run(group: str, turtle: str, shared_folder: Path) -> None:
    graph = rdflib.Graph()
    graph.bind("dct", rdflib.DCTERMS)
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in graph.namespaces())
    graph.parse(data=prefixes + turtle, format="turtle", publicID=BASE)
    assert list(official_results(graph, shared_folder / "reference" / "dcat-ap", group, BASE))
