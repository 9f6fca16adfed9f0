"""What cells may call the shared things."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

from tressons_ld.catalogue.columns.names import Names
from tressons_ld.catalogue.columns.references import NO_RESOURCES, References, ResourceIds
from tressons_ld.catalogue.columns.table_layout import Layout
from tressons_ld.catalogue.model import (
    AGENTS,
    CONCEPTS,
    KIND_OF_SCHEME,
    PLACES,
    SERIES,
    Authorities,
    Concept,
    SharedPart,
)


@dataclass(frozen=True)
class SharedNames:
    """What cells may call the shared things: by their ids, labels, acronyms, other spellings."""

    agents: Names
    places: Names
    series: Names
    concepts: Mapping[str, Names]

    @classmethod
    def of(cls, shared: SharedPart) -> "SharedNames":
        """Return the names of the shared things."""
        agents, places, series = no_names(AGENTS), no_names(PLACES), no_names(SERIES)
        for agent in shared.agents.values():
            agents.add(agent.id, AGENTS.names_of(agent))
        for place in shared.places.values():
            places.add(place.id, PLACES.names_of(place))
        for one in shared.series.values():
            series.add(one.id, SERIES.names_of(one))
        return cls(agents, places, series, names_of_concepts(shared.concepts.values()))

    def collisions(self) -> list[tuple[str, ...]]:
        """Return the names that stand for two things of one kind (see :class:`Names`)."""
        every = (self.agents, self.places, self.series, *self.concepts.values())
        return [(names.kind, *collision) for names in every for collision in names.collisions()]

    def concepts_of(self, scheme: str) -> Names:
        """Return the names of a scheme's concepts: none when the scheme has none."""
        return self.concepts.get(scheme) or no_names_of_concepts(scheme)

    def references(
        self,
        authorities: Authorities,
        *,
        resources: ResourceIds = NO_RESOURCES,
        persons: Container[str] = (),
        own: Names | None = None,
        language: str = "",
    ) -> References:
        """Return what the cells of a table may name.

        Args:
            authorities: the terms of other people's tables.
            resources: the ids of the resources.
            persons: the ids of those of the agents that are persons.
            own: what the things of the table that is read, or of the scheme, are called.
            language: of the catalogue.
        """
        return References(
            agents=self.agents,
            places=self.places,
            series=self.series,
            concepts=self.concepts_of,
            codes=authorities.names,
            resources=resources,
            persons=persons,
            own=own or no_names(CONCEPTS),
            language=language,
        )


def no_names(layout: Layout, file: str = "") -> Names:
    """Return the names of the things of a table, before any is added.

    Args:
        layout: of the table.
        file: path of the table, where it is not the usual one.
    """
    return Names(layout.kind, file or f"data/{layout.name}.csv")


def no_names_of_concepts(scheme: str, file: str = "") -> Names:
    """Return the names of the concepts of a scheme, before any is added."""
    return Names(KIND_OF_SCHEME.get(scheme, "concept"), file or f"data/{CONCEPTS.name}.csv")


def names_of_concepts(concepts: Iterable[Concept]) -> dict[str, Names]:
    """Return the names of concepts, by scheme."""
    schemes: dict[str, Names] = {}
    for concept in concepts:
        if concept.scheme not in schemes:
            schemes[concept.scheme] = no_names_of_concepts(concept.scheme)
        names, called = schemes[concept.scheme], CONCEPTS.names_of(concept)
        if concept.members:
            names.add_group((concept.id, *called))
        else:
            names.add(concept.id, called)
    return schemes
