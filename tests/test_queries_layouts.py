"""A question is answered from any file of a publication, and under any base IRI."""

import gzip
import shutil
from collections.abc import Iterable
from pathlib import Path

import pytest

from command_line import tressons_ld
from queries_support import BUNDLED, columns, every_query, loaded
from tressons_ld.findings.errors import FolderError
from tressons_ld.sparql.answers import GraphResult, SelectResult
from tressons_ld.sparql.store import (
    EngineName,
    Store,
    run,
)

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
COUNT_BY_GRAPH = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"


def number(result: object) -> int:
    assert isinstance(result, SelectResult)
    ((value,),) = columns(result, list(result.variables))
    return int(value)


@pytest.fixture(scope="session")
def elsewhere(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """TRESSONS published under another base IRI and another address."""
    folder = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(project / "data", folder / "data")
    (folder / "data" / "identities.csv").unlink(missing_ok=True)
    where = (
        "--base-iri",
        "https://example.net/base/ici/",
        "--site-url",
        "https://ici.example.org/t/",
    )
    done = tressons_ld("publish", *where, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "public"


@every_query
def test_the_answer_does_not_depend_on_the_base_iri(
    name: str, published: Path, elsewhere: Path
) -> None:
    first = loaded(published).run(BUNDLED[name].text)
    second = loaded(elsewhere).run(BUNDLED[name].text)
    if isinstance(first, SelectResult):
        assert isinstance(second, SelectResult)
        assert second.variables == first.variables
        assert tuple(map(rebased, second.rows)) == first.rows
        return
    assert isinstance(first, GraphResult)
    assert isinstance(second, GraphResult)
    assert len(second.triples) == len(first.triples)
    assert set(map(rebased, second.triples)) == set(first.triples)


def rebased(terms: Iterable[str | None]) -> tuple[str | None, ...]:
    """Return the terms as they are under the base of TRESSONS: a reference states its address."""
    return tuple(
        term and term.replace("https://example.net/base/ici/", "https://w3id.org/tressons/")
        for term in terms
    )


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
@pytest.mark.parametrize("file", ["nt", "nq", "ttl", "rdf", "jsonld"])
def test_every_serialisation_answers_the_same(
    file: str, engine: EngineName, published: Path
) -> None:
    question = BUNDLED["ressources-par-theme"].text
    result = run(question, published / f"catalogue.{file}", engine=engine)
    assert result == loaded(published).run(question)


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
@pytest.mark.parametrize("file", ["catalogue.nt", "catalogue.nq", ""])
def test_each_statement_counts_once_whatever_graphs_it_stands_in(
    file: str, engine: EngineName, published: Path
) -> None:
    lines = set((published / "catalogue.nt").read_text("utf-8").splitlines())
    assert number(run(COUNT, published / file, engine=engine)) == len(lines)


def test_named_graphs_are_reached_in_a_folder_and_in_n_quads(published: Path) -> None:
    lines = (published / "catalogue.nq").read_text("utf-8").splitlines()
    graphs = {line.rsplit(" ", 2)[1] for line in lines}
    assert number(run(COUNT_BY_GRAPH, published)) == len(graphs)
    assert number(run(COUNT_BY_GRAPH, published / "catalogue.nq")) == len(graphs)
    assert number(run(COUNT_BY_GRAPH, published / "catalogue.nt")) == 0
    assert number(Store(published).run(COUNT_BY_GRAPH)) == len(graphs)
    assert number(Store(published, graphs=False).run(COUNT_BY_GRAPH)) == 0


def test_from_names_a_graph_of_the_file(published: Path) -> None:
    record = "<https://w3id.org/tressons/ressource/ess-et-ruralites#fiche>"
    question = f"SELECT (COUNT(*) AS ?n) FROM {record} {{ ?s ?p ?o }}"
    lines = (published / "catalogue.nq").read_text("utf-8").splitlines()
    wanted = sum(line.endswith(f" {record} .") for line in lines)
    assert number(run(question, published / "catalogue.nq")) == wanted > 0


@pytest.mark.parametrize("engine", ["pyoxigraph", "rdflib"])
def test_from_reads_no_file_and_no_address(engine: EngineName, tmp_path: Path) -> None:
    secret = tmp_path / "secret.ttl"
    secret.write_text("<urn:a> <urn:b> <urn:c> .", "utf-8")
    for clause in (f"FROM <{secret.as_uri()}>", f"FROM NAMED <{secret.as_uri()}>"):
        question = f"SELECT * {clause} {{ {{ ?s ?p ?o }} UNION {{ GRAPH ?g {{ ?s ?p ?o }} }} }}"
        result = run(question, [], engine=engine)
        assert isinstance(result, SelectResult)
        assert not result.rows


def test_compressed_files_are_read(published: Path, tmp_path: Path) -> None:
    for name in ("catalogue.nt", "catalogue.nq"):
        with gzip.open(tmp_path / f"{name}.gz", "wb") as file:
            file.write((published / name).read_bytes())
    question = BUNDLED["ressources-par-annee"].text
    wanted = loaded(published).run(question)
    assert run(question, tmp_path) == wanted
    assert run(question, tmp_path / "catalogue.nq.gz") == wanted
    assert run(question, tmp_path / "catalogue.nt.gz", engine="rdflib") == wanted
    assert number(run(COUNT_BY_GRAPH, tmp_path)) > 28


@pytest.mark.parametrize("where", ["", "nothing", "nothing.nt"])
def test_where_nothing_is_published_publish_is_named(where: str, tmp_path: Path) -> None:
    with pytest.raises(FolderError, match='Run "tressons-ld publish" first') as raised:
        run("ASK {}", tmp_path / where)
    assert str(tmp_path / where) in raised.value.text.fr


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "catalogue.csv").write_text("id\n", "utf-8")
    with pytest.raises(FolderError, match="unknown extension"):
        run("ASK {}", tmp_path / "catalogue.csv")


BROKEN = {
    "catalogue.nt": b'<urn:a> <urn:b> "c" .\n<urn:a> oops .\n',
    "catalogue.nq": b'<urn:a> <urn:b> "c" <urn:g> .\n<urn:a> oops .\n',
    "catalogue.ttl": b"<urn:a> <urn:b> 1 .\n<urn:a> oops .\n",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_told_with_its_line(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(BROKEN[name])
    for source in (tmp_path, tmp_path / name):
        with pytest.raises(FolderError, match=rf"{name}:2:\d+: this file is not readable RDF"):
            run("ASK {}", source)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("catalogue.nt", b"\xff\xfe"),
        ("catalogue.nt.gz", b"not gzip"),
        ("catalogue.nt.gz", gzip.compress(b"<urn:a> <urn:b> <urn:c> .", mtime=0)[:-9]),
        ("catalogue.rdf", b"<rdf"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(FolderError, match="not readable RDF"):
        run("ASK {}", tmp_path / name)
