"""What the rehearsal as a European portal says: each rule that is broken, and with the official
shapes of DCAT-AP 3.0.1 as judges where they are at hand.
"""

import re
from datetime import date
from pathlib import Path

import pytest
import rdflib

from dcat_ap_shapes import official_results
from tressons_ld.consumers.dcat_ap.conformance import items_of
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.rehearsal.page_statements import PREFIXES_READ

BASE = "https://example.org/"
EU = "http://publications.europa.eu/resource/authority"
SOUND = f"""
<a> a dcat:Dataset ; dct:title "Titre"@fr ; dct:description "Texte"@fr ; dct:identifier "a" ;
    dcat:keyword "mot"@fr ; dct:language <{EU}/language/FRA> ; dct:issued "2020"^^xsd:gYear ;
    dcat:theme <{EU}/data-theme/SOCI> ; dct:accessRights <{EU}/access-right/PUBLIC> ;
    dct:accrualPeriodicity <{EU}/frequency/NEVER> ; dct:publisher <p> ;
    dct:temporal [ a dct:PeriodOfTime ; dcat:startDate "2019-01-01"^^xsd:date ] ;
    dcat:landingPage <page> ; dcat:contactPoint [ a vcard:Kind ; vcard:fn "Qui"@fr ] ;
    dct:spatial <{EU}/country/FRA> ; dcat:distribution <a#d> .
<p> a foaf:Agent ; foaf:name "Qui"@fr .
<page> a foaf:Document .
<q> a foaf:Agent ; foaf:name "Que"@fr .
<{EU}/language/FRA> a dct:LinguisticSystem ; skos:inScheme <{EU}/language> .
<{EU}/frequency/NEVER> a dct:Frequency ; skos:inScheme <{EU}/frequency> .
<{EU}/data-theme/SOCI> a skos:Concept ; skos:prefLabel "Société"@fr .
<{EU}/access-right/PUBLIC> a dct:RightsStatement . <{EU}/country/FRA> a dct:Location .
<{EU}/file-type/PDF> a dct:MediaTypeOrExtent ; skos:inScheme <{EU}/file-type> .
<https://www.iana.org/assignments/media-types/application/pdf> a dct:MediaType .
<a#d> a dcat:Distribution ; dcat:accessURL <https://example.org/f.pdf> ;
    dct:format <{EU}/file-type/PDF> ; dcat:byteSize "12"^^xsd:nonNegativeInteger ;
    dcat:mediaType <https://www.iana.org/assignments/media-types/application/pdf> ;
    spdx:checksum <a#c> .
<a#c> a spdx:Checksum ; spdx:checksumValue "0a"^^xsd:hexBinary ;
    spdx:algorithm spdx:checksumAlgorithm_sha512 .
<https://example.org/f.pdf> a rdfs:Resource .
"""
CODES = "controlled-vocabularies"
# What is changed in it, to what, the group of official shapes that objects, our criterion, the
# property. Of the date of a dataset the official shapes say nothing.
BROKEN = [
    ('dct:title "Titre"@fr ;', "", "mandatory", "mandatory", "dct:title"),
    ('dct:description "Texte"@fr ;', "", "mandatory", "mandatory", "dct:description"),
    ("dcat:accessURL <https://example.org/f.pdf> ;", "", "mandatory", "mandatory", "accessURL"),
    ('foaf:name "Qui"@fr', "dct:type <x>", "mandatory", "mandatory", "foaf:name"),
    ("dct:publisher <p>", "dct:publisher <p>, <q>", "mandatory", "cardinality", "dct:publisher"),
    ("dct:format ", f"dct:format <{EU}/file-type/TXT>, ", "mandatory", "cardinality", "dct:format"),
    ('"12"^^xsd:nonNegativeInteger', '"12"^^xsd:string', "mandatory", "range", "dcat:byteSize"),
    ('"0a"^^xsd:hexBinary', '"0a"', "mandatory", "range", "spdx:checksumValue"),
    ('"2020"^^xsd:gYear', '"mai 2020"', "", "range", "dct:issued"),
    ("<page> a foaf:Document .", "", "range", "range", "dcat:landingPage"),
    ("<p> a foaf:Agent ;", "<p> a schema:Organization ;", "range", "range", "dct:publisher"),
    ("language/FRA", "language/FRE", CODES, "controlled-vocabulary", "dct:language"),
    ("frequency/NEVER", "x/NEVER", CODES, "controlled-vocabulary", "dct:accrualPeriodicity"),
    (
        f"dct:format <{EU}/file-type/PDF>",
        f"dct:format <{EU}/file-type/MP4>",
        CODES,
        "controlled-vocabulary",
        "dct:format",
    ),
]
NAMES = ("sound", "changed", "group", "criterion", "property")
broken = pytest.mark.parametrize(NAMES, BROKEN, ids=[f"{line[3]} {line[4]}" for line in BROKEN])
official = pytest.mark.parametrize(
    NAMES,
    [line for line in BROKEN if line[2]],
    ids=[f"{line[3]} {line[4]}" for line in BROKEN if line[2]],
)


