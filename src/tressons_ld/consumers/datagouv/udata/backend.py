"""The rehearsal as data.gouv.fr: what udata 17.18.0 makes of each dataset and service of a feed.

Of a page only dcat:Dataset, dcat:DatasetSeries and dcat:DataService are visited; dcat:Catalog is
not read (harvest/backends/dcat.py:148-200). An item without dct:identifier or title is passed over;
one whose values the database refuses fails whole. The licences are those of data.gouv.fr's list.

Of a site's own settings these are not known and not rehearsed: a largest number of items, the
names that lead to private addresses, and datasets that another organization already owns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from tressons_ld.consumers.datagouv.udata.dataset import dataset_fields
from tressons_ld.consumers.datagouv.udata.lookup import (
    RDF,
    Reader,
    RefusedItem,
)
from tressons_ld.consumers.datagouv.udata.quality import score
from tressons_ld.consumers.datagouv.udata.services import ServedDataset, service_fields
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.items import NOTHING, Item
from tressons_ld.consumers.rehearsal.page_statements import Reason, term
from tressons_ld.findings.language import Text, joined
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.vocabularies import DCAT

if TYPE_CHECKING:
    from rdflib.term import Node

LANGUAGE = "fr"

_SILENT = frozenset(f"{DCAT.namespace}{name}" for name in ("Dataset", "Resource", "DataService"))
_PARTS = frozenset(
    {
        "dcat:distribution",
        "dcat:distributions",
        "dcat:contactPoint",
        "dct:publisher",
        "dct:creator",
    }
)
_UNREAD = Reason(
    sentence("datagouv.property-not-read"),
    "udata 17.18.0, core/dataset/rdf.py:970-1107",
)
_CROWDED = Reason(
    sentence("datagouv.one-value"),
    f"{RDF}:276-307",
)
_NO_IDENTIFIER = sentence("datagouv.no-identifier")
_TAKEN = sentence("datagouv.identifier-taken")


def items_of(pages: Iterable[FeedPage], day: date) -> Iterator[Item]:
    """Yield each dataset of a feed as it arrives in data.gouv.fr, then each service.

    Fields are udata's own, see :func:`datagouv_dataset.dataset_fields`.

    Args:
        pages: of the feed, in order.
        day: of the harvest: a year alone becomes this day of that year, and what lies ahead of it
            is left out.

    Raises:
        MissingPackageError: a value asks for a package of the extra ``harvest``.
    """
    known: set[str] = set()
    served: list[ServedDataset] = []
    services: list[tuple[Reader, Node]] = []
    for page in pages:
        reader = Reader(page.graph, LANGUAGE)
        for dataset in _datasets(reader):
            item = _item(reader, dataset, day, known, None)
            if item.status == "done":
                served.append(ServedDataset(item.id, item.iri))
            yield item
        services.extend((reader, service) for service in _services(reader))
    for reader, service in services:
        yield _item(reader, service, day, known, served)


def _datasets(page: Reader) -> Iterator[Node]:
    from rdflib import RDF as TYPES

    found: dict[Node, None] = {}
    for kind in ("dcat:Dataset", "dcat:DatasetSeries"):
        found.update(dict.fromkeys(page.graph.subjects(TYPES.type, term(kind))))
    for one in found:
        if not _is_outside(page, one):
            yield one


def _is_outside(page: Reader, dataset: Node) -> bool:
    """Return whether a dataset is only named by a service, or a whole (dcat.py:172-200)."""
    if page.preferred(dataset, "dct:title") is not None:
        return False
    links = [property for _, property in page.graph.subject_predicates(dataset)]
    return len(links) == 1 and links[0] in (term("dcat:servesDataset"), term("dct:hasPart"))


def _services(page: Reader) -> Iterator[Node]:
    from rdflib import RDF as TYPES

    inner = set(page.graph.objects(None, term("dcat:accessService")))
    for one in page.graph.subjects(TYPES.type, term("dcat:DataService")):
        if one not in inner:
            yield one


def _item(
    page: Reader, node: Node, day: date, known: set[str], served: list[ServedDataset] | None
) -> Item:
    """Return what becomes of a dataset, or of a service when ``served`` is given."""
    from rdflib import URIRef

    iri = str(node) if isinstance(node, URIRef) else ""
    identifier = page.graph.value(node, term("dct:identifier"))
    id = str(identifier) if identifier else ""
    if not id:
        return Item("", iri, "skipped", _NO_IDENTIFIER)
    faults: list[Text] = []
    try:
        fields: dict[str, Any] = (
            dataset_fields(page, node, day, faults)
            if served is None
            else service_fields(page, node, day, faults, served)
        )
    except RefusedItem as refused:
        return Item(id, iri, "skipped" if refused.skipped else "failed", refused.why)
    if id in known:
        return Item(id, iri, "failed", _TAKEN.format(id=id))
    known.add(id)
    if faults:
        return Item(id, iri, "failed", joined(dict.fromkeys(faults), " "))
    page.keep(node, "dct:identifier", identifier)  # type: ignore[arg-type]
    fields["remote_id"] = id
    losses = page.losses(node, _PARTS, _SILENT, _UNREAD, _CROWDED)
    criteria = score(fields, day) if served is None else ()
    return Item(id, iri, "done", NOTHING, fields, losses, criteria)
