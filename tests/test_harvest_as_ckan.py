"""What the rehearsal as CKAN says of a feed. That CKAN does so is proved in tests/consumers."""

import json
from datetime import date
from pathlib import Path

import pytest
from rdflib import RDF, BNode, Graph, URIRef

from tressons_ld.consumers.ckan.harvester import items_of
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.rehearsal.page_statements import prefixed

FEEDS = Path(__file__).parent / "consumers" / "feeds" / "ckan"


def items(name: str, schema: bool = True) -> dict[str, Item]:
    page = FeedPage(1, name, Graph().parse(FEEDS / f"{name}.ttl"))
    found = items_of([page], date(2026, 11, 23), schema=schema)
    return {item.iri.rpartition("/")[2]: item for item in found}


def lost(item: Item) -> dict[tuple[str, str], str]:
    return {(loss.field, loss.value): loss.why.en for loss in item.losses}


def test_a_portal_without_the_schema_keeps_the_first_creator() -> None:
    second = ("dct:creator", "Premier <https://example.org/p1>")
    assert second in lost(items("several-values", schema=False)["a"])
    # With the schema that one is refused, for its publisher acts on behalf of another.
    assert "publisher/actedOnBehalfOf" in items("several-values")["a"].why.en


def test_the_schema_forgets_the_box_of_a_place_that_has_a_name() -> None:
    page = FeedPage(
        1,
        "",
        Graph().parse(
            data="""
            @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
            @prefix geo: <http://www.opengis.net/ont/geosparql#> .
            <https://example.org/a> a dcat:Dataset ; dct:title "T"@fr ; dct:description "D"@fr ;
                dct:spatial <https://example.org/a#place> .
            <https://example.org/a#place> a dct:Location ;
                dcat:bbox "POLYGON((0 0,1 0,1 1,0 0))"^^geo:wktLiteral .
            """
        ),
    )
    (with_schema,) = items_of([page], date(2026, 11, 23))
    (bare,) = items_of([page], date(2026, 11, 23), schema=False)
    assert [loss.field for loss in with_schema.losses] == ["dct:spatial/dcat:bbox"]
    assert bare.losses == ()
    assert "spatial_bbox" in bare.fields["extras"]  # type: ignore[operator]


@pytest.mark.parametrize(
    ("wkt", "arrives"),
    [
        ("POLYGON((0 0,1 0,1 1,0 0))", True),
        ("Polygon((0 0,1 0,1 1,0 0))", False),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON((0 0,1 0,1 1,0 0))", False),
    ],
)
def test_a_geometry_arrives_when_geomet_reads_it(wkt: str, arrives: bool) -> None:
    graph = Graph().parse(
        data=f"""
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
        @prefix geo: <http://www.opengis.net/ont/geosparql#> .
        <https://example.org/a> a dcat:Dataset ; dct:title "T" ; dct:description "D" ;
            dct:spatial [ a dct:Location ; dcat:bbox "{wkt}"^^geo:wktLiteral ] .
        """
    )
    (found,) = items_of([FeedPage(1, "", graph)], date(2026, 11, 23), schema=False)
    assert ("spatial_bbox" in found.fields["extras"]) == arrives  # type: ignore[operator]


def test_a_label_on_a_licence_takes_the_place_of_its_address() -> None:
    item = items("distributions", schema=False)["a"]
    licence = "http://publications.europa.eu/resource/authority/licence/CC_BY_4_0"
    (why,) = (
        why
        for (field, value), why in lost(item).items()
        if field == "dcat:distribution/dct:license" and licence in value
    )
    assert why.startswith("CKAN keeps the rdfs:label")


def test_a_size_in_words_is_lost_and_named() -> None:
    item = items("distributions", schema=False)["a"]
    assert ("dcat:distribution/dcat:byteSize", "1,2 Mo") in lost(item)


def test_each_refused_dataset_says_why_and_takes_no_other_with_it() -> None:
    said = {name: item.why.fr for name, item in items("refused").items()}
    refused = {name for name, why in said.items() if why}
    assert refused == {"apostrophe", "short", "typographic", "long", "untold", "dates"} | {
        "version",
        "period",
        "partner-without-role",
    }
    assert "« lieux d'activité »" in said["apostrophe"]
    assert "dct:description" in said["untold"]
    assert "« mai 20l9 »" in said["dates"]


def test_a_bare_portal_refuses_activities_and_attributions() -> None:
    found = items("refused", schema=False)
    assert "provenance_activity" in found["activity"].why.en
    assert "qualified_attribution" in found["partner"].why.en
    assert found["untold"].status == "done"


def test_a_status_of_the_european_table_is_refused_by_the_schema() -> None:
    assert "distribution-status/COMPLETED" in items("distributions")["a"].why.en


def test_one_dataset_without_title_loses_the_whole_harvest() -> None:
    found = items("untitled")
    assert {item.status for item in found.values()} == {"failed"}
    assert "https://example.org/b" in found["a"].why.fr


def test_a_page_after_a_broken_one_is_not_read() -> None:
    graph = Graph().parse(FEEDS / "geometry-node.ttl")
    found = items_of((FeedPage(n, "", graph) for n in (1, 2)), date(2026, 11, 23))
    assert len(list(found)) == 2


@pytest.mark.parametrize("name", ["several-values", "distributions", "refused", "places"])
def test_what_is_not_called_lost_is_in_a_field(name: str) -> None:
    graph = Graph().parse(FEEDS / f"{name}.ttl")
    for item in items_of([FeedPage(1, name, graph)], date(2026, 11, 23), schema=False):
        if item.status != "done" or not item.iri:
            continue
        whole = json.dumps(item.fields, ensure_ascii=False)
        gone = {(loss.field, loss.value) for loss in item.losses}
        for property, value in graph.predicate_objects(URIRef(item.iri)):
            if property != RDF.type and not isinstance(value, BNode):
                field = prefixed(str(property))
                words = [word.strip() for word in str(value).split(",")]
                arrived = all(json.dumps(word, ensure_ascii=False)[1:-1] in whole for word in words)
                lost_here = any(f == field and str(value) in v for f, v in gone)
                assert arrived or lost_here, (item.iri, field, value)


def test_two_rehearsals_of_blank_nodes_say_the_same() -> None:
    assert items("several-values", schema=False) == items("several-values", schema=False)
