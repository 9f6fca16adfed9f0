"""Facts found later fill empty cells; where the document differs, its value stays."""

import hashlib
from pathlib import Path

import pytest

from reading_folders import make_folder, read_all, with_cell
from tressons_ld.catalogue.model import Entry, SharedPart
from tressons_ld.findings.finding import Finding

SOURCE = "https://www.example.org/page"


def addition(
    column: str, value: str, *, resource: str = "une-etude", **cells: str
) -> dict[str, str]:
    row = {"source": SOURCE, "found_on": "2026-11-23", "certainty": "Sûre", **cells}
    return {"resource": resource, "column": column, "value": value, **row}


def read_with(
    folder: Path, *additions: dict[str, str], **cells: str
) -> tuple[SharedPart, Entry, list[Finding]]:
    resources = with_cell("title", "Une étude")
    resources[0] = {**resources[0], **cells}
    made = make_folder(folder, resources=resources, additions=list(additions))
    shared, entries, findings = read_all(made)
    assert entries[0] is not None
    return shared, entries[0], findings


def digest(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:8]


def test_an_addition_fills_an_empty_cell(tmp_path: Path) -> None:
    _, entry, findings = read_with(tmp_path, addition("issued", "2019"))
    assert findings == []
    assert entry.issued == "2019"
    (added,) = entry.additions
    assert (added.column, added.value, added.divergent) == ("issued", "2019", False)
    assert (added.source, added.found_on, added.certainty) == (SOURCE, "2026-11-23", "sure")
    assert (added.name, added.row.number) == ("ajout-issued", 2)


def test_the_documents_value_stays_where_an_addition_differs(tmp_path: Path) -> None:
    _, entry, findings = read_with(tmp_path, addition("issued", "2020"), issued="2021")
    (found,) = findings
    assert (found.code, found.severity.name) == ("table.addition-divergent", "INFO")
    assert found.in_language("fr").startswith(
        "data/additions.csv, C2, colonne « value » : cette source dit « 2020 », et le document "
        "« 2021 », qui est publié"
    )
    assert entry.issued == "2021"
    assert [(a.value, a.divergent) for a in entry.additions] == [("2020", True)]


def test_an_addition_that_says_the_same_is_not_divergent(tmp_path: Path) -> None:
    _, entry, _ = read_with(tmp_path, addition("kind", "Study"))
    assert [(a.value, a.divergent) for a in entry.additions] == [("etude", False)]


def test_a_column_of_several_values_grows(tmp_path: Path) -> None:
    _, entry, findings = read_with(
        tmp_path, addition("themes", "Cycling"), addition("themes", "mobilite"), themes="Mobilité"
    )
    assert findings == []
    assert entry.themes == ("mobilite", "velo")
    assert [(a.value, a.name) for a in entry.additions] == [
        ("velo", f"ajout-themes-{digest('velo')}"),
        ("mobilite", f"ajout-themes-{digest('mobilite')}"),
    ]


def test_two_sources_of_one_fact_are_both_kept(tmp_path: Path) -> None:
    _, entry, findings = read_with(
        tmp_path,
        addition("landing_page", "https://a.example/"),
        addition("landing_page", "https://a.example/", source="https://b.example/"),
        addition("landing_page", "https://c.example/"),
    )
    (found,) = findings
    assert (found.code, found.severity.name) == ("table.additions-contradict", "WARNING")
    assert found.location is not None and found.location.cell == "C4"
    assert "« https://a.example/ » à la ligne 2" in found.message.fr
    assert entry.landing_page == "https://a.example/"
    assert [(a.name, a.divergent) for a in entry.additions] == [
        ("ajout-landing-page", False),
        ("ajout-landing-page-2", False),
        ("ajout-landing-page-3", True),
    ]


def test_a_file_found_later_is_a_distribution(tmp_path: Path) -> None:
    _, entry, findings = read_with(
        tmp_path,
        addition("download_url", "https://b.example/b.pdf"),
        addition("format", "PDF"),
        addition("size", "12"),
        download_url="https://a.example/a.pdf",
        format="PDF",
        size="7",
    )
    assert findings == []
    assert [(d.name, d.download_url, d.size) for d in entry.distributions] == [
        ("distribution-a-pdf", "https://a.example/a.pdf", 7),
        ("distribution-b-pdf", "https://b.example/b.pdf", 12),
    ]


