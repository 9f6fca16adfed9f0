"""A shard as it is published: its part of each file of the whole catalogue, and its documents.

Pure and picklable: a :class:`Renderer` works in any process and writes nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from tressons_ld.catalogue.iris import PATHS
from tressons_ld.consumers import spreadsheet
from tressons_ld.consumers.feeds import Feed, FeedText
from tressons_ld.findings.finding import Finding, Severity
from tressons_ld.identity.ledger import Recorded
from tressons_ld.mapping import (
    data,
    entry,
    fields,
    shared,
)
from tressons_ld.mapping.data import Counts
from tressons_ld.publication.inputs import OpenFolder
from tressons_ld.publication.shards import Shard
from tressons_ld.rdf.serialisation import SERIALISERS, document
from tressons_ld.rdf.terms import Iri, Triple
from tressons_ld.rdf.units import Arranged, PropertyOrder, Unit, names_of
from tressons_ld.rdf.vocabularies import (
    PROFILE,
    RDF,
    SCHEMA,
)

DOCUMENTS = {"turtle": ".ttl", "json-ld": ".jsonld"}
"""The formats that each thing has a document in."""

CSV = "csv"
STREAMS = {
    CSV: "catalogue.csv",
    "turtle": "catalogue.ttl",
    "json-ld": "catalogue.jsonld",
    "rdf-xml": "catalogue.rdf",
    "n-triples": "catalogue.nt",
    "n-quads": "catalogue.nq",
}
"""The files that hold the whole catalogue, by format."""

MOST_IN_ONE_FOLDER = 50_000
"""Entries above which their documents are spread over folders."""


def property_order(language: str) -> PropertyOrder:
    """Return the order of properties: that of the mapping, schema.org's after the others."""
    mappings = (*entry.MAPPINGS, *data.MAPPINGS, *shared.MAPPINGS)
    schema_org = frozenset(SCHEMA)
    stated = sorted(fields.property_order(mappings), key=schema_org.__contains__)
    return PropertyOrder(stated, language)


def document_path(id: str, entries: int) -> str:
    """Return the path of an entry's documents, without their extension.

    ``ressource/{id}``, or ``ressource/{two hexadecimal digits}/{id}`` in a catalogue of more than
    50 000 entries.
    """
    if entries <= MOST_IN_ONE_FOLDER:
        return PATHS.resource(id)
    return PATHS.resource(f"{hashlib.blake2b(id.encode(), digest_size=1).hexdigest()}/{id}")


@dataclass(frozen=True, slots=True)
class Tally:
    """What is counted of some triples, so that the counts of shards can be added.

    Attributes:
        counts: triples about things under the base, and instances of each class and property.
        foreign: hashes of the triples about other things, which several shards may state, by their
            property and, for a type, their class.
        named: the terms of others, such as formats and languages, that they name.
    """

    counts: Counts
    foreign: Mapping[tuple[Iri, Iri | None], Sequence[int]]
    named: frozenset[str]


class Rendered(NamedTuple):
    """What a shard comes to.

    Attributes:
        entries: number of entries.
        parts: format -> the shard's part of that file.
        documents: path -> text of each document that is still to be written.
        files: number of documents that are written already.
        findings: all that was found.
        recorded: what the lock file is to record.
        tally: what is counted.
        named: feed -> what its datasets name and its pages have to describe.
        uses: paths under the base of the shared things that its entries name.
        links: the entries of other shards that it names, each with a digest of what is said there.
    """

    entries: int
    parts: dict[str, bytes]
    documents: dict[str, bytes]
    findings: list[Finding]
    recorded: list[Recorded]
    tally: Tally
    named: dict[str, list[str]]
    uses: list[str]
    links: list[tuple[str, str]]


class _Label(NamedTuple):
    """The types and names of a thing as documents have them, and the IRIs they are written with."""

    names: frozenset[Iri]
    texts: dict[str, str]


