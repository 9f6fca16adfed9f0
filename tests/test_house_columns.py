"""A house says of its own columns what they are: under [columns], for any table or for one."""

import csv
import json
from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import DATE, tressons_ld
from tressons_ld.catalogue.model import Entry
from tressons_ld.composition import open_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def settings(folder: Path, toml: str) -> None:
    file = folder / "data" / "catalogue.toml"
    file.write_text(f"{file.read_text('utf-8')}\n{toml}\n", "utf-8")


def row(folder: Path, **cells: str | None) -> None:
    """Leave one resource, with these cells; a column of None is taken out."""
    table = folder / "data" / "resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        cells_of_first = next(csv.DictReader(file))
    kept = {k: v for k, v in (cells_of_first | cells).items() if v is not None}
    with table.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, kept, lineterminator="\n")
        writer.writeheader()
        writer.writerow(kept)


def entry(folder: Path) -> Entry:
    inputs = open_folder(folder, date=DATE)
    (record,) = inputs.folder.records()
    entry, _ = inputs.folder.entry(record)
    assert entry is not None
    return entry


def findings(folder: Path) -> list[tuple[str, str, str | None]]:
    """The code, the file and the column of each violation of reading."""
    report = json.loads(tressons_ld("check", "--format", "json", folder=folder).stdout)
    return [
        (each["code"], each["location"]["file"], each["location"]["column"])
        for each in report["findings"]
        if each["severity"] == "violation" and not each["code"].startswith("reference.unknown-res")
    ]


def test_a_heading_that_is_not_read_takes_no_column_from_another_table(folder: Path) -> None:
    row(folder, Type="papier", Notation="x")
    settings(folder, '[columns]\n"Type" = ""\n"notation" = ""\n"name" = "title"')
    assert findings(folder) == []


def test_a_heading_of_one_table_may_be_left_unread_in_that_table(folder: Path) -> None:
    row(folder, series="N'importe quoi")
    assert ("reference.unknown-series", "data/resources.csv", "series") in findings(folder)
    settings(folder, '[columns.resources]\n"series" = ""')
    assert findings(folder) == []
    assert entry(folder).series == ()


def test_several_headings_are_joined_and_each_value_is_kept_once(folder: Path) -> None:
    row(folder, keywords=None, Manuels="vélo; ville", Automatiques="Ville; atelier")
    settings(folder, '[columns.resources]\nkeywords = { headings = ["Manuels", "Automatiques"] }')
    assert entry(folder).keywords == ("vélo", "ville", "atelier")
    assert findings(folder) == []


def test_two_headings_that_are_given_one_column_of_several_values_are_joined(folder: Path) -> None:
    row(folder, keywords=None, Manuels="vélo", Automatiques="atelier")
    settings(folder, '[columns]\n"Manuels" = "keywords"\n"Automatiques" = "keywords"')
    assert entry(folder).keywords == ("vélo", "atelier")


def test_two_headings_of_a_column_of_one_value_are_refused(folder: Path) -> None:
    row(folder, Titre="Autre", Nom="Encore")
    settings(folder, '[columns]\n"Titre" = "title"')
    assert ("table.column-repeated", "data/resources.csv", "Titre") in findings(folder)


def test_a_constant_stands_for_a_column_that_the_table_lacks(folder: Path) -> None:
    kind = entry_kind = "guide"
    row(folder, kind=None)
    assert ("table.column-missing", "data/resources.csv", None) in findings(folder)
    settings(folder, f'[columns.resources]\nkind = {{ constant = "{kind}" }}')
    assert entry(folder).kind == entry_kind
    assert findings(folder) == []


def test_a_constant_fills_empty_cells_and_leaves_the_others(folder: Path) -> None:
    row(folder, language="")
    settings(folder, '[columns.resources]\nlanguage = { constant = "en" }')
    assert entry(folder).language == "en"
    row(folder, language="fr")
    assert entry(folder).language == "fr"


