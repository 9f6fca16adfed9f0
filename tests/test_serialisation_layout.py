"""How each format looks: the spelling that people read and compare."""

import json
import xml.etree.ElementTree as ElementTree
from typing import Any

import pyoxigraph
import pytest
import rdflib
from hypothesis import given
from rdflib.compare import isomorphic

from serialisation_units import ENTRY, FILE, RECORD, ROOT, units
from tressons_ld.rdf.serialisation import SERIALISERS, document
from tressons_ld.rdf.terms import (
    BlankNode,
    Iri,
    TermError,
    iri,
    text,
)
from tressons_ld.rdf.units import PropertyOrder, Unit, prefixes_of, short
from tressons_ld.rdf.vocabularies import (
    DCAT,
    DCT,
    FOAF,
    PREFIXES,
    RDF,
    SCHEMA,
    SKOS,
    VOCABULARIES,
)

ORDER = PropertyOrder([DCT.title, DCT.description, DCAT.distribution, SCHEMA.encoding])


def written(format: str, *units: Unit) -> str:
    return document(format, map(ORDER.arrange, units))


# --- Turtle -----------------------------------------------------------------------------------


def test_turtle_is_laid_out_to_be_read() -> None:
    assert (
        written("turtle", ENTRY)
        == '''\
@prefix dcat: <http://www.w3.org/ns/dcat#> .
@prefix dcmitype: <http://purl.org/dc/dcmitype/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix schema: <http://schema.org/> .
@prefix tld: <https://w3id.org/tressons-ld/ontologie#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

<https://example.org/ressource/etude> a dcat:Dataset, schema:Report ;
    dct:title "L’étude"@fr ;
    dct:description """Un paragraphe.

Un "autre"."""@fr ;
    dcat:distribution <https://example.org/ressource/etude#distribution-pdf> ;
    schema:encoding <https://example.org/ressource/etude#distribution-pdf> ;
    dct:creator
        <https://example.org/organisation/a>,
        <https://example.org/organisation/b>,
        <https://example.org/organisation/c> ;
    dct:identifier "etude" ;
    dct:issued "2019"^^xsd:gYear ;
    dct:type dcmitype:Text ;
    schema:datePublished "2019"^^xsd:gYear .

<https://example.org/ressource/etude#distribution-pdf> a dcat:Distribution ;
    dcat:byteSize "0120"^^xsd:nonNegativeInteger .

<https://example.org/ressource/etude#fiche> a dcat:CatalogRecord ;
    foaf:primaryTopic <https://example.org/ressource/etude> ;
    tld:addition <https://example.org/ressource/etude#ajout-landing-page> .

<https://example.org/ressource/etude#ajout-landing-page> a rdf:Statement ;
    rdf:object <https://example.org/page_(étude),1%C3%A9?a=b&c='d'> ;
    rdf:predicate dcat:landingPage ;
    rdf:subject <https://example.org/ressource/etude> .

<https://example.org/catalogue> dcat:dataset <https://example.org/ressource/etude> ;
    dcat:record <https://example.org/ressource/etude#fiche> .
'''
    )


def test_one_blank_line_stands_between_units_too() -> None:
    other = Unit(RECORD, FILE, ((FILE, DCT.title, text("a")),))
    body = written("turtle", other, ENTRY)
    assert "\n\n\n" not in body
    assert f'{FILE} dct:title "a" .\n\n{ROOT} a ' in body


@pytest.mark.parametrize("name", ["a.b", "1a", "été", "a/b", "a(b)", "", "-a"])
def test_a_name_that_is_no_local_name_is_written_whole(name: str) -> None:
    term = iri(f"{SCHEMA.namespace}{name}")
    assert short(term) == term


def test_every_term_of_the_vocabularies_has_a_short_name() -> None:
    terms = [term for vocabulary in VOCABULARIES.values() for term in vocabulary]
    assert [term for term in terms if short(term) == term] == []


@given(unit=units)
def test_a_small_document_declares_the_prefixes_it_uses_and_no_other(unit: Unit) -> None:
    written_whole = written("turtle", unit)
    declared = {
        line.split()[1][:-1] for line in written_whole.splitlines() if line[:8] == "@prefix "
    }
    parser = pyoxigraph.parse(written_whole.encode(), format=pyoxigraph.RdfFormat.TURTLE)
    names = {str(term) for quad in parser for term in (quad.subject, quad.predicate, quad.object)}
    names |= {term[term.rindex("^^") + 2 :] for term in names if '"^^<' in term}
    names.discard(RDF.type)
    used = {short(Iri(name)).split(":")[0] for name in names if short(Iri(name)) != name}
    assert declared - used <= {"rdf"}, "rdf:type is written «a»"
    assert used <= declared


def test_a_stream_declares_all_prefixes() -> None:
    assert (
        SERIALISERS["turtle"].head(None).count("@prefix") == len(PREFIXES) == len(prefixes_of(None))
    )


@pytest.mark.parametrize(
    ("language", "shown"), [("fr", '"z"@fr, "a", "b"@en'), ("en", '"b"@en, "a", "z"@fr')]
)
def test_texts_in_the_language_of_the_catalogue_come_first(language: str, shown: str) -> None:
    labels = [text("a"), text("b", "en"), text("z", "fr")]
    unit = Unit(ROOT, ROOT, tuple((ROOT, SKOS.altLabel, label) for label in labels))
    arranged = PropertyOrder(language=language).arrange(unit)
    assert f"skos:altLabel {shown} ." in document("turtle", [arranged])


