"""What data.gouv.fr makes of a feed, trap by trap; equality with udata is in tests/consumers."""

from datetime import date

import pytest
from rdflib import Graph

from tressons_ld.consumers.datagouv.addresses import refusal
from tressons_ld.consumers.datagouv.udata.backend import items_of
from tressons_ld.consumers.datagouv.udata.licence_guess import guess
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.items import Item

DAY = date(2026, 11, 22)
HEAD = """
@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix gsp: <http://www.opengis.net/ont/geosparql#> . @prefix ex: <https://example.org/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix freq: <http://publications.europa.eu/resource/authority/frequency/> .
"""
NAMED = "ex:a a dcat:Dataset ; dct:identifier 'https://example.org/a' ; dct:title 'Titre'@fr"


def items(turtle: str) -> list[Item]:
    graph = Graph().parse(data=HEAD + turtle, format="turtle")
    return list(items_of([FeedPage(1, "", graph)], DAY))


def item(statements: str) -> Item:
    (found,) = items(f"{NAMED} ; {statements} .")
    return found


def lost(found: Item) -> dict[str, str]:
    return {loss.field: loss.value for loss in found.losses}


def test_an_item_without_identifier_or_title_is_passed_over() -> None:
    found = items(
        "ex:a a dcat:Dataset ; dct:title 'x' . ex:b a dcat:Dataset ; dct:identifier 'b' ."
    )
    assert [(one.status, one.id) for one in found] == [("skipped", ""), ("skipped", "b")]


def test_a_description_in_xml_is_told_alike_each_time() -> None:
    xml = "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"
    why = item(f"dct:description '<b>x</b>'^^<{xml}>").why.en
    assert '"XML"' in why and "0x" not in why


@pytest.mark.parametrize("tag", ["ul", "OL", "blockquote"])
def test_a_description_that_nests_without_an_end_is_refused(tag: str) -> None:
    deep = item(f"dct:description '{f'<{tag}><li>' * 5000}'")
    assert (deep.status, "dct:description" in deep.why.en) == ("failed", True)
    assert item(f"dct:description '{f'<{tag}><li>x</li></{tag}>' * 500}'").status == "done"


def test_the_second_item_of_an_identifier_is_refused() -> None:
    first, second = items(
        f"{NAMED} . ex:b a dcat:Dataset ; dct:identifier 'https://example.org/a' ; dct:title 'b' ."
    )
    assert (first.status, second.status) == ("done", "failed")


@pytest.mark.parametrize(
    "statement",
    [
        "dct:issued 'mai 2023'^^xsd:date",
        "dct:spatial [ dcat:bbox 'POLYGON((0 0,1 0,1 1,0 1))'^^gsp:wktLiteral ]",
        "dcat:distribution [ dcat:downloadURL <https://a.example/f> ]",
        "dcat:distribution [ dcat:accessURL ex:f ; dcat:byteSize '1,2 Mo' ]",
        "dcat:distribution [ dcat:accessURL ex:f ; dcat:byteSize 'INF'^^xsd:double ]",
        "dcat:distribution [ dcat:accessURL ex:f ; dcat:byteSize 9223372036854775808 ]",
        "dcat:distribution [ dcat:accessURL 'https://224.0.0.1/f' ]",
        'dct:spatial [ dcat:bbox \'{"type":"Polygon","coordinates":[[]]}\'^^gsp:geoJSONLiteral ]',
        'dct:spatial [ dcat:bbox \'{"type":"Polygon","coordinates":[5]}\'^^gsp:geoJSONLiteral ]',
        "dcat:distribution [ dcat:accessURL ex:f ; dct:identifier 5 ]",
        "dcat:distribution [ dcat:accessURL ex:f ; spdx:checksum [ spdx:algorithm"
        " spdx:checksumAlgorithm_sha256 ; spdx:checksumValue 'ab'^^xsd:hexBinary ] ]",
    ],
)
def test_one_bad_value_refuses_the_whole_item(statement: str) -> None:
    if "issued" in statement:
        pytest.importorskip("dateutil")
    found = item(statement)
    assert found.status == "failed"
    assert found.why.fr and found.why.en and not found.fields


