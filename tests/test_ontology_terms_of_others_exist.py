"""The closed vocabularies of the code hold true terms: rdflib carries the lists of their owners.

schema.org has its own test (test_conformance_schema_org), as rdflib carries another release.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

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
    TIME,
    VOID,
    XSD,
)

from tables import each
from tressons_ld.consumers.rehearsal.page_statements import PREFIXES_READ
from tressons_ld.rdf.vocabularies import VOCABULARIES

HARVEST = Path(__file__).resolve().parents[1] / "src" / "tressons_ld" / "consumers"

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
        TIME,
        VOID,
        XSD,
    )
}
# rdflib stops at DCAT 2; these came with DCAT 3 (https://www.w3.org/TR/vocab-dcat-3/#changes).
DCAT_3 = {
    f"http://www.w3.org/ns/dcat#{name}"
    for name in (
        *("DatasetSeries", "inSeries", "first", "prev", "last", "resource"),
        *("version", "hasVersion", "hasCurrentVersion", "isVersionOf", "previousVersion"),
    )
}
# Those that rdflib does not carry, with the place of their list.
OTHERS = {
    # https://www.w3.org/ns/adms; version and contactPoint are of its first version (2013).
    "http://www.w3.org/ns/adms#": "Identifier identifier schemaAgency status versionNotes sample"
    " version contactPoint",
    # https://semiceu.github.io/DCAT-AP/r5r/releases/1.0.0/
    "http://data.europa.eu/r5r/": "availability applicableLegislation hvdCategory",
    # https://www.opengis.net/ont/geosparql (OGC 11-052r4)
    "http://www.opengis.net/ont/geosparql#": "asWKT sfIntersects wktLiteral",
    # https://www.w3.org/ns/hydra/core; PagedCollection and nextPage are of its drafts before 2015.
    "http://www.w3.org/ns/hydra/core#": "Collection PartialCollectionView PagedCollection member"
    " view first previous next last totalItems nextPage firstPage lastPage previousPage"
    " itemsPerPage",
    # https://www.dublincore.org/specifications/bibo/bibo/
    "http://purl.org/ontology/bibo/": "Article AudioDocument AudioVisualDocument Bill Book Brief"
    " Chapter Code CollectedDocument Collection Conference CourtReporter Document DocumentPart"
    " DocumentStatus EditedBook Email Event Excerpt Film Hearing Image Interview Issue Journal"
    " LegalCaseDocument LegalDecision LegalDocument Legislation Letter Magazine Manual Manuscript"
    " Map MultiVolumeBook Newspaper Note Patent Performance Periodical"
    " PersonalCommunication PersonalCommunicationDocument Proceedings Quote ReferenceSource Report"
    " Series Slide Slideshow Standard Statute Thesis ThesisDegree Webpage Website Workshop",
    # https://www.w3.org/ns/locn
    "http://www.w3.org/ns/locn#": "Geometry geometry",
    # https://spdx.org/rdf/terms/
    "http://spdx.org/rdf/terms#": "Checksum ChecksumAlgorithm algorithm checksum checksumValue"
    " checksumAlgorithm_md5 checksumAlgorithm_sha1 checksumAlgorithm_sha256"
    " checksumAlgorithm_sha512",
    # https://www.w3.org/TR/vcard-rdf/; email, org and url are of its first version (2006).
    "http://www.w3.org/2006/vcard/ns#": "Group Individual Kind Organization fn hasFN hasEmail"
    " hasURL hasUID hasValue email org url",
    # https://semiceu.github.io/GeoDCAT-AP/releases/3.0.0/
    "http://data.europa.eu/930/": "serviceProtocol serviceType resourceType topicCategory",
    # http://purl.org/NET/scovo
    "http://purl.org/NET/scovo#": "max min",
}
# What no vocabulary has, and udata reads all the same (core/dataset/rdf.py, rdf.py).
MISSPELT = {"dcat:distributions", "vcard:hasUrl"}
TERMS = [
    term[1:-1]
    for vocabulary in VOCABULARIES.values()
    if vocabulary.namespace in {*OWNERS, *OTHERS}
    for term in vocabulary
]


def names_read() -> Iterator[str]:
    """The prefixed names that the rehearsals of a harvest look for."""
    for path in sorted(HARVEST.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                # Whole, or the first word of a line of a table.
                match = re.match(r"([a-z]+):(\w+)(?= [MRO] |$)", node.value)
                if match and match[1] in PREFIXES_READ:
                    yield match[0]


def exists(term: str) -> bool:
    for start, names in OTHERS.items():
        if _is_in(term, start):
            return term.removeprefix(start) in names.split()
    (namespace,) = (owner for start, owner in OWNERS.items() if _is_in(term, start))
    return rdflib.URIRef(term) in namespace or term in DCAT_3


@each("term", TERMS)
def test_a_term_is_in_the_list_of_its_owner(term: str) -> None:
    assert exists(term)


@each("name", sorted(set(names_read())))
def test_a_term_that_a_rehearsal_reads_is_in_the_list_of_its_owner(name: str) -> None:
    prefix, _, local = name.partition(":")
    if name in MISSPELT:
        assert not exists(PREFIXES_READ[prefix] + local)
    elif prefix == "schema":
        assert name in {"schema:startDate", "schema:endDate"}
    else:
        assert exists(PREFIXES_READ[prefix] + local)


def _is_in(term: str, namespace: str) -> bool:
    return term.startswith(namespace) and not set(term.removeprefix(namespace)) & set("/#")
