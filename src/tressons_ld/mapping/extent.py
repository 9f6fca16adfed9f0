"""How many pages a resource has, and how long it takes.

::

    <ressource/x> dct:extent <ressource/x#duree> ; schema:timeRequired "PT1H30M" .
    <ressource/x#duree> a dct:SizeOrDuration ; rdf:value "PT1H30M"^^xsd:duration .

schema.org gives a number of pages to books alone, and a duration to what is played: of anything
else it is the time that it takes (https://schema.org/timeRequired).
"""

from collections.abc import Collection, Iterator

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Entry
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, Rule, ThingMapping, constant
from tressons_ld.rdf.terms import Iri, Literal, Term, Triple, text, typed
from tressons_ld.rdf.vocabularies import DCT, RDF, SCHEMA

_PLAYED = frozenset(("VideoObject", "AudioObject", "MediaObject", "Event", "EducationEvent"))
_EXTENT = "dct:SizeOrDuration"


def _pages(entry: Entry) -> Literal:
    return typed(str(entry.number_of_pages), "nonNegativeInteger")


def _number_of_pages(entry: Entry, context: Context) -> Collection[Iri]:
    if not entry.number_of_pages:
        return ()
    return (context.iris.part(context.iris.resource(entry.id), context.names.pages),)


def _duration(entry: Entry, context: Context) -> Collection[Iri]:
    if not entry.duration:
        return ()
    return (context.iris.part(context.iris.resource(entry.id), context.names.duration),)


def _types(entry: Entry, context: Context) -> Collection[str]:
    kind = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
    return kind.schema_types if kind else ()


def _pages_of_book(entry: Entry, context: Context) -> Collection[Term]:
    is_book = entry.number_of_pages and "Book" in _types(entry, context)
    return (typed(str(entry.number_of_pages), "integer"),) if is_book else ()


def _duration_of(*, played: bool) -> Rule:
    def terms(entry: Entry, context: Context) -> Collection[Term]:
        if not entry.duration or _PLAYED.isdisjoint(_types(entry, context)) is played:
            return ()
        return (text(entry.duration),)

    return terms


DCT_EXTENT: tuple[Field[Entry], ...] = (
    Field("number_of_pages", DCT.extent, _number_of_pages, _EXTENT),
    Field("duration", DCT.extent, _duration, _EXTENT),
)

SCHEMA_EXTENT: tuple[Field[Entry], ...] = (
    Field("number_of_pages", SCHEMA.numberOfPages, _pages_of_book, "xsd:integer", "it is a book"),
    Field(
        "duration",
        SCHEMA.duration,
        _duration_of(played=True),
        "ISO 8601 duration",
        "it is a video, a sound or an event",
    ),
    Field(
        "duration",
        SCHEMA.timeRequired,
        _duration_of(played=False),
        "ISO 8601 duration",
        "it is anything else",
    ),
)

NUMBER_OF_PAGES = ThingMapping[Entry](
    "Number of pages of a resource",
    lambda paths: part_path(paths.resource("{id}"), paths.names.pages),
    (
        Field(None, RDF.type, constant(DCT.SizeOrDuration), _EXTENT),
        Field(
            "number_of_pages",
            RDF.value,
            lambda entry, _: (_pages(entry),),
            "xsd:nonNegativeInteger",
        ),
    ),
)

DURATION = ThingMapping[Entry](
    "Duration of a resource",
    lambda paths: part_path(paths.resource("{id}"), paths.names.duration),
    (
        Field(None, RDF.type, constant(DCT.SizeOrDuration), _EXTENT),
        Field(
            "duration",
            RDF.value,
            lambda entry, _: (typed(entry.duration or "", "duration"),),
            "xsd:duration",
        ),
    ),
)


def extents_of(entry: Entry, context: Context) -> Iterator[tuple[Iri, ThingMapping[Entry]]]:
    """Yield the nodes of the extents of a resource, each with what is stated of it."""
    for node in _number_of_pages(entry, context):
        yield node, NUMBER_OF_PAGES
    for node in _duration(entry, context):
        yield node, DURATION


def extents_to_rdf(entry: Entry, context: Context) -> Iterator[Triple]:
    """Yield what is stated of the extents themselves."""
    for node, mapping in extents_of(entry, context):
        yield from mapping.triples(entry, node, context)