@dataclass(frozen=True)
class Renderer:
    """Renders the shards of a folder.

    Attributes:
        folder: the catalogue folder.
        streams: the formats wanted, of :data:`STREAMS`.
        documents: whether each entry has documents of its own.
        recording: whether the entries are recorded, counted, and kept for the next publication.
        checking: only look for findings, render nothing.
        feeds: the feeds wanted.
    """

    folder: OpenFolder
    streams: tuple[str, ...]
    documents: bool = True
    recording: bool = True
    checking: bool = False
    feeds: tuple[Feed, ...] = ()

    @cached_property
    def order(self) -> PropertyOrder:
        """The order that properties are written in."""
        return property_order(self.folder.shared.catalogue.language)

    @cached_property
    def labels(self) -> Mapping[Iri, tuple[Triple, ...]]:
        """The types and names of the things that documents name."""
        folder = self.folder
        return shared.labels_of({**folder.shared_triples, PROFILE: folder.authority_triples})

    @cached_property
    def feed_texts(self) -> list[FeedText]:
        """The feeds wanted, ready to be written."""
        folder = self.folder
        return [
            FeedText(feed, folder.context, folder.shared_triples, self.order) for feed in self.feeds
        ]

    def __call__(self, shard: Shard) -> Rendered:
        """Return what a shard comes to; nothing is rendered of one with a violation."""
        folder, context = self.folder, self.folder.context
        batch = folder.process(shard.records, recording=self.recording)
        streams = (*self.streams, *feed_streams(self.feeds))
        parts: dict[str, list[str]] = {name: [] for name in streams}
        named: dict[str, set[str]] = {feed.name: set() for feed in self.feeds}
        documents: dict[str, bytes] = {}
        wrong = any(finding.severity is Severity.VIOLATION for finding in batch.findings)
        if not (wrong or self.checking):
            rdf = [name for name in self.streams if name != CSV]
            for each, triples in zip(batch.entries, batch.triples, strict=True):
                resource = context.iris.resource(each.id)
                unit = Unit(context.iris.record(each.id), resource, tuple(triples))
                arranged = self.order.arrange(unit)
                for name in rdf:
                    parts[name].append(SERIALISERS[name].unit(arranged))
                if CSV in parts:
                    parts[CSV].append(spreadsheet.row(each, context))
                for feed in self.feed_texts:
                    said = feed.feed.dataset(each, triples, context)
                    for name, written in feed.texts(resource, said).items():
                        parts[feed_stream(feed.feed, name)].append(written)
                    named[feed.feed.name].update(feed.things.names(said))
                if self.documents:
                    path = document_path(each.id, len(folder.index))
                    documents.update(self._entry_documents(path, arranged, parts))
        stated = [triple for of_entry in batch.triples for triple in of_entry]
        own = {each.id for each in batch.entries}
        linked = {id for each in batch.entries for id in each.based_on} - own
        return Rendered(
            entries=len(batch.entries),
            parts={
                name: between(name).join(text.encode() for text in texts)
                for name, texts in parts.items()
            },
            documents=documents,
            findings=batch.findings,
            recorded=batch.recorded,
            tally=tally_of(stated, folder, counting=self.recording),
            named={name: sorted(things) for name, things in named.items()},
            uses=self._uses(stated) if self.recording else [],
            links=[(id, self.link(id)) for id in sorted(linked)] if self.recording else [],
        )

    def _entry_documents(
        self, path: str, arranged: Arranged, parts: Mapping[str, Sequence[str]]
    ) -> dict[str, bytes]:
        """Return an entry's documents: its part of the dumps, then the labels of what it names."""
        labels = [
            label
            for name in dict.fromkeys(
                term
                for subject, properties in arranged.nodes.items()
                for term in (subject, *chain.from_iterable(properties.values()))
            )
            if RDF.type not in arranged.nodes.get(Iri(name), ()) and (label := self._label(name))
        ]
        names = names_of([arranged]).union(*(label.names for label in labels))
        documents = {}
        for name, extension in DOCUMENTS.items():
            form = SERIALISERS[name]
            own = parts[name][-1] if name in parts else form.unit(arranged)
            texts = (own, *(label.texts[name] for label in labels))
            text = form.within(names, form.separator.join(texts))
            documents[f"{path}{extension}"] = text.encode()
        return documents

    @cached_property
    def _known_labels(self) -> dict[Iri, "_Label"]:
        return {}

    def _label(self, name: str) -> "_Label | None":
        """Return the types and names of a thing; those of a shared thing are rendered once."""
        thing, known = Iri(name), self._known_labels
        if thing in known:
            return known[thing]
        if thing in self.labels:
            return known.setdefault(thing, self._rendered_label(thing, self.labels[thing]))
        linked = self._linked(thing)
        return self._rendered_label(thing, linked) if linked else None

    def _rendered_label(self, thing: Iri, triples: Sequence[Triple]) -> "_Label":
        arranged = self.order.arrange(Unit(thing, thing, tuple(triples)))
        texts = {form: SERIALISERS[form].unit(arranged) for form in DOCUMENTS}
        return _Label(names_of([arranged]), texts)

    def _linked(self, thing: Iri) -> Sequence[Triple]:
        """Return what is said of an entry that another one names."""
        id = PATHS.resource_id(self.folder.context.iris.relative(thing) or "")
        return self.folder.stub(id) if id is not None and id in self.folder.index else ()

    def link(self, id: str) -> str:
        """Return a digest of what is said of an entry that another one names."""
        return hashlib.blake2b(repr(self.folder.stub(id)).encode(), digest_size=8).hexdigest()

    def _uses(self, triples: Iterable[Triple]) -> list[str]:
        things, iris = self.folder.shared_triples, self.folder.context.iris
        named = {triple[2] for triple in triples}
        return sorted(iris.relative(thing) or "" for thing in named if thing in things)

    def document(self, path: str, unit: Unit, extra: Sequence[Triple] = ()) -> dict[str, bytes]:
        """Return the documents of a thing, with the labels and types of what it names."""
        described = {subject for subject, property, _ in unit.triples if property == RDF.type}
        named = dict.fromkeys(
            term
            for subject, _, value in unit.triples
            for term in (subject, value)
            if term not in described
        )
        known = self.labels
        labels = [triple for name in named if name in known for triple in known[Iri(name)]]
        arranged = self.order.arrange(unit._replace(triples=(*unit.triples, *extra, *labels)))
        return {
            f"{path}{extension}": document(name, [arranged]).encode()
            for name, extension in DOCUMENTS.items()
        }


