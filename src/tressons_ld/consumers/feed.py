"""A feed: the datasets of the catalogue as one consumer reads them, in pages.

A page is a head that never changes, datasets, what is said of the things they name, and the node
that leads to the next page. All of it is ASCII, and absolute. Readers turn pages by two forms of
Hydra, so that node is of both: a ``hydra:PartialCollectionView`` with ``hydra:next`` and a
``hydra:PagedCollection`` with ``hydra:nextPage``, IRIs, absent on the last page.
"""

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Protocol

from tressons_ld.artifacts import Artifact, Fold, MappedEntry, Part, PublicationFacts, Stream
from tressons_ld.catalogue.model import Entry
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.mapping.rdf_documents import property_order
from tressons_ld.rdf.formats import RDF_XML
from tressons_ld.rdf.plain_ascii import xml_ascii
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.terms import Iri, Subject, Triple, iri, iri_text
from tressons_ld.rdf.units import OrderedUnit, PropertyOrder, Unit
from tressons_ld.rdf.vocabularies import HYDRA, RDF

_TEXTS_REMEMBERED = 2048


class Descriptions(Protocol):
    """What the pages of a feed say of the things that their datasets name."""

    def triples(self, thing: Subject, /) -> Sequence[Triple]:
        """Return what is said of a thing."""

    def names(self, triples: Iterable[Triple], /) -> Sequence[Subject]:
        """Return the things named in some statements of which a page has something to say."""


