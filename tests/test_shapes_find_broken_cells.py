"""A cell is broken in the real tables: the check of the whole folder points at that very cell.

Only shapes that a cell can break are here. What is misread is told at reading, before any shape
(test_reading_*), and much can only come of the mapping itself (the fixtures of shapes/).
"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tressons_ld import open_catalogue
from tressons_ld.findings.finding import Finding, Severity

RESOURCE = "programmes-leader-et-ess"
DATE = "2026-11-23"
PERSON = "Zoé Raimbault"
LONG = "mot-clé qui n'en finit pas, " * 4
VIOLATION, WARNING, INFO = Severity.VIOLATION, Severity.WARNING, Severity.INFO

# shape, severity, table, row, column broken, what is written there
CELLS = [
    ("resource-title-present", VIOLATION, "resources", RESOURCE, "title", ""),
    ("resource-description-present", VIOLATION, "resources", RESOURCE, "description", ""),
    ("resource-kind-present", VIOLATION, "resources", RESOURCE, "kind", ""),
    ("resource-title-short", WARNING, "resources", RESOURCE, "title", "Le"),
    ("resource-title-length", WARNING, "resources", RESOURCE, "title", "Très long " * 26),
    ("resource-title-capitals", WARNING, "resources", RESOURCE, "title", "LEADER ET L'ESS"),
    ("resource-description-length", INFO, "resources", RESOURCE, "description", "Une fiche."),
    ("resource-description-long", WARNING, "resources", RESOURCE, "description", "mot " * 1300),
    ("resource-issued-present", WARNING, "resources", RESOURCE, "issued", ""),
    ("resource-issued-plausible", WARNING, "resources", RESOURCE, "issued", "1020"),
    ("resource-keyword-present", WARNING, "resources", RESOURCE, "keywords", ""),
    ("resource-keyword-short", WARNING, "resources", RESOURCE, "keywords", "ESS; UE"),
    ("resource-keyword-long", WARNING, "resources", RESOURCE, "keywords", LONG),
    ("resource-theme-present", WARNING, "resources", RESOURCE, "themes", ""),
    ("resource-creator-present", WARNING, "resources", "ess-et-ruralites", "organisations", ""),
    ("resource-address-known", INFO, "resources", RESOURCE, "landing_page", ""),
    ("resource-nature-known", WARNING, "concepts", "analyse", "dcmi_type", ""),
    ("agent-name-present", VIOLATION, "agents", "rtes", "name", ""),
    ("agent-parent-organisation", VIOLATION, "agents", "rtes", "part_of", "maud-reymond"),
    ("agent-member-organisation", VIOLATION, "agents", "maud-reymond", "part_of", PERSON),
    ("agent-homepage-known", INFO, "agents", "feader", "homepage", ""),
    ("place-name-present", VIOLATION, "places", "vercors", "name", ""),
    ("series-title-present", VIOLATION, "series", "kit-municipaless", "title", ""),
    ("concept-label-english", INFO, "concepts", "leader", "label_en", ""),
    ("concept-label-repeated", WARNING, "concepts", "foncier", "spellings", "Foncier"),
    ("addition-certainty-stated", WARNING, "additions", RESOURCE, "certainty", ""),
]  # fmt: skip


def findings(folder: Path, code: str) -> list[Finding]:
    report = open_catalogue(folder, date=DATE).check()
    return [each for each in report.findings if each.code == code]


def break_cell(folder: Path, table: str, row: str, column: str, value: str) -> str:
    """Write ``value`` into the cell; return the cell's row in a spreadsheet."""
    path = folder / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    key = head.index("resource" if table == "additions" else "id")
    number, cells = next((n, cells) for n, cells in enumerate(rows, 2) if cells[key] == row)
    cells[head.index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    return str(number)


@pytest.mark.parametrize(
    ("shape", "severity", "table", "row", "column", "value"),
    CELLS,
    ids=[cell[0] for cell in CELLS],
)
def test_a_broken_cell_is_pointed_at(
    tressons: Path,
    shape: str,
    severity: Severity,
    table: str,
    row: str,
    column: str,
    value: str,
) -> None:
    number = break_cell(tressons, table, row, column, value)
    found = findings(tressons, f"shape.{shape}")
    assert {each.severity for each in found} == {severity}
    places = [each.location for each in found if each.location]
    assert (f"data/{table}.csv", column, number) in {
        (place.file, place.column, re.sub(r"\D", "", place.cell or "")) for place in places
    }


def without(*lines: str) -> Callable[[str], str]:
    """Take out of catalogue.toml the lines that begin so."""
    return lambda text: "\n".join(line for line in text.split("\n") if not line.startswith(lines))


def without_section(name: str) -> Callable[[str], str]:
    return lambda text: re.sub(rf"(?ms)^\[{name}\]$.*?(?=^\[|\Z)", "", text)


@pytest.mark.parametrize(
    ("shape", "severity", "change"),
    [
        ("catalogue-spatial-known", INFO, without("places")),
        ("catalogue-licence-known", WARNING, without_section("licence")),
        ("catalogue-contact-known", INFO, without_section("contact")),
        ("data-frequency-known", INFO, without("frequency")),
        ("source-created-known", INFO, without("created")),
        ("source-rights-stated", WARNING, without("rights_fr", "rights_en")),
        ("record-source-known", INFO, without_section("source")),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_missing_setting_is_told(
    tressons: Path, shape: str, severity: Severity, change: Callable[[str], str]
) -> None:
    settings = tressons / "data" / "catalogue.toml"
    settings.write_text(change(settings.read_text("utf-8")), "utf-8")
    found = findings(tressons, f"shape.{shape}")
    assert {each.severity for each in found} == {severity}
    assert all(each.location for each in found)


def test_the_tables_as_they_are_have_no_violation(tressons: Path) -> None:
    assert open_catalogue(tressons, date=DATE).check().publishable
