"""The files that hold the whole catalogue, one for each format of RDF.

A dump is a head with the shared part, the entries in the order of the table, and what is said of
the terms of others that they name.
"""

from collections.abc import Iterator, Sequence

from tressons_ld.artifacts import Artifact, Fold, MappedEntry, Part, PublicationFacts, Stream
from tressons_ld.catalogue.paths import dump_path
from tressons_ld.identity.recorder import Recorder
from tressons_ld.identity.tombstones import tombstone_units
from tressons_ld.mapping.rdf_documents import property_order
from tressons_ld.mapping.shared_things import authorities_to_rdf
from tressons_ld.rdf.formats import Format
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.units import Unit


def shared_units(recorder: Recorder, facts: PublicationFacts) -> Iterator[Unit]:
    """Yield the unit of each shared thing, the dates of the catalogue included; then tombstones."""
    graph = recorder.graph
    graph_of, dates = graph.context.iris.graph, graph.dates(facts.oldest, facts.newest)
    for subject, triples in graph.things.items():
        dated = [triple for triple in dates if triple[0] == subject]
        yield Unit(graph_of(subject), subject, (*triples, *dated))
    yield from tombstone_units(recorder)


def authorities_unit(recorder: Recorder, facts: PublicationFacts) -> Unit:
    """Return what is said of the terms of others that the catalogue names."""
    context = recorder.graph.context
    root = context.iris.at(context.iris.paths.authorities)
    triples = authorities_to_rdf(facts.authorities, context)
    return Unit(context.iris.graph(root), root, tuple(triples))


class DumpArtifact(Artifact):
    """The file of the whole catalogue in one format: ``catalogue.ttl``."""

    def __init__(self, format: Format, recorder: Recorder, *, measured: bool = True) -> None:
        """Take a format of RDF, and the statements; and whether the file is measured."""
        self.name = format.name
        separator = SERIALISERS[self.name].separator.encode()
        self.streams = (Stream(self.name, dump_path(format), separator, measured),)
        self._recorder = recorder

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the entries in the format."""
        (stream,) = self.streams
        texts = (entry.text(self.name).encode() for entry in entries)
        return Part(runs={self.name: stream.separator.join(texts)})

    def fold(self) -> Fold:
        """Return what stands before and after the entries."""
        return _DumpFold(self.name, self._recorder)


class _DumpFold(Fold):
    def __init__(self, format: str, recorder: Recorder) -> None:
        self._form, self._recorder = SERIALISERS[format], recorder
        self._order = property_order(recorder.graph.shared.catalogue.language)

    def head(self, _stream: str, facts: PublicationFacts) -> bytes:
        """Return the start of the file and the shared part; a day has ten characters always."""
        units = shared_units(self._recorder, facts)
        body = self._form.separator.join(self._text(unit) for unit in units)
        return (self._form.head(None) + body).encode()

    def tail(self, _stream: str, facts: PublicationFacts) -> bytes:
        """Return the terms of others and the end of the file."""
        last = self._text(authorities_unit(self._recorder, facts))
        return (self._form.separator + last + self._form.tail).encode()

    def _text(self, unit: Unit) -> str:
        return self._form.unit(self._order.arrange(unit))
