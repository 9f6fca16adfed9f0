"""Concepts and their schemes.

::

    <vocabulaire/theme/x> a skos:Concept, schema:DefinedTerm ; skos:prefLabel "…"@fr, "…"@en .
    <vocabulaire/theme/y> a skos:Collection ; skos:prefLabel "…"@fr ; skos:member <…/theme/x> .

A group is neither a concept nor in a scheme: nothing that asks for the concepts of a list meets it
(https://www.w3.org/TR/skos-reference/#collections, S37).
"""

from collections.abc import Collection
from dataclasses import dataclass

from tressons_ld.catalogue.columns.matches import MATCHES
from tressons_ld.catalogue.model import SCHEME_OF_COLUMN, Concept
from tressons_ld.findings.language import Text
from tressons_ld.mapping import schema_org
from tressons_ld.mapping.fields import (
    Context,
    Field,
    Rule,
    ThingMapping,
    bilingual,
    constant,
    english,
    french,
    lang_strings,
    other_languages,
    strings,
)
from tressons_ld.mapping.ranges import (
    BILINGUAL,
    CATALOGUE_TEXT,
    ENGLISH,
    FRENCH,
    OTHER_LANGUAGE,
    TEXT,
)
from tressons_ld.rdf.terms import Term, iri
from tressons_ld.rdf.vocabularies import DCT, RDF, SCHEMA, SKOS


def _concept_types(concept: Concept, _context: Context) -> Collection[Term]:
    if schema_org.is_audience(concept):
        return SKOS.Concept, DCT.AgentClass, SCHEMA.Audience
    if concept.scheme == SCHEME_OF_COLUMN["levels"]:
        return SKOS.Concept, DCT.AgentClass, SCHEMA.DefinedTerm
    return SKOS.Concept, SCHEMA.DefinedTerm


def _scheme_of(concept: Concept, context: Context) -> Collection[Term]:
    return (context.schemes[concept.scheme],)


def _top_concept_of(concept: Concept, context: Context) -> Collection[Term]:
    return () if concept.broader else _scheme_of(concept, context)


def _broader(concept: Concept, context: Context) -> Collection[Term]:
    return (context.concepts[concept.scheme, concept.broader],) if concept.broader else ()


def _narrower(concept: Concept, context: Context) -> Collection[Term]:
    return context.narrower.get(context.concepts[concept.scheme, concept.id], ())


def _related(concept: Concept, context: Context) -> Collection[Term]:
    return context.related.get(context.concepts[concept.scheme, concept.id], ())


def _match(property: str) -> Rule:
    return lambda concept, _: [
        iri(address) for name, address in concept.matches if name == property
    ]


def _members(concept: Concept, context: Context) -> Collection[Term]:
    return [context.concepts[concept.scheme, id] for id in concept.members]


_WORDS: tuple[Field[Concept], ...] = (
    Field("label_fr", SKOS.prefLabel, french("labels"), FRENCH),
    Field("label_en", SKOS.prefLabel, english("labels"), ENGLISH),
    Field("label_xx", SKOS.prefLabel, other_languages("other_labels"), OTHER_LANGUAGE),
    Field("spellings", SKOS.altLabel, lang_strings("spellings"), CATALOGUE_TEXT),
    Field("definition", SKOS.definition, lang_strings("definition"), CATALOGUE_TEXT),
    Field("notation", SKOS.notation, strings("notation"), TEXT),
    Field("id", DCT.identifier, strings("id"), TEXT),
)

CONCEPT = ThingMapping[Concept](
    "Concept",
    lambda paths: paths.concept("{scheme}", "{id}"),
    (
        Field("scheme", RDF.type, _concept_types, "skos:Concept and schema:DefinedTerm"),
        *_WORDS,
        Field("scheme", SKOS.inScheme, _scheme_of, "skos:ConceptScheme"),
        Field(
            "broader",
            SKOS.topConceptOf,
            _top_concept_of,
            "skos:ConceptScheme",
            "no broader concept",
        ),
        Field("broader", SKOS.broader, _broader, "skos:Concept"),
        Field(None, SKOS.narrower, _narrower, "skos:Concept", "another concept's « broader »"),
        Field("related", SKOS.related, _related, "skos:Concept"),
        *(
            Field[Concept]("matches", SKOS[name], _match(name), "concept of another scheme")
            for name in MATCHES
        ),
        *schema_org.CONCEPT,
    ),
)

GROUP = ThingMapping[Concept](
    "Group of concepts",
    lambda paths: paths.concept("{scheme}", "{id}"),
    (
        Field("members", RDF.type, constant(SKOS.Collection), "skos:Collection"),
        *_WORDS,
        Field("members", SKOS.member, _members, "skos:Concept"),
        *schema_org.TERM_NAMES,
    ),
)


def mapping_of(concept: Concept) -> ThingMapping[Concept]:
    """Return how a row of the table of concepts is stated: as a concept or as a group of them."""
    return GROUP if concept.members else CONCEPT


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme: its id and its title."""

    id: str
    title: Text


def _top_concepts(scheme: Scheme, context: Context) -> Collection[Term]:
    return [
        context.concepts[concept.scheme, concept.id]
        for concept in context.shared.concepts_of(scheme.id)
        if not concept.broader and not concept.members
    ]


SCHEME = ThingMapping[Scheme](
    "Concept scheme",
    lambda paths: paths.scheme("{scheme}"),
    (
        Field(
            None,
            RDF.type,
            constant(SKOS.ConceptScheme, SCHEMA.DefinedTermSet),
            "skos:ConceptScheme, schema:DefinedTermSet",
        ),
        Field("schemes", DCT.title, bilingual("title"), BILINGUAL),
        Field("schemes", SKOS.prefLabel, bilingual("title"), BILINGUAL),
        Field("schemes", DCT.identifier, strings("id"), TEXT),
        Field(None, SKOS.hasTopConcept, _top_concepts, "skos:Concept"),
        Field("schemes", SCHEMA.name, bilingual("title"), BILINGUAL),
    ),
)
