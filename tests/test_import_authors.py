"""The authors line: organisations and persons, told apart by the names that are known."""

from pathlib import Path

import pytest

from reading_folders import make_folder
from received_documents import FILE, Notice, codes, composed
from tressons_ld.catalogue.importer import ImportedEntry, read_document
from tressons_ld.catalogue.model import SharedPart
from tressons_ld.catalogue.tables.shared_tables import read_shared

AGENTS = [
    {"id": "avise", "type": "organisation", "name": "Avise"},
    {
        "id": "rtes",
        "type": "organisation",
        "name": "Réseau des collectivités territoriales pour l'économie solidaire",
        "acronym": "RTES",
    },
    {
        "id": "ministere",
        "type": "organisation",
        "name": "Ministère de l'agriculture et de l'alimentation",
    },
    {"id": "terres-et-cites", "type": "organisation", "name": "Terres et Cités"},
    {"id": "terres", "type": "organisation", "name": "Terres"},
    {"id": "ecole", "type": "organisation", "name": "École du Nord, Lille"},
    {
        "id": "jeanne-pappas",
        "type": "personne",
        "name": "Jeanne Pappas",
        "spellings": "Jeanne PAPPA; Jeanne PAPPAS",
    },
    {"id": "paul-roux", "type": "personne", "name": "Paul Roux"},
]

KNOWN = {
    "Avise": (["avise"], []),
    "RTES.": (["rtes"], []),
    "avise": (["avise"], []),
    "Avise, RTES": (["avise", "rtes"], []),
    "Avise et RTES": (["avise", "rtes"], []),
    "l’Avise et le RTES": (["avise", "rtes"], []),
    "Avise & RTES": (["avise", "rtes"], []),
    "Avise / RTES": (["avise", "rtes"], []),
    "Avise/RTES": (["avise", "rtes"], []),
    "Avise ; RTES": (["avise", "rtes"], []),
    "Avise – RTES": (["avise", "rtes"], []),
    "Avise, RTES, Avise": (["avise", "rtes"], []),
    "RTES and Terres": (["rtes", "terres"], []),
    "Auteurs : Avise, RTES": (["avise", "rtes"], []),
    "Avise et Terres et Cités et RTES": (["avise", "terres-et-cites", "rtes"], []),
    "Terres et RTES": (["terres", "rtes"], []),
    "Ministère de l'agriculture et de l'alimentation, RTES": (["ministere", "rtes"], []),
    "RTES et École du Nord, Lille et Avise": (["rtes", "ecole", "avise"], []),
    "Avise (Jeanne PAPPA, Paul Roux)": (["avise"], ["jeanne-pappas", "paul-roux"]),
    "Avise (Jeanne PAPPAS et Paul Roux), RTES": (
        ["avise", "rtes"],
        ["jeanne-pappas", "paul-roux"],
    ),
    "Avise (Jeanne PAPPA, Paul Roux": (["avise"], ["jeanne-pappas", "paul-roux"]),
    "Jeanne Pappas, Avise": (["avise"], ["jeanne-pappas"]),
    "Réseau des collectivités territoriales pour l'économie solidaire (RTES)": (["rtes"], []),
    "Réseau des collectivités pour une économie solidaire (RTES)": (["rtes"], []),
}

UNKNOWN = {
    "Fondation A et Fondation B": ["Fondation A", "Fondation B"],
    "Fondation A, Avise": ["Fondation A"],
    "Ministère de la mer et de la pêche, RTES": ["Ministère de la mer et de la pêche"],
    "Avise et Réseau du Nord (Anne Petit)": ["Réseau du Nord", "Anne Petit"],
    "Avise et Réseau du Nord (RDN)": ["Réseau du Nord (RDN)"],
    "Terres et Cité": ["Cité"],
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> SharedPart:
    folder: Path = make_folder(tmp_path_factory.mktemp("agents"), agents=AGENTS)
    return read_shared(folder)[0]


def named(entry: ImportedEntry) -> tuple[list[str | None], list[str | None]]:
    return [name.id for name in entry.organisations], [name.id for name in entry.persons]


@pytest.mark.parametrize("line", KNOWN)
def test_known_names_are_found(line: str, shared: SharedPart) -> None:
    (entry,), findings = read_document(composed(Notice(authors=line)), FILE, shared)
    assert codes(findings) == []
    assert named(entry) == KNOWN[line]
    assert entry.authors and entry.authors.text == line
    assert entry.description and entry.description.text == "Ce webinaire a réuni les élus."


@pytest.mark.parametrize("line", UNKNOWN)
def test_unknown_names_are_told(line: str, shared: SharedPart) -> None:
    document = composed(Notice(authors=line))
    (entry,), findings = read_document(document, FILE, shared)
    assert set(codes(findings)) == {"name-unknown"}
    assert [finding.value for finding in findings] == UNKNOWN[line]
    unknown = [name.text for name in (*entry.organisations, *entry.persons) if name.id is None]
    assert unknown == UNKNOWN[line]


@pytest.mark.parametrize(
    ("line", "organisations", "persons"),
    [
        ("Avise, RTES", ["Avise", "RTES"], []),
        (
            "Avise et École (Oriane LOUVEAU, Jean de La Tour)",
            ["Avise", "École"],
            ["Oriane LOUVEAU", "Jean de La Tour"],
        ),
        ("Réseau du Nord (RDN), Avise", ["Réseau du Nord (RDN)", "Avise"], []),
        ("Ministère de la mer et de la pêche", ["Ministère de la mer et de la pêche"], []),
    ],
)
def test_without_tables_the_pieces_are_those_printed(
    line: str, organisations: list[str], persons: list[str]
) -> None:
    (entry,), findings = read_document(composed(Notice(authors=line)), FILE)
    assert codes(findings) == []
    assert [name.text for name in entry.organisations] == organisations
    assert [name.text for name in entry.persons] == persons


def test_a_description_is_not_taken_for_the_authors(shared: SharedPart) -> None:
    texts = [
        ["Avise est une agence."],
        ["Le RTES et l'Avise ont réuni les élus."],
        ["Un texte sans point final qui parle d'Avise"],
        ["Un premier paragraphe.", "Un second."],
    ]
    for paragraphs in texts:
        document = composed(Notice(authors=None, paragraphs=paragraphs))
        (entry,), findings = read_document(document, FILE, shared)
        assert codes(findings) == ["authors-missing"]
        assert entry.description and entry.description.text == "\n\n".join(paragraphs)


def test_names_printed_elsewhere_tell_an_authors_line() -> None:
    notices = [
        Notice("A", authors="Institut du Sud, Maison Bleue"),
        Notice("B", authors="Maison Bleue", paragraphs=["Un texte sans point"], kind=None),
    ]
    (_, entry), findings = read_document(composed(*notices), FILE)
    assert codes(findings) == ["kind-line-missing"]
    assert [name.text for name in entry.organisations] == ["Maison Bleue"]
