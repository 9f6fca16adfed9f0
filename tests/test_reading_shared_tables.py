"""Agents, places, series and concepts: their cells are checked like those of the entries."""

from pathlib import Path

import pytest

from reading_folders import TABLES, make_folder, read_all
from tressons_ld.findings.finding import Severity
from tressons_ld.findings.language import Text


def changed(table: str, id: str, **cells: str) -> dict[str, list[dict[str, str]]]:
    """A table of the base with some cells of one row changed."""
    rows = [{**row, **cells} if row["id"] == id else row for row in TABLES[table]]
    assert rows != TABLES[table]
    return {table: rows}


def test_all_columns_of_an_agent_are_read(tmp_path: Path) -> None:
    cells = {
        "acronym": "A",
        "spellings": "AVISE; L'Avise",
        "part_of": "RTES",
        "homepage": "https://www.avise.org/",
        "siren": "243500667",
        "publisher_type": "NonProfitOrganisation",
        "same_as": "https://a.example/1; https://b.example/2",
        "description": "Une agence.",
    }
    shared, _, findings = read_all(make_folder(tmp_path, **changed("agents", "avise", **cells)))
    assert findings == []
    agent = shared.agents["avise"]
    assert agent.spellings == ("AVISE", "L'Avise")
    assert agent.part_of == ("rtes",)
    assert agent.siren == "243500667"
    assert agent.publisher_type == "NonProfitOrganisation"
    assert agent.same_as == ("https://a.example/1", "https://b.example/2")
    assert not agent.person
    assert shared.agents["jeanne-pappas"].person
    assert agent.row.at("siren").in_language("en").startswith("data/agents.csv, ")


def test_all_columns_of_a_place_are_read(tmp_path: Path) -> None:
    cells = {
        "schema_type": "Place",
        "siren": "243500667",
        "nuts": "FRK23; FRK24",
        "bbox": "POLYGON((5.1 44.6, 5.8 44.6, 5.8 45.3, 5.1 45.3, 5.1 44.6))",
    }
    shared, _, findings = read_all(make_folder(tmp_path, **changed("places", "vercors", **cells)))
    assert findings == []
    place = shared.places["vercors"]
    assert (place.nuts, place.within) == (("FRK23", "FRK24"), ("france",))
    assert place.bbox == cells["bbox"]


def test_all_columns_of_a_concept_are_read(tmp_path: Path) -> None:
    cells = {
        "spellings": "transports",
        "definition": "Se déplacer.",
        "notation": "M",
        "data_theme": "tran; ENVI",
        "matches": "closeMatch http://a.example/1;broadMatch  http://a.example/2",
    }
    shared, _, findings = read_all(
        make_folder(tmp_path, **changed("concepts", "mobilite", **cells))
    )
    assert findings == []
    concept = shared.concepts["theme", "mobilite"]
    assert concept.labels == Text("Mobilité", "Mobility")
    assert concept.data_themes == ("TRAN", "ENVI")
    assert concept.matches == (
        ("closeMatch", "http://a.example/1"),
        ("broadMatch", "http://a.example/2"),
    )
    assert shared.concepts["theme", "velo"].broader == "mobilite"
    assert shared.concepts["genre", "etude"].schema_types == ("Report",)
    assert shared.concepts["genre", "etude"].dcmi_type == "Text"


