"""The agents, kinds, concepts, places and series that the cells of a table name."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import product

from tressons_ld.catalogue.adoption.agent_names import (
    WrittenName,
    has_semicolons,
    names_in,
    publishers_in,
)
from tressons_ld.catalogue.adoption.cell_readings import clean_text, is_nothing, without_address
from tressons_ld.catalogue.adoption.feed_things import GivenThing
from tressons_ld.catalogue.adoption.heading_words import AUTHORS
from tressons_ld.catalogue.adoption.initials_behind import (
    initials_set_apart,
    initials_stand_behind,
)
from tressons_ld.catalogue.adoption.keeper_answers import NO_ANSWERS, KeeperAnswers
from tressons_ld.catalogue.adoption.named_tables import SCHEME_OF
from tressons_ld.catalogue.adoption.proposed_things import Agents, Kinds, Thing, Things
from tressons_ld.catalogue.adoption.row_reader import AdoptedRow, RowReader
from tressons_ld.catalogue.adoption.several_values import Separator, separator_of
from tressons_ld.catalogue.adoption.source import SourceRow, SourceTable
from tressons_ld.catalogue.model import RESOURCES
from tressons_ld.findings.messages import sentence

_FEW_THEMES, _MOST_THEMES = 40, 300
_OF_MOST_ROWS = 0.5
_OF_MOST_NAMES = 0.4
_SAMPLE, _NEARLY_ALL, _FEW_NAMES = 300, 0.9, 8

KIND_GIVEN = sentence("adoption.kind-unknown")


class _AgentCells:
    """The cells of a table that name agents, each read once."""

    def __init__(self, table: SourceTable, agents: Agents) -> None:
        self._table, self._agents = table, agents
        self._inverted: dict[int, bool] = {}
        self._initials: dict[int, bool] = {}
        self._persons: dict[int, bool] = {}
        self._agents_of: dict[tuple[int, str], list[Thing]] = {}

    def named(self, text: str, index: int, persons: bool | None) -> list[Thing]:
        """Return whom a cell names: persons, or bodies, or both where that is not known."""
        known = self._agents_of.get((index, text))
        if known is not None:
            return known
        if index not in self._inverted:
            texts = list(self._table.filled(index))
            self._initials[index] = persons is not False and initials_stand_behind(texts)
            self._inverted[index] = self._initials[index] or has_semicolons(texts)
        clean = without_address(clean_text(text, paragraphs=True).text)
        if self._initials[index]:
            clean = initials_set_apart(clean)
        inverted, alone = self._inverted[index], self._are_persons(index)
        names = names_in(clean, persons=persons, inverted=inverted, alone=alone)
        return self._met(text, index, names)

    def _are_persons(self, index: int) -> bool:
        """Return whether nearly all names of a column are of persons, as far as that can be told.

        Left out are those of one word, and what capitals alone tell of, of which there are fewer.
        """
        if index not in self._persons and self._initials[index]:
            self._persons[index] = True
        if index not in self._persons:
            inverted = self._inverted[index]
            sample = list(dict.fromkeys(self._table.filled(index)))[:_SAMPLE]
            found = [
                name
                for text in sample
                for name in names_in(text, persons=None, inverted=inverted)
                if " " in name.name
            ]
            told = [name.person for name in found if name.sure or name.person]
            persons = sum(told) > _NEARLY_ALL * max(_FEW_NAMES, len(told))
            self._persons[index] = persons and len(told) > _OF_MOST_NAMES * len(found)
        return self._persons[index]

    def publishing(self, text: str, index: int) -> list[Thing]:
        """Return who publishes: an author of the table who is named, else a body as it stands."""
        known = self._agents_of.get((index, text))
        if known is not None:
            return known
        clean = without_address(clean_text(text, paragraphs=True).text)
        names = [
            name if self._agents.knows_person(name) else body
            for body in publishers_in(clean)
            for name in (names_in(body.printed, persons=None, inverted=True) or [body])[:1]
        ]
        return self._met(text, index, names)

    def _met(self, text: str, index: int, names: list[WrittenName]) -> list[Thing]:
        things = [self._agents.of(name) for name in names if not is_nothing(name.name)]
        found = list({thing.id: thing for thing in things}.values())
        self._agents_of[index, text] = found
        return found


class NamedThings:
    """What the cells of one table name, each once.

    Attributes:
        agents: persons and bodies.
        kinds: kinds of resources.
        concepts: scheme -> its concepts.
        places: places.
        series: series.
    """

    def __init__(
        self, reader: RowReader, language: str, answers: KeeperAnswers = NO_ANSWERS
    ) -> None:
        """Meet the agents that the table names; the others as their rows are read.

        Args:
            reader: of the cells.
            language: of the catalogue.
            answers: what was said in the place of guesses.
        """
        self._reader, self._language, self._answers = reader, language, answers
        self.table, self.matched, self.outcome = reader.table, reader.matched, reader.outcome
        given = self._given
        self.agents, self.kinds = Agents(given("agents")), Kinds(language, given("genre"))
        self.concepts = {scheme: Things(scheme, given(scheme)) for scheme in SCHEME_OF.values()}
        self.places = Things("lieu", given("places"))
        self.series = Things("serie", given("series"))
        self._separators: dict[int, Separator] = {}
        self._agent_cells = _AgentCells(self.table, self.agents)
        self._publishers: Counter[str] = Counter()
        self._themes_or_keywords()
        self._meet_agents()

    def _given(self, table: str) -> dict[str, GivenThing]:
        return {name: thing for (of, name), thing in self.table.things.items() if of == table}

    def read(self, group: list[SourceRow], adopted: AdoptedRow) -> None:
        """Read what the rows of one resource name, but for its kind."""
        self._agents(group, adopted.cells)
        self._terms(group, adopted.cells)

    def publisher(self, rows: int) -> Thing | None:
        """Return the agent that is said to publish, or that most of the rows name so, or None."""
        if said := self._answers.publisher:
            for name in publishers_in(said):
                return self.agents.of(name)
        agents = {agent.id: agent for agent in self.agents}
        most = self._publishers.most_common(1)
        return agents[most[0][0]] if most and most[0][1] >= _OF_MOST_ROWS * rows else None

    def kind(self, row: SourceRow, adopted: AdoptedRow) -> None:
        """Read the kind of a resource; one that has none is given the general one."""
        index, text = self._reader.cell(row, "kind")
        # A kind takes one value: rather « Ethnographie / Biographie » whole than half of it, and
        # « Document, report » where neither stands alone elsewhere.
        parted = text and self._separator(index, terms=False).sign != "/"
        values = self._separator(index, terms=False).values(text) if parted else [text]
        first = clean_text(values[0], paragraphs=False).text if values else ""
        self.outcome.second_values["kind"] += max(0, len(values) - 1)
        if not first:
            first = self.outcome.kind or self._answers.kind or self._general_kind()
            self.outcome.kind = first
            self.outcome.kinds_given += 1
            known = index >= 0 or self.matched.one("kind") is not None
            if known and not self._answers.kind:
                adopted.notes.append(KIND_GIVEN)
        adopted.cells["kind"] = self.kinds.cell(self.kinds.of(first))

    def _general_kind(self) -> str:
        """Return what the rows are called that no cell calls anything."""
        dataset = (
            self.matched.one("download_url") is not None and self.matched.one("format") is not None
        )
        return self.kinds.general(dataset=dataset)

    def _meet_agents(self) -> None:
        """Meet each agent once, so that it is known which are persons before a cell names one."""
        for index, persons in self._columns_of_agents():
            for text in dict.fromkeys(self.table.filled(index)):
                self._agent_cells.named(text, index, persons)
        for index in self.matched.columns.get("publisher", ()):
            for text in dict.fromkeys(self.table.filled(index)):
                self._agent_cells.publishing(text, index)
        self.agents.note_perhaps_same()

    def _columns_of_agents(self) -> Iterator[tuple[int, bool | None]]:
        for column, persons in ((AUTHORS, None), ("persons", True), ("organisations", False)):
            for index in self.matched.columns.get(column, ()):
                yield index, persons

    def _agents(self, group: list[SourceRow], cells: dict[str, str]) -> None:
        named: dict[str, dict[str, None]] = {}
        together = AUTHORS in self.matched.columns
        row = group[0]
        for (index, persons), each in product(self._columns_of_agents(), group):
            for agent in self._agent_cells.named(each.cells[index].strip(), index, persons):
                column = "persons" if agent.cells["type"] == "personne" else "organisations"
                kept = named.setdefault(AUTHORS if together else column, {})
                kept.setdefault(self.agents.cell(agent))
        for column, names in named.items():
            if names:
                cells[column] = "; ".join(names)
        if contacts := "; ".join(dict.fromkeys(self._contacts(row))):
            cells["contacts"] = contacts
        index, text = self._reader.cell(row, "publisher")
        if text:
            publishers = self._agent_cells.publishing(text, index)
            self.outcome.second_values["publisher"] += max(0, len(publishers) - 1)
            if publishers:
                cells["publisher"] = self.agents.cell(publishers[0])
                self._publishers[publishers[0].id] += 1

    def _contacts(self, row: SourceRow) -> Iterator[str]:
        """Yield whom to write to: an address as it stands, or an agent with a name."""
        for index in self.matched.columns.get("contacts", ()):
            for text in re.split(r"[;\n]", row.cells[index]):
                address = re.search("https?://|@", text)
                if not address:
                    named = self._agent_cells.named(text.strip(), index, None)
                    yield from (self.agents.cell(agent) for agent in named)
                    continue
                reading = self._reader.reader("contacts").read(text.strip())
                if written := self.outcome.value(index, row.number, text.strip(), reading):
                    yield written

    def _themes_or_keywords(self) -> None:
        """Take themes that are nearly as many as the rows for keywords: a list is shorter."""
        indexes, rows = self.matched.columns.get("themes", []), len(self.table.rows)
        different: set[str] = set()
        for index in indexes:
            separator = self._separator(index, terms=False)
            for text in self.table.filled(index):
                different.update(value.casefold() for value in separator.values(text))
        if len(different) > max(_FEW_THEMES, min(_MOST_THEMES, _OF_MOST_ROWS * rows)):
            self.matched.columns.setdefault("keywords", []).extend(
                self.matched.columns.pop("themes")
            )
            self.matched.columns["keywords"].sort()
            self._separators.clear()
            self.outcome.separators.clear()
            self.outcome.themes_as_keywords = True

    def _separator(self, index: int, *, terms: bool) -> Separator:
        if index not in self._separators:
            texts = list(self.table.filled(index))
            commas = index not in self.matched.columns.get("series", ())
            found = separator_of(texts, terms=terms, commas=commas)
            self._separators[index] = found
            of_kind = index in self.matched.columns.get("kind", ()) and found.sign == "/"
            if found.sign and found.sign != ";" and not of_kind:
                self.outcome.separators[index] = found.sign
        return self._separators[index]

    def _values(self, group: list[SourceRow], column: str, *, terms: bool) -> list[str]:
        values: dict[str, str] = {}
        for index in self.matched.columns.get(column, ()):
            separator = self._separator(index, terms=terms)
            for text in dict.fromkeys(row.cells[index].strip() for row in group):
                for value in separator.values(text) if text else ():
                    clean = clean_text(value, paragraphs=False).text.replace(";", ",")
                    if clean and not is_nothing(clean):
                        values.setdefault(clean.casefold(), clean)
        return list(values.values())

    def _terms(self, group: list[SourceRow], cells: dict[str, str]) -> None:
        keywords = self._values(group, "keywords", terms=True)
        if keywords:
            cells["keywords"] = "; ".join(keywords)
        tables = {"places": self.places, "series": self.series}
        for column in (*SCHEME_OF, *tables):
            things = tables[column] if column in tables else self.concepts[SCHEME_OF[column]]
            values = self._values(group, column, terms=column in ("audiences", "levels"))
            if not RESOURCES[column].many and len(values) > 1:
                self.outcome.second_values[column] += len(values) - 1
                values = values[:1]
            named = {thing.id: thing for thing in map(things.named, values)}
            if named:
                cells[column] = "; ".join(things.cell(thing) for thing in named.values())
