"""The things that the datasets of a DCAT feed name, with what the feed says of them.

A feed gives agents, concepts, places and series names of their own (IRIs), labels in several
languages and descriptions; their rows have these, where a table has but the word in a cell.
"""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from tressons_ld.catalogue.adoption.named_tables import TABLE_NAMED
from tressons_ld.catalogue.columns.ids import is_id
from tressons_ld.catalogue.columns.spelling import fold
from tressons_ld.rdf.terms import Iri
from tressons_ld.rdf.vocabularies import BIBO, DCMITYPE, DCT, FOAF, RDF, SCHEMA, SKOS

_COLUMNS: Mapping[Iri, str] = {
    DCT.description: "description",
    SKOS.definition: "definition",
    FOAF.homepage: "homepage",
    SKOS.altLabel: "spellings",
}
_SEVERAL = ("spellings",)

Nodes = Mapping[Any, Mapping[Iri, list[Any]]]


class GivenThing(NamedTuple):
    """What a feed says of a thing that its datasets name.

    Attributes:
        id: the end of its IRI, where that can be an id of ours; else empty.
        cells: of its row, by column.
    """

    id: str
    cells: Mapping[str, str]


GivenThings = Mapping[tuple[str, str], GivenThing]
"""The things of a feed, by their table or scheme and their name, folded."""


class FeedThings:
    """Gathers the things that the datasets of one feed name."""

    def __init__(self, nodes: Nodes) -> None:
        """Take what the feed states.

        Args:
            nodes: subject -> property -> values.
        """
        self._nodes = nodes
        self._things: dict[tuple[str, str], GivenThing] = {}
        self._types: dict[str, list[set[tuple[str, str]]]] = {}

    def meet(self, column: str, value: Any, name: str) -> None:
        """Meet what a dataset names: the first thing of a name is the one."""
        table = TABLE_NAMED.get(column)
        if table is None or not name or hasattr(value, "language"):
            return
        key = table, fold(name)
        if key not in self._things:
            segment = value.value.rstrip("/#").rpartition("/")[2].rpartition("#")[2]
            ours = is_id(segment) and any(map(str.isalpha, segment))
            self._things[key] = GivenThing(segment if ours else "", dict(self._cells(value, name)))

    def typed(self, kind: str, dataset: Mapping[Iri, list[Any]]) -> None:
        """Note the types of a dataset of a kind: those of all of a kind are those of the kind."""
        found = {
            (column, f"{prefix}{each.value.removeprefix(start)}")
            for name, start, column, prefix in (
                (RDF.type, SCHEMA.namespace, "schema_type", ""),
                (RDF.type, BIBO.namespace, "rdf_types", "bibo:"),
                (DCT.type, DCMITYPE.namespace, "dcmi_type", ""),
            )
            for each in dataset.get(name, ())
            if each.value.startswith(start)
        }
        self._types.setdefault(fold(kind), []).append(found)

    def all(self) -> GivenThings:
        """Return them, kinds with the types that all their datasets have."""
        things = dict(self._things)
        for kind, each in self._types.items():
            columns: dict[str, list[str]] = {}
            for column, type in sorted(set.intersection(*each)):
                columns.setdefault(column, []).append(type)
            types = {column: "; ".join(names) for column, names in columns.items()}
            if types:
                thing = things.get(("genre", kind), GivenThing("", {}))
                things["genre", kind] = thing._replace(cells={**thing.cells, **types})
        return things

    def _cells(self, value: Any, name: str) -> Iterable[tuple[str, str]]:
        node = self._nodes.get(value, {})
        for label in sorted(node.get(SKOS.prefLabel, ()), key=str):
            if language := getattr(label, "language", None):
                yield f"label_{language.lower()}", label.value
        for property, column in _COLUMNS.items():
            texts = sorted({each.value for each in node.get(property, ())} - {name})
            if column in _SEVERAL:
                yield column, "; ".join(text for text in texts if ";" not in text)
            elif texts:
                yield column, texts[0]
