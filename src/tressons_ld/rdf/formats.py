"""The formats of the files that are published, read and answered: one value for each.

Whatever has to know an extension, a media type or what a library calls a format reads it here.
How a format is written stands in :mod:`tressons_ld.rdf.serialisation`.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Format(NamedTuple):
    """A file format.

    Attributes:
        name: what options and addresses call it, ``json-ld``.
        label: what people call it, ``JSON-LD``.
        extension: of its files, with the dot.
        media_type: as registered at IANA.
        file_type: its code in the EU file-type table; empty where that has none.
        rdflib: what rdflib calls it; empty where it is no RDF.
    """

    name: str
    label: str
    extension: str
    media_type: str
    file_type: str = ""
    rdflib: str = ""


TURTLE = Format("turtle", "Turtle", ".ttl", "text/turtle", "RDF_TURTLE", "turtle")
JSON_LD = Format("json-ld", "JSON-LD", ".jsonld", "application/ld+json", "JSON_LD", "json-ld")
RDF_XML = Format("rdf-xml", "RDF/XML", ".rdf", "application/rdf+xml", "RDF_XML", "xml")
N_TRIPLES = Format("n-triples", "N-Triples", ".nt", "application/n-triples", "RDF_N_TRIPLES", "nt")
N_QUADS = Format("n-quads", "N-Quads", ".nq", "application/n-quads", "RDF_N_QUADS", "nquads")
TRIG = Format("trig", "TriG", ".trig", "application/trig", "RDF_TRIG", "trig")
N3 = Format("n3", "Notation3", ".n3", "text/n3", rdflib="n3")

HTML = Format("html", "HTML", ".html", "text/html", "HTML")
CSV = Format("csv", "CSV", ".csv", "text/csv", "CSV")
TSV = Format("tsv", "TSV", ".tsv", "text/tab-separated-values", "TSV")
JSON = Format("json", "JSON", ".json", "application/json")
LINKSET = Format("linkset", "Linkset", ".json", "application/linkset+json")
BIBTEX = Format("bibtex", "BibTeX", ".bib", "application/x-bibtex")
RIS = Format("ris", "RIS", ".ris", "application/x-research-info-systems")
# Servers know its files by the end of their names, as any other JSON.
CSL_JSON = Format("csl-json", "CSL-JSON", ".csl.json", "application/json")
# SPARQL 1.1 Query Results: JSON (section 8.2 of its Recommendation) and XML (section 4).
SPARQL_JSON = Format("json", "JSON", ".srj", "application/sparql-results+json")
SPARQL_XML = Format("xml", "XML", ".srx", "application/sparql-results+xml")

ROW_FORMATS = (CSV, TSV, SPARQL_JSON, SPARQL_XML)
"""What the rows that answer a SPARQL query are written in."""
GRAPH_FORMATS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML)
"""What the statements that answer a SPARQL query are written in."""


def names(formats: Iterable[Format]) -> tuple[str, ...]:
    """Return the names of some formats."""
    return tuple(each.name for each in formats)
