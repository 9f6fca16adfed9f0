"""Facts found later, each as a statement with its source, the day it was read and its certainty.

::

    <ressource/x#ajout-landing-page> a rdf:Statement ;
        rdf:subject <ressource/x> ; rdf:predicate dcat:landingPage ; rdf:object <https://…> ;
        dct:source <https://…> ; dct:created "2026-11"^^xsd:gYearMonth ;
        tld:certainty <vocabulaire/certitude/…> .

Reification (RDF 1.1 Schema, section 5.3, https://www.w3.org/TR/rdf-schema/#ch_reificationvocab)
answers «who says so?» in plain SPARQL 1.1, in every store and every syntax.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Addition, Agent, Place, Programme, Series
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, ThingMapping, addresses, constant, dates
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.mapping.ranges import DATE, PAGE
from tressons_ld.rdf.terms import Iri, Term, Triple
from tressons_ld.rdf.vocabularies import DCT, RDF, TLD

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Statement:
    """An addition and the triple that it states."""

    addition: Addition
    triple: Triple


def _certainty(statement: Statement, context: Context) -> Collection[Term]:
    certainty = statement.addition.certainty
    return [context.concepts[SCHEME_OF_COLUMN["certainty"], certainty]] if certainty else []


STATEMENT = ThingMapping[Statement](
    "Addition",
    lambda paths: part_path("{thing}", f"{paths.names.addition}-{{column}}"),
    (
        Field(None, RDF.type, constant(RDF.Statement), "rdf:Statement"),
        Field("resource", RDF.subject, lambda s, _: (s.triple[0],), "the thing"),
        Field("column", RDF.predicate, lambda s, _: (s.triple[1],), "the column's property"),
        Field("value", RDF.object, lambda s, _: (s.triple[2],), "the value"),
        Field("source", DCT.source, addresses("addition.source"), PAGE),
        Field("found_on", DCT.created, dates("addition.found_on"), DATE),
        Field("certainty", TLD.certainty, _certainty, "skos:Concept of « certitude »"),
    ),
)


def addition_statements(
    thing: Any, subject: Iri, mapping: ThingMapping[Any], addition: Addition, context: Context
) -> Iterator[Statement]:
    """Yield the addition with the first statement that its column makes of its value alone."""
    alone = with_value(thing, addition)
    for field in mapping.fields:
        column = (field.column or "").removeprefix("programme.")
        if column == addition.column and not field.through:
            for term in field.terms(alone, context):
                yield Statement(addition, (subject, field.property, term))
                return


def with_value(thing: T, addition: Addition) -> T:
    """Return the thing with the addition's value alone in the column that it completes."""
    attribute = addition.attribute
    many = isinstance(getattr(thing, attribute), tuple)
    value = (addition.value,) if many else addition.value
    return cast(T, replace(cast(Any, thing), **{attribute: value}))


def additions_to_rdf(
    whole: Iri, statements: Iterable[Statement], context: Context
) -> Iterator[Triple]:
    """Yield the statements on a thing's additions, named as parts of ``whole``."""
    for statement in statements:
        part = context.iris.part(whole, statement.addition.name)
        yield from STATEMENT.triples(statement, part, context)
        yield from pages_to_rdf([statement.addition.source], context)


def thing_to_rdf(
    thing: Agent | Place | Series | Programme,
    subject: Iri,
    mapping: ThingMapping[Any],
    context: Context,
) -> Iterator[Triple]:
    """Yield the statements about a thing of the shared part, then those on its additions."""
    yield from mapping.triples(thing, subject, context)
    statements = [
        statement
        for addition in thing.additions
        for statement in addition_statements(thing, subject, mapping, addition, context)
    ]
    yield from additions_to_rdf(subject, statements, context)
