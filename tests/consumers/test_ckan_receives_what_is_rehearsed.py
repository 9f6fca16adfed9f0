"""The rehearsal as CKAN comes to what the real ckanext-dcat does, field by field.

The environment `.consumers/ckan` is made by the Makefile; where it is missing these are skipped.
"""

import json
import random
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.term import Node

from tressons_ld.consumers.ckan.harvester import items_of, parsed_dataset
from tressons_ld.consumers.ckan.values import BLANK
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.page_statements import Statements, term
from tressons_ld.findings.errors import FeedError

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / ".consumers" / "ckan" / "bin" / "python"
PORTAL = "http://portal.invalid"
FEEDS = sorted((HERE / "feeds" / "ckan").glob("*.ttl"))
FORMATS = {".rdf": "xml", ".ttl": "turtle"}
schemas = pytest.mark.parametrize("schema", [True, False], ids=["dcat_ap_full", "bare"])


def real(pages: list[Path], schema: bool, language: str = "fr") -> dict[str, Any]:
    if not PYTHON.exists():
        pytest.skip("no environment .consumers/ckan: type make test-slow")
    options = ["--language", language, *(["--schema"] if schema else [])]
    command = [str(PYTHON), "-I", str(HERE / "ckan_driver.py"), *options, *map(str, pages)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def read(path: Path) -> Graph:
    return Graph().parse(data=path.read_text("utf-8"), format=FORMATS[path.suffix])


def rehearsed(graph: Graph, schema: bool, language: str = "fr") -> list[dict[str, Any]]:
    return [
        parsed_dataset(Statements(graph, language), dataset, schema)
        for dataset in graph.subjects(RDF.type, term("dcat:Dataset"))
    ]


def comparable(dataset: dict[str, Any]) -> dict[str, Any]:
    """The real one in the form of the rehearsal: names of tags, extras as a mapping."""
    extras = {extra["key"]: extra["value"] for extra in dataset["extras"]}
    assert len(extras) == len(dataset["extras"])
    whole = {**dataset, "tags": [tag["name"] for tag in dataset["tags"]], "extras": extras}
    # A CKAN gives its own address to what has no foaf:homepage.
    for fields in (whole, extras):
        if fields.get("homepage") == PORTAL:
            del fields["homepage"]
    text = re.sub(r"\b(n[0-9a-f]{32}b\d+|N[0-9a-f]{32})\b", BLANK, json.dumps(whole))
    return json.loads(text)  # type: ignore[no-any-return]


def feed_of(published: Path) -> list[Path]:
    # Not dcat-ap.rdf, which is for other portals.
    pages = sorted((published / "harvest").glob("dcat.rdf"))
    pages += sorted((published / "harvest").glob("dcat-[0-9]*.rdf"))
    return pages or [published / "catalogue.rdf"]


@schemas
def test_every_field_of_the_published_catalogue_is_foreseen(published: Path, schema: bool) -> None:
    pages = feed_of(published)
    arrived = real(pages, schema)
    assert arrived["broken"] is None
    foreseen = [one for page in pages for one in rehearsed(read(page), schema)]
    assert [comparable(one["dataset"]) for one in arrived["datasets"]] == foreseen
    assert len(foreseen) == 29


@schemas
def test_every_refusal_and_key_of_the_published_catalogue_is_foreseen(
    published: Path, schema: bool
) -> None:
    pages = feed_of(published)
    arrived = real(pages, schema)["datasets"]
    read_pages = [FeedPage(n, str(page), read(page)) for n, page in enumerate(pages, start=1)]
    items = list(items_of(read_pages, date(2026, 11, 23), schema=schema))
    assert [(item.id, item.status == "failed") for item in items] == [
        (one["guid"], bool(one["errors"])) for one in arrived
    ]


@schemas
@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_nasty_feed_arrives_as_foreseen(path: Path, schema: bool) -> None:
    arrived = real([path], schema)
    graph = read(path)
    items = list(items_of([FeedPage(1, str(path), graph)], date(2026, 11, 23), schema=schema))
    assert items
    if arrived["broken"] is not None:
        assert {item.status for item in items} == {"failed"}
        with pytest.raises(FeedError):
            rehearsed(graph, schema)
        return
    assert [comparable(one["dataset"]) for one in arrived["datasets"]] == rehearsed(graph, schema)
    assert {(item.id, item.status == "failed") for item in items} == {
        (one["guid"] if item.iri else item.id, bool(one["errors"]))
        for item, one in zip(items, arrived["datasets"], strict=True)
    }


DATASET = (
    "dct:title dct:description dcat:landingPage owl:versionInfo dcat:version adms:version"
    " dcat:keyword dct:issued dct:modified dct:identifier adms:versionNotes"
    " dct:accrualPeriodicity dct:provenance dct:type dct:language dcat:theme adms:identifier"
    " dct:conformsTo foaf:page dct:relation dct:hasVersion dcat:hasVersion dct:isVersionOf"
    " dct:source adms:sample dcat:contactPoint dct:publisher dct:creator dct:temporal dct:spatial"
    " dct:accessRights foaf:homepage prov:wasGeneratedBy prov:qualifiedAttribution"
    " dcat:temporalResolution dct:isReferencedBy dcatap:applicableLegislation dcatap:hvdCategory"
    " dcat:spatialResolutionInMeters dcat:distribution dcat:qualifiedRelation"
)
PARTS = (
    "dcat:accessURL dcat:downloadURL dct:issued dct:modified adms:status dct:license dct:rights"
    " dct:title dct:description dcatap:availability dcat:compressFormat dcat:packageFormat"
    " dct:language foaf:page dct:format dcat:mediaType dcat:byteSize spdx:checksum spdx:algorithm"
    " spdx:checksumValue foaf:name foaf:mbox foaf:homepage dct:type dct:identifier vcard:fn"
    " vcard:hasFN vcard:hasValue vcard:hasEmail vcard:hasURL vcard:hasUID dcat:startDate"
    " dcat:endDate time:hasBeginning time:hasEnd time:inXSDDate schema:startDate schema:endDate"
    " rdfs:label skos:prefLabel dcat:hadRole prov:agent prov:wasAssociatedWith rdf:value"
)
GEOMETRIES = ("locn:geometry", "dcat:bbox", "dcat:centroid")


def random_graph(seed: int, datasets: int = 40) -> Graph:
    """Datasets with any property, each with any kind of value: most of it is nonsense."""
    chance, graph = random.Random(seed), Graph()

    def literal() -> Literal:
        text = chance.choice(["", "2020", "2020-05-06", "12", "1.5", "mot", "un, deux", "text/csv"])
        kinds: list[dict[str, Any]] = [{}, {"lang": "fr"}, {"lang": "en"}]
        return Literal(text or "x", **chance.choice(kinds))

    def value(depth: int) -> Node:
        kind = chance.random()
        if kind < 0.45 or depth > 2:
            return literal()
        number = chance.randrange(10**6)
        node = BNode() if kind < 0.7 else URIRef(f"https://example.org/{number}")
        if chance.random() < 0.7:
            for name in chance.sample(PARTS.split(), 6):
                graph.add((node, term(name), value(depth + 1)))
            if chance.random() < 0.5:
                graph.add((node, RDF.type, term(chance.choice(["dct:Location", "dct:IMT"]))))
                wkt = chance.choice(["POINT(2 48)", "POLYGON((0 0,1 0,1 1,0 0))", "nulle part"])
                kinds = [None, term("geosparql:wktLiteral")]
                geometry = Literal(wkt, datatype=chance.choice(kinds))
                graph.add((node, term(chance.choice(GEOMETRIES)), geometry))
        return node

    for number in range(datasets):
        dataset = URIRef(f"https://example.org/dataset/{number}")
        graph.add((dataset, RDF.type, term("dcat:Dataset")))
        graph.add((dataset, term("dct:title"), Literal("Titre", lang="fr")))
        for name in chance.sample(DATASET.split(), 12):
            for _ in range(chance.randrange(1, 4)):
                graph.add((dataset, term(name), value(0)))
    return graph


@schemas
@pytest.mark.parametrize("seed", range(3))
def test_any_graph_arrives_as_foreseen(seed: int, schema: bool, tmp_path: Path) -> None:
    path = tmp_path / "random.ttl"
    random_graph(seed).serialize(path, format="turtle", encoding="utf-8")
    arrived = real([path], schema)
    assert arrived["broken"] is None
    graph = read(path)
    foreseen = rehearsed(graph, schema)
    items = list(items_of([FeedPage(1, "", graph)], date(2026, 11, 23), schema=schema))
    for one, fields, item in zip(arrived["datasets"], foreseen, items, strict=True):
        assert comparable(one["dataset"]) == fields
        assert item.status == "failed" or not one["errors"]


def test_the_language_of_the_portal_decides_among_texts() -> None:
    path = HERE / "feeds" / "ckan" / "several-values.ttl"
    for language in ("en", "fr", "de"):
        arrived = real([path], False, language)["datasets"]
        foreseen = rehearsed(read(path), False, language)
        assert [comparable(one["dataset"]) for one in arrived] == foreseen