def test_what_does_not_arrive_is_told_with_the_rule() -> None:
    found = item(
        "dct:spatial <http://publications.europa.eu/resource/authority/country/FRA> ;"
        " dct:license <https://spdx.org/licenses/etalab-2.0> ; dcat:keyword 'IT' ; dct:type ex:t ;"
        " dcat:contactPoint [ vcard:fn 'Qui' ]"
    )
    assert found.status == "done"
    assert set(lost(found)) == {
        "dct:spatial",
        "dct:license",
        "dcat:keyword",
        "dct:type",
        "dcat:contactPoint",
    }
    assert all(loss.rule.startswith("udata 17.18.0, ") for loss in found.losses)
    assert found.fields["license"] == "notspecified"


def test_a_year_alone_becomes_the_day_of_the_harvest_in_it() -> None:
    pytest.importorskip("dateutil")
    found = item("dct:issued '2023'^^xsd:gYear")
    assert found.fields["issued_at"] == "2023-11-22T00:00:00"
    assert "dct:issued" in lost(found)


def test_two_files_of_one_address_are_one_and_the_other_is_lost() -> None:
    found = item(
        "dcat:distribution [ dcat:accessURL ex:f ; dct:format 'PDF' ],"
        " [ dcat:accessURL ex:f ; dct:format 'HTML' ]"
    )
    assert len(found.fields["resources"]) == 1  # type: ignore[arg-type]
    assert "dcat:distribution" in lost(found)


def test_the_nine_criteria_are_won_one_by_one() -> None:
    bare = item("dct:description 'court'")
    assert [one.name for one in bare.score if one.won] == ["license"]
    assert all(one.remedy.fr for one in bare.score if not one.won)
    full = item(
        f"dct:description '{'mot ' * 30}' ; dct:accrualPeriodicity freq:NEVER ;"
        " dct:temporal [ dcat:startDate '2021-01-01'^^xsd:date ] ;"
        " dct:spatial [ dcat:bbox 'POLYGON((0 0,1 0,1 1,0 0))'^^gsp:wktLiteral ] ;"
        " dcat:distribution [ dcat:accessURL ex:f ; dct:format 'html' ; dct:description 'd' ]"
    )
    assert [one.won for one in full.score] == [True] * 9


@pytest.mark.parametrize(
    ("wkt", "arrives"),
    [
        ("POLYGON((0 0,1 0,1 1,0 0))", True),
        ("Polygon ((0 0, 1 0, 1 1, 0 0))", True),
        ("POLYGON((0 0,1 0,\\n1 1,0 0))", False),
        ("POLYGON((+1 0,2 0,2 1,+1 0))", False),
        ("<http://www.opengis.net/def/crs/OGC/1.3/CRS84> POLYGON((0 0,1 0,1 1,0 0))", False),
        ("POINT(0 0)", False),
        ("POLYGON((0 0", False),
        ("POLYGON", False),
    ],
)
def test_a_polygon_arrives_when_geomet_reads_it(wkt: str, arrives: bool) -> None:
    found = item(f"dct:spatial [ dcat:bbox '{wkt}'^^gsp:wktLiteral ]")
    assert ("dct:spatial" not in lost(found), found.status) == (arrives, "done")


@pytest.mark.parametrize(
    ("text", "licence"),
    [
        ("http://etalab.gouv.fr/licence-ouverte-open-licence/", "lov2"),
        ("Licence Ouverte / Open Licence", "fr-lo"),
        ("Licence ouverte", "lov2"),
        ("https://creativecommons.org/licenses/by/4.0/", None),
        ("CC BY 4.0", None),
    ],
)
def test_a_licence_is_recognised_by_its_address_or_nearly_its_name(
    text: str, licence: str | None
) -> None:
    assert guess([text]) == licence


@pytest.mark.parametrize(
    "address",
    ["https://a.example/", "urn:x", "http://127.0.0.1/", "https://a.fr/b c", "mailto:a@b"],
)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert refusal(address) is not None