def feed_stream(feed: Feed, format: str) -> str:
    """Return the name of the stream that holds a feed in a format."""
    return f"{feed.name} {format}"


def feed_streams(feeds: Iterable[Feed]) -> list[str]:
    """Return the names of the streams of some feeds."""
    return [feed_stream(feed, format) for feed in feeds for format in feed.formats]


def between(stream: str) -> bytes:
    """Return what stands between two units of a stream."""
    return b"" if stream == CSV else SERIALISERS[stream.rpartition(" ")[2]].separator.encode()


def tally_of(triples: Collection[Triple], folder: OpenFolder, *, counting: bool = True) -> Tally:
    """Return what is counted of some triples, each once; without counting, what they name alone."""
    own = f"<{folder.context.iris.base}"
    named = folder.authority_terms.intersection([value for _, _, value in triples])
    if not counting:
        return Tally(Counts(0, 0, Counter(), Counter()), {}, named)
    statements = dict.fromkeys(triples)
    inside = [triple for triple in statements if triple[0].startswith(own)]
    classes = Counter(Iri(value) for _, property, value in inside if property == RDF.type)
    properties = Counter(property for _, property, _ in inside)
    foreign: dict[tuple[Iri, Iri | None], list[int]] = {}
    if len(inside) < len(statements):
        for triple in statements:
            if not triple[0].startswith(own):
                typed = Iri(triple[2]) if triple[1] == RDF.type else None
                text = " ".join(triple).encode()
                hashed = int.from_bytes(hashlib.blake2b(text, digest_size=8).digest(), "big")
                foreign.setdefault((triple[1], typed), []).append(hashed)
    return Tally(Counts(len(inside), 0, classes, properties), foreign, named)
