"""Written searches among ten thousand resources: answers of the table, and what the first takes."""

from pathlib import Path

import pytest

from benchmarks.generator import write_folder
from command_line import DATE
from search_answers import IndexReader, decoded, scores_of_several
from test_site_search import rows_of
from tressons_ld import open_catalogue
from tressons_ld.artifacts import MappedEntry
from tressons_ld.composition import open_folder
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.units import PropertyOrder, Unit
from tressons_ld.site.listed_resources import ResourceLists, listed_resource
from tressons_ld.site.localised_site import LocalisedSite
from tressons_ld.site.page_paths import trees_of
from tressons_ld.site.search import Search, own_words
from tressons_ld.site.search_form import BATCH

pytestmark = pytest.mark.slow

RESOURCES = 10_000
LARGEST_ANSWER = 60_000
MOST_FOUND = 2000

SEARCHES = """
réseau de chaleur
reseau chaleur
RÉSEAUX DE CHALEUR
réseaux de chal
verger conservatoire
vergers conservatoires
mémoire des métiers
memoires metier
panneaux solaires citoyens
panneau solaire
épicerie associative
l'épicerie associative
L’ÉPICERIE
compostage collectif
portage de repas
jardins familiaux
jardin famil
ressourcerie itinérante
crèche parentale
four banal
vente à la ferme
tiers-lieu de la gare
tiers lieux
logements passerelles
chantier d'insertion maraîcher
moulins à eau
habitat léger
guichet de l'énergie
élus municipaux
bureaux d'études
Firmin Baudrichon
baudri
Judicaël Favrelle
judicael
2007
2012 portage
commune
comm
xylophone
verger xylophone
de
la
ré
""".strip().splitlines()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("at-size")
    write_folder(folder, RESOURCES)
    return folder


@pytest.fixture(scope="module")
def files(folder: Path) -> dict[str, bytes]:
    """The files of the search, as a publication has them."""
    inputs = open_folder(folder, date=DATE)
    shared, root = inputs.graph.shared, Iri("<x:>")
    search, lists = Search(shared, inputs.recorder.ledger), ResourceLists()
    for entry in open_catalogue(folder, date=DATE):
        mapped = MappedEntry(entry, (), Unit(root, root, ()), PropertyOrder())
        resource = listed_resource(mapped, shared)
        lists.add([resource])
        search.add(resource, own_words(entry))
    editions = [LocalisedSite(shared, tree, RESOURCES) for tree in trees_of(shared)]
    return dict(search.files(editions, lists))


@pytest.fixture(scope="module")
def ids(files: dict[str, bytes]) -> dict[int, str]:
    """The id of each resource, by its number: as the links of what is shown lead there."""
    shown = [rows_of(text) for path, text in files.items() if path.startswith("recherche/fiches/")]
    return {
        int(number): row[0].removesuffix(".html").rpartition("/")[2]
        for rows in shown
        for number, row in rows.items()
    }


def test_each_resource_is_shown_under_one_number(ids: dict[int, str]) -> None:
    assert len(ids) == len(set(ids.values())) == RESOURCES


def test_written_searches_find_what_the_table_says(
    folder: Path, files: dict[str, bytes], ids: dict[int, str]
) -> None:
    assert len(SEARCHES) >= 40
    reader = IndexReader(files)
    expected = scores_of_several(open_catalogue(folder, date=DATE), SEARCHES)
    assert sum(0 < len(each) <= MOST_FOUND for each in expected) > 25
    assert any(len(each) > MOST_FOUND for each in expected)
    found = [reader.answer(query) for query in SEARCHES]
    wrong = [
        query
        for query, answer, scores in zip(SEARCHES, found, expected, strict=True)
        if {ids[number]: hits for number, hits in answer.items()} != scores
    ]
    assert wrong == []


def test_the_first_answer_takes_few_bytes(files: dict[str, bytes]) -> None:
    for query in SEARCHES:
        reader = IndexReader(files)
        answer = reader.answer(query)
        first = sorted(answer, key=lambda number: (-answer[number], number))[:BATCH]
        blocks = {f"recherche/fiches/{each // 8000}/{each // 8 % 1000}.js" for each in first}
        read = {f"recherche/{path}" for path in ("tree.js", *reader.read)} | blocks | {"script.js"}
        assert sum(len(files[path]) for path in read) <= LARGEST_ANSWER, query


def test_a_facet_is_loaded_within_its_budget_and_holds_every_resource(
    files: dict[str, bytes],
) -> None:
    path = "recherche/facettes/genre.js"
    assert len(files[path]) <= 2 * RESOURCES
    filed = rows_of(files[path])
    assert sum(len(decoded([f" {text}"])) for text in map(str, filed.values())) == RESOURCES
