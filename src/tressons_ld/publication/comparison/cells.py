"""From statements that came or went to the cells that they were made from.

The columns are those that the mapping declares (:mod:`tressons_ld.mapping.fields`): what several
statements say of one cell, in Dublin Core, in schema.org, of a part of the thing, is told once.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.catalogue.paths import PATHS_IN, RECORD_PARTS, resource_id
from tressons_ld.mapping import (
    data,
    entry_fields,
    shared_things,
)
from tressons_ld.mapping.fields import Field, ThingMapping
from tressons_ld.rdf.terms import (
    Iri,
    Literal,
    Triple,
    is_literal,
    literal_parts,
)
from tressons_ld.rdf.vocabularies import (
    PREFIXES,
    RDF,
    SCHEMA,
    SKOS,
)

_SCHEMA_ORG = frozenset(SCHEMA)
_SAYS_LITTLE = frozenset((RDF.type, SKOS.topConceptOf))
_SAID_OF_THE_OTHER = SKOS.narrower
"""What only repeats the cell of another thing, « broader » of the narrower concept."""
_LANGUAGE = "language"


class Value(NamedTuple):
    """A value as the person who fills the table knows it, and the term that states it."""

    text: str
    term: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What changed in one cell.

    Attributes:
        column: the column or setting; None for what no cell says, such as a date of publication.
        predicate: the property that states it, ``dct:title``.
        part: the part of the thing, ``distribution-etude-pdf``; empty for the thing itself; for
            another thing that is described with it, its IRI.
        removed: the values that went.
        added: the values that came.
    """

    column: str | None
    predicate: str
    part: str
    removed: tuple[Value, ...]
    added: tuple[Value, ...]

    @property
    def of_another(self) -> bool:
        """Whether it is said of a thing that has another name."""
        return self.part.startswith("<")


class Side(NamedTuple):
    """What one dump says of a thing, and how it names the things that it refers to."""

    triples: frozenset[Triple]
    labels: Mapping[str, str]


class _Spot(NamedTuple):
    part: str
    column: str | None
    property: Iri
    derived: bool


def cells_of(base: str, root: Iri, old: Side, new: Side) -> tuple[Cell, ...]:
    """Return the cells of a thing in which two dumps differ, in the order of the mapping.

    Args:
        base: the ``base_iri`` of both.
        root: the IRI of the thing in both.
        old: what the one says; nothing when the thing is new.
        new: what the other says; nothing when the thing is gone.
    """
    reader = _Reader(base, root)
    gone = reader.spots(old.triples - new.triples)
    come = reader.spots(new.triples - old.triples)
    own = reader.values(old.triples), reader.values(new.triples)
    told: list[tuple[_Spot, Cell]] = []
    translated = any(spot.column == _LANGUAGE for spot in {*gone, *come})
    for spot in sorted({*gone, *come}, key=reader.order):
        if spot.property == _SAID_OF_THE_OTHER:
            continue
        cell = Cell(
            spot.column,
            shortened(spot.property),
            spot.part,
            reader.read(gone.get(spot, ()), old.labels),
            reader.read(come.get(spot, ()), new.labels),
        )
        if translated and spot.column != _LANGUAGE:
            cell = _without_retagged(cell)
            if not (cell.removed or cell.added):
                continue
        if not _follows(spot, cell, (gone.get(spot, ()), come.get(spot, ())), own):
            told.append((spot, cell))
    return tuple(cell for cell in reader.without_repetitions(told))


def _without_retagged(cell: Cell) -> Cell:
    """Return the cell without the texts that only followed the language of the entry."""
    texts = [
        {each.text for each in side if is_literal(each.term)} for side in (cell.removed, cell.added)
    ]
    same = texts[0] & texts[1]
    removed, added = (
        tuple(each for each in side if each.text not in same) for side in (cell.removed, cell.added)
    )
    return replace(cell, removed=removed, added=added)


