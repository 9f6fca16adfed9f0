"""The identifiers that others give a resource: a DOI, an ISBN, an item of Wikidata.

::

    <ressource/x> adms:identifier <ressource/x#identifiant-doi-10-1234-abc> ;
        schema:identifier "doi:10.1234/abc" ; schema:sameAs <https://doi.org/10.1234/abc> .
    <ressource/x#identifiant-doi-10-1234-abc> a adms:Identifier ;
        skos:notation "10.1234/abc" ; adms:schemaAgency "DOI Foundation" .

``dct:identifier`` stays the id alone, by which harvesters know the resource again.
Specification: DCAT-AP 3.0.1, Dataset.otheridentifier and Identifier
(https://semiceu.github.io/DCAT-AP/releases/3.0.1#Identifier).
"""

from collections.abc import Collection, Iterator
from functools import cache

from tressons_ld.catalogue.columns.ids import distinct_slugs
from tressons_ld.catalogue.columns.other_identifiers import address_of, notation_of, scheme_of
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Entry
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, Rule, ThingMapping, constant
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text
from tressons_ld.rdf.vocabularies import ADMS, RDF, SKOS, THINGS_OF_OTHERS

OTHER_IDENTIFIER = ThingMapping[str](
    "Identifier that others give a resource",
    lambda paths: part_path(paths.resource("{id}"), f"{paths.names.identifier}-{{identifier}}"),
    (
        Field(None, RDF.type, constant(ADMS.Identifier), "adms:Identifier"),
        Field(
            "identifiers",
            SKOS.notation,
            lambda known, _: (text(notation_of(known)),),
            "the identifier as its agency writes it",
        ),
        Field(
            None,
            ADMS.schemaAgency,
            lambda known, _: (text(scheme_of(known).agency),),
            "name of who keeps the scheme",
        ),
    ),
)


def identifier_nodes(entry: Entry, context: Context) -> dict[Iri, str]:
    """Return the node of each identifier that others give a resource -> the identifier.

    Where two differ in signs alone that no IRI here has (``10.1234/a.b``, ``10.1234/a-b``), a
    digest of each tells them apart.
    """
    resource = context.iris.resource(entry.id)
    return {
        context.iris.part(resource, f"{context.names.identifier}-{id}"): known
        for known, id in distinct_slugs(entry.identifiers).items()
    }


def nodes(entry: Entry, context: Context) -> Collection[Term]:
    """Return these nodes (a rule of a field)."""
    return tuple(identifier_nodes(entry, context)) if entry.identifiers else ()


def same_things(entry: Entry, _context: Context) -> Collection[Term]:
    """Return the names of the resource itself in Wikidata (a rule of a field)."""
    addresses = filter(None, map(address_of, entry.identifiers))
    return [iri(address) for address in addresses if address.startswith(THINGS_OF_OTHERS)]


def resolved(entry: Entry, _context: Context) -> Collection[Term]:
    """Return the addresses of the identifiers that have one (a rule of a field)."""
    return [iri(address) for address in map(address_of, entry.identifiers) if address]


@cache
def numbers(scheme: str, types: frozenset[str]) -> Rule:
    """Return the rule that states the identifiers of a scheme, of things of some types.

    Args:
        scheme: ``isbn``.
        types: the schema.org types that may have them.
    """

    def terms(entry: Entry, context: Context) -> list[Term]:
        kind = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], entry.kind))
        if kind is None or types.isdisjoint(kind.schema_types):
            return []
        return [
            text(notation_of(known))
            for known in entry.identifiers
            if known.startswith(f"{scheme}:")
        ]

    return terms


def identifiers_to_rdf(entry: Entry, context: Context) -> Iterator[Triple]:
    """Yield what is stated of the identifiers themselves."""
    for node, known in identifier_nodes(entry, context).items() if entry.identifiers else ():
        yield from OTHER_IDENTIFIER.triples(known, node, context)
