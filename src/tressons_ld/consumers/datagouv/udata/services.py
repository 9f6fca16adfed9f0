"""A service as udata reads it (udata 17.18.0, core/dataservices/rdf.py:27-121)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.udata import (
    contacts,
    dates,
    licence_guess,
    subjects,
)
from tressons_ld.consumers.datagouv.udata.dataset import remote_url
from tressons_ld.consumers.datagouv.udata.lookup import (
    Reader,
    RefusedItem,
    bad_value,
    is_node,
    python_value,
)
from tressons_ld.consumers.datagouv.udata.resource_fields import description
from tressons_ld.consumers.rehearsal.page_statements import Reason, term
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node


class ServedDataset(NamedTuple):
    """A dataset that arrived, by which a service is tied to it."""

    id: str
    iri: str


def service_fields(
    page: Reader, subject: Node, day: date, faults: list[Text], datasets: Sequence[ServedDataset]
) -> dict[str, Any]:
    """Return the fields of a service under udata's names.

    Raises:
        RefusedItem: it fails before the database sees it.
    """
    from rdflib import URIRef

    title = page.value(subject, "dct:title")
    if not isinstance(title, str):
        faults.append(sentence("datagouv.service-without-title"))
    fields: dict[str, Any] = {
        "title": title,
        "description": description(page, subject, ("dct:description", "dct:abstract")),
        "base_api_url": _address(page, subject, "dcat:endpointURL", faults),
        "machine_documentation_url": _address(page, subject, "dcat:endpointDescription", faults),
    }
    contacts.contact_points(page, subject)
    fields["datasets"] = _served(page, subject, datasets)
    fields["license"] = _licence(page, subject)
    fields["uri"] = str(subject) if isinstance(subject, URIRef) else None
    fields["remote_url"] = remote_url(page, subject)
    for name in ("dct:created", "dct:issued", "dct:modified"):
        dates.strict(page, subject, name, day, faults)
    fields["tags"] = subjects.tags(page, subject)
    return fields


def _address(page: Reader, subject: Node, name: str, faults: list[Text]) -> str | None:
    value = page.first(subject, name)
    if value is None:
        return None
    page.keep(subject, name, value)
    why = addresses.refusal(str(value))
    if why is not None:
        faults.append(bad_value(name, value, why))
    return str(value).strip()


def _served(page: Reader, subject: Node, datasets: Sequence[ServedDataset]) -> list[str]:
    """Return the identifiers of the datasets that a service serves, in order."""
    found = set()
    for node in page.objects(subject, "dcat:servesDataset"):
        if not is_node(node):
            raise RefusedItem(
                bad_value("dcat:servesDataset", node, sentence("datagouv.not-an-iri"))
            )
        identifier = page.graph.value(node, term("dct:identifier"))
        id = None if identifier is None else str(identifier)
        match = next(
            (one.id for one in datasets if one.id == id or (one.iri and one.iri == str(node))), None
        )
        if match is None and id is not None:
            match = next((one.id for one in datasets if one.id.endswith(id)), None)
        if match is None:
            page.dismiss(subject, "dcat:servesDataset", node, _ELSEWHERE)
        else:
            page.keep(subject, "dcat:servesDataset", node)
            found.add(match)
    return sorted(found)


def _licence(page: Reader, subject: Node) -> str | None:
    chosen = page.preferred(subject, "dct:license")
    if chosen is None:
        return None
    text = python_value(chosen)
    found = licence_guess.guess([text]) if isinstance(text, str) else None
    if found is None:
        page.dismiss(subject, "dct:license", chosen, _UNKNOWN)
    else:
        page.keep(subject, "dct:license", chosen)
    return found


_ELSEWHERE = Reason(
    sentence("datagouv.dataset-not-in-feed"),
    "udata 17.18.0, core/dataservices/rdf.py:64-103",
)
_UNKNOWN = Reason(
    sentence("datagouv.service-licence-unknown"),
    "udata 17.18.0, core/dataset/models.py:264-361",
)
