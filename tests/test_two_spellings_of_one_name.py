"""Two rows of one table whose names are perhaps two spellings of one."""

import csv
import re
import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue_folder import PROJECT, copy_of_atelier
from command_line import DATE, tressons_ld
from tressons_ld.catalogue.columns.spelling import fingerprint, fold
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.tables import keyword_spellings
from tressons_ld.findings.finding import Finding, Severity

CODE = "reference.name-near"
WORDS = st.lists(
    st.sampled_from(("réseau", "rural", "œuvre", "c.n.r.s.", "l'école", "2018")),
    min_size=1,
    max_size=5,
)
NUMBERS = st.integers(min_value=0, max_value=3000)


@pytest.fixture
def atelier(tmp_path: Path) -> Path:
    return copy_of_atelier(tmp_path / "atelier")


def add_rows(folder: Path, table: str, *rows: str) -> None:
    with (folder / f"data/{table}.csv").open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"{row}\n" for row in rows)


def remarks(folder: Path) -> list[Finding]:
    return [each for each in CatalogueFolder.read(folder).findings if each.code == CODE]


def theme(id: str, label: str) -> str:
    return f"theme,{id},{label}"


@pytest.mark.parametrize(
    ("id", "type", "name", "other"),
    [
        ("roue-camille", "personne", '"ROUE, Camille"', "Camille Roue"),
        ("camille-roue-2", "personne", "Cámille  Roue.", "Camille Roue"),
        ("la-ligue", "organisation", "Ligue-de-la-marche", "Ligue de la marche"),
        ("a-d-v", "organisation", "A.D.V.", "ADV"),
        ("velo", "organisation", "« Vélo » (atelier)", "Atelier vélo"),
    ],
)
def test_a_second_spelling_of_an_agent_is_a_remark_that_names_the_first(
    atelier: Path, id: str, type: str, name: str, other: str
) -> None:
    add_rows(atelier, "agents", f"{id},{type},{name},,,,,,,,")
    (found,) = remarks(atelier)
    assert found.severity is Severity.INFO
    assert found.location is not None and found.location.cell == "C6"
    assert found.value == name.strip('"')
    assert f"« {other} »" in found.message.fr and f'"{other}"' in found.message.en


def test_a_second_spelling_of_a_theme_is_a_remark(atelier: Path) -> None:
    add_rows(
        atelier, "concepts", theme("un", "Économie sociale"), theme("deux", "sociale economie")
    )
    (found,) = remarks(atelier)
    assert found.value == "sociale economie" and "graphie de un," in found.remedy.fr


def test_labels_of_two_lists_are_two_things(atelier: Path) -> None:
    add_rows(atelier, "concepts", theme("un", "Économie sociale"), "public,deux,Economie sociale")
    assert remarks(atelier) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Nord", "Nort"),
        ("Rapport 2018", "Rapport 2019"),
        ("Groupe 1", "Groupe 11"),
        ("Niveau 1", "Niveau -1"),
        ("Objectif 1.5", "Objectif 15"),
        ("2 vallées, 10 villages", "10 vallées, 2 villages"),
        ("Langage C", "Langage C++"),
        ("Langage C", "Langage C#"),
        ("Duran", "Duran Duran"),
        ("Groupe A", "Groupe B"),
        ("か", "が"),
        ("कि", "का"),
        ("...", "!"),
    ],
)
def test_names_that_are_not_one_are_left_alone(atelier: Path, one: str, other: str) -> None:
    add_rows(
        atelier,
        "agents",
        f'un,organisation,"{one}",,,,,,,,',
        f'deux,organisation,"{other}",,,,,,,,',
    )
    assert remarks(atelier) == []


def test_a_person_and_a_body_are_two(atelier: Path) -> None:
    add_rows(atelier, "agents", 'fondation,organisation,"Roue, Camille",,,,,,,,')
    assert remarks(atelier) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("u,personne,Ana Lys,,,,,,,{},", "https://orcid.org/0000-000{}-0000-0000"),
        ("u,organisation,Ana Lys,,,,{},,,,", "https://{}.example/"),
    ],
)
def test_two_namesakes_are_told_apart_by_a_value_of_their_own(
    atelier: Path, one: str, other: str
) -> None:
    add_rows(
        atelier, "agents", one.format(""), "v" + one[1:].format("").replace("Ana Lys", "Lys Ana")
    )
    assert len(remarks(atelier)) == 1
    text = (atelier / "data/agents.csv").read_text(encoding="utf-8").splitlines()[:-2]
    (atelier / "data/agents.csv").write_text("\n".join(text) + "\n", encoding="utf-8")
    of_two = [one.format(other.format(number)) for number in (1, 2)]
    add_rows(atelier, "agents", of_two[0], "v" + of_two[1][1:].replace("Ana Lys", "Lys Ana"))
    assert remarks(atelier) == []


def test_names_that_cells_read_alike_are_told_once(atelier: Path) -> None:
    add_rows(atelier, "agents", "autre,personne,CAMILLE ROUE,,,,,,,,")
    codes = [each.code for each in CatalogueFolder.read(atelier).findings]
    assert codes.count("reference.name-shared") == 1 and CODE not in codes


