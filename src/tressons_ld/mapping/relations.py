"""What a resource says of other resources, of the catalogue or elsewhere.

::

    <ressource/x> dct:isVersionOf <ressource/y> ; schema:translationOfWork <ressource/y> .
    <ressource/z> dcat:isVersionOf <ressource/y> ; schema:exampleOfWork <ressource/y> ;
        dct:replaces <https://…> ; dct:references <https://…> ; schema:citation <https://…> .

Each is stated of the resource whose row says it, and not of the other, whose statements follow from
its own row; the page of the other tells it. DCAT has no property for a translation, which to Dublin
Core is a version; schema.org none for what a work replaces.
Specification: DCAT 3, sections 11.1.1 and 11.1.2 (https://www.w3.org/TR/vocab-dcat-3/#dataset-versions).
"""

from collections.abc import Callable
from functools import cache

from tressons_ld.catalogue.model import Entry
from tressons_ld.mapping.fields import Context, Field, Rule, each_value
from tressons_ld.rdf.terms import Term, iri
from tressons_ld.rdf.vocabularies import DCAT, DCT, SCHEMA

_WORK = "schema:CreativeWork, or an address"
_RESOURCE = "dcat:Dataset, or an address"


@cache
def resources(attribute: str) -> Rule:
    """Return the rule that states resources named by their ids, or by addresses elsewhere."""

    def here_or_elsewhere(_entry: Entry, context: Context) -> Callable[[str], Term]:
        return lambda each: iri(each) if "://" in each else context.iris.resource(each)

    return each_value(attribute, here_or_elsewhere)


DCAT_RELATIONS: tuple[Field[Entry], ...] = (
    Field("translation_of", DCT.isVersionOf, resources("translation_of"), _RESOURCE),
    Field("version_of", DCAT.isVersionOf, resources("version_of"), _RESOURCE),
    Field("replaces", DCT.replaces, resources("replaces"), _RESOURCE),
    Field("references", DCT.references, resources("references"), _RESOURCE),
    Field("based_on", DCT.source, resources("based_on"), "dcat:Dataset"),
)

SCHEMA_RELATIONS: tuple[Field[Entry], ...] = (
    Field("based_on", SCHEMA.isBasedOn, resources("based_on"), "schema:CreativeWork"),
    Field("translation_of", SCHEMA.translationOfWork, resources("translation_of"), _WORK),
    Field("version_of", SCHEMA.exampleOfWork, resources("version_of"), _WORK),
    Field("references", SCHEMA.citation, resources("references"), _WORK),
)
