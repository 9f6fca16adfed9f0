"""What a store writes in another spelling of the same value is named; all else is different."""

import pytest

from tressons_ld.findings.language import Text
from tressons_ld.rdf.terms import Iri, Literal, Triple
from tressons_ld.stores.normalisation import (
    GEOMETRY,
    HEXADECIMAL,
    INSTANT,
    LANGUAGE,
    NUMBER,
    STRING,
    TRUTH,
    Rewritings,
    differences,
)

XSD = "http://www.w3.org/2001/XMLSchema#"
WKT = "http://www.opengis.net/ont/geosparql#wktLiteral"


def stated(term: str) -> Triple:
    return Iri("<urn:s>"), Iri("<urn:p>"), Literal(term)


@pytest.mark.parametrize(
    ("sent", "received", "kind"),
    [
        ('"é"@fr-FR', '"é"@fr-fr', LANGUAGE),
        (f'"1.50"^^<{XSD}decimal>', f'"1.5"^^<{XSD}decimal>', NUMBER),
        (f'"+07"^^<{XSD}integer>', f'"7"^^<{XSD}integer>', NUMBER),
        (f'"7"^^<{XSD}nonNegativeInteger>', f'"7"^^<{XSD}integer>', NUMBER),
        (
            f'"2020-01-01T01:00:00.500+01:00"^^<{XSD}dateTime>',
            f'"2020-01-01T00:00:00.5Z"^^<{XSD}dateTime>',
            INSTANT,
        ),
        (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>', TRUTH),
        (f'"ab"^^<{XSD}hexBinary>', f'"AB"^^<{XSD}hexBinary>', HEXADECIMAL),
        (f'"POINT (1  2)"^^<{WKT}>', f'"POINT(1 2)"^^<{WKT}>', GEOMETRY),
        (
            f'"POLYGON((5.10 4, 6 4, 5.1 4))"^^<{WKT}>',
            '"POLYGON((5.1 4,6 4,5.1 4))"^^<http://www.openlinksw.com/schemas/virtrdf#Geometry>',
            GEOMETRY,
        ),
        ('"a"', f'"a"^^<{XSD}string>', STRING),
    ],
)
def test_another_spelling_of_the_same_value_is_named(sent: str, received: str, kind: Text) -> None:
    found = Rewritings()
    assert differences([stated(sent)], [stated(received)], found) == (frozenset(), frozenset())
    assert found.numbers == {kind: 1}
    assert found.examples == {kind: (sent, received)}


@pytest.mark.parametrize(
    ("sent", "received"),
    [
        ('"é"@fr', '"é"@en'),
        ('"é"@fr', '"é"'),
        ('"a "', '"a"'),
        ('"É"', '"E\u0301"'),
        (f'"1.50"^^<{XSD}decimal>', f'"1.51"^^<{XSD}decimal>'),
        (f'"1"^^<{XSD}decimal>', f'"1"^^<{XSD}integer>'),
        (f'"1"^^<{XSD}integer>', '"1"'),
        (f'"2020"^^<{XSD}gYear>', f'"2020-01-01"^^<{XSD}date>'),
        (
            f'"2020-01-01T01:00:00"^^<{XSD}dateTime>',
            f'"2020-01-01T01:00:00Z"^^<{XSD}dateTime>',
        ),
        (f'"POINT(1 2)"^^<{WKT}>', f'"POINT(12)"^^<{WKT}>'),
        (f'"POINT(1 2)"^^<{WKT}>', f'"POINT(1 2.5)"^^<{WKT}>'),
        ("<https://example.org/%C3%A9>", "<https://example.org/é>"),
        # What has no value, or one that no clock or number holds.
        (f'"1"^^<{XSD}decimal>', f'"sNaN"^^<{XSD}decimal>'),
        (f'"1000"^^<{XSD}integer>', f'"1_000"^^<{XSD}integer>'),
        (
            f'"0001-01-01T00:00:00Z"^^<{XSD}dateTime>',
            f'"0001-01-01T00:00:00+01:00"^^<{XSD}dateTime>',
        ),
        (f'"POINT(1 2)"^^<{WKT}>', f'"POINT(1e99999999999999999999 2)"^^<{WKT}>'),
    ],
)
def test_another_value_is_a_difference(sent: str, received: str) -> None:
    found = Rewritings()
    missing, added = differences([stated(sent)], [stated(received)], found)
    assert (missing, added) == ({stated(sent)}, {stated(received)})
    assert not found.numbers


def test_two_spellings_that_became_one_are_no_difference() -> None:
    found = Rewritings()
    sent = [stated(f'"{each}"^^<{XSD}integer>') for each in ("1", "01")]
    assert differences(sent, [stated(f'"1"^^<{XSD}integer>')], found) == (frozenset(), frozenset())
    assert found.numbers == {NUMBER: 1}
