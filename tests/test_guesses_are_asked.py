"""``init --from --ask``: on a terminal each guess that matters is a question with its answer."""

import csv
import os
import pty
import subprocess
import tomllib
from pathlib import Path

import pytest

from command_line import tressons_ld
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.catalogue.adoption.adopted_rows import AdoptedTable, adopt
from tressons_ld.catalogue.adoption.keeper_answers import NO_ANSWERS, KeeperAnswers
from tressons_ld.catalogue.adoption.newer_export import newer_export
from tressons_ld.catalogue.adoption.source_files import read_source
from tressons_ld.catalogue.tables.terms_of_others import read_authorities
from tressons_ld.files.output import create_folder

ROWS = "Titre,Auteurs\nLe guide des communes,Avise\nLa mobilité dans les villes,RTES\n"


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "inventaire.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def adopted(source: Path, answers: KeeperAnswers = NO_ANSWERS) -> AdoptedTable:
    return adopt(read_source(source), read_authorities(), language="fr", answers=answers)


def on_a_terminal(typed: str, *words: str | Path) -> subprocess.CompletedProcess[str]:
    """What the command says where its standard input is a terminal at which lines are typed."""
    keyboard, terminal = pty.openpty()
    try:
        os.write(keyboard, typed.encode())
        return tressons_ld(*words, terminal=terminal)
    finally:
        os.close(keyboard)
        os.close(terminal)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_answer_takes_the_place_of_its_guess(tmp_path: Path, source: Path) -> None:
    new = tmp_path / "new"
    typed = "chaque\n\n\nzzz\nen\nGuide\nRTES\n"
    done = on_a_terminal(typed, "init", new, "--from", source, "--ask")
    assert done.returncode == 0, done.stderr
    assert "« Titre » (Le guide des communes" in done.stderr
    assert "est la colonne (- : aucune) [title]" in done.stderr
    assert "Langue du catalogue [fr]" in done.stderr and "« zzz » inconnue" in done.stderr
    assert "aucune cellule ne dit (2) [Resource]" in done.stderr
    assert "Qui publie ce catalogue" in done.stderr
    assert "Qui publie ce catalogue" not in done.stdout

    settings = tomllib.loads((new / "data/catalogue.toml").read_text(encoding="utf-8"))
    assert settings["catalogue"]["language"] == "en"
    assert settings["catalogue"]["publisher"] == "rtes"
    assert {row["kind"] for row in read_csv(new / "data/resources.csv")} == {"Guide"}
    assert {row["id"] for row in read_csv(new / "data/agents.csv")} == {"avise", "rtes"}
    understood, _, guessed = done.stdout.partition("Deviné")
    assert understood.count("comme vous l'avez dit") == 3
    assert "langue du catalogue" not in guessed and "publie le catalogue" not in guessed
    assert "Il se publie tel quel." in done.stdout


def test_what_a_heading_means_is_asked(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text("Titre,Espèce\nUn,arbre\nDeux,arbuste\n", encoding="utf-8")
    typed = "\nkind\n" + "\n" * 2
    done = on_a_terminal(typed, "init", tmp_path / "new", "--from", source, "--ask")
    assert done.returncode == 0, done.stderr
    assert "« Espèce » → kind" in done.stdout.replace("\xa0", " ")
    assert "« Espèce » (arbre, arbuste) est la colonne" in done.stderr
    assert "« Titre »" not in done.stderr


def test_a_heading_that_was_guessed_can_be_left_out(tmp_path: Path, source: Path) -> None:
    typed = "chaque\n\n-\ntout\n"
    done = on_a_terminal(typed, "init", tmp_path / "new", "--from", source, "--ask")
    assert done.returncode == 0, done.stderr
    assert "1 colonne, vous l'avez dit : « Auteurs » (2)" in done.stdout.replace("\xa0", " ")
    assert "Langue du catalogue" in done.stderr and "Qui publie" not in done.stderr


@pytest.mark.parametrize("typed", ["tout\n", "Tout garder\n", "\ntout\n"])
def test_all_guesses_are_kept_by_one_word(tmp_path: Path, typed: str) -> None:
    source = tmp_path / "t.csv"
    source.write_text("Titre,Espèce,Robe\nUn,arbre,a\nDeux,arbuste,b\n", encoding="utf-8")
    done = on_a_terminal(typed, "init", tmp_path / "new", "--from", source, "--ask")
    assert done.returncode == 0, done.stderr
    assert "intitulés en doute : 2" in done.stderr
    assert done.stderr.count("est la colonne") == typed.count("\n") - 1
    create_folder(tmp_path / "guessed", adopted_files(adopted(source), source, "fr"))
    for name in ("catalogue.toml", "resources.csv", "agents.csv", "concepts.csv"):
        asked = (tmp_path / "new/data" / name).read_bytes()
        assert asked == (tmp_path / "guessed/data" / name).read_bytes(), name


def test_return_alone_keeps_every_guess(tmp_path: Path, source: Path) -> None:
    done = on_a_terminal("\n" * 6, "init", tmp_path / "new", "--from", source, "--ask")
    assert done.returncode == 0, done.stderr
    create_folder(tmp_path / "guessed", adopted_files(adopted(source), source, "fr"))
    for name in ("catalogue.toml", "resources.csv", "agents.csv", "concepts.csv"):
        asked = (tmp_path / "new/data" / name).read_bytes()
        assert asked == (tmp_path / "guessed/data" / name).read_bytes(), name


@pytest.mark.parametrize("words", [(), ("--from", "inventaire.csv")])
def test_without_a_terminal_or_a_table_nothing_can_be_asked(
    tmp_path: Path, source: Path, words: tuple[str, ...]
) -> None:
    done = tressons_ld("init", "new", *words, "--ask", folder=source.parent, stdin="\n" * 9)
    assert done.returncode == 2
    assert "--ask demande au clavier" in done.stderr and "--column" in done.stderr
    assert not (tmp_path / "new").exists()


def test_a_publisher_who_is_nowhere_in_the_table_is_added(source: Path) -> None:
    made = adopted(source, KeeperAnswers(publisher="Communauté de communes du Val"))
    assert made.publisher is not None
    assert made.publisher.id in {agent.id for agent in made.agents}
    assert made.publisher.cells["type"] == "organisation"


def test_a_kind_that_cells_give_is_not_asked(tmp_path: Path) -> None:
    source = tmp_path / "t.csv"
    source.write_text("Titre,Genre\nUn,Rapport\nDeux,\n", encoding="utf-8")
    made = adopted(source, KeeperAnswers(kind="Guide"))
    assert [row.cells["kind"] for row in made.rows] == ["Rapport", "Guide"]
    assert not any("genre à dire" in note.fr for row in made.rows for note in row.notes)


def test_a_newer_export_keeps_the_kind_that_was_said(tmp_path: Path, source: Path) -> None:
    files = adopted_files(adopted(source, KeeperAnswers(kind="Guide")), source, "fr")
    create_folder(tmp_path / "new", files)
    source.write_text(ROWS + "Le rapport,Avise\n", encoding="utf-8")
    newer = newer_export(tmp_path / "new", source, "fr")
    assert [row["kind"] for row in newer.merged.rows] == ["Guide"] * 3
