"""What is said of the rights in a resource: a statement in words, or one that has an address.

::

    <ressource/x> dct:rights <ressource/x#droits> ; schema:copyrightNotice "…"@fr .
    <ressource/x#distribution-x-pdf> dct:rights <ressource/x#droits> .
    <ressource/x#droits> a dct:RightsStatement ; rdfs:label "…"@fr .

One that has an address (https://rightsstatements.org/) is named by it, and ``schema:usageInfo``.
Specification: DCAT 3, section 6.4.10 (https://www.w3.org/TR/vocab-dcat-3/#Property:resource_rights).
"""

from collections.abc import Collection, Iterator

from tressons_ld.catalogue.columns.url_syntax import is_url
from tressons_ld.catalogue.model import Entry
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, ThingMapping, constant
from tressons_ld.mapping.ranges import RESOURCE_TEXT
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text
from tressons_ld.rdf.vocabularies import DCT, RDF, RDFS


def notice(entry: Entry, _context: Context) -> Collection[Term]:
    """Return the rights in words, unless they have an address (a rule of a field)."""
    words = entry.rights
    return [text(words, entry.language)] if words and not is_url(words) else ()


def rights_address(entry: Entry, _context: Context) -> Collection[Term]:
    """Return the address of the statement, if it has one (a rule of a field)."""
    return [iri(entry.rights)] if entry.rights and is_url(entry.rights) else ()


def rights_statement(entry: Entry, context: Context) -> Collection[Iri]:
    """Return the node of the statement as the only one, or none at all (a rule of a field)."""
    if not entry.rights:
        return ()
    if is_url(entry.rights):
        return (iri(entry.rights),)
    return (context.iris.part(context.iris.resource(entry.id), context.names.rights),)


RESOURCE_RIGHTS = ThingMapping[Entry](
    "Rights in a resource",
    lambda paths: part_path(paths.resource("{id}"), paths.names.rights),
    (
        Field(None, RDF.type, constant(DCT.RightsStatement), "dct:RightsStatement"),
        Field("rights", RDFS.label, notice, RESOURCE_TEXT, "it has no address"),
    ),
)


FILE_RIGHTS = ThingMapping[Entry](
    "Rights in a file of it",
    lambda paths: part_path(paths.resource("{id}"), f"{paths.names.distribution}-{{file}}"),
    (Field("rights", DCT.rights, rights_statement, "dct:RightsStatement"),),
)


def rights_to_rdf(entry: Entry, context: Context) -> Iterator[Triple]:
    """Yield what is stated of the rights themselves, and that they are those in each file.

    DCAT-AP has a place for them there alone
    (https://semiceu.github.io/DCAT-AP/releases/3.0.1#Distribution.rights).
    """
    if not entry.rights:
        return
    for node in rights_statement(entry, context):
        yield from RESOURCE_RIGHTS.triples(entry, node, context)
    for file in entry.distributions:
        part = context.iris.part(context.iris.resource(entry.id), file.name)
        yield from FILE_RIGHTS.triples(entry, part, context)
