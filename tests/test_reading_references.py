"""Cells name things by id, label or spelling; what they misname is found, with what was meant."""

from pathlib import Path

import pytest

from reading_folders import TABLES, make_folder, read_all, with_cell
from tressons_ld.catalogue.model import Entry
from tressons_ld.findings.finding import Finding
from tressons_ld.mapping.agent_fields import agent_to_rdf
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.shared_things import shared_to_rdf
from tressons_ld.rdf.vocabularies import FOAF, RDF, SCHEMA, SKOS


def read_cell(folder: Path, column: str, value: str) -> tuple[Entry, list[Finding]]:
    _, entries, findings = read_all(make_folder(folder, resources=with_cell(column, value)))
    assert entries[0] is not None
    return entries[0], findings


@pytest.mark.parametrize(
    ("column", "value", "ids"),
    [
        ("kind", "etude", "etude"),
        ("kind", "Étude", "etude"),
        ("kind", "ÉTUDE", "etude"),
        ("kind", "Study", "etude"),
        ("section", "Comprendre", "comprendre"),
        ("organisations", "Avise", ("avise",)),
        ("organisations", "rtes; AVISE", ("rtes", "avise")),
        (
            "organisations",
            "Réseau des  collectivités\u00a0territoriales pour l’économie solidaire",
            ("rtes",),
        ),
        ("persons", "Jeanne PAPPA; J. Pappas", ("jeanne-pappas",)),
        ("publisher", "Jeanne Pappas", "jeanne-pappas"),
        ("themes", "Mobility; vélo", ("mobilite", "velo")),
        ("audiences", "Élus", ("elus",)),
        ("places", "France; Vercors", ("france", "vercors")),
        ("series", "Carnets", ("carnets",)),
        ("based_on", "un-debat", ("un-debat",)),
        ("language", "EN", "en"),
        ("language", "Français", "fr"),
        ("language", "english", "en"),
        ("access_rights", "Public", "PUBLIC"),
    ],
)
def test_a_thing_is_named_by_its_id_or_any_of_its_names(
    tmp_path: Path, column: str, value: str, ids: object
) -> None:
    entry, findings = read_cell(tmp_path, column, value)
    assert getattr(entry, column) == ids
    assert [finding.code for finding in findings if finding.severity > 1] == []


@pytest.mark.parametrize(
    ("column", "value", "code", "meant"),
    [
        ("kind", "Étudde", "unknown-kind", "« Étude »"),
        ("kind", "Roman", "unknown-kind", ""),
        ("section", "Comprendr", "unknown-section", "« Comprendre »"),
        ("organisations", "Avize", "unknown-agent", "« Avise »"),
        (
            "organisations",
            "Reseau des collectivites territoriales pour l'economie solidaire",
            "unknown-agent",
            "« Réseau des collectivités territoriales pour l'économie solidaire »",
        ),
        ("persons", "Jeane Pappas", "unknown-agent", "« Jeanne Pappas »"),
        ("publisher", "Croix-Rouge", "unknown-agent", ""),
        ("themes", "Mobilté", "unknown-theme", "« Mobilité »"),
        ("themes", "Velos", "unknown-theme", "« Vélo »"),
        ("audiences", "Éllus", "unknown-audience", "« Élus »"),
        ("places", "Vercor", "unknown-place", "« vercors »"),
        ("series", "Carnet", "unknown-series", "« Carnets »"),
        ("based_on", "un-debats", "unknown-resource", "« un-debat »"),
        ("language", "hobbitish", "unknown-language", ""),
        ("language", "Francais de France", "unknown-language", "« fr »"),
        ("language", "Anglai", "unknown-language", "« anglais »"),
    ],
)
def test_an_unknown_name_comes_with_the_nearest_one(
    tmp_path: Path, column: str, value: str, code: str, meant: str
) -> None:
    entry, findings = read_cell(tmp_path, column, value)
    (found,) = findings
    assert (found.code, found.value) == (f"reference.{code}", value)
    assert found.location is not None
    assert (found.location.file, found.location.column) == ("data/resources.csv", column)
    assert ("Vouliez-vous dire" in found.remedy.fr) is bool(meant)
    assert meant in found.remedy.fr
    assert ("Did you mean" in found.remedy.en) is bool(meant)
    assert getattr(entry, column) in ("", None, (), "fr")


def test_one_unknown_name_among_others_leaves_these(tmp_path: Path) -> None:
    entry, findings = read_cell(tmp_path, "themes", "Vélo; Vello; Mobilité")
    assert entry.themes == ("velo", "mobilite")
    assert [finding.value for finding in findings] == ["Vello"]


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("organisations", "Jeanne Pappas", "reference.not-an-organisation"),
        ("persons", "Avise", "reference.not-a-person"),
        ("based_on", "une-etude", "reference.itself"),
    ],
)
def test_a_thing_of_the_wrong_kind_is_found(
    tmp_path: Path, column: str, value: str, code: str
) -> None:
    entry, findings = read_cell(tmp_path, column, value)
    assert [finding.code for finding in findings] == [code]
    assert getattr(entry, column) == ()


