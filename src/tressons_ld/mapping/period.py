"""Periods: what a resource is about, the years of the programme.

``<ressource/x#periode> a dct:PeriodOfTime ; dcat:startDate "2018"^^xsd:gYear ; dcat:endDate … .``
"""

from collections.abc import Collection, Iterator
from typing import Any

from tressons_ld.catalogue.columns.partial_dates import bounds_of
from tressons_ld.catalogue.model import Entry, Period
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, Rule, ThingMapping, constant, dates
from tressons_ld.mapping.ranges import DATE
from tressons_ld.rdf.terms import Iri, Term, Triple, date
from tressons_ld.rdf.vocabularies import DCAT, DCT, RDF

PERIOD = ThingMapping[Any](
    "Period",
    lambda paths: part_path("{thing}", paths.names.period),
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("start", DCAT.startDate, dates("start"), DATE),
        Field("end", DCAT.endDate, dates("end"), DATE),
    ),
)


def _bound(end: int) -> Rule:
    def terms(entry: Entry, _context: Context) -> Collection[Term]:
        known = bounds_of(entry.period)[end] if entry.period else None
        return (date(known),) if known else ()

    return terms


RESOURCE_PERIOD = ThingMapping[Entry](
    "Period that a resource is about",
    lambda paths: part_path(paths.resource("{id}"), paths.names.period),
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("period", DCAT.startDate, _bound(0), DATE),
        Field("period", DCAT.endDate, _bound(1), DATE),
    ),
)


def period_of(entry: Entry, context: Context) -> list[Iri]:
    """Return the period that a resource is about as the only one, or none at all.

    dct:temporal is what it covers (DCAT 3, section 6.6.7): the day of a session is not that of what
    was said there.
    """
    if not entry.period:
        return []
    return [context.iris.part(context.iris.resource(entry.id), context.names.period)]


def period_to_rdf(period: Period, subject: Iri, context: Context) -> Iterator[Triple]:
    """Yield a dct:PeriodOfTime with its first and last year, month or day."""
    yield from PERIOD.triples(period, subject, context)
