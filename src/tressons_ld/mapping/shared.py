"""The shared part as RDF: what ``catalogue.toml`` and the tables beside the resources say.

Each thing is one item of the mapping returned by :func:`shared_to_rdf`: its IRI, then all that is
stated about it and its parts.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from tressons_ld.catalogue.model import Authority
from tressons_ld.mapping import catalogue
from tressons_ld.mapping.agent_fields import AGENT, agent_to_rdf
from tressons_ld.mapping.concept_fields import CONCEPT, SCHEME, Scheme
from tressons_ld.mapping.fields import Context, Field, ThingMapping, addresses, bilingual
from tressons_ld.mapping.place_fields import PLACE, place_to_rdf
from tressons_ld.mapping.ranges import BILINGUAL
from tressons_ld.mapping.series_fields import SERIES, series_to_rdf
from tressons_ld.mapping.siren import SIREN
from tressons_ld.rdf.terms import Iri, Term, Triple, iri
from tressons_ld.rdf.vocabularies import DCT, FOAF, RDF, RDFS, SCHEMA, SKOS

AUTHORITY_CLASSES = {
    "language": DCT.LinguisticSystem,
    "file-type": DCT.MediaType,
    "media-type": DCT.MediaType,
    "frequency": DCT.Frequency,
    "access-right": DCT.RightsStatement,
}


def _authority_types(term: Authority, _context: Context) -> Collection[Term]:
    own = AUTHORITY_CLASSES.get(term.table)
    if own is None:
        return (SKOS.Concept,)
    if own == DCT.MediaType:
        return DCT.MediaType, DCT.MediaTypeOrExtent, SKOS.Concept
    return own, SKOS.Concept


AUTHORITY = ThingMapping[Authority](
    "Term of somebody else's table",
    "its own IRI",
    (
        Field("table", RDF.type, _authority_types, "skos:Concept and the class of the table"),
        Field("label_fr", SKOS.prefLabel, bilingual("labels"), BILINGUAL),
        Field("scheme", SKOS.inScheme, addresses("scheme"), "skos:ConceptScheme"),
    ),
)

MAPPINGS: tuple[ThingMapping[Any], ...] = (
    *catalogue.MAPPINGS,
    AGENT,
    SIREN,
    PLACE,
    SERIES,
    SCHEME,
    CONCEPT,
    AUTHORITY,
)


def shared_to_rdf(context: Context) -> dict[Iri, list[Triple]]:
    """Return each shared thing's IRI with the statements about it, in the order of publication.

    The catalogue comes first, then the source document, the programme, the agents, the places,
    the series, and each concept scheme followed by its concepts. Without dates of publication,
    which the lock file gives, and without the catalogue as data.
    """
    shared, iris = context.shared, context.iris
    things: dict[Iri, list[Triple]] = {
        iris.catalogue: list(catalogue.catalogue_to_rdf(shared.catalogue, context))
    }
    if shared.source:
        things[iris.source(shared.source.id)] = list(
            catalogue.source_to_rdf(shared.source, context)
        )
    if shared.programme:
        programme = shared.programme
        things[iris.programme(programme.id)] = list(catalogue.programme_to_rdf(programme, context))
    for agent in shared.agents.values():
        things[context.agents[agent.id]] = list(agent_to_rdf(agent, context))
    for place in shared.places.values():
        things[context.places[place.id]] = list(place_to_rdf(place, context))
    for series in shared.series.values():
        things[context.series[series.id]] = list(series_to_rdf(series, context))
    for scheme, title in shared.schemes.items():
        subject = context.schemes[scheme]
        things[subject] = list(SCHEME.triples(Scheme(scheme, title), subject, context))
        for concept in shared.concepts_of(scheme):
            subject = context.concepts[scheme, concept.id]
            things[subject] = list(CONCEPT.triples(concept, subject, context))
    return things


def authorities_to_rdf(terms: Iterable[str], context: Context) -> list[Triple]:
    """Return the labels and classes of the terms of others among ``terms``.

    ``<http://publications.europa.eu/…/language/FRA> a dct:LinguisticSystem, skos:Concept ;
    skos:prefLabel "français"@fr, "French"@en .``
    """
    wanted = set(terms)
    return [
        triple
        for authority in context.shared.authorities.terms.values()
        if (subject := iri(authority.iri)) in wanted
        for triple in AUTHORITY.triples(authority, subject, context)
    ]


LABELS = (FOAF.name, SKOS.prefLabel, DCT.title, RDFS.label, SCHEMA.name)


def labels_of(things: Mapping[Iri, Iterable[Triple]]) -> dict[Iri, tuple[Triple, ...]]:
    """Return, for every node described, the triples that say its types and its names.

    What a document states of the things that it names but does not describe.
    """
    labels: dict[Iri, list[Triple]] = {}
    for triples in things.values():
        for triple in triples:
            if triple[1] == RDF.type or triple[1] in LABELS:
                labels.setdefault(Iri(triple[0]), []).append(triple)
    return {subject: tuple(triples) for subject, triples in labels.items()}
