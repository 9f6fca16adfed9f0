"""The rehearsal as CKAN: what ckanext-dcat 2.4.4 and CKAN 2.11.6 make of each dataset of a feed.

The profile is euro_dcat_ap_3, the default one. By default the portal has the schema
dcat_ap_full.yaml, as ckanext-dcat's documentation sets it up; without it see ``schema``.

What arrives under an IRI is not lost, its description being at that IRI: losses are counted among
the statements of the dataset and of its own parts (distributions, contacts, blank nodes, hash
IRIs). CKAN reads neither dcat:Catalog nor dcat:CatalogRecord.

A dataset is known from one harvest to the next by its IRI, else its dct:identifier
(harvesters/rdf.py, _get_guid); it then gets its slug from its title.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from tressons_ld.consumers.ckan import registers as registers
from tressons_ld.consumers.ckan.package import dataset_fields
from tressons_ld.consumers.ckan.schema import with_schema
from tressons_ld.consumers.ckan.values import (
    BLANK,
    Fields,
)
from tressons_ld.consumers.rehearsal.feed_reader import FeedPage
from tressons_ld.consumers.rehearsal.items import NOTHING, Item
from tressons_ld.consumers.rehearsal.page_statements import (
    Reason,
    Statements,
    term,
)
from tressons_ld.findings.errors import FeedError
from tressons_ld.findings.language import SEMICOLON, Text, joined
from tressons_ld.findings.messages import sentence
from tressons_ld.rdf.terms import iri_text
from tressons_ld.rdf.vocabularies import DCAT

if TYPE_CHECKING:
    from rdflib.term import Node

_PARTS = frozenset({"dcat:distribution", "dcat:contactPoint", "dcat:accessService"})
_SILENT = frozenset(map(iri_text, (DCAT.Dataset, DCAT.Resource)))

_UNREAD = Reason(sentence("ckan.property-not-read"), registers.BASE)
_CROWDED = Reason(
    sentence("ckan.one-value"),
    registers.BASE,
)


def items_of(
    pages: Iterable[FeedPage], day: date, *, schema: bool = True, language: str = "fr"
) -> Iterator[Item]:
    """Yield each dataset of a feed as it arrives in CKAN.

    Fields are CKAN's own. ``tags`` holds the names of the tags and ``extras`` is a mapping; what
    CKAN keeps as JSON text is such a text here.

    Args:
        pages: of the feed, in order. Nothing is read after a page that breaks the harvest.
        day: unused, as CKAN takes no date from the day of the harvest.
        schema: whether the portal has the schema dcat_ap_full.yaml.
        language: the portal's (``ckan.locale_default``), preferred where a text has several.
    """
    for page in pages:
        items = list(_page_items(page, schema, language))
        broken = next((why for _, why in items if why is not None), None)
        for item, _ in items:
            yield item if broken is None else _lost(item, broken)
        if broken is not None:
            return


def parsed_dataset(page: Statements, dataset: Node, schema: bool) -> Fields:
    """Return a dataset as ckanext-dcat hands it to CKAN, which may still refuse it.

    Raises:
        FeedError: the whole harvest stops at it.
    """
    fields = dataset_fields(page, dataset)
    if schema:
        fields = with_schema(fields, page, dataset)
    if "title" not in fields:
        raise FeedError("feed.dataset-untitled")
    return fields


def _page_items(page: FeedPage, schema: bool, language: str) -> Iterator[tuple[Item, Text | None]]:
    """Yield the items of a page, each with what of it breaks the whole harvest."""
    from rdflib import RDF

    for dataset in page.graph.subjects(RDF.type, term("dcat:Dataset")):
        statements = Statements(page.graph, language)
        try:
            fields = parsed_dataset(statements, dataset, schema)
        except FeedError as error:
            yield _item(dataset, {}, NOTHING), _named(dataset, error.text)
            continue
        if fault := refusal(fields, schema):
            yield _item(dataset, fields, fault), None
            continue
        losses = statements.losses(dataset, _PARTS, _SILENT, _UNREAD, _CROWDED)
        iri, known = _identity(dataset, fields)
        yield Item(known, iri, "done", fields=fields, losses=losses), None


def _named(dataset: Node, why: Text) -> Text:
    return Text(f"{dataset} : {why.fr}", f"{dataset}: {why.en}")


def _lost(item: Item, why: Text) -> Item:
    return Item(
        item.id,
        item.iri,
        "failed",
        sentence("ckan.harvest-fails", why=why, rule=registers.GATHER),
    )


def _item(dataset: Node, fields: Fields, why: Text) -> Item:
    iri, known = _identity(dataset, fields)
    return Item(known, iri, "failed", why)


def _identity(dataset: Node, fields: Fields) -> tuple[str, str]:
    """Return the IRI, or "" for a blank node, and what CKAN knows the dataset by."""
    from rdflib import URIRef

    iri = str(dataset) if isinstance(dataset, URIRef) else ""
    identifier = fields.get("identifier") or fields.get("extras", {}).get("identifier", "")
    return iri, iri or str(identifier)


def refusal(fields: Fields, schema: bool) -> Text | None:
    """Return why CKAN refuses a dataset at package_create, or None.

    ckan/logic/schema.py, default_create_package_schema: one bad tag refuses the whole dataset, as
    does a field of fields that no schema declares. With dcat_ap_full.yaml also a missing
    description, a date that is none (ckanext/dcat/validators.py, dcat_date), and an adms:status
    of the European table, since that schema still has those of purl.org/adms.
    """
    faults = [
        _fault(fault, _TAGS)
        for tag in fields["tags"]
        if tag != BLANK and (fault := registers.tag_fault(tag))
    ]
    if len(fields.get("version", "")) > registers.LONGEST_VERSION:
        faults.append(_fault(_VERSION, f"{registers.CKAN}/logic/validators.py"))
    if schema:
        if "notes" not in fields:
            faults.append(_fault(_NO_DESCRIPTION, _FULL))
        faults += [_fault(_not_a_date(found), _DATES) for found in _dates(fields)]
        faults += [
            _fault(_STATUS.format(found=found), _FULL)
            for one in fields["resources"]
            if (found := one.get("status")) and found not in registers.SCHEMA_STATUSES
        ]
        faults += [
            _fault(
                _unexpected(f"{key}/actedOnBehalfOf"), f"{registers.CKAN}/logic/schema.py, __junk"
            )
            for key in ("publisher", "creator")
            if any("actedOnBehalfOf" in one for one in fields.get(key, ()))
        ]
        if any(one.keys() == {"agent"} for one in fields.get("qualified_attribution", ())):
            faults.append(_fault(_NO_ROLE, f"{registers.CKAN}/lib/navl/dictization_functions.py"))
    else:
        faults += [
            _fault(_unexpected(key), f"{registers.CKAN}/logic/schema.py, __junk")
            for key in ("provenance_activity", "qualified_attribution")
            if key in fields
        ]
    if not faults:
        return None
    return sentence("ckan.dataset-refused", faults=joined(faults, SEMICOLON))


_TAGS = f"{registers.CKAN}/logic/validators.py, tag_name_validator"
_FULL = f"{registers.DCAT}/schemas/dcat_ap_full.yaml"
_DATES = f"{registers.DCAT}/validators.py, dcat_date"
_VERSION = sentence("ckan.version-too-long")
_STATUS = sentence("ckan.status-unknown")
_NO_ROLE = sentence("ckan.attribution-without-role")
_NO_DESCRIPTION = sentence("ckan.no-description")


def _fault(text: Text, rule: str) -> Text:
    return Text(f"{text.fr} [{rule}]", f"{text.en} [{rule}]")


def _not_a_date(date: str) -> Text:
    return sentence("ckan.not-a-date", date=date)


def _unexpected(key: str) -> Text:
    return sentence("ckan.field-unknown", key=key)


def _dates(fields: Fields) -> Iterator[str]:
    """Yield the values of date fields that are no dates."""
    holders = [fields, *fields["resources"], *fields.get("temporal_coverage", ())]
    for holder in holders:
        for key in ("issued", "modified", "start", "end"):
            found = holder.get(key, "")
            if found and not registers.is_date(found):
                yield found
