"""The JSON-LD of a page about its thing: what ``embed`` gives, pure schema.org."""

from collections import ChainMap
from functools import cached_property

from tressons_ld.artifacts import MappedEntry
from tressons_ld.consumers.web_page import Stub, compact, page_jsonld, stub_of
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.rdf.units import Unit


class PageData:
    """Writes the JSON-LD of each page; that of a shared thing once for all languages."""

    def __init__(self, graph: CatalogueGraph) -> None:
        """Take the statements of the catalogue."""
        self._graph = graph
        self._of_things: dict[str, str] = {}

    def of_entry(self, entry: MappedEntry) -> str:
        """Return the JSON-LD of a resource.

        A resource that it names is called by its title where the index holds titles.
        """
        graph, named = self._graph, dict[Iri, Stub]()
        for id in entry.entry.named_resources:
            thing = graph.context.iris.resource(id)
            stub = stub_of(thing, graph.stub(id), graph.context.language)
            if stub:
                named[thing] = stub
        return compact(
            page_jsonld(entry.unit, ChainMap(named, self._names) if named else self._names)
        )

    def describes(self, path: str) -> bool:
        """Return whether there is a shared thing at a path, with statements of its own."""
        return self._graph.context.iris.at(path) in self._graph.things

    def of_thing(self, path: str) -> str:
        """Return the JSON-LD of a shared thing, by its path; empty where schema.org has none."""
        if path not in self._of_things:
            self._of_things[path] = self._written(path)
        return self._of_things[path]

    def _written(self, path: str) -> str:
        iris = self._graph.context.iris
        thing = iris.at(path)
        triples: tuple[Triple, ...] = tuple(self._graph.things.get(thing, ()))
        if stub_of(thing, triples, self._graph.context.language) is None:
            return ""
        unit = Unit(iris.graph(thing), thing, triples)
        return compact(page_jsonld(unit, self._names))

    @cached_property
    def _names(self) -> dict[Iri, Stub]:
        language = self._graph.context.language
        stubs = {
            thing: stub_of(thing, triples, language)
            for thing, triples in self._graph.things.items()
        }
        return {thing: stub for thing, stub in stubs.items() if stub}
