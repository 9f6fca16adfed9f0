"""The contact points of a dataset, by role (udata 17.18.0, rdf.py:394-507).

The organization that owns the dataset is that of the harvest source, never one of these.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from tressons_ld.consumers.datagouv import addresses
from tressons_ld.consumers.datagouv.udata.lookup import (
    RDF,
    UDATA,
    Reader,
    RefusedItem,
    bad_value,
    is_node,
    python_value,
)
from tressons_ld.consumers.rehearsal.items import Json
from tressons_ld.consumers.rehearsal.page_statements import Reason
from tressons_ld.findings.messages import sentence

if TYPE_CHECKING:
    from rdflib.term import Node

ROLES: Final = {
    "dcat:contactPoint": "contact",
    "dct:creator": "creator",
    "dct:publisher": "publisher",
    "dct:rightsHolder": "rightsHolder",
    **{
        f"geodcat:{role}": role
        for role in (
            "custodian",
            "distributor",
            "originator",
            "principalInvestigator",
            "processor",
            "resourceProvider",
            "user",
        )
    },
}
"""The role that each property gives (rdf.py:147-163)."""

LONGEST: Final = 255

ContactFields = tuple[Any, Any, Any]
"""A name, an e-mail address, a contact form; None where there is none."""


def contact_points(page: Reader, subject: Node) -> list[Json]:
    """Return the contacts of a dataset: role, name, email, contact_form."""
    found: list[Json] = []
    for name, role in ROLES.items():
        for agent in page.objects(subject, name):
            infos = _infos(page, agent, name)
            why = contact_refusal(infos, role)
            if why is not None:
                page.dismiss(subject, name, agent, why)
                continue
            page.keep(subject, name, agent)
            named, email, form = infos
            found.append(
                {
                    "role": role,
                    "name": named,
                    "email": email,
                    "contact_form": form.strip() if form else form,
                }
            )
    return found


def _infos(page: Reader, agent: Node, name: str) -> ContactFields:
    if not is_node(agent):
        return python_value(agent), None, None
    readers = (_from_vcard, _from_foaf)
    for reader in readers if name == "dcat:contactPoint" else reversed(readers):
        infos = reader(page, agent)
        if any(infos):
            return infos
    return None, None, None


def contact_refusal(infos: ContactFields, role: str) -> Reason | None:
    """Return why a contact is left out: what core/contact_point/models.py:63-76 refuses."""
    name, email, form = infos
    if not any(infos):
        return _EMPTY
    if role == "contact" and not email and not form:
        return _UNREACHABLE
    for text in (name, email):
        if text is not None and (not isinstance(text, str) or len(text) > LONGEST):
            return _TOO_LONG
    if form is not None and (not isinstance(form, str) or addresses.refusal(form) is not None):
        return _NO_ADDRESS
    return None


def _from_vcard(page: Reader, agent: Node) -> ContactFields:
    organization = page.value(agent, "vcard:organization-name")
    if not organization:
        deprecated = page.first(agent, "vcard:org")
        if deprecated is not None and is_node(deprecated):
            page.keep(agent, "vcard:org", deprecated)
            organization = page.value(deprecated, "vcard:organization-name") or page.value(
                deprecated, "vcard:organisation-name"
            )
    name = _named(page.value(agent, "vcard:fn"), organization)
    email = page.value(agent, "vcard:hasEmail") or page.value(agent, "vcard:email")
    form = (
        page.value(agent, "vcard:hasURL")
        or page.value(agent, "vcard:url")
        or page.value(agent, "vcard:hasUrl")
    )
    return name, _email(email), form or None


def _from_foaf(page: Reader, agent: Node) -> ContactFields:
    above = page.first(agent, "org:memberOf")
    member = page.first(agent, "foaf:member")
    if above is not None and is_node(above):
        page.keep(agent, "org:memberOf", above)
        name = _named(_label(page, agent), page.value(above, "foaf:name"))
        email = page.value(agent, "foaf:mbox") or page.value(above, "foaf:mbox")
    elif member is not None and is_node(member):
        page.keep(agent, "foaf:member", member)
        name = _named(page.value(member, "foaf:name"), _label(page, agent))
        email = page.value(member, "foaf:mbox") or page.value(agent, "foaf:mbox")
    else:
        name = _named(_label(page, agent), None)
        email = page.value(agent, "foaf:mbox")
    return name, _email(email), None


def _label(page: Reader, agent: Node) -> Any:
    return page.value(agent, "foaf:name") or page.value(agent, "skos:prefLabel")


def _named(name: Any, organization: Any) -> Any:
    if name and organization:
        return f"{name} ({organization})"
    return name or organization or None


def _email(value: Any) -> str | None:
    if value and not isinstance(value, str):
        raise RefusedItem(
            bad_value(
                "foaf:mbox",
                value,
                sentence("datagouv.not-an-address-refused"),
            )
        )
    return (value or "").removeprefix("mailto:").strip() or None


_EMPTY = Reason(
    sentence("datagouv.contact-without-name"),
    f"{RDF}:429-431",
)
_UNREACHABLE = Reason(
    sentence("datagouv.contact-without-address"),
    f"{UDATA}, core/contact_point/models.py:68",
)
_TOO_LONG = Reason(
    sentence("datagouv.contact-too-long"),
    f"{UDATA}, core/contact_point/models.py:42",
)
_NO_ADDRESS = Reason(
    sentence("datagouv.contact-page"),
    f"{UDATA}, core/contact_point/models.py:44",
)
