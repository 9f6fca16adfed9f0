"""The RDF document of a thing: its own statements, and the labels and types of what they name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, cached_property
from itertools import chain
from typing import NamedTuple

from tressons_ld.catalogue.paths import Paths, in_a_folder
from tressons_ld.mapping import data, edition, entry_fields, fields, shared_things
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.formats import JSON_LD, TURTLE
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.terms import Iri, Triple, is_iri
from tressons_ld.rdf.units import OrderedUnit, PropertyOrder, Unit, names_of
from tressons_ld.rdf.vocabularies import PROFILE, RDF, SCHEMA

EXTENSIONS = {format.name: format.extension for format in (TURTLE, JSON_LD)}
"""The formats that each thing has a document in, with their extensions."""

MOST_IN_ONE_FOLDER = 50_000
"""Entries above which their documents are spread over folders."""


@cache
def property_order(language: str) -> PropertyOrder:
    """Return the order of properties: that of the mapping, schema.org's after the others."""
    mappings = (*entry_fields.MAPPINGS, *data.MAPPINGS, edition.EDITION, *shared_things.MAPPINGS)
    schema_org = frozenset(SCHEMA)
    stated = sorted(fields.property_order(mappings), key=schema_org.__contains__)
    return PropertyOrder(stated, language)


def entry_path(id: str, entries: int, paths: Paths) -> str:
    """Return the path of the documents of an entry, without their extension.

    ``ressource/{id}``, or ``ressource/{last two characters of the id}/{id}`` in a catalogue of more
    than 50 000 entries: a folder that the rules of a web server can take from an address.
    """
    if entries <= MOST_IN_ONE_FOLDER:
        return paths.resource(id)
    return in_a_folder(paths.resource(id))


class _Label(NamedTuple):
    """The types and names of a thing as documents have them, and the IRIs they are written with."""

    names: frozenset[Iri]
    texts: dict[str, str]


class Documents:
    """Writes the documents of the things of a catalogue.

    Attributes:
        order: the order that properties are written in.
        paths: those of the catalogue.
    """

    def __init__(self, graph: CatalogueGraph) -> None:
        """Take the statements of the catalogue."""
        self._graph = graph
        self.paths = graph.context.iris.paths
        self.order = property_order(graph.shared.catalogue.language)
        self._known_labels: dict[Iri, _Label] = {}

    def __reduce__(self) -> tuple[type, tuple[CatalogueGraph]]:
        """Pickle by what it was made of: labels are written again where they are needed."""
        return type(self), (self._graph,)

    @cached_property
    def labels(self) -> Mapping[Iri, tuple[Triple, ...]]:
        """The types and names of the things that documents name."""
        things = {**self._graph.things, PROFILE: self._graph.authority_triples}
        return shared_things.labels_of(things)

    def of_thing(self, path: str, unit: Unit, extra: Sequence[Triple] = ()) -> dict[str, bytes]:
        """Return the documents of a shared thing: path -> content.

        Args:
            path: of the documents, without their extension.
            unit: the thing with its statements.
            extra: what its documents state and no file of the whole catalogue does.
        """
        described = {subject for subject, property, _ in unit.triples if property == RDF.type}
        names = dict.fromkeys(
            term
            for subject, property, value in unit.triples
            for term in ((subject,) if property == RDF.type else (subject, value))
            if term not in described
        )
        known = self.labels
        labels = [triple for name in names if name in known for triple in known[Iri(name)]]
        arranged = self.order.arrange(unit._replace(triples=(*unit.triples, *extra, *labels)))
        used = names_of([arranged])
        forms = {extension: SERIALISERS[name] for name, extension in EXTENSIONS.items()}
        return {
            f"{path}{extension}": form.within(used, form.unit(arranged)).encode()
            for extension, form in forms.items()
        }

    def of_entry(
        self, path: str, arranged: OrderedUnit, text: Callable[[str], str]
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the path and the content of each document of an entry.

        Args:
            path: of the documents, without their extension.
            arranged: the entry's statements.
            text: the same in a format, as files of the whole catalogue have it.
        """
        labels = [
            label
            for name in dict.fromkeys(
                term
                for subject, properties in arranged.nodes.items()
                for term in (subject, *chain.from_iterable(properties.values()))
                if is_iri(term)
            )
            if RDF.type not in arranged.nodes.get(Iri(name), ()) and (label := self._label(name))
        ]
        names = names_of([arranged]).union(*(label.names for label in labels))
        for name, extension in EXTENSIONS.items():
            form = SERIALISERS[name]
            body = form.separator.join((text(name), *(label.texts[name] for label in labels)))
            yield f"{path}{extension}", form.within(names, body).encode()

    def _label(self, name: str) -> _Label | None:
        """Return the types and names of a thing; those of a shared thing are written once."""
        thing, known = Iri(name), self._known_labels
        if thing in known:
            return known[thing]
        if thing in self.labels and self._graph.is_own(thing):
            return known.setdefault(thing, self._written_label(thing, self.labels[thing]))
        id = self._graph.entry_named(thing)
        return None if id is None else self._written_label(thing, self._graph.stub(id))

    def _written_label(self, thing: Iri, triples: Sequence[Triple]) -> _Label:
        arranged = self.order.arrange(Unit(thing, thing, tuple(triples)))
        texts = {form: SERIALISERS[form].unit(arranged) for form in EXTENSIONS}
        return _Label(names_of([arranged]), texts)
