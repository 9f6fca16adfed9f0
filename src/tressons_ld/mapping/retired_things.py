"""What stays of a thing that was published and is no more, so that its IRI goes on answering.

::

    <ressource/ancien> owl:deprecated true ; dct:isReplacedBy <ressource/nouveau> ;
        foaf:isPrimaryTopicOf <ressource/ancien#fiche> .
    <ressource/ancien#fiche> a foaf:Document ; dct:modified "2027-01-15"^^xsd:date .

    <ressource/retiree> owl:deprecated true ;
        foaf:isPrimaryTopicOf <ressource/retiree#fiche> .
    <ressource/retiree#fiche> a foaf:Document ;
        adms:status <http://purl.org/adms/status/Withdrawn> ;
        dct:modified "2027-01-15"^^xsd:date ; dct:description "Doublon."@fr .

``owl:deprecated`` says of an IRI that it is no longer to be used (OWL 2, section 5.5,
https://www.w3.org/TR/owl2-syntax/#Annotation_Properties); ``dct:isReplacedBy`` names what took its
place. What was withdrawn is our description, not the study or the person that it describes: the
status (ADMS 2.0, ``adms:status``), the day and the reason are said of ``#fiche``, the record.
``prov:invalidatedAtTime`` is not used: it wants a time of the day, which nobody knows, and would
say that the study itself ended. Nothing here is a dcat:Dataset or a dcat:CatalogRecord, nor the
foaf:primaryTopic of anything: no harvester takes it in, no shape asks it for a title.
"""

from collections.abc import Collection

from tressons_ld.catalogue.model import RetiredThing
from tressons_ld.catalogue.paths import part_path
from tressons_ld.mapping.fields import (
    Context,
    Field,
    ThingMapping,
    constant,
)
from tressons_ld.rdf.terms import (
    Iri,
    Term,
    Triple,
    text,
    typed,
)
from tressons_ld.rdf.vocabularies import (
    ADMS,
    ADMS_STATUS,
    DCT,
    FOAF,
    OWL,
    RDF,
)


def _successor(retired: RetiredThing, context: Context) -> Collection[Term]:
    return (context.iris.at(retired.successor),) if retired.successor else ()


def _record(retired: RetiredThing, context: Context) -> Collection[Term]:
    return (context.iris.part(context.iris.at(retired.id), context.names.record),)


def _status(retired: RetiredThing, _context: Context) -> Collection[Term]:
    return () if retired.successor else (ADMS_STATUS.Withdrawn,)


def _day(retired: RetiredThing, _context: Context) -> Collection[Term]:
    return (typed(retired.day, "date"),)


def _reason(retired: RetiredThing, context: Context) -> Collection[Term]:
    return (text(retired.reason, context.language),) if retired.reason else ()


RETIRED = ThingMapping[RetiredThing](
    "What was published and is no more, from identities.csv",
    lambda _: "{thing}",
    (
        Field(None, OWL.deprecated, constant(typed("true", "boolean")), "xsd:boolean"),
        Field(None, DCT.isReplacedBy, _successor, "IRI", "it was renamed or merged"),
        Field(None, FOAF.isPrimaryTopicOf, _record, "foaf:Document"),
    ),
)

RECORD = ThingMapping[RetiredThing](
    "Record of what is no more",
    lambda paths: part_path("{thing}", paths.names.record),
    (
        Field(None, RDF.type, constant(FOAF.Document), "foaf:Document"),
        Field(None, ADMS.status, _status, "ADMS status", "it was removed"),
        Field(None, DCT.modified, _day, "xsd:date"),
        Field(None, DCT.description, _reason, "text", "a reason was given"),
    ),
)

MAPPINGS = (RETIRED, RECORD)


def retired_to_rdf(retired: RetiredThing, context: Context) -> list[Triple]:
    """Return what is said of a thing that was renamed, merged or removed, and of its record."""
    thing: Iri = context.iris.at(retired.id)
    return [
        *RETIRED.triples(retired, thing, context),
        *RECORD.triples(retired, context.iris.part(thing, context.names.record), context),
    ]
