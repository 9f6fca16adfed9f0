"""``tressons-ld score``: what it prints, and that each cell it names wins the points it says."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from catalogue_folder import change, copy_of_atelier
from command_line import DATE, edit, tressons_ld
from tressons_ld.findings.finding import column_letters

JUDGES = ("direct", "datagouv", "criteria")
DATA = "catalogue/donnees"


def scored(folder: Path, *ids: str) -> dict[str, Any]:
    done = tressons_ld("score", "--format", "json", "--date", DATE, *ids, folder=folder)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def card(folder: Path, id: str) -> dict[str, Any]:
    (found,) = scored(folder, id)["datasets"]
    return dict(found)


def promised(card: dict[str, Any], column: str) -> set[tuple[str, str]]:
    """The indicators that a card says a cell of this column would win."""
    return {
        (judge, each["name"])
        for judge in JUDGES
        for each in card[judge]["indicators"]
        if each.get("remedy", {}).get("kind") == "cell" and each["remedy"]["at"]["column"] == column
    }


def lost(card: dict[str, Any]) -> set[tuple[str, str]]:
    return {
        (judge, each["name"])
        for judge in JUDGES
        for each in card[judge]["indicators"]
        if each["state"] == "lost"
    }


def places(card: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        each["remedy"]["at"]
        for judge in JUDGES
        for each in card[judge]["indicators"]
        if "at" in each.get("remedy", {})
    ]


# What the cells of a bare entry are filled with, one after the other.
FILLED = {
    "download_url": "https://www.example.net/debat.html",
    "format": "HTML",
    "size": "2048",
    "licence": "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0",
    "publisher": "Ligue de la marche",
    "issued": "2020-05",
    "keywords": "marche; rue",
    "themes": "Mobilité",
    "places": "vieux-port",
    "period": "2020-05-07",
    "access_rights": "PUBLIC",
    "description": "Un débat en ligne sur la place de la marche dans les rues de la ville, avec "
    "ceux qui les tracent et ceux qui les parcourent.",
}


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A copy of the catalogue «atelier», of which one entry says as little as it may."""
    folder = copy_of_atelier(tmp_path / "atelier")
    change(folder, "resources debat-sur-la-marche event_date", None)
    for column in FILLED:
        value = "Un débat." if column == "description" else None
        change(folder, f"resources debat-sur-la-marche {column}", value)
    return folder


def test_filling_the_cell_that_is_named_wins_the_points_that_are_said(bare: Path) -> None:
    now = card(bare, "debat-sur-la-marche")
    ceilings = [now[judge]["ceiling"] for judge in JUDGES]
    for column, value in FILLED.items():
        wins = promised(now, column)
        assert wins, f"no remedy names the column {column}"
        change(bare, f"resources debat-sur-la-marche {column}", value)
        now = card(bare, "debat-sur-la-marche")
        # A place without an outline is told its outline next.
        left = {("criteria", "spatial")} if column == "places" else set()
        assert wins & lost(now) == left, column
    wins = promised(now, "bbox")
    assert wins == {("criteria", "spatial")}
    change(bare, "places vieux-port bbox", "POLYGON((5 44, 6 44, 6 45, 5 45, 5 44))")
    now = card(bare, "debat-sur-la-marche")
    assert not wins & lost(now)
    # What an HTML file wins was not counted before one was known: 20 points, and one criterion.
    assert [now[judge]["ceiling"] - was for judge, was in zip(JUDGES, ceilings, strict=True)] == [
        20, 20, 1,
    ]  # fmt: skip
    assert now["direct"]["at_best"] == now["direct"]["ceiling"]


def test_every_cell_that_is_named_exists(bare: Path) -> None:
    for each in scored(bare)["datasets"]:
        for at in places(each):
            if at["file"].endswith(".toml"):
                continue
            with (bare / at["file"]).open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            letters = at["cell"].rstrip("0123456789")
            assert letters == column_letters(rows[0].index(at["column"]))
            row = rows[int(at["cell"].removeprefix(letters)) - 1]
            assert at["file"] != "data/resources.csv" or row[0] == each["id"]


