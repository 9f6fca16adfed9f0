"""Namespaces, and the terms of the catalogue that every entry names."""

DCAT = "http://www.w3.org/ns/dcat#"
DCMITYPE = "http://purl.org/dc/dcmitype/"
DCT = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
IANA = "https://www.iana.org/assignments/media-types/"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "http://schema.org/"
SKOS = "http://www.w3.org/2004/02/skos/core#"
TLD = "https://w3id.org/tressons-ld/ontologie#"
VOID = "http://rdfs.org/ns/void#"
XSD = "http://www.w3.org/2001/XMLSchema#"
PROFILE = "https://w3id.org/tressons-ld/profil"
FRENCH = "http://publications.europa.eu/resource/authority/language/FRA"
LICENCE = "https://creativecommons.org/publicdomain/zero/1.0/"

PREFIXES = {
    "dcat": DCAT,
    "dcmitype": DCMITYPE,
    "dct": DCT,
    "foaf": FOAF,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "tld": TLD,
    "void": VOID,
    "xsd": XSD,
}

DATE = "2026-11-23"
"""Day of publication, which tressons-ld takes as an option."""
