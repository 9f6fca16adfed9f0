"""A publication of the tool is imported again from its DCAT: what comes back, and what does not."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest

from command_line import DATE
from table_adoption import adopted
from tressons_ld import OpenCatalogue, open_catalogue
from tressons_ld.catalogue.adoption.account import Account
from tressons_ld.catalogue.adoption.adopted_folder import adopted_files
from tressons_ld.files.output import create_folder
from tressons_ld.rdf.vocabularies import PREFIXES

BASE = "https://w3id.org/tressons/"
WHOLE, FEED = "catalogue.ttl", "harvest/dcat-ap.rdf"

# What is said of a resource, or of a part of it, and does not come back: statements by property.
LOST_FROM_THE_GRAPH = {
    # A concept does not say which EU themes go with it; the programme and the document received
    # are not resources; a session is described in schema.org alone.
    "dcat:theme": 89,
    "prov:wasGeneratedBy": 30,
    "schema:sourceOrganization": 28,
    "schema:recordedAt": 2,
    "#event": 14,
    "#fiche dct:rights": 28,
    "#fiche prov:wasDerivedFrom": 28,
    # Facts found later come back as those of the table.
    "#fiche tld:addition": 27,
    "#fiche tld:divergence": 1,
    "#ajout": 196,
}
LOST_FROM_THE_FEED = {
    **LOST_FROM_THE_GRAPH,
    # What the feed for portals does not hold.
    "skos:altLabel": 28,
    "schema:creditText": 28,
    "tld:section": 28,
    "rdf:type": 57,
    "schema:learningResourceType": 19,
    "dct:isPartOf": 10,
    "schema:isPartOf": 10,
    "dct:audience": 8,
    "schema:audience": 8,
    "dct:source": 5,
    "schema:isBasedOn": 5,
    "dct:type": 10,
}


# Of agents, places, series and concepts: what their tables hold beyond names and descriptions, and
# the concepts and places that no resource names.
LOST_OF_OTHERS = {
    "vocabulaire": 183,
    "organisation": 60,
    "territoire": 17,
    "personne": 8,
    "serie": 1,
}


class Again(NamedTuple):
    """A publication that was imported again."""

    catalogue: OpenCatalogue
    account: str


@pytest.fixture(scope="module")
def before(project: Path) -> OpenCatalogue:
    return open_catalogue(project / "data", date=DATE, base_iri=BASE)


def imported(source: Path, folder: Path) -> Again:
    made = adopted(source)
    create_folder(folder, adopted_files(made, source, "fr"))
    catalogue = open_catalogue(folder, date=DATE, base_iri=BASE)
    return Again(catalogue, Account(made, "fr", whole=True).text().replace("\xa0", " "))


@pytest.fixture(scope="module")
def again(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Again]:
    folder = tmp_path_factory.mktemp("again")
    return {
        name: imported(published / name, folder / str(number))
        for number, name in enumerate((WHOLE, FEED))
    }


def statements(catalogue: OpenCatalogue) -> set[tuple[str, ...]]:
    """Return what is said of resources and of their parts."""
    triples = map(tuple, catalogue.triples())
    return {triple for triple in triples if triple[0].startswith(f"<{BASE}ressource/")}


def counted(triples: set[tuple[str, ...]]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for subject, property, _ in triples:
        part = subject[:-1].partition("#")[2].partition("-")[0]
        if part in ("event", "ajout"):
            counts[f"#{part}"] += 1
            continue
        short = next(
            f"{prefix}:{property[1:-1].removeprefix(start)}"
            for prefix, start in PREFIXES.items()
            if property[1:].startswith(start)
        )
        counts[f"#{part} {short}" if part else short] += 1
    return dict(counts)


@pytest.mark.parametrize("source", [WHOLE, FEED])
def test_each_resource_comes_back_by_its_id(
    source: str, again: dict[str, Again], before: OpenCatalogue
) -> None:
    assert [e.id for e in again[source].catalogue] == sorted(entry.id for entry in before)
    assert again[source].catalogue.check().publishable


@pytest.mark.parametrize(
    ("source", "losses"), [(WHOLE, LOST_FROM_THE_GRAPH), (FEED, LOST_FROM_THE_FEED)]
)
def test_what_is_lost_is_listed_and_does_not_grow(
    source: str, losses: dict[str, int], again: dict[str, Again], before: OpenCatalogue
) -> None:
    lost = statements(before) - statements(again[source].catalogue)
    assert counted(lost) == losses


def test_what_is_lost_of_other_things_is_listed_too(
    again: dict[str, Again], before: OpenCatalogue
) -> None:
    lost = set(map(tuple, before.triples())) - set(map(tuple, again[WHOLE].catalogue.triples()))
    paths = (triple[0].removeprefix(f"<{BASE}") for triple in lost)
    folders = Counter(path.partition("/")[0] for path in paths if "#" not in path)
    assert {folder: folders[folder] for folder in LOST_OF_OTHERS} == LOST_OF_OTHERS


@pytest.mark.parametrize(("source", "types"), [(WHOLE, 0), (FEED, 1)])
def test_nothing_is_said_that_was_not_but_for_a_type_that_the_feed_leaves_out(
    source: str, types: int, again: dict[str, Again], before: OpenCatalogue
) -> None:
    gained = statements(again[source].catalogue) - statements(before)
    assert set(counted(gained)) <= ({"rdf:type"} if types else set())


@pytest.mark.parametrize("source", [WHOLE, FEED])
def test_agents_concepts_and_places_keep_their_ids_and_their_names(
    source: str, again: dict[str, Again], before: OpenCatalogue
) -> None:
    old, new = before.shared, again[source].catalogue.shared
    for id in new.agents.keys() - {"editeur-a-nommer"}:
        assert (old.agents[id].name, old.agents[id].person) == (
            new.agents[id].name,
            new.agents[id].person,
        )
    for key in new.concepts:
        assert old.concepts[key].label_in("fr") == new.concepts[key].label_in("fr")
    assert new.places.keys() <= old.places.keys()
    assert len(new.agents) == 10
    assert len(new.places) == 4


def test_what_the_whole_graph_says_of_a_concept_comes_back(
    again: dict[str, Again], before: OpenCatalogue
) -> None:
    concept = again[WHOLE].catalogue.shared.concepts["theme", "mobilite"]
    original = before.shared.concepts["theme", "mobilite"]
    assert [concept.label_in(each) for each in ("fr", "en")] == [
        original.label_in(each) for each in ("fr", "en")
    ]
    assert concept.spellings == original.spellings
    assert concept.definition == original.definition
    kind = again[WHOLE].catalogue.shared.concepts["genre", "webinaire"]
    types = before.shared.concepts["genre", "webinaire"].schema_types
    assert set(kind.schema_types) == set(types)


def test_what_is_left_aside_is_named(again: dict[str, Again]) -> None:
    for each in again.values():
        told = " ".join(each.account.split())
        assert "le catalogue lui-même, décrit comme des données : « Données du cat" in told
        assert "« data-theme » (28)" in told