@pytest.mark.parametrize(
    ("table", "id", "column", "value", "code", "remedy"),
    [
        ("agents", "avise", "type", "Organization", None, ""),
        ("agents", "avise", "type", "orga", "reference.unknown-agent-type", "organisation"),
        ("agents", "avise", "type", "", "table.value-missing", "la remplir"),
        ("agents", "avise", "part_of", "RTSE", "reference.unknown-agent", "RTES"),
        ("agents", "avise", "homepage", "avise", "table.url-scheme", "barre du navigateur"),
        ("agents", "avise", "siren", "243 500 667", "table.siren-unreadable", "« 243500667 »"),
        ("agents", "avise", "siren", "243500668", "table.siren-check-digit", "source"),
        ("agents", "avise", "same_as", "Q859363", "table.url-scheme", "barre du navigateur"),
        (
            "agents",
            "avise",
            "publisher_type",
            "NonProfitOrganization",
            "reference.unknown-publisher-type",
            "« NonProfitOrganisation »",
        ),
        ("places", "vercors", "schema_type", "Lieu", "reference.unknown-place-type", "Place"),
        ("places", "vercors", "nuts", "frk23", "table.nuts-unreadable", "FRF31"),
        ("places", "vercors", "within", "Frence", "reference.unknown-place", "« France »"),
        ("places", "vercors", "bbox", "5.1 44.6", "table.bbox-unreadable", "POLYGON(("),
        ("places", "vercors", "bbox", "POLYGON((1 2,3 4,5 6))", "table.bbox-unreadable", "fermé"),
        (
            "places",
            "vercors",
            "bbox",
            "POLYGON((44 200,45 200,45 201,44 200))",
            "table.bbox-unreadable",
            "longitude d'abord",
        ),
        (
            "series",
            "carnets",
            "schema_type",
            "Collecton",
            "reference.unknown-series-type",
            "« Coll",
        ),
        ("concepts", "velo", "broader", "Mobilitéé", "reference.unknown-theme", "« Mobilité »"),
        ("concepts", "velo", "broader", "Élus", "reference.unknown-theme", "data/concepts.csv"),
        ("concepts", "etude", "schema_type", "Raport", "reference.unknown-schema-type", "« Report"),
        ("concepts", "etude", "dcmi_type", "Texte", "reference.unknown-dcmi-type", "« Text »"),
        ("concepts", "velo", "data_theme", "TRNA", "reference.unknown-data-theme", "« TRAN »"),
        ("concepts", "velo", "matches", "http://a.example/1", "table.match-unreadable", "exactM"),
        (
            "concepts",
            "velo",
            "matches",
            "exactmatch http://a.example/1",
            "table.match-unreadable",
            "« exactMatch »",
        ),
        ("concepts", "velo", "matches", "exactMatch a", "table.url-scheme", "barre"),
        ("concepts", "velo", "scheme", "", "table.value-missing", "la remplir"),
        ("concepts", "velo", "scheme", "Thème", "table.id-unreadable", "« theme »"),
        ("concepts", "velo", "scheme", "autorites", "table.id-reserved", "un autre"),
    ],
)
def test_a_wrong_cell_is_found_at_its_place(
    tmp_path: Path, table: str, id: str, column: str, value: str, code: str | None, remedy: str
) -> None:
    made = make_folder(tmp_path, **changed(table, id, **{column: value}))
    _, _, findings = read_all(made)
    if code is None:
        assert findings == []
        return
    found = findings[0]
    assert found.code == code
    assert remedy.casefold() in found.remedy.fr.casefold()
    assert found.location is not None
    assert (found.location.file, found.location.column) == (f"data/{table}.csv", column)


@pytest.mark.parametrize("table", ["agents", "places", "series", "concepts"])
def test_an_id_used_twice_is_found_with_both_places(tmp_path: Path, table: str) -> None:
    first = TABLES[table][0]
    rows = [*TABLES[table], {name: first[name] for name in ("scheme", "id") if name in first}]
    if table == "agents":
        rows[-1]["type"] = "personne"
    _, _, findings = read_all(make_folder(tmp_path, **{table: rows}))
    (found,) = findings
    assert found.code == "table.id-duplicate"
    assert f"data/{table}.csv, " in found.message.fr
    assert found.location is not None
    assert found.location.cell is not None
    assert found.location.cell.endswith(str(len(rows) + 1))


def test_an_id_may_stand_in_two_schemes(tmp_path: Path) -> None:
    rows = [*TABLES["concepts"], {"scheme": "public", "id": "velo", "label_fr": "Cyclistes"}]
    shared, _, findings = read_all(make_folder(tmp_path, concepts=rows))
    assert findings == []
    assert shared.concepts["public", "velo"].labels == Text("Cyclistes", "")


@pytest.mark.parametrize("table", ["agents", "places", "series", "concepts"])
@pytest.mark.parametrize("id", ["", "É", "index"])
def test_a_thing_without_usable_id_is_left_out(tmp_path: Path, table: str, id: str) -> None:
    rows = [*TABLES[table], {**TABLES[table][-1], "id": id, "spellings": ""}]
    _, _, findings = read_all(make_folder(tmp_path, **{table: rows}))
    (found,) = findings
    assert found.code in ("table.id-missing", "table.id-unreadable", "table.id-reserved")


