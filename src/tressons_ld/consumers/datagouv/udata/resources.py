"""The resources that udata makes of distributions (core/dataset/rdf.py:656-941).

Resources are matched by their address: two distributions of one address are one resource, and the
last read wins. What ``dct:hasPart`` names becomes a resource too, of type « other ».
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.udata import dates
from tressons_ld.consumers.datagouv.udata.lookup import (
    DATASET,
    Reader,
    RefusedItem,
    bad_value,
    is_node,
    python_value,
)
from tressons_ld.consumers.datagouv.udata.resource_fields import (
    LABEL_OR_TEXT,
    checksum,
    description,
    format_of,
    mime,
    schema,
    size,
    text_of,
)
from tressons_ld.consumers.rehearsal.items import fault
from tressons_ld.consumers.rehearsal.page_statements import Reason
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node

OGC_FORMATS: Final = frozenset({"wfs", "wms", "wmts"})
"""Services whose layers share an address: matched by title too (core/dataset/constants.py:197)."""

Resource = dict[str, Any]


def resources(
    page: Reader, subject: Node, day: date, faults: list[Text]
) -> tuple[list[Resource], list[Resource]]:
    """Return the resources of a dataset, and those that its distributions made, in order."""
    kept: list[Resource] = []
    made: list[Resource] = []
    for name in ("dcat:distribution", "dcat:distributions"):
        for node in page.objects(subject, name):
            _needs_node(name, node)
            url = _address(page, node)
            if not url:
                page.dismiss(subject, name, node, _NO_ADDRESS)
                continue
            page.keep(subject, name, node)
            made.append(_resource(page, node, (subject, name), url, kept, day, faults))
    for node in page.objects(subject, "dct:hasPart"):
        _needs_node("dct:hasPart", node)
        url = _iri(node)
        page.dismiss(subject, "dct:hasPart", node, _PART if url else _NO_ADDRESS)
        if url:
            _resource(page, node, (subject, "dct:hasPart"), url, kept, day, faults)
    return kept, made


def _needs_node(name: str, node: Node) -> None:
    if not is_node(node):
        raise RefusedItem(
            bad_value(
                name,
                node,
                sentence("datagouv.must-be-iri-or-node"),
            )
        )


def _iri(node: Node) -> str | None:
    from rdflib import URIRef

    return str(node) if isinstance(node, URIRef) else None


def _address(page: Reader, node: Node) -> str | None:
    """Return the address of a file: that of the download, else of the access (855-862)."""
    found = None
    for name in ("dcat:downloadURL", "dcat:accessURL"):
        value = page.first(node, name)
        if value is None:
            continue
        shown = python_value(value)
        if not shown:
            continue
        if found is None:
            page.keep(node, name, value)
            found = shown
        elif str(found) == str(shown):
            page.keep(node, name, value)
        else:
            page.dismiss(node, name, value, _DOWNLOAD_WINS)
    return None if found is None else str(found)


def _resource(
    page: Reader,
    node: Node,
    statement: tuple[Node, str],
    url: str,
    resources: list[Resource],
    day: date,
    faults: list[Text],
) -> Resource:
    subject, name = statement
    kind = format_of(page, node)
    title = _title(page, node, url, kind, faults)
    found = next(
        (
            one
            for one in resources
            if one["url"] == url and (kind not in OGC_FORMATS or one["title"] == title)
        ),
        None,
    )
    if found is None:
        found = {"type": "main", "checksum": None, "schema": None, "extras": {}}
        resources.append(found)
    elif name != "dct:hasPart":
        page.forget(subject, name, node, _SAME_ADDRESS)
    refused = addresses.refusal(url)
    if refused is not None:
        faults.append(fault(name, url, _REFUSED.format(reason=refused)))
    found["title"], found["url"], found["format"] = title, url.strip(), kind
    found["description"] = description(page, node, ("dct:description",))
    found["filesize"] = size(page, node, faults)
    found["mime"] = mime(page, node)
    found["schema"] = schema(page, node, faults) or found["schema"]
    for term_name in ("dct:accessRights", "dct:license", "dct:rights"):
        values = page.values(node, term_name, LABEL_OR_TEXT)
        if values:
            found["extras"][term_name.partition(":")[2]] = values
    found["checksum"] = checksum(page, node, faults) or found["checksum"]
    if name == "dct:hasPart":
        found["type"] = "other"
    elif page.has(node, "dcat:accessService"):
        found["type"] = "api"
    found["uri"] = _iri(node)
    found["dct_identifier"] = text_of(page, node, "dct:identifier", faults)
    found["issued_at"] = dates.strict(page, node, "dct:issued", day, faults)
    found["modified_at"] = dates.lenient(page, node, "dct:modified", day)
    return found


def _title(page: Reader, node: Node, url: str, kind: str | None, faults: list[Text]) -> str:
    value = page.value(node, "dct:title")
    if value:
        if not isinstance(value, str):
            faults.append(bad_value("dct:title", value, sentence("datagouv.must-be-text")))
        return str(value)
    last = url.rpartition("/")[2]
    if "." in last and "?" not in last:
        return last
    return f"Ressource {kind}" if kind else "Ressource sans nom"


_NO_ADDRESS = Reason(
    sentence("datagouv.file-without-address"),
    f"{DATASET}:855-867",
)
_DOWNLOAD_WINS = Reason(
    sentence("datagouv.one-address"),
    f"{DATASET}:856-858",
)
_REFUSED = sentence("datagouv.item-refused")
_SAME_ADDRESS = Reason(
    sentence("datagouv.same-address"),
    f"{DATASET}:872-888",
)
_PART = Reason(
    sentence("datagouv.becomes-other"),
    f"{DATASET}:1041",
)
