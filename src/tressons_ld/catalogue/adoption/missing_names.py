"""What cells name and no table has -> the rows that the tables lack, each to be read over."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tressons_ld.catalogue.adoption.agent_names import (
    WrittenName,
    names_in,
    publishers_in,
)
from tressons_ld.catalogue.adoption.cell_readings import is_nothing
from tressons_ld.catalogue.adoption.name_forms import is_body
from tressons_ld.catalogue.adoption.near_names import PerhapsKnown
from tressons_ld.catalogue.adoption.proposed_things import Agents, Kinds, Thing, Things, distinct_id
from tressons_ld.catalogue.adoption.thing_tables import Cells, thing_cells
from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.spelling import LONGEST_NAME
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.folder import CatalogueFolder
from tressons_ld.catalogue.model import (
    AGENTS,
    CONCEPTS,
    KIND_OF_SCHEME,
    PLACES,
    SCHEME_OF_COLUMN,
    SERIES,
)
from tressons_ld.catalogue.tables.shared_names import SharedNames
from tressons_ld.findings.finding import Finding, Location

_UNKNOWN = "reference.unknown-"
_PERSONS = {"persons": True, "organisations": False, "part_of": False}
_ONE_NAME = ("publisher", "catalogue.", "source.", "programme.")
# Of how a fact is known, the words are few and chosen: none is made of a cell.
_CHOSEN = SCHEME_OF_COLUMN["certainty"]
_SCHEME_OF_KIND = {kind: name for name, kind in KIND_OF_SCHEME.items() if name != _CHOSEN}
_LAYOUT_OF_KIND = {
    **{layout.kind: layout for layout in (AGENTS, PLACES, SERIES)},
    **dict.fromkeys(_SCHEME_OF_KIND, CONCEPTS),
}

_NAMING = {"agents": "name", "places": "name", "series": "title"}


@dataclass(frozen=True)
class DoubtfulName:
    """A name of which no row is made: who keeps the catalogue says what it is.

    Attributes:
        name: as its cell has it.
        place: of the first cell that has it.
        near: the names that may be meant; none where it is no name.
    """

    name: str
    place: Location | None
    near: Sequence[str]


@dataclass(frozen=True)
class MissingNames:
    """What the cells of a catalogue name and no table has.

    Attributes:
        rows: table -> the rows that it lacks.
        doubtful: the names of which no row is made.
    """

    rows: dict[str, list[Cells]] = field(default_factory=dict)
    doubtful: list[DoubtfulName] = field(default_factory=list)


def missing_names(folder: CatalogueFolder, language: str) -> MissingNames:
    """Return what the cells of a catalogue name and no table has.

    Args:
        folder: the catalogue.
        language: of the marks, fr or en.

    Raises:
        FolderError: the table of resources cannot be read to its end.
    """
    kinds: dict[str, _ThingsOfOneKind] = {}
    columns = {heading: name for name, (_, heading) in folder.table.header.columns.items()}
    for found in _unknown_names(folder):
        kind = found.code.removeprefix(_UNKNOWN)
        if kind not in kinds:
            kinds[kind] = _ThingsOfOneKind(kind, folder)
        place = found.location
        heading = (place and place.column) or ""
        kinds[kind].meet(found.value or "", columns.get(heading, heading), place)
    missing = MissingNames()
    for each in kinds.values():
        if rows := each.rows(language):
            missing.rows.setdefault(each.layout.name, []).extend(rows)
        missing.doubtful.extend(each.doubtful.values())
    return missing


def _unknown_names(folder: CatalogueFolder) -> Iterator[Finding]:
    """Yield what was found of each name that no table has."""
    wanted = {_UNKNOWN + kind for kind in _LAYOUT_OF_KIND}
    yield from (found for found in folder.findings if found.code in wanted)
    for record in folder.records():
        _, findings = folder.entry(record)
        yield from (found for found in findings if found.code in wanted)


class _ThingsOfOneKind:
    """The things of one table, or of one scheme: those that are known, and those to be made."""

    def __init__(self, kind: str, folder: CatalogueFolder) -> None:
        shared = folder.shared
        self.layout = _LAYOUT_OF_KIND[kind]
        self.doubtful: dict[str, DoubtfulName] = {}
        self._language = shared.catalogue.language
        self._scheme = _SCHEME_OF_KIND.get(kind, "")
        self._things = _things(kind, self._scheme, self._language)
        names = SharedNames.of(shared)
        self._names: Names = (
            names.concepts_of(self._scheme) if self._scheme else getattr(names, self.layout.name)
        )
        self._known: dict[str, str] = {}
        self._near = PerhapsKnown()
        things = _known_things(shared, self.layout, self._scheme)
        self._taken: dict[str, object] = dict.fromkeys(thing.id for thing in things)
        for thing in things:
            for name in self.layout.names_of(thing):
                self._known.setdefault(self._thing(name, None).id, name)
                self._near.add(name)
        self._new: dict[str, Thing] = {}

    def meet(self, name: str, column: str, place: Location | None) -> None:
        """Make a thing of a name, or ask what it is."""
        if not name or name in self.doubtful:
            return
        if len(name) > LONGEST_NAME or is_nothing(name) or not any(map(str.isalnum, name)):
            self.doubtful[name] = DoubtfulName(name, place, ())
            return
        for written in self._written(name, column):
            if self._names.find(written.printed) is None:
                self._meet(written, name, place)

    def _written(self, name: str, column: str) -> Sequence[WrittenName]:
        if self.layout is not AGENTS:
            return [WrittenName(name, False, True, "", name)]
        if column.startswith(_ONE_NAME):
            return publishers_in(name)
        return names_in(name, persons=_PERSONS.get(column), inverted=False)

    def _meet(self, written: WrittenName, text: str, place: Location | None) -> None:
        exact = self._names.find(written.name)
        thing = self._thing(written.name, written)
        known = self._known.get(thing.id)
        if exact is not None or known is not None:
            self.doubtful[text] = DoubtfulName(text, place, (known or written.name,))
        elif thing.id in self._new or not (near := self._near.near(written.name)):
            self._new[thing.id] = thing
            self._near.add(written.name)
            if written.printed != thing.name:
                thing.spellings.setdefault(written.printed)
        else:
            self.doubtful[text] = DoubtfulName(text, place, near)
            self._known[thing.id] = near[0]

    def _thing(self, name: str, written: WrittenName | None) -> Thing:
        if isinstance(self._things, Agents):
            person = not is_body(name)
            return self._things.of(written or WrittenName(name, person, False, "", name))
        if isinstance(self._things, Kinds):
            return self._things.of(name)
        return self._things.named(name)

    def rows(self, language: str) -> list[Cells]:
        """Return the rows to be added, marked as to be read over."""
        called = _NAMING.get(self.layout.name, f"label_{self._language}")
        made = []
        for thing in self._new.values():
            thing.id = distinct_id(thing.id, self._taken)
            self._taken[thing.id] = None
            names = [*self.layout.names]
            if called not in names:
                names.append(called)
            row = thing_cells(thing, names, called, language)
            if self._scheme:
                row["scheme"] = self._scheme
            made.append(row)
        return made


def _things(kind: str, scheme: str, language: str) -> Things:
    if kind == AGENTS.kind:
        return Agents()
    if scheme == SCHEME_OF_COLUMN["kind"]:
        return Kinds(language)
    return Things(kind)


def _known_things(shared: Any, layout: Layout, scheme: str) -> list[Any]:
    if layout is CONCEPTS:
        return [one for (of, _), one in shared.concepts.items() if of == scheme]
    things: Mapping[str, Any] = getattr(shared, layout.name)
    return list(things.values())
