"""The feed of data.gouv.fr: ``harvest/data.gouv.fr/catalog``, in four formats."""

from collections.abc import Iterable, Sequence

from tressons_ld.artifacts import PublicationFacts
from tressons_ld.catalogue.model import Entry
from tressons_ld.consumers.datagouv import feed_catalogue, feed_dataset
from tressons_ld.consumers.feed import Descriptions, Feed
from tressons_ld.findings.finding import Finding
from tressons_ld.identity.ledger import Ledger
from tressons_ld.mapping.data_files import DATA_FILES
from tressons_ld.mapping.graph import CatalogueGraph
from tressons_ld.rdf.formats import JSON_LD, N_TRIPLES, RDF_XML, TURTLE, names
from tressons_ld.rdf.terms import Triple


class DataGouvFeed(Feed):
    """What udata reads of each resource and of the catalogue as data."""

    name = reader = "data.gouv.fr"
    path = "harvest/data.gouv.fr/catalog"
    formats = names((TURTLE, RDF_XML, JSON_LD, N_TRIPLES))

    def __init__(self, graph: CatalogueGraph, ledger: Ledger) -> None:
        """Take the statements of the catalogue, and what its things were called before."""
        super().__init__(graph)
        self._identifier = ledger.identifier
        self._ledger = ledger

    def __reduce__(self) -> tuple[type, tuple[object, ...]]:
        """Pickle by what it was made of: the rest is derived again."""
        return type(self), (self.graph, self._ledger)

    def dataset(self, entry: Entry, triples: Sequence[Triple]) -> list[Triple]:
        """Return what the feed says of a resource (see :mod:`feed_dataset`)."""
        return feed_dataset.dataset(
            entry, self.context, self._identifier(self.context.iris.paths.resource(entry.id))
        )

    def catalogue_as_data(self, facts: PublicationFacts) -> list[Triple]:
        """Return what the feed says of the catalogue as data (see :mod:`feed_catalogue`)."""
        files = [facts.files[file.path] for file in DATA_FILES]
        issued = self.graph.shared.catalogue.issued or facts.oldest
        identifier = self._identifier(self.context.iris.paths.data)
        return feed_catalogue.catalogue_dataset(
            self.context, files, issued, facts.newest, identifier
        )

    def _descriptions(self) -> Descriptions:
        return feed_catalogue.DataGouvThings(self.context)

    def entry_findings(self, entry: Entry) -> Iterable[Finding]:
        """Return what the feed cannot say of a resource."""
        return feed_dataset.left_out(entry)

    def findings(self) -> Iterable[Finding]:
        """Return what the feed cannot say of the catalogue as data."""
        return feed_catalogue.left_out(self.context)
