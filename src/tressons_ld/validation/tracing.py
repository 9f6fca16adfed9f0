"""The way back: from a SHACL result to the cell that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from tressons_ld.errors import Text
from tressons_ld.findings import Finding, Location, Severity
from tressons_ld.mapping import additions, data, entry, shared
from tressons_ld.mapping.fields import Context, ThingMapping
from tressons_ld.model import Concept, Entry, Row
from tressons_ld.terms import Iri, is_iri, literal_parts
from tressons_ld.terms import Literal as LiteralTerm
from tressons_ld.validation.engines import Result
from tressons_ld.validation.shapes import ShapeInfo, Shapes


class _Place(Protocol):
    def at(self, column: str | None = None) -> Location: ...


class Told(NamedTuple):
    """What a node was made of: the thing, its mapping, and the place it was read from."""

    thing: Any
    mapping: ThingMapping[Any]
    place: _Place


class _Settings(NamedTuple):
    """A part of ``catalogue.toml``: its keys are found in the file."""

    context: Context
    default: str

    def at(self, column: str | None = None) -> Location:
        return self.context.shared.settings.at(column or self.default)


def told_of_entries(entries: Iterable[Entry], context: Context) -> dict[str, Told]:
    """Return, for every node of these entries, what it was made of."""
    nodes: dict[str, Told] = {}
    for each in entries:
        resource = context.iris.resource(each.id)
        nodes[resource] = Told(each, entry.RESOURCE, each.row)
        nodes[context.iris.record(each.id)] = Told(each, entry.RECORD, each.row)
        nodes[context.iris.part(resource, "event")] = Told(each, entry.EVENT, each.row)
        for file in each.distributions:
            part = context.iris.part(resource, file.name)
            nodes[part] = Told(file, entry.DISTRIBUTION, each.row)
        nodes.update(_told_of_additions(each, resource, context))
    return nodes


def _told_of_additions(thing: Any, whole: Iri, context: Context) -> Iterator[tuple[str, Told]]:
    for addition in thing.additions:
        part = context.iris.part(whole, addition.name)
        yield part, Told(None, additions.STATEMENT, addition.row)


def told_of_shared(context: Context) -> dict[str, Told]:
    """Return, for every node of the shared part, what it was made of."""
    part, iris, things = context.iris.part, context.iris, context.shared
    nodes: dict[str, Told] = {}

    def tell(subject: Iri, thing: Any, mapping: ThingMapping[Any], place: _Place) -> None:
        nodes[subject] = Told(thing, mapping, place)

    for agent in things.agents.values():
        subject = context.agents[agent.id]
        tell(subject, agent, shared.AGENT, agent.row)
        tell(part(subject, "siren"), agent, shared.SIREN, agent.row)
        nodes.update(_told_of_additions(agent, subject, context))
    for place in things.places.values():
        subject = context.places[place.id]
        tell(subject, place, shared.PLACE, place.row)
        tell(part(subject, "siren"), place, shared.SIREN, place.row)
        nodes.update(_told_of_additions(place, subject, context))
    for series in things.series.values():
        subject = context.series[series.id]
        tell(subject, series, shared.SERIES, series.row)
        nodes.update(_told_of_additions(series, subject, context))
    for concept in things.concepts.values():
        tell(context.concepts[concept.scheme, concept.id], concept, shared.CONCEPT, concept.row)
    for id, title in things.schemes.items():
        scheme = shared.Scheme(id, title)
        tell(context.schemes[id], scheme, shared.SCHEME, _Settings(context, f"schemes.{id}"))
    if things.programme:
        subject = iris.programme(things.programme.id)
        settings = _Settings(context, "programme")
        tell(subject, things.programme, shared.PROGRAMME, settings)
        tell(part(subject, "periode"), things.programme, shared.PERIOD, settings)
    if things.source:
        settings = _Settings(context, "source")
        tell(iris.source(things.source.id), things.source, shared.SOURCE, settings)
        tell(part(iris.source(things.source.id), "droits"), None, shared.RIGHTS, settings)
    tell(iris.catalogue, things.catalogue, shared.CATALOGUE, _Settings(context, "catalogue"))
    contact, rights = part(iris.catalogue, "contact"), part(iris.catalogue, "droits")
    tell(contact, things.catalogue.contact, shared.CONTACT, _Settings(context, "contact"))
    tell(rights, None, shared.RIGHTS, _Settings(context, "rights"))
    tell(iris.data, things.catalogue, data.DATA, _Settings(context, "data"))
    for file in data.DATA_FILES:
        subject = part(iris.data, file.name)
        tell(subject, file, data.DATA_DISTRIBUTION, _Settings(context, "site_url"))
    return nodes


def findings_of(
    results: Iterable[Result], shapes: Shapes, nodes: Mapping[str, Told], context: Context
) -> Iterator[Finding]:
    """Yield each result as a finding at the cell that it is about."""
    for result in results:
        info = shapes.info.get(result.shape)
        told = nodes.get(result.focus)
        if info is None:
            info = _unnamed(result)
        yield Finding(
            code=info.code,
            severity=info.severity,
            message=info.message,
            location=None if told is None else _cell(told, info, result.value, context),
            value=None if result.value is None else _shown(result.value),
            remedy=info.remedy,
            focus=result.focus[1:-1],
            path=None if info.path is None else info.path[1:-1],
        )


def _unnamed(result: Result) -> ShapeInfo:
    return ShapeInfo(
        "shape.unnamed",
        Severity.VIOLATION,
        Text(
            f"{result.focus} ne respecte pas une forme sans message ({result.component}).",
            f"{result.focus} breaks a shape that has no message ({result.component}).",
        ),
        Text(
            "Donner à cette forme une IRI et un sh:message.",
            "Give that shape an IRI and a sh:message.",
        ),
        None,
    )


def _cell(told: Told, info: ShapeInfo, value: str | None, context: Context) -> Location:
    column = None if info.path is None else _column(told, info, value, context)
    if isinstance(told.thing, Concept) and column is None:
        column = "id"
    if column is None and isinstance(told.place, Row):
        column = "id" if "id" in told.place.header.columns else None
    return told.place.at(column)


def _column(told: Told, info: ShapeInfo, value: str | None, context: Context) -> str | None:
    """Return the column that states the property judged.

    Where several do: the one that gave the value, else the first that the remedy names.
    """
    stating = [field for field in told.mapping.fields if field.property == info.path]
    columns = [field.column for field in stating if field.column]
    if value is not None and len(columns) > 1 and told.thing is not None:
        for field in stating:
            if field.column and value in tuple(field.terms(told.thing, context)):
                return field.column
    named = [column for column in columns if f"« {column} »" in info.remedy.fr]
    return next(iter([*named, *columns]), None)


def _shown(term: str) -> str:
    if is_iri(term):
        return term[1:-1]
    return literal_parts(LiteralTerm(term))[0] if term.startswith('"') else term