def test_shared_things_are_named_by_their_path(tmp_path: Path) -> None:
    shared, _, findings = read_with(
        tmp_path,
        addition("homepage", "https://www.avise.org/", resource="organisation/avise"),
        addition("siren", "243500667", resource="territoire/vercors"),
        addition("part_of", "RTES", resource="personne/jeanne-pappas"),
        addition("description", "Des carnets.", resource="serie/carnets"),
    )
    assert findings == []
    assert shared.agents["avise"].homepage == "https://www.avise.org/"
    assert shared.places["vercors"].siren == "243500667"
    assert shared.agents["jeanne-pappas"].part_of == ("avise", "rtes")
    assert shared.series["carnets"].description == "Des carnets."
    assert [a.name for a in shared.agents["avise"].additions] == ["ajout-homepage"]


@pytest.mark.parametrize(
    ("row", "code", "cell", "remedy"),
    [
        (
            addition("issued", "2019", resource="une-etud"),
            "unknown-resource",
            "A2",
            "« une-etude »",
        ),
        (addition("name", "A", resource="organisation/avize"), "unknown-resource", "A2", "avise »"),
        (addition("name", "A", resource="personne/avise"), "unknown-resource", "A2", "avise »"),
        (addition("isued", "2019"), "addition-column", "B2", "« issued »"),
        (addition("id", "autre"), "addition-column", "B2", "Colonnes possibles"),
        (addition("issued", "20l9"), "year-unreadable", "C2", "« 2019 »"),
        (addition("kind", "Roman"), "unknown-kind", "C2", "data/concepts.csv"),
        (addition("landing_page", "javascript:1"), "url-scheme", "C2", "barre du navigateur"),
        (addition("issued", ""), "addition-incomplete", "C2", "l'adresse qui la donne"),
        (addition("issued", "2019", source=""), "addition-incomplete", "D2", "l'adresse"),
        (addition("issued", "2019", source="RTES"), "url-scheme", "D2", "barre du navigateur"),
        (addition("issued", "2019", found_on=""), "addition-incomplete", "E2", "le jour"),
        (addition("issued", "2019", found_on="vers 2026"), "date-unreadable", "E2", "2026"),
    ],
)
def test_an_addition_that_cannot_be_used_is_found_at_its_own_cell(
    tmp_path: Path, row: dict[str, str], code: str, cell: str, remedy: str
) -> None:
    shared, entry, findings = read_with(tmp_path, row)
    (found,) = findings
    assert found.code in (f"table.{code}", f"reference.{code}")
    assert found.location is not None
    assert (found.location.file, found.location.cell) == ("data/additions.csv", cell)
    assert remedy in found.remedy.fr
    assert entry.additions == ()
    assert entry.issued is None
    assert shared.agents["avise"].additions == ()


def test_a_certainty_that_is_unknown_leaves_the_addition(tmp_path: Path) -> None:
    _, entry, findings = read_with(tmp_path, addition("issued", "2019", certainty="Sûr"))
    assert [finding.code for finding in findings] == ["reference.unknown-certainty"]
    assert "« Sûre »" in findings[0].remedy.fr
    assert entry.issued == "2019"


def test_additions_to_a_shared_thing_that_contradict_each_other_are_told(tmp_path: Path) -> None:
    _, _, findings = read_with(
        tmp_path,
        addition("homepage", "https://a.example/", resource="organisation/avise"),
        addition("homepage", "https://b.example/", resource="organisation/avise"),
    )
    assert [(f.code, f.location and f.location.cell) for f in findings] == [
        ("table.additions-contradict", "C3")
    ]


def test_no_addition_contradicts_where_a_column_takes_several_values(tmp_path: Path) -> None:
    _, _, findings = read_with(
        tmp_path,
        addition("page", "https://a.example/"),
        addition("page", "https://b.example/"),
    )
    assert findings == []
