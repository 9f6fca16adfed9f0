"""What is forgotten leaves a day and its address, and no word of what it was."""

from pathlib import Path

import pytest

from catalogue_folder import copy_of_atelier
from command_line import files_of
from identity_folder import drop, line_of
from tressons_ld.composition import open_folder
from tressons_ld.findings.errors import IdentityError
from tressons_ld.identity import declarations
from tressons_ld.publication.publish import publish

FIRST, THEN, LAST = "2026-01-01", "2026-02-01", "2026-03-01"
REASON = "Raison qui nomme une personne"


def published(folder: Path, day: str) -> None:
    done = publish(open_folder(folder, date=day), folder / "public", jobs=1)
    assert done.published, list(done.report.sorted())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = copy_of_atelier(tmp_path / "atelier")
    published(made, FIRST)
    return made


def forget(folder: Path, *ids: str) -> "declarations.DeclarationResult":
    return declarations.forget(open_folder(folder, date=LAST).recorder, ids)


def words_left(folder: Path, *words: str) -> list[str]:
    """Files of the publication, and the lock file, that hold one of some words."""
    files = {**files_of(folder / "public"), "lock": (folder / "data/identities.csv").read_bytes()}
    return [name for name, text in files.items() for word in words if word.encode() in text]


def test_nothing_of_what_is_forgotten_is_left(folder: Path) -> None:
    drop(folder, "debat-sur-la-marche")
    declarations.remove(open_folder(folder, date=THEN).recorder, ["debat-sur-la-marche"], REASON)
    published(folder, THEN)
    assert words_left(folder, REASON)
    forget(folder, "debat-sur-la-marche")
    published(folder, LAST)
    assert words_left(folder, REASON) == []
    line = line_of(folder, "ressource/debat-sur-la-marche")
    assert (line["status"], line["retired"], line["reason"]) == ("removed", THEN, "")
    page = folder / "public/ressource/debat-sur-la-marche.html"
    assert "1er février 2026" in page.read_text("utf-8")


def test_what_is_published_is_forgotten_with_its_title(folder: Path) -> None:
    (title,) = (
        entry.title
        for record in open_folder(folder, date=LAST).folder.records()
        if (entry := open_folder(folder, date=LAST).folder.entry(record)[0])
        and entry.id == "debat-sur-la-marche"
    )
    assert words_left(folder, title)
    drop(folder, "debat-sur-la-marche")
    forget(folder, "debat-sur-la-marche")
    published(folder, LAST)
    assert words_left(folder, title) == []
    assert (folder / "public/ressource/debat-sur-la-marche.html").exists()


def test_no_word_of_it_is_left_in_any_file_however_it_is_spelt(folder: Path) -> None:
    words = ["Zacharias", "Quetsche", "Zwetschke", "Mirabellini"]
    resources, agents = folder / "data/resources.csv", folder / "data/agents.csv"
    kept = {path: path.read_text("utf-8") for path in (resources, agents)}
    first = kept[resources].splitlines()[0].split(",")
    row = dict.fromkeys(first, "") | {"id": "oubli", "kind": "Guide", "persons": "Mirabellini"}
    row |= {"title": "Le « Zacharias »", "description": "Quetsche.", "keywords": "Zwetschke"}
    agent = dict.fromkeys(kept[agents].splitlines()[0].split(","), "")
    agent |= {"id": "oubliee", "type": "personne", "name": "Mirabellini"}
    resources.write_text(f"{kept[resources]}{','.join(row.values())}\n", "utf-8")
    agents.write_text(f"{kept[agents]}{','.join(agent.values())}\n", "utf-8")
    published(folder, THEN)
    assert {word for word in words if words_left(folder, word)} == set(words)
    for path, text in kept.items():
        path.write_text(text, "utf-8")
    forget(folder, "oubli", "personne/oubliee")
    published(folder, LAST)
    left = [
        (path.name, word)
        for path in folder.rglob("*")
        if path.is_file()
        for word in words
        if word.lower().encode() in path.read_bytes().lower()
    ]
    assert left == []


def test_the_reason_of_a_name_that_led_to_it_goes_too(folder: Path) -> None:
    recorder = open_folder(folder, date=THEN).recorder
    declarations.rename(recorder, "debat-sur-la-marche", "debat", REASON)
    table = folder / "data/resources.csv"
    table.write_text(table.read_text("utf-8").replace("debat-sur-la-marche", "debat"), "utf-8")
    additions = folder / "data/additions.csv"
    additions.write_text(
        additions.read_text("utf-8").replace("debat-sur-la-marche", "debat"), "utf-8"
    )
    published(folder, THEN)
    drop(folder, "debat")
    forget(folder, "debat")
    published(folder, LAST)
    assert words_left(folder, REASON) == []
    assert line_of(folder, "ressource/debat-sur-la-marche")["successor"] == "ressource/debat"


def test_it_says_where_the_words_are_still(folder: Path) -> None:
    told = "\n".join(each.fr for each in forget(folder, "debat-sur-la-marche").remaining)
    assert "encore dans les tableaux" in told
    assert "L'adresse ressource/debat-sur-la-marche reste" in told
    assert "git log --oneline -S debat-sur-la-marche -- data" in told
    assert told.count("(.public.store, à côté de public)") == 1


@pytest.mark.parametrize(
    ("id", "code"),
    [("inconnu", "identity.never-published"), ("catalogue", "identity.in-every-catalogue")],
)
def test_what_cannot_be_forgotten_is_told(folder: Path, id: str, code: str) -> None:
    before = (folder / "data/identities.csv").read_bytes()
    with pytest.raises(IdentityError) as caught:
        forget(folder, id)
    assert caught.value.code == code
    assert (folder / "data/identities.csv").read_bytes() == before
