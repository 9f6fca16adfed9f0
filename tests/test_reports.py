"""Findings as text, as JSON and as the W3C validation report, from the real command."""

import json
from pathlib import Path
from typing import Any

import pytest
import rdflib
from rdflib import RDF, SH

from catalogue_folder import change, copy_of_atelier
from command_line import tressons_ld
from tressons_ld.findings.finding import Finding, Location, Report, Severity
from tressons_ld.findings.language import Text
from tressons_ld.findings.reports import (
    as_json,
    as_text,
    as_turtle,
    counts,
)
from tressons_ld.rdf.terms import Iri

CATALOGUE = Iri("<https://example.org/catalogue>")
SEEDED = [
    ("resources guide-du-velo title", ""),
    ("resources debat-sur-la-marche issued", "20l9"),
    ("resources carnet-de-voyage keywords", ""),
    ("agents ligue homepage", ""),
    ("catalogue.toml data.frequency", None),
]


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue with two violations, a warning and two remarks."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("reports") / "atelier")
    for place, value in SEEDED:
        change(folder, place, value)
    return folder


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_atelier(tmp_path_factory.mktemp("reports") / "atelier")


def reported(folder: Path, *options: str) -> dict[str, Any]:
    done = tressons_ld("check", "--format", "json", *options, folder=folder)
    data: dict[str, Any] = json.loads(done.stdout)
    return data


def one(severity: Severity = Severity.WARNING, **other: Any) -> Finding:
    place = Location("data/resources.csv", line=4, cell="D3", column="title")
    given = {"location": place, "value": "É\ud800", **other}
    return Finding("table.essai", severity, Text("un", "one"), remedy=Text("a", "b"), **given)


def test_text_is_sorted_by_gravity_then_by_place(broken: Path) -> None:
    lines = tressons_ld("check", folder=broken).stdout.splitlines()
    assert [line.split(" :")[0].split(", colonne")[0] for line in lines[:-1]] == [
        "violation",
        "violation",
        "avertissement",
        "remarque",
        "remarque",
    ]
    assert [line.partition(" : ")[2].split(" : ")[0] for line in lines[:-1]] == [
        "data/resources.csv, D2, colonne « title »",
        "data/resources.csv, F3, colonne « issued » (ligne 5)",
        "data/resources.csv, M4, colonne « keywords » (ligne 6)",
        "data/agents.csv, G3, colonne « homepage »",
        "data/catalogue.toml:30, clé « data.frequency »",
    ]
    assert lines[-1] == "3 ressources : 2 violations, 1 avertissement, 2 remarques."


def test_text_in_english(broken: Path) -> None:
    done = tressons_ld("check", "--lang", "en", folder=broken)
    assert done.stdout.splitlines()[1] == (
        'violation: data/resources.csv, F3, column "issued" (line 5): unreadable year "20l9". '
        'Did you mean "2019"? Write four digits, for example 2019. [table.year-unreadable]'
    )
    assert done.stdout.endswith("3 resources: 2 violations, 1 warning, 2 remarks.\n")


def test_quiet_shows_violations_alone(broken: Path) -> None:
    lines = tressons_ld("check", "--quiet", folder=broken).stdout.splitlines()
    assert [line.partition(" :")[0] for line in lines[:-1]] == ["violation", "violation"]


def test_json_holds_what_a_program_needs(broken: Path) -> None:
    report = reported(broken)
    assert (report["conforms"], report["publishable"], report["complete"]) == (False, False, True)
    assert report["counts"] == {
        "shape.agent-homepage-known": 1,
        "shape.data-frequency-known": 1,
        "shape.resource-keyword-present": 1,
        "shape.resource-title-present": 1,
        "table.year-unreadable": 1,
    }
    year = next(each for each in report["findings"] if each["code"] == "table.year-unreadable")
    assert year == {
        "code": "table.year-unreadable",
        "severity": "violation",
        "message": "année « 20l9 » illisible.",
        "remedy": "Vouliez-vous dire « 2019 » ? Écrire quatre chiffres, par exemple 2019.",
        "value": "20l9",
        "mends": ["2019"],
        "location": {
            "file": "data/resources.csv",
            "line": 5,
            "character": None,
            "sheet": None,
            "cell": "F3",
            "column": "issued",
        },
        "focus": None,
        "path": None,
    }
    title = next(each for each in report["findings"] if "title" in each["code"])
    assert title["focus"] == "https://id.example.net/atelier/ressource/guide-du-velo"
    assert title["path"] == "http://purl.org/dc/terms/title"


