"""What the specifications say of each property holds in the graph, and nothing contradicts itself.

schema.org's own rules have a test of their own; these are the other vocabularies.
"""

from collections import defaultdict
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, ORG, OWL, PROV, RDF, RDFS, SKOS, VOID, Literal, URIRef
from rdflib.term import Node

from tressons_ld.rdf import vocabularies

ADMS = rdflib.Namespace(vocabularies.ADMS.namespace)
GEO = rdflib.Namespace(vocabularies.GEO.namespace)
SPDX = rdflib.Namespace(vocabularies.SPDX.namespace)
PROJECT = Path(__file__).resolve().parents[1]
TEXT = "a text or a number"
ANY = None

# property: (class of the subject, class of the object), as its specification declares them.
RULES: dict[URIRef, tuple[URIRef | None, URIRef | str | None]] = {
    # https://www.dublincore.org/specifications/dublin-core/dcmi-terms/
    DCTERMS.title: (ANY, TEXT),
    DCTERMS.description: (ANY, TEXT),
    DCTERMS.identifier: (ANY, TEXT),
    DCTERMS.issued: (ANY, TEXT),
    DCTERMS.modified: (ANY, TEXT),
    DCTERMS.created: (ANY, TEXT),
    DCTERMS.date: (ANY, TEXT),
    DCTERMS.creator: (ANY, FOAF.Agent),
    DCTERMS.contributor: (ANY, FOAF.Agent),
    DCTERMS.publisher: (ANY, FOAF.Agent),
    DCTERMS.language: (ANY, DCTERMS.LinguisticSystem),
    DCTERMS.spatial: (ANY, DCTERMS.Location),
    DCTERMS.temporal: (ANY, DCTERMS.PeriodOfTime),
    DCTERMS.audience: (ANY, DCTERMS.AgentClass),
    DCTERMS.accrualPeriodicity: (ANY, DCTERMS.Frequency),
    DCTERMS.conformsTo: (ANY, DCTERMS.Standard),
    DCTERMS.format: (ANY, DCTERMS.MediaTypeOrExtent),
    DCTERMS.license: (ANY, DCTERMS.LicenseDocument),
    DCTERMS.rights: (ANY, DCTERMS.RightsStatement),
    DCTERMS.accessRights: (ANY, DCTERMS.RightsStatement),
    DCTERMS.isPartOf: (ANY, ANY),
    DCTERMS.isVersionOf: (ANY, ANY),
    DCTERMS.bibliographicCitation: (ANY, TEXT),
    # DCAT 3; rdflib stops at DCAT 2.
    URIRef(f"{DCAT}version"): (DCAT.Dataset, TEXT),
    DCTERMS.source: (ANY, ANY),
    # rdfs:Class in Dublin Core, skos:Concept in DCAT-AP 3.0.1
    DCTERMS.type: (ANY, SKOS.Concept),
    # https://www.w3.org/TR/vocab-dcat-3/
    DCAT.dataset: (DCAT.Catalog, DCAT.Dataset),
    DCAT.record: (DCAT.Catalog, DCAT.CatalogRecord),
    DCAT.themeTaxonomy: (DCAT.Catalog, SKOS.ConceptScheme),
    DCAT.distribution: (DCAT.Dataset, DCAT.Distribution),
    DCAT.keyword: (DCAT.Dataset, TEXT),
    DCAT.theme: (DCAT.Dataset, SKOS.Concept),
    DCAT.bbox: (DCTERMS.Location, TEXT),
    DCAT.landingPage: (DCAT.Dataset, FOAF.Document),
    DCAT.accessURL: (DCAT.Distribution, ANY),
    DCAT.downloadURL: (DCAT.Distribution, ANY),
    DCAT.mediaType: (DCAT.Distribution, DCTERMS.MediaType),
    DCAT.byteSize: (DCAT.Distribution, TEXT),
    DCAT.startDate: (DCTERMS.PeriodOfTime, TEXT),
    DCAT.endDate: (DCTERMS.PeriodOfTime, TEXT),
    # http://xmlns.com/foaf/spec/
    FOAF.name: (FOAF.Agent, TEXT),
    FOAF.homepage: (ANY, FOAF.Document),
    FOAF.page: (ANY, FOAF.Document),
    FOAF.primaryTopic: (DCAT.CatalogRecord, ANY),
    FOAF.topic: (FOAF.Document, ANY),
    # https://www.w3.org/TR/vocab-org/
    ORG.memberOf: (FOAF.Agent, ORG.Organization),
    ORG.subOrganizationOf: (ORG.Organization, ORG.Organization),
    # https://www.w3.org/TR/prov-o/
    PROV.wasAssociatedWith: (PROV.Activity, PROV.Agent),
    PROV.wasDerivedFrom: (ANY, PROV.Entity),
    PROV.wasGeneratedBy: (ANY, PROV.Activity),
    # https://www.w3.org/TR/skos-reference/
    SKOS.prefLabel: (ANY, TEXT),
    SKOS.altLabel: (ANY, TEXT),
    SKOS.definition: (ANY, TEXT),
    SKOS.notation: (ANY, TEXT),
    SKOS.inScheme: (ANY, SKOS.ConceptScheme),
    SKOS.topConceptOf: (SKOS.Concept, SKOS.ConceptScheme),
    SKOS.hasTopConcept: (SKOS.ConceptScheme, SKOS.Concept),
    SKOS.broader: (SKOS.Concept, SKOS.Concept),
    SKOS.narrower: (SKOS.Concept, SKOS.Concept),
    SKOS.exactMatch: (SKOS.Concept, SKOS.Concept),
    SKOS.closeMatch: (SKOS.Concept, SKOS.Concept),
    SKOS.broadMatch: (SKOS.Concept, SKOS.Concept),
    SKOS.narrowMatch: (SKOS.Concept, SKOS.Concept),
    SKOS.relatedMatch: (SKOS.Concept, SKOS.Concept),
    # https://www.w3.org/TR/vocab-adms/
    ADMS.identifier: (ANY, ADMS.Identifier),
    ADMS.schemaAgency: (ADMS.Identifier, TEXT),
    # https://www.w3.org/TR/rdf-schema/#ch_reificationvocab
    RDF.type: (ANY, ANY),
    RDF.subject: (RDF.Statement, ANY),
    RDF.predicate: (RDF.Statement, ANY),
    RDF.object: (RDF.Statement, ANY),
    RDFS.label: (ANY, TEXT),
    OWL.sameAs: (ANY, ANY),
    # http://www.opengis.net/ont/geosparql: of things that have a place
    GEO.sfIntersects: (DCTERMS.Location, DCTERMS.Location),
    # https://spdx.org/rdf/terms/
    SPDX.checksum: (ANY, SPDX.Checksum),
    SPDX.algorithm: (SPDX.Checksum, SPDX.ChecksumAlgorithm),
    SPDX.checksumValue: (SPDX.Checksum, TEXT),
    # https://vocab.deri.ie/void
    VOID.inDataset: (FOAF.Document, VOID.Dataset),
    VOID.exampleResource: (VOID.Dataset, ANY),
    VOID.subset: (VOID.Dataset, VOID.Linkset),
    VOID.linkPredicate: (VOID.Linkset, ANY),
    VOID.subjectsTarget: (VOID.Linkset, VOID.Dataset),
    VOID.objectsTarget: (VOID.Linkset, ANY),
    VOID.dataDump: (VOID.Dataset, ANY),
    VOID.uriSpace: (VOID.Dataset, TEXT),
    VOID.vocabulary: (VOID.Dataset, ANY),
    VOID.triples: (ANY, TEXT),
    VOID.entities: (ANY, TEXT),
    VOID.classes: (VOID.Dataset, TEXT),
    VOID.properties: (VOID.Dataset, TEXT),
    VOID.classPartition: (VOID.Dataset, ANY),
    VOID.propertyPartition: (VOID.Dataset, ANY),
    VOID["class"]: (ANY, ANY),
    VOID.property: (ANY, ANY),
}

