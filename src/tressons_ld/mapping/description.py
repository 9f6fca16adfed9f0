"""The document that describes a shared thing: what it belongs to, and what was found later.

::

    <organisation/x#graphe> a foaf:Document ; foaf:topic <organisation/x> ;
        void:inDataset <catalogue/donnees> ; dct:rights <catalogue#droits> ;
        tld:addition <organisation/x#ajout-homepage> .

It bears the name of the thing's graph in ``catalogue.nq``. A resource has a dcat:CatalogRecord
instead, whose topic must be a dcat:Resource
(https://www.w3.org/TR/vocab-dcat-3/#Property:record_primary_topic); VoID, section 6.2
(https://www.w3.org/TR/void/#backlinks).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tressons_ld.catalogue.model import Addition
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import Context, Field, Rule, ThingMapping, constant
from tressons_ld.rdf.terms import Iri, Term, Triple, iri
from tressons_ld.rdf.vocabularies import DCT, FOAF, RDF, TLD, VOID


def licence(_thing: Any, context: Context) -> Collection[Term]:
    """Return the licence, once it is confirmed (a rule of a field)."""
    licence = context.shared.catalogue.licence
    return (iri(licence.iri),) if licence and licence.confirmed else ()


def rights(_thing: Any, context: Context) -> Collection[Term]:
    """Return the rights statement, if there is one (a rule of a field)."""
    return (context.rights,) if context.rights else ()


def _in_dataset(_thing: Any, context: Context) -> Collection[Term]:
    return (context.iris.data,)


BELONGING: tuple[Field[Any], ...] = (
    Field(None, VOID.inDataset, _in_dataset, "void:Dataset"),
    Field("licence.iri", DCT.license, licence, "dct:LicenseDocument", "licence confirmed"),
    Field("rights.fr", DCT.rights, rights, "dct:RightsStatement"),
)
"""What every document of the catalogue, a record too, says of itself."""


@dataclass(frozen=True, slots=True)
class Description:
    """A document on a thing: what it is about, and what was found later about that."""

    topic: Iri
    additions: Sequence[Addition] = ()


def _statements(divergent: bool) -> Rule:
    def terms(document: Description, context: Context) -> Collection[Term]:
        return [
            context.iris.part(document.topic, addition.name)
            for addition in document.additions
            if addition.divergent is divergent
        ]

    return terms


DESCRIPTION = ThingMapping[Description](
    "Document on a shared thing",
    lambda paths: part_path("{thing}", paths.names.graph),
    (
        Field(None, RDF.type, constant(FOAF.Document), "foaf:Document"),
        Field(None, FOAF.topic, lambda document, _: (document.topic,), "the thing"),
        *BELONGING,
        Field(None, TLD.addition, _statements(False), "rdf:Statement", "a fact was found later"),
        Field(
            None,
            TLD.divergence,
            _statements(True),
            "rdf:Statement",
            "a source found later says otherwise than the catalogue",
        ),
    ),
)


def description_to_rdf(
    topic: Iri, context: Context, additions: Sequence[Addition] = ()
) -> Iterator[Triple]:
    """Yield what is said of the document on a shared thing."""
    document = Description(topic, additions)
    yield from DESCRIPTION.triples(document, context.iris.graph(topic), context)
