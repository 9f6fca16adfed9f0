"""The feeds: what is in each, and the text of their pages.

A page is a head that never changes, datasets, what is said of the things they name, and the node
that leads to the next page. All of it is ASCII, and absolute. Readers turn pages by two forms of
Hydra, so that node is of both: a ``hydra:PartialCollectionView`` with ``hydra:next`` and a
``hydra:PagedCollection`` with ``hydra:nextPage``, IRIs, absent on the last page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from tressons_ld.catalogue.model import Entry
from tressons_ld.consumers.datagouv import feed_catalogue, feed_dataset
from tressons_ld.consumers.dcat_ap import feed as dcat_ap
from tressons_ld.mapping.data import FileFacts
from tressons_ld.mapping.fields import Context
from tressons_ld.rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, names
from tressons_ld.rdf.plain_ascii import xml_ascii
from tressons_ld.rdf.serialisation import SERIALISERS
from tressons_ld.rdf.terms import (
    Iri,
    Subject,
    Triple,
    iri,
    iri_text,
)
from tressons_ld.rdf.units import Arranged, PropertyOrder, Unit
from tressons_ld.rdf.vocabularies import HYDRA, RDF


class NamedThings(Protocol):
    """What the pages of a feed say of the things that their datasets name."""

    def triples(self, thing: Subject, /) -> Sequence[Triple]:
        """Return what is said of a thing."""

    def names(self, triples: Iterable[Triple], /) -> Sequence[Subject]:
        """Return the things named in some statements of which a page has something to say."""


@dataclass(frozen=True)
class DataFacts:
    """What is known of the catalogue as data once its files are written.

    Attributes:
        files: size and checksum of each file.
        issued: day of the first publication.
        modified: newest day on which anything changed.
    """

    files: Sequence[FileFacts]
    issued: str
    modified: str


SharedTriples = dict[Iri, list[Triple]]
"""The shared things, each with what the catalogue graph states of it."""


@dataclass(frozen=True)
class Feed:
    """One feed.

    Attributes:
        name: who it is for.
        path: of its first page, without extension.
        formats: the formats it is written in.
        dataset: what it says of a resource, from the entry and what the catalogue graph states.
        catalogue: what it says of the catalogue as data.
        whole: what each page says of the catalogue itself.
        things: what its pages say of the things that their datasets name.
    """

    name: str
    path: str
    formats: tuple[str, ...]
    dataset: Callable[[Entry, Sequence[Triple], Context], list[Triple]]
    catalogue: Callable[[SharedTriples, DataFacts, Context], list[Triple]]
    whole: Callable[[SharedTriples, Context], list[Triple]]
    things: Callable[[SharedTriples, Context], NamedThings]


def _data_gouv_dataset(entry: Entry, _stated: Sequence[Triple], context: Context) -> list[Triple]:
    return feed_dataset.dataset(entry, context)


def _data_gouv_catalogue(
    _shared: SharedTriples, facts: DataFacts, context: Context
) -> list[Triple]:
    return feed_catalogue.catalogue_dataset(context, facts.files, facts.issued, facts.modified)


def _nothing_whole(_shared: SharedTriples, _context: Context) -> list[Triple]:
    return []


def _data_gouv_things(_shared: SharedTriples, context: Context) -> NamedThings:
    return feed_catalogue.DataGouvThings(context)


def _dcat_ap_catalogue(shared: SharedTriples, facts: DataFacts, context: Context) -> list[Triple]:
    stated = shared[context.iris.data]
    return dcat_ap.catalogue_dataset(context, stated, facts.files, facts.issued, facts.modified)


def _dcat_ap_whole(shared: SharedTriples, context: Context) -> list[Triple]:
    return dcat_ap.catalogue(context, shared[context.iris.catalogue])


def _dcat_ap_things(shared: SharedTriples, context: Context) -> NamedThings:
    return dcat_ap.DcatApThings(context, shared.values())


def page_path(path: str, extension: str, number: int = 1) -> str:
    """Return the path of a page of a feed, counted from 1: ``catalog.ttl``, ``catalog-2.ttl``.

    Args:
        path: of the first page, without extension.
        extension: of the format, with the dot.
        number: of the page.
    """
    return f"{path}{'' if number == 1 else f'-{number}'}{extension}"


DATA_GOUV = Feed(
    "data.gouv.fr",
    "harvest/data.gouv.fr/catalog",
    names((TURTLE, RDF_XML, JSON_LD, N_TRIPLES)),
    _data_gouv_dataset,
    _data_gouv_catalogue,
    _nothing_whole,
    _data_gouv_things,
)

DCAT_AP = Feed(
    "dcat-ap",
    "harvest/dcat",
    names((RDF_XML,)),
    dcat_ap.dataset,
    _dcat_ap_catalogue,
    _dcat_ap_whole,
    _dcat_ap_things,
)

FEEDS = (DATA_GOUV, DCAT_AP)


@dataclass(frozen=True)
class FeedText:
    """The text of one feed of one catalogue.

    Attributes:
        feed: the feed.
        context: the shared part.
        shared: the shared things with their statements.
        order: the order that properties are written in.
    """

    feed: Feed
    context: Context
    shared: SharedTriples
    order: PropertyOrder

    @cached_property
    def things(self) -> NamedThings:
        """What pages say of the things that datasets name."""
        return self.feed.things(self.shared, self.context)

    def texts(self, root: Subject, triples: Sequence[Triple]) -> dict[str, str]:
        """Return some statements in each format of the feed."""
        arranged = self._arranged(root, triples)
        return {name: _ascii(name, arranged) for name in self.feed.formats}

    def _arranged(self, root: Subject, triples: Sequence[Triple]) -> Arranged:
        return self.order.arrange(Unit(Iri(root), Iri(root), tuple(triples)))

    def _text(self, format: str, root: Subject, triples: Sequence[Triple]) -> str:
        return _ascii(format, self._arranged(root, triples))

    def head(self, format: str) -> str:
        """Return the start of every page of a format."""
        return SERIALISERS[format].head(None)

    def tail(self, format: str, named: Iterable[str], page: str, following: str | None) -> str:
        """Return the end of a page: what it names, the way to the next one.

        Args:
            format: its format.
            named: what its datasets name.
            page: its address.
            following: the address of the next page; None at the last one.
        """
        form = SERIALISERS[format]
        whole = self.feed.whole(self.shared, self.context)
        things = self._described([*map(Iri, named), *self.things.names(whole)])
        texts = [self._text(format, thing, self.things.triples(thing)) for thing in things]
        if whole:
            texts.append(self._text(format, self.context.iris.catalogue, whole))
        texts.append(self._view(format, iri(page), iri(following) if following else None))
        return form.separator.join(["", *texts]) + form.tail

    def _described(self, things: Iterable[Subject]) -> list[Subject]:
        """Return some things with those that are named in what is said of them, in order."""
        described: set[Subject] = set()
        waiting = list(things)
        while waiting:
            thing = waiting.pop()
            if thing not in described:
                described.add(thing)
                waiting.extend(self.things.names(self.things.triples(thing)))
        return sorted(described)

    def _view(self, format: str, page: Iri, following: Iri | None) -> str:
        triples: list[Triple] = [
            (page, RDF.type, HYDRA.PartialCollectionView),
            (page, RDF.type, HYDRA.PagedCollection),
        ]
        if following:
            triples += [(page, HYDRA.next, following), (page, HYDRA.nextPage, following)]
        if format != RDF_XML.name:
            return self._text(format, page, triples)
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


def _ascii(format: str, arranged: Arranged) -> str:
    serialiser = SERIALISERS[format]
    return serialiser.in_ascii(serialiser.unit(arranged))


def _xml(address: Iri | None) -> str:
    assert address is not None
    text = iri_text(address).replace("&", "&amp;").replace("<", "&lt;")
    return xml_ascii(text)
