"""A dataset as udata reads it (udata 17.18.0, core/dataset/rdf.py:970-1107)."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.udata import (
    contacts,
    dates,
    licence_guess,
    places,
    subjects,
)
from tressons_ld.consumers.datagouv.udata.lookup import (
    DATASET,
    UDATA,
    Reader,
    RefusedItem,
    bad_value,
    is_empty,
    is_node,
    python_value,
)
from tressons_ld.consumers.datagouv.udata.resource_fields import (
    LABEL_OR_TEXT,
    description,
    schema,
    text_of,
)
from tressons_ld.consumers.datagouv.udata.resources import Resource, resources
from tressons_ld.consumers.rehearsal.page_statements import Reason
from tressons_ld.findings.language import Text
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node

LONGEST_ACRONYM: Final = 128
RIGHTS: Final = {
    "rights": "dct:rights",
    "accessRights": "dct:accessRights",
    "license": "dct:license",
}
DOI: Final = re.compile(
    r"(?:doi:|info:doi/|https?://(?:dx\.)?doi\.org/)?(10\.\d{4,9}/\S+)", re.IGNORECASE
)


def dataset_fields(page: Reader, subject: Node, day: date, faults: list[Text]) -> dict[str, Any]:
    """Return the fields of a dataset under udata's names.

    ``extras`` is its ``extras.dcat``; what udata keeps under ``harvest`` stands beside the rest.

    Args:
        page: where it is described.
        subject: the dataset.
        day: of the harvest.
        faults: receives what makes the database refuse it in the end.

    Raises:
        RefusedItem: it is skipped or fails before that.
    """
    title = page.value(subject, "dct:title")
    if not title:
        raise RefusedItem(_UNTITLED, skipped=True)
    if not isinstance(title, str):
        faults.append(bad_value("dct:title", title, sentence("datagouv.must-be-text")))
    fields: dict[str, Any] = {
        "title": title,
        "description": description(page, subject, ("dct:description", "dct:abstract")),
        "frequency": subjects.frequency(page, subject),
        "contact_points": contacts.contact_points(page, subject),
        "schema": schema(page, subject, faults),
        "spatial": places.spatial(page, subject, faults),
        "acronym": _acronym(page, subject, faults),
        "tags": subjects.tags(page, subject),
    }
    period = dates.period(page, subject, day, faults)
    fields["temporal_coverage"] = period._asdict() if period else None
    extras = _extras(page, subject)
    kept, made = resources(page, subject, day, faults)
    fields["resources"] = kept
    fields |= _rights(page, subject, extras, made)
    for resource in kept:
        resource["extras"] = dict(sorted(resource["extras"].items()))
    fields["extras"] = dict(sorted(extras.items()))
    return fields | _harvest(page, subject, day, faults)


def _acronym(page: Reader, subject: Node, faults: list[Text]) -> str | None:
    found = text_of(page, subject, "skos:altLabel", faults)
    if found is not None and len(found) > LONGEST_ACRONYM:
        faults.append(
            bad_value(
                "skos:altLabel",
                found,
                sentence("datagouv.acronym-too-long", number=LONGEST_ACRONYM),
            )
        )
    return found


def _extras(page: Reader, subject: Node) -> dict[str, Any]:
    extras: dict[str, Any] = {}
    metres = [
        one for one in page.objects(subject, "dcat:spatialResolutionInMeters") if not is_node(one)
    ]
    if metres:
        page.keep_all(subject, "dcat:spatialResolutionInMeters")
        try:
            extras["spatial_resolution"] = f"{max(python_value(one) for one in metres)} m"
        except TypeError:
            page.dismiss_all(subject, "dcat:spatialResolutionInMeters", _RESOLUTION)
    provenances = page.values(subject, "dct:provenance", LABEL_OR_TEXT)
    if provenances:
        extras["provenance"] = provenances
    return extras


def _rights(
    page: Reader, subject: Node, extras: dict[str, Any], made: list[Resource]
) -> dict[str, Any]:
    """Return licence and access; ``extras`` receives the texts they come from (1041-1086)."""
    found: dict[str, list[Any]] = {}
    for key, name in RIGHTS.items():
        found[key] = page.values(subject, name, LABEL_OR_TEXT) or _common(made, key)
        if found[key]:
            extras[key] = found[key]
    texts = found["license"] + found["rights"]
    texts += [one for resource in made for one in resource["extras"].get("license", [])]
    for one in texts + found["accessRights"]:
        if not isinstance(one, str):
            raise RefusedItem(bad_value("dct:rights", one, sentence("datagouv.must-be-text")))
    licence = licence_guess.guess(dict.fromkeys(texts))
    if licence is None:
        page.dismiss_all(subject, "dct:license", _UNKNOWN_LICENCE)
    if subjects.is_restricted(found["accessRights"] + found["rights"]):
        page.dismiss_all(subject, "dct:license", _RESTRICTED)
        return {"access_type": "restricted", "license": None}
    return {"access_type": "open", "license": licence or licence_guess.NOT_SPECIFIED}


def _common(made: list[Resource], key: str) -> list[Any]:
    """Return what all distributions say alike (core/dataset/rdf.py:825-838)."""
    said = [one["extras"].get(key, []) for one in made]
    return said[0] if said and all(one == said[0] for one in said) else []


def _harvest(page: Reader, subject: Node, day: date, faults: list[Text]) -> dict[str, Any]:
    from rdflib import URIRef

    return {
        "dct_identifier": text_of(page, subject, "dct:identifier", faults),
        "uri": str(subject) if isinstance(subject, URIRef) else None,
        "remote_url": remote_url(page, subject),
        "created_at": dates.strict(page, subject, "dct:created", day, faults),
        "issued_at": dates.strict(page, subject, "dct:issued", day, faults),
        "doi": _doi(page, subject),
        "modified_at": dates.lenient(page, subject, "dct:modified", day),
    }


def remote_url(page: Reader, subject: Node) -> str | None:
    """Return the page that data.gouv.fr links back to (rdf.py:560-606)."""
    name = "dcat:landingPage"
    landing = page.first(subject, name)
    if landing is not None and not is_empty(landing):
        if not isinstance(python_value(landing), str):
            raise RefusedItem(bad_value(name, landing, sentence("datagouv.is-no-address")))
        if addresses.refusal(str(landing)) is None:
            page.keep(subject, name, landing)
            return str(landing)
        page.dismiss(subject, name, landing, _NO_PAGE)
    return str(subject) if addresses.refusal(str(subject)) is None else None


def _doi(page: Reader, subject: Node) -> str | None:
    """Return the DOI of a dataset when it has one only (core/dataset/rdf.py:944-968)."""
    found: dict[str, str] = {}
    for name in ("dct:identifier", "adms:identifier", "owl:sameAs"):
        for one in page.objects(subject, name):
            unwrap = ("skos:notation",) if name == "adms:identifier" else ()
            match = DOI.fullmatch(str(page.unwrapped(one, unwrap)).strip())
            if match is not None:
                page.keep(subject, name, one)
                found.setdefault(match[1].lower(), match[1])
    return next(iter(found.values())) if len(found) == 1 else None


_UNTITLED = sentence("datagouv.no-title")
_RESOLUTION = Reason(sentence("datagouv.not-a-number"), f"{DATASET}:625-656")
_UNKNOWN_LICENCE = Reason(
    sentence("datagouv.licence-unknown"),
    f"{UDATA}, core/dataset/models.py:264-361",
)
_RESTRICTED = Reason(
    sentence("datagouv.inspire-limitation"),
    f"{UDATA}, core/dataset/models.py:805",
)
_NO_PAGE = Reason(
    sentence("datagouv.landing-page"),
    f"{UDATA}, rdf.py:595-606",
)
