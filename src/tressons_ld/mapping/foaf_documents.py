"""Pages of others: what the graph names as a homepage, a landing page, further reading, a source.

``<https://…> a foaf:Document .``
"""

from collections.abc import Container, Iterable, Iterator

from tressons_ld.mapping.fields import Context, Field, ThingMapping, constant
from tressons_ld.mapping.ranges import PAGE
from tressons_ld.rdf.terms import Iri, Triple, iri
from tressons_ld.rdf.vocabularies import FOAF, RDF

DOCUMENT = ThingMapping[str](
    "Page of somebody else",
    "its own address",
    (
        Field(
            None,
            RDF.type,
            constant(FOAF.Document),
            PAGE,
            "the address is not the name of a thing that is described there",
        ),
    ),
)


def pages_to_rdf(
    addresses: Iterable[str | None], context: Context, *, names: Container[str] = ()
) -> Iterator[Triple]:
    """Yield the type of each page.

    Args:
        addresses: the addresses; None is passed over.
        context: the shared part.
        names: the IRIs that name a thing, an organisation for instance: whatever it is, it is not
            a page. foaf:Document and foaf:Organization are disjoint
            (http://xmlns.com/foaf/spec/#term_Document).
    """
    for address in addresses:
        if address and (page := Iri(iri(address))) not in names:
            yield from DOCUMENT.triples(address, page, context)
