"""What is said of a resource where another one names it.

``<ressource/x> a dcat:Dataset, schema:Report ; dct:title "…"@fr ; schema:name "…"@fr .``
"""

from tressons_ld.catalogue.model import SCHEME_OF_COLUMN
from tressons_ld.mapping.fields import Context
from tressons_ld.mapping.schema_org import resource_types
from tressons_ld.rdf.terms import Triple, text
from tressons_ld.rdf.vocabularies import DCAT, DCT, RDF, SCHEMA, term_of


def entry_stub(
    id: str, kind: str | None, context: Context, title: tuple[str, str] | None = None
) -> list[Triple]:
    """Return the statements about an entry that another one names: its types, and its title.

    Args:
        id: the entry's id.
        kind: the id of its kind.
        context: the shared part.
        title: its title and its language, where they are known.
    """
    known = context.shared.concepts.get((SCHEME_OF_COLUMN["kind"], kind or ""))
    resource = context.iris.resource(id)
    of_others = known.rdf_types if known else ()
    types = [DCAT.Dataset, *resource_types(kind, context), *map(term_of, of_others)]
    stub: list[Triple] = [(resource, RDF.type, type) for type in types]
    if title:
        literal = text(*title)
        stub += [(resource, DCT.title, literal), (resource, SCHEMA.name, literal)]
    return stub
