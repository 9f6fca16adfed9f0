"""What a reasoner (OWL 2 RL) concludes from the graph and the axioms of its vocabularies."""

from collections import defaultdict
from pathlib import Path

import owlrl
import pytest
import rdflib
from rdflib import OWL, RDF, RDFS

BASE = "https://w3id.org/tressons/"
PROJECT = Path(__file__).resolve().parents[1]
# What owlrl says of a contradiction.
ERROR = rdflib.URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

# Classes that no statement gives and that the axioms conclude, by the class that is stated. A new
# one is a statement that nobody meant, until it stands here.
CONCLUDED = {
    "foaf/0.1/Document": "a record is one by foaf:primaryTopic, a document by void:inDataset",
    "prov#Entity": "what was derived or generated",
    "dcat#Resource": "each dataset",
    "dcat#Dataset": "the catalogue",
    "terms/Agent": "each foaf:Agent",
    "terms/RightsStatement": "each licence",
    "terms/LocationPeriodOrJurisdiction": "each place",
    "geosparql#SpatialObject": "each place that meets a NUTS area",
    "owl#Thing": "everything",
    "rdf-schema#Resource": "everything",
}

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def stated(published: Path) -> rdflib.Graph:
    graph = rdflib.Graph().parse(published / "catalogue.nt")
    graph.parse(PROJECT / "ontology/tressons.ttl")
    return graph.parse(Path(__file__).parent / "axioms.ttl")


@pytest.fixture(scope="module")
def concluded(stated: rdflib.Graph) -> rdflib.Graph:
    graph = rdflib.Graph()
    for triple in stated:
        graph.add(triple)
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def test_nothing_contradicts_itself(concluded: rdflib.Graph) -> None:
    assert [str(error) for error in concluded.objects(None, ERROR)] == []
    for one, other in concluded.subject_objects(OWL.disjointWith):
        both = set(concluded.subjects(RDF.type, one)) & set(concluded.subjects(RDF.type, other))
        assert not both, (one, other)


def test_no_two_of_our_things_are_one(concluded: rdflib.Graph) -> None:
    ours = [
        (one, other)
        for one, other in concluded.subject_objects(OWL.sameAs)
        if str(one).startswith(BASE) and str(other).startswith(BASE) and one != other
    ]
    assert ours == []


def test_nothing_of_ours_gets_a_class_that_nobody_meant(
    stated: rdflib.Graph, concluded: rdflib.Graph
) -> None:
    new = defaultdict(list)
    for subject, kind in concluded.subject_objects(RDF.type):
        if str(subject).startswith(BASE) and (subject, RDF.type, kind) not in stated:
            new[str(kind)].append(str(subject))
    unmeant = {kind: some[:3] for kind, some in new.items() if not kind.endswith(tuple(CONCLUDED))}
    assert unmeant == {}
    assert RDFS.Class not in set(map(rdflib.URIRef, new))
