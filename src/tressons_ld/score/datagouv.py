"""What the European portal sees of a dataset after data.gouv.fr: udata's own export of it.

data.europa.eu does not harvest our graph but what udata kept of it and wrote anew. What it keeps is
told by an :class:`~tressons_ld.harvest.items.Item`; what it writes is stated here after udata
17.18.0, core/dataset/rdf.py:158-440 (``dataset_to_rdf``, ``resource_to_rdf``): no dcat:theme and no
dct:spatial, format and media type as words, one licence address of its own list, and always a
publisher, access rights and dates.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from tressons_ld.errors import Text
from tressons_ld.harvest.items import Item, Json
from tressons_ld.namespaces import DCAT, DCT, RDFS, SKOS, VCARD
from tressons_ld.score.facts import NOTHING, Described, Facts
from tressons_ld.score.vocabularies import EU, IANA
from tressons_ld.terms import Iri, Literal, Term, iri, is_literal, literal_parts, text, typed

LICENCES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "lov2": (
        "https://www.etalab.gouv.fr/licence-ouverte-open-licence",
        (
            "etalab-2.0",
            "lov2",
            "licence ouverte / open licence version 2.0",
            "licence ouverte 2.0",
            "licence ouverte v2.0",
            "licence ouverte",
        ),
    ),
    "fr-lo": (
        "https://www.etalab.gouv.fr/wp-content/uploads/2014/05/Licence_Ouverte.pdf",
        ("licence ouverte / open licence", "fr-lo"),
    ),
    "cc-by": (
        "http://www.opendefinition.org/licenses/cc-by",
        ("creative commons attribution", "cc-by"),
    ),
    "cc-by-sa": (
        "http://www.opendefinition.org/licenses/cc-by-sa",
        ("creative commons attribution share-alike", "cc-by-sa"),
    ),
    "cc-zero": (
        "http://www.opendefinition.org/licenses/cc-zero",
        ("creative commons cczero", "cc-zero"),
    ),
    "odc-odbl": ("http://opendatacommons.org/licenses/odbl/summary/", ("odc-odbl",)),
    "odc-by": ("http://opendatacommons.org/licenses/by/summary/", ("odc-by",)),
    "odc-pddl": ("http://opendatacommons.org/licenses/pddl/summary/", ("odc-pddl",)),
}
"""Id of a licence of data.gouv.fr -> the address its export gives, and titles it answers to."""

UNSPECIFIED = "notspecified"
PLATFORM = iri("https://www.data.gouv.fr/")
# What the export always gives, whatever the feed says: only that it is there counts.
_SOME_DAY = text("a day")


def kept(facts: Facts) -> Item:
    """Return what data.gouv.fr keeps of a dataset, in short: what its export depends on.

    A description of udata's harvest (17.18.0, core/dataset/rdf.py:841-1107) that stands in for the
    rehearsal where only the export is asked for. It computes no criteria.
    """
    identifier = _first(facts.dataset, DCT.identifier)
    if not (identifier and _first(facts.dataset, DCT.title)):
        why = Text("sans identifiant ou sans titre", "without an identifier or a title")
        return Item(identifier, facts.subject[1:-1], "skipped", why)
    fields: dict[str, Json] = {
        "title": _first(facts.dataset, DCT.title),
        "description": _first(facts.dataset, DCT.description),
        "tags": sorted(set(_tags(facts))),
        "license": _licence(facts),
        "temporal_coverage": _has_period(facts.node(DCT.temporal)),
        "contact_points": list(_contacts(facts)),
        "resources": [_resource(file) for file in facts.files if _address(file)],
    }
    return Item(identifier, facts.subject[1:-1], "done", fields=fields)


def exported(item: Item) -> Facts:
    """Return the dataset as udata's own export describes it; nothing of what was not harvested."""
    subject = iri(item.iri) if item.iri else PLATFORM
    if item.status != "done":
        return Facts(subject, NOTHING, (), {})
    fields: Mapping[str, Any] = item.fields
    roles = {each.get("role") for each in fields.get("contact_points") or ()}
    dataset: dict[Iri, tuple[Term, ...]] = {
        DCT.title: (text(str(fields.get("title") or "")),),
        DCT.description: (text(str(fields.get("description") or "")),),
        DCT.identifier: (text(item.id),),
        DCT.accessRights: (iri(f"{EU}access-right/PUBLIC"),),
        DCT.publisher: (PLATFORM,),
        DCT.issued: (_SOME_DAY,),
        DCT.modified: (_SOME_DAY,),
    }
    if tags := fields.get("tags"):
        dataset[DCAT.keyword] = tuple(text(tag) for tag in tags)
    if fields.get("temporal_coverage"):
        dataset[DCT.temporal] = (PLATFORM,)
    if "publisher" in roles:
        # Beside the organisation that owns the harvest, itself written as the publisher.
        dataset[DCT.publisher] = (PLATFORM, iri(f"{PLATFORM[1:-1]}publisher"))
    if "contact" in roles:
        dataset[DCAT.contactPoint] = (PLATFORM,)
    licence = str(fields.get("license") or UNSPECIFIED)
    files = tuple(_file(each, licence) for each in fields.get("resources") or ())
    return Facts(subject, dataset, files, {})


