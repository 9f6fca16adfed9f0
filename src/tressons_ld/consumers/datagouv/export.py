"""What the European portal sees of a dataset after data.gouv.fr: udata's own export of it.

data.europa.eu does not harvest our graph but what udata kept of it and wrote anew. What it writes
is stated here after udata 17.18.0, core/dataset/rdf.py:158-440 (``dataset_to_rdf``,
``resource_to_rdf``): no dcat:theme and no dct:spatial, format and media type as words, one licence
address of its own list, and always a publisher, access rights and dates.
"""

from collections.abc import Mapping
from typing import Any

from tressons_ld.consumers.datagouv.licences import licences
from tressons_ld.consumers.datagouv.udata.licence_guess import NOT_SPECIFIED
from tressons_ld.consumers.rehearsal.items import Item
from tressons_ld.consumers.score.facts import (
    NOTHING,
    DatasetFacts,
    PropertyValues,
)
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    iri,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import DCAT, DCT, EU_AUTHORITIES

PLATFORM = iri("https://www.data.gouv.fr/")
# What the export always gives, whatever the feed says: only that it is there counts.
_SOME_DAY = text("a day")


def exported_dataset(item: Item) -> DatasetFacts:
    """Return the dataset as udata's own export describes it; nothing of what was not harvested."""
    subject = iri(item.iri) if item.iri else PLATFORM
    if item.status != "done":
        return DatasetFacts(subject, NOTHING, (), {})
    fields: Mapping[str, Any] = item.fields
    roles = {each["role"] for each in fields["contact_points"]}
    dataset: dict[Iri, tuple[Term, ...]] = {
        DCT.title: (text(fields["title"]),),
        DCT.description: (text(fields["description"]),),
        DCT.identifier: (text(item.id),),
        DCT.accessRights: (iri(f"{EU_AUTHORITIES}access-right/PUBLIC"),),
        DCT.publisher: (PLATFORM,),
        DCT.issued: (_SOME_DAY,),
        DCT.modified: (_SOME_DAY,),
    }
    if fields["tags"]:
        dataset[DCAT.keyword] = tuple(text(tag) for tag in fields["tags"])
    if fields["temporal_coverage"]:
        dataset[DCT.temporal] = (PLATFORM,)
    if "publisher" in roles:
        # Beside the organisation that owns the harvest, itself written as the publisher.
        dataset[DCT.publisher] = (PLATFORM, iri(f"{PLATFORM[1:-1]}publisher"))
    if "contact" in roles:
        dataset[DCAT.contactPoint] = (PLATFORM,)
    licence = _licence(fields["license"])
    return DatasetFacts(subject, dataset, tuple(_file(e, licence) for e in fields["resources"]), {})


def _licence(id: str | None) -> PropertyValues:
    """Return how a licence is written: its address, or its title as rights if it has none."""
    known = {one.id: one for one in licences()}
    one = known[id or NOT_SPECIFIED]
    return {DCT.license: (iri(one.url),)} if one.url else {DCT.rights: (text(one.title),)}


def _file(resource: Mapping[str, Any], licence: PropertyValues) -> PropertyValues:
    address = iri(resource["url"])
    file: dict[Iri, tuple[Term, ...]] = {
        **licence,
        DCAT.accessURL: (address,),
        DCAT.downloadURL: (address,),
        DCT.issued: (typed("2000-01-01", "date"),),
        DCT.modified: (typed("2000-01-01", "date"),),
    }
    for name, property in (("format", DCT.format), ("mime", DCAT.mediaType)):
        if value := resource[name]:
            file[property] = (text(value),)
    if resource["filesize"] is not None:
        file[DCAT.byteSize] = (typed(str(resource["filesize"]), "integer"),)
    return file