# --- JSON-LD ----------------------------------------------------------------------------------


def test_an_entry_is_one_json_object_with_its_parts_inside() -> None:
    data = json.loads(written("json-ld", ENTRY))
    del data["@context"]
    base = "https://example.org/"
    assert list(data.items()) == [
        ("@id", f"{base}ressource/etude"),
        ("@type", ["dcat:Dataset", "schema:Report"]),
        ("dct:title", {"@value": "L’étude", "@language": "fr"}),
        ("dct:description", {"@value": 'Un paragraphe.\n\nUn "autre".', "@language": "fr"}),
        (
            "dcat:distribution",
            {
                "@id": f"{base}ressource/etude#distribution-pdf",
                "@type": "dcat:Distribution",
                "dcat:byteSize": {"@value": "0120", "@type": "xsd:nonNegativeInteger"},
            },
        ),
        ("schema:encoding", f"{base}ressource/etude#distribution-pdf"),
        (
            "dct:creator",
            [f"{base}organisation/a", f"{base}organisation/b", f"{base}organisation/c"],
        ),
        ("dct:identifier", "etude"),
        ("dct:issued", {"@value": "2019", "@type": "xsd:gYear"}),
        ("dct:type", "dcmitype:Text"),
        ("schema:datePublished", {"@value": "2019", "@type": "xsd:gYear"}),
        (
            "isPrimaryTopicOf",
            {
                "@id": f"{base}ressource/etude#fiche",
                "@type": "dcat:CatalogRecord",
                "tld:addition": {
                    "@id": f"{base}ressource/etude#ajout-landing-page",
                    "@type": "rdf:Statement",
                    "rdf:object": {"@id": "https://example.org/page_(étude),1%C3%A9?a=b&c='d'"},
                    "rdf:predicate": "dcat:landingPage",
                    "rdf:subject": f"{base}ressource/etude",
                },
                "recordInCatalog": f"{base}catalogue",
            },
        ),
        ("inCatalog", f"{base}catalogue"),
    ]


def nodes_defined(value: Any) -> list[str]:
    """The @id of every object that says something of its node."""
    if isinstance(value, list):
        return [name for item in value for name in nodes_defined(item)]
    if not isinstance(value, dict):
        return []
    inside = [name for key in value if key != "@context" for name in nodes_defined(value[key])]
    return [value["@id"], *inside] if "@id" in value and len(value) > 1 else inside


@given(unit=units)
def test_each_node_is_defined_once(unit: Unit) -> None:
    defined = nodes_defined(json.loads(written("json-ld", unit)))
    assert len(defined) == len(set(defined))


def test_several_nodes_stand_in_a_graph() -> None:
    other = Unit(RECORD, FILE, ((FILE, DCT.title, text("a")),))
    data = json.loads(written("json-ld", other, ENTRY))
    assert set(data) == {"@context", "@graph"}
    assert len(data["@graph"]) == 2


def test_the_context_of_a_stream_never_changes() -> None:
    head = SERIALISERS["json-ld"].head(None)
    data = json.loads(head + SERIALISERS["json-ld"].tail)
    assert data["@graph"] == []
    assert data["@context"]["dct:creator"] == {"@type": "@id"}
    assert data["@context"].items() >= PREFIXES.items()


def test_an_iri_that_a_reader_would_lengthen_is_refused() -> None:
    unit = Unit(ROOT, ROOT, ((ROOT, FOAF.page, iri("dcat:x")),))
    with pytest.raises(TermError, match="scheme"):
        written("json-ld", unit)


# --- RDF/XML ----------------------------------------------------------------------------------


def test_an_element_bears_the_name_of_the_first_type() -> None:
    lines = written("rdf-xml", ENTRY).splitlines()
    assert '  <dcat:Dataset rdf:about="https://example.org/ressource/etude">' in lines
    assert '    <rdf:type rdf:resource="http://schema.org/Report"/>' in lines
    assert '    <dct:title xml:lang="fr">L’étude</dct:title>' in lines
    page = "https://example.org/page_(étude),1%C3%A9?a=b&amp;c='d'"
    assert f'    <rdf:object rdf:resource="{page}"/>' in lines


@given(unit=units)
def test_rdf_xml_is_well_formed(unit: Unit) -> None:
    ElementTree.fromstring(written("rdf-xml", unit).encode())


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x1f", "\ufffe", "\uffff"], ids=ascii)
def test_a_character_that_xml_does_not_have_is_refused(character: str) -> None:
    unit = Unit(ROOT, ROOT, ((ROOT, DCT.title, text(f"a{character}b")),))
    with pytest.raises(TermError, match="character"):
        written("rdf-xml", unit)


def test_a_property_without_a_short_name_is_refused_in_rdf_xml() -> None:
    unit = Unit(ROOT, ROOT, ((ROOT, iri("https://example.org/p"), text("a")),))
    with pytest.raises(TermError, match=r"https://example\.org/p"):
        written("rdf-xml", unit)


# --- blank nodes ------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["turtle", "json-ld", "rdf-xml"])
def test_a_blank_node_stays_one(format: str) -> None:
    period = BlankNode("_:period")
    unit = Unit(
        ROOT,
        ROOT,
        ((ROOT, DCT.temporal, period), (ROOT, SKOS.note, period), (period, DCT.title, text("a"))),
    )
    read = rdflib.Graph().parse(
        data=written(format, unit), format=SERIALISERS[format].format.media_type
    )
    given = rdflib.Graph().parse(data=written("n-triples", unit), format="nt")
    assert isomorphic(read, given)
