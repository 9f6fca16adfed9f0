"""The rehearsal as CKAN comes to what the real ckanext-dcat does, field by field.

The environment `.consumers/ckan` is made by the Makefile; where it is missing these are skipped.
"""

import json
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rdflib import RDF, Graph

from tressons_ld.harvest.ckan import harvested, parsed
from tressons_ld.harvest.ckan_values import BLANK, HarvestBroken
from tressons_ld.harvest.pages import Page
from tressons_ld.harvest.statements import Statements, term

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
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def read(path: Path) -> Graph:
    return Graph().parse(data=path.read_text("utf-8"), format=FORMATS[path.suffix])


def rehearsed(graph: Graph, schema: bool, language: str = "fr") -> list[dict[str, Any]]:
    return [
        parsed(Statements(graph, language), dataset, schema)
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
    pages = sorted((published / "harvest").glob("dcat*.rdf"))
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
    read_pages = [Page(n, str(page), read(page)) for n, page in enumerate(pages, start=1)]
    items = list(harvested(read_pages, date(2026, 11, 23), schema=schema))
    assert [(item.id, item.status == "failed") for item in items] == [
        (one["guid"], bool(one["errors"])) for one in arrived
    ]


@schemas
@pytest.mark.parametrize("path", FEEDS, ids=lambda path: path.stem)
def test_a_nasty_feed_arrives_as_foreseen(path: Path, schema: bool) -> None:
    arrived = real([path], schema)
    graph = read(path)
    items = list(harvested([Page(1, str(path), graph)], date(2026, 11, 23), schema=schema))
    assert items
    if arrived["broken"] is not None:
        assert {item.status for item in items} == {"failed"}
        with pytest.raises(HarvestBroken):
            rehearsed(graph, schema)
        return
    assert [comparable(one["dataset"]) for one in arrived["datasets"]] == rehearsed(graph, schema)
    assert {(item.id, item.status == "failed") for item in items} == {
        (one["guid"] if item.iri else item.id, bool(one["errors"]))
        for item, one in zip(items, arrived["datasets"], strict=True)
    }


def test_the_language_of_the_portal_decides_among_texts() -> None:
    path = HERE / "feeds" / "ckan" / "several-values.ttl"
    for language in ("en", "fr", "de"):
        arrived = real([path], False, language)["datasets"]
        foreseen = rehearsed(read(path), False, language)
        assert [comparable(one["dataset"]) for one in arrived] == foreseen