class Feed(Artifact):
    """One feed.

    Attributes:
        name: who it is for.
        reader: the same, as one says it.
        path: of its first page, without extension.
        formats: the formats it is written in.
        graph: the statements of the catalogue.
    """

    reader: str
    path: str
    formats: Sequence[str]

    def __init__(self, graph: CatalogueGraph) -> None:
        """Take the statements of the catalogue."""
        self.graph = graph
        self.page_size = graph.shared.settings.page_size
        self.streams = tuple(
            Stream(
                self._stream(format),
                f"{self.path}{SERIALISERS[format].format.extension}",
                SERIALISERS[format].separator.encode("ascii"),
            )
            for format in self.formats
        )

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Pickle by what it was made of: the rest is derived again."""
        return type(self), (self.graph,)

    @property
    def context(self) -> Context:
        """The shared part of the catalogue."""
        return self.graph.context

    @cached_property
    def order(self) -> PropertyOrder:
        """The order that properties are written in."""
        return property_order(self.graph.shared.catalogue.language)

    def takes(self, entry: Entry) -> bool:
        """Return whether its reader takes a resource: one without a description is refused."""
        return bool(entry.description)

    @abstractmethod
    def dataset(self, entry: Entry, triples: Sequence[Triple]) -> list[Triple]:
        """Return what the feed says of a resource.

        Args:
            entry: the resource.
            triples: what the catalogue graph states of it.
        """

    @abstractmethod
    def catalogue_as_data(self, facts: PublicationFacts) -> list[Triple]:
        """Return what the feed says of the catalogue as data, on its last page."""

    def catalogue(self) -> list[Triple]:
        """Return what each page says of the catalogue itself."""
        return []

    @cached_property
    def descriptions(self) -> Descriptions:
        """What pages say of the things that datasets name."""
        return self._descriptions()

    @abstractmethod
    def _descriptions(self) -> Descriptions: ...

    def fingerprint(self) -> str:
        """Return the settings that pages depend on beside the things that datasets name."""
        settings, catalogue = self.graph.shared.settings, self.graph.shared.catalogue
        return repr((settings.page_size, settings.site_url, catalogue))

    def part(self, entries: Sequence[MappedEntry]) -> Part:
        """Return the datasets of some entries, and what their page has to describe."""
        runs: dict[str, list[bytes]] = {}
        names: set[str] = set()
        for entry in entries:
            if not self.takes(entry.entry):
                continue
            triples = self.dataset(entry.entry, entry.triples)
            names.update(self.descriptions.names(triples))
            for format, text in self.texts(entry.unit.root, triples).items():
                runs.setdefault(self._stream(format), []).append(text.encode("ascii"))
        return Part(runs=runs, summary=sorted(names))

    def fold(self) -> Fold:
        """Return what makes pages of them."""
        return _FeedFold(self)

    def texts(self, root: Subject, triples: Sequence[Triple]) -> dict[str, str]:
        """Return some statements in each format of the feed."""
        arranged = self._arranged(root, triples)
        return {format: _ascii(format, arranged) for format in self.formats}

    def text(self, format: str, root: Subject, triples: Sequence[Triple]) -> str:
        """Return some statements in a format."""
        return _ascii(format, self._arranged(root, triples))

    def format_of(self, stream: str) -> str:
        """Return the format of one of its streams."""
        return stream.rpartition(" ")[2]

    def _arranged(self, root: Subject, triples: Sequence[Triple]) -> OrderedUnit:
        return self.order.arrange(Unit(Iri(root), Iri(root), tuple(triples)))

    def _stream(self, format: str) -> str:
        return f"{self.name} {format}"


class _FeedFold(Fold):
    """The pages of a feed: what each has to describe is gathered while it grows."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed
        self._streams = {stream.name: stream for stream in feed.streams}
        self._names: set[str] = set()
        # Pages name the same things over and over.
        self._text = lru_cache(_TEXTS_REMEMBERED)(self._written)

    def add(self, summary: Sequence[str]) -> None:
        self._names.update(summary)

    def begin_page(self) -> None:
        self._names.clear()

    def head(self, stream: str, _facts: PublicationFacts) -> bytes:
        return SERIALISERS[self._feed.format_of(stream)].head(None).encode("ascii")

    def last(self, stream: str, facts: PublicationFacts) -> bytes:
        feed, format = self._feed, self._feed.format_of(stream)
        triples = feed.catalogue_as_data(facts)
        self._names.update(feed.descriptions.names(triples))
        return feed.text(format, feed.context.iris.data, triples).encode("ascii")

    def page_tail(self, stream: str, number: int, *, following: bool) -> bytes:
        feed, format = self._feed, self._feed.format_of(stream)
        site, pages = feed.graph.shared.settings.site_url, self._streams[stream]
        catalogue = feed.catalogue()
        things = self._described([*map(Iri, self._names), *feed.descriptions.names(catalogue)])
        texts = [self._text(format, thing) for thing in things]
        if catalogue:
            texts.append(feed.text(format, feed.context.iris.catalogue, catalogue))
        here = iri(site + pages.page(number))
        after = iri(site + pages.page(number + 1)) if following else None
        texts.append(self._view(format, here, after))
        form = SERIALISERS[format]
        return (form.separator.join(["", *texts]) + form.tail).encode("ascii")

    def _written(self, format: str, thing: Subject) -> str:
        """Return what pages say of a thing, in a format."""
        return self._feed.text(format, thing, self._feed.descriptions.triples(thing))

    def _described(self, things: Iterable[Subject]) -> list[Subject]:
        """Return some things with those that are named in what is said of them, in order."""
        descriptions, described = self._feed.descriptions, set[Subject]()
        waiting = list(things)
        while waiting:
            thing = waiting.pop()
            if thing not in described:
                described.add(thing)
                waiting.extend(descriptions.names(descriptions.triples(thing)))
        return sorted(described)

    def _view(self, format: str, page: Iri, following: Iri | None) -> str:
        triples: list[Triple] = [
            (page, RDF.type, HYDRA.PartialCollectionView),
            (page, RDF.type, HYDRA.PagedCollection),
        ]
        if following:
            triples += [(page, HYDRA.next, following), (page, HYDRA.nextPage, following)]
        if format != RDF_XML.name:
            return self._feed.text(format, page, triples)
        # Hydra has no prefix among those of the catalogue: the element declares its own.
        lines = "".join(
            f'    <hydra:{name} rdf:resource="{_xml(following)}"/>\n'
            for name in ("next", "nextPage")
            if following
        )
        return (
            f'  <hydra:PartialCollectionView xmlns:hydra="{HYDRA.namespace}" '
            f'rdf:about="{_xml(page)}">\n'
            f'    <rdf:type rdf:resource="{HYDRA.namespace}PagedCollection"/>\n'
            f"{lines}  </hydra:PartialCollectionView>\n"
        )


def _ascii(format: str, arranged: OrderedUnit) -> str:
    serialiser = SERIALISERS[format]
    return serialiser.in_ascii(serialiser.unit(arranged))


def _xml(address: Iri | None) -> str:
    assert address is not None
    text = iri_text(address).replace("&", "&amp;").replace("<", "&lt;")
    return xml_ascii(text)
