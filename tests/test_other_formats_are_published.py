"""A catalogue kept in a workbook or as JSON Lines is checked and published as one kept in CSV."""

import csv
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import odf.opendocument
import odf.table
import odf.text
import openpyxl
import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE, files_of, tressons_ld

Rows = list[list[str]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What is published of the catalogue kept in CSV."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("csv") / "atelier")
    publish(folder)
    return graph(folder)


def publish(folder: Path) -> str:
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    return done.stderr


def graph(folder: Path) -> dict[str, bytes]:
    """The files published, but for those that name the tables: the manifest, and the links by which
    a resource page proposes a correction."""
    files = files_of(folder / "public")
    del files["manifest.jsonl"]
    return {
        path: re.sub(rb'<a href="[^"]*[?;&]body=[^"]*"', b"", content)
        if re.search(r"(?:^|/)ressource/", path)
        else content
        for path, content in files.items()
    }


def taken(folder: Path, table: str) -> Rows:
    """The rows of a table, which is taken away."""
    path = folder / "data" / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    path.unlink()
    return rows


def as_xlsx(rows: Rows, path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    book.save(path)


def as_ods(rows: Rows, path: Path) -> None:
    document = odf.opendocument.OpenDocumentSpreadsheet()
    table = odf.table.Table(name="Feuille1")
    for row in rows:
        line = odf.table.TableRow()
        for text in row:
            cell = odf.table.TableCell(valuetype="string")
            for paragraph in text.split("\n"):
                cell.addElement(odf.text.P(text=paragraph))
            line.addElement(cell)
        table.addElement(line)
    document.spreadsheet.addElement(table)
    document.save(str(path))


def as_jsonl(rows: Rows, path: Path) -> None:
    head, *others = rows
    lines = (json.dumps(dict(zip(head, row, strict=True)), ensure_ascii=False) for row in others)
    path.write_text("\n".join(lines) + "\n", "utf-8")


FORMATS: dict[str, Callable[[Rows, Path], None]] = {
    "xlsx": as_xlsx,
    "ods": as_ods,
    "jsonl": as_jsonl,
}


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_bytes_are_published(
    tmp_path: Path, published: dict[str, bytes], form: str
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    FORMATS[form](taken(folder, "resources"), folder / "data" / f"resources.{form}")
    assert publish(folder) == ""
    assert graph(folder) == published


def test_every_table_may_be_a_workbook(tmp_path: Path, published: dict[str, bytes]) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    for table in ("agents", "places", "series", "concepts", "additions", "resources"):
        as_xlsx(taken(folder, table), folder / "data" / f"{table}.xlsx")
    assert publish(folder) == ""
    assert graph(folder) == published


PLACES = {
    "xlsx": "data/resources.xlsx, feuille « Sheet », D3, colonne « title » : ",
    "ods": "data/resources.ods, feuille « Feuille1 », D3, colonne « title » : ",
    "jsonl": "data/resources.jsonl:2, clé « title » : ",
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_shape_points_at_the_cell_of_that_file(tmp_path: Path, form: str) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    rows = taken(folder, "resources")
    rows[2][rows[0].index("title")] = ""
    FORMATS[form](rows, folder / "data" / f"resources.{form}")
    done = tressons_ld("publish", folder=folder)
    assert done.returncode == 1
    assert f"violation : {PLACES[form]}Le titre manque." in done.stderr
    assert not (folder / "public").exists()


def test_blank_rows_and_merged_cells_of_a_workbook_are_read_and_told(
    tmp_path: Path, published: dict[str, bytes]
) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    rows = taken(folder, "resources")
    path = folder / "data" / "resources.xlsx"
    as_xlsx(rows, path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    section = rows[0].index("section") + 1
    sheet.insert_rows(1, amount=2)
    sheet.insert_rows(6)
    sheet.merge_cells(start_row=4, end_row=5, start_column=section, end_column=section)
    book.save(path)
    told = publish(folder)
    assert "cellules fusionnées jusqu'à" in told
    assert [line.split(" :")[0] for line in told.splitlines()] == ["avertissement"]
    assert graph(folder) == published


def test_a_house_keeps_its_own_headings(tmp_path: Path, published: dict[str, bytes]) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    table = folder / "data" / "resources.csv"
    text = table.read_text("utf-8")
    table.write_text(text.replace(",title,", ",Intitulé,", 1), "utf-8")
    with (folder / "data" / "catalogue.toml").open("a", encoding="utf-8") as settings:
        settings.write('\n[columns]\n"Intitulé" = "title"\n')
    assert publish(folder) == ""
    assert graph(folder) == published
    table.write_text(table.read_text("utf-8").replace(",Guide du vélo,", ",,", 1), "utf-8")
    told = tressons_ld("check", folder=folder).stdout
    assert "violation : data/resources.csv, D2, colonne « Intitulé » : Le titre manque." in told


def test_a_column_that_the_table_lacks_is_told_at_the_row(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    rows = taken(folder, "resources")
    index = rows[0].index("keywords")
    with (folder / "data" / "resources.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(row[:index] + row[index + 1 :] for row in rows)
    told = tressons_ld("check", folder=folder).stdout
    assert "avertissement : data/resources.csv, colonne « keywords » : Il n'y a pas" in told
    assert "Écrire dans la colonne « keywords »" in told


HOUSE = """\
@prefix dct: <http://purl.org/dc/terms/> .
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix maison: <https://www.example.net/formes#> .

maison:resource a sh:NodeShape ;
    sh:targetClass dcat:Dataset ;
    sh:property maison:titre-sans-point{more} .

maison:titre-sans-point a sh:PropertyShape ;
    sh:path dct:title ;
    sh:pattern "[^.]$" ;
    sh:severity sh:Warning ;
    sh:message "Le titre finit par un point. L'ôter."@fr, "The title has a full stop. Drop it."@en .
"""


def test_a_house_adds_its_own_shapes(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    (folder / "shapes").mkdir()
    (folder / "shapes" / "maison.ttl").write_text(HOUSE.replace("{more}", ""), "utf-8")
    table = folder / "data" / "resources.csv"
    table.write_text(
        table.read_text("utf-8").replace(",Guide du vélo,", ",Guide du vélo.,"), "utf-8"
    )
    told = tressons_ld("check", folder=folder).stdout.splitlines()
    assert told == [
        "avertissement : data/resources.csv, D2, colonne « title » : Le titre finit par un point. "
        "L'ôter. [shape.titre-sans-point]",
        "3 ressources : 0 violation, 1 avertissement, 0 remarque.",
    ]


def test_a_shape_without_a_message_is_told_to_have_one(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    (folder / "shapes").mkdir()
    unnamed = ", [ sh:path dct:title ; sh:maxLength 5 ]"
    (folder / "shapes" / "maison.ttl").write_text(HOUSE.replace("{more}", unnamed), "utf-8")
    told = tressons_ld("check", "--lang", "en", folder=folder).stdout
    assert "breaks a shape that has no message" in told
    assert "Give that shape a sh:message. [shape.unnamed]" in told


def test_a_file_of_the_same_name_takes_the_place_of_the_tools_own(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    (folder / "shapes").mkdir()
    own = Path(__file__).parents[1] / "shapes" / "resource.recommendations.ttl"
    shutil.copy(own, folder / "shapes")
    copied = folder / "shapes" / own.name
    text = copied.read_text("utf-8")
    before, _, after = text.partition("formes:resource-keyword-present\n    a sh:PropertyShape")
    after = after.replace("sh:severity sh:Warning", "sh:severity sh:Violation", 1)
    copied.write_text(
        f"{before}formes:resource-keyword-present\n    a sh:PropertyShape{after}", "utf-8"
    )
    table = folder / "data" / "resources.csv"
    table.write_text(table.read_text("utf-8").replace(",vélo; réparation,", ",,"), "utf-8")
    done = tressons_ld("check", folder=folder)
    assert done.returncode == 1
    assert "violation : data/resources.csv, M2, colonne « keywords »" in done.stdout