def _follows(
    spot: _Spot,
    cell: Cell,
    terms: tuple[Iterable[str], Iterable[str]],
    own: tuple[Mapping[str, set[str]], Mapping[str, set[str]]],
) -> bool:
    """Return whether a part only repeats what the thing itself says in the same column."""
    return bool(
        spot.part
        and spot.column
        and not cell.of_another
        and all(
            set(each) <= known.get(spot.column, set())
            for each, known in zip(terms, own, strict=True)
        )
    )


class _Reader:
    """Reads the statements of one thing by the mapping."""

    def __init__(self, base: str, root: Iri) -> None:
        self.base, self.root = base, root
        self.path = root[1:-1].removeprefix(base)

    def part_of(self, subject: str) -> str:
        if subject == self.root:
            return ""
        start = f"{self.root[:-1]}#"
        return subject[len(start) : -1] if subject.startswith(start) else subject

    def spots(self, triples: Iterable[Triple]) -> dict[_Spot, list[str]]:
        found: dict[_Spot, list[str]] = defaultdict(list)
        for subject, property, value in triples:
            part = self.part_of(subject)
            column = self.column(part, property, value)
            derived = self._derived(part, column, property, value)
            found[_Spot(part, column, property, derived)].append(value)
        return found

    def values(self, triples: Iterable[Triple]) -> dict[str, set[str]]:
        """Return what the thing itself states, by column."""
        found: dict[str, set[str]] = defaultdict(set)
        for spot, values in self.spots(each for each in triples if each[0] == self.root).items():
            found[spot.column or ""].update(values)
        return found

    def fields(self, part: str) -> tuple[Field[Any], ...]:
        if part.startswith("<"):
            return ()
        return fields_of(f"{self.path}#{part}" if part else self.path)

    def column(self, part: str, property: Iri, value: str) -> str | None:
        """Return the column that a statement was made from."""
        columns = [each.column for each in self.fields(part) if each.property == property]
        known = list(dict.fromkeys(column for column in columns if column))
        if len(known) < 2:
            return known[0] if known else None
        language = literal_parts(Literal(value))[2] if is_literal(value) else None
        if sided := [column for column in known if re.split(r"[._]", column)[-1] == language]:
            return sided[0]
        if named := [column for column in known if self._names(column, value)]:
            return named[0]
        if set(known) == {"programme.id", "event_date"}:
            return known[value.startswith(f"{self.root[:-1]}#")]
        if known == ["id", "identifiers"] and is_literal(value):
            # An identifier of others begins with its scheme.
            return known[":" in literal_parts(Literal(value))[0]]
        return " / ".join(known)

    def _names(self, column: str, term: str) -> bool:
        """Return whether a term is one of the things that a column of resources names."""
        if column not in RESOURCES.names:
            return False
        paths = RESOURCES[column].datatype.paths
        return term.startswith(tuple(f"<{self.base}{path}" for path in paths))

    def _derived(self, part: str, column: str | None, property: Iri, value: str) -> bool:
        """Return whether the value is one that the table of concepts gives to a concept."""
        given = any(
            each.through and (each.column, each.property) == (column, property)
            for each in self.fields(part)
        )
        return given and not value.startswith(f"<{self.base}")

    def order(self, spot: _Spot) -> tuple[object, ...]:
        """Return the key of the order of cells: the thing, its parts, other things."""
        places = {
            each.property: at for at, each in reversed(list(enumerate(self.fields(spot.part))))
        }
        part = "" if spot.part in RECORD_PARTS else spot.part
        place = places.get(spot.property, len(places))
        place += 1000 * (spot.part in RECORD_PARTS)
        return spot.part.startswith("<"), part, place, spot.property, f"{spot.column}{spot.derived}"

    def read(self, terms: Iterable[str], labels: Mapping[str, str]) -> tuple[Value, ...]:
        return tuple(sorted(Value(self._text(term, labels), term) for term in terms))

    def _text(self, term: str, labels: Mapping[str, str]) -> str:
        if is_literal(term):
            return literal_parts(Literal(term))[0]
        if term in labels:
            return literal_parts(Literal(labels[term]))[0]
        path = term[1:-1].removeprefix(self.base)
        return resource_id(path) or path if path != term[1:-1] else path

    def without_repetitions(self, changed: list[tuple[_Spot, Cell]]) -> list[Cell]:
        """Return the cells, without the statements that only follow from another cell."""
        leading = {
            spot: (cell.removed, cell.added)
            for spot, cell in changed
            if spot.column and self._leads(spot, cell)
        }
        columns = {spot.column for spot in leading}
        parts = {spot.part for spot in leading}
        said: set[object] = set()
        kept = []
        for spot, cell in changed:
            if spot not in leading:
                if spot.column in columns or cell.of_another and leading:
                    continue
                if spot.column is None and spot.part in parts - {"", *RECORD_PARTS}:
                    continue
                if self._names_a_part(cell, parts):
                    continue
            once = (
                spot.part,
                spot.column or spot.property,
                tuple(each.text for each in cell.removed),
                tuple(each.text for each in cell.added),
            )
            if once not in said:
                said.add(once)
                kept.append(cell)
        return kept

    def _leads(self, spot: _Spot, cell: Cell) -> bool:
        """Return whether the statement is the one that says best what stands in the cell."""
        if spot.derived:
            return False
        values = (value.term for value in (*cell.removed, *cell.added))
        leading = leading_property(self.fields(spot.part), spot.column or "")
        return spot.property == leading and not all(map(self._own_part, values))

    def _own_part(self, term: str) -> bool:
        return term == self.root or term.startswith(f"{self.root[:-1]}#")

    def _names_a_part(self, cell: Cell, parts: set[str]) -> bool:
        values = [value.term for value in (*cell.removed, *cell.added)]
        return all(self._own_part(term) and self.part_of(term) in parts for term in values)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], tuple[Field[Any], ...]], ...]:
    """Return the fields of each class of thing, by the pattern of the paths of its IRIs."""
    mappings: list[ThingMapping[Any]] = [
        *entry_fields.MAPPINGS,
        *shared_things.MAPPINGS,
        *data.MAPPINGS,
    ]
    found = []
    for mapping in mappings:
        if mapping is entry_fields.MEMBERSHIP:
            continue
        subjects = dict.fromkeys(map(mapping.subject, PATHS_IN.values()))
        for subject in chain.from_iterable(re.split(r", | or | and ", one) for one in subjects):
            if " " not in subject:
                pattern = re.escape(subject).replace(r"\{thing\}", ".+")
                pattern = re.sub(r"\\\{[^}]*\\\}", "[^/#]+", pattern)
                found.append((re.compile(pattern), mapping.fields))
    return tuple(found)


