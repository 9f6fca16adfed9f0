"""A folder made of a table follows its newer exports: ``import FILE`` compares three tables."""

import csv
import os
import shutil
from pathlib import Path

import pytest

from adoption_twins import write_csv, write_workbook
from command_line import files_of, tressons_ld
from tressons_ld.catalogue.adoption.ids_of_rows import ID_OF_TITLE
from tressons_ld.catalogue.adoption.known_rows import keep_ids
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow
from tressons_ld.catalogue.adoption.three_way import Fate, merged_rows

HEADINGS = ["Cote", "Titre", "Genre", "Auteurs", "Année"]
ROWS = [
    ["a1", "Étude un", "Rapport", "Jeanne Dupont", "2019"],
    ["a2", "Étude deux", "Rapport", "Jeanne Dupont", "2020"],
    ["a3", "Étude trois", "Guide", "Centre de ressources", "2021"],
]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("first")
    source = write_csv(folder / "export.csv", HEADINGS, ROWS)
    done = tressons_ld("init", folder / "catalogue", "--from", source)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "catalogue"


@pytest.fixture
def made(first: Path, tmp_path: Path) -> Path:
    return shutil.copytree(first, tmp_path / "catalogue")


def export(made: Path, *rows: list[str], headings: list[str] = HEADINGS) -> Path:
    return write_csv(made.parent / "export.csv", headings, list(rows))