def test_json_speaks_the_language_asked_for(broken: Path) -> None:
    said = [each["message"] for each in reported(broken, "--lang", "en")["findings"]]
    assert 'unreadable year "20l9".' in said


def test_a_sound_catalogue_conforms_in_every_form(sound: Path) -> None:
    report = reported(sound)
    assert report == {
        "conforms": True,
        "publishable": True,
        "counts": {},
        "complete": True,
        "findings": [],
    }
    turtle = tressons_ld("check", "--format", "turtle", folder=sound).stdout
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    (conforms,) = graph.objects(None, SH.conforms)
    assert conforms.toPython() is True  # type: ignore[attr-defined]
    assert tressons_ld("check", folder=sound).stdout == (
        "3 ressources : 0 violation, 0 avertissement, 0 remarque.\n"
    )


def test_turtle_is_a_validation_report_of_the_w3c(broken: Path) -> None:
    done = tressons_ld("check", "--format", "turtle", folder=broken)
    assert done.returncode == 1
    graph = rdflib.Graph().parse(data=done.stdout, format="turtle")
    (report,) = graph.subjects(RDF.type, SH.ValidationReport)
    assert [value.toPython() for value in graph.objects(report, SH.conforms)] == [False]  # type: ignore[attr-defined]
    results = set(graph.objects(report, SH.result))
    assert results == set(graph.subjects(RDF.type, SH.ValidationResult))
    assert len(results) == len(reported(broken)["findings"])
    # SHACL, sections 3.6.2.1 to 3.6.2.8: how many values of each.
    for result in results:
        for once in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            (value,) = graph.objects(result, once)
            assert isinstance(value, rdflib.URIRef)
        for at_most_once in (SH.resultPath, SH.value, SH.sourceShape):
            assert len(list(graph.objects(result, at_most_once))) <= 1
        said = [words.language for words in graph.objects(result, SH.resultMessage)]  # type: ignore[attr-defined]
        assert sorted(said) == ["en", "fr"]
        assert graph.value(result, SH.resultSeverity) in {SH.Violation, SH.Warning, SH.Info}


def test_a_result_names_its_shape_and_its_constraint(broken: Path) -> None:
    turtle = tressons_ld("check", "--format", "turtle", folder=broken).stdout
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    shape = rdflib.URIRef("https://w3id.org/tressons-ld/formes#resource-title-present")
    (result,) = graph.subjects(SH.sourceShape, shape)
    assert graph.value(result, SH.sourceConstraintComponent) == SH.MinCountConstraintComponent
    focus = rdflib.URIRef("https://id.example.net/atelier/ressource/guide-du-velo")
    assert graph.value(result, SH.focusNode) == focus
    assert graph.value(result, SH.resultPath) == rdflib.DCTERMS.title


def test_a_value_no_encoding_can_hold_is_shown_in_every_form() -> None:
    report = Report.of([one()])
    assert json.loads("".join(as_json(report, "fr")))["findings"][0]["value"] == "É\\ud800"
    graph = rdflib.Graph().parse(data="".join(as_turtle(report, CATALOGUE)), format="turtle")
    assert [str(value) for value in graph.objects(None, SH.value)] == ["É\\ud800"]
    "".join(as_text(report, "fr")).encode()


def test_results_are_numbered_so_that_they_sort() -> None:
    report = Report.of(one(value=str(number)) for number in range(12))
    turtle = "".join(as_turtle(report, CATALOGUE))
    assert "catalogue#resultat-02>" in turtle
    assert turtle.index("#resultat-02>") < turtle.index("#resultat-10>")


@pytest.mark.parametrize(
    ("number", "french", "english"),
    [
        (0, "0 violation, 0 avertissement, 0 remarque", "0 violations, 0 warnings, 0 remarks"),
        (1, "1 violation, 1 avertissement, 1 remarque", "1 violation, 1 warning, 1 remark"),
        (2, "2 violations, 2 avertissements, 2 remarques", "2 violations, 2 warnings, 2 remarks"),
    ],
)
def test_counts_agree_with_their_nouns(number: int, french: str, english: str) -> None:
    report = Report.of(
        one(severity, value=f"{severity} {i}") for severity in Severity for i in range(number)
    )
    of_each = {severity: report.count(severity) for severity in Severity}
    assert set(of_each.values()) <= {number}
    assert counts(report, "fr") == french
    assert counts(report, "en") == english
