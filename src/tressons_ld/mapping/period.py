"""Periods: what a resource is about, the day of its session, the years of the programme.

``<ressource/x#periode> a dct:PeriodOfTime ; dcat:startDate "2018"^^xsd:gYear ; dcat:endDate … .``
"""

from collections.abc import Collection, Iterator
from typing import Any

from tressons_ld.catalogue.columns.partial_dates import bounds_of
from tressons_ld.catalogue.model import Entry, Period
from tressons_ld.catalogue.paths import NAMES, PATHS
from tressons_ld.mapping.fields import Context, Field, Rule, ThingMapping, constant, dates
from tressons_ld.mapping.ranges import DATE
from tressons_ld.rdf.terms import Iri, Term, Triple, date
from tressons_ld.rdf.vocabularies import DCAT, DCT, RDF

_PERIOD_OF_SESSION = f"{NAMES.session}-{NAMES.period}"

PERIOD = ThingMapping[Any](
    "Period",
    PATHS.part("{thing}", NAMES.period),
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
    PATHS.part(PATHS.resource("{id}"), NAMES.period),
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("period", DCAT.startDate, _bound(0), DATE),
        Field("period", DCAT.endDate, _bound(1), DATE),
    ),
)

DAY_OF_SESSION = ThingMapping[Entry](
    "Day of a session",
    PATHS.part(PATHS.resource("{id}"), _PERIOD_OF_SESSION),
    (
        Field(None, RDF.type, constant(DCT.PeriodOfTime), "dct:PeriodOfTime"),
        Field("event_date", DCAT.startDate, dates("event_date"), "xsd:date"),
        Field("event_date", DCAT.endDate, dates("event_date"), "xsd:date"),
    ),
)


def period_of(entry: Entry, context: Context) -> list[tuple[Iri, ThingMapping[Entry]]]:
    """Return the period that a resource is about with its mapping, if one is known.

    That of its column, else the day of the session that it records.
    """
    resource = context.iris.resource(entry.id)
    if entry.period:
        return [(context.iris.part(resource, NAMES.period), RESOURCE_PERIOD)]
    if entry.event_date:
        return [(context.iris.part(resource, _PERIOD_OF_SESSION), DAY_OF_SESSION)]
    return []


def period_to_rdf(period: Period, subject: Iri, context: Context) -> Iterator[Triple]:
    """Yield a dct:PeriodOfTime with its first and last year, month or day."""
    yield from PERIOD.triples(period, subject, context)
