"""One graph in every file: the formats, the documents of each thing, the bases, the readers."""

import shutil
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
import pytest
import rdflib

from command_line import DATE, tressons_ld
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    PROFILE,
    RDF,
    RDFS,
    SKOS,
    TLD,
    VOID,
)

BASE = "https://w3id.org/tressons/"
SITE = "https://tressons.example.org/"
OTHER_BASE = "https://id.example.net/un/autre/catalogue/"
FORMATS = {
    ".ttl": (ox.RdfFormat.TURTLE, "turtle"),
    ".jsonld": (ox.RdfFormat.JSON_LD, "json-ld"),
    ".rdf": (ox.RdfFormat.RDF_XML, "xml"),
    ".nt": (ox.RdfFormat.N_TRIPLES, "nt"),
    ".nq": (ox.RdfFormat.N_QUADS, "nquads"),
}

Triples: TypeAlias = frozenset[ox.Triple]


def without_graphs(quads: Iterable[ox.Quad]) -> Triples:
    return frozenset(quad.triple for quad in quads)


def read_by_pyoxigraph(path: Path) -> Triples:
    return without_graphs(ox.parse(path=path, format=FORMATS[path.suffix][0]))


def read_by_rdflib(path: Path) -> Triples:
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=FORMATS[path.suffix][1])
    lines = "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o, _ in dataset.quads())
    return without_graphs(ox.parse(lines, ox.RdfFormat.TURTLE))


READERS = (read_by_pyoxigraph, read_by_rdflib)


@pytest.fixture(scope="module")
def graph(published: Path) -> Triples:
    return read_by_pyoxigraph(published / "catalogue.nt")


@pytest.fixture(scope="module")
def documents(published: Path) -> dict[str, Triples]:
    """What the Turtle document of each thing holds, by its path; the shapes are the tool's."""
    paths = {
        path.relative_to(published).with_suffix("").as_posix(): path
        for path in sorted(published.rglob("*.ttl"))
    }
    return {
        name: read_by_pyoxigraph(path)
        for name, path in paths.items()
        if name not in ("formes", "exemple") and not name.startswith("harvest/")
    }


def own(term: object, base: str = BASE) -> str | None:
    """The path under the base of an IRI of the catalogue, its hash included."""
    if not isinstance(term, ox.NamedNode) or not term.value.startswith(base):
        return None
    if str(term) in (PROFILE, *TLD):
        return None
    return term.value.removeprefix(base)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__[len("read_by_") :])
@pytest.mark.parametrize("extension", FORMATS)
def test_every_format_holds_the_same_graph(
    extension: str, reader: Callable[[Path], Triples], published: Path, graph: Triples
) -> None:
    assert reader(published / f"catalogue{extension}") == graph


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.__name__[len("read_by_") :])
def test_the_two_documents_of_a_thing_agree(
    reader: Callable[[Path], Triples], published: Path, documents: dict[str, Triples]
) -> None:
    differing = [
        path
        for path, triples in documents.items()
        if reader(published / f"{path}.jsonld") != triples
    ]
    assert differing == []


def test_there_are_no_blank_nodes(graph: Triples, documents: dict[str, Triples]) -> None:
    for triples in (graph, *documents.values()):
        assert not [
            triple
            for triple in triples
            if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)
        ]


def test_whatever_is_named_under_the_base_is_described_in_a_document(
    graph: Triples, documents: dict[str, Triples]
) -> None:
    named = {triple.object for triple in graph if own(triple.object) is not None}
    named |= {triple.subject for triple in graph if own(triple.subject) is not None}
    described = {
        path: {triple.subject for triple in triples} for path, triples in documents.items()
    }
    lost = {
        str(term)
        for term in named
        if term not in described.get((own(term) or "").partition("#")[0], ())
    }
    assert lost == set()


def test_the_documents_of_all_things_hold_the_whole_graph(
    graph: Triples, documents: dict[str, Triples]
) -> None:
    """But what the document of the catalogue, the whole graph, says of the catalogue itself."""
    elsewhere = {
        triple for path, triples in documents.items() if path != "catalogue" for triple in triples
    }
    missing = {triple.subject.value for triple in graph - elsewhere}
    assert {name.partition("#")[0] for name in missing if own(ox.NamedNode(name))} == {
        f"{BASE}catalogue"
    }