def table(made: Path, name: str = "resources") -> list[dict[str, str]]:
    with (made / f"data/{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def edit_cell(made: Path, id: str, column: str, text: str) -> None:
    rows = table(made)
    for row in rows:
        if row["id"] == id:
            row[column] = text
    write_csv(made / "data/resources.csv", list(rows[0]), [list(row.values()) for row in rows])


def changed(row: list[str], place: int, text: str) -> list[str]:
    return [*row[:place], text, *row[place + 1 :]]


def test_the_same_export_changes_nothing(made: Path) -> None:
    before = files_of(made)
    for options in ((), ("--write",)):
        done = tressons_ld("import", export(made, *ROWS), *options, folder=made)
        assert done.returncode == 0, done.stdout + done.stderr
        assert done.stdout == (
            "3 lignes lues : 0 en plus, 0 en moins, 0 cellule changée, 0 conflit.\n"
        )
    assert files_of(made) == before


def test_a_cell_that_changed_there_is_shown_and_written_when_asked(made: Path) -> None:
    before = files_of(made)
    newer = export(made, changed(ROWS[0], 4, "2022"), *ROWS[1:])
    done = tressons_ld("import", newer, folder=made)
    assert done.returncode == 1
    assert "a1, issued : « 2019 » → « 2022 »" in done.stdout
    assert files_of(made) == before
    assert tressons_ld("import", newer, "--write", folder=made).returncode == 0
    assert table(made)[0]["issued"] == "2022"
    assert tressons_ld("import", newer, folder=made).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_table_keeps_its_rights_and_where_a_link_to_it_leads(made: Path) -> None:
    path, elsewhere = made / "data/resources.csv", made / "shared.csv"
    path.rename(elsewhere)
    elsewhere.chmod(0o600)
    path.symlink_to(elsewhere)
    newer = export(made, changed(ROWS[0], 1, "Étude une"), *ROWS[1:])
    done = tressons_ld("import", newer, "--write", folder=made)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Étude une" in elsewhere.read_text(encoding="utf-8")
    assert path.is_symlink() and elsewhere.stat().st_mode & 0o777 == 0o600


def test_a_read_only_table_is_left_alone_and_so_is_all_else(made: Path) -> None:
    newer = export(made, changed(ROWS[0], 1, "Étude une"), *ROWS[1:])
    (made / "data/resources.csv").chmod(0o444)
    before = files_of(made)
    done = tressons_ld("import", newer, "--write", folder=made)
    assert done.returncode == 1
    assert "resources.csv est en lecture seule" in done.stderr
    assert files_of(made) == before


def test_what_was_written_here_stays(made: Path) -> None:
    edit_cell(made, "a1", "title", "Étude mieux nommée")
    edit_cell(made, "a1", "description", "Un texte écrit ici.")
    newer = export(made, changed(ROWS[0], 4, "2022"), *ROWS[1:])
    assert tressons_ld("import", newer, "--write", folder=made).returncode == 0
    first = table(made)[0]
    assert (first["title"], first["issued"]) == ("Étude mieux nommée", "2022")
    assert first["description"] == "Un texte écrit ici."


def test_a_cell_that_changed_on_both_sides_shows_both_and_stays(made: Path) -> None:
    edit_cell(made, "a1", "issued", "2018")
    newer = export(made, changed(ROWS[0], 4, "2022"), *ROWS[1:])
    done = tressons_ld("import", newer, "--write", folder=made)
    assert done.returncode == 1
    assert "conflit ; c'était « 2019 », ici « 2018 », là-bas « 2022 »" in done.stdout
    assert table(made)[0]["issued"] == "2018"


def test_a_new_row_brings_its_names_and_no_id_changes(made: Path) -> None:
    new = ["a4", "Étude quatre", "Vidéo", "Paul Martin; Jeanne Dupont", "2022"]
    done = tressons_ld("import", export(made, new, *ROWS), "--write", folder=made)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [row["id"] for row in table(made)] == ["a1", "a2", "a3", "a4"]
    assert "noms ajoutés à data/agents.csv : « Paul Martin »" in done.stdout
    names = [row["name"] for row in table(made, "agents")]
    assert names.count("Jeanne Dupont") == names.count("Paul Martin") == 1
    assert any(row["label_fr"] == "Vidéo" and row["à relire"] for row in table(made, "concepts"))
    done = tressons_ld("check", folder=made)
    assert done.returncode == 0, done.stdout


def test_a_row_that_is_there_no_more_goes_unless_it_changed_here(made: Path) -> None:
    edit_cell(made, "a1", "issued", "2018")
    done = tressons_ld("import", export(made, ROWS[2]), "--write", folder=made)
    assert done.returncode == 1
    assert "a1 : conflit ; n'y est plus, mais a changé ici" in done.stdout
    assert [row["id"] for row in table(made)] == ["a1", "a3"]


def test_a_title_that_changed_keeps_the_id_of_its_key(made: Path) -> None:
    newer = export(made, changed(ROWS[0], 1, "Un tout autre titre"), *ROWS[1:])
    assert tressons_ld("import", newer, "--write", folder=made).returncode == 0
    assert table(made)[0]["id"] == "a1"


def test_a_heading_that_is_gone_is_told_and_empties_no_cell(made: Path) -> None:
    before = table(made)
    newer = export(made, *ROWS, headings=[*HEADINGS[:4], "Millésime"])
    done = tressons_ld("import", newer, "--write", folder=made)
    assert "1 intitulé a disparu" in done.stdout and "« Année »" in done.stdout
    assert table(made) == before


@pytest.mark.parametrize(
    ("headings", "rows"),
    [
        (HEADINGS, [[f"{row[0]}.0", *row[1:]] for row in ROWS]),
        (HEADINGS, [[f"000{row[0]}", *row[1:]] for row in ROWS]),
        (HEADINGS[1:], [row[1:] for row in ROWS]),
    ],
    ids=["with-a-point", "with-zeros", "without-keys"],
)
def test_a_resource_whose_key_is_written_otherwise_keeps_its_id(
    made: Path, headings: list[str], rows: list[list[str]]
) -> None:
    before = table(made)
    done = tressons_ld("import", export(made, *rows, headings=headings), "--write", folder=made)
    assert done.returncode == 0
    assert "3 lignes reconnues" in done.stdout
    assert table(made) == before


def test_a_relation_follows_the_id_that_is_kept() -> None:
    last = {"a1": {"title": "Un", "replaces": "a2"}, "a2": {"title": "Deux", "replaces": ""}}
    rows = [
        AdoptedRow({"id": "a1-0", "title": "Un", "replaces": "a2-0"}),
        AdoptedRow({"id": "a2-0", "title": "Deux"}),
    ]
    assert keep_ids(rows, last) == 2
    assert [row.cells.get("replaces") for row in rows] == ["a2", None]


def test_a_title_that_is_mended_keeps_the_id_that_was_made_of_it() -> None:
    last = {"un-guide": {"title": "Un guide", "landing_page": "https://exemple.fr/1"}}
    row = AdoptedRow(
        {"id": "un-vade-mecum", "title": "Un vade-mecum", "landing_page": "https://exemple.fr/1"},
        [ID_OF_TITLE],
    )
    assert keep_ids([row], last) == 1
    assert row.cells["id"] == "un-guide"


def test_a_new_row_of_an_older_title_takes_nobodys_id() -> None:
    last = {"bilan": {"title": "Bilan", "issued": "2019"}}
    rows = [
        AdoptedRow({"id": "bilan", "title": "Bilan", "issued": "2020"}, [ID_OF_TITLE]),
        AdoptedRow({"id": "bilan-2019", "title": "Bilan", "issued": "2019"}, [ID_OF_TITLE]),
    ]
    keep_ids(rows, last)
    assert [row.cells["id"] for row in rows] == ["bilan-2", "bilan"]


def test_the_sheet_that_was_read_is_read_again_and_told(tmp_path: Path) -> None:
    older = [["z1", "Étude ancienne", "Rapport", "Jeanne Dupont", "2001"]]
    sheets = {"2025": [HEADINGS, *ROWS], "Archives": [HEADINGS, *older]}
    source = write_workbook(tmp_path / "export.xlsx", sheets)
    folder = tmp_path / "catalogue"
    tressons_ld("init", folder, "--from", source, "--sheet", "Archives")
    done = tressons_ld("import", source, folder=folder)
    assert done.returncode == 0
    assert "feuille « Archives », 1 autre feuille : « 2025 »" in done.stdout.replace("\xa0", " ")
    renamed = {"2025": sheets["2025"], "Vieux": sheets["2025"]}
    write_workbook(source, renamed)
    done = tressons_ld("import", source, folder=folder)
    assert "feuille « 2025 »" in done.stdout.replace("\xa0", " ")


def test_subtitles_are_joined_again(tmp_path: Path) -> None:
    rows = [["a1", "Le vélo", "un guide", "2019"], ["a2", "La marche", "", "2020"]]
    source = write_csv(tmp_path / "t.csv", ["Cote", "Titre", "Sous-titre", "Année"], rows)
    tressons_ld("init", tmp_path / "catalogue", "--from", source)
    assert table(tmp_path / "catalogue")[0]["title"] == "Le vélo : un guide"
    done = tressons_ld("import", source, folder=tmp_path / "catalogue")
    assert done.returncode == 0, done.stdout


def test_rows_that_are_alike_are_taken_for_no_earlier_one() -> None:
    last = {"a1": {"title": "Bilan"}, "a2": {"title": "Bilan"}}
    rows = [AdoptedRow({"id": "b1", "title": "Bilan"}), AdoptedRow({"id": "b2", "title": "Bilan"})]
    assert keep_ids(rows, last) == 0


def test_a_folder_that_no_table_made_says_so(tressons: Path) -> None:
    source = write_csv(tressons / "export.csv", HEADINGS, ROWS)
    before = files_of(tressons)
    done = tressons_ld("import", source, "--write", folder=tressons)
    assert done.returncode == 1
    assert "init DOSSIER --from" in done.stderr
    assert files_of(tressons) == before


# Each side may leave a cell, change it, or empty it: nine combinations.
@pytest.mark.parametrize(
    ("here", "there", "written", "fate"),
    [
        ("x", "x", "x", None),
        ("x", "y", "y", Fate.CHANGED),
        ("x", "", "", Fate.CHANGED),
        ("z", "x", "z", None),
        ("z", "y", "z", Fate.BOTH_CHANGED),
        ("z", "", "z", Fate.BOTH_CHANGED),
        ("", "x", "", None),
        ("", "y", "", Fate.BOTH_CHANGED),
        ("", "", "", None),
        ("y", "y", "y", None),
    ],
)
def test_a_cell_that_was_x(here: str, there: str, written: str, fate: Fate | None) -> None:
    base, now, new = ({"id": "a", "c": text} for text in ("x", here, there))
    made = merged_rows({"a": base}, [now], {"a": new}, ["c"])
    assert made.rows == [{"id": "a", "c": written}]
    assert [one.fate for one in made.differences] == ([fate] if fate else [])


# A row may be as it was, changed, or gone, on each side: nine combinations, and those of a new row.
SAME, OTHER = {"id": "a", "c": "x"}, {"id": "a", "c": "y"}
THIRD = {"id": "a", "c": "z"}


@pytest.mark.parametrize(
    ("base", "here", "there", "kept", "fate"),
    [
        (SAME, SAME, SAME, SAME, None),
        (SAME, SAME, OTHER, OTHER, Fate.CHANGED),
        (SAME, SAME, None, None, Fate.REMOVED),
        (SAME, THIRD, SAME, THIRD, None),
        (SAME, THIRD, OTHER, THIRD, Fate.BOTH_CHANGED),
        (SAME, THIRD, None, THIRD, Fate.REMOVED_CHANGED_HERE),
        (SAME, None, SAME, None, None),
        (SAME, None, OTHER, None, Fate.CHANGED_REMOVED_HERE),
        (SAME, None, None, None, None),
        (None, SAME, None, SAME, None),
        (None, None, SAME, SAME, Fate.ADDED),
        (None, SAME, SAME, SAME, None),
        (None, SAME, OTHER, SAME, Fate.BOTH_CHANGED),
    ],
)
def test_a_row(
    base: dict[str, str] | None,
    here: dict[str, str] | None,
    there: dict[str, str] | None,
    kept: dict[str, str] | None,
    fate: Fate | None,
) -> None:
    before, new = ({"a": row} if row else {} for row in (base, there))
    made = merged_rows(before, [here] if here else [], new, ["c"])
    assert made.rows == ([kept] if kept else [])
    assert [one.fate for one in made.differences] == ([fate] if fate else [])