# Classes that share no member, in the words of their specifications.
DISJOINT = [
    (FOAF.Document, FOAF.Organization),
    (FOAF.Document, FOAF.Project),
    (FOAF.Person, FOAF.Organization),
    (FOAF.Person, FOAF.Project),
    (PROV.Activity, PROV.Entity),
    (SKOS.Concept, SKOS.ConceptScheme),
    # A page is not what it shows, nor a file the dataset; no specification needs to say so.
    (FOAF.Document, DCTERMS.Location),
    (FOAF.Document, SKOS.Concept),
    (DCAT.Distribution, DCAT.Dataset),
    (DCAT.CatalogRecord, DCAT.Dataset),
]


@pytest.fixture(scope="module")
def rules() -> dict[URIRef, tuple[URIRef | None, URIRef | str | None]]:
    """The rules above, with those of the project's own terms."""
    own = rdflib.Graph().parse(PROJECT / "ontology/tressons.ttl")
    dataset = {DCAT.Resource: DCAT.Dataset}  # Each resource here is a dataset.
    found = dict(RULES)
    for term in own.subjects(RDF.type, OWL.ObjectProperty):
        domain, range_ = own.value(term, RDFS.domain), own.value(term, RDFS.range)
        found[term] = dataset.get(domain, domain), range_  # type: ignore[index, call-overload]
    return found


