"""What ckanext-dcat's profile euro_dcat_ap_3 makes of a dcat:Dataset: CKAN's own fields.

Our statement of what ckanext-dcat 2.4.4 does, profiles/euro_dcat_ap_base.py, euro_dcat_ap_2.py
and euro_dcat_ap_3.py.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tressons_ld.consumers.ckan import registers as registers
from tressons_ld.consumers.ckan.values import (
    Fields,
    agents,
    contact_points,
    place,
    stored_text,
    temporal_bounds,
    value,
    values,
)
from tressons_ld.consumers.rehearsal.page_statements import (
    Reason,
    Statements,
    term,
)
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node

_SIMPLE = {
    "issued": "dct:issued",
    "modified": "dct:modified",
    "identifier": "dct:identifier",
    "version_notes": "adms:versionNotes",
    "frequency": "dct:accrualPeriodicity",
    "provenance": "dct:provenance",
    "dcat_type": "dct:type",
}
_LISTS = {
    "language": "dct:language",
    "theme": "dcat:theme",
    "alternate_identifier": "adms:identifier",
    "conforms_to": "dct:conformsTo",
    "documentation": "foaf:page",
    "related_resource": "dct:relation",
    "has_version": "dct:hasVersion",
    "is_version_of": "dct:isVersionOf",
    "source": "dct:source",
    "sample": "adms:sample",
}
_LISTS_2 = {
    "is_referenced_by": "dct:isReferencedBy",
    "applicable_legislation": "dcatap:applicableLegislation",
    "hvd_category": "dcatap:hvdCategory",
}
_RESOURCE = {
    "access_url": "dcat:accessURL",
    "download_url": "dcat:downloadURL",
    "issued": "dct:issued",
    "modified": "dct:modified",
    "status": "adms:status",
    "license": "dct:license",
    "rights": "dct:rights",
    "name": "dct:title",
    "description": "dct:description",
    "availability": "dcatap:availability",
    "compress_format": "dcat:compressFormat",
    "package_format": "dcat:packageFormat",
    "temporal_resolution": "dcat:temporalResolution",
}
_RESOURCE_LISTS = {
    "language": "dct:language",
    "documentation": "foaf:page",
    "conforms_to": "dct:conformsTo",
    "applicable_legislation": "dcatap:applicableLegislation",
}
_SERVICE = {
    "availability": "dcatap:availability",
    "title": "dct:title",
    "endpoint_description": "dcat:endpointDescription",
    "license": "dct:license",
    "access_rights": "dct:accessRights",
    "description": "dct:description",
    "identifier": "dct:identifier",
    "modified": "dct:modified",
}
_SERVICE_LISTS = {
    "endpoint_url": "dcat:endpointURL",
    "serves_dataset": "dcat:servesDataset",
    "conforms_to": "dct:conformsTo",
    "format": "dct:format",
    "language": "dct:language",
    "rights": "dct:rights",
    "landing_page": "dcat:landingPage",
    "keyword": "dcat:keyword",
    "applicable_legislation": "dcatap:applicableLegislation",
    "theme": "dcat:theme",
}


def dataset_fields(page: Statements, dataset: Node) -> Fields:
    """Return a dataset as a CKAN without ckanext-scheming has it.

    ``extras`` is a mapping of key to value; its lists are JSON texts, as CKAN keeps them. ``tags``
    are the names.

    Raises:
        FeedError: CKAN stops at a value of it.
    """
    from rdflib import URIRef

    extras: Fields = {}
    fields: Fields = {"extras": extras, "resources": []}
    _fill(fields, page, dataset, {"url": "dcat:landingPage", "version": "owl:versionInfo"})
    _fill(fields, page, dataset, {"title": "dct:title", "notes": "dct:description"})
    if "version" not in fields:
        _fill(fields, page, dataset, {"version": "adms:version"})
    fields["tags"] = _tags(page, dataset)
    _fill(extras, page, dataset, _SIMPLE)
    _fill_lists(extras, page, dataset, _LISTS)
    contacts = contact_points(page, dataset) or contact_points(page, dataset, "adms:contactPoint")
    for prefix, people in (
        ("contact", contacts),
        ("publisher", agents(page, dataset, "dct:publisher")),
        ("creator", agents(page, dataset, "dct:creator")),
    ):
        for key, found in people[0].items() if people else ():
            if found and key not in ("name_translated", "actedOnBehalfOf"):
                extras[f"{prefix}_{key}"] = found
    extras.update(place(page, dataset))
    extras["uri"] = str(dataset) if isinstance(dataset, URIRef) else ""
    if rights := _access_rights(page, dataset):
        extras["access_rights"] = rights
    fields["license_id"] = _licence(page, dataset)
    _fill(extras, page, dataset, {"homepage": "foaf:homepage"})
    _fill_version_2(fields, page, dataset)
    for part in page.objects(dataset, "dcat:distribution"):
        page.keep(dataset, "dcat:distribution", part)
        fields["resources"].append(_resource(page, part))
    if newest := value(page, dataset, "dcat:version"):
        for older in page.objects(dataset, "owl:versionInfo"):
            if str(older) != newest:
                page.forget(dataset, "owl:versionInfo", older, _OLDER_VERSION)
        fields["version"] = newest
    if versions := values(page, dataset, "dcat:hasVersion"):
        fields["has_version"] = versions
    return fields


def _fill_version_2(fields: Fields, page: Statements, dataset: Node) -> None:
    """Add what euro_dcat_ap_2.py reads beside; activities and attributions stand at the root."""
    from rdflib import RDF

    extras = fields["extras"]
    for activity in page.objects(dataset, "prov:wasGeneratedBy")[:1]:
        page.keep(dataset, "prov:wasGeneratedBy", activity)
        fields["provenance_activity"] = [
            {
                "uri": stored_text(activity),
                "type": [stored_text(type) for type in page.graph.objects(activity, RDF.type)],
                "label": value(page, activity, "rdfs:label"),
                "seeAlso": value(page, activity, "rdfs:seeAlso"),
                "dct_type": value(page, activity, "dct:type"),
                "startedAtTime": value(page, activity, "prov:startedAtTime"),
            }
        ]
        if doing := agents(page, activity, "prov:wasAssociatedWith"):
            fields["provenance_activity"][0]["wasAssociatedWith"] = doing[:1]
    if attributions := list(_attributions(page, dataset)):
        fields["qualified_attribution"] = attributions
    _fill(extras, page, dataset, {"temporal_resolution": "dcat:temporalResolution"})
    _fill_lists(extras, page, dataset, _LISTS_2)
    for key, bound in temporal_bounds(page, dataset).items():
        extras[f"temporal_{key}"] = bound
    _fill_metres(extras, page, dataset)


def _fill(fields: Fields, page: Statements, subject: Node, properties: dict[str, str]) -> None:
    for key, name in properties.items():
        if found := value(page, subject, name):
            fields[key] = found


def _fill_lists(
    fields: Fields, page: Statements, subject: Node, properties: dict[str, str]
) -> None:
    for key, name in properties.items():
        if found := values(page, subject, name):
            fields[key] = json.dumps(found)


def _tags(page: Statements, dataset: Node) -> list[str]:
    """Return the keywords; one with commas is several, after the others (base.py, _keywords)."""
    whole = values(page, dataset, "dcat:keyword")
    split = [word.strip() for words in whole if "," in words for word in words.split(",")]
    return [word for word in whole if "," not in word] + split


def _access_rights(page: Statements, dataset: Node) -> str:
    from rdflib import RDF, BNode

    for rights in page.objects(dataset, "dct:accessRights")[:1]:
        if not isinstance(rights, BNode):
            page.keep(dataset, "dct:accessRights", rights)
            return str(rights)
        if page.graph.value(rights, RDF.type) == term("dct:RightsStatement"):
            page.keep(dataset, "dct:accessRights", rights)
            return value(page, rights, "rdfs:label")
    return ""


def _licence(page: Statements, dataset: Node) -> str:
    """Return CKAN's id of the first licence of a distribution that it knows (base.py, _license)."""
    for part in page.objects(dataset, "dcat:distribution"):
        for licence in page.objects(part, "dct:license")[:1]:
            known = registers.LICENCES.get(str(licence)) or registers.LICENCE_TITLES.get(
                value(page, licence, "dct:title")
            )
            if known and str(licence):
                return known
    return ""