def spoken_of(triple: ox.Triple) -> tuple[object, ...]:
    """The nodes that a statement is about: not a class, nor another entry, named by IRI alone."""
    to_class = str(triple.predicate) in (RDF.type, VOID["class"])
    if to_class or (own(triple.object) or "").startswith("ressource/"):
        return (triple.subject,)
    return triple.subject, triple.object


def test_a_document_names_what_it_speaks_of(graph: Triples, documents: dict[str, Triples]) -> None:
    """Every thing with a name in the graph has it in each document that names the thing."""
    labels = {FOAF.name, SKOS.prefLabel, DCT.title, RDFS.label}
    named = {triple.subject for triple in graph if str(triple.predicate) in labels}
    nameless = {
        (path, str(term))
        for path, triples in documents.items()
        for term in named & {term for t in triples for term in spoken_of(t)}
        if not any(t.subject == term and str(t.predicate) in labels for t in triples)
    }
    assert nameless == set()


def test_the_placeholder_stands_only_for_the_site(
    graph: Triples, documents: dict[str, Triples]
) -> None:
    terms = {
        str(term)
        for triples in (graph, *(t for path, t in documents.items() if path != "ontologie"))
        for triple in triples
        for term in triple
        if "example.org" in str(term)
    }
    assert {term for term in terms if not term.startswith(f"<{SITE}")} == set()


def test_each_record_is_a_graph_of_its_own(published: Path) -> None:
    quads = list(ox.parse(path=published / "catalogue.nq", format=ox.RdfFormat.N_QUADS))
    graphs_of: dict[str, set[str]] = {}
    for quad in quads:
        assert isinstance(quad.graph_name, ox.NamedNode)
        path = own(quad.subject)
        if path is not None and path.startswith("ressource/"):
            graphs_of.setdefault(path.partition("#")[0], set()).add(quad.graph_name.value)
    assert len(graphs_of) == 28
    assert graphs_of == {path: {f"{BASE}{path}#fiche"} for path in graphs_of}
    members = [quad for quad in quads if str(quad.predicate) in (DCAT.dataset, DCAT.record)]
    assert Counter(quad.graph_name.value.rpartition("#")[2] for quad in members) == {
        "fiche": 2 * 28,
        "graphe": 1,
    }


def test_what_is_shared_stands_in_graphs_of_its_own(published: Path) -> None:
    quads = ox.parse(path=published / "catalogue.nq", format=ox.RdfFormat.N_QUADS)
    astray = {
        (path, quad.graph_name.value)
        for quad in quads
        if (path := own(quad.subject)) is not None
        and not path.startswith("ressource/")
        and str(quad.predicate) not in (DCAT.dataset, DCAT.record)
        and quad.graph_name.value != f"{BASE}{path.partition('#')[0]}#graphe"
    }
    assert astray == set()


@pytest.fixture(scope="module")
def elsewhere(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same catalogue published under another base."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(project / "data", folder / "data")
    # What was never published may be called anything.
    (folder / "data/identities.csv").unlink()
    done = tressons_ld("publish", "--date", DATE, "--base-iri", OTHER_BASE, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "public"


def test_another_base_gives_the_same_graph(published: Path, elsewhere: Path) -> None:
    there = (elsewhere / "catalogue.nt").read_text("utf-8")
    here = (published / "catalogue.nt").read_text("utf-8")
    assert sorted(there.replace(OTHER_BASE, BASE).splitlines()) == sorted(here.splitlines())


def test_under_another_base_nothing_is_named_under_the_first(elsewhere: Path) -> None:
    left = {
        str(term)
        for triple in read_by_pyoxigraph(elsewhere / "catalogue.nt")
        for term in triple
        if own(term) is not None
    }
    assert left == set()


def test_under_another_base_there_are_the_same_files(published: Path, elsewhere: Path) -> None:
    def files(folder: Path) -> list[str]:
        return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))

    assert files(elsewhere) == files(published)