def test_two_rows_are_told_once_whatever_their_spellings(atelier: Path) -> None:
    add_rows(atelier, "agents", 'autre,personne,"Roue, Camille",,"ROUE C.",,,,,,')
    assert len(remarks(atelier)) == 1


def test_its_mend_once_written_leaves_nothing_to_be_found(atelier: Path) -> None:
    add_rows(atelier, "agents", 'roue-camille,personne,"Roue, Camille",,,,,,,,')
    resources = atelier / "data/resources.csv"
    resources.write_text(
        resources.read_text(encoding="utf-8").replace("Camille Roue", "roue-camille", 1),
        encoding="utf-8",
    )
    (found,) = remarks(atelier)
    assert tressons_ld("publish", "--date", DATE, folder=atelier).returncode == 0
    command = found.remedy.fr.partition("tressons-ld ")[2].partition(". ")[0]
    assert command == "identity merge personne/roue-camille personne/camille-roue"

    agents = atelier / "data/agents.csv"
    lines = agents.read_text(encoding="utf-8").splitlines()[:-1]
    text = "\n".join(lines).replace("C. Roue", '"C. Roue; Roue, Camille"') + "\n"
    agents.write_text(text, encoding="utf-8")
    resources.write_text(
        resources.read_text(encoding="utf-8").replace("roue-camille", "camille-roue"),
        encoding="utf-8",
    )
    assert tressons_ld(*command.split(), "--date", DATE, folder=atelier).returncode == 0
    done = tressons_ld("publish", "--date", DATE, folder=atelier)
    assert done.returncode == 0, done.stdout
    assert CODE not in done.stdout
    assert not [each for each in CatalogueFolder.read(atelier).findings if "reference" in each.code]


def test_the_catalogue_in_the_box_has_none() -> None:
    assert remarks(PROJECT) == []


def keywords(folder: Path, *cells: str, status: str = "") -> list[Finding]:
    """Write resources with these keywords, the last in a status; return what is told of them."""
    resources = folder / "data/resources.csv"
    with resources.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, cell in enumerate(cells):
        rows.append({"id": f"r{number}", "title": f"R{number}", "keywords": cell})
    rows[-1]["status"] = status
    with resources.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "status"])
        writer.writeheader()
        writer.writerows(rows)
    found = CatalogueFolder.read(folder).findings
    return [each for each in found if each.code == "table.keyword-near"]


@pytest.mark.parametrize(
    "other", ["économie sociale", "Economie Sociale", "Sociale (économie)", "ÉCONOMIE-SOCIALE"]
)
def test_the_rarer_spelling_of_a_keyword_is_a_remark_that_names_the_other(
    atelier: Path, other: str
) -> None:
    (found,) = keywords(atelier, other, "Économie sociale; route", "Économie sociale")
    assert found.severity is Severity.INFO and found.value == other
    assert found.mends == ("Économie sociale",)
    assert found.location is not None and found.location.column == "keywords"
    (row,) = re.findall(r"\(ligne ([0-9]+)\) est", found.message.fr)
    assert found.location.cell is not None and found.location.cell.endswith(row)
    assert f"(lignes {int(row) + 1}, {int(row) + 2})" in found.message.fr
    assert f"(rows {int(row) + 1}, {int(row) + 2})" in found.message.en


@pytest.mark.parametrize(
    "cells",
    [
        ("forêt", "forêts"),
        ("2018", "2019"),
        ("C", "C++"),
        ("eau  douce", "eau douce"),
        ("n/a", "N/A"),
        ("eau; eau", "eau"),
        ("eau, sol", "eau / sol", "eau; sol"),
        ("x" * 300, "X" * 300),
    ],
)
def test_keywords_that_are_not_two_spellings_are_left_alone(
    atelier: Path, cells: tuple[str, ...]
) -> None:
    assert keywords(atelier, *cells) == []


def test_the_keywords_of_a_draft_are_not_compared(atelier: Path) -> None:
    assert keywords(atelier, "eau", "EAU", status="brouillon") == []


def test_so_many_keywords_are_compared_and_no_more(
    atelier: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keyword_spellings, "MOST_KEYWORDS", 0)
    assert keywords(atelier, "eau", "EAU") == []


@given(WORDS, st.randoms(use_true_random=False))
def test_case_accents_punctuation_and_order_make_no_other_fingerprint(
    words: list[str], random: Random
) -> None:
    shuffled = list(words)
    random.shuffle(shuffled)
    plain = "".join(
        c
        for c in unicodedata.normalize("NFD", " , ".join(shuffled))
        if not unicodedata.combining(c)
    )
    assert fingerprint(plain.upper()) == fingerprint(" ".join(words))


@given(st.text(max_size=20), NUMBERS, NUMBERS)
def test_names_that_differ_by_a_number_have_other_fingerprints(
    text: str, one: int, other: int
) -> None:
    same = fingerprint(f"{text} {one}") == fingerprint(f"{text} {other}")
    assert same == (one == other)


@given(st.text(max_size=30))
def test_a_name_has_the_fingerprint_of_its_folded_form(name: str) -> None:
    assert fingerprint(name) == fingerprint(fold(name))
