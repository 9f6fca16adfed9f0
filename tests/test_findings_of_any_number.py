"""However many findings there are, all are reported, in the order of the files."""

import csv
import json
from pathlib import Path
from typing import NamedTuple

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import SH

from catalogue_folder import copy_of_atelier, without_site
from command_line import tressons_ld
from tressons_ld.files import spool
from tressons_ld.files.spool import Spool
from tressons_ld.findings.finding import Finding, Location, Report, Severity
from tressons_ld.findings.language import Text

ROWS = 300
IN_A_CELL = 24
TEXTS = st.text(max_size=3) | st.sampled_from(["\ud800", "\uffff", "\U0001f6b2", "a\0b"])
PLACES = st.none() | st.builds(
    Location,
    st.sampled_from(["a.csv", "b.csv"]),
    line=st.none() | st.integers(1, 20),
    cell=st.none() | st.sampled_from(["A1", "B10", "B9"]),
)
FINDINGS = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from(["table.a", "table.b"]),
        severity=st.sampled_from(Severity),
        message=st.just(Text("mauvais.", "bad.")),
        location=PLACES,
        value=st.none() | TEXTS,
        remedy=st.just(Text("Écrire.", "Write.")),
        focus=st.none() | st.sampled_from(["urn:a", "urn:b"]),
    ),
    max_size=25,
)


@given(FINDINGS, st.integers(1, 6))
def test_findings_on_disk_come_back_as_those_in_memory(findings: list[Finding], held: int) -> None:
    kept = Spool()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(spool, "MOST_HELD", held)
        for each in findings:
            kept.add(each)
        report = Report.of(findings)
        assert tuple(kept.sorted()) == report.findings
        assert tuple(kept.sorted()) == report.findings


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue whose table has more defects than are held in memory."""
    folder = without_site(copy_of_atelier(tmp_path_factory.mktemp("many") / "atelier"))
    table = folder / "data" / "resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head = next(csv.reader(file))
    wrong = {"section": "Nulle part", "kind": "Rien", "issued": "20l9", "themes": "Aucun"}
    wrong |= {"places": "Ailleurs", "audiences": "Personne", "series": "Aucune", "language": "??"}
    wrong["organisations"] = "; ".join(f"Organisation {number}" for number in range(IN_A_CELL))
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, head, lineterminator="\n")
        writer.writeheader()
        for number in range(ROWS):
            writer.writerow({"id": f"ligne-{number}", "title": f"Titre {number}", **wrong})
    return folder


class Checked(NamedTuple):
    """What a check said, and the list that it left."""

    told: str
    listed: bytes


@pytest.fixture(scope="module")
def checked(broken: Path) -> Checked:
    done = tressons_ld("check", folder=broken)
    return Checked(done.stdout, (broken / "findings.txt").read_bytes())


def test_more_than_ten_thousand_findings_are_all_in_the_json(broken: Path) -> None:
    done = tressons_ld("check", "--quiet", "--format", "json", folder=broken)
    assert (done.returncode, done.stderr) == (1, "")
    report = json.loads(done.stdout)
    assert len(report["findings"]) > spool.MOST_HELD
    assert len(report["findings"]) == sum(report["counts"].values())
    assert report["counts"]["table.year-unreadable"] == ROWS
    cells = [
        each["location"]["cell"]
        for each in report["findings"]
        if each["code"] == "table.year-unreadable"
    ]
    assert cells == [f"F{row}" for row in range(2, ROWS + 2)]
    assert report["complete"] is True


def test_more_than_ten_thousand_findings_are_all_in_the_list(checked: Checked) -> None:
    lines = checked.listed.decode().splitlines()
    assert len(lines) > spool.MOST_HELD
    assert f"lignes sont montrées pour {len(lines)} constats" in checked.told
    assert sum("[table.year-unreadable]" in line for line in lines) == ROWS


def test_those_that_say_the_same_are_one_line_with_their_first_cells(checked: Checked) -> None:
    (line,) = (
        line for line in checked.told.splitlines() if line.endswith("[table.year-unreadable]")
    )
    assert line.startswith(
        "violation : data/resources.csv, colonne « issued » : année « 20l9 » illisible : "
        f"{ROWS} cellules, F2, F3, F4, F5, F6, F7, F8, F9, F10, F11, … Vouliez-vous dire « 2019 » ?"
    )


@pytest.mark.parametrize("command", [["check", "--quiet"], ["publish"], ["publish", "--quiet"]])
def test_every_command_lists_all_findings_whatever_it_shows(
    broken: Path, checked: Checked, command: list[str]
) -> None:
    assert b"\nremarque : " in checked.listed
    (broken / "findings.txt").unlink()
    done = tressons_ld(*command, folder=broken)
    assert "un par un, ils sont dans" in done.stdout + done.stderr
    assert (broken / "findings.txt").read_bytes() == checked.listed


def test_more_than_ten_thousand_findings_are_all_in_the_turtle(broken: Path) -> None:
    done = tressons_ld("check", "--quiet", "--format", "turtle", folder=broken)
    named, described = set(), set()
    for triple in pyoxigraph.parse(done.stdout.encode(), pyoxigraph.RdfFormat.TURTLE):
        if triple.predicate == pyoxigraph.NamedNode(SH.result):
            named.add(triple.object)
        elif triple.object == pyoxigraph.NamedNode(SH.ValidationResult):
            described.add(triple.subject)
    assert len(named) > spool.MOST_HELD
    assert named == described
