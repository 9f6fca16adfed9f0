"""The closed vocabularies of the code hold true terms: rdflib carries the lists of their owners.

schema.org has its own test (test_conformance_schema_org), as rdflib carries another release.
"""

import pytest
import rdflib
from rdflib import (
    DCAT,
    DCMITYPE,
    DCTERMS,
    FOAF,
    ORG,
    OWL,
    PROF,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    VOID,
    XSD,
)

from tressons_ld.namespaces import VOCABULARIES

OWNERS = {
    str(namespace): namespace
    for namespace in (
        DCAT,
        DCMITYPE,
        DCTERMS,
        FOAF,
        ORG,
        OWL,
        PROF,
        PROV,
        RDF,
        RDFS,
        SH,
        SKOS,
        VOID,
        XSD,
    )
}
# rdflib stops at DCAT 2; these came with DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/#changes).
DCAT_3 = {"http://www.w3.org/ns/dcat#version"}
TERMS = [
    term[1:-1]
    for vocabulary in VOCABULARIES.values()
    if vocabulary.namespace in OWNERS
    for term in vocabulary
]


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_in_the_list_of_its_owner(term: str) -> None:
    (namespace,) = (owner for start, owner in OWNERS.items() if _is_in(term, start))
    assert rdflib.URIRef(term) in namespace or term in DCAT_3


def _is_in(term: str, namespace: str) -> bool:
    return term.startswith(namespace) and not set(term.removeprefix(namespace)) & set("/#")
