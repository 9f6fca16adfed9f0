"""Names in a cell of things of the catalogue: read to their ids, and written by their labels."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from tressons_ld.catalogue.columns.cell_texts import CellAddresses, Parser
from tressons_ld.catalogue.columns.datatypes import Datatype, ThingsById
from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.references import References
from tressons_ld.catalogue.paths import Paths, beginnings
from tressons_ld.findings.finding import Finding, finding


@dataclass(frozen=True)
class ConceptName(Datatype):
    """The name of a concept of the catalogue.

    Attributes:
        scheme: the scheme of the concept.
        kind: what an unknown one is, in the code ``reference.unknown-<kind>``.
    """

    scheme: str
    kind: str = "concept"

    def parser(self, references: References) -> Parser:
        """Return the parser of the name of one concept."""
        return references.concepts(self.scheme).one

    def many_parser(self, references: References) -> Parser:
        """Return the parser of the names of several."""
        return references.concepts(self.scheme).many

    def text(self, value: Any, catalogue: ThingsById) -> str:
        """Return the French label of the concept."""
        return str(catalogue.concepts[self.scheme, value].label_in("fr")[0])


class BroaderConcept(Datatype):
    """The name of a concept of the scheme that is being read."""

    def parser(self, references: References) -> Parser:
        """Return the parser of the name of one concept."""
        return references.own.one

    def many_parser(self, references: References) -> Parser:
        """Return the parser of the names of several."""
        return references.own.many


@dataclass(frozen=True)
class ThingName(Datatype):
    """The name of a thing of one of the shared tables.

    Attributes:
        table: the table, ``places``.
        label: the attribute that holds what the thing is called.
        paths: where its IRI begins, under the base; nothing where that is not one place.
    """

    table: str
    label: str
    paths: tuple[str, ...] = ()

    def parser(self, references: References) -> Parser:
        """Return the parser of the name of one thing."""
        return self._names(references).one

    def many_parser(self, references: References) -> Parser:
        """Return the parser of the names of several."""
        return self._names(references).many

    def text(self, value: Any, catalogue: ThingsById) -> str:
        """Return what the thing is called."""
        return str(getattr(getattr(catalogue, self.table)[value], self.label))

    def _names(self, references: References) -> Names:
        names: Names = getattr(references, self.table)
        return names


@dataclass(frozen=True)
class AgentName(ThingName):
    """The name of a person, or that of an organisation: an agent of the other kind is a finding.

    Attributes:
        person: whether it is that of a person.
    """

    person: bool = False

    def many_parser(self, references: References) -> Parser:
        """Return the parser of the names of several."""
        agents, persons = references.agents, references.persons

        def fits(id: str) -> bool:
            return (id in persons) is self.person

        read = agents.many_that(fits)
        code = "reference.not-a-person" if self.person else "reference.not-an-organisation"

        def parse_agents(
            text: str, row: CellAddresses, column: str, problems: list[Finding]
        ) -> tuple[str, ...]:
            ids: tuple[str, ...] = read(text, row, column, problems)
            others = [id for id in ids if (id in persons) is not self.person]
            if not others:
                return ids
            problems.extend(finding(code, row.at(column), id) for id in others)
            return tuple(id for id in ids if id not in others)

        return parse_agents


AGENT = ThingName("agents", "name")
ORGANISATION = AgentName("agents", "name", beginnings(partial(Paths.agent, person=False)))
PERSON = AgentName("agents", "name", beginnings(partial(Paths.agent, person=True)), person=True)
PLACE = ThingName("places", "name", beginnings(Paths.place))
SERIES = ThingName("series", "title", beginnings(Paths.series))
BROADER = BroaderConcept()
