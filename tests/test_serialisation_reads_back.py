"""What is written is read back, by rdflib and by pyoxigraph, to the statements that were given."""

import json

import pytest
from hypothesis import given
from pyld import jsonld

from serialisation_units import (
    ENTRY,
    HARD_IRIS,
    HARD_TEXTS,
    ROOT,
    as_pyoxigraph_spells,
    read_by_pyoxigraph,
    read_by_rdflib,
    said_by,
    units,
    units_with_any_iri,
)
from tressons_ld.rdf.serialisation import SERIALISERS, document
from tressons_ld.rdf.terms import iri, text
from tressons_ld.rdf.units import PropertyOrder, Unit
from tressons_ld.rdf.vocabularies import DCT, FOAF

every_format = pytest.mark.parametrize(
    "format", [name for name in SERIALISERS if name != "n-quads"]
)
arrange = PropertyOrder([DCT.title]).arrange


def streamed(format: str, units: list[Unit]) -> str:
    chosen = SERIALISERS[format]
    texts = [chosen.unit(arrange(unit)) for unit in units]
    return chosen.head(None) + chosen.separator.join(texts) + chosen.tail


def assert_read_back(format: str, written: str, units: list[Unit]) -> None:
    media_type = SERIALISERS[format].format.media_type
    n_triples = document("n-triples", map(arrange, units))
    given = {tuple(map(as_pyoxigraph_spells, triple)) for triple in said_by(units)}
    assert read_by_pyoxigraph(written, media_type) == given
    assert read_by_rdflib(written, media_type) == read_by_rdflib(n_triples, "application/n-triples")


@every_format
def test_an_entry_is_read_back_from_a_small_document(format: str) -> None:
    assert_read_back(format, document(format, [arrange(ENTRY)]), [ENTRY])


@every_format
def test_a_text_of_any_kind_is_read_back(format: str) -> None:
    said = [(ROOT, DCT.title, text(value, tag)) for value in HARD_TEXTS for tag in (None, "fr")]
    unit = Unit(ROOT, ROOT, tuple(said))
    assert_read_back(format, document(format, [arrange(unit)]), [unit])


@every_format
@pytest.mark.parametrize("value", HARD_IRIS)
def test_an_iri_of_any_kind_is_read_back_in_every_place(format: str, value: str) -> None:
    name = iri(value)
    unit = Unit(
        name, name, ((name, FOAF.page, name), (name, DCT.title, name), (ROOT, DCT.type, name))
    )
    assert_read_back(format, document(format, [arrange(unit)]), [unit])


@every_format
@given(unit=units)
def test_any_unit_is_read_back_from_a_small_document(format: str, unit: Unit) -> None:
    assert_read_back(format, document(format, [arrange(unit)]), [unit])


@every_format
@given(first=units, second=units)
def test_any_units_are_read_back_from_a_stream(format: str, first: Unit, second: Unit) -> None:
    assert_read_back(format, streamed(format, [first, second]), [first, second])


@every_format
@given(unit=units_with_any_iri)
def test_every_iri_that_terms_accept_is_read_back(format: str, unit: Unit) -> None:
    assert_read_back(format, document(format, [arrange(unit)]), [unit])


@given(unit=units)
def test_pyld_reads_the_json_ld_too(unit: Unit) -> None:
    data = json.loads(document("json-ld", [arrange(unit)]))
    n_quads = jsonld.to_rdf(data, {"format": "application/n-quads"})
    n_triples = document("n-triples", [arrange(unit)])
    assert read_by_pyoxigraph(n_quads, "application/n-triples") == read_by_pyoxigraph(
        n_triples, "application/n-triples"
    )