@lru_cache(maxsize=4096)
def fields_of(path: str) -> tuple[Field[Any], ...]:
    """Return the fields of a thing by its path under the base, ``ressource/x#event``.

    >>> [field.column for field in fields_of("organisation/x#siren") if field.column]
    ['siren', 'siren']
    """
    matching = (fields for pattern, fields in _patterns() if pattern.fullmatch(path))
    return tuple(field for fields in matching for field in fields)


@lru_cache(maxsize=4096)
def leading_property(fields: tuple[Field[Any], ...], column: str) -> Iri | None:
    """Return the property that says best what stands in a column.

    That is the first one that names the value itself; the language is told by its code.
    """
    known = column.split(" / ")
    own = [field for field in fields if field.column in known and not field.through]
    if column == _LANGUAGE and any(field.property == SCHEMA.inLanguage for field in own):
        return SCHEMA.inLanguage
    names = [field.property for field in own if field.property not in _SAYS_LITTLE]
    best = [property for property in names if property not in _SCHEMA_ORG]
    return next(iter((*best, *names, *(field.property for field in own))), None)


@lru_cache(maxsize=4096)
def shortened(term: Iri) -> str:
    """Return a property with its prefix, ``dct:title``, or its IRI.

    >>> shortened(SCHEMA.name)
    'schema:name'
    """
    for prefix, namespace in PREFIXES.items():
        if term[1:].startswith(namespace):
            return f"{prefix}:{term[1 + len(namespace) : -1]}"
    return term[1:-1]
