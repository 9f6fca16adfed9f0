"""A table that people have becomes a catalogue folder that publishes (``init --from``)."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from adoption_twins import TWINS
from command_line import tressons_ld
from table_adoption import adopted, csv_of, written_agents, written_rows
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import ACCOUNT, adopted_files
from tressons_ld.catalogue.adoption.heading_words import data
from tressons_ld.composition import open_folder
from tressons_ld.files.output import create_folder
from tressons_ld.findings.finding import Finding, Severity
from tressons_ld.publication.publish import check
from tressons_ld.rdf.vocabularies import DCMITYPE, SCHEMA

MOST_LINES = 40
"""Lines of an account: a screen and a half of a terminal."""


def violations(folder: Path) -> list[Finding]:
    found = check(open_folder(folder, date="2026-11-23"), jobs=1)
    return [one for one in found.report().findings if one.severity is Severity.VIOLATION]


@pytest.fixture(params=TWINS, ids=lambda twin: twin.__name__)
def twin(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    make: Callable[[Path], Path] = request.param
    return make(tmp_path)


def test_publishes_without_a_cell_touched(twin: Path, tmp_path: Path) -> None:
    create_folder(tmp_path / "catalogue", adopted_files(adopted(twin), twin, "fr"))
    assert violations(tmp_path / "catalogue") == []


def test_the_account_fits_a_screen_and_a_half_and_names_each_column(twin: Path) -> None:
    made = adopted(twin)
    for language in ("fr", "en"):
        assert len(Account(made, language).text().splitlines()) <= MOST_LINES
        whole = " ".join(Account(made, language, whole=True).text().replace("\xa0", " ").split())
        for index in range(len(made.table.headings)):
            name = made.table.name(index)
            assert (name if len(name) <= 30 else name[:29]) in whole


def test_twice_gives_the_same_bytes(twin: Path) -> None:
    once, again = (adopted_files(adopted(twin), twin, "en") for _ in range(2))
    assert once == again


def test_no_value_of_a_column_that_is_carried_is_lost_in_silence(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Titre|Date|Lien|Langue|Cote",
        "Un|s.d.|https://exemple.fr/a|français|A1",
        "Deux|vers l'an mil|pas une adresse ici|martien|A2",
        "Trois|2020|https://exemple.fr/c|fr|A3",
        "Quatre|2020|https://exemple.fr/d|fr|A4",
    )
    account = Account(adopted(source), "fr").text()
    for told in ("vers l'an mil", "pas une adresse ici", "martien", "« rien »"):
        assert told in account.replace("\xa0", " ")


# --- values -------------------------------------------------------------------------------------


def test_ids_are_stable_slugs_each_once(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Titre|Année|Résumé",
        "L'été à Lyon|2019|Un",
        "L'été à Lyon|2020|Deux",
        "L'été à Lyon|2020|Trois",
    )
    ids = [row["id"] for row in written_rows(adopted(source))]
    assert ids == ["l-ete-a-lyon", "l-ete-a-lyon-2020", "l-ete-a-lyon-2020-2"]


def test_a_person_written_in_several_ways_is_one(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Titre|Auteurs",
        "Un|DUPONT, Jeanne; MARTIN Paul",
        "Deux|Jeanne Dupont; Paul Martin",
        "Trois|Dupont Jeanne",
    )
    agents = written_agents(adopted(source))
    assert agents["Jeanne Dupont"]["type"] == "personne"
    assert agents["Jeanne Dupont"]["spellings"] == "Dupont Jeanne"
    assert agents["Paul Martin"]["spellings"] == ""
    assert len(agents) == 3  # and the publisher that is to be named


def test_persons_and_bodies_of_one_cell_are_told_apart(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "Titre|Auteurs", "Un|Centre de ressources; Martin, Paule; INSEE")
    (row,), agents = written_rows(adopted(source)), written_agents(adopted(source))
    assert row["authors"] == "Centre de ressources; Paule Martin; INSEE"
    types = [agents[name]["type"] for name in row["authors"].split("; ")]
    assert types == ["organisation", "personne", "organisation"]


def test_an_orcid_is_read_where_its_check_digit_is_right(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Titre|Auteurs",
        "Un|Ada Example (0000-0002-1825-0097)",
        "Deux|Bob Sample (0000-0002-1825-0098)",
    )
    agents = written_agents(adopted(source))
    assert agents["Ada Example"]["same_as"] == "https://orcid.org/0000-0002-1825-0097"
    assert not any("0098" in row["same_as"] for row in agents.values())


def test_what_is_guessed_is_marked_in_its_row(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "Titre|Date", "Un|cop. 2019", "Deux|2020")
    first, second = written_rows(adopted(source))
    assert first["issued"] == "2019" and "cop. 2019" in first["à relire"]
    assert second["à relire"] == "id fait du titre"
    assert all(row["à relire"] for row in written_agents(adopted(source)).values())


def test_a_year_that_the_cell_does_not_say_is_not_guessed(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "Titre|Date", "Un|23-27 September", "Deux|2020", "Trois|2021")
    assert written_rows(adopted(source))[0]["issued"] == ""


def test_texts_of_another_alphabet_bear_their_own_language(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Titre",
        "مدخل إلى العمارة",
        "تاريخ المدينة",
        "Le droit des sols et des eaux",
        "Chimie",
    )
    assert [row.get("language", "") for row in written_rows(adopted(source))] == [
        "",
        "",
        "fr",
        "fr",
    ]


def test_quotation_marks_out_of_place_are_read_as_they_are_and_told(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text('Titre,Genre\n"Les "ponts" de Lyon",Rapport\nDeux,Guide\n', encoding="utf-8")
    assert [row["kind"] for row in written_rows(adopted(source))] == ["Rapport", "Guide"]
    assert "guillemets hors de place" in Account(adopted(source), "fr").text()


def test_rows_that_are_files_are_one_resource(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Title|PageURL|AssetURL|FileType|License",
        "Ponts|https://exemple.fr/p|https://exemple.fr/p.csv|CSV|CC BY 4.0",
        "Ponts|https://exemple.fr/p|https://exemple.fr/p.zip|Shapefile|CC BY 4.0",
        "Bancs|https://exemple.fr/b|https://exemple.fr/b.csv|CSV|",
    )
    first, second = written_rows(adopted(source))
    assert first["format"] == "CSV; SHP"
    assert first["licence"].count("licenses/by/4.0/") == 2
    assert second["download_url"] == "https://exemple.fr/b.csv"


def test_a_catalogue_in_german_has_its_labels_in_german(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Titel|Dokumenttyp|Verfasser|Beschreibung",
        "Der Wald und die Stadt|Bericht|Jana Muster|Ein Bericht, der für die Stadt ist",
        "Die Stadt und der Wald|Leitfaden|Jana Muster|Ein Leitfaden, der zu dem Bericht ist",
    )
    files = adopted_files(adopted(source), source, "fr")
    settings = files["data/catalogue.toml"]
    assert isinstance(settings, str)
    assert tomllib.loads(settings)["catalogue"]["language"] == "de"
    concepts = written_rows(adopted(source), "concepts")
    assert [row["label_de"] for row in concepts] == ["Bericht", "Leitfaden"]
    create_folder(tmp_path / "catalogue", files)
    assert violations(tmp_path / "catalogue") == []


def test_the_types_of_known_kinds_are_those_of_the_vocabularies() -> None:
    schema = {term.rpartition("/")[2].rstrip(">") for term in SCHEMA}
    dcmi = {term.rpartition("/")[2].rstrip(">") for term in DCMITYPE}
    kinds: list[dict[str, Any]] = data("known_kinds")["kinds"]
    assert {kind["schema"] for kind in kinds} <= schema
    assert {kind["dcmi"] for kind in kinds} - {""} <= dcmi


@pytest.mark.parametrize(
    ("one", "other", "things"),
    [
        ("Économie sociale", "economie-sociale", 1),
        ("Niveau 1", "Niveau -1", 2),
        ("Objectif 1.5", "Objectif 1 5", 2),
        ("Langage C", "Langage C++", 2),
        ("か", "が", 2),
        ("कि", "का", 2),
    ],
)
def test_only_two_spellings_of_one_theme_are_joined(
    tmp_path: Path, one: str, other: str, things: int
) -> None:
    source = csv_of(tmp_path, "Titre|Thèmes", f"Un|{one}", f"Deux|{other}")
    assert len(adopted(source).concepts["theme"]) == things


# --- the command --------------------------------------------------------------------------------


def test_the_command_writes_a_folder_that_publishes(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "Titre|Genre|Année", "Un|Rapport|2020", "Deux|Guide|2021")
    run = tressons_ld("init", tmp_path / "new", "--from", source)
    assert (run.returncode, run.stderr) == (0, "")
    assert "Il se publie tel quel." in run.stdout
    assert (tmp_path / "new/data/source/t.csv").read_bytes() == source.read_bytes()
    assert (tmp_path / "new" / ACCOUNT.fr).is_file()
    assert tressons_ld("check", folder=tmp_path / "new").returncode == 0


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    source = csv_of(tmp_path, "Titre", "Un", "Deux")
    run = tressons_ld("init", tmp_path / "new", "--from", source, "--dry-run")
    assert run.returncode == 0 and "2 ressources" in run.stdout
    assert sorted(path.name for path in tmp_path.iterdir()) == ["t.csv"]


def test_the_cells_that_stop_are_said(tmp_path: Path) -> None:
    source = csv_of(
        tmp_path,
        "Code|Titre|Lien|Statut|Remplace",
        "a1|Un rapport|https://exemple.fr/1|Publié|a2",
        "a2|Un guide|https://exemple.fr/2|Brouillon|",
    )
    run = tressons_ld("init", tmp_path / "new", "--from", source)
    assert run.returncode == 1
    assert "reference.draft" in run.stdout.partition("empêche")[2]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("t.csv", b"", "aucune ligne"),
        ("t.csv", b"Titre\n", "aucune ligne"),
        ("t.doc", b"PK", "extension inconnue"),
        ("t.xlsx", b"nothing", "t.xlsx"),
        ("t.csv", b'Titre,Lien\n"Un,b\n', "illisible"),
        ("t.jsonl", b"{\n", "illisible"),
        ("t.csv", b"a,b\n1,2\n3,4\n", "titre"),
    ],
)
def test_what_is_no_table_is_said_and_nothing_written(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    run = tressons_ld("init", tmp_path / "new", "--from", tmp_path / name)
    assert run.returncode == 1
    assert said in run.stderr and "Traceback" not in run.stderr
    assert not (tmp_path / "new").exists()


def test_a_table_of_which_no_row_has_a_title_is_told_and_nothing_written(tmp_path: Path) -> None:
    (source := tmp_path / "table.csv").write_text("Titre,Type\n-,\n-,Guide\n", "utf-8")
    run = tressons_ld("init", tmp_path / "new", "--from", source)
    assert run.returncode == 1
    assert "table.csv : aucune ligne n'a de titre" in run.stderr
    assert not (tmp_path / "new").exists()