def _resource(page: Statements, part: Node) -> Fields:
    from rdflib import URIRef

    fields: Fields = {}
    _fill(fields, page, part, _RESOURCE)
    fields["url"] = fields.get("download_url") or fields.get("access_url", "")
    _fill_lists(fields, page, part, _RESOURCE_LISTS)
    media_type, label = _format(page, part)
    if media_type:
        fields["mimetype"] = media_type
    if label or media_type:
        fields["format"] = label or media_type
    try:
        fields["size"] = int(float(value(page, part, "dcat:byteSize")))
    except (ValueError, OverflowError):
        for size in page.objects(part, "dcat:byteSize"):
            page.forget(part, "dcat:byteSize", size, _SIZE)
    for checksum in page.objects(part, "spdx:checksum"):
        page.keep(part, "spdx:checksum", checksum)
        _fill(fields, page, checksum, {"hash_algorithm": "spdx:algorithm"})
        _fill(fields, page, checksum, {"hash": "spdx:checksumValue"})
    _fill_metres(fields, page, part)
    if services := [_service(page, part, one) for one in page.objects(part, "dcat:accessService")]:
        fields["access_services"] = json.dumps(services)
    fields["uri"] = str(part) if isinstance(part, URIRef) else ""
    return fields


_OLDER_VERSION = Reason(
    sentence("ckan.version-in-its-place"),
    f"{registers.DCAT}/profiles/euro_dcat_ap_3.py, _parse_dataset_v3",
)
_SIZE = Reason(
    sentence("ckan.size-not-a-number"),
    f"{registers.DCAT}/profiles/base.py, _object_value_int",
)


