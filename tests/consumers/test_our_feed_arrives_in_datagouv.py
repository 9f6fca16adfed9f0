"""The published feeds harvested by the real udata: in every format, in pages, nasty or changed.

The environment `.consumers/udata` is made by the Makefile; where it is missing these are skipped.
"""

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from catalogue_folder import PROJECT, copy_of_atelier
from command_line import DATE, edit, tressons_ld
from real_datagouv import arrived, real, rehearsed, serving, told

pytestmark = pytest.mark.slow

FORMATS = ("ttl", "rdf", "jsonld", "nt")
CATALOG = "harvest/data.gouv.fr/catalog"
Run = list[dict[str, Any]]


def published(folder: Path, *options: str) -> Path:
    done = tressons_ld("publish", "--date", DATE, *options, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "public"


def tressons_confirmed(made: Path) -> Path:
    shutil.copytree(PROJECT / "data", made / "data")
    edit(made / "data/catalogue.toml", "confirmed = false", "confirmed = true")
    return published(made)


@pytest.fixture(scope="module")
def tressons_runs(tmp_path_factory: pytest.TempPathFactory) -> tuple[date, list[Run]]:
    """TRESSONS, its licence confirmed, harvested in each format; and served without a charset."""
    public = tressons_confirmed(tmp_path_factory.mktemp("confirmed"))
    with serving(public) as site:
        addresses = [f"{site}/{CATALOG}.{extension}" for extension in FORMATS]
        day, runs = real([[address] for address in (*addresses, f"{site}/bare/{CATALOG}.ttl")])
    return day, [run[0] for run in runs]


@pytest.mark.parametrize("number", range(len(FORMATS)), ids=FORMATS)
def test_all_datasets_are_done_in_every_format(
    number: int, tressons_runs: tuple[date, list[Any]]
) -> None:
    _, runs = tressons_runs
    run = runs[number]
    assert (run["status"], run["errors"]) == ("done", [])
    assert [item["status"] for item in run["items"]] == ["done"] * 29
    assert [log for item in run["items"] for log in (*item["logs"], *item["errors"])] == []


def test_every_format_arrives_the_same(tressons_runs: tuple[date, list[Any]]) -> None:
    _, runs = tressons_runs

    def by_id(run: Any) -> list[Any]:
        return sorted((arrived(item) for item in run["items"]), key=lambda item: item["id"])

    assert by_id(runs[0]) == by_id(runs[1]) == by_id(runs[2]) == by_id(runs[3])


def test_accents_are_right_when_the_server_sends_no_charset(
    tressons_runs: tuple[date, list[Any]],
) -> None:
    _, runs = tressons_runs
    assert [arrived(item) for item in runs[4]["items"]] == [
        arrived(item) for item in runs[0]["items"]
    ]


def test_texts_and_identifiers_are_those_of_the_table(
    tressons_runs: tuple[date, list[Any]],
) -> None:
    _, runs = tressons_runs
    items = {item["id"]: item["fields"] for item in runs[0]["items"]}
    with (PROJECT / "data/resources.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        fields = items[f"https://w3id.org/tressons/ressource/{row['id']}"]
        assert fields["title"] == row["title"]
        assert fields["description"] == f"{row['description']}\n\nAnnée : {row['issued']}"
        assert fields["uri"] == fields["remote_id"] == fields["dct_identifier"]
    assert len(items) == len(rows) + 1


def test_the_catalogue_as_data_wins_all_criteria_but_the_box_that_nobody_states(
    tressons_runs: tuple[date, list[Any]],
) -> None:
    _, runs = tressons_runs
    (item,) = [one for one in runs[0]["items"] if one["id"].endswith("/catalogue/donnees")]
    assert item["fields"]["license"] == "lov2"
    assert {name for name, won in arrived(item)["score"].items() if not won} == {"spatial"}
    assert item["quality"]["score"] == 8 / 9


def test_no_resource_gets_a_licence_that_its_source_does_not_give(
    tressons_runs: tuple[date, list[Any]],
) -> None:
    _, runs = tressons_runs
    licences = {item["id"]: item["fields"]["license"] for item in runs[0]["items"]}
    licences.pop("https://w3id.org/tressons/catalogue/donnees")
    assert set(licences.values()) == {"notspecified"}


def test_the_nasty_catalogue_arrives_as_foreseen(tmp_path: Path) -> None:
    folder = tmp_path / "nasty"
    shutil.copytree(PROJECT / "tests/catalogues/nasty", folder)
    with serving(published(folder)) as site:
        url = f"{site}/{CATALOG}.ttl"
        day, ((run,),) = real([[url]])
        items, feed = rehearsed(url, day)
    assert not feed.problems
    assert {item["status"] for item in run["items"]} == {"done"}
    assert [told(one) for one in items] == [arrived(one) for one in run["items"]]


def test_every_page_is_harvested(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    table = folder / "data/resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    many = []
    for number in range(150):
        row = list(rows[number % len(rows)])
        row[head.index("id")] = f"entree-{number}"
        row[head.index("based_on")] = ""
        many.append(row)
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *many])
    (folder / "data/additions.csv").unlink()
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as file:
        file.write("\n[publication]\npage_size = 20\n")
    public = folder / "public"
    with serving(tmp_path) as site:
        edit(
            folder / "data/catalogue.toml",
            'site_url = "https://www.example.net/atelier/"',
            f'site_url = "{site}/atelier/public/"',
        )
        published(folder)
        assert (public / f"{CATALOG}-2.rdf").exists()
        _, ((run,),) = real([[f"{site}/atelier/public/{CATALOG}.rdf"]])
    assert (run["status"], run["errors"]) == ("done", [])
    assert [item["status"] for item in run["items"]] == ["done"] * 151


def test_after_a_rename_and_a_removal_exactly_these_are_seen(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    public = published(folder)
    shutil.copytree(public, tmp_path / "site/before")
    (folder / "data/additions.csv").unlink()
    table = folder / "data/resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    ids = [row[0] for row in rows]
    rows[0][0], removed = "autre-nom", rows.pop()[0]
    for row in rows:
        row[head.index("based_on")] = ""
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])
    for declared in (("rename", ids[0], "autre-nom"), ("remove", removed, "--reason", "Retirée.")):
        done = tressons_ld("identity", *declared, "--date", DATE, folder=folder)
        assert done.returncode == 0, done.stderr
    published(folder)
    shutil.copytree(public, tmp_path / "site/after")
    with serving(tmp_path / "site") as site:
        urls = [f"{site}/{when}/{CATALOG}.ttl" for when in ("before", "after")]
        _, ((first, second),) = real([urls])
    assert {item["status"] for item in first["items"]} == {"done"}
    status = {item["id"].rpartition("/")[2]: item["status"] for item in second["items"]}
    assert {id for id, now in status.items() if now == "archived"} == {removed}
    (one,) = (item for item in second["items"] if item["id"].endswith(ids[0]))
    assert one["fields"]["uri"].endswith("/autre-nom")
