"""Portals export a row for each file: a table of these becomes resources with their files."""

import csv
from pathlib import Path

import pytest

from adoption_twins import write_csv
from catalogue_folder import copy_of_atelier
from command_line import DATE
from table_adoption import adopted
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.newer_export import newer_export
from tressons_ld.composition import open_folder
from tressons_ld.files.output import create_folder
from tressons_ld.findings.errors import FolderError
from tressons_ld.findings.finding import Severity
from tressons_ld.publication.publish import check

LO = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"
PORTAL = "https://portail.exemple.fr/jeux"
HEADINGS_OF_DATA_GOUV = [
    "dataset.id",
    "dataset.title",
    "dataset.slug",
    "dataset.url",
    "dataset.organization",
    "dataset.license",
    "dataset.private",
    "id",
    "url",
    "title",
    "description",
    "filetype",
    "type",
    "format",
    "mime",
    "filesize",
    "checksum.value",
    "created_at",
    "modified",
    "downloads",
]


def of_data_gouv(dataset: str, id: str, name: str, format: str, size: str) -> list[str]:
    titles = {"5f1a": "Ponts et hauteurs", "5f1b": "Bancs publics", "5f1c": "Arbres"}
    licence = "Licence Ouverte / Open Licence version 2.0"
    there = [dataset, titles[dataset], dataset, f"{PORTAL}/{dataset}/", "Ville imaginaire", licence]
    own = [id, f"https://exemple.fr/{name}", name, f"Le fichier {name}", "file", "main", format]
    made, changed = f"2020-01-{10 + int(size)}T10:00:00", f"2021-02-{10 + int(size)}T10:00:00"
    return [*there, "False", *own, "", size, f"ab{size}", made, changed, "12"]


DATA_GOUV = [
    of_data_gouv("5f1a", "r1", "ponts.csv", "csv", "1"),
    of_data_gouv("5f1b", "r2", "bancs.csv", "csv", "2"),
    of_data_gouv("5f1a", "r3", "ponts.geojson", "geojson", "3"),
    of_data_gouv("5f1c", "r4", "arbres.csv", "csv", "4"),
    of_data_gouv("5f1c", "r5", "arbres.zip", "shp", "5"),
]
HEADINGS_OF_CKAN = [
    "package_id",
    "package_title",
    "organization",
    "license_title",
    "notes",
    "tags",
    "resource_id",
    "resource_name",
    "resource_url",
    "resource_format",
    "resource_size",
]


def of_ckan(package: str, title: str, tags: str, *own: str) -> list[str]:
    text = f"Les {title.lower()} de la ville."
    return [package, title, "Ville imaginaire", "Licence Ouverte 2.0", text, tags, *own]


CKAN = [
    of_ckan("p-1", "Ponts", "ponts,routes", "r1", "En CSV", "https://e.fr/p.csv", "CSV", "1"),
    of_ckan("p-2", "Bancs", "bancs", "r2", "En CSV", "https://e.fr/b.csv", "CSV", "2"),
    of_ckan("p-1", "Ponts", "ponts,routes", "r3", "En PDF", "https://e.fr/p.pdf", "PDF", "3"),
]


def made_of(folder: Path, headings: list[str], rows: list[list[str]]) -> tuple[Path, str]:
    """The folder that ``init --from`` makes of a table, which publishes at once; its account."""
    source = write_csv(folder / "export.csv", headings, rows)
    made = adopted(source)
    create_folder(folder / "made", adopted_files(made, source, "fr"))
    found = check(open_folder(folder / "made", date=DATE), jobs=1).report()
    assert found.publishable, list(found.sorted(Severity.VIOLATION))
    account = Account(made, "fr", whole=True).text().replace("\xa0", " ")
    return folder / "made", " ".join(account.split())