@pytest.fixture(scope="module")
def properties(published_graph: rdflib.Graph) -> set[URIRef]:
    everything = {p for p in published_graph.predicates() if isinstance(p, URIRef)}
    return {p for p in everything if not p.startswith(vocabularies.SCHEMA.namespace)}


def test_each_property_of_the_graph_has_a_rule(
    properties: set[URIRef], rules: dict[URIRef, object]
) -> None:
    assert properties - set(rules) == set()


def types(node: Node, graph: rdflib.Graph) -> set[Node]:
    stated = set(graph.objects(node, RDF.type))
    # The domain of foaf:primaryTopic: a record is a document (http://xmlns.com/foaf/spec/).
    return stated | {FOAF.Document} if (node, FOAF.primaryTopic, None) in graph else stated


def is_wrong(node: Node, kind: URIRef | str | None, graph: rdflib.Graph) -> bool:
    """Whether a node is not of a class; one of others that nothing is said of may be."""
    if kind == TEXT or isinstance(node, Literal):
        return kind not in (TEXT, ANY) or not isinstance(node, Literal)
    (catalogue,) = graph.subjects(RDF.type, DCAT.Catalog)
    is_own = str(node).startswith(str(catalogue).removesuffix("catalogue"))
    said = types(node, graph)
    return kind is not ANY and (is_own or bool(said)) and kind not in said


@pytest.mark.parametrize("property", RULES, ids=lambda p: p.rpartition("/")[2])
def test_subjects_and_objects_are_what_the_property_asks_for(
    property: URIRef,
    published_graph: rdflib.Graph,
    rules: dict[URIRef, tuple[URIRef | None, URIRef | str | None]],
) -> None:
    domain, range_ = rules[property]
    wrong = [
        (subject, value)
        for subject, value in published_graph.subject_objects(property)
        if is_wrong(subject, domain, published_graph) or is_wrong(value, range_, published_graph)
    ]
    assert wrong == []


def test_the_project_s_own_terms_keep_to_their_ontology(
    published_graph: rdflib.Graph,
    rules: dict[URIRef, tuple[URIRef | None, URIRef | str | None]],
) -> None:
    for term in set(rules) - set(RULES):
        assert (None, term, None) in published_graph
        for subject, value in published_graph.subject_objects(term):
            assert not is_wrong(subject, rules[term][0], published_graph)
            assert not is_wrong(value, rules[term][1], published_graph)


@pytest.fixture(scope="module")
def classes(
    published_graph: rdflib.Graph,
    rules: dict[URIRef, tuple[URIRef | None, URIRef | str | None]],
) -> dict[Node, set[Node]]:
    """The classes of each node: stated, or following from the properties and from owl:sameAs."""
    found: defaultdict[Node, set[Node]] = defaultdict(set)
    for subject, property, value in published_graph:
        if property == RDF.type:
            found[subject].add(value)
        domain, range_ = rules.get(property, (ANY, ANY))  # type: ignore[call-overload]
        if domain:
            found[subject].add(domain)
        if isinstance(range_, URIRef):
            found[value].add(range_)
        if property in (PROV.wasGeneratedBy, PROV.wasDerivedFrom):
            found[subject].add(PROV.Entity)
    for one, same in published_graph.subject_objects(OWL.sameAs):
        found[one] = found[same] = found[one] | found[same]
    return found


@pytest.mark.parametrize(
    "pair", DISJOINT, ids=lambda pair: "-".join(name.rpartition("/")[2] for name in pair)
)
def test_nothing_is_of_two_disjoint_classes(
    pair: tuple[URIRef, URIRef], classes: dict[Node, set[Node]]
) -> None:
    assert [node for node, of in classes.items() if set(pair) <= of] == []