def _service(page: Statements, part: Node, service: Node) -> Fields:
    from rdflib import URIRef

    page.keep(part, "dcat:accessService", service)
    fields: Fields = {}
    _fill(fields, page, service, _SERVICE)
    for key, name in _SERVICE_LISTS.items():
        if found := values(page, service, name):
            fields[key] = found
    for key, people in (
        ("contact", contact_points(page, service)),
        ("publisher", agents(page, service, "dct:publisher")),
        ("creator", agents(page, service, "dct:creator")),
    ):
        if people:
            fields[key] = people
    fields["uri"] = str(service) if isinstance(service, URIRef) else ""
    return fields


def _format(page: Statements, part: Node) -> tuple[str, str]:
    """Return media type and format, each "" where there is none (base.py, _distribution_format)."""
    from rdflib import RDF, Literal, URIRef

    media_type, label = value(page, part, "dcat:mediaType"), ""
    for form in page.objects(part, "dct:format")[:1]:
        page.keep(part, "dct:format", form)
        if isinstance(form, Literal):
            if not media_type and "/" in form:
                media_type = str(form)
            else:
                label = str(form)
        elif page.graph.value(form, RDF.type) == term("dct:IMT"):
            for written in page.objects(form, "rdf:value"):
                if not media_type:
                    page.keep(form, "rdf:value", written)
            written_here = page.graph.value(form, RDF.value)
            # Where there is none, CKAN writes the word None.
            media_type = media_type or (
                "None" if written_here is None else stored_text(written_here)
            )
            label = value(page, form, "rdfs:label")
        elif isinstance(form, URIRef):
            if "iana.org/assignments/media-types" in form and not media_type:
                media_type = str(form)
            else:
                label = str(form)
    known = registers.FORMATS.get(media_type) or registers.FORMATS.get(label)
    return media_type, known or label


def _fill_metres(fields: Fields, page: Statements, subject: Node) -> None:
    found = []
    for metres in page.objects(subject, "dcat:spatialResolutionInMeters"):
        try:
            found.append(float(str(metres)))
        except ValueError:
            continue
        page.keep(subject, "dcat:spatialResolutionInMeters", metres)
    if found:
        fields["spatial_resolution_in_meters"] = found[0] if len(found) == 1 else json.dumps(found)


def _attributions(page: Statements, dataset: Node) -> list[Fields]:
    found = []
    for node in page.objects(dataset, "prov:qualifiedAttribution"):
        fields: Fields = {}
        for role in page.objects(node, "dcat:hadRole")[:1]:
            page.keep(node, "dcat:hadRole", role)
            fields["role"] = stored_text(role)
        if people := agents(page, node, "prov:agent"):
            fields["agent"] = people
        if fields:
            page.keep(dataset, "prov:qualifiedAttribution", node)
            found.append(fields)
    return found
