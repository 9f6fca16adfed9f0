"""The feeds: pages in ASCII that lead to one another, the same in every format, each whole."""

import csv
import shutil
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS
from rdflib.compare import isomorphic

from catalogue_folder import copy_of_atelier, without_site
from command_line import DATE, files_of, tressons_ld
from dcat_ap_shapes import FILES, official_results

HYDRA = rdflib.Namespace("http://www.w3.org/ns/hydra/core#")
FORMATS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
CATALOG = "harvest/data.gouv.fr/catalog"
ENTRIES = 300


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A catalogue of several pages of a few entries."""
    folder = without_site(copy_of_atelier(tmp_path_factory.mktemp("feeds") / "long"))
    table = folder / "data/resources.csv"
    with table.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    many = []
    for number in range(ENTRIES):
        row = list(rows[number % len(rows)])
        row[head.index("id")] = f"entree-{number}"
        # Of another page, mostly.
        other = f"entree-{(number + ENTRIES // 2) % ENTRIES}"
        row[head.index("based_on")] = other if number % 2 else ""
        many.append(row)
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *many])
    (folder / "data/additions.csv").unlink()
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as file:
        file.write("page_size = 60\n")
    done = tressons_ld("publish", "--date", DATE, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder


def pages(public: Path, path: str, extension: str) -> list[Path]:
    found = [public / f"{path}.{extension}"]
    while (after := public / f"{path}-{len(found) + 1}.{extension}").exists():
        found.append(after)
    return found


def graph_of(page: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(page, format=FORMATS[page.suffix[1:]])


def datasets(graph: rdflib.Graph) -> set[rdflib.term.Node]:
    return set(graph.subjects(RDF.type, DCAT.Dataset))


@pytest.mark.parametrize("extension", FORMATS)
def test_pages_lead_to_one_another_until_the_last(long: Path, extension: str) -> None:
    found = pages(long / "public", CATALOG, extension)
    assert len(found) > 2
    for number, page in enumerate(found, 1):
        graph = graph_of(page)
        (view,) = graph.subjects(RDF.type, HYDRA.PartialCollectionView)
        assert list(graph.subjects(RDF.type, HYDRA.PagedCollection)) == [view]
        here = page.relative_to(long / "public").as_posix()
        assert str(view).endswith(f"/{here}")
        after = [] if number == len(found) else [str(view).replace(page.name, found[number].name)]
        for turning in (HYDRA.next, HYDRA.nextPage):
            assert [str(iri) for iri in graph.objects(view, turning)] == after
            assert all(isinstance(iri, rdflib.URIRef) for iri in graph.objects(view, turning))


def test_each_entry_is_in_one_page_and_the_catalogue_as_data_in_the_last(long: Path) -> None:
    found = [datasets(graph_of(page)) for page in pages(long / "public", CATALOG, "nt")]
    assert sum(map(len, found)) == len(set().union(*found)) == ENTRIES + 1
    assert [str(iri) for iri in found[-1] if str(iri).endswith("catalogue/donnees")]


@pytest.mark.parametrize("path", [CATALOG, "harvest/dcat", "harvest/dcat-ap"])
def test_pages_are_ascii(long: Path, published: Path, path: str) -> None:
    for public in (long / "public", published):
        files = list(public.glob(f"{path}*"))
        assert files
        assert [page.name for page in files if not page.read_bytes().isascii()] == []


def without_view(graph: rdflib.Graph) -> rdflib.Graph:
    for view in list(graph.subjects(RDF.type, HYDRA.PagedCollection)):
        graph.remove((view, None, None))
    return graph


@pytest.mark.parametrize("extension", ["rdf", "jsonld", "nt"])
def test_every_format_says_the_same(long: Path, published: Path, extension: str) -> None:
    for public in (long / "public", published):
        turtle = pages(public, CATALOG, "ttl")
        others = pages(public, CATALOG, extension)
        for one, other in zip(turtle, others, strict=True):
            assert isomorphic(without_view(graph_of(one)), without_view(graph_of(other)))


def test_a_page_names_what_its_datasets_name(long: Path) -> None:
    names = {FOAF.name, SKOS.prefLabel}
    for page in pages(long / "public", CATALOG, "ttl"):
        graph = graph_of(page)
        for property in (DCTERMS.creator, DCTERMS.publisher, DCAT.theme, DCTERMS.spatial):
            for thing in graph.objects(None, property):
                assert any((thing, name, None) in graph for name in names), thing


def test_a_page_names_what_those_things_name_in_turn(long: Path) -> None:
    for page in pages(long / "public", "harvest/dcat", "rdf"):
        graph = graph_of(page)
        schemes = {each for each in graph.objects(None, SKOS.inScheme) if "/vocabulaire/" in each}
        assert schemes and schemes <= set(graph.subjects(DCTERMS.title))
        homes = set(graph.objects(None, FOAF.homepage))
        assert homes and homes <= set(graph.subjects(RDF.type, FOAF.Document))


def test_nothing_else_is_typed_as_a_dataset(published: Path) -> None:
    for path in (f"{CATALOG}.ttl", "harvest/dcat.rdf", "harvest/dcat-ap.rdf"):
        graph = graph_of(published / path)
        assert len(datasets(graph)) == 29
        assert "DatasetSeries" not in (published / path).read_text("ascii")


def test_pages_are_the_same_after_an_edit_as_after_a_full_publication(
    long: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(long, folder)
    table = folder / "data/resources.csv"
    words = table.read_text("utf-8").replace("entree-150", "autre-150").replace("entree-7,", "x-7,")
    table.write_text(words, "utf-8", newline="")
    renames = [("entree-150", "autre-150"), ("entree-7", "x-7")]
    for old, new in renames:
        tressons_ld("identity", "rename", old, new, "--date", DATE, folder=folder)
    tressons_ld("publish", "--date", DATE, folder=folder)
    edited = files_of(folder / "public")
    shutil.rmtree(folder / "public")
    tressons_ld("publish", "--date", DATE, folder=folder)
    assert files_of(folder / "public") == edited


def test_feeds_can_be_left_off(tmp_path: Path) -> None:
    folder = copy_of_atelier(tmp_path / "atelier")
    with (folder / "data/catalogue.toml").open("a", encoding="utf-8") as file:
        file.write("\n[publication]\nfeeds = false\n")
    tressons_ld("publish", "--date", DATE, folder=folder)
    assert not (folder / "public/harvest").exists()


read_once = cache(graph_of)


@pytest.mark.slow
@pytest.mark.parametrize("group", FILES)
@pytest.mark.parametrize(("path", "extension"), [(CATALOG, "ttl"), ("harvest/dcat", "rdf")])
def test_no_page_breaks_an_official_shape(
    path: str, extension: str, group: str, long: Path, published: Path, shared_folder: Path
) -> None:
    folder = shared_folder / "reference" / "dcat-ap"
    wrong = {
        (result.path, result.value)
        for public in (long / "public", published)
        for page in pages(public, path, extension)
        for result in official_results(read_once(page), folder, group, "")
        if result.severity == "Violation"
    }
    # The pattern of the official files, whose namespace is not that of SPDX.
    assert wrong <= {("spdx:algorithm", "http://spdx.org/rdf/terms#checksumAlgorithm_sha512")}
