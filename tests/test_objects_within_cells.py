"""Objects of JSON within cells are what they are called, and columns of their own."""

import csv
import json
from pathlib import Path

from table_adoption import adopted
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.source_files import read_source

RECORDS = [
    {
        "id": "r1",
        "title": "Carte des sentiers",
        "creators": [
            {"name": "Jeanne Dupont", "orcid": "0000-0002-1825-0097", "affiliation": "RTES"},
            {"family": "MARTIN", "given": "Paul"},
            {"name": "Ville de Lyon; mairie"},
        ],
        "license": {"id": "cc-by-4.0", "title": "CC BY 4.0"},
        "links": {"html": "https://exemple.fr/r1.html", "self": "https://exemple.fr/api/r1"},
        "files": [
            {"url": "https://exemple.fr/r1;v2.pdf", "type": "pdf", "size": 12},
            {"url": "https://exemple.fr/r1.csv", "size": 3},
        ],
        "publisher": {"name": "ville-de-lyon", "title": "Ville de Lyon"},
        "open": True,
    },
    {"id": "r2", "title": "Relevés", "creators": "Ana Ruiz", "files": [], "license": None},
]


def json_lines(folder: Path) -> Path:
    path = folder / "t.jsonl"
    path.write_text("\n".join(map(json.dumps, RECORDS)) + "\n", encoding="utf-8")
    return path


def test_people_and_licences_are_what_they_are_called(tmp_path: Path) -> None:
    made = adopted(json_lines(tmp_path))
    first, second = (row.cells for row in made.rows)
    assert first["authors"] == "Jeanne Dupont; Paul Martin; Ville de Lyon, mairie"
    assert second["authors"] == "Ana Ruiz"
    assert first["licence"].startswith("https://creativecommons.org/licenses/by/4.0/")
    assert first["publisher"] == "Ville de Lyon"
    jeanne = next(agent for agent in made.agents if agent.name == "Jeanne Dupont")
    assert jeanne.cells["same_as"] == "https://orcid.org/0000-0002-1825-0097"


def test_files_keep_what_is_told_of_each(tmp_path: Path) -> None:
    first = adopted(json_lines(tmp_path)).rows[0].cells
    files = "https://exemple.fr/r1%3Bv2.pdf; https://exemple.fr/r1.csv"
    assert (first["download_url"], first["size"]) == (files, "12; 3")
    assert first["format"].split(";")[0] == "PDF"
    assert first["landing_page"] == "https://exemple.fr/r1.html"


def test_what_has_no_column_is_named_by_its_place(tmp_path: Path) -> None:
    told = Account(adopted(json_lines(tmp_path)), "en", whole=True).text()
    for name in ("creators.affiliation", "license.id", "publisher.name", "open"):
        assert f'"{name}"' in told


def test_objects_in_a_cell_of_csv_are_taken_apart_too(tmp_path: Path) -> None:
    with (tmp_path / "t.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(RECORDS[0]))
        writer.writeheader()
        writer.writerow({name: json.dumps(each) for name, each in RECORDS[0].items()})
    made = adopted(tmp_path / "t.csv")
    assert made.rows[0].cells["download_url"].count("https://") == 2


def test_texts_that_begin_like_objects_are_texts(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('Titre,Notes\n"{un} titre","[sic] {"\n', encoding="utf-8")
    table = read_source(path)
    assert (table.headings, table.rows[0].cells) == (("Titre", "Notes"), ("{un} titre", "[sic] {"))


def test_an_object_without_end_is_kept_within_bounds(tmp_path: Path) -> None:
    deep: object = "a"
    for _ in range(900):
        deep = {"x": deep}
    path = tmp_path / "t.jsonl"
    path.write_text(json.dumps({"title": "T", "y": deep}) + "\n", encoding="utf-8")
    headings = read_source(path).headings
    assert headings == ("title", "y.x.x.x.x")