def test_no_two_things_have_one_homepage(published_graph: rdflib.Graph) -> None:
    """foaf:homepage is inverse functional: two things that share one are one thing."""
    pages = list(published_graph.objects(None, FOAF.homepage))
    assert len(pages) == len(set(pages))


def test_a_label_is_preferred_or_alternative(published_graph: rdflib.Graph) -> None:
    """SKOS Reference, S13 and S14."""
    for concept in published_graph.subjects(SKOS.prefLabel):
        preferred = list(published_graph.objects(concept, SKOS.prefLabel))
        languages = [label.language for label in preferred if isinstance(label, Literal)]
        assert len(languages) == len(set(languages))
        assert not set(preferred) & set(published_graph.objects(concept, SKOS.altLabel))


def test_no_concept_is_broader_than_itself(published_graph: rdflib.Graph) -> None:
    for concept, broader in published_graph.subject_objects(SKOS.broader):
        assert concept not in set(published_graph.transitive_objects(broader, SKOS.broader))


def test_an_exact_match_is_no_other_match(published_graph: rdflib.Graph) -> None:
    """SKOS Reference, S46."""
    for concept, other in published_graph.subject_objects(SKOS.exactMatch):
        for looser in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch):
            assert (concept, looser, other) not in published_graph


NAMING_TERMS = (
    *(SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch),
    *(GEO.sfIntersects, DCTERMS.language, DCTERMS.type, DCTERMS.format, DCTERMS.accessRights),
    *(DCTERMS.spatial, DCTERMS.accrualPeriodicity, DCAT.theme, DCAT.mediaType),
)


@pytest.mark.parametrize("property", NAMING_TERMS, ids=lambda p: p.rpartition("/")[2])
def test_each_term_of_others_that_is_named_has_a_label(
    published_graph: rdflib.Graph, property: URIRef
) -> None:
    named = set(published_graph.objects(None, property))
    labels = (SKOS.prefLabel, RDFS.label)
    unlabelled = [n for n in named if not any((n, p, None) in published_graph for p in labels)]
    assert unlabelled == []


def test_a_broader_concept_says_which_are_narrower(published_graph: rdflib.Graph) -> None:
    broader = set(published_graph.subject_objects(SKOS.broader))
    narrower = {(one, other) for other, one in published_graph.subject_objects(SKOS.narrower)}
    assert narrower == broader != set()


def test_the_linksets_count_the_links(published_graph: rdflib.Graph, published: Path) -> None:
    data = rdflib.Graph().parse(published / "catalogue/donnees.ttl")
    linksets = list(data.subjects(RDF.type, VOID.Linkset))
    assert {str(data.value(each, VOID.objectsTarget)) for each in linksets} >= {
        "http://eurovoc.europa.eu/",
        vocabularies.NUTS,
    }
    for linkset in linksets:
        property, target = (
            data.value(linkset, p) for p in (VOID.linkPredicate, VOID.objectsTarget)
        )
        objects = published_graph.objects(None, property)
        links = [each for each in objects if str(each).startswith(str(target))]
        assert len(links) == int(str(data.value(linkset, VOID.triples)))


def test_all_vocabularies_that_are_used_are_named(published: Path) -> None:
    graph = rdflib.Graph().parse(published / "catalogue.nt")
    classes = set(graph.objects(None, RDF.type))
    terms = {str(term) for term in (*graph.predicates(), *classes)}
    data = rdflib.Graph().parse(published / "catalogue/donnees.ttl")
    named = tuple(str(each) for each in data.objects(None, VOID.vocabulary))
    assert [term for term in terms if not term.startswith(named)] == []
    (example,) = data.objects(None, VOID.exampleResource)
    assert str(example).startswith("https://w3id.org/tressons/ressource/")


def test_each_document_says_what_it_belongs_to(published_graph: rdflib.Graph) -> None:
    documents = [*published_graph.subjects(RDF.type, DCAT.CatalogRecord)]
    documents += published_graph.subjects(FOAF.topic)
    assert len(documents) > 28
    for document in documents:
        assert (document, VOID.inDataset, None) in published_graph
        assert (document, DCTERMS.rights, None) in published_graph