def test_a_column_that_the_table_lacks_is_to_be_added(bare: Path) -> None:
    path = bare / "data" / "resources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    gone = rows[0].index("publisher")
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([cell for n, cell in enumerate(r) if n != gone] for r in rows)
    points = card(bare, "debat-sur-la-marche")["direct"]["indicators"]
    remedy = next(p["remedy"] for p in points if p["name"] == "publisherAvailability")
    assert "cell" not in remedy["at"]
    assert remedy["do"].startswith("ajouter la colonne « publisher »")


def test_the_settings_that_are_named_are_those_whose_lack_lost_the_points(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    whole = lost(card(folder, DATA))
    for key in ("contact", "data.period_start", "data.frequency", "catalogue.places"):
        change(folder, f"catalogue.toml {key}", None)
    without = card(folder, DATA)
    names = {
        "contact.name": {("direct", "contactPointAvailability")},
        "data.period_start": {
            ("direct", "temporalAvailability"),
            ("criteria", "temporal_coverage"),
        },
        "data.frequency": {
            ("criteria", "update_frequency"),
            ("criteria", "update_fulfilled_in_time"),
        },
        "catalogue.places": {("direct", "spatialAvailability"), ("criteria", "spatial")},
    }
    for key, points in names.items():
        assert points <= promised(without, key)
    # They stood there before: writing them again wins exactly what is promised.
    assert set().union(*(promised(without, key) for key in names)) == lost(without) - whole


def test_the_catalogue_as_data_has_all_but_its_outline_once_its_licence_is_confirmed(
    tressons: Path,
) -> None:
    before = card(tressons, DATA)
    assert (before["criteria"]["won"], before["criteria"]["at_best"]) == (6, 7)
    # Nobody gives an outline of France with what lies overseas.
    missed = {name for judge, name in lost(before) if judge == "criteria"}
    assert missed == {"license", "spatial"}
    assert ("criteria", "license") in promised(before, "licence.confirmed")
    edit(tressons / "data" / "catalogue.toml", "confirmed = false", "confirmed = true")
    after = card(tressons, DATA)
    # The last is that its files answer, which the platform alone finds out.
    assert (after["criteria"]["won"], after["criteria"]["at_best"]) == (7, 8)
    assert promised(before, "licence.confirmed").isdisjoint(lost(after))
    assert (before["stars"]["count"], after["stars"]["count"]) == (0, 5)


def test_tressons_has_the_points_of_what_its_document_says(tressons: Path) -> None:
    found = scored(tressons)
    catalogue = found["catalogue"]
    assert (catalogue["datasets"], len(found["datasets"])) == (29, 29)
    direct = {each["id"]: each["direct"] for each in found["datasets"]}
    # Keywords, themes, date, rules: 95; the four monographs say their place too; the day
    # of a webinar is no period that it covers.
    assert sorted(each["at_best"] for each in direct.values()) == [95] * 24 + [115] * 4 + [355]
    total = sum(each["at_best"] for each in direct.values())
    assert catalogue["direct"]["at_best"] == round(total / 29, 1)
    assert catalogue["direct"]["bands"] == {"excellent": 1, "good": 0, "sufficient": 0, "bad": 28}
    assert sum(catalogue["direct"]["scores"].values()) == 29
    first = catalogue["mendings"][0]
    # No file is known of any: 50 + 20 + 30 points for each of the 28.
    assert (first["column"], first["cells"], first["points"]["direct"]) == (
        "download_url",
        28,
        2800,
    )


def test_no_remedy_takes_a_point_by_pretence(bare: Path, tressons: Path) -> None:
    never = {
        "contactPointAvailability",
        "rightsAvailability",
        "dateModifiedAvailability",
        "update_frequency",
        "update_fulfilled_in_time",
    }
    only_with_another_file = {
        "formatMediaTypeNonProprietary",
        "formatMediaTypeMachineInterpretable",
        "has_open_format",
    }
    for folder in (bare, tressons):
        found = scored(folder)
        entries = [each for each in found["datasets"] if each["id"] != DATA]
        for points in (each[judge]["indicators"] for each in entries for judge in JUDGES):
            for point in points:
                if point["state"] == "lost" and point["name"] in never:
                    assert point["remedy"]["kind"] == "none", point
                if point["state"] == "lost" and point["name"] in only_with_another_file:
                    assert point["remedy"]["kind"] in {"other-file", "none"}, point
        assert all("seulement si" not in each["do"] for each in found["catalogue"]["mendings"])


def test_a_page_given_as_a_file_is_told_and_not_counted(bare: Path) -> None:
    change(bare, "resources debat-sur-la-marche download_url", "https://www.example.net/debat")
    now = card(bare, "debat-sur-la-marche")
    wins = promised(now, "download_url")
    for judge in ("direct", "datagouv"):
        assert {(judge, "downloadUrlAvailability"), (judge, "downloadUrlStatusCode")} <= wins
    assert ("criteria", "resources_documentation") in wins


def test_a_licence_written_otherwise_is_told_as_the_table_writes_it(bare: Path) -> None:
    licence = "https://creativecommons.org/licenses/by-nc/4.0/"
    change(bare, "resources guide-du-velo licence", f"{licence}; {licence}")
    before = card(bare, "guide-du-velo")
    assert promised(before, "licence") == {("direct", "knownLicence")}
    points = {each["name"]: each for each in before["direct"]["indicators"]}
    address = points["knownLicence"]["remedy"]["do"].rpartition(" ")[2]
    assert address == "http://publications.europa.eu/resource/authority/licence/CC_BYNC_4_0"
    change(bare, "resources guide-du-velo licence", f"{address}; {address}")
    assert ("direct", "knownLicence") not in lost(card(bare, "guide-du-velo"))


def test_an_address_that_data_gouv_fr_cannot_take_is_to_be_mended_in_its_cell(bare: Path) -> None:
    change(bare, "resources carnet-de-voyage download_url", "https://localhost/carnet.html")
    before = card(bare, "carnet-de-voyage")
    wins = {each for each in promised(before, "download_url") if each[0] == "datagouv"}
    assert ("datagouv", "downloadUrlAvailability") in wins
    assert ("direct", "downloadUrlAvailability") not in lost(before)
    change(bare, "resources carnet-de-voyage download_url", "https://example.net/carnet.html")
    after = lost(card(bare, "carnet-de-voyage"))
    assert ("datagouv", "downloadUrlAvailability") not in after


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("ids", [(), ("guide-du-velo", DATA)])
def test_the_card_is_readable_at_eighty_columns(
    language: str, ids: tuple[str, ...], bare: Path
) -> None:
    done = tressons_ld("score", "--lang", language, *ids, folder=bare)
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 80
    for words in ids or ("guide-du-velo", "carnet-de-voyage", DATA):
        assert words in done.stdout


def test_the_same_folder_gives_the_same_card(bare: Path) -> None:
    asked = ("score", "--format", "json", "--date", DATE)
    cards = {
        tressons_ld(*asked, folder=bare, environment={"PYTHONHASHSEED": seed}).stdout
        for seed in ("1", "2")
    }
    assert len(cards) == 1


def test_an_id_that_no_resource_has_is_refused(bare: Path) -> None:
    done = tressons_ld("score", "nulle-part", folder=bare)
    assert (done.returncode, done.stdout) == (1, "")
    assert "« nulle-part » : pas de ressource de cet identifiant" in done.stderr


def test_of_many_resources_only_the_catalogue_is_shown(bare: Path) -> None:
    path = bare / "data" / "resources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    with path.open("w", encoding="utf-8", newline="") as file:
        many = ([f"{row[0]}-{n}", *row[1:]] for n in range(17) for row in rows)
        csv.writer(file).writerows([heading, *many])
    found = scored(bare)
    assert (found["catalogue"]["datasets"], found["datasets"]) == (52, [])
    assert [each["id"] for each in scored(bare, "guide-du-velo-3")["datasets"]] == [
        "guide-du-velo-3"
    ]


@pytest.mark.parametrize("name", ["nasty", "refused"])
def test_every_lost_point_is_explained_whatever_the_cells_hold(name: str, project: Path) -> None:
    found = scored(project / "tests" / "catalogues" / name)
    assert found["datasets"]
    for each in found["datasets"]:
        for judge in JUDGES:
            done = each[judge]
            assert 0 <= done["won"] <= done["at_best"] <= done["of"], each["id"]
            assert done["ceiling"] <= done["of"], each["id"]
            for point in done["indicators"]:
                assert (point["state"] == "won") is ("why" not in point), point
                assert (point["state"] == "lost") is ("remedy" in point), point
