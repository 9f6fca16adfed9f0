"""The rehearsal of a harvest: what will arrive at a consumer of the feed, and what will not.

Our own statement of each consumer's documented rules, each with its reference. That it comes to
what the real software does is tested with that software: ``tests/consumers/``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeAlias

from tressons_ld.consumers.datagouv.datagouv_feed import DataGouvFeed
from tressons_ld.consumers.dcat_ap.dcat_ap_feed import CkanFeed, DcatApFeed
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.habits import CKAN, DATA_GOUV, EUROPE, Habits
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.rdf.formats import RDF_XML, TURTLE

Harvester: TypeAlias = Callable[[Iterable[FeedPage], date], Iterator[Item]]


class Consumer(NamedTuple):
    """One who harvests the feed.

    Attributes:
        habits: how it fetches.
        feed: the path of its first page in a publication.
        module: where its function ``items_of`` stands: imported when it is asked for.
        findings: what the codes of the findings begin with that say what its feed left out.
    """

    habits: Habits
    feed: str
    module: str
    findings: str = ""

    def harvester(self) -> Harvester:
        """Return the function from pages and a day to items."""
        from importlib import import_module

        harvester: Harvester = import_module(self.module).items_of
        return harvester


CONSUMERS: Mapping[str, Consumer] = {
    "data.gouv.fr": Consumer(
        DATA_GOUV,
        f"{DataGouvFeed.path}{TURTLE.extension}",
        "tressons_ld.consumers.datagouv.udata.backend",
    ),
    "ckan": Consumer(
        CKAN,
        f"{CkanFeed.path}{RDF_XML.extension}",
        "tressons_ld.consumers.ckan.harvester",
        "feed.ckan-",
    ),
    "dcat-ap": Consumer(
        EUROPE,
        f"{DcatApFeed.path}{RDF_XML.extension}",
        "tressons_ld.consumers.dcat_ap.conformance",
    ),
}
"""By the name that ``harvest --as`` takes, where all are listed too: help is to come at once."""
