"""The shared part as RDF: what ``catalogue.toml`` and the tables beside the resources say.

Each thing is one item of the mapping returned by :func:`shared_to_rdf`: its IRI, then all that is
stated about it and its parts.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from tressons_ld.catalogue.model import Addition, Authorities, Authority
from tressons_ld.mapping import catalogue_fields
from tressons_ld.mapping.agent_fields import AGENT, agent_to_rdf
from tressons_ld.mapping.concept_fields import CONCEPT, GROUP, SCHEME, Scheme, mapping_of
from tressons_ld.mapping.description import DESCRIPTION, description_to_rdf
from tressons_ld.mapping.fields import Context, Field, ThingMapping, addresses, bilingual
from tressons_ld.mapping.label_languages import has_french, without_french
from tressons_ld.mapping.place_fields import PLACE, place_to_rdf
from tressons_ld.mapping.ranges import BILINGUAL
from tressons_ld.mapping.series_fields import SERIES, series_to_rdf
from tressons_ld.mapping.siren import SIREN
from tressons_ld.rdf.terms import Iri, Term, Triple, iri, text
from tressons_ld.rdf.vocabularies import DCT, FOAF, RDF, RDFS, SCHEMA, SKOS

AUTHORITY_CLASSES = {
    "language": DCT.LinguisticSystem,
    "file-type": DCT.MediaType,
    "media-type": DCT.MediaType,
    "frequency": DCT.Frequency,
    "access-right": DCT.RightsStatement,
    "country": DCT.Location,
    "nuts": DCT.Location,
}


def _authority_types(term: Authority, _context: Context) -> Collection[Term]:
    own = AUTHORITY_CLASSES.get(term.table)
    if term.table == "scheme":
        return ()
    if own is None:
        return (SKOS.Concept,)
    classes = (own, DCT.MediaTypeOrExtent) if own == DCT.MediaType else (own,)
    return (*classes, SKOS.Concept) if any(term.preferred) else classes


def _media_type(term: Authority, _context: Context) -> Collection[Term]:
    return (text(term.code),) if term.table == "media-type" else ()


AUTHORITY = ThingMapping[Authority](
    "Term of somebody else's table",
    lambda _: "its own IRI",
    (
        Field(
            "table",
            RDF.type,
            _authority_types,
            "the class of the table, skos:Concept",
            "not a scheme",
        ),
        Field("preferred_fr", SKOS.prefLabel, bilingual("preferred"), BILINGUAL, "its table's own"),
        Field("label_fr", RDFS.label, bilingual("labels"), BILINGUAL, "its table has none"),
        Field("code", RDFS.label, _media_type, "text without a language", "a media type"),
        Field("scheme", SKOS.inScheme, addresses("scheme"), "skos:ConceptScheme"),
    ),
)

MAPPINGS: tuple[ThingMapping[Any], ...] = (
    *catalogue_fields.MAPPINGS,
    AGENT,
    SIREN,
    PLACE,
    SERIES,
    SCHEME,
    CONCEPT,
    GROUP,
    DESCRIPTION,
    AUTHORITY,
)


def shared_to_rdf(context: Context) -> dict[Iri, list[Triple]]:
    """Return each shared thing's IRI with the statements about it, in the order of publication.

    The catalogue comes first, then the source document, the programme, the agents, the places,
    the series, and each concept scheme followed by its concepts. Without dates of publication,
    which the lock file gives, and without the catalogue as data.
    """
    shared, iris = context.shared, context.iris
    things: dict[Iri, list[Triple]] = {}

    def add(subject: Iri, statements: Iterable[Triple], additions: Sequence[Addition] = ()) -> None:
        things[subject] = [*statements, *description_to_rdf(subject, context, additions)]

    add(iris.catalogue, catalogue_fields.catalogue_to_rdf(shared.catalogue, context))
    if shared.source:
        add(iris.source(shared.source.id), catalogue_fields.source_to_rdf(shared.source, context))
    if programme := shared.programme:
        subject = iris.programme(programme.id)
        add(subject, catalogue_fields.programme_to_rdf(programme, context), programme.additions)
    for agent in shared.agents.values():
        add(context.agents[agent.id], agent_to_rdf(agent, context), agent.additions)
    for place in shared.places.values():
        add(context.places[place.id], place_to_rdf(place, context), place.additions)
    for series in shared.series.values():
        add(context.series[series.id], series_to_rdf(series, context), series.additions)
    for scheme, title in shared.schemes.items():
        subject = context.schemes[scheme]
        add(subject, SCHEME.triples(Scheme(scheme, title), subject, context))
        for concept in shared.concepts_of(scheme):
            subject = context.concepts[scheme, concept.id]
            add(subject, mapping_of(concept).triples(concept, subject, context))
    return things


def named_terms(triples: Iterable[Triple]) -> list[str]:
    """Return what statements name; a class that something is an instance of is none of it."""
    typed = RDF.type
    return [value for _, property, value in triples if property != typed]


def authorities_to_rdf(terms: Iterable[str], context: Context) -> list[Triple]:
    """Return the labels and classes of the terms of others among ``terms``, and of their schemes.

    ``<http://publications.europa.eu/…/language/FRA> a dct:LinguisticSystem ;
    rdfs:label "français"@fr, "French"@en .``
    """
    authorities = _statements(context.shared.authorities)
    wanted = set(terms)
    wanted |= {scheme for subject, scheme, _ in authorities if scheme and subject in wanted}
    triples = [
        triple for subject, _, stated in authorities if subject in wanted for triple in stated
    ]
    return triples if has_french(context.shared) else without_french(triples)


@lru_cache(maxsize=4)
def _statements(authorities: Authorities) -> Sequence[tuple[Iri, Iri | None, Sequence[Triple]]]:
    """Return each term with its scheme, and what is stated of it whatever the catalogue is."""
    of_any_catalogue = cast("Context", None)
    return [
        (
            subject := iri(each.iri),
            iri(each.scheme) if each.scheme else None,
            AUTHORITY.triples(each, subject, of_any_catalogue),
        )
        for each in authorities.terms.values()
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
