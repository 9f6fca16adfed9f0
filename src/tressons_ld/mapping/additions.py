"""Facts found later, each as a statement with its source, the day it was read and its certainty.

::

    <ressource/x#ajout-landing-page> a rdf:Statement ;
        rdf:subject <ressource/x> ; rdf:predicate dcat:landingPage ; rdf:object <https://…> ;
        dct:source <https://…> ; dct:created "2026-11"^^xsd:gYearMonth ;
        tld:certainty <vocabulaire/certitude/…> .

Reification (RDF 1.1 Schema, section 5.3, https://www.w3.org/TR/rdf-schema/#ch_reificationvocab)
answers «who says so?» in plain SPARQL 1.1, in every store and every syntax.
"""

from collections.abc import Collection, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar, cast

from tressons_ld.catalogue.iris import NAMES, PATHS
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Addition
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    addresses,
    constant,
    dated,
)
from tressons_ld.mapping.foaf_documents import pages_to_rdf
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    Triple,
)
from tressons_ld.rdf.vocabularies import (
    DCT,
    RDF,
    TLD,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stated:
    """An addition with the statement that it makes."""

    addition: Addition
    triple: Triple


def _certainty(stated: Stated, context: Context) -> Collection[Term]:
    certainty = stated.addition.certainty
    return [context.concepts[SCHEME_OF_COLUMN["certainty"], certainty]] if certainty else []


STATEMENT = ThingMapping[Stated](
    "Addition",
    PATHS.part("{thing}", f"{NAMES.addition}-{{column}}"),
    (
        Field(None, RDF.type, constant(RDF.Statement), "rdf:Statement"),
        Field("resource", RDF.subject, lambda s, _: (s.triple[0],), "the thing"),
        Field("column", RDF.predicate, lambda s, _: (s.triple[1],), "the column's property"),
        Field("value", RDF.object, lambda s, _: (s.triple[2],), "the value"),
        Field("source", DCT.source, addresses("addition.source"), "foaf:Document"),
        Field("found_on", DCT.created, dated("addition.found_on"), "xsd:gYear, gYearMonth or date"),
        Field("certainty", TLD.certainty, _certainty, "skos:Concept of « certitude »"),
    ),
)

_ATTRIBUTE_OF_COLUMN = {"page": "pages"}


def stated_by(
    thing: Any, subject: Iri, mapping: ThingMapping[Any], addition: Addition, context: Context
) -> Iterator[Stated]:
    """Yield the addition with the first statement that its column makes of its value alone."""
    alone = with_value(thing, addition)
    for field in mapping.fields:
        if field.column == addition.column and not field.through:
            for term in field.terms(alone, context):
                yield Stated(addition, (subject, field.property, term))
                return


def with_value(thing: T, addition: Addition) -> T:
    """Return the thing with the addition's value alone in the column that it completes."""
    attribute = _ATTRIBUTE_OF_COLUMN.get(addition.column, addition.column)
    many = isinstance(getattr(thing, attribute), tuple)
    value = (addition.value,) if many else addition.value
    return cast(T, replace(cast(Any, thing), **{attribute: value}))


def additions_to_rdf(
    whole: Iri, stated: Iterable[Stated], context: Context, *, names: Container[str] = ()
) -> Iterator[Triple]:
    """Yield the statements on a thing's additions, named as parts of ``whole``.

    ``names`` are the IRIs that name a thing: a source among them is not typed as a page.
    """
    for each in stated:
        part = context.iris.part(whole, each.addition.name)
        yield from STATEMENT.triples(each, part, context)
        yield from pages_to_rdf([each.addition.source], context, names=names)
