"""A thing is named by its id or by any of its names; what is not in the catalogue is refused."""

from pathlib import Path
from typing import Any

import pytest

from catalogue_folder import copy_of_atelier
from queries_support import BUNDLED, columns, loaded
from tressons_ld import open_catalogue
from tressons_ld.findings.errors import QueryError
from tressons_ld.findings.language import Text
from tressons_ld.sparql.answers import AskResult, Result
from tressons_ld.sparql.asking import answer
from tressons_ld.sparql.store import Store

THEME = BUNDLED["ressources-sur-un-theme"]


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The graph of «atelier», a catalogue that has none of the defaults."""
    folder = copy_of_atelier(tmp_path_factory.mktemp("names") / "atelier")
    return Store(open_catalogue(folder, date="2026-01-01").triples())


NAMES = {
    "id": "mobilite",
    "French": "Mobilité",
    "English": "Mobility",
    "capitals": "MOBILITÉ",
    "without accents": "Mobilite",
    "another spelling": "mobilité  durable",
}


@pytest.mark.parametrize("name", NAMES)
def test_a_thing_has_many_names(name: str, published: Path) -> None:
    by_id = answer(THEME, {"theme": "mobilite"}, loaded(published).run)
    assert answer(THEME, {"theme": NAMES[name]}, loaded(published).run) == by_id


@pytest.mark.parametrize(
    ("question", "parameter", "name", "id"),
    [
        ("qui-a-produit-quoi", "pour", "RTES", "rtes"),
        ("qui-a-produit-quoi", "pour", "l’Avise", None),
        ("personnes-et-leurs-ecrits", "pour", "Pinelopi PAPPA", "pinelopi-pappas"),
        ("territoires-et-leurs-monographies", "pour", "Vercors", "vercors"),
        ("series-et-leurs-ressources", "pour", "Kit MunicipalESS", "kit-municipaless"),
        ("ressources-pour-un-public", "public", "collectivités locales", "collectivites"),
        ("genre-par-annee", "genre", "Etude de cas", "etude-de-cas"),
        ("vocabulaires", "liste", "Publics", "public"),
        ("identifiants", "pour", "Person", "personne"),
        ("identifiants", "pour", "Thèmes", "theme"),
        ("identifiants", "pour", "themes", "theme"),
    ],
)
def test_every_list_takes_names(
    question: str, parameter: str, name: str, id: str | None, published: Path
) -> None:
    asked, run = BUNDLED[question], loaded(published).run
    if id is None:
        with pytest.raises(QueryError):
            answer(asked, {parameter: name}, run)
        return
    assert answer(asked, {parameter: name}, run) == answer(asked, {parameter: id}, run)


REFUSED = {
    "a slip": ("mobilte", " Peut-être : mobilite ?"),
    "the slip of a name": ("Territoire ruraux", " Peut-être : territoires-ruraux ?"),
    "nothing near": ("xyzzy", ""),
    "another list": ("webinaire", ""),
    "no text": ("\ud800", ""),
}


@pytest.mark.parametrize("refused", REFUSED)
def test_what_is_not_in_the_catalogue_is_refused_with_the_nearest(
    refused: str, published: Path
) -> None:
    value, suggestion = REFUSED[refused]
    with pytest.raises(QueryError) as raised:
        answer(THEME, {"theme": value}, loaded(published).run)
    assert raised.value.code == "query.not-in-the-catalogue"
    french, english = raised.value.text
    assert f"que ce catalogue n'a pas.{suggestion} «" in french
    assert "« tressons-ld query identifiants -p pour=theme » donne la liste." in french
    assert '"tressons-ld query ids -p of=theme" lists what it has.' in english


def test_the_command_that_is_told_lists_what_is_taken(published: Path) -> None:
    result, _ = answer(BUNDLED["ids"], {"of": "theme"}, loaded(published).run)
    ids = [id for (id,) in columns(result, ["id"])]
    assert "mobilite" in ids
    for id in ids[:3]:
        answer(THEME, {"theme": id}, loaded(published).run)


def test_a_thing_that_is_left_out_must_be_in_the_catalogue_too(published: Path) -> None:
    with pytest.raises(QueryError, match="which this catalogue does not have"):
        answer(BUNDLED["ressources"], {"sans_organisation": "rtess"}, loaded(published).run)


def test_a_name_of_several_things_is_refused_with_their_ids() -> None:
    doubled = Store(_concepts({"un": "Le même", "deux": "Le Même"}))
    with pytest.raises(QueryError, match="Write the id of one: deux, un"):
        answer(THEME, {"theme": "le même"}, doubled.run)


def _concepts(names: dict[str, str]) -> list[Any]:
    skos, dct = "http://www.w3.org/2004/02/skos/core#", "http://purl.org/dc/terms/"
    lines = [("<urn:l>", f"<{dct}identifier>", '"theme"')]
    for id, name in names.items():
        lines += [
            (f"<urn:{id}>", f"<{dct}identifier>", f'"{id}"'),
            (f"<urn:{id}>", f"<{skos}inScheme>", "<urn:l>"),
            (f"<urn:{id}>", f"<{skos}prefLabel>", f'"{name}"@fr'),
        ]
    return lines


DEFAULTS = {
    "ressources-pour-un-public": ("public", "collectivites"),
    "tout-sur-une-ressource": ("ressource", "programmes-leader-et-ess"),
    "ressource-en-clair": ("ressource", "programmes-leader-et-ess"),
}


@pytest.mark.parametrize("name", DEFAULTS)
def test_a_default_that_names_nothing_gives_way_to_the_first_that_does(
    name: str, other: Store
) -> None:
    parameter, default = DEFAULTS[name]
    listed = other.run(BUNDLED["identifiants"].bind({"pour": parameter}))
    ids = [id for (id,) in columns(listed, ["identifiant"])]
    assert default not in ids
    result, notes = answer(BUNDLED[name], {}, other.run)
    assert result == answer(BUNDLED[name], {parameter: ids[0]}, other.run).result
    (note,) = notes
    assert f"-p {parameter}={ids[0]}" in note.fr
    assert f"« {default} »" in note.fr
    assert isinstance(note, Text)


def test_an_id_is_looked_up_and_not_searched_among_all_things(published: Path) -> None:
    store, asked = loaded(published), []

    def ask(question: str, *, name: str) -> Result:
        asked.append(question)
        return store.run(question, name=name)

    answer(THEME, {"theme": "mobilite"}, ask)
    first = asked[0]
    assert "{ UNDEF }" in BUNDLED["identifiants"].text
    assert "{ UNDEF }" not in first and first.count('VALUES ?identifiant { "mobilite" }') == 2


def test_a_default_that_is_there_is_asked_without_a_word(published: Path) -> None:
    assert not answer(THEME, {}, loaded(published).run).notes


def test_a_source_is_asked_for_its_names_only_where_a_thing_is_named() -> None:
    seen = []

    def ask(question: str, *, name: str) -> Result:
        seen.append(name)
        return AskResult(True)

    answer(BUNDLED["ressources"], {"annee": "2020"}, ask)
    assert seen == ["queries/ressources.rq"]
