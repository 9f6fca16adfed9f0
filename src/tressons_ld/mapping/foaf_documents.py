"""Pages of others: what the graph names as a homepage, a landing page, further reading, a source.

``<https://…> a foaf:Document .``
"""

from collections.abc import Iterable, Iterator

from tressons_ld.mapping.fields import Context, Field, ThingMapping, constant
from tressons_ld.mapping.ranges import PAGE
from tressons_ld.rdf.terms import Iri, Triple, iri
from tressons_ld.rdf.vocabularies import FOAF, RDF, TERMS_OF_OTHERS, THINGS_OF_OTHERS

DOCUMENT = ThingMapping[str](
    "Page of somebody else",
    lambda _: "its own address",
    (
        Field(
            None,
            RDF.type,
            constant(FOAF.Document),
            PAGE,
            "the address is not the name of a thing or of a term of others",
        ),
    ),
)


_NO_PAGES = (*THINGS_OF_OTHERS, *TERMS_OF_OTHERS)


def pages_to_rdf(addresses: Iterable[str | None], context: Context) -> Iterator[Triple]:
    """Yield the type of each page; None is passed over, and so is what names no page.

    foaf:Document and foaf:Organization are disjoint
    (http://xmlns.com/foaf/spec/#term_Document).
    """
    for address in addresses:
        if address and not address.startswith(_NO_PAGES):
            yield from DOCUMENT.triples(address, Iri(iri(address)), context)
