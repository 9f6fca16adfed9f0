"""Whom to write to about a resource.

::

    <ressource/x> dcat:contactPoint <ressource/x#contact-jeanne-example-org> .
    <ressource/x#contact-jeanne-example-org> a vcard:Kind ; vcard:fn "Jeanne Dupont" ;
        vcard:hasEmail <mailto:jeanne@example.org> .

An agent of the catalogue is reached by its homepage (``vcard:hasURL``). schema.org has no property
for it of a creative work: ``schema:contactPoint`` is of persons and bodies.
Specification: DCAT 3, section 6.4.3 (https://www.w3.org/TR/vocab-dcat-3/#Property:resource_contact_point).
"""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from tressons_ld.catalogue.columns.contact_forms import is_agent
from tressons_ld.catalogue.columns.emails import name_and_email
from tressons_ld.catalogue.columns.ids import distinct_slugs
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, ThingMapping, constant
from tressons_ld.mapping.ranges import ADDRESS, TEXT
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text
from tressons_ld.rdf.vocabularies import RDF, VCARD


@dataclass(frozen=True, slots=True)
class ResourceContact:
    """Whom to write to: a name, and an address for mail or of a page where one is known."""

    name: str
    email: str = ""
    url: str = ""


def contact_nodes(entry: Entry, context: Context) -> dict[Iri, ResourceContact]:
    """Return the node of each contact of a resource -> whom it reaches.

    Of two at one address, each is told apart by its name too.
    """
    resource = context.iris.resource(entry.id)
    known = {each: _contact(each, context) for each in entry.contacts}
    number = Counter(name for name, _ in known.values())
    contacts = {
        name if number[name] == 1 else each: contact for each, (name, contact) in known.items()
    }
    return {
        context.iris.part(resource, f"{context.names.contact}-{id}"): contacts[name]
        for name, id in distinct_slugs(contacts).items()
    }


def _contact(contact: str, context: Context) -> tuple[str, ResourceContact]:
    """Return what tells a contact from the others of the resource, and the contact."""
    if is_agent(contact):
        agent = context.shared.agents[contact]
        return agent.id, ResourceContact(agent.name, url=agent.homepage or "")
    if known := name_and_email(contact):
        name, email = known
        return email, ResourceContact(name or email, email)
    return contact.partition("://")[2], ResourceContact(contact, url=contact)


def contacts(entry: Entry, context: Context) -> Collection[Term]:
    """Return these nodes (a rule of a field)."""
    return tuple(contact_nodes(entry, context)) if entry.contacts else ()


RESOURCE_CONTACT = ThingMapping[ResourceContact](
    "Contact of a resource",
    lambda paths: part_path(paths.resource("{id}"), f"{paths.names.contact}-{{contact}}"),
    (
        Field(None, RDF.type, constant(VCARD.Kind), "vcard:Kind"),
        Field("contacts", VCARD.fn, lambda contact, _: (text(contact.name),), TEXT),
        Field(
            "contacts",
            VCARD.hasEmail,
            lambda contact, _: (iri(f"mailto:{contact.email}"),) if contact.email else (),
            "mailto: IRI",
        ),
        Field(
            "contacts",
            VCARD.hasURL,
            lambda contact, _: (iri(contact.url),) if contact.url else (),
            ADDRESS,
        ),
    ),
)


def contacts_to_rdf(entry: Entry, context: Context) -> Iterator[Triple]:
    """Yield what is stated of the contacts themselves."""
    for node, contact in contact_nodes(entry, context).items() if entry.contacts else ():
        yield from RESOURCE_CONTACT.triples(contact, node, context)
