"""What each node of the graph was made of: its thing, its mapping and where the thing was read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from tressons_ld.catalogue.model import Addition, Entry, Row
from tressons_ld.findings.finding import Location
from tressons_ld.mapping import catalogue_fields, entry_fields
from tressons_ld.mapping.agent_fields import AGENT
from tressons_ld.mapping.concept_fields import SCHEME, Scheme, mapping_of
from tressons_ld.mapping.data import DATA
from tressons_ld.mapping.data_files import DATA_DISTRIBUTION, DATA_FILES
from tressons_ld.mapping.distribution import DISTRIBUTION
from tressons_ld.mapping.extent import extents_of
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
)
from tressons_ld.mapping.other_identifier import OTHER_IDENTIFIER, identifier_nodes
from tressons_ld.mapping.period import PERIOD, RESOURCE_PERIOD, period_of
from tressons_ld.mapping.place_fields import PLACE
from tressons_ld.mapping.reification import STATEMENT
from tressons_ld.mapping.resource_contact import RESOURCE_CONTACT, contact_nodes
from tressons_ld.mapping.resource_rights import RESOURCE_RIGHTS, rights_statement
from tressons_ld.mapping.series_fields import SERIES
from tressons_ld.mapping.session import SESSION
from tressons_ld.mapping.siren import SIREN
from tressons_ld.rdf.terms import Iri


class SettingsTable(NamedTuple):
    """A table of ``catalogue.toml``, as the place where a thing was read.

    Attributes:
        context: the shared part, whose settings know the line of each key.
        default: the dotted key that stands for the whole table.
        keys: column of a mapping -> dotted key, where the mapping serves several tables.
    """

    context: Context
    default: str
    keys: Mapping[str, str] = {}

    def key(self, column: str) -> str:
        """Return the dotted key that a column of the mapping is read from.

        Of a text in French that is not there, that of the catalogue's own language.
        """
        key = self.keys.get(column, column)
        stem, _, language = key.rpartition("_")
        shared = self.context.shared
        if language == "xx" or (language == "fr" and key not in shared.settings.lines):
            return f"{stem}_{shared.catalogue.language}"
        return key

    def at(self, column: str | None = None) -> Location:
        """Return the location of the key that a column is read from, or of the whole table."""
        return self.context.shared.settings.at(self.key(column or self.default))


class Origin(NamedTuple):
    """What a node was made of.

    Attributes:
        thing: the thing, as it was read; None where no field is read from it.
        mapping: how it is stated.
        place: the row or the settings that it was read from.
        additions: the facts found later that complete it.
    """

    thing: Any
    mapping: ThingMapping[Any]
    place: Row | SettingsTable
    additions: tuple[Addition, ...] = ()

    def column_names(self, field: Field[Any]) -> frozenset[str]:
        """Return the names by which a shape may declare the column that gives a field.

        The column of the table; the dotted key of ``catalogue.toml``; of a value that a concept
        gives, the column of concepts.csv alone.
        """
        if field.through:
            return frozenset((field.through,))
        if field.column is None:
            return frozenset()
        if isinstance(self.place, SettingsTable):
            return frozenset((field.column, self.place.key(field.column)))
        return frozenset((field.column,))


def entry_origins(entries: Iterable[Entry], context: Context) -> dict[str, Origin]:
    """Return the origin of every node that is made of these entries."""
    origins: dict[str, Origin] = {}
    for each in entries:
        resource = context.iris.resource(each.id)
        origins[resource] = Origin(each, entry_fields.RESOURCE, each.row, each.additions)
        origins[context.iris.record(each.id)] = Origin(each, entry_fields.RECORD, each.row)
        event = context.iris.part(resource, context.names.session)
        origins[event] = Origin(each, SESSION, each.row, each.additions)
        for period in period_of(each, context):
            origins[period] = Origin(each, RESOURCE_PERIOD, each.row, each.additions)
        for node, contact in contact_nodes(each, context).items():
            origins[node] = Origin(contact, RESOURCE_CONTACT, each.row, each.additions)
        for node in rights_statement(each, context):
            origins[node] = Origin(each, RESOURCE_RIGHTS, each.row, each.additions)
        for node, mapping in extents_of(each, context):
            origins[node] = Origin(each, mapping, each.row, each.additions)
        for node, known in identifier_nodes(each, context).items():
            origins[node] = Origin(known, OTHER_IDENTIFIER, each.row, each.additions)
        for file in each.distributions:
            part = context.iris.part(resource, file.name)
            origins[part] = Origin(file, DISTRIBUTION, file.row, each.additions)
        origins.update(_addition_origins(each.additions, resource, context))
    return origins


def _addition_origins(
    additions: Iterable[Addition], whole: Iri, context: Context
) -> Iterator[tuple[str, Origin]]:
    for addition in additions:
        yield context.iris.part(whole, addition.name), Origin(None, STATEMENT, addition.row)


def shared_origins(context: Context) -> dict[str, Origin]:
    """Return the origin of every node that is made of the shared part."""
    return {**_table_origins(context), **_settings_origins(context)}


def _table_origins(context: Context) -> dict[str, Origin]:
    """Return the origins of agents, places, series and concepts, each read from a row."""
    part, things = context.iris.part, context.shared
    origins: dict[str, Origin] = {}
    for agent in things.agents.values():
        subject = context.agents[agent.id]
        origins[subject] = Origin(agent, AGENT, agent.row, agent.additions)
        origins[part(subject, context.names.siren)] = Origin(
            agent, SIREN, agent.row, agent.additions
        )
        origins.update(_addition_origins(agent.additions, subject, context))
    for place in things.places.values():
        subject = context.places[place.id]
        origins[subject] = Origin(place, PLACE, place.row, place.additions)
        origins[part(subject, context.names.siren)] = Origin(
            place, SIREN, place.row, place.additions
        )
        origins.update(_addition_origins(place.additions, subject, context))
    for series in things.series.values():
        subject = context.series[series.id]
        origins[subject] = Origin(series, SERIES, series.row, series.additions)
        origins.update(_addition_origins(series.additions, subject, context))
    for concept in things.concepts.values():
        subject = context.concepts[concept.scheme, concept.id]
        origins[subject] = Origin(concept, mapping_of(concept), concept.row)
    return origins


def _settings_origins(context: Context) -> dict[str, Origin]:
    """Return the origins of what is read from ``catalogue.toml``."""
    part, iris, things = context.iris.part, context.iris, context.shared
    whole = things.catalogue
    origins: dict[str, Origin] = {}

    def add(
        node: Iri,
        thing: Any,
        mapping: ThingMapping[Any],
        default: str,
        keys: Mapping[str, str] = {},
    ) -> None:
        origins[node] = Origin(thing, mapping, SettingsTable(context, default, keys))

    for id, title in things.schemes.items():
        key = f"schemes.{id}"
        scheme = Scheme(id, title)
        add(context.schemes[id], scheme, SCHEME, key, {"schemes": key})
    if programme := things.programme:
        node = iris.programme(programme.id)
        add(node, programme, catalogue_fields.PROGRAMME, "programme")
        origins.update(_addition_origins(programme.additions, node, context))
        keys = {"start": "programme.start", "end": "programme.end"}
        add(part(node, context.names.period), programme, PERIOD, "programme.start", keys)
    if source := things.source:
        node = iris.source(source.id)
        add(node, source, catalogue_fields.SOURCE, "source")
        keys = {"rights.fr": "source.rights_fr", "rights.en": "source.rights_en"}
        add(
            part(node, context.names.rights),
            source.rights,
            catalogue_fields.RIGHTS,
            "source.rights_fr",
            keys,
        )
    add(iris.catalogue, whole, catalogue_fields.CATALOGUE, "catalogue")
    add(
        part(iris.catalogue, context.names.contact),
        whole.contact,
        catalogue_fields.CONTACT,
        "contact",
    )
    add(part(iris.catalogue, context.names.rights), whole.rights, catalogue_fields.RIGHTS, "rights")
    add(iris.data, whole, DATA, "data")
    keys = {"start": "data.period_start", "end": "data.period_end"}
    period = part(iris.data, context.names.period)
    add(period, whole.data_period, PERIOD, "data.period_start", keys)
    for file in DATA_FILES:
        add(part(iris.data, file.name), file, DATA_DISTRIBUTION, "site_url")
    return origins