def graph_of(turtle: str) -> rdflib.Graph:
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES_READ.items())
    return rdflib.Graph().parse(data=prefixes + turtle, format="turtle", publicID=BASE)


def items_in(turtle: str) -> list[Item]:
    return list(items_of([FeedPage(1, "", graph_of(turtle))], date(2026, 11, 23)))


def violations(turtle: str, group: str, shared_folder: Path) -> set[str]:
    folder = shared_folder / "reference" / "dcat-ap"
    found = official_results(graph_of(turtle), folder, group, BASE)
    # A fault of the official files: https, while the namespace of SPDX is http.
    return {r.path for r in found if r.severity == "Violation" and r.path != "spdx:algorithm"}


def lost_criteria(item: Item) -> set[str]:
    return {criterion.name for criterion in item.score if not criterion.won}


def test_a_sound_dataset_loses_nothing_but_what_is_recommended() -> None:
    (item,) = items_in(SOUND)
    assert (item.id, item.status, item.losses) == ("a", "done", ())
    assert lost_criteria(item) == {"recommended"}


@broken
def test_a_broken_rule_costs_its_criterion_and_no_other(
    sound: str, changed: str, group: str, criterion: str, property: str
) -> None:
    assert sound in SOUND
    (item,) = items_in(SOUND.replace(sound, changed, 1))
    assert lost_criteria(item) - {"recommended"} == {criterion}
    (said,) = {c.remedy for c in item.score if c.name == criterion}
    assert property in said.fr
    assert any(property in loss.field for loss in item.losses)


@official
def test_the_official_shapes_object_to_the_same(
    sound: str, changed: str, group: str, criterion: str, property: str, shared_folder: Path
) -> None:
    found = violations(SOUND.replace(sound, changed, 1), group, shared_folder)
    assert any(path.endswith(property) for path in found), found


@pytest.mark.parametrize("group", ["mandatory", "range", CODES])
def test_the_official_shapes_accept_the_sound_one(group: str, shared_folder: Path) -> None:
    assert violations(SOUND, group, shared_folder) == set()


def test_a_statement_outside_the_profile_is_named() -> None:
    (item,) = items_in(SOUND + "<a> schema:about <x> .")
    assert [(loss.field, loss.value) for loss in item.losses] == [("schema:about", BASE + "x")]


def test_a_text_without_language_is_named() -> None:
    (item,) = items_in(SOUND.replace('"mot"@fr', '"mot"'))
    assert [loss.field for loss in item.losses] == ["dcat:keyword"]


def test_own_themes_stand_beside_one_european_theme() -> None:
    (item,) = items_in(SOUND.replace("dcat:theme ", "dcat:theme <own>, "))
    assert "controlled-vocabulary" not in lost_criteria(item)
    (alone,) = items_in(re.sub(r"dcat:theme <[^>]*>", "dcat:theme <own>", SOUND))
    assert "controlled-vocabulary" in lost_criteria(alone)


def test_one_without_any_identifier_is_passed_over_and_one_with_anothers_is_refused() -> None:
    rest = 'a dcat:Dataset ; dct:title "T"@fr ; dct:description "D"@fr'
    items = items_in(
        f'[] {rest} . <a> {rest} ; dct:identifier "i" . <b> {rest} ; dct:identifier "i" .'
    )
    assert sorted(item.status for item in items) == ["done", "failed", "skipped"]


def test_the_published_catalogue_keeps_every_obligation(published: Path) -> None:
    feed = published / "harvest/dcat-ap.rdf"
    pages = [FeedPage(1, str(feed), rdflib.Graph().parse(feed))]
    items = list(items_of(pages, date(2026, 11, 23)))
    assert [item.status for item in items] == ["done"] * 29
    assert set().union(*map(lost_criteria, items)) <= {"recommended"}