def rows_of(folder: Path) -> list[dict[str, str]]:
    with (folder / "data" / "resources.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_files_of_data_gouv_are_those_of_its_datasets(tmp_path: Path) -> None:
    folder, account = made_of(tmp_path, HEADINGS_OF_DATA_GOUV, DATA_GOUV)
    ponts, bancs, arbres = rows_of(folder)
    assert [row["id"] for row in (ponts, bancs, arbres)] == ["5f1a", "5f1b", "5f1c"]
    assert ponts["title"] == "Ponts et hauteurs"
    assert ponts["landing_page"] == f"{PORTAL}/5f1a/"
    assert ponts["download_url"] == "https://exemple.fr/ponts.csv; https://exemple.fr/ponts.geojson"
    assert (ponts["format"], ponts["size"]) == ("CSV; GEOJSON", "1; 3")
    assert (bancs["format"], bancs["licence"]) == ("CSV", LO)
    assert arbres["licence"] == f"{LO}; {LO}"
    assert "2 réunies à celle de même « dataset.id »" in account
    assert (
        "cela parle de chaque fichier : « id » (5), « title » (5), « description » (5)" in account
    )


def test_the_files_of_a_flat_export_of_ckan_are_those_of_its_packages(tmp_path: Path) -> None:
    folder, account = made_of(tmp_path, HEADINGS_OF_CKAN, CKAN)
    ponts, bancs = rows_of(folder)
    assert (ponts["id"], ponts["title"], ponts["keywords"]) == ("p-1", "Ponts", "ponts; routes")
    assert ponts["download_url"] == "https://e.fr/p.csv; https://e.fr/p.pdf"
    assert (bancs["format"], bancs["size"]) == ("CSV", "2")
    assert "cela parle de chaque fichier : « resource_id » (3), « resource_name » (3)" in account


def test_a_newer_export_of_files_is_compared_by_resource(tmp_path: Path) -> None:
    folder, _ = made_of(tmp_path, HEADINGS_OF_CKAN, CKAN)
    newer = [*CKAN, [*CKAN[1][:6], "r4", "En PDF", "https://e.fr/b.pdf", "PDF", "4"]]
    source = write_csv(tmp_path / "export.csv", HEADINGS_OF_CKAN, newer)
    newer_rows = newer_export(folder, source, "fr").merged.rows
    assert [(row["id"], row["format"]) for row in newer_rows] == [
        ("p-1", "CSV; PDF"),
        ("p-2", "CSV; PDF"),
    ]


def test_a_title_that_one_of_many_rows_has_otherwise_hides_no_files(tmp_path: Path) -> None:
    rows = [
        of_ckan(f"p-{n}", f"Titre {n}", "", f"r{n}{f}", f, f"https://e.fr/{n}.{f}", f, "1")
        for n in range(30)
        for f in ("csv", "pdf")
    ]
    rows[3][1] = "Titre premier"
    folder, account = made_of(tmp_path, HEADINGS_OF_CKAN, rows)
    made = rows_of(folder)
    assert len(made) == 31
    assert [row["title"] for row in made[1:3]] == ["Titre 1", "Titre premier"]
    assert "29 réunies à celle de même « package_id », « package_title »" in account


@pytest.mark.parametrize(
    "rows",
    [
        # One id, two titles: a number of something else.
        [
            ["1", "Un", "https://e.fr/1"],
            ["1", "Deux", "https://e.fr/2"],
            ["2", "3", "https://e.fr/3"],
        ],
        # One id and title, one address.
        [
            ["1", "Un", "https://e.fr/1"],
            ["1", "Un", "https://e.fr/1"],
            ["2", "3", "https://e.fr/3"],
        ],
    ],
)
def test_rows_that_are_no_files_are_not_taken_for_some(
    tmp_path: Path, rows: list[list[str]]
) -> None:
    numbered = [[*row, str(number)] for number, row in enumerate(rows)]
    _, account = made_of(tmp_path, ["Code", "Titre", "Lien", "Ordre"], numbered)
    assert "une ligne par fichier" not in account
    assert "parle de chaque fichier" not in account


def test_a_table_that_has_a_row_for_each_file_is_not_imported_again(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    before = (folder / "data" / "resources.csv").read_bytes()
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as toml:
        toml.write('\n[resources]\ngroup_by = "id"\n')
    source = write_csv(tmp_path / "export.csv", HEADINGS_OF_CKAN, CKAN)
    with pytest.raises(FolderError) as refused:
        newer_export(folder, source, "fr")
    assert refused.value.code == "folder.import-grouped"
    assert "« id »" in refused.value.text.fr.replace("\xa0", " ")
    assert (folder / "data" / "resources.csv").read_bytes() == before