def test_what_is_wrong_with_a_constant_is_told_at_its_setting(folder: Path) -> None:
    row(folder, kind=None)
    settings(folder, '[columns.resources]\nkind = { constant = "Rien" }')
    told = findings(folder)
    assert ("reference.unknown-kind", "data/catalogue.toml", "columns.resources.kind") in told


def test_a_separator_of_the_house_divides_values(folder: Path) -> None:
    row(folder, keywords=None, Sujets="vélo, ville ,atelier")
    settings(folder, '[columns.resources]\nkeywords = { heading = "Sujets", separator = "," }')
    assert entry(folder).keywords == ("vélo", "ville", "atelier")


def test_a_value_of_the_house_is_read_as_what_it_stands_for(folder: Path) -> None:
    row(folder, language=None, Langue="Gaulois")
    settings(
        folder,
        '[columns.resources]\nlanguage = { heading = "Langue", values = { "gaulois" = "fr" } }',
    )
    assert entry(folder).language == "fr"


def test_values_of_a_list_are_read_one_by_one(folder: Path) -> None:
    row(folder, keywords="Vélo; x; Ville")
    settings(
        folder,
        '[columns.resources]\nkeywords = { values = { "vélo" = "cycle", "x" = "" } }',
    )
    assert entry(folder).keywords == ("cycle", "Ville")


def test_rules_hold_in_json_lines_too(folder: Path) -> None:
    row(folder)
    table = folder / "data" / "resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        cells = next(csv.DictReader(file))
    table.unlink()
    del cells["keywords"], cells["kind"]
    cells |= {"A": "vélo", "B": "ville,atelier"}
    (folder / "data" / "resources.jsonl").write_text(json.dumps(cells), "utf-8")
    settings(
        folder,
        '[columns.resources]\nkeywords = { headings = ["A", "B"], separator = "," }\n'
        'kind = { constant = "guide" }',
    )
    assert entry(folder).keywords == ("vélo", "ville", "atelier")
    assert entry(folder).kind == "guide"


@pytest.mark.parametrize(
    ("toml", "code"),
    [
        ('[columns]\n"Titre" = "titel"', "settings.unknown-column"),
        ('[columns.resources]\n"Titre" = "name"', "settings.unknown-column"),
        ('[columns.resources]\ntitel = { constant = "x" }', "settings.unknown-column"),
        ("[columns.ressources]\nx = 'title'", "settings.unknown"),
        ("[columns]\nx = 3", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = 3", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = { constante = 'x' }", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = { constant = 3 }", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = { values = 'x' }", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = { values = { a = 1 } }", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = { heading = 'a', headings = ['b'] }", "settings.wrong-kind"),
        ("[columns.resources]\ntitle = { separator = ',' }", "settings.column-of-one-value"),
        ("[columns.resources]\ntitle = { headings = ['a', 'b'] }", "settings.column-of-one-value"),
    ],
)
def test_what_is_no_rule_is_told_at_its_line(folder: Path, toml: str, code: str) -> None:
    settings(folder, toml)
    assert [told for told in findings(folder) if told[0].startswith("settings.")] == [
        (code, "data/catalogue.toml", told_key(toml))
    ]


@pytest.mark.parametrize(
    ("toml", "key"),
    [
        ('"Titres" = "title"', "Titres"),
        ('themes = { headings = ["Sujets", "themes"] }', "themes"),
        ('kind = { heading = "Genre", constant = "guide" }', "kind"),
    ],
)
def test_a_heading_that_the_table_has_not_is_told_at_its_setting(
    folder: Path, toml: str, key: str
) -> None:
    row(folder)
    settings(folder, f'[columns.resources]\n"Rien" = ""\n{toml}')
    report = json.loads(tressons_ld("check", "--format", "json", folder=folder).stdout)
    (found,) = (f for f in report["findings"] if f["code"] == "settings.heading-absent")
    assert found["location"]["column"] == f"columns.resources.{key}"
    assert "data/resources.csv" in found["message"]


def told_key(toml: str) -> str:
    table, _, entry = toml.partition("\n")
    if "ressources" in table:
        return "columns.ressources"
    return f"{table[1:-1]}.{entry.partition(' =')[0].strip(chr(34))}"
