"""The RDF documents of all things, at the paths of their IRIs: ``.ttl`` and ``.jsonld``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tressons_ld.artifacts import Artifact, File, Fold, MappedEntry, Part, PublicationFacts
from tressons_ld.identity.recorder import Recorder
from tressons_ld.mapping.data_files import DATA_FILES, file_facts_to_rdf
from tressons_ld.mapping.rdf_documents import EXTENSIONS, Documents, entry_path
from tressons_ld.mapping.void_statistics import counts_to_rdf, links_to_others
from tressons_ld.publication.dumps import authorities_unit, shared_units
from tressons_ld.rdf.terms import Triple
from tressons_ld.rdf.units import Unit


class EntryDocuments(Artifact):
    """The documents of each entry."""

    name = "entry documents"

    def __init__(self, documents: Documents, entries: int) -> None:
        """Take what writes documents, and the number of entries, which decides how they lie."""
        self._documents, self._entries = documents, entries

    def fingerprint(self) -> str:
        """Return where the documents of an entry would lie."""
        return entry_path("x", self._entries, self._documents.paths)

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the documents of some entries."""
        files = {
            path: content
            for entry in entries
            for path, content in entry.documents(
                self._documents,
                entry_path(entry.entry.id, self._entries, self._documents.paths),
            ).items()
        }
        return Part(files=files)

    def paths(self, id: str) -> Iterable[str]:
        """Return the paths of the documents of an entry."""
        path = entry_path(id, self._entries, self._documents.paths)
        return (f"{path}{extension}" for extension in EXTENSIONS.values())


class ThingDocuments(Artifact):
    """The documents of the shared things; the catalogue's is the whole graph."""

    name = "thing documents"

    def __init__(self, recorder: Recorder, documents: Documents) -> None:
        """Take the statements of the catalogue, and what writes documents."""
        self._recorder, self._documents = recorder, documents

    def fold(self) -> Fold:
        """Return the files: they are made once, from the facts."""
        return _ThingDocumentFiles(self._recorder, self._documents)


class _ThingDocumentFiles(Fold):
    def __init__(self, recorder: Recorder, documents: Documents) -> None:
        self._recorder, self._documents = recorder, documents

    def files(self, facts: PublicationFacts) -> Iterator[File]:
        graph = self._recorder.graph
        iris = graph.context.iris
        for unit in shared_units(self._recorder, facts):
            path = iris.relative(unit.root) or ""
            if path in self._recorder.retired_triples or unit.root == iris.catalogue:
                continue
            if unit.root == iris.data:
                documents = self._documents.of_thing(path, unit, self._statistics(facts))
            else:
                documents = self._documents.of_thing(path, self._with_concepts(unit))
            yield from documents.items()
        unit = authorities_unit(self._recorder, facts)
        yield from self._documents.of_thing(iris.paths.authorities, unit).items()

    def _with_concepts(self, unit: Unit) -> Unit:
        """Return a scheme's unit with its concepts in full; any other unit as it is."""
        graph, context = self._recorder.graph, self._recorder.graph.context
        schemes = {iri: scheme for scheme, iri in context.schemes.items()}
        if unit.root not in schemes:
            return unit
        concepts = [
            triple
            for concept in context.shared.concepts_of(schemes[unit.root])
            for triple in graph.things[context.concepts[concept.scheme, concept.id]]
        ]
        return unit._replace(triples=(*unit.triples, *concepts))

    def _statistics(self, facts: PublicationFacts) -> list[Triple]:
        """Return what no file can state of itself: counts, sizes and checksums."""
        context = self._recorder.graph.context
        graph = self._recorder.graph
        triples: list[Triple] = []
        if facts.counts is not None:
            counts = replace(
                facts.counts,
                examples=[context.iris.resource(id) for id in graph.index.names[:1]],
                links=links_to_others(graph.things.values()),
            )
            triples.extend(counts_to_rdf(counts, context))
        for file in DATA_FILES:
            if file.path in facts.files:
                triples.extend(file_facts_to_rdf(file, facts.files[file.path], context))
        return triples
