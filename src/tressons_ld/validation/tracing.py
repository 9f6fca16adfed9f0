"""The way back: from a SHACL result to the cell that it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from tressons_ld.catalogue.iris import NAMES
from tressons_ld.catalogue.model import (
    SCHEME_OF_COLUMN,
    Addition,
    Concept,
    Entry,
    Row,
)
from tressons_ld.findings.errors import Text
from tressons_ld.findings.finding import (
    Finding,
    Location,
    Severity,
)
from tressons_ld.mapping import (
    additions,
    catalogue,
    data,
    entry,
    shared,
)
from tressons_ld.mapping.additions import with_value
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
)
from tressons_ld.rdf.terms import (
    Iri,
    is_iri,
    literal_parts,
)
from tressons_ld.rdf.terms import Literal as LiteralTerm
from tressons_ld.rdf.vocabularies import SH
from tressons_ld.validation.engines import Result
from tressons_ld.validation.shapes import ShapeInfo, Shapes


class _Place(Protocol):
    def at(self, column: str | None = None) -> Location: ...


class Told(NamedTuple):
    """What a node was made of.

    Attributes:
        thing: the thing.
        mapping: how it is stated.
        place: where it was read.
        additions: what was found later and completes it.
    """

    thing: Any
    mapping: ThingMapping[Any]
    place: _Place
    additions: tuple[Addition, ...] = ()


class _Settings(NamedTuple):
    """A part of ``catalogue.toml``: its keys are found in the file.

    Attributes:
        context: the shared part.
        default: the key that stands for the whole.
        keys: setting of a mapping -> the key it is read from, where that is another.
    """

    context: Context
    default: str
    keys: Mapping[str, str] = {}

    def at(self, column: str | None = None) -> Location:
        key = column or self.default
        return self.context.shared.settings.at(self.keys.get(key, key))


def told_of_entries(entries: Iterable[Entry], context: Context) -> dict[str, Told]:
    """Return, for every node of these entries, what it was made of."""
    nodes: dict[str, Told] = {}
    for each in entries:
        resource = context.iris.resource(each.id)
        nodes[resource] = Told(each, entry.RESOURCE, each.row, each.additions)
        nodes[context.iris.record(each.id)] = Told(each, entry.RECORD, each.row)
        event = context.iris.part(resource, NAMES.session)
        nodes[event] = Told(each, entry.EVENT, each.row, each.additions)
        for period, mapping in entry.period_of(each, context):
            nodes[period] = Told(each, mapping, each.row, each.additions)
        for file in each.distributions:
            part = context.iris.part(resource, file.name)
            nodes[part] = Told(file, entry.DISTRIBUTION, each.row, each.additions)
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
        nodes[subject] = Told(thing, mapping, place, getattr(thing, "additions", ()))

    for agent in things.agents.values():
        subject = context.agents[agent.id]
        tell(subject, agent, shared.AGENT, agent.row)
        tell(part(subject, NAMES.siren), agent, shared.SIREN, agent.row)
        nodes.update(_told_of_additions(agent, subject, context))
    for place in things.places.values():
        subject = context.places[place.id]
        tell(subject, place, shared.PLACE, place.row)
        tell(part(subject, NAMES.siren), place, shared.SIREN, place.row)
        nodes.update(_told_of_additions(place, subject, context))
    for series in things.series.values():
        subject = context.series[series.id]
        tell(subject, series, shared.SERIES, series.row)
        nodes.update(_told_of_additions(series, subject, context))
    for concept in things.concepts.values():
        tell(context.concepts[concept.scheme, concept.id], concept, shared.CONCEPT, concept.row)
    for id, title in things.schemes.items():
        key = f"schemes.{id}"
        settings = _Settings(context, key, {"schemes": key})
        tell(context.schemes[id], shared.Scheme(id, title), shared.SCHEME, settings)
    if things.programme:
        subject = iris.programme(things.programme.id)
        settings = _Settings(context, "programme")
        tell(subject, things.programme, catalogue.PROGRAMME, settings)
        keys = {"start": "programme.start", "end": "programme.end"}
        settings = _Settings(context, "programme.start", keys)
        tell(part(subject, NAMES.period), things.programme, catalogue.PERIOD, settings)
    if things.source:
        subject = iris.source(things.source.id)
        tell(subject, things.source, catalogue.SOURCE, _Settings(context, "source"))
        keys = {"rights.fr": "source.rights_fr", "rights.en": "source.rights_en"}
        settings = _Settings(context, "source.rights_fr", keys)
        tell(part(subject, NAMES.rights), things.source.rights, catalogue.RIGHTS, settings)
    tell(iris.catalogue, things.catalogue, catalogue.CATALOGUE, _Settings(context, "catalogue"))
    contact, rights = part(iris.catalogue, NAMES.contact), part(iris.catalogue, NAMES.rights)
    tell(contact, things.catalogue.contact, catalogue.CONTACT, _Settings(context, "contact"))
    tell(rights, things.catalogue.rights, catalogue.RIGHTS, _Settings(context, "rights"))
    tell(iris.data, things.catalogue, data.DATA, _Settings(context, "data"))
    keys = {"start": "data.period_start", "end": "data.period_end"}
    settings = _Settings(context, "data.period_start", keys)
    tell(part(iris.data, NAMES.period), things.catalogue.data_period, catalogue.PERIOD, settings)
    for file in data.DATA_FILES:
        subject = part(iris.data, file.name)
        tell(subject, file, data.DATA_DISTRIBUTION, _Settings(context, "site_url"))
    return nodes


def findings_of(
    results: Iterable[Result], shapes: Shapes, nodes: Mapping[str, Told], context: Context
) -> Iterator[Finding]:
    """Yield each result as a finding at the cell that it is about, in the order of ``nodes``.

    What follows from a cell that names no concept is left out where that cell has its own finding.
    """
    direct: list[Finding] = []
    consequences: list[Finding] = []
    order = {node: number for number, node in enumerate(nodes)}
    for result in sorted(results, key=lambda result: order.get(result.focus, len(order))):
        info = shapes.info.get(result.shape) or _unnamed(result)
        told = nodes.get(result.focus)
        field = told and _field(told, info, result.value, context)
        location = told and _cell(told, field, result.value, context)
        lost = told and field and field.through and not _concepts(told, field, context)
        (consequences if lost else direct).append(
            Finding(
                code=info.code,
                severity=info.severity,
                message=info.message,
                location=location,
                value=None if result.value is None else _shown(result.value),
                remedy=info.remedy,
                focus=result.focus[1:-1],
                path=None if info.path is None else info.path[1:-1],
                shape=result.shape[1:-1] if is_iri(result.shape) else None,
                component=f"{SH.namespace}{result.component}",
            )
        )
    said = {finding.location for finding in direct}
    yield from direct
    yield from (finding for finding in consequences if finding.location not in said)


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


def _field(told: Told, info: ShapeInfo, value: str | None, context: Context) -> Field[Any] | None:
    """Return the field that states the property judged.

    Where several do: the one that gave the value, else the first whose column the remedy names.
    """
    fields = [
        field for field in told.mapping.fields if field.property == info.path and field.column
    ]
    if value is not None and len(fields) > 1 and told.thing is not None:
        for field in fields:
            if value in tuple(field.terms(told.thing, context)):
                return field
    named = (field for field in fields if f"« {_key(field)} »" in info.remedy.fr)
    return next(named, fields[0] if fields else None)


def _key(field: Field[Any]) -> str:
    return (field.through or field.column or "").rpartition(".")[2]


def _cell(told: Told, field: Field[Any] | None, value: str | None, context: Context) -> Location:
    """Return the cell to mend: that of an addition or of a concept where it gave the value."""
    if field is None or field.column is None:
        return told.place.at("id" if isinstance(told.place, Row) else None)
    if value is not None:
        for addition in told.additions:
            if addition.column == field.column and not addition.divergent:
                alone = with_value(told.thing, addition)
                if value in tuple(field.terms(alone, context)):
                    return addition.row.at("value")
    if field.through:
        for concept in _concepts(told, field, context):
            return concept.row.at(field.through)
    if isinstance(told.place, Row) and "." in field.column:
        return context.shared.settings.at(field.column)
    return told.place.at(field.column)


def _concepts(told: Told, field: Field[Any], context: Context) -> list[Concept]:
    """Return the concepts that the field's column names."""
    column = field.column or ""
    named = getattr(told.thing, column)
    ids = (named,) if isinstance(named, str) else named
    keys = ((SCHEME_OF_COLUMN[column], id) for id in ids)
    return [known for key in keys if (known := context.shared.concepts.get(key))]


def _shown(term: str) -> str:
    if is_iri(term):
        return term[1:-1]
    return literal_parts(LiteralTerm(term))[0] if term.startswith('"') else term