def test_an_id_comes_before_the_names_of_others(tmp_path: Path) -> None:
    agents = [
        *TABLES["agents"],
        {"id": "autre", "type": "organisation", "name": "Autre", "spellings": "RTES"},
    ]
    resources = with_cell("organisations", "RTES; Autre")
    _, entries, findings = read_all(make_folder(tmp_path, agents=agents, resources=resources))
    assert [(f.code, f.value) for f in findings] == [("reference.name-shared", "RTES")]
    assert entries[0] is not None
    assert entries[0].organisations == ("rtes", "autre")


def test_a_homepage_that_two_things_have_is_found_and_is_a_page_of_each(tmp_path: Path) -> None:
    agents = [
        {"id": "un", "type": "organisation", "name": "Un", "homepage": "https://a.example/"},
        {"id": "deux", "type": "organisation", "name": "Deux", "homepage": "https://a.example/"},
        {"id": "trois", "type": "organisation", "name": "Trois", "homepage": "https://b.example/"},
    ]
    shared, _, findings = read_all(make_folder(tmp_path, agents=[*TABLES["agents"], *agents]))
    (found,) = (each for each in findings if each.code == "reference.homepage-shared")
    assert found.value == "https://a.example/"
    assert "agents.csv" in found.message.fr
    context = Context(shared)
    stated = {
        id: {(p, o) for _, p, o in agent_to_rdf(shared.agents[id], context) if "foaf" in p}
        for id in ("un", "deux", "trois")
    }
    for id in ("un", "deux"):
        assert (FOAF.page, "<https://a.example/>") in stated[id]
        assert FOAF.homepage not in {p for p, _ in stated[id]}
    assert (FOAF.homepage, "<https://b.example/>") in stated["trois"]


GROUP = {
    "scheme": "theme", "id": "dehors", "label_fr": "Dehors", "label_en": "Outdoors",
    "members": "mobilite; Vélo",
}  # fmt: skip


def test_a_group_of_concepts_is_a_collection_and_no_concept(tmp_path: Path) -> None:
    shared, _, findings = read_all(make_folder(tmp_path, concepts=[GROUP, *TABLES["concepts"]]))
    assert findings == []
    context = Context(shared)
    stated = shared_to_rdf(context)[context.concepts["theme", "dehors"]]
    of_group = {(p, o) for s, p, o in stated if s == context.concepts["theme", "dehors"]}
    assert {o for p, o in of_group if p == RDF.type} == {SKOS.Collection}
    assert {o for p, o in of_group if p == SKOS.member} == {
        context.concepts["theme", "mobilite"],
        context.concepts["theme", "velo"],
    }
    assert not {p for p, _ in of_group} & {SKOS.inScheme, SKOS.topConceptOf, SCHEMA.termCode}
    of_scheme = shared_to_rdf(context)[context.schemes["theme"]]
    assert context.concepts["theme", "dehors"] not in {o for _, _, o in of_scheme}


@pytest.mark.parametrize("named", ["dehors", "Dehors", "outdoors"])
def test_a_group_is_named_by_no_cell(named: str, tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path,
        concepts=[*TABLES["concepts"], GROUP],
        resources=with_cell("themes", named),
    )
    _, _, (found,) = read_all(folder)
    assert (found.code, found.value) == ("reference.group", named)


@pytest.mark.parametrize(
    ("column", "value"),
    [("broader", "mobilite"), ("matches", "closeMatch http://eurovoc.europa.eu/1")],
)
def test_a_group_has_nothing_that_concepts_alone_have(
    column: str, value: str, tmp_path: Path
) -> None:
    group = GROUP | {column: value}
    _, _, (found,) = read_all(make_folder(tmp_path, concepts=[*TABLES["concepts"], group]))
    assert found.code == "table.group-cell"
    assert found.location is not None and found.location.column == column


def test_a_label_that_two_things_bear_is_ambiguous(tmp_path: Path) -> None:
    agents = [
        *TABLES["agents"],
        {"id": "autre", "type": "organisation", "name": "Jeanne Pappas"},
    ]
    resources = with_cell("publisher", "Jeanne Pappas")
    _, _, findings = read_all(make_folder(tmp_path, agents=agents, resources=resources))
    assert [finding.code for finding in findings] == [
        "reference.name-shared",
        "reference.ambiguous",
    ]
    assert "jeanne-pappas" in findings[1].message.fr
    assert "autre" in findings[1].message.fr


def test_thousands_of_names_still_find_the_nearest(tmp_path: Path) -> None:
    places = [{"id": f"lieu-{i}", "name": f"Commune numéro {i}"} for i in range(3000)]
    places.append({"id": "vercors", "name": "Parc naturel régional du Vercors"})
    resources = with_cell(
        "places", "Parc naturel regional du Vercors; Parc naturel régonal du Vercors"
    )
    _, _, findings = read_all(make_folder(tmp_path, places=places, resources=resources))
    assert [finding.code for finding in findings] == ["reference.unknown-place"] * 2
    assert all("« Parc naturel régional du Vercors »" in f.remedy.fr for f in findings)