def _file(resource: Mapping[str, Any], licence: str) -> Described:
    address = iri(resource["url"])
    file: dict[Iri, tuple[Term, ...]] = {
        DCAT.accessURL: (address,),
        DCAT.downloadURL: (address,),
        DCT.issued: (typed("2000-01-01", "date"),),
        DCT.modified: (typed("2000-01-01", "date"),),
    }
    if licence in LICENCES:
        file[DCT.license] = (iri(LICENCES[licence][0]),)
    else:
        # A licence without an address goes out as its title.
        file[DCT.rights] = (text("License Not Specified"),)
    for name, property in (("format", DCT.format), ("mime", DCAT.mediaType)):
        if value := resource.get(name):
            file[property] = (text(str(value)),)
    if resource.get("filesize") is not None:
        file[DCAT.byteSize] = (typed(str(resource["filesize"]), "integer"),)
    return file


def _first(thing: Described, property: Iri) -> str:
    values = thing.get(property, ())
    return _plain(values[0]) if values else ""


def _plain(term: Term) -> str:
    return literal_parts(Literal(term))[0] if is_literal(term) else term[1:-1]


def tag_of(words: str) -> str:
    """Return a keyword as data.gouv.fr keeps it; ``""`` when it is too short or too long.

    >>> tag_of("Économie sociale"), tag_of("RH")
    ('economie-sociale', '')
    """
    flat = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", flat).strip("-")
    return slug if 3 <= len(slug) <= 96 else ""


def _tags(facts: Facts) -> Iterator[str]:
    words = [_plain(each) for each in facts.dataset.get(DCAT.keyword, ()) if is_literal(each)]
    for theme in facts.dataset.get(DCAT.theme, ()):
        words.extend(map(_plain, facts.nodes.get(theme, NOTHING).get(SKOS.prefLabel, ())[:1]))
    yield from filter(None, map(tag_of, words))


def _has_period(period: Described) -> bool:
    return bool(period.get(DCAT.startDate) or period.get(DCAT.endDate))


def _contacts(facts: Facts) -> Iterator[dict[str, Json]]:
    for node in facts.dataset.get(DCAT.contactPoint, ()):
        about = facts.nodes.get(node, NOTHING)
        if about.get(VCARD.hasEmail) or about.get(VCARD.hasURL):
            yield {"role": "contact"}
    if facts.dataset.get(DCT.publisher):
        yield {"role": "publisher"}


def _licence(facts: Facts) -> str:
    values = [*facts.dataset.get(DCT.license, ()), *facts.dataset.get(DCT.rights, ())]
    values += [each for file in facts.files for each in file.get(DCT.license, ())]
    for value in values:
        label = facts.nodes.get(value, NOTHING).get(RDFS.label, ())
        words = _plain(label[0] if label else value).lower()
        bare = _bare(words)
        for id, (address, titles) in LICENCES.items():
            if words in titles or bare == _bare(address):
                return id
    return UNSPECIFIED


def _bare(address: str) -> str:
    return re.sub(r"^https?://(www\.)?", "", address.lower()).rstrip("/")


def _address(file: Described) -> str:
    return _first(file, DCAT.downloadURL) or _first(file, DCAT.accessURL)


def _resource(file: Described) -> dict[str, Json]:
    format, mime = _first(file, DCT.format), _first(file, DCAT.mediaType)
    size = _first(file, DCAT.byteSize)
    return {
        "url": _address(file),
        "format": format.removeprefix(f"{EU}file-type/").lower() or None,
        "mime": mime.removeprefix(IANA[0]) or None,
        "filesize": int(size) if size.isdigit() else None,
    }