@pytest.mark.parametrize(
    ("table", "column", "above", "shown"),
    [
        ("agents", "part_of", {"avise": "avise"}, ["avise → avise"]),
        ("agents", "part_of", {"avise": "rtes", "rtes": "avise"}, ["avise → rtes → avise"]),
        ("places", "within", {"france": "Vercors"}, ["france → vercors → france"]),
        ("concepts", "broader", {"mobilite": "Vélo"}, ["mobilite → velo → mobilite"]),
        ("concepts", "broader", {"velo": "velo"}, ["velo → velo"]),
    ],
)
def test_a_circle_is_found_once_and_opened(
    tmp_path: Path, table: str, column: str, above: dict[str, str], shown: list[str]
) -> None:
    rows = [
        {**row, column: above[row["id"]]} if row["id"] in above else row for row in TABLES[table]
    ]
    shared, _, findings = read_all(make_folder(tmp_path, **{table: rows}))
    assert [(f.code, f.value) for f in findings] == [("reference.circle", one) for one in shown]
    assert findings[0].severity is Severity.VIOLATION
    assert findings[0].location is not None
    assert findings[0].location.column == column


def test_a_scheme_of_the_house_is_a_scheme_like_the_others(tmp_path: Path) -> None:
    rows = [
        *TABLES["concepts"],
        {"scheme": "filiere", "id": "debutant", "label_fr": "Débutant"},
        {"scheme": "filiere", "id": "avance", "label_fr": "Avancé", "broader": "Debutante"},
    ]
    titles = 'filiere = { fr = "Filières", en = "Tracks" }\n'
    made = make_folder(tmp_path, settings=titles, concepts=rows)
    shared, _, findings = read_all(made)
    assert [finding.code for finding in findings] == ["reference.unknown-concept"]
    assert "« Débutant »" in findings[0].remedy.fr
    assert [concept.id for concept in shared.concepts_of("filiere")] == ["debutant", "avance"]
    assert shared.schemes["filiere"] == Text("Filières", "Tracks")


def test_missing_tables_are_empty_and_those_that_every_catalogue_has_are_told(
    tmp_path: Path,
) -> None:
    made = make_folder(tmp_path)
    for table in ("agents", "places", "series", "concepts"):
        (made / "data" / f"{table}.csv").unlink()
    shared, _, findings = read_all(made)
    assert (shared.agents, shared.places, shared.series, shared.concepts) == ({}, {}, {}, {})
    assert {finding.code for finding in findings} == {
        "reference.unknown-agent",
        "reference.unknown-kind",
        "table.missing",
    }
    told = [each.location for each in findings if each.code == "table.missing"]
    assert [each and each.file for each in told] == ["data/agents.csv", "data/concepts.csv"]


def test_a_table_whose_name_another_file_bears_is_not_told_twice(tmp_path: Path) -> None:
    made = make_folder(tmp_path)
    table = made / "data" / "agents.csv"
    table.rename(table.with_suffix(".txt"))
    _, _, findings = read_all(made)
    codes = {each.code for each in findings}
    assert "table.file-not-read" in codes
    assert "table.missing" not in codes


@pytest.mark.parametrize("table", ["agents", "places", "series", "concepts", "additions"])
@pytest.mark.parametrize(
    ("content", "code"),
    [("", "table.header-missing"), ("autre,chose\n1,2\n", "table.headings-unknown")],
)
def test_a_table_without_its_columns_is_found(
    tmp_path: Path, table: str, content: str, code: str
) -> None:
    _, _, findings = read_all(make_folder(tmp_path, files={f"{table}.csv": content}))
    assert code in {
        f.code for f in findings if f.location and f.location.file == f"data/{table}.csv"
    }


@pytest.mark.parametrize("table", ["agents", "places", "series", "additions"])
def test_an_optional_table_may_be_empty_below_its_headings(tmp_path: Path, table: str) -> None:
    headings = {
        "agents": "id,type,name",
        "places": "id,name",
        "series": "id,title",
        "additions": "resource,column,value,source,found_on",
    }[table]
    _, _, findings = read_all(make_folder(tmp_path, files={f"{table}.csv": headings + "\n"}))
    assert {f.code for f in findings} <= {"reference.unknown-agent"}
