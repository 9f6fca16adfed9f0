"""Findings are gathered for people by what they say, and none contradicts another."""

import csv
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import copy_of_atelier
from command_line import tressons_ld
from tressons_ld.findings.finding import Finding, Location, Report, Severity
from tressons_ld.findings.gathering import gathered
from tressons_ld.findings.language import Text


def at(cell: str, value: str, code: str = "table.x") -> Finding:
    message, remedy = (
        Text(f"« {value} » inconnu.", f'"{value}" unknown.'),
        Text("Écrire.", "Write."),
    )
    column = f"colonne {cell[0]}"
    place = Location("data/resources.csv", line=int(cell[1:]), cell=cell, column=column)
    return Finding(code, Severity.VIOLATION, message, place, value, remedy)


def lines(*findings: Finding, most: int = 50) -> list[str]:
    return gathered(Report.of(findings), "fr", most=most).lines


def test_one_finding_is_told_at_its_cell() -> None:
    assert lines(at("M4", "Opérations")) == [
        "violation : data/resources.csv, M4, colonne « colonne M » : « Opérations » inconnu. "
        "Écrire. [table.x]\n"
    ]


@pytest.mark.parametrize(
    ("heading", "shown"),
    [("Titre\n\x1b[2J", "Titre\\n\\x1b[2J"), ("x" * 5000, "x" * 80 + "…")],
)
def test_a_heading_is_one_short_line_of_what_can_be_seen(heading: str, shown: str) -> None:
    place = Location("data/t.csv", line=1, cell="A1", column=heading)
    assert place.in_language("en") == f'data/t.csv, A1, column "{shown}"'


def test_a_value_wrong_in_several_cells_is_one_line() -> None:
    assert lines(at("M4", "Opérations"), at("M5", "Opérations"), at("M6", "Autre")) == [
        "violation : data/resources.csv, colonne « colonne M » : « Opérations » inconnu : "
        "2 cellules, M4, M5. Écrire. [table.x]\n",
        "violation : data/resources.csv, M6, colonne « colonne M » : « Autre » inconnu. "
        "Écrire. [table.x]\n",
    ]


def test_one_sentence_about_several_values_is_one_line() -> None:
    first = at("M4", "Opérations")
    other = replace(at("M5", "Autre"), message=first.message)
    assert lines(first, other) == [
        "violation : data/resources.csv, colonne « colonne M » : « Opérations » inconnu : "
        "2 cellules, M4, M5. Écrire. [table.x]\n"
    ]


def test_many_values_of_one_column_hide_no_other_column() -> None:
    many = [at(f"A{row}", f"valeur {row}") for row in range(2, 100)]
    told = lines(*many, at("M99", "Opérations", "table.y"), most=8)
    assert len(told) == 7
    assert any("« Opérations »" in line for line in told)
    assert any("d'autres valeurs, de même : 93 cellules, A7, A8, " in line for line in told)


@given(
    st.lists(
        st.builds(
            at,
            st.builds(lambda c, n: f"{c}{n}", st.sampled_from("ABC"), st.integers(2, 60)),
            st.sampled_from(("x", "y", "z")),
        )
    ),
    st.integers(1, 9),
)
def test_every_finding_is_in_a_line_or_the_report_says_so(
    findings: list[Finding], most: int
) -> None:
    report = Report.of(findings)
    shown = gathered(report, "fr", most=most)
    assert shown.findings == len(report.findings)
    assert len(shown.lines) <= most
    if shown.complete:
        words = "".join(shown.lines).replace(",", " ").replace(".", " ").split()
        assert {each.location.cell for each in report.findings if each.location} <= set(words)


def rewritten(folder: Path, change: dict[str, str | None], name: str = "resources") -> None:
    """Give each row of a table these cells; a column of None is taken out."""
    table = folder / "data" / f"{name}.csv"
    with table.open(encoding="utf-8", newline="") as file:
        rows = [row | change for row in csv.DictReader(file)]
    head = [column for column in rows[0] if change.get(column, "") is not None]
    head += [column for column in change if column not in rows[0]]
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def told(folder: Path) -> list[dict[str, object]]:
    done = tressons_ld("check", "--format", "json", folder=folder)
    findings: list[dict[str, object]] = json.loads(done.stdout)["findings"]
    return findings


def test_a_required_column_that_is_missing_is_told_once(folder: Path) -> None:
    rewritten(folder, {"kind": None})
    of_kind = [each["code"] for each in told(folder) if "kind" in json.dumps(each["location"])]
    assert of_kind == []
    codes = [each["code"] for each in told(folder) if each["value"] == "kind"]
    assert codes == ["table.column-missing"]


def test_a_column_that_every_row_lacks_is_one_line_without_cells(folder: Path) -> None:
    rewritten(folder, {"keywords": None})
    about = [
        line
        for line in tressons_ld("check", folder=folder).stdout.splitlines()
        if "resource-keyword" in line
    ]
    assert len(about) == 1
    assert about[0].startswith("avertissement : data/resources.csv, colonne « keywords » : Il n'y")


def test_the_columns_of_a_table_are_listed_once(folder: Path) -> None:
    rewritten(folder, {"Cote": "x", "Rayon": "y"})
    told = tressons_ld("check", folder=folder).stdout
    assert told.count("[table.column-unknown]") == 2
    assert told.count("id, identifiers, section, kind") == 1
    assert (
        "Colonnes possibles de data/resources.csv : id, identifiers, section, kind, title," in told
    )


def test_the_other_cells_of_a_row_are_read_where_its_id_is_bad(folder: Path) -> None:
    rewritten(folder, {"id": "Pas Bon", "kind": "Rien"})
    codes = [each["code"] for each in told(folder)]
    assert codes.count("reference.unknown-kind") == codes.count("table.id-unreadable") > 1


def test_no_author_is_missing_where_the_cell_names_unknown_ones(folder: Path) -> None:
    rewritten(folder, {"organisations": "", "persons": "Personne De Connu"})
    codes = [each["code"] for each in told(folder)]
    assert "reference.unknown-agent" in codes
    assert "shape.resource-creator-present" not in codes
    rewritten(folder, {"persons": ""})
    assert "shape.resource-creator-present" in [each["code"] for each in told(folder)]


def test_all_says_each_finding_at_its_cell(folder: Path) -> None:
    rewritten(folder, {"kind": "Rien"})
    told = tressons_ld("check", "--all", folder=folder).stdout
    told_at = [f", C{row}, colonne « kind »" in told for row in (2, 3, 4)]
    assert told_at == [True] * 3
    assert "cellules" not in told
