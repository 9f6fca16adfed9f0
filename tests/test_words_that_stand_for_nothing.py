"""What people write where there is nothing, or a spreadsheet shows for it, is no value."""

from pathlib import Path

import pytest

from cell_values import only, read_cell
from reading_folders import TABLES, make_folder, read_all, with_cell
from tressons_ld.findings.finding import Severity

# --- words that stand for nothing -------------------------------------------------------------

NOTHING = [
    "NULL",
    "null",
    "n/a",
    "N/A",
    "nan",
    "NaN",
    "None",
    "à compléter",
    "A compléter !",
    "TBD",
]


NOTHING += ["inconnu", "undefined", "[object Object]", "?", "???", "-", "—", "...", "xxx", "N.C."]


NOTHING += ["pas d'information", "Non disponible", "à compléter par Jeanne", "manquant"]


NOTHING += ["missing", "no description", "keine Angabe", "nicht bekannt", "k. A.", "fehlt noch"]


NOTHING += ["desconocida", "sin especificar", "no aplica", "Por completar", "s/d"]


NOTHING += ["sconosciuto", "non disponibile", "da completare", "Nessuna descrizione"]


NOTHING += ["non renseigné", "Sans objet", "to be completed", "titre à venir", "(vide)", "TODO"]


@pytest.mark.parametrize("word", NOTHING)
def test_a_word_that_stands_for_nothing_is_told_and_not_published(
    tmp_path: Path, word: str
) -> None:
    entry, findings = read_cell(tmp_path, "title", word, keywords=f"vélo; {word}; train")
    assert [(f.code, f.severity, f.value) for f in findings] == [
        ("table.placeholder", Severity.WARNING, word)
    ] * 2
    assert (entry.title, entry.keywords) == ("", ("vélo", "train"))


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("issued", "s.d."),
        ("issued", "sans date"),
        ("issued", "date inconnue"),
        ("issued", "0000-00-00"),
        ("issued", "00/00/0000"),
        ("organisations", "n/a"),
        ("kind", "à définir"),
        ("themes", "NULL"),
        ("language", "?"),
        ("landing_page", "aucune"),
        ("page", "n/a"),
        ("based_on", "None"),
        ("access_rights", "non renseigné"),
        ("period", "inconnue"),
        ("issued", "sin fecha"),
        ("issued", "ohne Jahr"),
        ("language", "vuoto"),
        ("landing_page", "leer"),
    ],
)
def test_such_a_word_is_no_misspelt_value(tmp_path: Path, column: str, word: str) -> None:
    _, findings = read_cell(tmp_path, column, word)
    assert (only(findings).code, only(findings).severity) == ("table.placeholder", Severity.WARNING)


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff", "\u2800", "\xad\u200d"])
def test_what_cannot_be_seen_is_no_value(tmp_path: Path, sign: str) -> None:
    entry, findings = read_cell(tmp_path, "title", f" {sign} ", keywords=f"vélo; {sign}; train")
    assert {f.code for f in findings} == {"table.placeholder", "table.character-invisible"}
    assert (entry.title, entry.keywords) == ("", ("vélo", "train"))


def test_somebody_may_be_called_so(tmp_path: Path) -> None:
    agents = [*TABLES["agents"], {"id": "nan", "type": "personne", "name": "Nan"}]
    rows = with_cell("persons", "Nan; Jeanne Pappas")
    _, entries, findings = read_all(make_folder(tmp_path, agents=agents, resources=rows))
    assert findings == []
    assert entries[0] is not None and entries[0].persons == ("nan", "jeanne-pappas")


def test_a_concept_may_be_called_so(tmp_path: Path) -> None:
    concept = {"scheme": "public", "id": "inconnu", "label_fr": "Inconnu", "label_en": "Unknown"}
    concepts = [*TABLES["concepts"], concept]
    rows = with_cell("audiences", "Inconnu")
    _, entries, findings = read_all(make_folder(tmp_path, concepts=concepts, resources=rows))
    assert findings == []
    assert entries[0] is not None and entries[0].audiences == ("inconnu",)


def test_nobody_is_called_to_be_completed(tmp_path: Path) -> None:
    agents = [{**TABLES["agents"][0], "acronym": "à compléter"}, *TABLES["agents"][1:]]
    shared, _, findings = read_all(make_folder(tmp_path, agents=agents))
    assert only(findings).code == "table.placeholder"
    assert shared.agents["avise"].acronym is None


ERRORS = [
    "#N/D",
    "#NOM ?",
    "#VALEUR !",
    "Err:502",
    "Erreur : 502",
    "Err :508",
    "#ERROR!",
    "#CALC!",
    "#CHAMP!",
]


ERRORS += [
    "#RIF!",
    "#VALORE!",
    "#NOME?",
    "#BEZUG!",
    "Loading...",
    "########",
    "#N/A",
    "#REF!",
    "#NV",
]


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_of_the_spreadsheet_is_none(tmp_path: Path, error: str) -> None:
    entry, findings = read_cell(tmp_path, "title", error, keywords=f"vélo; {error}; train")
    assert {(f.code, f.value) for f in findings} == {("table.cell-error", error)}
    assert (entry.title, entry.keywords) == ("", ("vélo", "train"))


@pytest.mark.parametrize(
    "text",
    ["L'inconnu du lac", "Null Island", "Aucune idée", "Dossier à remplir", "Accueil à venir"]
    + ["#OSONS !", "C#", "None of us", "Nantes", "x", "'", "Sans titre", "Vide et plein"]
    + ["Vide", "Leer", "Test", "En cours", "Missing link", "Fehlt uns was ?", "Nada", "Offen"],
)
def test_a_text_with_such_a_word_in_it_is_one(tmp_path: Path, text: str) -> None:
    entry, findings = read_cell(tmp_path, "title", text)
    assert (entry.title, findings) == (text, [])


def test_an_error_within_a_text_is_told_and_the_text_kept(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "title", "Étude #REF!")
    assert (only(findings).code, only(findings).value) == ("table.cell-error", "#REF!")
    assert entry.title == "Étude #REF!"
